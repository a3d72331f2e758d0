//! One article in a transaction that writes: load → decide → append → project.

use super::{Change, Outcome, Reading, TrackerError, carry_out, carry_out_alike, version};
use crate::domain::{
    ArticleId, ArticleState, Command, DecideError, Document, Present, Reader, Recorded, Statement, StreamId,
    decide,
};
use crate::log::{self, Header};
use crate::projection;
use rusqlite::Transaction;

/// An article as its stream tells it.
pub(super) struct Article {
    id: ArticleId,
    /// How many events its stream has.
    version: u64,
    state: ArticleState,
}

impl Article {
    /// Loads it; one that was never heard of has no events.
    pub(super) fn load(tx: &Transaction<'_>, id: ArticleId) -> Result<Self, TrackerError> {
        let history = log::stream(tx, &StreamId::Article(id.clone()))?;
        Ok(Self {
            id,
            version: version(&history),
            state: ArticleState::after(&history),
        })
    }

    /// Its id.
    pub(super) const fn id(&self) -> &ArticleId {
        &self.id
    }

    /// What it is.
    pub(super) const fn state(&self) -> &ArticleState {
        &self.state
    }

    /// Whether it counts, and `document` tells nothing else of it.
    fn is_known(&self, document: &Document) -> bool {
        let ArticleState::Present(present) = &self.state else {
            return false;
        };
        let source = document.source.clone().completed_by(&present.source);
        present.text.as_str() == Some(&document.text)
            && present.lang == document.lang
            && present.source == source
    }

    /// Carries `command` out: what was recorded, or why nothing may be.
    pub(super) fn settle(
        &self,
        tx: &Transaction<'_>,
        command: Command,
        header: &Header,
    ) -> Result<Result<Vec<Recorded>, DecideError>, TrackerError> {
        let events = match decide(&self.id, &self.state, command) {
            Ok(events) => events,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let stream = StreamId::Article(self.id.clone());
        carry_out(tx, &stream, self.version, events, header).map(Ok)
    }

    /// Takes over what another reader reads in it.
    pub(super) fn read_by(
        self,
        tx: &Transaction<'_>,
        reader: Reader,
        read: impl FnOnce(&Present) -> (Vec<Statement>, bool),
        header: &Header,
    ) -> Result<Outcome, TrackerError> {
        let (statements, is_whole) = match &self.state {
            ArticleState::Present(present) => read(present),
            ArticleState::Absent | ArticleState::Withdrawn(..) => (Vec::new(), false),
        };
        let command = Command::ReadBy {
            reader,
            statements,
            is_whole,
        };
        let change = match decide(&self.id, &self.state, command) {
            Ok(events) => {
                let stream = StreamId::Article(self.id.clone());
                Change::of_other(&carry_out_alike(tx, &stream, self.version, events, header)?)
            }
            Err(refusal) => Change::Refused(refusal),
        };
        Ok(Outcome {
            article: self.id,
            change,
        })
    }

    /// The same, told as what became of the article, a refusal included.
    pub(super) fn outcome(
        self,
        tx: &Transaction<'_>,
        command: Command,
        header: &Header,
    ) -> Result<Outcome, TrackerError> {
        let change = match self.settle(tx, command, header)? {
            Ok(recorded) => Change::of(&recorded),
            Err(refusal) => Change::Refused(refusal),
        };
        Ok(Outcome {
            article: self.id,
            change,
        })
    }
}

/// `reading` as a reading of the article that its address means, which may have come in under another form of it: that
/// address stays, and the statements get the names that they have there.
///
/// Where an older dixit took forms of one address for several articles, none of them is touched: a document that is
/// known just so as one of them stays that one, and whatever else comes in is of the first that counts.
pub(super) fn addressed(tx: &Transaction<'_>, mut reading: Reading) -> Result<Reading, TrackerError> {
    let Some((article, url)) = projection::article_at(tx, &reading.document.source)? else {
        return Ok(reading);
    };
    if article == reading.article {
        reading.document.source.url = url;
        return Ok(reading);
    }
    let own = Article::load(tx, reading.article.clone())?;
    if own.is_known(&reading.document) {
        return Ok(reading);
    }
    reading.document.source.url = url;
    Ok(Reading::of(article, reading.document))
}
