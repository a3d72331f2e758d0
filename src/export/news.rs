use super::{Tabular, cell, entries};
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
        let articles = self.articles.iter().map(|line| article("article", line));
        let revised = self.revised.iter().map(|line| article("revised", line));
        let read = self.statements.iter().map(|entry| statement("statement", entry));
        let decided = self.decided.iter().map(|entry| statement("decided", entry));
        let gone = self.gone.iter().map(gone);
        articles
            .chain(revised)
            .chain(read)
            .chain(decided)
            .chain(gone)
            .collect()
    }
}

fn article(news: &str, line: &ArticleEntry) -> Vec<String> {
    vec![
        news.to_owned(),
        line.id.to_string(),
        String::new(),
        String::new(),
        String::new(),
        cell(line.title.as_ref()),
        cell(line.publisher.as_ref()),
        cell(line.published.as_ref()),
        cell(line.url.as_ref()),
        String::new(),
        String::new(),
        String::new(),
        String::new(),
    ]
}

fn statement(news: &str, entry: &StatementEntry) -> Vec<String> {
    vec![
        news.to_owned(),
        entry.id.to_string(),
        entry.said.to_string(),
        cell(entry.who().as_ref()),
        entry.words.clone(),
        cell(entry.article.title.as_ref()),
        cell(entry.article.publisher.as_ref()),
        cell(entry.article.published.as_ref()),
        cell(entry.article.url.as_ref()),
        String::new(),
        format!("{:.2}", entry.confidence),
        entries::reviewed(entry),
        entries::flags(entry),
    ]
}

fn gone(line: &EndedStatement) -> Vec<String> {
    let mut row = vec![String::new(); 13];
    "gone".clone_into(&mut row[0]);
    row[1] = line.id.to_string();
    row[4].clone_from(&line.words);
    row[9] = line.position.to_string();
    row
}
