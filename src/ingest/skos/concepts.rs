use super::labels::{is_unmatchable_label, without_qualifier};
use super::rdf::{NamedOrBlankNode, Quad, Term};
use super::vocabulary::SkosVocabulary;
use crate::domain::{Lang, Topic, TopicId, fold, is_han};
use crate::ingest::text::normalise::one_line;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What the words of SKOS begin with.
const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
/// What the words of SKOS-XL begin with: there, a label is a thing of its own, with a literal form.
const SKOS_XL: &str = "http://www.w3.org/2008/05/skos-xl#";
/// What tells whether a thing is deprecated.
const DEPRECATED: &str = "http://www.w3.org/2002/07/owl#deprecated";
/// Predicates, behind the last / or #, by which vocabularies tell the status of a concept.
const STATUS: [&str; 3] = ["status", "term_status", "conceptStatus"];
/// What the status of a concept is called, or the last part of its address, when it is out of use.
const OUT_OF_USE: [&str; 6] = [
    "deprecated",
    "withdrawn",
    "retired",
    "superseded",
    "obsolete",
    "archaic",
];
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
}

/// Whether a text can be recognised by `term`: one letter or a number is anywhere.
fn is_useful(term: &str) -> bool {
    term.chars().any(is_han) || term.chars().filter(|c| c.is_alphabetic()).count() >= 2
}

/// What a file says of its concepts, by address.
#[derive(Default)]
pub(crate) struct Concepts {
    by_uri: BTreeMap<String, Concept>,
    /// The addresses of what is no longer to be used.
    out_of_use: BTreeSet<String>,
    /// The literal forms of the labels of SKOS-XL, with their language tags, by label.
    forms: HashMap<NamedOrBlankNode, Vec<(Option<String>, String)>>,
    /// Which concept has which label of SKOS-XL.
    label_uses: Vec<(String, Use, NamedOrBlankNode)>,
}

/// What a predicate says of a label.
fn label_use(word: &str) -> Option<Use> {
    match word {
        "prefLabel" => Some(Use::Preferred),
        "altLabel" => Some(Use::Alternative),
        "hiddenLabel" => Some(Use::Hidden),
        _ => None,
    }
}

