//! What persons decided, and what a newer extractor made of it: one wire type an event type.

use super::parts::{Correction, CorrectionOfReport, Str, Topic, borrowed, owned, parsed};
use super::statement_recorded::Statement;
use super::words::{Link, PromiseStatus, Status, StoredStatus, Tag};
use super::{CodecError, division};
use crate::domain::{self, Event, SpeakerDecision, StatementDecision, TopicDecision};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Wire types, each with the newest version of its event type, and the enum of them.
macro_rules! wire_types {
    ($(
        $(#[$doc:meta])* $name:ident = $kind:literal, $version:literal { $($(#[$attr:meta])* $field:ident: $ty:ty,)+ }
    )+) => {
        $($(#[$doc])*
        #[derive(Debug, Serialize, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        #[schemars(title = concat!($kind, ", version ", $version))]
        pub(in crate::log) struct $name<'a> { $($(#[$attr])* pub(super) $field: $ty,)+ }

        impl $name<'_> {
            pub(super) const TYPE: &'static str = $kind;
            pub(super) const VERSION: i64 = $version;
        })+

        /// The body of one of these events.
        #[derive(Debug)]
        pub(in crate::log) enum Decided<'a> { $($name($name<'a>),)+ }

        impl<'a> Decided<'a> {
            /// Reads a stored body, if it is one of these.
            pub(super) fn read(kind: &str, version: i64, body: &'a str) -> Option<serde_json::Result<Self>> {
                match (kind, version) {
                    $(($kind, $version) => Some(serde_json::from_str(body).map(Self::$name)),)+
                    _ => None,
                }
            }

            /// The version of the wire type.
            pub(super) const fn version(&self) -> i64 {
                match self { $(Self::$name(_) => $version,)+ }
            }

            /// The body as it is stored.
            pub(super) fn to_json(&self) -> serde_json::Result<String> {
                match self { $(Self::$name(wire) => serde_json::to_string(wire),)+ }
            }

            /// The event that was recorded.
            pub(super) fn into_event(self) -> Result<Event, CodecError> {
                match self { $(Self::$name(wire) => wire.into_event(),)+ }
            }
        }
    };
}

