//! The program as users run it: its output as one value.

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

/// A directory of its own in which the program runs, with time, user and randomness given.
pub(crate) struct Home {
    dir: TempDir,
}

impl Home {
    /// An empty one.
    pub(crate) fn new() -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
        }
    }

    /// One in whose database both articles are recorded.
    pub(crate) fn with_articles() -> Self {
        let home = Self::new();
        home.write("articles/audits.md", AUDITS);
        home.write("articles/charter.md", CHARTER);
        let output = home.output(&["ingest", "articles"]);
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        home
    }

    /// Its directory.
    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Writes a file.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// The text of a file.
    pub(crate) fn text(&self, name: &str) -> String {
        fs::read_to_string(self.dir.path().join(name)).unwrap()
    }

    /// The program, ready to be run in here.
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

    /// What the program gives back.
    pub(crate) fn output(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// stdout, where all is well.
    pub(crate) fn stdout(&self, args: &[&str]) -> String {
        let output = self.output(args);
        assert!(
            output.status.success(),
            "{args:?}: {}",
            rendered(&output, self.path())
        );
        String::from_utf8(output.stdout).unwrap()
    }

    /// stdout, stderr and the exit code as one text.
    pub(crate) fn run(&self, args: &[&str]) -> String {
        rendered(&self.output(args), self.path())
    }

    /// The same, with `input` on stdin.
    pub(crate) fn run_with(&self, args: &[&str], input: &str) -> String {
        let mut child = self
            .command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        rendered(&child.wait_with_output().unwrap(), self.path())
    }
}

/// stdout, stderr and the exit code as one text, without what differs from run to run.
fn rendered(output: &Output, home: &Path) -> String {
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
