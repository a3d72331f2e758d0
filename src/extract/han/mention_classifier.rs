//! Classifies a whole stretch of text as the mention of a speaker: a name, a title, a body, a pronoun, or nothing of
//! these.

use super::characters::{is_common_han, trim_punctuation};
use super::layout::Layout;
use super::mention::MentionParts;
use crate::domain::{SpeakerKind, joint_names};
use crate::extract::lexicon::han_lexicon::{HanSense, LexiconMatch};
use crate::extract::steps::Step;
use std::ops::Range;

/// Whether the stretch names a side of talks, a country or a body: "中方", "双方", "某国".
pub(super) fn is_side(layout: &Layout<'_>, range: &Range<usize>) -> bool {
    let name = &layout.text[range.clone()];
    let of_talks = layout
        .lexicon
        .side_suffixes
        .iter()
        .any(|side| name.ends_with(side.as_str()));
    let own = OWN_BODIES.contains(&name);
    of_talks || own || is_country(name) || layout.names.is_body(name)
}

/// Words for the body that the speaker belongs to, without its name.
const OWN_BODIES: [&str; 12] = [
    "政府",
    "我国政府",
    "我國政府",
    "中央政府",
    "我国",
    "我國",
    "公司",
    "集团",
    "集團",
    "央行",
    "学校",
    "學校",
];

/// Whether the whole stretch names a person or a body.
pub(super) fn is_speaker_mention(layout: &Layout<'_>, range: Range<usize>) -> bool {
    classify_mention(layout, range).is_some()
}

/// Maximum length of a mention, in bytes: 40 Chinese characters and some letters.
pub(super) const MENTION_BYTES_MAX: usize = 280;

/// Classifies the whole stretch; `None` if it names no speaker.
pub(super) fn classify_mention(layout: &Layout<'_>, range: Range<usize>) -> Option<MentionParts> {
    let range = strip_marks(layout, range);
    // cheaper than counting characters, which the next test does
    if range.len() > MENTION_BYTES_MAX {
        return None;
    }
    layout
        .classified
        .recall(&range, || classify_stretch(layout, range.clone()))
}

/// The same for a stretch without marks around it.
fn classify_stretch(layout: &Layout<'_>, range: Range<usize>) -> Option<MentionParts> {
    Step::Byte.count(range.len());
    let text = &layout.text[range.clone()];
    let count = text.chars().filter(|c| !c.is_ascii()).count();
    if text.is_empty() || count > 40 || text.chars().count() > 120 {
        return None;
    }
    let ends = |sense: fn(&HanSense) -> bool| {
        layout
            .hits_in(range.clone())
            .any(|h| h.end == range.end && sense(&h.sense))
    };
    let whole = layout.hits_at(range.start).find(|h| h.end == range.end);
    if let Some(HanSense::Pronoun { plural, feminine }) = layout
        .hits_at(range.start)
        .filter(|h| h.end == range.end)
        .map(|h| h.sense)
        .find(|s| matches!(s, HanSense::Pronoun { .. }))
    {
        return Some(MentionParts {
            pronoun: Some((plural, feminine)),
            ..MentionParts::of_kind(SpeakerKind::Person)
        });
    }
    if whole.is_some_and(|h| matches!(h.sense, HanSense::FirstPerson)) {
        return None;
    }
    if let Some(who) = classify_titled_person(layout, &range) {
        return Some(who);
    }
    let word = layout
        .hits_at(range.start)
        .filter(|hit| hit.end == range.end)
        .find_map(|hit| match hit.sense {
            HanSense::Institution | HanSense::GenericParty => Some(SpeakerKind::Institution),
            HanSense::Group => Some(SpeakerKind::Group),
            HanSense::Document => Some(SpeakerKind::Document),
            _ => None,
        });
    if let Some(kind) = word {
        return Some(MentionParts::of_kind(kind));
    }
    if is_name(layout, range.clone()) || is_list_of_names(layout, &range) {
        return Some(MentionParts {
            name: Some((range.start, range.end)),
            ..MentionParts::of_kind(SpeakerKind::Person)
        });
    }
    if ends(|s| matches!(s, HanSense::Document)) || text.ends_with('》') {
        return Some(MentionParts::of_kind(SpeakerKind::Document));
    }
    if ends(|s| matches!(s, HanSense::Group)) {
        return Some(MentionParts::of_kind(SpeakerKind::Group));
    }
    if layout.names.is_body(text) || is_country(text) || is_list_of_bodies(layout, &range) {
        return Some(MentionParts::of_kind(SpeakerKind::Institution));
    }
    let side = (2..=8).contains(&count) && is_side(layout, &range);
    if ends(|s| matches!(s, HanSense::Institution | HanSense::GenericParty)) || side {
        return Some(MentionParts::of_kind(SpeakerKind::Institution));
    }
    None
}

