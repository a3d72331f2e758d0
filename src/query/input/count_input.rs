//! Counts of results as people write them: `20` or `all`.

/// Why a text is not a count of results.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CountInputError {
    /// It is 0.
    #[error("0 would show nothing (write 1 or more)")]
    Zero,
    /// It is not a whole number.
    #[error("{0:?} is not a whole number (write 1 or more)")]
    NotANumber(String),
}

/// Parses a count of results: 1 or more, or `all`.
pub fn parse_count(text: &str) -> Result<usize, CountInputError> {
    if text == "all" {
        // The greatest number that SQL has.
        return Ok(isize::MAX.unsigned_abs());
    }
    match text.parse() {
        Ok(0) => Err(CountInputError::Zero),
        Ok(count) => Ok(count),
        Err(_) => Err(CountInputError::NotANumber(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn count_is_one_or_more_or_all() {
        assert_eq!(parse_count("20"), Ok(20));
        assert_eq!(parse_count("all"), Ok(isize::MAX.unsigned_abs()));
        assert_eq!(parse_count("0"), Err(CountInputError::Zero));
        for text in ["", "-1", "1.5", "many", "99999999999999999999999"] {
            assert_eq!(
                parse_count(text),
                Err(CountInputError::NotANumber(text.to_owned()))
            );
        }
    }
}
