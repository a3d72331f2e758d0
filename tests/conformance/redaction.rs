//! What is redacted is in no row of the log any more, and every hash stays.

use super::test_log::{TestLog, article_events, find_all, verify_soundness};
use crate::common::event_metadata;
use dixit::domain::{ArticleText, Event, Position};
use dixit::log::{
    ExpectedVersion, LogError, Redaction, RedactionPlan, append, plan_redaction, read_head, read_stream,
    redact, redactions,
};

on_each_store!(
    redacted_article_is_in_no_row_and_every_hash_stays,
    redaction_without_its_event_is_found,
    redaction_that_fails_takes_nothing_away,
);

/// Takes article 1 of `store` away, and appends the event that says so.
fn redact_article_1<L: TestLog>(store: &mut L::Store) -> RedactionPlan {
    let stream = article_events(1)[0].stream();
    let mut plan = RedactionPlan::default();
    L::write(store, |log| {
        plan_redaction(log, &stream, &Redaction::Article, &mut plan)?;
        redact(log, &plan)?;
        append(
            log,
            &stream,
            ExpectedVersion::Exactly(3),
            vec![redaction_event(&plan)],
            &event_metadata(),
        )
    })
    .unwrap();
    plan
}

fn redaction_event(plan: &RedactionPlan) -> Event {
    let Event::ArticleIngested { article, .. } = article_events(1).swap_remove(0) else {
        panic!("no article");
    };
    Event::ArticleRedacted {
        article,
        reason: "a court ordered it".into(),
        redacted: plan.parts(),
    }
}

/// Number of bodies and texts that have these words.
fn count_rows_with<L: TestLog>(log: &L, words: &str) -> i64 {
    let like = if L::IS_SQLITE {
        format!("content LIKE '%{words}%'")
    } else {
        format!("position('{words}'::bytea IN content) > 0")
    };
    log.count(&format!(
        "SELECT count(*) FROM body WHERE content LIKE '%{words}%'"
    )) + log.count(&format!("SELECT count(*) FROM text WHERE {like}"))
}

fn redacted_article_is_in_no_row_and_every_hash_stays<L: TestLog>() {
    let (log, mut store) = L::with_articles(3);
    let (_, root) = verify_soundness(&store);
    assert_eq!(count_rows_with(&log, "pisode 1"), 1);
    assert_eq!(count_rows_with(&log, "registre sera public"), 6);
    let plan = redact_article_1::<L>(&mut store);
    assert_eq!((plan.texts(), plan.bodies()), (1, 3));
    assert_eq!(count_rows_with(&log, "pisode 1"), 0);
    assert_eq!(count_rows_with(&log, "registre sera public"), 4);
    let (events, _) = verify_soundness(&store);
    assert_eq!((events, dixit::log::read_root(&store, 9).unwrap()), (10, root));
    let found = redactions(&store).unwrap();
    let texts: Vec<u64> = found.texts.iter().map(|at| at.number()).collect();
    let bodies: Vec<u64> = found.bodies.keys().map(|at| at.number()).collect();
    assert_eq!((texts, bodies), (vec![4], vec![4, 5, 6]));
    let history = read_stream(&store, &article_events(1)[0].stream()).unwrap();
    assert!(
        matches!(&history[0].event, Event::ArticleIngested { text: ArticleText::Redacted, source, .. }
            if source.title.is_none()),
        "{history:?}"
    );
    // A second redaction finds nothing more to take.
    let mut plan = RedactionPlan::default();
    let stream = article_events(1)[0].stream();
    plan_redaction(&store, &stream, &Redaction::Article, &mut plan).unwrap();
    assert_eq!(plan, RedactionPlan::default());
}

fn redaction_without_its_event_is_found<L: TestLog>() {
    let (_log, mut store) = L::with_articles(3);
    let stream = article_events(1)[0].stream();
    L::write(&mut store, |log| {
        let mut plan = RedactionPlan::default();
        plan_redaction(log, &stream, &Redaction::Article, &mut plan)?;
        redact(log, &plan)
    })
    .unwrap();
    let findings = find_all(&store);
    insta::assert_snapshot!(findings.worst().unwrap(), @"the log is damaged at @4: words were taken out of its body, and no event says so; restore the database from a backup");
}

fn redaction_that_fails_takes_nothing_away<L: TestLog>() {
    let (_log, mut store) = L::with_articles(3);
    let before = verify_soundness(&store);
    let stream = article_events(1)[0].stream();
    let failed = L::write(&mut store, |log| {
        let mut plan = RedactionPlan::default();
        plan_redaction(log, &stream, &Redaction::Article, &mut plan)?;
        redact(log, &plan)?;
        append(
            log,
            &stream,
            ExpectedVersion::Exactly(2),
            vec![redaction_event(&plan)],
            &event_metadata(),
        )
    });
    assert!(matches!(failed, Err(LogError::WrongVersion { .. })), "{failed:?}");
    assert_eq!(verify_soundness(&store), before);
    assert_eq!(read_head(&store).unwrap().unwrap().position, Position::new(9));
    assert_eq!(redactions(&store).unwrap(), dixit::log::Redactions::default());
}
