use crate::domain::Act;
use crate::export::tabular::{TableRow, Tabular};
use crate::query::{PeriodCount, TimelineCounts};

impl Tabular for TimelineCounts {
    fn columns(&self) -> Vec<&'static str> {
        PeriodCount::columns()
    }

    /// The periods that have statements, then those without a date.
    fn rows(&self) -> Vec<Vec<String>> {
        let undated = Some(&self.undated).filter(|undated| undated.statements > 0);
        self.periods
            .iter()
            .chain(undated)
            .map(PeriodCount::cells)
            .collect()
    }
}

impl TableRow for PeriodCount {
    /// A column for every act, so that all tables have the same.
    fn columns() -> Vec<&'static str> {
        let acts = Act::ALL.iter().map(|act| act.as_str());
        ["period", "statements"].into_iter().chain(acts).collect()
    }

    fn cells(&self) -> Vec<String> {
        let number = |act: &Act| {
            let count = self.acts.iter().find(|count| count.act == *act);
            count.map_or(0, |count| count.statements).to_string()
        };
        let head = [self.period.clone(), self.statements.to_string()];
        head.into_iter().chain(Act::ALL.iter().map(number)).collect()
    }
}