/// Whether the text is the name of a country: "某国".
fn is_country(text: &str) -> bool {
    const OTHERS: &str = "各两兩我外全祖本该該他她大小多诸諸强強异異每邻鄰敌敵别別出回归歸爱愛";
    let mut chars = text.chars();
    let last = chars.next_back();
    let count = text.chars().count();
    matches!(last, Some('国' | '國')) && (2..=4).contains(&count) && !text.starts_with(|c| OTHERS.contains(c))
}

/// Whether the stretch is a list of bodies, ended by a word that stands for more: "甲部、乙会等方面".
fn is_list_of_bodies(layout: &Layout<'_>, range: &Range<usize>) -> bool {
    const MORE: [&str; 12] = [
        "等方面",
        "等各方",
        "等方",
        "等机构",
        "等機構",
        "等部门",
        "等部門",
        "等单位",
        "等單位",
        "等组织",
        "等組織",
        "等",
    ];
    let text = &layout.text[range.clone()];
    let Some(row) = MORE.iter().find_map(|more| text.strip_suffix(more)) else {
        return false;
    };
    let last = row.rsplit(['、', '和', '及', '与', '與']).next().unwrap_or(row);
    let start = range.start + row.len() - last.len();
    last.chars().count() >= 2
        && classify_mention(layout, start..range.start + row.len()).is_some_and(|who| who.pronoun.is_none())
}

/// Finds the name at the end of a stretch that says what its bearer does: "数控车工、高级技师郑某某".
pub(super) fn find_name_at_end(layout: &Layout<'_>, range: &Range<usize>) -> Option<Range<usize>> {
    const KINDS: &str = "工师師员員长長家者人手官生民士任理裁授夫友主席记記表使总總监監博医醫农農商教";
    let text = &layout.text[range.clone()];
    let starts: Vec<usize> = text
        .char_indices()
        .rev()
        .take(8)
        .map(|(at, _)| range.start + at)
        .collect();
    let kind_before = |at: usize| layout.text[range.start..at].ends_with(|c: char| KINDS.contains(c));
    [2, 1, 3, 4, 5, 6, 7]
        .iter()
        .filter_map(|n| starts.get(*n).copied())
        .find(|at| *at > range.start && kind_before(*at) && is_name(layout, *at..range.end))
        .map(|at| at..range.end)
}

/// Whether the stretch is a list of names of people who speak together: "王毅和李强".
fn is_list_of_names(layout: &Layout<'_>, range: &Range<usize>) -> bool {
    let mut end = range.start;
    let parts = joint_names(&layout.text[range.clone()], SpeakerKind::Person);
    !parts.is_empty()
        && parts.iter().all(|part| {
            let start = layout.text[end..range.end].find(part).map(|at| end + at);
            end = start.map_or(range.end, |start| start + part.len());
            start.is_some_and(|start| is_name(layout, start..end))
        })
}

