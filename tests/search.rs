//! Full-text search over the words of statements.

use crate::common::history::{History, Models, article, example};
use dixit::domain::Lang;
use dixit::query::{Search, Timeline};

/// The words of each hit, its marks in brackets.
fn found(models: &Models, query: &str) -> String {
    let hits = models.ask(&Search {
        query: query.to_owned(),
        within: Timeline::default(),
    });
    let shown = hits.0.iter().map(|hit| {
        let mut text = String::new();
        for (i, c) in (0_u32..).zip(hit.entry.words.chars()) {
            text.extend(hit.marks.iter().any(|mark| mark.start == i).then_some('['));
            text.push(c);
            text.extend(hit.marks.iter().any(|mark| mark.end == i + 1).then_some(']'));
        }
        text
    });
    shown.collect::<Vec<_>>().join(" | ")
}

#[test]
fn case_and_accents_do_not_matter() {
    let models = example().folded();
    insta::assert_snapshot!(found(&models, "SANTE"), @"Le budget de la [santé] augmentera");
    insta::assert_snapshot!(found(&models, "agence europeenne"), @"une [agence] [européenne] de l’IA");
    insta::assert_snapshot!(found(&models, "l'IA"), @"une agence européenne de [l’IA]");
}

#[test]
fn phrases_prefixes_exclusions_and_alternatives() {
    let models = example().folded();
    insta::assert_snapshot!(found(&models, "\"budget de la santé\""), @"Le [budget de la santé] augmentera");
    insta::assert_snapshot!(found(&models, "\"santé budget\""), @"");
    insta::assert_snapshot!(found(&models, "europ*"), @"une agence [européenne] de l’IA");
    insta::assert_snapshot!(found(&models, "europ"), @"");
    insta::assert_snapshot!(found(&models, "de -budget"), @"une agence européenne [de] l’IA");
    insta::assert_snapshot!(found(&models, "risque OR vite"), @"le [risque] est réel | Il faut agir […] et [vite].");
}

#[test]
fn chinese_is_found_from_one_character_on() {
    let models = example().folded();
    for query in [
        "中",
        "国",
        "理",
        "中国",
        "支持",
        "人工智能",
        "全球治理",
        "中国支持人工智能全球治理",
        "\"人工智能\" 全球",
    ] {
        assert_eq!(found(&models, query).matches('|').count(), 0);
        assert!(found(&models, query).contains('['), "{query}");
    }
    for query in ["能人", "中支", "治理全球", "国中", "美"] {
        assert_eq!(found(&models, query), "", "{query}");
    }
    insta::assert_snapshot!(found(&models, "人工智能"), @"中国支持[人工智能]全球治理");
}

#[test]
fn chinese_beside_latin_letters() {
    let paper = article("x", "发展AI治理。国人AI。GPT-4很强").lang(Lang::Zh);
    let models = History::default()
        .ingested(
            &paper,
            &[
                paper.says(&["发展AI治理"]),
                paper.says(&["国人AI"]),
                paper.says(&["GPT-4很强"]),
            ],
        )
        .folded();
    insta::assert_snapshot!(found(&models, "AI治理"), @"发展[AI治理]");
    insta::assert_snapshot!(found(&models, "AI治"), @"发展[AI治]理");
    insta::assert_snapshot!(found(&models, "人AI"), @"国[人AI]");
    insta::assert_snapshot!(found(&models, "gpt-4"), @"[GPT-4]很强");
}

#[test]
fn nothing_typed_is_a_syntax_error() {
    let models = example().folded();
    for query in [
        "\"",
        "a\"b",
        "NEAR(a b, 2)",
        "^le",
        "words:le",
        "{words} : le",
        "le AND",
        "NOT le",
        "(le",
        "le)",
        "*",
        "-",
        "le + la",
        "col:\"x",
        "a\0b",
        "'; DROP TABLE statement; --",
        "\u{202e}le",
        "😀 le",
    ] {
        let asked = Search {
            query: query.to_owned(),
            within: Timeline::default(),
        };
        match dixit::query::Question::answer(&asked, &models.0) {
            Ok(_) | Err(dixit::query::QueryError::EmptySearch) => {}
            Err(error) => panic!("{query:?}: {error:?}"),
        }
    }
    let nothing = Search {
        query: " -only ".to_owned(),
        within: Timeline::default(),
    };
    insta::assert_snapshot!(models.refused(&nothing), @r#"the search names no word to look for (write words, "a phrase", prefix*, -without, or OR)"#);
}

#[test]
fn a_search_can_be_narrowed_like_a_timeline() {
    let models = example().folded();
    let search = |within: Timeline| {
        models
            .ask(&Search {
                query: "de OR est OR 中".to_owned(),
                within,
            })
            .0
            .len()
    };
    assert_eq!(search(Timeline::default()), 4);
    assert_eq!(
        search(Timeline {
            limit: Some(2),
            ..Timeline::default()
        }),
        2
    );
    assert_eq!(
        search(Timeline {
            speaker: Some("carré".to_owned()),
            ..Timeline::default()
        }),
        1
    );
    assert_eq!(
        search(Timeline {
            topic: Some("santé".to_owned()),
            ..Timeline::default()
        }),
        1
    );
    assert_eq!(
        search(Timeline {
            lang: Some(Lang::Zh),
            ..Timeline::default()
        }),
        1
    );
    assert_eq!(
        search(Timeline {
            until: Some("2026-03-01".parse().unwrap()),
            ..Timeline::default()
        }),
        1
    );
}

#[test]
fn what_is_withdrawn_or_read_anew_is_not_found_by_its_old_words() {
    let paper = article("x", "un vieux mot, un autre mot");
    let old = paper.says(&["un vieux mot"]);
    let mut anew = old.clone();
    anew.statement.evidence = paper.says(&["un autre mot"]).statement.evidence;
    let history = History::default()
        .ingested(&paper, std::slice::from_ref(&old))
        .recorded(0, &anew);
    let models = history.folded();
    insta::assert_snapshot!(found(&models, "vieux"), @"");
    insta::assert_snapshot!(found(&models, "mot"), @"un autre [mot]");
    insta::assert_snapshot!(found(&history.statement_withdrawn(&old).folded(), "mot"), @"");
}
