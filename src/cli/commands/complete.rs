use crate::cli::completion::{Candidate, Line, candidates, escaped};
use crate::cli::error::{CliError, Exit};
use crate::cli::session::Session;
use clap::{Args, ValueEnum};

/// Print what can stand at the cursor; the scripts of `dixit completions` ask for it
#[derive(Debug, Args)]
pub(crate) struct CompleteArgs {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
    /// The words of the line up to the cursor; for bash, the characters at which it breaks words, and the line
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
    /// Prints it, a candidate a line.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        for line in self.lines(session) {
            session.ui.line(line)?;
        }
        Ok(Exit::Done)
    }

    fn lines(&self, session: &Session) -> Vec<String> {
        if self.shell == Shell::Bash {
            let [breaks, line] = self.words.as_slice() else {
                return Vec::new();
            };
            let line = Line::of(line);
            let found = candidates(&line.words, &session.db);
            return for_bash(&line, breaks, found);
        }
        // The word at the cursor comes as it was typed, with its quotes; fish and zsh quote what they put there.
        let typed = self.words.last().map_or("", String::as_str);
        let mut words = self.words.clone();
        if let Some(last) = words.last_mut() {
            *last = Line::of(typed).words.join(" ");
        }
        let mut found = candidates(&words, &session.db);
        if self.shell == Shell::Zsh {
            keep_growing(words.last().map_or("", String::as_str), &mut found);
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

/// The candidates as bash puts them at the cursor: quoted, and without what it takes for earlier words.
fn for_bash(line: &Line, breaks: &str, mut found: Vec<Candidate>) -> Vec<String> {
    keep_growing(line.words.last().map_or("", String::as_str), &mut found);
    // Between quotes, nothing breaks a word.
    let before = if line.open.is_some() {
        ""
    } else {
        broken_off(&line.typed, breaks)
    };
    found
        .iter()
        .filter_map(|candidate| {
            escaped(&candidate.value, line.open)
                .strip_prefix(before)
                .map(str::to_owned)
        })
        .collect()
}

/// The beginning of the word `typed` that bash takes for words of its own.
fn broken_off<'a>(typed: &'a str, breaks: &str) -> &'a str {
    let is_break = |c: char| breaks.contains(c) && !"\"'\\ ".contains(c);
    let last = typed.char_indices().rfind(|(_, c)| is_break(*c));
    // An @ breaks a word, and belongs to what comes behind it.
    let end = last.map_or(0, |(at, c)| if c == '@' { at } else { at + c.len_utf8() });
    typed.get(..end).unwrap_or_default()
}

/// Shells put what all candidates begin with in the place of what was `typed`. Where that is less, because some are
/// found by a later word of a name, only those are kept that begin as it does.
fn keep_growing(typed: &str, found: &mut Vec<Candidate>) {
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
        for_bash(&Line::of(line), BREAKS, found(values))
    }

    #[test]
    fn bash_gets_names_quoted_as_the_line_is() {
        assert_eq!(bash("dixit Cl", &["Claire Aubert"]), ["Claire\\ Aubert"]);
        assert_eq!(bash("dixit \"Cl", &["Claire Aubert"]), ["Claire Aubert"]);
        assert_eq!(bash("dixit aub", &["Claire Aubert"]), ["Claire\\ Aubert"]);
    }

    #[test]
    fn bash_gets_what_follows_a_break_in_the_word() {
        assert_eq!(bash("dixit medtop:20", &["medtop:20000636"]), ["20000636"]);
        assert_eq!(bash("dixit undo @1", &["@115", "@116"]), ["@115", "@116"]);
        assert_eq!(bash("dixit --as-of=@1", &["--as-of=@115"]), ["@115"]);
        assert_eq!(bash("dixit --act=pro", &["--act=proposal"]), ["proposal"]);
    }

    #[test]
    fn candidates_that_would_shorten_the_word_are_left_out() {
        let kept = |typed: &str, values: &[&str]| {
            let mut found = found(values);
            keep_growing(typed, &mut found);
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