/// The stretch without quotation marks around it and without brackets at its end: 「某组织」, "某某（Name Surname）".
fn strip_marks(layout: &Layout<'_>, range: Range<usize>) -> Range<usize> {
    let mut range = range;
    let text = layout.text;
    if text[range.clone()].ends_with(['）', ')'])
        && let Some(open) = text[range.clone()].rfind(['（', '('])
        && open > 0
    {
        range.end = range.start + open;
    }
    let inner = &text[range.clone()];
    let marked = inner.starts_with(['“', '「', '『', '"']) && inner.ends_with(['”', '」', '』', '"']);
    if marked && inner.chars().count() > 2 {
        let first = inner.chars().next().map_or(0, char::len_utf8);
        let last = inner.chars().next_back().map_or(0, char::len_utf8);
        range = range.start + first..range.end - last;
    }
    trim_punctuation(text, range)
}

/// Classifies a stretch with a title: "外交部发言人陆慷", "习近平主席", "外交部发言人".
fn classify_titled_person(layout: &Layout<'_>, range: &Range<usize>) -> Option<MentionParts> {
    let text = layout.text;
    let last = layout
        .hits_in(range.clone())
        .filter(|h| h.sense == HanSense::Title)
        .max_by_key(|h| (h.end, h.end - h.start))?;
    let behind = &text[last.end..range.end];
    if behind.is_empty() {
        // all that stands before the longest title may be a name
        let title = layout
            .hits_in(range.clone())
            .filter(|h| h.sense == HanSense::Title && h.end == range.end)
            .map(|h| h.start)
            .min()?;
        let body = layout
            .hits_at(range.start)
            .any(|h| h.end == title && h.sense == HanSense::Institution);
        if !body
            && is_name(layout, range.start..title)
            && !may_be_place_before_title(layout, range.start..title, &text[title..range.end])
        {
            return Some(MentionParts {
                name: Some((range.start, title)),
                capacity: Some((title, range.end)),
                ..MentionParts::of_kind(SpeakerKind::Person)
            });
        }
        return Some(MentionParts {
            capacity: Some((range.start, range.end)),
            ..MentionParts::of_kind(SpeakerKind::Person)
        });
    }
    let named = is_name(layout, last.end..range.end) || may_be_name_after_title(layout, last.end..range.end);
    named.then(|| MentionParts {
        name: Some((last.end, range.end)),
        capacity: Some((range.start, last.end)),
        ..MentionParts::of_kind(SpeakerKind::Person)
    })
}

/// Whether the word before a title may be a place or a body: a word in the characters of foreign names that the
/// article never uses as a person's name ("芬兰" in "芬兰总统"), or one in Latin letters.
fn may_be_place_before_title(layout: &Layout<'_>, name: Range<usize>, title: &str) -> bool {
    const ADDRESSES: [&str; 10] = [
        "先生", "女士", "小姐", "夫人", "博士", "教授", "爵士", "老师", "老師", "太太",
    ];
    let words = &layout.text[name];
    let latin = words.is_ascii();
    let foreign = words.chars().all(|c| layout.lexicon.transliteration.contains(&c));
    let surname: String = words.chars().take(1).collect();
    let chinese = layout.lexicon.surnames.contains(&surname) && words.chars().count() <= 3;
    (latin || foreign && !chinese) && !layout.names.is_person(words) && !ADDRESSES.contains(&title)
}

/// Whether the stretch right after a title is a name: two to five characters without a word of the lexicon.
fn may_be_name_after_title(layout: &Layout<'_>, range: Range<usize>) -> bool {
    let text = &layout.text[range.clone()];
    let han = text.chars().all(is_common_han);
    let word = layout.hits_in(range).any(|hit| !hit.sense.can_be_part_of_name());
    let han = han && !text.contains(['的', '了', '着', '著']);
    let time = text.ends_with(['时', '時', '后', '後', '前', '中', '上', '下']);
    han && (2..=5).contains(&text.chars().count()) && !word && !time
}

