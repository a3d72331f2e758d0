//! What read models answer, all of it at once, so that two states of them can be compared.

use super::history::Models;
use dixit::domain::Position;
use dixit::query::{
    self, ArticleList, ArticleSearchQuery, ArticlesQuery, BriefQuery, ChangesQuery, ConflictsQuery, Details,
    DueQuery, Ending, FirstQuery, MatrixPeriod, MatrixQuery, NewRecordsQuery, ProposalLedger, ProposalsQuery,
    Query, RepliesQuery, ReviewQuery, SearchHits, SearchQuery, ShowQuery, SilentQuery, SimilarQuery,
    SinceQuery, SourcesQuery, SpeakerList, SpeakersQuery, StatementFilter, StatementList, TopicList,
    TopicsQuery,
};

/// What is searched for. Each stands once in the words that have it: how well words fit depends on all the words
/// that ever counted, and only with that is the order of the hits the same at any time.
const SEARCHES: [&str; 4] = ["taxe", "\"人工\"", "sante", "ecole"];

/// The views that no question shows whole, a row a line.
const VIEWS: [&str; 5] = [
    "SELECT json_array('link', source_id, target_id, link, actor, reason) FROM link ORDER BY 1",
    "SELECT json_array('dispute', statement_id, extractor, differences) FROM dispute ORDER BY 1",
    "SELECT json_array('whole', s.id, w.id) FROM canonical_speaker JOIN speaker AS s ON s.row = canonical_speaker.speaker
         JOIN speaker AS w ON w.row = canonical_speaker.canonical ORDER BY 1",
    "SELECT json_array('identifier', s.id, identifier) FROM speaker_identifier JOIN speaker AS s ON s.row = speaker
         ORDER BY 1",
    "SELECT json_array('name', s.id, source, name, kind) FROM speaker_name JOIN speaker AS s ON s.row = speaker
         ORDER BY 1",
];

/// The answers to all questions, as of one moment.
#[derive(Debug, PartialEq)]
pub(crate) struct Answers {
    pub(crate) timeline: StatementList,
    pub(crate) articles: ArticleList,
    pub(crate) speakers: SpeakerList,
    pub(crate) topics: TopicList,
    pub(crate) proposals: ProposalLedger,
    pub(crate) hits: Vec<SearchHits>,
    /// Whatever is listed, and what is not: then there is an error.
    pub(crate) shown: Vec<(String, Result<Details, String>)>,
    pub(crate) views: Vec<String>,
}

impl Answers {
    /// The same, but for what no longer counts, and when and by whom speakers were merged: what is done and undone
    /// is not what was never done.
    pub(crate) fn of_what_counts(mut self) -> Self {
        for (_, shown) in &mut self.shown {
            let counts = match shown {
                Ok(Details::Statement(sheet)) => sheet.ended.is_none(),
                Ok(Details::Article(sheet)) => sheet.ended.is_none(),
                Ok(Details::Topic(sheet)) => sheet.ended.is_none(),
                Ok(Details::Speaker(sheet)) => {
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
        let timeline = self.ask(&StatementFilter::default());
        let articles = self.ask(&ArticlesQuery::default());
        let speakers = self.ask(&SpeakersQuery::default());
        let topics = self.ask(&TopicsQuery { all: true });
        let mut wanted = vec![id.to_owned()];
        wanted.extend(timeline.0.iter().map(|entry| entry.id.to_string()));
        wanted.extend(articles.0.iter().map(|line| line.id.to_string()));
        wanted.extend(speakers.0.iter().map(|line| line.id.to_string()));
        let own = topics.0.iter().map(|line| line.id.clone());
        wanted.extend(own.filter(|id| id.starts_with("own:")));
        let answers = Answers {
            shown: wanted.into_iter().map(|id| self.shown(id)).collect(),
            hits: SEARCHES.into_iter().map(|words| self.found(words)).collect(),
            proposals: self.ask(&ProposalsQuery::default()),
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
        let first = self.ask(&StatementFilter::default()).0.into_iter().next();
        let id = first.map(|entry| entry.id.to_string()).unwrap_or_default();
        let within = StatementFilter::default;
        let due = DueQuery {
            include_settled: true,
            today: chrono::NaiveDate::from_ymd_opt(2026, 6, 11),
            ..DueQuery::default()
        };
        let answers = vec![
            self.json(&BriefQuery { within: within() }),
            self.json(&ChangesQuery::default()),
            self.json(&ConflictsQuery { within: within() }),
            self.json(&due),
            self.json(&FirstQuery::default()),
            self.json(&MatrixQuery {
                within: within(),
                by: MatrixPeriod::Year,
            }),
            self.json(&ReviewQuery::default()),
            self.json(&SilentQuery {
                within: within(),
                days: 1,
            }),
            self.json(&SimilarQuery {
                id: id.clone(),
                ..SimilarQuery::default()
            }),
            self.json(&RepliesQuery {
                id: id.clone(),
                limit: None,
            }),
            self.json(&SinceQuery {
                id: id.clone(),
                is_chronological: false,
                limit: None,
            }),
            self.json(&ArticleSearchQuery {
                query: "taxe OR 人工".to_owned(),
                ..ArticleSearchQuery::default()
            }),
            self.json(&SourcesQuery { id }),
            self.json(&NewRecordsQuery {
                since,
                ..NewRecordsQuery::default()
            }),
        ];
        query::set_as_of(&self.0, None).unwrap();
        answers
    }

    fn json<Q: Query<Answer: serde::Serialize>>(&self, question: &Q) -> String {
        match question.answer(&self.0) {
            Ok(answer) => serde_json::to_string(&answer).unwrap(),
            Err(error) => error.to_string(),
        }
    }

    fn shown(&self, id: String) -> (String, Result<Details, String>) {
        let show = ShowQuery {
            id: id.clone(),
            around: 10,
        };
        (id, show.answer(&self.0).map_err(|error| error.to_string()))
    }

    fn found(&self, words: &str) -> SearchHits {
        self.ask(&SearchQuery {
            query: words.to_owned(),
            within: StatementFilter::default(),
        })
    }

    fn rows(&self, sql: &str) -> Vec<String> {
        let mut select = self.0.prepare_cached(sql).unwrap();
        let rows = select.query_map([], |row| row.get(0)).unwrap();
        rows.collect::<Result<_, _>>().unwrap()
    }
}
