//! Decides whether a cue reports something at its place: it may be a noun, or only say when something was done.

use crate::extract::han::characters::trim_punctuation;
use crate::extract::han::layout::Layout;
use crate::extract::lexicon::han_lexicon::{HanSense, LexiconMatch};
use std::ops::Range;

/// Whether the cue is not a report at its place. `clause` is the beginning of its clause, `end` the end of its
/// sentence.
pub(super) fn is_not_a_report(layout: &Layout<'_>, clause: usize, hit: LexiconMatch, end: usize) -> bool {
    let text = layout.text;
    let (before, rest) = (&text[clause..hit.start], &text[hit.end..end]);
    let HanSense::Cue(number) = hit.sense else {
        return true;
    };
    let entry = &layout.lexicon.cues[number];
    // the word is a noun, or ends a clause that modifies one: "三点建议", "的呼吁", "表示的关切"
    let noun = is_followed_by_noun(before) || rest.starts_with('的');
    // the word only says when something else happened: "拒绝之后，…"
    let time = TIME_CLAUSE_ENDINGS.iter().any(|word| rest.starts_with(word));
    // the word names a figure (here, the growth forecast) and reports nothing: "增长预期从2%降至1%"
    let figure = entry.weak
        && !entry.lemma.starts_with('自')
        && AFTER_FIGURE_NOUN.iter().any(|word| rest.starts_with(word));
    // the word names a state of mind, of which nothing was said: "担心水位上涨"
    let unsaid = layout.lexicon.unsaid_cues.contains(&entry.lemma)
        && !layout.is_quoted(hit.end)
        && !layout.is_quoted(hit.end + '：'.len_utf8());
    noun || time
        || is_noun_version(text, hit)
        || tells_circumstance(layout, clause, hit, end)
        || figure
        || unsaid
        || is_words_of_phrase(&text[clause..hit.end])
        || follows_source(layout, clause)
}

/// Whether "说法" is the noun ("有关说法"). It is not if the law, or a country that begins with 法, follows 说.
fn is_noun_version(text: &str, hit: LexiconMatch) -> bool {
    let rest = text[hit.start..]
        .strip_prefix("说法")
        .or_else(|| text[hit.start..].strip_prefix("說法"));
    rest.is_some_and(|rest| {
        !rest.starts_with(|c: char| "国國律院案官庭规規学學语語兰蘭军軍方务務定".contains(c))
    })
}

/// Whether the clause is a circumstance ("在N宣布退出后"), or says nothing about the words ("介绍有关情况").
fn tells_circumstance(layout: &Layout<'_>, clause: usize, hit: LexiconMatch, end: usize) -> bool {
    const OPENINGS: [&str; 9] = ["在", "当", "當", "自", "自从", "自從", "随着", "隨著", "由于"];
    const TIMES: [&str; 12] = [
        "后",
        "後",
        "时",
        "時",
        "之际",
        "之際",
        "之前",
        "以来",
        "以來",
        "期间",
        "期間",
        "的同时",
    ];
    const NOTHING: [&str; 12] = [
        "情况",
        "情況",
        "的表态",
        "的表態",
        "的言论",
        "的言論",
        "经过",
        "經過",
        "的提问",
        "的提問",
        "交换意见",
        "问题",
    ];
    let rest = &layout.text[hit.end..end];
    let clause_end = rest
        .find(['，', ',', '。', '；', '：', ':'])
        .unwrap_or(rest.len());
    if clause_end == 0 {
        return false;
    }
    let rest = &rest[..clause_end];
    let opening = layout.text[clause..hit.start].trim_start();
    let time = OPENINGS.iter().any(|word| opening.starts_with(word))
        && TIMES.iter().any(|word| rest.ends_with(word));
    let HanSense::Cue(number) = hit.sense else {
        return time;
    };
    let weak = layout.lexicon.cues[number].weak;
    time || weak && rest.chars().count() <= 24 && NOTHING.iter().any(|word| rest.ends_with(word))
}

/// The beginning of the light verb of which the cue is the noun: "发出" in "发出警告".
pub(super) fn find_light_verb(layout: &Layout<'_>, clause: usize, hit: LexiconMatch) -> Option<usize> {
    // words after a colon or comma are what is said
    if layout.text[hit.end..].starts_with(['：', ':', '，', ',']) {
        return None;
    }
    let before = layout.text[clause..hit.start].trim_end_matches(['了', '过', '過']);
    let before = DEGREE_ADVERBS
        .iter()
        .find_map(|word| before.strip_suffix(word))
        .unwrap_or(before);
    let before = before.trim_end_matches(['了', '过', '過']);
    let verb = LIGHT_VERBS.iter().find(|verb| before.ends_with(**verb))?;
    Some(clause + before.len() - verb.len())
}

