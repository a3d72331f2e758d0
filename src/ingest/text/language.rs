use crate::domain::Lang;
use crate::ingest::note::IngestNote;
use whatlang::{Detector, Info, Lang as DetectedLang};

/// Number of characters examined. More do not make the result more certain.
const SAMPLE_CHARACTERS: usize = 4000;
/// Minimum share of Han characters among the letters of a Chinese text, in percent. It is low because one name in Latin
/// letters has as many letters as a whole Chinese clause.
const HAN_MIN_PERCENT: usize = 30;
/// Minimum share of kana among the Han and kana characters of a Japanese text, in percent. A Chinese text may have a
/// few の.
const KANA_MIN_PERCENT: usize = 10;
/// Minimum number of letters in a text for a more likely language to win over French and English even if the detector
/// is not certain of it.
const LETTERS_MIN: usize = 100;

/// Number of letters of a text: in all, in Han script and in kana.
#[derive(Default)]
struct ScriptCounts {
    letters: usize,
    han: usize,
    kana: usize,
}

impl ScriptCounts {
    fn count(text: &str) -> Self {
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

    /// Chinese or Japanese, if the script shows that the text is in one of them.
    fn chinese_or_japanese(&self) -> Option<DetectedLang> {
        let both = self.han + self.kana;
        if both == 0 || both * 100 < self.letters * HAN_MIN_PERCENT {
            return None;
        }
        Some(if self.kana * 100 >= both * KANA_MIN_PERCENT {
            DetectedLang::Jpn
        } else {
            DetectedLang::Cmn
        })
    }
}

/// The language of `text`, or `und` if it is none of French, English and Chinese; with a note if that is not certain.
///
/// Han script decides by itself. Otherwise all languages are compared first, then French and English alone: another
/// language wins if the detector is certain of it, or if it is more likely than those two in a text of some length.
pub(crate) fn detect_language(text: &str) -> (Lang, Option<IngestNote>) {
    let sample: String = text.chars().take(SAMPLE_CHARACTERS).collect();
    let scripts = ScriptCounts::count(&sample);
    match scripts.chinese_or_japanese() {
        Some(DetectedLang::Cmn) => return (Lang::Zh, None),
        Some(detected) => return unsupported(Some(detected)),
        None => {}
    }
    let read = Detector::with_allowlist(vec![DetectedLang::Fra, DetectedLang::Eng]).detect(&sample);
    match (Detector::new().detect(&sample), read) {
        (Some(any), Some(read)) if !is_clearly_other(&any, &read, scripts.letters) => {
            let lang = if read.lang() == DetectedLang::Fra {
                Lang::Fr
            } else {
                Lang::En
            };
            let agreed = any.lang() == read.lang();
            let is_sure = read.is_reliable() || (agreed && any.is_reliable());
            (lang, (!is_sure).then_some(IngestNote::LanguageUncertain { lang }))
        }
        (any, _) => unsupported(any.map(|any| any.lang())),
    }
}

/// Whether `any`, the best of all languages, clearly wins over `read`, the better of French and English.
fn is_clearly_other(any: &Info, read: &Info, letters: usize) -> bool {
    !matches!(any.lang(), DetectedLang::Fra | DetectedLang::Eng)
        && (any.is_reliable() || (letters >= LETTERS_MIN && any.confidence() > read.confidence()))
}

fn unsupported(detected: Option<DetectedLang>) -> (Lang, Option<IngestNote>) {
    let name = detected.map(|detected| detected.eng_name().to_owned());
    (Lang::Und, Some(IngestNote::LanguageUnsupported { name }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str) -> String {
        let (lang, note) = detect_language(text);
        note.map_or(lang.to_string(), |note| format!("{lang}: {note}"))
    }

    #[test]
    fn french_english_and_chinese_are_recognised() {
        insta::assert_snapshot!(check("La ministre a déclaré mardi que le gouvernement présenterait un projet de loi sur l’intelligence artificielle."), @"fr");
        insta::assert_snapshot!(check("The minister said on Tuesday that the government would bring in a bill on artificial intelligence."), @"en");
        insta::assert_snapshot!(check("部长星期二表示，政府将提出人工智能法案。"), @"zh");
        insta::assert_snapshot!(check("部長星期二表示，政府將提出人工智慧法案。"), @"zh");
        insta::assert_snapshot!(check("OpenAI 和 Microsoft 的代表说，双方将继续合作。"), @"zh");
    }

    #[test]
    fn other_languages_are_unsupported() {
        insta::assert_snapshot!(check("Der Bundeskanzler sagte am Dienstag in Berlin, die Regierung werde das Gesetz noch in diesem Jahr vorlegen."), @"und: language not supported: German; no statements are read (--lang sets the language)");
        insta::assert_snapshot!(check("El presidente del Gobierno declaró el martes que su país propondrá una organización mundial."), @"und: language not supported: Spanish; no statements are read (--lang sets the language)");
        insta::assert_snapshot!(check("Statsministern sade på tisdagen att regeringen kommer att föreslå en lag om artificiell intelligens före årets slut, och att den blir kort."), @"und: language not supported: Swedish; no statements are read (--lang sets the language)");
        insta::assert_snapshot!(check("Премьер-министр заявил во вторник, что правительство предложит закон."), @"und: language not supported: Russian; no statements are read (--lang sets the language)");
        insta::assert_snapshot!(check("首相は火曜日、政府が人工知能に関する法案を提出すると述べた。"), @"und: language not supported: Japanese; no statements are read (--lang sets the language)");
        insta::assert_snapshot!(check("총리는 화요일 정부가 인공지능 법안을 제출할 것이라고 말했다."), @"und: language not supported: Korean; no statements are read (--lang sets the language)");
    }

    #[test]
    fn short_texts_are_uncertain() {
        insta::assert_snapshot!(check("Budget vote"), @"fr: language guessed: fr, not certain (--lang sets it)");
        insta::assert_snapshot!(check("42 %"), @"und: language unknown: the text has no words");
        insta::assert_snapshot!(check(""), @"und: language unknown: the text has no words");
    }

    proptest! {
        #[test]
        fn detection_never_panics(text in any::<String>()) {
            let _ = detect_language(&text);
        }
    }
}
