use super::args::{Format, Global};
use super::ui::Ui;
use std::path::PathBuf;

/// What a command works with.
pub(crate) struct Session {
    /// Where output goes.
    pub(crate) ui: Ui,
    /// The form of the output.
    pub(crate) format: Format,
    /// The database.
    pub(crate) db: PathBuf,
}

impl Session {
    /// A session as `global` asks for it.
    pub(crate) fn new(global: Global, ui: Ui) -> Self {
        Self {
            ui,
            format: global.format,
            db: global.db,
        }
    }
}
