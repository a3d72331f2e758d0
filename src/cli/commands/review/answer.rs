//! What a person can answer to an item of the review queue, and how an answer is typed.

use crate::domain::{Act, Edtf, Link, Status};
use std::fmt::Display;
use std::str::FromStr;

/// An answer and the reason for it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer {
    /// What to do.
    pub(super) action: Action,
    /// The reason, if one was typed with the answer.
    pub(super) reason: Option<String>,
}

/// What an answer asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Action {
    /// Confirm the statement.
    Confirm,
    /// Withdraw the statement.
    Withdraw,
    /// Correct the speaker.
    Speaker(String),
    /// Correct the capacity.
    Capacity(String),
    /// Correct the act.
    Act(Act),
    /// Correct the date.
    Said(Edtf),
    /// Correct the words.
    Words(String),
    /// Tag the statement with a topic.
    Tag(String),
    /// Set the status of the proposal or promise.
    Status(Status),
    /// Link the statement to another one.
    Link(Link, String),
    /// Skip for good: never ask about this reading again.
    Never,
    /// Leave the item for another time.
    Next,
    /// Show the previous item.
    Back,
    /// Undo the last decision, and ask again.
    Undo,
    /// Open the article in a browser.
    Open,
    /// Show all keys.
    Help,
    /// End the review.
    Quit,
}

/// A key and what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct KeyBinding {
    /// The key.
    pub(super) letter: char,
    /// Short description.
    pub(super) description: &'static str,
    /// Name of the value to type after the key; empty if it takes none.
    pub(super) value_name: &'static str,
    /// Whether the decision accepts a reason.
    pub(super) accepts_reason: bool,
}

const fn key(
    letter: char,
    description: &'static str,
    value_name: &'static str,
    accepts_reason: bool,
) -> KeyBinding {
    KeyBinding {
        letter,
        description,
        value_name,
        accepts_reason,
    }
}

/// All keys, in the order of the help.
pub(super) const KEY_BINDINGS: [KeyBinding; 17] = [
    key('c', "confirm: the reading is right", "", false),
    key('w', "withdraw: nobody said this", "", true),
    key('s', "correct the speaker", "NAME", true),
    key('r', "correct the role (capacity)", "ROLE", true),
    key('a', "correct the act", "ACT", true),
    key('d', "correct when it was said", "DATE", true),
    key('t', "correct the words", "WORDS", true),
    key('g', "tag with a topic", "TOPIC", true),
    key('m', "set what became of it", "STATUS", true),
    key('l', "link it to another statement", "LINK ID", true),
    key('n', "next: decide later (also Return)", "", false),
    key('x', "skip for good: never ask about this reading again", "", true),
    key('b', "back to the previous item", "", false),
    key('u', "undo the last decision, and ask again", "", false),
    key('o', "open the article in a browser", "", false),
    key('?', "show all keys", "", false),
    key('q', "quit", "", false),
];

/// The most frequent keys, on one line of 80 cells.
pub(super) const SHORT_HELP: &str =
    "c confirm · w withdraw · s speaker · n next · x never · u undo · ? more · q quit";

/// The same for narrower terminals.
pub(super) const SHORTEST_HELP: &str = "c confirm · w withdraw · n next · ? keys · q quit";

/// Separates a value from the reason on one line.
const REASON_SEPARATOR: &str = " -- ";

