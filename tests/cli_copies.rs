//! `share`, `clone`, `sync`, `origin` and articles that wait, as people on several machines run them.

use crate::common::output_schema::assert_matches_schema;
use crate::common::postgres_server::{PostgresServer, ServerOptions, is_postgres_installed, programs};
use crate::common::test_home::TestHome;
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::process::Command;

/// A Chinese article, beside the French and the English one of [`TestHome::with_articles`].
const NAMES: &str = "\
---
title: 公共算法名单将公布
publisher: 湖滨日报
published: 2026-03-13
url: https://hubin.example/mingdan
---
数字部部长林若溪周五表示：“我们将公布所有公共算法的名单。”
";

/// A machine whose log is shared, and the server.
struct Newsroom<'a> {
    home: TestHome,
    server: &'a PostgresServer,
    database: String,
}

impl<'a> Newsroom<'a> {
    /// Two articles in `dixit.db`, and an empty database on `server`.
    fn new(server: &'a PostgresServer) -> Self {
        let home = TestHome::with_articles();
        home.write_file("names.md", NAMES);
        Self {
            home,
            server,
            database: server.new_database(),
        }
    }

    /// As [`new`](Self::new), with `dixit.db` shared and a copy of it in `copy.db`.
    fn shared(server: &'a PostgresServer) -> Self {
        let newsroom = Self::new(server);
        newsroom.printed(&["share", &newsroom.address()]);
        newsroom.printed(&["clone", &newsroom.address(), "copy.db"]);
        newsroom
    }

    /// The address of the shared log.
    fn address(&self) -> String {
        self.server.address("postgres", &self.database)
    }

    /// Makes a role of the server that may log in, and returns its name.
    fn role(&self, name: &str) -> String {
        let role = format!("{name}_{}", self.database);
        self.sql(&format!("CREATE ROLE {role} LOGIN"));
        role
    }

    /// Does something on the server that dixit does not.
    fn sql(&self, sql: &str) {
        let mut client = self.server.client("postgres", &self.database);
        client.batch_execute(sql).unwrap();
    }

    /// What a command prints, without what differs between servers.
    fn run(&self, args: &[&str]) -> String {
        self.without_names(&self.home.run(args))
    }

    /// What a command prints that must succeed.
    fn printed(&self, args: &[&str]) -> String {
        self.without_names(&self.home.stdout(args))
    }

    fn without_names(&self, text: &str) -> String {
        // The number of an error of the system is another one on other systems.
        text.replace(&format!(":{}", self.server.port), ":PORT")
            .replace(&self.database, "press")
            .replace(" (os error 111)", "")
            .replace(" (os error 61)", "")
    }

    /// The JSON that a command prints, which must match a schema, though it may fail.
    fn json(&self, args: &[&str], schema: &str) -> Value {
        let args = [args, &["--format", "json"]].concat();
        let printed = String::from_utf8(self.home.output(&args).stdout).unwrap();
        assert_matches_schema(&printed, schema);
        serde_json::from_str(&printed).unwrap()
    }
}

/// The version of the format of a database file.
fn format_version(home: &TestHome, db: &str) -> i64 {
    let conn = rusqlite::Connection::open(home.path().join(db)).unwrap();
    conn.query_row("PRAGMA user_version", [], |row| row.get(0))
        .unwrap()
}

