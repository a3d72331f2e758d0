//! Why a lexicon file cannot be used.

use crate::domain::Lang;

/// Why a lexicon file cannot be used. The files are part of the program, so only a test can meet this error.
#[derive(Debug, thiserror::Error)]
pub(in crate::extract) enum LexiconError {
    /// The file is no TOML, or has a key that `lexicon_file.rs` does not know.
    #[error("lexicon/{lang}.toml: {source}")]
    Toml {
        lang: Lang,
        source: Box<toml::de::Error>,
    },
    /// A verb names a paradigm that the file does not have, or whose `strip` its lemma does not end with.
    #[error("lexicon/{lang}.toml: {lemma:?} names no paradigm {paradigm:?} that fits it")]
    Paradigm {
        lang: Lang,
        lemma: String,
        paradigm: String,
    },
    /// The value of `act` or `takes` is none that the program knows.
    #[error("lexicon/{lang}.toml: {entry:?} has the unknown word {word:?}")]
    Word { lang: Lang, entry: String, word: String },
}
