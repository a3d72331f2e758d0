//! Statements after a statement: the replies to it, and everything on its subject since.

use super::{Harbour, format_entry, statement_id};
use crate::common::history::{Article, History, ReadModels, article};
use dixit::domain::{Act, DateRule, Lang, Link, StatementDecision};
use dixit::query::{Followers, QueryError, RepliesQuery, SinceQuery};

/// One line per statement: certainty, the statement, and the reasons why it follows.
fn format_followers(after: &Followers) -> String {
    let lines = after.statements.iter().map(|follower| {
        let reasons: Vec<String> = follower
            .reasons
            .iter()
            .map(|reason| format!("{} ({})", reason.why, reason.detail))
            .collect();
        let later = if follower.certainly_later {
            ""
        } else {
            ", not certainly later"
        };
        let more = follower.reported.len();
        format!(
            "{}: {}{later}, {more} more: {}",
            follower.sure,
            format_entry(&follower.entry),
            reasons.join("; ")
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn format_replies(models: &ReadModels, words: &str) -> String {
    format_followers(&models.ask(&RepliesQuery {
        id: statement_id(models, words),
        limit: None,
    }))
}

fn format_since(models: &ReadModels, words: &str, is_chronological: bool) -> String {
    format_followers(&models.ask(&SinceQuery {
        id: statement_id(models, words),
        is_chronological,
        limit: None,
    }))
}

/// An article with a reply, from a paper that did not print the proposal.
fn reply_article() -> Article {
    article(
        "answer",
        "Odile Carré rêve : un registre des bateaux polluants ne dépollue rien. Carré aime les fleurs.",
    )
    .publisher("Le Large")
    .published("2025-06-20")
}

fn harbour_history(answer: &Article) -> History {
    let named = answer
        .says(&["Odile Carré rêve : un registre des bateaux polluants ne dépollue rien"])
        .speaker("Jean Marec")
        .said("2025-06-19", DateRule::Weekday, None);
    let elsewhere = answer
        .says(&["Carré aime les fleurs"])
        .speaker("Jean Marec")
        .said("2025-06-19", DateRule::Weekday, None);
    Harbour::new().history().ingested(answer, &[named, elsewhere])
}

#[test]
fn replies_are_found_by_cue_name_and_link_in_order_of_said() {
    let answer = reply_article();
    let history = harbour_history(&answer);
    insta::assert_snapshot!(format_replies(&history.to_read_models(), "créer un registre"), @"
    likely: 2025-06-02 Paul Nédélec (L’Écho), not certainly later, 1 more: reply-cue (“a répondu”, after it in the article)
    likely: 2025-06-19 Jean Marec (Le Large), 0 more: names-speaker (names Odile Carré; both: registre, bateaux, polluants)
    ");
    let harbour = Harbour::new();
    let linked = history.decided(
        &harbour.restated(),
        StatementDecision::Linked(
            super::proposal_and_reply(&harbour.first)
                .remove(0)
                .statement
                .id
                .clone(),
            Link::FollowsUp,
            true,
        ),
    );
    insta::assert_snapshot!(format_replies(&linked.to_read_models(), "créer un registre"), @"
    likely: 2025-06-02 Paul Nédélec (L’Écho), not certainly later, 1 more: reply-cue (“a répondu”, after it in the article)
    likely: 2025-06-19 Jean Marec (Le Large), 0 more: names-speaker (names Odile Carré; both: registre, bateaux, polluants)
    certain: 2026-06-09 Odile Carré (La Vigie), 0 more: linked (linked to it as follows-up by test: read both)
    ");
    // Nobody replies to the reply itself.
    insta::assert_snapshot!(format_replies(&linked.to_read_models(), "Trop tard"), @"");
}

#[test]
fn since_includes_similar_statements_by_strength_or_by_date() {
    let answer = reply_article();
    let models = harbour_history(&answer).to_read_models();
    insta::assert_snapshot!(format_since(&models, "créer un registre", false), @"
    likely: 2026-06-09 Odile Carré (La Vigie), 0 more: same-words (restates, 71 %: registre, public, bateaux, polluants, bassin); same-topics (same speaker, about regulation of industry)
    likely: 2025-06-02 Paul Nédélec (L’Écho), not certainly later, 1 more: reply-cue (“a répondu”, after it in the article)
    likely: 2025-06-19 Jean Marec (Le Large), 0 more: names-speaker (names Odile Carré; both: registre, bateaux, polluants)
    possible: 2025-08-31 Lise Autran (Le Canal), 0 more: same-words (echoes, 78 %: registre, public, bateaux, polluants, amarrés)
    ");
    insta::assert_snapshot!(format_since(&models, "créer un registre", true), @"
    likely: 2025-06-02 Paul Nédélec (L’Écho), not certainly later, 1 more: reply-cue (“a répondu”, after it in the article)
    likely: 2025-06-19 Jean Marec (Le Large), 0 more: names-speaker (names Odile Carré; both: registre, bateaux, polluants)
    possible: 2025-08-31 Lise Autran (Le Canal), 0 more: same-words (echoes, 78 %: registre, public, bateaux, polluants, amarrés)
    likely: 2026-06-09 Odile Carré (La Vigie), 0 more: same-words (restates, 71 %: registre, public, bateaux, polluants, bassin); same-topics (same speaker, about regulation of industry)
    ");
    // Nothing follows the last statement, and earlier statements are not listed.
    insta::assert_snapshot!(format_since(&models, "un registre public des bateaux polluants dans le bassin", false), @"");
    let limited = models.ask(&SinceQuery {
        id: statement_id(&models, "créer un registre"),
        is_chronological: true,
        limit: Some(1),
    });
    assert_eq!((limited.statements.len(), limited.total > 1), (1, true));
}

#[test]
fn name_alone_or_subject_alone_is_no_reply() {
    let question = article("q", "Ana Lund will tax old boats in the harbour.")
        .lang(Lang::En)
        .published("2026-03-01");
    let other = article(
        "o",
        "Ana Lund sings well. We like old boats in the harbour. The lund is cold for old boats in the harbour.",
    )
    .lang(Lang::En)
    .published("2026-03-05");
    let asked = question
        .says(&["tax old boats in the harbour"])
        .speaker("Ana Lund")
        .act(Act::Proposal)
        .said("2026-03-01", DateRule::Weekday, None);
    let said = |words| {
        other
            .says(&[words])
            .speaker("Omar Sall")
            .said("2026-03-04", DateRule::Weekday, None)
    };
    let models = History::default()
        .ingested(&question, &[asked])
        .ingested(
            &other,
            &[
                said("Ana Lund sings well"),
                said("We like old boats in the harbour"),
                said("The lund is cold for old boats in the harbour"),
            ],
        )
        .to_read_models();
    assert_eq!(format_replies(&models, "tax old boats"), "");
}

#[test]
fn unknown_statement_is_an_error() {
    let models = Harbour::new().history().to_read_models();
    let refused = models.query_error(&RepliesQuery {
        id: "s0000000".to_owned(),
        limit: None,
    });
    assert!(matches!(refused, QueryError::NotFound { .. }), "{refused:?}");
}
