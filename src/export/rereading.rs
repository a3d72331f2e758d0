use super::cells::optional_cell;
use super::tabular::Tabular;
use schemars::JsonSchema;
use serde::Serialize;

/// The outcome of reading one article again, as `dixit reread` prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Rereading {
    /// Its id.
    #[schemars(regex(pattern = "^a[0-9a-z]{12}$"))]
    pub article: String,
    /// Its headline.
    pub title: Option<String>,
    /// Number of statements recorded, for the first time or again.
    pub recorded: usize,
    /// Number of statements that are no longer read, and so no longer current.
    pub dropped: usize,
    /// Number of statements where the new reading differs from what a person decided. The decision stays.
    pub disputed: usize,
    /// Why the article was not read again.
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
                optional_cell(line.title.as_ref()),
                line.recorded.to_string(),
                line.dropped.to_string(),
                line.disputed.to_string(),
                optional_cell(line.refused.as_ref()),
            ]
        };
        self.0.iter().map(row).collect()
    }
}
