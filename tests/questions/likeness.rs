//! What says the same: who else, in how many sources, who first; and the dossier that counts it once.

use super::{Harbour, REGISTER, id, line, lines, paper, told};
use crate::common::history::{History, Models, article};
use dixit::query::{self, BriefQuery, FirstQuery, SimilarQuery, SourcesQuery, StatementFilter};
use std::fmt::Write as _;

fn alike(models: &Models, id: String) -> String {
    let answer = models.ask(&SimilarQuery {
        id,
        ..SimilarQuery::default()
    });
    let mut told = format!(
        "{} articles, {} sources",
        answer.articles, answer.independent_sources
    );
    for alike in &answer.alike {
        let copy = if alike.copy { ", a copy" } else { "" };
        write!(told, "\n{}{copy}: {}", alike.relation, line(&alike.entry)).unwrap();
    }
    told
}

#[test]
fn who_says_the_same_restates_or_echoes_it_and_copies_count_once() {
    let models = Harbour::new().history().folded();
    insta::assert_snapshot!(alike(&models, id(&models, "créer")), @"
    2 articles, 1 sources
    reports-same, a copy: 2025-06-02 Odile Carré (Le Phare)
    echoes: 2025-08-31 Lise Autran (Le Canal)
    restates: 2026-06-09 Odile Carré (La Vigie)
    ");
    insta::assert_snapshot!(alike(&models, id(&models, "un registre public des bateaux polluants amarrés")), @"
    1 articles, 1 sources
    echoed-by: 2025-06-02 Odile Carré (L’Écho)
    echoed-by: 2025-06-02 Odile Carré (Le Phare)
    ");
}

#[test]
fn a_merged_speaker_restates_and_does_not_echo() {
    let harbour = Harbour::new();
    let models = harbour.history().merged("Lise Autran", "Odile Carré").folded();
    insta::assert_snapshot!(alike(&models, id(&models, "créer")), @"
    2 articles, 1 sources
    reports-same, a copy: 2025-06-02 Odile Carré (Le Phare)
    restates: 2025-08-31 Odile Carré (Le Canal)
    restates: 2026-06-09 Odile Carré (La Vigie)
    ");
}

#[test]
fn a_copy_of_the_day_after_is_no_restatement() {
    let (first, copy) = (
        paper("L’Écho", "2025-06-03", "Hier."),
        paper("Le Phare", "2025-06-04", "Débat."),
    );
    let mut late = told(&copy).remove(0);
    late.statement.said.date = "2025-06-03".parse().unwrap();
    let models = History::default()
        .ingested(&first, &told(&first))
        .ingested(&copy, &[late])
        .folded();
    insta::assert_snapshot!(alike(&models, id(&models, "créer")), @"
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
fn a_short_statement_in_a_copy_is_a_report_of_it() {
    let models = Harbour::new().history().folded();
    let id = id(&models, "Trop tard");
    let carried = models.ask(&SourcesQuery { id });
    assert_eq!((carried.articles, carried.independent_sources), (2, 1));
    assert_eq!(
        carried.sources[0].0[1].article.publisher.as_deref(),
        Some("Le Phare")
    );
}

#[test]
fn what_is_like_a_copy_is_like_all_of_them() {
    // The third is only compared with the first of the two that say the very same.
    let words = "les bateaux polluants paieront une redevance au port de plaisance";
    let one = article("one", &format!("Odile Carré : {words}.")).published("2025-01-01");
    let two = article("two", &format!("Rappel de Paul Nédélec : {words}.")).published("2025-02-01");
    let other = "les bateaux polluants paieront bientôt une redevance lourde au port";
    let three = article("three", &format!("Lise Autran : {other}.")).published("2025-03-01");
    let models = History::default()
        .ingested(&one, &[one.says(&[words]).by("Odile Carré")])
        .ingested(&two, &[two.says(&[words]).by("Paul Nédélec")])
        .ingested(&three, &[three.says(&[other]).by("Lise Autran")])
        .folded();
    for words in [
        "les bateaux polluants paieront une",
        "les bateaux polluants paieront bientôt",
    ] {
        let found = models.ask(&SimilarQuery {
            id: id(&models, words),
            ..SimilarQuery::default()
        });
        assert_eq!(found.said_alike, 2, "{words}");
    }
}

#[test]
fn what_a_long_statement_holds_beside_a_short_one_is_not_like_the_short_one() {
    let short = "les bateaux polluants paieront une redevance au port de plaisance";
    let rest = "les écoles primaires recevront des ordinateurs portables neufs avant la rentrée";
    let long = format!("{short} et {rest}");
    let one = article("one", &format!("A : {short}."));
    let two = article("two", &format!("B : {long}."));
    let three = article("three", &format!("C : {rest}."));
    let models = History::default()
        .ingested(&one, &[one.says(&[short]).by("Odile Carré")])
        .ingested(&two, &[two.says(&[&long]).by("Paul Nédélec")])
        .ingested(&three, &[three.says(&[rest]).by("Lise Autran")])
        .folded();
    let found = models.ask(&SimilarQuery {
        id: id(&models, "les écoles"),
        ..SimilarQuery::default()
    });
    assert_eq!(found.said_alike, 1, "{found:?}");
}

#[test]
fn the_first_to_say_the_same_is_found_by_a_text() {
    let models = Harbour::new().history().folded();
    let first = |text: &str| {
        let firsts = models.ask(&FirstQuery {
            text: Some(text.to_owned()),
            ..FirstQuery::default()
        });
        format!("{}\nthen\n{}", lines(&firsts.first), lines(&firsts.after))
    };
    insta::assert_snapshot!(first("un registre public des bateaux polluants"), @"
    2025-06-02 Odile Carré (L’Écho)
    then
    2025-08-31 Lise Autran (Le Canal)
    2026-06-09 Odile Carré (La Vigie)
    ");
    // Two words are too few to tell likeness, but they stand in all of them.
    assert_eq!(
        first("Registre public"),
        first("un registre public des bateaux polluants")
    );
    insta::assert_snapshot!(first("une taxe sur les vélos électriques"), @"

    then
    ");
}

#[test]
fn a_dossier_cites_each_statement_once_with_all_its_sources() {
    let models = Harbour::new().history().folded();
    let dossier = models.ask(&BriefQuery {
        within: StatementFilter {
            speaker: Some("odile carre".to_owned()),
            ..StatementFilter::default()
        },
    });
    let cited = |cited: &query::CitedStatement| {
        format!(
            "{} {:?} {}",
            line(&cited.entry),
            cited.sources,
            cited.independent_sources
        )
    };
    let told: Vec<String> = dossier.cited.iter().map(cited).collect();
    insta::assert_snapshot!(told.join("\n"), @"
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
