//! Second forms of bodies that have a newer one: they are read for ever, and written no more.

use super::decided::StatementDisputed;
use super::parts::{Slice, Str};
use super::statement_recorded::{Attribution, Cue, Evidence, Occasion, Said, Statement, StatementRecorded};
use super::words::{self, Act, Mode};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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

    pub(super) fn upgraded(self) -> StatementRecorded<'a> {
        StatementRecorded {
            article: self.article,
            revision: self.revision,
            statement: self.statement.upgraded(),
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

    pub(super) fn upgraded(self) -> StatementDisputed<'a> {
        StatementDisputed {
            article: self.article,
            extractor: self.extractor,
            reading: self.reading.map(|reading| Box::new(reading.upgraded())),
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

impl<'a, D: Into<words::Doubt>> StatementV2<'a, D> {
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

/// A vocabulary as it was by then, and the way to what it is now.
macro_rules! words_then {
    ($name:ident as $known:literal: $now:ident { $($variant:ident = $word:literal,)+ }) => {
        #[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
        #[schemars(rename = $known)]
        pub(super) enum $name { $(#[serde(rename = $word)] $variant,)+ }

        impl From<$name> for words::$now {
            fn from(word: $name) -> Self {
                match word { $($name::$variant => Self::$variant,)+ }
            }
        }
    };
}

words_then!(DoubtV2 as "Doubt": Doubt {
    SpeakerUnknown = "speaker-unknown",
    SpeakerAmbiguous = "speaker-ambiguous",
    SpeakerCarried = "speaker-carried",
    DateApproximate = "date-approximate",
    DateUnresolved = "date-unresolved",
    DateAmbiguous = "date-ambiguous",
    QuoteUnclosed = "quote-unclosed",
    CueWeak = "cue-weak",
});

words_then!(DateRuleV2 as "DateRule": DateRule {
    Absolute = "absolute",
    Relative = "relative",
    Weekday = "weekday",
    Vague = "vague",
    Occasion = "occasion",
    Dateline = "dateline",
    Publication = "publication",
    None = "none",
});
