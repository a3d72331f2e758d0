//! A log on a server and its copies: the same events on every machine, whoever recorded them.

use crate::common::postgres_server::{PostgresServer, ServerOptions, is_postgres_installed};
use crate::common::{article_readings, seconds_after_start, temp_database_path};
use dixit::domain::{ArticleId, ArticleText, DecideError, Event, Position, StatementCommand, StatementId};
use dixit::log::{LogError, LogStore as _, PostgresLog};
use dixit::tracker::{
    ArticleChange, Context, OriginAddress, OriginCredentials, RedactionSubject, StoreObserver, SyncProgress,
    SyncReport, Tracker, TrackerError,
};
use std::path::Path;
use tempfile::TempDir;

/// A machine: a copy of the log in a directory of its own.
struct Machine {
    _dir: TempDir,
    tracker: Tracker,
}

fn context(name: &str, seconds: i64) -> Context {
    Context {
        clock: Box::new(move || seconds_after_start(seconds)),
        actor: name.into(),
        seed: [u8::try_from(name.len()).unwrap(); 32],
    }
}

fn on(_: SyncProgress) -> bool {
    true
}

/// An empty database of the server that tests share.
fn new_address() -> OriginAddress {
    let server = PostgresServer::shared();
    let address = server.address("postgres", &server.new_database());
    address.parse().unwrap()
}

/// A connection to the database of a log, as the owner of its tables.
fn client_of(address: &OriginAddress) -> postgres::Client {
    let address = address.to_string();
    let database = address.rsplit('/').next().unwrap().split('?').next().unwrap();
    PostgresServer::shared().client("postgres", database)
}

fn open(path: &Path, name: &str) -> Tracker {
    Tracker::open(path, context(name, 0)).unwrap()
}

/// A machine whose log was put up at `address`, with these articles.
fn sharing_machine(address: &OriginAddress, articles: std::ops::Range<usize>) -> Machine {
    let (dir, path) = temp_database_path();
    let mut tracker = open(&path, "first");
    record(&mut tracker, articles);
    assert!(tracker.share(address, &mut on).unwrap().is_complete);
    Machine { _dir: dir, tracker }
}

/// Clones the log at `address` into the file at `path`; `progress` may stop it.
fn clone_into(
    path: &Path,
    name: &str,
    address: &OriginAddress,
    progress: &mut dyn FnMut(SyncProgress) -> bool,
) -> Result<(Tracker, SyncReport), TrackerError> {
    let origin = (address, OriginCredentials::default());
    Tracker::clone_origin(path, context(name, 0), origin, StoreObserver::default(), progress)
}

fn cloned_machine(address: &OriginAddress, name: &str) -> Machine {
    let (dir, path) = temp_database_path();
    Machine {
        tracker: clone_into(&path, name, address, &mut on).unwrap().0,
        _dir: dir,
    }
}

/// Records these articles, and returns for how many of them it was the first.
fn record(tracker: &mut Tracker, articles: std::ops::Range<usize>) -> usize {
    let readings = articles.map(article_readings::two_statement_reading).collect();
    let outcomes = tracker.record_readings(readings).unwrap();
    let is_new = |change: &ArticleChange| matches!(change, ArticleChange::Recorded { .. });
    outcomes.iter().filter(|outcome| is_new(&outcome.change)).count()
}

fn root(tracker: &Tracker) -> (Position, String) {
    let last = tracker
        .head()
        .unwrap()
        .map_or(Position::START, |head| head.position);
    (last, tracker.root_at(last).unwrap().to_string())
}

fn assert_sound(tracker: &Tracker) {
    let verification = tracker.verify().unwrap();
    assert!(verification.findings.is_sound(), "{:?}", verification.findings);
}

fn first_article() -> ArticleId {
    article_readings::two_statement_reading(0).article
}

fn statement_of(article: usize) -> StatementId {
    article_readings::two_statement_reading(article).statements[0]
        .id
        .clone()
}

