//! Checks the contexts of JSON-LD before the parser reads them: it defines a term by defining those that the term
//! refers to, one call in another, and copies all terms for each context.

use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::fmt;

/// Maximum number of terms of which each refers to the next.
const CHAIN_MAX: usize = 20;
/// Maximum number of contexts multiplied by the number of terms in all of them.
const COPIES_MAX: usize = 10_000_000;

/// Checks the contexts of a JSON document. The error has the line, from 1, and the problem.
pub(crate) fn check_contexts(text: &[u8]) -> Result<(), (u64, String)> {
    let mut contexts = ContextCount::default();
    let mut parser = serde_json::Deserializer::from_slice(text);
    let checked = ContextFinder(&mut contexts).deserialize(&mut parser);
    checked.and_then(|()| parser.end()).map_err(|error| {
        let message = error.to_string();
        let problem = message.split(" at line ").next().unwrap_or_default();
        (error.line() as u64, problem.to_owned())
    })
}

/// What was found of contexts so far.
#[derive(Default)]
struct ContextCount {
    contexts: usize,
    terms: usize,
}

impl ContextCount {
    /// Adds a context, and those in the definitions of its terms.
    fn add(&mut self, context: &Value) -> Result<(), String> {
        match context {
            Value::Array(parts) => parts.iter().try_for_each(|part| self.add(part)),
            Value::Object(terms) => {
                self.contexts += 1;
                self.terms += terms.len();
                if self.contexts.saturating_mul(self.terms) > COPIES_MAX {
                    return Err("too many contexts with too many terms".to_owned());
                }
                let mut lengths = HashMap::new();
                for term in terms.keys() {
                    chain_length(terms, term, 1, &mut lengths)?;
                }
                terms
                    .values()
                    .filter_map(|definition| definition.get("@context"))
                    .try_for_each(|inner| self.add(inner))
            }
            _ => Ok(()),
        }
    }
}

/// Number of terms from `term` on of which each refers to the next. `before` counts those up to `term`.
fn chain_length<'a>(
    terms: &'a Map<String, Value>,
    term: &'a str,
    before: usize,
    lengths: &mut HashMap<&'a str, usize>,
) -> Result<usize, String> {
    let known = lengths.get(term).copied();
    if before + known.unwrap_or(1) > CHAIN_MAX + 1 {
        return Err(format!(
            "a chain of more than {CHAIN_MAX} terms, each defined by the next"
        ));
    }
    if let Some(known) = known {
        return Ok(known);
    }
    let definition = terms.get(term);
    let parts = ["@id", "@type", "@reverse"].map(|part| definition.and_then(|d| d.get(part)?.as_str()));
    let named = definition
        .and_then(Value::as_str)
        .into_iter()
        .chain(parts.into_iter().flatten());
    let mut longest = 0;
    for name in named.chain([term]) {
        let prefix = name.split_once(':').map_or(name, |(prefix, _)| prefix);
        for next in [name, prefix] {
            if let Some((next, _)) = terms.get_key_value(next).filter(|(next, _)| *next != term) {
                longest = longest.max(chain_length(terms, next, before + 1, lengths)?);
            }
        }
    }
    lengths.insert(term, longest + 1);
    Ok(longest + 1)
}

/// Reads a JSON value and checks the contexts in it.
struct ContextFinder<'c>(&'c mut ContextCount);

impl<'de> DeserializeSeed<'de> for ContextFinder<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ContextFinder<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(ContextFinder(self.0))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        while let Some(key) = entries.next_key::<String>()? {
            match key.as_str() {
                "@context" => self.0.add(&entries.next_value()?).map_err(Error::custom)?,
                "@value" => drop(entries.next_value::<IgnoredAny>()?),
                _ => entries.next_value_seed(ContextFinder(self.0))?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A context in which each term refers to the next.
    fn chain(length: usize, definition: impl Fn(usize) -> String) -> String {
        let terms: Vec<String> = (1..length)
            .map(|n| format!("\"t{n}\":{}", definition(n + 1)))
            .collect();
        format!(
            "{{\"@graph\":[{{\"@context\":{{{},\"t{length}\":\"http://e/\"}}}}]}}",
            terms.join(",")
        )
    }

    #[test]
    fn long_chains_of_terms_are_refused() {
        let definitions: [&dyn Fn(usize) -> String; 4] = [
            &|next| format!("\"t{next}:x\""),
            &|next| format!("{{\"@id\":\"t{next}\"}}"),
            &|next| format!("{{\"@id\":\"http://e/x\",\"@type\":\"t{next}:x\"}}"),
            &|next| format!("{{\"@context\":{{}},\"@reverse\":\"t{next}:x\"}}"),
        ];
        for definition in definitions {
            assert_eq!(check_contexts(chain(20, definition).as_bytes()), Ok(()));
            for length in [21, 5000] {
                let (line, problem) = check_contexts(chain(length, definition).as_bytes()).unwrap_err();
                assert_eq!(line, 1);
                assert!(problem.contains("a chain of more than 20 terms"), "{problem}");
            }
        }
        let circle = br#"{"@context":{"a":"b:x","b":"a:x"}}"#;
        assert!(check_contexts(circle).is_err());
        let inner = format!(
            "{{\"@context\":{{\"a\":{}}}}}",
            chain(30, |n| format!("\"t{n}:x\""))
        );
        assert!(check_contexts(inner.replace("\"@graph\":[{", "").replace("}]}", "}").as_bytes()).is_err());
    }

    #[test]
    fn many_terms_and_few_contexts_are_read() {
        let terms: Vec<String> = (0..3000).map(|n| format!("\"t{n}\":\"s:t{n}\"")).collect();
        let context = format!("{{\"s\":\"http://e/\",{}}}", terms.join(","));
        let document = |contexts: usize| {
            let nodes = format!("{{\"@context\":{context}}},");
            format!(
                "[{}{{\"@id\":\"http://e/1\",\"a\":[1,-1,1.5,true,null,\"b\"]}}]",
                nodes.repeat(contexts)
            )
        };
        assert_eq!(check_contexts(document(10).as_bytes()), Ok(()));
        let (_, problem) = check_contexts(document(100).as_bytes()).unwrap_err();
        assert_eq!(problem, "too many contexts with too many terms");
        assert_eq!(check_contexts(b"{\n\"a\": }").unwrap_err().0, 2);
    }
}
