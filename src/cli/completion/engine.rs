//! Completes a command line with clap's engine, and with values from the database.

use super::candidate::Candidate;
use super::database_values::ValueKind;
use crate::domain::is_display_control;
use clap::{Arg, Command};
use clap_complete::engine::{self, ArgValueCompleter, CompletionCandidate};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// Returns the completions of the last of `words`, the first of which is the program. Values come from the database
/// that the words name, else from `db`.
pub(crate) fn find_candidates(command: Command, words: &[String], db: &Path) -> Vec<Candidate> {
    let db = named_database(words).unwrap_or_else(|| db.to_owned());
    let mut command = with_completers(command, &db);
    let args: Vec<OsString> = words.iter().map(OsString::from).collect();
    let Some(index) = args.len().checked_sub(1) else {
        return Vec::new();
    };
    // If the engine fails, there are no candidates.
    let found = engine::complete(&mut command, args, index, Some(Path::new("."))).unwrap_or_default();
    let visible = found.iter().filter(|candidate| !candidate.is_hide_set());
    let candidates = visible.filter_map(|candidate| {
        let value = candidate.get_value().to_str()?.to_owned();
        let help = candidate.get_help().map_or(String::new(), ToString::to_string);
        let help = help.lines().next().unwrap_or_default().to_owned();
        (!value.contains(is_display_control)).then_some(Candidate { value, help })
    });
    candidates.collect()
}

/// Returns the database that the words name with `--db`.
fn named_database(words: &[String]) -> Option<PathBuf> {
    let joined = words.iter().find_map(|word| word.strip_prefix("--db="));
    let apart = || {
        let mut words = words.windows(2);
        words.find(|pair| pair[0] == "--db").map(|pair| pair[1].as_str())
    };
    joined.or_else(apart).map(PathBuf::from)
}

/// Adds completers to all arguments of `command` and its subcommands that name something in the database.
fn with_completers(command: Command, db: &Path) -> Command {
    // In front of a topic, clap's engine treats the word at the cursor as one of the ids.
    let has_topic = command.get_positionals().any(|arg| arg.get_id() == "topic");
    let command = command.mut_args(|arg| match value_kind(&arg, has_topic) {
        Some(kind) => arg.add(completer(kind, db.to_owned())),
        None => arg,
    });
    command.mut_subcommands(|below| with_completers(below, db))
}

/// Returns what `arg` names in the database. Arguments with the same name mean the same everywhere; `has_topic` says
/// whether a topic follows.
fn value_kind(arg: &Arg, has_topic: bool) -> Option<ValueKind> {
    Some(match arg.get_id().as_str() {
        "speaker" | "into" => ValueKind::Speakers,
        "topic" | "broader" => ValueKind::Topics,
        "publisher" if arg.get_help_heading() != Some("Article metadata") => ValueKind::Publishers,
        "ids" if has_topic => ValueKind::IdsAndTopics,
        "id" | "ids" | "from" | "to" | "article" | "statement" if arg.is_positional() => ValueKind::Ids,
        "reader" => ValueKind::Readers,
        "position" => ValueKind::Decisions,
        _ => return None,
    })
}

fn completer(kind: ValueKind, db: PathBuf) -> ArgValueCompleter {
    ArgValueCompleter::new(move |current: &OsStr| {
        let typed = current.to_str().unwrap_or_default();
        let found = kind.complete(&db, typed).unwrap_or_default();
        found
            .into_iter()
            .map(|Candidate { value, help }| CompletionCandidate::new(value).help(Some(help.into())))
            .collect::<Vec<_>>()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::command_line::CommandLine;
    use clap::CommandFactory as _;

    fn at(line: &[&str]) -> Vec<String> {
        let words: Vec<String> = line.iter().map(|word| (*word).to_owned()).collect();
        let found = find_candidates(CommandLine::command(), &words, Path::new("there/is/none.db"));
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
    fn missing_database_offers_no_values() {
        assert!(at(&["dixit", "timeline", "--speaker", "A"]).is_empty());
        assert!(at(&[]).is_empty());
    }

    #[test]
    fn database_named_on_the_line_is_used() {
        let words = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(
            named_database(&words("dixit --db a.db show")),
            Some("a.db".into())
        );
        assert_eq!(
            named_database(&words("dixit show --db=b.db")),
            Some("b.db".into())
        );
        assert_eq!(named_database(&words("dixit show --db")), None);
    }
}
