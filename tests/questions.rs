//! The questions of an analyst, on invented histories.

mod after;
mod answers;
mod conflicts;
mod likeness;
mod record;
mod time;

use crate::common::history::{Article, History, Models, Saying, article};
use dixit::domain::{Act, DateRule, Mode};
use dixit::query::{StatementEntry, StatementFilter, StatementRef};

/// What the mayor proposes, as the story has it.
const REGISTER: &str = "créer un registre public des bateaux polluants amarrés dans le bassin";

/// An article in a paper's own words around what all papers print.
fn paper(name: &str, day: &str, lead: &str) -> Article {
    let text = format!(
        "{lead} La maire Odile Carré a proposé de {REGISTER}. « Trop tard », a répondu Paul Nédélec. Les pêcheurs \
         attendent les détails du plan. Le conseil municipal votera en juin sur le budget de l’aménagement, après une \
         enquête publique menée auprès des riverains et des armateurs de la côte. Une association de plaisanciers \
         craint une hausse des redevances portuaires, que la mairie dément depuis le début de l’année."
    );
    article(name, &text).publisher(name).published(day)
}

/// The proposal and the answer to it as `paper` has them.
fn told(paper: &Article) -> Vec<Saying<'_>> {
    vec![
        paper.says(&[REGISTER]).by("Odile Carré").act(Act::Proposal).on(
            "2025-06-02",
            DateRule::Weekday,
            None,
        ),
        paper
            .says(&["Trop tard"])
            .by("Paul Nédélec")
            .cue("a répondu", "répondre")
            .mode(Mode::Direct)
            .on("2025-06-02", DateRule::Weekday, None),
    ]
}

/// A story in two papers, told again by its first speaker a year later, and echoed by another.
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

    fn restated(&self) -> Saying<'_> {
        self.again
            .says(&["un registre public des bateaux polluants dans le bassin du port"])
            .by("Odile Carré")
            .act(Act::Proposal)
            .on("2026-06-09", DateRule::Weekday, None)
    }

    fn echoed(&self) -> Saying<'_> {
        self.echo
            .says(&["un registre public des bateaux polluants amarrés dans le canal"])
            .by("Lise Autran")
            .act(Act::Call)
            .on("2025-08-31", DateRule::Weekday, None)
    }

    fn history(&self) -> History {
        History::default()
            .ingested(&self.first, &told(&self.first))
            .ingested(&self.copy, &told(&self.copy))
            .ingested(&self.echo, &[self.echoed()])
            .ingested(&self.again, &[self.restated()])
    }
}

/// The id of the first statement whose words begin so.
fn id(models: &Models, words: &str) -> String {
    let all = models.ask(&StatementFilter::default()).0;
    let found = all.into_iter().find(|entry| entry.words.starts_with(words));
    found.unwrap().id.to_string()
}

fn name(entry: &StatementEntry) -> &str {
    entry
        .speaker
        .as_ref()
        .map_or("?", |speaker| speaker.name.as_str())
}

fn line(entry: &StatementEntry) -> String {
    let paper = entry.article.publisher.as_deref().unwrap_or("-");
    format!("{} {} ({paper})", entry.said, name(entry))
}

fn lines(entries: &[StatementEntry]) -> String {
    entries.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn mentions(mentions: &[StatementRef]) -> String {
    let named = mentions
        .iter()
        .map(|mention| format!("{} {}", mention.speaker.as_deref().unwrap_or("?"), mention.said));
    named.collect::<Vec<_>>().join(", ")
}
