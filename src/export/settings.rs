use super::tabular::Tabular;
use schemars::JsonSchema;
use serde::Serialize;

/// One setting, as `dixit config` prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Setting {
    /// Its key in the configuration file: `db`, `actor`, `pager`, `filters.lang` …
    pub key: String,
    /// The value in force.
    pub value: String,
    /// Where the value comes from: a file, an option, a variable, or the default.
    pub from: String,
}

/// The settings in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Settings(pub Vec<Setting>);

impl Tabular for Settings {
    fn columns(&self) -> Vec<&'static str> {
        vec!["key", "value", "from"]
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let row = |setting: &Setting| vec![setting.key.clone(), setting.value.clone(), setting.from.clone()];
        self.0.iter().map(row).collect()
    }
}
