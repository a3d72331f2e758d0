//! What persons decide: load → decide → append → project, as for articles.

use super::article::Article;
use super::{Outcome, Tracker, TrackerError, carry_out, version};
use crate::domain::{
    ArticleId, ArticleState, Command, DecideError, Event, Order, Position, Recorded, SpeakerOrder,
    SpeakersState, StatementId, StreamId, TopicOrder, TopicsState, same_matter, undo,
};
use crate::extract;
use crate::log::{self, HeaderOf};
use crate::projection;
use crate::query;
use rusqlite::Transaction;
use std::collections::BTreeMap;

impl Tracker {
    /// Does about `statement` what `order` says, for `reason`, and returns what was recorded: nothing where it is so
    /// already.
    pub fn rule(
        &mut self,
        statement: &StatementId,
        order: Order,
        reason: Option<String>,
    ) -> Result<Vec<Recorded>, TrackerError> {
        self.transact(|tx, header| {
            let nothing = |id: &StatementId| DecideError::NoStatement(id.clone());
            let article = query::home(tx, statement)?.ok_or_else(|| nothing(statement))?;
            match &order {
                Order::Link(to, ..) if query::home(tx, to)?.is_none() => return Err(nothing(to).into()),
                Order::Tag(topic, _) if topics(tx)?.1.get(topic).is_none() => {
                    return Err(DecideError::NoTopic(topic.clone()).into());
                }
                _ => {}
            }
            let command = Command::Rule {
                statement: statement.clone(),
                order,
                reason,
            };
            let settled = Article::load(tx, article)?.settle(tx, command, header)?;
            settled.map_err(TrackerError::from)
        })
    }

    /// Does about a speaker what `order` says, for `reason`, and returns what was recorded.
    pub fn order_speakers(
        &mut self,
        order: SpeakerOrder,
        reason: Option<String>,
    ) -> Result<Vec<Recorded>, TrackerError> {
        self.transact(|tx, header| {
            let history = log::stream(tx, &StreamId::Speakers)?;
            let events = SpeakersState::after(&history).decide(order, reason)?;
            carry_out(tx, &StreamId::Speakers, version(&history), events, header)
        })
    }

    /// Does about topics what `order` says, for `reason`, and returns what was recorded. All of history is told
    /// anew what it is about.
    pub fn order_topics(
        &mut self,
        order: TopicOrder,
        reason: Option<&str>,
    ) -> Result<Vec<Recorded>, TrackerError> {
        self.transact(|tx, header| {
            let (version, state) = topics(tx)?;
            let events = state.decide(order, reason)?;
            carry_out(tx, &StreamId::Topics, version, events, header)
        })
    }

    /// The topics as they stand.
    pub fn topics(&self) -> Result<TopicsState, TrackerError> {
        let snapshot = self.conn.unchecked_transaction().map_err(log::LogError::from)?;
        Ok(topics(&snapshot)?.1)
    }

    /// Undoes the decision at `position`, for `reason`, and returns what was recorded: the opposite decision.
    pub fn undo(
        &mut self,
        position: Position,
        reason: Option<String>,
    ) -> Result<Vec<Recorded>, TrackerError> {
        self.transact(|tx, header| {
            let Some(decided) = log::at(tx, position)? else {
                return Err(TrackerError::NoSuchPosition(position));
            };
            let history = log::stream(tx, &decided.stream)?;
            let embedded = TopicsState::new(projection::embedded_topics()?.iter().cloned());
            let events = undo(&history, position, &embedded, reason)?;
            // The log tells by this what was undone: the last decision that stands can be found.
            let undoing = log::Header {
                causation: Some(decided.id),
                ..header.clone()
            };
            carry_out(tx, &decided.stream, version(&history), events, &undoing)
        })
    }

    /// The last decision of whoever this tracker records for that was not undone, and undid none itself.
    pub fn last_decision(&self) -> Result<Option<Recorded>, TrackerError> {
        let actor = &self.context.as_ref().ok_or(TrackerError::ReadOnly)?.actor;
        let headers = log::headers(&self.conn, &Event::DECISIONS)?;
        let mut caused: BTreeMap<&[u8], Vec<usize>> = BTreeMap::new();
        for (number, header) in headers.iter().enumerate() {
            if let Some(cause) = &header.causation {
                caused.entry(cause).or_default().push(number);
            }
        }
        let own = headers.iter().rev();
        for header in own.filter(|header| header.causation.is_none() && header.actor == *actor) {
            let Some(decided) = log::at(&self.conn, header.position)? else {
                continue;
            };
            if !self.is_undone(&decided, &header.id, (&headers, &caused))? {
                return Ok(Some(decided));
            }
        }
        Ok(None)
    }

    /// Whether an event that `decided` led to undid it, and was not undone itself.
    fn is_undone(
        &self,
        decided: &Recorded,
        id: &[u8],
        (headers, caused): (&[HeaderOf], &BTreeMap<&[u8], Vec<usize>>),
    ) -> Result<bool, TrackerError> {
        for number in caused.get(id).into_iter().flatten() {
            let header = &headers[*number];
            let Some(later) = log::at(&self.conn, header.position)? else {
                continue;
            };
            // What was decided at once with it was led to by it too, but is about something else.
            let undid = same_matter(&decided.event, &later.event);
            if undid && !self.is_undone(&later, &header.id, (headers, caused))? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The articles that count and were last read by another extractor than this program's, in the order of their
    /// ids.
    pub fn read_otherwise(&self) -> Result<Vec<ArticleId>, TrackerError> {
        Ok(query::read_by_others(&self.conn, extract::VERSION)?)
    }

    /// Reads the stored texts of `articles` again and takes over what this program's extractor reads in them. What
    /// nobody decided on is replaced; what somebody did stays, and a difference becomes a dispute.
    pub fn reread(&mut self, articles: Vec<ArticleId>) -> Result<Vec<Outcome>, TrackerError> {
        self.transact(|tx, header| {
            let outcomes = articles.into_iter().map(|article| {
                let article = Article::load(tx, article)?;
                let statements = match article.state() {
                    ArticleState::Present(present) => present.text.as_str().map(|text| {
                        extract::read(&extract::Input {
                            article: article.id(),
                            lang: present.lang,
                            published: present.source.published,
                            published_or: present.source.published_or,
                            text,
                        })
                    }),
                    _ => None,
                };
                let command = Command::Reread {
                    statements: statements.unwrap_or_default(),
                    extractor: extract::VERSION.to_owned(),
                };
                article.outcome(tx, command, header)
            });
            outcomes.collect()
        })
    }
}

/// The version of the stream of topics, and the topics as they stand.
fn topics(tx: &Transaction<'_>) -> Result<(u64, TopicsState), TrackerError> {
    let history = log::stream(tx, &StreamId::Topics)?;
    let embedded = TopicsState::new(projection::embedded_topics()?.iter().cloned());
    Ok((version(&history), embedded.after(&history)))
}
