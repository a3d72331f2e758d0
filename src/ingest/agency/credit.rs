//! Finds the news agencies that a text credits, by the forms of their names in `agencies.toml`.
//!
//! Only the beginning and the end of a text are examined, and only for the ways in which newsrooms write a credit: a
//! dateline `PARIS (AFP) –`, a line `© AFP`, a bracket `(Avec AFP)` after the last sentence, `新华社北京1月30日电`. An agency
//! that the text only mentions or quotes is not credited.

use super::lexicon::{AGENCY_LEXICON, AgencyLexicon};

/// Maximum length of a title above a dateline, in characters.
const TITLE_CHARACTERS_MAX: usize = 160;
/// Maximum length of a dateline before its agency, in characters and in words.
const DATELINE_CHARACTERS_MAX: usize = 60;
const DATELINE_WORDS_MAX: usize = 9;
/// Maximum length of a credit on a line of its own, in characters.
const CREDIT_LINE_CHARACTERS_MAX: usize = 80;
/// Maximum length of place and day in `新华社北京1月30日电`, in characters.
const CHINESE_DATELINE_CHARACTERS_MAX: usize = 24;

/// How certain it is, from the words around it, that a text is a credit. Short forms of names need a certain one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CreditContext {
    Certain,
    Likely,
}

/// The agencies that `text` credits, or else that are its `author`, joined by a comma. `None` if there are none.
pub(crate) fn find_credited_agencies(text: &str, author: Option<&str>) -> Option<String> {
    let lexicon = &*AGENCY_LEXICON;
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next()?;
    let second = lines
        .next()
        .filter(|_| first.chars().count() <= TITLE_CHARACTERS_MAX);
    let last = text.trim_end().rsplit('\n').next().map(str::trim)?;
    let begins = |line: &str| {
        lexicon
            .find_dateline_credit(line)
            .or_else(|| lexicon.find_chinese_dateline_credit(line))
    };
    begins(first)
        .or_else(|| begins(second?))
        .or_else(|| lexicon.parse_credit_line(first))
        .or_else(|| lexicon.find_closing_credit(text))
        .or_else(|| lexicon.parse_publisher_credit(last))
        .or_else(|| author.and_then(|author| lexicon.parse_credit_line(author)))
}

impl AgencyLexicon {
    /// Finds a credit in a dateline: `(AFP) –`, `PARIS (Reuters) -`, `LONDON, March 3 (Reuters) -`, `AFP - `.
    fn find_dateline_credit(&self, line: &str) -> Option<String> {
        let leads = |form: &&String| {
            let rest = line
                .strip_prefix(form.as_str())
                .and_then(|rest| rest.strip_prefix(' '));
            rest.and_then(after_dash)
                .is_some_and(|rest| rest.starts_with(' '))
        };
        if let Some(form) = self.latin.iter().find(leads) {
            return Some(self.forms[form].clone());
        }
        let (place, rest) = line.split_once(['(', '（'])?;
        let (inside, rest) = rest.split_once([')', '）'])?;
        let rest = rest.trim_start();
        let is_credit = rest.is_empty() || after_dash(rest).is_some() || rest.starts_with([':', '：']);
        // “L’Agence France-Presse (AFP) – que …” explains a name and credits nobody.
        let is_agency = self
            .latin
            .iter()
            .any(|form| place.trim_end().ends_with(form.as_str()));
        if !is_credit || is_agency || !self.is_dateline(place) {
            return None;
        }
        self.parse_agency_list(inside.trim(), CreditContext::Certain)
    }

    /// Whether `text` is a place and a day, one of the two, or empty: capitalised words, numbers and months.
    fn is_dateline(&self, text: &str) -> bool {
        let words = || {
            text.split([' ', '\u{a0}', '\u{202f}', ',', '/', '.', '-', '|'])
                .filter(|word| !word.is_empty())
        };
        let fits = |word: &str| {
            word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                || self.credit.dateline.iter().any(|known| known == word)
                || word
                    .split_once(['\'', '’'])
                    .is_some_and(|(_, rest)| rest.starts_with(char::is_uppercase))
        };
        text.chars().count() <= DATELINE_CHARACTERS_MAX
            && !text.contains(['!', '?', ';', ':', '"', '«', '»', '“', '”'])
            && words().count() <= DATELINE_WORDS_MAX
            && words().all(fits)
    }

