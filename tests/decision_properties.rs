//! Properties of random histories of commands: they hold whatever readers read and whatever persons decide and undo.

use crate::common::answers::Answers;
use crate::common::history::ReadModels;
use crate::common::review_records::check_review_records;
use crate::common::world::{self, Step, World};
use dixit::domain::{
    ArticleState, Correction, CurrentArticle, Event, Position, RecordedEvent, SpeakerDecision, SpeakerId,
    Statement, StatementDecisions, StatementId, Status, Tag,
};
use dixit::projection;
use dixit::query::{self, MatrixPeriod, MatrixQuery, SpeakersQuery, StatementFilter};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// The id of a statement, an article or a user's topic, each of which may be current or not.
fn some_id(number: usize) -> String {
    match number % 3 {
        0 => world::statement_id(0, 1).to_string(),
        1 => world::article_id(1).to_string(),
        _ => world::topic_id(0).to_string(),
    }
}

/// Folds events one by one, as if each was committed alone.
fn fold_one_by_one(models: &ReadModels, events: &[RecordedEvent]) {
    for recorded in events {
        models.apply_events(std::slice::from_ref(recorded));
    }
}

/// Checks that the answers as of a position equal the answers given when the log ended there, and that the read models
/// do not depend on the batches in which events are folded.
fn check_as_of(steps: &[Step], cut: usize, batch: usize) -> Result<(), TestCaseError> {
    let world = World::after_steps(steps);
    let events = &world.history.0;
    let (past, rest) = events.split_at(cut % (events.len() + 1));
    let id = some_id(cut);
    let models = ReadModels::empty();
    fold_one_by_one(&models, past);
    let answers_then = models.answers_as_of(None, &id);
    let is_analysed = cut.is_multiple_of(4);
    let position = past.last().map_or(Position::START, |last| last.position);
    let since = Position::new(position.number() / 2);
    let analyses_then = is_analysed.then(|| models.analyses_as_of(None, since));
    fold_one_by_one(&models, rest);
    prop_assert_eq!(
        &is_analysed.then(|| models.analyses_as_of(Some(position), since)),
        &analyses_then,
        "as of {}",
        position
    );
    prop_assert_eq!(
        &models.answers_as_of(Some(position), &id),
        &answers_then,
        "as of {}",
        position
    );
    check_against_the_domain(&models, &world)?;
    check_review_records(&models)?;
    let digests = projection::digest_read_models(&models.0).unwrap();
    // `ReadModels::empty` copies a template; a batch size of 1 tests `reset` instead.
    let models = if batch == 1 { models } else { ReadModels::empty() };
    if batch == 1 {
        projection::reset(&models.0).unwrap();
    }
    for events in events.chunks(batch) {
        models.apply_events(events);
    }
    prop_assert_eq!(projection::digest_read_models(&models.0).unwrap(), digests);
    Ok(())
}

/// The current statements of all current articles, corrected, with the decisions on them.
fn current_statements(world: &World) -> BTreeMap<StatementId, (Statement, StatementDecisions)> {
    let articles = (0..2).filter_map(|article| world.current_article(article));
    articles
        .flat_map(|present| {
            let ids = present.statements.keys();
            ids.map(|id| {
                (
                    id.clone(),
                    (present.corrected_statement(id).unwrap(), present.decisions_on(id)),
                )
            })
        })
        .collect()
}

fn check_against_the_domain(models: &ReadModels, world: &World) -> Result<(), TestCaseError> {
    let counting = current_statements(world);
    let entries = models.ask(&StatementFilter::default()).0;
    let listed: BTreeSet<_> = entries.iter().map(|entry| &entry.id).collect();
    prop_assert_eq!(listed, counting.keys().collect::<BTreeSet<_>>());
    prop_assert_eq!(entries.len(), counting.len());
    for entry in &entries {
        let (statement, decisions) = &counting[&entry.id];
        prop_assert_eq!(&entry.words, &statement.words());
        prop_assert_eq!(entry.said, statement.said.date);
        prop_assert_eq!(entry.act, statement.act);
        prop_assert_eq!(&entry.capacity, &statement.speaker.capacity);
        prop_assert_eq!(&entry.doubts, &statement.doubts);
        let speaker = statement.speaker.reference.as_deref().map(SpeakerId::from_name);
        let canonical = speaker.map(|id| world.speakers.canonical_speaker(&id));
        prop_assert_eq!(
            entry.speaker.as_ref().map(|speaker| speaker.id.clone()),
            canonical
        );
        let review = entry.review.clone().unwrap_or_default();
        prop_assert_eq!(review.confirmed, decisions.confirmed);
        prop_assert_eq!(review.corrected, decisions.correction.fields());
        prop_assert_eq!(entry.status.unwrap_or(Status::Open), decisions.status);
        for (topic, tag) in &decisions.tags {
            let about = *tag == Tag::About && world.topics.get(topic).is_some();
            prop_assert_eq!(entry.topics.contains(&topic.to_string()), about, "{}", topic);
        }
    }
    check_links_and_disputes(models, world)
}

