//! The news agency that a text credits, by the forms in `agencies.toml`.
//!
//! Only the beginning and the end of a text are looked at, and only for the ways in which newsrooms write a
//! credit: a dateline `PARIS (AFP) –`, a line `© AFP`, a bracket `(Avec AFP)` behind the last sentence,
//! `新华社北京1月30日电`. An agency that the text merely talks about, or quotes, is none of its sources.

use super::agencies::{AGENCIES, Agencies};

/// A title above a dateline is no longer than this, in characters.
const TITLE_MAX: usize = 160;
/// A dateline before its agency is no longer than this, in characters, and no more words than the next.
const DATELINE_MAX: usize = 60;
const DATELINE_WORDS_MAX: usize = 9;
/// A credit on a line of its own is no longer than this, in characters.
const LINE_MAX: usize = 80;
/// Place and day in `新华社北京1月30日电` are no longer than this, in characters.
const CHINESE_DATELINE_MAX: usize = 24;

/// Whether it is certain that something is a credit, or only likely.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sure {
    Yes,
    No,
}

/// The agencies that `text` credits, or that its `author` is, comma between them.
pub(super) fn credited(text: &str, author: Option<&str>) -> Option<String> {
    let agencies = &*AGENCIES;
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next()?;
    let second = lines.next().filter(|_| first.chars().count() <= TITLE_MAX);
    let last = text.trim_end().rsplit('\n').next().map(str::trim)?;
    let begins = |line: &str| {
        agencies
            .dateline(line)
            .or_else(|| agencies.chinese_dateline(line))
    };
    begins(first)
        .or_else(|| begins(second?))
        .or_else(|| agencies.line(first))
        .or_else(|| agencies.end(text))
        .or_else(|| agencies.line_with_publisher(last))
        .or_else(|| author.and_then(|author| agencies.line(author)))
}

impl Agencies {
    /// `(AFP) –`, `PARIS (Reuters) -`, `LONDON, March 3 (Reuters) -`, `AFP - `.
    fn dateline(&self, line: &str) -> Option<String> {
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
        // “L’Agence France-Presse (AFP) – que …” explains a name.
        let is_agency = self
            .latin
            .iter()
            .any(|form| place.trim_end().ends_with(form.as_str()));
        if !is_credit || is_agency || !self.is_dateline(place) {
            return None;
        }
        self.list(inside.trim(), Sure::Yes)
    }

