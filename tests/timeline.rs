//! The timeline: statements in the order in which they were said, and its filters.

use crate::common::history::{History, ReadModels, article, example_history};
use dixit::domain::{Act, DateRule, Lang, Mode};
use dixit::query::{ProposalsQuery, StatementFilter, StatementList};

/// One line per statement: date, speaker, words.
fn format_entries(entries: &StatementList) -> String {
    let lines = entries.0.iter().map(|entry| {
        let speaker = entry
            .speaker
            .as_ref()
            .map_or("?", |speaker| speaker.name.as_str());
        format!("{} {speaker}: {}", entry.said, entry.words)
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn format_timeline(question: &StatementFilter) -> String {
    format_entries(&example_history().to_read_models().ask(question))
}

#[test]
fn statements_are_ordered_by_said_date_with_undated_last() {
    insta::assert_snapshot!(format_timeline(&StatementFilter::default()), @r"
    2026-03~ Paul Nédélec: Le budget de la santé augmentera
    2026-03-07 Odile Carré: une agence européenne de l’IA
    2026-03-07 Odile Carré: Il faut agir […] et vite.
    2026-03-09~ 李强: 中国支持人工智能全球治理
    .. ?: le risque est réel
    ");
}

#[test]
fn entry_has_all_fields_of_a_listing() {
    let entries = example_history().to_read_models().ask(&StatementFilter {
        act: Some(Act::Proposal),
        ..StatementFilter::default()
    });
    insta::assert_snapshot!(serde_json::to_string_pretty(&entries).unwrap(), @r#"
    [
      {
        "id": "s3n268gnyrgy5",
        "said": "2026-03-07",
        "said_rule": "weekday",
        "speaker": {
          "id": "pvekqg94m73ej",
          "name": "Odile Carré"
        },
        "mention": "La ministre Odile Carré",
        "capacity": "ministre",
        "for": null,
        "cue": "a proposé",
        "mode": "indirect",
        "report": null,
        "act": "proposal",
        "words": "une agence européenne de l’IA",
        "points": [
          "évaluer",
          "publier",
          "sanctionner"
        ],
        "event": "sommet de Genève",
        "place": "Genève",
        "topics": [
          "medtop:20001298"
        ],
        "article": {
          "id": "a10cnh1p748mj",
          "title": "Une agence pour l’intelligence artificielle",
          "publisher": "Le Courrier",
          "url": "https://example.org/sommet",
          "published": "2026-03-08",
          "lang": "fr"
        },
        "confidence": 0.8,
        "doubts": [],
        "review": null,
        "flags": [],
        "status": null,
        "reader": null
      }
    ]
    "#);
}

#[test]
fn speaker_is_found_by_any_name() {
    let by = |speaker: &str| StatementFilter {
        speaker: Some(speaker.to_owned()),
        ..StatementFilter::default()
    };
    for name in [
        "Odile Carré",
        "odile carre",
        "MME CARRÉ",
        "La ministre Odile Carré",
        "carré",
        "Carré Odile",
    ] {
        let found = format_timeline(&by(name));
        assert_eq!(found.lines().count(), 2, "{name}: {found}");
    }
    for name in ["李强", "Li Qiang", "liqiang", "qiang li", "强"] {
        insta::allow_duplicates! {
            insta::assert_snapshot!(format_timeline(&by(name)), @"2026-03-09~ 李强: 中国支持人工智能全球治理");
        }
    }
    let id = example_history().to_read_models().ask(&by("Paul Nédélec")).0[0]
        .speaker
        .clone()
        .unwrap()
        .id;
    for prefix in [id.as_str(), &id.as_str()[..6], &id.as_str()[..4].to_uppercase()] {
        insta::allow_duplicates! {
            insta::assert_snapshot!(format_timeline(&by(prefix)), @"2026-03~ Paul Nédélec: Le budget de la santé augmentera");
        }
    }
}

#[test]
fn shared_surname_is_ambiguous() {
    let paper = article("x", "Anne Roy dit oui. Jean Roy dit non.");
    let models = History::default()
        .ingested(
            &paper,
            &[
                paper
                    .says(&["oui"])
                    .speaker("Anne Roy")
                    .said("2026-02-02", DateRule::Absolute, None),
                paper
                    .says(&["non"])
                    .speaker("Jean Roy")
                    .said("2026-02-01", DateRule::Absolute, None),
            ],
        )
        .to_read_models();
    let question = StatementFilter {
        speaker: Some("roy".to_owned()),
        ..StatementFilter::default()
    };
    insta::assert_snapshot!(models.query_error(&question), @r#""roy" matches 2 speakers"#);
}

#[test]
fn misspelled_name_gets_suggestions() {
    let models = example_history().to_read_models();
    let refused = |question: StatementFilter| format!("{:?}", models.query_error(&question));
    insta::assert_snapshot!(
        refused(StatementFilter { speaker: Some("Odille Care".to_owned()), ..StatementFilter::default() }),
        @r#"NotFound { what: "speaker", name: "Odille Care", suggestions: ["Odile Carré"] }"#
    );
    insta::assert_snapshot!(
        refused(StatementFilter { topic: Some("artificial inteligence".to_owned()), ..StatementFilter::default() }),
        @r#"NotFound { what: "topic", name: "artificial inteligence", suggestions: ["artificial intelligence", "Intelligence artificielle"] }"#
    );
    insta::assert_snapshot!(
        refused(StatementFilter { publisher: Some("le courier".to_owned()), ..StatementFilter::default() }),
        @r#"NotFound { what: "publisher", name: "le courier", suggestions: ["Le Courrier"] }"#
    );
    insta::assert_snapshot!(
        models.query_error(&StatementFilter { speaker: Some(String::new()), ..StatementFilter::default() }),
        @r#"there is no speaker """#
    );
}

#[test]
fn topic_is_found_by_id_label_or_term_in_any_language() {
    let about = |topic: &str| StatementFilter {
        topic: Some(topic.to_owned()),
        ..StatementFilter::default()
    };
    for topic in [
        "medtop:20001298",
        "20001298",
        "Artificial Intelligence",
        "intelligence artificielle",
        "人工智能",
        "ia",
    ] {
        let found = format_timeline(&about(topic));
        insta::allow_duplicates! {
            insta::assert_snapshot!(found, @r"
            2026-03-07 Odile Carré: une agence européenne de l’IA
            2026-03-07 Odile Carré: Il faut agir […] et vite.
            2026-03-09~ 李强: 中国支持人工智能全球治理
            .. ?: le risque est réel
            ");
        }
    }
    let broader = format_timeline(&about("science and technology"));
    assert_eq!(
        broader.lines().count(),
        4,
        "a topic has those below it: {broader}"
    );
    let both = StatementFilter {
        speaker: Some("carré".to_owned()),
        ..about("santé")
    };
    assert_eq!(format_timeline(&both), "");
}

#[test]
fn act_mode_language_publisher_and_limit_filter() {
    insta::assert_snapshot!(
        format_timeline(&StatementFilter {
            act: Some(Act::Commitment),
            ..StatementFilter::default()
        }),
        @"2026-03~ Paul Nédélec: Le budget de la santé augmentera"
    );
    insta::assert_snapshot!(
        format_timeline(&StatementFilter {
            mode: Some(Mode::Direct),
            ..StatementFilter::default()
        }),
        @"2026-03-07 Odile Carré: Il faut agir […] et vite."
    );
    insta::assert_snapshot!(
        format_timeline(&StatementFilter {
            lang: Some(Lang::Zh),
            ..StatementFilter::default()
        }),
        @"2026-03-09~ 李强: 中国支持人工智能全球治理"
    );
    insta::assert_snapshot!(
        format_timeline(&StatementFilter {
            publisher: Some("l'echo".to_owned()),
            ..StatementFilter::default()
        }),
        @"2026-03~ Paul Nédélec: Le budget de la santé augmentera"
    );
    insta::assert_snapshot!(
        format_timeline(&StatementFilter {
            limit: Some(1),
            ..StatementFilter::default()
        }),
        @"2026-03~ Paul Nédélec: Le budget de la santé augmentera"
    );
}

#[test]
fn date_range_takes_possible_dates_and_nothing_undated() {
    let range = |since: Option<&str>, until: Option<&str>| {
        let bound = |text: &str| text.parse().unwrap();
        let question = StatementFilter {
            since: since.map(bound),
            until: until.map(bound),
            ..StatementFilter::default()
        };
        example_history()
            .to_read_models()
            .ask(&question)
            .0
            .iter()
            .map(|entry| entry.said.to_string())
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(range(Some("2026-03-08"), None), "2026-03~ 2026-03-09~");
    assert_eq!(range(None, Some("2026-03-07")), "2026-03~ 2026-03-07 2026-03-07");
    assert_eq!(
        range(Some("2026-03-07"), Some("2026-03-07")),
        "2026-03~ 2026-03-07 2026-03-07"
    );
    assert_eq!(range(Some("2026-04"), None), "");
    assert_eq!(range(None, Some("2025")), "");
    assert_eq!(range(Some("2026"), Some("2026")).split(' ').count(), 4);
    let unknown = StatementFilter {
        since: Some("..".parse().unwrap()),
        ..StatementFilter::default()
    };
    insta::assert_snapshot!(example_history().to_read_models().query_error(&unknown), @"a range cannot begin or end with an unknown date");
}

#[test]
fn same_day_is_ordered_by_publication_then_recording() {
    let said = |paper, words: &'static str| {
        crate::common::history::Article::says(paper, &[words]).said("2026-01-05", DateRule::Absolute, None)
    };
    let late = article("late", "tard tardif").published("2026-01-07");
    let early = article("early", "tôt").published("2026-01-06");
    let undated = article("undated", "un jour");
    let models = History::default()
        .ingested(&undated, &[said(&undated, "un jour")])
        .ingested(&late, &[said(&late, "tardif"), said(&late, "tard")])
        .ingested(&early, &[said(&early, "tôt")])
        .to_read_models();
    insta::assert_snapshot!(format_entries(&models.ask(&StatementFilter::default())), @r"
    2026-01-05 ?: tôt
    2026-01-05 ?: tardif
    2026-01-05 ?: tard
    2026-01-05 ?: un jour
    ");
    let moved = article("late", "tard tardif").published("2026-01-05");
    models.apply_events(&History(revision_events(&moved)).0);
    insta::assert_snapshot!(format_entries(&models.ask(&StatementFilter::default())), @r"
    2026-01-05 ?: tardif
    2026-01-05 ?: tard
    2026-01-05 ?: tôt
    2026-01-05 ?: un jour
    ");
}

/// The events of a revision of `article`, at a position after all earlier events.
fn revision_events(article: &crate::common::history::Article) -> Vec<dixit::domain::RecordedEvent> {
    let mut history = History::default().revised(article, 1);
    for recorded in &mut history.0 {
        recorded.position = dixit::domain::Position::new(100);
    }
    history.0
}

#[test]
fn proposals_are_listed_with_points() {
    let models = example_history().to_read_models();
    let proposals = models.ask(&ProposalsQuery::default());
    assert_eq!(proposals.0.len(), 1);
    assert_eq!(proposals.0[0].entry.points, ["évaluer", "publier", "sanctionner"]);
    let within = |within| ProposalsQuery {
        within,
        ..ProposalsQuery::default()
    };
    let by = |speaker: &str| {
        within(StatementFilter {
            speaker: Some(speaker.to_owned()),
            ..StatementFilter::default()
        })
    };
    assert_eq!(models.ask(&by("mme carré")).0.len(), 1);
    assert_eq!(models.ask(&by("Paul Nédélec")).0.len(), 0);
    let until = within(StatementFilter {
        until: Some("2026-03-06".parse().unwrap()),
        ..StatementFilter::default()
    });
    assert_eq!(models.ask(&until).0.len(), 0);
}

#[test]
fn empty_timeline_is_no_error() {
    assert_eq!(
        ReadModels::empty()
            .0
            .query_row("SELECT count(*) FROM statement", [], |row| row.get(0)),
        Ok(0)
    );
    let models = History::default()
        .ingested(&article("x", "rien"), &[])
        .to_read_models();
    assert_eq!(models.ask(&StatementFilter::default()).0, []);
}