wire_types! {
    /// The body of `article.reread`, version 1: the same text was read again by another extractor.
    ArticleReread = "article.reread", 1 {
        article: Str<'a>,
        extractor: Str<'a>,
    }

    /// The body of `article.restored`, version 1: an article that was withdrawn counts again.
    ArticleRestored = "article.restored", 1 {
        article: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
    }

    /// The body of `statement.dropped`, version 1: a newer extractor does not read it, and nobody had decided on it.
    StatementDropped = "statement.dropped", 1 {
        article: Str<'a>,
        extractor: Str<'a>,
        statement: Str<'a>,
    }

    /// The body of `statement.disputed`, version 3: a newer extractor reads it otherwise; what was decided stands.
    StatementDisputed = "statement.disputed", 3 {
        article: Str<'a>,
        extractor: Str<'a>,
        /// How it reads the statement; left out where it does not read it.
        #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
        reading: Option<Box<Statement<'a>>>,
        statement: Str<'a>,
    }

    /// The body of `statement.restored`, version 1: a statement that was withdrawn counts again.
    StatementRestored = "statement.restored", 1 {
        article: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        statement: Str<'a>,
    }

    /// The body of `statement.confirmed`, version 1: it was checked and is right.
    StatementConfirmed = "statement.confirmed", 1 {
        article: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        statement: Str<'a>,
    }

    /// The body of `statement.unconfirmed`, version 1: that it was checked counts no longer.
    StatementUnconfirmed = "statement.unconfirmed", 1 {
        article: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        statement: Str<'a>,
    }

    /// The body of `statement.corrected`, version 1: what of the reading is corrected, all in all.
    StatementCorrected = "statement.corrected", 1 {
        article: Str<'a>,
        #[serde(borrow)]
        correction: Correction<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        statement: Str<'a>,
    }

    /// The body of `statement.corrected`, version 2: the same with how it came to be known. What version 1 can say is
    /// still written as version 1.
    StatementCorrected2 = "statement.corrected", 2 {
        article: Str<'a>,
        #[serde(borrow)]
        correction: CorrectionOfReport<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        statement: Str<'a>,
    }

    /// The body of `statement.tagged`, version 1: whether it is about a topic.
    StatementTagged = "statement.tagged", 1 {
        article: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        statement: Str<'a>,
        tag: Tag,
        topic: Str<'a>,
    }

    /// The body of `statement.marked`, version 1: what became of it.
    StatementMarked = "statement.marked", 1 {
        article: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        statement: Str<'a>,
        status: Status,
    }

    /// The body of `statement.marked`, version 2: what became of a promise. The words of version 1 are still
    /// written as version 1.
    StatementMarked2 = "statement.marked", 2 {
        article: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        statement: Str<'a>,
        status: PromiseStatus,
    }

    /// The body of `statement.linked`, version 1: what it does to another statement.
    StatementLinked = "statement.linked", 1 {
        article: Str<'a>,
        link: Link,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        statement: Str<'a>,
        /// The other statement.
        to: Str<'a>,
    }

    /// The body of `statement.unlinked`, version 1: it does so no longer.
    StatementUnlinked = "statement.unlinked", 1 {
        article: Str<'a>,
        link: Link,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        statement: Str<'a>,
        /// The other statement.
        to: Str<'a>,
    }

    /// The body of `statement.skipped`, version 1: a person looked at this reading and decided nothing on it; it is not
    /// asked about again.
    StatementSkipped = "statement.skipped", 1 {
        article: Str<'a>,
        /// The digest of the reading: what is read otherwise is asked about again.
        reading: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        statement: Str<'a>,
    }

    /// The body of `statement.unskipped`, version 1: it may be asked about again.
    StatementUnskipped = "statement.unskipped", 1 {
        article: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        statement: Str<'a>,
    }

    /// The body of `speaker.merged`, version 1: the speaker is the same as another.
    SpeakerMerged = "speaker.merged", 1 {
        /// The speaker that it is from now on.
        into: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        speaker: Str<'a>,
    }

    /// The body of `speaker.split`, version 1: the speaker is nobody else.
    SpeakerSplit = "speaker.split", 1 {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        speaker: Str<'a>,
    }

    /// The body of `speaker.aliased`, version 1: the speaker goes by this name too.
    SpeakerAliased = "speaker.aliased", 1 {
        name: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        speaker: Str<'a>,
    }

    /// The body of `speaker.unaliased`, version 1: the speaker goes by this name no longer.
    SpeakerUnaliased = "speaker.unaliased", 1 {
        name: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        speaker: Str<'a>,
    }

    /// The body of `speaker.identified`, version 1: an authority file knows the speaker so.
    SpeakerIdentified = "speaker.identified", 1 {
        /// As in `wikidata:Q42`.
        identifier: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        speaker: Str<'a>,
    }

    /// The body of `speaker.unidentified`, version 1: the identifier is not the speaker's.
    SpeakerUnidentified = "speaker.unidentified", 1 {
        /// As in `wikidata:Q42`.
        identifier: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        speaker: Str<'a>,
    }

    /// The body of `speaker.divided`, version 1: a namesake says what one division of the speaker's statements holds.
    /// The division is an article or the words of a capacity.
    SpeakerDivided = "speaker.divided", 1 {
        /// What is said in this article; left out where the division is a capacity.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        article: Option<Str<'a>>,
        /// What is said in a capacity that has these words; left out where the division is an article.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        capacity: Option<Str<'a>>,
        /// The name of the namesake.
        name: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        speaker: Str<'a>,
    }

    /// The body of `speaker.reunited`, version 1: the speaker says what the division holds, and no namesake does.
    SpeakerReunited = "speaker.reunited", 1 {
        /// What is said in this article; left out where the division is a capacity.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        article: Option<Str<'a>>,
        /// What is said in a capacity that has these words; left out where the division is an article.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        capacity: Option<Str<'a>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        speaker: Str<'a>,
    }

    /// The body of `topic.defined`, version 1: what the topic is from now on.
    TopicDefined = "topic.defined", 1 {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        #[serde(borrow)]
        topic: Topic<'a>,
    }

    /// The body of `topic.retired`, version 1: nothing is about it any longer.
    TopicRetired = "topic.retired", 1 {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        topic: Str<'a>,
    }

    /// The body of `topic.reset`, version 1: it is as the taxonomy that comes with dixit has it.
    TopicReset = "topic.reset", 1 {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        topic: Str<'a>,
    }
}

