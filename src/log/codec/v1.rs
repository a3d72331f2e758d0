//! First versions of bodies that have a newer one. They are decoded for ever and no longer written.

use super::article_ingested::ArticleIngested;
use super::article_revised::ArticleRevised;
use super::convert::Str;
use super::decision_body::StatementDisputed;
use super::source::Source;
use super::statement_recorded::StatementRecorded;
use super::text_ref::TextRef;
use super::v2::StatementV2;
use super::vocabulary::{self, Lang};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The body of `article.ingested`, version 1: an article was read for the first time.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "article.ingested, version 1")]
pub(in crate::log) struct ArticleIngestedV1<'a> {
    #[serde(borrow)]
    article: Str<'a>,
    /// The version of the reader that reads the article.
    #[serde(borrow)]
    extractor: Str<'a>,
    lang: Lang,
    #[serde(borrow)]
    source: SourceV1<'a>,
    text: TextRef<'a>,
}

impl<'a> ArticleIngestedV1<'a> {
    pub(super) const TYPE: &'static str = ArticleIngested::TYPE;
    pub(super) const VERSION: i64 = 1;

    pub(super) fn upgrade(self) -> ArticleIngested<'a> {
        ArticleIngested {
            article: self.article,
            extractor: self.extractor,
            lang: self.lang,
            provenance: None,
            source: self.source.upgrade(),
            text: self.text,
        }
    }
}

/// The body of `article.revised`, version 1: an article was read with another text or a better known source.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "article.revised, version 1")]
pub(in crate::log) struct ArticleRevisedV1<'a> {
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
    source: SourceV1<'a>,
    text: TextRef<'a>,
}

impl<'a> ArticleRevisedV1<'a> {
    pub(super) const TYPE: &'static str = ArticleRevised::TYPE;
    pub(super) const VERSION: i64 = 1;

    pub(super) fn upgrade(self) -> ArticleRevised<'a> {
        ArticleRevised {
            article: self.article,
            extractor: self.extractor,
            lang: self.lang,
            revision: self.revision,
            provenance: None,
            source: self.source.upgrade(),
            text: self.text,
        }
    }
}

/// Where an article comes from.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Source")]
struct SourceV1<'a> {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    agency: Option<Str<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    author: Option<Str<'a>>,
    /// The day of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "date"))]
    published: Option<Str<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    publisher: Option<Str<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<Str<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    url: Option<Str<'a>>,
}

impl<'a> SourceV1<'a> {
    fn upgrade(self) -> Source<'a> {
        Source {
            agency: self.agency,
            author: self.author,
            canonical: None,
            published: self.published,
            published_at: None,
            published_or: None,
            publisher: self.publisher,
            title: self.title,
            url: self.url,
        }
    }
}

/// The body of `statement.recorded`, version 1: a statement was read in an article.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "statement.recorded, version 1")]
pub(in crate::log) struct StatementRecordedV1<'a> {
    #[serde(borrow)]
    article: Str<'a>,
    /// The revision of the article that the evidence points into; 0 is the first text.
    revision: u32,
    #[serde(borrow)]
    statement: StatementV2<'a, DoubtV1>,
}

impl<'a> StatementRecordedV1<'a> {
    pub(super) const TYPE: &'static str = StatementRecorded::TYPE;
    pub(super) const VERSION: i64 = 1;

    pub(super) fn upgrade(self) -> StatementRecorded<'a> {
        StatementRecorded {
            article: self.article,
            revision: self.revision,
            statement: self.statement.upgrade(),
        }
    }
}

/// The body of `statement.disputed`, version 1: a newer extractor reads it otherwise; what was decided stands.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "statement.disputed, version 1")]
pub(in crate::log) struct StatementDisputedV1<'a> {
    article: Str<'a>,
    extractor: Str<'a>,
    /// How it reads the statement; left out where it does not read it.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    reading: Option<Box<StatementV2<'a, DoubtV1>>>,
    statement: Str<'a>,
}

impl<'a> StatementDisputedV1<'a> {
    pub(super) const TYPE: &'static str = StatementDisputed::TYPE;
    pub(super) const VERSION: i64 = 1;

    pub(super) fn upgrade(self) -> StatementDisputed<'a> {
        StatementDisputed {
            article: self.article,
            extractor: self.extractor,
            reading: self.reading.map(|reading| Box::new(reading.upgrade())),
            statement: self.statement,
        }
    }
}

// The doubts that version 1 knows; its schema has no description.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Doubt")]
enum DoubtV1 {
    SpeakerUnknown,
    SpeakerAmbiguous,
    SpeakerCarried,
    DateApproximate,
    DateUnresolved,
    QuoteUnclosed,
    CueWeak,
}

impl From<DoubtV1> for vocabulary::Doubt {
    fn from(doubt: DoubtV1) -> Self {
        match doubt {
            DoubtV1::SpeakerUnknown => Self::SpeakerUnknown,
            DoubtV1::SpeakerAmbiguous => Self::SpeakerAmbiguous,
            DoubtV1::SpeakerCarried => Self::SpeakerCarried,
            DoubtV1::DateApproximate => Self::DateApproximate,
            DoubtV1::DateUnresolved => Self::DateUnresolved,
            DoubtV1::QuoteUnclosed => Self::QuoteUnclosed,
            DoubtV1::CueWeak => Self::CueWeak,
        }
    }
}