    /// Finds a credit in a Chinese dateline: `新华社北京1月30日电`, `中新社…电`, `（法新社巴黎3日电）`, `中央社記者…台北3日電`; not `据新华社报道`.
    fn find_chinese_dateline_credit(&self, line: &str) -> Option<String> {
        let start = line.trim_start_matches(['（', '(', '【', '[', '据', '據', '\u{3000}', ' ']);
        let form = self
            .chinese
            .iter()
            .find(|form| start.starts_with(form.as_str()))?;
        let rest = &start[form.len()..];
        let (at, wire_mark) = rest
            .char_indices()
            .take(CHINESE_DATELINE_CHARACTERS_MAX)
            .find(|(_, c)| matches!(c, '电' | '電' | '讯' | '訊'))?;
        let (place, after) = (&rest[..at], &rest[at + wire_mark.len_utf8()..]);
        if place.contains(['，', '。', '：', '“', '”', '、', '说', '称']) || place.contains("报道")
        {
            return None;
        }
        // After a day, 电 marks a wire report. After a place alone, it must end the dateline.
        let is_dated = place
            .rsplit_once('日')
            .is_some_and(|(_, kind)| kind.chars().count() <= 2);
        let is_at_end = after.is_empty()
            || after.starts_with([' ', '\u{3000}', '(', '（', ')', '）', '】', ']', '：', ':']);
        (is_dated || is_at_end).then(|| self.forms[form].clone())
    }

    /// Finds a credit at the end of `text`: `(Avec AFP)`, `(ats/nxp)`, `© AFP`, `— Reuters`, `（新华社记者…）`.
    fn find_closing_credit(&self, text: &str) -> Option<String> {
        let mut text = text.trim_end();
        while let Some(rest) = self
            .credit
            .behind
            .iter()
            .find_map(|mark| strip_suffix_any_case(text, mark))
        {
            text = rest.trim_end();
        }
        let last = text.rsplit('\n').next().unwrap_or_default().trim();
        self.parse_credit_line(last)
            .or_else(|| self.find_bracketed_credit(text))
            .or_else(|| self.find_copyright_credit(last))
            .or_else(|| {
                let (before, agency) = last.rsplit_once(['—', '–', '/'])?;
                self.parse_agency_list(agency.trim(), CreditContext::Likely)
                    .filter(|_| ends_sentence(before))
            })
    }

    /// Parses a line that is only a credit: `AFP`, `Source : AFP`, `avec l’AFP et Reuters`.
    fn parse_credit_line(&self, line: &str) -> Option<String> {
        if line.chars().count() > CREDIT_LINE_CHARACTERS_MAX {
            return None;
        }
        let line = line.trim_end_matches('.');
        self.find_chinese_dateline_credit(line)
            .filter(|_| line.ends_with(['电', '電', '讯', '訊']))
            .or_else(|| self.parse_agency_list(line, CreditContext::Likely))
            .or_else(|| self.parse_agency_list(self.strip_credit_words(line)?, CreditContext::Certain))
    }

    /// Parses a credit after the publisher's name: `Le Courrier avec AFP`.
    fn parse_publisher_credit(&self, line: &str) -> Option<String> {
        let line = line.trim_end_matches('.');
        self.credit.after_publisher.iter().find_map(|with| {
            let (publisher, agencies) = line.split_once(with.as_str())?;
            self.parse_agency_list(agencies, CreditContext::Certain)
                .filter(|_| !publisher.is_empty() && self.is_dateline(publisher))
        })
    }

    /// Finds a credit in a bracket that closes the text. With a word of credit in it, it may follow anything. A bare
    /// name must follow a whole sentence: “l’Agence France-Presse (AFP)” explains a name and credits nobody.
    fn find_bracketed_credit(&self, text: &str) -> Option<String> {
        let text = text.trim_end_matches(['.', '。']);
        let inside = text.strip_suffix([')', '）', ']', '】'])?;
        let (before, inside) = inside.rsplit_once(['(', '（', '[', '【'])?;
        let inside = inside.trim();
        if let Some(rest) = self.strip_credit_words(inside) {
            return self.parse_agency_list(rest, CreditContext::Certain);
        }
        if !ends_sentence(before) {
            return None;
        }
        let reporter = |form: &&String| {
            let rest = inside.strip_prefix(form.as_str());
            rest.is_some_and(|rest| rest.starts_with("记者") || rest.starts_with("記者"))
        };
        self.parse_agency_list(inside, CreditContext::Likely)
            .or_else(|| self.parse_publisher_credit(inside))
            .or_else(|| self.find_chinese_dateline_credit(inside))
            .or_else(|| {
                self.chinese
                    .iter()
                    .find(reporter)
                    .map(|form| self.forms[form].clone())
            })
    }

