//! Sources of answers: the keys of a terminal, or lines of any other input.

use super::answer::{Action, Answer, KEY_BINDINGS, allowed_values};
use super::editor::{EditOutcome, Editor};
use crate::cli::error::CliError;
use crate::cli::ui::{Ui, style};
use crate::domain::is_display_control;
use console::{Key, Term};
use std::io::{self, BufRead};

/// What an answer source needs to know about the current item.
pub(super) struct AnswerContext<'a> {
    /// Returns completions for the value of a key.
    pub(super) complete: &'a mut dyn FnMut(char, &str) -> Vec<String>,
    /// Returns the initial value for a key.
    pub(super) initial: &'a dyn Fn(char) -> String,
    /// Whether to ask for a reason; not if the command line gives one for all decisions.
    pub(super) asks_reason: bool,
}

/// A source of answers.
pub(super) trait AnswerSource {
    /// Returns the next answer, or what is wrong with it; `None` at the end of the input.
    fn answer(
        &mut self,
        ui: &mut Ui,
        helper: &mut AnswerContext<'_>,
    ) -> Result<Option<Result<Answer, String>>, CliError>;

    /// Asks a question with a few choices; returns an empty text if none is chosen.
    fn choice(&mut self, ui: &mut Ui, prompt: &str) -> Result<String, CliError>;
}

/// Reads one answer per line.
pub(super) struct LineInput<'a>(pub(super) &'a mut dyn BufRead);

impl LineInput<'_> {
    fn line(&mut self, ui: &mut Ui, prompt: &str) -> Result<Option<String>, CliError> {
        ui.write(prompt)?;
        ui.flush()?;
        let mut line = String::new();
        let read = self.0.read_line(&mut line).map_err(CliError::input)?;
        Ok((read > 0).then_some(line))
    }
}

impl AnswerSource for LineInput<'_> {
    fn answer(
        &mut self,
        ui: &mut Ui,
        _: &mut AnswerContext<'_>,
    ) -> Result<Option<Result<Answer, String>>, CliError> {
        Ok(self.line(ui, "> ")?.map(|line| Answer::parse(&line)))
    }

    fn choice(&mut self, ui: &mut Ui, prompt: &str) -> Result<String, CliError> {
        let line = self.line(ui, &format!("{prompt} > "))?;
        Ok(line.unwrap_or_default().trim().to_owned())
    }
}

/// Reads single keys of a terminal. The terminal is in raw mode only while this waits for a key, so that no error or
/// panic can leave it there.
pub(super) struct KeyInput(Term);

impl KeyInput {
    pub(super) fn new() -> Self {
        Self(Term::stdout())
    }

    /// Returns the next key; `None` if the terminal is gone.
    fn key(&self) -> Result<Option<Key>, CliError> {
        match self.0.read_key_raw() {
            Ok(key) => Ok(Some(key)),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
            Err(error) => Err(CliError::input(error)),
        }
    }

    /// Lets a person edit a line after `label`, which starts as `initial`; `None` if cancelled.
    fn line(
        &self,
        ui: &mut Ui,
        label: &str,
        initial: &str,
        complete: &mut dyn FnMut(&str) -> Vec<String>,
    ) -> Result<Option<String>, CliError> {
        let mut editor = Editor::new(initial);
        loop {
            draw(ui, label, &editor)?;
            let Some(key) = self.key()? else {
                return Ok(None);
            };
            match editor.handle_key(&key, complete) {
                EditOutcome::Continue => {}
                EditOutcome::Done => {
                    ui.write_line("")?;
                    return Ok(Some(editor.text().trim().to_owned()));
                }
                EditOutcome::Cancelled => {
                    ui.write_control_codes("\r\u{1b}[K")?;
                    ui.flush()?;
                    return Ok(None);
                }
            }
        }
    }

