use crate::cli::args::global::Format;
use crate::cli::error::CliError;
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table};
use crate::cli::views::{phrases, statement_table};
use crate::domain::{ExplainedStatement, ReadingPart, ReadingStep, Report};
use crate::export::{self, Extraction};
use crate::ingest::RawArticle;
use std::fmt::Write as _;

/// Writes the statements of one article after the other.
pub(super) struct StatementPrinter {
    explain: bool,
    printed: usize,
}

impl StatementPrinter {
    /// A printer that shows the steps of each reading if `explain` is set.
    pub(super) const fn new(explain: bool) -> Self {
        Self { explain, printed: 0 }
    }

    /// Prints the statements of `raw`.
    pub(super) fn print(
        &mut self,
        session: &mut Session,
        raw: RawArticle,
        read: &[ExplainedStatement],
    ) -> Result<(), CliError> {
        self.printed += 1;
        if session.format == Format::Table {
            return self.table(session, &raw, read);
        }
        let line = Extraction::new(raw.id.unwrap_or_default(), read, self.explain);
        let json = export::format_json(&line).map_err(CliError::store)?;
        if session.format == Format::Jsonl {
            session.ui.write_line(json)
        } else {
            session.ui.write(&json)
        }
    }

    fn table(
        &self,
        session: &mut Session,
        raw: &RawArticle,
        read: &[ExplainedStatement],
    ) -> Result<(), CliError> {
        let ui = &mut session.ui;
        if self.printed > 1 {
            ui.write_line("")?;
        }
        let title = raw
            .source
            .title
            .clone()
            .unwrap_or_else(|| raw.location.to_string());
        let count = phrases::count_statements(read.len());
        ui.write_paragraph(&format!("{title} ({}, {count})", raw.lang), style::TITLE)?;
        ui.write_line("")?;
        if read.is_empty() {
            return Ok(());
        }
        let mut table = Table::new([
            Column::unwrapped("said"),
            Column::text("speaker", 16).with_width_max(32),
            Column::text("cue", 10).with_width_max(20),
            Column::text("words", 30).with_weight(3),
        ]);
        for explained in read {
            table.push_row(self.row(explained));
        }
        let text = table.render(ui.width(), ui.is_colored());
        ui.write(&text)
    }

    fn row(&self, explained: &ExplainedStatement) -> [Cell; 4] {
        let statement = &explained.statement;
        let mention = statement
            .speaker
            .mention
            .as_ref()
            .map(|mention| mention.text.as_str());
        let reference = statement.speaker.reference.as_deref();
        let speaker = match (reference, mention) {
            (Some(reference), Some(mention)) if reference != mention => {
                Cell::new(reference, style::SPEAKER).with_paragraph(&format!("“{mention}”"), style::FAINT)
            }
            (Some(reference), _) => Cell::new(reference, style::SPEAKER),
            (None, Some(mention)) => Cell::new(&format!("“{mention}”"), style::PLAIN),
            (None, None) => Cell::new("unknown", style::FAINT),
        };
        let side = statement.side.as_ref();
        let side = side.map_or_else(String::new, |side| format!("for {}", side.reference));
        let cue = statement.cue.as_ref().map_or("", |cue| cue.words.text.as_str());
        let words = Cell::new(&statement.words(), style::PLAIN);
        let points: Vec<String> = statement.points.iter().map(|point| point.text.clone()).collect();
        let mut words = statement_table::add_points(words, &points);
        if self.explain {
            words = format_explanation(explained)
                .iter()
                .fold(words, |words, line| words.with_paragraph(line, style::FAINT));
        }
        [
            Cell::new(&phrases::format_said(statement.said.date), style::TITLE)
                .with_paragraph(statement.act.as_str(), style::ACT)
                .with_paragraph(statement.report.map_or("", Report::as_str), style::FAINT),
            speaker
                .with_paragraph(
                    statement.speaker.capacity.as_deref().unwrap_or_default(),
                    style::FAINT,
                )
                .with_paragraph(&side, style::FAINT),
            Cell::new(cue, style::PLAIN).with_paragraph(statement.mode.as_str(), style::FAINT),
            words,
        ]
    }
}

/// Formats the rules and lexicon entries of a statement, one step per line; the last line is the certainty and its
/// signs.
fn format_explanation(explained: &ExplainedStatement) -> Vec<String> {
    let (certainty, steps): (Vec<&ReadingStep>, Vec<&ReadingStep>) = explained
        .steps
        .iter()
        .partition(|step| step.part == ReadingPart::Certainty);
    let mut lines: Vec<String> = steps.into_iter().map(format_step).collect();
    let sums = certainty
        .iter()
        .filter_map(|step| Some(format!("{} {} %", step.rule, step.percent?)));
    let signs = certainty.iter().filter_map(|step| format_sign(step));
    lines.push(format!(
        "certainty {}: {}",
        explained.statement.confidence,
        sums.chain(signs).collect::<Vec<_>>().join(", ")
    ));
    lines
}

/// Formats what a sign adds to the log-odds of the words and of the speaker, as in "rule incise +0.42/-0.10"; `None`
/// if it adds nothing.
fn format_sign(step: &ReadingStep) -> Option<String> {
    let weight = step
        .weight
        .filter(|weight| (weight.words, weight.speaker) != (0, 0))?;
    let log_odds = |hundredths: i32| f64::from(hundredths) / 100.0;
    Some(format!(
        "{} {} {:+.2}/{:+.2}",
        step.rule,
        step.entry.as_deref().unwrap_or_default(),
        log_odds(weight.words),
        log_odds(weight.speaker)
    ))
}

/// Formats a step, as in "act: words “doit”" or "report: quote-incise “a dit” (dire)".
fn format_step(step: &ReadingStep) -> String {
    let mut line = format!("{}: {}", step.part, step.rule);
    if let Some(words) = &step.words {
        let _ = write!(line, " “{}”", words.text);
    }
    if let Some(entry) = &step.entry {
        let _ = write!(line, " ({entry})");
    }
    line
}