#[test]
fn every_copy_has_what_any_machine_recorded() {
    if !is_postgres_installed() {
        return;
    }
    let address = new_address();
    let mut first = sharing_machine(&address, 0..4);
    let mut second = cloned_machine(&address, "second");
    assert_eq!(root(&first.tracker), root(&second.tracker));

    // Overlapping articles are recorded once, though neither machine knew what the other had.
    assert_eq!(record(&mut second.tracker, 2..8), 4);
    assert_eq!(record(&mut first.tracker, 4..10), 2);
    let report = second.tracker.sync(&mut on).unwrap();
    assert_eq!(report.events, 6);
    assert_eq!(root(&first.tracker), root(&second.tracker));
    assert_eq!(root(&first.tracker).0, Position::new(30));
    assert_eq!(second.tracker.sync(&mut on).unwrap().events, 0);

    // A decision is made on the whole record: the second machine decides about what it has not seen yet.
    record(&mut first.tracker, 10..11);
    let statement = statement_of(10);
    let decided = second
        .tracker
        .decide_statement(&statement, StatementCommand::Confirm, None);
    assert_eq!(decided.unwrap().len(), 1);
    let again = first
        .tracker
        .decide_statement(&statement, StatementCommand::Confirm, None);
    assert!(again.unwrap().is_empty());
    for machine in [&first, &second] {
        assert_sound(&machine.tracker);
    }
    assert_eq!(root(&first.tracker), root(&second.tracker));
    assert!(first.tracker.verify_origin().unwrap().1.is_sound());
}

