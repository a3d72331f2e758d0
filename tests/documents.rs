//! The README, the book in `docs/` and CONTRIBUTING.md say nothing that is not so: their commands run, their transcripts
//! are what the commands print, and no command is missing from them.
//!
//! Where the output of a command in a transcript changes for good reason, run the tests once with
//! `DIXIT_UPDATE_README=1` and look at what that changes in README.md and `docs/`.

use crate::common::line_diff;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// How the first commands of the README call the program; the tests call the program that is built already.
const CARGO_RUN: &str = "cargo run --release -- ";
/// The line that runs all tests; `.ci/run` runs that very line.
const TESTS: &str = "cargo test --all-features";
/// The width of the transcripts in columns, so that they fit a page.
const COLUMNS: &str = "92";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The documents for users: the README, then the pages of the book in the order of their names.
fn user_documents() -> Vec<String> {
    let mut names = vec!["README.md".to_owned()];
    for path in sorted_files(&root().join("docs")) {
        names.push(format!("docs/{}", path.file_name().unwrap().to_str().unwrap()));
    }
    names
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
        for path in sorted_files(&root().join("examples/articles")) {
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

fn sorted_files(dir: &Path) -> Vec<PathBuf> {
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
fn transcripts_are_what_the_commands_print() {
    let mut played_count = 0;
    for name in user_documents() {
        let document = text(&name);
        let mut transcripts: Vec<Block<'_>> = blocks(&document);
        transcripts.retain(|block| block.language == "console");
        let clone = Clone::new();
        let now: Vec<String> = transcripts.iter().map(|block| played(block, &clone)).collect();
        played_count += now.len();
        if std::env::var_os("DIXIT_UPDATE_README").is_some() {
            let mut lines: Vec<String> = document.lines().map(str::to_owned).collect();
            for (block, now) in transcripts.iter().zip(&now).rev() {
                let past = block.first + block.lines.len();
                lines.splice(block.first..past, now.lines().map(str::to_owned));
            }
            fs::write(root().join(&name), lines.join("\n") + "\n").unwrap();
            continue;
        }
        for (block, now) in transcripts.iter().zip(&now) {
            let kept = block.lines.join("\n") + "\n";
            let diff = line_diff(&kept, now);
            assert!(
                kept == *now,
                "the transcript at line {} of {name} is not what is printed; DIXIT_UPDATE_README=1 brings it \
                 up to date:\n{diff}",
                block.first
            );
        }
    }
    assert!(played_count >= 2, "only {played_count} transcripts were found");
}

#[test]
fn first_command_prints_a_timeline_that_fits_a_screen() {
    let readme = text("README.md");
    let commands: Vec<&str> = readme
        .lines()
        .filter(|line| line.starts_with(CARGO_RUN))
        .collect();
    let [first, next] = commands[..] else {
        panic!(
            "one line runs the main job and one shows a statement, not {}",
            commands.len()
        );
    };
    let clone = Clone::new();
    let printed = clone.shell(&first.replace(CARGO_RUN, "dixit "));
    let timeline = printed.split_once("statements recorded\n").unwrap().1;
    let dated = timeline.lines().filter(|line| line.starts_with("202")).count();
    assert!(dated >= 5, "{dated} statements in:\n{printed}");
    let height = timeline.lines().count();
    assert!(height <= 48, "the timeline has {height} lines:\n{printed}");
    let ci = text(".ci/run");
    assert!(ci.contains(&format!("'{first}'")), "`.ci/run` runs another line");
    // The next line works on the database that the first has just made, on a statement that it has just printed.
    let shown = clone.shell(&next.replace(CARGO_RUN, "dixit "));
    let id = next.split_whitespace().next_back().unwrap();
    assert!(timeline.contains(id), "{id} is not in:\n{timeline}");
    assert!(shown.starts_with(id), "{shown}");
}

#[test]
fn one_line_runs_the_tests() {
    assert!(text("README.md").lines().any(|line| line == TESTS));
    assert!(text(".ci/run").contains(&format!("run_tests='{TESTS}'")));
}

/// The lines of `sh` blocks that call `dixit`, on the articles that the documents name.
#[test]
fn commands_in_shell_blocks_run() {
    let articles = text("docs/articles.md");
    let story = blocks(&articles)
        .into_iter()
        .find(|block| block.language == "markdown")
        .expect("an article to ingest");
    let mut run_count = 0;
    for name in user_documents() {
        let clone = clone_with_story(&story.lines);
        for block in blocks(&text(&name)) {
            for line in block.lines.iter().filter(|_| block.language == "sh") {
                if line.contains("dixit ") && !line.starts_with("cargo ") {
                    clone.shell(line);
                    run_count += 1;
                }
            }
        }
    }
    assert!(run_count >= 8, "only {run_count} commands were found");
}

/// A clone with the files that the documents take for granted, made of one article.
fn clone_with_story(story: &[&str]) -> Clone {
    let clone = Clone::new();
    let body = story.last().unwrap();
    let write = |name: &str, text: &str| fs::write(clone.path().join(name), text).unwrap();
    write("story.md", &story.join("\n"));
    write("story.txt", body);
    let line = serde_json::json!({ "id": 1, "text": body });
    write("archive.jsonl", &line.to_string());
    write("articles.jsonl", &line.to_string());
    let words: String = body.chars().take(12).collect();
    let statement = serde_json::json!({
        "quote": { "start": 0, "end": 12, "text": words }, "mode": "indirect", "act": "proposal"
    });
    let reading = serde_json::json!({ "id": 1, "statements": [statement] });
    write("model.jsonl", &reading.to_string());
    clone
}

/// Every command in the tables of questions and decisions, in their order; ID and OTHER are statements that are there,
/// POSITION is the end of the log.
#[test]
fn commands_in_tables_have_answers() {
    let mut asked = 0;
    for name in user_documents() {
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
        for line in text(&name).lines().filter(|line| line.starts_with("| ")) {
            let Some(command) = line.split('`').nth(1).filter(|code| code.starts_with("dixit ")) else {
                continue;
            };
            let log = clone.shell("dixit log --format csv --limit 1 | tail -n 1");
            let command = command
                .replace(" ID", &format!(" {}", ids[ids.len() / 2]))
                .replace(" OTHER", &format!(" {}", ids[ids.len() / 3]))
                .replace("POSITION", log.split(',').next().unwrap());
            let printed = clone.shell(&command);
            assert!(!printed.trim().is_empty(), "{name}: `{command}` prints nothing");
            asked += 1;
        }
    }
    assert!(asked >= 50, "only {asked} questions were found");
}

#[test]
fn every_command_is_in_the_documents() {
    let documents: String = user_documents().iter().map(|name| text(name)).collect();
    let help = Clone::new().shell("dixit --help");
    let commands = help
        .lines()
        .skip_while(|line| !line.starts_with("Usage:"))
        .take_while(|line| *line != "Options:")
        .filter_map(|line| line.strip_prefix("  ").filter(|line| !line.starts_with(' ')))
        .filter_map(|line| line.split_whitespace().next());
    let mut command_count = 0;
    for command in commands {
        assert!(
            documents.contains(&format!("dixit {command}")),
            "`dixit {command}` is in no document"
        );
        command_count += 1;
    }
    assert!(
        command_count >= 30,
        "only {command_count} commands were found in the help"
    );
    assert!(documents.contains("`--format table|json|jsonl|csv|md`"));
}

/// Links between the documents lead to files that are there.
#[test]
fn links_in_the_documents_lead_somewhere() {
    let mut names = user_documents();
    names.extend(["CONTRIBUTING.md", "ARCHITECTURE.md"].map(str::to_owned));
    for name in names {
        let document = text(&name);
        let folder = root().join(&name).parent().unwrap().to_owned();
        for link in document
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            let path = link.split('#').next().unwrap();
            if path.is_empty() || link.starts_with("http") {
                continue;
            }
            assert!(folder.join(path).exists(), "{name} links to {link}");
        }
    }
}

/// The page on the log has every type of event that has a schema.
#[test]
fn every_event_type_is_in_the_page_on_the_log() {
    let page = text("docs/log.md");
    for path in sorted_files(&root().join("schema/events")) {
        let name = path.file_name().unwrap().to_str().unwrap();
        let event_type = name.split(".v").next().unwrap();
        assert!(
            page.contains(&format!("`{event_type}`")),
            "docs/log.md has no {event_type}"
        );
    }
}

#[test]
fn every_example_says_where_it_comes_from() {
    let articles = sorted_files(&root().join("examples/articles"));
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
