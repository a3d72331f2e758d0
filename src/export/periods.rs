use super::{Listing, entries};
use crate::query::{Entry, Period, Periods, Reworded};

impl Listing for Periods {
    fn columns(&self) -> Vec<&'static str> {
        entries::columns(&["from", "to", "change", "before", "before_statement", "percent"])
    }

    fn rows(&self) -> Vec<Vec<String>> {
        self.0.iter().flat_map(rows).collect()
    }
}

/// One row a statement that is new, dropped or reworded.
fn rows(period: &Period) -> Vec<Vec<String>> {
    let row = |entry: &Entry, change: &str, before: Option<&Reworded>| {
        let [words, statement, percent] = match before {
            None => Default::default(),
            Some(Reworded { before, percent, .. }) => {
                [before.words.clone(), before.id.to_string(), percent.to_string()]
            }
        };
        let (from, to) = (period.from.clone(), period.to.clone());
        entries::row(entry, [from, to, change.to_owned(), words, statement, percent])
    };
    let new = period.new.iter().map(|entry| row(entry, "new", None));
    let dropped = period.dropped.iter().map(|entry| row(entry, "dropped", None));
    let reworded = period
        .reworded
        .iter()
        .map(|pair| row(&pair.after, "reworded", Some(pair)));
    new.chain(dropped).chain(reworded).collect()
}
