use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table};
use crate::cli::views::listing;
use crate::domain::{Event, StreamId, TopicDecision, TopicId};
use crate::export::{TopicVocabulary, VocabularyTopic};
use crate::query::TopicsQuery;
use crate::tracker::{LogFilter, Tracker};
use clap::Args;
use std::collections::BTreeSet;

const EXAMPLES: &str = "\
Examples:
  dixit topic list --own
  dixit topic list --format json";

/// List all topics with their terms
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct ListArgs {
    /// Only topics that a person added or changed
    #[arg(long)]
    own: bool,
}

impl ListArgs {
    /// Prints the topics.
    pub(super) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        session.refuse_as_of("this command lists the current topics")?;
        let tracker = session.tracker()?;
        let state = tracker.topics()?;
        let own = load_own_topics(tracker)?;
        let mut lines = Vec::new();
        for line in tracker.ask(&TopicsQuery { all: true })?.0 {
            let Some(topic) = line.id.parse().ok().and_then(|id: TopicId| state.get(&id)) else {
                continue;
            };
            let is_own = own.contains(&topic.id);
            if is_own || !self.own {
                lines.push(VocabularyTopic::new(topic, is_own));
            }
        }
        let vocabulary = TopicVocabulary(lines);
        let empty = "no topics of your own (add one with `dixit topic add`)";
        listing::print_answer(session, &vocabulary, &table(&vocabulary), empty)?;
        Ok(ExitStatus::Done)
    }
}

/// Returns the topics that a person added or changed.
fn load_own_topics(tracker: &Tracker) -> Result<BTreeSet<TopicId>, CliError> {
    let filter = LogFilter {
        stream: Some(StreamId::Topics),
        ..LogFilter::default()
    };
    let mut own = BTreeSet::new();
    tracker.for_each_event(&filter, &mut |recorded| {
        if let Event::TopicDecided {
            topic,
            decision: ruling,
            ..
        } = recorded.event
        {
            match ruling {
                TopicDecision::Defined(_) => own.insert(topic),
                TopicDecision::Retired | TopicDecision::Reset => own.remove(&topic),
            };
        }
        Ok::<_, CliError>(())
    })?;
    Ok(own)
}

/// Builds the table of topics and their terms; if that is too wide, with ids under the labels.
fn table(vocabulary: &TopicVocabulary) -> Table {
    let terms = Column::text("terms", 30).with_weight(3);
    let mut wide = Table::new([
        Column::text("topic", 16),
        terms,
        Column::unwrapped("broader"),
        Column::unwrapped("id"),
    ]);
    let mut narrow = Table::new([Column::text("topic", 16), terms]);
    for topic in &vocabulary.0 {
        let labels = topic.labels.values();
        let labels = labels.fold(Cell::default(), |cell, label| {
            cell.with_paragraph(label, style::TITLE)
        });
        let terms = topic.terms.values().map(|terms| terms.join(" · "));
        let terms = terms.fold(Cell::default(), |cell, terms| {
            cell.with_paragraph(&terms, style::PLAIN)
        });
        let broader = topic.broader.as_deref().unwrap_or_default();
        wide.push_row([
            labels.clone(),
            terms.clone(),
            Cell::new(broader, style::FAINT),
            Cell::new(&topic.id, style::FAINT),
        ]);
        let below = topic.broader.as_ref().map(|broader| format!("below {broader}"));
        let named = labels.with_paragraph(&topic.id, style::FAINT);
        narrow.push_row([
            named.with_paragraph(below.as_deref().unwrap_or_default(), style::FAINT),
            terms,
        ]);
    }
    wide.or_when_narrow(narrow)
}
