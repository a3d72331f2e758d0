//! A statement id never changes its speaker: checked over random revisions of an article, read by the extractor, and
//! random decisions on its statements.

use dixit::domain::{
    ArticleCommand, ArticleId, ArticleState, CurrentArticle, Document, Event, Lang, Source, Statement,
    StatementCommand, StatementId, decide, evolve, fold,
};
use dixit::extract;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

const NAMES: [&str; 3] = ["Ana Lund", "Omar Sall", "Nora Lindqvist"];
const WORDS: [&str; 3] = [
    "La digue tiendra cet hiver",
    "Le pont sera fermé en juin",
    "Nous publierons les plans",
];
const BETWEEN: [&str; 3] = ["", "Mis à jour mercredi. ", "La réunion a duré deux heures. "];

/// One sentence of an article as indices: into `WORDS`, `NAMES`, and `BETWEEN` (the text before it).
type Sentence = (usize, usize, usize);

/// One thing that happens to the article.
#[derive(Debug, Clone)]
enum Step {
    /// It is ingested or revised with these sentences.
    Revise(Vec<Sentence>),
    /// Somebody confirms one of its statements.
    Confirm(usize),
    /// Somebody withdraws one of its statements.
    Withdraw(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let sentence = (0..WORDS.len(), 0..NAMES.len(), 0..BETWEEN.len());
    let step = prop_oneof![
        3 => prop::collection::vec(sentence, 1..6).prop_map(Step::Revise),
        3 => (0..6_usize).prop_map(Step::Confirm),
        1 => (0..6_usize).prop_map(Step::Withdraw),
    ];
    prop::collection::vec(step, 1..12)
}

fn build_text(sentences: &[Sentence]) -> String {
    let mut text = String::new();
    for (words, name, between) in sentences {
        let (words, name, between) = (WORDS[*words], NAMES[*name], BETWEEN[*between]);
        write!(text, "{between}« {words} », a dit {name}.\n\n").unwrap();
    }
    text
}

/// One article with its revisions and decisions.
struct Story {
    id: ArticleId,
    state: ArticleState,
    /// All events so far, in order.
    events: Vec<Event>,
}

impl Story {
    fn new() -> Self {
        Self {
            id: ArticleId::from_source(&source(), ""),
            state: ArticleState::default(),
            events: Vec::new(),
        }
    }

    fn current_article(&self) -> Option<&CurrentArticle> {
        match &self.state {
            ArticleState::Current(present) => Some(present),
            _ => None,
        }
    }

    fn revise(&mut self, text: &str) {
        let statements = extract::read_statements(&extract::ExtractorInput {
            article: &self.id,
            lang: Lang::Fr,
            published: None,
            published_or: None,
            text,
        });
        let document = Document {
            source: source(),
            lang: Lang::Fr,
            text: text.to_owned(),
            provenance: None,
        };
        self.apply_command(ArticleCommand::Ingest {
            document,
            statements,
            extractor: "test".to_owned(),
        });
    }

    /// Applies `command` to the current statement with this number, modulo their count.
    fn decide_on_statement(&mut self, number: usize, command: StatementCommand) {
        let ids: Vec<StatementId> = self
            .current_article()
            .map(|present| present.statements.keys().cloned().collect())
            .unwrap_or_default();
        if let Some(statement) = ids.get(number % ids.len().max(1)) {
            self.apply_command(ArticleCommand::Decide {
                statement: statement.clone(),
                command,
                reason: None,
            });
        }
    }

    fn apply_command(&mut self, command: ArticleCommand) {
        let events = decide(&self.id, &self.state, command).unwrap_or_default();
        for event in events {
            self.state = evolve(std::mem::take(&mut self.state), &event);
            self.events.push(event);
        }
    }

