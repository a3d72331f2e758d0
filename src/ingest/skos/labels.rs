//! Labels of concepts that no text has as they are written.

/// What stands before a qualifier in brackets at the end of a label: `red teaming` of `red teaming (security)`.
pub(crate) fn without_qualifier(label: &str) -> Option<&str> {
    let (open, close) = match label.chars().next_back()? {
        ')' => ('(', ')'),
        ']' => ('[', ']'),
        '）' => ('（', '）'),
        _ => return None,
    };
    let (before, qualifier) = label.strip_suffix(close)?.rsplit_once(open)?;
    let before = before.trim_end();
    let is_one = !before.is_empty() && !qualifier.trim().is_empty() && !qualifier.contains(close);
    (is_one && !is_unmatchable_label(before)).then_some(before)
}

/// Whether a label has marks that belong to a catalogue and not to a text, so that it is hardly ever found.
pub fn is_unmatchable_label(label: &str) -> bool {
    label.contains(['(', ')', '[', ']', '{', '}', '（', '）', '|', ';', '<', '>'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_qualifier_stands_in_brackets_at_the_end() {
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
