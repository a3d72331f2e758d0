//! Which statements count as the same in every answer: a changed figure, date or "not" makes another statement. With
//! the consequences for silence, changes and proposals.

use super::statement_id;
use crate::common::history::{Article, History, ReadModels, StatementBuilder, article};
use dixit::domain::{Act, DateRule, Lang, Position, StatementDecision, Status};
use dixit::query::{
    self, ChangesQuery, ConflictsQuery, DueQuery, FirstQuery, PeriodLength, ProposalsQuery, QueryError,
    SilentQuery, SimilarQuery, StatementFilter,
};

/// An article in which Odile Carré says these words.
fn build_article(words: &str, day: &str, lang: Lang) -> Article {
    article(&format!("{day} {words}"), &format!("Odile Carré : {words}."))
        .lang(lang)
        .published(day)
}

fn build_statement<'a>(article: &'a Article, words: &str, act: Act, day: &str) -> StatementBuilder<'a> {
    let saying = article.says(&[words]).speaker("Odile Carré").act(act);
    saying.said(day, DateRule::Absolute, None)
}

/// A history of statements of Odile Carré, given as (day, words), in the order of recording.
fn build_history(lang: Lang, act: Act, said: &[(&str, &str)]) -> History {
    said.iter().fold(History::default(), |history, (day, words)| {
        let article = build_article(words, day, lang);
        history.ingested(&article, &[build_statement(&article, words, act, day)])
    })
}

fn list_silent(models: &ReadModels, act: Act) -> Vec<String> {
    let silence = models.ask(&SilentQuery {
        within: StatementFilter {
            act: Some(act),
            ..StatementFilter::default()
        },
        days: 30,
    });
    let line = |line: &query::SilentStatement| {
        let otherwise: Vec<_> = line
            .otherwise
            .iter()
            .map(|other| format!("{} {}", other.differs, other.statement.said))
            .collect();
        let since = line.last_mention.unwrap();
        format!(
            "{}: since {since}, {} articles, {} on its topics {otherwise:?}",
            line.entry.words, line.articles_since, line.articles_on_topic_since
        )
    };
    silence.silent.iter().map(line).collect()
}

fn list_conflicts(models: &ReadModels) -> Vec<String> {
    let pairs = models.ask(&ConflictsQuery::default()).0;
    let line =
        |pair: &query::Conflict| format!("{:?}: {} | {}", pair.differs, pair.one.words, pair.other.words);
    pairs.iter().map(line).collect()
}

const TWELVE: &str = "Le pont de Valmer coûtera 12 millions d’euros";
const FORTY: &str = "Le pont de Valmer coûtera 40 millions d’euros";

