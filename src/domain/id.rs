use super::{Source, fold};
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// Crockford's base 32 in lower case: no letter that is mistaken for a digit.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Sixty bits: among ten million ids of a kind, two are equal with a chance of one in 23,000.
const LENGTH: usize = 12;

/// Why a text is no id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no {kind} id (those are {letter:?} and 12 letters or digits)")]
pub struct IdError {
    text: String,
    kind: &'static str,
    letter: char,
}

/// The first sixty bits of a SHA-256 over length-prefixed parts, as text behind `letter`.
pub(super) fn name(letter: char, parts: &[&[u8]]) -> String {
    let digest = digest(parts);
    let mut id = String::with_capacity(1 + LENGTH);
    id.push(letter);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for byte in digest {
        bits = (bits << 8) | u32::from(byte);
        held += 8;
        while held >= 5 && id.len() <= LENGTH {
            held -= 5;
            id.push(char::from(ALPHABET[(bits >> held) as usize & 31]));
        }
    }
    id
}

fn digest(parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    hasher.finalize().into()
}

macro_rules! content_id {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $letter:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// The letter that ids of this kind begin with.
            pub const LETTER: char = $letter;

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let rest = text.strip_prefix($letter).unwrap_or_default();
                if rest.len() == LENGTH && rest.bytes().all(|b| ALPHABET.contains(&b)) {
                    Ok(Self(text.to_owned()))
                } else {
                    Err(IdError { text: text.to_owned(), kind: $kind, letter: $letter })
                }
            }
        }
    };
}

content_id!(
    /// Names an article: by its URL, or, where it has none, by its text.
    ArticleId,
    "article",
    'a'
);
content_id!(
    /// Names a statement: by its article, its words, and which occurrence of those words it is. A statement
    /// keeps its id when a revision moves it or a better extractor attributes it otherwise.
    StatementId,
    "statement",
    's'
);
content_id!(
    /// Names a speaker: by the folded canonical name, or by article and description where no name is told.
    SpeakerId,
    "speaker",
    'p'
);

impl ArticleId {
    /// The id of the article that `source` and `text` describe. A URL is compared without its fragment and
    /// without a slash at its end.
    pub fn of(source: &Source, text: &str) -> Self {
        Self(match &source.url {
            Some(url) => {
                let url = url.split('#').next().unwrap_or_default().trim_end_matches('/');
                name('a', &[b"url", url.as_bytes()])
            }
            None => name('a', &[b"text", text.as_bytes()]),
        })
    }
}

impl StatementId {
    /// The id of the statement whose pieces read `words`, the `occurrence`-th of that wording in `article`.
    pub fn of(article: &ArticleId, words: &[&str], occurrence: u32) -> Self {
        let occurrence = occurrence.to_be_bytes();
        let mut parts = vec![article.0.as_bytes()];
        parts.extend(words.iter().map(|piece| piece.as_bytes()));
        parts.push(&occurrence);
        Self(name('s', &parts))
    }
}

impl StatementId {
    /// The same where another reader than the extractor of the article reads it: what two readers make of the same
    /// words can be told, corrected and withdrawn apart.
    pub fn read_by(reader: &str, article: &ArticleId, words: &[&str], occurrence: u32) -> Self {
        let occurrence = occurrence.to_be_bytes();
        let mut parts = vec![b"reader".as_slice(), reader.as_bytes(), article.0.as_bytes()];
        parts.extend(words.iter().map(|piece| piece.as_bytes()));
        parts.push(&occurrence);
        Self(name('s', &parts))
    }
}

impl SpeakerId {
    /// The id of the speaker called `reference`, however it is capitalised or accented.
    pub fn of(reference: &str) -> Self {
        Self(name('p', &[fold(reference).as_bytes()]))
    }

    /// The id of whoever `article` only describes ("ministre", "experts"): the same description in another article
    /// is another speaker.
    pub fn described(article: &ArticleId, description: &str) -> Self {
        Self(name(
            'p',
            &[b"described", article.0.as_bytes(), fold(description).as_bytes()],
        ))
    }
}

/// Names one event for ever: delivered again, it is recognised by this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EventId([u8; 16]);

impl EventId {
    /// The id of the event that is described by `parts`, as an RFC 9562 UUID of version 8.
    pub fn of(parts: &[&[u8]]) -> Self {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest(parts)[..16]);
        bytes[6] = (bytes[6] & 0x0f) | 0x80;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        Self(bytes)
    }

    /// The sixteen bytes, as stored.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// The id with these sixteen bytes.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, byte) in self.0.iter().enumerate() {
            if matches!(i, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_named_by_its_url_else_by_its_text() {
        let at = |url: &str| Source {
            url: Some(url.into()),
            ..Source::default()
        };
        let id = ArticleId::of(&at("https://example.org/a"), "x");
        assert_eq!(id, ArticleId::of(&at("https://example.org/a/#top"), "y"));
        assert_ne!(id, ArticleId::of(&at("https://example.org/b"), "x"));
        assert_ne!(
            ArticleId::of(&Source::default(), "x"),
            ArticleId::of(&Source::default(), "y")
        );
        assert_eq!(id.as_str().parse(), Ok(id.clone()));
        assert_eq!(id.as_str().len(), 13);
    }

    #[test]
    fn a_statement_keeps_its_id_when_its_words_move() {
        let article = ArticleId::of(&Source::default(), "x");
        let first = StatementId::of(&article, &["one", "two"], 0);
        assert_eq!(first, StatementId::of(&article, &["one", "two"], 0));
        assert_ne!(first, StatementId::of(&article, &["onetwo"], 0));
        assert_ne!(first, StatementId::of(&article, &["one", "two"], 1));
    }

    #[test]
    fn a_speaker_is_the_same_in_any_case() {
        assert_eq!(SpeakerId::of("Élodie Martin"), SpeakerId::of("ELODIE  MARTIN"));
    }

    #[test]
    fn what_is_no_id_says_so() {
        let error = "zz".parse::<StatementId>().unwrap_err();
        insta::assert_snapshot!(error, @r#""zz" is no statement id (those are 's' and 12 letters or digits)"#);
    }

    #[test]
    fn an_event_id_is_a_version_8_uuid() {
        let id = EventId::of(&[b"a", b"b"]).to_string();
        assert_eq!(id.len(), 36);
        assert_eq!(&id[14..15], "8");
    }
}
