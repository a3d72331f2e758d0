use crate::export::tabular::Tabular;
use crate::query::{MatrixCount, MatrixCounts};

impl Tabular for MatrixCounts {
    fn columns(&self) -> Vec<&'static str> {
        vec![
            "speaker",
            "topic",
            "period",
            "statements",
            "topic_id",
            "speaker_id",
        ]
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let row = |count: &MatrixCount| {
            vec![
                count.speaker.name.clone(),
                count.label.clone(),
                count.period.clone(),
                count.statements.to_string(),
                count.topic.clone(),
                count.speaker.id.to_string(),
            ]
        };
        self.0.iter().map(row).collect()
    }
}
