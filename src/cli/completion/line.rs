//! Words of a command line, as a shell quotes them.

/// The quotation mark that stands open at the end of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quote {
    /// `'`
    Single,
    /// `"`
    Double,
}

/// A command line up to the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its words without their quotes; the last one is at the cursor, and may be empty.
    pub(crate) words: Vec<String>,
    /// The last word as it was typed.
    pub(crate) typed: String,
    /// What stands open at the cursor.
    pub(crate) open: Option<Quote>,
}

impl Line {
    /// Takes `text` apart.
    pub(crate) fn of(text: &str) -> Self {
        let mut words = Vec::new();
        let (mut word, mut typed, mut open) = (String::new(), String::new(), None);
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            if open.is_none() && c.is_whitespace() {
                if !typed.is_empty() {
                    words.push(std::mem::take(&mut word));
                    typed.clear();
                }
                continue;
            }
            typed.push(c);
            match (open, c) {
                (None, '\'') => open = Some(Quote::Single),
                (None, '"') => open = Some(Quote::Double),
                (Some(Quote::Single), '\'') | (Some(Quote::Double), '"') => open = None,
                (None | Some(Quote::Double), '\\') => {
                    if let Some(next) = chars.next() {
                        typed.push(next);
                        // Between double quotes, a backslash is one unless it protects something.
                        if open.is_some() && !"\\\"$`".contains(next) {
                            word.push('\\');
                        }
                        word.push(next);
                    }
                }
                (_, c) => word.push(c),
            }
        }
        words.push(word);
        Self { words, typed, open }
    }
}

/// `value` as bash reads it back, behind the quotation mark that stands open.
pub(crate) fn escaped(value: &str, open: Option<Quote>) -> String {
    let mut text = String::with_capacity(value.len());
    for c in value.chars() {
        match open {
            None if !(c.is_alphanumeric() || "-_./:@=+,%^".contains(c) || !c.is_ascii()) => {
                text.push('\\');
                text.push(c);
            }
            Some(Quote::Double) if "\\\"$`".contains(c) => {
                text.push('\\');
                text.push(c);
            }
            Some(Quote::Single) if c == '\'' => text.push_str("'\\''"),
            _ => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_is_taken_apart_as_a_shell_does() {
        let words = |text: &str| Line::of(text).words;
        assert_eq!(words("dixit show "), ["dixit", "show", ""]);
        assert_eq!(words("dixit  show s4"), ["dixit", "show", "s4"]);
        assert_eq!(
            words(r#"dixit --speaker "Claire Au"#),
            ["dixit", "--speaker", "Claire Au"]
        );
        assert_eq!(
            words(r"dixit --speaker Claire\ Au"),
            ["dixit", "--speaker", "Claire Au"]
        );
        assert_eq!(words("dixit 'it is' x"), ["dixit", "it is", "x"]);
        assert_eq!(words(r#"dixit "a\"b\c" """#), ["dixit", r#"a"b\c"#, ""]);
        assert_eq!(words(""), [""]);
        assert_eq!(words("\\"), [""]);
        assert_eq!(Line::of("dixit 李").words, ["dixit", "李"]);
    }

    #[test]
    fn open_quotation_mark_is_known() {
        let open = |text: &str| (Line::of(text).open, Line::of(text).typed);
        assert_eq!(open("a \"b c"), (Some(Quote::Double), "\"b c".to_owned()));
        assert_eq!(open("a 'b"), (Some(Quote::Single), "'b".to_owned()));
        assert_eq!(open("a 'b'"), (None, "'b'".to_owned()));
        assert_eq!(open("a b\\ c"), (None, "b\\ c".to_owned()));
    }

    #[test]
    fn value_is_read_back_as_it_is() {
        for value in [
            "Claire Aubert",
            "Anne d’Orsay",
            "O'Neill & Co (\"x\") $1 `y` \\z",
            "李强",
            "medtop:2000",
        ] {
            for (mark, open) in [
                ("", None),
                ("\"", Some(Quote::Double)),
                ("'", Some(Quote::Single)),
            ] {
                let line = format!("dixit {mark}{}", escaped(value, open));
                assert_eq!(Line::of(&line).words[1], value, "{line}");
            }
        }
    }
}
