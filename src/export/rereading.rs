use super::{Tabular, cell};
use schemars::JsonSchema;
use serde::Serialize;

/// What reading one article again came to: what `dixit reread` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Rereading {
    /// Its id.
    #[schemars(regex(pattern = "^a[0-9a-z]{12}$"))]
    pub article: String,
    /// Its headline.
    pub title: Option<String>,
    /// How many statements were recorded, for the first time or anew.
    pub recorded: usize,
    /// How many statements are no longer read, and no longer count.
    pub dropped: usize,
    /// How many statements are read otherwise than a person decided; what was decided stands.
    pub disputed: usize,
    /// Why it was not read.
    pub refused: Option<String>,
}

/// Articles that were read again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Rereadings(pub Vec<Rereading>);

impl Tabular for Rereadings {
    fn columns(&self) -> Vec<&'static str> {
        vec!["article", "title", "recorded", "dropped", "disputed", "refused"]
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let row = |line: &Rereading| {
            vec![
                line.article.clone(),
                cell(line.title.as_ref()),
                line.recorded.to_string(),
                line.dropped.to_string(),
                line.disputed.to_string(),
                cell(line.refused.as_ref()),
            ]
        };
        self.0.iter().map(row).collect()
    }
}
