use super::json::escape_controls;
use crate::domain::is_display_control;
use serde::Serialize;
use serde_json::Value;
use std::fmt::Write as _;

/// The start of the first line of every snapshot file; the name of what it shows follows. A file that begins otherwise
/// was not written by dixit.
pub const SNAPSHOT_HEADER: &str = "# dixit snapshot of the ";

/// Fields with times of recording. They differ whenever the same articles are ingested again, and a snapshot is about
/// what the articles say.
const RECORDING_TIMES: [&str; 2] = ["recorded_at", "revised_at"];

/// Formats an item of an answer as lines of text that differ only if the item differs: its id first and then one line
/// per value. Null and empty values are omitted, and so are the times of recording.
///
/// ```
/// #[derive(serde::Serialize)]
/// struct Topic { id: u8, label: &'static str, terms: Vec<&'static str>, broader: Option<u8> }
/// let topic = Topic { id: 7, label: "health", terms: vec!["hospital", "vaccine"], broader: None };
/// assert_eq!(
///     dixit::export::format_snapshot_item(&topic)?,
///     "7\n  label: health\n  terms:\n    - hospital\n    - vaccine\n",
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn format_snapshot_item(item: &impl Serialize) -> Result<String, serde_json::Error> {
    let item = serde_json::to_value(item)?;
    let mut out = String::new();
    let _ = writeln!(out, "{}", format_line(item.get("id").unwrap_or(&Value::Null)));
    if let Value::Object(fields) = &item {
        for (key, value) in fields.iter().filter(|(key, _)| *key != "id") {
            write_field(&mut out, key, value);
        }
    }
    Ok(out)
}

/// Writes the lines of one value. The values of an object are written under `key.inner_key`.
fn write_field(out: &mut String, key: &str, value: &Value) {
    match value {
        _ if RECORDING_TIMES.contains(&key) => {}
        Value::Null => {}
        Value::Array(items) if items.is_empty() => {}
        Value::Array(items) => {
            let _ = writeln!(out, "  {key}:");
            for item in items {
                let _ = writeln!(out, "    - {}", format_line(item));
            }
        }
        Value::Object(fields) => {
            for (inner, value) in fields {
                write_field(out, &format!("{key}.{inner}"), value);
            }
        }
        value => {
            let _ = writeln!(out, "  {key}: {}", format_line(value));
        }
    }
}

/// A value on one line: text unchanged, or as JSON if it has display controls (as line breaks) or looks like JSON.
fn format_line(value: &Value) -> String {
    match value {
        Value::String(text) if !text.contains(is_display_control) && !text.starts_with('"') => text.clone(),
        value => escape_controls(value.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn times_of_recording_and_empty_values_are_left_out() {
        let items = [
            json!({ "id": "a1", "title": "Two\nlines", "recorded_at": "2026-01-01T00:00:00Z", "topics": [] }),
            json!({ "id": "a2", "speaker": { "id": "p1", "name": "Ana Ruiz" }, "url": null, "count": 3 }),
        ];
        let formatted = items.map(|item| format_snapshot_item(&item).unwrap());
        insta::assert_snapshot!(formatted.join("\n"), @r#"
        a1
          title: "Two\nlines"

        a2
          speaker.id: p1
          speaker.name: Ana Ruiz
          count: 3
        "#);
    }
}
