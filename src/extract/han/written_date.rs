//! Dates that are written with numbers, with or without blanks: 2018年12月4日, 12月4日, 4日, 三月十日, ２０２６年３月. Only their
//! numbers are parsed here; `dates` resolves them.

/// The numbers of a date at the beginning of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct WrittenDate {
    pub(super) year: Option<u32>,
    pub(super) month: Option<u32>,
    pub(super) day: Option<u32>,
    /// Length in bytes.
    pub(super) length: usize,
}

/// What may stand before a date: whose clock it is.
const CLOCK_PREFIXES: [&str; 11] = [
    "当地时间",
    "北京时间",
    "美东时间",
    "台北时间",
    "東部時間",
    "當地時間",
    "北京時間",
    "美東時間",
    "台北時間",
    "臺北時間",
    "东部时间",
];

/// What may stand after a date: the part of the day.
const DAY_PARTS: [&str; 15] = [
    "上午", "下午", "晚间", "晚間", "晚上", "晚", "早上", "早", "凌晨", "清晨", "深夜", "傍晚", "中午",
    "午间", "夜间",
];

/// Parses the date at the beginning of the text, from its year to its day. Each number needs its unit.
pub(super) fn parse_written_date(text: &str) -> Option<WrittenDate> {
    let mut found = WrittenDate::default();
    let mut at = 0;
    loop {
        let blank = leading_blanks(&text[at..]);
        let Some((number, digits, figures)) = parse_number(&text[at + blank..]) else {
            break;
        };
        let behind = at + blank + digits;
        let gap = leading_blanks(&text[behind..]);
        let Some(unit) = text[behind + gap..].chars().next() else {
            break;
        };
        match unit {
            '年' if found == WrittenDate::default() && figures == 4 => found.year = Some(number),
            '月' if found.month.is_none() && found.day.is_none() && (1..=12).contains(&number) => {
                found.month = Some(number);
            }
            '日' | '号' | '號' if found.day.is_none() => found.day = Some(number),
            _ => break,
        }
        at = behind + gap + unit.len_utf8();
        found.length = at;
        if found.day.is_some() {
            break;
        }
    }
    (found.length > 0).then_some(found)
}

/// The length in bytes of the date at the beginning of the text, with the clock before it and the part of the day
/// after it; 0 if there is none. Days of the lunar calendar count.
fn plain_date_length(text: &str) -> usize {
    if !text.starts_with(can_begin_date) {
        return 0;
    }
    let clock = CLOCK_PREFIXES.iter().find(|clock| text.starts_with(**clock));
    let lead = clock.map_or(0, |clock| clock.len());
    if let Some(lunar) = lunar_date_length(&text[lead..]) {
        return lead + lunar;
    }
    let Some(found) = parse_written_date(&text[lead..]) else {
        return 0;
    };
    // "三月" alone may be a name
    let named = found.day.is_none() && !text[lead..].starts_with(|c: char| digit_value(c).is_some());
    if named {
        return 0;
    }
    let end = lead + found.length;
    let part = DAY_PARTS.iter().find(|part| text[end..].starts_with(**part));
    end + part.map_or(0, |part| part.len())
}

/// Whether a date can begin with the character: a clock, a number, or a day of the lunar calendar.
fn can_begin_date(c: char) -> bool {
    can_begin_number(c) || can_begin_lunar_date(c) || " 当當北美台臺东東".contains(c)
}

/// The length in bytes of a day of the lunar calendar (正月初一, 农历三月初三) or of a festival. Such a day is not resolved to
/// a date.
pub(super) fn lunar_date_length(text: &str) -> Option<usize> {
    for festival in [
        "春节期间",
        "春节假期",
        "春节前夕",
        "春节",
        "元宵节",
        "端午节",
        "中秋节",
        "重阳节",
        "除夕",
        "春節期間",
        "春節",
        "元宵節",
        "端午節",
        "中秋節",
        "大年",
    ] {
        if let Some(behind) = text.strip_prefix(festival) {
            return Some(festival.len() + first_days_length(behind).unwrap_or(0));
        }
    }
    let mut at = ["农历", "農曆", "阴历", "陰曆"]
        .iter()
        .find(|lead| text.starts_with(**lead))
        .map_or(0, |lead| lead.len());
    let marked = at > 0;
    for month in ["正月", "腊月", "臘月", "冬月"] {
        if text[at..].starts_with(month) {
            at += month.len();
            return Some(at + lunar_day_length(&text[at..]));
        }
    }
    let month = parse_number(&text[at..]).filter(|(_, digits, _)| text[at + digits..].starts_with('月'));
    if let Some((_, digits, _)) = month {
        let end = at + digits + '月'.len_utf8();
        let day = first_days_length(&text[end..]);
        if marked || day.is_some() {
            return Some(end + day.unwrap_or_else(|| lunar_day_length(&text[end..])));
        }
    }
    marked.then_some(at)
}

/// Whether a day of the lunar calendar can begin with the character, other than with a number.
pub(super) const fn can_begin_lunar_date(c: char) -> bool {
    matches!(
        c,
        '春' | '元'
            | '端'
            | '中'
            | '重'
            | '除'
            | '大'
            | '农'
            | '農'
            | '阴'
            | '陰'
            | '正'
            | '腊'
            | '臘'
            | '冬'
    )
}

/// The length of 初一 to 初十.
fn first_days_length(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('初')?;
    let (_, digits, _) = parse_number(rest)?;
    Some('初'.len_utf8() + digits)
}

