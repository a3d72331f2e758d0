//! What was said after a statement: who answered, and everything on the matter.

use super::{Harbour, id, line};
use crate::common::history::{Article, History, Models, article};
use dixit::domain::{Act, DateRule, Lang, Link, StatementDecision};
use dixit::query::{Followers, QueryError, RepliesQuery, SinceQuery};

/// A line for each statement: how sure, why, and which.
fn shown(after: &Followers) -> String {
    let lines = after.statements.iter().map(|one| {
        let reasons: Vec<String> = one
            .reasons
            .iter()
            .map(|reason| format!("{} ({})", reason.why, reason.detail))
            .collect();
        let later = if one.certainly_later {
            ""
        } else {
            ", not certainly later"
        };
        let more = one.reported.len();
        format!(
            "{}: {}{later}, {more} more: {}",
            one.sure,
            line(&one.entry),
            reasons.join("; ")
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn replies(models: &Models, words: &str) -> String {
    shown(&models.ask(&RepliesQuery {
        id: id(models, words),
        limit: None,
    }))
}

fn since(models: &Models, words: &str, in_time: bool) -> String {
    shown(&models.ask(&SinceQuery {
        id: id(models, words),
        is_chronological: in_time,
        limit: None,
    }))
}

/// An answer in a paper that did not have the proposal.
fn answer() -> Article {
    article(
        "answer",
        "Odile Carré rêve : un registre des bateaux polluants ne dépollue rien. Carré aime les fleurs.",
    )
    .publisher("Le Large")
    .published("2025-06-20")
}

fn history(answer: &Article) -> History {
    let named = answer
        .says(&["Odile Carré rêve : un registre des bateaux polluants ne dépollue rien"])
        .by("Jean Marec")
        .on("2025-06-19", DateRule::Weekday, None);
    let elsewhere =
        answer
            .says(&["Carré aime les fleurs"])
            .by("Jean Marec")
            .on("2025-06-19", DateRule::Weekday, None);
    Harbour::new().history().ingested(answer, &[named, elsewhere])
}

#[test]
fn replies_are_told_by_cues_names_and_links_in_the_order_of_saying() {
    let answer = answer();
    let history = history(&answer);
    insta::assert_snapshot!(replies(&history.folded(), "créer un registre"), @"
    likely: 2025-06-02 Paul Nédélec (L’Écho), not certainly later, 1 more: reply-cue (“a répondu”, after it in the article)
    likely: 2025-06-19 Jean Marec (Le Large), 0 more: names-speaker (names Odile Carré; both: registre, bateaux, polluants)
    ");
    let harbour = Harbour::new();
    let linked = history.decided(
        &harbour.restated(),
        StatementDecision::Linked(
            super::told(&harbour.first).remove(0).statement.id.clone(),
            Link::FollowsUp,
            true,
        ),
    );
    insta::assert_snapshot!(replies(&linked.folded(), "créer un registre"), @"
    likely: 2025-06-02 Paul Nédélec (L’Écho), not certainly later, 1 more: reply-cue (“a répondu”, after it in the article)
    likely: 2025-06-19 Jean Marec (Le Large), 0 more: names-speaker (names Odile Carré; both: registre, bateaux, polluants)
    certain: 2026-06-09 Odile Carré (La Vigie), 0 more: linked (linked to it as follows-up by test: read both)
    ");
    // The answer itself is answered by nobody.
    insta::assert_snapshot!(replies(&linked.folded(), "Trop tard"), @"");
}

#[test]
fn since_has_what_says_the_same_too_the_strongest_first_or_in_time() {
    let answer = answer();
    let models = history(&answer).folded();
    insta::assert_snapshot!(since(&models, "créer un registre", false), @"
    likely: 2026-06-09 Odile Carré (La Vigie), 0 more: same-words (restates, 71 %: registre, public, bateaux, polluants, bassin); same-topics (same speaker, about regulation of industry)
    likely: 2025-06-02 Paul Nédélec (L’Écho), not certainly later, 1 more: reply-cue (“a répondu”, after it in the article)
    likely: 2025-06-19 Jean Marec (Le Large), 0 more: names-speaker (names Odile Carré; both: registre, bateaux, polluants)
    possible: 2025-08-31 Lise Autran (Le Canal), 0 more: same-words (echoes, 78 %: registre, public, bateaux, polluants, amarrés)
    ");
    insta::assert_snapshot!(since(&models, "créer un registre", true), @"
    likely: 2025-06-02 Paul Nédélec (L’Écho), not certainly later, 1 more: reply-cue (“a répondu”, after it in the article)
    likely: 2025-06-19 Jean Marec (Le Large), 0 more: names-speaker (names Odile Carré; both: registre, bateaux, polluants)
    possible: 2025-08-31 Lise Autran (Le Canal), 0 more: same-words (echoes, 78 %: registre, public, bateaux, polluants, amarrés)
    likely: 2026-06-09 Odile Carré (La Vigie), 0 more: same-words (restates, 71 %: registre, public, bateaux, polluants, bassin); same-topics (same speaker, about regulation of industry)
    ");
    // What was said last has nothing after it, and what came before is not listed.
    insta::assert_snapshot!(since(&models, "un registre public des bateaux polluants dans le bassin", false), @"");
    let limited = models.ask(&SinceQuery {
        id: id(&models, "créer un registre"),
        is_chronological: true,
        limit: Some(1),
    });
    assert_eq!((limited.statements.len(), limited.total > 1), (1, true));
}

#[test]
fn a_name_alone_or_a_subject_alone_is_no_reply() {
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
        .by("Ana Lund")
        .act(Act::Proposal)
        .on("2026-03-01", DateRule::Weekday, None);
    let said = |words| {
        other
            .says(&[words])
            .by("Omar Sall")
            .on("2026-03-04", DateRule::Weekday, None)
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
        .folded();
    assert_eq!(replies(&models, "tax old boats"), "");
}

#[test]
fn what_is_no_statement_has_nothing_after_it() {
    let models = Harbour::new().history().folded();
    let refused = models.refused(&RepliesQuery {
        id: "s0000000".to_owned(),
        limit: None,
    });
    assert!(matches!(refused, QueryError::NotFound { .. }), "{refused:?}");
}
