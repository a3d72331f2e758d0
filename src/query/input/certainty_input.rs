//! Certainties as people write them: `70`, `70%` or `.7`.

use crate::domain::Confidence;

/// A text is not a certainty.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a certainty (write 70, 70% or .7)")]
pub struct CertaintyInputError(String);

/// Parses a certainty: `70` and `70%` are per cent, `.7` is a fraction of 1.
pub fn parse_certainty(text: &str) -> Result<Confidence, CertaintyInputError> {
    let number = text.trim().trim_end_matches('%').trim_end();
    let bad = || CertaintyInputError(text.to_owned());
    let is_plain = number.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let value: f64 = number.parse().map_err(|_| bad())?;
    let percent = if number.contains('.') && !text.contains('%') {
        value * 100.0
    } else {
        value
    };
    if !is_plain || !(0.0..=100.0).contains(&percent) {
        return Err(bad());
    }
    // Rounded up, so that nothing below the requested certainty passes.
    let whole = (0..=100_u8).find(|whole| f64::from(*whole) + 1e-9 >= percent);
    whole.map(Confidence::from_percent).ok_or_else(bad)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certainty_is_a_percentage_or_a_fraction() {
        for (text, percent) in [
            ("70", 70),
            (".7", 70),
            ("0.7", 70),
            ("70%", 70),
            ("1", 1),
            ("1.0", 100),
            ("0", 0),
        ] {
            assert_eq!(
                parse_certainty(text),
                Ok(Confidence::from_percent(percent)),
                "{text}"
            );
        }
        for text in ["", "101", "1.5", "-1", "high", "7e1", "nan", ".", "70 80"] {
            assert!(parse_certainty(text).is_err(), "{text}");
        }
    }
}
