//! What the domain decides: given what happened, when something is asked for, then these events or this refusal.

use crate::common::world::{Deed, Read, Step, WORDS, World, speaker, statement};
use dixit::domain::{DecideError, Position, RecordedEvent, TopicCommand};
use insta::assert_snapshot;

const ALL: Read = [Some((0, 0, 0)); WORDS.len()];
/// The first words are not read.
const LESS: Read = [None, Some((0, 0, 0)), Some((0, 0, 0)), Some((0, 0, 0))];
/// Somebody else says the first words.
const OTHERWISE: Read = [Some((3, 0, 0)), Some((0, 0, 0)), Some((0, 0, 0)), Some((0, 0, 0))];

/// The first article comes in with the text of this number. Positions 1 to 5, where nothing was before.
fn ingested(text: usize, title: usize, read: Read) -> Step {
    Step::Ingest {
        article: 0,
        title,
        text,
        lang: false,
        extractor: 1,
        read,
    }
}

fn reread(extractor: usize, read: Read) -> Step {
    Step::Reread {
        article: 0,
        extractor,
        read,
    }
}

/// About the first statement of the first article.
fn rule(deed: Deed) -> Step {
    Step::Rule(0, 0, deed)
}

/// The first article, and what else happened: position 6 is the first of that.
fn given(steps: &[Step]) -> World {
    let mut world = World::after(&[ingested(0, 0, ALL)]);
    for step in steps {
        world.step(step).unwrap();
    }
    world
}

/// What comes of a step: an event a line, with the number of its statement and what was decided; or the refusal.
fn when(world: &mut World, step: &Step) -> String {
    told(world.step(step))
}

fn undo(world: &mut World, position: u64) -> String {
    told(world.undo(Position::new(position)))
}

fn told(outcome: Result<Vec<RecordedEvent>, DecideError>) -> String {
    let text = match outcome {
        Ok(events) if events.is_empty() => "nothing".to_owned(),
        Ok(events) => {
            let lines = events.iter().map(|recorded| {
                let event = &recorded.event;
                let about = event.statement_id().map_or(String::new(), |id| format!(" {id}"));
                let what = event
                    .describe()
                    .map_or(String::new(), |what| format!(" ({what})"));
                format!("{} {}{about}{what}", recorded.position, event.type_name())
            });
            lines.collect::<Vec<_>>().join("\n")
        }
        Err(refusal) => format!("refused: {refusal}"),
    };
    let statements = (0..WORDS.len()).map(|words| (statement(0, words).to_string(), format!("s{words}")));
    let speakers = (0..4).map(|name| (speaker(name).to_string(), format!("p{name}")));
    statements
        .chain(speakers)
        .fold(text, |text, (id, name)| text.replace(&id, &name))
}

#[test]
fn what_is_so_already_is_nothing() {
    let mut world = given(&[]);
    assert_snapshot!(when(&mut world, &rule(Deed::Confirm)), @"@6 statement.confirmed s0");
    assert_snapshot!(when(&mut world, &rule(Deed::Confirm)), @"nothing");
    assert_snapshot!(when(&mut world, &rule(Deed::Speaker(0))), @"nothing");
    assert_snapshot!(when(&mut world, &rule(Deed::Speaker(3))), @"@7 statement.corrected s0 (speaker: Paul Noé)");
    assert_snapshot!(when(&mut world, &rule(Deed::Said(2))), @"@8 statement.corrected s0 (speaker: Paul Noé; said: ..)");
    assert_snapshot!(when(&mut world, &rule(Deed::Speaker(0))), @"@9 statement.corrected s0 (said: ..)");
    assert_snapshot!(when(&mut world, &rule(Deed::Link(0, 0, 0, true))), @"refused: s0 cannot be related to itself");
}

