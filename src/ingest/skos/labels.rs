//! Labels of concepts that do not occur in texts as written.

/// A label without the qualifier in brackets at its end: `red teaming (security)` → `red teaming`.
pub(crate) fn without_qualifier(label: &str) -> Option<&str> {
    let (open, close) = match label.chars().next_back()? {
        ')' => ('(', ')'),
        ']' => ('[', ']'),
        '）' => ('（', '）'),
        _ => return None,
    };
    let (before, qualifier) = label.strip_suffix(close)?.rsplit_once(open)?;
    let before = before.trim_end();
    let has_qualifier = !before.is_empty() && !qualifier.trim().is_empty() && !qualifier.contains(close);
    (has_qualifier && !is_unmatchable_label(before)).then_some(before)
}

/// Whether a label has characters of catalogues, such as brackets or `;`, so that texts hardly ever contain it.
pub fn is_unmatchable_label(label: &str) -> bool {
    label.contains(['(', ')', '[', ']', '{', '}', '（', '）', '|', ';', '<', '>'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn qualifier_in_closing_brackets_is_removed() {
        let check = |label, expect: Option<&str>| assert_eq!(without_qualifier(label), expect, "{label}");
        check("red teaming (security)", Some("red teaming"));
        check("essai [sécurité]", Some("essai"));
        check("红队（安全）", Some("红队"));
        check("red teaming", None);
        check("(security)", None);
        check("label (s) of a thing", None);
        check("a (b) c (d)", None);
        check("a ()", None);
    }
}
