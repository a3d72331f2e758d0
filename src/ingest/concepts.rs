use super::normalise::one_line;
use super::rdf::{NamedOrBlankNode, Quad, Term};
use crate::domain::{Lang, Topic, TopicId, fold, is_han};
use std::collections::{BTreeMap, BTreeSet};

/// What the words of SKOS begin with.
const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
/// What tells the class of a thing.
const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/// What a label is for, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Use {
    /// What to call the concept.
    Preferred,
    /// Another word for it.
    Alternative,
    /// A word to find it by, misspelt perhaps.
    Hidden,
}

/// How well the tag of a label fits its language, the best first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// `en`.
    Exact,
    /// `en-GB`: the tag.
    Longer(String),
    /// There is none: English is meant, in all likelihood.
    Untold,
}

/// What a file says of one thing.
#[derive(Default)]
struct Concept {
    /// It is said to be one.
    is_told: bool,
    /// It has a preferred label, in whatever language.
    is_named: bool,
    /// It is a scheme or a collection, which have labels too.
    is_other: bool,
    /// A label by language, in the order of their worth: the order of the file is a matter of its syntax.
    labels: BTreeMap<Lang, BTreeSet<(Use, Fit, String)>>,
    /// The addresses of broader concepts.
    broader: BTreeSet<String>,
}

impl Concept {
    const fn is_concept(&self) -> bool {
        self.is_told || self.is_named && !self.is_other
    }

    /// What somebody calls it, by language.
    fn names(&self) -> BTreeMap<Lang, String> {
        let firsts = self
            .labels
            .iter()
            .filter_map(|(lang, labels)| Some((lang, labels.first()?)));
        let preferred = firsts.filter(|(_, (kind, ..))| *kind == Use::Preferred);
        preferred
            .map(|(lang, (_, _, text))| (*lang, text.clone()))
            .collect()
    }

    /// The terms that it is recognised by, by language.
    fn terms(&self) -> BTreeMap<Lang, Vec<String>> {
        let mut terms = BTreeMap::new();
        for (lang, labels) in &self.labels {
            let mut seen = BTreeSet::new();
            let useful = labels
                .iter()
                .map(|(_, _, text)| text)
                .filter(|text| is_useful(text) && seen.insert(fold(text)));
            let useful: Vec<String> = useful.cloned().collect();
            if !useful.is_empty() {
                terms.insert(*lang, useful);
            }
        }
        terms
    }
}

/// Whether a text can be recognised by `term`: one letter or a number is anywhere.
fn is_useful(term: &str) -> bool {
    term.chars().any(is_han) || term.chars().filter(|c| c.is_alphabetic()).count() >= 2
}

/// What a file says of its concepts, by address.
#[derive(Default)]
pub(super) struct Concepts {
    by_uri: BTreeMap<String, Concept>,
}

impl Concepts {
    /// Takes note of a statement, if it tells of a concept.
    pub(super) fn add(&mut self, quad: Quad) {
        let NamedOrBlankNode::NamedNode(subject) = quad.subject else {
            return;
        };
        let subject = subject.into_string();
        let predicate = quad.predicate.as_str();
        let word = predicate.strip_prefix(SKOS);
        let kind = match word {
            Some("prefLabel") => Some(Use::Preferred),
            Some("altLabel") => Some(Use::Alternative),
            Some("hiddenLabel") => Some(Use::Hidden),
            _ => None,
        };
        match quad.object {
            Term::Literal(literal) => {
                if let Some(kind) = kind {
                    self.label(subject, kind, literal.language(), literal.value());
                }
            }
            Term::NamedNode(object) => match word {
                Some("broader") => self.at(subject).broader.extend([object.into_string()]),
                Some("narrower") => self.at(object.into_string()).broader.extend([subject]),
                None if predicate == TYPE => match object.as_str().strip_prefix(SKOS) {
                    Some("Concept") => self.at(subject).is_told = true,
                    Some("ConceptScheme" | "Collection" | "OrderedCollection") => {
                        self.at(subject).is_other = true;
                    }
                    _ => {}
                },
                _ => {}
            },
            Term::BlankNode(_) => {}
        }
    }

