use crate::cli::args::filters::ReliabilityArgs;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column};
use crate::cli::views::{listing, statement_table};
use crate::query::input::parse_count;
use crate::query::{Conflict, ConflictsQuery, StatementEntry, StatementFilter};
use clap::Args;

const EXAMPLES: &str = "\
Pairs that a person linked come first, then suggestions. A suggested pair is by one speaker, on one subject, in two \
articles: the second gives another figure or date, says the contrary, goes in the opposite direction or takes the \
first back; or their words take opposite sides; or one opposes something that the other proposes or promises. Read \
both statements before you conclude that they contradict each other: about three of ten suggestions are wrong.

Example:
  dixit conflicts --speaker \"clarisse aubrelac\"";

/// List statements that contradict each other, or may do so
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct ConflictsArgs {
    /// Only statements by this speaker: any of their names, ignoring case and accents, or an id
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,
    /// Only statements about this topic or a narrower one: a label in any language, or an id
    #[arg(long, value_name = "TOPIC")]
    topic: Option<String>,
    #[command(flatten)]
    trust: ReliabilityArgs,
    /// Suggest at most this many pairs
    #[arg(long, value_name = "COUNT", value_parser = parse_count, default_value_t = ConflictsQuery::SUGGESTED)]
    limit: usize,
}

impl ConflictsArgs {
    /// Prints the pairs.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let pairs = session.ask(&ConflictsQuery {
            within: StatementFilter {
                speaker: self.speaker,
                topic: self.topic,
                reliability: self.trust.to_filter(),
                limit: Some(self.limit),
                ..StatementFilter::default()
            },
        })?;
        let rows = pairs.0.iter().zip(1..).flat_map(rows);
        let table = statement_table::with_lead_column(Column::unwrapped("pair"), rows);
        listing::print_answer(session, &pairs, &table, "no conflicts found")?;
        if pairs.0.iter().any(|pair| pair.suggested) {
            session.ui.flush()?;
            session.ui.print_note(format!(
                "suggestions rely on words: about {} of ten were worth a look in a test on {} labelled pairs",
                ConflictsQuery::WORTH_A_LOOK_OF_TEN,
                ConflictsQuery::LABELLED_PAIRS
            ));
        }
        Ok(ExitStatus::Done)
    }
}

/// Builds the rows of a pair, with the reason under the second statement.
fn rows((pair, number): (&Conflict, usize)) -> [(Cell, &StatementEntry, Vec<String>); 2] {
    let (by, why) = if let Some(differs) = pair.differs {
        let why = match differs {
            "figure" => "suggested: another figure",
            "date" => "suggested: another date",
            "negation" => "suggested: one denies it",
            "direction" => "suggested: the opposite direction",
            _ => "suggested: the later one takes the earlier one back",
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
    let lead = |more: &str| Cell::new(&number.to_string(), style::TITLE).with_paragraph(more, style::ACT);
    [
        (lead(by), &pair.one, Vec::new()),
        (lead("and"), &pair.other, vec![why]),
    ]
}
