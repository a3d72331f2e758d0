//! What can stand at the cursor of a shell: commands, options and their values, and what the database has: speakers,
//! topics, publishers, ids, decisions.
//!
//! The scripts in this folder hand the words of the line to the hidden command `__complete`, which prints a
//! candidate a line. clap's own engine walks the line; only values from the database are found here.

mod known;
mod line;

pub(crate) use line::{Line, escaped};

use super::args::Cli;
use clap::{Arg, Command, CommandFactory};
use clap_complete::engine::{self, ArgValueCompleter, CompletionCandidate};
use known::Known;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// What can stand at the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// What is put there, without quotes.
    pub(crate) value: String,
    /// What it is, on one line.
    pub(crate) help: String,
}

/// What can stand where the last of `words` does, of which the first is the program; values are looked up in the
/// database at `db`, or the one that the words name.
pub(crate) fn candidates(words: &[String], db: &Path) -> Vec<Candidate> {
    let db = named_db(words).unwrap_or_else(|| db.to_owned());
    let mut command = with_completers(Cli::command(), &db);
    let args: Vec<OsString> = words.iter().map(OsString::from).collect();
    let Some(index) = args.len().checked_sub(1) else {
        return Vec::new();
    };
    // What cannot be completed is no error: nothing is offered.
    let found = engine::complete(&mut command, args, index, Some(Path::new("."))).unwrap_or_default();
    let visible = found.iter().filter(|candidate| !candidate.is_hide_set());
    let candidates = visible.filter_map(|candidate| {
        let value = candidate.get_value().to_str()?.to_owned();
        let help = candidate.get_help().map_or(String::new(), ToString::to_string);
        let help = help.lines().next().unwrap_or_default().to_owned();
        (!value.contains(|c: char| c.is_control())).then_some(Candidate { value, help })
    });
    candidates.collect()
}

/// The database that the words of a line name.
fn named_db(words: &[String]) -> Option<PathBuf> {
    let joined = words.iter().find_map(|word| word.strip_prefix("--db="));
    let apart = || {
        let mut words = words.windows(2);
        words.find(|pair| pair[0] == "--db").map(|pair| pair[1].as_str())
    };
    joined.or_else(apart).map(PathBuf::from)
}

/// `command` with all below it, the arguments that name a thing of the database completed from it.
fn with_completers(command: Command, db: &Path) -> Command {
    // Several ids before a topic: clap's engine takes the word at the cursor for one of the ids.
    let has_topic = command.get_positionals().any(|arg| arg.get_id() == "topic");
    let command = command.mut_args(|arg| match known(&arg, has_topic) {
        Some(known) => arg.add(completer(known, db.to_owned())),
        None => arg,
    });
    command.mut_subcommands(|below| with_completers(below, db))
}

/// What of the database `arg` names. Arguments of one name mean the same everywhere; `has_topic` says
/// whether a topic follows them.
fn known(arg: &Arg, has_topic: bool) -> Option<Known> {
    Some(match arg.get_id().as_str() {
        "speaker" | "into" => Known::Speakers,
        "topic" | "broader" => Known::Topics,
        "publisher" if arg.get_help_heading() != Some("About the articles") => Known::Publishers,
        "ids" if has_topic => Known::IdsAndTopics,
        "id" | "ids" | "from" | "to" | "article" | "statement" if arg.is_positional() => Known::Ids,
        "reader" => Known::Readers,
        "position" => Known::Decisions,
        _ => return None,
    })
}

fn completer(known: Known, db: PathBuf) -> ArgValueCompleter {
    ArgValueCompleter::new(move |current: &OsStr| {
        let typed = current.to_str().unwrap_or_default();
        let found = known.found(&db, typed).unwrap_or_default();
        found
            .into_iter()
            .map(|Candidate { value, help }| CompletionCandidate::new(value).help(Some(help.into())))
            .collect::<Vec<_>>()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: &[&str]) -> Vec<String> {
        let words: Vec<String> = line.iter().map(|word| (*word).to_owned()).collect();
        let found = candidates(&words, Path::new("there/is/none.db"));
        found.into_iter().map(|candidate| candidate.value).collect()
    }

    #[test]
    fn commands_and_options_are_completed() {
        assert_eq!(at(&["dixit", "time"]), ["timeline"]);
        assert_eq!(at(&["dixit", "topic", "ad"]), ["add"]);
        assert_eq!(at(&["dixit", "timeline", "--spe"]), ["--speaker"]);
        assert_eq!(at(&["dixit", "timeline", "--act", "prop"]), ["proposal"]);
        assert!(!at(&["dixit", ""]).contains(&"__complete".to_owned()));
    }

    #[test]
    fn without_a_database_nothing_of_it_is_offered() {
        assert!(at(&["dixit", "timeline", "--speaker", "A"]).is_empty());
        assert!(at(&[]).is_empty());
    }

    #[test]
    fn database_of_the_line_is_looked_at() {
        let words = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(named_db(&words("dixit --db a.db show")), Some("a.db".into()));
        assert_eq!(named_db(&words("dixit show --db=b.db")), Some("b.db".into()));
        assert_eq!(named_db(&words("dixit show --db")), None);
    }
}
