//! The questions of an analyst, answered on invented histories.

mod chronology;
mod conflicts;
mod followers;
mod proposals_and_checks;
mod same_statement;
mod similarity;

use crate::common::history::{Article, History, ReadModels, StatementBuilder, article};
use dixit::domain::{Act, DateRule, Mode};
use dixit::query::{StatementEntry, StatementFilter, StatementRef};

/// The words of the mayor's proposal in the articles of the story.
const REGISTER: &str = "créer un registre public des bateaux polluants amarrés dans le bassin";

/// An article of the story: the paper's own `lead`, then the text that all papers print.
fn paper(name: &str, day: &str, lead: &str) -> Article {
    let text = format!(
        "{lead} La maire Odile Carré a proposé de {REGISTER}. « Trop tard », a répondu Paul Nédélec. Les pêcheurs \
         attendent les détails du plan. Le conseil municipal votera en juin sur le budget de l’aménagement, après une \
         enquête publique menée auprès des riverains et des armateurs de la côte. Une association de plaisanciers \
         craint une hausse des redevances portuaires, que la mairie dément depuis le début de l’année."
    );
    article(name, &text).publisher(name).published(day)
}

/// The mayor's proposal and the reply to it, as reported in `paper`.
fn proposal_and_reply(paper: &Article) -> Vec<StatementBuilder<'_>> {
    vec![
        paper
            .says(&[REGISTER])
            .speaker("Odile Carré")
            .act(Act::Proposal)
            .said("2025-06-02", DateRule::Weekday, None),
        paper
            .says(&["Trop tard"])
            .speaker("Paul Nédélec")
            .cue("a répondu", "répondre")
            .mode(Mode::Direct)
            .said("2025-06-02", DateRule::Weekday, None),
    ]
}

/// A story in two papers; its speaker restates the proposal a year later, and another speaker echoes it.
struct Harbour {
    first: Article,
    copy: Article,
    again: Article,
    echo: Article,
}

impl Harbour {
    fn new() -> Self {
        let again =
            "Un an après, Odile Carré veut un registre public des bateaux polluants dans le bassin du port.";
        let echo =
            "À Brinval, Lise Autran demande un registre public des bateaux polluants amarrés dans le canal.";
        Self {
            first: paper(
                "L’Écho",
                "2025-06-03",
                "Le port de Valmer ouvrira ses quais au printemps.",
            ),
            copy: paper("Le Phare", "2025-06-04", "Nouveau débat sur les quais de Valmer."),
            again: article("again", again)
                .publisher("La Vigie")
                .published("2026-06-10"),
            echo: article("echo", echo)
                .publisher("Le Canal")
                .published("2025-09-01"),
        }
    }

    fn restated(&self) -> StatementBuilder<'_> {
        self.again
            .says(&["un registre public des bateaux polluants dans le bassin du port"])
            .speaker("Odile Carré")
            .act(Act::Proposal)
            .said("2026-06-09", DateRule::Weekday, None)
    }

    fn echoed(&self) -> StatementBuilder<'_> {
        self.echo
            .says(&["un registre public des bateaux polluants amarrés dans le canal"])
            .speaker("Lise Autran")
            .act(Act::Call)
            .said("2025-08-31", DateRule::Weekday, None)
    }

    fn history(&self) -> History {
        History::default()
            .ingested(&self.first, &proposal_and_reply(&self.first))
            .ingested(&self.copy, &proposal_and_reply(&self.copy))
            .ingested(&self.echo, &[self.echoed()])
            .ingested(&self.again, &[self.restated()])
    }
}

/// The id of the first statement whose words begin with `words`.
fn statement_id(models: &ReadModels, words: &str) -> String {
    let all = models.ask(&StatementFilter::default()).0;
    let found = all.into_iter().find(|entry| entry.words.starts_with(words));
    found.unwrap().id.to_string()
}

fn speaker_name(entry: &StatementEntry) -> &str {
    entry
        .speaker
        .as_ref()
        .map_or("?", |speaker| speaker.name.as_str())
}

fn format_entry(entry: &StatementEntry) -> String {
    let paper = entry.article.publisher.as_deref().unwrap_or("-");
    format!("{} {} ({paper})", entry.said, speaker_name(entry))
}

fn format_entries(entries: &[StatementEntry]) -> String {
    entries.iter().map(format_entry).collect::<Vec<_>>().join("\n")
}

fn format_mentions(mentions: &[StatementRef]) -> String {
    let named = mentions
        .iter()
        .map(|mention| format!("{} {}", mention.speaker.as_deref().unwrap_or("?"), mention.said));
    named.collect::<Vec<_>>().join(", ")
}
