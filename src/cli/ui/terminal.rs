//! Standard output and standard error as commands use them.

use super::pager::{OutputSink, Pager};
use super::{style, styled_text, text};
use crate::cli::error::CliError;
use anstream::{AutoStream, ColorChoice};
use anstyle::Style;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Width in cells of output to a file or pipe, so that it is the same everywhere.
const WIDTH_PIPED: usize = 100;
/// Maximum line width in cells; longer lines are hard to read even on a wide terminal.
const WIDTH_MAX: usize = 160;
/// Progress is shown only for work that takes longer than this.
const PROGRESS_AFTER: Duration = Duration::from_secs(1);

/// Where output goes, and how it looks there.
pub(crate) struct Ui {
    out: BufWriter<OutputSink>,
    messages: AutoStream<io::Stderr>,
    /// Messages that wait for the end of the pager.
    deferred_messages: String,
    colored: bool,
    width: usize,
    quiet: bool,
    progress: Option<ProgressBar>,
    /// The same for notes of other threads and of the library.
    shared_progress: Arc<Mutex<Option<ProgressBar>>>,
    color: ColorChoice,
}

impl Ui {
    /// Writes to the stdout and stderr of this process. `columns` is the width that the environment asks for;
    /// `quiet` drops notes and summaries.
    pub(crate) fn new(color: ColorChoice, quiet: bool, columns: Option<usize>) -> Self {
        let stdout_color = match color {
            ColorChoice::Auto => AutoStream::choice(&io::stdout()),
            choice => choice,
        };
        let colored = stdout_color != ColorChoice::Never;
        // Without colour, data must pass unchanged; a stream that strips colour codes could change it.
        let out: Box<dyn Write> = if colored {
            Box::new(AutoStream::always(io::stdout()))
        } else {
            Box::new(io::stdout())
        };
        let width = columns.or_else(terminal_width).unwrap_or(WIDTH_PIPED);
        Self {
            out: BufWriter::with_capacity(1 << 16, OutputSink::Direct(out)),
            messages: AutoStream::new(io::stderr(), color),
            deferred_messages: String::new(),
            colored,
            width: width.min(WIDTH_MAX),
            quiet,
            progress: None,
            shared_progress: Arc::default(),
            color,
        }
    }

    /// Sends further output through `pager`, if stdout is a terminal.
    pub(crate) fn start_pager(&mut self, pager: Option<Pager>) {
        if let Some(pager) = pager.filter(|_| Self::is_terminal()) {
            let sink = self.out.get_mut();
            *sink = std::mem::replace(sink, OutputSink::Ended).through(pager);
        }
    }

    /// Waits until the person quits the pager, then prints the deferred messages.
    pub(crate) fn end_pager(&mut self) {
        // A failed write was reported already.
        let _ = self.out.flush();
        self.out.get_mut().finish();
        let deferred_messages = std::mem::take(&mut self.deferred_messages);
        let _ = self.messages.write_all(deferred_messages.as_bytes());
    }

    /// Whether a person reads stdout at a terminal.
    pub(crate) fn is_terminal() -> bool {
        io::stdout().is_terminal()
    }

    /// Whether stdout shows colours.
    pub(crate) const fn is_colored(&self) -> bool {
        self.colored
    }

    /// Returns the line width of stdout in cells.
    pub(crate) const fn width(&self) -> usize {
        self.width
    }

    /// Returns `text` on one line, in `style` if stdout shows colours.
    pub(crate) fn paint(&self, text: &str, style: Style) -> String {
        let text = text::sanitize(text);
        if self.colored {
            format!("{style}{text}{style:#}")
        } else {
            text.into_owned()
        }
    }

    /// Writes `text` to stdout. What could control the terminal is replaced, in whatever the caller put into it.
    pub(crate) fn write(&mut self, text: &str) -> Result<(), CliError> {
        self.write_control_codes(&text::sanitize_output(text, self.colored))
    }

    /// Writes `text` and a line feed to stdout, as [`Ui::write`] does.
    pub(crate) fn write_line(&mut self, text: impl Display) -> Result<(), CliError> {
        self.write(&format!("{text}\n"))
    }

    /// Writes `text` to stdout as it is: nothing of it may come from an article or a user.
    pub(crate) fn write_control_codes(&mut self, text: &str) -> Result<(), CliError> {
        self.out
            .write_all(text.as_bytes())
            .map_err(|e| CliError::output(&e))
    }

    /// Writes `text` to stdout as a paragraph in `style`, wrapped to the line width.
    pub(crate) fn write_paragraph(&mut self, text: &str, style: Style) -> Result<(), CliError> {
        let mut out = String::new();
        for line in styled_text::StyledText::new(text, style).lines(self.width) {
            line.paint(&mut out, self.colored);
            out.push('\n');
        }
        self.write(&out)
    }

    /// Calls `write` with stdout. What it writes is data, which the forms of `export` escape themselves.
    pub(crate) fn write_with(
        &mut self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), CliError> {
        write(&mut self.out).map_err(|e| CliError::output(&e))
    }

    /// Returns stdout, for a writer of items that are data. Its errors are those of [`CliError::output`].
    pub(crate) fn output(&mut self) -> &mut dyn Write {
        &mut self.out
    }

