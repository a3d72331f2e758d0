use super::{Source, fold};
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// Crockford's base 32 in lower case; it has no letter that is mistaken for a digit.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Characters after the letter: 60 bits. Among ten million ids of a kind, the chance of a collision is 1 in 23,000.
const LENGTH: usize = 12;

/// A text that is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no {kind} id (those are {letter:?} and 12 letters or digits)")]
pub struct IdError {
    text: String,
    kind: &'static str,
    letter: char,
}

/// Returns `letter` and the first 60 bits of a SHA-256 over the length-prefixed `parts`, in base 32.
pub(super) fn hash_id(letter: char, parts: &[&[u8]]) -> String {
    let digest = digest(parts);
    let mut id = String::with_capacity(1 + LENGTH);
    id.push(letter);
    let (mut bits, mut bit_count) = (0_u32, 0_u32);
    for byte in digest {
        bits = (bits << 8) | u32::from(byte);
        bit_count += 8;
        while bit_count >= 5 && id.len() <= LENGTH {
            bit_count -= 5;
            id.push(char::from(ALPHABET[(bits >> bit_count) as usize & 31]));
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
            /// First letter of the ids of this kind.
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
    /// Identifies an article by its URL or, without one, by its text.
    ArticleId,
    "article",
    'a'
);
content_id!(
    /// Identifies a statement by its article, its words, and the number of the occurrence of these words. The id
    /// stays the same when a revision moves the words, or a better extractor attributes them differently.
    StatementId,
    "statement",
    's'
);
content_id!(
    /// Identifies a speaker by the folded canonical name; without a name, by the article and the description.
    SpeakerId,
    "speaker",
    'p'
);

impl ArticleId {
    /// The id of the article with this source and text. The fragment and a trailing slash of the URL are ignored.
    pub fn from_source(source: &Source, text: &str) -> Self {
        Self(match &source.url {
            Some(url) => {
                let url = url.split('#').next().unwrap_or_default().trim_end_matches('/');
                hash_id('a', &[b"url", url.as_bytes()])
            }
            None => hash_id('a', &[b"text", text.as_bytes()]),
        })
    }
}

impl StatementId {
    /// The id of a statement that the article's extractor reads: its pieces are `words`, and it is the
    /// `occurrence`-th statement with these words in `article`.
    pub fn from_words(article: &ArticleId, words: &[&str], occurrence: u32) -> Self {
        let occurrence = occurrence.to_be_bytes();
        let mut parts = vec![article.0.as_bytes()];
        parts.extend(words.iter().map(|piece| piece.as_bytes()));
        parts.push(&occurrence);
        Self(hash_id('s', &parts))
    }
}

impl StatementId {
    /// The same for another `reader`. Readings of the same words by two readers have different ids, so that each can
    /// be corrected and withdrawn on its own.
    pub fn from_words_of_reader(reader: &str, article: &ArticleId, words: &[&str], occurrence: u32) -> Self {
        let occurrence = occurrence.to_be_bytes();
        let mut parts = vec![b"reader".as_slice(), reader.as_bytes(), article.0.as_bytes()];
        parts.extend(words.iter().map(|piece| piece.as_bytes()));
        parts.push(&occurrence);
        Self(hash_id('s', &parts))
    }
}

impl SpeakerId {
    /// The id of the speaker named `reference`, regardless of case and accents.
    pub fn from_name(reference: &str) -> Self {
        Self(hash_id('p', &[fold(reference).as_bytes()]))
    }

    /// The id of a speaker whom `article` only describes ("ministre", "experts"). The same description in another
    /// article is another speaker.
    pub fn from_description(article: &ArticleId, description: &str) -> Self {
        Self(hash_id(
            'p',
            &[b"described", article.0.as_bytes(), fold(description).as_bytes()],
        ))
    }
}

/// Identifies one event permanently; an event that is delivered again is recognised by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EventId([u8; 16]);

impl EventId {
    /// The id of the event described by `parts`, as an RFC 9562 UUID of version 8.
    pub fn from_parts(parts: &[&[u8]]) -> Self {
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

    /// Creates the id from its sixteen bytes.
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
    fn article_id_depends_on_url_else_on_text() {
        let at = |url: &str| Source {
            url: Some(url.into()),
            ..Source::default()
        };
        let id = ArticleId::from_source(&at("https://example.org/a"), "x");
        assert_eq!(id, ArticleId::from_source(&at("https://example.org/a/#top"), "y"));
        assert_ne!(id, ArticleId::from_source(&at("https://example.org/b"), "x"));
        assert_ne!(
            ArticleId::from_source(&Source::default(), "x"),
            ArticleId::from_source(&Source::default(), "y")
        );
        assert_eq!(id.as_str().parse(), Ok(id.clone()));
        assert_eq!(id.as_str().len(), 13);
    }

    #[test]
    fn statement_id_depends_on_words_and_occurrence() {
        let article = ArticleId::from_source(&Source::default(), "x");
        let first = StatementId::from_words(&article, &["one", "two"], 0);
        assert_eq!(first, StatementId::from_words(&article, &["one", "two"], 0));
        assert_ne!(first, StatementId::from_words(&article, &["onetwo"], 0));
        assert_ne!(first, StatementId::from_words(&article, &["one", "two"], 1));
    }

    #[test]
    fn speaker_id_ignores_case_and_accents() {
        assert_eq!(
            SpeakerId::from_name("Élodie Martin"),
            SpeakerId::from_name("ELODIE  MARTIN")
        );
    }

    #[test]
    fn invalid_id_is_explained() {
        let error = "zz".parse::<StatementId>().unwrap_err();
        insta::assert_snapshot!(error, @r#""zz" is no statement id (those are 's' and 12 letters or digits)"#);
    }

    #[test]
    fn event_id_is_a_version_8_uuid() {
        let id = EventId::from_parts(&[b"a", b"b"]).to_string();
        assert_eq!(id.len(), 36);
        assert_eq!(&id[14..15], "8");
    }
}