/// Whether a statement says that its subject is no longer to be used.
fn is_end_of_use(predicate: &str, object: &Term) -> bool {
    let last = |address: &str| {
        address
            .rsplit(['/', '#', ':'])
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    let word = last(predicate);
    let value = match object {
        Term::Literal(literal) => literal.value().trim().to_lowercase(),
        Term::NamedNode(node) => last(node.as_str()).to_lowercase(),
        Term::BlankNode(_) => String::new(),
    };
    match word.as_str() {
        _ if predicate == DEPRECATED => value == "true" || value == "1",
        "isReplacedBy" => true,
        word if STATUS.contains(&word) => OUT_OF_USE.contains(&value.as_str()),
        _ => false,
    }
}

impl Concepts {
    /// Takes note of a statement, if it tells of a concept or of a label.
    pub(crate) fn add(&mut self, quad: Quad) {
        let predicate = quad.predicate.as_str();
        let xl_word = predicate.strip_prefix(SKOS_XL);
        if let (Some("literalForm"), Term::Literal(literal)) = (xl_word, &quad.object) {
            let form = (literal.language().map(str::to_owned), literal.value().to_owned());
            self.forms.entry(quad.subject).or_default().push(form);
            return;
        }
        let NamedOrBlankNode::NamedNode(subject) = quad.subject else {
            return;
        };
        let subject = subject.into_string();
        if is_end_of_use(predicate, &quad.object) {
            self.out_of_use.insert(subject);
            return;
        }
        let word = predicate.strip_prefix(SKOS);
        match quad.object {
            Term::Literal(literal) => {
                if let Some(kind) = word.and_then(label_use) {
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
                _ => {
                    if let Some(kind) = xl_word.and_then(label_use) {
                        self.label_uses.push((subject, kind, object.into()));
                    }
                }
            },
            Term::BlankNode(object) => {
                if let Some(kind) = xl_word.and_then(label_use) {
                    self.label_uses.push((subject, kind, object.into()));
                }
            }
        }
    }

    /// Gives the concepts their labels of SKOS-XL, when all statements have been read.
    pub(crate) fn resolve_labels(&mut self) {
        let forms = std::mem::take(&mut self.forms);
        for (uri, kind, label) in std::mem::take(&mut self.label_uses) {
            for (tag, text) in forms.get(&label).into_iter().flatten() {
                self.label(uri.clone(), kind, tag.as_deref(), text);
            }
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
    pub(crate) fn len(&self) -> usize {
        let concepts = self.by_uri.values().filter(|concept| concept.is_concept());
        concepts.count()
    }

    /// How many of them are no longer to be used.
    pub(crate) fn deprecated(&self) -> usize {
        let concepts = self.by_uri.iter().filter(|(_, concept)| concept.is_concept());
        concepts.filter(|(uri, _)| self.out_of_use.contains(*uri)).count()
    }

    /// The concepts that have a name and are in use, as topics.
    pub(crate) fn vocabulary(mut self) -> SkosVocabulary {
        let mut vocabulary = SkosVocabulary {
            deprecated: self.deprecated(),
            ..SkosVocabulary::default()
        };
        let out_of_use = std::mem::take(&mut self.out_of_use);
        self.by_uri.retain(|uri, concept| {
            concept.is_concept() && !out_of_use.contains(uri) && !concept.names().is_empty()
        });
        let ids = self.ids();
        let broader = self.broader();
        let owners = self.owners();
        for (uri, concept) in &self.by_uri {
            let Some(id) = ids.get(uri.as_str()) else { continue };
            let above = broader.get(uri.as_str()).and_then(|above| ids.get(above));
            let terms = terms(concept, &owners, &mut vocabulary);
            vocabulary.topics.push(Topic {
                id: id.clone(),
                broader: above.cloned(),
                labels: concept.names(),
                terms,
                uri: Some(uri.clone()),
            });
        }
        vocabulary.topics.sort_by(|a, b| a.id.cmp(&b.id));
        vocabulary
    }

    /// How many concepts have a label, with or without its qualifier, by language and folded label.
    fn owners(&self) -> BTreeMap<(Lang, String), usize> {
        let mut owners = BTreeMap::new();
        for concept in self.by_uri.values() {
            let texts = concept
                .labels
                .iter()
                .flat_map(|(lang, labels)| labels.iter().map(|(_, _, text)| (*lang, text.as_str())));
            let own: BTreeSet<(Lang, String)> = texts
                .map(|(lang, text)| (lang, fold(without_qualifier(text).unwrap_or(text))))
                .collect();
            for label in own {
                *owners.entry(label).or_insert(0) += 1;
            }
        }
        owners
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

/// The terms that a concept is recognised by, by language. A qualifier in brackets is left away, for no text has it;
/// but not where another concept has what is left, for then only the qualifier tells which of them is meant.
fn terms(
    concept: &Concept,
    owners: &BTreeMap<(Lang, String), usize>,
    vocabulary: &mut SkosVocabulary,
) -> BTreeMap<Lang, Vec<String>> {
    let mut terms = BTreeMap::new();
    for (lang, labels) in &concept.labels {
        let (mut seen, mut useful) = (BTreeSet::new(), Vec::new());
        for (_, _, label) in labels {
            let bare = without_qualifier(label)
                .filter(|bare| is_useful(bare) && owners.get(&(*lang, fold(bare))) == Some(&1));
            let term = bare.unwrap_or(label);
            if !is_useful(term) {
                continue;
            }
            if bare.is_some() {
                vocabulary.qualified.push((label.clone(), term.to_owned()));
            } else if is_unmatchable_label(term) {
                vocabulary.unmatchable.push(label.clone());
            }
            if seen.insert(fold(term)) {
                useful.push(term.to_owned());
            }
        }
        if !useful.is_empty() {
            terms.insert(*lang, useful);
        }
    }
    terms
}
