use super::{Lang, fold, id};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// Maximum length of an id, in characters.
const LENGTH_MAX: usize = 64;
/// Maximum length of a label or term, in characters. A longer one is a definition or no text at all; nothing is found
/// by it, and comparing it with every text would take long.
pub const TOPIC_TEXT_CHARS_MAX: usize = 256;
/// Length of the hash that distinguishes two ids that would be equal, in characters of base 32: 40 bits.
const HASH_LENGTH: usize = 8;
/// Beginning of the addresses of IPTC Media Topics, after the scheme and before the number.
const MEDIA_TOPICS: &str = "://cv.iptc.org/newscodes/mediatopic/";

/// Identifies a topic by the name that its vocabulary gives it: `medtop:20000593`, `own:ai-governance`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TopicId(String);

/// A text that is not a topic id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is no topic id (1 to 64 lower-case letters and digits, with : . _ - between them, like own:ai-governance)"
)]
pub struct TopicIdError(pub String);

impl TopicId {
    /// The id of the concept at `uri`: the number of an IPTC Media Topic, otherwise the last part of the address.
    ///
    /// Two addresses can lead to the same id; use [`from_uri_with_hash`](Self::from_uri_with_hash) then.
    ///
    /// ```
    /// use dixit::domain::TopicId;
    /// let id = |uri| TopicId::from_uri(uri).to_string();
    /// assert_eq!(id("http://cv.iptc.org/newscodes/mediatopic/20000593"), "medtop:20000593");
    /// assert_eq!(id("https://example.org/topics#AI_Governance"), "own:ai_governance");
    /// ```
    pub fn from_uri(uri: &str) -> Self {
        Self::readable_from_uri(uri, LENGTH_MAX)
            .unwrap_or_else(|| Self(format!("own:{}", short_hash(uri, 0))))
    }

    /// The id of the concept at `uri`, followed by a short hash of the address. `attempt` varies the hash.
    pub fn from_uri_with_hash(uri: &str, attempt: u32) -> Self {
        let hash = short_hash(uri, attempt);
        match Self::readable_from_uri(uri, LENGTH_MAX - HASH_LENGTH - 1) {
            Some(Self(id)) => Self(format!("{id}-{hash}")),
            None => Self(format!("own:{hash}")),
        }
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The readable id that `uri` leads to, of at most `length_max` characters; `None` where the address has no
    /// letter or digit that is allowed in an id.
    fn readable_from_uri(uri: &str, length_max: usize) -> Option<Self> {
        let rest = uri.strip_prefix("https").or_else(|| uri.strip_prefix("http"));
        if let Some(number) = rest.and_then(|rest| rest.strip_prefix(MEDIA_TOPICS)) {
            let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
            if is_number && number.len() <= 20 {
                return Some(Self(format!("medtop:{number}")));
            }
        }
        let mut id = "own:".to_owned();
        let uri = uri.trim_end_matches(['/', '#']);
        let last = uri.rsplit(['/', '#']).next().unwrap_or_default();
        // A name such as urn:example:42 has neither path nor fragment.
        let last = last.rsplit(':').next().unwrap_or_default();
        for c in fold(&percent_decode(last)).chars() {
            let is_kept = c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '_');
            let is_start = id.ends_with(':');
            if is_kept && (!is_start || c.is_ascii_alphanumeric()) {
                id.push(c);
            } else if !is_start && !id.ends_with('-') {
                id.push('-');
            }
        }
        id.truncate(length_max);
        id.truncate(id.trim_end_matches(['-', '.', '_']).len());
        (!id.ends_with(':')).then_some(Self(id))
    }
}

/// A short hash of an address.
fn short_hash(uri: &str, attempt: u32) -> String {
    let name = id::hash_id('t', &[uri.as_bytes(), &attempt.to_be_bytes()]);
    name.chars().skip(1).take(HASH_LENGTH).collect()
}