/// Maximum length, in bytes, of a lexicon word that a name could cut.
const WORD_BYTES_MAX: usize = 24;

/// Whether the stretch is a person's name: a surname with one or two characters, or the characters of foreign names.
pub(super) fn is_name(layout: &Layout<'_>, range: Range<usize>) -> bool {
    Step::Byte.count(range.len());
    layout.names.is_person(&layout.text[range.clone()])
        || has_name_spelling(layout, &range)
            && !is_other_word(layout, &range)
            && !ends_with_adverb(layout, &range)
}

/// Whether the stretch is a known name and an adverb, which would look like a longer name: "李明还".
fn ends_with_adverb(layout: &Layout<'_>, range: &Range<usize>) -> bool {
    layout.hits_in(range.clone()).any(|hit| {
        hit.end == range.end
            && matches!(hit.sense, HanSense::BeforeCue | HanSense::NotInSpeaker)
            && layout.names.is_person(&layout.text[range.start..hit.start])
    })
}

/// Whether the stretch has the spelling of a name.
fn has_name_spelling(layout: &Layout<'_>, range: &Range<usize>) -> bool {
    let text = &layout.text[range.clone()];
    let lexicon = layout.lexicon;
    // a name in Latin letters may be longer than others
    if text.starts_with(|c: char| c.is_ascii_uppercase()) {
        let latin = |b: u8| b.is_ascii_alphabetic() || matches!(b, b' ' | b'.' | b'-');
        if text.len() >= 3 && text.bytes().all(latin) {
            return true;
        }
    }
    let count = text.chars().take(19).count();
    if !(2..=18).contains(&count) {
        return false;
    }
    let surname = |n: usize| count > n && lexicon.surnames.contains(first_chars(text, n));
    let short = matches!(count, 2 | 3) && surname(1) || matches!(count, 3 | 4) && surname(2);
    if short && text.chars().all(is_common_han) {
        return true;
    }
    // with a dot in it, a name may have any characters, unless a time or an adverb begins in it
    let adverbial = |hit: &LexiconMatch| {
        matches!(
            hit.sense,
            HanSense::DayOffset(_)
                | HanSense::PeriodOffset(..)
                | HanSense::Weekday(_)
                | HanSense::BeforeCue
                | HanSense::Preposition
                | HanSense::NotInSpeaker
        )
    };
    let dot = |c: char| lexicon.name_dots.contains(&c);
    let dotted = text.contains(dot) && !layout.hits_in(range.clone()).any(adverbial);
    !text.ends_with(dot)
        && text.chars().all(|c| {
            lexicon.transliteration.contains(&c) || dot(c) || dotted && (is_common_han(c) || c == '-')
        })
}

/// Whether the stretch is another word, a body that the article names, or part of a longer word.
fn is_other_word(layout: &Layout<'_>, range: &Range<usize>) -> bool {
    let text = &layout.text[range.clone()];
    let not_names = &layout.lexicon.not_surnames;
    // the end of the stretch must not cut a lexicon word: "白宫发" cuts 发言人 in "白宫发言人"
    let cut = |hit: &LexiconMatch| {
        (range.start + 1..range.end).contains(&hit.start)
            && hit.end > range.end
            && matches!(
                hit.sense,
                HanSense::Title | HanSense::Institution | HanSense::Group
            )
    };
    let is_verb = |hit: &LexiconMatch| {
        hit.end == range.end && matches!(hit.sense, HanSense::Cue(_) | HanSense::IssuingVerb)
    };
    layout.names.is_body(text)
        || not_names.contains(text)
        || not_names.contains(first_chars(text, 2))
        || layout.hits_at(range.start).any(is_verb)
        || layout.hits_in(range.start..range.end + WORD_BYTES_MAX).any(cut)
}

/// The first `count` characters of the text, or all of it.
fn first_chars(text: &str, count: usize) -> &str {
    text.char_indices()
        .nth(count)
        .map_or(text, |(end, _)| &text[..end])
}
