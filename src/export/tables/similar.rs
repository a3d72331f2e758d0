use super::statement_columns::{statement_cells, statement_columns};
use crate::export::tabular::Tabular;
use crate::query::{SimilarStatement, SimilarStatements};

impl Tabular for SimilarStatements {
    fn columns(&self) -> Vec<&'static str> {
        statement_columns(&["relation", "percent", "shared", "copy", "differs"])
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let row = |alike: &SimilarStatement| {
            let copy = if alike.copy { "yes" } else { "no" };
            statement_cells(
                &alike.entry,
                [
                    alike.relation.to_string(),
                    alike.percent.to_string(),
                    alike.shared.join("; "),
                    copy.to_owned(),
                    if alike.rounded { "rounding" } else { "" }.to_owned(),
                ],
            )
        };
        self.alike.iter().map(row).collect()
    }
}
