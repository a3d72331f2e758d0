use crate::cli::decision_args::DecisionArgs;
use crate::cli::error::{CliError, ExitStatus, format_causes};
use crate::cli::session::Session;
use crate::cli::views::phrases::pluralize;
use crate::domain::{TOPIC_TEXT_CHARS_MAX, Topic, TopicCommand, TopicId, TopicsState};
use crate::ingest::{self, SkosVocabulary};
use clap::Args;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Maximum size of a vocabulary. It catches a large dump named by mistake before it fills the memory.
const VOCABULARY_BYTES_MAX: u64 = 64 << 20;

/// Prefix of the ids of IPTC Media Topics, which are the same topics in every vocabulary.
const MEDIA_TOPIC_PREFIX: &str = "medtop:";

const EXAMPLES: &str = "\
A vocabulary is a SKOS file: Turtle (.ttl), N-Triples (.nt), RDF/XML (.rdf) or JSON-LD (.jsonld). Preferred labels \
become labels. All labels in French, English and Chinese become terms (SKOS-XL too); a qualifier in brackets is \
dropped if no other concept has the same word. Deprecated concepts are skipped and counted. Either all files are \
imported or none. A later edition replaces an earlier one; built-in Media Topics keep their own terms as well. \
Nothing is downloaded.

Example:
  dixit topic import vocabulary.ttl --reason \"edition of March\"";

/// Import topics from SKOS vocabularies
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct ImportArgs {
    /// Files to import
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    deciding: DecisionArgs,
}

impl ImportArgs {
    /// Records the topics.
    pub(super) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let vocabularies = self.files.iter().map(|file| read_vocabulary(file));
        let vocabularies = vocabularies.collect::<Result<Vec<_>, _>>()?;
        let mut tracker = self.deciding.open_or_create(session)?;
        let known = tracker.topics()?;
        let mut topics = BTreeMap::new();
        for vocabulary in vocabularies {
            print_left_out(session, &vocabulary);
            add_vocabulary(&known, &mut topics, vocabulary.topics);
        }
        let (mut new, mut changed, mut unchanged) = (0, 0, 0);
        for topic in topics.values() {
            match known.get(&topic.id) {
                None => new += 1,
                Some(before) if before != topic => changed += 1,
                Some(_) => unchanged += 1,
            }
        }
        let order: Vec<Topic> = topics.into_values().collect();
        let exit = self.deciding.decide_each(session, [order], |topics, reason| {
            tracker.decide_topics(TopicCommand::Define(topics), reason.as_deref())
        })?;
        session.ui.print_summary(format_args!(
            "topics: {new} new, {changed} changed, {unchanged} unchanged"
        ));
        Ok(exit)
    }
}

/// Reads the vocabulary of one file.
fn read_vocabulary(path: &Path) -> Result<SkosVocabulary, CliError> {
    let name = path.display().to_string();
    let unreadable = |error: io::Error| CliError::input(format_args!("{name}: {error}"));
    let file = File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    file.take(VOCABULARY_BYTES_MAX + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if bytes.len() as u64 > VOCABULARY_BYTES_MAX {
        let megabytes = VOCABULARY_BYTES_MAX >> 20;
        return Err(CliError::input(format_args!(
            "{name}: larger than {megabytes} MiB, too large for a vocabulary of topics"
        )));
    }
    ingest::parse_skos(&name, &bytes).map_err(|error| CliError::input(format_causes(&error)))
}

/// Prints notes on skipped concepts and on labels that cannot be terms.
fn print_left_out(session: &mut Session, vocabulary: &SkosVocabulary) {
    if vocabulary.deprecated > 0 {
        session.ui.print_note(format_args!(
            "{} deprecated {} skipped",
            vocabulary.deprecated,
            choose_plural(vocabulary.deprecated, "concept", "concepts")
        ));
    }
    if vocabulary.too_long > 0 {
        session.ui.print_note(format_args!(
            "{} skipped: longer than {TOPIC_TEXT_CHARS_MAX} characters, so that no text contains it",
            pluralize(vocabulary.too_long as u64, "label")
        ));
    }
    if let Some((label, term)) = vocabulary.qualified.first() {
        let count = vocabulary.qualified.len();
        session.ui.print_note(format_args!(
            "{count} {} a qualifier in brackets, which texts do not have; the term has none ({label:?} becomes {term:?})",
            choose_plural(count, "label has", "labels have")
        ));
    }
    if let Some(label) = vocabulary.unmatchable.first() {
        let count = vocabulary.unmatchable.len();
        session.ui.print_note(format_args!(
            "{count} {} hardly any text can contain, such as {label:?}; add a term to the {} with `dixit topic edit`",
            choose_plural(count, "label that", "labels that"),
            choose_plural(count, "topic", "topics")
        ));
    }
}

const fn choose_plural<'a>(count: usize, one: &'a str, more: &'a str) -> &'a str {
    if count == 1 { one } else { more }
}

/// Adds the topics of one vocabulary to `topics`. A topic whose id another vocabulary uses for something else gets a
/// new id.
fn add_vocabulary(known: &TopicsState, topics: &mut BTreeMap<TopicId, Topic>, vocabulary: Vec<Topic>) {
    let is_taken = |id: &TopicId, topic: &Topic, topics: &BTreeMap<TopicId, Topic>| {
        let existing = topics.get(id).or_else(|| known.get(id));
        !id.as_str().starts_with(MEDIA_TOPIC_PREFIX)
            && existing.is_some_and(|existing| existing.uri != topic.uri)
    };
    let mut renamed = BTreeMap::new();
    for topic in &vocabulary {
        let uri = topic.uri.as_deref().unwrap_or_default();
        let (mut id, mut attempt) = (topic.id.clone(), 0);
        while is_taken(&id, topic, topics) {
            id = TopicId::from_uri_with_hash(uri, attempt);
            attempt += 1;
        }
        if id != topic.id {
            renamed.insert(topic.id.clone(), id);
        }
    }
    let name = |id: TopicId| renamed.get(&id).cloned().unwrap_or(id);
    for mut topic in vocabulary {
        topic.id = name(topic.id);
        topic.broader = topic.broader.map(name);
        let before = topics.get(&topic.id).or_else(|| known.get(&topic.id));
        if let Some(before) = before.filter(|topic| topic.id.as_str().starts_with(MEDIA_TOPIC_PREFIX)) {
            topic = merge_terms(before, topic);
        }
        topics.insert(topic.id.clone(), topic);
    }
}

/// Returns `topic` with the terms it had `before` put first.
fn merge_terms(before: &Topic, mut topic: Topic) -> Topic {
    let new = std::mem::replace(&mut topic.terms, before.terms.clone());
    for (lang, terms) in new {
        for term in terms {
            topic.add_term(lang, term);
        }
    }
    topic
}
