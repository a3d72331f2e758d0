//! Runs the program as users do, and returns its stdout, stderr and exit code as one text.

use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A French article with a direct quotation and an announcement.
pub(crate) const CHARTER: &str = "\
---
title: Une charte pour les modèles ouverts
publisher: Le Courrier du Lac
published: 2026-03-12
url: https://courrier.example/charte
---
« Nous publierons les règles de chaque modèle ouvert », a déclaré jeudi Claire Aubert, ministre du Numérique.

« Les universités auront leur propre fonds », a-t-elle ajouté.
";

/// An English article by another publisher.
pub(crate) const AUDITS: &str = "\
---
title: Regulators want audits
publisher: The Harbour Post
published: 2026-03-14
---
\"We will publish every audit of a public model,\" said Nora Lindqvist, head of the Office for Algorithms, on Friday.
";

/// A temporary home directory in which the program runs with fixed time, user and randomness.
pub(crate) struct TestHome {
    dir: TempDir,
}

impl TestHome {
    /// An empty directory.
    pub(crate) fn new() -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
        }
    }

    /// A directory with [`AUDITS`] and [`CHARTER`] ingested, in this order.
    pub(crate) fn with_articles() -> Self {
        let home = Self::new();
        home.write_file("articles/audits.md", AUDITS);
        home.write_file("articles/charter.md", CHARTER);
        let output = home.output(&["ingest", "articles"]);
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        home
    }

    /// The path of the directory.
    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Writes a file, and creates the directories above it.
    pub(crate) fn write_file(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// The content of a file.
    pub(crate) fn read_file(&self, name: &str) -> String {
        fs::read_to_string(self.dir.path().join(name)).unwrap()
    }

    /// The command that runs the program in this directory, without the variables of the developer's environment.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dixit"));
        for variable in [
            "DIXIT_DB",
            "NO_COLOR",
            "CLICOLOR",
            "CLICOLOR_FORCE",
            "COLUMNS",
            "USERNAME",
            "XDG_CONFIG_HOME",
            "APPDATA",
            "PAGER",
            "LESS",
            "PGPASSFILE",
            "PGPASSWORD",
            "PGSERVICEFILE",
            "PGUSER",
        ] {
            command.env_remove(variable);
        }
        command
            .args(args)
            .current_dir(self.path())
            .env("USER", "tester")
            .env("HOME", self.path())
            .env("DIXIT_NOW", "2026-03-15T08:00:00Z")
            .env("DIXIT_SEED", "a test");
        command
    }

    /// Runs the program and returns its output, whatever its exit code is.
    pub(crate) fn output(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// Runs the program, asserts that it succeeds, and returns its stdout.
    pub(crate) fn stdout(&self, args: &[&str]) -> String {
        let output = self.output(args);
        assert!(
            output.status.success(),
            "{args:?}: {}",
            render_output(&output, self.path())
        );
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs the program with `--format jsonl`, asserts that it succeeds, and returns the JSON value of each line.
    pub(crate) fn json_lines(&self, args: &[&str]) -> Vec<Value> {
        let args = [args, &["--format", "jsonl"]].concat();
        let lines = self.stdout(&args);
        lines
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// Runs the program and returns stdout, stderr and the exit code as one text.
    pub(crate) fn run(&self, args: &[&str]) -> String {
        render_output(&self.output(args), self.path())
    }

    /// [`run`](Self::run), with `input` on stdin.
    pub(crate) fn run_with_stdin(&self, args: &[&str], input: &str) -> String {
        let mut child = self
            .command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        render_output(&child.wait_with_output().unwrap(), self.path())
    }
}

/// stdout, stderr and the exit code as one text; the path of the temporary directory is written as `HOME`.
fn render_output(output: &Output, home: &Path) -> String {
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.stderr.is_empty() {
        write!(text, "-- stderr --\n{}", String::from_utf8_lossy(&output.stderr)).unwrap();
    }
    match output.status.code() {
        Some(0) => {}
        Some(code) => writeln!(text, "-- exit {code} --").unwrap(),
        None => writeln!(text, "-- {} --", output.status).unwrap(),
    }
    text.replace(&home.display().to_string(), "HOME")
}
