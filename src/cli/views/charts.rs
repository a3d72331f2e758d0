//! Prints counts as SVG: the words of the charts in English, and what was asked for as their title.

use super::phrases::pluralize;
use crate::cli::error::CliError;
use crate::cli::session::Session;
use crate::export::{self, ChartLabels, HeatMatrix, HeatPanel};
use crate::query::{
    MatrixTable, MatrixTablesQuery, StatementFilter, TimelineCounts, TimelineCountsQuery, TimelineStep,
};

/// Prints the chart of the statements that pass `filter`.
pub(crate) fn print_timeline_chart(session: &mut Session, filter: StatementFilter) -> Result<(), CliError> {
    let asked = describe_filter(&filter);
    let counts = session.ask(&TimelineCountsQuery {
        within: filter,
        by: TimelineStep::Auto,
    })?;
    let dated: u64 = counts.periods.iter().map(|period| period.statements).sum();
    let title = format!("Statements by {} and act{asked}", counts.by);
    let mut description = format!("Bar chart of {}", pluralize(dated, "dated statement"));
    if let (Some(first), Some(last)) = (counts.periods.first(), counts.periods.last()) {
        let [first, last] = [first, last].map(|period| export::format_english_period(&period.period));
        let unit = counts.by;
        description.extend([format!(
            ", one bar for each {unit} from {first} to {last}, stacked by act."
        )]);
    }
    let note = describe_exceptions(&counts) + &as_of_note(session)?;
    let labels = ChartLabels::english(&title, &description, &note);
    session
        .ui
        .write_with(|out| export::write_timeline_chart(&counts, &labels, out))
}

/// Prints the tables of a matrix as a chart; `to_heading` names each of its periods.
pub(crate) fn print_matrix_chart(
    session: &mut Session,
    question: &MatrixTablesQuery,
    to_heading: impl Fn(&MatrixTable) -> String,
) -> Result<(), CliError> {
    let tables = session.ask(question)?;
    let asked = describe_filter(&question.counts.within);
    let title = format!("Statements by speaker and topic{asked}");
    let description = format!(
        "Matrix of the most frequent speakers, one row each, and topics, one column each, with numbers of statements; \
         {}.",
        pluralize(tables.len() as u64, "period")
    );
    let note = format!(
        "At most {} speakers and {} topics of each period are shown. A statement on several topics counts once for \
         each.{}",
        question.speakers,
        question.topics,
        as_of_note(session)?
    );
    let matrix = HeatMatrix {
        panels: tables
            .iter()
            .map(|table| HeatPanel::from_table(table, to_heading(table)))
            .collect(),
    };
    let labels = ChartLabels::english(&title, &description, &note);
    session
        .ui
        .write_with(|out| export::write_heat_matrix(&matrix, &labels, out))
}

/// What was asked for, as in ": by li qiang, about health, since 2025-07"; empty where everything is counted.
fn describe_filter(filter: &StatementFilter) -> String {
    let reliability = filter.reliability;
    let conditions = [
        filter.speaker.as_ref().map(|name| format!("by {name}")),
        filter.topic.as_ref().map(|topic| format!("about {topic}")),
        filter.act.map(|act| format!("act {act}")),
        filter.report.map(|report| format!("report {report}")),
        filter.since.map(|date| format!("since {date}")),
        filter.until.map(|date| format!("until {date}")),
        filter.lang.map(|lang| format!("language {lang}")),
        filter.publisher.as_ref().map(|name| format!("publisher {name}")),
        reliability
            .min_certainty
            .map(|least| format!("certainty from {} %", least.percent())),
        reliability.reviewed.map(|is| {
            if is {
                "reviewed".to_owned()
            } else {
                "not reviewed".to_owned()
            }
        }),
    ];
    let conditions: Vec<String> = conditions.into_iter().flatten().collect();
    if conditions.is_empty() {
        String::new()
    } else {
        format!(": {}", conditions.join(", "))
    }
}

/// Which statements stand at no bar, or at a bar that may be another.
fn describe_exceptions(counts: &TimelineCounts) -> String {
    let number = export::format_english_number;
    let undated = match counts.undated.statements {
        0 => String::new(),
        1 => "1 statement has no date and is not shown. ".to_owned(),
        many => format!("{} statements have no date and are not shown. ", number(many)),
    };
    let unit = counts.by;
    let spanning = match counts.spanning {
        0 => String::new(),
        1 => format!("1 statement may belong to several {unit}s and counts in the first. "),
        many => format!(
            "{} statements may belong to several {unit}s and count in the first. ",
            number(many)
        ),
    };
    undated + &spanning
}

/// The moment of the answer, where it is not now.
fn as_of_note(session: &mut Session) -> Result<String, CliError> {
    let position = session.as_of_position()?;
    Ok(position.map_or(String::new(), |position| format!(" As of {position}.")))
}
