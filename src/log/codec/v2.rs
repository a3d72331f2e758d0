//! Second versions of bodies that have a newer one. They are decoded for ever.

use super::article_ingested::ArticleIngested;
use super::article_revised::ArticleRevised;
use super::convert::Str;
use super::decision_body::StatementDisputed;
use super::selectors::{Evidence, Slice};
use super::source::Source;
use super::statement::{Attribution, Cue, Occasion, Said, Statement};
use super::statement_recorded::StatementRecorded;
use super::text_ref::TextRef;
use super::vocabulary::{self, Act, Lang, Mode};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The body of `article.ingested`, version 2: an article was read for the first time. It is still written for an
/// article without provenance.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    title = "article.ingested, version 2",
    description = "The body of `article.ingested`, version 2: an article was read for the first time."
)]
pub(in crate::log) struct ArticleIngestedV2<'a> {
    #[serde(borrow)]
    article: Str<'a>,
    /// The version of the reader that reads the article.
    #[serde(borrow)]
    extractor: Str<'a>,
    lang: Lang,
    #[serde(borrow)]
    source: Source<'a>,
    #[serde(borrow)]
    text: TextRef<'a>,
}

impl<'a> ArticleIngestedV2<'a> {
    pub(super) const TYPE: &'static str = ArticleIngested::TYPE;
    pub(super) const VERSION: i64 = 2;

    pub(super) fn upgrade(self) -> ArticleIngested<'a> {
        ArticleIngested {
            article: self.article,
            extractor: self.extractor,
            lang: self.lang,
            provenance: None,
            source: self.source,
            text: self.text,
        }
    }
}

/// The body of `article.revised`, version 2: an article was read with another text or a better known source. It is
/// still written for an article without provenance.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    title = "article.revised, version 2",
    description = "The body of `article.revised`, version 2: an article was read with another text or a better known source."
)]
pub(in crate::log) struct ArticleRevisedV2<'a> {
    #[serde(borrow)]
    article: Str<'a>,
    /// The version of the reader that reads the article.
    #[serde(borrow)]
    extractor: Str<'a>,
    lang: Lang,
    /// 1 for the first revision.
    revision: u32,
    /// All that is known of the source, not only what changed.
    #[serde(borrow)]
    source: Source<'a>,
    #[serde(borrow)]
    text: TextRef<'a>,
}

impl<'a> ArticleRevisedV2<'a> {
    pub(super) const TYPE: &'static str = ArticleRevised::TYPE;
    pub(super) const VERSION: i64 = 2;

    pub(super) fn upgrade(self) -> ArticleRevised<'a> {
        ArticleRevised {
            article: self.article,
            extractor: self.extractor,
            lang: self.lang,
            revision: self.revision,
            provenance: None,
            source: self.source,
            text: self.text,
        }
    }
}

/// The body of `statement.recorded`, version 2: a statement was read in an article.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "statement.recorded, version 2")]
pub(in crate::log) struct StatementRecordedV2<'a> {
    #[serde(borrow)]
    article: Str<'a>,
    /// The revision of the article that the evidence points into; 0 is the first text.
    revision: u32,
    #[serde(borrow)]
    statement: StatementV2<'a>,
}

impl<'a> StatementRecordedV2<'a> {
    pub(super) const TYPE: &'static str = StatementRecorded::TYPE;
    pub(super) const VERSION: i64 = 2;

    pub(super) fn upgrade(self) -> StatementRecorded<'a> {
        StatementRecorded {
            article: self.article,
            revision: self.revision,
            statement: self.statement.upgrade(),
        }
    }
}

/// The body of `statement.disputed`, version 2: a newer extractor reads it otherwise; what was decided stands.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "statement.disputed, version 2")]
pub(in crate::log) struct StatementDisputedV2<'a> {
    article: Str<'a>,
    extractor: Str<'a>,
    /// How it reads the statement; left out where it does not read it.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    reading: Option<Box<StatementV2<'a>>>,
    statement: Str<'a>,
}

impl<'a> StatementDisputedV2<'a> {
    pub(super) const TYPE: &'static str = StatementDisputed::TYPE;
    pub(super) const VERSION: i64 = 2;

    pub(super) fn upgrade(self) -> StatementDisputed<'a> {
        StatementDisputed {
            article: self.article,
            extractor: self.extractor,
            reading: self.reading.map(|reading| Box::new(reading.upgrade())),
            statement: self.statement,
        }
    }
}

/// One reported statement. `D` are the doubts that its version knows.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Statement", description = "One reported statement.")]
pub(super) struct StatementV2<'a, D = DoubtV2> {
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
    said: Said<'a, DateRuleV2>,
    #[serde(borrow)]
    speaker: Attribution<'a>,
}

impl<'a, D: Into<vocabulary::Doubt>> StatementV2<'a, D> {
    /// The statement in the newest form.
    pub(super) fn upgrade(self) -> Statement<'a> {
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
            side: None,
            id,
            mode,
            occasion,
            points,
            reader: None,
            report: None,
            rules,
            said: Said {
                date: said.date,
                expression: said.expression,
                rule: said.rule.into(),
            },
            speaker,
        }
    }
}

/// Defines a vocabulary as it was in this version, and its conversion to the current one.
macro_rules! former_vocabulary {
    ($name:ident as $known:literal: $now:ident { $($variant:ident = $word:literal,)+ }) => {
        #[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
        #[schemars(rename = $known)]
        pub(super) enum $name { $(#[serde(rename = $word)] $variant,)+ }

        impl From<$name> for vocabulary::$now {
            fn from(word: $name) -> Self {
                match word { $($name::$variant => Self::$variant,)+ }
            }
        }
    };
}

former_vocabulary!(DoubtV2 as "Doubt": Doubt {
    SpeakerUnknown = "speaker-unknown",
    SpeakerAmbiguous = "speaker-ambiguous",
    SpeakerCarried = "speaker-carried",
    DateApproximate = "date-approximate",
    DateUnresolved = "date-unresolved",
    DateAmbiguous = "date-ambiguous",
    QuoteUnclosed = "quote-unclosed",
    CueWeak = "cue-weak",
});

former_vocabulary!(DateRuleV2 as "DateRule": DateRule {
    Absolute = "absolute",
    Relative = "relative",
    Weekday = "weekday",
    Vague = "vague",
    Occasion = "occasion",
    Dateline = "dateline",
    Publication = "publication",
    None = "none",
});
