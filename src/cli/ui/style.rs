//! The few styles of the output. Nothing is told by colour alone.

use anstyle::{AnsiColor, Style};

/// Titles of columns and labels of values.
pub(crate) const TITLE: Style = Style::new().bold();
/// What is there to be found again, not to be read first: ids, rules, sources.
pub(crate) const FAINT: Style = Style::new().dimmed();
/// Whoever speaks.
pub(crate) const SPEAKER: Style = AnsiColor::Cyan.on_default().bold();
/// What is done by the words.
pub(crate) const ACT: Style = AnsiColor::Yellow.on_default();
/// The words themselves inside their context.
pub(crate) const QUOTE: Style = Style::new().bold().underline();
/// Ordinary text.
pub(crate) const PLAIN: Style = Style::new();
/// "error:", and what vanished.
pub(crate) const ERROR: Style = AnsiColor::Red.on_default().bold();
/// "note:" and "warning:".
pub(crate) const NOTE: Style = AnsiColor::Yellow.on_default().bold();
/// "hint:".
pub(crate) const HINT: Style = AnsiColor::Blue.on_default().bold();
/// What came into being.
pub(crate) const ADDED: Style = AnsiColor::Green.on_default();
/// What is in doubt.
pub(crate) const DOUBT: Style = AnsiColor::Yellow.on_default().bold();
/// What a person checked.
pub(crate) const CHECKED: Style = AnsiColor::Green.on_default();
/// What vanished.
pub(crate) const REMOVED: Style = AnsiColor::Red.on_default();