impl<'a> Decided<'a> {
    /// The wire form of a decision on a statement.
    pub(super) fn on_statement(
        article: &'a domain::ArticleId,
        statement: &'a domain::StatementId,
        ruling: &'a StatementDecision,
        reason: Option<&'a String>,
    ) -> Self {
        let article = Cow::Borrowed(article.as_str());
        let statement = Cow::Borrowed(statement.as_str());
        let reason = borrowed(reason);
        match ruling {
            StatementDecision::Confirmed(true) => Self::StatementConfirmed(StatementConfirmed {
                article,
                reason,
                statement,
            }),
            StatementDecision::Confirmed(false) => Self::StatementUnconfirmed(StatementUnconfirmed {
                article,
                reason,
                statement,
            }),
            StatementDecision::Corrected(correction) => {
                Self::corrected(article, correction, reason, statement)
            }
            StatementDecision::Tagged(topic, tag) => Self::StatementTagged(StatementTagged {
                article,
                reason,
                statement,
                tag: (*tag).into(),
                topic: Cow::Borrowed(topic.as_str()),
            }),
            StatementDecision::Marked(status) => match StoredStatus::of(*status) {
                StoredStatus::First(status) => Self::StatementMarked(StatementMarked {
                    article,
                    reason,
                    statement,
                    status,
                }),
                StoredStatus::Second(status) => Self::StatementMarked2(StatementMarked2 {
                    article,
                    reason,
                    statement,
                    status,
                }),
            },
            StatementDecision::Linked(to, link, linked) => {
                let (link, to) = ((*link).into(), Cow::Borrowed(to.as_str()));
                if *linked {
                    Self::StatementLinked(StatementLinked {
                        article,
                        link,
                        reason,
                        statement,
                        to,
                    })
                } else {
                    Self::StatementUnlinked(StatementUnlinked {
                        article,
                        link,
                        reason,
                        statement,
                        to,
                    })
                }
            }
            StatementDecision::Skipped(reading) => {
                Self::skipped(article, reading.as_deref(), reason, statement)
            }
        }
    }

    /// The wire form of a correction, in the oldest version that has a place for it.
    fn corrected(
        article: Str<'a>,
        correction: &'a domain::Correction,
        reason: Option<Str<'a>>,
        statement: Str<'a>,
    ) -> Self {
        match correction.report {
            None => Self::StatementCorrected(StatementCorrected {
                article,
                correction: Correction::of(correction),
                reason,
                statement,
            }),
            Some(report) => Self::StatementCorrected2(StatementCorrected2 {
                article,
                correction: CorrectionOfReport::of(correction, report),
                reason,
                statement,
            }),
        }
    }

    /// The wire form of a decision to skip a reading, or to skip none.
    fn skipped(
        article: Str<'a>,
        reading: Option<&'a str>,
        reason: Option<Str<'a>>,
        statement: Str<'a>,
    ) -> Self {
        match reading {
            Some(reading) => Self::StatementSkipped(StatementSkipped {
                article,
                reading: Cow::Borrowed(reading),
                reason,
                statement,
            }),
            None => Self::StatementUnskipped(StatementUnskipped {
                article,
                reason,
                statement,
            }),
        }
    }

    /// The wire form of a decision on a topic.
    pub(super) fn on_topic(
        topic: &'a domain::TopicId,
        ruling: &'a TopicDecision,
        reason: Option<&'a String>,
    ) -> Self {
        let reason = borrowed(reason);
        let id = Cow::Borrowed(topic.as_str());
        match ruling {
            TopicDecision::Defined(topic) => Self::TopicDefined(TopicDefined {
                reason,
                topic: Topic::of(topic),
            }),
            TopicDecision::Retired => Self::TopicRetired(TopicRetired { reason, topic: id }),
            TopicDecision::Reset => Self::TopicReset(TopicReset { reason, topic: id }),
        }
    }
}

fn on_statement(
    article: &str,
    statement: &str,
    ruling: StatementDecision,
    reason: Option<Str<'_>>,
) -> Result<Event, CodecError> {
    Ok(Event::StatementDecided {
        article: parsed("article", article)?,
        statement: parsed("statement", statement)?,
        ruling,
        reason: owned(reason),
    })
}

fn linked(to: &str, link: Link, linked: bool) -> Result<StatementDecision, CodecError> {
    Ok(StatementDecision::Linked(
        parsed("statement", to)?,
        link.into(),
        linked,
    ))
}

fn on_speaker(speaker: &str, ruling: SpeakerDecision, reason: Option<Str<'_>>) -> Result<Event, CodecError> {
    Ok(Event::SpeakerDecided {
        speaker: parsed("speaker", speaker)?,
        ruling,
        reason: owned(reason),
    })
}

fn on_topic(topic: &str, ruling: TopicDecision, reason: Option<Str<'_>>) -> Result<Event, CodecError> {
    Ok(Event::TopicDecided {
        topic: parsed("topic", topic)?,
        ruling,
        reason: owned(reason),
    })
}

