use super::is_han;
use pinyin::ToPinyin;

/// Surnames of two characters.
const DOUBLE_SURNAMES: [&str; 12] = [
    "欧阳", "司马", "诸葛", "上官", "司徒", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯",
];

/// Characters with a different pronunciation in surnames.
const SURNAME_READINGS: [(char, &str); 10] = [
    ('单', "shan"),
    ('曾', "zeng"),
    ('解', "xie"),
    ('仇', "qiu"),
    ('查', "zha"),
    ('朴', "piao"),
    ('区', "ou"),
    ('盖', "ge"),
    ('覃', "qin"),
    ('召', "shao"),
];

/// Transcribes a Han name to pinyin without tones, surname first: 李强 becomes "li qiang". `None` unless `name` has two
/// to four characters, all Han.
pub fn pinyin_name(name: &str) -> Option<String> {
    let count = name.chars().count();
    if !(2..=4).contains(&count) || !name.chars().all(is_han) {
        return None;
    }
    let surname = if count > 2 && DOUBLE_SURNAMES.iter().any(|double| name.starts_with(double)) {
        2
    } else {
        1
    };
    let mut latin = String::new();
    for (i, c) in name.chars().enumerate() {
        if i == surname {
            latin.push(' ');
        }
        let special = SURNAME_READINGS
            .iter()
            .find(|(han, _)| i == 0 && surname == 1 && *han == c);
        latin.push_str(match special {
            Some((_, reading)) => reading,
            None => c.to_pinyin()?.plain(),
        });
    }
    Some(latin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pinyin_has_surname_first() {
        let cases = [
            "李强",
            "毛宁",
            "习近平",
            "欧阳明月",
            "曾荫权",
            "吕岩",
            "国家数据局长",
            "Li",
        ];
        let latin: Vec<_> = cases
            .iter()
            .map(|name| pinyin_name(name).unwrap_or_default())
            .collect();
        insta::assert_snapshot!(latin.join(", "), @"li qiang, mao ning, xi jinping, ouyang mingyue, zeng yinquan, lü yan, , ");
    }
}