/// Checks the tables of links and disputes, which keep those of withdrawn articles.
fn check_links_and_disputes(models: &ReadModels, world: &World) -> Result<(), TestCaseError> {
    let mut links = BTreeSet::new();
    let mut disputes = BTreeSet::new();
    for state in world.articles.values() {
        let (ArticleState::Current(present) | ArticleState::Withdrawn(_, present)) = state else {
            continue;
        };
        for (id, decisions) in &present.decisions {
            links.extend(
                decisions
                    .links
                    .iter()
                    .map(|(to, link)| format!("{id} {link} {to}")),
            );
        }
        disputes.extend(present.disputes.keys().map(ToString::to_string));
    }
    let rows = |sql: &str| -> BTreeSet<String> {
        let mut select = models.0.prepare(sql).unwrap();
        let rows = select.query_map([], |row| row.get(0)).unwrap();
        rows.collect::<Result<_, _>>().unwrap()
    };
    prop_assert_eq!(
        rows("SELECT source_id || ' ' || link || ' ' || target_id FROM link"),
        links
    );
    prop_assert_eq!(rows("SELECT statement_id FROM dispute"), disputes);
    Ok(())
}

/// Checks that undoing a decision restores all earlier answers, and that undoing the undo restores the later ones. A
/// decision that is refused or changes nothing is rejected as a case.
fn check_undo(steps: &[Step], decision: &Step) -> Result<(), TestCaseError> {
    let past = World::after_steps(steps);
    let mut world = past.clone();
    let decided = world.apply_step(decision).unwrap_or_default();
    let Some(first) = decided.first() else {
        return Err(TestCaseError::reject("nothing is decided"));
    };
    let id = some_id(steps.len());
    let models = ReadModels::empty();
    models.apply_events(&past.history.0);
    let analysed = |models: &ReadModels| {
        let none_is_new = Position::new(u64::MAX);
        steps
            .len()
            .is_multiple_of(4)
            .then(|| models.analyses_as_of(None, none_is_new))
    };
    let before = (
        models.answers_as_of(None, &id).only_current(),
        past,
        analysed(&models),
    );
    models.apply_events(&decided);
    let after = (
        models.answers_as_of(None, &id).only_current(),
        world.clone(),
        analysed(&models),
    );
    let check = |world: &mut World, position, expected: &(Answers, World, Option<Vec<String>>)| {
        let undone = world.undo(position);
        let undone = undone.map_err(|error| TestCaseError::fail(format!("{position}: {error}")))?;
        prop_assert!(!undone.is_empty());
        models.apply_events(&undone);
        prop_assert_eq!(&models.answers_as_of(None, &id).only_current(), &expected.0);
        prop_assert_eq!(&analysed(&models), &expected.2);
        prop_assert_eq!(&world.articles, &expected.1.articles);
        prop_assert_eq!(&world.speakers, &expected.1.speakers);
        prop_assert_eq!(&world.topics, &expected.1.topics);
        prop_assert_eq!(&world.feeds, &expected.1.feeds);
        Ok(undone[0].position)
    };
    let undone = check(&mut world, first.position, &before)?;
    let redone = check(&mut world, undone, &after)?;
    check(&mut world, redone, &before)?;
    if let Event::SpeakerDecided {
        speaker,
        decision: SpeakerDecision::Merged(Some(_)),
        ..
    } = &first.event
    {
        let again = world.apply_step(decision).unwrap();
        models.apply_events(&again);
        let Some(name) = (0..4).find(|name| world::speaker_id(*name) == *speaker) else {
            return Ok(());
        };
        models.apply_events(&world.apply_step(&Step::Split(name)).unwrap());
        prop_assert_eq!(&models.answers_as_of(None, &id).only_current(), &before.0);
        prop_assert_eq!(&world.speakers, &before.1.speakers);
    }
    Ok(())
}

