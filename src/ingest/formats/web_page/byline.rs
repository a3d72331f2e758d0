//! The names of authors in a byline.

use super::page_signs::PAGE_SIGNS;

/// Maximum length of a byline, in characters. A longer text is a sentence about the author.
const BYLINE_CHARACTERS_MAX: usize = 120;

/// The names in `given`, as one text; `None` if it is no byline.
pub(super) fn clean_byline(given: &str) -> Option<String> {
    let mut names = given.split_whitespace().collect::<Vec<_>>().join(" ");
    while let Some(rest) = without_label(&names) {
        names = rest;
    }
    // "Ana Lund, 26 July 2025", "Ana Lund | Le Quotidien".
    let end = names.find(['|', '•', '·', '\u{2022}']).unwrap_or(names.len());
    names.truncate(end);
    let parts: Vec<&str> = names
        .split(',')
        .map(str::trim)
        .take_while(|part| !part.chars().any(|c| c.is_ascii_digit()))
        .filter(|part| !part.is_empty())
        .collect();
    let names = parts
        .join(", ")
        .trim_matches(|c: char| "-–—:;,/ （）()".contains(c))
        .to_owned();
    let is_name = !names.is_empty()
        && names.chars().count() <= BYLINE_CHARACTERS_MAX
        && names.chars().any(char::is_alphabetic)
        && !names.contains("://")
        && !names.starts_with(['@', '{', '<', '#'])
        && !["null", "undefined", "none", "admin", "administrator", "author"]
            .contains(&names.to_lowercase().as_str());
    is_name.then_some(names)
}

/// `names` without a label before them: "By ", "Par ", "作者：".
fn without_label(names: &str) -> Option<String> {
    let lower = names.to_lowercase();
    // Lower case may have another length; then positions differ, and nothing is removed.
    let is_same_length = lower.len() == names.len();
    let labels = PAGE_SIGNS.labels.author.iter().filter(|_| is_same_length);
    let found = labels.filter_map(|label| {
        let rest = lower.strip_prefix(label.as_str())?;
        let is_word = label.is_ascii();
        let ends = if is_word {
            rest.starts_with([' ', ':'])
        } else {
            rest.starts_with([':', '：', ' ', '丨', '/'])
        };
        (ends || rest.starts_with('：')).then_some(names.len() - rest.len())
    });
    let length = found.max()?;
    Some(
        names[length..]
            .trim_start_matches(|c: char| ":：丨/ ".contains(c))
            .to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_from_a_byline() {
        let check =
            |given: &str, names: Option<&str>| assert_eq!(clean_byline(given).as_deref(), names, "{given}");
        check("By Ana Lund", Some("Ana Lund"));
        check("Par  Ana Lund\n et Bo Lind", Some("Ana Lund et Bo Lind"));
        check("Byron Smith", Some("Byron Smith"));
        check("Ana Lund, 26 July 2025", Some("Ana Lund"));
        check("作者：李四", Some("李四"));
        check("文静", Some("文静"));
        check("https://x.example/ana", None);
        check("@ana", None);
        check("admin", None);
        check("", None);
        check(&"Un auteur qui ".repeat(20), None);
    }
}
