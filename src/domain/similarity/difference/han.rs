//! Numbers written in Han characters.

/// The digit that a Han character stands for.
pub(super) fn digit(c: char) -> Option<f64> {
    let digits = [
        "〇零",
        "一壹",
        "二两兩贰",
        "三叁",
        "四肆",
        "五伍",
        "六陆",
        "七柒",
        "八捌",
        "九玖",
    ];
    let digit = digits.iter().position(|digit| digit.contains(c))?;
    Some(f64::from(u32::try_from(digit).ok()?))
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
