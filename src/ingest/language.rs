use super::Note;
use crate::domain::Lang;
use whatlang::{Detector, Info, Lang as Tongue};

/// How much of a text is looked at, in characters: more makes nobody surer.
const SAMPLE_CHARACTERS: usize = 4000;
/// Of the letters of a Chinese text at least this share is Han, in percent: a name in Latin letters is as
/// many of them as a whole clause.
const HAN_MIN_PERCENT: usize = 30;
/// Of the Han and kana of a text, Japanese has at least this share in kana, in percent; Chinese has the odd の.
const KANA_MIN_PERCENT: usize = 10;
/// From this many letters on, a likelier language beats those that are read even if it is not certain.
const LETTERS_ENOUGH: usize = 100;

/// How many letters of a text are in which script.
#[derive(Default)]
struct Scripts {
    letters: usize,
    han: usize,
    kana: usize,
}

impl Scripts {
    fn of(text: &str) -> Self {
        let mut scripts = Self::default();
        for c in text.chars().filter(|c| c.is_alphabetic()) {
            scripts.letters += 1;
            match c {
                '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9d}' => {
                    scripts.kana += 1;
                }
                '\u{3400}'..='\u{4dbf}'
                | '\u{4e00}'..='\u{9fff}'
                | '\u{f900}'..='\u{faff}'
                | '\u{20000}'..='\u{3134f}' => scripts.han += 1,
                _ => {}
            }
        }
        scripts
    }

    /// Chinese or Japanese, where the text is one of them.
    fn tongue(&self) -> Option<Tongue> {
        let both = self.han + self.kana;
        if both == 0 || both * 100 < self.letters * HAN_MIN_PERCENT {
            return None;
        }
        Some(if self.kana * 100 >= both * KANA_MIN_PERCENT {
            Tongue::Jpn
        } else {
            Tongue::Cmn
        })
    }
}

/// The language of `text`, `und` where it is none of those that are read, and what is doubtful about that.
///
/// Han script decides by itself. Otherwise all languages compete first and then French and English alone:
/// another language wins if it is certain, or likelier than those two in a text of some length.
pub(super) fn detect(text: &str) -> (Lang, Option<Note>) {
    let sample: String = text.chars().take(SAMPLE_CHARACTERS).collect();
    let scripts = Scripts::of(&sample);
    match scripts.tongue() {
        Some(Tongue::Cmn) => return (Lang::Zh, None),
        Some(tongue) => return other(Some(tongue)),
        None => {}
    }
    let read = Detector::with_allowlist(vec![Tongue::Fra, Tongue::Eng]).detect(&sample);
    match (Detector::new().detect(&sample), read) {
        (Some(any), Some(read)) if !beats(&any, &read, scripts.letters) => {
            let lang = if read.lang() == Tongue::Fra {
                Lang::Fr
            } else {
                Lang::En
            };
            let agreed = any.lang() == read.lang();
            let is_sure = read.is_reliable() || (agreed && any.is_reliable());
            (lang, (!is_sure).then_some(Note::LanguageUnsure { lang }))
        }
        (any, _) => other(any.map(|any| any.lang())),
    }
}

/// Whether the language of `any` is another one than `read`, and that for sure.
fn beats(any: &Info, read: &Info, letters: usize) -> bool {
    !matches!(any.lang(), Tongue::Fra | Tongue::Eng)
        && (any.is_reliable() || (letters >= LETTERS_ENOUGH && any.confidence() > read.confidence()))
}

fn other(tongue: Option<Tongue>) -> (Lang, Option<Note>) {
    let name = tongue.map(|tongue| tongue.eng_name().to_owned());
    (Lang::Und, Some(Note::LanguageOther { name }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str) -> String {
        let (lang, note) = detect(text);
        note.map_or(lang.to_string(), |note| format!("{lang}: {note}"))
    }

    #[test]
    fn the_languages_that_are_read_are_told_apart() {
        insta::assert_snapshot!(check("La ministre a déclaré mardi que le gouvernement présenterait un projet de loi sur l’intelligence artificielle."), @"fr");
        insta::assert_snapshot!(check("The minister said on Tuesday that the government would bring in a bill on artificial intelligence."), @"en");
        insta::assert_snapshot!(check("部长星期二表示，政府将提出人工智能法案。"), @"zh");
        insta::assert_snapshot!(check("部長星期二表示，政府將提出人工智慧法案。"), @"zh");
        insta::assert_snapshot!(check("OpenAI 和 Microsoft 的代表说，双方将继续合作。"), @"zh");
    }

    #[test]
    fn other_languages_are_not_taken_for_them() {
        insta::assert_snapshot!(check("Der Bundeskanzler sagte am Dienstag in Berlin, die Regierung werde das Gesetz noch in diesem Jahr vorlegen."), @"und: no statements are read from a text in German (--lang sets the language)");
        insta::assert_snapshot!(check("El presidente del Gobierno declaró el martes que su país propondrá una organización mundial."), @"und: no statements are read from a text in Spanish (--lang sets the language)");
        insta::assert_snapshot!(check("Statsministern sade på tisdagen att regeringen kommer att föreslå en lag om artificiell intelligens före årets slut, och att den blir kort."), @"und: no statements are read from a text in Swedish (--lang sets the language)");
        insta::assert_snapshot!(check("Премьер-министр заявил во вторник, что правительство предложит закон."), @"und: no statements are read from a text in Russian (--lang sets the language)");
        insta::assert_snapshot!(check("首相は火曜日、政府が人工知能に関する法案を提出すると述べた。"), @"und: no statements are read from a text in Japanese (--lang sets the language)");
        insta::assert_snapshot!(check("총리는 화요일 정부가 인공지능 법안을 제출할 것이라고 말했다."), @"und: no statements are read from a text in Korean (--lang sets the language)");
    }

    #[test]
    fn short_texts_leave_a_doubt() {
        insta::assert_snapshot!(check("Budget vote"), @"fr: language taken to be fr, without being sure (--lang sets it)");
        insta::assert_snapshot!(check("42 %"), @"und: no words to tell the language by");
        insta::assert_snapshot!(check(""), @"und: no words to tell the language by");
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(text in any::<String>()) {
            let _ = detect(&text);
        }
    }
}
