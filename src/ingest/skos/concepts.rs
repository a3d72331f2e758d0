use super::labels::{is_unmatchable_label, without_qualifier};
use super::rdf::{NamedOrBlankNode, Quad, Term};
use super::vocabulary::SkosVocabulary;
use crate::domain::{Lang, TOPIC_TEXT_CHARS_MAX, Topic, TopicId, fold, is_han};
use crate::ingest::text::normalise::normalise_line;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The namespace of SKOS.
const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
/// The namespace of SKOS-XL, in which a label is a resource of its own with a literal form.
const SKOS_XL: &str = "http://www.w3.org/2008/05/skos-xl#";
/// The predicate that marks a resource as deprecated.
const DEPRECATED: &str = "http://www.w3.org/2002/07/owl#deprecated";
/// Last parts of predicates that give the status of a concept.
const STATUS_PREDICATES: [&str; 3] = ["status", "term_status", "conceptStatus"];
/// Statuses that mean a concept is no longer in use: a text, or the last part of an address.
const DEPRECATED_STATUSES: [&str; 6] = [
    "deprecated",
    "withdrawn",
    "retired",
    "superseded",
    "obsolete",
    "archaic",
];
/// The predicate that gives the class of a resource.
const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/// The kind of a label, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum LabelKind {
    /// The name of the concept.
    Preferred,
    /// Another word for it.
    Alternative,
    /// A word to find it by, perhaps misspelt.
    Hidden,
}

/// How well the language tag of a label fits its language, the best first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum LanguageFit {
    /// `en`.
    Exact,
    /// A longer tag, as in `en-GB`.
    Regional(String),
    /// No tag: most likely English.
    Untagged,
}

/// What a file says about one resource that may be a concept.
#[derive(Default)]
struct Concept {
    /// It is declared a concept.
    is_declared: bool,
    /// It has a preferred label, in any language.
    has_preferred_label: bool,
    /// It is a scheme or a collection; these have labels too.
    is_scheme_or_collection: bool,
    /// The labels by language, the best first. Their order in the file depends on its syntax, so it is not used.
    labels: BTreeMap<Lang, BTreeSet<(LabelKind, LanguageFit, String)>>,
    /// The addresses of broader concepts.
    broader: BTreeSet<String>,
}

impl Concept {
    const fn is_concept(&self) -> bool {
        self.is_declared || self.has_preferred_label && !self.is_scheme_or_collection
    }

    /// The best preferred label in each language.
    fn preferred_names(&self) -> BTreeMap<Lang, String> {
        let firsts = self
            .labels
            .iter()
            .filter_map(|(lang, labels)| Some((lang, labels.first()?)));
        let preferred = firsts.filter(|(_, (kind, ..))| *kind == LabelKind::Preferred);
        preferred
            .map(|(lang, (_, _, text))| (*lang, text.clone()))
            .collect()
    }
}

/// Whether texts can be found by `term`. A single letter or a number occurs everywhere.
fn is_useful_term(term: &str) -> bool {
    term.chars().any(is_han) || term.chars().filter(|c| c.is_alphabetic()).count() >= 2
}

/// The concepts of a file, collected from its RDF statements.
#[derive(Default)]
pub(crate) struct ConceptSet {
    by_uri: BTreeMap<String, Concept>,
    /// The addresses of deprecated resources.
    deprecated: BTreeSet<String>,
    /// The literal forms of SKOS-XL labels, with their language tags, by label.
    xl_literal_forms: HashMap<NamedOrBlankNode, Vec<(Option<String>, String)>>,
    /// Number of labels that are too long for a text to contain them.
    too_long: usize,
    /// Which concept has which SKOS-XL label, of which kind.
    xl_labels: Vec<(String, LabelKind, NamedOrBlankNode)>,
}

/// The kind of label that a predicate of SKOS or SKOS-XL gives.
fn label_kind(word: &str) -> Option<LabelKind> {
    match word {
        "prefLabel" => Some(LabelKind::Preferred),
        "altLabel" => Some(LabelKind::Alternative),
        "hiddenLabel" => Some(LabelKind::Hidden),
        _ => None,
    }
}

/// Whether an RDF statement with this predicate and object marks its subject as deprecated.
fn marks_deprecated(predicate: &str, object: &Term) -> bool {
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
        word if STATUS_PREDICATES.contains(&word) => DEPRECATED_STATUSES.contains(&value.as_str()),
        _ => false,
    }
}

