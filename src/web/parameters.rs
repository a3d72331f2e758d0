//! The parameters of an address: names and values in a fixed order, so that one question has one address.

use super::error::WebError;
use std::collections::BTreeMap;
use std::fmt;
use url::form_urlencoded;

/// The parameters that every page has: the moment of the log, the reader, the form of the answer and the language of
/// the interface.
pub(super) const COMMON_PARAMETERS: [&str; 4] = ["as-of", "format", "reader", "ui"];

/// Maximum number of bytes of a value; no name, date or query that a person types is longer.
const VALUE_BYTES_MAX: usize = 1000;

/// Names and values. A value that is empty is not there: a form that is sent leaves fields empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Parameters(BTreeMap<String, String>);

impl Parameters {
    /// Reads the part of an address after the question mark.
    ///
    /// Errors if a parameter is neither in `known` nor common to all pages, is given twice, or is too long.
    pub(super) fn parse(query: &str, known: &[&str]) -> Result<Self, WebError> {
        let mut read = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            if !known.contains(&name.as_ref()) && !COMMON_PARAMETERS.contains(&name.as_ref()) {
                return Err(WebError::UnknownParameter {
                    name: name.into_owned(),
                    known: known
                        .iter()
                        .chain(&COMMON_PARAMETERS)
                        .map(|name| (*name).to_owned())
                        .collect(),
                });
            }
            let value = value.trim();
            if value.len() > VALUE_BYTES_MAX {
                return Err(WebError::parameter(&name, "it is too long"));
            }
            if !value.is_empty() && read.0.insert(name.to_string(), value.to_owned()).is_some() {
                return Err(WebError::parameter(&name, "it is given twice"));
            }
        }
        Ok(read)
    }

    /// The value of `name`; `None` if it is not given.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// Whether the switch `name` is on: it is given, with any value but `no`, `false` and `0`.
    pub(super) fn is_on(&self, name: &str) -> bool {
        self.get(name)
            .is_some_and(|value| !matches!(value, "no" | "false" | "0"))
    }

    /// Sets `name` to `value`, or removes it.
    pub(super) fn set(&mut self, name: &str, value: Option<&str>) {
        match value {
            Some(value) => self.0.insert(name.to_owned(), value.to_owned()),
            None => self.0.remove(name),
        };
    }

    /// Names and values, in their order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Parameters {
    /// As in an address, without the question mark.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut query = form_urlencoded::Serializer::new(String::new());
        f.write_str(&query.extend_pairs(self.iter()).finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_and_empty_values_do_not_matter() {
        let parse = |query| {
            Parameters::parse(query, &["speaker", "since"])
                .unwrap()
                .to_string()
        };
        assert_eq!(
            parse("since=2025&speaker=li+qiang&ui="),
            "since=2025&speaker=li+qiang"
        );
        assert_eq!(
            parse("speaker=%E6%9D%8E&since=2025"),
            "since=2025&speaker=%E6%9D%8E"
        );
        assert_eq!(parse(""), "");
    }

    #[test]
    fn unknown_doubled_and_endless_parameters_are_refused() {
        for query in ["sql=1", "since=1&since=2", &format!("since={}", "9".repeat(2000))] {
            assert!(Parameters::parse(query, &["since"]).is_err(), "{query:.40}");
        }
    }
}