    /// Finds a credit after a copyright sign: `© AFP`, `© 2025 Agence France-Presse. Tous droits réservés.`
    fn find_copyright_credit(&self, line: &str) -> Option<String> {
        let (_, holder) = line.rsplit_once('©')?;
        let holder = holder
            .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '–' | '\u{a0}'));
        let holder = holder.split(['.', '|']).next().unwrap_or_default();
        self.parse_agency_list(holder.trim(), CreditContext::Certain)
    }

    /// `text` without the words that introduce a credit; `None` if it does not begin with such words.
    fn strip_credit_words<'a>(&self, text: &'a str) -> Option<&'a str> {
        let rest = self
            .credit
            .before
            .iter()
            .filter_map(|before| strip_prefix_any_case(text, before).map(|rest| (before, rest)))
            .filter(|(before, rest)| {
                let is_word = before.ends_with(|c: char| c.is_ascii_alphabetic());
                !is_word || !rest.starts_with(char::is_alphanumeric)
            })
            .max_by_key(|(before, _)| before.len())
            .map(|(_, rest)| rest)?;
        Some(rest.trim_start_matches([' ', '\u{a0}', ':', '：']))
    }

    /// The agencies in a list of agencies, joined by a comma. `None` if the list contains anything else.
    fn parse_agency_list(&self, text: &str, context: CreditContext) -> Option<String> {
        let mut parts = vec![text];
        for separator in &self.credit.between {
            parts = parts
                .into_iter()
                .flat_map(|part| part.split(separator.as_str()))
                .collect();
        }
        let parts: Vec<&str> = parts.into_iter().map(|part| strip_article(part.trim())).collect();
        let is_desk = parts.iter().all(|part| is_initials(part));
        let mut names: Vec<&String> = Vec::new();
        for part in parts {
            let short = || self.short.get(part).filter(|_| context == CreditContext::Certain);
            match self
                .forms
                .get(part)
                .or_else(|| self.initials.get(part))
                .or_else(short)
            {
                Some(name) if names.contains(&name) => {}
                Some(name) => names.push(name),
                None if is_desk
                    || self
                        .credit
                        .beside
                        .iter()
                        .any(|known| *known == part.to_lowercase()) => {}
                None => return None,
            }
        }
        let names: Vec<&str> = names.into_iter().map(String::as_str).collect();
        (!names.is_empty()).then(|| names.join(", "))
    }
}

/// Whether `part` is the initials of a desk or an editor, as in "(ats/nxp)".
fn is_initials(part: &str) -> bool {
    (2..=7).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// `part` without a French or English article at its start.
fn strip_article(part: &str) -> &str {
    ["l'", "l’", "L'", "L’", "la ", "the "]
        .into_iter()
        .find_map(|article| part.strip_prefix(article))
        .unwrap_or(part)
}

/// What follows the dash at the start of `text`; `None` if there is no dash.
fn after_dash(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(['-', '–', '—']);
    (rest.len() < text.len()).then_some(rest)
}

/// Whether `before` is empty or ends a sentence.
fn ends_sentence(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\u{a0}', '\u{202f}', '\u{3000}', '\t', '-', '—', '–']);
    before.is_empty() || before.ends_with(['.', '!', '?', '…', '»', '”', '"', '。', '！', '？', '\n'])
}

/// `text` without `prefix`, which is in lower case; ignores case, and a typographic apostrophe matches a plain one.
fn strip_prefix_any_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let mut rest = text.chars();
    for wanted in prefix.chars() {
        let found = rest.next()?;
        let is_apostrophe = wanted == '\'' && found == '’';
        if !is_apostrophe && !found.to_lowercase().eq([wanted]) {
            return None;
        }
    }
    Some(rest.as_str())
}

