//! The program in a directory of its own, as often as a fault needs it.

use super::acknowledgements::AcknowledgementFile;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A process that takes longer hangs. The machine may be busy.
const PROCESS_SECONDS_MAX: u64 = 180;

/// A temporary directory with a database.
#[derive(Debug)]
pub(crate) struct Bench {
    dir: TempDir,
    /// Output of processes: not in the directory of the database, which may be read-only.
    outputs: TempDir,
    /// Number of processes so far, to name the files of their output.
    started: AtomicUsize,
    /// Number of the next article.
    next_article: AtomicUsize,
}

/// How a process ended and what it printed.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) status: ExitStatus,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// A process that runs.
#[derive(Debug)]
pub(crate) struct Running {
    child: Child,
    command: String,
    started: Instant,
    stdout: PathBuf,
    stderr: PathBuf,
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
            outputs: tempfile::tempdir().unwrap(),
            started: AtomicUsize::new(0),
            next_article: AtomicUsize::new(0),
        }
    }

    /// A directory with `articles` articles ingested.
    pub(crate) fn with_articles(articles: usize) -> Self {
        let bench = Self::new();
        let args = bench.ingest_args(articles);
        let ended = bench.run(&args);
        assert!(ended.status.success(), "{ended:?}");
        bench.acknowledgements().add(&ended.stdout);
        bench
    }

    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    pub(crate) fn db(&self) -> PathBuf {
        self.path().join("dixit.db")
    }

    pub(crate) fn acknowledgements(&self) -> AcknowledgementFile {
        AcknowledgementFile(self.path().join("acknowledged"))
    }

    /// The command that runs the program in this directory, without the variables of the developer's environment.
    pub(crate) fn command<A: AsRef<str>>(&self, args: &[A]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dixit"));
        command.args(args.iter().map(AsRef::as_ref));
        self.prepare(&mut command);
        command
    }

    /// Puts `command` into this directory.
    pub(crate) fn prepare(&self, command: &mut Command) {
        for variable in [
            "DIXIT_DB",
            "DIXIT_NOW",
            "DIXIT_SEED",
            "XDG_CONFIG_HOME",
            "COLUMNS",
        ] {
            command.env_remove(variable);
        }
        command
            .current_dir(self.path())
            .env("USER", "tester")
            .env("HOME", self.path())
            .stdin(Stdio::null());
    }

    /// Starts `command`, with its output in files, so that it never waits for a reader and nothing is lost when it is
    /// killed.
    pub(crate) fn start(&self, mut command: Command) -> Running {
        let number = self.started.fetch_add(1, Ordering::Relaxed);
        let name = |kind: &str| self.outputs.path().join(format!("{kind}-{number}"));
        let (stdout, stderr) = (name("stdout"), name("stderr"));
        command
            .stdout(File::create(&stdout).unwrap())
            .stderr(File::create(&stderr).unwrap());
        Running {
            started: Instant::now(),
            child: command.spawn().unwrap(),
            command: format!("{command:?}"),
            stdout,
            stderr,
        }
    }

    /// Runs the program to its end.
    pub(crate) fn run<A: AsRef<str>>(&self, args: &[A]) -> Ended {
        self.start(self.command(args)).wait()
    }

    /// Writes a file of `articles` new articles, and returns the arguments that ingest it.
    pub(crate) fn ingest_args(&self, articles: usize) -> Vec<String> {
        let first = self.next_article.fetch_add(articles, Ordering::Relaxed);
        let name = format!("articles-{first}.jsonl");
        fs::write(self.path().join(&name), articles_jsonl(first, articles)).unwrap();
        args(&["ingest", &name, "--format", "jsonl"])
    }

    /// The ids of the current statements.
    pub(crate) fn statement_ids(&self) -> Vec<String> {
        let ended = self.run(&["timeline", "--format", "jsonl"]);
        assert!(ended.status.success(), "{ended:?}");
        let id = |line: &str| {
            let json: serde_json::Value = serde_json::from_str(line).unwrap();
            json["id"].as_str().unwrap().to_owned()
        };
        ended.stdout.lines().map(id).collect()
    }

    /// Copies the database, with the files that belong to it, into a new directory.
    pub(crate) fn copy(&self) -> Self {
        let copy = Self::new();
        copy.next_article
            .store(self.next_article.load(Ordering::Relaxed), Ordering::Relaxed);
        for suffix in ["", "-wal"] {
            let from = self.path().join(format!("dixit.db{suffix}"));
            if from.exists() {
                fs::copy(from, copy.path().join(format!("dixit.db{suffix}"))).unwrap();
            }
        }
        let acknowledged = self.acknowledgements().0;
        if acknowledged.exists() {
            fs::copy(acknowledged, copy.acknowledgements().0).unwrap();
        }
        copy
    }
}

impl Running {
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn has_ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    /// What it has printed on stderr so far.
    pub(crate) fn stderr_so_far(&self) -> String {
        fs::read_to_string(&self.stderr).unwrap()
    }

    /// Waits for its end. One that hangs is killed, and the test fails.
    pub(crate) fn wait(mut self) -> Ended {
        while !self.has_ended() {
            if self.started.elapsed() > Duration::from_secs(PROCESS_SECONDS_MAX) {
                self.child.kill().unwrap();
                panic!("{} hangs: {}", self.command, self.stderr_so_far());
            }
            sleep(Duration::from_millis(2));
        }
        self.end()
    }

    /// Kills it (SIGKILL) when it has run for `duration`, unless it ends earlier.
    pub(crate) fn kill_after(mut self, duration: Duration) -> Ended {
        while self.started.elapsed() < duration && !self.has_ended() {
            sleep(Duration::from_micros(200));
        }
        // It may have ended just now.
        let _ = self.child.kill();
        self.end()
    }

    fn end(mut self) -> Ended {
        let read = |path: &Path| String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
        let status = self.child.wait().unwrap();
        let (stdout, stderr) = (read(&self.stdout), read(&self.stderr));
        fs::remove_file(&self.stdout).unwrap();
        fs::remove_file(&self.stderr).unwrap();
        Ended {
            status,
            stdout,
            stderr,
        }
    }
}

/// Owned arguments.
pub(crate) fn args(args: &[&str]) -> Vec<String> {
    args.iter().map(|&arg| arg.to_owned()).collect()
}

/// Articles with the numbers from `first`, two statements each.
fn articles_jsonl(first: usize, articles: usize) -> String {
    let mut lines = String::new();
    for number in first..first + articles {
        let text = format!(
            "\\\"We will publish report number {number} of the harbour,\\\" said Nora Lindqvist, head of the Office \
             for Algorithms, on Friday.\\n\\n\\\"We propose a fund of {number} million for the ferry,\\\" she added."
        );
        writeln!(
            lines,
            r#"{{"title":"Harbour note {number}","publisher":"The Harbour Post","published":"2026-03-14","lang":"en","url":"https://harbour.example/{number}","text":"{text}"}}"#
        )
        .unwrap();
    }
    lines
}
