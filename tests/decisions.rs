//! Random histories of commands: what holds whatever is read, and whatever persons decide and undo.

use crate::common::answers::Answers;
use crate::common::history::Models;
use crate::common::world::{self, Step, World};
use dixit::domain::{
    ArticleState, Correction, CurrentArticle, Event, Position, RecordedEvent, SpeakerDecision, SpeakerId,
    Statement, StatementDecisions, StatementId, Status, Tag,
};
use dixit::projection;
use dixit::query::{self, MatrixPeriod, MatrixQuery, SpeakersQuery, StatementFilter};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What may count or not: a statement, an article, or a topic of a person's own.
fn some_id(number: usize) -> String {
    match number % 3 {
        0 => world::statement(0, 1).to_string(),
        1 => world::id(1).to_string(),
        _ => world::topic(0).to_string(),
    }
}

/// Folds events one by one, as they come in.
fn fold_each(models: &Models, events: &[RecordedEvent]) {
    for recorded in events {
        models.fold(std::slice::from_ref(recorded));
    }
}

/// What was asked as of any position is what was asked that day; and the read models are the same however the
/// events reach them.
fn check_as_of(steps: &[Step], cut: usize, batch: usize) -> Result<(), TestCaseError> {
    let world = World::after(steps);
    let events = &world.history.0;
    let (past, rest) = events.split_at(cut % (events.len() + 1));
    let id = some_id(cut);
    let models = Models::empty();
    fold_each(&models, past);
    let that_day = models.answers(None, &id);
    let is_analysed = cut.is_multiple_of(4);
    let position = past.last().map_or(Position::START, |last| last.position);
    let since = Position::new(position.number() / 2);
    let told_that_day = is_analysed.then(|| models.analyses(None, since));
    fold_each(&models, rest);
    prop_assert_eq!(
        &is_analysed.then(|| models.analyses(Some(position), since)),
        &told_that_day,
        "as of {}",
        position
    );
    prop_assert_eq!(
        &models.answers(Some(position), &id),
        &that_day,
        "as of {}",
        position
    );
    check_against_the_domain(&models, &world)?;
    let digests = projection::digest_read_models(&models.0).unwrap();
    // A new database is a copy of empty read models; now and then they are made so.
    let models = if batch == 1 { models } else { Models::empty() };
    if batch == 1 {
        projection::reset(&models.0).unwrap();
    }
    for events in events.chunks(batch) {
        models.fold(events);
    }
    prop_assert_eq!(projection::digest_read_models(&models.0).unwrap(), digests);
    Ok(())
}

/// The statements of all articles that count, as they count, with what is decided on them.
fn counting(world: &World) -> BTreeMap<StatementId, (Statement, StatementDecisions)> {
    let articles = (0..2).filter_map(|article| world.present(article));
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

fn check_against_the_domain(models: &Models, world: &World) -> Result<(), TestCaseError> {
    let counting = counting(world);
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
        let whole = speaker.map(|id| world.speakers.canonical_speaker(&id));
        prop_assert_eq!(entry.speaker.as_ref().map(|speaker| speaker.id.clone()), whole);
        let review = entry.review.clone().unwrap_or_default();
        prop_assert_eq!(review.confirmed, decisions.confirmed);
        prop_assert_eq!(review.corrected, decisions.correction.fields());
        prop_assert_eq!(entry.status.unwrap_or(Status::Open), decisions.status);
        for (topic, tag) in &decisions.tags {
            let about = *tag == Tag::About && world.topics.get(topic).is_some();
            prop_assert_eq!(entry.topics.contains(&topic.to_string()), about, "{}", topic);
        }
    }
    check_views(models, world)
}

