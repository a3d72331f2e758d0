//! What happens to a PostgreSQL server: it is killed, stopped, promoted, or given back an older state.

use super::postgres_server::{
    PostgresServer, ServerOptions, copy_directory, is_postgres_installed, process_id, programs,
    server_command,
};
use rustix::process::{Pid, Signal, kill_process};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// What takes longer hangs. The machine may be busy.
const SECONDS_MAX: u64 = 60;

/// Waits until it is so.
pub(crate) fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(
            start.elapsed() < Duration::from_secs(SECONDS_MAX),
            "in vain: {what}"
        );
        sleep(Duration::from_millis(2));
    }
}

/// Stops the server in order: its clients are disconnected, and what it has is written.
pub(crate) fn stop(server: &mut PostgresServer) {
    let mut process = server.process.take().unwrap();
    kill_process(process_id(&process), Signal::INT).unwrap();
    process.wait().unwrap();
}

/// Kills the server and all processes that belong to it (SIGKILL) at once, as the end of the machine would.
pub(crate) fn kill(server: &mut PostgresServer) {
    let mut process = server.process.take().unwrap();
    // A stopped server makes no new children while they are looked for.
    kill_process(process_id(&process), Signal::STOP).unwrap();
    let children = children_of(process.id());
    for child in &children {
        // It may have ended just now.
        let _ = kill_process(*child, Signal::KILL);
    }
    process.kill().unwrap();
    process.wait().unwrap();
    wait_until("the end of the server's processes", || {
        !children.iter().any(|child| is_running(*child))
    });
}

/// State and parent of a process, as Linux tells them.
fn state_and_parent(id: &str) -> Option<(char, u32)> {
    let status = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The name before may have spaces and parentheses.
    let mut fields = status.rsplit_once(')')?.1.split_whitespace();
    Some((fields.next()?.chars().next()?, fields.next()?.parse().ok()?))
}

fn children_of(parent: u32) -> Vec<Pid> {
    let processes = fs::read_dir("/proc").unwrap();
    let names = processes.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let children = names.filter(|name| state_and_parent(name).is_some_and(|(_, of)| of == parent));
    children
        .filter_map(|name| Pid::from_raw(name.parse().ok()?))
        .collect()
}

fn is_running(process: Pid) -> bool {
    state_and_parent(&process.as_raw_nonzero().to_string()).is_some_and(|(state, _)| state != 'Z')
}

/// A server that follows `primary` and is called `name` by it, started. By `synchronous_standby_names` the primary can
/// wait for it.
pub(crate) fn start_standby(primary: &PostgresServer, name: &str) -> PostgresServer {
    let mut standby = PostgresServer::without_data();
    let primary = format!(
        "host={} port={} user=postgres application_name={name}",
        primary.dir.path().display(),
        primary.port
    );
    let output = server_command(programs().unwrap().join("pg_basebackup"))
        .args([
            "--checkpoint=fast",
            "--no-sync",
            "--write-recovery-conf",
            "--pgdata",
        ])
        .arg(standby.data())
        .args(["--dbname", &primary])
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    // It waits for nobody when it is promoted.
    standby.add_settings("synchronous_standby_names = ''");
    standby.start_again();
    standby
}

/// Makes a standby a server that is written to.
pub(crate) fn promote(standby: &PostgresServer) {
    let mut client = standby.client("postgres", "postgres");
    let row = client.query_one("SELECT pg_promote(true, 60)", &[]).unwrap();
    assert!(row.get::<_, bool>(0));
}

/// Keeps a copy of what the server has now, and returns where. The server is stopped for it and started again.
pub(crate) fn keep_copy(server: &mut PostgresServer, name: &str) -> PathBuf {
    let kept = server.dir.path().join(name);
    stop(server);
    copy_directory(&server.data(), &kept);
    server.start_again();
    kept
}

/// Gives the server back what [`keep_copy`] kept, and starts it.
pub(crate) fn give_back(server: &mut PostgresServer, kept: &Path) {
    stop(server);
    fs::remove_dir_all(server.data()).unwrap();
    copy_directory(kept, &server.data());
    server.start_again();
}

#[test]
fn killed_server_keeps_what_it_committed_and_a_standby_has_it_too() {
    if !is_postgres_installed() {
        return;
    }
    let mut server = PostgresServer::start(&ServerOptions {
        settings: vec!["synchronous_commit = on".into()],
        authentication: "trust",
    });
    let mut client = server.client("postgres", "postgres");
    client.batch_execute("CREATE TABLE a (n int)").unwrap();
    let kept = keep_copy(&mut server, "yesterday");
    let mut standby = start_standby(&server, "second");
    let mut client = server.client("postgres", "postgres");
    client
        .batch_execute("ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 (second)'")
        .unwrap();
    client.batch_execute("SELECT pg_reload_conf()").unwrap();
    wait_until("a synchronous standby", || {
        let row = client
            .query_one(
                "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'quorum'",
                &[],
            )
            .unwrap();
        row.get::<_, i64>(0) == 1
    });
    client.batch_execute("INSERT INTO a VALUES (1)").unwrap();
    let count = |server: &PostgresServer| -> i64 {
        let mut client = server.client("postgres", "postgres");
        client.query_one("SELECT count(*) FROM a", &[]).unwrap().get(0)
    };
    kill(&mut server);
    assert!(client.batch_execute("SELECT 1").is_err());
    promote(&standby);
    assert_eq!(count(&standby), 1);
    stop(&mut standby);
    server.start_again();
    assert_eq!(count(&server), 1);
    give_back(&mut server, &kept);
    assert_eq!(count(&server), 0);
}
