use crate::cli::deciding::Deciding;
use crate::cli::error::{CliError, Exit, chain};
use crate::cli::session::Session;
use crate::domain::{Topic, TopicCommand, TopicId, TopicsState};
use crate::ingest::{self, SkosVocabulary};
use clap::Args;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// No vocabulary of topics is larger; a dump that was named by mistake is found out before it fills the memory.
const BYTES_MAX: u64 = 64 << 20;

/// What the ids of the IPTC's topics begin with. They are the same topics wherever they come from.
const MEDIA_TOPICS: &str = "medtop:";

const EXAMPLES: &str = "\
A vocabulary is SKOS, as Turtle (.ttl), N-Triples (.nt), RDF/XML (.rdf) or JSON-LD (.jsonld). Preferred labels become \
labels; all labels in French, English and Chinese become terms (SKOS-XL too), a qualifier in brackets left away where \
no other concept has the same word. Deprecated concepts are skipped and counted. All files are imported, or none. A later edition \
takes the place of an earlier one; the Media Topics that dixit knows keep the terms they have besides. Nothing is \
fetched.

Example:
  dixit topic import vocabulary.ttl --reason \"edition of March\"";

/// Import topics from vocabularies in SKOS; what was recorded already is found by them too
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct ImportArgs {
    /// The files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    deciding: Deciding,
}

impl ImportArgs {
    /// Imports them.
    pub(super) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let vocabularies = self.files.iter().map(|file| read(file));
        let vocabularies = vocabularies.collect::<Result<Vec<_>, _>>()?;
        let mut tracker = self.deciding.open_or_make(session)?;
        let known = tracker.topics()?;
        let mut topics = BTreeMap::new();
        for vocabulary in vocabularies {
            tell_left_out(session, &vocabulary);
            take(&known, &mut topics, vocabulary.topics);
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
        let exit = self.deciding.each(session, [order], |topics, reason| {
            tracker.decide_topics(TopicCommand::Define(topics), reason.as_deref())
        })?;
        session.ui.summary(format_args!(
            "topics: {new} new, {changed} changed, {unchanged} as they were"
        ));
        Ok(exit)
    }
}

/// The vocabulary of one file.
fn read(path: &Path) -> Result<SkosVocabulary, CliError> {
    let name = path.display().to_string();
    let unreadable = |error: io::Error| CliError::input(format_args!("{name}: {error}"));
    let file = File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    file.take(BYTES_MAX + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if bytes.len() as u64 > BYTES_MAX {
        let megabytes = BYTES_MAX >> 20;
        return Err(CliError::input(format_args!(
            "{name}: larger than {megabytes} MiB, and no vocabulary of topics is"
        )));
    }
    ingest::parse_skos(&name, &bytes).map_err(|error| CliError::input(chain(&error)))
}

/// Tells which concepts were skipped and which labels are no terms as they are written.
fn tell_left_out(session: &mut Session, vocabulary: &SkosVocabulary) {
    if vocabulary.deprecated > 0 {
        session.ui.note(format_args!(
            "{} deprecated {} skipped",
            vocabulary.deprecated,
            plural(vocabulary.deprecated, "concept", "concepts")
        ));
    }
    if let Some((label, term)) = vocabulary.qualified.first() {
        let count = vocabulary.qualified.len();
        session.ui.note(format_args!(
            "{count} {} a qualifier in brackets, which no text has: found without it ({label:?} by {term:?})",
            plural(count, "label has", "labels have")
        ));
    }
    if let Some(label) = vocabulary.unmatchable.first() {
        let count = vocabulary.unmatchable.len();
        session.ui.note(format_args!(
            "{count} {} hardly any text can have, such as {label:?}: give the {} a term with `dixit topic edit`",
            plural(count, "label that", "labels that"),
            plural(count, "topic", "topics")
        ));
    }
}

const fn plural<'a>(count: usize, one: &'a str, more: &'a str) -> &'a str {
    if count == 1 { one } else { more }
}

/// Adds the topics of one vocabulary to `topics`. Where another vocabulary has given an id to something else, the
/// topic gets an id of its own.
fn take(known: &TopicsState, topics: &mut BTreeMap<TopicId, Topic>, vocabulary: Vec<Topic>) {
    let is_other = |id: &TopicId, topic: &Topic, topics: &BTreeMap<TopicId, Topic>| {
        let there = topics.get(id).or_else(|| known.get(id));
        !id.as_str().starts_with(MEDIA_TOPICS) && there.is_some_and(|there| there.uri != topic.uri)
    };
    let mut renamed = BTreeMap::new();
    for topic in &vocabulary {
        let uri = topic.uri.as_deref().unwrap_or_default();
        let (mut id, mut attempt) = (topic.id.clone(), 0);
        while is_other(&id, topic, topics) {
            id = TopicId::told_apart(uri, attempt);
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
        if let Some(before) = before.filter(|topic| topic.id.as_str().starts_with(MEDIA_TOPICS)) {
            topic = united(before, topic);
        }
        topics.insert(topic.id.clone(), topic);
    }
}

/// `topic` with the terms that it has `before`, first of all.
fn united(before: &Topic, mut topic: Topic) -> Topic {
    let new = std::mem::replace(&mut topic.terms, before.terms.clone());
    for (lang, terms) in new {
        for term in terms {
            topic.add_term(lang, term);
        }
    }
    topic
}
