//! The one door to a tracker: whatever is written goes load → decide → append → project through here, in one
//! transaction, and every question is asked here.
//!
//! An article's events, its read models and the checkpoint appear together or not at all. Reading an article
//! ([`Tracker::read`]) touches no database and can be done on any thread, ahead of the transaction.

mod article;
mod context;
mod decisions;
mod error;
mod fold;
mod history;
mod reading;
mod verification;

pub use context::Context;
pub use error::TrackerError;
pub use history::LogFilter;
pub use reading::{Change, OtherReading, Outcome, ReadIn, Reading};
pub use verification::{Compared, Verification};

pub use crate::log::{Damage, Hash, Head, LogError, Part};
pub use crate::projection::{Digest, ProjectionError};

use crate::domain::{ArticleId, Command, Document, Event, Position, Recorded, Source, StreamId, Timestamp};
use crate::extract;
use crate::log::{self, Access, Expected, Header, Seed};
use crate::projection;
use crate::query::{self, Question};
use article::Article;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::path::{Path, PathBuf};

/// The record of who said what, in one database file.
///
/// ```
/// use dixit::domain::{Document, Lang, Source, Timestamp};
/// use dixit::tracker::{Change, Context, Tracker};
/// # let dir = tempfile::tempdir()?;
/// # let path = dir.path().join("dixit.db");
/// let context = Context {
///     clock: Box::new(|| Timestamp::from_micros(1_773_302_400_000_000)),
///     actor: "ada".into(),
///     seed: [7; 32], // from the system's randomness, in earnest
/// };
/// let mut tracker = Tracker::open(&path, context)?;
/// let document = Document { source: Source::default(), lang: Lang::En, text: "Nothing was said.".into() };
/// let again = document.clone();
/// let outcomes = tracker.record(vec![Tracker::read(document)])?;
/// assert_eq!(outcomes[0].change, Change::Recorded { statements: 0 });
/// let outcomes = tracker.record(vec![Tracker::read(again)])?;
/// assert_eq!(outcomes[0].change, Change::Unchanged);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Tracker {
    conn: Connection,
    /// What writing takes; `None` where the database was opened to read.
    context: Option<Context>,
}

impl Tracker {
    /// Opens the tracker at `path` to write and read. It is made where there is none, and brought up to date
    /// where an older dixit has written it.
    pub fn open(path: &Path, context: Context) -> Result<Self, TrackerError> {
        let mut conn = log::open(path, Access::ReadWrite)?;
        fold::catch_up(&mut conn)?;
        query::set_as_of(&conn, None)?;
        Ok(Self {
            conn,
            context: Some(context),
        })
    }

    /// Opens the tracker at `path` to read.
    ///
    /// The one case in which something is written is that of read models which another version of dixit has
    /// folded: they are rebuilt, for without that no question has an answer.
    pub fn open_read_only(path: &Path) -> Result<Self, TrackerError> {
        let conn = log::open(path, Access::ReadOnly)?;
        if !fold::is_current(&conn)? {
            let mut writer = log::open(path, Access::ReadWrite)?;
            fold::catch_up(&mut writer)?;
        }
        query::set_as_of(&conn, None)?;
        Ok(Self { conn, context: None })
    }

    /// Reads `document`: what it is called, and what is said in it. Pure.
    pub fn read(document: Document) -> Reading {
        Reading::of(ArticleId::of(&document.source, &document.text), document)
    }

    /// The article that `document` is, if recording it would change nothing, so that there is no need to read it. It
    /// may have come in under another form of its address.
    pub fn known(&self, document: &Document) -> Result<Option<ArticleId>, TrackerError> {
        let own = ArticleId::of(&document.source, &document.text);
        if self.is_known(&own, document)? {
            return Ok(Some(own));
        }
        let Some((article, url)) = projection::article_at(&self.conn, &document.source)? else {
            return Ok(None);
        };
        let mut document = document.clone();
        document.source.url = url;
        Ok(self.is_known(&article, &document)?.then_some(article))
    }

