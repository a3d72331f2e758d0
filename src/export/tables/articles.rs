use crate::export::cells::optional_cell;
use crate::export::tabular::Tabular;
use crate::query::{ArticleEntry, ArticleList};

impl Tabular for ArticleList {
    fn columns(&self) -> Vec<&'static str> {
        vec![
            "published",
            "published_at",
            "title",
            "publisher",
            "author",
            "agency",
            "url",
            "lang",
            "statements",
            "revision",
            "recorded_at",
            "revised_at",
            "id",
        ]
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let row = |line: &ArticleEntry| {
            vec![
                optional_cell(line.published.as_ref()),
                optional_cell(line.published_at.as_ref()),
                optional_cell(line.title.as_ref()),
                optional_cell(line.publisher.as_ref()),
                optional_cell(line.author.as_ref()),
                optional_cell(line.agency.as_ref()),
                optional_cell(line.url.as_ref()),
                line.lang.to_string(),
                line.statements.to_string(),
                line.revision.to_string(),
                line.recorded_at.to_string(),
                optional_cell(line.revised_at.as_ref()),
                line.id.to_string(),
            ]
        };
        self.0.iter().map(row).collect()
    }
}