    /// Flushes stdout.
    pub(crate) fn flush(&mut self) -> Result<(), CliError> {
        let Self { progress, out, .. } = self;
        with_progress_hidden(progress.as_ref(), || out.flush()).map_err(|e| CliError::output(&e))
    }

    /// Prints an error and its hints.
    pub(crate) fn print_error(&mut self, error: &CliError) {
        self.write_labelled("error", style::ERROR, &error.message);
        for hint in &error.hints {
            self.write_labelled("hint", style::HINT, hint);
        }
    }

    /// Prints a note, unless `--quiet` is set.
    pub(crate) fn print_note(&mut self, message: impl Display) {
        if !self.quiet {
            self.write_labelled("note", style::NOTE, &message.to_string());
        }
    }

    /// Prints a summary without a label, unless `--quiet` is set.
    pub(crate) fn print_summary(&mut self, message: impl Display) {
        if !self.quiet {
            self.write_message(&format!("{}\n", text::sanitize(&message.to_string())));
        }
    }

    fn write_labelled(&mut self, label: &str, style: Style, message: &str) {
        // On one line: a file name with a line feed must not begin a line of its own, such as a hint.
        self.write_message(&format!("{style}{label}:{style:#} {}\n", text::sanitize(message)));
    }

    /// Writes `message` to stderr; while a pager has the terminal, defers it.
    fn write_message(&mut self, message: &str) {
        if self.out.get_ref().is_paged() {
            self.deferred_messages.push_str(message);
            return;
        }
        let Self {
            progress, messages, ..
        } = self;
        // A closed stderr is no reason to stop.
        let _ = with_progress_hidden(progress.as_ref(), || messages.write_all(message.as_bytes()));
    }

    /// Shows on stderr how many `things` are done, once the work has taken more than a second.
    pub(crate) fn start_progress(&mut self, things: &str) {
        if self.quiet || !io::stderr().is_terminal() {
            return;
        }
        let template = format!("{{spinner}} {{human_pos}} {things} · {{rate}} · {{elapsed}} {{wide_msg}}");
        let style =
            ProgressStyle::with_template(&template).unwrap_or_else(|_| ProgressStyle::default_spinner());
        let hidden = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let style = style.with_key("rate", |state: &ProgressState, out: &mut dyn std::fmt::Write| {
            // A failed write of a number is not worth an error.
            let _ = write!(out, "{:.0}/s", state.per_sec());
        });
        self.set_progress(Some(hidden.with_style(style)));
    }

    /// Counts one more as done; `what` names it.
    pub(crate) fn advance_progress(&self, what: &str) {
        let Some(bar) = &self.progress else { return };
        bar.inc(1);
        if bar.is_hidden() && bar.elapsed() > PROGRESS_AFTER {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        if !bar.is_hidden() {
            bar.set_message(text::sanitize(what).into_owned());
        }
    }

    /// Returns a function that sets how many things are done, for work on several threads.
    pub(crate) fn progress_setter(&self) -> impl Fn(usize) + Send + Sync + use<> {
        let bar = self.progress.clone();
        move |done| {
            let Some(bar) = &bar else { return };
            bar.set_position(done as u64);
            if bar.is_hidden() && bar.elapsed() > PROGRESS_AFTER {
                bar.set_draw_target(ProgressDrawTarget::stderr());
            }
        }
    }

    /// Shows what is being done, without counting anything as done.
    pub(crate) fn describe_progress(&self, what: &str) {
        if let Some(bar) = self.progress.as_ref().filter(|bar| !bar.is_hidden()) {
            bar.set_message(what.to_owned());
        }
    }

    /// Removes the progress bar.
    pub(crate) fn end_progress(&mut self) {
        if let Some(bar) = self.progress.take() {
            bar.finish_and_clear();
        }
        self.set_progress(None);
    }

    fn set_progress(&mut self, bar: Option<ProgressBar>) {
        self.shared_progress
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone_from(&bar);
        self.progress = bar;
    }

    /// Returns a function that prints a note at once, for what happens while a command runs.
    pub(crate) fn note_printer(&self) -> impl Fn(&str) + Send + Sync + use<> {
        let (quiet, color, shared) = (self.quiet, self.color, self.shared_progress.clone());
        move |message| {
            if quiet {
                return;
            }
            let (style, message) = (style::NOTE, text::sanitize(message));
            let bar = shared.lock().unwrap_or_else(PoisonError::into_inner).clone();
            // A closed stderr is no reason to stop.
            let _ = with_progress_hidden(bar.as_ref(), || {
                writeln!(
                    AutoStream::new(io::stderr(), color),
                    "{style}note:{style:#} {message}"
                )
            });
        }
    }
}

/// Returns the width of the terminal that shows the output: of stdout or, if stdout is a pipe, of stderr. `None` for
/// a file, so that files are the same everywhere.
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

/// Pipes cannot be recognised on this platform.
#[cfg(not(unix))]
const fn is_pipe<S>(_: &S) -> bool {
    false
}

/// Calls `write` while the progress bar is hidden.
fn with_progress_hidden<R>(progress: Option<&ProgressBar>, write: impl FnOnce() -> R) -> R {
    match progress {
        Some(bar) => bar.suspend(write),
        None => write(),
    }
}