    /// Whether recording `document` as this `article` would change nothing. An article that was withdrawn is not
    /// known in this sense: recording it is refused, and that is for [`Tracker::record`]
    /// to say.
    pub fn is_known(&self, article: &ArticleId, document: &Document) -> Result<bool, TrackerError> {
        let stream = StreamId::Article(article.clone());
        let latest = |kinds: &[&str]| log::latest(&self.conn, &stream, kinds);
        if let Some(last) = latest(&Event::COUNTING)?
            && matches!(last.event, Event::ArticleWithdrawn { .. })
        {
            return Ok(false);
        }
        Ok(match latest(&Event::CONTENT)?.map(|recorded| recorded.event) {
            Some(
                Event::ArticleIngested {
                    source, lang, text, ..
                }
                | Event::ArticleRevised {
                    source, lang, text, ..
                },
            ) => {
                text.as_str() == Some(&document.text)
                    && lang == document.lang
                    && source == document.source.clone().completed_by(&source)
            }
            _ => false,
        })
    }

    /// Records what was read, all of it or, where there is an error, nothing. The outcomes are in the order of
    /// `readings`.
    pub fn record(&mut self, readings: Vec<Reading>) -> Result<Vec<Outcome>, TrackerError> {
        self.transact(|tx, header| {
            let settled = readings.into_iter().map(|reading| {
                let reading = article::addressed(tx, reading)?;
                let command = Command::Ingest {
                    document: reading.document,
                    statements: reading.statements,
                    extractor: extract::VERSION.to_owned(),
                };
                Article::load(tx, reading.article)?.outcome(tx, command, header)
            });
            settled.collect()
        })
    }

    /// Records what other readers read in articles as they stand, all of it or, where there is an error, nothing. The
    /// outcomes are in the order of `readings`.
    pub fn read_by(&mut self, readings: Vec<OtherReading<'_>>) -> Result<Vec<Outcome>, TrackerError> {
        self.transact(|tx, header| {
            let settled = readings.into_iter().map(|reading| {
                Article::load(tx, reading.article)?.read_by(tx, reading.reader, reading.read, header)
            });
            settled.collect()
        })
    }

    /// The article that came in under an address that means the same as `url`, if one did.
    pub fn article_at(&self, url: &str) -> Result<Option<ArticleId>, TrackerError> {
        let source = Source {
            url: Some(url.to_owned()),
            ..Source::default()
        };
        let found = projection::article_at(&self.conn, &source)?;
        Ok(found.map(|(article, _)| article))
    }

    /// Lets `article` no longer count, for `reason`.
    pub fn withdraw(&mut self, article: ArticleId, reason: String) -> Result<Outcome, TrackerError> {
        self.transact(|tx, header| {
            Article::load(tx, article)?.outcome(tx, Command::Withdraw { reason }, header)
        })
    }

    /// Lets questions see what counted at the position `at`; what counts now, where there is none.
    pub fn look(&self, at: Option<Position>) -> Result<(), TrackerError> {
        Ok(query::set_as_of(&self.conn, at)?)
    }

    /// The same as the reader with the name `reader` reads it, beside the extractor.
    pub fn look_by(&self, at: Option<Position>, reader: &str) -> Result<(), TrackerError> {
        Ok(query::look_by(&self.conn, at, reader)?)
    }

    /// The position of the last event that was recorded at or before `moment`; 0 where there is none.
    pub fn position_at(&self, moment: Timestamp) -> Result<Position, TrackerError> {
        Ok(log::position_at(&self.conn, moment)?)
    }

    /// Answers `question` as of one moment, whatever others write meanwhile.
    pub fn ask<Q: Question>(&self, question: &Q) -> Result<Q::Answer, TrackerError> {
        let snapshot = self.conn.unchecked_transaction().map_err(LogError::from)?;
        Ok(question.answer(&snapshot)?)
    }