/// The target of a light verb: "P" in "对P发出警告".
pub(super) fn target_of_light_verb(layout: &Layout<'_>, clause: usize, verb: usize) -> Option<Range<usize>> {
    let preposition = layout
        .hits_in(clause..verb)
        .find(|hit| hit.sense == HanSense::TowardPreposition)?;
    let object = trim_punctuation(layout.text, preposition.end..verb);
    (layout.text[object.clone()].chars().count() >= 2).then_some(object)
}

/// Light verbs: the noun after them names the deed.
const LIGHT_VERBS: [&str; 20] = [
    "发出", "提出", "作出", "做出", "表达", "予以", "给予", "进行", "发起", "加以", "發出", "做出", "表達",
    "給予", "進行", "發起", "作出", "提出", "予以", "加以",
];

/// Adverbs between a light verb and its noun.
const DEGREE_ADVERBS: [&str; 14] = [
    "严厉", "强烈", "严正", "高度", "积极", "充分", "明确", "郑重", "嚴厲", "強烈", "嚴正", "積極", "明確",
    "鄭重",
];

/// Words after a cue that show that it is a noun with a figure.
const AFTER_FIGURE_NOUN: [&str; 12] = [
    "从", "為", "为", "達", "达", "是", "由", "和", "与", "與", "、", "從",
];

/// Whether the word after `before` is a noun: "三点建议", "这一决定".
pub(super) fn is_followed_by_noun(before: &str) -> bool {
    ends_before_noun(before) || NOUN_DETERMINERS.iter().any(|word| before.ends_with(word))
}

/// Whether `before` ends with a measure word or a particle after which a noun follows: "三点建议", "该要求", "的呼吁".
fn ends_before_noun(before: &str) -> bool {
    const COUNTS: &str = "一二三四五六七八九十两兩几幾多数數每这這那某各";
    let mut last = before.chars().rev();
    match (last.next(), last.next()) {
        (Some('该' | '該' | '的' | '之'), _) => true,
        (Some('点' | '點' | '项' | '項' | '条' | '條' | '种' | '種' | '份' | '些' | '封'), Some(count)) => {
            count.is_ascii_digit() || COUNTS.contains(count)
        }
        _ => false,
    }
}

/// Determiners before a noun: "这一警告".
const NOUN_DETERMINERS: [&str; 8] = ["这一", "這一", "那一", "某一", "此一", "任何", "一项", "一項"];

/// Words that make a time clause of the verb before them.
const TIME_CLAUSE_ENDINGS: [&str; 15] = [
    "之后", "之後", "以后", "以後", "之前", "以前", "以来", "以來", "期间", "期間", "后，", "後，", "时，",
    "時，", "前，",
];

/// Whether the clause is a phrase such as "in the words of N", which names a source: "用N的话说".
fn is_words_of_phrase(clause: &str) -> bool {
    const OPENINGS: [&str; 8] = ["用", "拿", "按", "借用", "套用", "以", "按照", "照"];
    const WORDS: [&str; 8] = [
        "的话说",
        "的話說",
        "的话来说",
        "的話來說",
        "的话讲",
        "的話講",
        "的说法",
        "的說法",
    ];
    let clause = clause.trim_start();
    OPENINGS.iter().any(|word| clause.starts_with(word)) && WORDS.iter().any(|word| clause.ends_with(word))
}

/// Whether the clause begins with a preposition that names a source: "据N介绍".
fn follows_source(layout: &Layout<'_>, clause: usize) -> bool {
    const WORDS: [&str; 4] = ["据", "據", "根据", "根據"];
    let opening = layout.text[clause..].trim_start();
    let opening = opening.strip_prefix(['另', '又', '再', '而']).unwrap_or(opening);
    let start = layout.text.len() - opening.len();
    layout.hits_at(start).any(|hit| match hit.sense {
        HanSense::SourcePhrase(number) => {
            let lemma = layout.lexicon.sources[number].lemma.as_str();
            WORDS.contains(&lemma) && !layout.is_masked(hit)
        }
        _ => false,
    })
}
