//! What became of proposals, which statements conflict, whether words are still in their articles, and which questions
//! are invalid.

use super::{Harbour, format_mentions, proposal_and_reply};
use crate::common::history::{History, ReadModels, StatementBuilder, article};
use dixit::domain::{Act, ArticleText, DateRule, Edtf, Event, Link, Position, StatementDecision, Status};
use dixit::query::{
    self, BriefQuery, ChangesQuery, CheckQuery, ConflictsQuery, DueQuery, FirstQuery, MatrixPeriod,
    MatrixQuery, NewRecordsQuery, ProposalsQuery, Query, QueryError, SilentQuery, SimilarQuery, SourcesQuery,
    StatementFilter,
};

#[test]
fn ledger_lists_each_proposal_once_with_what_followed() {
    let harbour = Harbour::new();
    let copied = proposal_and_reply(&harbour.copy).remove(0);
    let history = harbour.history();
    let ledger = |models: &ReadModels, status: Option<Status>| {
        let ledger = models.ask(&ProposalsQuery {
            status,
            ..ProposalsQuery::default()
        });
        let line = |line: &query::LedgerEntry| {
            format!(
                "{} [{}]\n  reported {}; restates {}; restated {}\n  echoed {}; answered {}\n  {} articles, {} sources, last {}",
                super::format_entry(&line.entry),
                line.entry.status.unwrap_or(Status::Open),
                format_mentions(&line.reported),
                format_mentions(&line.restates),
                format_mentions(&line.restated),
                format_mentions(&line.echoed),
                format_mentions(&line.answered),
                line.articles,
                line.independent_sources,
                line.last_mention.unwrap()
            )
        };
        ledger.0.iter().map(line).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(ledger(&history.to_read_models(), None), @"
    2025-06-02 Odile Carré (L’Écho) [open]
      reported Odile Carré 2025-06-02; restates ; restated Odile Carré 2026-06-09
      echoed Lise Autran 2025-08-31; answered Paul Nédélec 2025-06-02
      4 articles, 3 sources, last 2026-06-10
    ");
    // A person marked the copy; its status applies to the proposal.
    let marked = history
        .decided(&copied, StatementDecision::Marked(Status::Adopted))
        .to_read_models();
    let once = |status| {
        ledger(&marked, Some(status))
            .lines()
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    insta::assert_snapshot!(once(Status::Adopted), @"2025-06-02 Odile Carré (L’Écho) [adopted]");
    insta::assert_snapshot!(once(Status::Open), @"");
    insta::assert_snapshot!(once(Status::Rejected), @"");
}

#[test]
fn conflicts_are_linked_by_a_person_or_suggested() {
    let text =
        "Odile Carré : l’intelligence artificielle est une menace. Puis : je suis favorable au registre.";
    let one = article("one", text).published("2025-01-02");
    let two = article(
        "two",
        "« L’intelligence artificielle, je suis pour », dit Mme Carré.",
    )
    .published("2026-01-02");
    let three =
        article("three", "L’intelligence artificielle est utile, dit un maire.").published("2026-02-02");
    let threat = one
        .says(&["l’intelligence artificielle est une menace"])
        .speaker("Odile Carré")
        .said("2025-01-01", DateRule::Absolute, None);
    let here = one
        .says(&["je suis favorable au registre"])
        .speaker("Odile Carré")
        .said("2025-01-01", DateRule::Absolute, None);
    let yes = two
        .says(&["L’intelligence artificielle, je suis pour"])
        .speaker("O. Carré")
        .said("2026-01-01", DateRule::Absolute, None);
    let other = three
        .says(&["L’intelligence artificielle est utile"])
        .speaker("Paul Nédélec")
        .said("2026-02-01", DateRule::Absolute, None);
    let history = History::default()
        .ingested(&one, &[threat.clone(), here])
        .ingested(&two, std::slice::from_ref(&yes))
        .ingested(&three, std::slice::from_ref(&other));
    let pairs = |history: &History| {
        let pairs = history.to_read_models().ask(&ConflictsQuery::default()).0;
        let lines = pairs.iter().map(|pair| {
            let by = pair.actor.as_deref().unwrap_or("suggested");
            format!(
                "{by} ({}): {} | {}",
                pair.why.join(", "),
                pair.one.words,
                pair.other.words
            )
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    // Statements in one article or by different speakers are not in conflict.
    assert_eq!(pairs(&history), "");
    let merged = history.merged("O. Carré", "Odile Carré");
    insta::assert_snapshot!(pairs(&merged), @"suggested (menace, suis pour): l’intelligence artificielle est une menace | L’intelligence artificielle, je suis pour");
    let link = |to: &StatementBuilder<'_>| {
        StatementDecision::Linked(to.statement.id.clone(), Link::Contradicts, true)
    };
    insta::assert_snapshot!(pairs(&merged.clone().decided(&yes, link(&threat))), @"test (read both): l’intelligence artificielle est une menace | L’intelligence artificielle, je suis pour");
    insta::assert_snapshot!(pairs(&merged.decided(&threat, link(&other))), @"
    test (read both): l’intelligence artificielle est une menace | L’intelligence artificielle est utile
    suggested (menace, suis pour): l’intelligence artificielle est une menace | L’intelligence artificielle, je suis pour
    ");
}

#[test]
fn promise_counts_as_support_in_conflicts() {
    let one = article("one", "Un registre public de l’IA serait une usine à gaz.").published("2025-01-02");
    let two =
        article("two", "Elle ouvrira le registre de l’IA et une école de l’IA.").published("2026-01-02");
    let against = one
        .says(&["Un registre public de l’IA serait une usine à gaz"])
        .speaker("Odile Carré")
        .said("2025-01-01", DateRule::Absolute, None);
    let promise = |words: &str| {
        two.says(&[words])
            .speaker("Odile Carré")
            .act(Act::Commitment)
            .said("2026-01-01", DateRule::Absolute, None)
    };
    let suggested = |words: &str| {
        let history = History::default()
            .ingested(&one, std::slice::from_ref(&against))
            .ingested(&two, &[promise(words)]);
        history.to_read_models().ask(&ConflictsQuery::default()).0.len()
    };
    assert_eq!(suggested("le registre de l’IA"), 1);
    assert_eq!(suggested("une école de l’IA"), 0, "it is about another thing");
}

#[test]
fn check_reports_moved_gone_and_redacted_words() {
    let before = article(
        "a",
        "Odile dit : le quai ouvrira en mai. Paul dit : le quai fermera en juin.",
    );
    let opens = before.says(&["le quai ouvrira en mai"]).speaker("Odile");
    let closes = before.says(&["le quai fermera en juin"]).speaker("Paul");
    let history = History::default().ingested(&before, &[opens.clone(), closes.clone()]);
    let found = |models: &ReadModels, ids: Vec<String>| {
        let checked = models.ask(&CheckQuery { ids }).0;
        let lines = checked
            .iter()
            .map(|line| format!("{}: {}", line.words, line.found));
        lines.collect::<Vec<_>>().join("\n")
    };
    let all = |models: &ReadModels| found(models, Vec::new());
    insta::assert_snapshot!(all(&history.to_read_models()), @"
    le quai ouvrira en mai: stands
    le quai fermera en juin: stands
    ");
    let mut after = before.clone();
    after.text = "Erratum. Odile dit : le quai ouvrira en mai. Paul ne dit plus rien.".to_owned();
    let revised = history.clone().revised(&after, 1).statement_withdrawn(&closes);
    let models = revised.to_read_models();
    insta::assert_snapshot!(all(&models), @"
    le quai ouvrira en mai: moved
    le quai fermera en juin: gone
    ");
    // As of a position before the revision, both were unchanged.
    query::set_as_of(&models.0, Some(Position::new(3))).unwrap();
    insta::assert_snapshot!(all(&models), @"
    le quai ouvrira en mai: stands
    le quai fermera en juin: stands
    ");
    let withdrawn = history.clone().article_withdrawn(&before);
    insta::assert_snapshot!(found(&withdrawn.to_read_models(), vec![opens.statement.id.to_string()]), @"le quai ouvrira en mai: article-withdrawn");
    let mut taken_down = history;
    if let Event::ArticleIngested { text, .. } = &mut taken_down.0[0].event {
        *text = ArticleText::Redacted;
    }
    insta::assert_snapshot!(all(&taken_down.to_read_models()), @"
    le quai ouvrira en mai: taken-down
    le quai fermera en juin: taken-down
    ");
}

#[test]
fn unknown_or_ambiguous_id_is_an_error() {
    let models = Harbour::new().history().to_read_models();
    let refused = |error: QueryError| error.to_string();
    let similar = |id: &str| SimilarQuery {
        id: id.to_owned(),
        ..SimilarQuery::default()
    };
    insta::assert_snapshot!(refused(models.query_error(&similar("s000"))), @r#"there is no statement "s000""#);
    insta::assert_snapshot!(refused(models.query_error(&similar("s"))), @r#"the id "s" is ambiguous"#);
    let article = models.ask(&StatementFilter::default()).0[0]
        .article
        .id
        .to_string();
    assert!(matches!(
        models.query_error(&similar(&article)),
        QueryError::NotFound {
            what: "statement",
            ..
        }
    ));
    insta::assert_snapshot!(refused(models.query_error(&similar("Odile Carré"))), @r#"there is no statement "Odile Carré""#);
    let check = |id: &str| CheckQuery {
        ids: vec![id.to_owned()],
    };
    insta::assert_snapshot!(refused(models.query_error(&check("s000"))), @r#"there is no statement "s000""#);
    insta::assert_snapshot!(refused(models.query_error(&check("s"))), @r#"the id "s" is ambiguous"#);
    insta::assert_snapshot!(refused(models.query_error(&SourcesQuery { id: "s000".to_owned() })), @r#"there is no statement "s000""#);
}

/// The answer as JSON.
fn answer_as_json<Q: Query<Answer: serde::Serialize>>(models: &ReadModels, question: &Q) -> String {
    serde_json::to_string(&models.ask(question)).unwrap()
}

#[test]
fn empty_log_gives_empty_answers() {
    let models = ReadModels::empty();
    let silent = SilentQuery {
        within: StatementFilter::default(),
        days: 1,
    };
    let matrix = MatrixQuery {
        within: StatementFilter::default(),
        by: MatrixPeriod::Year,
    };
    let lines = [
        answer_as_json(&models, &FirstQuery::default()),
        answer_as_json(&models, &ChangesQuery::default()),
        answer_as_json(&models, &silent),
        answer_as_json(&models, &ProposalsQuery::default()),
        answer_as_json(&models, &DueQuery::default()),
        answer_as_json(&models, &NewRecordsQuery::default()),
        answer_as_json(&models, &ConflictsQuery::default()),
        answer_as_json(&models, &BriefQuery::default()),
        answer_as_json(&models, &matrix),
        answer_as_json(&models, &CheckQuery::default()),
    ];
    insta::assert_snapshot!(lines.join("\n"), @r#"
    {"first":[],"certain":false,"after":[],"undated":0}
    []
    {"covered_until":null,"silent":[]}
    []
    []
    {"since":0,"articles":[],"revised":[],"statements":[],"decided":[],"gone":[]}
    []
    {"title":"What was said","cited":[],"sources":[],"independent_sources":0,"reviewed":0,"reviewers":[]}
    []
    []
    "#);
    let unknown = ChangesQuery {
        before: Some(Edtf::Unknown),
        ..ChangesQuery::default()
    };
    assert!(matches!(models.query_error(&unknown), QueryError::UnknownBound));
}
