//! What only the log on a PostgreSQL server does: connections, rights, commits and their doubts.

use crate::common::postgres_server::{PostgresServer, ServerOptions, is_postgres_installed, process_id};
use crate::common::{article_readings, event_metadata};
use dixit::domain::Position;
use dixit::log::{
    EventRange, ExpectedVersion, Finding, Findings, LogError, LogStore, OriginAddress, OriginCredentials,
    OriginError, OriginRight, PostgresLog, RowSelection, append, read_head,
};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

fn address(text: &str) -> OriginAddress {
    text.parse().unwrap()
}

/// Connects to a database of `server` as `user`.
fn connect(server: &PostgresServer, user: &str, database: &str) -> Result<PostgresLog, LogError> {
    PostgresLog::connect(
        &address(&server.address(user, database)),
        &OriginCredentials::default(),
    )
}

/// A log of its own on the shared server, its name, and a connection of its owner.
fn new_log(server: &PostgresServer) -> (String, PostgresLog) {
    let database = server.new_database();
    let log = connect(server, "postgres", &database).unwrap();
    log.create_schema().unwrap();
    (database, log)
}

/// Records the three events of an article, and commits.
fn record(log: &PostgresLog, number: usize) -> Result<(), LogError> {
    log.begin_write()?;
    append_article(log, number)?;
    log.commit()
}

fn append_article(log: &PostgresLog, number: usize) -> Result<(), LogError> {
    let events = article_readings::ingestion_events(article_readings::two_statement_reading(number));
    let stream = events[0].stream();
    append(log, &stream, ExpectedVersion::NoStream, events, &event_metadata()).map(drop)
}

/// Number of events.
fn length(log: &PostgresLog) -> u64 {
    read_head(log).unwrap().map_or(0, |head| head.position.number())
}

/// The message of an error, without the port of the server, which differs in each run.
fn message(server: &PostgresServer, error: &LogError) -> String {
    error.to_string().replace(&server.port.to_string(), "PORT")
}

fn refusal(server: &PostgresServer, result: Result<PostgresLog, LogError>) -> String {
    message(server, &result.unwrap_err())
}

/// A role that connects with this name.
fn create_role(server: &PostgresServer, name: &str) {
    server
        .client("postgres", "postgres")
        .batch_execute(&format!(
            "DROP ROLE IF EXISTS \"{name}\"; CREATE ROLE \"{name}\" LOGIN"
        ))
        .unwrap();
}

#[test]
fn events_are_recorded_and_read() {
    if !is_postgres_installed() {
        return;
    }
    let server = PostgresServer::shared();
    let (database, log) = new_log(server);
    record(&log, 0).unwrap();
    record(&log, 1).unwrap();
    let other = PostgresLog::open(
        &address(&server.address("postgres", &database)),
        &OriginCredentials::default(),
    );
    let other = other.unwrap();
    assert!(other.has_log().unwrap());
    assert_eq!(length(&other), 6);
    let mut positions = Vec::new();
    other
        .for_each_row(&RowSelection::Range(EventRange::default()), &mut |row| {
            // The connection is free while a row is looked at.
            positions.push((row.pos, other.head()?.unwrap().position.number()));
            Ok(row.pos < 4)
        })
        .unwrap();
    assert_eq!(positions, [(1, 6), (2, 6), (3, 6), (4, 6)]);
}

