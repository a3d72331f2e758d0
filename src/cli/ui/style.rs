//! The styles of the output. Colour never carries information alone.

use anstyle::{AnsiColor, Style};

/// Titles of columns and labels of values.
pub(crate) const TITLE: Style = Style::new().bold();
/// Secondary values: ids, rules, sources.
pub(crate) const FAINT: Style = Style::new().dimmed();
/// Speakers.
pub(crate) const SPEAKER: Style = AnsiColor::Cyan.on_default().bold();
/// Acts.
pub(crate) const ACT: Style = AnsiColor::Yellow.on_default();
/// Highlighted words in their context.
pub(crate) const QUOTE: Style = Style::new().bold().underline();
/// Ordinary text.
pub(crate) const PLAIN: Style = Style::new();
/// "error:", and things that are no longer current.
pub(crate) const ERROR: Style = AnsiColor::Red.on_default().bold();
/// "note:".
pub(crate) const NOTE: Style = AnsiColor::Yellow.on_default().bold();
/// "hint:".
pub(crate) const HINT: Style = AnsiColor::Blue.on_default().bold();
/// Added things.
pub(crate) const ADDED: Style = AnsiColor::Green.on_default();
/// Doubts.
pub(crate) const DOUBT: Style = AnsiColor::Yellow.on_default().bold();
/// Things that a person checked.
pub(crate) const CHECKED: Style = AnsiColor::Green.on_default();
/// Removed things.
pub(crate) const REMOVED: Style = AnsiColor::Red.on_default();
