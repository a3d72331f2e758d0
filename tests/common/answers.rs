//! What read models answer, all of it at once, so that two states of them can be compared.

use super::history::Models;
use dixit::domain::Position;
use dixit::query::{
    self, ArticleLines, Articles, Brief, Changes, Conflicts, Due, Ending, Entries, Every, First, Hits,
    Ledger, Matrix, New, Proposals, Question, Replies, Review, Search, SearchArticles, Show, Shown, Silent,
    Similar, Since, Sources, SpeakerLines, Speakers, Timeline, TopicLines, Topics,
};

/// What is searched for. Each stands once in the words that have it: how well words fit depends on all the words
/// that ever counted, and only with that is the order of the hits the same at any time.
const SEARCHES: [&str; 4] = ["taxe", "\"人工\"", "sante", "ecole"];

/// The views that no question shows whole, a row a line.
const VIEWS: [&str; 5] = [
    "SELECT json_array('link', one, other, link, actor, reason) FROM linked ORDER BY 1",
    "SELECT json_array('dispute', statement, extractor, otherwise) FROM disputed ORDER BY 1",
    "SELECT json_array('whole', s.id, w.id) FROM whole JOIN speaker AS s ON s.row = whole.speaker
         JOIN speaker AS w ON w.row = whole.whole ORDER BY 1",
    "SELECT json_array('identifier', s.id, identifier) FROM identifier JOIN speaker AS s ON s.row = speaker
         ORDER BY 1",
    "SELECT json_array('name', s.id, source, name, kind) FROM name JOIN speaker AS s ON s.row = speaker
         ORDER BY 1",
];

/// The answers to all questions, as of one moment.
#[derive(Debug, PartialEq)]
pub(crate) struct Answers {
    pub(crate) timeline: Entries,
    pub(crate) articles: ArticleLines,
    pub(crate) speakers: SpeakerLines,
    pub(crate) topics: TopicLines,
    pub(crate) proposals: Ledger,
    pub(crate) hits: Vec<Hits>,
    /// Whatever is listed, and what is not: then there is an error.
    pub(crate) shown: Vec<(String, Result<Shown, String>)>,
    pub(crate) views: Vec<String>,
}

impl Answers {
    /// The same, but for what no longer counts, and when and by whom speakers were merged: what is done and undone
    /// is not what was never done.
    pub(crate) fn of_what_counts(mut self) -> Self {
        for (_, shown) in &mut self.shown {
            let counts = match shown {
                Ok(Shown::Statement(sheet)) => sheet.ended.is_none(),
                Ok(Shown::Article(sheet)) => sheet.ended.is_none(),
                Ok(Shown::Topic(sheet)) => sheet.ended.is_none(),
                Ok(Shown::Speaker(sheet)) => {
                    if let Some(merger) = &mut sheet.merged {
                        merger.by = Ending {
                            what: merger.by.what,
                            position: 0,
                            recorded_at: None,
                            actor: None,
                            reason: None,
                        };
                    }
                    sheet.ended.is_none()
                }
                Err(_) => false,
            };
            if !counts {
                *shown = Err("it does not count".to_owned());
            }
        }
        self
    }
}

impl Models {
    /// What counted at a position, or counts now, and what is known of the thing with this id, listed or not.
    pub(crate) fn answers(&self, at: Option<Position>, id: &str) -> Answers {
        // Looking at another moment makes every statement to be prepared anew.
        if at.is_some() {
            query::set_as_of(&self.0, at).unwrap();
        }
        let timeline = self.ask(&Timeline::default());
        let articles = self.ask(&Articles::default());
        let speakers = self.ask(&Speakers::default());
        let topics = self.ask(&Topics { all: true });
        let mut wanted = vec![id.to_owned()];
        wanted.extend(timeline.0.iter().map(|entry| entry.id.to_string()));
        wanted.extend(articles.0.iter().map(|line| line.id.to_string()));
        wanted.extend(speakers.0.iter().map(|line| line.id.to_string()));
        let own = topics.0.iter().map(|line| line.id.clone());
        wanted.extend(own.filter(|id| id.starts_with("own:")));
        let answers = Answers {
            shown: wanted.into_iter().map(|id| self.shown(id)).collect(),
            hits: SEARCHES.into_iter().map(|words| self.found(words)).collect(),
            proposals: self.ask(&Proposals::default()),
            views: VIEWS.into_iter().flat_map(|sql| self.rows(sql)).collect(),
            timeline,
            articles,
            speakers,
            topics,
        };
        if at.is_some() {
            query::set_as_of(&self.0, None).unwrap();
        }
        answers
    }

    /// The answers to what analysts ask, as JSON; one of them is what is new since a position.
    pub(crate) fn analyses(&self, at: Option<Position>, since: Position) -> Vec<String> {
        query::set_as_of(&self.0, at).unwrap();
        let first = self.ask(&Timeline::default()).0.into_iter().next();
        let id = first.map(|entry| entry.id.to_string()).unwrap_or_default();
        let within = Timeline::default;
        let due = Due {
            settled: true,
            today: chrono::NaiveDate::from_ymd_opt(2026, 6, 11),
            ..Due::default()
        };
        let answers = vec![
            self.json(&Brief { within: within() }),
            self.json(&Changes::default()),
            self.json(&Conflicts { within: within() }),
            self.json(&due),
            self.json(&First::default()),
            self.json(&Matrix {
                within: within(),
                by: Every::Year,
            }),
            self.json(&Review::default()),
            self.json(&Silent {
                within: within(),
                days: 1,
            }),
            self.json(&Similar {
                id: id.clone(),
                ..Similar::default()
            }),
            self.json(&Replies {
                id: id.clone(),
                limit: None,
            }),
            self.json(&Since {
                id: id.clone(),
                in_time: false,
                limit: None,
            }),
            self.json(&SearchArticles {
                query: "taxe OR 人工".to_owned(),
                ..SearchArticles::default()
            }),
            self.json(&Sources { id }),
            self.json(&New {
                since,
                ..New::default()
            }),
        ];
        query::set_as_of(&self.0, None).unwrap();
        answers
    }

    fn json<Q: Question<Answer: serde::Serialize>>(&self, question: &Q) -> String {
        match question.answer(&self.0) {
            Ok(answer) => serde_json::to_string(&answer).unwrap(),
            Err(error) => error.to_string(),
        }
    }

    fn shown(&self, id: String) -> (String, Result<Shown, String>) {
        let show = Show {
            id: id.clone(),
            around: 10,
        };
        (id, show.answer(&self.0).map_err(|error| error.to_string()))
    }

    fn found(&self, words: &str) -> Hits {
        self.ask(&Search {
            query: words.to_owned(),
            within: Timeline::default(),
        })
    }

    fn rows(&self, sql: &str) -> Vec<String> {
        let mut select = self.0.prepare_cached(sql).unwrap();
        let rows = select.query_map([], |row| row.get(0)).unwrap();
        rows.collect::<Result<_, _>>().unwrap()
    }
}
