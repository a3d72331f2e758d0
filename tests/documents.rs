//! Keeps the README, the book in `docs/` and CONTRIBUTING.md true: their commands run, their transcripts are what the
//! commands print, and no command is missing from them.
//!
//! If the output of a command changes on purpose, run the tests once with `DIXIT_UPDATE_README=1` and review the
//! changes that this makes to README.md and `docs/`.

use crate::common::line_diff;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// How the first commands of the README call the program; the tests replace it by the program that is already built.
const CARGO_RUN: &str = "cargo run -- ";
/// The command that runs all tests, in the README and in `.ci/run`.
const TESTS: &str = "cargo test --all-features";
/// The terminal width of the transcripts in columns; they fit a page.
const COLUMNS: &str = "92";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read_document(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The paths of the documents for users: the README, then the pages of the book by name.
fn user_documents() -> Vec<String> {
    let mut names = vec!["README.md".to_owned()];
    let pages = list_files(&root().join("docs"));
    for path in pages
        .iter()
        .filter(|path| path.extension().is_some_and(|form| form == "md"))
    {
        names.push(format!("docs/{}", path.file_name().unwrap().to_str().unwrap()));
    }
    names
}

/// A fenced block of Markdown. `first` is the index of its first line in the document, from 0.
struct Block<'a> {
    language: &'a str,
    lines: Vec<&'a str>,
    first: usize,
}

/// The fenced blocks of a Markdown text.
fn fenced_blocks(markdown: &str) -> Vec<Block<'_>> {
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

