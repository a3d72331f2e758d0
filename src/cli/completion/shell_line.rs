//! Splits a command line into words, and quotes words, as a shell does.

/// A quotation mark that is open at the end of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OpenQuote {
    /// `'`
    Single,
    /// `"`
    Double,
}

/// A command line up to the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ShellLine {
    /// Its words without quotes; the last is at the cursor and may be empty.
    pub(crate) words: Vec<String>,
    /// The last word as typed, with quotes.
    pub(crate) typed: String,
    /// The quotation mark that is open at the cursor.
    pub(crate) open: Option<OpenQuote>,
}

impl ShellLine {
    /// Splits `text` into words.
    pub(crate) fn parse(text: &str) -> Self {
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
                (None, '\'') => open = Some(OpenQuote::Single),
                (None, '"') => open = Some(OpenQuote::Double),
                (Some(OpenQuote::Single), '\'') | (Some(OpenQuote::Double), '"') => open = None,
                (None | Some(OpenQuote::Double), '\\') => {
                    if let Some(next) = chars.next() {
                        typed.push(next);
                        // Inside double quotes, a backslash is literal unless it escapes one of these characters.
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

/// Escapes `value` for bash, after the quotation mark that is open.
pub(crate) fn escape_for_bash(value: &str, open: Option<OpenQuote>) -> String {
    let mut text = String::with_capacity(value.len());
    for c in value.chars() {
        match open {
            None if !(c.is_alphanumeric() || "-_./:@=+,%^".contains(c) || !c.is_ascii()) => {
                text.push('\\');
                text.push(c);
            }
            Some(OpenQuote::Double) if "\\\"$`".contains(c) => {
                text.push('\\');
                text.push(c);
            }
            Some(OpenQuote::Single) if c == '\'' => text.push_str("'\\''"),
            _ => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_is_split_as_by_a_shell() {
        let words = |text: &str| ShellLine::parse(text).words;
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
        assert_eq!(ShellLine::parse("dixit 李").words, ["dixit", "李"]);
    }

    #[test]
    fn open_quotation_mark_is_found() {
        let open = |text: &str| (ShellLine::parse(text).open, ShellLine::parse(text).typed);
        assert_eq!(open("a \"b c"), (Some(OpenQuote::Double), "\"b c".to_owned()));
        assert_eq!(open("a 'b"), (Some(OpenQuote::Single), "'b".to_owned()));
        assert_eq!(open("a 'b'"), (None, "'b'".to_owned()));
        assert_eq!(open("a b\\ c"), (None, "b\\ c".to_owned()));
    }

    #[test]
    fn escaped_value_parses_back() {
        for value in [
            "Claire Aubert",
            "Anne d’Orsay",
            "O'Neill & Co (\"x\") $1 `y` \\z",
            "李强",
            "medtop:2000",
        ] {
            for (mark, open) in [
                ("", None),
                ("\"", Some(OpenQuote::Double)),
                ("'", Some(OpenQuote::Single)),
            ] {
                let line = format!("dixit {mark}{}", escape_for_bash(value, open));
                assert_eq!(ShellLine::parse(&line).words[1], value, "{line}");
            }
        }
    }
}
