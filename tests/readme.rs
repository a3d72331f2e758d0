//! The README says nothing that is not so: its commands run, its transcript is what they print, and no command is
//! missing from it.
//!
//! Where the output of a command in a transcript changes for good reason, run the tests once with
//! `DIXIT_UPDATE_README=1` and look at what that changes in README.md.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// How the first command of the README calls the program; here it is built already.
const CARGO_RUN: &str = "cargo run --release -- ";
/// The line that runs all tests; `.ci/run` runs that very line.
const TESTS: &str = "cargo test --all-features";
/// The columns of the transcript, so that it fits a page.
const COLUMNS: &str = "92";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A fenced block: its language, its lines, and the number of its first line, from 0.
struct Block<'a> {
    language: &'a str,
    lines: Vec<&'a str>,
    first: usize,
}

/// The fenced blocks of a Markdown text.
fn blocks(markdown: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut open = false;
    for (number, line) in markdown.lines().enumerate() {
        match (line.strip_prefix("```"), open) {
            (Some(language), false) => {
                blocks.push(Block {
                    language,
                    lines: Vec::new(),
                    first: number + 1,
                });
                open = true;
            }
            (Some(_), true) => open = false,
            (None, true) => blocks.last_mut().unwrap().lines.push(line),
            (None, false) => {}
        }
    }
    assert!(!open, "a block is never closed");
    blocks
}

/// A directory that holds what a fresh clone holds of the examples, and what the README takes for granted.
struct Clone {
    dir: TempDir,
}

impl Clone {
    fn new() -> Self {
        let clone = Self {
            dir: tempfile::tempdir().unwrap(),
        };
        let articles = clone.path().join("examples/articles");
        fs::create_dir_all(&articles).unwrap();
        for path in articles_of(&root().join("examples/articles")) {
            fs::copy(&path, articles.join(path.file_name().unwrap())).unwrap();
        }
        clone
    }

    fn path(&self) -> &Path {
        self.dir.path()
    }

    /// What `line` prints to stdout and stderr, in that order, when a shell runs it here; it must succeed.
    fn shell(&self, line: &str) -> String {
        let bin = Path::new(env!("CARGO_BIN_EXE_dixit")).parent().unwrap();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths([bin.to_owned()].into_iter().chain(std::env::split_paths(&path)));
        let output = Command::new("sh")
            .args(["-c", line])
            .current_dir(self.path())
            .env_clear()
            .env("PATH", path.unwrap())
            .env("USER", "you")
            .env("COLUMNS", COLUMNS)
            .env("DIXIT_NOW", "2026-06-11T08:00:00Z")
            .env("DIXIT_SEED", "the README")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let mut said = String::from_utf8(output.stdout).unwrap();
        said.push_str(std::str::from_utf8(&output.stderr).unwrap());
        assert!(output.status.success(), "`{line}` failed:\n{said}");
        said
    }
}

fn articles_of(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = entries.collect();
    paths.sort();
    paths
}

/// A transcript with the output of each of its commands as it is now.
fn played(block: &Block<'_>, clone: &Clone) -> String {
    let mut transcript = String::new();
    for line in &block.lines {
        if let Some(command) = line.strip_prefix("$ ") {
            if !transcript.is_empty() {
                transcript.push('\n');
            }
            writeln!(transcript, "{line}").unwrap();
            for said in clone.shell(command).lines() {
                writeln!(transcript, "{}", said.trim_end()).unwrap();
            }
        }
    }
    transcript
}

#[test]
fn the_transcript_is_what_the_commands_print() {
    let readme = text("README.md");
    let mut lines: Vec<String> = readme.lines().map(str::to_owned).collect();
    let mut transcripts: Vec<Block<'_>> = blocks(&readme);
    transcripts.retain(|block| block.language == "console");
    assert!(!transcripts.is_empty(), "there is no transcript");
    let clone = Clone::new();
    let now: Vec<String> = transcripts.iter().map(|block| played(block, &clone)).collect();
    if std::env::var_os("DIXIT_UPDATE_README").is_some() {
        for (block, now) in transcripts.iter().zip(&now).rev() {
            let past = block.first + block.lines.len();
            lines.splice(block.first..past, now.lines().map(str::to_owned));
        }
        fs::write(root().join("README.md"), lines.join("\n") + "\n").unwrap();
        return;
    }
    for (block, now) in transcripts.iter().zip(&now) {
        let kept = block.lines.join("\n") + "\n";
        let diff = similar::TextDiff::from_lines(&kept, now)
            .unified_diff()
            .to_string();
        assert!(
            kept == *now,
            "the transcript at line {} of README.md is not what is printed; DIXIT_UPDATE_README=1 brings it \
             up to date:\n{diff}",
            block.first
        );
    }
}

#[test]
fn the_first_command_prints_a_timeline() {
    let readme = text("README.md");
    let commands: Vec<&str> = readme
        .lines()
        .filter(|line| line.starts_with(CARGO_RUN))
        .collect();
    let [command] = commands[..] else {
        panic!("one line builds it and runs the main job, not {}", commands.len());
    };
    let said = Clone::new().shell(&command.replace(CARGO_RUN, "dixit "));
    let dated = said.lines().filter(|line| line.starts_with("202")).count();
    assert!(dated >= 20, "{dated} statements in:\n{said}");
    let ci = text(".ci/run");
    assert!(
        ci.contains(&format!("'{command}'")),
        "`.ci/run` runs another line"
    );
}