/// A temporary directory with the example articles, as in a fresh clone, and the other files that the README assumes.
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
        for path in list_files(&root().join("examples/articles")) {
            fs::copy(&path, articles.join(path.file_name().unwrap())).unwrap();
        }
        clone
    }

    fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Writes the inputs that the documents name, one of each format.
    fn write_inputs(&self) {
        let said = "« Rien ne fut décidé », a dit Claire Aubert, la ministre des Transports, jeudi à Lyon.";
        let filler =
            "La ligne relie le port à la gare, et un train part toutes les dix minutes du matin au soir.";
        let page = format!(
            "<!DOCTYPE html><html lang=\"fr\"><title>Une ligne</title><article><h1>Une ligne</h1>{}</article></html>",
            format!("<p>{said} {filler}</p>").repeat(6)
        );
        let rows = format!("Title,Body,Date\nUne ligne,{said},2026-03-12\n").replace("», a", "» a");
        let rows = rows.replace("Aubert, la ministre des Transports,", "Aubert");
        let captions = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ana Lund>We will build the line.\n";
        let sitting = "<?xml version=\"1.0\"?><TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader/><text><body>\
                       <u who=\"#AL\"><seg>We will build the line.</seg></u></body></text></TEI>";
        let folder = self.path().join("folder");
        fs::create_dir_all(&folder).unwrap();
        fs::create_dir_all(self.path().join("saved")).unwrap();
        let write = |name: &str, text: &str| fs::write(self.path().join(name), text).unwrap();
        for (name, text) in [
            ("page.html", page.as_str()),
            ("saved/page.html", page.as_str()),
            ("folder/story.txt", said),
            ("articles.csv", &rows),
            ("debate.vtt", captions),
            ("sitting.xml", sitting),
            ("crawl.jsonl", &serde_json::json!({ "text": said }).to_string()),
        ] {
            write(name, text);
        }
        for (name, sample) in [
            ("speech.pdf", "press-fr.pdf"),
            ("inbox.mbox", "release-fr.eml"),
            ("crawl.warc.gz", "wget.warc.gz"),
        ] {
            let sample = root().join("tests/data/documents").join(sample);
            fs::copy(sample, self.path().join(name)).unwrap();
        }
    }

    /// Runs `line` in a shell in this directory and returns its stdout followed by its stderr. Panics if it fails.
    fn run_shell(&self, line: &str) -> String {
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

/// Whether a command waits for others: for servers, or for files that somebody puts into a folder.
fn waits_for_others(command: &str) -> bool {
    let others = [
        "://",
        "dixit pull",
        "--watch",
        "dixit serve",
        "dixit share",
        "dixit sync",
        "dixit origin",
        "--queue",
    ];
    others.iter().any(|part| command.contains(part))
}

/// Whether every command of a transcript calls `dixit`; other programs may be absent.
fn is_of_dixit(block: &Block<'_>) -> bool {
    let mut commands = block.lines.iter().filter_map(|line| line.strip_prefix("$ "));
    commands.all(|command| command.starts_with("dixit ") || command.contains(" | dixit "))
}

fn list_files(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = entries.collect();
    paths.sort();
    paths
}

/// Runs the commands of a transcript and returns it with their present output.
fn run_transcript(block: &Block<'_>, clone: &Clone) -> String {
    let mut transcript = String::new();
    for line in &block.lines {
        if let Some(command) = line.strip_prefix("$ ") {
            if !transcript.is_empty() {
                transcript.push('\n');
            }
            writeln!(transcript, "{line}").unwrap();
            for said in clone.run_shell(command).lines() {
                writeln!(transcript, "{}", said.trim_end()).unwrap();
            }
        }
    }
    transcript
}

#[test]
fn transcripts_match_command_output() {
    let mut played_count = 0;
    for name in user_documents() {
        let document = read_document(&name);
        let mut transcripts: Vec<Block<'_>> = fenced_blocks(&document);
        transcripts.retain(|block| block.language == "console" && is_of_dixit(block));
        let clone = Clone::new();
        let now: Vec<String> = transcripts
            .iter()
            .map(|block| run_transcript(block, &clone))
            .collect();
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
    let readme = read_document("README.md");
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
    let printed = clone.run_shell(&first.replace(CARGO_RUN, "dixit "));
    let timeline = &printed[printed.find("said ").unwrap()..];
    let dated = timeline.lines().filter(|line| line.starts_with("202")).count();
    assert!(dated >= 5, "{dated} statements in:\n{printed}");
    let height = timeline.lines().count();
    assert!(height <= 48, "the timeline has {height} lines:\n{printed}");
    let ci = read_document(".ci/run");
    assert!(ci.contains(&format!("'{first}'")), "`.ci/run` runs another line");
    // The next command uses the database made by the first one and a statement that the first one printed.
    let shown = clone.run_shell(&next.replace(CARGO_RUN, "dixit "));
    let id = next.split_whitespace().next_back().unwrap();
    assert!(timeline.contains(id), "{id} is not in:\n{timeline}");
    assert!(shown.starts_with(id), "{shown}");
}

#[test]
fn readme_and_ci_run_the_same_test_command() {
    assert!(read_document("README.md").lines().any(|line| line == TESTS));
    assert!(read_document(".ci/run").contains(&format!("run_tests='{TESTS}'")));
}

/// Runs the lines of `sh` blocks that call `dixit`, in a directory with the articles that the documents name.
#[test]
fn shell_blocks_run_without_error() {
    let articles = read_document("docs/articles.md");
    let story = fenced_blocks(&articles)
        .into_iter()
        .find(|block| block.language == "markdown")
        .expect("an article to ingest");
    let mut run_count = 0;
    for name in user_documents() {
        let clone = clone_with_story(&story.lines);
        for block in fenced_blocks(&read_document(&name)) {
            for line in block.lines.iter().filter(|_| block.language == "sh") {
                if line.contains("dixit ") && !line.starts_with("cargo ") && !waits_for_others(line) {
                    clone.run_shell(line);
                    run_count += 1;
                }
            }
        }
    }
    assert!(run_count >= 8, "only {run_count} commands were found");
}

/// A clone with the files that the documents name (`story.md`, `archive.jsonl` …), all made from one article.
fn clone_with_story(story: &[&str]) -> Clone {
    let clone = Clone::new();
    clone.write_inputs();
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

/// Runs every command of the tables of questions and decisions in order. ID and OTHER become ids of existing
/// statements, POSITION the end of the log.
#[test]
fn commands_in_tables_print_an_answer() {
    let mut asked = 0;
    for name in user_documents() {
        let document = read_document(&name);
        let commands: Vec<&str> = document
            .lines()
            .filter(|line| line.starts_with("| "))
            .filter_map(|line| line.split('`').nth(1))
            .filter(|code| code.starts_with("dixit ") && !waits_for_others(code))
            .collect();
        if commands.is_empty() {
            continue;
        }
        let clone = Clone::new();
        clone.run_shell("dixit ingest examples/articles && dixit snapshot");
        let listed = clone.run_shell("dixit timeline --format csv --limit 12");
        let ids: Vec<&str> = listed
            .lines()
            .skip(1)
            .map(|line| line.split(',').rev().nth(2).unwrap())
            .collect();
        let write = |name: &str, text: &str| fs::write(clone.path().join(name), text).unwrap();
        clone.write_inputs();
        write("story.md", "Rien ne fut dit.");
        write("story.txt", "Rien ne fut dit.");
        write(
            "vocabulary.ttl",
            "<urn:example:cables> <http://www.w3.org/2004/02/skos/core#prefLabel> 'cables'@en .",
        );
        for command in commands {
            let log = clone.run_shell("dixit log --format csv --limit 1 | tail -n 1");
            let command = command
                .replace(" ID", &format!(" {}", ids[ids.len() / 2]))
                .replace(" OTHER", &format!(" {}", ids[ids.len() / 3]))
                .replace("POSITION", log.split(',').next().unwrap());
            let printed = clone.run_shell(&command);
            assert!(!printed.trim().is_empty(), "{name}: `{command}` prints nothing");
            asked += 1;
        }
    }
    assert!(asked >= 50, "only {asked} questions were found");
}

#[test]
fn every_command_is_documented() {
    let documents: String = user_documents().iter().map(|name| read_document(name)).collect();
    let help = Clone::new().run_shell("dixit --help");
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

#[test]
fn links_point_to_existing_files() {
    let mut names = user_documents();
    names.extend(["CONTRIBUTING.md", "ARCHITECTURE.md"].map(str::to_owned));
    for name in names {
        let document = read_document(&name);
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

/// Every event type that has a schema is in `docs/log.md`.
#[test]
fn log_page_lists_every_event_type() {
    let page = read_document("docs/log.md");
    for path in list_files(&root().join("schema/events")) {
        let name = path.file_name().unwrap().to_str().unwrap();
        let event_type = name.split(".v").next().unwrap();
        assert!(
            page.contains(&format!("`{event_type}`")),
            "docs/log.md has no {event_type}"
        );
    }
}

#[test]
fn example_articles_have_complete_front_matter() {
    let articles = list_files(&root().join("examples/articles"));
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
        // RFC 2606 reserves `.example` for examples, so no real newspaper is named by accident.
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
fn changelog_has_a_section_for_this_version() {
    let heading = format!("## [{}]", env!("CARGO_PKG_VERSION"));
    assert!(
        read_document("CHANGELOG.md").contains(&heading),
        "CHANGELOG.md has no {heading}"
    );
}

/// Every test that docs/promises.md names exists.
#[test]
fn promises_are_held_by_tests_that_exist() {
    let page = read_document("docs/promises.md");
    let named: Vec<(&str, &str)> = page
        .split('`')
        .filter_map(|code| code.split_once(".rs::"))
        .collect();
    assert!(named.len() > 30, "only {} tests are named", named.len());
    let missing: Vec<String> = named
        .into_iter()
        .filter(|(file, test)| {
            let file = match file.strip_prefix("src/") {
                Some(_) => format!("{file}.rs"),
                None => format!("tests/{file}.rs"),
            };
            !fs::read_to_string(root().join(&file)).is_ok_and(|source| {
                ["()", "<L: TestLog>()"]
                    .iter()
                    .any(|of| source.contains(&format!("fn {test}{of}")))
            })
        })
        .map(|(file, test)| format!("{file}.rs::{test}"))
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
}
