//! The steps of reading grow with the length of the text, not with its square, also for odd texts.
//!
//! Each text is read at one length and at twice that length, and the steps of each kind are compared: they do not
//! depend on the machine, so that the bound can be narrow. A loop that looks at the whole text, or at all speakers,
//! once for each of its tokens or reports makes them four times as many.

use super::steps::Step;
use super::{ExtractorInput, read_statements};
use crate::domain::{ArticleId, Lang, Source};

/// Length in bytes of the shorter text. Limits of the rules (tokens of a sentence, speakers compared) must be reached
/// well below it: only beyond them do steps grow evenly.
const BYTES: usize = 24_000;

/// Length of a text that is read where one of [`BYTES`] takes too many steps.
const LONG_BYTES: usize = 5 * BYTES;
/// Twice the text may take as many times the steps, in tenths.
const GROWTH_TENTHS_MAX: u64 = 26;

/// Fewer steps than this are not compared.
const STEPS_MIN: u64 = 2_000;

#[track_caller]
fn check_growth(name: &str, lang: Lang, text: impl Fn(usize) -> String) {
    let article = ArticleId::from_source(&Source::default(), name);
    let count_steps = |bytes: usize| {
        let text = text(bytes);
        Step::taken_by(|| {
            read_statements(&ExtractorInput {
                article: &article,
                lang,
                published: "2026-03-12".parse().ok(),
                published_or: None,
                text: &text,
            });
        })
    };
    let grows_evenly = |bytes: usize| {
        let (once, twice) = (count_steps(bytes), count_steps(2 * bytes));
        let is_even =
            |once: u64, twice: u64| twice < STEPS_MIN || twice * 10 <= once.max(1) * GROWTH_TENTHS_MAX;
        once.into_iter()
            .zip(twice)
            .all(|(once, twice)| is_even(once, twice))
    };
    // What is compared with the latest few hundred only costs more and more until there are as many. So where a text
    // fails, a longer one decides.
    assert!(
        grows_evenly(BYTES) || grows_evenly(LONG_BYTES),
        "{name}: {LONG_BYTES} bytes take {:?} steps, and twice as many {:?}",
        count_steps(LONG_BYTES),
        count_steps(2 * LONG_BYTES)
    );
}

/// Checks a text that consists of one part again and again.
#[track_caller]
fn check_repeated(lang: Lang, parts: &[&str]) {
    for part in parts {
        check_growth(part, lang, |bytes| part.repeat(bytes / part.len() + 1));
    }
}

/// Checks a text that is made of numbered parts.
#[track_caller]
fn check_numbered(lang: Lang, part: impl Fn(usize) -> String) {
    check_growth(&part(0), lang, |bytes| {
        let mut text = String::new();
        for number in 0.. {
            if text.len() >= bytes {
                break;
            }
            text += &part(number);
        }
        text
    });
}

/// A name for each number, in Latin letters.
fn latin_name(number: usize) -> String {
    let syllables = ["Ba", "co", "di", "fe", "gu", "la", "mo", "ni", "re", "su"];
    let syllable = |place: u32| syllables[number / 10_usize.pow(place) % 10].to_lowercase();
    format!("Ker{}{}{}{}", syllable(3), syllable(2), syllable(1), syllable(0))
}

/// A name for each number, in Chinese characters.
fn han_name(number: usize) -> String {
    let pick = |of: &str, number: usize| of.chars().nth(number % of.chars().count()).unwrap_or('周');
    let given = "宁和清明华文海国";
    let surname = pick("周孟秦沈梁韩曹许", number);
    [surname, pick(given, number / 8), pick(given, number / 64)]
        .iter()
        .collect()
}

const FRENCH: &str = "Le quai du port a rouvert lundi 9 mars après deux ans de travaux. « Nous avons tenu parole », \
    a déclaré la préfète Lise Tardif devant les marins. Selon la mairie, l’eau ne monte plus ; le maire, Paul Verdon, \
    a promis que la halle suivrait en mai. Elle a ajouté : « Rien ne presse. »\n";
