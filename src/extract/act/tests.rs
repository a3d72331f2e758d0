//! The acts of statements in short texts.

use crate::domain::{ArticleId, Lang, Report, Source, Statement};
use crate::extract::{ExtractorInput, read_statements};

fn statements(lang: Lang, text: &str) -> Vec<Statement> {
    let article = ArticleId::from_source(&Source::default(), text);
    read_statements(&ExtractorInput {
        article: &article,
        lang,
        published: None,
        published_or: None,
        text,
    })
}

/// The act of the first statement of each text; "none" where a text has no statement.
fn acts(lang: Lang, texts: &[&str]) -> Vec<String> {
    let of = |text: &&str| {
        let found = statements(lang, text);
        found.first().map_or("none", |s| s.act.as_str()).to_owned()
    };
    texts.iter().map(of).collect()
}

#[test]
fn side_of_speaker_proposes_and_is_named() {
    let text = "La ministre Jeanne Morvan a déclaré que le gouvernement breton propose de créer une agence des phares.";
    let statement = &statements(Lang::Fr, text)[0];
    let side = statement.side.as_ref();
    let mention = side
        .and_then(|side| side.mention.as_ref())
        .map(|words| words.text.as_str());
    assert_eq!(statement.act.as_str(), "proposal");
    assert_eq!(mention, Some("le gouvernement breton"));
    assert_eq!(
        side.map(|side| side.reference.as_str()),
        Some("gouvernement breton")
    );
    let text = "Minister Jane Marsh said the government proposes a new lighthouse board.";
    assert_eq!(statements(Lang::En, text)[0].act.as_str(), "proposal");
}

#[test]
fn subordinate_clause_is_ignored() {
    let french = [
        "Jeanne Morvan a dit que le comité qui propose de fermer le phare s'est réuni lundi.",
        "« Le conseil, qui pourrait voter la taxe, s'est réuni hier », a dit Jeanne Morvan.",
    ];
    assert_eq!(acts(Lang::Fr, &french), ["claim", "claim"]);
    let english = [
        "Jane Marsh said the panel that will decide on the toll met twice.",
        "“The man who threatened the driver was arrested in March,” said Jane Marsh.",
    ];
    assert_eq!(acts(Lang::En, &english), ["claim", "claim"]);
}

#[test]
fn conditional_of_indirect_speech_is_future() {
    let french = [
        "La ministre Jeanne Morvan a dit qu'elle rembourserait les pêcheurs.",
        "Jeanne Morvan a dit que le phare rouvrirait le 4 mai.",
        "Jeanne Morvan a dit que la demande augmenterait.",
        "« Nous attendions ce phare depuis dix ans », a dit Jeanne Morvan.",
    ];
    let wanted = ["commitment", "announcement", "forecast", "claim"];
    assert_eq!(acts(Lang::Fr, &french), wanted);
    let english = [
        "Jane Marsh said she would repay the fishermen.",
        "Jane Marsh said the lighthouse would reopen on 4 May.",
        "Jane Marsh said demand for rope would grow.",
    ];
    assert_eq!(acts(Lang::En, &english), wanted[..3]);
}

#[test]
fn rejected_fact_is_denial() {
    let french = [
        "« Nous n'avons rien caché », a dit Jeanne Morvan.",
        "Jeanne Morvan a dit qu'il n'y avait eu aucun accord.",
        "« Ce n'est pas un cadeau », a dit Jeanne Morvan.",
        "Jeanne Morvan a rejeté les accusations de fraude.",
        "Jeanne Morvan a rejeté le plan.",
        "Jeanne Morvan a dit que le phare n'est pas encore peint.",
    ];
    let wanted = ["denial", "denial", "denial", "denial", "position", "claim"];
    assert_eq!(acts(Lang::Fr, &french), wanted);
}

#[test]
fn duty_of_actor_is_call_and_of_thing_position() {
    let french = [
        "« Les maires doivent publier leurs comptes », a dit Jeanne Morvan.",
        "« La taxe devrait être supprimée », a dit Jeanne Morvan.",
        "« Il faut que l'État rembourse », a dit Jeanne Morvan.",
        "« Ouvrez les archives », a dit Jeanne Morvan.",
    ];
    assert_eq!(acts(Lang::Fr, &french), ["call", "position", "call", "call"]);
    let english = [
        "“Mayors must publish their accounts,” said Jane Marsh.",
        "“The tax should be scrapped,” said Jane Marsh.",
        "“We want the company to close the site,” said Jane Marsh.",
        "“Open the archives,” said Jane Marsh.",
    ];
    assert_eq!(acts(Lang::En, &english), ["call", "position", "call", "call"]);
}

#[test]
fn evaluation_of_subject_is_position_and_of_other_noun_is_not() {
    let french = [
        "Jeanne Morvan a dit que les annonces du ministre sont un geste d'ouverture.",
        "« Cette règle est injuste », a dit Jeanne Morvan.",
        "« Le voisin a vendu le bon terrain », a dit Jeanne Morvan.",
    ];
    assert_eq!(acts(Lang::Fr, &french), ["position", "position", "claim"]);
}

#[test]
fn cue_decides_alone_only_if_it_performs_the_act() {
    let french = [
        "Jeanne Morvan a annoncé que le phare a fermé.",
        "Jeanne Morvan a révélé que le phare a coûté deux millions.",
        "Jeanne Morvan a réaffirmé sa volonté de rouvrir le phare.",
        "Jeanne Morvan a suggéré que le vote était truqué.",
        "Jeanne Morvan a suggéré de fermer le port.",
    ];
    let wanted = ["announcement", "claim", "commitment", "claim", "proposal"];
    assert_eq!(acts(Lang::Fr, &french), wanted);
}

#[test]
fn later_sentence_decides_only_if_it_proposes_calls_or_commits() {
    let french = [
        "« Le phare date de 1900. Nous le repeindrons en juin. », a dit Jeanne Morvan.",
        "« Le phare date de 1900. C'est une honte. », a dit Jeanne Morvan.",
    ];
    assert_eq!(acts(Lang::Fr, &french), ["commitment", "claim"]);
}

#[test]
fn speech_stance_and_provision_are_distinguished() {
    let kind = |text: &str| statements(Lang::Fr, text)[0].report;
    assert_eq!(
        kind("Jeanne Morvan a dit que le phare est fermé."),
        Some(Report::Speech)
    );
    assert_eq!(kind("Jeanne Morvan a critiqué le budget."), Some(Report::Stance));
    assert_eq!(
        kind("La loi prévoit un délai de dix jours."),
        Some(Report::Provision)
    );
}

#[test]
fn unuttered_wishes_and_financial_accounts_are_no_statements() {
    let texts = [
        "Jeanne Morvan espère vendre le phare.",
        "Phares Réunis a déclaré un chiffre d'affaires de 3 millions d'euros.",
    ];
    assert_eq!(acts(Lang::Fr, &texts), ["none", "none"]);
    assert_eq!(acts(Lang::En, &["Jane Marsh plans to sell the boat."]), ["none"]);
}

#[test]
fn hearsay_has_lower_confidence() {
    let sure = |text: &str| statements(Lang::Fr, text)[0].confidence;
    let heard = sure("Jeanne Morvan a déclaré que le vote était truqué.");
    assert!(sure("Jeanne Morvan aurait déclaré que le vote était truqué.") < heard);
}