/// Checks that the evidence of every current statement is a slice of its article's text.
fn check_evidence_is_in_text(world: &World) -> Result<(), TestCaseError> {
    for present in (0..2).filter_map(|article| world.current_article(article)) {
        let text = present.text.as_str().unwrap();
        for id in present.statements.keys() {
            let statement = present.corrected_statement(id).unwrap();
            for piece in &statement.evidence {
                prop_assert!(
                    piece.quote.matches_text(text),
                    "{}: {:?} in {:?}",
                    id,
                    piece.quote,
                    text
                );
            }
        }
    }
    Ok(())
}

/// Checks that the readings of another reader and the decisions on them change no answer about the extractor's
/// statements; and that the answers for that reader contain exactly its current statements in the domain, whatever the
/// order of events.
fn check_other_readers(steps: &[Step], others: &[(usize, Step)]) -> Result<(), TestCaseError> {
    let own: Vec<Step> = steps
        .iter()
        .filter(|step| !matches!(step, Step::Undo(_)))
        .cloned()
        .collect();
    let mut all = own.clone();
    for (place, step) in others {
        all.insert(place % (all.len() + 1), step.clone());
    }
    let answers = |steps: &[Step]| {
        let world = World::after_steps(steps);
        let models = ReadModels::empty();
        fold_one_by_one(&models, &world.history.0);
        (models, world)
    };
    let ((with, world), (without, _)) = (answers(&all), answers(&own));
    prop_assert_eq!(
        with.ask(&StatementFilter::default()),
        without.ask(&StatementFilter::default())
    );
    prop_assert_eq!(
        with.ask(&SpeakersQuery::default()),
        without.ask(&SpeakersQuery::default())
    );
    let matrix = MatrixQuery {
        within: StatementFilter::default(),
        by: MatrixPeriod::Year,
    };
    prop_assert_eq!(with.ask(&matrix), without.ask(&matrix));
    query::set_as_of_for_reader(&with.0, None, world::OTHER_READER).unwrap();
    let listed: BTreeSet<StatementId> = with
        .ask(&StatementFilter::default())
        .0
        .into_iter()
        .map(|entry| entry.id)
        .collect();
    let counting = current_statements(&world).into_iter();
    let theirs: BTreeSet<StatementId> = counting
        .filter(|(_, (statement, _))| statement.reader.is_some())
        .map(|(id, _)| id)
        .collect();
    prop_assert_eq!(listed, theirs);
    query::set_as_of(&with.0, None).unwrap();
    check_evidence_is_in_text(&world)?;
    let again = ReadModels::empty();
    again.apply_events(&world.history.0);
    prop_assert_eq!(
        projection::digest_read_models(&again.0).unwrap(),
        projection::digest_read_models(&with.0).unwrap()
    );
    Ok(())
}

fn check_reread(steps: &[Step], again: &Step) -> Result<(), TestCaseError> {
    let mut world = World::after_steps(steps);
    check_evidence_is_in_text(&world)?;
    let before = world.clone();
    let done = world.apply_step(again);
    check_evidence_is_in_text(&world)?;
    let (Ok(_), Step::Reread { article, .. } | Step::Ingest { article, .. }) = (done, again) else {
        return Ok(());
    };
    let (Some(before), Some(after)) = (before.current_article(*article), world.current_article(*article))
    else {
        return Ok(());
    };
    if matches!(again, Step::Reread { .. }) {
        check_reread_replaces_undecided_statements(before, after, &world.reread_statements(again))?;
        let text = after.text.as_str().unwrap();
        for (id, decisions) in &before.decisions {
            check_decisions_kept(decisions, &after.decisions_on(id), text)?;
        }
        let third = after.clone();
        prop_assert_eq!(
            world.apply_step(again),
            Ok(Vec::new()),
            "an equal reading appends no event"
        );
        prop_assert_eq!(world.current_article(*article), Some(&third));
    } else {
        check_revision_keeps_decisions(before, after)?;
    }
    Ok(())
}

