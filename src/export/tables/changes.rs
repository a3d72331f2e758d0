use super::statement_columns::{statement_cells, statement_columns};
use crate::export::cells::optional_cell;
use crate::export::tabular::Tabular;
use crate::query::{PeriodComparison, PeriodComparisons, RewordedStatement, StatementEntry};

impl Tabular for PeriodComparisons {
    fn columns(&self) -> Vec<&'static str> {
        statement_columns(&[
            "from",
            "to",
            "change",
            "before",
            "before_statement",
            "percent",
            "differs",
            "due",
        ])
    }

    fn rows(&self) -> Vec<Vec<String>> {
        self.0.iter().flat_map(period_rows).collect()
    }
}

/// One row for each statement that is new, no longer said, not repeated or reworded.
fn period_rows(period: &PeriodComparison) -> Vec<Vec<String>> {
    let row = |entry: &StatementEntry, change: &str, before: Option<&RewordedStatement>, due: String| {
        let [words, statement, percent, differs] = match before {
            None => Default::default(),
            Some(RewordedStatement {
                before,
                percent,
                differs,
                ..
            }) => [
                before.words.clone(),
                before.id.to_string(),
                optional_cell(percent.as_ref()),
                optional_cell(differs.as_ref()),
            ],
        };
        let (from, to) = (period.from.clone(), period.to.clone());
        statement_cells(
            entry,
            [
                from,
                to,
                change.to_owned(),
                words,
                statement,
                percent,
                differs,
                due,
            ],
        )
    };
    let simple_row = |entry: &StatementEntry, change: &str| row(entry, change, None, String::new());
    let row_with_before =
        |pair: &RewordedStatement, change: &str| row(&pair.after, change, Some(pair), String::new());
    let new = period.new.iter().map(|entry| simple_row(entry, "new"));
    let dropped = period.dropped.iter().map(|entry| simple_row(entry, "dropped"));
    let not_repeated = period.not_repeated.iter().map(|promise| {
        row(
            &promise.entry,
            "not-repeated",
            None,
            optional_cell(promise.due.as_ref()),
        )
    });
    let changed = period
        .changed
        .iter()
        .map(|reworded| row_with_before(reworded, "changed"));
    let reworded = period
        .reworded
        .iter()
        .map(|reworded| row_with_before(reworded, "reworded"));
    new.chain(dropped)
        .chain(not_repeated)
        .chain(changed)
        .chain(reworded)
        .collect()
}
