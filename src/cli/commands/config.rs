use crate::cli::config::{Config, FILE_NAME, Sourced, filter_names};
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table};
use crate::cli::views::listing;
use crate::export::{Setting, Settings};
use clap::Args;

const EXAMPLES: &str = "\
dixit.toml files are read from the current directory, from the directory of the database, and from dixit/ in your \
user configuration (XDG_CONFIG_HOME, or ~/.config). The first file with a key wins. The command line and the \
environment win over all files.

  db = \"press.db\"           # relative to this file
  actor = \"Ada\"             # author of decisions
  pager = \"less -R\"         # or false; only in your user configuration
  filters.lang = \"fr\"       # default filter; dixit prints a note when it applies

Examples:
  dixit config
  dixit config --format json";

/// Show the effective settings and where each comes from
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct ConfigArgs {}

impl ConfigArgs {
    /// Prints the settings.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let Self {} = self;
        let settings = settings(&session.config);
        let mut table = Table::new([
            Column::unwrapped("key"),
            Column::text("value", 12),
            Column::text("from", 12),
        ]);
        for Setting { key, value, from } in &settings.0 {
            table.push_row([
                Cell::new(key, style::TITLE),
                Cell::new(value, style::PLAIN),
                Cell::new(from, style::FAINT),
            ]);
        }
        listing::print_answer(session, &settings, &table, "")?;
        if session.config.files.is_empty() {
            session.ui.flush()?;
            session.ui.print_summary(format_args!(
                "no {FILE_NAME} was found; [filters] accepts {}",
                filter_names(&(session.command_line)())
                    .into_iter()
                    .collect::<Vec<_>>()
                    .join(", ")
            ));
        }
        Ok(ExitStatus::Done)
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
        setting("db", config.db.value.display().to_string(), &config.db.origin),
        setting("actor", config.actor.value.clone(), &config.actor.origin),
        setting("pager", pager, &config.pager.origin),
    ];
    for (name, Sourced { value, origin: from }) in &config.filters {
        settings.push(setting(&format!("filters.{name}"), value.clone(), from));
    }
    Settings(settings)
}
