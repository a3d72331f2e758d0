//! Prints counts as SVG: the words of the charts in English, and what was asked for as their title.

use super::phrases::{count_statements, pluralize};
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
        description += &format!(
            ", one bar for each {} from {first} to {last}, stacked by act.",
            counts.by
        );
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
        "Matrix of the most frequent speakers, one row each, and topics, one column each, with numbers of statements; {}.",
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
    let mut note = String::new();
    let count = |number: u64| count_statements(usize::try_from(number).unwrap_or(usize::MAX));
    if counts.undated.statements > 0 {
        note += &format!("Not shown: {} without a date. ", count(counts.undated.statements));
    }
    if counts.spanning > 0 {
        note += &format!(
            "In the first of several possible {}s: {}. ",
            counts.by,
            count(counts.spanning)
        );
    }
    note
}

/// The moment of the answer, where it is not now.
fn as_of_note(session: &mut Session) -> Result<String, CliError> {
    let position = session.as_of_position()?;
    Ok(position.map_or(String::new(), |position| format!(" As of {position}.")))
}
