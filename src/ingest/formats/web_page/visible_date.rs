//! The day of publication in the visible text of a page.

use super::page_signs::PAGE_SIGNS;

/// Number of characters before a date in which a word for publication may stand.
const LABEL_CHARACTERS_MAX: usize = 8;

/// The day of publication in the visible text of a Chinese page, with the time of day if that follows: the date after a
/// word such as 发布时间, else the first date with a time of day.
pub(super) fn find_chinese_date(text: &str) -> Option<String> {
    let mut with_time = None;
    for (start, _) in text.match_indices("20") {
        if text[..start].ends_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let Some((date, has_time)) = parse_date(&text[start..]) else {
            continue;
        };
        let label: String = {
            let mut before: Vec<char> = text[..start].chars().rev().take(LABEL_CHARACTERS_MAX).collect();
            before.reverse();
            before.into_iter().collect()
        };
        let label = label.trim_end_matches(|c: char| c.is_whitespace() || c == ':' || c == '：');
        let labels = PAGE_SIGNS.labels.published.iter().filter(|word| !word.is_ascii());
        if labels.into_iter().any(|word| label.ends_with(word.as_str())) {
            return Some(date);
        }
        if has_time && with_time.is_none() {
            with_time = Some(date);
        }
    }
    with_time
}

/// The date that `text` begins with, as `2025-07-26` or `2025-07-26 10:30`, and whether it has a time.
fn parse_date(text: &str) -> Option<(String, bool)> {
    let (year, rest) = number(text, 4)?;
    let is_han = rest.starts_with('年');
    let separator = rest
        .chars()
        .next()
        .filter(|c| matches!(c, '年' | '-' | '/' | '.'))?;
    let (month, rest) = number(rest[separator.len_utf8()..].trim_start(), 2)?;
    let separator = rest
        .chars()
        .next()
        .filter(|c| *c == if is_han { '月' } else { separator })?;
    let (day, rest) = number(rest[separator.len_utf8()..].trim_start(), 2)?;
    let rest = if is_han {
        rest.strip_prefix(['日', '号'])?
    } else {
        rest
    };
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    let clock = rest.trim_start_matches(|c: char| c.is_whitespace() || c == 'T');
    let time = number(clock, 2).and_then(|(hour, rest)| {
        let rest = rest.strip_prefix([':', '：', '时'])?;
        let (minute, _) = number(rest, 2)?;
        (hour < 24 && minute < 60).then_some((hour, minute))
    });
    Some(time.map_or_else(
        || (date.clone(), false),
        |(hour, minute)| (format!("{date} {hour:02}:{minute:02}"), true),
    ))
}

/// The number of at most `digits` digits that `text` begins with, and what follows it.
fn number(text: &str, digits: usize) -> Option<(u32, &str)> {
    let length = text.bytes().take(digits).take_while(u8::is_ascii_digit).count();
    let number = text[..length].parse().ok()?;
    Some((number, &text[length..]))
}

/// `text` without a word for publication before a date, as in "Published: 26 July 2025".
pub(super) fn without_label(text: &str) -> &str {
    let labels = PAGE_SIGNS.labels.published.iter();
    let found = labels.filter_map(|label| {
        let begin = text.get(..label.len())?;
        let rest = &text[label.len()..];
        (begin.to_lowercase() == *label && rest.starts_with([' ', ':', '：', '\u{a0}'])).then_some(rest)
    });
    let rest = found.min_by_key(|rest| rest.len()).unwrap_or(text);
    rest.trim_start_matches(|c: char| c.is_whitespace() || c == ':' || c == '：')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labelled_date_wins_over_the_first() {
        let check =
            |text: &str, date: Option<&str>| assert_eq!(find_chinese_date(text).as_deref(), date, "{text}");
        check(
            "今天是2025年7月30日 09:00 发布时间：2025年7月26日 正文",
            Some("2025-07-26"),
        );
        check("来源：某网 2025-07-26 10:05 字号", Some("2025-07-26 10:05"));
        check("发布日期: 2025/7/6 8:05", Some("2025-07-06 08:05"));
        check("会议于2025年7月26日举行。", None);
        check("电话 12025-07-26 10:05，2025年13月1日 10:00", None);
        check("", None);
    }

    #[test]
    fn label_before_a_date_is_removed() {
        assert_eq!(without_label("Published: 26 July 2025"), "26 July 2025");
        assert_eq!(without_label("Publié le 26 juillet 2025"), "26 juillet 2025");
        assert_eq!(without_label("2025-07-26"), "2025-07-26");
    }
}
