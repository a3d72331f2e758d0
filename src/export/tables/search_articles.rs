use crate::export::cells::optional_cell;
use crate::export::tabular::{TableRow, Tabular};
use crate::query::{ArticleHit, ArticleHits};

impl TableRow for ArticleHit {
    fn columns() -> Vec<&'static str> {
        vec![
            "published",
            "title",
            "publisher",
            "url",
            "lang",
            "occurrences",
            "passages",
            "id",
        ]
    }

    fn cells(&self) -> Vec<String> {
        let passages: Vec<&str> = self
            .passages
            .iter()
            .map(|passage| passage.text.as_str())
            .collect();
        vec![
            optional_cell(self.article.published.as_ref()),
            optional_cell(self.article.title.as_ref()),
            optional_cell(self.article.publisher.as_ref()),
            optional_cell(self.article.url.as_ref()),
            self.article.lang.to_string(),
            self.occurrences.to_string(),
            passages.join(" […] "),
            self.article.id.to_string(),
        ]
    }
}

impl Tabular for ArticleHits {
    fn columns(&self) -> Vec<&'static str> {
        ArticleHit::columns()
    }

    fn rows(&self) -> Vec<Vec<String>> {
        self.0.iter().map(TableRow::cells).collect()
    }
}