impl ConceptSet {
    /// Adds what an RDF statement says about a concept or a label. Other statements are ignored.
    pub(crate) fn add_quad(&mut self, quad: Quad) {
        let predicate = quad.predicate.as_str();
        let xl_word = predicate.strip_prefix(SKOS_XL);
        if let (Some("literalForm"), Term::Literal(literal)) = (xl_word, &quad.object) {
            let form = (literal.language().map(str::to_owned), literal.value().to_owned());
            self.xl_literal_forms.entry(quad.subject).or_default().push(form);
            return;
        }
        let NamedOrBlankNode::NamedNode(subject) = quad.subject else {
            return;
        };
        let subject = subject.into_string();
        if marks_deprecated(predicate, &quad.object) {
            self.deprecated.insert(subject);
            return;
        }
        let word = predicate.strip_prefix(SKOS);
        match quad.object {
            Term::Literal(literal) => {
                if let Some(kind) = word.and_then(label_kind) {
                    self.add_label(subject, kind, literal.language(), literal.value());
                }
            }
            Term::NamedNode(object) => match word {
                Some("broader") => self.concept_mut(subject).broader.extend([object.into_string()]),
                Some("narrower") => self.concept_mut(object.into_string()).broader.extend([subject]),
                None if predicate == TYPE => match object.as_str().strip_prefix(SKOS) {
                    Some("Concept") => self.concept_mut(subject).is_declared = true,
                    Some("ConceptScheme" | "Collection" | "OrderedCollection") => {
                        self.concept_mut(subject).is_scheme_or_collection = true;
                    }
                    _ => {}
                },
                _ => {
                    if let Some(kind) = xl_word.and_then(label_kind) {
                        self.xl_labels.push((subject, kind, object.into()));
                    }
                }
            },
            Term::BlankNode(object) => {
                if let Some(kind) = xl_word.and_then(label_kind) {
                    self.xl_labels.push((subject, kind, object.into()));
                }
            }
        }
    }

    /// Adds the SKOS-XL labels to their concepts. Called once, after all statements.
    pub(crate) fn resolve_labels(&mut self) {
        let forms = std::mem::take(&mut self.xl_literal_forms);
        for (uri, kind, label) in std::mem::take(&mut self.xl_labels) {
            for (tag, text) in forms.get(&label).into_iter().flatten() {
                self.add_label(uri.clone(), kind, tag.as_deref(), text);
            }
        }
    }

    fn concept_mut(&mut self, uri: String) -> &mut Concept {
        self.by_uri.entry(uri).or_default()
    }

    fn add_label(&mut self, uri: String, kind: LabelKind, tag: Option<&str>, text: &str) {
        let concept = self.by_uri.entry(uri).or_default();
        concept.has_preferred_label |= kind == LabelKind::Preferred;
        let (lang, fit) = match tag.map(|tag| (tag, tag.parse())) {
            None | Some((_, Ok(Lang::Und))) => (Lang::En, LanguageFit::Untagged),
            Some((tag, Ok(lang))) if tag.eq_ignore_ascii_case(lang.as_str()) => (lang, LanguageFit::Exact),
            Some((tag, Ok(lang))) => (lang, LanguageFit::Regional(tag.to_ascii_lowercase())),
            Some((_, Err(_))) => return,
        };
        // As long as this, not even an accent would make it shorter.
        if text.len() > TOPIC_TEXT_CHARS_MAX * 16 {
            self.too_long += 1;
            return;
        }
        let Some(text) = normalise_line(text) else { return };
        if text.chars().count() > TOPIC_TEXT_CHARS_MAX {
            self.too_long += 1;
        } else {
            let labels = concept.labels.entry(lang).or_default();
            labels.insert((kind, fit, text));
        }
    }

    /// Number of concepts.
    pub(crate) fn len(&self) -> usize {
        let concepts = self.by_uri.values().filter(|concept| concept.is_concept());
        concepts.count()
    }

    /// Number of deprecated concepts.
    pub(crate) fn count_deprecated(&self) -> usize {
        let concepts = self.by_uri.iter().filter(|(_, concept)| concept.is_concept());
        concepts.filter(|(uri, _)| self.deprecated.contains(*uri)).count()
    }

