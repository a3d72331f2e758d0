//! French reports of each kind, and sentences that look like one but report nothing.

use crate::domain::{ArticleId, Lang, Source, Statement};
use crate::extract::{ExtractorInput, read_statements};

fn statements(text: &str) -> Vec<Statement> {
    let article = ArticleId::from_source(&Source::default(), text);
    read_statements(&ExtractorInput {
        article: &article,
        lang: Lang::Fr,
        published: "2026-03-15".parse().ok(),
        published_or: None,
        text,
    })
}

/// The statements of the text, one per line: mention and words.
fn fr(text: &str) -> String {
    let line = |s: &Statement| {
        let mention = s.speaker.mention.as_ref().map_or("?", |m| m.text.as_str());
        format!("{mention} | {}", s.words())
    };
    statements(text).iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Checks that nothing is reported in any of the texts.
fn nothing(texts: &[&str]) {
    for text in texts {
        assert_eq!(fr(text), "", "{text}");
    }
}

#[test]
fn passive_with_agent_reports_what_was_judged() {
    assert_eq!(
        fr("Les conclusions de l'audit ont été contestées par le ministère."),
        "le ministère | Les conclusions de l'audit"
    );
    assert_eq!(
        fr("Le budget a été qualifié de « mirage » par l'opposition."),
        "l'opposition | mirage"
    );
    assert_eq!(
        fr("La préfecture est accusée par le collectif d'avoir caché un relevé."),
        "le collectif | avoir caché un relevé"
    );
    nothing(&[
        "Le hangar a été rénové par la ville.",
        "La vallée a été touchée par une tempête.",
        "La loi n'a pas été critiquée par l'opposition.",
    ]);
}

#[test]
fn passive_call_without_agent_has_unnamed_speaker() {
    assert_eq!(
        fr("Les habitants sont invités à rester chez eux."),
        "? | rester chez eux"
    );
    assert_eq!(
        fr("Il est demandé aux usagers de reporter leurs trajets."),
        "? | reporter leurs trajets"
    );
    nothing(&["Cette méthode est appelée à se répandre."]);
}

#[test]
fn provision_needs_document_as_subject() {
    assert_eq!(
        fr("Le décret interdit la vente de ces lampes aux mineurs."),
        "Le décret | la vente de ces lampes aux mineurs"
    );
    assert_eq!(
        fr("Le règlement oblige les plateformes à publier un bilan."),
        "Le règlement | publier un bilan"
    );
    nothing(&[
        "La crise oblige les familles à partir.",
        "Le plan a permis de réduire les émissions.",
    ]);
}

#[test]
fn noun_cue_takes_owner_as_speaker() {
    assert_eq!(
        fr("La promesse du gouvernement de baisser la taxe tarde à venir."),
        "gouvernement | baisser la taxe"
    );
    assert_eq!(
        fr(
            "Le sénateur Paul Verdon a défendu sa théorie selon laquelle les ponts mobiles ruinent les mariniers."
        ),
        "Le sénateur Paul Verdon | les ponts mobiles ruinent les mariniers"
    );
    nothing(&[
        "La promesse d'un monde meilleur attire les foules.",
        "L'appel à projets est ouvert jusqu'en juin.",
    ]);
}

#[test]
fn possessive_source_resolves_to_speaker_before() {
    let read = statements("Anne Ronsard a quitté la salle. À ses yeux, la réforme est inutile.");
    let [view] = &read[..] else { panic!("{read:?}") };
    assert_eq!(view.words(), "la réforme est inutile");
    assert_eq!(view.speaker.reference.as_deref(), Some("Anne Ronsard"));
    assert!(view.speaker.mention.is_none());
    nothing(&["À ses yeux rougis, on voyait la fatigue."]);
}

#[test]
fn object_after_adjuncts_is_complete() {
    assert_eq!(
        fr("La France condamne avec la plus grande fermeté cette attaque."),
        "La France | cette attaque"
    );
    assert_eq!(
        fr("L'agence reproche également à Rapidéo l'usage d'un formulaire."),
        "L'agence | l'usage d'un formulaire"
    );
    assert_eq!(
        fr("Le conseil préconise la création d'un fonds, la mise en place d'un guichet et un bilan annuel."),
        "Le conseil | la création d'un fonds, la mise en place d'un guichet et un bilan annuel"
    );
    assert_eq!(
        fr("Le maire a défendu un «bon choix», «utile à tous», mais «un choix mesuré»."),
        "Le maire | un «bon choix», «utile à tous», mais «un choix mesuré»"
    );
}

#[test]
fn second_report_keeps_outer_subject() {
    assert_eq!(
        fr("Anne Ronsard assure que deux bacs suffisent mais réclame un guichet."),
        "Anne Ronsard | deux bacs suffisent\nAnne Ronsard | un guichet"
    );
    assert_eq!(
        fr("Oslo a rejeté lundi la requête, le ministre ajoutant que le dossier était clos."),
        "Oslo | la requête\nle ministre | le dossier était clos"
    );
    assert_eq!(
        fr("Anne Ronsard a rappelé que la préfecture avait affirmé que la digue tenait."),
        "la préfecture | la digue tenait"
    );
    assert_eq!(
        fr("Anne Ronsard a rappelé que la digue avait tenu."),
        "Anne Ronsard | la digue avait tenu"
    );
}

#[test]
fn words_after_source_are_second_piece() {
    let read = statements("Le pont coûtera 14 millions, selon la mairie, soit « trois millions de plus ».");
    let [first] = &read[..] else { panic!("{read:?}") };
    assert_eq!(
        first.words(),
        "Le pont coûtera 14 millions […] soit « trois millions de plus »"
    );
    nothing(&["Pas question, pour Anne Ronsard, de céder."]);
}

#[test]
fn numbered_sentences_are_one_proposal_with_points() {
    let read = statements(
        "Anne Ronsard a formulé deux propositions. Premièrement, il faut ouvrir un guichet. Deuxièmement, il faut \
         publier les comptes. Le pont a rouvert.",
    );
    let [proposal] = &read[..] else { panic!("{read:?}") };
    let points: Vec<&str> = proposal.points.iter().map(|p| p.text.as_str()).collect();
    assert_eq!(
        points,
        ["il faut ouvrir un guichet", "il faut publier les comptes"]
    );
    let read = statements(
        "Anne Ronsard s'est engagée à ouvrir un guichet, à publier les comptes et à baisser le péage.",
    );
    let [promise] = &read[..] else { panic!("{read:?}") };
    let points: Vec<&str> = promise.points.iter().map(|p| p.text.as_str()).collect();
    assert_eq!(
        points,
        ["ouvrir un guichet", "publier les comptes", "baisser le péage"]
    );
    nothing(&["Le pont a deux entrées. Premièrement, il faut passer la barrière."]);
}

#[test]
fn verb_in_another_sense_reports_nothing() {
    nothing(&[
        "L'équipe a annoncé la couleur.",
        "L'entreprise a rappelé 3 000 véhicules.",
        "L'usine rejette des fumées noires.",
        "L'élève a soutenu sa thèse en juin.",
    ]);
    assert_eq!(fr("La Cour a rejeté le recours."), "La Cour | le recours");
    assert_eq!(
        fr("Le ministre n'exclut pas une hausse des tarifs."),
        "Le ministre | une hausse des tarifs"
    );
    nothing(&["Le porte-parole a refusé de commenter ces informations."]);
}

#[test]
fn unquoted_belief_is_not_reported() {
    nothing(&[
        "Le maire craint une hausse des loyers.",
        "La région compte réduire ses dépenses.",
    ]);
    assert_eq!(
        fr("Anne Ronsard dit craindre une hausse des loyers."),
        "Anne Ronsard | craindre une hausse des loyers"
    );
}

#[test]
fn verb_inside_quotation_reports_its_object() {
    assert_eq!(
        fr("La préfecture « condamne fermement » cette décision."),
        "La préfecture | « condamne fermement » cette décision"
    );
    nothing(&["Le « condamné » a quitté la salle."]);
}