#[test]
fn why_there_is_no_connection_is_said() {
    if !is_postgres_installed() {
        return;
    }
    let server = PostgresServer::start(&ServerOptions {
        authentication: "scram-sha-256",
        ..ServerOptions::default()
    });
    server
        .client("postgres", "postgres")
        .batch_execute("CREATE ROLE anna LOGIN PASSWORD 'right'")
        .unwrap();
    let anna = address(&server.address("anna", "postgres"));
    let mut credentials = OriginCredentials::default();
    let mut try_connecting = |change: &dyn Fn(&mut OriginCredentials)| {
        change(&mut credentials);
        PostgresLog::connect(&anna, &credentials)
    };
    insta::assert_snapshot!(refusal(&server, try_connecting(&|_| {})), @"127.0.0.1:PORT refuses the connection: it asks for a password, and there is none; a password is taken from a service file, the variable PGPASSWORD, or the file that PGPASSFILE names (otherwise ~/.pgpass), in this order");
    insta::assert_snapshot!(
        refusal(&server, try_connecting(&|credentials| credentials.password = Some("wrong".to_owned()))),
        @r#"127.0.0.1:PORT refuses the connection: password authentication failed for user "anna"; a password is taken from a service file, the variable PGPASSWORD, or the file that PGPASSFILE names (otherwise ~/.pgpass), in this order"#
    );
    let line = format!("127.0.0.1:{}:*:anna:right", server.port);
    try_connecting(&|credentials| {
        credentials.password = None;
        credentials.password_file = Some(line.clone());
    })
    .unwrap();
    let missing = address(&server.address("anna", "nowhere"));
    insta::assert_snapshot!(refusal(&server, PostgresLog::connect(&missing, &credentials)), @"there is no database nowhere on 127.0.0.1:PORT: createdb makes it, with ENCODING 'UTF8'");
    let text = server.address("anna", "postgres");
    let encrypted = address(&text.replace("sslmode=disable", "sslmode=require"));
    insta::assert_snapshot!(refusal(&server, PostgresLog::connect(&encrypted, &credentials)), @"no secure connection to 127.0.0.1:PORT: the server does not offer TLS; where the network between is trusted, sslmode=disable in the address does without");
    let unreadable = address(&text.replace("sslmode=disable", "sslmode=require&sslrootcert=/nowhere.pem"));
    insta::assert_snapshot!(refusal(&server, PostgresLog::connect(&unreadable, &credentials)), @"no secure connection to 127.0.0.1:PORT: cannot read sslrootcert=/nowhere.pem: I/O error: No such file or directory (os error 2)");
    let nobody = address("postgres://anna@127.0.0.1:1/postgres");
    insta::assert_snapshot!(refusal(&server, PostgresLog::connect(&nobody, &credentials)), @"127.0.0.1:1 cannot be reached: Connection refused (os error 111)");
    let unknown = address("postgres://anna@host.invalid/postgres?sslmode=disable");
    insta::assert_snapshot!(refusal(&server, PostgresLog::connect(&unknown, &credentials)), @"host.invalid:5432 cannot be reached: failed to lookup address information: Name or service not known");
    let several = address(&text.replace("127.0.0.1", "127.0.0.1:1,127.0.0.1"));
    PostgresLog::connect(&several, &credentials).unwrap();
    let none = address("postgres://anna@127.0.0.1:1,127.0.0.1:2/postgres");
    insta::assert_snapshot!(refusal(&server, PostgresLog::connect(&none, &credentials)), @"each server of the address cannot be reached: 127.0.0.1:1 cannot be reached: Connection refused (os error 111); 127.0.0.1:2 cannot be reached: Connection refused (os error 111)");
}

#[test]
fn database_without_a_log_of_this_version_is_refused() {
    if !is_postgres_installed() {
        return;
    }
    let server = PostgresServer::shared();
    let database = server.new_database();
    let place = address(&server.address("postgres", &database));
    let open = || PostgresLog::open(&place, &OriginCredentials::default());
    insta::assert_snapshot!(refusal(server, open()).replace(&database, "DATABASE"), @"the database DATABASE on 127.0.0.1:PORT holds no log of dixit: `dixit share` puts one there");
    let log = connect(server, "postgres", &database).unwrap();
    assert!(!log.has_log().unwrap());
    log.create_schema().unwrap();
    log.create_schema().unwrap();
    open().unwrap();
    let mut client = server.client("postgres", &database);
    client
        .batch_execute("UPDATE dixit.format SET version = 9")
        .unwrap();
    insta::assert_snapshot!(refusal(server, open()), @"the log on 127.0.0.1:PORT has version 9 of the format, and this dixit knows 1: use a newer dixit");
    assert!(matches!(
        log.create_schema(),
        Err(LogError::Origin(OriginError::Newer { found: 9, .. }))
    ));
    client
        .batch_execute("CREATE DATABASE ascii ENCODING 'SQL_ASCII' TEMPLATE template0")
        .unwrap();
    let ascii = connect(server, "postgres", "ascii").unwrap();
    insta::assert_snapshot!(message(server, &ascii.create_schema().unwrap_err()), @"the database ascii stores text as SQL_ASCII: a log needs one that is created with ENCODING 'UTF8'");
}

