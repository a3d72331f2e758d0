//! A log on a server of its own, and what it must be after each round.

use crate::common::postgres_server::{PostgresServer, ServerOptions};
use dixit::domain::{Event, StreamId};
use dixit::log::{
    EventPass, EventRange, Findings, Hash, LogError, OriginCredentials, PostgresLog, for_each_event_in,
    verify_each_event, verify_order,
};
use std::collections::BTreeSet;

/// The name of the database.
pub(super) const DATABASE: &str = "press";
const OWNER: &str = "postgres";

/// Options of a server on which commits outlast the end of the machine.
pub(super) fn safe_options() -> ServerOptions {
    let mut settings = vec!["fsync = on".to_owned()];
    if cfg!(target_os = "linux") {
        // One call instead of one for each file, before it recovers.
        settings.push("recovery_init_sync_method = syncfs".to_owned());
    }
    ServerOptions {
        settings,
        authentication: "trust",
    }
}

/// A new server with an empty log.
pub(super) fn start_origin(options: &ServerOptions) -> PostgresServer {
    let server = PostgresServer::start(options);
    make_log(&server, DATABASE);
    server
}

/// The address of a new database on the server that tests share and to which nothing happens.
pub(super) fn new_address() -> String {
    let server = PostgresServer::shared();
    address_at(server.port, &server.new_database())
}

/// The address of a new and empty log there.
pub(super) fn new_log() -> String {
    let address = new_address();
    make_tables(&address);
    address
}

/// Makes an empty log in a new database.
pub(super) fn make_log(server: &PostgresServer, database: &str) {
    let mut client = server.client(OWNER, "postgres");
    client
        .batch_execute(&format!("CREATE DATABASE {database}"))
        .unwrap();
    make_tables(&server.address(OWNER, database));
}

fn make_tables(address: &str) {
    let log = PostgresLog::connect(&address.parse().unwrap(), &OriginCredentials::default()).unwrap();
    log.create_schema().unwrap();
}

/// The address of the log by the port of the server, or of something before it.
pub(super) fn address_at(port: u16, database: &str) -> String {
    format!("postgres://{OWNER}@127.0.0.1:{port}/{database}?sslmode=disable")
}

/// A connection to the log at `address`.
pub(super) fn open_log(address: &str) -> Result<PostgresLog, LogError> {
    PostgresLog::open(&address.parse().unwrap(), &OriginCredentials::default())
}

/// What a log holds in which nothing is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SoundLog {
    pub(super) events: u64,
    pub(super) root: Hash,
    /// The articles that were recorded.
    pub(super) articles: BTreeSet<StreamId>,
}

/// Verifies the whole log: every hash, gapless positions and versions, times that never run backwards. Asserts that
/// every article is recorded once and whole, with its two statements.
pub(super) fn verify_origin(log: &PostgresLog) -> SoundLog {
    let mut findings = Findings::default();
    let verified = verify_each_event(log, &mut findings, EventPass::default(), &mut |_| {}).unwrap();
    verify_order(log, &mut findings).unwrap();
    assert!(findings.is_sound(), "{findings:#?}");
    let mut articles = BTreeSet::new();
    let range = EventRange {
        kind: Some("article.ingested"),
        ..EventRange::default()
    };
    for_each_event_in::<LogError>(log, &range, &mut |recorded| {
        assert!(matches!(recorded.event, Event::ArticleIngested { .. }));
        assert!(articles.insert(recorded.stream), "an article is recorded twice");
        Ok(())
    })
    .unwrap();
    assert_eq!(
        verified.events,
        articles.len() as u64 * 3,
        "an article is there in part"
    );
    SoundLog {
        events: verified.events,
        root: verified.root,
        articles,
    }
}
