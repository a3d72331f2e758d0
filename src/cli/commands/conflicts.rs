use crate::cli::error::{CliError, Exit};
use crate::cli::filters::{self, TrustFilter};
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column};
use crate::cli::{listing, statements};
use crate::query::{Conflict, ConflictsQuery, StatementEntry, StatementFilter};
use clap::Args;

const EXAMPLES: &str = "\
A suggested pair is by one speaker, on one matter, in two articles: one gives another figure or date, says the \
contrary, takes the opposite direction or takes the other back; or their words take opposite sides, or one speaks \
against a thing and the other proposes or promises it. Read both before you say that they contradict each other: of \
ten such, about three are not worth it. What persons linked comes first.

Example:
  dixit conflicts --speaker \"clarisse aubrelac\"";

/// List statements that contradict one another, or may
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct ConflictsArgs {
    /// Only by this speaker: any of the names, without case or accents, or an id
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,
    /// Only about this topic or one below it: a label in any language, or an id
    #[arg(long, value_name = "TOPIC")]
    topic: Option<String>,
    #[command(flatten)]
    trust: TrustFilter,
    /// Suggest only the first so many
    #[arg(long, value_name = "COUNT", value_parser = filters::count, default_value_t = Conflicts::SUGGESTED)]
    limit: usize,
}

impl ConflictsArgs {
    /// Prints them.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let pairs = session.ask(&ConflictsQuery {
            within: StatementFilter {
                speaker: self.speaker,
                topic: self.topic,
                reliability: self.trust.trust(),
                limit: Some(self.limit),
                ..StatementFilter::default()
            },
        })?;
        let rows = pairs.0.iter().zip(1..).flat_map(rows);
        let table = statements::led(Column::whole("pair"), rows);
        listing::print(session, &pairs, &table, "nothing contradicts anything")?;
        if pairs.0.iter().any(|pair| pair.suggested) {
            session.ui.flush()?;
            session.ui.note(format!(
                "suggested by words: of ten such, about {} were worth a look on a set of {} labelled pairs",
                ConflictsQuery::WORTH_A_LOOK_OF_TEN,
                ConflictsQuery::LABELLED_PAIRS
            ));
        }
        Ok(Exit::Done)
    }
}

/// The two statements of a pair, with what tells under the second.
fn rows((pair, number): (&Conflict, usize)) -> [(Cell, &StatementEntry, Vec<String>); 2] {
    let (by, why) = if let Some(differs) = pair.differs {
        let why = match differs {
            "figure" => "suggested: another figure",
            "date" => "suggested: another date",
            "negation" => "suggested: one says that it is not so",
            "direction" => "suggested: the opposite direction",
            _ => "suggested: one takes the other back",
        };
        ("suggested", why.to_owned())
    } else if pair.suggested {
        let quoted = pair.why.iter().map(|word| format!("“{word}”"));
        let why = format!(
            "suggested by the words {}",
            quoted.collect::<Vec<_>>().join(" and ")
        );
        ("suggested", why)
    } else {
        let actor = pair.actor.as_deref().unwrap_or("somebody");
        let reason = pair.why.first().map(|reason| format!(": {reason}"));
        let why = format!("linked by {actor}{}", reason.unwrap_or_default());
        ("linked", why)
    };
    let lead = |more: &str| Cell::new(&number.to_string(), style::TITLE).and(more, style::ACT);
    [
        (lead(by), &pair.one, Vec::new()),
        (lead("and"), &pair.other, vec![why]),
    ]
}
