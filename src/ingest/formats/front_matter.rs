use crate::ingest::error::IngestError;
use crate::ingest::input_location::InputLocation;
use crate::ingest::metadata::article_fields::ArticleFields;
use serde_json::{Map, Value};

/// The syntax of front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// YAML between lines of `---`.
    Yaml,
    /// TOML between lines of `+++`.
    Toml,
}

/// A problem in front matter, without the file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct FrontMatterError {
    /// The line of the file, from 1.
    line: u64,
    problem: String,
}

impl FrontMatterError {
    /// This problem in the file at `location`.
    pub(crate) fn into_ingest_error(self, location: &InputLocation) -> IngestError {
        IngestError::InvalidFrontMatter {
            location: location.with_line(self.line),
            problem: self.problem,
        }
    }
}

/// Whether `text` begins with front matter, well-formed or not: an opening mark, followed by a key or the closing mark.
/// A rule of dashes above a text is not front matter.
pub(crate) fn has_front_matter(text: &str) -> bool {
    detect_style(text).is_some()
}

fn detect_style(text: &str) -> Option<Style> {
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
    (is_key || is_closing_line(style, first) || (style == Style::Toml && first.starts_with('[')))
        .then_some(style)
}

fn is_closing_line(style: Style, line: &str) -> bool {
    match style {
        Style::Yaml => matches!(line.trim_end(), "---" | "..."),
        Style::Toml => line.trim_end() == "+++",
    }
}

/// The fields in the front matter of `text`, and the text after it. Without front matter there are no fields, and all
/// of `text` is text.
pub(crate) fn split_front_matter(text: &str) -> Result<(ArticleFields, &str), FrontMatterError> {
    let Some(style) = detect_style(text) else {
        return Ok((ArticleFields::default(), text));
    };
    let mut start = 0;
    let mut at = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let end = at + line.len();
        if index == 0 {
            start = end;
        } else if is_closing_line(style, line) {
            let fields = match style {
                Style::Yaml => parse_yaml(&text[start..at]),
                Style::Toml => parse_toml(&text[start..at]),
            };
            return Ok((fields?, &text[end..]));
        }
        at = end;
    }
    Err(FrontMatterError {
        line: 1,
        problem: match style {
            Style::Yaml => "opened with --- and never closed".to_owned(),
            Style::Toml => "opened with +++ and never closed".to_owned(),
        },
    })
}

fn parse_yaml(text: &str) -> Result<ArticleFields, FrontMatterError> {
    serde_saphyr::from_str::<Option<Map<String, Value>>>(text)
        .map(|map| map.unwrap_or_default().into())
        .map_err(|error| {
            let line = error.location().map_or(1, |location| location.line());
            FrontMatterError {
                line: line + 1,
                problem: yaml_message(&error.without_snippet().to_string()),
            }
        })
}

/// The parser's message, without its location, which is relative to the front matter, and its advice, which is for
/// programmers.
fn yaml_message(message: &str) -> String {
    let message = message.split('\n').next().unwrap_or_default();
    let message = message.split(" at line ").next().unwrap_or_default();
    let message = message.split(", set ").next().unwrap_or_default();
    if message.starts_with("mapping values are not allowed") {
        return "a value with a colon and a blank in it needs quotation marks".to_owned();
    }
    message.to_owned()
}

fn parse_toml(text: &str) -> Result<ArticleFields, FrontMatterError> {
    match text.parse::<toml::Table>() {
        Ok(table) => Ok(table
            .into_iter()
            .map(|(key, value)| (key, toml_to_json(value)))
            .collect::<Map<_, _>>()
            .into()),
        Err(error) => {
            let start = error.span().map_or(0, |span| span.start).min(text.len());
            let line = text.get(..start).unwrap_or_default().matches('\n').count() as u64;
            Err(FrontMatterError {
                // The opening mark is line 1, and lines count from 1.
                line: line + 2,
                problem: error.message().replace('\n', ", "),
            })
        }
    }
}

fn toml_to_json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(truth) => truth.into(),
        toml::Value::Datetime(time) => Value::String(time.to_string()),
        toml::Value::Array(values) => values.into_iter().map(toml_to_json).collect(),
        toml::Value::Table(table) => {
            Value::Object(table.into_iter().map(|(k, v)| (k, toml_to_json(v))).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::MetadataOverrides;
    use proptest::prelude::*;

    fn check(text: &str) -> String {
        match split_front_matter(text) {
            Ok((fields, body)) => {
                let mut notes = Vec::new();
                let overrides = MetadataOverrides::default();
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
    fn yaml_fields_are_read() {
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
    fn toml_fields_are_read() {
        insta::assert_snapshot!(
            check("+++\ntitle = \"Titre\"\ndate = 2025-07-26T08:00:00Z\n[extra]\ndeep = 1\n+++\nTexte."),
            @r#"Titre | 2025-07-26 | "Texte." []"#
        );
        insta::assert_snapshot!(check("+++\npublished = 2025-07-26\n+++\nTexte."), @r#" | 2025-07-26 | "Texte." []"#);
    }

    #[test]
    fn broken_front_matter_is_an_error_with_its_line() {
        insta::assert_snapshot!(check("---\ntitle: a\nTexte sans fin.\n"), @"line 1: opened with --- and never closed");
        insta::assert_snapshot!(check("---\ntitle: a\nauthor: [b, c\n---\nTexte."), @"line 3: unclosed bracket '['");
        insta::assert_snapshot!(check("---\ntitle: a: b\n---\nTexte."), @"line 2: a value with a colon and a blank in it needs quotation marks");
        insta::assert_snapshot!(check("---\ntitle: a\ntitle: b\n---\nTexte."), @"line 3: duplicate mapping key: title");
        insta::assert_snapshot!(check("+++\ntitle = \"a\"\ndate = hier\n+++\nTexte."), @"line 3: string values must be quoted, expected literal string");
    }

    #[test]
    fn rule_of_dashes_is_not_front_matter() {
        for text in [
            "---\n\nUn texte.\n\n---\nFin.",
            "--- \nBruxelles, mardi.",
            "----\ntitle: a\n----\n",
            "---",
            "+++\nUn texte",
            "",
        ] {
            assert_eq!(split_front_matter(text), Ok((ArticleFields::default(), text)));
        }
    }

    proptest! {
        #[test]
        fn splitting_never_panics(mark in "---|\\+\\+\\+", inside in any::<String>(), body in any::<String>()) {
            let _ = split_front_matter(&format!("{mark}\na: {inside}\n{mark}\n{body}"));
            let _ = split_front_matter(&format!("{mark}\na = {inside}\n{mark}\n{body}"));
        }
    }
}
