use super::cells::optional_cell;
use super::tabular::Tabular;
use schemars::JsonSchema;
use serde::Serialize;

/// A feed that is pulled, as `dixit feed list` prints it. How it did is remembered outside the log.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FeedStatus {
    /// Its web address.
    pub address: String,
    /// The publisher of its articles.
    pub publisher: Option<String>,
    /// The language of its articles.
    pub lang: Option<String>,
    /// The time zone of its publisher.
    pub timezone: Option<String>,
    /// When it was last read: RFC 3339, UTC.
    pub last_success: Option<String>,
    /// Number of failures since then.
    pub failures: u32,
    /// What the last failure was; null after a success.
    pub last_error: Option<String>,
    /// When it will be tried again: RFC 3339, UTC; null if by the next pull.
    pub next_try: Option<String>,
}

/// Feeds, by their addresses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct FeedStatusList(pub Vec<FeedStatus>);

impl Tabular for FeedStatusList {
    fn columns(&self) -> Vec<&'static str> {
        vec![
            "address",
            "publisher",
            "lang",
            "timezone",
            "last_success",
            "failures",
            "last_error",
            "next_try",
        ]
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let row = |feed: &FeedStatus| {
            vec![
                feed.address.clone(),
                optional_cell(feed.publisher.as_ref()),
                optional_cell(feed.lang.as_ref()),
                optional_cell(feed.timezone.as_ref()),
                optional_cell(feed.last_success.as_ref()),
                feed.failures.to_string(),
                optional_cell(feed.last_error.as_ref()),
                optional_cell(feed.next_try.as_ref()),
            ]
        };
        self.0.iter().map(row).collect()
    }
}
