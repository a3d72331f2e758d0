//! `show`: the details of one statement, article, speaker or topic.

use crate::common::history::{Article, History, ReadModels, article, example_history};
use dixit::domain::{ArticleText, Correction, Event, Evidence, Position, StatementDecision};
use dixit::query::{self, Details, QueryError, ShowQuery, StatementDetails, StatementFilter};

fn show(models: &ReadModels, id: &str) -> Details {
    models.ask(&ShowQuery {
        id: id.to_owned(),
        around: 20,
    })
}

/// The details of the first statement whose words begin with `words`.
fn show_statement(models: &ReadModels, words: &str) -> StatementDetails {
    let all = models.ask(&StatementFilter::default());
    let entry = all.0.iter().find(|entry| entry.words.starts_with(words)).unwrap();
    match show(models, entry.id.as_str()) {
        Details::Statement(sheet) => *sheet,
        other => panic!("{other:?}"),
    }
}

#[test]
fn statement_details_include_all_listing_fields() {
    let models = example_history().to_read_models();
    let sheet = show_statement(&models, "une agence");
    let listed = serde_json::to_value(&sheet.entry).unwrap();
    let details = serde_json::to_value(&sheet).unwrap();
    let (details, listed) = (details.as_object().unwrap(), listed.as_object().unwrap());
    assert!(
        listed.iter().all(|(key, value)| details.get(key) == Some(value)),
        "what listings show is there"
    );
    let beyond = details.iter().filter(|(key, _)| !listed.contains_key(*key));
    let lines: Vec<String> = beyond.map(|(key, value)| format!("{key}: {value}")).collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    context: {"start":21,"text":"ré a proposé samedi une agence européenne de l’IA, au sommet de Genèv","marks":[{"start":20,"end":49}],"more_before":true,"more_after":true}
    evidence: [{"start":41,"end":70,"exact":"une agence européenne de l’IA","prefix":"re Odile Carré a proposé samedi ","suffix":", au sommet de Genève. « Il faut"}]
    cue_at: {"start":24,"end":33,"text":"a proposé"}
    cue_lemma: "proposer"
    mention_at: {"start":0,"end":23,"text":"La ministre Odile Carré"}
    side_at: null
    said_expression: {"start":34,"end":40,"text":"samedi"}
    event_at: {"start":75,"end":91,"text":"sommet de Genève"}
    place_at: {"start":85,"end":91,"text":"Genève"}
    points_at: [{"start":155,"end":162,"text":"évaluer"},{"start":164,"end":171,"text":"publier"},{"start":173,"end":184,"text":"sanctionner"}]
    topic_reasons: [{"id":"medtop:20001298","label":"artificial intelligence","place":"words","term":"IA"}]
    names: []
    links: []
    dispute: null
    also_read: []
    rules: ["test"]
    extractor: "test/1"
    revision: 0
    position: 2
    recorded_at: "2026-01-01T00:00:02Z"
    ended: null
    "#);
}

#[test]
fn context_marks_every_piece() {
    let models = example_history().to_read_models();
    let sheet = show_statement(&models, "Il faut agir");
    let context = sheet.context.unwrap();
    let marked: Vec<String> = context
        .marks
        .iter()
        .map(|mark| {
            context
                .text
                .chars()
                .skip(mark.start as usize)
                .take((mark.end - mark.start) as usize)
                .collect()
        })
        .collect();
    assert_eq!(marked, ["Il faut agir", "et vite."]);
    insta::assert_snapshot!(context.text, @"sommet de Genève. « Il faut agir, a ajouté Mme Carré, et vite. » Trois points : év");
    assert!(context.more_before && context.more_after);
}

#[test]
fn words_are_shown_between_what_surrounded_them_when_they_were_read() {
    let before = article("a", "Odile dit : le quai ouvrira en mai. Fin.");
    let after = Article {
        text: "Erratum. Odile dit : le quai ouvrira en mai, puis s’en va.".to_owned(),
        ..before.clone()
    };
    let (old, new) = (
        before.says(&["le quai ouvrira", "mai"]),
        after.says(&["le quai ouvrira", "mai"]),
    );
    let surroundings = |models: &ReadModels| {
        let evidence = show_statement(models, "le quai").evidence;
        let pieces = evidence
            .iter()
            .map(|piece| format!("{}({}){}", piece.prefix, piece.exact, piece.suffix));
        pieces.collect::<Vec<_>>().join(" | ")
    };
    let history = History::default().ingested(&before, std::slice::from_ref(&old));
    let revised = history.clone().revised(&after, 1);
    let read_before =
        "Odile dit : (le quai ouvrira) en mai. Fin. | Odile dit : le quai ouvrira en (mai). Fin.";
    assert_eq!(surroundings(&history.to_read_models()), read_before);
    assert_eq!(surroundings(&revised.to_read_models()), read_before);
    let read_again = revised.recorded(1, &new);
    let models = read_again.to_read_models();
    assert_eq!(
        surroundings(&models),
        "Erratum. Odile dit : (le quai ouvrira) en mai, puis s’en va. |  Odile dit : le quai ouvrira en (mai), \
         puis s’en va."
    );
    query::set_as_of(&models.0, Some(Position::new(3))).unwrap();
    assert_eq!(surroundings(&models), read_before);
    // Words that a person corrected keep what the decision says of their surroundings.
    let corrected = Correction {
        evidence: Some(vec![Evidence {
            prefix: "…".to_owned(),
            suffix: "!".to_owned(),
            quote: after.slice("le quai"),
        }]),
        ..Correction::default()
    };
    let corrected = read_again
        .clone()
        .decided(&new, StatementDecision::Corrected(Box::new(corrected)));
    assert_eq!(surroundings(&corrected.to_read_models()), "…(le quai)!");
    let mut redacted = read_again;
    for recorded in &mut redacted.0 {
        if let Event::ArticleIngested { text, .. } | Event::ArticleRevised { text, .. } = &mut recorded.event
        {
            *text = ArticleText::Redacted;
        }
    }
    assert_eq!(
        surroundings(&redacted.to_read_models()),
        "(le quai ouvrira) | (mai)"
    );
}

