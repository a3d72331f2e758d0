use crate::cli::config::{Config, NAME, Sourced, known_filters};
use crate::cli::error::{CliError, Exit};
use crate::cli::listing;
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table};
use crate::export::{Setting, Settings};
use clap::Args;

const EXAMPLES: &str = "\
Files named dixit.toml are read in the current directory, beside the database, and in dixit/ of your own \
configuration (XDG_CONFIG_HOME, or ~/.config). The first that has a key wins; the command line and the environment \
win over all of them.

  db = \"press.db\"           # beside the file
  actor = \"Ada\"             # who decides
  pager = \"less -R\"         # or false; in your own configuration only
  filters.lang = \"fr\"       # of questions; dixit says when it holds

Examples:
  dixit config
  dixit config --format json";

/// Show the settings that are in force, and where each is from
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct ConfigArgs {}

impl ConfigArgs {
    /// Prints them.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let Self {} = self;
        let settings = settings(&session.config);
        let mut table = Table::new([
            Column::whole("key"),
            Column::text("value", 12),
            Column::text("from", 12),
        ]);
        for Setting { key, value, from } in &settings.0 {
            table.row([
                Cell::new(key, style::TITLE),
                Cell::new(value, style::PLAIN),
                Cell::new(from, style::FAINT),
            ]);
        }
        listing::print(session, &settings, &table, "")?;
        if session.config.files.is_empty() {
            session.ui.flush()?;
            session.ui.summary(format_args!(
                "no {NAME} was read; [filters] takes {}",
                known_filters().into_iter().collect::<Vec<_>>().join(", ")
            ));
        }
        Ok(Exit::Done)
    }
}

fn settings(config: &Config) -> Settings {
    let setting = |key: &str, value: String, from: &str| Setting {
        key: key.to_owned(),
        value,
        from: from.to_owned(),
    };
    let pager = match &config.pager.value {
        none if none.trim().is_empty() => "none".to_owned(),
        pager => pager.clone(),
    };
    let mut settings = vec![
        setting("db", config.db.value.display().to_string(), &config.db.from),
        setting("actor", config.actor.value.clone(), &config.actor.from),
        setting("pager", pager, &config.pager.from),
    ];
    for (name, Sourced { value, from }) in &config.filters {
        settings.push(setting(&format!("filters.{name}"), value.clone(), from));
    }
    Settings(settings)
}