    /// Hands the events that `filter` lets through to `f`, in order, one at a time; the first error ends it.
    pub fn log<E: From<TrackerError>>(
        &self,
        filter: &LogFilter,
        f: &mut dyn FnMut(Recorded) -> Result<(), E>,
    ) -> Result<(), E> {
        history::hand_out(&self.conn, filter, f)
    }

    /// Where the log ends; `None` where nothing was recorded yet.
    pub fn head(&self) -> Result<Option<Head>, TrackerError> {
        Ok(log::head(&self.conn)?)
    }

    /// Folds the whole log into the read models anew and returns how far it goes. Others see the old read models
    /// until the new ones are complete.
    pub fn rebuild(&mut self) -> Result<Position, TrackerError> {
        let path = self.conn.path().map(PathBuf::from).unwrap_or_default();
        let tx = begin(&mut self.conn)?;
        let position = fold::rebuild_beside(&tx, log::open(&path, Access::ReadOnly)?)?;
        tx.commit().map_err(LogError::from)?;
        Ok(position)
    }

    /// Checks every hash and the order of the log, and that the read models are what a rebuild would make.
    pub fn verify(&self) -> Result<Verification, TrackerError> {
        let snapshot = self.conn.unchecked_transaction().map_err(LogError::from)?;
        Verification::of(&snapshot)
    }

    /// Does `work` in one transaction that writes, and brings the checkpoint along.
    fn transact<T>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>, &Header) -> Result<T, TrackerError>,
    ) -> Result<T, TrackerError> {
        let context = self.context.as_ref().ok_or(TrackerError::ReadOnly)?;
        let tx = begin(&mut self.conn)?;
        // A program of another version may have written since.
        fold::ensure_current(&tx)?;
        let header = Header {
            recorded_at: (context.clock)(),
            actor: context.actor.clone(),
            correlation: context.correlation(),
            causation: None,
            seed: Seed(context.seed),
        };
        let done = work(&tx, &header)?;
        fold::checkpoint(&tx)?;
        tx.commit().map_err(LogError::from)?;
        Ok(done)
    }
}

/// Begins a transaction that writes, waiting for its turn. Begun otherwise, it would be refused at its first
/// write if another process had written since its first read.
fn begin(conn: &mut Connection) -> Result<Transaction<'_>, LogError> {
    Ok(conn.transaction_with_behavior(TransactionBehavior::Immediate)?)
}

/// How many events a stream has, of which `history` are all.
fn version(history: &[Recorded]) -> u64 {
    history.last().map_or(0, |recorded| recorded.version)
}

/// The same where no event is why another happens.
fn carry_out_alike(
    tx: &Transaction<'_>,
    stream: &StreamId,
    version: u64,
    events: Vec<Event>,
    header: &Header,
) -> Result<Vec<Recorded>, TrackerError> {
    if events.is_empty() {
        return Ok(Vec::new());
    }
    let recorded = log::append(tx, stream, Expected::Exactly(version), events, header)?;
    fold::apply(tx, &recorded)?;
    Ok(recorded)
}

/// Append → project: the first event is why the rest happens, so it comes first and alone.
fn carry_out(
    tx: &Transaction<'_>,
    stream: &StreamId,
    version: u64,
    mut events: Vec<Event>,
    header: &Header,
) -> Result<Vec<Recorded>, TrackerError> {
    if events.is_empty() {
        return Ok(Vec::new());
    }
    let rest = events.split_off(1);
    let mut recorded = log::append(tx, stream, Expected::Exactly(version), events, header)?;
    let caused = Header {
        causation: recorded.first().map(|first| first.id),
        ..header.clone()
    };
    recorded.extend(log::append(
        tx,
        stream,
        Expected::Exactly(version + 1),
        rest,
        &caused,
    )?);
    fold::apply(tx, &recorded)?;
    Ok(recorded)
}
