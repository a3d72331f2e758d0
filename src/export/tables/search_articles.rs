use crate::export::cells::optional_cell;
use crate::export::tabular::Tabular;
use crate::query::{ArticleHit, ArticleHits};

impl Tabular for ArticleHits {
    fn columns(&self) -> Vec<&'static str> {
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

    fn rows(&self) -> Vec<Vec<String>> {
        let row = |hit: &ArticleHit| {
            let passages: Vec<&str> = hit.passages.iter().map(|passage| passage.text.as_str()).collect();
            vec![
                optional_cell(hit.article.published.as_ref()),
                optional_cell(hit.article.title.as_ref()),
                optional_cell(hit.article.publisher.as_ref()),
                optional_cell(hit.article.url.as_ref()),
                hit.article.lang.to_string(),
                hit.occurrences.to_string(),
                passages.join(" […] "),
                hit.article.id.to_string(),
            ]
        };
        self.0.iter().map(row).collect()
    }
}