const ENGLISH: &str = "The quay reopened on Monday, March 9, after two years of work. “We kept our word,” said Lise \
    Tardif, the prefect, before the pilots’ guild. According to the council, the water has stopped rising; Mayor Ann \
    Roe promised that the market hall would follow in May. “There is no hurry,” she added.\n";
const CHINESE: &str = "3月9日，码头在施工两年后重新开放。部长周以宁表示，登记册将公开。“我们说到做到。”他对海州日报说。\
    据市政府消息，水位不再上涨；孟清和建议，大厅应当在五月开放。他还强调，不必着急。\n";

#[test]
fn steps_grow_evenly_in_prose() {
    for (lang, prose) in [(Lang::Fr, FRENCH), (Lang::En, ENGLISH), (Lang::Zh, CHINESE)] {
        let one_line = prose.replace('\n', " ");
        let without_stops = one_line.replace(['.', '!', '?'], ",").replace('。', "，");
        let unquoted = one_line.replace(['«', '»', '“', '”', '’'], "");
        check_repeated(lang, &[prose, &one_line, &without_stops]);
        let (open, close) = match lang {
            Lang::Fr => ("« ", " », a déclaré Paul Verdon."),
            Lang::En => ("“", "”, said Paul Verdon."),
            _ => ("周以宁表示：“", "。”"),
        };
        check_growth("one quotation", lang, |bytes| {
            format!("{open}{}{close}", unquoted.repeat(bytes / unquoted.len() + 1))
        });
    }
}

#[test]
fn steps_grow_evenly_in_marks_and_characters() {
    for lang in [Lang::Fr, Lang::En, Lang::Zh] {
        check_repeated(
            lang,
            &[
                "«",
                "» ",
                "“",
                "”",
                "\"",
                "‘ ",
                "’",
                "「",
                "」",
                "“ \" ‘ « ",
                "(",
                ")",
                "《",
                "[",
                "[a](",
                "<",
                "<p>",
                "&",
                "*",
                ", ",
                "，",
                ";",
                "：",
                ". ",
                "!",
                "…",
                "\n",
                "- ",
                "— ",
                "7",
                "12,5 ",
                "a",
                "e\u{301}",
                "国",
                "Ã©",
                "😀",
                "A.",
            ],
        );
        check_growth("blanks", lang, |bytes| {
            format!("Elle dit {}oui.", " ".repeat(bytes))
        });
        // marks that open a quotation of one kind, then marks that close another kind
        for (open, close) in [("“", "』"), ("« ", "’ "), ("「", "”"), ("“", "”"), ("« ", "» ")]
        {
            check_growth("opened, then closed", lang, |bytes| {
                open.repeat(bytes / 6) + &close.repeat(bytes / 6)
            });
        }
    }
}

#[test]
fn steps_grow_evenly_in_french_odd_text() {
    check_repeated(
        Lang::Fr,
        &[
            "Lise a dit que ",
            "a promis, a affirmé, a regretté, ",
            "« Non », dit Lise, « si », répond Paul, ",
            "dit-il, ",
            "« oui », dit-il, ",
            "« Nous rouvrons », a-t-elle dit. ",
            "dit affirme déclare estime ",
            "Elle a dit « le quai rouvre. Le maire Paul Verdon a promis « la halle aussi. ",
            "le maire, la préfète, ",
            "a dit mardi 10 mars, ",
            "mardi ",
            "l'",
            "il elle ils on ",
            "le ministre président directeur M. ",
            "selon le maire, ",
            "qui a dit que ",
            "la promesse de ",
            "le maire « dénonce » ",
            "est critiqué par le maire ",
            "dans un communiqué, ",
            "– Oui. ",
            "« oui » et ",
            "« Le quai rouvre\n",
            "il\na\ndit\nque\n",
            "14:32 – Paul Verdon : « oui »\n",
            "Il a dit que oui.\n他说，登记册将会公开，大厅也会开放。\n",
        ],
    );
    check_numbered(Lang::Fr, |n| format!("{}. mesure {n}\n", n + 1));
    check_growth("numbered", Lang::Fr, |bytes| {
        let points = (1..bytes / 24).map(|n| format!("{n}) ouvrir un guichet ; "));
        format!("Le maire Paul Verdon a demandé : {}", points.collect::<String>())
    });
}

