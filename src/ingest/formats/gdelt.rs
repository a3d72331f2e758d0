//! Quotations as GDELT lists them: an object for each article, without its text, with the quotations that were found in
//! it and the words around each.

use serde_json::{Map, Value};

/// Marks that may stand around a quotation already.
const QUOTATION_MARKS: [char; 6] = ['"', '“', '”', '«', '»', '\u{201f}'];

/// The quotations in an object such as `{"url": …, "quotes": [{"pre": …, "quote": …, "post": …}]}`: a paragraph for
/// each, with the words before and after it. `None` if the object has none.
pub(crate) fn quotations_text(object: &Map<String, Value>) -> Option<String> {
    let quotes = object
        .get("quotes")
        .or_else(|| object.get("quotations"))?
        .as_array()?;
    let paragraphs: Vec<String> = quotes.iter().filter_map(paragraph).collect();
    (!paragraphs.is_empty()).then(|| paragraphs.join("\n\n"))
}

fn paragraph(quotation: &Value) -> Option<String> {
    let part = |key: &str| {
        let text = quotation.get(key).and_then(Value::as_str).unwrap_or_default();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let quote = part("quote");
    let quote = quote.trim_matches(|c: char| QUOTATION_MARKS.contains(&c) || c.is_whitespace());
    if quote.is_empty() {
        return None;
    }
    let (before, after) = (part("pre"), part("post"));
    let before = before.trim_end_matches(|c: char| QUOTATION_MARKS.contains(&c) || c.is_whitespace());
    let after = after.trim_start_matches(|c: char| QUOTATION_MARKS.contains(&c) || c.is_whitespace());
    let quoted = format!("“{quote}”");
    let parts = [before, &quoted, after];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let gap = if after.starts_with([',', '.', ';', ':', '!', '?']) {
        ""
    } else {
        " "
    };
    Some(match parts.as_slice() {
        [head @ .., last] if !after.is_empty() => format!("{}{gap}{last}", head.join(" ")),
        all => all.join(" "),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(json: &str) -> Option<String> {
        quotations_text(serde_json::from_str::<Value>(json).unwrap().as_object().unwrap())
    }

    #[test]
    fn each_quotation_is_a_paragraph_with_the_words_around_it() {
        let text = read(
            r#"{"date": "20251128T101500Z", "url": "https://news.example/1", "title": "A law", "lang": "ENGLISH",
            "quotes": [{"pre": "Ana Lund, the mayor, said", "quote": "We promise a law.", "post": "She left on Monday."},
                       {"pre": "", "quote": " \"It will come\" ", "post": ", said Omar Sall"}, {"quote": ""}, 1]}"#,
        );
        insta::assert_snapshot!(text.unwrap(), @"
        Ana Lund, the mayor, said “We promise a law.” She left on Monday.

        “It will come”, said Omar Sall
        ");
    }

    #[test]
    fn object_without_quotations_has_no_text() {
        for json in [
            r#"{"text": "x"}"#,
            r#"{"quotes": []}"#,
            r#"{"quotes": "x"}"#,
            r#"{"quotes": [{"pre": "x"}]}"#,
        ] {
            assert_eq!(read(json), None, "{json}");
        }
    }

    proptest! {
        #[test]
        fn odd_quotations_never_panic(pre in any::<String>(), quote in any::<String>(), post in any::<String>()) {
            let object = serde_json::json!({"quotes": [{"pre": pre, "quote": quote, "post": post}, null, [1]]});
            let _ = quotations_text(object.as_object().unwrap());
        }
    }
}