    /// Asks for the value and the reason that a key needs, and returns the answer; `None` if cancelled.
    fn complete_answer(
        &self,
        ui: &mut Ui,
        letter: char,
        helper: &mut AnswerContext<'_>,
    ) -> Result<Option<Result<Answer, String>>, CliError> {
        let Some(key) = KEY_BINDINGS.iter().find(|key| key.letter == letter) else {
            return Ok(Some(Err(format!(
                "{letter:?} has no meaning here; press ? for all keys"
            ))));
        };
        let mut value = String::new();
        if !key.value_name.is_empty() {
            let words = allowed_values(letter).join(", ");
            if !words.is_empty() {
                let words = ui.paint(&words, style::FAINT);
                ui.write_line(words)?;
            }
            let label = format!("{} > ", key.value_name.to_lowercase());
            let initial = (helper.initial)(letter);
            let typed = self.line(ui, &label, &initial, &mut |typed| {
                (helper.complete)(letter, typed)
            })?;
            let Some(typed) = typed.filter(|typed| !typed.is_empty()) else {
                return Ok(None);
            };
            value = typed;
        }
        let action = match Action::parse(letter, &value) {
            Ok(action) => action,
            Err(wrong) => return Ok(Some(Err(wrong))),
        };
        let mut reason = None;
        if key.accepts_reason && helper.asks_reason {
            let why = self.line(
                ui,
                "why (Return for no reason, Esc to cancel) > ",
                "",
                &mut |_| Vec::new(),
            )?;
            let Some(why) = why else {
                return Ok(None);
            };
            reason = Some(why).filter(|why| !why.is_empty());
        }
        Ok(Some(Ok(Answer { action, reason })))
    }
}

impl AnswerSource for KeyInput {
    fn answer(
        &mut self,
        ui: &mut Ui,
        helper: &mut AnswerContext<'_>,
    ) -> Result<Option<Result<Answer, String>>, CliError> {
        loop {
            ui.flush()?;
            let Some(key) = self.key()? else {
                return Ok(None);
            };
            let action = match key {
                Key::Enter | Key::ArrowRight | Key::Char(' ') => Action::Next,
                Key::ArrowLeft => Action::Back,
                Key::CtrlC | Key::Char('\u{4}') => return Ok(None),
                Key::Char(letter) if !is_display_control(letter) => {
                    let answer = self.complete_answer(ui, letter, helper)?;
                    if answer.is_some() {
                        return Ok(answer);
                    }
                    ui.write_line("nothing changed")?;
                    continue;
                }
                _ => continue,
            };
            return Ok(Some(Ok(Answer::without_reason(action))));
        }
    }

    fn choice(&mut self, ui: &mut Ui, prompt: &str) -> Result<String, CliError> {
        ui.write(&format!("{prompt} "))?;
        ui.flush()?;
        let key = self.key()?;
        ui.write_line("")?;
        Ok(match key {
            Some(Key::Char(letter)) if !is_display_control(letter) => letter.to_string(),
            _ => String::new(),
        })
    }
}

/// Redraws the line that is being edited.
fn draw(ui: &mut Ui, label: &str, editor: &Editor) -> Result<(), CliError> {
    let tabs = editor
        .offered()
        .filter(|(_, all)| *all > 1)
        .map_or(String::new(), |(at, all)| {
            format!("  [{at} of {all}, Tab for the next]")
        });
    let cells = ui.width().saturating_sub(label.len() + tabs.len() + 1).max(10);
    let (seen, behind) = editor.visible_part(cells);
    let behind = behind + tabs.len();
    let (label, seen, tabs) = (
        ui.paint(label, style::TITLE),
        ui.paint(&seen, style::PLAIN),
        ui.paint(&tabs, style::FAINT),
    );
    let back = if behind > 0 {
        format!("\u{1b}[{behind}D")
    } else {
        String::new()
    };
    ui.write_control_codes("\r\u{1b}[K")?;
    ui.write(&format!("{label}{seen}{tabs}"))?;
    ui.write_control_codes(&back)?;
    ui.flush()
}
