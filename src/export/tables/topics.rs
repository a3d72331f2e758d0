use crate::export::cells::optional_cell;
use crate::export::tabular::Tabular;
use crate::query::{TopicEntry, TopicList};

impl Tabular for TopicList {
    fn columns(&self) -> Vec<&'static str> {
        vec!["id", "en", "fr", "zh", "broader", "statements", "first", "last"]
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let row = |line: &TopicEntry| {
            vec![
                line.id.clone(),
                line.label.en.clone(),
                optional_cell(line.label.fr.as_ref()),
                optional_cell(line.label.zh.as_ref()),
                optional_cell(line.broader.as_ref()),
                line.statements.to_string(),
                optional_cell(line.first.as_ref()),
                optional_cell(line.last.as_ref()),
            ]
        };
        self.0.iter().map(row).collect()
    }
}