    fn at(&mut self, uri: String) -> &mut Concept {
        self.by_uri.entry(uri).or_default()
    }

    fn label(&mut self, uri: String, kind: Use, tag: Option<&str>, text: &str) {
        let concept = self.at(uri);
        concept.is_named |= kind == Use::Preferred;
        let (lang, fit) = match tag.map(|tag| (tag, tag.parse())) {
            None | Some((_, Ok(Lang::Und))) => (Lang::En, Fit::Untold),
            Some((tag, Ok(lang))) if tag.eq_ignore_ascii_case(lang.as_str()) => (lang, Fit::Exact),
            Some((tag, Ok(lang))) => (lang, Fit::Longer(tag.to_ascii_lowercase())),
            Some((_, Err(_))) => return,
        };
        if let Some(text) = one_line(text) {
            let labels = concept.labels.entry(lang).or_default();
            labels.insert((kind, fit, text));
        }
    }

    /// How many concepts there are.
    pub(super) fn len(&self) -> usize {
        let concepts = self.by_uri.values().filter(|concept| concept.is_concept());
        concepts.count()
    }

    /// The concepts that have a name, by id.
    pub(super) fn topics(mut self) -> Vec<Topic> {
        self.by_uri
            .retain(|_, concept| concept.is_concept() && !concept.names().is_empty());
        let ids = self.ids();
        let broader = self.broader();
        let topic = |(uri, concept): (&String, &Concept)| {
            let id = ids.get(uri.as_str())?.clone();
            let above = broader.get(uri.as_str()).and_then(|above| ids.get(above));
            Some(Topic {
                id,
                broader: above.cloned(),
                labels: concept.names(),
                terms: concept.terms(),
                uri: Some(uri.clone()),
            })
        };
        let mut topics: Vec<Topic> = self.by_uri.iter().filter_map(topic).collect();
        topics.sort_by(|a, b| a.id.cmp(&b.id));
        topics
    }

    /// An id for each address, and for no two the same.
    fn ids(&self) -> BTreeMap<&str, TopicId> {
        let mut claims: BTreeMap<TopicId, Vec<&str>> = BTreeMap::new();
        for uri in self.by_uri.keys() {
            claims.entry(TopicId::of_uri(uri)).or_default().push(uri);
        }
        let mut ids = BTreeMap::new();
        let mut taken: BTreeSet<TopicId> = claims.keys().cloned().collect();
        for (plain, uris) in claims {
            if let [uri] = uris[..] {
                ids.insert(uri, plain);
                continue;
            }
            for uri in uris {
                let mut attempt = 0;
                let mut id = TopicId::told_apart(uri, attempt);
                while !taken.insert(id.clone()) {
                    attempt += 1;
                    id = TopicId::told_apart(uri, attempt);
                }
                ids.insert(uri, id);
            }
        }
        ids
    }

    /// The broader concept of each that has one here, without those that lead back to where they begin.
    fn broader(&self) -> BTreeMap<&str, &str> {
        let first = |(uri, concept): (&String, &Concept)| {
            let known = concept.broader.iter().find_map(|above| {
                self.by_uri
                    .get_key_value(above)
                    .filter(|(above, _)| *above != uri)
            });
            Some((self.by_uri.get_key_value(uri)?.0.as_str(), known?.0.as_str()))
        };
        let mut broader: BTreeMap<&str, &str> = self.by_uri.iter().filter_map(first).collect();
        // Whoever is met again on the way up is on a circle; whoever was met on an earlier way is settled.
        let mut settled = BTreeSet::new();
        let mut circles = BTreeSet::new();
        for start in broader.keys() {
            let (mut way, mut met) = (Vec::new(), BTreeSet::new());
            let mut at = Some(*start);
            while let Some(uri) = at.filter(|uri| !settled.contains(uri)) {
                if !met.insert(uri) {
                    let begin = way.iter().position(|other| *other == uri).unwrap_or_default();
                    circles.extend(way[begin..].iter().copied());
                    break;
                }
                way.push(uri);
                at = broader.get(uri).copied();
            }
            settled.extend(way);
        }
        broader.retain(|uri, _| !circles.contains(uri));
        broader
    }
}