/// Checks that a newer extractor's readings replace the statements on which nobody decided, and no others.
fn check_reread_replaces_undecided_statements(
    before: &CurrentArticle,
    after: &CurrentArticle,
    read: &[Statement],
) -> Result<(), TestCaseError> {
    prop_assert_eq!(
        &before.withdrawn,
        &after.withdrawn,
        "a withdrawal by a person is kept"
    );
    let place = |statement: &Statement| statement.evidence[0].quote.span;
    for (id, known) in &before.statements {
        let reading = read.iter().find(|reading| place(reading) == place(known));
        let named = |statement: &Statement| statement.speaker.reference.clone();
        if before.decisions_on(id).has_any() {
            prop_assert_eq!(
                before.corrected_statement(id),
                after.corrected_statement(id),
                "a decision of a person is kept"
            );
            let dispute = after.disputes.get(id).map(Option::as_ref);
            let is_disputed = before.settled_disputes.get(id).map(Option::as_ref) != Some(reading)
                && reading.is_none_or(|reading| !have_equal_fields(reading, known));
            let disputed = is_disputed.then_some(reading.map(named));
            prop_assert_eq!(dispute.map(|reading| reading.map(named)), disputed);
        } else {
            let stays = reading.filter(|reading| {
                have_compatible_speakers(known, reading) && after.statements.contains_key(id)
            });
            let kept = after
                .statements
                .get(id)
                .map(|statement| (place(statement), named(statement)));
            prop_assert_eq!(kept, stays.map(|reading| (place(reading), named(reading))));
        }
    }
    for reading in read {
        let is_there = |known: &Statement| place(known) == place(reading);
        let is_withdrawn = |known: &Statement| known.words() == reading.words();
        let is_known = after.statements.values().any(is_there) || after.withdrawn.values().any(is_withdrawn);
        prop_assert!(is_known, "{:?} is read", reading.words());
    }
    Ok(())
}

fn have_equal_fields(a: &Statement, b: &Statement) -> bool {
    a.speaker.reference == b.speaker.reference
        && a.speaker.capacity == b.speaker.capacity
        && a.said.date == b.said.date
        && a.act == b.act
}

/// Whether the speakers of two readings can be the same: here, if they are equal or one of them is unknown.
fn have_compatible_speakers(a: &Statement, b: &Statement) -> bool {
    let id = |statement: &Statement| statement.speaker.reference.as_deref().map(SpeakerId::from_name);
    let (a, b) = (id(a), id(b));
    a.is_none() || b.is_none() || a == b
}

/// Checks that no statement id is ever recorded with two speakers, and that a confirmed statement keeps the speaker and
/// the words that were confirmed until a person unconfirms or corrects it.
fn check_identity(steps: &[Step]) -> Result<(), TestCaseError> {
    let mut world = World::after_steps(&[]);
    let mut named: BTreeMap<StatementId, BTreeSet<SpeakerId>> = BTreeMap::new();
    let mut confirmed: BTreeMap<StatementId, (Option<String>, String)> = BTreeMap::new();
    for step in steps {
        let recorded = world.apply_step(step).unwrap_or_default();
        for recorded in &recorded {
            match &recorded.event {
                Event::StatementRecorded { statement, .. } => {
                    let name = statement.speaker.reference.as_deref().map(SpeakerId::from_name);
                    named.entry(statement.id.clone()).or_default().extend(name);
                }
                Event::StatementDecided { statement, .. }
                    if !matches!(step, Step::Ingest { .. } | Step::Reread { .. }) =>
                {
                    confirmed.remove(statement);
                }
                _ => {}
            }
        }
        for present in (0..2).filter_map(|article| world.current_article(article)) {
            for id in present
                .statements
                .keys()
                .filter(|id| present.decisions_on(id).confirmed)
            {
                let statement = present.corrected_statement(id).unwrap();
                let shown = (statement.speaker.reference.clone(), statement.words());
                let expected = confirmed.entry(id.clone()).or_insert_with(|| shown.clone());
                prop_assert_eq!(&shown, expected, "{} is confirmed", id);
            }
        }
    }
    for (id, speakers) in named {
        prop_assert!(
            speakers.len() < 2,
            "{} names several speakers: {:?}",
            id,
            speakers
        );
    }
    Ok(())
}

