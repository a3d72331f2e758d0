//! Full-text search in the words of statements and in the texts of articles.

use crate::common::history::{History, ReadModels, article, example_history};
use dixit::domain::Lang;
use dixit::query::{ArticleSearchQuery, SearchQuery, StatementFilter};

/// The words of each hit with its matches in brackets.
fn search_statements(models: &ReadModels, query: &str) -> String {
    let hits = models.ask(&SearchQuery {
        query: query.to_owned(),
        within: StatementFilter::default(),
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
fn case_and_accents_are_ignored() {
    let models = example_history().to_read_models();
    insta::assert_snapshot!(search_statements(&models, "SANTE"), @"Le budget de la [santé] augmentera");
    insta::assert_snapshot!(search_statements(&models, "agence europeenne"), @"une [agence] [européenne] de l’IA");
    insta::assert_snapshot!(search_statements(&models, "l'IA"), @"une agence européenne de [l’IA]");
}

#[test]
fn phrases_prefixes_exclusions_and_alternatives_are_applied() {
    let models = example_history().to_read_models();
    insta::assert_snapshot!(search_statements(&models, "\"budget de la santé\""), @"Le [budget de la santé] augmentera");
    insta::assert_snapshot!(search_statements(&models, "\"santé budget\""), @"");
    insta::assert_snapshot!(search_statements(&models, "europ*"), @"une agence [européenne] de l’IA");
    insta::assert_snapshot!(search_statements(&models, "europ"), @"");
    insta::assert_snapshot!(search_statements(&models, "de -budget"), @"une agence européenne [de] l’IA");
    insta::assert_snapshot!(search_statements(&models, "risque OR vite"), @"le [risque] est réel | Il faut agir […] et [vite].");
}

#[test]
fn chinese_is_found_from_one_character() {
    let models = example_history().to_read_models();
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
        assert_eq!(search_statements(&models, query).matches('|').count(), 0);
        assert!(search_statements(&models, query).contains('['), "{query}");
    }
    for query in ["能人", "中支", "治理全球", "国中", "美"] {
        assert_eq!(search_statements(&models, query), "", "{query}");
    }
    insta::assert_snapshot!(search_statements(&models, "人工智能"), @"中国支持[人工智能]全球治理");
}

#[test]
fn chinese_next_to_latin_letters_is_found() {
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
        .to_read_models();
    insta::assert_snapshot!(search_statements(&models, "AI治理"), @"发展[AI治理]");
    insta::assert_snapshot!(search_statements(&models, "AI治"), @"发展[AI治]理");
    insta::assert_snapshot!(search_statements(&models, "人AI"), @"国[人AI]");
    insta::assert_snapshot!(search_statements(&models, "gpt-4"), @"[GPT-4]很强");
}

#[test]
fn no_input_is_a_syntax_error() {
    let models = example_history().to_read_models();
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
        let asked = SearchQuery {
            query: query.to_owned(),
            within: StatementFilter::default(),
        };
        match dixit::query::Query::answer(&asked, &models.0) {
            Ok(_) | Err(dixit::query::QueryError::EmptySearch) => {}
            Err(error) => panic!("{query:?}: {error:?}"),
        }
    }
    let nothing = SearchQuery {
        query: " -only ".to_owned(),
        within: StatementFilter::default(),
    };
    insta::assert_snapshot!(models.query_error(&nothing), @r#"the search text contains no word (write words, "a phrase", prefix*, -without, or OR)"#);
}

#[test]
fn search_takes_the_filters_of_a_timeline() {
    let models = example_history().to_read_models();
    let search = |within: StatementFilter| {
        models
            .ask(&SearchQuery {
                query: "de OR est OR 中".to_owned(),
                within,
            })
            .0
            .len()
    };
    assert_eq!(search(StatementFilter::default()), 4);
    assert_eq!(
        search(StatementFilter {
            limit: Some(2),
            ..StatementFilter::default()
        }),
        2
    );
    assert_eq!(
        search(StatementFilter {
            speaker: Some("carré".to_owned()),
            ..StatementFilter::default()
        }),
        1
    );
    assert_eq!(
        search(StatementFilter {
            topic: Some("santé".to_owned()),
            ..StatementFilter::default()
        }),
        1
    );
    assert_eq!(
        search(StatementFilter {
            lang: Some(Lang::Zh),
            ..StatementFilter::default()
        }),
        1
    );
    assert_eq!(
        search(StatementFilter {
            until: Some("2026-03-01".parse().unwrap()),
            ..StatementFilter::default()
        }),
        1
    );
}

#[test]
fn withdrawn_or_replaced_words_are_not_found() {
    let paper = article("x", "un vieux mot, un autre mot");
    let old = paper.says(&["un vieux mot"]);
    let mut anew = old.clone();
    anew.statement.evidence = paper.says(&["un autre mot"]).statement.evidence;
    let history = History::default()
        .ingested(&paper, std::slice::from_ref(&old))
        .recorded(0, &anew);
    let models = history.to_read_models();
    insta::assert_snapshot!(search_statements(&models, "vieux"), @"");
    insta::assert_snapshot!(search_statements(&models, "mot"), @"un autre [mot]");
    insta::assert_snapshot!(search_statements(&history.statement_withdrawn(&old).to_read_models(), "mot"), @"");
}

/// Read models of one English article with `words` as its only statement.
fn english_statement(text: &str, words: &str) -> ReadModels {
    let paper = article("e", text).lang(Lang::En).published("2026-03-12");
    History::default()
        .ingested(&paper, &[paper.says(&[words])])
        .to_read_models()
}

#[test]
fn inflected_forms_match_each_other_only() {
    let models = english_statement(
        "The general published new labels.",
        "The general published new labels",
    );
    for query in ["label", "labels", "labelled", "publish", "generals", "GENERAL"] {
        assert_ne!(search_statements(&models, query), "", "{query}");
    }
    for query in ["generation", "lab", "news", "\"label\"", "publisher"] {
        assert_eq!(search_statements(&models, query), "", "{query}");
    }
    insta::assert_snapshot!(search_statements(&models, "label"), @"The general published new [labels]");
    insta::assert_snapshot!(search_statements(&example_history().to_read_models(), "européens"), @"une agence [européenne] de l’IA");
    // French inflections are not applied to English words.
    assert_eq!(search_statements(&models, "généraux"), "");
}

/// The passages of each article with matches in brackets.
fn format_passages(models: &ReadModels, asked: &ArticleSearchQuery) -> String {
    let hits = models.ask(asked).0;
    let shown = hits.iter().flat_map(|hit| &hit.passages).map(|passage| {
        let mut text = String::new();
        for (i, c) in (0_u32..).zip(passage.text.chars()) {
            text.extend(passage.marks.iter().any(|mark| mark.start == i).then_some('['));
            text.push(c);
            text.extend(passage.marks.iter().any(|mark| mark.end == i + 1).then_some(']'));
        }
        text
    });
    shown.collect::<Vec<_>>().join(" | ")
}

fn search_articles(models: &ReadModels, query: &str) -> String {
    let asked = ArticleSearchQuery {
        query: query.to_owned(),
        ..ArticleSearchQuery::default()
    };
    format_passages(models, &asked)
}

#[test]
fn article_search_shows_matching_passages() {
    let models = english_statement(
        "The decrees of 3 May stand.\n\n“Nothing changes”, said the clerk, a general.",
        "Nothing changes",
    );
    assert_eq!(search_statements(&models, "decree"), "");
    insta::assert_snapshot!(search_articles(&models, "decree"), @"The [decrees] of 3 May stand.");
    assert_eq!(
        search_articles(&models, "decree clerk"),
        "The [decrees] of 3 May stand.\n\n“Nothing changes”, said the [clerk], a general."
    );
    insta::assert_snapshot!(search_articles(&models, "\"decrees of\""), @"The [decrees of] 3 May stand.");
    insta::assert_snapshot!(search_articles(&models, "decr* -nobody"), @"The [decrees] of 3 May stand.");
    for query in [
        "\"decree\"",
        "decree -clerk",
        "generation",
        "decree nobody",
        "\"of decrees\"",
    ] {
        assert_eq!(search_articles(&models, query), "", "{query}");
    }
    let french = example_history().to_read_models();
    assert!(search_articles(&french, "人").contains("[人]"));
    assert!(search_articles(&french, "人工智能").contains("[人工智能]"));
    assert_eq!(search_articles(&french, "能人"), "");
}

#[test]
fn withdrawn_article_is_found_as_of_an_earlier_position() {
    let old = article("x", "The decree stands.")
        .lang(Lang::En)
        .published("2026-03-12");
    let history = History::default().ingested(&old, &[]);
    let withdrawn = history.clone().article_withdrawn(&old);
    let models = withdrawn.to_read_models();
    assert_eq!(search_articles(&models, "decree"), "");
    let at = dixit::domain::Position::new(history.0.len() as u64);
    dixit::query::set_as_of(&models.0, Some(at)).unwrap();
    assert_eq!(search_articles(&models, "decree"), "The [decree] stands.");
}

#[test]
fn article_search_filters_by_publisher_day_and_language() {
    let models = example_history().to_read_models();
    let asked = |lang, since: Option<&str>| {
        let asked = ArticleSearchQuery {
            query: "IA OR 人工".to_owned(),
            lang,
            since: since.map(|date| date.parse().unwrap()),
            ..ArticleSearchQuery::default()
        };
        models.ask(&asked).0.len()
    };
    assert!(asked(None, None) > asked(Some(Lang::Zh), None));
    assert_eq!(asked(None, Some("2990")), 0);
    let nowhere = ArticleSearchQuery {
        query: "IA".to_owned(),
        publisher: Some("nobody".to_owned()),
        ..ArticleSearchQuery::default()
    };
    assert!(matches!(
        models.query_error(&nowhere),
        dixit::query::QueryError::NotFound { .. }
    ));
}
