use std::str::FromStr;

/// How long something lasts, in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Duration(pub(crate) u32);

/// A text that is no duration.
#[derive(Debug, thiserror::Error)]
#[error("{0:?} is no duration (write 180d, 26w, 6m or 1y)")]
pub(crate) struct DurationError(String);

impl FromStr for Duration {
    type Err = DurationError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || DurationError(text.to_owned());
        // A calendar would make months of it that differ; nobody means that by "six months".
        let units = [("d", 1), ("w", 7), ("m", 30), ("y", 365)];
        let (number, days) = units
            .iter()
            .find_map(|(unit, days)| Some((text.strip_suffix(unit)?, *days)))
            .ok_or_else(error)?;
        let number: u32 = number.parse().map_err(|_| error())?;
        number.checked_mul(days).map(Self).ok_or_else(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_a_number_and_a_unit() {
        let days = |text: &str| text.parse::<Duration>().map(|duration| duration.0).ok();
        let texts = ["180d", "26w", "6m", "1y", "0d"];
        assert_eq!(
            texts.map(days),
            [Some(180), Some(182), Some(180), Some(365), Some(0)]
        );
        for text in [
            "",
            "d",
            "180",
            "-1d",
            "1.5y",
            "6 m",
            "9999999999d",
            "4294967295y",
            "6é",
        ] {
            assert_eq!(days(text), None, "{text}");
        }
    }
}