/// Checks that a revision loses no decision on words that the text still contains.
fn check_revision_keeps_decisions(
    before: &CurrentArticle,
    after: &CurrentArticle,
) -> Result<(), TestCaseError> {
    let text = after.text.as_str().unwrap();
    for (id, decisions) in &before.decisions {
        let stands = |statement: Statement| statement.matches_text(text);
        if before.corrected_statement(id).is_some_and(stands) && before.text == after.text {
            prop_assert!(
                after.statements.contains_key(id),
                "{} has a decision and its words are still in the text",
                id
            );
        }
        check_decisions_kept(decisions, &after.decisions_on(id), text)?;
    }
    let kept: Vec<_> = before.withdrawn.keys().collect();
    prop_assert_eq!(kept, after.withdrawn.keys().collect::<Vec<_>>());
    Ok(())
}

/// Checks that the decisions are unchanged. Only the evidence of corrected words may differ: the words may have moved
/// or disappeared from the text.
fn check_decisions_kept(
    before: &StatementDecisions,
    now: &StatementDecisions,
    text: &str,
) -> Result<(), TestCaseError> {
    let words = |correction: &Correction| -> Option<Vec<String>> {
        let pieces = correction.evidence.as_ref()?.iter();
        Some(pieces.map(|piece| piece.quote.text.clone()).collect())
    };
    let (known, present) = (words(&before.correction), words(&now.correction));
    let are_there = |words: &Vec<String>| words.iter().all(|word| text.contains(word));
    if known.as_ref().is_some_and(are_there) {
        prop_assert_eq!(known, present);
    }
    let mut expected = before.clone();
    expected.correction.evidence.clone_from(&now.correction.evidence);
    prop_assert_eq!(now, &expected);
    Ok(())
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        max_global_rejects: 4 * cases,
        max_shrink_iters: 3_000,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases(160))]

    #[test]
    fn answers_as_of_a_position_equal_answers_given_then(
        steps in world::steps(12),
        cut in any::<usize>(),
        batch in 1..9_usize,
    ) {
        check_as_of(&steps, cut, batch)?;
    }

    #[test]
    fn undo_and_redo_restore_every_answer(steps in world::steps(10), decision in world::decision_step()) {
        check_undo(&steps, &decision)?;
    }

    #[test]
    fn other_readers_change_no_answer_of_the_extractor(
        steps in world::steps(12),
        others in prop::collection::vec((any::<usize>(), world::other_reader_step()), 1..8),
    ) {
        check_other_readers(&steps, &others)?;
    }
}

proptest! {
    #![proptest_config(cases(3_000))]

    #[test]
    fn rereading_keeps_decisions(steps in world::steps(20), again in world::reading_step()) {
        check_reread(&steps, &again)?;
    }

    #[test]
    fn id_keeps_its_speaker_and_confirmation_keeps_its_words(steps in world::steps(24)) {
        check_identity(&steps)?;
    }
}

proptest! {
    #![proptest_config(cases(10_000))]

    #[test]
    #[ignore = "long: cargo test -- --ignored"]
    fn answers_as_of_a_position_equal_answers_given_then_long(
        steps in world::steps(12),
        cut in any::<usize>(),
        batch in 1..9_usize,
    ) {
        check_as_of(&steps, cut, batch)?;
    }

    #[test]
    #[ignore = "long: cargo test -- --ignored"]
    fn undo_and_redo_restore_every_answer_long(steps in world::steps(10), decision in world::decision_step()) {
        check_undo(&steps, &decision)?;
    }

    #[test]
    #[ignore = "long: cargo test -- --ignored"]
    fn id_keeps_its_speaker_and_confirmation_keeps_its_words_long(steps in world::steps(24)) {
        check_identity(&steps)?;
    }

    #[test]
    #[ignore = "long: cargo test -- --ignored"]
    fn rereading_keeps_decisions_long(
        steps in world::steps(20),
        again in world::reading_step(),
    ) {
        check_reread(&steps, &again)?;
    }
}
