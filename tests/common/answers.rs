//! The answers of all queries at once, so that two states of the read models can be compared.

use super::history::ReadModels;
use dixit::domain::Position;
use dixit::query::{
    self, ArticleList, ArticleSearchQuery, ArticlesQuery, BriefQuery, ChangesQuery, ConflictsQuery, Details,
    DueQuery, Ending, FeedsQuery, FirstQuery, FollowedFeed, MatrixPeriod, MatrixQuery, NewRecordsQuery,
    ProposalLedger, ProposalsQuery, Query, RepliesQuery, ReviewQuery, SearchHits, SearchQuery, ShowQuery,
    SilentQuery, SimilarQuery, SinceQuery, SourcesQuery, SpeakerList, SpeakersQuery, StatementFilter,
    StatementList, TopicList, TopicsQuery,
};

/// The search queries that are compared. Each term occurs once in any words that contain it: the rank of a hit depends
/// on all words that were ever indexed, so only then is the order of hits the same whatever the history.
const SEARCH_QUERIES: [&str; 4] = ["taxe", "\"人工\"", "sante", "ecole"];

/// SQL for the views that no query shows completely; each row becomes one JSON array.
const VIEW_QUERIES: [&str; 5] = [
    "SELECT json_array('link', source_id, target_id, link, actor, reason) FROM link ORDER BY 1",
    "SELECT json_array('dispute', statement_id, extractor, differences) FROM dispute ORDER BY 1",
    "SELECT json_array('canonical', s.id, w.id) FROM canonical_speaker JOIN speaker AS s ON s.row = canonical_speaker.speaker
         JOIN speaker AS w ON w.row = canonical_speaker.canonical ORDER BY 1",
    "SELECT json_array('identifier', s.id, identifier) FROM speaker_identifier JOIN speaker AS s ON s.row = speaker
         ORDER BY 1",
    "SELECT json_array('name', s.id, source, name, kind) FROM speaker_name JOIN speaker AS s ON s.row = speaker
         ORDER BY 1",
];

/// The answers of all queries as of one position.
#[derive(Debug, PartialEq)]
pub(crate) struct Answers {
    pub(crate) timeline: StatementList,
    pub(crate) articles: ArticleList,
    pub(crate) speakers: SpeakerList,
    pub(crate) topics: TopicList,
    pub(crate) feeds: Vec<FollowedFeed>,
    pub(crate) proposals: ProposalLedger,
    pub(crate) hits: Vec<SearchHits>,
    /// The details of every listed item and of one given id; an error message where the id is unknown.
    pub(crate) details: Vec<(String, Result<Details, String>)>,
    pub(crate) views: Vec<String>,
}

impl Answers {
    /// The answers without items that are no longer current, and without the time and actor of mergers.
    ///
    /// For comparing a history in which something was done and undone with one in which it never happened: they differ
    /// in these points only.
    pub(crate) fn only_current(mut self) -> Self {
        for (_, details) in &mut self.details {
            let is_current = match details {
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
                Ok(Details::Redacted(_)) | Err(_) => false,
            };
            if !is_current {
                *details = Err("not current".to_owned());
            }
        }
        self
    }
}

impl ReadModels {
    /// The answers as of position `at`, or now if `None`, with the details of `id` even if it is not listed.
    pub(crate) fn answers_as_of(&self, at: Option<Position>, id: &str) -> Answers {
        // Setting the position invalidates all prepared SQL statements, so skip it when it is not needed.
        if at.is_some() {
            query::set_as_of(&self.0, at).unwrap();
        }
        let timeline = self.ask(&StatementFilter::default());
        let articles = self.ask(&ArticlesQuery::default());
        let speakers = self.ask(&SpeakersQuery::default());
        let topics = self.ask(&TopicsQuery { all: true });
        let mut ids = vec![id.to_owned()];
        ids.extend(timeline.0.iter().map(|entry| entry.id.to_string()));
        ids.extend(articles.0.iter().map(|line| line.id.to_string()));
        ids.extend(speakers.0.iter().map(|line| line.id.to_string()));
        let topic_ids = topics.0.iter().map(|line| line.id.clone());
        ids.extend(topic_ids.filter(|id| id.starts_with("own:")));
        let answers = Answers {
            details: ids.into_iter().map(|id| self.details_of(id)).collect(),
            hits: SEARCH_QUERIES
                .into_iter()
                .map(|words| self.search(words))
                .collect(),
            proposals: self.ask(&ProposalsQuery::default()),
            views: VIEW_QUERIES.into_iter().flat_map(|sql| self.rows(sql)).collect(),
            timeline,
            articles,
            speakers,
            topics,
            feeds: self.ask(&FeedsQuery),
        };
        if at.is_some() {
            query::set_as_of(&self.0, None).unwrap();
        }
        answers
    }

    /// The answers of the analytical queries as of position `at`, as JSON; one of them lists what is new since `since`.
    pub(crate) fn analyses_as_of(&self, at: Option<Position>, since: Position) -> Vec<String> {
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

    fn details_of(&self, id: String) -> (String, Result<Details, String>) {
        let show = ShowQuery {
            id: id.clone(),
            around: 10,
        };
        (id, show.answer(&self.0).map_err(|error| error.to_string()))
    }

    fn search(&self, words: &str) -> SearchHits {
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