#[test]
fn redacted_text_gives_no_context() {
    let mut history = example_history();
    for recorded in &mut history.0 {
        if let Event::ArticleIngested { text, .. } = &mut recorded.event {
            *text = ArticleText::Redacted;
        }
    }
    let models = history.to_read_models();
    assert_eq!(show_statement(&models, "une agence").context, None);
    let id = models.ask(&StatementFilter::default()).0[0].article.id.clone();
    let Details::Article(sheet) = show(&models, id.as_str()) else {
        panic!("no article")
    };
    assert_eq!(sheet.text, None);
    assert_eq!(sheet.reported.len(), 1);
}

#[test]
fn article_lists_statements_in_text_order() {
    let models = example_history().to_read_models();
    let entry = models
        .ask(&StatementFilter {
            speaker: Some("carré".to_owned()),
            ..StatementFilter::default()
        })
        .0
        .remove(0);
    let Details::Article(sheet) = show(&models, &entry.article.id.as_str()[..5]) else {
        panic!("no article")
    };
    let words: Vec<&str> = sheet.reported.iter().map(|entry| entry.words.as_str()).collect();
    assert_eq!(
        words,
        [
            "une agence européenne de l’IA",
            "Il faut agir […] et vite.",
            "le risque est réel"
        ]
    );
    assert_eq!(sheet.line.statements, 3);
    assert!(sheet.text.unwrap().starts_with("La ministre"));
}

#[test]
fn speaker_lists_names_capacities_and_topics() {
    let models = example_history().to_read_models();
    for name in ["Odile Carré", "mme carré"] {
        let Details::Speaker(sheet) = show(&models, name) else {
            panic!("no speaker")
        };
        let names: Vec<String> = sheet
            .names
            .iter()
            .map(|name| format!("{} {} {}", name.uses, name.source, name.name))
            .collect();
        insta::allow_duplicates! {
            insta::assert_snapshot!(names.join("\n"), @r"
            2 reference Odile Carré
            1 mention La ministre Odile Carré
            1 mention Mme Carré
            ");
            insta::assert_debug_snapshot!(sheet.capacities, @r#"
            [
                CapacityUse {
                    capacity: "ministre",
                    statements: 1,
                    first: Some(
                        2026-03-07,
                    ),
                    last: Some(
                        2026-03-07,
                    ),
                },
            ]
            "#);
        }
        let topics: Vec<String> = sheet
            .topics
            .iter()
            .map(|topic| format!("{} {}", topic.statements, topic.label.en))
            .collect();
        assert!(
            topics.contains(&"2 artificial intelligence".to_owned()),
            "{topics:?}"
        );
    }
}

#[test]
fn topic_lists_terms_and_speakers() {
    let models = example_history().to_read_models();
    for id in ["medtop:20001298", "Intelligence artificielle"] {
        let Details::Topic(sheet) = show(&models, id) else {
            panic!("no topic")
        };
        assert_eq!(sheet.line.label.en, "artificial intelligence");
        assert_eq!(sheet.line.statements, 4);
        assert!(sheet.terms.iter().any(|term| term == "IA"));
        let speakers: Vec<String> = sheet
            .speakers
            .iter()
            .map(|line| format!("{} {}", line.statements, line.name))
            .collect();
        assert_eq!(speakers, ["2 Odile Carré", "1 李强"]);
    }
}

#[test]
fn ambiguous_id_prefix_lists_candidates() {
    let paper = article("x", "un deux trois quatre cinq six sept huit neuf dix onze douze");
    let sayings: Vec<_> = paper.text.split(' ').map(|word| paper.says(&[word])).collect();
    let models = History::default().ingested(&paper, &sayings).to_read_models();
    let error = models.query_error(&ShowQuery {
        id: "s".to_owned(),
        around: 0,
    });
    let QueryError::AmbiguousId { candidates, .. } = &error else {
        panic!("{error}")
    };
    assert_eq!(candidates.len(), 10);
    assert!(candidates.iter().all(|candidate| candidate.what == "statement"));
    insta::assert_snapshot!(error, @r#"the id "s" is ambiguous"#);
}

#[test]
fn unknown_id_is_an_error_with_suggestions() {
    let models = example_history().to_read_models();
    let refused = |id: &str| {
        format!(
            "{:?}",
            models.query_error(&ShowQuery {
                id: id.to_owned(),
                around: 0
            })
        )
    };
    insta::assert_snapshot!(refused("s000000000000"), @r#"NotFound { what: "statement, article, speaker or topic", name: "s000000000000", suggestions: [] }"#);
    insta::assert_snapshot!(refused("Odil Carré"), @r#"NotFound { what: "statement, article, speaker or topic", name: "Odil Carré", suggestions: ["Odile Carré"] }"#);
    insta::assert_snapshot!(refused(""), @r#"NotFound { what: "statement, article, speaker or topic", name: "", suggestions: [] }"#);
}
