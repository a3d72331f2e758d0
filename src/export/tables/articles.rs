use crate::export::cells::optional_cell;
use crate::export::tabular::{TableRow, Tabular};
use crate::query::{ArticleEntry, ArticleList};

impl TableRow for ArticleEntry {
    fn columns() -> Vec<&'static str> {
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

    fn cells(&self) -> Vec<String> {
        vec![
            optional_cell(self.published.as_ref()),
            optional_cell(self.published_at.as_ref()),
            optional_cell(self.title.as_ref()),
            optional_cell(self.publisher.as_ref()),
            optional_cell(self.author.as_ref()),
            optional_cell(self.agency.as_ref()),
            optional_cell(self.url.as_ref()),
            self.lang.to_string(),
            self.statements.to_string(),
            self.revision.to_string(),
            self.recorded_at.to_string(),
            optional_cell(self.revised_at.as_ref()),
            self.id.to_string(),
        ]
    }
}

impl Tabular for ArticleList {
    fn columns(&self) -> Vec<&'static str> {
        ArticleEntry::columns()
    }

    fn rows(&self) -> Vec<Vec<String>> {
        self.0.iter().map(TableRow::cells).collect()
    }
}
