use super::{Tabular, cell, entries};
use crate::query::{PeriodComparison, PeriodComparisons, RewordedStatement, StatementEntry};

impl Tabular for PeriodComparisons {
    fn columns(&self) -> Vec<&'static str> {
        entries::columns(&[
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
        self.0.iter().flat_map(rows).collect()
    }
}

/// One row a statement that is new, no longer said or said in other words.
fn rows(period: &PeriodComparison) -> Vec<Vec<String>> {
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
                cell(percent.as_ref()),
                cell(differs.as_ref()),
            ],
        };
        let (from, to) = (period.from.clone(), period.to.clone());
        entries::row(
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
    let plain = |entry: &StatementEntry, change: &str| row(entry, change, None, String::new());
    let pair = |pair: &RewordedStatement, change: &str| row(&pair.after, change, Some(pair), String::new());
    let new = period.new.iter().map(|entry| plain(entry, "new"));
    let dropped = period.dropped.iter().map(|entry| plain(entry, "dropped"));
    let not_repeated = period
        .not_repeated
        .iter()
        .map(|one| row(&one.entry, "not-repeated", None, cell(one.due.as_ref())));
    let changed = period.changed.iter().map(|one| pair(one, "changed"));
    let reworded = period.reworded.iter().map(|one| pair(one, "reworded"));
    new.chain(dropped)
        .chain(not_repeated)
        .chain(changed)
        .chain(reworded)
        .collect()
}
