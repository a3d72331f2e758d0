use super::{Tabular, cell};
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
                cell(line.label.fr.as_ref()),
                cell(line.label.zh.as_ref()),
                cell(line.broader.as_ref()),
                line.statements.to_string(),
                cell(line.first.as_ref()),
                cell(line.last.as_ref()),
            ]
        };
        self.0.iter().map(row).collect()
    }
}
