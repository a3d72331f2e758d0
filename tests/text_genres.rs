//! Genres of text other than news prose: mails, saved web pages, transcripts, interviews, posts. Statements in them are
//! read as in prose, and each span is a slice of the given text.

use dixit::domain::{ArticleId, Lang, Source, Statement};
use dixit::extract::{ExtractorInput, read_statements};

fn extract(lang: Lang, text: &str) -> Vec<Statement> {
    let article = ArticleId::from_source(&Source::default(), text);
    read_statements(&ExtractorInput {
        article: &article,
        lang,
        published: "2026-03-15".parse().ok(),
        published_or: None,
        text,
    })
}

/// Checks the statements of the text in order, written as "reference: words" with " […] " between pieces, and that
/// each span matches its words.
#[track_caller]
fn check(lang: Lang, text: &str, expect: &[&str]) {
    let read = extract(lang, text);
    let line = |s: &Statement| {
        let speaker = s.speaker.reference.as_deref().unwrap_or("?");
        format!("{speaker}: {}", s.words().trim_end_matches(['.', '。']))
    };
    assert_eq!(read.iter().map(line).collect::<Vec<_>>(), expect, "{text}");
    for evidence in read.iter().flat_map(|s| &s.evidence) {
        let slice = evidence.quote.span.slice(text);
        assert_eq!(slice, Some(evidence.quote.text.as_str()), "{text}");
    }
}

#[test]
fn sentence_continues_across_wrapped_lines() {
    check(
        Lang::Fr,
        "La capitaine du port, Anne Ronsard, a déclaré mardi que le\nphare serait rallumé en mai.\n\nLe port est gris.",
        &["Anne Ronsard: le\nphare serait rallumé en mai"],
    );
    check(
        Lang::En,
        "The head of the port council, Paul\nVerdon, said on Tuesday that it would be lit and\nthat the fog horn\nworked.",
        &["Paul Verdon: it would be lit and\nthat the fog horn\nworked"],
    );
    check(
        Lang::Zh,
        "灯塔管理局局长陈海明在河口表示，北灯塔将于五月重新点\n亮。",
        &["陈海明: 北灯塔将于五月重新点\n亮"],
    );
    // a heading is not joined with the next line
    check(
        Lang::Fr,
        "Le phare est éteint\nAnne Ronsard a dit que le phare serait rallumé.",
        &["Anne Ronsard: le phare serait rallumé"],
    );
}

#[test]
fn markup_and_mojibake_do_not_hide_statements() {
    check(
        Lang::Fr,
        "<p>&laquo;&nbsp;Le phare est s&ucirc;r&nbsp;&raquo;, a dit <b>Anne Ronsard</b>.</p>",
        &["Anne Ronsard: Le phare est s&ucirc;r"],
    );
    check(
        Lang::En,
        "**Paul Verdon** [said](https://x.example/a) that the *light* worked.",
        &["Paul Verdon: the *light* worked"],
    );
    check(
        Lang::Fr,
        "Anne Ronsard a dÃ©clarÃ© que le phare Ã©tait sÃ»r.",
        &["Anne Ronsard: le phare Ã©tait sÃ»r"],
    );
    check(
        Lang::En,
        "\u{202a}“It\u{92}s lit 💡,”\u{202c} said Paul\u{a0}Verdon.",
        &["Paul Verdon: It\u{92}s lit"],
    );
}

#[test]
fn turns_of_a_transcript_are_attributed_to_their_speakers() {
    check(
        Lang::Fr,
        "Mme la présidente. La parole est à M. Paul Verdon.\n\nM. Paul Verdon. Le phare doit rester allumé. (Applaudissements.)\n\nNous y tenons.\n\nMme Anne Ronsard, ministre. Il le restera.",
        &[
            "Paul Verdon: Le phare doit rester allumé",
            "Paul Verdon: Nous y tenons",
            "Anne Ronsard: Il le restera",
        ],
    );
    check(
        Lang::En,
        "The Minister for Ports (Anne Ronsard)\n\nThe light is safe.\n\nPaul Verdon (Northtown) (Lab)\n\nWill she light it?\n\nAnne Ronsard\n\nIt is lit now.",
        &[
            "Anne Ronsard: The light is safe",
            "Paul Verdon: Will she light it?",
            "Anne Ronsard: It is lit now",
        ],
    );
    check(
        Lang::En,
        "ANNE RONSARD, HOST: What about the light?\n\nPAUL VERDON, KEEPER: It works again.\n\nVERDON: It always has.",
        &["PAUL VERDON: It works again", "PAUL VERDON: It always has"],
    );
    // two sentences about people are not turns of a transcript
    check(
        Lang::Fr,
        "M. Verdon a quitté la salle. Mme la présidente aussi.",
        &[],
    );
}

