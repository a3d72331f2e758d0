//! Resolution of speakers: whole names, and roles, bodies, documents and pronouns that refer to them.

use crate::domain::{ArticleId, Lang, Source};
use crate::extract::{ExtractorInput, read_statements};

/// Mention and reference of each statement of the text.
fn speakers(lang: Lang, text: &str) -> Vec<String> {
    let article = ArticleId::from_source(&Source::default(), text);
    let input = ExtractorInput {
        article: &article,
        lang,
        published: "2026-03-15".parse().ok(),
        published_or: None,
        text,
    };
    let line = |s: &crate::domain::Statement| {
        let mention = s.speaker.mention.as_ref().map_or("-", |m| m.text.as_str());
        format!("{mention} = {}", s.speaker.reference.as_deref().unwrap_or("-"))
    };
    read_statements(&input).iter().map(line).collect()
}

fn fr(text: &str) -> String {
    speakers(Lang::Fr, text).join("\n")
}

fn en(text: &str) -> String {
    speakers(Lang::En, text).join("\n")
}

/// Only the references.
fn references(line: &str) -> Vec<&str> {
    line.lines().filter_map(|line| line.split(" = ").nth(1)).collect()
}

#[test]
fn names_keep_particles_apostrophes_and_nicknames() {
    for name in [
        "Hanna von der Linden",
        "Mohamed Ould Brahim",
        "Salem bin Omar al-Hadi",
        "Luc d'Armentel",
        "Awa N'Doumbé",
        "Sean O'Farrell",
        "Trịnh Văn Lâm",
        "Juan de los Prados",
        "Rui « Zico » da Mata",
    ] {
        assert_eq!(
            references(&fr(&format!("« Non », a répondu {name}, maire."))),
            [name]
        );
    }
    for name in [
        "Piet van der Molen",
        "Jan de Wit",
        "Vo Van An",
        "D'Marco Hill",
        "Omar bin Said al-Hadi",
    ] {
        assert_eq!(references(&en(&format!("“No,” said {name}, a lawyer."))), [name]);
    }
}

#[test]
fn name_keeps_suffix_and_drops_post_nominal_letters() {
    assert_eq!(
        en("“No,” said Owen Marsh Jr., the mayor."),
        "Owen Marsh Jr., the mayor = Owen Marsh Jr."
    );
    assert_eq!(
        en("“No,” said Rep. Owen Marsh, D-Ohio."),
        "Rep. Owen Marsh, D-Ohio = Owen Marsh"
    );
    assert_eq!(
        en("Dr. Owen Marsh, PhD, said the dam was safe."),
        "Dr. Owen Marsh, PhD = Owen Marsh"
    );
    assert_eq!(
        fr("Son Excellence M. Omar Dialo, ambassadeur, a dit que la digue tenait."),
        "Son Excellence M. Omar Dialo, ambassadeur = Omar Dialo"
    );
}

#[test]
fn name_excludes_nation_body_title_and_weekday() {
    assert_eq!(
        en("Lorvian Premier Wen Haolin on Friday called for calm. Wen said the war was over."),
        "Lorvian Premier Wen Haolin = Wen Haolin\nWen = Wen Haolin"
    );
    assert_eq!(
        en("Harbour Guild leader Ruth Marsh said that a pier had been found."),
        "Harbour Guild leader Ruth Marsh = Ruth Marsh"
    );
    assert_eq!(
        en("The Harbour Party said that a pier had been found."),
        "The Harbour Party = Harbour Party"
    );
    assert_eq!(
        fr("La porte-parole de la Ligue des bacs Nora Cadou a dit que les bacs roulaient."),
        "La porte-parole de la Ligue des bacs Nora Cadou = Nora Cadou"
    );
}

#[test]
fn short_description_resolves_to_full_name() {
    let text = "« Nous tenons », a dit le ministre lorvien des Armées, Ivan Kerl. Le ministre des Armées a \
                ajouté que la \
                flotte était intacte. Le chef du syndicat a nié.";
    assert_eq!(references(&fr(text)), ["Ivan Kerl", "Ivan Kerl"]);
    let text = "Nora Hartel, secrétaire du syndicat Cap Rail, est restée. La dirigeante de Cap Rail affirme que rien \
                n'est réglé. La syndicaliste juge que le climat est lourd.";
    assert_eq!(references(&fr(text)), ["Nora Hartel", "Nora Hartel"]);
    let text = "Senator Ann Marsh visited. The lawmaker said the war was over. The Ohio Democrat added that \
                it was time.";
    assert_eq!(references(&en(text)), ["Ann Marsh", "Ann Marsh"]);
}

