use crate::cli::error::{CliError, Exit};
use crate::cli::filters::{self, Filters};
use crate::cli::session::Session;
use crate::cli::ui::rich::Rich;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table};
use crate::cli::{listing, statements};
use crate::domain::Act;
use crate::query::{ArticleHit, ArticleSearchQuery, Passage, SearchQuery};
use clap::{Args, ValueEnum};

const EXAMPLES: &str = "\
Words must all occur, whatever the case, the accents and the form: label finds labels, décréter finds décrète. \
\"a phrase\" or a \"word\" in quotation marks must occur as it stands, prefix* matches how a word begins, -word must \
not occur (quote the query then), OR lets either side suffice. Chinese is found from one character on. With \
--in articles the whole texts are looked through, and what stands there is shown, whoever wrote it.

Examples:
  dixit search gouvernance mondiale
  dixit search '\"open source\" OR 开源' --since 2025
  dixit search --in articles decree --publisher \"the harbour gazette\"";

/// Find statements by their words, the best first; or articles, the latest first
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct SearchArgs {
    /// What to look for
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    /// Where to look
    #[arg(long = "in", value_enum, value_name = "WHERE", default_value_t = Where::Statements)]
    place: Where,
    #[command(flatten)]
    filters: Filters,
    /// Only what does this
    #[arg(long, value_parser = filters::act(), help_heading = "Filters")]
    act: Option<Act>,
}

/// Where to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Where {
    /// The words of statements
    Statements,
    /// The texts of articles
    Articles,
}

/// So many articles are counted where the words stand in no statement.
const COUNTED_MAX: usize = 100;

impl SearchArgs {
    /// Prints them.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        match self.place {
            Where::Statements => self.statements(session),
            Where::Articles => self.articles(session),
        }
    }

    fn statements(self, session: &mut Session) -> Result<Exit, CliError> {
        let in_articles = self.articles_asked(Some(COUNTED_MAX));
        let is_narrow = self.narrowed_by().is_some();
        let question = SearchQuery {
            query: self.query.join(" "),
            within: self.filters.timeline(self.act),
        };
        let hits = session.ask(&question)?;
        let table = statements::table(hits.0.iter().map(|hit| (&hit.entry, hit.marks.as_slice())));
        listing::print(session, &hits, &table, "nothing matches")?;
        if hits.0.is_empty() && !is_narrow {
            let count = session.ask(&in_articles)?.0.len();
            if count > 0 {
                let more = if count == COUNTED_MAX { " or more" } else { "" };
                let article = if count == 1 { "article" } else { "articles" };
                session.ui.flush()?;
                session.ui.note(format_args!(
                    "the words stand in no statement, but in the text of {count}{more} {article}: \
                     `dixit search --in articles` shows where"
                ));
            }
        }
        Ok(Exit::Done)
    }

    fn articles(self, session: &mut Session) -> Result<Exit, CliError> {
        if let Some(filter) = self.narrowed_by() {
            return Err(
                CliError::usage(format_args!("{filter} tells statements apart, not articles"))
                    .hint("leave it out, or search in statements"),
            );
        }
        let hits = session.ask(&self.articles_asked(self.filters.limit))?;
        let mut table = Table::new([
            Column::whole("published"),
            Column::text("passages", 30).weighing(3),
            Column::text("source", 14).at_most(28),
        ]);
        for hit in &hits.0 {
            table.row(row(hit));
        }
        listing::print(session, &hits, &table, "nothing matches")?;
        Ok(Exit::Done)
    }

    /// The same question, of the texts of articles.
    fn articles_asked(&self, limit: Option<usize>) -> ArticleSearchQuery {
        ArticleSearchQuery {
            query: self.query.join(" "),
            since: self.filters.since,
            until: self.filters.until,
            lang: self.filters.lang,
            publisher: self.filters.publisher.clone(),
            limit,
        }
    }

    /// The first filter given that only statements have.
    fn narrowed_by(&self) -> Option<&'static str> {
        let given = [
            (self.filters.speaker.is_some(), "--speaker"),
            (self.filters.topic.is_some(), "--topic"),
            (self.act.is_some(), "--act"),
        ];
        given
            .into_iter()
            .find_map(|(is_given, name)| is_given.then_some(name))
    }
}

fn row(hit: &ArticleHit) -> [Cell; 3] {
    let published = hit
        .article
        .published
        .map_or_else(|| "?".to_owned(), |day| day.to_string());
    let count = statements::counted(hit.occurrences, "time");
    let title = hit.article.title.as_deref().unwrap_or_default();
    let shown: usize = hit.passages.iter().map(|passage| passage.marks.len()).sum();
    let mut passages = hit
        .passages
        .iter()
        .fold(Cell::new(title, style::TITLE), |cell, passage| {
            cell.rich(marked(passage))
        });
    let more = hit.occurrences.saturating_sub(shown as u64);
    if more > 0 {
        passages = passages.and(&format!("and {more} more"), style::FAINT);
    }
    let name = hit.article.publisher.as_deref().unwrap_or_default();
    let id = statements::short(hit.article.id.as_str());
    [
        Cell::new(&published, style::TITLE).and(&count, style::FAINT),
        passages,
        Cell::new(name, style::PLAIN).and(id, style::FAINT),
    ]
}

/// The words of a passage, with what was looked for brought out.
fn marked(passage: &Passage) -> Rich {
    let before = if passage.cut_before { "[…] " } else { "" };
    let after = if passage.cut_after { " […]" } else { "" };
    let text = format!("{before}{}{after}", passage.text.replace('\n', " "));
    let shift = u32::try_from(before.chars().count()).unwrap_or(0);
    let marks = passage
        .marks
        .iter()
        .map(|mark| mark.start + shift..mark.end + shift);
    Rich::marked(&text, style::PLAIN, marks, style::QUOTE)
}
