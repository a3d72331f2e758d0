use super::{Lang, fold, id};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// The most characters of an id.
const LENGTH_MAX: usize = 64;
/// How many letters and digits tell two ids apart that would be one: forty bits.
const HASH_LENGTH: usize = 8;
/// What addresses of the IPTC's Media Topics begin with, before the number, but for their scheme.
const MEDIA_TOPICS: &str = "://cv.iptc.org/newscodes/mediatopic/";

/// Names a topic, in the words of those who publish or write the vocabulary: `medtop:20000593`,
/// `own:ai-governance`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TopicId(String);

/// A text that is no id of a topic.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is no topic id (1 to 64 lower-case letters and digits, with : . _ - between them, like own:ai-governance)"
)]
pub struct TopicIdError(pub String);

impl TopicId {
    /// The id of the concept at `uri`: its number for a Media Topic, else what stands last in the address.
    ///
    /// Two addresses can give one id; [`told_apart`](Self::told_apart) has what to do then.
    ///
    /// ```
    /// use dixit::domain::TopicId;
    /// let id = |uri| TopicId::of_uri(uri).to_string();
    /// assert_eq!(id("http://cv.iptc.org/newscodes/mediatopic/20000593"), "medtop:20000593");
    /// assert_eq!(id("https://example.org/topics#AI_Governance"), "own:ai_governance");
    /// ```
    pub fn of_uri(uri: &str) -> Self {
        Self::cut(uri, LENGTH_MAX).unwrap_or_else(|| Self(format!("own:{}", hash(uri, 0))))
    }

    /// The id of the concept at `uri` with a short hash of the address behind it, the `attempt`-th of them.
    pub fn told_apart(uri: &str, attempt: u32) -> Self {
        let hash = hash(uri, attempt);
        match Self::cut(uri, LENGTH_MAX - HASH_LENGTH - 1) {
            Some(Self(id)) => Self(format!("{id}-{hash}")),
            None => Self(format!("own:{hash}")),
        }
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id that `uri` tells, in no more than `length_max` characters; `None` where it has no letter and no
    /// digit that an id may have.
    fn cut(uri: &str, length_max: usize) -> Option<Self> {
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
        for c in fold(&decoded(last)).chars() {
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
fn hash(uri: &str, attempt: u32) -> String {
    let name = id::name('t', &[uri.as_bytes(), &attempt.to_be_bytes()]);
    name.chars().skip(1).take(HASH_LENGTH).collect()
}

/// `segment` with the bytes that an address writes as `%C3%A9`.
fn decoded(segment: &str) -> String {
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

/// What a statement can be about: one concept of a vocabulary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Names it.
    pub id: TopicId,
    /// The topic that it belongs to.
    pub broader: Option<TopicId>,
    /// What somebody calls it, by language.
    pub labels: BTreeMap<Lang, String>,
    /// The terms that it is recognised by in a text, by the language of the text.
    pub terms: BTreeMap<Lang, Vec<String>>,
    /// The address of the concept in a published vocabulary.
    pub uri: Option<String>,
}

impl Topic {
    /// Lets it be recognised by `term` too in texts in `lang`.
    pub fn add_term(&mut self, lang: Lang, term: String) {
        let terms = self.terms.entry(lang).or_default();
        if !terms.contains(&term) {
            terms.push(term);
        }
    }

    /// What to call it where there is room for one name: English, else French, else any, else the id.
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
    fn what_is_no_topic_id_says_so() {
        for text in ["medtop:20001298", "own:ai-governance", "a", &"x".repeat(64)] {
            assert_eq!(text.parse::<TopicId>().unwrap().as_str(), text);
        }
        for text in ["", "AI", "own:", "-a", "a b", "a.", "é", &"x".repeat(65)] {
            assert!(text.parse::<TopicId>().is_err(), "{text}");
        }
        insta::assert_snapshot!("own:AI".parse::<TopicId>().unwrap_err(), @r#""own:AI" is no topic id (1 to 64 lower-case letters and digits, with : . _ - between them, like own:ai-governance)"#);
    }

    #[test]
    fn an_address_gives_an_id() {
        let check = |uri: &str, id: &str| {
            assert_eq!(TopicId::of_uri(uri).as_str(), id, "{uri}");
            for made in [TopicId::of_uri(uri), TopicId::told_apart(uri, 7)] {
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
    fn addresses_that_give_one_id_are_told_apart() {
        let (one, other) = ("https://example.org/a#wind", "https://example.org/b#wind");
        assert_eq!(TopicId::of_uri(one), TopicId::of_uri(other));
        assert_ne!(TopicId::told_apart(one, 0), TopicId::told_apart(other, 0));
        assert_ne!(TopicId::told_apart(one, 0), TopicId::told_apart(one, 1));
        assert_eq!(TopicId::told_apart(one, 0).as_str().len(), "own:wind".len() + 9);
    }

    #[test]
    fn a_topic_is_called_by_the_best_known_name() {
        let mut topic = Topic {
            id: TopicId::of_uri("urn:x:wind"),
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