/// What each wire type says, as an event.
macro_rules! into_events {
    ($($name:ident($wire:ident) $event:expr;)+) => {
        $(impl $name<'_> {
            fn into_event(self) -> Result<Event, CodecError> {
                let $wire = self;
                $event
            }
        })+
    };
}

into_events! {
    ArticleReread(w) Ok(Event::ArticleReread {
        article: parsed("article", &w.article)?,
        extractor: w.extractor.into_owned(),
    });
    ArticleRestored(w) Ok(Event::ArticleRestored {
        article: parsed("article", &w.article)?,
        reason: owned(w.reason),
    });
    StatementDropped(w) Ok(Event::StatementDropped {
        article: parsed("article", &w.article)?,
        statement: parsed("statement", &w.statement)?,
        extractor: w.extractor.into_owned(),
    });
    StatementDisputed(w) Ok(Event::StatementDisputed {
        article: parsed("article", &w.article)?,
        statement: parsed("statement", &w.statement)?,
        extractor: w.extractor.into_owned(),
        reading: w.reading.map(|reading| reading.into_domain().map(Box::new)).transpose()?,
    });
    StatementRestored(w) Ok(Event::StatementRestored {
        article: parsed("article", &w.article)?,
        statement: parsed("statement", &w.statement)?,
        reason: owned(w.reason),
    });
    StatementConfirmed(w) on_statement(&w.article, &w.statement, StatementDecision::Confirmed(true), w.reason);
    StatementUnconfirmed(w) on_statement(&w.article, &w.statement, StatementDecision::Confirmed(false), w.reason);
    StatementCorrected(w) {
        let correction = Box::new(w.correction.into_domain()?);
        on_statement(&w.article, &w.statement, StatementDecision::Corrected(correction), w.reason)
    };
    StatementCorrected2(w) {
        let correction = Box::new(w.correction.into_domain()?);
        on_statement(&w.article, &w.statement, StatementDecision::Corrected(correction), w.reason)
    };
    StatementTagged(w) {
        let ruling = StatementDecision::Tagged(parsed("topic", &w.topic)?, w.tag.into());
        on_statement(&w.article, &w.statement, ruling, w.reason)
    };
    StatementMarked(w) on_statement(&w.article, &w.statement, StatementDecision::Marked(w.status.into()), w.reason);
    StatementMarked2(w) on_statement(&w.article, &w.statement, StatementDecision::Marked(w.status.into()), w.reason);
    StatementLinked(w) on_statement(&w.article, &w.statement, linked(&w.to, w.link, true)?, w.reason);
    StatementUnlinked(w) on_statement(&w.article, &w.statement, linked(&w.to, w.link, false)?, w.reason);
    StatementSkipped(w) {
        let reading = StatementDecision::Skipped(Some(w.reading.into_owned()));
        on_statement(&w.article, &w.statement, reading, w.reason)
    };
    StatementUnskipped(w) on_statement(&w.article, &w.statement, StatementDecision::Skipped(None), w.reason);
    SpeakerMerged(w) {
        let into = parsed("speaker", &w.into)?;
        on_speaker(&w.speaker, SpeakerDecision::Merged(Some(into)), w.reason)
    };
    SpeakerSplit(w) on_speaker(&w.speaker, SpeakerDecision::Merged(None), w.reason);
    SpeakerAliased(w) on_speaker(&w.speaker, SpeakerDecision::Alias(w.name.into_owned(), true), w.reason);
    SpeakerUnaliased(w) on_speaker(&w.speaker, SpeakerDecision::Alias(w.name.into_owned(), false), w.reason);
    SpeakerIdentified(w) {
        on_speaker(&w.speaker, SpeakerDecision::Identifier(w.identifier.into_owned(), true), w.reason)
    };
    SpeakerUnidentified(w) {
        on_speaker(&w.speaker, SpeakerDecision::Identifier(w.identifier.into_owned(), false), w.reason)
    };
    SpeakerDivided(w) {
        let by = division::read(w.article, w.capacity)?;
        on_speaker(&w.speaker, SpeakerDecision::Divided(by, Some(w.name.into_owned())), w.reason)
    };
    SpeakerReunited(w) {
        let by = division::read(w.article, w.capacity)?;
        on_speaker(&w.speaker, SpeakerDecision::Divided(by, None), w.reason)
    };
    TopicDefined(w) {
        let topic = Box::new(w.topic.into_domain()?);
        let id = topic.id.to_string();
        on_topic(&id, TopicDecision::Defined(topic), w.reason)
    };
    TopicRetired(w) on_topic(&w.topic, TopicDecision::Retired, w.reason);
    TopicReset(w) on_topic(&w.topic, TopicDecision::Reset, w.reason);
}
