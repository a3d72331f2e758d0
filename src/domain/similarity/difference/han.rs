//! Numbers written in Han characters.

/// The digit that a Han character stands for.
pub(super) fn digit(c: char) -> Option<f64> {
    Some(match c {
        '〇' | '零' => 0.0,
        '一' | '壹' => 1.0,
        '二' | '两' | '兩' | '贰' => 2.0,
        '三' | '叁' => 3.0,
        '四' | '肆' => 4.0,
        '五' | '伍' => 5.0,
        '六' | '陆' => 6.0,
        '七' | '柒' => 7.0,
        '八' | '捌' => 8.0,
        '九' | '玖' => 9.0,
        _ => return None,
    })
}

/// Whether a Han character is part of a number.
pub(super) fn is_numeral(c: char) -> bool {
    digit(c).is_some() || scale(c).is_some()
}

/// The factor by which a Han character multiplies the digit before it.
pub(super) fn scale(c: char) -> Option<f64> {
    match c {
        '十' => Some(10.0),
        '百' => Some(100.0),
        '千' => Some(1e3),
        '万' | '萬' => Some(1e4),
        '亿' | '億' => Some(1e8),
        _ => None,
    }
}

/// The number that a run of Han digits and scales stands for.
pub(super) fn parse_han_number(run: &[char]) -> f64 {
    let (mut total, mut section, mut last): (f64, f64, f64) = (0.0, 0.0, 0.0);
    for c in run {
        if let Some(value) = digit(*c) {
            last = value;
        } else if let Some(scale) = scale(*c) {
            let or_one = |value: f64| if value == 0.0 { 1.0 } else { value };
            if scale < 1e4 {
                section += or_one(last) * scale;
            } else {
                // 亿 multiplies everything before it, 万 only what follows 亿.
                let before = if scale > 1e4 { total } else { 0.0 };
                total += or_one(before + section + last) * scale - before;
                section = 0.0;
            }
            last = 0.0;
        }
    }
    total + section + last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_runs_parse_as_numbers() {
        for (written, number) in [
            ("十二", 12.0),
            ("二十", 20.0),
            ("一百二十万", 1_200_000.0),
            ("三百五十", 350.0),
            ("两亿三千万", 230_000_000.0),
            ("一千零五", 1005.0),
        ] {
            let run: Vec<char> = written.chars().collect();
            assert!((parse_han_number(&run) - number).abs() < 0.5, "{written}");
        }
    }
}