#[test]
fn steps_grow_evenly_in_english_odd_text() {
    check_repeated(
        Lang::En,
        &[
            "said that she said that ",
            "She said “the quay is open. Mayor Ann Roe said “so is the hall. ",
            "She said \"the quay is open. ",
            "“The quay is open\n\n",
            "warning ",
            "claim \" ",
            "denial ",
            "he she they it ",
            "President Minister Dr. ",
            "Monday, ",
            "Ann, 59, said, ",
            "according to the mayor, ",
            "the claim that the mayor's claim that ",
            "while the mayor said, ",
            "yes,” said Ann. ",
            "Q: Is it open?\nA: It will be open soon.\n",
            "She\nsaid\nthat\n",
            "Mayor Ann Roe held a news conference on Monday. She said it was so. ",
            "Mayor Ann Roe said on Monday that it was so. The quay is long and old. ",
        ],
    );
    check_numbered(Lang::En, |n| format!("- point {n} of the plan\n"));
}

#[test]
fn steps_grow_evenly_in_chinese_odd_text() {
    check_repeated(
        Lang::Zh,
        &[
            "孟清和说",
            "孟清和表示，登记册会公开，",
            "表示指出强调称",
            "要求呼吁建议敦促",
            "拒绝3月10日",
            "如如如如如说",
            "被",
            "就对向",
            "据报道，",
            "副部长",
            "部长主席总统发言人",
            "他她他们我们",
            "昨天",
            "3月10日表示，",
            "三十一",
            "他说：“码头开放。部长周以宁表示：“大厅也是。",
            "他说：“好。”",
            "“很好很好很好很好很好”被",
            "一是公开，二是登记。",
            "问：码头开放吗？\n答：码头现在开放。\n",
            "他\n说\n",
            "他说 il a dit she said 表示 ",
        ],
    );
    check_growth("numbered", Lang::Zh, |bytes| {
        let points = (1..bytes / 36).map(|n| format!("第{n}，建立登记制度；"));
        format!("部长周以宁建议：{}", points.collect::<String>())
    });
    check_growth("a long quotation", Lang::Zh, |bytes| {
        format!("沈知遥说：“{}”", "登记制度必须公开，".repeat(bytes / 27))
    });
}

#[test]
fn steps_grow_evenly_with_number_of_speakers() {
    let name = latin_name;
    check_numbered(Lang::Fr, |n| format!("{} ", name(n)));
    check_numbered(Lang::Fr, |n| {
        format!("« Oui », a dit {} {}, ministre. ", name(n), name(n * 7))
    });
    check_numbered(Lang::Fr, |n| {
        format!("Paul {} dort. « Non », a-t-elle dit. ", name(n))
    });
    check_numbered(Lang::Fr, |n| {
        format!(
            "Le ministre de la {} dit que oui. Le ministre dit que non. ",
            name(n)
        )
    });
    check_numbered(Lang::Fr, |n| {
        format!("Le maire {} Verdon dit que oui. Verdon dit que non. ", name(n))
    });
    check_numbered(Lang::Fr, |n| {
        format!("Le directeur du {} Paul Verdon dit que oui. ", name(n))
    });
    check_numbered(Lang::En, |n| {
        format!("“Yes,” said {} {}, the mayor. ", name(n), name(n * 7))
    });
    check_numbered(Lang::En, |n| {
        format!("The {} Council met. “We will go,” she said. ", name(n))
    });
    check_numbered(Lang::En, |n| format!("{}, ", name(n).to_uppercase()));
    check_numbered(Lang::Zh, |n| format!("部长{}表示，将公开登记册。", han_name(n)));
    check_numbered(Lang::Zh, |n| {
        format!("{}委员会开会。他说，登记册会公开。", han_name(n))
    });
    check_numbered(Lang::Zh, |n| {
        format!("{}局发言人说，登记册会公开。发言人说，大厅会开放。", han_name(n))
    });
}