    /// The concepts that have a name and are not deprecated, as topics.
    pub(crate) fn into_vocabulary(mut self) -> SkosVocabulary {
        let mut vocabulary = SkosVocabulary {
            deprecated: self.count_deprecated(),
            too_long: self.too_long,
            ..SkosVocabulary::default()
        };
        let deprecated = std::mem::take(&mut self.deprecated);
        self.by_uri.retain(|uri, concept| {
            concept.is_concept() && !deprecated.contains(uri) && !concept.preferred_names().is_empty()
        });
        let ids = self.assign_ids();
        let broader = self.resolve_broader();
        let owners = self.count_label_owners();
        for (uri, concept) in &self.by_uri {
            let Some(id) = ids.get(uri.as_str()) else { continue };
            let above = broader.get(uri.as_str()).and_then(|above| ids.get(above));
            let terms = select_terms(concept, &owners, &mut vocabulary);
            vocabulary.topics.push(Topic {
                id: id.clone(),
                broader: above.cloned(),
                labels: concept.preferred_names(),
                terms,
                uri: Some(uri.clone()),
            });
        }
        vocabulary.topics.sort_by(|a, b| a.id.cmp(&b.id));
        vocabulary
    }

    /// Number of concepts that have a label, by language and folded label without its qualifier.
    fn count_label_owners(&self) -> BTreeMap<(Lang, String), usize> {
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

    /// A unique id for each address.
    fn assign_ids(&self) -> BTreeMap<&str, TopicId> {
        let mut claims: BTreeMap<TopicId, Vec<&str>> = BTreeMap::new();
        for uri in self.by_uri.keys() {
            claims.entry(TopicId::from_uri(uri)).or_default().push(uri);
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
                let mut id = TopicId::from_uri_with_hash(uri, attempt);
                while !taken.insert(id.clone()) {
                    attempt += 1;
                    id = TopicId::from_uri_with_hash(uri, attempt);
                }
                ids.insert(uri, id);
            }
        }
        ids
    }

    /// The broader concept of each concept, if it is in the file. Circles of broader concepts are removed.
    fn resolve_broader(&self) -> BTreeMap<&str, &str> {
        let first = |(uri, concept): (&String, &Concept)| {
            let known = concept.broader.iter().find_map(|above| {
                self.by_uri
                    .get_key_value(above)
                    .filter(|(above, _)| *above != uri)
            });
            Some((self.by_uri.get_key_value(uri)?.0.as_str(), known?.0.as_str()))
        };
        let mut broader: BTreeMap<&str, &str> = self.by_uri.iter().filter_map(first).collect();
        // An address met twice on the way up is on a circle. Addresses met on an earlier way up are resolved already.
        let mut resolved = BTreeSet::new();
        let mut on_circles = BTreeSet::new();
        for start in broader.keys() {
            let (mut path, mut met) = (Vec::new(), BTreeSet::new());
            let mut at = Some(*start);
            while let Some(uri) = at.filter(|uri| !resolved.contains(uri)) {
                if !met.insert(uri) {
                    let begin = path.iter().position(|met| *met == uri).unwrap_or_default();
                    on_circles.extend(path[begin..].iter().copied());
                    break;
                }
                path.push(uri);
                at = broader.get(uri).copied();
            }
            resolved.extend(path);
        }
        broader.retain(|uri, _| !on_circles.contains(uri));
        broader
    }
}

/// The terms by which a concept is found in texts, by language. A qualifier in brackets is dropped, because no text has
/// it; unless another concept has the same label without qualifier, for then only the qualifier distinguishes them.
fn select_terms(
    concept: &Concept,
    owners: &BTreeMap<(Lang, String), usize>,
    vocabulary: &mut SkosVocabulary,
) -> BTreeMap<Lang, Vec<String>> {
    let mut terms = BTreeMap::new();
    for (lang, labels) in &concept.labels {
        let (mut seen, mut useful) = (BTreeSet::new(), Vec::new());
        for (_, _, label) in labels {
            let bare = without_qualifier(label)
                .filter(|bare| is_useful_term(bare) && owners.get(&(*lang, fold(bare))) == Some(&1));
            let term = bare.unwrap_or(label);
            if !is_useful_term(term) {
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
