use crate::cli::completion::{Candidate, ShellLine, escape_for_bash, find_candidates};
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use clap::{Args, ValueEnum};

/// Print completions for the cursor position; called by the scripts of `dixit completions`
#[derive(Debug, Args)]
pub(crate) struct CompleteArgs {
    /// Shell to print for
    #[arg(value_enum)]
    shell: Shell,
    /// Words of the command line up to the cursor; for bash, its word-break characters and the whole line
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    words: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
}

impl CompleteArgs {
    /// Prints one candidate per line.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        for line in self.lines(session) {
            session.ui.write_line(line)?;
        }
        Ok(ExitStatus::Done)
    }

    fn lines(&self, session: &Session) -> Vec<String> {
        if self.shell == Shell::Bash {
            let [breaks, line] = self.words.as_slice() else {
                return Vec::new();
            };
            let line = ShellLine::parse(line);
            let found = find_candidates((session.command_line)(), &line.words, &session.db);
            return format_for_bash(&line, breaks, found);
        }
        // The word at the cursor arrives as typed, with its quotes; fish and zsh quote the completion themselves.
        let typed = self.words.last().map_or("", String::as_str);
        let mut words = self.words.clone();
        if let Some(last) = words.last_mut() {
            *last = ShellLine::parse(typed).words.join(" ");
        }
        let mut found = find_candidates((session.command_line)(), &words, &session.db);
        if self.shell == Shell::Zsh {
            drop_shortening(words.last().map_or("", String::as_str), &mut found);
        }
        found
            .into_iter()
            .map(|Candidate { value, help }| {
                if help.is_empty() {
                    value
                } else {
                    format!("{value}\t{help}")
                }
            })
            .collect()
    }
}

/// Formats candidates for bash: quoted, and without the part that bash treats as earlier words.
fn format_for_bash(line: &ShellLine, breaks: &str, mut found: Vec<Candidate>) -> Vec<String> {
    drop_shortening(line.words.last().map_or("", String::as_str), &mut found);
    // Inside quotes, no character breaks a word.
    let before = if line.open.is_some() {
        ""
    } else {
        prefix_before_break(&line.typed, breaks)
    };
    found
        .iter()
        .filter_map(|candidate| {
            escape_for_bash(&candidate.value, line.open)
                .strip_prefix(before)
                .map(str::to_owned)
        })
        .collect()
}

/// Returns the part of `typed` that bash treats as words of their own.
fn prefix_before_break<'a>(typed: &'a str, breaks: &str) -> &'a str {
    let is_break = |c: char| breaks.contains(c) && !"\"'\\ ".contains(c);
    let last = typed.char_indices().rfind(|(_, c)| is_break(*c));
    // `@` breaks a word but belongs to the part after it.
    let end = last.map_or(0, |(at, c)| if c == '@' { at } else { at + c.len_utf8() });
    typed.get(..end).unwrap_or_default()
}

/// Shells replace what was `typed` by the common prefix of all candidates. Where that would shorten the word, because
/// some candidates match by a later word of a name, keeps only candidates that start with `typed`.
fn drop_shortening(typed: &str, found: &mut Vec<Candidate>) {
    let Some(first) = found.first() else { return };
    let mut common: &str = &first.value;
    for candidate in found.iter() {
        let shared = common
            .chars()
            .zip(candidate.value.chars())
            .take_while(|(a, b)| a == b);
        let length = shared.map(|(c, _)| c.len_utf8()).sum();
        common = &common[..length];
    }
    if common.chars().count() < typed.chars().count() {
        found.retain(|candidate| candidate.value.starts_with(typed));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BREAKS: &str = " \t\n\"'@><=;|&(:";

    fn found(values: &[&str]) -> Vec<Candidate> {
        let candidate = |value: &&str| Candidate {
            value: (*value).to_owned(),
            help: String::new(),
        };
        values.iter().map(candidate).collect()
    }

    fn bash(line: &str, values: &[&str]) -> Vec<String> {
        format_for_bash(&ShellLine::parse(line), BREAKS, found(values))
    }

    #[test]
    fn bash_candidates_follow_the_quotes_of_the_line() {
        assert_eq!(bash("dixit Cl", &["Claire Aubert"]), ["Claire\\ Aubert"]);
        assert_eq!(bash("dixit \"Cl", &["Claire Aubert"]), ["Claire Aubert"]);
        assert_eq!(bash("dixit aub", &["Claire Aubert"]), ["Claire\\ Aubert"]);
    }

    #[test]
    fn bash_candidates_start_after_a_word_break() {
        assert_eq!(bash("dixit medtop:20", &["medtop:20000636"]), ["20000636"]);
        assert_eq!(bash("dixit undo @1", &["@115", "@116"]), ["@115", "@116"]);
        assert_eq!(bash("dixit --as-of=@1", &["--as-of=@115"]), ["@115"]);
        assert_eq!(bash("dixit --act=pro", &["--act=proposal"]), ["proposal"]);
    }

    #[test]
    fn candidates_that_shorten_the_word_are_dropped() {
        let kept = |typed: &str, values: &[&str]| {
            let mut found = found(values);
            drop_shortening(typed, &mut found);
            found
                .into_iter()
                .map(|candidate| candidate.value)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            kept("aub", &["Claire Aubert", "Anne Aubry"]),
            Vec::<String>::new()
        );
        assert_eq!(kept("a", &["anne", "Claire a"]), ["anne"]);
        assert_eq!(
            kept("helene", &["Hélène A", "Hélène B"]),
            ["Hélène A", "Hélène B"]
        );
    }
}
