use crate::domain::Lang;
use std::fmt;

/// What was assumed or left out while an article was read: it is in, and the reader should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// The encoding was guessed.
    Decoded {
        /// Its name in the WHATWG encoding standard.
        encoding: &'static str,
    },
    /// Bytes that mean nothing in the encoding became `U+FFFD`.
    Damaged {
        /// How many such characters the text has.
        characters: usize,
    },
    /// Text was decoded wrongly before it came here: "dÃ©clarÃ©".
    Misdecoded {
        /// Some of it.
        sample: String,
    },
    /// The text is too short or too mixed to be sure of its language.
    LanguageUnsure {
        /// The likeliest one.
        lang: Lang,
    },
    /// The text is in a language that is not read.
    LanguageOther {
        /// Its English name, or how it was given; `None` where the text has no words at all.
        name: Option<String>,
    },
    /// A long text stands under a name that nobody knows, and is left out.
    UnknownContent {
        /// Its name.
        key: String,
    },
    /// A field says something that is not understood; the article goes without it.
    Ignored {
        /// The field.
        field: &'static str,
        /// What it says.
        given: String,
    },
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Decoded { encoding } => write!(f, "not UTF-8: decoded as {encoding}"),
            Self::Damaged { characters } => {
                write!(
                    f,
                    "{characters} unreadable characters stand as \u{fffd} in the text"
                )
            }
            Self::Misdecoded { sample } => {
                write!(
                    f,
                    "decoded wrongly before it came here: {sample:?} (what can be put right is read so)"
                )
            }
            Self::LanguageUnsure { lang } => {
                write!(
                    f,
                    "language taken to be {lang}, without being sure (--lang sets it)"
                )
            }
            Self::LanguageOther { name: Some(name) } => {
                write!(
                    f,
                    "no statements are read from a text in {name} (--lang sets the language)"
                )
            }
            Self::LanguageOther { name: None } => f.write_str("no words to tell the language by"),
            Self::UnknownContent { key } => {
                write!(
                    f,
                    "the key {key:?} is not known and left out (--map text={key} reads it)"
                )
            }
            Self::Ignored { field, given } => write!(f, "{field} not understood and left out: {given:?}"),
        }
    }
}
