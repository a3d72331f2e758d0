use super::CodecError;
use super::parts::{Slice, Str, borrowed, owned, parsed};
use super::words::{Act, DateRule, Doubt, Mode, SpeakerKind};
use crate::domain::{self, ArticleId, Event};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The body of `statement.recorded`, version 2: a statement was read in an article.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "statement.recorded, version 2")]
pub(in crate::log) struct StatementRecorded<'a> {
    #[serde(borrow)]
    pub(super) article: Str<'a>,
    /// The revision of the article that the evidence points into; 0 is the first text.
    pub(super) revision: u32,
    #[serde(borrow)]
    pub(super) statement: Statement<'a>,
}

/// One reported statement. `D` are the doubts that its version knows.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Statement", description = "One reported statement.")]
pub(super) struct Statement<'a, D = Doubt> {
    act: Act,
    /// In per cent.
    #[schemars(range(max = 100))]
    confidence: u8,
    /// The words that report the speech.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    cue: Option<Cue<'a>>,
    #[serde(default = "Vec::<D>::new", skip_serializing_if = "Vec::is_empty")]
    doubts: Vec<D>,
    /// The words themselves, in reading order.
    #[serde(borrow)]
    evidence: Vec<Evidence<'a>>,
    #[serde(borrow)]
    id: Str<'a>,
    mode: Mode,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    occasion: Option<Occasion<'a>>,
    /// The numbered parts of a proposal.
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    points: Vec<Slice<'a>>,
    /// The rules that produced the reading.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    rules: Vec<Str<'a>>,
    #[serde(borrow)]
    said: Said<'a>,
    #[serde(borrow)]
    speaker: Attribution<'a>,
}

/// A piece of the words, with the W3C Web Annotation selectors that find it again.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Evidence<'a> {
    #[serde(borrow)]
    prefix: Str<'a>,
    #[serde(borrow)]
    quote: Slice<'a>,
    #[serde(borrow)]
    suffix: Str<'a>,
}

/// The words that report the speech.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Cue<'a> {
    /// The entry of the lexicon that they are a form of.
    #[serde(borrow)]
    lemma: Str<'a>,
    #[serde(borrow)]
    words: Slice<'a>,
}

/// Where and at what event the words were said.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Occasion<'a> {
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    event: Option<Slice<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    place: Option<Slice<'a>>,
}

/// When the words were said.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Said<'a> {
    /// EDTF (ISO 8601-2): `2025-07-26`, `2025-07`, `2025`, with `~` behind it where approximate; `..` where
    /// unknown.
    #[serde(borrow)]
    date: Str<'a>,
    /// The words that the date was read from.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    expression: Option<Slice<'a>>,
    rule: DateRule,
}

/// Who speaks.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Attribution<'a> {
    /// The role in which the speaker speaks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    capacity: Option<Str<'a>>,
    kind: SpeakerKind,
    /// How the article names the speaker at this place.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    mention: Option<Slice<'a>>,
    /// The fullest name that the article has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reference: Option<Str<'a>>,
}

impl<'a> StatementRecorded<'a> {
    pub(super) const TYPE: &'static str = "statement.recorded";
    pub(super) const VERSION: i64 = 2;

    pub(super) fn of(article: &'a ArticleId, revision: u32, statement: &'a domain::Statement) -> Self {
        Self {
            article: Cow::Borrowed(article.as_str()),
            revision,
            statement: Statement::of(statement),
        }
    }

    pub(super) fn into_event(self) -> Result<Event, CodecError> {
        Ok(Event::StatementRecorded {
            article: parsed("article", &self.article)?,
            revision: self.revision,
            statement: Box::new(self.statement.into_domain()?),
        })
    }
}

