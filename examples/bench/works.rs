//! What is measured on an archive: each work of dixit, and beside it the same in bare SQLite or a limit.

use crate::archive_files::ArchiveFiles;
use crate::questions::{Peer, Question, list_questions};
use crate::subjects::Subjects;
use std::path::{Path, PathBuf};

/// The tables that bare SQLite fills from the log of an archive, in a file beside it.
pub(crate) const BARE_DATABASE: &str = "bare.db";

/// Something that can be run in a process of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Task {
    /// `dixit` with these arguments, as a whole process.
    Dixit(Vec<String>),
    /// A part of this program, as a whole process.
    Process(Vec<String>),
    /// A part of this program that measures itself, without its preparations.
    Section(Vec<String>),
}

/// A task that is compared with another, and how.
pub(crate) struct Beside {
    pub(crate) label: &'static str,
    pub(crate) task: Task,
}

/// A work to measure.
pub(crate) struct Work {
    pub(crate) name: String,
    pub(crate) task: Task,
    pub(crate) beside: Option<Beside>,
    /// Files to be deleted before either of them runs.
    pub(crate) written: Vec<PathBuf>,
    /// How many things it does, and what they are.
    pub(crate) count: Option<(u64, &'static str)>,
    /// The ratio of processor time that it should not exceed.
    pub(crate) target: &'static str,
}

/// How much an archive contains.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ArchiveSize {
    pub(crate) articles: u64,
    pub(crate) text_bytes: u64,
    pub(crate) statements: u64,
    pub(crate) events: u64,
}

/// The works on the log and the read models.
pub(crate) fn list_works(files: &ArchiveFiles, size: ArchiveSize) -> Vec<Work> {
    let text = |path: PathBuf| path.display().to_string();
    let (articles, database) = (text(files.articles_path()), text(files.database()));
    let out = files.file_beside("written.db");
    let reading = || section(["read", &articles, ""]);
    let dixit = |command: &[&str]| dixit_task(&files.database(), command);
    let work = |name: &str, task: Task, beside: Option<Beside>, count, target| Work {
        name: name.to_owned(),
        task,
        beside,
        written: vec![out.clone(), wal_of(&out), files.file_beside("snapshot")],
        count,
        target,
    };
    let events = Some((size.events, "events/s"));
    let snapshot = text(files.file_beside("snapshot"));
    vec![
        work(
            "reading",
            reading(),
            None,
            Some((size.articles, "articles/s")),
            "",
        ),
        work(
            "ingest",
            dixit_task(&out, &["ingest", &articles]),
            Some(beside("reading alone", reading())),
            Some((size.articles, "articles/s")),
            "2.5",
        ),
        work(
            "append",
            section(["append", &database, &text(out.clone())]),
            Some(beside(
                "same rows, bare",
                section(["append-bare", &database, &text(out.clone())]),
            )),
            events,
            "2",
        ),
        work(
            "replay",
            section(["replay", &database, ""]),
            Some(beside("bodies, typed", section(["replay-bare", &database, ""]))),
            events,
            "1.3",
        ),
        work(
            "rebuild",
            dixit(&["rebuild"]),
            Some(beside(
                "rows, indexes, FTS5",
                section(["load-bare", &database, &text(out.clone())]),
            )),
            events,
            "",
        ),
        work(
            "verify",
            dixit(&["verify"]),
            Some(beside("chain of SHA-256", section(["chain-bare", &database, ""]))),
            events,
            "",
        ),
        work("snapshot", dixit(&["snapshot", &snapshot]), None, events, ""),
    ]
}

/// The questions, each beside a look-up through the same process start.
pub(crate) fn list_question_works(files: &ArchiveFiles, subjects: &Subjects) -> Vec<Work> {
    let bare = files.file_beside(BARE_DATABASE).display().to_string();
    let work = |question: Question| {
        let arguments: Vec<&str> = question.arguments.iter().map(String::as_str).collect();
        let (label, process) = match question.peer {
            Peer::IndexedQuery => ("indexed query", ["query", &bare, &subjects.name, "50"]),
            Peer::TextSearch => ("FTS5 query", ["search", &bare, &subjects.two_words, "50"]),
        };
        Work {
            name: question.name.to_owned(),
            task: dixit_task(&files.database(), &arguments),
            beside: Some(beside(label, Task::Process(process.map(str::to_owned).to_vec()))),
            written: Vec::new(),
            count: None,
            target: match question.name {
                "timeline of a speaker" => "2",
                "search for two words" => "3",
                _ => "",
            },
        }
    };
    list_questions(subjects).into_iter().map(work).collect()
}

fn beside(label: &'static str, task: Task) -> Beside {
    Beside { label, task }
}

fn section(arguments: [&str; 3]) -> Task {
    Task::Section(arguments.map(str::to_owned).to_vec())
}

/// `dixit` on a database, without the configuration of the user.
fn dixit_task(database: &Path, command: &[&str]) -> Task {
    let options = ["--no-config", "--db", &database.display().to_string()].map(str::to_owned);
    let command = command.iter().map(|&argument| argument.to_owned());
    Task::Dixit(options.into_iter().chain(command).collect())
}

fn wal_of(database: &Path) -> PathBuf {
    let mut wal = database.as_os_str().to_owned();
    wal.push("-wal");
    wal.into()
}