#[test]
fn answer_is_not_attributed_to_asker() {
    let text =
        "La députée Mona Kessal a interrogé le gouvernement. La ministre a répondu que le péage restait.";
    assert_eq!(references(&fr(text)), ["ministre"]);
    let text = "Minister Ann Marsh opened the session. The minister said that the register was ready.";
    assert_eq!(references(&en(text)), ["Ann Marsh"]);
}

#[test]
fn generic_noun_resolves_to_body_named_before() {
    assert_eq!(
        references(&en(
            "Kestrel Energy shut its plant. The company said that spares had run out."
        )),
        ["Kestrel Energy"]
    );
    assert_eq!(
        references(&en(
            "The Water Board met. A rival agency said that the plan was flawed."
        )),
        ["rival agency"]
    );
    let text = "La Commission lorvienne des fichiers (CLF) a dit que le fichier était légal. La CLF ajoute \
                que tout va bien.";
    assert_eq!(references(&fr(text)), ["Commission lorvienne des fichiers"; 2]);
}

#[test]
fn document_resolves_to_named_issuer() {
    let text = "The harbour guild issued a statement on Monday. The statement said that the piers were safe.";
    assert_eq!(references(&en(text)), ["harbour guild"]);
    let text = "The harbour guild met on Monday. An unsigned letter said that the piers were safe.";
    assert_eq!(references(&en(text)), ["unsigned letter"]);
    assert_eq!(
        references(&fr("Selon un rapport de la Ligue des bacs, la digue est sûre.")),
        ["Ligue des bacs"]
    );
    assert_eq!(
        references(&fr("La loi prévoit que la digue sera détruite.")),
        ["loi"]
    );
}

#[test]
fn people_named_together_are_one_speaker() {
    let text =
        "« Le bac partira », ont dit Clara Aubin et Paul Duroc. « Nous y veillerons », a ajouté Mme Aubin.";
    assert_eq!(
        references(&fr(text)),
        ["Clara Aubin et Paul Duroc", "Clara Aubin"]
    );
    let text = "Nora Cadou, Luc Darn et Paul Duroc ont dénoncé un accord opaque.";
    assert_eq!(references(&fr(text)), ["Nora Cadou, Luc Darn et Paul Duroc"]);
}

#[test]
fn asked_source_is_speaker_if_no_other_is_named() {
    let text = "Le bac est en panne, a-t-on appris jeudi auprès de la capitainerie. Rien n'est brisé, \
                ajoute-t-on de même \
                source.";
    assert_eq!(references(&fr(text)), ["capitainerie", "capitainerie"]);
    assert_eq!(fr("Le bac est en panne, dit-on."), "- = -");
}

#[test]
fn subject_between_commas_is_not_content() {
    assert_eq!(
        en("Owen Marsh, mayor of Brent, criticised the plan."),
        "Owen Marsh, mayor of Brent = Owen Marsh"
    );
    assert_eq!(
        en("An expert cited in the audit, which covered bridges, said landlords will pay."),
        "An expert cited in the audit = expert cited in the audit"
    );
    assert_eq!(
        fr("Le plan, a dit Paul Duroc, ne suffit pas."),
        "Paul Duroc = Paul Duroc"
    );
}

#[test]
fn signature_after_quotation_is_its_speaker() {
    assert_eq!(
        en("“It works for everyone.” — Ann Marsh, mayor of Brent"),
        "Ann Marsh, mayor of Brent = Ann Marsh"
    );
    assert_eq!(
        fr("« Ça marche » (Clara Aubin, ministre)."),
        "Clara Aubin, ministre = Clara Aubin"
    );
    assert_eq!(fr("« Le pont est très sûr » (voir page 3)."), "");
}

#[test]
fn participle_takes_its_own_subject() {
    assert_eq!(
        en("The talks ended, the envoy adding that more would follow."),
        "the envoy = envoy"
    );
    assert_eq!(
        en("The envoy left, adding that more would follow."),
        "The envoy = envoy"
    );
}

#[test]
fn speaker_mentioned_before_wins_over_later_one() {
    let text = "Le ministre de la Défense, Yvan Kerl, est arrivé. « La flotte reste », a averti le ministre. Le \
                ministre des Affaires étrangères, Luc Rodar, est parti.";
    assert_eq!(references(&fr(text)), ["Yvan Kerl"]);
    let text =
        "Ted Marsh met his wife, Ann Marsh, in May. Ted Marsh lost in June. Marsh said that it was over.";
    assert_eq!(references(&en(text)), ["Ted Marsh"]);
}

#[test]
fn word_before_full_name_is_not_part_of_it() {
    let text = "Poor Hillary Marsh lost. Hillary Marsh said the bus was late.";
    assert_eq!(references(&en(text)), ["Hillary Marsh"]);
    let text = "Blaming Marsh for the delay is easy. Marsh said that it was late.";
    assert_eq!(references(&en(text)), ["Marsh"]);
}
