//! Given-when-then cases of `domain::decide`: given a history, when a command arrives, then these events follow or the
//! command is refused.

use crate::common::world::{
    STATEMENT_WORDS, StatementAction, StatementsRead, Step, World, speaker_id, statement_id,
};
use dixit::domain::{DecideError, Position, RecordedEvent, TopicCommand};
use insta::assert_snapshot;

const ALL_WORDS_READ: StatementsRead = [Some((0, 0, 0)); STATEMENT_WORDS.len()];
/// The extractor does not read the first words.
const FIRST_WORDS_NOT_READ: StatementsRead = [None, Some((0, 0, 0)), Some((0, 0, 0)), Some((0, 0, 0))];
/// The extractor attributes the first words to another speaker.
const FIRST_WORDS_BY_OTHER_SPEAKER: StatementsRead =
    [Some((3, 0, 0)), Some((0, 0, 0)), Some((0, 0, 0)), Some((0, 0, 0))];

/// Ingests the first article with the text of this number. In an empty log this takes positions 1 to 5.
fn ingest_step(text: usize, title: usize, read: StatementsRead) -> Step {
    Step::Ingest {
        article: 0,
        title,
        text,
        lang: false,
        extractor: 1,
        read,
    }
}

fn reread_step(extractor: usize, read: StatementsRead) -> Step {
    Step::Reread {
        article: 0,
        extractor,
        read,
    }
}

/// Decides on the first statement of the first article.
fn decide_on_first_statement(deed: StatementAction) -> Step {
    Step::Decide(0, 0, deed)
}

/// A world with the first article in which `steps` then happened; the events of `steps` begin at position 6.
fn given(steps: &[Step]) -> World {
    let mut world = World::after_steps(&[ingest_step(0, 0, ALL_WORDS_READ)]);
    for step in steps {
        world.apply_step(step).unwrap();
    }
    world
}

/// The outcome of a step: one line per event with its statement and its decision, or the refusal. Statement ids are
/// written as `s0`, `s1` …, speaker ids as `p0`, `p1` ….
fn when(world: &mut World, step: &Step) -> String {
    format_outcome(world.apply_step(step))
}

fn undo(world: &mut World, position: u64) -> String {
    format_outcome(world.undo(Position::new(position)))
}

fn format_outcome(outcome: Result<Vec<RecordedEvent>, DecideError>) -> String {
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
    let statements =
        (0..STATEMENT_WORDS.len()).map(|words| (statement_id(0, words).to_string(), format!("s{words}")));
    let speakers = (0..4).map(|name| (speaker_id(name).to_string(), format!("p{name}")));
    statements
        .chain(speakers)
        .fold(text, |text, (id, name)| text.replace(&id, &name))
}

#[test]
fn repeated_decision_appends_no_event() {
    let mut world = given(&[]);
    assert_snapshot!(when(&mut world, &decide_on_first_statement(StatementAction::Confirm)), @"@6 statement.confirmed s0");
    assert_snapshot!(when(&mut world, &decide_on_first_statement(StatementAction::Confirm)), @"nothing");
    assert_snapshot!(when(&mut world, &decide_on_first_statement(StatementAction::Speaker(0))), @"nothing");
    assert_snapshot!(when(&mut world, &decide_on_first_statement(StatementAction::Speaker(3))), @"@7 statement.corrected s0 (speaker: Paul Noé)");
    assert_snapshot!(when(&mut world, &decide_on_first_statement(StatementAction::Said(2))), @"@8 statement.corrected s0 (speaker: Paul Noé; said: ..)");
    assert_snapshot!(when(&mut world, &decide_on_first_statement(StatementAction::Speaker(0))), @"@9 statement.corrected s0 (said: ..)");
    assert_snapshot!(when(&mut world, &decide_on_first_statement(StatementAction::Link(0, 0, 0, true))), @"refused: s0 cannot be related to itself");
}

