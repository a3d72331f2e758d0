use super::fields::Fields;
use super::{IngestError, Place};
use serde_json::{Map, Value};

/// How front matter is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// YAML between lines of `---`.
    Yaml,
    /// TOML between lines of `+++`.
    Toml,
}

/// What is wrong with front matter.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Broken {
    /// The line of the file, from 1.
    line: u64,
    problem: String,
}

impl Broken {
    /// This as the error of `place`.
    pub(super) fn at(self, place: &Place) -> IngestError {
        IngestError::FrontMatter {
            place: place.at(self.line),
            problem: self.problem,
        }
    }
}

/// Whether `text` begins with front matter, broken or not: its mark, and then a key or the closing mark. A rule
/// of dashes above a text is none.
pub(super) fn begins(text: &str) -> bool {
    style(text).is_some()
}

fn style(text: &str) -> Option<Style> {
    let mut lines = text.lines();
    let style = match lines.next()?.trim_end() {
        "---" => Style::Yaml,
        "+++" => Style::Toml,
        _ => return None,
    };
    let first = lines
        .map(str::trim)
        .find(|line| !line.is_empty() && !line.starts_with('#'))?;
    let (separator, key) = match style {
        Style::Yaml => (':', first.split_once(':')),
        Style::Toml => ('=', first.split_once('=')),
    };
    let is_key = key.is_some_and(|(key, value)| {
        let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '"' | '\'' | ':');
        key.trim_end().chars().all(word)
            && (separator == '=' || value.is_empty() || value.starts_with([' ', '\t']))
    });
    (is_key || closes(style, first) || (style == Style::Toml && first.starts_with('['))).then_some(style)
}

fn closes(style: Style, line: &str) -> bool {
    match style {
        Style::Yaml => matches!(line.trim_end(), "---" | "..."),
        Style::Toml => line.trim_end() == "+++",
    }
}

/// The front matter of `text`, and the text behind it. Without front matter there are no fields and it is all
/// text.
pub(super) fn split(text: &str) -> Result<(Fields, &str), Broken> {
    let Some(style) = style(text) else {
        return Ok((Fields::default(), text));
    };
    let mut start = 0;
    let mut at = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let end = at + line.len();
        if index == 0 {
            start = end;
        } else if closes(style, line) {
            let fields = match style {
                Style::Yaml => yaml(&text[start..at]),
                Style::Toml => toml(&text[start..at]),
            };
            return Ok((fields?, &text[end..]));
        }
        at = end;
    }
    Err(Broken {
        line: 1,
        problem: match style {
            Style::Yaml => "it is opened with --- and never closed".to_owned(),
            Style::Toml => "it is opened with +++ and never closed".to_owned(),
        },
    })
}

fn yaml(text: &str) -> Result<Fields, Broken> {
    serde_saphyr::from_str::<Option<Map<String, Value>>>(text)
        .map(|map| map.unwrap_or_default().into())
        .map_err(|error| {
            let line = error.location().map_or(1, |location| location.line());
            Broken {
                line: line + 1,
                problem: yaml_problem(&error.without_snippet().to_string()),
            }
        })
}

/// What the parser says, without its own place and advice, which are not about the file.
fn yaml_problem(message: &str) -> String {
    let message = message.split('\n').next().unwrap_or_default();
    let message = message.split(" at line ").next().unwrap_or_default();
    let message = message.split(", set ").next().unwrap_or_default();
    if message.starts_with("mapping values are not allowed") {
        return "a value with a colon and a blank in it needs quotation marks".to_owned();
    }
    message.to_owned()
}

fn toml(text: &str) -> Result<Fields, Broken> {
    match text.parse::<toml::Table>() {
        Ok(table) => Ok(table
            .into_iter()
            .map(|(key, value)| (key, json(value)))
            .collect::<Map<_, _>>()
            .into()),
        Err(error) => {
            let start = error.span().map_or(0, |span| span.start).min(text.len());
            let line = text.get(..start).unwrap_or_default().matches('\n').count() as u64;
            Err(Broken {
                // The opening mark is line 1, and lines count from 1.
                line: line + 2,
                problem: error.message().replace('\n', ", "),
            })
        }
    }
}

fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(truth) => truth.into(),
        toml::Value::Datetime(time) => Value::String(time.to_string()),
        toml::Value::Array(values) => values.into_iter().map(json).collect(),
        toml::Value::Table(table) => Value::Object(table.into_iter().map(|(k, v)| (k, json(v))).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Overrides;
    use proptest::prelude::*;

    fn check(text: &str) -> String {
        match split(text) {
            Ok((fields, body)) => {
                let mut notes = Vec::new();
                let overrides = Overrides::default();
                let source = fields.source(&overrides, &mut notes);
                let published = fields.published(&overrides, &mut notes);
                let published = published
                    .map(|written| written.day.to_string())
                    .unwrap_or_default();
                let title = source.title.unwrap_or_default();
                format!("{title} | {published} | {body:?} {notes:?}")
            }
            Err(broken) => format!("line {}: {}", broken.line, broken.problem),
        }
    }

    #[test]
    fn yaml_is_read() {
        insta::assert_snapshot!(
            check("---\ntitle: \"Un titre : long\"\ndate: 2025-07-26 # hier\ntags: [a, b]\nextra:\n  deep: 1\n---\nTexte.\n"),
            @r#"Un titre : long | 2025-07-26 | "Texte.\n" []"#
        );
        insta::assert_snapshot!(check("---\r\ntitle: Titre\r\n---\r\nTexte.\r\n"), @r#"Titre |  | "Texte.\r\n" []"#);
        insta::assert_snapshot!(check("---\npublished: 20250726\n...\nTexte."), @r#" | 2025-07-26 | "Texte." []"#);
        insta::assert_snapshot!(check("---\n# rien\n---\nTexte."), @r#" |  | "Texte." []"#);
        insta::assert_snapshot!(check("---\n---\nTexte."), @r#" |  | "Texte." []"#);
        insta::assert_snapshot!(check("---\ntitle: 2025\ndate: 2025-07-26T08:00:00+02:00\n---\n"), @r#"2025 | 2025-07-26 | "" []"#);
        insta::assert_snapshot!(check("---\ntitle: >\n  Sur deux\n  lignes\n---\nx"), @r#"Sur deux lignes |  | "x" []"#);
    }

    #[test]
    fn toml_is_read() {
        insta::assert_snapshot!(
            check("+++\ntitle = \"Titre\"\ndate = 2025-07-26T08:00:00Z\n[extra]\ndeep = 1\n+++\nTexte."),
            @r#"Titre | 2025-07-26 | "Texte." []"#
        );
        insta::assert_snapshot!(check("+++\npublished = 2025-07-26\n+++\nTexte."), @r#" | 2025-07-26 | "Texte." []"#);
    }

    #[test]
    fn what_is_broken_is_told_with_its_line() {
        insta::assert_snapshot!(check("---\ntitle: a\nTexte sans fin.\n"), @"line 1: it is opened with --- and never closed");
        insta::assert_snapshot!(check("---\ntitle: a\nauthor: [b, c\n---\nTexte."), @"line 3: unclosed bracket '['");
        insta::assert_snapshot!(check("---\ntitle: a: b\n---\nTexte."), @"line 2: a value with a colon and a blank in it needs quotation marks");
        insta::assert_snapshot!(check("---\ntitle: a\ntitle: b\n---\nTexte."), @"line 3: duplicate mapping key: title");
        insta::assert_snapshot!(check("+++\ntitle = \"a\"\ndate = hier\n+++\nTexte."), @"line 3: string values must be quoted, expected literal string");
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        for text in [
            "---\n\nUn texte.\n\n---\nFin.",
            "--- \nBruxelles, mardi.",
            "----\ntitle: a\n----\n",
            "---",
            "+++\nUn texte",
            "",
        ] {
            assert_eq!(split(text), Ok((Fields::default(), text)));
        }
    }

    proptest! {
        #[test]
        fn nothing_is_too_odd(mark in "---|\\+\\+\\+", inside in any::<String>(), body in any::<String>()) {
            let _ = split(&format!("{mark}\na: {inside}\n{mark}\n{body}"));
            let _ = split(&format!("{mark}\na = {inside}\n{mark}\n{body}"));
        }
    }
}
