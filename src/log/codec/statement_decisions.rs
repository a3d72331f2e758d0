//! Conversion of decisions on statements to and from their wire types.

use super::CodecError;
use super::convert::{Str, borrowed, owned, parse_value};
use super::correction::{Correction, CorrectionOfReport};
use super::decision_body::{
    DecisionBody, StatementConfirmed, StatementCorrected, StatementCorrectedV2, StatementLinked,
    StatementMarked, StatementMarkedV2, StatementSkipped, StatementTagged, StatementUnconfirmed,
    StatementUnlinked, StatementUnskipped, into_events,
};
use super::vocabulary::{Link, StoredStatus};
use crate::domain::{self, Event, StatementDecision};
use std::borrow::Cow;

impl<'a> DecisionBody<'a> {
    /// The wire type of a decision on a statement.
    pub(super) fn on_statement(
        article: &'a domain::ArticleId,
        statement: &'a domain::StatementId,
        decision: &'a StatementDecision,
        reason: Option<&'a String>,
    ) -> Self {
        let article = Cow::Borrowed(article.as_str());
        let statement = Cow::Borrowed(statement.as_str());
        let reason = borrowed(reason);
        match decision {
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
            StatementDecision::Marked(status) => match StoredStatus::from_domain(*status) {
                StoredStatus::Version1(status) => Self::StatementMarked(StatementMarked {
                    article,
                    reason,
                    statement,
                    status,
                }),
                StoredStatus::Version2(status) => Self::StatementMarkedV2(StatementMarkedV2 {
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

    /// The wire type of a correction, in the oldest version that can express it.
    fn corrected(
        article: Str<'a>,
        correction: &'a domain::Correction,
        reason: Option<Str<'a>>,
        statement: Str<'a>,
    ) -> Self {
        match correction.report {
            None => Self::StatementCorrected(StatementCorrected {
                article,
                correction: Correction::from_domain(correction),
                reason,
                statement,
            }),
            Some(report) => Self::StatementCorrectedV2(StatementCorrectedV2 {
                article,
                correction: CorrectionOfReport::from_domain(correction, report),
                reason,
                statement,
            }),
        }
    }

    /// The wire type of a decision to skip a reading, or to show it again (`None`).
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
}

into_events! {
    StatementConfirmed(w) statement_decided(&w.article, &w.statement, StatementDecision::Confirmed(true), w.reason);
    StatementUnconfirmed(w) statement_decided(&w.article, &w.statement, StatementDecision::Confirmed(false), w.reason);
    StatementCorrected(w) {
        let correction = Box::new(w.correction.into_domain()?);
        statement_decided(&w.article, &w.statement, StatementDecision::Corrected(correction), w.reason)
    };
    StatementCorrectedV2(w) {
        let correction = Box::new(w.correction.into_domain()?);
        statement_decided(&w.article, &w.statement, StatementDecision::Corrected(correction), w.reason)
    };
    StatementTagged(w) {
        let decision = StatementDecision::Tagged(parse_value("topic", &w.topic)?, w.tag.into());
        statement_decided(&w.article, &w.statement, decision, w.reason)
    };
    StatementMarked(w) {
        let decision = StatementDecision::Marked(w.status.into());
        statement_decided(&w.article, &w.statement, decision, w.reason)
    };
    StatementMarkedV2(w) {
        let decision = StatementDecision::Marked(w.status.into());
        statement_decided(&w.article, &w.statement, decision, w.reason)
    };
    StatementLinked(w) statement_decided(&w.article, &w.statement, linked(&w.to, w.link, true)?, w.reason);
    StatementUnlinked(w) statement_decided(&w.article, &w.statement, linked(&w.to, w.link, false)?, w.reason);
    StatementSkipped(w) {
        let reading = StatementDecision::Skipped(Some(w.reading.into_owned()));
        statement_decided(&w.article, &w.statement, reading, w.reason)
    };
    StatementUnskipped(w) statement_decided(&w.article, &w.statement, StatementDecision::Skipped(None), w.reason);
}

fn statement_decided(
    article: &str,
    statement: &str,
    decision: StatementDecision,
    reason: Option<Str<'_>>,
) -> Result<Event, CodecError> {
    Ok(Event::StatementDecided {
        article: parse_value("article", article)?,
        statement: parse_value("statement", statement)?,
        decision,
        reason: owned(reason),
    })
}

fn linked(to: &str, link: Link, linked: bool) -> Result<StatementDecision, CodecError> {
    Ok(StatementDecision::Linked(
        parse_value("statement", to)?,
        link.into(),
        linked,
    ))
}