/// Links and disputes stay with an article that does not count for now.
fn check_views(models: &Models, world: &World) -> Result<(), TestCaseError> {
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

/// A decision, its undoing, and the undoing of that lead back and forth. What is refused, or is so already, is no case.
fn check_undo(steps: &[Step], decision: &Step) -> Result<(), TestCaseError> {
    let past = World::after(steps);
    let mut world = past.clone();
    let decided = world.step(decision).unwrap_or_default();
    let Some(first) = decided.first() else {
        return Err(TestCaseError::reject("nothing is decided"));
    };
    let id = some_id(steps.len());
    let models = Models::empty();
    models.fold(&past.history.0);
    let analysed = |models: &Models| {
        let none_is_new = Position::new(u64::MAX);
        steps
            .len()
            .is_multiple_of(4)
            .then(|| models.analyses(None, none_is_new))
    };
    let before = (
        models.answers(None, &id).of_what_counts(),
        past,
        analysed(&models),
    );
    models.fold(&decided);
    let after = (
        models.answers(None, &id).of_what_counts(),
        world.clone(),
        analysed(&models),
    );
    let check = |world: &mut World, position, expected: &(Answers, World, Option<Vec<String>>)| {
        let undone = world.undo(position);
        let undone = undone.map_err(|error| TestCaseError::fail(format!("{position}: {error}")))?;
        prop_assert!(!undone.is_empty());
        models.fold(&undone);
        prop_assert_eq!(&models.answers(None, &id).of_what_counts(), &expected.0);
        prop_assert_eq!(&analysed(&models), &expected.2);
        prop_assert_eq!(&world.articles, &expected.1.articles);
        prop_assert_eq!(&world.speakers, &expected.1.speakers);
        prop_assert_eq!(&world.topics, &expected.1.topics);
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
        let again = world.step(decision).unwrap();
        models.fold(&again);
        let Some(name) = (0..4).find(|name| world::speaker(*name) == *speaker) else {
            return Ok(());
        };
        models.fold(&world.step(&Step::Split(name)).unwrap());
        prop_assert_eq!(&models.answers(None, &id).of_what_counts(), &before.0);
        prop_assert_eq!(&world.speakers, &before.1.speakers);
    }
    Ok(())
}

/// Every word that counts stands in its article.
fn check_evidence(world: &World) -> Result<(), TestCaseError> {
    for present in (0..2).filter_map(|article| world.present(article)) {
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

/// What another reader reads, and what persons decide of that, changes no answer of the extractor's statements; and
/// what that reader's statements answer is what the domain has of them, however the events come in.
fn check_readers(steps: &[Step], others: &[(usize, Step)]) -> Result<(), TestCaseError> {
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
        let world = World::after(steps);
        let models = Models::empty();
        fold_each(&models, &world.history.0);
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
    query::set_as_of_for_reader(&with.0, None, world::OTHER).unwrap();
    let told: BTreeSet<StatementId> = with
        .ask(&StatementFilter::default())
        .0
        .into_iter()
        .map(|entry| entry.id)
        .collect();
    let counting = counting(&world).into_iter();
    let theirs: BTreeSet<StatementId> = counting
        .filter(|(_, (statement, _))| statement.reader.is_some())
        .map(|(id, _)| id)
        .collect();
    prop_assert_eq!(told, theirs);
    query::set_as_of(&with.0, None).unwrap();
    check_evidence(&world)?;
    let again = Models::empty();
    again.fold(&world.history.0);
    prop_assert_eq!(
        projection::digest_read_models(&again.0).unwrap(),
        projection::digest_read_models(&with.0).unwrap()
    );
    Ok(())
}

fn check_reread(steps: &[Step], again: &Step) -> Result<(), TestCaseError> {
    let mut world = World::after(steps);
    check_evidence(&world)?;
    let before = world.clone();
    let done = world.step(again);
    check_evidence(&world)?;
    let (Ok(_), Step::Reread { article, .. } | Step::Ingest { article, .. }) = (done, again) else {
        return Ok(());
    };
    let (Some(before), Some(after)) = (before.present(*article), world.present(*article)) else {
        return Ok(());
    };
    if matches!(again, Step::Reread { .. }) {
        check_taken_over(before, after, &world.reading(again))?;
        let text = after.text.as_str().unwrap();
        for (id, decisions) in &before.decisions {
            check_moved(decisions, &after.decisions_on(id), text)?;
        }
        let third = after.clone();
        prop_assert_eq!(world.step(again), Ok(Vec::new()), "the same again is nothing");
        prop_assert_eq!(world.present(*article), Some(&third));
    } else {
        check_kept(before, after)?;
    }
    Ok(())
}

/// What a newer extractor reads takes the place of what nobody decided on, and of nothing else.
fn check_taken_over(
    before: &CurrentArticle,
    after: &CurrentArticle,
    read: &[Statement],
) -> Result<(), TestCaseError> {
    prop_assert_eq!(
        &before.withdrawn,
        &after.withdrawn,
        "what a person withdrew stays so"
    );
    let place = |statement: &Statement| statement.evidence[0].quote.span;
    for (id, known) in &before.statements {
        let reading = read.iter().find(|reading| place(reading) == place(known));
        let named = |statement: &Statement| statement.speaker.reference.clone();
        if before.decisions_on(id).has_any() {
            prop_assert_eq!(
                before.corrected_statement(id),
                after.corrected_statement(id),
                "what a person decided stays so"
            );
            let dispute = after.disputes.get(id).map(Option::as_ref);
            let is_disputed = before.settled_disputes.get(id).map(Option::as_ref) != Some(reading)
                && reading.is_none_or(|reading| !says_the_same(reading, known));
            let disputed = is_disputed.then_some(reading.map(named));
            prop_assert_eq!(dispute.map(|reading| reading.map(named)), disputed);
        } else {
            let stays =
                reading.filter(|reading| can_be_one(known, reading) && after.statements.contains_key(id));
            let there = after
                .statements
                .get(id)
                .map(|statement| (place(statement), named(statement)));
            prop_assert_eq!(there, stays.map(|reading| (place(reading), named(reading))));
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

fn says_the_same(one: &Statement, other: &Statement) -> bool {
    one.speaker.reference == other.speaker.reference
        && one.speaker.capacity == other.speaker.capacity
        && one.said.date == other.said.date
        && one.act == other.act
}

/// Whether the speakers of two readings can be one: in this world, where they are the same or one is not told.
fn can_be_one(one: &Statement, other: &Statement) -> bool {
    let id = |statement: &Statement| statement.speaker.reference.as_deref().map(SpeakerId::from_name);
    let (one, other) = (id(one), id(other));
    one.is_none() || other.is_none() || one == other
}

/// No id ever names the statements of two speakers, whatever became of it; and what a person confirmed shows the
/// speaker and the words that were confirmed, as long as it is said to be confirmed and no person corrects it.
fn check_identity(steps: &[Step]) -> Result<(), TestCaseError> {
    let mut world = World::after(&[]);
    let mut named: BTreeMap<StatementId, BTreeSet<SpeakerId>> = BTreeMap::new();
    let mut confirmed: BTreeMap<StatementId, (Option<String>, String)> = BTreeMap::new();
    for step in steps {
        let recorded = world.step(step).unwrap_or_default();
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
        for present in (0..2).filter_map(|article| world.present(article)) {
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

/// A revision loses no decision on words that the text still has.
fn check_kept(before: &CurrentArticle, after: &CurrentArticle) -> Result<(), TestCaseError> {
    let text = after.text.as_str().unwrap();
    for (id, decisions) in &before.decisions {
        let stands = |statement: Statement| statement.matches_text(text);
        if before.corrected_statement(id).is_some_and(stands) && before.text == after.text {
            prop_assert!(
                after.statements.contains_key(id),
                "{} is decided on and still stands",
                id
            );
        }
        check_moved(decisions, &after.decisions_on(id), text)?;
    }
    let kept: Vec<_> = before.withdrawn.keys().collect();
    prop_assert_eq!(kept, after.withdrawn.keys().collect::<Vec<_>>());
    Ok(())
}

/// What was decided is so, but that corrected words may have moved, or be no words of the text.
fn check_moved(
    before: &StatementDecisions,
    now: &StatementDecisions,
    text: &str,
) -> Result<(), TestCaseError> {
    let words = |correction: &Correction| -> Option<Vec<String>> {
        let pieces = correction.evidence.as_ref()?.iter();
        Some(pieces.map(|piece| piece.quote.text.clone()).collect())
    };
    let (known, there) = (words(&before.correction), words(&now.correction));
    let are_there = |words: &Vec<String>| words.iter().all(|word| text.contains(word));
    if known.as_ref().is_some_and(are_there) {
        prop_assert_eq!(known, there);
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
    fn as_of_a_position_is_as_that_day(
        steps in world::steps(12),
        cut in any::<usize>(),
        batch in 1..9_usize,
    ) {
        check_as_of(&steps, cut, batch)?;
    }

    #[test]
    fn undoing_leads_back_and_forth(steps in world::steps(10), decision in world::decision()) {
        check_undo(&steps, &decision)?;
    }

    #[test]
    fn what_others_read_changes_nothing_of_ours(
        steps in world::steps(12),
        others in prop::collection::vec((any::<usize>(), world::of_another_reader()), 1..8),
    ) {
        check_readers(&steps, &others)?;
    }
}

proptest! {
    #![proptest_config(cases(3_000))]

    #[test]
    fn no_reading_takes_away_what_persons_decided(steps in world::steps(20), again in world::reading()) {
        check_reread(&steps, &again)?;
    }

    #[test]
    fn an_id_stays_with_its_speaker_and_a_confirmation_with_its_words(steps in world::steps(24)) {
        check_identity(&steps)?;
    }
}

proptest! {
    #![proptest_config(cases(10_000))]

    #[test]
    #[ignore = "long: cargo test -- --ignored"]
    fn as_of_any_position_is_as_that_day(
        steps in world::steps(12),
        cut in any::<usize>(),
        batch in 1..9_usize,
    ) {
        check_as_of(&steps, cut, batch)?;
    }

    #[test]
    #[ignore = "long: cargo test -- --ignored"]
    fn undoing_always_leads_back_and_forth(steps in world::steps(10), decision in world::decision()) {
        check_undo(&steps, &decision)?;
    }

    #[test]
    #[ignore = "long: cargo test -- --ignored"]
    fn every_id_stays_with_its_speaker_and_every_confirmation_with_its_words(steps in world::steps(24)) {
        check_identity(&steps)?;
    }

    #[test]
    #[ignore = "long: cargo test -- --ignored"]
    fn no_reading_ever_takes_away_what_persons_decided(
        steps in world::steps(20),
        again in world::reading(),
    ) {
        check_reread(&steps, &again)?;
    }
}