    /// Whether `text` is a place and a day, one of them, or nothing: words with capitals, numbers, months.
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
        text.chars().count() <= DATELINE_MAX
            && !text.contains(['!', '?', ';', ':', '"', '«', '»', '“', '”'])
            && words().count() <= DATELINE_WORDS_MAX
            && words().all(fits)
    }

    /// `新华社北京1月30日电`, `中新社…电`, `（法新社巴黎3日电）`, `中央社記者…台北3日電`; not `据新华社报道`.
    fn chinese_dateline(&self, line: &str) -> Option<String> {
        let start = line.trim_start_matches(['（', '(', '【', '[', '据', '據', '\u{3000}', ' ']);
        let form = self
            .chinese
            .iter()
            .find(|form| start.starts_with(form.as_str()))?;
        let rest = &start[form.len()..];
        let (at, wire) = rest
            .char_indices()
            .take(CHINESE_DATELINE_MAX)
            .find(|(_, c)| matches!(c, '电' | '電' | '讯' | '訊'))?;
        let (place, behind) = (&rest[..at], &rest[at + wire.len_utf8()..]);
        if place.contains(['，', '。', '：', '“', '”', '、', '说', '称']) || place.contains("报道")
        {
            return None;
        }
        // Behind a day it is the mark of a wire; behind a bare place it must end the dateline.
        let is_dated = place
            .rsplit_once('日')
            .is_some_and(|(_, kind)| kind.chars().count() <= 2);
        let ends = behind.is_empty()
            || behind.starts_with([' ', '\u{3000}', '(', '（', ')', '）', '】', ']', '：', ':']);
        (is_dated || ends).then(|| self.forms[form].clone())
    }

    /// `(Avec AFP)`, `(ats/nxp)`, `© AFP`, `— Reuters`, `（新华社记者…）`, at the end of `text`.
    fn end(&self, text: &str) -> Option<String> {
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
        self.line(last)
            .or_else(|| self.bracket(text))
            .or_else(|| self.copyright(last))
            .or_else(|| {
                let (before, agency) = last.rsplit_once(['—', '–', '/'])?;
                self.list(agency.trim(), Sure::No)
                    .filter(|_| ends_sentence(before))
            })
    }

    /// A line that is nothing but a credit: `AFP`, `Source : AFP`, `avec l’AFP et Reuters`.
    fn line(&self, line: &str) -> Option<String> {
        if line.chars().count() > LINE_MAX {
            return None;
        }
        let line = line.trim_end_matches('.');
        self.chinese_dateline(line)
            .filter(|_| line.ends_with(['电', '電', '讯', '訊']))
            .or_else(|| self.list(line, Sure::No))
            .or_else(|| self.list(self.without_before(line)?, Sure::Yes))
    }

    /// `Le Courrier avec AFP`, where what stands before is a name.
    fn line_with_publisher(&self, line: &str) -> Option<String> {
        let line = line.trim_end_matches('.');
        self.credit.after_publisher.iter().find_map(|with| {
            let (publisher, agencies) = line.split_once(with.as_str())?;
            self.list(agencies, Sure::Yes)
                .filter(|_| !publisher.is_empty() && self.is_dateline(publisher))
        })
    }

    /// A bracket that closes the text. With a word of credit in it, it may stand anywhere; with a bare name,
    /// only behind a whole sentence: “l’Agence France-Presse (AFP)” explains a word.
    fn bracket(&self, text: &str) -> Option<String> {
        let text = text.trim_end_matches(['.', '。']);
        let inside = text.strip_suffix([')', '）', ']', '】'])?;
        let (before, inside) = inside.rsplit_once(['(', '（', '[', '【'])?;
        let inside = inside.trim();
        if let Some(rest) = self.without_before(inside) {
            return self.list(rest, Sure::Yes);
        }
        if !ends_sentence(before) {
            return None;
        }
        let reporter = |form: &&String| {
            let rest = inside.strip_prefix(form.as_str());
            rest.is_some_and(|rest| rest.starts_with("记者") || rest.starts_with("記者"))
        };
        self.list(inside, Sure::No)
            .or_else(|| self.line_with_publisher(inside))
            .or_else(|| self.chinese_dateline(inside))
            .or_else(|| {
                self.chinese
                    .iter()
                    .find(reporter)
                    .map(|form| self.forms[form].clone())
            })
    }

    /// `© AFP`, `© 2025 Agence France-Presse. Tous droits réservés.`
    fn copyright(&self, line: &str) -> Option<String> {
        let (_, holder) = line.rsplit_once('©')?;
        let holder = holder
            .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '–' | '\u{a0}'));
        let holder = holder.split(['.', '|']).next().unwrap_or_default();
        self.list(holder.trim(), Sure::Yes)
    }

    /// What is left of `text` behind the words that introduce a credit; `None` where there are none.
    fn without_before<'a>(&self, text: &'a str) -> Option<&'a str> {
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

    /// The agencies in a list of agencies; `None` where anything else is in it.
    fn list(&self, text: &str, sure: Sure) -> Option<String> {
        let mut parts = vec![text];
        for separator in &self.credit.between {
            parts = parts
                .into_iter()
                .flat_map(|part| part.split(separator.as_str()))
                .collect();
        }
        let parts: Vec<&str> = parts
            .into_iter()
            .map(|part| without_article(part.trim()))
            .collect();
        let is_desk = parts.iter().all(|part| is_initials(part));
        let mut names: Vec<&String> = Vec::new();
        for part in parts {
            let short = || self.short.get(part).filter(|_| sure == Sure::Yes);
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

fn without_article(part: &str) -> &str {
    ["l'", "l’", "L'", "L’", "la ", "the "]
        .into_iter()
        .find_map(|article| part.strip_prefix(article))
        .unwrap_or(part)
}

/// What stands behind the dash that `text` begins with.
fn after_dash(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(['-', '–', '—']);
    (rest.len() < text.len()).then_some(rest)
}

/// Whether nothing, or a whole sentence, stands before what comes next.
fn ends_sentence(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\u{a0}', '\u{202f}', '\u{3000}', '\t', '-', '—', '–']);
    before.is_empty() || before.ends_with(['.', '!', '?', '…', '»', '”', '"', '。', '！', '？', '\n'])
}

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
        let credit = |text: &&str| credited(&text.replace('¶', "\n"), None).unwrap_or("none".to_owned());
        texts.iter().map(credit).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn a_dateline_credits() {
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
    fn a_chinese_dateline_credits() {
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
    fn a_bracket_or_line_at_the_end_credits() {
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
    fn an_agency_that_is_talked_about_is_not_credited() {
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
    fn a_byline_credits() {
        assert_eq!(credited("Il a parlé.", Some("AFP")).as_deref(), Some("AFP"));
        assert_eq!(
            credited("Il a parlé.", Some("avec Reuters")).as_deref(),
            Some("Reuters")
        );
        assert_eq!(credited("Il a parlé.", Some("Jeanne Personne")), None);
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(text in any::<String>(), odd in "[（(©新华社据 电日AFPavec—)）/.\n]{0,30}") {
            let _ = credited(&text, Some(&odd));
            let _ = credited(&odd, Some(&text));
            let _ = credited(&format!("{odd}{text}"), None);
            let _ = credited(&format!("{text}{odd}"), None);
        }
    }
}