    fn find_id(&self, name: &str, words: &str) -> Option<StatementId> {
        let statements = &self.current_article()?.statements;
        let said = |statement: &&Statement| {
            statement.words() == words && statement.speaker.reference.as_deref() == Some(name)
        };
        statements
            .values()
            .find(said)
            .map(|statement| statement.id.clone())
    }
}

fn source() -> Source {
    Source {
        url: Some("https://example.org/digue".to_owned()),
        ..Source::default()
    }
}

fn check_identity(steps: &[Step]) -> Result<(), TestCaseError> {
    let mut story = Story::new();
    let mut confirmed: BTreeMap<StatementId, (Option<String>, String)> = BTreeMap::new();
    for step in steps {
        match step {
            Step::Revise(sentences) => story.revise(&build_text(sentences)),
            Step::Confirm(number) => story.decide_on_statement(*number, StatementCommand::Confirm),
            Step::Withdraw(number) => story.decide_on_statement(*number, StatementCommand::Withdraw),
        }
        let Some(present) = story.current_article() else {
            continue;
        };
        for (id, statement) in &present.statements {
            let kept = present
                .text
                .as_str()
                .is_some_and(|text| statement.matches_text(text));
            prop_assert!(kept, "the words of {} are not in the text", id);
            if present.decisions_on(id).confirmed {
                let shown = (statement.speaker.reference.clone(), statement.words());
                let expected = confirmed.entry(id.clone()).or_insert_with(|| shown.clone());
                prop_assert_eq!(&shown, expected);
            }
        }
    }
    let mut names: BTreeMap<&StatementId, BTreeSet<String>> = BTreeMap::new();
    for event in &story.events {
        if let Event::StatementRecorded { statement, .. } = event {
            let name = statement.speaker.reference.as_deref().map(fold);
            names.entry(&statement.id).or_default().extend(name);
        }
    }
    for (id, names) in names {
        prop_assert!(names.len() < 2, "{} names {:?}", id, names);
    }
    Ok(())
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn revision_never_gives_an_id_to_another_speaker(steps in steps()) {
        check_identity(&steps)?;
    }
}

proptest! {
    #![proptest_config(cases(10_000))]

    #[test]
    #[ignore = "long: cargo test -- --ignored"]
    fn revision_never_gives_an_id_to_another_speaker_long(steps in steps()) {
        check_identity(&steps)?;
    }
}

#[test]
fn revision_without_the_speaker_withdraws_confirmed_statement() {
    let mut story = Story::new();
    story.revise(&build_text(&[(0, 0, 0), (0, 1, 0)]));
    let (lund, sall) = (
        story.find_id("Ana Lund", WORDS[0]),
        story.find_id("Omar Sall", WORDS[0]),
    );
    let lund = lund.expect("Lund is read");
    assert!(sall.is_some());
    story.apply_command(ArticleCommand::Decide {
        statement: lund.clone(),
        command: StatementCommand::Confirm,
        reason: None,
    });
    story.revise(&build_text(&[(0, 1, 0)]));
    assert_eq!(story.find_id("Omar Sall", WORDS[0]), sall);
    let present = story.current_article().unwrap();
    assert!(!present.statements.contains_key(&lund));
    assert!(!present.decisions_on(&sall.unwrap()).confirmed);
    // The words return, and the decision on them applies again.
    story.revise(&build_text(&[(0, 1, 0), (0, 0, 1)]));
    assert_eq!(story.find_id("Ana Lund", WORDS[0]), Some(lund.clone()));
    assert!(story.current_article().unwrap().decisions_on(&lund).confirmed);
}

#[test]
fn words_with_another_speaker_are_another_statement() {
    let mut story = Story::new();
    story.revise(&build_text(&[(0, 0, 0)]));
    let lund = story.find_id("Ana Lund", WORDS[0]);
    story.revise(&build_text(&[(0, 1, 0)]));
    let sall = story.find_id("Omar Sall", WORDS[0]);
    assert!(sall.is_some());
    assert_ne!(sall, lund);
    story.revise(&build_text(&[(0, 0, 0)]));
    assert_eq!(story.find_id("Ana Lund", WORDS[0]), lund);
}

#[test]
fn new_reading_of_confirmed_statement_is_a_dispute() {
    let mut story = Story::new();
    let said = |act: &str| format!("« Nous publierons les plans », a {act} Ana Lund.\n");
    story.revise(&said("promis"));
    let id = story
        .find_id("Ana Lund", WORDS[2])
        .expect("the statement is read");
    let act = |story: &Story| story.current_article().unwrap().statements[&id].act;
    let confirmed = act(&story);
    story.decide_on_statement(0, StatementCommand::Confirm);
    story.revise(&said("démenti"));
    assert_eq!(act(&story), confirmed);
    let present = story.current_article().unwrap();
    let doubt = present.disputes.get(&id).and_then(Option::as_ref);
    assert!(doubt.is_some_and(|reading| reading.act != confirmed));
    let cue = present.statements[&id].cue.as_ref();
    assert_eq!(cue.map(|cue| cue.words.text.as_str()), Some("a démenti"));
}
