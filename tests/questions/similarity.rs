//! Statements that say the same: who else said it, in how many sources, who said it first; and the dossier, which
//! counts it once.

use super::{Harbour, REGISTER, format_entries, format_entry, paper, proposal_and_reply, statement_id};
use crate::common::history::{History, ReadModels, article};
use dixit::query::{self, BriefQuery, FirstQuery, SimilarQuery, SourcesQuery, StatementFilter};
use std::fmt::Write as _;

fn similar_statements(models: &ReadModels, id: String) -> String {
    let answer = models.ask(&SimilarQuery {
        id,
        ..SimilarQuery::default()
    });
    let mut text = format!(
        "{} articles, {} sources",
        answer.articles, answer.independent_sources
    );
    for alike in &answer.alike {
        let copy = if alike.copy { ", a copy" } else { "" };
        write!(text, "\n{}{copy}: {}", alike.relation, format_entry(&alike.entry)).unwrap();
    }
    text
}

#[test]
fn same_speaker_restates_others_echo_and_copies_count_once() {
    let models = Harbour::new().history().to_read_models();
    insta::assert_snapshot!(similar_statements(&models, statement_id(&models, "créer")), @"
    2 articles, 1 sources
    reports-same, a copy: 2025-06-02 Odile Carré (Le Phare)
    echoes: 2025-08-31 Lise Autran (Le Canal)
    restates: 2026-06-09 Odile Carré (La Vigie)
    ");
    insta::assert_snapshot!(similar_statements(&models, statement_id(&models, "un registre public des bateaux polluants amarrés")), @"
    1 articles, 1 sources
    echoed-by: 2025-06-02 Odile Carré (L’Écho)
    echoed-by: 2025-06-02 Odile Carré (Le Phare)
    ");
}

#[test]
fn merged_speaker_restates_instead_of_echoing() {
    let harbour = Harbour::new();
    let models = harbour
        .history()
        .merged("Lise Autran", "Odile Carré")
        .to_read_models();
    insta::assert_snapshot!(similar_statements(&models, statement_id(&models, "créer")), @"
    2 articles, 1 sources
    reports-same, a copy: 2025-06-02 Odile Carré (Le Phare)
    restates: 2025-08-31 Odile Carré (Le Canal)
    restates: 2026-06-09 Odile Carré (La Vigie)
    ");
}

#[test]
fn copy_of_the_next_day_is_no_restatement() {
    let (first, copy) = (
        paper("L’Écho", "2025-06-03", "Hier."),
        paper("Le Phare", "2025-06-04", "Débat."),
    );
    let mut late = proposal_and_reply(&copy).remove(0);
    late.statement.said.date = "2025-06-03".parse().unwrap();
    let models = History::default()
        .ingested(&first, &proposal_and_reply(&first))
        .ingested(&copy, &[late])
        .to_read_models();
    insta::assert_snapshot!(similar_statements(&models, statement_id(&models, "créer")), @"
    2 articles, 1 sources
    reports-same, a copy: 2025-06-03 Odile Carré (Le Phare)
    ");
    let firsts = models.ask(&FirstQuery {
        text: Some(REGISTER.to_owned()),
        ..FirstQuery::default()
    });
    assert_eq!(
        (firsts.first.len(), firsts.after.len(), firsts.certain),
        (1, 0, true)
    );
}

#[test]
fn short_statement_in_a_copy_is_another_report() {
    let models = Harbour::new().history().to_read_models();
    let id = statement_id(&models, "Trop tard");
    let carried = models.ask(&SourcesQuery { id });
    assert_eq!((carried.articles, carried.independent_sources), (2, 1));
    assert_eq!(
        carried.sources[0].0[1].article.publisher.as_deref(),
        Some("Le Phare")
    );
}

#[test]
fn statement_similar_to_one_wording_is_similar_to_all_its_statements() {
    // The third is compared only with the first of the two statements that share a wording.
    let words = "les bateaux polluants paieront une redevance au port de plaisance";
    let first_article = article("one", &format!("Odile Carré : {words}.")).published("2025-01-01");
    let second_article =
        article("two", &format!("Rappel de Paul Nédélec : {words}.")).published("2025-02-01");
    let other = "les bateaux polluants paieront bientôt une redevance lourde au port";
    let third_article = article("three", &format!("Lise Autran : {other}.")).published("2025-03-01");
    let models = History::default()
        .ingested(
            &first_article,
            &[first_article.says(&[words]).speaker("Odile Carré")],
        )
        .ingested(
            &second_article,
            &[second_article.says(&[words]).speaker("Paul Nédélec")],
        )
        .ingested(
            &third_article,
            &[third_article.says(&[other]).speaker("Lise Autran")],
        )
        .to_read_models();
    for words in [
        "les bateaux polluants paieront une",
        "les bateaux polluants paieront bientôt",
    ] {
        let found = models.ask(&SimilarQuery {
            id: statement_id(&models, words),
            ..SimilarQuery::default()
        });
        assert_eq!(found.said_alike, 2, "{words}");
    }
}

#[test]
fn parts_of_a_long_statement_are_not_similar_to_each_other() {
    let short = "les bateaux polluants paieront une redevance au port de plaisance";
    let rest = "les écoles primaires recevront des ordinateurs portables neufs avant la rentrée";
    let long = format!("{short} et {rest}");
    let first_article = article("one", &format!("A : {short}."));
    let second_article = article("two", &format!("B : {long}."));
    let third_article = article("three", &format!("C : {rest}."));
    let models = History::default()
        .ingested(
            &first_article,
            &[first_article.says(&[short]).speaker("Odile Carré")],
        )
        .ingested(
            &second_article,
            &[second_article.says(&[&long]).speaker("Paul Nédélec")],
        )
        .ingested(
            &third_article,
            &[third_article.says(&[rest]).speaker("Lise Autran")],
        )
        .to_read_models();
    let found = models.ask(&SimilarQuery {
        id: statement_id(&models, "les écoles"),
        ..SimilarQuery::default()
    });
    assert_eq!(found.said_alike, 1, "{found:?}");
}

#[test]
fn first_speaker_is_found_by_text() {
    let models = Harbour::new().history().to_read_models();
    let first = |text: &str| {
        let firsts = models.ask(&FirstQuery {
            text: Some(text.to_owned()),
            ..FirstQuery::default()
        });
        format!(
            "{}\nthen\n{}",
            format_entries(&firsts.first),
            format_entries(&firsts.after)
        )
    };
    insta::assert_snapshot!(first("un registre public des bateaux polluants"), @"
    2025-06-02 Odile Carré (L’Écho)
    then
    2025-08-31 Lise Autran (Le Canal)
    2026-06-09 Odile Carré (La Vigie)
    ");
    // Two words are too few for similarity, but all of the statements contain them.
    assert_eq!(
        first("Registre public"),
        first("un registre public des bateaux polluants")
    );
    insta::assert_snapshot!(first("une taxe sur les vélos électriques"), @"

    then
    ");
}

#[test]
fn dossier_cites_each_statement_once_with_all_sources() {
    let models = Harbour::new().history().to_read_models();
    let dossier = models.ask(&BriefQuery {
        within: StatementFilter {
            speaker: Some("odile carre".to_owned()),
            ..StatementFilter::default()
        },
    });
    let cited = |cited: &query::CitedStatement| {
        format!(
            "{} {:?} {}",
            format_entry(&cited.entry),
            cited.sources,
            cited.independent_sources
        )
    };
    let lines: Vec<String> = dossier.cited.iter().map(cited).collect();
    insta::assert_snapshot!(lines.join("\n"), @"
    2025-06-02 Odile Carré (L’Écho) [1, 2] 1
    2026-06-09 Odile Carré (La Vigie) [3] 1
    ");
    assert_eq!(
        (dossier.title.as_str(), dossier.independent_sources),
        ("Odile Carré", 2)
    );
    assert!(dossier.sources.iter().all(|source| source.statements.len() == 1));
    assert!(
        dossier
            .sources
            .iter()
            .all(|source| source.sha256.as_ref().unwrap().len() == 64)
    );
}
