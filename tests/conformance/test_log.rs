//! What the suite needs of a store: new logs, connections, and ways past everything that guards a log.

use crate::common::{article_readings, event_metadata};
use dixit::domain::{Event, RecordedEvent, StreamId, WithdrawalReason};
use dixit::log::{
    EventMetadata, EventPass, ExpectedVersion, Findings, Hash, LogError, LogStore, append, verify_each_event,
    verify_order,
};

/// A log of its own, which is gone when this is dropped.
pub(super) trait TestLog: Sized + Sync {
    /// A connection of dixit.
    type Store: LogStore;

    /// Whether this is the log in one SQLite file.
    const IS_SQLITE: bool;

    /// What the tests on this store end in.
    const TEST: &'static str = if Self::IS_SQLITE { "sqlite" } else { "postgres" };

    /// A new and empty log.
    fn create() -> Self;

    /// Where it is, for [`connect_to`](Self::connect_to).
    fn place(&self) -> String;

    /// A connection that reads and writes, possibly from another process than the one that made the log.
    fn connect_to(place: &str) -> Self::Store;

    /// Runs `f` in a transaction that writes, and commits what it did unless it fails.
    fn write<R>(
        store: &mut Self::Store,
        f: impl FnOnce(&dyn LogStore) -> Result<R, LogError>,
    ) -> Result<R, LogError>;

    /// Runs SQL as another program would that may do everything, or returns why it was refused.
    fn execute(&self, sql: &str) -> Result<(), String>;

    /// Runs SQL past triggers and checks. Bytes are written as `randomblob(n)` and `zeroblob(n)`.
    fn tamper(&self, sql: &str);

    /// The number that a query gives.
    fn count(&self, sql: &str) -> i64;

    /// SQL that has every insert into `table` skipped without an error.
    fn swallowing_trigger(table: &str) -> String;

    /// A connection.
    fn connect(&self) -> Self::Store {
        Self::connect_to(&self.place())
    }

    /// A new log and a connection.
    fn create_connected() -> (Self, Self::Store) {
        let log = Self::create();
        let store = log.connect();
        (log, store)
    }

    /// Appends `events`, which all belong to one stream, in one transaction.
    fn append(
        store: &mut Self::Store,
        expected: ExpectedVersion,
        events: Vec<Event>,
        metadata: &EventMetadata,
    ) -> Result<Vec<RecordedEvent>, LogError> {
        let stream = events[0].stream();
        Self::write(store, |log| append(log, &stream, expected, events, metadata))
    }

    /// Appends articles with these numbers: three events each, in a transaction each.
    fn append_articles(store: &mut Self::Store, numbers: impl IntoIterator<Item = usize>) {
        for number in numbers {
            let events = article_events(number);
            Self::append(store, ExpectedVersion::NoStream, events, &event_metadata()).unwrap();
        }
    }

    /// A new log with so many articles, and a connection.
    fn with_articles(articles: usize) -> (Self, Self::Store) {
        let (log, mut store) = Self::create_connected();
        Self::append_articles(&mut store, 0..articles);
        (log, store)
    }
}

/// The three events of article `number`.
pub(super) fn article_events(number: usize) -> Vec<Event> {
    article_readings::ingestion_events(article_readings::two_statement_reading(number))
}

/// That an article is withdrawn for `reason`.
pub(super) fn withdrawal(stream: &StreamId, reason: &str) -> Event {
    let StreamId::Article(article) = stream else {
        panic!("{stream} is no article");
    };
    Event::ArticleWithdrawn {
        article: article.clone(),
        reason: WithdrawalReason::Decided(reason.into()),
    }
}

/// The number of events of a log in which nothing is wrong, and its root.
pub(super) fn verify_soundness(log: &dyn LogStore) -> (u64, Hash) {
    let mut findings = Findings::default();
    let verified = verify_each_event(log, &mut findings, EventPass::default(), &mut |_| {}).unwrap();
    verify_order(log, &mut findings).unwrap();
    assert!(findings.is_sound(), "{findings:#?}");
    (verified.events, verified.root)
}

/// Everything that is found in a log, sorted.
pub(super) fn find_all(log: &dyn LogStore) -> Findings {
    let mut findings = Findings::default();
    verify_each_event(log, &mut findings, EventPass::default(), &mut |_| {}).unwrap();
    verify_order(log, &mut findings).unwrap();
    findings.sort();
    findings
}