#[test]
fn roles_do_what_their_right_allows() {
    if !is_postgres_installed() {
        return;
    }
    let server = PostgresServer::shared();
    let (database, owner) = new_log(server);
    record(&owner, 0).unwrap();
    for role in ["stranger", "rea\"der", "writer", "redactor"] {
        create_role(server, &role.replace('"', "\"\""));
    }
    owner.grant("rea\"der", OriginRight::Read).unwrap();
    owner.grant("writer", OriginRight::Write).unwrap();
    owner.grant("redactor", OriginRight::Redact).unwrap();
    let error = owner.grant("nobody", OriginRight::Read).unwrap_err();
    insta::assert_snapshot!(message(server, &error), @r#"PostgreSQL refuses: role "nobody" does not exist"#);

    let stranger = connect(server, "stranger", &database).unwrap();
    insta::assert_snapshot!(message(server, &stranger.has_log().unwrap_err()), @"the role stranger may not read this log (permission denied for schema dixit): the owner of its tables can grant that");
    insta::assert_snapshot!(message(server, &stranger.head().unwrap_err()), @"the role stranger may not read this log (permission denied for schema dixit): the owner of its tables can grant that");
    insta::assert_snapshot!(message(server, &stranger.create_schema().unwrap_err()), @"the role stranger may not read this log (permission denied for schema dixit): the owner of its tables can grant that");

    let reader = connect(server, "rea%22der", &database).unwrap();
    assert_eq!(length(&reader), 3);
    insta::assert_snapshot!(message(server, &record(&reader, 1).unwrap_err()), @r#"the role rea"der may not write to this log (permission denied for table event): the owner of its tables can grant that"#);
    insta::assert_snapshot!(message(server, &reader.grant("stranger", OriginRight::Read).unwrap_err()), @r#"PostgreSQL refuses: no privileges were granted for "dixit"; no privileges were granted for "format"; no privileges were granted for "event"; no privileges were granted for "body"; no privileges were granted for "text"; no privileges were granted for "tree""#);
    assert_eq!(length(&reader), 3);

    let writer = connect(server, "writer", &database).unwrap();
    record(&writer, 1).unwrap();
    let redact = |log: &PostgresLog| {
        log.begin_write()?;
        let remainders = BTreeMap::from([(Position::new(2), "{}".to_owned())]);
        log.take_away(&[Position::new(1)].into(), &remainders)?;
        log.commit()
    };
    insta::assert_snapshot!(message(server, &redact(&writer).unwrap_err()), @"the role writer may not redact words of this log (permission denied for table text): the owner of its tables can grant that");
    redact(&connect(server, "redactor", &database).unwrap()).unwrap();
    assert_eq!(length(&owner), 6);
}

#[test]
fn transaction_in_which_something_failed_is_not_committed() {
    if !is_postgres_installed() {
        return;
    }
    let server = PostgresServer::shared();
    let (_, log) = new_log(server);
    log.begin_write().unwrap();
    append_article(&log, 0).unwrap();
    // A body of an event that is not there.
    let refused = log.take_away(
        &[Position::new(1)].into(),
        &BTreeMap::from([(Position::new(2), "\0".to_owned())]),
    );
    insta::assert_snapshot!(message(server, &refused.unwrap_err()), @r#"PostgreSQL refuses: invalid byte sequence for encoding "UTF8": 0x00"#);
    let error = log.commit().unwrap_err();
    assert!(
        !matches!(&error, LogError::Origin(error) if error.is_in_doubt()),
        "{error}"
    );
    insta::assert_snapshot!(message(server, &error), @"PostgreSQL refuses: current transaction is aborted, commands ignored until end of transaction block");
    assert_eq!(length(&log), 0);
    record(&log, 1).unwrap();
    assert_eq!(length(&log), 3);
}

#[test]
fn commit_that_no_standby_confirms_is_not_acknowledged() {
    if !is_postgres_installed() {
        return;
    }
    let server = PostgresServer::start(&ServerOptions::default());
    let (_, log) = new_log(&server);
    let mut client = server.client("postgres", "postgres");
    for sql in [
        "ALTER SYSTEM SET synchronous_standby_names = 'elsewhere'",
        "SELECT pg_reload_conf()",
    ] {
        client.batch_execute(sql).unwrap();
    }
    let is_done = Arc::new(AtomicBool::new(false));
    let is_stopping = Arc::clone(&is_done);
    let cancel = std::thread::spawn(move || {
        while !is_stopping.load(Ordering::Relaxed) {
            let sql = "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'";
            client.batch_execute(sql).unwrap();
            std::thread::sleep(Duration::from_millis(20));
        }
    });
    let error = record(&log, 0).unwrap_err();
    assert!(
        matches!(&error, LogError::Origin(error) if error.is_in_doubt()),
        "{error}"
    );
    insta::assert_snapshot!(message(&server, &error), @"the server recorded the events but did not wait until a standby has them too (canceling wait for synchronous replication due to user request (The transaction has already committed locally, but might not have been replicated to the standby.)): a failover may still lose them; the next synchronisation shows whether they are there");
    // It can be seen all the same; that it is as safe as a commit, the standby has still not confirmed.
    assert_eq!(length(&log), 3);
    insta::assert_snapshot!(message(&server, &log.acknowledge().unwrap_err()), @"the server recorded the events but did not wait until a standby has them too (canceling wait for synchronous replication due to user request (The transaction has already committed locally, but might not have been replicated to the standby.)): a failover may still lose them; the next synchronisation shows whether they are there");
    is_done.store(true, Ordering::Relaxed);
    cancel.join().unwrap();
}

#[test]
fn server_that_stops_loses_what_was_not_committed() {
    if !is_postgres_installed() {
        return;
    }
    let mut server = PostgresServer::start(&ServerOptions::default());
    let (database, log) = new_log(&server);
    record(&log, 0).unwrap();
    log.begin_write().unwrap();
    append_article(&log, 1).unwrap();
    let mut process = server.process.take().unwrap();
    process.kill().unwrap();
    process.wait().unwrap();
    let error = append_article(&log, 2).unwrap_err();
    assert!(
        matches!(&error, LogError::Origin(error) if error.is_unreachable()),
        "{error}"
    );
    server.start_again();
    let again = connect(&server, "postgres", &database).unwrap();
    assert_eq!(length(&again), 3);
    record(&again, 1).unwrap();
}

/// Stops the server as one that is told to.
fn stop(server: &mut PostgresServer) {
    let mut process = server.process.take().unwrap();
    rustix::process::kill_process(process_id(&process), rustix::process::Signal::INT).unwrap();
    process.wait().unwrap();
}

#[test]
fn standby_is_refused() {
    if !is_postgres_installed() {
        return;
    }
    let mut server = PostgresServer::start(&ServerOptions::default());
    stop(&mut server);
    fs::write(server.data().join("standby.signal"), "").unwrap();
    server.start_again();
    insta::assert_snapshot!(refusal(&server, connect(&server, "postgres", "postgres")), @"127.0.0.1:PORT is a standby, which only repeats what another server writes: name the primary in the address");
}

#[test]
fn who_waits_hears_of_a_commit() {
    if !is_postgres_installed() {
        return;
    }
    let server = PostgresServer::shared();
    let (database, writer) = new_log(server);
    let listener = connect(server, "postgres", &database).unwrap();
    assert!(
        listener.wait_for_hint(Duration::ZERO).unwrap(),
        "nobody listened before"
    );
    assert!(!listener.wait_for_hint(Duration::from_millis(20)).unwrap());
    record(&writer, 0).unwrap();
    record(&writer, 1).unwrap();
    assert!(listener.wait_for_hint(Duration::from_secs(60)).unwrap());
    assert_eq!(length(&listener), 6);
}

#[test]
fn writers_wait_for_each_other() {
    if !is_postgres_installed() {
        return;
    }
    let server = PostgresServer::shared();
    let (database, first) = new_log(server);
    first.begin_write().unwrap();
    append_article(&first, 0).unwrap();
    let place = server.address("postgres", &database);
    let second = std::thread::spawn(move || {
        let log = PostgresLog::open(&address(&place), &OriginCredentials::default()).unwrap();
        record(&log, 1).unwrap();
    });
    let mut client = server.client("postgres", &database);
    let waiting = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    while client.query(waiting, &[]).unwrap().is_empty() {
        std::thread::sleep(Duration::from_millis(5));
    }
    append_article(&first, 2).unwrap();
    first.commit().unwrap();
    second.join().unwrap();
    assert_eq!(length(&first), 9);
}

#[test]
fn changed_tables_and_rights_are_found() {
    if !is_postgres_installed() {
        return;
    }
    let server = PostgresServer::shared();
    let (database, log) = new_log(server);
    create_role(server, "intruder");
    for right in [OriginRight::Read, OriginRight::Write, OriginRight::Redact] {
        log.grant("intruder", right).unwrap();
    }
    let find = || {
        let mut findings = Findings::default();
        log.verify_tables(&mut findings).unwrap();
        let lines: Vec<String> = findings.listed().iter().map(Finding::to_string).collect();
        lines.join("\n")
    };
    assert_eq!(find(), "");
    server
        .client("postgres", &database)
        .batch_execute(
            "ALTER TABLE dixit.event DISABLE TRIGGER event_comes_next;
             ALTER TABLE dixit.tree SET UNLOGGED;
             ALTER TABLE dixit.body DROP CONSTRAINT body_salt_check;
             ALTER TABLE dixit.text ENABLE ROW LEVEL SECURITY;
             DROP TRIGGER body_is_kept ON dixit.body;
             CREATE RULE swallow AS ON INSERT TO dixit.text DO INSTEAD NOTHING;
             CREATE OR REPLACE FUNCTION dixit.check_redacted_text() RETURNS trigger LANGUAGE plpgsql
                 SET search_path = pg_catalog, pg_temp AS 'BEGIN RETURN NEW; END';
             CREATE TABLE dixit.notes (note text);
             GRANT DELETE, TRIGGER ON dixit.event TO intruder;
             GRANT UPDATE (pos) ON dixit.body TO PUBLIC;",
        )
        .unwrap();
    insta::assert_snapshot!(find(), @"
    the log is damaged at constraint body.body_salt_check: it is missing; the owner of the tables on the server mends it
    the log is damaged at function check_redacted_text: it is not defined as dixit defines it; the owner of the tables on the server mends it
    the log is damaged at table text: it is not defined as dixit defines it; the owner of the tables on the server mends it
    the log is damaged at table tree: it is not defined as dixit defines it; the owner of the tables on the server mends it
    the log is damaged at trigger body.body_is_kept: it is missing; the owner of the tables on the server mends it
    the log is damaged at trigger event.event_comes_next: it is not defined as dixit defines it; the owner of the tables on the server mends it
    column notes.note: it is not dixit's: keep tables of your own in another schema; the owner of the tables on the server mends it
    the log is damaged at rule text.swallow: it is not dixit's, and can change, swallow or hide what is recorded in the table; the owner of the tables on the server mends it
    table notes: it is not dixit's: keep tables of your own in another schema; the owner of the tables on the server mends it
    rights of PUBLIC: PUBLIC has the right UPDATE on dixit.body.pos, which no role needs; the owner of the tables on the server mends it
    rights of intruder: intruder has the right DELETE on dixit.event, which no role needs; the owner of the tables on the server mends it
    rights of intruder: intruder has the right TRIGGER on dixit.event, which no role needs; the owner of the tables on the server mends it
    ");
}

/// Runs `openssl` in `dir`.
fn openssl(dir: &Path, args: &str) {
    let output = Command::new("openssl")
        .args(args.split(' '))
        .current_dir(dir)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn certificate_of_the_server_is_verified() {
    if !is_postgres_installed() {
        return;
    }
    let keys = tempfile::tempdir().unwrap();
    let new_key = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30";
    openssl(
        keys.path(),
        &format!("{new_key} -subj /CN=authority -keyout ca.key -out ca.pem"),
    );
    openssl(
        keys.path(),
        &format!(
            "{new_key} -subj /CN=localhost -keyout server.key -out server.crt -CA ca.pem -CAkey ca.key \
             -addext subjectAltName=DNS:localhost -addext basicConstraints=critical,CA:FALSE"
        ),
    );
    let mut server = PostgresServer::start(&ServerOptions::default());
    stop(&mut server);
    for file in ["server.key", "server.crt"] {
        // Over a file of the server, so that it belongs to its user and nobody else may read it.
        let path = server.data().join(file);
        fs::copy(server.data().join("PG_VERSION"), &path).unwrap();
        let owner = fs::metadata(server.data()).unwrap();
        std::os::unix::fs::chown(&path, Some(owner.uid()), Some(owner.gid())).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        fs::write(path, fs::read(keys.path().join(file)).unwrap()).unwrap();
    }
    server.add_settings("ssl = on");
    server.start_again();
    let connect = |host: &str, settings: &str| {
        let text = format!("postgres://postgres@{host}:{}/postgres?{settings}", server.port);
        PostgresLog::connect(&address(&text), &OriginCredentials::default())
    };
    let trusted = format!("sslmode=verify-full&sslrootcert={}/ca.pem", keys.path().display());
    connect("localhost", &trusted).unwrap();
    insta::assert_snapshot!(refusal(&server, connect("127.0.0.1", &trusted)), @"");
    insta::assert_snapshot!(refusal(&server, connect("localhost", "sslmode=verify-full")), @"");
}
