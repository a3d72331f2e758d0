//! Where answers come from: keys of a terminal, or lines of anything else.

use super::answer::{Answer, Deed, KEYS, words_for};
use super::editor::{Editor, Typed};
use crate::cli::error::CliError;
use crate::cli::ui::{Ui, style};
use console::{Key, Term};
use std::io::{self, BufRead};

/// What answers are read for: the values that they may begin with or be completed to.
pub(super) struct Helper<'a> {
    /// What a value of this key may be completed to.
    pub(super) complete: &'a mut dyn FnMut(char, &str) -> Vec<String>,
    /// What the value of this key begins as.
    pub(super) initial: &'a dyn Fn(char) -> String,
    /// Whether a reason is asked for: not where the command line gives one for all.
    pub(super) asks_why: bool,
}

/// Somebody who answers.
pub(super) trait Input {
    /// The next answer, or what is wrong with it; `None` where there are no more.
    fn answer(
        &mut self,
        ui: &mut Ui,
        helper: &mut Helper<'_>,
    ) -> Result<Option<Result<Answer, String>>, CliError>;

    /// The answer to a question with a few choices, of which `prompt` tells; empty where none is chosen.
    fn choice(&mut self, ui: &mut Ui, prompt: &str) -> Result<String, CliError>;
}

/// Lines, one an answer.
pub(super) struct Lines<'a>(pub(super) &'a mut dyn BufRead);

impl Lines<'_> {
    fn line(&mut self, ui: &mut Ui, prompt: &str) -> Result<Option<String>, CliError> {
        ui.write(prompt)?;
        ui.flush()?;
        let mut line = String::new();
        let read = self.0.read_line(&mut line).map_err(CliError::input)?;
        Ok((read > 0).then_some(line))
    }
}

impl Input for Lines<'_> {
    fn answer(
        &mut self,
        ui: &mut Ui,
        _: &mut Helper<'_>,
    ) -> Result<Option<Result<Answer, String>>, CliError> {
        Ok(self.line(ui, "> ")?.map(|line| Answer::read(&line)))
    }

    fn choice(&mut self, ui: &mut Ui, prompt: &str) -> Result<String, CliError> {
        let line = self.line(ui, &format!("{prompt} > "))?;
        Ok(line.unwrap_or_default().trim().to_owned())
    }
}

/// Keys of a terminal. It takes single keys only while one is waited for, and is as it was before at any other time:
/// no error and no panic can leave it otherwise.
pub(super) struct Keys(Term);

impl Keys {
    pub(super) fn new() -> Self {
        Self(Term::stdout())
    }

    /// The next key; `None` where the terminal is gone.
    fn key(&self) -> Result<Option<Key>, CliError> {
        match self.0.read_key_raw() {
            Ok(key) => Ok(Some(key)),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
            Err(error) => Err(CliError::input(error)),
        }
    }

    /// A line that is typed behind `label` and begins as `initial`; `None` where it is given up.
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
            match editor.take(&key, complete) {
                Typed::More => {}
                Typed::Done => {
                    ui.line("")?;
                    return Ok(Some(editor.text().trim().to_owned()));
                }
                Typed::GivenUp => {
                    ui.write("\r\u{1b}[K")?;
                    ui.flush()?;
                    return Ok(None);
                }
            }
        }
    }

    /// What the key with this letter asks for, with what is typed behind it.
    fn complete_answer(
        &self,
        ui: &mut Ui,
        letter: char,
        helper: &mut Helper<'_>,
    ) -> Result<Option<Result<Answer, String>>, CliError> {
        let Some(key) = KEYS.iter().find(|key| key.letter == letter) else {
            return Ok(Some(Err(format!("{letter:?} is no key; press ? for all keys"))));
        };
        let mut value = String::new();
        if !key.takes.is_empty() {
            let words = words_for(letter).join(", ");
            if !words.is_empty() {
                let words = ui.paint(&words, style::FAINT);
                ui.line(words)?;
            }
            let label = format!("{} > ", key.takes.to_lowercase());
            let initial = (helper.initial)(letter);
            let typed = self.line(ui, &label, &initial, &mut |typed| {
                (helper.complete)(letter, typed)
            })?;
            let Some(typed) = typed.filter(|typed| !typed.is_empty()) else {
                return Ok(None);
            };
            value = typed;
        }
        let deed = match Deed::read(letter, &value) {
            Ok(deed) => deed,
            Err(wrong) => return Ok(Some(Err(wrong))),
        };
        let mut reason = None;
        if key.reasoned && helper.asks_why {
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
        Ok(Some(Ok(Answer { deed, reason })))
    }
}

impl Input for Keys {
    fn answer(
        &mut self,
        ui: &mut Ui,
        helper: &mut Helper<'_>,
    ) -> Result<Option<Result<Answer, String>>, CliError> {
        loop {
            ui.flush()?;
            let Some(key) = self.key()? else {
                return Ok(None);
            };
            let deed = match key {
                Key::Enter | Key::ArrowRight | Key::Char(' ') => Deed::Next,
                Key::ArrowLeft => Deed::Back,
                Key::CtrlC | Key::Char('\u{4}') => return Ok(None),
                Key::Char(letter) if !letter.is_control() => {
                    let answer = self.complete_answer(ui, letter, helper)?;
                    if answer.is_some() {
                        return Ok(answer);
                    }
                    ui.line("nothing changed")?;
                    continue;
                }
                _ => continue,
            };
            return Ok(Some(Ok(Answer::of(deed))));
        }
    }

    fn choice(&mut self, ui: &mut Ui, prompt: &str) -> Result<String, CliError> {
        ui.write(&format!("{prompt} "))?;
        ui.flush()?;
        let key = self.key()?;
        ui.line("")?;
        Ok(match key {
            Some(Key::Char(letter)) if !letter.is_control() => letter.to_string(),
            _ => String::new(),
        })
    }
}

/// Draws the line that is typed over what stood there.
fn draw(ui: &mut Ui, label: &str, editor: &Editor) -> Result<(), CliError> {
    let tabs = editor
        .offered()
        .filter(|(_, all)| *all > 1)
        .map_or(String::new(), |(at, all)| {
            format!("  [{at} of {all}, Tab for the next]")
        });
    let cells = ui.width().saturating_sub(label.len() + tabs.len() + 1).max(10);
    let (seen, behind) = editor.seen(cells);
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
    ui.write(&format!("\r\u{1b}[K{label}{seen}{tabs}{back}"))?;
    ui.flush()
}
