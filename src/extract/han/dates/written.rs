//! Days written with numbers: 2018年12月4日, 12月4日, 4日, 三月十日, ２０２６年３月, with blanks or without.

/// Where an expression that stands at the beginning of a text ends, and the numbers in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Written {
    pub(super) year: Option<u32>,
    pub(super) month: Option<u32>,
    pub(super) day: Option<u32>,
    /// How many bytes it takes.
    pub(super) length: usize,
}

/// What may stand before a date: whose clock tells it.
const CLOCKS: [&str; 11] = [
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

/// What may stand behind a date: the part of the day.
const PARTS: [&str; 15] = [
    "上午", "下午", "晚间", "晚間", "晚上", "晚", "早上", "早", "凌晨", "清晨", "深夜", "傍晚", "中午",
    "午间", "夜间",
];

/// The date that the text begins with, from its year to its day; at least a unit behind a number.
pub(super) fn written(text: &str) -> Option<Written> {
    let mut found = Written::default();
    let mut at = 0;
    loop {
        let blank = blanks(&text[at..]);
        let Some((number, digits, figures)) = number(&text[at + blank..]) else {
            break;
        };
        let behind = at + blank + digits;
        let gap = blanks(&text[behind..]);
        let Some(unit) = text[behind + gap..].chars().next() else {
            break;
        };
        match unit {
            '年' if found == Written::default() && figures == 4 => found.year = Some(number),
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

/// How many bytes a time takes with which the text begins: the clock before it and the part of the day behind it
/// included; a day of the old calendar too.
pub(in crate::extract::han) fn length(text: &str) -> usize {
    if !text.starts_with(may_begin) {
        return 0;
    }
    let clock = CLOCKS.iter().find(|clock| text.starts_with(**clock));
    let lead = clock.map_or(0, |clock| clock.len());
    if let Some(lunar) = lunar(&text[lead..]) {
        return lead + lunar;
    }
    let Some(found) = written(&text[lead..]) else {
        return 0;
    };
    // "三月" alone may be somebody's name
    let named = found.day.is_none() && !text[lead..].starts_with(|c: char| digit(c).is_some());
    if named {
        return 0;
    }
    let end = lead + found.length;
    let part = PARTS.iter().find(|part| text[end..].starts_with(**part));
    end + part.map_or(0, |part| part.len())
}

/// Whether a time can begin with the character: a clock, a number, or a day of the old calendar.
fn may_begin(c: char) -> bool {
    super::begins_number(c) || begins_lunar(c) || " 当當北美台臺东東".contains(c)
}

/// A day of the old calendar, 正月初一, 农历三月初三, or a festival by it: no day is counted from it.
pub(super) fn lunar(text: &str) -> Option<usize> {
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
            return Some(festival.len() + first_days(behind).unwrap_or(0));
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
            return Some(at + day_of_old(&text[at..]));
        }
    }
    let month = number(&text[at..]).filter(|(_, digits, _)| text[at + digits..].starts_with('月'));
    if let Some((_, digits, _)) = month {
        let end = at + digits + '月'.len_utf8();
        let day = first_days(&text[end..]);
        if marked || day.is_some() {
            return Some(end + day.unwrap_or_else(|| day_of_old(&text[end..])));
        }
    }
    marked.then_some(at)
}

/// Whether a day of the old calendar can begin with the character; one that begins with a number apart.
pub(super) const fn begins_lunar(c: char) -> bool {
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

/// 初一 to 初十.
fn first_days(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('初')?;
    let (_, digits, _) = number(rest)?;
    Some('初'.len_utf8() + digits)
}

/// 初一, 十五, 廿三.
fn day_of_old(text: &str) -> usize {
    let numbered = || number(text).map_or(0, |(_, digits, _)| digits);
    first_days(text).unwrap_or_else(numbered)
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches(' ').len()
}

fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        _ => None,
    }
}

/// The number that the text begins with, how many bytes it takes, and how many figures it has.
fn number(text: &str) -> Option<(u32, usize, usize)> {
    let mut value = 0_u32;
    let mut figures = 0;
    let mut length = 0;
    for (at, c) in text.char_indices().take(5) {
        let Some(figure) = digit(c) else { break };
        value = value * 10 + figure;
        figures += 1;
        length = at + c.len_utf8();
    }
    if figures > 0 {
        return (figures <= 4).then_some((value, length, figures));
    }
    spelled(text)
}

/// 三, 十, 十一, 二十, 廿三, 二〇二六.
fn spelled(text: &str) -> Option<(u32, usize, usize)> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Option<u32>, Option<u32>, Option<u32>)> {
        written(text).map(|w| (w.year, w.month, w.day))
    }

    #[test]
    fn figures_of_every_script_are_numbers() {
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
    fn a_month_alone_is_no_time_where_it_is_spelled() {
        assert_eq!(length("三月表示"), 0);
        assert_eq!(length("3月表示"), "3月".len());
        assert_eq!(length("三月十日表示"), "三月十日".len());
    }

    #[test]
    fn the_old_calendar_is_a_time_without_a_day() {
        assert_eq!(lunar("正月初一表示"), Some("正月初一".len()));
        assert_eq!(lunar("农历三月初三表示"), Some("农历三月初三".len()));
        assert_eq!(lunar("春节期间表示"), Some("春节期间".len()));
        assert_eq!(lunar("三月十日表示"), None);
    }
}