/// The length of a day of the lunar month: 初一, 十五, 廿三.
fn lunar_day_length(text: &str) -> usize {
    let numbered = || parse_number(text).map_or(0, |(_, digits, _)| digits);
    first_days_length(text).unwrap_or_else(numbered)
}

/// The number of blanks at the beginning of the text.
fn leading_blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches(' ').len()
}

/// The value of an ASCII or full-width digit.
fn digit_value(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        _ => None,
    }
}

/// Parses the number at the beginning of the text. Returns its value, its length in bytes and its number of digits.
fn parse_number(text: &str) -> Option<(u32, usize, usize)> {
    let mut value = 0_u32;
    let mut figures = 0;
    let mut length = 0;
    for (at, c) in text.char_indices().take(5) {
        let Some(figure) = digit_value(c) else { break };
        value = value * 10 + figure;
        figures += 1;
        length = at + c.len_utf8();
    }
    if figures > 0 {
        return (figures <= 4).then_some((value, length, figures));
    }
    parse_spelled_number(text)
}

/// Parses a spelled number: 三, 十, 十一, 二十, 廿三, 二〇二六.
fn parse_spelled_number(text: &str) -> Option<(u32, usize, usize)> {
    let mut figures = Vec::new();
    let mut length = 0;
    for (at, c) in text.char_indices().take(5) {
        let figure = match c {
            '〇' | '零' => 0,
            '一' | '元' => 1,
            '二' => 2,
            '三' => 3,
            '四' => 4,
            '五' => 5,
            '六' => 6,
            '七' => 7,
            '八' => 8,
            '九' => 9,
            '十' => 10,
            '廿' => 20,
            '卅' => 30,
            _ => break,
        };
        figures.push(figure);
        length = at + c.len_utf8();
    }
    let value = match figures[..] {
        [ten @ (20 | 30), one] if one < 10 => ten + one,
        [10, one] if one < 10 => 10 + one,
        [tens, 10] if (2..=9).contains(&tens) => tens * 10,
        [tens, 10, one] if (2..=9).contains(&tens) && one < 10 => tens * 10 + one,
        [one] => one,
        [a, b, c, d] if [a, b, c, d].iter().all(|f| *f < 10) => a * 1000 + b * 100 + c * 10 + d,
        _ => return None,
    };
    Some((value, length, figures.len()))
}

/// Whether a number can begin with the character.
pub(super) const fn can_begin_number(c: char) -> bool {
    matches!(
        c,
        '0'..='9' | '０'..='９' | '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '廿' | '卅' | '元'
    )
}

/// The length in bytes of a date at the beginning of the text: 2018年12月4日, 当地时间18日, 三月十日, 今（7）日; 0 if there is none.
pub(super) fn date_length(text: &str) -> usize {
    let bracketed = bracketed_day_length(text);
    if bracketed > 0 {
        return bracketed;
    }
    plain_date_length(text)
}

/// The length in bytes of a day as the press of Taiwan writes it: "今（7）日".
fn bracketed_day_length(text: &str) -> usize {
    let Some(rest) = text.strip_prefix(['今', '昨', '明', '前']) else {
        return 0;
    };
    let rest = rest.strip_prefix(['天', '日']).unwrap_or(rest);
    let Some(rest) = rest.strip_prefix(['（', '(']) else {
        return 0;
    };
    let numeral = numeral_length(rest);
    match rest[numeral..].strip_prefix(['）', ')', '日']) {
        Some(rest) if numeral > 0 => {
            let rest = rest.strip_prefix(['）', ')']).unwrap_or(rest);
            text.len() - rest.strip_prefix('日').unwrap_or(rest).len()
        }
        _ => 0,
    }
}

/// The length in bytes of the digits of a year, month or day: 2018, ２０１８, 十二, 二十三, 廿三.
fn numeral_length(text: &str) -> usize {
    let numeral = |c: char| {
        c.is_ascii_digit() || ('０'..='９').contains(&c) || "〇零一二三四五六七八九十廿卅".contains(c)
    };
    let end = text.find(|c| !numeral(c)).unwrap_or(text.len());
    if text[..end].chars().count() > 4 { 0 } else { end }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Option<u32>, Option<u32>, Option<u32>)> {
        parse_written_date(text).map(|w| (w.year, w.month, w.day))
    }

    #[test]
    fn digits_of_every_script_are_parsed() {
        assert_eq!(read("2018年12月4日说"), Some((Some(2018), Some(12), Some(4))));
        assert_eq!(
            read("２０２６年３月１０日"),
            Some((Some(2026), Some(3), Some(10)))
        );
        assert_eq!(
            read("二〇二六年三月廿一日"),
            Some((Some(2026), Some(3), Some(21)))
        );
        assert_eq!(read("9 月 24 日"), Some((None, Some(9), Some(24))));
        assert_eq!(read("十二月三十一日"), Some((None, Some(12), Some(31))));
        assert_eq!(read("19号"), Some((None, None, Some(19))));
        assert_eq!(read("三国"), None);
    }

    #[test]
    fn spelled_month_alone_is_no_date() {
        assert_eq!(plain_date_length("三月表示"), 0);
        assert_eq!(plain_date_length("3月表示"), "3月".len());
        assert_eq!(plain_date_length("三月十日表示"), "三月十日".len());
    }

    #[test]
    fn lunar_date_has_a_length_but_no_day() {
        assert_eq!(lunar_date_length("正月初一表示"), Some("正月初一".len()));
        assert_eq!(lunar_date_length("农历三月初三表示"), Some("农历三月初三".len()));
        assert_eq!(lunar_date_length("春节期间表示"), Some("春节期间".len()));
        assert_eq!(lunar_date_length("三月十日表示"), None);
    }
}
