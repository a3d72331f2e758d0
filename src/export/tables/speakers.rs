use crate::export::cells::optional_cell;
use crate::export::tabular::Tabular;
use crate::query::{SpeakerEntry, SpeakerList};

impl Tabular for SpeakerList {
    fn columns(&self) -> Vec<&'static str> {
        vec!["name", "kind", "aliases", "statements", "first", "last", "id"]
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let row = |line: &SpeakerEntry| {
            vec![
                line.name.clone(),
                line.kind.to_string(),
                line.aliases.join("; "),
                line.statements.to_string(),
                optional_cell(line.first.as_ref()),
                optional_cell(line.last.as_ref()),
                line.id.to_string(),
            ]
        };
        self.0.iter().map(row).collect()
    }
}
