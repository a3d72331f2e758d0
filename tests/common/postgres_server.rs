//! A PostgreSQL server for tests: a cluster of its own in a temporary directory, reached on loopback and by a socket.
//!
//! Nothing of it outlives the test process, however that ends: a shell that waits for the end of a pipe stops what
//! still runs and removes the directory.

use postgres::{Client, NoTls};
use rustix::process::{Pid, Signal, geteuid, kill_process};
use std::fmt::Write as _;
use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A server that takes longer to start or stop hangs. The machine may be busy.
const SECONDS_MAX: u64 = 60;
/// Another process may take the chosen port before the server does.
const STARTS_MAX: usize = 3;

/// Stops the servers in the directory `$1` when its standard input ends, and removes the directory.
const WATCHDOG: &str = r#"
read -r line
for pid_file in "$1"/*/postmaster.pid; do
    test -e "$pid_file" || continue
    read -r pid <"$pid_file"
    kill -QUIT "$pid"
    for tenth in $(seq 100); do kill -0 "$pid" || break; sleep 0.1; done
done
rm -rf "$1"
"#;

/// What a server is started with.
#[derive(Debug, Clone)]
pub(crate) struct ServerOptions {
    /// Lines of `postgresql.conf`.
    pub(crate) settings: Vec<String>,
    /// How it knows those who come by TCP: a method of `pg_hba.conf`. By its socket everybody may come.
    pub(crate) authentication: &'static str,
}

impl Default for ServerOptions {
    /// Quick rather than safe: nothing is synced.
    fn default() -> Self {
        Self {
            settings: vec!["fsync = off".into()],
            authentication: "trust",
        }
    }
}

/// A server that runs, or is stopped for a while.
#[derive(Debug)]
pub(crate) struct PostgresServer {
    /// The data, the sockets and the server's own log.
    pub(crate) dir: TempDir,
    pub(crate) port: u16,
    pub(crate) process: Option<Child>,
    watchdog: Child,
}

/// Whether there is a PostgreSQL to test with. Where there is none, a line says that the test is skipped; in continuous
/// integration nothing may be skipped.
#[expect(clippy::print_stdout, reason = "a test that is skipped says so")]
pub(crate) fn is_postgres_installed() -> bool {
    let Err(why) = programs() else {
        return true;
    };
    assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "{why}");
    println!("skipped: {why}");
    false
}

impl PostgresServer {
    /// The server that all tests of this process share, each with databases of its own.
    pub(crate) fn shared() -> &'static Self {
        static SHARED: OnceLock<PostgresServer> = OnceLock::new();
        SHARED.get_or_init(|| Self::start(&ServerOptions::default()))
    }

    /// A new cluster, started.
    pub(crate) fn start(options: &ServerOptions) -> Self {
        let mut server = Self::without_data();
        copy_template(&server.data());
        let mut settings = options.settings.join("\n");
        // Shared memory that is not mapped from a file needs no room in /dev/shm, which is small in containers.
        settings.push_str("\ndynamic_shared_memory_type = mmap\nshared_buffers = 16MB\n");
        server.add_settings(&settings);
        let methods = format!(
            "local all all trust\nlocal replication all trust\nhost all all all {0}\nhost replication all all {0}\n",
            options.authentication
        );
        fs::write(server.data().join("pg_hba.conf"), methods).unwrap();
        server.start_again();
        server
    }

    /// A directory for a cluster, which is watched from now on.
    pub(crate) fn without_data() -> Self {
        let dir = tempfile::Builder::new()
            .prefix("dixit-server-")
            .tempdir()
            .unwrap();
        give_to_server_user(dir.path());
        let mut watchdog = server_command("sh");
        watchdog
            .args(["-c", WATCHDOG, "sh"])
            .arg(dir.path())
            .stdin(Stdio::piped());
        Self {
            port: 0,
            process: None,
            watchdog: watchdog.spawn().unwrap(),
            dir,
        }
    }

    /// The directory of the cluster.
    pub(crate) fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    /// Adds lines to `postgresql.conf`; later lines win.
    pub(crate) fn add_settings(&self, lines: &str) {
        let path = self.data().join("postgresql.conf");
        let mut settings = fs::read_to_string(&path).unwrap();
        writeln!(settings, "\n{lines}").unwrap();
        fs::write(path, settings).unwrap();
    }

    /// Starts the server of this cluster, which does not run, and waits until it takes connections.
    pub(crate) fn start_again(&mut self) {
        assert!(self.process.is_none(), "it runs");
        for _ in 0..STARTS_MAX {
            if self.port == 0 {
                self.port = free_port();
            }
            if self.try_start() {
                return;
            }
            self.port = 0;
        }
        panic!("the server does not start:\n{}", self.server_log());
    }

    /// Whether the server runs now: it may be that its port was taken meanwhile.
    fn try_start(&mut self) -> bool {
        let log = fs::File::options()
            .append(true)
            .create(true)
            .open(self.dir.path().join("log"))
            .unwrap();
        let mut command = server_command(programs().unwrap().join("postgres"));
        command
            .arg("-D")
            .arg(self.data())
            .args(["-c", "listen_addresses=127.0.0.1"])
            .args(["-c", &format!("port={}", self.port)])
            .args([
                "-c",
                &format!("unix_socket_directories={}", self.dir.path().display()),
            ])
            .stderr(log);
        let mut child = command.spawn().unwrap();
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(SECONDS_MAX) {
            if child.try_wait().unwrap().is_some() {
                return false;
            }
            if self.is_ready(child.id()) {
                self.process = Some(child);
                return true;
            }
            sleep(Duration::from_millis(5));
        }
        self.process = Some(child);
        panic!("the server does not get ready:\n{}", self.server_log());
    }

    /// Whether the process `id` has written that it takes connections, where `pg_ctl` looks for it too.
    fn is_ready(&self, id: u32) -> bool {
        let status = fs::read_to_string(self.data().join("postmaster.pid")).unwrap_or_default();
        let lines: Vec<&str> = status.lines().map(str::trim).collect();
        lines.first() == Some(&id.to_string().as_str())
            && matches!(lines.get(7), Some(&("ready" | "standby")))
    }

    /// What the server itself wrote.
    pub(crate) fn server_log(&self) -> String {
        fs::read_to_string(self.dir.path().join("log")).unwrap_or_default()
    }

    /// A new and empty database, and its name.
    pub(crate) fn new_database(&self) -> String {
        static NUMBER: AtomicUsize = AtomicUsize::new(1);
        let name = format!("test_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        self.client("postgres", "postgres")
            .batch_execute(&format!("CREATE DATABASE {name}"))
            .unwrap();
        name
    }

    /// Removes a database, and whoever is connected to it.
    pub(crate) fn drop_database(&self, name: &str) {
        let mut client = self.client("postgres", "postgres");
        let dropped = client.batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)"));
        // In a test that fails already, a second panic would hide why.
        assert!(dropped.is_ok() || std::thread::panicking(), "{dropped:?}");
    }

    /// The address of a database, for `user`, by TCP.
    pub(crate) fn address(&self, user: &str, database: &str) -> String {
        format!(
            "postgres://{user}@127.0.0.1:{}/{database}?sslmode=disable",
            self.port
        )
    }

    /// A connection of `user`, by the socket.
    pub(crate) fn client(&self, user: &str, database: &str) -> Client {
        postgres::Config::new()
            .host_path(self.dir.path())
            .port(self.port)
            .user(user)
            .dbname(database)
            .connect(NoTls)
            .unwrap()
    }
}

impl Drop for PostgresServer {
    fn drop(&mut self) {
        // Quickly: nothing of it is needed any more.
        if let Some(mut process) = self.process.take() {
            let _ = kill_process(process_id(&process), Signal::QUIT);
            let _ = process.wait();
        }
        drop(self.watchdog.stdin.take());
        let _ = self.watchdog.wait();
    }
}

pub(crate) fn process_id(process: &Child) -> Pid {
    Pid::from_raw(process.id().cast_signed()).unwrap()
}

/// The directory with the programs of PostgreSQL, or why there is none that can be used.
pub(crate) fn programs() -> Result<PathBuf, String> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut found: Vec<PathBuf> = std::env::split_paths(&path)
        .map(|dir| dir.join("initdb"))
        .collect();
    let mut versions: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path().join("bin/initdb"))
        .collect();
    versions.sort();
    found.extend(versions.into_iter().rev());
    let initdb = found.into_iter().find_map(|path| fs::canonicalize(path).ok());
    let Some(initdb) = initdb else {
        return Err("PostgreSQL (initdb) is not installed".into());
    };
    if geteuid().is_root() && server_user().is_none() {
        return Err("PostgreSQL does not run as root, and there is no user postgres".into());
    }
    Ok(initdb.parent().unwrap().to_owned())
}

/// User and group of the user `postgres`.
fn server_user() -> Option<(u32, u32)> {
    let users = fs::read_to_string("/etc/passwd").ok()?;
    let line = users.lines().find(|line| line.starts_with("postgres:"))?;
    let fields: Vec<&str> = line.split(':').collect();
    Some((fields.get(2)?.parse().ok()?, fields.get(3)?.parse().ok()?))
}

/// A command that runs as one that PostgreSQL accepts, out of the way of the terminal's signals, and prints nowhere.
pub(crate) fn server_command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    if geteuid().is_root() {
        let (user, group) = server_user().unwrap();
        command.uid(user).gid(group);
    }
    command
        .process_group(0)
        .current_dir("/")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// Makes the user of the server the owner of `path`.
fn give_to_server_user(path: &Path) {
    if geteuid().is_root() {
        let (user, group) = server_user().unwrap();
        chown(path, Some(user), Some(group)).unwrap();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

/// Makes the cluster `data` a copy of one that is made once and kept in `target/`.
fn copy_template(data: &Path) {
    let version = Command::new(programs().unwrap().join("postgres"))
        .arg("--version")
        .output()
        .unwrap();
    let version: String = String::from_utf8(version.stdout).unwrap();
    let version: String = version
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == '.')
        .collect();
    let template = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("cluster-{version}"));
    if !template.exists() {
        make_template(&template);
    }
    copy_directory(&template, data);
}

/// Makes a cluster. Tests in other processes may do the same: the first one stays.
fn make_template(template: &Path) {
    let made = tempfile::tempdir().unwrap();
    give_to_server_user(made.path());
    let data = made.path().join("data");
    let output = server_command(programs().unwrap().join("initdb"))
        .args([
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
        ])
        // Small segments: they are copied for each cluster.
        .args(["--wal-segsize=1", "--no-sync", "-D"])
        .arg(&data)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let beside = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    copy_directory(&data, &beside.path().join("data"));
    let _ = fs::rename(beside.path().join("data"), template);
    assert!(template.exists());
}

/// Copies a directory with all permissions, and with its owner where one may.
pub(crate) fn copy_directory(from: &Path, to: &Path) {
    let status = Command::new("cp").arg("-pR").args([from, to]).status();
    assert!(status.unwrap().success());
}