impl Answer {
    /// Parses a line: a letter, its value and, after ` -- `, the reason. If the letter takes no value, the reason
    /// follows it directly. The error is a message for the person who typed the line.
    pub(super) fn parse(line: &str) -> Result<Self, String> {
        let line = line.trim();
        let (letter, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        if letter.is_empty() {
            return Ok(Self::without_reason(Action::Next));
        }
        let known = KEY_BINDINGS.iter().find(|key| letter.chars().eq([key.letter]));
        let Some(known) = known else {
            return Err(format!(
                "{letter:?} is not a valid answer; the keys are: {SHORT_HELP}"
            ));
        };
        let (value, reason) = if known.value_name.is_empty() {
            ("", rest)
        } else {
            rest.split_once(REASON_SEPARATOR).unwrap_or((rest, ""))
        };
        let reason =
            Some(reason.trim().trim_start_matches("-- ").to_owned()).filter(|reason| !reason.is_empty());
        Ok(Self {
            action: Action::parse(known.letter, value.trim())?,
            reason,
        })
    }

    /// Creates an answer without a reason.
    pub(super) const fn without_reason(action: Action) -> Self {
        Self { action, reason: None }
    }
}

impl Action {
    /// Returns the action of the key `letter` with `value`.
    pub(super) fn parse(letter: char, value: &str) -> Result<Self, String> {
        let given = || {
            let takes = KEY_BINDINGS
                .iter()
                .find(|key| key.letter == letter)
                .map_or("", |key| key.value_name);
            if value.is_empty() {
                return Err(format!("add {takes} after `{letter}`"));
            }
            Ok(value.to_owned())
        };
        Ok(match letter {
            'c' => Self::Confirm,
            'w' => Self::Withdraw,
            's' => Self::Speaker(given()?),
            'r' => Self::Capacity(given()?),
            'a' => Self::Act(parsed(&given()?)?),
            'd' => Self::Said(parsed(&given()?)?),
            't' => Self::Words(given()?),
            'g' => Self::Tag(given()?),
            'm' => Self::Status(parsed(&given()?)?),
            'l' => {
                let given = given()?;
                let (link, id) = given
                    .split_once(char::is_whitespace)
                    .ok_or("`l` needs a link and the id of a statement, as in `l contradicts s4k2m8xw`")?;
                Self::Link(parsed(link)?, id.trim().to_owned())
            }
            'n' => Self::Next,
            'x' => Self::Never,
            'b' => Self::Back,
            'u' => Self::Undo,
            'o' => Self::Open,
            '?' => Self::Help,
            'q' => Self::Quit,
            other => return Err(format!("{other:?} has no meaning here; press ? for all keys")),
        })
    }
}

/// Returns the allowed values of a key; empty if any text is allowed.
pub(super) fn allowed_values(letter: char) -> Vec<&'static str> {
    match letter {
        'a' => Act::ALL.iter().map(|act| act.as_str()).collect(),
        'm' => Status::ALL.iter().map(|status| status.as_str()).collect(),
        'l' => Link::ALL.iter().map(|link| link.as_str()).collect(),
        _ => Vec::new(),
    }
}

fn parsed<T: FromStr<Err: Display>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|error: T::Err| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> (Action, Option<String>) {
        let answer = Answer::parse(line).unwrap();
        (answer.action, answer.reason)
    }

    #[test]
    fn letter_selects_action_and_reason_is_kept() {
        assert_eq!(read("\n"), (Action::Next, None));
        assert_eq!(read(" c \n"), (Action::Confirm, None));
        let why = Some("duplicate of another paper".to_owned());
        assert_eq!(
            read("w duplicate of another paper"),
            (Action::Withdraw, why.clone())
        );
        assert_eq!(read("w -- duplicate of another paper"), (Action::Withdraw, why));
        let speaker = Action::Speaker("Ana Ruiz".to_owned());
        assert_eq!(read("s  Ana Ruiz\n"), (speaker.clone(), None));
        assert_eq!(
            read("s Ana Ruiz -- see above"),
            (speaker, Some("see above".to_owned()))
        );
        let link = Action::Link(Link::Contradicts, "s4k2m8xw".to_owned());
        assert_eq!(read("l contradicts s4k2m8xw"), (link, None));
    }

    #[test]
    fn invalid_line_is_an_error() {
        for wrong in ["s", "a shout", "d yesterday", "z", "cc", "l contradicts"] {
            assert!(Answer::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn short_help_fits_eighty_cells() {
        assert!(SHORT_HELP.chars().count() <= 80);
        assert!(
            KEY_BINDINGS
                .iter()
                .all(|key| Action::parse(key.letter, "").is_ok()
                    != key.value_name.contains(char::is_uppercase))
        );
    }
}
