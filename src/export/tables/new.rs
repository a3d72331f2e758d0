use super::statement_columns::{flags_cell, review_cell};
use crate::export::cells::optional_cell;
use crate::export::tabular::Tabular;
use crate::query::{ArticleEntry, EndedStatement, NewRecords, StatementEntry};

impl Tabular for NewRecords {
    fn columns(&self) -> Vec<&'static str> {
        vec![
            "news",
            "id",
            "said",
            "speaker",
            "words",
            "title",
            "publisher",
            "published",
            "url",
            "position",
            "confidence",
            "reviewed",
            "flags",
        ]
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let articles = self.articles.iter().map(|line| article_row("article", line));
        let revised = self.revised.iter().map(|line| article_row("revised", line));
        let statements = self
            .statements
            .iter()
            .map(|entry| statement_row("statement", entry));
        let decided = self.decided.iter().map(|entry| statement_row("decided", entry));
        let ended = self.gone.iter().map(ended_row);
        articles
            .chain(revised)
            .chain(statements)
            .chain(decided)
            .chain(ended)
            .collect()
    }
}

fn article_row(kind: &str, line: &ArticleEntry) -> Vec<String> {
    vec![
        kind.to_owned(),
        line.id.to_string(),
        String::new(),
        String::new(),
        String::new(),
        optional_cell(line.title.as_ref()),
        optional_cell(line.publisher.as_ref()),
        optional_cell(line.published.as_ref()),
        optional_cell(line.url.as_ref()),
        String::new(),
        String::new(),
        String::new(),
        String::new(),
    ]
}

fn statement_row(kind: &str, entry: &StatementEntry) -> Vec<String> {
    vec![
        kind.to_owned(),
        entry.id.to_string(),
        entry.said.to_string(),
        optional_cell(entry.speaker_or_mention().as_ref()),
        entry.words.clone(),
        optional_cell(entry.article.title.as_ref()),
        optional_cell(entry.article.publisher.as_ref()),
        optional_cell(entry.article.published.as_ref()),
        optional_cell(entry.article.url.as_ref()),
        String::new(),
        format!("{:.2}", entry.confidence),
        review_cell(entry),
        flags_cell(entry),
    ]
}

fn ended_row(line: &EndedStatement) -> Vec<String> {
    let mut row = vec![String::new(); 13];
    "gone".clone_into(&mut row[0]);
    row[1] = line.id.to_string();
    row[4].clone_from(&line.words);
    row[9] = line.position.to_string();
    row
}
