use crate::domain::{Act, Edtf, Link, Status};
use std::fmt::Display;
use std::str::FromStr;

/// What a person answers to an item of the queue, and why.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer {
    /// What to do.
    pub(super) deed: Deed,
    /// Why, where a reason is given with it.
    pub(super) reason: Option<String>,
}

/// What can be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Deed {
    /// The reading is right.
    Confirm,
    /// It is wrong altogether.
    Withdraw,
    /// Somebody else spoke.
    Speaker(String),
    /// The speaker has this capacity.
    Capacity(String),
    /// Something else is done by the words.
    Act(Act),
    /// It was said then.
    Said(Edtf),
    /// The words are these.
    Words(String),
    /// It is about this topic.
    Tag(String),
    /// This became of it.
    Status(Status),
    /// It does this to that statement.
    Link(Link, String),
    /// Nobody can tell; never ask again.
    Never,
    /// Leave it for another time.
    Next,
    /// Show the one before.
    Back,
    /// Take the last decision back, and ask again.
    Undo,
    /// Open the article.
    Open,
    /// Show what can be answered.
    Help,
    /// Enough.
    Quit,
}

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Key {
    /// The key.
    pub(super) letter: char,
    /// What it does, in a word or two.
    pub(super) does: &'static str,
    /// What is typed behind it; empty where nothing is.
    pub(super) takes: &'static str,
    /// Whether a reason may be given with it.
    pub(super) reasoned: bool,
}

const fn key(letter: char, does: &'static str, takes: &'static str, reasoned: bool) -> Key {
    Key {
        letter,
        does,
        takes,
        reasoned,
    }
}

/// All keys, in the order of the help.
pub(super) const KEYS: [Key; 17] = [
    key('c', "confirm: the reading is right", "", false),
    key('w', "withdraw: nobody said this", "", true),
    key('s', "correct the speaker", "NAME", true),
    key('r', "correct the role (capacity)", "ROLE", true),
    key('a', "correct the act", "ACT", true),
    key('d', "correct when it was said", "DATE", true),
    key('t', "correct the words", "WORDS", true),
    key('g', "say that it is about a topic", "TOPIC", true),
    key('m', "mark what became of it", "STATUS", true),
    key('l', "link it to another statement", "LINK ID", true),
    key('n', "next: leave it for another time (also Return)", "", false),
    key('x', "skip for good: never ask about this reading again", "", true),
    key('b', "back to the one before", "", false),
    key('u', "undo the last decision, and ask again", "", false),
    key('o', "open the article in a browser", "", false),
    key('?', "show all keys", "", false),
    key('q', "quit", "", false),
];

/// The keys that most answers need, on one line of eighty cells.
pub(super) const SHORT_HELP: &str =
    "c confirm · w withdraw · s speaker · n next · x never · u undo · ? more · q quit";

/// The same where there is less room.
pub(super) const SHORTEST_HELP: &str = "c confirm · w withdraw · n next · ? keys · q quit";

/// What separates a value from the reason for it on one line.
const BECAUSE: &str = " -- ";

impl Answer {
    /// Reads a line: a letter, what it takes and, behind ` -- `, why. What takes no value has its reason right behind
    /// the letter. The error says what is wrong with it.
    pub(super) fn read(line: &str) -> Result<Self, String> {
        let line = line.trim();
        let (letter, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        if letter.is_empty() {
            return Ok(Self::of(Deed::Next));
        }
        let known = KEYS.iter().find(|key| letter.chars().eq([key.letter]));
        let Some(known) = known else {
            return Err(format!("{letter:?} is no answer: {SHORT_HELP}"));
        };
        let (value, reason) = if known.takes.is_empty() {
            ("", rest)
        } else {
            rest.split_once(BECAUSE).unwrap_or((rest, ""))
        };
        let reason =
            Some(reason.trim().trim_start_matches("-- ").to_owned()).filter(|reason| !reason.is_empty());
        Ok(Self {
            deed: Deed::read(known.letter, value.trim())?,
            reason,
        })
    }

    /// What is done without a reason.
    pub(super) const fn of(deed: Deed) -> Self {
        Self { deed, reason: None }
    }
}

impl Deed {
    /// What `letter` does with `value`.
    pub(super) fn read(letter: char, value: &str) -> Result<Self, String> {
        let given = || {
            let takes = KEYS
                .iter()
                .find(|key| key.letter == letter)
                .map_or("", |key| key.takes);
            if value.is_empty() {
                return Err(format!("`{letter}` needs {takes} behind it"));
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
            other => return Err(format!("{other:?} is no key; press ? for all keys")),
        })
    }
}

/// The words that a value may be, where there are only some.
pub(super) fn words_for(letter: char) -> Vec<&'static str> {
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

    fn read(line: &str) -> (Deed, Option<String>) {
        let answer = Answer::read(line).unwrap();
        (answer.deed, answer.reason)
    }

    #[test]
    fn letter_decides_and_reason_is_kept() {
        assert_eq!(read("\n"), (Deed::Next, None));
        assert_eq!(read(" c \n"), (Deed::Confirm, None));
        let why = Some("duplicate of another paper".to_owned());
        assert_eq!(
            read("w duplicate of another paper"),
            (Deed::Withdraw, why.clone())
        );
        assert_eq!(read("w -- duplicate of another paper"), (Deed::Withdraw, why));
        let speaker = Deed::Speaker("Ana Ruiz".to_owned());
        assert_eq!(read("s  Ana Ruiz\n"), (speaker.clone(), None));
        assert_eq!(
            read("s Ana Ruiz -- see above"),
            (speaker, Some("see above".to_owned()))
        );
        let link = Deed::Link(Link::Contradicts, "s4k2m8xw".to_owned());
        assert_eq!(read("l contradicts s4k2m8xw"), (link, None));
    }

    #[test]
    fn wrong_line_is_told() {
        for wrong in ["s", "a shout", "d yesterday", "z", "cc", "l contradicts"] {
            assert!(Answer::read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn short_help_fits_eighty_cells() {
        assert!(SHORT_HELP.chars().count() <= 80);
        assert!(
            KEYS.iter()
                .all(|key| Deed::read(key.letter, "").is_ok() != key.takes.contains(char::is_uppercase))
        );
    }
}
