//! An editable line of text with Tab completion.

use crate::cli::ui::text::width;
use crate::domain::is_display_control;
use console::Key;

/// A line that is being edited.
#[derive(Debug, Default)]
pub(super) struct Editor {
    text: Vec<char>,
    /// Cursor position, in characters.
    at: usize,
    /// Completions that Tab cycles through, and the index of the current one.
    offered: Option<(Vec<String>, usize)>,
}

/// State of the line after a key.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum EditOutcome {
    /// Editing goes on.
    Continue,
    /// The line is complete.
    Done,
    /// The input was cancelled.
    Cancelled,
}

impl Editor {
    /// Creates a line that contains `text`.
    pub(super) fn new(text: &str) -> Self {
        let text: Vec<char> = text.chars().collect();
        Self {
            at: text.len(),
            text,
            offered: None,
        }
    }

    /// Returns the text typed so far.
    pub(super) fn text(&self) -> String {
        self.text.iter().collect()
    }

    /// Handles one key; `complete` returns the completions of a text.
    pub(super) fn handle_key(
        &mut self,
        key: &Key,
        complete: &mut dyn FnMut(&str) -> Vec<String>,
    ) -> EditOutcome {
        if !matches!(key, Key::Tab | Key::BackTab) {
            self.offered = None;
        }
        match key {
            Key::Enter => return EditOutcome::Done,
            Key::Escape | Key::CtrlC => return EditOutcome::Cancelled,
            Key::Tab => self.offer(true, complete),
            Key::BackTab => self.offer(false, complete),
            Key::Backspace if self.at > 0 => {
                self.at -= 1;
                self.text.remove(self.at);
            }
            Key::Del if self.at < self.text.len() => {
                self.text.remove(self.at);
            }
            Key::ArrowLeft => self.at = self.at.saturating_sub(1),
            Key::ArrowRight => self.at = (self.at + 1).min(self.text.len()),
            Key::Home | Key::Char('\u{1}') => self.at = 0,
            Key::End | Key::Char('\u{5}') => self.at = self.text.len(),
            // Ctrl-U clears the line.
            Key::Char('\u{15}') => *self = Self::default(),
            Key::Char(c) if !is_display_control(*c) => {
                self.text.insert(self.at, *c);
                self.at += 1;
            }
            _ => {}
        }
        EditOutcome::Continue
    }

    /// Replaces the text by the next or previous completion.
    fn offer(&mut self, forward: bool, complete: &mut dyn FnMut(&str) -> Vec<String>) {
        let typed = self.text();
        let (offered, at) = if let Some((offered, at)) = self.offered.take() {
            let count = offered.len();
            let at = if forward { at + 1 } else { at + count - 1 };
            (offered, at % count)
        } else {
            (complete(&typed), 0)
        };
        if offered.is_empty() {
            return;
        }
        *self = Self::new(&offered[at]);
        self.offered = Some((offered, at));
    }

    /// Returns the number of the current completion and how many there are.
    pub(super) fn offered(&self) -> Option<(usize, usize)> {
        self.offered.as_ref().map(|(offered, at)| (at + 1, offered.len()))
    }

    /// Returns the part of the line that fits into `cells` cells, and the number of cells after the cursor.
    pub(super) fn visible_part(&self, cells: usize) -> (String, usize) {
        let of = |chars: &[char]| width(&chars.iter().collect::<String>());
        let mut start = 0;
        while start < self.at && of(&self.text[start..self.at]) + 1 > cells {
            start += 1;
        }
        let mut end = self.text.len();
        while end > self.at && of(&self.text[start..end]) > cells {
            end -= 1;
        }
        let behind = of(&self.text[self.at..end]);
        (self.text[start..end].iter().collect(), behind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn type_in(editor: &mut Editor, text: &str) {
        for c in text.chars() {
            editor.handle_key(&Key::Char(c), &mut |_| Vec::new());
        }
    }

    #[test]
    fn tab_cycles_through_completions() {
        let mut editor = Editor::default();
        type_in(&mut editor, "Ama");
        let mut complete = |typed: &str| {
            assert_eq!(typed, "Ama");
            vec!["Amara Okwuosa".to_owned(), "Amadou Ba".to_owned()]
        };
        let mut texts = Vec::new();
        for key in [Key::Tab, Key::Tab, Key::Tab, Key::BackTab] {
            editor.handle_key(&key, &mut complete);
            texts.push(editor.text());
        }
        assert_eq!(
            texts,
            ["Amara Okwuosa", "Amadou Ba", "Amara Okwuosa", "Amadou Ba"]
        );
        assert_eq!(editor.offered(), Some((2, 2)));
        type_in(&mut editor, "!");
        assert_eq!((editor.text().as_str(), editor.offered()), ("Amadou Ba!", None));
    }

    #[test]
    fn tab_without_candidates_changes_nothing() {
        let mut editor = Editor::new("x");
        assert_eq!(
            editor.handle_key(&Key::Tab, &mut |_| Vec::new()),
            EditOutcome::Continue
        );
        assert_eq!(editor.text(), "x");
    }

    #[test]
    fn text_is_edited_at_the_cursor() {
        let mut editor = Editor::new("ac");
        let mut none = |_: &str| Vec::new();
        for key in [
            Key::ArrowLeft,
            Key::Char('b'),
            Key::End,
            Key::Char('x'),
            Key::Backspace,
            Key::Home,
            Key::Del,
        ] {
            editor.handle_key(&key, &mut none);
        }
        assert_eq!(editor.text(), "bc");
        assert_eq!(editor.handle_key(&Key::Enter, &mut none), EditOutcome::Done);
        assert_eq!(editor.handle_key(&Key::Escape, &mut none), EditOutcome::Cancelled);
    }

    #[test]
    fn long_line_shows_the_part_around_the_cursor() {
        let mut editor = Editor::new("人工智能 governance");
        assert_eq!(editor.visible_part(8), ("ernance".to_owned(), 0));
        editor.handle_key(&Key::Home, &mut |_| Vec::new());
        assert_eq!(editor.visible_part(8), ("人工智能".to_owned(), 8));
    }
}
