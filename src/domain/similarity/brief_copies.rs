//! Copies of briefs: texts of two or three sentences, too short for [`copy_share`](super::copy_share).

use super::copies::{ARTICLE_GRAMS_MIN, article_grams, count_shared, count_to_f64};
use crate::domain::{fold, is_han};
use std::collections::BTreeSet;

/// Minimum number of grams of a brief: ten words or twelve Han characters. Shorter texts are headlines.
const BRIEF_GRAMS_LEAST: usize = 8;
/// Minimum share of the grams of two copies that both have. Replacing one word in twenty leaves 0.7; two briefs on
/// one subject share a phrase or two.
const BRIEF_SHARED: f64 = 0.6;
/// Han numerals; two in a row are a figure.
const HAN_NUMERALS: &str = "〇零一二三四五六七八九十百千万亿两萬億兩";

/// The share of grams that two short texts have in common, 0.6 to 1.0, if one is a copy of the other; `None`
/// otherwise.
///
/// Two briefs written from one template are not copies: each has a name or a figure that the other lacks.
///
/// ```
/// use dixit::domain::similarity::brief_copy_share;
/// let brief = "The port of Lund stays open. The council voted on Monday. Ana Lund thanked it.";
/// assert_eq!(brief_copy_share(brief, brief), Some(1.0));
/// assert_eq!(brief_copy_share(brief, &brief.replace("Monday", "Friday")), None);
/// ```
pub fn brief_copy_share(a: &str, b: &str) -> Option<f64> {
    brief_copy_share_of((a, &article_grams(a)), (b, &article_grams(b)))
}

/// Like [`brief_copy_share`], for two texts whose [`article_grams`] are known.
pub fn brief_copy_share_of((a, grams_a): (&str, &[i64]), (b, grams_b): (&str, &[i64])) -> Option<f64> {
    if !may_be_brief_copies(grams_a.len(), grams_b.len()) {
        return None;
    }
    let both = count_shared(grams_a, grams_b);
    let share = count_to_f64(both) / count_to_f64(grams_a.len() + grams_b.len() - both);
    if share < BRIEF_SHARED {
        return None;
    }
    let (names_a, names_b) = (names_and_figures(a), names_and_figures(b));
    let differ =
        names_a.difference(&names_b).next().is_some() && names_b.difference(&names_a).next().is_some();
    (!differ).then_some(share)
}

/// Whether two texts with these numbers of grams are both briefs, so that [`brief_copy_share`] compares them.
pub fn may_be_brief_copies(grams_a: usize, grams_b: usize) -> bool {
    // A shorter brief inside a longer article is a few sentences that anybody may have written.
    (BRIEF_GRAMS_LEAST..ARTICLE_GRAMS_MIN).contains(&grams_a.min(grams_b))
        && grams_a.max(grams_b) < 2 * ARTICLE_GRAMS_MIN
}

/// The names and figures of a text: capitalised words that do not open a sentence, and numbers.
fn names_and_figures(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut opens = true;
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, '\'' | '’' | '-')) {
        let inside = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is_figure = inside.contains(|c: char| c.is_ascii_digit());
        if is_figure || !opens && inside.starts_with(char::is_uppercase) {
            found.insert(fold(inside));
        }
        opens = if inside.is_empty() {
            opens || word.contains(['«', '“', '"'])
        } else {
            word.ends_with(['.', '!', '?', ':', '»', '…'])
        };
        found.extend(han_figures(word));
    }
    found
}

fn han_figures(word: &str) -> impl Iterator<Item = String> {
    let has_han = word.contains(is_han);
    let runs = word.split(move |c: char| !has_han || !HAN_NUMERALS.contains(c) && !c.is_ascii_digit());
    runs.filter(|run| run.chars().nth(1).is_some() || run.contains(|c: char| c.is_ascii_digit()))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BRIEF: &str = "La digue de Port-Neuf tiendra, a dit Ana Lund. Le conseil a voté les travaux. Ils commencent en mai.";

    #[test]
    fn lightly_edited_brief_is_a_copy() {
        for copy in [
            BRIEF.to_owned(),
            BRIEF.to_uppercase().to_lowercase(),
            BRIEF.replace("Ils commencent", "Ils débutent"),
            format!("{BRIEF} (Avec agence)"),
            BRIEF.replace(" a voté les travaux", " a voté hier les travaux"),
        ] {
            assert!(brief_copy_share(BRIEF, &copy).is_some(), "{copy}");
        }
        let brief = "外交部发言人表示，双方将继续保持沟通，推动治理合作。";
        assert!(brief_copy_share(brief, &brief.replace("合作。", "合作进展。")).is_some());
    }

    #[test]
    fn other_brief_on_the_subject_is_not_a_copy() {
        for other in [
            "La digue de Port-Neuf ne tiendra pas, a dit Omar Sall. Les travaux sont en retard. Le conseil se réunit lundi.",
            "La digue de Sainte-Rive tiendra, a dit Ana Berg. Le conseil a voté les travaux. Ils commencent en mai.",
            "Le conseil de Port-Neuf a voté les travaux de la digue, qui commencent en mai selon Ana Lund.",
        ] {
            assert_eq!(brief_copy_share(BRIEF, other), None, "{other}");
        }
        let index = "L'indice a gagné 0,4 % à 7 812 points. Les banques ont soutenu la cote. Le volume reste faible en séance.";
        assert_eq!(brief_copy_share(index, &index.replace("7 812", "7 790")), None);
        let zh = "该市去年新建学校十二所，今年计划再建二十所，教师人数同步增加。";
        assert_eq!(brief_copy_share(zh, &zh.replace("十二", "十五")), None);
    }

    #[test]
    fn headline_is_not_a_brief() {
        assert_eq!(brief_copy_share("La digue tiendra", "La digue tiendra"), None);
        assert_eq!(brief_copy_share("", ""), None);
    }
}