/// `text` without `suffix`, which is in lower case; ignores case.
fn strip_suffix_any_case<'a>(text: &'a str, suffix: &str) -> Option<&'a str> {
    let at = text.len().checked_sub(suffix.len())?;
    let end = text.get(at..)?;
    (end.to_lowercase() == suffix).then(|| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The credits of texts, one per line; `¶` stands for a line end.
    fn check(texts: &[&str]) -> String {
        let credit =
            |text: &&str| find_credited_agencies(&text.replace('¶', "\n"), None).unwrap_or("none".to_owned());
        texts.iter().map(credit).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn dateline_credits_an_agency() {
        insta::assert_snapshot!(check(&[
            "(AFP) - Le ministre a parlé.¶Fin.",
            "PARIS (Reuters) - Le ministre a parlé.¶Fin.",
            "Bruxelles, 3 mars 2025 (AFP) – Le ministre a parlé.¶Fin.",
            "LONDON, March 3 (Reuters) - The minister spoke.¶End.",
            "WASHINGTON (AP) — The minister spoke.¶End.",
            "WASHINGTON, D.C., Feb. 3 (UPI) -- The minister spoke.¶End.",
            "BEIJING, July 26 (Xinhua) -- The minister spoke.¶End.",
            "Un titre¶¶GENÈVE (ATS) - Le ministre a parlé.¶Fin.",
            "L'Haÿ-les-Roses (AFP) : le maire a parlé.¶Fin.",
            "AFP - Le ministre a parlé.¶Fin.",
            "Agence France-Presse¶Le ministre a parlé.",
            "Par Reuters¶Le ministre a parlé.",
            "TORONTO (CP) - The minister spoke.¶End.",
        ]), @"AFP | Reuters | AFP | Reuters | AP | UPI | Xinhua | Keystone-ATS | AFP | AFP | AFP | Reuters | The Canadian Press");
    }

    #[test]
    fn chinese_dateline_credits_an_agency() {
        insta::assert_snapshot!(check(&[
            "新华社布鲁塞尔1月30日电（记者甲）主席说。",
            "　　新华社北京7月26日电 主席说。",
            "中新社华盛顿12月18日电 (记者 甲)发言人说。¶结束。(完)",
            "（法新社巴黎3日电）部长说。",
            "据新华社北京1月30日电 主席说。",
            "新华社北京电 主席说。",
            "（中央社記者甲台北3日電）部長說。",
            "部长说。（新华社）",
            "部长说。（新华社记者 甲）",
            "部长说。¶来源：新华社",
        ]), @"Xinhua | Xinhua | China News Service | AFP | Xinhua | Xinhua | CNA | Xinhua | Xinhua | Xinhua");
    }

    #[test]
    fn closing_bracket_or_line_credits_an_agency() {
        insta::assert_snapshot!(check(&[
            "Il a parlé.¶(Avec entrée de Xinhua)",
            "Il a parlé. (Avec AFP)",
            "Il a parlé. (avec l’AFP et Reuters)",
            "Il a parlé (avec AFP).",
            "Il a parlé. (ats/nxp)",
            "Il a parlé. (ATS)",
            "Il a parlé. (Le Courrier avec AFP)",
            "Il a parlé.¶Le Courrier avec AFP",
            "Il a parlé.¶© AFP",
            "Il a parlé. © 2025 Agence France-Presse. Tous droits réservés.",
            "Il a parlé.¶AFP",
            "Il a parlé.¶Source : AFP",
            "Il a parlé. — Reuters",
            "Il a parlé. (Avec MAP)",
            "He spoke. (With inputs from PTI and agencies)",
        ]), @"Xinhua | AFP | AFP, Reuters | AFP | Keystone-ATS | Keystone-ATS | AFP | AFP | AFP | AFP | AFP | AFP | Reuters | MAP | PTI");
    }

    #[test]
    fn mentioned_agency_is_not_credited() {
        insta::assert_snapshot!(check(&[
            "Il a parlé.¶Selon Reuters, il parlera.¶Fin.",
            "Il a parlé à l’Agence France-Presse (AFP).",
            "Il travaille à l’Agence France-Presse (AFP)",
            "L’Agence France-Presse (AFP) - que l’État finance - a protesté.",
            "Il l’a dit à l'AFP.",
            "据新华社报道，主席说。",
            "据法新社3日报道，部长说。",
            "新华社电视台成立。",
            "中新社记者说，他来了。",
            "Il a parlé. (abc/nxp)",
            "Il a parlé. (Source : NATO)",
            "Le ministre s’entretient avec Reuters",
            "Reuters-Studie: nichts.",
            "Il a parlé.¶PA",
            "Il a parlé. (CP)",
            "Il a parlé. © AFP/Jeanne Personne",
            "Un début.¶PARIS (AFP) et la suite.¶Fin.",
            "",
        ]), @"none | none | none | none | none | none | none | none | none | none | none | none | none | none | none | none | none | none");
    }

    #[test]
    fn byline_credits_an_agency() {
        assert_eq!(
            find_credited_agencies("Il a parlé.", Some("AFP")).as_deref(),
            Some("AFP")
        );
        assert_eq!(
            find_credited_agencies("Il a parlé.", Some("avec Reuters")).as_deref(),
            Some("Reuters")
        );
        assert_eq!(
            find_credited_agencies("Il a parlé.", Some("Jeanne Personne")),
            None
        );
    }

    proptest! {
        #[test]
        fn finding_never_panics(text in any::<String>(), odd in "[（(©新华社据 电日AFPavec—)）/.\n]{0,30}") {
            let _ = find_credited_agencies(&text, Some(&odd));
            let _ = find_credited_agencies(&odd, Some(&text));
            let _ = find_credited_agencies(&format!("{odd}{text}"), None);
            let _ = find_credited_agencies(&format!("{text}{odd}"), None);
        }
    }
}
