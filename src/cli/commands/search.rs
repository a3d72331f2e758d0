use crate::cli::args::filters::FilterArgs;
use crate::cli::args::values;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::styled_text::StyledText;
use crate::cli::ui::table::{Cell, Column, Table};
use crate::cli::views::{listing, phrases, statement_table};
use crate::domain::Act;
use crate::query::{ArticleHit, ArticleSearchQuery, Passage, SearchHit, SearchQuery, StatementFilter};
use clap::{Args, ValueEnum};

const EXAMPLES: &str = "\
All words must occur, ignoring case, accents and inflection: label finds labels, décréter finds décrète. A \
\"phrase\" or \"word\" in quotation marks must occur exactly. prefix* matches the beginning of a word. -word must \
not occur (quote the whole query then). OR accepts either side. A single Chinese character is enough. --in articles \
searches the whole texts, not only the statements in them.

Examples:
  dixit search gouvernance mondiale
  dixit search '\"open source\" OR 开源' --since 2025
  dixit search --in articles decree --publisher \"the harbour gazette\"";

/// Search the words of statements, or the texts of articles
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct SearchArgs {
    /// Words to search for
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    /// Where to search
    #[arg(long = "in", value_enum, value_name = "WHERE", default_value_t = SearchPlace::Statements)]
    place: SearchPlace,
    #[command(flatten)]
    filters: FilterArgs,
    /// Only statements with this act
    #[arg(long, value_parser = values::act_parser(), help_heading = "Filters")]
    act: Option<Act>,
}

/// Where to search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SearchPlace {
    /// Words of statements, best match first
    Statements,
    /// Texts of articles, newest first
    Articles,
}

impl SearchArgs {
    /// Prints the matches.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        match self.place {
            SearchPlace::Statements => self.search_statements(session),
            SearchPlace::Articles => self.search_articles(session),
        }
    }

    fn search_statements(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let in_articles = self.article_query(Some(ArticleSearchQuery::COUNTED_MAX));
        let is_narrow = self.statement_only_filter().is_some();
        let mut page = listing::ListingPage::new(session, self.filters.limit);
        let question = SearchQuery {
            query: self.query.join(" "),
            within: StatementFilter {
                limit: page.limit,
                ..self.filters.into_statement_filter(self.act)
            },
        };
        let to_cells = |hit: &SearchHit| statement_table::entry_cells(&hit.entry, &hit.marks);
        let rows = (statement_table::new_table(), to_cells);
        let hits = listing::print_items(session, &question, rows, (&mut page, "no matches"))?;
        page.print_note(session)?;
        if hits == 0 && !is_narrow {
            let count = session.ask(&in_articles)?.0.len();
            if count > 0 {
                let more = if count == ArticleSearchQuery::COUNTED_MAX {
                    " or more"
                } else {
                    ""
                };
                let (article, verb) = if count == 1 {
                    ("article", "has")
                } else {
                    ("articles", "have")
                };
                session.ui.flush()?;
                session.ui.print_note(format_args!(
                    "no statement has these words, but {count}{more} {article} {verb} them: \
                     use `dixit search --in articles`"
                ));
            }
        }
        Ok(ExitStatus::Done)
    }

    fn search_articles(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        if let Some(filter) = self.statement_only_filter() {
            return Err(
                CliError::usage(format_args!("{filter} filters statements, not articles"))
                    .with_hint("leave it out, or search without --in articles"),
            );
        }
        let table = Table::new([
            Column::unwrapped("published"),
            Column::text("passages", 30).with_weight(3),
            Column::text("source", 14).with_width_max(28),
        ]);
        let question = self.article_query(self.filters.limit);
        listing::print_items(
            session,
            &question,
            (table, row),
            (&mut listing::ListingPage::whole(), "no matches"),
        )?;
        Ok(ExitStatus::Done)
    }

    /// Builds the same search on the texts of articles.
    fn article_query(&self, limit: Option<usize>) -> ArticleSearchQuery {
        ArticleSearchQuery {
            query: self.query.join(" "),
            since: self.filters.since,
            until: self.filters.until,
            lang: self.filters.lang,
            publisher: self.filters.publisher.clone(),
            limit,
        }
    }

    /// Returns the first given filter that applies only to statements.
    fn statement_only_filter(&self) -> Option<&'static str> {
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
    let count = phrases::pluralize(hit.occurrences, "time");
    let title = hit.article.title.as_deref().unwrap_or_default();
    let shown: usize = hit.passages.iter().map(|passage| passage.marks.len()).sum();
    let mut passages = hit
        .passages
        .iter()
        .fold(Cell::new(title, style::TITLE), |cell, passage| {
            cell.with_text(highlight_matches(passage))
        });
    let more = hit.occurrences.saturating_sub(shown as u64);
    if more > 0 {
        passages = passages.with_paragraph(&format!("and {more} more"), style::FAINT);
    }
    let name = hit.article.publisher.as_deref().unwrap_or_default();
    let id = phrases::short_id(hit.article.id.as_str());
    [
        Cell::new(&published, style::TITLE).with_paragraph(&count, style::FAINT),
        passages,
        Cell::new(name, style::PLAIN).with_paragraph(id, style::FAINT),
    ]
}

/// Highlights the matches in a passage.
fn highlight_matches(passage: &Passage) -> StyledText {
    let before = if passage.cut_before { "[…] " } else { "" };
    let after = if passage.cut_after { " […]" } else { "" };
    let text = format!("{before}{}{after}", passage.text.replace('\n', " "));
    let shift = u32::try_from(before.chars().count()).unwrap_or(0);
    let marks = passage
        .marks
        .iter()
        .map(|mark| mark.start + shift..mark.end + shift);
    StyledText::marked(&text, style::PLAIN, marks, style::QUOTE)
}
