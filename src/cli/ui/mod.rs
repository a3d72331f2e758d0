//! What a person sees: stdout for data, stderr for messages, colour, widths and progress.

pub(crate) mod diff;
pub(crate) mod legend;
pub(crate) mod pager;
pub(crate) mod rich;
pub(crate) mod style;
pub(crate) mod table;
pub(crate) mod text;

use super::args::{Color, Global};
use super::error::CliError;
use anstream::{AutoStream, ColorChoice};
use anstyle::Style;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use pager::{Pager, Sink};
use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::time::Duration;

/// The width of tables that go into a file or a pipe, in cells, so that they are the same everywhere.
const WIDTH_PIPED: usize = 100;
/// Lines longer than this many cells are hard to read, however wide the terminal.
const WIDTH_MAX: usize = 160;
/// Work that is done sooner than this shows no progress.
const PROGRESS_AFTER: Duration = Duration::from_secs(1);

/// Where output goes, and how it looks there.
pub(crate) struct Ui {
    out: BufWriter<Sink>,
    messages: AutoStream<io::Stderr>,
    /// What is to be told once the pager has ended.
    held: String,
    colored: bool,
    width: usize,
    quiet: bool,
    progress: Option<ProgressBar>,
}

impl Ui {
    /// The terminal or pipes that this process was given, used as `global` says. `columns` is the width
    /// that the environment asks for.
    pub(crate) fn new(global: &Global, columns: Option<usize>) -> Self {
        let choice = match global.color {
            Color::Auto => AutoStream::choice(&io::stdout()),
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        let colored = choice != ColorChoice::Never;
        // Data is passed on untouched where there is no colour; a stream that strips would change it.
        let out: Box<dyn Write> = if colored {
            Box::new(AutoStream::always(io::stdout()))
        } else {
            Box::new(io::stdout())
        };
        let width = columns.or_else(terminal_width).unwrap_or(WIDTH_PIPED);
        let messages = match global.color {
            Color::Auto => AutoStream::auto(io::stderr()),
            Color::Always => AutoStream::always(io::stderr()),
            Color::Never => AutoStream::never(io::stderr()),
        };
        Self {
            out: BufWriter::with_capacity(1 << 16, Sink::Direct(out)),
            messages,
            held: String::new(),
            colored,
            width: width.min(WIDTH_MAX),
            quiet: global.quiet,
            progress: None,
        }
    }

    /// Lets what is written to a terminal from now on go through `pager`.
    pub(crate) fn page(&mut self, pager: Option<Pager>) {
        if let Some(pager) = pager.filter(|_| io::stdout().is_terminal()) {
            let sink = self.out.get_mut();
            *sink = std::mem::replace(sink, Sink::Ended).through(pager);
        }
    }

    /// Waits until whoever reads has quit the pager, then tells what was to be told.
    pub(crate) fn end_pager(&mut self) {
        // What could not be written was told already.
        let _ = self.out.flush();
        self.out.get_mut().finish();
        let held = std::mem::take(&mut self.held);
        let _ = self.messages.write_all(held.as_bytes());
    }

    /// Whether stdout takes colour.
    pub(crate) const fn colored(&self) -> bool {
        self.colored
    }

    /// How many cells a line on stdout has.
    pub(crate) const fn width(&self) -> usize {
        self.width
    }

    /// `text` on one line, in `style` or plainly where stdout takes no colour.
    pub(crate) fn paint(&self, text: &str, style: Style) -> String {
        let text = text::clean(text);
        if self.colored {
            format!("{style}{text}{style:#}")
        } else {
            text.into_owned()
        }
    }

    /// Writes `text` to stdout.
    pub(crate) fn write(&mut self, text: &str) -> Result<(), CliError> {
        self.out
            .write_all(text.as_bytes())
            .map_err(|e| CliError::output(&e))
    }

    /// Writes `text` and a line feed to stdout.
    pub(crate) fn line(&mut self, text: impl Display) -> Result<(), CliError> {
        writeln!(self.out, "{text}").map_err(|e| CliError::output(&e))
    }

    /// Writes `text` to stdout as a paragraph in `style`, in lines that fit the terminal.
    pub(crate) fn paragraph(&mut self, text: &str, style: Style) -> Result<(), CliError> {
        let mut out = String::new();
        for line in rich::Rich::new(text, style).lines(self.width) {
            line.paint(&mut out, self.colored);
            out.push('\n');
        }
        self.write(&out)
    }

    /// Lets `write` write to stdout.
    pub(crate) fn emit(
        &mut self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), CliError> {
        write(&mut self.out).map_err(|e| CliError::output(&e))
    }

    /// Hands everything written so far to whoever reads stdout.
    pub(crate) fn flush(&mut self) -> Result<(), CliError> {
        let Self { progress, out, .. } = self;
        aside(progress.as_ref(), || out.flush()).map_err(|e| CliError::output(&e))
    }

    /// Tells what failed, and what to try next.
    pub(crate) fn error(&mut self, error: &CliError) {
        self.tell("error", style::ERROR, &error.message);
        for hint in &error.hints {
            self.tell("hint", style::HINT, hint);
        }
    }

    /// Tells something worth knowing, unless nothing but errors is wanted.
    pub(crate) fn note(&mut self, message: impl Display) {
        if !self.quiet {
            self.tell("note", style::NOTE, &message.to_string());
        }
    }

    /// Tells what was done, unless nothing but errors is wanted.
    pub(crate) fn summary(&mut self, message: impl Display) {
        if !self.quiet {
            self.say(&format!("{message}\n"));
        }
    }

    fn tell(&mut self, label: &str, style: Style, message: &str) {
        let cleaned: Vec<_> = message.lines().map(text::clean).collect();
        self.say(&format!("{style}{label}:{style:#} {}\n", cleaned.join("\n")));
    }

    /// Writes `message` to stderr; where a pager has the terminal, once that has ended.
    fn say(&mut self, message: &str) {
        if self.out.get_ref().is_paged() {
            self.held.push_str(message);
            return;
        }
        let Self {
            progress, messages, ..
        } = self;
        // A closed stderr is no reason to stop.
        let _ = aside(progress.as_ref(), || messages.write_all(message.as_bytes()));
    }

    /// Shows on stderr how many `things` are done, from the moment that this takes more than a second.
    pub(crate) fn start_progress(&mut self, things: &str) {
        if self.quiet || !io::stderr().is_terminal() {
            return;
        }
        let template = format!("{{spinner}} {{human_pos}} {things} · {{rate}} · {{elapsed}} {{wide_msg}}");
        let style =
            ProgressStyle::with_template(&template).unwrap_or_else(|_| ProgressStyle::default_spinner());
        let hidden = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let style = style.with_key("rate", |state: &ProgressState, out: &mut dyn std::fmt::Write| {
            // A number that cannot be written is not worth an error.
            let _ = write!(out, "{:.0}/s", state.per_sec());
        });
        self.progress = Some(hidden.with_style(style));
    }

    /// One more is done; `what` is the latest.
    pub(crate) fn progress(&self, what: &str) {
        let Some(bar) = &self.progress else { return };
        bar.inc(1);
        if bar.is_hidden() && bar.elapsed() > PROGRESS_AFTER {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        if !bar.is_hidden() {
            bar.set_message(text::clean(what).into_owned());
        }
    }

    /// Takes the progress off the screen.
    pub(crate) fn end_progress(&mut self) {
        if let Some(bar) = self.progress.take() {
            bar.finish_and_clear();
        }
    }
}

/// The width of the terminal that the output is seen on: of stdout; where that is a pipe, as into a pager, of stderr.
/// What goes into a file is the same everywhere.
pub(crate) fn terminal_width() -> Option<usize> {
    let stdout = io::stdout();
    let size = if stdout.is_terminal() {
        terminal_size::terminal_size_of(&stdout)
    } else if is_pipe(&stdout) {
        terminal_size::terminal_size_of(io::stderr())
    } else {
        None
    };
    size.map(|(width, _)| usize::from(width.0))
}

/// Whether `stream` is a pipe.
#[cfg(unix)]
fn is_pipe(stream: &impl std::os::fd::AsFd) -> bool {
    use std::os::unix::fs::FileTypeExt;
    let Ok(descriptor) = stream.as_fd().try_clone_to_owned() else {
        return false;
    };
    let metadata = std::fs::File::from(descriptor).metadata();
    metadata.is_ok_and(|metadata| metadata.file_type().is_fifo())
}

/// Whether `stream` is a pipe: that is not known here.
#[cfg(not(unix))]
const fn is_pipe<S>(_: &S) -> bool {
    false
}

/// Does `write` while `progress` is off the screen.
fn aside<R>(progress: Option<&ProgressBar>, write: impl FnOnce() -> R) -> R {
    match progress {
        Some(bar) => bar.suspend(write),
        None => write(),
    }
}
