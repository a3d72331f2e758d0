use crate::domain::{Act, Change, Edtf, Order};

/// What a person answers to a statement in the queue.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// Do this.
    Decide(Order),
    /// Leave it, and go on.
    Next,
    /// Take the last decision back.
    Undo,
    /// Enough.
    Quit,
}

/// How answers are written.
pub(super) const HELP: &str =
    "c confirm · w withdraw · s NAME · a ACT · d DATE · r CAPACITY · t WORDS · u undo · return next · q quit";

impl Answer {
    /// Reads a line; the error says what is wrong with it.
    pub(super) fn read(line: &str) -> Result<Self, String> {
        let (letter, rest) = line
            .trim()
            .split_once(char::is_whitespace)
            .unwrap_or((line.trim(), ""));
        let rest = rest.trim();
        let given = || {
            if rest.is_empty() {
                return Err(format!("{letter:?} takes something behind it: {HELP}"));
            }
            Ok(rest.to_owned())
        };
        let correct = |change| Ok(Self::Decide(Order::Correct(change)));
        match letter {
            "" | "n" => Ok(Self::Next),
            "c" => Ok(Self::Decide(Order::Confirm)),
            "w" => Ok(Self::Decide(Order::Withdraw)),
            "u" => Ok(Self::Undo),
            "q" => Ok(Self::Quit),
            "s" => correct(Change {
                speaker: Some(given()?),
                ..Change::default()
            }),
            "r" => correct(Change {
                capacity: Some(given()?),
                ..Change::default()
            }),
            "t" => correct(Change {
                text: Some(given()?),
                ..Change::default()
            }),
            "a" => correct(Change {
                act: Some(given()?.parse::<Act>().map_err(|error| error.to_string())?),
                ..Change::default()
            }),
            "d" => correct(Change {
                said: Some(given()?.parse::<Edtf>().map_err(|error| error.to_string())?),
                ..Change::default()
            }),
            _ => Err(format!("{letter:?} is no answer: {HELP}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_decides() {
        assert_eq!(Answer::read("\n"), Ok(Answer::Next));
        assert_eq!(Answer::read(" c \n"), Ok(Answer::Decide(Order::Confirm)));
        let change = Change {
            speaker: Some("Ana Ruiz".to_owned()),
            ..Change::default()
        };
        assert_eq!(
            Answer::read("s  Ana Ruiz\n"),
            Ok(Answer::Decide(Order::Correct(change)))
        );
        for wrong in ["s", "a shout", "d yesterday", "x"] {
            assert!(Answer::read(wrong).is_err(), "{wrong}");
        }
    }
}