#[test]
fn answers_are_attributed_to_the_interviewee_and_questions_ignored() {
    check(
        Lang::Fr,
        "Entretien avec Anne Ronsard, capitaine du port\n\n— Le phare sera-t-il rallumé ?\n\nIl le sera en mai.\n\n— Et la corne ?\n\nElle marche.\n\nPropos recueillis par Paul Verdon",
        &["Anne Ronsard: Il le sera en mai", "Anne Ronsard: Elle marche"],
    );
    check(
        Lang::En,
        "Interview with Paul Verdon, keeper\n\nQ. Is it lit?\n\nA. It is lit now.",
        &["Paul Verdon: It is lit now"],
    );
    check(
        Lang::Zh,
        "灯塔管理局局长陈海明主持记者会\n\n问：灯塔何时点亮？\n\n答：我们将于五月点亮灯塔。",
        &["陈海明: 我们将于五月点亮灯塔"],
    );
}

#[test]
fn signed_post_or_quotation_is_attributed_to_its_signer() {
    check(
        Lang::En,
        "The light is on again. pic.twitter.com/abc\n— Paul Verdon (@pverdon) March 10, 2026",
        &["Paul Verdon: The light is on again"],
    );
    check(
        Lang::Fr,
        "« Le phare est notre seul guide. »\nAnne Ronsard, capitaine",
        &["Anne Ronsard: Le phare est notre seul guide"],
    );
    check(
        Lang::En,
        "Follow the light with @lightpost — updated March 10, 2026",
        &[],
    );
}

#[test]
fn notes_teasers_and_captions_are_ignored() {
    check(
        Lang::Fr,
        "« Le phare est sûr », a dit Anne Ronsard.\n\nLire aussi : Paul Verdon dénonce « un scandale »\n\nErratum : Paul Verdon n'a pas dit que le phare était éteint.\n\nPHOTO : Paul Verdon au phare.",
        &["Anne Ronsard: Le phare est sûr"],
    );
    check(
        Lang::En,
        "WATCH: Paul Verdon says the light is out\n\n(Corrects to say that Verdon called it “dim”.)",
        &[],
    );
    check(
        Lang::Zh,
        "更正：本文误称陈海明表示灯塔已关闭。\n\n延伸阅读：陈海明呼吁点亮灯塔",
        &[],
    );
}

#[test]
fn time_of_a_live_report_is_not_part_of_a_name() {
    check(
        Lang::En,
        "2:32pm GMT Paul Verdon: “The light is on.”\n\n[15:10] Anne Ronsard: “It was never out.”",
        &["Paul Verdon: The light is on", "Anne Ronsard: It was never out"],
    );
}

#[test]
fn quotation_marks_of_every_style_are_recognised() {
    check(
        Lang::Fr,
        "»Le phare est sûr«, a dit Anne Ronsard. << Il brille >>, a dit Paul Verdon. „La corne marche“, a-t-il dit.",
        &[
            "Anne Ronsard: Le phare est sûr",
            "Paul Verdon: Il brille",
            "Paul Verdon: La corne marche",
        ],
    );
    check(
        Lang::En,
        "“The light is safe.\n\n“The horn works too,” Paul Verdon wrote.",
        &[
            "Paul Verdon: The light is safe",
            "Paul Verdon: The horn works too",
        ],
    );
}

#[test]
fn paragraph_in_another_language_is_read_with_that_grammar() {
    check(
        Lang::Fr,
        "Le phare sera rallumé en mai, a dit la capitaine Anne Ronsard dans un entretien.\n\nThe keeper, Paul Verdon, told reporters that the horn of the light was working.",
        &[
            "Anne Ronsard: Le phare sera rallumé en mai",
            "Paul Verdon: the horn of the light was working",
        ],
    );
}