#[test]
fn log_is_shared_and_every_copy_has_what_all_recorded() {
    if !is_postgres_installed() {
        return;
    }
    let newsroom = Newsroom::new(PostgresServer::shared());
    let writer = newsroom.role("ada");
    assert_eq!(format_version(&newsroom.home, "dixit.db"), 2);
    insta::assert_snapshot!(newsroom.run(&["share", &newsroom.address(), "--writers", &writer]), @"
    shared            dixit.db
    at                postgres://postgres@127.0.0.1:PORT/press?sslmode=disable
    events put there  5
    last              @5
    root              a92ce0d02cea62664c5cf411c77bd697227ba663ac0728c9a6865ffbbf51eb0c
    rights            ada_press may write
    ");
    assert_eq!(format_version(&newsroom.home, "dixit.db"), 3);
    let again = newsroom.json(&["share", "dixit.db", &newsroom.address()], "share");
    assert_eq!((&again["given"], &again["last"]), (&0.into(), &5.into()));

    let hers = newsroom.server.address(&writer, &newsroom.database);
    insta::assert_snapshot!(newsroom.run(&["clone", &hers, "copy.db"]), @"
    copy    copy.db
    of      postgres://ada_press@127.0.0.1:PORT/press?sslmode=disable
    events  5
    root    a92ce0d02cea62664c5cf411c77bd697227ba663ac0728c9a6865ffbbf51eb0c
    ");
    let again = newsroom.json(&["clone", &hers, "copy.db"], "clone");
    assert_eq!(
        again["root"],
        newsroom.json(&["origin", "--verify"], "origin-verify")["root"]
    );
    insta::assert_snapshot!(newsroom.run(&["ingest", "names.md", "--db", "copy.db"]), @"
    recorded   av2apgdt7  1 statement        公共算法名单将公布
    -- stderr --
    articles: 1 recorded; 1 statement recorded
    ");
    insta::assert_snapshot!(newsroom.run(&["origin"]), @"
    origin            postgres://postgres@127.0.0.1:PORT/press?sslmode=disable
    it ends at        @7
    the copy ends at  @5: 2 events behind
    outbox            0 articles
    ");
    insta::assert_snapshot!(newsroom.run(&["sync"]), @"2 events taken; the copy ends at @7");
    insta::assert_snapshot!(newsroom.run(&["sync"]), @"nothing new; the copy ends at @7");
    insta::assert_snapshot!(newsroom.run(&["origin", "--db", "copy.db"]), @"
    origin            postgres://ada_press@127.0.0.1:PORT/press?sslmode=disable
    it ends at        @7
    the copy ends at  @7: up to date
    outbox            0 articles
    ");
    insta::assert_snapshot!(newsroom.run(&["origin", "--verify"]), @"
    origin            postgres://postgres@127.0.0.1:PORT/press?sslmode=disable
    log               7 events, all unchanged
    texts taken down  0
    root              f5f06128d5fa74e77f37b2cf4002734a1e9740d808c9d627c97f616e10b7a73e
    ");
    insta::assert_snapshot!(newsroom.run(&["origin", "--diff"]), @"
    -- stderr --
    every event of this copy is at its origin too
    ");
    let of_one = newsroom.home.stdout(&["timeline", "--format", "csv"]);
    let of_other = newsroom
        .home
        .stdout(&["timeline", "--format", "csv", "--db", "copy.db"]);
    assert_eq!(of_one, of_other);
    assert!(
        of_one.contains("公共算法") && of_one.contains("modèle ouvert") && of_one.contains("public model")
    );

    // A decision of one machine is there before the next decision of the other.
    newsroom.printed(&["confirm", "s6wh"]);
    let decided = newsroom.run(&["correct", "s6wh", "--said", "2026-03-12", "--db", "copy.db"]);
    assert!(decided.contains("@9"), "{decided}");
    let synced = newsroom.json(&["sync"], "sync");
    assert_eq!((&synced["taken"], &synced["last"]), (&1.into(), &9.into()));
    for db in ["dixit.db", "copy.db"] {
        newsroom.home.stdout(&["verify", "--db", db]);
        newsroom.home.stdout(&["rebuild", "--db", db]);
    }
}

#[test]
fn roles_may_do_what_they_were_granted() {
    if !is_postgres_installed() {
        return;
    }
    let newsroom = Newsroom::new(PostgresServer::shared());
    let [reader, writer, redactor] = ["reader", "writer", "redactor"].map(|name| newsroom.role(name));
    newsroom.printed(&[
        "share",
        &newsroom.address(),
        "--readers",
        &reader,
        "--writers",
        &writer,
        "--redactors",
        &redactor,
    ]);
    for role in [&reader, &writer, &redactor] {
        let address = newsroom.server.address(role, &newsroom.database);
        newsroom.printed(&["clone", &address, &format!("{role}.db")]);
    }
    let on = |role: &String, args: &[&str]| {
        let db = format!("{role}.db");
        newsroom.run(&[args, &["--db", &db]].concat())
    };
    insta::assert_snapshot!(on(&reader, &["ingest", "names.md"]), @"
    -- stderr --
    error: the role reader_press may not write to this log (permission denied for table event): the owner of its tables can grant that
    hint: whoever shared the log runs `dixit share FILE ADDRESS` with --readers, --writers or --redactors and the role
    -- exit 4 --
    ");
    insta::assert_snapshot!(on(&writer, &["redact", "s6wh", "--reason", "asked for", "--yes"]), @"
    -- stderr --
    error: the role writer_press may not redact words of this log (permission denied for table text): the owner of its tables can grant that
    hint: whoever shared the log runs `dixit share FILE ADDRESS` with --readers, --writers or --redactors and the role
    -- exit 4 --
    ");
    let words = "publish every audit";
    assert!(on(&reader, &["timeline"]).contains("publish every audit"));
    let redacted = on(&redactor, &["redact", "s6wh", "--reason", "asked for", "--yes"]);
    assert!(redacted.contains("taken away"), "{redacted}");
    insta::assert_snapshot!(on(&reader, &["sync"]), @"1 event taken, words taken away that were redacted; the copy ends at @6");
    insta::assert_snapshot!(on(&writer, &["origin"]), @"
    origin            postgres://writer_press@127.0.0.1:PORT/press?sslmode=disable
    it ends at        @6
    the copy ends at  @5: 1 event behind
    outbox            0 articles
    ");
    let taken = on(&writer, &["ingest", "names.md"]);
    assert!(taken.starts_with("recorded"), "{taken}");
    for role in [&reader, &writer, &redactor] {
        let file = fs::read(newsroom.home.path().join(format!("{role}.db"))).unwrap();
        let is_there = file.windows(words.len()).any(|bytes| bytes == words.as_bytes());
        assert!(!is_there, "{role} still has the words");
        assert!(on(role, &["verify"]).contains("all unchanged"));
    }
    let unknown = newsroom.run(&["share", &newsroom.address(), "--readers", "nobody"]);
    insta::assert_snapshot!(unknown, @r#"
    -- stderr --
    error: PostgreSQL refuses: role "nobody" does not exist
    hint: the log is shared, and nobody was granted nothing; roles are made on the server with CREATE ROLE
    -- exit 4 --
    "#);
}

/// What is refused while the origin cannot be reached, and what it says.
fn assert_refusals_say_what_to_do(offline: &Newsroom<'_>) {
    let refused = [
        &["confirm", "s6wh"][..],
        &["ingest", "names.md"],
        &["sync"],
        &["origin"],
        &["origin", "--diff"],
        &["origin", "--verify"],
        &["clone", &offline.address(), "other.db"],
    ];
    let mut said = String::new();
    for args in refused {
        let printed = offline
            .run(args)
            .replace(&offline.without_names(&offline.address()), "ADDRESS");
        writeln!(
            said,
            "$ dixit {}\n{printed}",
            args.join(" ").replace(&offline.address(), "ADDRESS")
        )
        .unwrap();
    }
    insta::assert_snapshot!(said, @"
    $ dixit confirm s6wh
    -- stderr --
    error: 127.0.0.1:PORT cannot be reached: Connection refused
    hint: this copy answers every question without its origin, and records nothing without it: try again later, or let articles wait with `dixit ingest --queue`
    -- exit 4 --

    $ dixit ingest names.md
    -- stderr --
    error: 127.0.0.1:PORT cannot be reached: Connection refused
    hint: this copy answers every question without its origin, and records nothing without it: try again later, or let articles wait with `dixit ingest --queue`
    -- exit 4 --

    $ dixit sync
    -- stderr --
    error: 127.0.0.1:PORT cannot be reached: Connection refused
    hint: this copy answers every question without its origin, and records nothing without it: try again later, or let articles wait with `dixit ingest --queue`
    -- exit 4 --

    $ dixit origin
    origin            ADDRESS
    it ends at        not known: it cannot be reached
    the copy ends at  @5
    outbox            0 articles
    -- stderr --
    error: 127.0.0.1:PORT cannot be reached: Connection refused
    hint: this copy answers every question without its origin, and records nothing without it: try again later, or let articles wait with `dixit ingest --queue`
    -- exit 4 --

    $ dixit origin --diff
    -- stderr --
    error: 127.0.0.1:PORT cannot be reached: Connection refused
    hint: this copy answers every question without its origin, and records nothing without it: try again later, or let articles wait with `dixit ingest --queue`
    -- exit 4 --

    $ dixit origin --verify
    -- stderr --
    error: 127.0.0.1:PORT cannot be reached: Connection refused
    hint: this copy answers every question without its origin, and records nothing without it: try again later, or let articles wait with `dixit ingest --queue`
    -- exit 4 --

    $ dixit clone ADDRESS other.db
    -- stderr --
    error: 127.0.0.1:PORT cannot be reached: Connection refused
    hint: check the address, and whether the server runs and may be reached from here
    -- exit 4 --
    ");
}

#[test]
fn offline_questions_are_answered_articles_wait_and_decisions_are_refused() {
    if !is_postgres_installed() {
        return;
    }
    let mut server = PostgresServer::start(&ServerOptions::default());
    let (home, database) = {
        let newsroom = Newsroom::shared(&server);
        (newsroom.home, newsroom.database)
    };
    let mut process = server.process.take().unwrap();
    process.kill().unwrap();
    process.wait().unwrap();
    let offline = Newsroom {
        home,
        server: &server,
        database,
    };
    assert!(offline.run(&["timeline"]).contains("Claire Aubert"));
    assert_refusals_say_what_to_do(&offline);
    assert!(!offline.home.path().join("other.db").exists());
    let report = offline.json(&["origin"], "origin");
    assert_eq!(
        (&report["reached"], &report["behind"]),
        (&false.into(), &Value::Null)
    );

    insta::assert_snapshot!(offline.run(&["ingest", "--queue", "names.md", "articles"]), @"
    queued     av2apgdt7                     公共算法名单将公布
    unchanged  ayrjdsnfw                     Regulators want audits
    unchanged  ayb7h4ps1                     Une charte pour les modèles ouverts
    -- stderr --
    note: 127.0.0.1:PORT cannot be reached: Connection refused: articles wait in the outbox, and `dixit sync` sends them
    articles: 2 unchanged, 1 queued
    ");
    let queued = offline.json(&["ingest", "--queue", "names.md"], "ingest");
    assert_eq!(queued[0]["change"], "queued");
    assert!(
        !offline.run(&["timeline"]).contains("林若溪"),
        "it is no part of the record yet"
    );
    let readings = offline.run(&["ingest", "--queue", "names.md", "--readings", "model.jsonl"]);
    assert!(readings.ends_with("-- exit 2 --\n"), "{readings}");

    let (home, database) = (offline.home, offline.database);
    server.start_again();
    let online = Newsroom {
        home,
        server: &server,
        database,
    };
    insta::assert_snapshot!(online.run(&["sync"]), @"1 article sent; the copy ends at @7");
    insta::assert_snapshot!(online.run(&["sync"]), @"nothing new; the copy ends at @7");
    assert!(online.run(&["timeline"]).contains("林若溪"));
    assert_eq!(online.json(&["sync", "--db", "copy.db"], "sync")["taken"], 2);
    // What waits is sent before something else is recorded.
    let plain = TestHome::with_articles();
    insta::assert_snapshot!(plain.run(&["ingest", "--queue", "articles"]), @"
    -- stderr --
    error: the database is not a copy of a log on a server
    hint: leave out --queue: here, everything is recorded at once
    -- exit 3 --
    ");
}

/// Takes events away from the origin, as a backup does that is put in its place.
fn restore_origin_to(newsroom: &Newsroom<'_>, position: u64) {
    let mut sql = "SET session_replication_role = replica;".to_owned();
    for table in ["event", "body", "text"] {
        write!(sql, "DELETE FROM dixit.{table} WHERE pos > {position};").unwrap();
    }
    newsroom.sql(&sql);
}

#[test]
fn fork_is_told_with_what_only_the_copy_has() {
    if !is_postgres_installed() {
        return;
    }
    let newsroom = Newsroom::shared(PostgresServer::shared());
    newsroom.printed(&["confirm", "s6wh"]);
    restore_origin_to(&newsroom, 4);
    insta::assert_snapshot!(newsroom.run(&["sync"]), @"
    -- stderr --
    error: this copy and postgres://postgres@127.0.0.1:PORT/press?sslmode=disable are a fork: the event at @5 is not the same there, or is missing. The copy ends at @6, the origin at @4
    hint: nothing was changed, and questions are answered as before; `dixit origin --diff` lists the events that only this copy has
    hint: if the origin has lost them, `dixit share FILE ADDRESS` puts them there again: from the copy that has the most of them
    -- exit 1 --
    ");
    insta::assert_snapshot!(newsroom.run(&["origin"]), @"
    origin            postgres://postgres@127.0.0.1:PORT/press?sslmode=disable
    it ends at        @4
    the copy ends at  @6
    outbox            0 articles
    fork              @5 is not the same event there, or is missing
    -- stderr --
    error: this copy and postgres://postgres@127.0.0.1:PORT/press?sslmode=disable are a fork: the event at @5 is not the same there, or is missing. The copy ends at @6, the origin at @4
    hint: nothing was changed, and questions are answered as before; `dixit origin --diff` lists the events that only this copy has
    hint: if the origin has lost them, `dixit share FILE ADDRESS` puts them there again: from the copy that has the most of them
    -- exit 1 --
    ");
    insta::assert_snapshot!(newsroom.run(&["origin", "--diff"]), @"
         @5  2026-03-15T08:00:00Z  statement.recorded   scvwab5myck1c  Les universités auront leur prop…
         @6  2026-03-15T08:00:00Z  statement.confirmed  s6wh10x45wq29
    -- stderr --
    from @5 on, only this copy has 2 events; the origin has nothing there
    -- exit 1 --
    ");
    let lines = newsroom.home.output(&["origin", "--diff", "--format", "jsonl"]);
    assert_eq!(String::from_utf8(lines.stdout).unwrap().lines().count(), 2);
    let refused = newsroom.run(&["undo", "--last"]);
    assert!(
        refused.contains("are a fork") && refused.ends_with("-- exit 1 --\n"),
        "{refused}"
    );

    // The copy that has the most puts the lost events back.
    insta::assert_snapshot!(newsroom.run(&["share", &newsroom.address()]), @"
    shared            dixit.db
    at                postgres://postgres@127.0.0.1:PORT/press?sslmode=disable
    events put there  2
    last              @6
    root              c128037e2fcb4ecb6fe5bfaab0ad3173f90eab04f6e8e45cfb1f413a51ef4a1c
    ");
    assert_eq!(newsroom.json(&["sync", "--db", "copy.db"], "sync")["taken"], 1);

    // Where others recorded something else meanwhile, nobody's events are overwritten.
    restore_origin_to(&newsroom, 5);
    newsroom.printed(&["clone", &newsroom.address(), "late.db"]);
    newsroom.printed(&["ingest", "names.md", "--db", "late.db"]);
    insta::assert_snapshot!(newsroom.run(&["origin", "--diff"]), @"
         @6  2026-03-15T08:00:00Z  statement.confirmed  s6wh10x45wq29
    -- stderr --
    from @6 on, only this copy has 1 event; the origin has 2 other events there
    -- exit 1 --
    ");
    insta::assert_snapshot!(newsroom.run(&["share", &newsroom.address()]), @"
    -- stderr --
    error: this copy and postgres://postgres@127.0.0.1:PORT/press?sslmode=disable are a fork: the event at @6 is not the same there, or is missing. The copy ends at @6, the origin at @7
    hint: nothing was changed, and questions are answered as before; `dixit origin --diff` lists the events that only this copy has
    hint: keep this file, make a copy in another one with `dixit clone`, and record there again what is missing
    -- exit 1 --
    ");
    let report = newsroom.json(&["origin"], "origin");
    assert_eq!((&report["fork"], &report["behind"]), (&6.into(), &Value::Null));
}

#[test]
fn passwords_come_from_where_programs_of_postgresql_have_them() {
    use std::os::unix::fs::PermissionsExt as _;
    if !is_postgres_installed() {
        return;
    }
    let server = PostgresServer::start(&ServerOptions {
        authentication: "scram-sha-256",
        ..ServerOptions::default()
    });
    let newsroom = Newsroom::new(&server);
    newsroom.sql("ALTER ROLE postgres PASSWORD 'of the owner'");
    let address = newsroom.address();
    let with = |variables: &[(&str, &str)], args: &[&str]| {
        let mut command = newsroom.home.command(args);
        let output = command.envs(variables.iter().copied()).output().unwrap();
        let text = [output.stdout, output.stderr].concat();
        newsroom.without_names(&String::from_utf8(text).unwrap())
    };
    insta::assert_snapshot!(with(&[], &["share", &address]), @"error: 127.0.0.1:PORT refuses the connection: it asks for a password, and there is none; a password is taken from a service file, the variable PGPASSWORD, or the file that PGPASSFILE names (otherwise ~/.pgpass), in this order");
    insta::assert_snapshot!(with(&[("PGPASSWORD", "a guess")], &["share", &address]), @r#"error: 127.0.0.1:PORT refuses the connection: password authentication failed for user "postgres"; a password is taken from a service file, the variable PGPASSWORD, or the file that PGPASSFILE names (otherwise ~/.pgpass), in this order"#);
    let shared = with(&[("PGPASSWORD", "of the owner")], &["share", &address]);
    assert!(shared.contains("events put there"), "{shared}");

    // A file that others can read is not used.
    let path = newsroom.home.path().join(".pgpass");
    fs::write(
        &path,
        format!("127.0.0.1:{}:*:postgres:of the owner\n", server.port),
    )
    .unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let home = newsroom.home.path().display().to_string();
    insta::assert_snapshot!(with(&[], &["sync"]).replace(&home, "HOME"), @"
    note: HOME/.pgpass is not used: it is for passwords, and others than its owner may use it (chmod 600 makes it private)
    error: 127.0.0.1:PORT refuses the connection: it asks for a password, and there is none; a password is taken from a service file, the variable PGPASSWORD, or the file that PGPASSFILE names (otherwise ~/.pgpass), in this order
    ");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    assert!(with(&[], &["sync"]).contains("nothing new"));
    let moved = newsroom.home.path().join("passwords");
    fs::rename(&path, &moved).unwrap();
    assert!(with(&[("PGPASSFILE", moved.to_str().unwrap())], &["sync"]).contains("nothing new"));

    let service = format!(
        "[press]\nhost=127.0.0.1\nport={}\ndbname={}\nuser=postgres\npassword=of the owner\nsslmode=disable\n",
        server.port, newsroom.database
    );
    newsroom.home.write_file(".pg_service.conf", service);
    let cloned = with(&[], &["clone", "postgres://?service=press", "copy.db"]);
    assert!(cloned.contains("postgres://?service=press"), "{cloned}");
    assert!(with(&[], &["sync", "--db", "copy.db"]).contains("nothing new"));
    for secret in [
        "postgres://ada:hunter2@db/press",
        "postgres://db/press?password=hunter2",
    ] {
        let refused = newsroom.run(&["clone", secret, "other.db"]);
        assert!(refused.contains("holds a password") && refused.ends_with("-- exit 2 --\n"));
        assert!(!refused.contains("hunter2"), "{refused}");
    }
    insta::assert_snapshot!(newsroom.run(&["clone", "other.db", "postgres://db/press"]), @"
    -- stderr --
    error: not an address of a log on PostgreSQL: it does not begin with postgres://
    -- exit 2 --
    ");
}

/// A new database of the server with what a dump of the shared log restores.
fn restored_dump(newsroom: &Newsroom<'_>) -> String {
    let with = |program: &str| {
        let mut command = Command::new(programs().unwrap().join(program));
        let port = newsroom.server.port.to_string();
        command.args(["-h", "127.0.0.1", "-U", "postgres", "-p", &port]);
        command
    };
    let dump = with("pg_dump")
        .args(["--format=custom", &newsroom.database])
        .output()
        .unwrap();
    assert!(dump.status.success(), "{dump:?}");
    newsroom.home.write_file("origin.dump", dump.stdout);
    let database = newsroom.server.new_database();
    let restored = with("pg_restore")
        .args(["--exit-on-error", "-d", &database])
        .arg(newsroom.home.path().join("origin.dump"))
        .output()
        .unwrap();
    assert!(restored.status.success(), "{restored:?}");
    database
}

#[test]
fn what_is_done_with_files_is_done_with_copies_too() {
    if !is_postgres_installed() {
        return;
    }
    let newsroom = Newsroom::new(PostgresServer::shared());
    newsroom.printed(&["backup", "plain.db"]);
    assert_eq!(format_version(&newsroom.home, "plain.db"), 2);
    newsroom.printed(&["share", &newsroom.address()]);
    newsroom.printed(&["backup", "older.db"]);
    let exported = newsroom.home.stdout(&["export", "events"]);
    newsroom.home.write_file("events.ndjson", &exported);
    newsroom.printed(&["ingest", "names.md"]);

    // An older state of the copy is behind, and the next synchronisation mends that.
    newsroom.printed(&["restore", "older.db", "--force"]);
    let synced = newsroom.json(&["sync"], "sync");
    assert_eq!((&synced["taken"], &synced["last"]), (&2.into(), &7.into()));
    newsroom.home.stdout(&["verify"]);
    insta::assert_snapshot!(newsroom.run(&["restore", "plain.db"]), @"
    -- stderr --
    error: the database is a copy of postgres://postgres@127.0.0.1:PORT/press?sslmode=disable, and the backup is from before that
    hint: `dixit clone` makes the copy anew; --force restores the log as it was, and no copy
    -- exit 3 --
    ");
    insta::assert_snapshot!(newsroom.run(&["import", "events.ndjson"]), @"
    -- stderr --
    error: the database is a copy of postgres://postgres@127.0.0.1:PORT/press?sslmode=disable, and takes its events from there
    hint: `dixit sync` takes them; to import into another database, name it with --db
    -- exit 3 --
    ");
    let elsewhere = newsroom.run(&["import", "events.ndjson", "--db", "elsewhere.db"]);
    assert!(elsewhere.starts_with("recorded"), "{elsewhere}");
    assert_eq!(format_version(&newsroom.home, "elsewhere.db"), 2);

    // A file with events of its own does not become a copy, nor does a copy that of another log.
    for (db, why) in [
        ("elsewhere.db", "events of its own"),
        ("dixit.db", "is a copy of"),
    ] {
        let address = newsroom.server.address("other", &newsroom.database);
        newsroom.sql("DO $$ BEGIN CREATE ROLE other SUPERUSER LOGIN; EXCEPTION WHEN OTHERS THEN END $$");
        let refused = newsroom.run(&["clone", &address, db]);
        assert!(
            refused.contains(why) && refused.ends_with("-- exit 3 --\n"),
            "{refused}"
        );
    }
    let moved = newsroom.server.address("postgres", &restored_dump(&newsroom));
    let report = newsroom.json(&["origin", "--move", &moved], "origin");
    assert_eq!(report["address"], moved.as_str());
    newsroom.printed(&["confirm", "s6wh"]);
    newsroom.printed(&["origin", "--verify"]);
    let empty = newsroom
        .server
        .address("postgres", &newsroom.server.new_database());
    for refused in [
        newsroom.run(&["origin", "--move", &empty]),
        newsroom.run(&["clone", &empty, "new.db"]),
    ] {
        assert!(
            refused.contains("holds no log") && refused.ends_with("-- exit 3 --\n"),
            "{refused}"
        );
    }
    insta::assert_snapshot!(newsroom.run(&["origin", "--db", "elsewhere.db"]), @"
    -- stderr --
    error: the database is not a copy of a log on a server
    hint: `dixit share FILE ADDRESS` puts it up on a server, and `dixit clone ADDRESS FILE` copies one from there
    -- exit 3 --
    ");
    insta::assert_snapshot!(newsroom.run(&["clone", &moved, "x.db", "--db", "y.db"]), @"
    -- stderr --
    error: the database is named twice
    hint: leave out --db, or FILE
    -- exit 2 --
    ");
}

#[test]
fn tables_fit_the_terminal() {
    if !is_postgres_installed() {
        return;
    }
    let newsroom = Newsroom::shared(PostgresServer::shared());
    newsroom.printed(&["ingest", "names.md", "--db", "copy.db"]);
    for columns in [40, 60, 80] {
        for args in [
            &["origin"][..],
            &["origin", "--verify"],
            &["sync"],
            &["share", &newsroom.address()],
        ] {
            let mut command = newsroom.home.command(args);
            let output = command.env("COLUMNS", columns.to_string()).output().unwrap();
            for line in String::from_utf8(output.stdout).unwrap().lines() {
                assert!(line.chars().count() <= columns, "{columns}: {line}");
            }
        }
    }
}

#[test]
fn follower_takes_what_others_record_and_outlives_the_server() {
    use std::io::{BufRead as _, BufReader};
    use std::process::Stdio;
    if !is_postgres_installed() {
        return;
    }
    let mut server = PostgresServer::start(&ServerOptions::default());
    let newsroom = Newsroom::shared(&server);
    let mut command = newsroom
        .home
        .command(&["sync", "--follow", "--format", "jsonl", "--db", "copy.db"]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut next = || -> Value {
        let line = lines.next().unwrap().unwrap();
        assert_matches_schema(&line, "sync");
        serde_json::from_str(&line).unwrap()
    };
    assert_eq!(next()["taken"], 0);
    newsroom.printed(&["ingest", "names.md"]);
    assert_eq!(next()["last"], 7);
    let (home, database) = (newsroom.home, newsroom.database);
    let mut process = server.process.take().unwrap();
    process.kill().unwrap();
    process.wait().unwrap();
    // Until it has noticed that.
    std::thread::sleep(std::time::Duration::from_secs(6));
    server.start_again();
    let newsroom = Newsroom {
        home,
        server: &server,
        database,
    };
    newsroom.printed(&["confirm", "s6wh"]);
    assert_eq!(next()["last"], 8);
    rustix::process::kill_process(
        rustix::process::Pid::from_child(&child),
        rustix::process::Signal::TERM,
    )
    .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    insta::assert_snapshot!(newsroom.without_names(&String::from_utf8(output.stderr).unwrap()), @"
    note: 127.0.0.1:PORT cannot be reached: Connection refused; going on as soon as it can be reached
    note: the origin can be reached again
    ");
}