#[test]
fn machines_that_write_at_once_take_turns() {
    const MACHINES: usize = 4;
    const ARTICLES: usize = 12;
    if !is_postgres_installed() {
        return;
    }
    let address = new_address();
    let mut first = sharing_machine(&address, 0..1);
    let machines: Vec<Machine> = (0..MACHINES)
        .map(|i| cloned_machine(&address, &"m".repeat(i + 1)))
        .collect();
    let recorded: Vec<usize> = std::thread::scope(|scope| {
        let threads: Vec<_> = machines
            .into_iter()
            .enumerate()
            .map(|(i, machine)| {
                scope.spawn(move || {
                    let mut machine = machine;
                    // Each begins elsewhere, so that they meet the same articles at different times.
                    let order = (0..ARTICLES).map(|n| 1 + (n + i * 3) % ARTICLES);
                    let recorded = order.map(|n| record(&mut machine.tracker, n..n + 1)).sum();
                    assert_sound(&machine.tracker);
                    recorded
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(recorded.iter().sum::<usize>(), ARTICLES);
    first.tracker.sync(&mut on).unwrap();
    assert_eq!(root(&first.tracker).0, Position::new(3 * (ARTICLES as u64 + 1)));
    assert!(first.tracker.verify_origin().unwrap().1.is_sound());
}

#[test]
fn redaction_travels_to_the_origin_and_to_every_copy() {
    if !is_postgres_installed() {
        return;
    }
    let address = new_address();
    let mut first = sharing_machine(&address, 0..3);
    let mut second = cloned_machine(&address, "second");
    let subjects = [RedactionSubject::Article(first_article())];
    first.tracker.redact(&subjects, "a reason").unwrap();
    let report = second.tracker.sync(&mut on).unwrap();
    assert!(report.has_redacted && report.is_wal_empty);
    let third = cloned_machine(&address, "third");
    for machine in [&first, &second, &third] {
        assert_sound(&machine.tracker);
        assert_eq!(root(&machine.tracker), root(&first.tracker));
        let history = machine
            .tracker
            .history_of_article(&first_article(), None)
            .unwrap();
        let has_text = |event: &Event| {
            matches!(
                event,
                Event::ArticleIngested {
                    text: ArticleText::Kept(_),
                    ..
                }
            )
        };
        assert!(
            !history.iter().any(|recorded| has_text(&recorded.event)),
            "the text is gone"
        );
    }
    let (verified, findings) = first.tracker.verify_origin().unwrap();
    assert!(findings.is_sound(), "{findings:?}");
    assert_eq!(verified.redacted, 1);
    // Both machines go on.
    assert_eq!(record(&mut second.tracker, 3..4), 1);
    first.tracker.sync(&mut on).unwrap();
    assert_eq!(root(&first.tracker), root(&second.tracker));
}

/// The first position of a fork, and where the copy and the origin end.
fn fork_of<T: std::fmt::Debug>(result: Result<T, TrackerError>) -> [u64; 3] {
    match result {
        Err(TrackerError::Fork {
            first, copy, origin, ..
        }) => [first, copy, origin].map(Position::number),
        other => panic!("{other:?}"),
    }
}

#[test]
fn fork_is_found_and_nothing_is_lost() {
    if !is_postgres_installed() {
        return;
    }
    let address = new_address();
    let mut first = sharing_machine(&address, 0..3);
    let mut second = cloned_machine(&address, "second");
    record(&mut second.tracker, 3..5);
    // The origin is put back to what it was before the second machine wrote; then the first one writes something else.
    client_of(&address)
        .batch_execute(
            "SET session_replication_role = replica; DELETE FROM dixit.text WHERE pos > 9;
             DELETE FROM dixit.body WHERE pos > 9; DELETE FROM dixit.event WHERE pos > 9",
        )
        .unwrap();
    assert_eq!(fork_of(second.tracker.sync(&mut on)), [10, 15, 9]);
    record(&mut first.tracker, 6..7);
    assert_eq!(fork_of(second.tracker.sync(&mut on)), [10, 15, 12]);
    let readings = vec![article_readings::two_statement_reading(8)];
    assert_eq!(fork_of(second.tracker.record_readings(readings)), [10, 15, 12]);
    assert_eq!(root(&second.tracker).0, Position::new(15));
    assert_sound(&second.tracker);
    let compared = second.tracker.compare_with_origin().unwrap();
    assert_eq!(compared.fork, Some(Position::new(10)));
}

#[test]
fn what_the_origin_lost_is_put_back_unless_others_recorded_since() {
    const LOSE: &str = "SET session_replication_role = replica; DELETE FROM dixit.text WHERE pos > 9;
         DELETE FROM dixit.body WHERE pos > 9; DELETE FROM dixit.event WHERE pos > 9";
    if !is_postgres_installed() {
        return;
    }
    let address = new_address();
    let mut first = sharing_machine(&address, 0..3);
    let mut second = cloned_machine(&address, "second");
    record(&mut second.tracker, 3..5);
    client_of(&address).batch_execute(LOSE).unwrap();
    assert_eq!(fork_of(second.tracker.sync(&mut on)), [10, 15, 9]);
    assert_eq!(second.tracker.share(&address, &mut on).unwrap().events, 6);
    first.tracker.sync(&mut on).unwrap();
    assert_eq!(root(&first.tracker), root(&second.tracker));

    let mut third = cloned_machine(&address, "third");
    client_of(&address).batch_execute(LOSE).unwrap();
    let mut fourth = cloned_machine(&address, "fourth");
    record(&mut fourth.tracker, 9..10);
    assert_eq!(fork_of(third.tracker.share(&address, &mut on)), [10, 15, 12]);
    fourth.tracker.sync(&mut on).unwrap();
    assert_sound(&fourth.tracker);
}

#[test]
fn interrupted_clone_and_share_go_on() {
    if !is_postgres_installed() {
        return;
    }
    let address = new_address();
    let (dir, path) = temp_database_path();
    let mut tracker = open(&path, "first");
    record(&mut tracker, 0..1500);
    let stopped = tracker.share(&address, &mut |_| false).unwrap();
    assert!(!stopped.is_complete);
    // What is recorded now could not be put up behind what is there.
    let refused = tracker.record_readings(vec![article_readings::two_statement_reading(5000)]);
    assert!(
        matches!(refused, Err(TrackerError::NotShared { .. })),
        "{refused:?}"
    );
    assert!(tracker.share(&address, &mut on).unwrap().is_complete);
    assert!(tracker.share(&address, &mut on).unwrap().is_complete);
    assert_eq!(record(&mut tracker, 1499..1501), 1);

    let (_other_dir, other) = temp_database_path();
    let mut steps = 0;
    let (stopped, report) = clone_into(&other, "second", &address, &mut |_| {
        steps += 1;
        false
    })
    .unwrap();
    assert_eq!((steps, report.is_complete), (1, true), "it fits into one step");
    drop(stopped);
    let (copy, _) = clone_into(&other, "second", &address, &mut on).unwrap();
    assert_eq!(root(&copy), root(&tracker));
    assert_sound(&copy);
    let elsewhere = new_address();
    sharing_machine(&elsewhere, 0..1);
    let foreign = clone_into(&path, "x", &elsewhere, &mut on);
    assert!(
        matches!(foreign, Err(TrackerError::OtherOrigin { .. })),
        "{foreign:?}"
    );
    drop(dir);
}

#[test]
fn machine_that_is_far_behind_catches_up_before_it_records() {
    if !is_postgres_installed() {
        return;
    }
    let address = new_address();
    let mut first = sharing_machine(&address, 0..1);
    let mut second = cloned_machine(&address, "second");
    record(&mut first.tracker, 1..1400);
    assert_eq!(record(&mut second.tracker, 1399..1401), 1);
    assert_sound(&second.tracker);
    first.tracker.sync(&mut on).unwrap();
    assert_eq!(root(&first.tracker), root(&second.tracker));
}

#[test]
fn database_with_events_of_its_own_does_not_become_a_copy() {
    if !is_postgres_installed() {
        return;
    }
    let address = new_address();
    sharing_machine(&address, 0..1);
    let (_dir, path) = temp_database_path();
    record(&mut open(&path, "own"), 1..2);
    let refused = clone_into(&path, "own", &address, &mut on);
    assert!(matches!(refused, Err(TrackerError::NotEmpty)));
    let mut tracker = open(&path, "own");
    let refused = tracker.share(&address, &mut on);
    assert!(matches!(refused, Err(TrackerError::Fork { .. })), "{refused:?}");
    assert_eq!(record(&mut tracker, 2..3), 1, "it is a plain database as before");
}

#[test]
fn offline_articles_wait_and_decisions_are_refused() {
    if !is_postgres_installed() {
        return;
    }
    let mut server = PostgresServer::start(&ServerOptions::default());
    let address: OriginAddress = server.address("postgres", "postgres").parse().unwrap();
    let mut first = sharing_machine(&address, 0..2);
    let mut second = cloned_machine(&address, "second");
    let mut process = server.process.take().unwrap();
    process.kill().unwrap();
    process.wait().unwrap();
    let is_unreachable = |error: &TrackerError| match error {
        TrackerError::Log(LogError::Origin(error)) => error.is_unreachable(),
        _ => false,
    };
    let readings = vec![article_readings::two_statement_reading(7)];
    let refused = first.tracker.record_readings(readings).unwrap_err();
    assert!(is_unreachable(&refused), "{refused}");
    let decided = first
        .tracker
        .decide_statement(&statement_of(0), StatementCommand::Confirm, None);
    assert!(is_unreachable(&decided.unwrap_err()));
    let documents = || {
        (1..4)
            .map(|n| article_readings::two_statement_reading(n).document)
            .collect()
    };
    first.tracker.queue_documents(documents()).unwrap();
    first.tracker.queue_documents(documents()).unwrap();
    assert_eq!(
        first.tracker.queued_articles().unwrap(),
        3,
        "an article waits once"
    );

    server.start_again();
    assert_eq!(record(&mut second.tracker, 2..3), 1);
    let mut changes = Vec::new();
    let mut report = |outcome: &dixit::tracker::ArticleOutcome| changes.push(outcome.change.clone());
    first.tracker.send_outbox(&mut report).unwrap();
    assert_eq!(first.tracker.queued_articles().unwrap(), 0);
    let recorded = changes
        .iter()
        .filter(|change| matches!(change, ArticleChange::Recorded { .. }));
    assert_eq!(recorded.count(), 1, "{changes:?}");
    second.tracker.sync(&mut on).unwrap();
    assert_eq!(root(&first.tracker), root(&second.tracker));
}

#[test]
fn damaged_event_of_the_origin_is_not_taken() {
    if !is_postgres_installed() {
        return;
    }
    for articles in [3, 1400] {
        let address = new_address();
        sharing_machine(&address, 0..articles);
        client_of(&address)
            .batch_execute(
                "SET session_replication_role = replica;
                 UPDATE dixit.body SET content = replace(content, 'public', 'secret') WHERE pos = 2",
            )
            .unwrap();
        let (_dir, path) = temp_database_path();
        let refused = clone_into(&path, "second", &address, &mut on).unwrap_err();
        assert!(refused.is_damage(), "{refused}");
        assert!(refused.to_string().contains("@2"), "{refused}");
    }
}

#[test]
fn refused_decision_leaves_origin_and_copy_as_they_are() {
    if !is_postgres_installed() {
        return;
    }
    let address = new_address();
    let mut first = sharing_machine(&address, 0..1);
    let before = root(&first.tracker);
    let refused = first
        .tracker
        .decide_statement(&statement_of(9), StatementCommand::Confirm, None);
    assert!(matches!(
        refused,
        Err(TrackerError::Refused(DecideError::NoStatement(_)))
    ));
    assert_eq!(root(&first.tracker), before);
    let origin = PostgresLog::open(&address, &OriginCredentials::default()).unwrap();
    assert_eq!(origin.head().unwrap().unwrap().position, before.0);
    assert_eq!(record(&mut first.tracker, 1..2), 1);
}
