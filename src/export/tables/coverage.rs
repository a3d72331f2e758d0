use crate::export::cells::optional_cell;
use crate::export::tabular::Tabular;
use crate::query::ArticleCoverage;

impl Tabular for ArticleCoverage {
    fn columns(&self) -> Vec<&'static str> {
        vec!["month", "lang", "articles", "about_topic"]
    }

    /// A row for each month and language; months without articles have none.
    fn rows(&self) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        for month in self.months.iter().chain([&self.undated]) {
            rows.extend(month.languages.iter().map(|of_lang| {
                vec![
                    month.month.clone(),
                    of_lang.lang.to_string(),
                    of_lang.articles.to_string(),
                    optional_cell(of_lang.about_topic.as_ref()),
                ]
            }));
        }
        rows
    }
}