#[test]
fn changed_figure_is_another_statement_in_every_answer() {
    let models = build_history(
        Lang::Fr,
        Act::Claim,
        &[("2026-03-02", TWELVE), ("2026-05-02", FORTY)],
    )
    .to_read_models();
    let first = |text: &str| {
        let found = models.ask(&FirstQuery {
            text: Some(text.to_owned()),
            ..FirstQuery::default()
        });
        let words = found
            .first
            .iter()
            .chain(&found.after)
            .map(|entry| entry.words.clone());
        words.collect::<Vec<_>>()
    };
    assert_eq!(first("le pont de Valmer coûtera 40 millions d'euros"), [FORTY]);
    assert_eq!(first("coûtera 40 millions d’euros"), [FORTY]);
    assert_eq!(
        first("le pont de Valmer coûtera douze millions d'euros"),
        [TWELVE]
    );
    let similar = models.ask(&SimilarQuery {
        id: statement_id(&models, TWELVE),
        ..SimilarQuery::default()
    });
    assert_eq!((similar.articles, similar.alike.len()), (1, 0));
    assert_eq!(
        list_conflicts(&models),
        [format!("Some(\"figure\"): {TWELVE} | {FORTY}")]
    );
    let later = build_history(
        Lang::Fr,
        Act::Claim,
        &[
            ("2026-03-02", TWELVE),
            ("2026-05-02", FORTY),
            ("2026-07-02", "Le stade de Brinval sera rénové"),
        ],
    );
    insta::assert_debug_snapshot!(list_silent(&later.to_read_models(), Act::Claim), @r#"
    [
        "Le pont de Valmer coûtera 12 millions d’euros: since 2026-03-02, 2 articles, 0 on its topics [\"figure 2026-05-02\"]",
        "Le pont de Valmer coûtera 40 millions d’euros: since 2026-05-02, 1 articles, 0 on its topics []",
    ]
    "#);
    let changes = models.ask(&ChangesQuery {
        by: Some(PeriodLength::Quarter),
        ..ChangesQuery::default()
    });
    let period = &changes.0[0];
    assert_eq!((period.from.as_str(), period.to.as_str()), ("2026-Q1", "2026-Q2"));
    assert_eq!(
        (period.changed[0].differs, period.new.len(), period.dropped.len()),
        (Some("figure"), 0, 0)
    );
    // As of a position before the second statement, there is no conflict.
    query::set_as_of(&models.0, Some(Position::new(2))).unwrap();
    assert_eq!(list_conflicts(&models), [] as [String; 0]);
}

#[test]
fn same_number_in_words_or_one_more_number_is_the_same_statement() {
    let models = build_history(
        Lang::Fr,
        Act::Claim,
        &[
            ("2026-03-02", TWELVE),
            ("2026-05-02", "Le pont de Valmer coûtera douze millions d’euros"),
            (
                "2026-06-02",
                "Le pont de Valmer coûtera 12 millions d’euros, et 20 villes paieront",
            ),
        ],
    )
    .to_read_models();
    let similar = models.ask(&SimilarQuery {
        id: statement_id(&models, TWELVE),
        ..SimilarQuery::default()
    });
    assert_eq!(similar.alike.len(), 2);
    assert_eq!(list_conflicts(&models), [] as [String; 0]);
    assert_eq!(list_silent(&models, Act::Claim), [] as [String; 0]);
}

#[test]
fn rounded_number_is_shown_as_uncertain() {
    let models = build_history(
        Lang::Fr,
        Act::Claim,
        &[
            ("2026-03-02", TWELVE),
            (
                "2026-05-02",
                "Le pont de Valmer coûtera près de 12,5 millions d’euros",
            ),
        ],
    )
    .to_read_models();
    let similar = models.ask(&SimilarQuery {
        id: statement_id(&models, TWELVE),
        ..SimilarQuery::default()
    });
    assert_eq!(similar.alike.len(), 1);
    assert!(similar.alike[0].rounded);
    assert_eq!(list_conflicts(&models), [] as [String; 0]);
}

#[test]
fn retraction_ends_silence_and_is_a_change_and_a_conflict() {
    let (july, november) = (
        "We will not legislate for labels",
        "I said in July that we would not legislate for labels. I was wrong",
    );
    let models = build_history(
        Lang::En,
        Act::Announcement,
        &[("2026-07-02", july), ("2026-11-02", november)],
    )
    .to_read_models();
    assert_eq!(list_silent(&models, Act::Announcement), [] as [String; 0]);
    assert_eq!(
        list_conflicts(&models),
        [format!("Some(\"retraction\"): {july} | {november}")]
    );
    let changes = models.ask(&ChangesQuery::default()).0;
    assert_eq!(
        (changes[0].from.as_str(), changes[0].to.as_str()),
        ("2026-Q3", "2026-Q4")
    );
    assert_eq!(changes[0].changed[0].differs, Some("retraction"));
}

#[test]
fn restatement_ends_silence_and_status_removes_it() {
    let (march, may) = (
        "créer un registre public des bateaux polluants dans le port",
        "un registre public des bateaux polluants du port",
    );
    let said = [
        ("2026-03-02", march),
        ("2026-05-20", may),
        ("2026-07-02", "rénover le stade de Brinval"),
    ];
    let history = build_history(Lang::Fr, Act::Proposal, &said);
    insta::assert_debug_snapshot!(list_silent(&history.to_read_models(), Act::Proposal), @r#"
    [
        "créer un registre public des bateaux polluants dans le port: since 2026-05-20, 1 articles, 0 on its topics []",
    ]
    "#);
    for status in [
        Status::Adopted,
        Status::Kept,
        Status::Broken,
        Status::Rejected,
        Status::Abandoned,
    ] {
        // The status of the restatement applies to the proposal.
        let article = build_article(may, "2026-05-20", Lang::Fr);
        let restated = build_statement(&article, may, Act::Proposal, "2026-05-20");
        let settled = history
            .clone()
            .decided(&restated, StatementDecision::Marked(status))
            .to_read_models();
        assert_eq!(
            list_silent(&settled, Act::Proposal),
            [] as [String; 0],
            "{status}"
        );
        let ledger = settled.ask(&ProposalsQuery {
            status: Some(status),
            ..ProposalsQuery::default()
        });
        assert_eq!(ledger.0.len(), 1, "{status}");
        assert_eq!(ledger.0[0].entry.words, march);
    }
}

#[test]
fn status_of_a_restatement_settles_the_due_promise() {
    let (march, may) = (
        "ouvrir le registre public des bateaux polluants avant la fin de 2027",
        "ouvrir un registre public des bateaux polluants avant la fin de 2027",
    );
    let said = [("2026-03-02", march), ("2026-05-20", may)];
    let history = build_history(Lang::Fr, Act::Commitment, &said);
    let due = |history: &History| -> Vec<String> {
        let lines = history.to_read_models().ask(&DueQuery::default()).0;
        lines.into_iter().map(|line| line.entry.words).collect()
    };
    assert_eq!(due(&history), [march, may]);
    let article = build_article(may, "2026-05-20", Lang::Fr);
    let restated = build_statement(&article, may, Act::Commitment, "2026-05-20");
    let settled = history.decided(&restated, StatementDecision::Marked(Status::Kept));
    assert_eq!(due(&settled), [] as [String; 0]);
}

#[test]
fn coverage_counts_articles_in_the_language_of_the_statement() {
    let proposal = build_article("建立高风险人工智能系统公共登记册", "2026-01-02", Lang::Zh);
    let says_so = build_statement(
        &proposal,
        "建立高风险人工智能系统公共登记册",
        Act::Proposal,
        "2026-01-02",
    );
    let mut history = History::default().ingested(&proposal, &[says_so]);
    for month in 3..9 {
        let day = format!("2026-{month:02}-02");
        let words = format!("L’intelligence artificielle numéro {month} progresse");
        let article = build_article(&words, &day, Lang::Fr);
        history = history.ingested(&article, &[build_statement(&article, &words, Act::Claim, &day)]);
    }
    let found = list_silent(&history.to_read_models(), Act::Proposal);
    insta::assert_debug_snapshot!(found, @r#"
    [
        "建立高风险人工智能系统公共登记册: since 2026-01-02, 0 articles, 0 on its topics []",
    ]
    "#);
}

#[test]
fn proposal_is_one_entry_with_its_restatements_and_lists() {
    let (first, list) = (
        "créer un registre public des bateaux polluants amarrés dans le bassin",
        "un registre public, un audit chaque année et un droit de recours",
    );
    let again = "un registre public des bateaux polluants amarrés dans le bassin";
    let saying = "Mieux vaut tard que jamais";
    let articles = [
        (first, "2026-01-02"),
        (again, "2026-03-02"),
        (list, "2026-05-02"),
        (saying, "2026-05-03"),
    ];
    let articles = articles.map(|(words, day)| (build_article(words, day, Lang::Fr), words, day));
    let history = articles
        .iter()
        .fold(History::default(), |history, (article, words, day)| {
            let mut said = build_statement(article, words, Act::Proposal, day);
            if *words == list {
                said = said.points(&[
                    "un registre public",
                    "un audit chaque année",
                    "un droit de recours",
                ]);
            }
            if *words == saying {
                said = said.mode(dixit::domain::Mode::Direct);
            }
            history.ingested(article, &[said])
        });
    let models = history.to_read_models();
    let ledger = models.ask(&ProposalsQuery::default());
    assert_eq!(ledger.0.len(), 1, "{:?}", ledger.0);
    let line = &ledger.0[0];
    assert_eq!(line.entry.words, first);
    assert_eq!(
        (line.restated.len(), line.taken_up.len(), line.articles),
        (1, 1, 3)
    );
    assert_eq!(line.taken_up[0].points.len(), 3);
    assert_eq!(ledger.1[0].words, saying);
    let all = ProposalsQuery {
        all: true,
        ..ProposalsQuery::default()
    };
    assert_eq!(models.ask(&all).0.len(), 2);
}

#[test]
fn pending_promise_is_not_dropped() {
    let said = [
        ("2025-03-02", "ouvrir le quai des pêcheurs d’ici 2030"),
        ("2025-04-02", "planter des tilleuls le long du canal"),
        ("2025-05-02", "réparer la digue nord d’ici à la fin de 2025"),
        ("2026-02-02", "baisser le prix des cantines scolaires"),
    ];
    let models = build_history(Lang::Fr, Act::Commitment, &said).to_read_models();
    let period = &models.ask(&ChangesQuery::default()).0[0];
    let not_repeated: Vec<_> = period
        .not_repeated
        .iter()
        .map(|one| (one.entry.words.as_str(), one.due.map(|due| due.to_string())))
        .collect();
    assert_eq!(
        not_repeated,
        [(said[0].1, Some("2030".to_owned())), (said[1].1, None)]
    );
    let dropped: Vec<_> = period.dropped.iter().map(|entry| entry.words.as_str()).collect();
    assert_eq!(dropped, [said[2].1]);
    let between = ChangesQuery {
        between: Some(("2025-03".parse().unwrap(), "2025-Q2".parse().unwrap())),
        ..ChangesQuery::default()
    };
    let period = &models.ask(&between).0[0];
    assert_eq!(
        (period.from.as_str(), period.to.as_str(), period.new.len()),
        ("2025-03", "2025-Q2", 2)
    );
    let overlapping = ChangesQuery {
        between: Some(("2025".parse().unwrap(), "2025-07".parse().unwrap())),
        ..ChangesQuery::default()
    };
    assert!(matches!(
        models.query_error(&overlapping),
        QueryError::OverlappingPeriods { .. }
    ));
}