impl<'a> Statement<'a> {
    pub(super) fn of(statement: &'a domain::Statement) -> Self {
        Self {
            act: statement.act.into(),
            confidence: statement.confidence.percent(),
            cue: statement.cue.as_ref().map(|cue| Cue {
                lemma: Cow::Borrowed(&cue.lemma),
                words: Slice::of(&cue.words),
            }),
            doubts: statement.doubts.iter().map(|doubt| (*doubt).into()).collect(),
            evidence: statement.evidence.iter().map(Evidence::of).collect(),
            id: Cow::Borrowed(statement.id.as_str()),
            mode: statement.mode.into(),
            occasion: statement.occasion.as_ref().map(|occasion| Occasion {
                event: occasion.event.as_ref().map(Slice::of),
                place: occasion.place.as_ref().map(Slice::of),
            }),
            points: statement.points.iter().map(Slice::of).collect(),
            rules: statement
                .rules
                .iter()
                .map(|rule| Cow::Borrowed(rule.as_str()))
                .collect(),
            said: Said {
                date: Cow::Owned(statement.said.date.to_string()),
                expression: statement.said.expression.as_ref().map(Slice::of),
                rule: statement.said.rule.into(),
            },
            speaker: Attribution {
                capacity: borrowed(statement.speaker.capacity.as_ref()),
                kind: statement.speaker.kind.into(),
                mention: statement.speaker.mention.as_ref().map(Slice::of),
                reference: borrowed(statement.speaker.reference.as_ref()),
            },
        }
    }

    pub(super) fn into_domain(self) -> Result<domain::Statement, CodecError> {
        Ok(domain::Statement {
            id: parsed("statement", &self.id)?,
            evidence: self.evidence.into_iter().map(Evidence::into_domain).collect(),
            cue: self.cue.map(|cue| domain::Cue {
                words: cue.words.into_domain(),
                lemma: cue.lemma.into_owned(),
            }),
            speaker: domain::Attribution {
                mention: self.speaker.mention.map(Slice::into_domain),
                reference: owned(self.speaker.reference),
                capacity: owned(self.speaker.capacity),
                kind: self.speaker.kind.into(),
            },
            side: None,
            mode: self.mode.into(),
            report: None,
            act: self.act.into(),
            said: domain::Said {
                date: parsed("date", &self.said.date)?,
                expression: self.said.expression.map(Slice::into_domain),
                rule: self.said.rule.into(),
            },
            occasion: self.occasion.map(|occasion| domain::Occasion {
                event: occasion.event.map(Slice::into_domain),
                place: occasion.place.map(Slice::into_domain),
            }),
            points: self.points.into_iter().map(Slice::into_domain).collect(),
            confidence: domain::Confidence::from_percent(self.confidence),
            doubts: self.doubts.into_iter().map(Into::into).collect(),
            rules: self.rules.into_iter().map(Cow::into_owned).collect(),
        })
    }
}

impl<'a, D: Into<Doubt>> Statement<'a, D> {
    /// The statement in the newest form.
    pub(super) fn upgraded(self) -> Statement<'a> {
        let Self {
            act,
            confidence,
            cue,
            doubts,
            evidence,
            id,
            mode,
            occasion,
            points,
            rules,
            said,
            speaker,
        } = self;
        Statement {
            act,
            confidence,
            cue,
            doubts: doubts.into_iter().map(Into::into).collect(),
            evidence,
            id,
            mode,
            occasion,
            points,
            rules,
            said,
            speaker,
        }
    }
}

impl<'a> Evidence<'a> {
    pub(super) fn of(evidence: &'a domain::Evidence) -> Self {
        Self {
            prefix: Cow::Borrowed(&evidence.prefix),
            quote: Slice::of(&evidence.quote),
            suffix: Cow::Borrowed(&evidence.suffix),
        }
    }

    pub(super) fn into_domain(self) -> domain::Evidence {
        domain::Evidence {
            quote: self.quote.into_domain(),
            prefix: self.prefix.into_owned(),
            suffix: self.suffix.into_owned(),
        }
    }
}