/// `segment` with its percent-encoded bytes (`%C3%A9`) decoded.
fn percent_decode(segment: &str) -> String {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.as_bytes();
    while let [byte, after @ ..] = rest {
        let digits = after.get(..2).and_then(|digits| str::from_utf8(digits).ok());
        let value = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match value {
            Some(value) if *byte == b'%' => {
                bytes.push(value);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

impl fmt::Display for TopicId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for TopicId {
    type Err = TopicIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        let bytes = text.as_bytes();
        let is_bounded = bytes.first().is_some_and(|byte| is_plain(*byte))
            && bytes.last().is_some_and(|byte| is_plain(*byte));
        let is_known = |byte: &u8| is_plain(*byte) || matches!(byte, b':' | b'.' | b'_' | b'-');
        if is_bounded && bytes.len() <= LENGTH_MAX && bytes.iter().all(is_known) {
            Ok(Self(text.to_owned()))
        } else {
            Err(TopicIdError(text.to_owned()))
        }
    }
}

/// A topic of statements: one concept of a vocabulary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Identifies it.
    pub id: TopicId,
    /// The broader topic that this one belongs to.
    pub broader: Option<TopicId>,
    /// Its names, by language.
    pub labels: BTreeMap<Lang, String>,
    /// The terms by which it is recognised in a text, by the language of the text.
    pub terms: BTreeMap<Lang, Vec<String>>,
    /// The address of the concept in a published vocabulary.
    pub uri: Option<String>,
}

impl Topic {
    /// Adds a term by which the topic is recognised in texts in `lang`.
    pub fn add_term(&mut self, lang: Lang, term: String) {
        let terms = self.terms.entry(lang).or_default();
        if !terms.contains(&term) {
            terms.push(term);
        }
    }

    /// The name to show where there is room for one: English, else French, else any other, else the id.
    pub fn label(&self) -> &str {
        let known = [Lang::En, Lang::Fr].iter().find_map(|lang| self.labels.get(lang));
        known
            .or_else(|| self.labels.values().next())
            .map_or(self.id.as_str(), String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invalid_topic_id_is_explained() {
        for text in ["medtop:20001298", "own:ai-governance", "a", &"x".repeat(64)] {
            assert_eq!(text.parse::<TopicId>().unwrap().as_str(), text);
        }
        for text in ["", "AI", "own:", "-a", "a b", "a.", "é", &"x".repeat(65)] {
            assert!(text.parse::<TopicId>().is_err(), "{text}");
        }
        insta::assert_snapshot!("own:AI".parse::<TopicId>().unwrap_err(), @r#""own:AI" is no topic id (1 to 64 lower-case letters and digits, with : . _ - between them, like own:ai-governance)"#);
    }

    #[test]
    fn topic_id_is_derived_from_uri() {
        let check = |uri: &str, id: &str| {
            assert_eq!(TopicId::from_uri(uri).as_str(), id, "{uri}");
            for made in [TopicId::from_uri(uri), TopicId::from_uri_with_hash(uri, 7)] {
                assert_eq!(made.as_str().parse(), Ok(made.clone()), "{uri}");
            }
        };
        check(
            "http://cv.iptc.org/newscodes/mediatopic/20000593",
            "medtop:20000593",
        );
        check(
            "https://cv.iptc.org/newscodes/mediatopic/20000593",
            "medtop:20000593",
        );
        check("http://cv.iptc.org/newscodes/mediatopic/", "own:mediatopic");
        check(
            "https://example.org/t#Énergie%20%C3%A9olienne",
            "own:energie-eolienne",
        );
        check("https://example.org/t/Wind -- power!/", "own:wind-power");
        check("https://example.org/q?concept=12", "own:q-concept-12");
        check("https://example.org", "own:example.org");
        check("https://example.org/t/-_x_-", "own:x");
        check("urn:example:42", "own:42");
        check("100%", "own:100");
        check("https://example.org/t/气候", "own:35d3pph9");
        check("", "own:p65xhzg1");
        check(
            &format!("https://example.org/{}", "é-".repeat(70)),
            &format!("own:{}", "e-".repeat(30).trim_end_matches('-')),
        );
    }

    #[test]
    fn hash_distinguishes_uris_with_equal_ids() {
        let (one, other) = ("https://example.org/a#wind", "https://example.org/b#wind");
        assert_eq!(TopicId::from_uri(one), TopicId::from_uri(other));
        assert_ne!(
            TopicId::from_uri_with_hash(one, 0),
            TopicId::from_uri_with_hash(other, 0)
        );
        assert_ne!(
            TopicId::from_uri_with_hash(one, 0),
            TopicId::from_uri_with_hash(one, 1)
        );
        assert_eq!(
            TopicId::from_uri_with_hash(one, 0).as_str().len(),
            "own:wind".len() + 9
        );
    }

    #[test]
    fn label_prefers_english_then_french() {
        let mut topic = Topic {
            id: TopicId::from_uri("urn:x:wind"),
            broader: None,
            labels: BTreeMap::new(),
            terms: BTreeMap::new(),
            uri: None,
        };
        assert_eq!(topic.label(), "own:wind");
        for (lang, label) in [(Lang::Zh, "风"), (Lang::Fr, "vent"), (Lang::En, "wind")] {
            topic.labels.insert(lang, label.to_owned());
            assert_eq!(topic.label(), label);
        }
    }
}