#[test]
fn corrected_words_are_words_of_the_article() {
    let mut world = given(&[]);
    assert_snapshot!(when(&mut world, &rule(Deed::Text(3))), @r#"refused: "nulle part" does not stand in the article: a statement's words are a slice of its text"#);
    assert_snapshot!(when(&mut world, &rule(Deed::Text(2))), @"@6 statement.corrected s0 (text: une taxe […] le budget)");
    assert_snapshot!(when(&mut world, &ingested(1, 0, ALL)), @"
    @7 article.revised
    @8 statement.recorded s0
    @9 statement.recorded s1
    @10 statement.recorded s2
    @11 statement.recorded s3
    @12 statement.corrected s0 (text: une taxe […] le budget: the article was revised)
    ");
    let spans = |world: &World| {
        let counts = world
            .present(0)
            .unwrap()
            .corrected_statement(&statement(0, 0))
            .unwrap();
        let spans = counts.evidence.iter().map(|piece| piece.quote.span.to_string());
        spans.collect::<Vec<_>>().join(" ")
    };
    assert_snapshot!(spans(&world), @"26..34 113..122");
    assert_snapshot!(undo(&mut world, 11), @"refused: @11 is statement.recorded, which is no decision of a person and cannot be undone");
    assert_snapshot!(undo(&mut world, 6), @"@13 statement.corrected s0 (nothing)");
    assert_snapshot!(undo(&mut world, 12), @"refused: @13 decided on the same matter after @12: undo that first");
    assert_snapshot!(spans(&world), @"26..48");
}

#[test]
fn words_that_are_gone_are_not_put_back() {
    let mut world = given(&[rule(Deed::Text(1))]);
    assert_snapshot!(undo(&mut world, 6), @"@7 statement.corrected s0 (nothing)");
    assert_snapshot!(when(&mut world, &ingested(2, 0, ALL)), @"
    @8 article.revised
    @9 statement.withdrawn s1 (the revised article no longer says so)
    @10 statement.recorded s2
    @11 statement.recorded s3
    ");
    assert_snapshot!(undo(&mut world, 7), @r#"refused: "l’école" does not stand in the article: a statement's words are a slice of its text"#);
}

#[test]
fn a_later_decision_is_undone_first_and_then_the_one_before() {
    let marked = |status| rule(Deed::Mark(status));
    let mut world = given(&[marked(1), marked(3), marked(4)]);
    assert_snapshot!(undo(&mut world, 6), @"refused: @8 decided on the same matter after @6: undo that first");
    assert_snapshot!(undo(&mut world, 8), @"@9 statement.marked s0 (rejected)");
    assert_snapshot!(undo(&mut world, 8), @"refused: @9 decided on the same matter after @8: undo that first");
    assert_snapshot!(undo(&mut world, 6), @"refused: @7 decided on the same matter after @6: undo that first");
    assert_snapshot!(undo(&mut world, 7), @"@10 statement.marked s0 (adopted)");
    assert_snapshot!(undo(&mut world, 6), @"@11 statement.marked s0 (open)");
    assert_snapshot!(undo(&mut world, 2), @"refused: @2 is statement.recorded, which is no decision of a person and cannot be undone");
}

#[test]
fn what_a_person_withdrew_does_not_come_back_by_being_read() {
    let mut world = given(&[rule(Deed::Withdraw)]);
    assert_snapshot!(when(&mut world, &rule(Deed::Confirm)), @"refused: there is no statement s0 that counts");
    assert_snapshot!(when(&mut world, &reread(2, ALL)), @"@7 article.reread (by test/2)");
    assert_snapshot!(undo(&mut world, 6), @"@8 statement.restored s0");
    assert_snapshot!(when(&mut world, &reread(1, LESS)), @"
    @9 article.reread (by test/1)
    @10 statement.dropped s0 (test/1 does not read it)
    ");
    assert_snapshot!(undo(&mut world, 8), @"refused: there is no statement s0 that counts");
}

#[test]
fn a_differing_reading_is_a_dispute_until_somebody_looks_at_it() {
    let mut world = given(&[rule(Deed::Mark(1))]);
    assert_snapshot!(when(&mut world, &reread(2, OTHERWISE)), @"
    @7 article.reread (by test/2)
    @8 statement.disputed s0 (test/2 reads it otherwise)
    ");
    assert_snapshot!(when(&mut world, &reread(2, OTHERWISE)), @"nothing");
    assert_snapshot!(when(&mut world, &rule(Deed::Confirm)), @"@9 statement.confirmed s0");
    assert_snapshot!(when(&mut world, &reread(2, OTHERWISE)), @"nothing");
    assert_snapshot!(undo(&mut world, 9), @"
    @10 statement.unconfirmed s0
    @11 statement.disputed s0 (test/2 reads it otherwise)
    ");
    assert_snapshot!(undo(&mut world, 10), @"@12 statement.confirmed s0");
    assert_snapshot!(when(&mut world, &reread(2, LESS)), @"
    @13 article.reread (by test/2)
    @14 statement.disputed s0 (test/2 does not read it)
    ");
    assert_snapshot!(when(&mut world, &reread(1, ALL)), @"
    @15 article.reread (by test/1)
    @16 statement.recorded s0
    ");
    assert!(world.present(0).unwrap().disputes.is_empty());
}

#[test]
fn skipped_reading_is_noted_once_and_settles_a_dispute() {
    let mut world = given(&[]);
    assert_snapshot!(when(&mut world, &rule(Deed::Skip)), @"@6 statement.skipped s0");
    assert_snapshot!(when(&mut world, &rule(Deed::Skip)), @"nothing");
    assert_snapshot!(undo(&mut world, 6), @"@7 statement.unskipped s0");
    assert_snapshot!(undo(&mut world, 7), @"@8 statement.skipped s0");
    assert_snapshot!(when(&mut world, &reread(2, OTHERWISE)), @"
    @9 article.reread (by test/2)
    @10 statement.disputed s0 (test/2 reads it otherwise)
    ");
    assert_snapshot!(when(&mut world, &rule(Deed::Skip)), @"@11 statement.skipped s0");
    assert!(world.present(0).unwrap().disputes.is_empty());
    assert_snapshot!(when(&mut world, &rule(Deed::Skip)), @"nothing");
}

#[test]
fn skipped_reading_that_changes_may_be_skipped_again() {
    let mut world = given(&[rule(Deed::Skip), rule(Deed::Act(1))]);
    assert_snapshot!(when(&mut world, &rule(Deed::Skip)), @"@8 statement.skipped s0");
}

#[test]
fn note_is_taken_of_what_vanished_only_where_somebody_had_decided() {
    let mut world = given(&[rule(Deed::Confirm), ingested(1, 1, LESS)]);
    assert_snapshot!(when(&mut world, &rule(Deed::Confirm)), @"@13 statement.confirmed s0");
    assert_snapshot!(when(&mut world, &Step::Rule(0, 3, Deed::Skip)), @"@14 statement.skipped s3");
    assert_snapshot!(when(&mut world, &Step::Rule(0, 2, Deed::Skip)), @"@15 statement.skipped s2");
}

#[test]
fn a_revision_keeps_what_was_decided_on_words_that_still_stand() {
    let mut world = given(&[rule(Deed::Mark(1)), Step::Rule(0, 1, Deed::Confirm)]);
    assert_snapshot!(when(&mut world, &ingested(0, 1, [None; 4])), @"
    @8 article.revised
    @9 statement.withdrawn s3 (the revised article no longer says so)
    @10 statement.withdrawn s2 (the revised article no longer says so)
    @11 statement.disputed s0 (test/1 does not read it)
    @12 statement.disputed s1 (test/1 does not read it)
    ");
    assert_snapshot!(when(&mut world, &ingested(2, 1, [None; 4])), @"
    @13 article.revised
    @14 statement.withdrawn s1 (the revised article no longer says so)
    ");
    assert_snapshot!(when(&mut world, &ingested(1, 1, LESS)), @"
    @15 article.revised
    @16 statement.recorded s0
    @17 statement.recorded s1
    @18 statement.recorded s2
    @19 statement.recorded s3
    @20 statement.disputed s0 (test/1 does not read it)
    ");
}

#[test]
fn nothing_is_decided_on_an_article_that_was_withdrawn() {
    let mut world = given(&[rule(Deed::Confirm), Step::Withdraw(0)]);
    assert_snapshot!(when(&mut world, &rule(Deed::Confirm)), @"refused: the article was withdrawn (no reason given)");
    assert_snapshot!(undo(&mut world, 6), @"refused: the article was withdrawn (no reason given)");
    assert_snapshot!(undo(&mut world, 7), @"@8 article.restored");
    assert_snapshot!(undo(&mut world, 6), @"@9 statement.unconfirmed s0");
}

#[test]
fn mergers_close_no_circle() {
    let mut world = given(&[]);
    assert_snapshot!(when(&mut world, &Step::Merge(0, 0)), @"refused: p0 cannot be related to itself");
    assert_snapshot!(when(&mut world, &Step::Merge(0, 1)), @"@6 speaker.merged (p0 into p1)");
    assert_snapshot!(when(&mut world, &Step::Merge(1, 0)), @"refused: p1 and p0 are one speaker already");
    assert_snapshot!(when(&mut world, &Step::Merge(0, 2)), @"@7 speaker.merged (p1 into p2)");
    assert_snapshot!(when(&mut world, &Step::Split(2)), @"refused: p2 is not merged into another speaker");
    assert_snapshot!(when(&mut world, &Step::Split(0)), @"@8 speaker.split (p0)");
    assert_snapshot!(when(&mut world, &Step::Merge(2, 0)), @"@9 speaker.merged (p2 into p0)");
    assert_snapshot!(undo(&mut world, 8), @"refused: p0 and p1 are one speaker already");
}

#[test]
fn no_topic_lies_below_itself_or_nothing() {
    let define = |topic, broader| Step::Define {
        topic,
        broader,
        terms: 0,
    };
    let mut world = given(&[]);
    assert_snapshot!(when(&mut world, &define(0, Some(1))), @"refused: there is no topic own:two for own:one to lie below");
    assert_snapshot!(when(&mut world, &define(1, None)), @"@6 topic.defined (own:two topic 1)");
    assert_snapshot!(when(&mut world, &define(0, Some(1))), @"@7 topic.defined (own:one topic 0)");
    assert_snapshot!(when(&mut world, &define(1, Some(0))), @"refused: own:two would lie below itself");
    assert_snapshot!(when(&mut world, &Step::Retire(1)), @"@8 topic.retired (own:two)");
    assert_snapshot!(when(&mut world, &Step::Retire(1)), @"refused: there is no topic own:two");
    assert_snapshot!(when(&mut world, &Step::Retire(0)), @"@9 topic.retired (own:one)");
    assert_snapshot!(undo(&mut world, 9), @"@10 topic.defined (own:one topic 0)");
    assert_snapshot!(world.topics.decide(TopicCommand::Define(Vec::new()), None).unwrap().len(), @"0");
}
