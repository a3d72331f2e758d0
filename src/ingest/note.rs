use crate::domain::Lang;
use std::fmt;

/// Something that was assumed or ignored while an article was read. The article is ingested; its user should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IngestNote {
    /// The encoding was guessed.
    EncodingGuessed {
        /// Its name in the WHATWG encoding standard.
        encoding: &'static str,
    },
    /// Bytes that are invalid in the encoding became `U+FFFD`.
    UnreadableCharacters {
        /// Number of such characters in the text.
        characters: usize,
    },
    /// The text looks cut: the document shows only its beginning.
    LooksCut {
        /// The sign of it, as in "the page says that it is not accessible for free".
        sign: &'static str,
    },
    /// When the document was made; that need not be when it was published.
    CreationDateNotUsed {
        /// The date, as the document gives it.
        created: String,
    },
    /// Files attached to a mail were not read.
    AttachmentsLeftOut {
        /// Their names.
        names: String,
    },
    /// The text was decoded wrongly before it was given to dixit: "dÃ©clarÃ©".
    Misdecoded {
        /// An excerpt.
        sample: String,
    },
    /// The text is too short or too mixed to be sure of its language.
    LanguageUncertain {
        /// The most likely language.
        lang: Lang,
    },
    /// The text is in an unsupported language.
    LanguageUnsupported {
        /// The English name of the language, or the name that was given; `None` if the text has no words.
        name: Option<String>,
    },
    /// A long text is under an unknown key, and is ignored.
    UnknownKey {
        /// The key.
        key: String,
    },
    /// The value of a field is not understood; the article is ingested without it.
    FieldIgnored {
        /// The field.
        field: &'static str,
        /// The value given.
        given: String,
    },
}

impl fmt::Display for IngestNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EncodingGuessed { encoding } => write!(f, "not UTF-8: decoded as {encoding}"),
            Self::UnreadableCharacters { characters } => {
                write!(
                    f,
                    "{characters} unreadable characters, shown as \u{fffd} in the text"
                )
            }
            Self::Misdecoded { sample } => {
                write!(
                    f,
                    "text was decoded wrongly before it was given to dixit: {sample:?} (repaired where possible)"
                )
            }
            Self::LooksCut { sign } => write!(f, "looks cut: {sign}"),
            Self::CreationDateNotUsed { created } => write!(
                f,
                "made {created}, which need not be the day of publication (--published sets that)"
            ),
            Self::AttachmentsLeftOut { names } => write!(f, "attachments not read: {names}"),
            Self::LanguageUncertain { lang } => {
                write!(f, "language guessed: {lang}, not certain (--lang sets it)")
            }
            Self::LanguageUnsupported { name: Some(name) } => {
                write!(
                    f,
                    "language not supported: {name}; no statements are read (--lang sets the language)"
                )
            }
            Self::LanguageUnsupported { name: None } => {
                f.write_str("language unknown: the text has no words")
            }
            Self::UnknownKey { key } => {
                write!(f, "unknown key {key:?} ignored (--map text={key} reads it)")
            }
            Self::FieldIgnored { field, given } => write!(f, "{field} not understood and ignored: {given:?}"),
        }
    }
}
