/// Text that is put together from paragraphs, lists and tables, as a document shows them.
#[derive(Debug, Default)]
pub(super) struct TextBlocks {
    text: String,
    /// The paragraphs that are open, innermost last: a text box stands in a paragraph.
    open: Vec<Paragraph>,
    /// The cells of the rows of tables that are open, innermost last.
    rows: Vec<Vec<String>>,
    /// Whether the block before was an item or a row, which no blank line separates from the next.
    is_dense: bool,
}

#[derive(Debug, Default)]
struct Paragraph {
    text: String,
    is_item: bool,
    is_left_out: bool,
}

impl TextBlocks {
    pub(super) fn open_paragraph(&mut self) {
        self.open.push(Paragraph::default());
    }

    /// Marks the innermost paragraph as an item of a list.
    pub(super) fn mark_item(&mut self) {
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.is_item = true;
        }
    }

    /// Leaves out the innermost paragraph.
    pub(super) fn leave_out(&mut self) {
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.is_left_out = true;
        }
    }

    /// Appends to the innermost paragraph; text outside of paragraphs is none.
    pub(super) fn push(&mut self, text: &str) {
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.text.push_str(text);
        }
    }

    /// Appends text in which blanks and line breaks count as one blank.
    pub(super) fn push_collapsed(&mut self, text: &str) {
        let Some(paragraph) = self.open.last_mut() else {
            return;
        };
        for c in text.chars() {
            if !matches!(c, ' ' | '\t' | '\n' | '\r') {
                paragraph.text.push(c);
            } else if !paragraph.text.is_empty() && !paragraph.text.ends_with([' ', '\n']) {
                paragraph.text.push(' ');
            }
        }
    }

    pub(super) fn close_paragraph(&mut self) {
        let Some(paragraph) = self.open.pop() else { return };
        let text = paragraph.text.trim();
        if text.is_empty() || paragraph.is_left_out {
            return;
        }
        if let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut()) {
            if !cell.is_empty() {
                cell.push(' ');
            }
            cell.push_str(&text.replace(['\n', '\t'], " "));
            return;
        }
        let text = if paragraph.is_item {
            format!("• {text}")
        } else {
            text.to_owned()
        };
        self.append(&text, paragraph.is_item);
    }

    pub(super) fn open_row(&mut self) {
        self.rows.push(Vec::new());
    }

    pub(super) fn open_cell(&mut self) {
        if let Some(row) = self.rows.last_mut() {
            row.push(String::new());
        }
    }

    /// Ends a row of a table, whose cells become one line. A table in a cell becomes text of the cell.
    pub(super) fn close_row(&mut self) {
        let Some(row) = self.rows.pop() else { return };
        let cells: Vec<String> = row.into_iter().filter(|cell| !cell.is_empty()).collect();
        if cells.is_empty() {
            return;
        }
        match self.rows.last_mut().and_then(|outer| outer.last_mut()) {
            Some(cell) => {
                if !cell.is_empty() {
                    cell.push(' ');
                }
                cell.push_str(&cells.join(" "));
            }
            None => self.append(&cells.join("\t"), true),
        }
    }

    fn append(&mut self, block: &str, is_dense: bool) {
        if !self.text.is_empty() {
            self.text
                .push_str(if is_dense && self.is_dense { "\n" } else { "\n\n" });
        }
        self.text.push_str(block);
        self.is_dense = is_dense;
    }

    /// All text so far. What is open is closed.
    pub(super) fn into_text(mut self) -> String {
        while !self.open.is_empty() {
            self.close_paragraph();
        }
        while !self.rows.is_empty() {
            self.close_row();
        }
        self.text
    }
}
