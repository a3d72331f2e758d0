use super::statement_columns::{statement_cells, statement_columns};
use crate::export::cells::optional_cell;
use crate::export::tabular::Tabular;
use crate::query::{CitedStatement, Dossier};

impl Tabular for Dossier {
    fn columns(&self) -> Vec<&'static str> {
        statement_columns(&["sources", "independent_sources", "sha256", "reviewed_by"])
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let row = |cited: &CitedStatement| {
            let named = |number: &usize| {
                let source = self.sources.get(number.checked_sub(1)?)?;
                let article = &source.article;
                Some(optional_cell(article.url.as_ref().or(article.title.as_ref())))
            };
            let sources: Vec<String> = cited.sources.iter().filter_map(named).collect();
            let own = self
                .sources
                .iter()
                .find(|source| source.article.id == cited.entry.article.id);
            statement_cells(
                &cited.entry,
                [
                    sources.join("; "),
                    cited.independent_sources.to_string(),
                    optional_cell(own.and_then(|source| source.sha256.as_ref())),
                    cited.reviewed_by.join("; "),
                ],
            )
        };
        self.cited.iter().map(row).collect()
    }
}
