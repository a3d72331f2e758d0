use crate::export::cells::optional_cell;
use crate::export::tabular::Tabular;
use crate::query::{CheckedStatement, CheckedStatements};

impl Tabular for CheckedStatements {
    fn columns(&self) -> Vec<&'static str> {
        vec![
            "found",
            "statement",
            "words",
            "title",
            "publisher",
            "published",
            "url",
            "article",
            "ended_at",
            "ended_by",
            "position",
            "reason",
        ]
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let row = |line: &CheckedStatement| {
            let article = line.article.as_ref();
            let ended = line.ended.as_ref();
            vec![
                line.found.to_string(),
                line.id.to_string(),
                line.words.clone(),
                optional_cell(article.and_then(|article| article.title.as_ref())),
                optional_cell(article.and_then(|article| article.publisher.as_ref())),
                optional_cell(article.and_then(|article| article.published.as_ref())),
                optional_cell(article.and_then(|article| article.url.as_ref())),
                optional_cell(article.map(|article| &article.id)),
                optional_cell(ended.and_then(|ended| ended.recorded_at.as_ref())),
                optional_cell(ended.and_then(|ended| ended.actor.as_ref())),
                optional_cell(ended.map(|ended| &ended.position)),
                optional_cell(ended.and_then(|ended| ended.reason.as_ref())),
            ]
        };
        self.0.iter().map(row).collect()
    }
}
