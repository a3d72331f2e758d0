use crate::export::cells::optional_cell;
use crate::export::tabular::Tabular;
use crate::query::{CarryingArticle, StatementSources};

impl Tabular for StatementSources {
    fn columns(&self) -> Vec<&'static str> {
        vec![
            "source",
            "published",
            "publisher",
            "title",
            "agency",
            "url",
            "lang",
            "words",
            "percent",
            "statement",
            "reader",
            "article",
            "confidence",
            "flags",
        ]
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let row = |number: usize, carrier: &CarryingArticle| {
            let article = &carrier.article;
            let flags: Vec<&str> = carrier.flags.iter().map(|flag| flag.as_str()).collect();
            vec![
                number.to_string(),
                optional_cell(article.published.as_ref()),
                optional_cell(article.publisher.as_ref()),
                optional_cell(article.title.as_ref()),
                optional_cell(carrier.agency.as_ref()),
                optional_cell(article.url.as_ref()),
                article.lang.to_string(),
                carrier.words.clone(),
                carrier.percent.to_string(),
                carrier.statement.to_string(),
                optional_cell(carrier.reader.as_ref()),
                article.id.to_string(),
                format!("{:.2}", carrier.confidence),
                flags.join("; "),
            ]
        };
        let groups = self.sources.iter().zip(1..);
        groups
            .flat_map(|(group, number)| group.0.iter().map(move |carrier| row(number, carrier)))
            .collect()
    }
}
