use crate::cli::args::global::Format;
use crate::cli::error::CliError;
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::export::{self, ArticleTextLine};
use crate::ingest::IngestedArticle;

/// Writes the text and source of one article after the other.
#[derive(Debug, Default)]
pub(super) struct TextPrinter {
    printed: usize,
}

impl TextPrinter {
    /// Prints `article`; what was assumed while reading it goes to the notes.
    pub(super) fn print(&mut self, session: &mut Session, article: IngestedArticle) -> Result<(), CliError> {
        let IngestedArticle {
            location,
            id,
            document,
            notes,
            ..
        } = article;
        for note in notes {
            session.ui.print_note(format_args!("{location}: {note}"));
        }
        let id = id.unwrap_or_else(|| location.to_string());
        let line = ArticleTextLine::new(id.into(), document);
        self.printed += 1;
        match session.format {
            Format::Table => self.print_for_people(session, &line),
            Format::Jsonl => session
                .ui
                .write_line(export::format_json(&line).map_err(CliError::store)?),
            _ => session
                .ui
                .write(&export::format_json(&line).map_err(CliError::store)?),
        }
    }

    fn print_for_people(&self, session: &mut Session, line: &ArticleTextLine) -> Result<(), CliError> {
        let ui = &mut session.ui;
        if self.printed > 1 {
            ui.write_line("")?;
        }
        let title = line.title.clone().unwrap_or_else(|| line.id.to_string());
        ui.write_paragraph(&title, style::TITLE)?;
        let known = [&line.publisher, &line.published, &line.author, &line.url];
        let mut known: Vec<&str> = known.into_iter().flatten().map(String::as_str).collect();
        known.push(line.lang);
        ui.write_paragraph(&known.join(" · "), style::FAINT)?;
        ui.write_line("")?;
        for paragraph in line.text.lines() {
            ui.write_paragraph(paragraph, style::PLAIN)?;
        }
        Ok(())
    }
}