#[test]
fn corrected_words_must_be_in_the_article_and_survive_revision() {
    let mut world = given(&[]);
    assert_snapshot!(when(&mut world, &decide_on_first_statement(StatementAction::Text(3))), @r#"refused: "nulle part" does not stand in the article: a statement's words are a slice of its text"#);
    assert_snapshot!(when(&mut world, &decide_on_first_statement(StatementAction::Text(2))), @"@6 statement.corrected s0 (text: une taxe […] le budget)");
    assert_snapshot!(when(&mut world, &ingest_step(1, 0, ALL_WORDS_READ)), @"
    @7 article.revised
    @8 statement.recorded s0
    @9 statement.recorded s1
    @10 statement.recorded s2
    @11 statement.recorded s3
    @12 statement.corrected s0 (text: une taxe […] le budget: the article was revised)
    ");
    let spans = |world: &World| {
        let counts = world
            .current_article(0)
            .unwrap()
            .corrected_statement(&statement_id(0, 0))
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
fn undo_cannot_restore_words_that_a_revision_removed() {
    let mut world = given(&[decide_on_first_statement(StatementAction::Text(1))]);
    assert_snapshot!(undo(&mut world, 6), @"@7 statement.corrected s0 (nothing)");
    assert_snapshot!(when(&mut world, &ingest_step(2, 0, ALL_WORDS_READ)), @"
    @8 article.revised
    @9 statement.withdrawn s1 (the revised article no longer says so)
    @10 statement.recorded s0
    @11 statement.recorded s2
    @12 statement.recorded s3
    ");
    assert_snapshot!(undo(&mut world, 7), @r#"refused: "l’école" does not stand in the article: a statement's words are a slice of its text"#);
}

#[test]
fn decisions_on_one_field_are_undone_in_reverse_order() {
    let marked = |status| decide_on_first_statement(StatementAction::Mark(status));
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
fn reread_does_not_restore_withdrawn_statement() {
    let mut world = given(&[decide_on_first_statement(StatementAction::Withdraw)]);
    assert_snapshot!(when(&mut world, &decide_on_first_statement(StatementAction::Confirm)), @"refused: there is no statement s0 that counts");
    assert_snapshot!(when(&mut world, &reread_step(2, ALL_WORDS_READ)), @"@7 article.reread (by test/2)");
    assert_snapshot!(undo(&mut world, 6), @"@8 statement.restored s0");
    assert_snapshot!(when(&mut world, &reread_step(1, FIRST_WORDS_NOT_READ)), @"
    @9 article.reread (by test/1)
    @10 statement.dropped s0 (test/1 does not read it)
    ");
    assert_snapshot!(undo(&mut world, 8), @"refused: there is no statement s0 that counts");
}

#[test]
fn different_reading_is_disputed_until_a_person_decides() {
    let mut world = given(&[decide_on_first_statement(StatementAction::Mark(1))]);
    assert_snapshot!(when(&mut world, &reread_step(2, FIRST_WORDS_BY_OTHER_SPEAKER)), @"
    @7 article.reread (by test/2)
    @8 statement.disputed s0 (test/2 reads it otherwise)
    ");
    assert_snapshot!(when(&mut world, &reread_step(2, FIRST_WORDS_BY_OTHER_SPEAKER)), @"nothing");
    assert_snapshot!(when(&mut world, &decide_on_first_statement(StatementAction::Confirm)), @"@9 statement.confirmed s0");
    assert_snapshot!(when(&mut world, &reread_step(2, FIRST_WORDS_BY_OTHER_SPEAKER)), @"nothing");
    assert_snapshot!(undo(&mut world, 9), @"
    @10 statement.unconfirmed s0
    @11 statement.disputed s0 (test/2 reads it otherwise)
    ");
    assert_snapshot!(undo(&mut world, 10), @"@12 statement.confirmed s0");
    assert_snapshot!(when(&mut world, &reread_step(2, FIRST_WORDS_NOT_READ)), @"
    @13 article.reread (by test/2)
    @14 statement.disputed s0 (test/2 does not read it)
    ");
    assert_snapshot!(when(&mut world, &reread_step(1, ALL_WORDS_READ)), @"
    @15 article.reread (by test/1)
    @16 statement.recorded s0
    ");
    assert!(world.current_article(0).unwrap().disputes.is_empty());
}

#[test]
fn skipped_reading_is_noted_once_and_settles_a_dispute() {
    let mut world = given(&[]);
    assert_snapshot!(when(&mut world, &decide_on_first_statement(StatementAction::Skip)), @"@6 statement.skipped s0");
    assert_snapshot!(when(&mut world, &decide_on_first_statement(StatementAction::Skip)), @"nothing");
    assert_snapshot!(undo(&mut world, 6), @"@7 statement.unskipped s0");
    assert_snapshot!(undo(&mut world, 7), @"@8 statement.skipped s0");
    assert_snapshot!(when(&mut world, &reread_step(2, FIRST_WORDS_BY_OTHER_SPEAKER)), @"
    @9 article.reread (by test/2)
    @10 statement.disputed s0 (test/2 reads it otherwise)
    ");
    assert_snapshot!(when(&mut world, &decide_on_first_statement(StatementAction::Skip)), @"@11 statement.skipped s0");
    assert!(world.current_article(0).unwrap().disputes.is_empty());
    assert_snapshot!(when(&mut world, &decide_on_first_statement(StatementAction::Skip)), @"nothing");
}

#[test]
fn skipped_reading_that_changes_may_be_skipped_again() {
    let mut world = given(&[
        decide_on_first_statement(StatementAction::Skip),
        decide_on_first_statement(StatementAction::Act(1)),
    ]);
    assert_snapshot!(when(&mut world, &decide_on_first_statement(StatementAction::Skip)), @"@8 statement.skipped s0");
}

#[test]
fn statement_missing_from_revision_is_disputed_only_if_decided() {
    let mut world = given(&[
        decide_on_first_statement(StatementAction::Confirm),
        ingest_step(1, 1, FIRST_WORDS_NOT_READ),
    ]);
    assert_snapshot!(when(&mut world, &decide_on_first_statement(StatementAction::Confirm)), @"@13 statement.confirmed s0");
    assert_snapshot!(when(&mut world, &Step::Decide(0, 3, StatementAction::Skip)), @"@14 statement.skipped s3");
    assert_snapshot!(when(&mut world, &Step::Decide(0, 2, StatementAction::Skip)), @"@15 statement.skipped s2");
}

#[test]
fn revision_keeps_decisions_on_words_that_remain() {
    let mut world = given(&[
        decide_on_first_statement(StatementAction::Mark(1)),
        Step::Decide(0, 1, StatementAction::Confirm),
    ]);
    assert_snapshot!(when(&mut world, &ingest_step(0, 1, [None; 4])), @"
    @8 article.revised
    @9 statement.withdrawn s3 (the revised article no longer says so)
    @10 statement.withdrawn s2 (the revised article no longer says so)
    @11 statement.disputed s0 (test/1 does not read it)
    @12 statement.disputed s1 (test/1 does not read it)
    ");
    assert_snapshot!(when(&mut world, &ingest_step(2, 1, [None; 4])), @"
    @13 article.revised
    @14 statement.withdrawn s1 (the revised article no longer says so)
    ");
    assert_snapshot!(when(&mut world, &ingest_step(1, 1, FIRST_WORDS_NOT_READ)), @"
    @15 article.revised
    @16 statement.recorded s0
    @17 statement.recorded s1
    @18 statement.recorded s2
    @19 statement.recorded s3
    @20 statement.disputed s0 (test/1 does not read it)
    ");
}

#[test]
fn decision_on_withdrawn_article_is_refused() {
    let mut world = given(&[
        decide_on_first_statement(StatementAction::Confirm),
        Step::Withdraw(0),
    ]);
    assert_snapshot!(when(&mut world, &decide_on_first_statement(StatementAction::Confirm)), @"refused: the article was withdrawn (no reason given)");
    assert_snapshot!(undo(&mut world, 6), @"refused: the article was withdrawn (no reason given)");
    assert_snapshot!(undo(&mut world, 7), @"@8 article.restored");
    assert_snapshot!(undo(&mut world, 6), @"@9 statement.unconfirmed s0");
}

#[test]
fn circular_merge_of_speakers_is_refused() {
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
fn topic_below_itself_or_unknown_topic_is_refused() {
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

#[test]
fn redacted_article_stays_redacted() {
    let mut world = given(&[
        decide_on_first_statement(StatementAction::Confirm),
        Step::Withdraw(0),
    ]);
    assert_snapshot!(when(&mut world, &Step::Redact(1)), @"");
    assert_snapshot!(when(&mut world, &Step::Redact(0)), @"");
    assert_snapshot!(when(&mut world, &Step::Redact(0)), @"");
    assert_snapshot!(when(&mut world, &ingest_step(0, 0, ALL_WORDS_READ)), @"");
    assert_snapshot!(when(&mut world, &ingest_step(1, 0, ALL_WORDS_READ)), @"");
    assert_snapshot!(when(&mut world, &Step::Withdraw(0)), @"");
    assert_snapshot!(when(&mut world, &Step::RedactStatement(0, 1)), @"");
    for position in [6, 7, 8] {
        let outcome = undo(&mut world, position);
        assert_eq!(
            outcome,
            format!("refused: @{position} cannot be undone: what was redacted is no longer in the log")
        );
    }
}

#[test]
fn redacted_statement_stays_redacted_and_others_can_be_decided_on() {
    let mut world = given(&[decide_on_first_statement(StatementAction::Confirm)]);
    assert_snapshot!(when(&mut world, &Step::RedactStatement(0, 0)), @"");
    assert_snapshot!(when(&mut world, &Step::RedactStatement(0, 0)), @"");
    assert_snapshot!(when(&mut world, &decide_on_first_statement(StatementAction::Confirm)), @"");
    assert_snapshot!(undo(&mut world, 6), @"");
    assert_snapshot!(undo(&mut world, 7), @"");
    assert_snapshot!(when(&mut world, &ingest_step(1, 0, ALL_WORDS_READ)), @"");
    assert_snapshot!(when(&mut world, &reread_step(2, ALL_WORDS_READ)), @"");
    assert_snapshot!(when(&mut world, &Step::Decide(0, 1, StatementAction::Confirm)), @"");
    assert_snapshot!(when(&mut world, &Step::Decide(0, 1, StatementAction::Text(1))), @"");
    assert_snapshot!(undo(&mut world, 8), @"");
    // What was withdrawn or dropped can be redacted too.
    assert_snapshot!(when(&mut world, &Step::Decide(0, 2, StatementAction::Withdraw)), @"");
    assert_snapshot!(when(&mut world, &Step::RedactStatement(0, 2)), @"");
    assert_snapshot!(undo(&mut world, 10), @"");
    assert_snapshot!(when(&mut world, &Step::Redact(0)), @"");
}

#[test]
fn redacted_speaker_has_no_decisions_to_undo() {
    let mut world = given(&[Step::Alias(0, 3, true)]);
    assert_snapshot!(when(&mut world, &Step::RedactSpeaker(0)), @"");
    assert_snapshot!(when(&mut world, &Step::RedactSpeaker(0)), @"");
    assert_snapshot!(undo(&mut world, 6), @"");
    assert_snapshot!(undo(&mut world, 7), @"");
    assert_snapshot!(when(&mut world, &Step::Merge(0, 1)), @"");
    assert_snapshot!(undo(&mut world, 8), @"");
}
