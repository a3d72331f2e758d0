//! The time of extraction grows linearly with the length of the text, also for odd texts.

use chrono::NaiveDate;
use dixit::domain::{ArticleId, Lang, Source};
use dixit::extract::{ExtractorInput, read_statements};
use std::time::{Duration, Instant};

/// Shorter times count as this, because they cannot be measured reliably.
const MEASURABLE: Duration = Duration::from_millis(30);

fn extraction_time(lang: Lang, text: &str) -> Duration {
    let article = ArticleId::from_source(&Source::default(), text);
    let input = ExtractorInput {
        article: &article,
        lang,
        published: NaiveDate::from_ymd_opt(2026, 3, 12),
        published_or: None,
        text,
    };
    let start = Instant::now();
    let _ = read_statements(&input);
    start.elapsed()
}

/// Checks that four times the text takes less than ten times as long; quadratic time would take sixteen times as long.
/// Because the machine may be busy, one success in six tries is enough.
#[track_caller]
fn check_growth(name: &str, lang: Lang, short: &str, fourfold: &str) {
    let mut seen = Vec::new();
    let is_linear = (0..6).any(|_| {
        let pair = (
            extraction_time(lang, short).max(MEASURABLE),
            extraction_time(lang, fourfold),
        );
        seen.push(pair);
        pair.1 < pair.0 * 10
    });
    assert!(is_linear, "{name}: a text, then four times the text: {seen:?}");
}

#[track_caller]
fn check_repeated(name: &str, lang: Lang, bytes: usize, part: &str) {
    let text = |bytes: usize| part.repeat(bytes / part.len() + 1);
    check_growth(name, lang, &text(bytes), &text(bytes * 4));
}

#[test]
fn odd_french_and_english_text_takes_linear_time() {
    for (name, part) in [
        ("opening marks", "« "),
        ("marks of four kinds", "« “ \" ‘ "),
        ("reports without a stop", "Claire a dit que "),
        ("incises without a stop", "dit-il, "),
        ("quotations and incises", "« oui », dit-il, "),
        ("verbs", "dit affirme déclare estime "),
        ("commas", "le maire, la préfète, "),
        ("reports with days", "a dit mardi 10 mars, "),
        ("elisions", "l'"),
    ] {
        check_repeated(name, Lang::Fr, 12_000, part);
    }
    check_repeated(
        "a line without a stop",
        Lang::En,
        12_000,
        "the minister said that the dam will hold and ",
    );
    check_repeated(
        "open paragraphs",
        Lang::En,
        12_000,
        "“We will act, and act soon.\n\n",
    );
    check_repeated("one word of initials", Lang::En, 12_000, "A.");
    check_repeated(
        "occasions",
        Lang::En,
        12_000,
        "Mayor Ann Roe held a news conference on Monday. She said it was so. ",
    );
}

#[test]
fn odd_chinese_text_takes_linear_time() {
    for (name, part) in [
        (
            "speech with commas only",
            "研究院院长沈知遥表示登记制度必须公开，他说，我们认为安全很重要，",
        ),
        ("reports without a comma", "李明远说"),
        ("quotations", "他说：“好。”"),
        ("reporting words", "表示指出强调认为"),
        ("days", "3月10日表示，"),
        ("numerals", "三十一"),
        ("sources", "据"),
    ] {
        check_repeated(name, Lang::Zh, 9_000, part);
    }
    let quoted = |bytes: usize| format!("沈知遥说：“{}”", "登记制度必须公开，".repeat(bytes / 27));
    check_growth("a long quotation", Lang::Zh, &quoted(9_000), &quoted(36_000));
}

#[test]
fn many_speakers_take_linear_time() {
    let cast = |count: usize| -> String {
        let name = |n: usize| {
            let syllables = ["ba", "co", "di", "fe", "gu", "la", "mo", "ni", "re", "su"];
            let word: String = [n / 1000, n / 100, n / 10, n].map(|n| syllables[n % 10]).concat();
            word[..1].to_uppercase() + &word[1..]
        };
        let report = |n| format!("Le ministre de la {} a affirmé que l’eau monte. ", name(n));
        (0..count).map(report).collect()
    };
    check_growth("speakers", Lang::Fr, &cast(500), &cast(2_000));
}