#[test]
fn one_line_runs_the_tests() {
    assert!(text("README.md").lines().any(|line| line == TESTS));
    assert!(text(".ci/run").contains(&format!("run_tests='{TESTS}'")));
}

/// The lines of `sh` blocks that call `dixit`, on the articles that they name.
#[test]
fn the_other_commands_run() {
    let readme = text("README.md");
    let story = blocks(&readme)
        .into_iter()
        .find(|block| block.language == "markdown")
        .expect("an article to bring");
    let clone = Clone::new();
    let write = |name: &str, text: &str| fs::write(clone.path().join(name), text).unwrap();
    write("story.md", &story.lines.join("\n"));
    write("story.txt", story.lines.last().unwrap());
    let line = serde_json::json!({ "id": 1, "text": story.lines.last().unwrap() });
    write("archive.jsonl", &line.to_string());
    write("articles.jsonl", &line.to_string());
    let words: String = story.lines.last().unwrap().chars().take(12).collect();
    let read = serde_json::json!({
        "quote": { "start": 0, "end": 12, "text": words }, "mode": "indirect", "act": "proposal"
    });
    let reading = serde_json::json!({ "id": 1, "statements": [read] });
    write("model.jsonl", &reading.to_string());
    let mut run = 0;
    for block in blocks(&readme) {
        for line in block.lines.iter().filter(|_| block.language == "sh") {
            if line.contains("dixit ") && !line.starts_with("cargo ") {
                clone.shell(line);
                run += 1;
            }
        }
    }
    assert!(run >= 6, "only {run} commands were found");
}

/// Every command in the tables of questions and decisions, in their order; ID and OTHER are statements that are there,
/// POSITION is the end of the log.
#[test]
fn the_questions_have_answers() {
    let clone = Clone::new();
    clone.shell("dixit ingest examples/articles && dixit snapshot");
    let listed = clone.shell("dixit timeline --format csv --limit 12");
    let ids: Vec<&str> = listed
        .lines()
        .skip(1)
        .map(|line| line.split(',').rev().nth(2).unwrap())
        .collect();
    let write = |name: &str, text: &str| fs::write(clone.path().join(name), text).unwrap();
    write("story.txt", "Rien ne fut dit.");
    write(
        "vocabulary.ttl",
        "<urn:example:cables> <http://www.w3.org/2004/02/skos/core#prefLabel> 'cables'@en .",
    );
    let readme = text("README.md");
    let mut asked = 0;
    for line in readme.lines().filter(|line| line.starts_with("| ")) {
        let Some(command) = line.split('`').nth(1).filter(|code| code.starts_with("dixit ")) else {
            continue;
        };
        let log = clone.shell("dixit log --format csv --limit 1 | tail -n 1");
        let command = command
            .replace(" ID", &format!(" {}", ids[ids.len() / 2]))
            .replace(" OTHER", &format!(" {}", ids[ids.len() / 3]))
            .replace("POSITION", log.split(',').next().unwrap());
        let said = clone.shell(&command);
        assert!(!said.trim().is_empty(), "`{command}` says nothing");
        asked += 1;
    }
    assert!(asked >= 30, "only {asked} questions were found");
}

#[test]
fn every_command_and_form_is_in_the_readme() {
    let readme = text("README.md");
    let help = Clone::new().shell("dixit --help");
    let commands = help
        .lines()
        .skip_while(|line| !line.starts_with("Usage:"))
        .take_while(|line| *line != "Options:")
        .filter_map(|line| line.strip_prefix("  ").filter(|line| !line.starts_with(' ')))
        .filter_map(|line| line.split_whitespace().next());
    let mut known = 0;
    for command in commands {
        assert!(
            readme.contains(&format!("dixit {command}")),
            "`dixit {command}` is not there"
        );
        known += 1;
    }
    assert!(known >= 30, "only {known} commands were found in the help");
    assert!(readme.contains("`--format table|json|jsonl|csv|md`"));
}

#[test]
fn every_example_says_where_it_comes_from() {
    let articles = articles_of(&root().join("examples/articles"));
    for path in &articles {
        let article = fs::read_to_string(path).unwrap();
        let mark = article.lines().next().unwrap();
        assert!(
            matches!(mark, "---" | "+++"),
            "{}: no front matter",
            path.display()
        );
        let matter: Vec<&str> = article.lines().skip(1).take_while(|line| *line != mark).collect();
        for key in ["title", "published", "url", "publisher", "author", "lang"] {
            let given = matter.iter().filter(|line| line.starts_with(key)).count();
            assert_eq!(given, 1, "{}: {key}", path.display());
        }
        let url = matter.iter().find(|line| line.starts_with("url")).unwrap();
        // RFC 2606 keeps these names for examples: nobody's paper is named by accident.
        assert!(url.contains(".example."), "{}: {url}", path.display());
    }
    let named = |end: &str| {
        articles
            .iter()
            .filter(|path| path.to_str().unwrap().contains(end))
            .count()
    };
    assert!(named(".fr.") >= 3 && named(".en.") >= 2 && named(".zh.") >= 1);
}

#[test]
fn the_changelog_knows_this_version() {
    let heading = format!("## [{}]", env!("CARGO_PKG_VERSION"));
    assert!(
        text("CHANGELOG.md").contains(&heading),
        "CHANGELOG.md has no {heading}"
    );
}
