//! Who is named at one place of a Chinese text: names, titles, bodies and pronouns.

use super::dates;
use super::layout::Layout;
use super::mention_classifier::{PARTY_MAX, classify, name_at_end};
pub(super) use super::mention_classifier::{is_party, is_side};
use super::report::trimmed;
use crate::domain::SpeakerKind;
use crate::extract::lexicon::han_lexicon::{HanSense, LexiconMatch};
use std::ops::Range;

/// What is known of a speaker from the words at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct MentionParts {
    pub(super) kind: SpeakerKind,
    pub(super) pronoun: Option<(bool, bool)>,
    pub(super) name: Option<(usize, usize)>,
    pub(super) capacity: Option<(usize, usize)>,
}

impl MentionParts {
    pub(super) fn of(kind: SpeakerKind) -> Self {
        Self {
            kind,
            pronoun: None,
            name: None,
            capacity: None,
        }
    }

    pub(super) fn is_person(&self) -> bool {
        self.kind == SpeakerKind::Person && self.name.is_some()
    }
}

/// What stands before a reporting word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Parsed {
    /// Somebody, in this stretch.
    Who(Range<usize>, MentionParts),
    /// Adverbs and times only, or nothing.
    Empty,
    /// Words that name nobody known.
    Unknown,
    /// The article itself, or nobody in particular.
    Refused,
}

/// Who is named at the beginning of the stretch; adverbials may follow.
pub(super) fn parse(layout: &Layout<'_>, segment: Range<usize>) -> Parsed {
    let mut range = trimmed(layout.text, segment);
    strip_opening(layout, &mut range);
    before_deed(layout, &mut range);
    if range.start >= range.end {
        return Parsed::Empty;
    }
    if layout
        .hits_at(range.start)
        .any(|h| h.sense == HanSense::FirstPerson || h.sense == HanSense::Impersonal && h.end == range.end)
    {
        return Parsed::Refused;
    }
    // the whole, then ever shorter: what is cut off must begin as an adverbial does
    let whole = classify(layout, range.clone());
    if let Some(who) = whole.filter(|who| who.is_person() || !addresses(layout, &range)) {
        return Parsed::Who(range, who);
    }
    let cuts: Vec<usize> = layout.text[range.clone()]
        .char_indices()
        .skip(1)
        .take_while(|(at, _)| *at <= PARTY_MAX)
        .map(|(at, _)| range.start + at)
        .collect();
    let mut adverbial_only = opens_adverbial(layout, range.start, range.end);
    let mut found: Option<(Range<usize>, MentionParts)> = None;
    for cut in cuts {
        let inside_name = layout.text[..cut].ends_with(|c| layout.lexicon.name_dots.contains(&c));
        if inside_name || !opens_adverbial(layout, cut, range.end) {
            continue;
        }
        let head = trimmed(layout.text, range.start..cut);
        match (classify(layout, head.clone()), &found) {
            (Some(who), None) => found = Some((head, who)),
            // "主席特别代表某某": a list of titles goes on to a name
            (Some(who), Some((shorter, first)))
                if who.is_person()
                    && (first.name.is_none()
                        && first.pronoun.is_none()
                        && goes_on(layout, shorter.end..head.end)
                        || first.is_person() && joins(layout, shorter.end..head.end)) =>
            {
                found = Some((head, who));
            }
            _ => {}
        }
        adverbial_only |= found.is_none() && range.start >= cut;
    }
    // "某某对这一决定" is somebody before an adverbial, whatever the end of it may name
    let named = found
        .as_ref()
        .is_some_and(|(_, who)| who.name.is_some() || who.pronoun.is_some());
    // "某某公司发言人对记者"
    let told = found.is_some() && layout.text[range.clone()].contains(['对', '對', '向']);
    if let Some(who) = whole.filter(|_| !named && !told) {
        return Parsed::Who(range, who);
    }
    if let Some((head, who)) = found {
        return Parsed::Who(head, who);
    }
    if let Some((tail, who)) = described(layout, &range) {
        return Parsed::Who(tail, who);
    }
    if adverbial_only {
        Parsed::Empty
    } else {
        Parsed::Unknown
    }
}

/// Cuts the stretch before a deed that whoever speaks does on the way: "外交部9日发表声明".
fn before_deed(layout: &Layout<'_>, range: &mut Range<usize>) {
    let deed = layout
        .hits_in(range.clone())
        .find(|hit| is_deed(layout, hit) && !layout.quoted(hit.start));
    // "主持会议的李强": the deed tells who is meant
    let described = |at: usize| layout.text[at..range.end].contains('的');
    if let Some(deed) = deed
        && !described(deed.end)
    {
        range.end = trimmed(layout.text, range.start..deed.start).end.max(range.start);
    }
}

/// Whether the word tells of a deed and is no part of another: "发言" of "发言人".
fn is_deed(layout: &Layout<'_>, hit: &LexiconMatch) -> bool {
    const WORD_MAX: usize = 12;
    let longer = |word: &LexiconMatch| {
        let holds =
            word.start <= hit.start && word.end >= hit.end && word.end - word.start > hit.end - hit.start;
        holds
            && matches!(
                word.sense,
                HanSense::Title
                    | HanSense::Institution
                    | HanSense::OccasionHead
                    | HanSense::CueMask
                    | HanSense::Document
                    | HanSense::Group
            )
    };
    let from = layout.boundary(hit.start.saturating_sub(WORD_MAX));
    hit.sense == HanSense::IssuingVerb && !layout.hits_in(from..hit.end + WORD_MAX).any(longer)
}

/// "多次来访的N": whoever is named behind what tells of him.
fn described(layout: &Layout<'_>, range: &Range<usize>) -> Option<(Range<usize>, MentionParts)> {
    let text = &layout.text[range.clone()];
    let at = text.rfind('的').filter(|at| *at > 0)? + '的'.len_utf8();
    let tail = trimmed(layout.text, range.start + at..range.end);
    if tail.start >= tail.end || layout.quoted(tail.start) {
        return None;
    }
    match parse(layout, tail) {
        Parsed::Who(range, who) if who.is_person() => Some((range, who)),
        _ => None,
    }
}

/// Whoever the stretch begins with and the article knows, whatever he does in it: "N拿出一张图展示".
pub(super) fn leading(layout: &Layout<'_>, segment: Range<usize>) -> Option<(Range<usize>, MentionParts)> {
    const TITLES_MAX: usize = 90;
    let mut range = trimmed(layout.text, segment);
    strip_opening(layout, &mut range);
    let pronoun = layout.hits_at(range.start).find_map(|hit| match hit.sense {
        HanSense::Pronoun { plural, feminine } if hit.end <= range.end && !layout.masked(hit) => {
            Some((hit.start..hit.end, plural, feminine))
        }
        _ => None,
    });
    if let Some((place, plural, feminine)) = pronoun {
        let who = MentionParts {
            pronoun: Some((plural, feminine)),
            ..MentionParts::of(SpeakerKind::Person)
        };
        return Some((place, who));
    }
    let titles = layout
        .hits_in(range.clone())
        .take_while(|hit| hit.start < range.start + TITLES_MAX)
        .filter(|hit| hit.sense == HanSense::Title)
        .map(|hit| hit.end);
    let (start, length) = std::iter::once(range.start).chain(titles).find_map(|start| {
        let length = layout.naming.person_at(&layout.text[start..range.end])?;
        Some((start, length))
    })?;
    let who = classify(layout, range.start..start + length).filter(MentionParts::is_person)?;
    Some((range.start..start + length, who))
}

/// Whether the stretch may be somebody and whom they address: "N向安理会".
fn addresses(layout: &Layout<'_>, range: &Range<usize>) -> bool {
    layout.hits_in(range.clone()).any(|h| {
        h.start > range.start && matches!(h.sense, HanSense::Preposition | HanSense::TowardPreposition)
    })
}

/// Whether the stretch goes on with titles and a name: it holds a title, no date and no preposition.
fn goes_on(layout: &Layout<'_>, range: Range<usize>) -> bool {
    let mut titled = false;
    for hit in layout.hits_in(range.clone()) {
        match hit.sense {
            HanSense::Title => titled = true,
            HanSense::Preposition | HanSense::Cue(_) | HanSense::DayOffset(_) | HanSense::Weekday(_) => {
                return false;
            }
            _ => {}
        }
    }
    titled && !layout.text[range].contains(|c: char| c.is_ascii_digit())
}

/// Whether the stretch joins one more person: "和卢某某".
fn joins(layout: &Layout<'_>, range: Range<usize>) -> bool {
    let text = &layout.text[range.clone()];
    let Some(rest) = text.strip_prefix(['和', '与', '與', '及', '、']) else {
        return false;
    };
    let start = range.end - rest.len();
    classify(layout, start..range.end).is_some_and(|who| who.is_person())
}

/// The stretch as a speaker of an unknown kind, adverbials at its end left out.
pub(super) fn unknown(layout: &Layout<'_>, segment: Range<usize>) -> Option<(Range<usize>, MentionParts)> {
    let mut range = trimmed(layout.text, segment);
    strip_opening(layout, &mut range);
    let pronoun = layout.hits_in(range.clone()).find_map(|h| match h.sense {
        HanSense::Pronoun { plural, feminine } => Some((h.start..h.end, plural, feminine)),
        _ => None,
    });
    if let Some((place, plural, feminine)) = pronoun {
        return Some((
            place,
            MentionParts {
                pronoun: Some((plural, feminine)),
                ..MentionParts::of(SpeakerKind::Person)
            },
        ));
    }
    let cut = layout.text[range.clone()]
        .char_indices()
        .skip(2)
        .map(|(at, _)| range.start + at)
        .find(|at| {
            layout
                .hits_at(*at)
                .any(|h| matches!(h.sense, HanSense::BeforeCue | HanSense::DayOffset(_)))
                || starts_date(&layout.text[*at..range.end])
        });
    range.end = cut.unwrap_or(range.end);
    if let Some(named) = name_at_end(layout, &range) {
        let who = MentionParts {
            name: Some((named.start, named.end)),
            capacity: (range.start < named.start).then_some((range.start, named.start)),
            ..MentionParts::of(SpeakerKind::Person)
        };
        return Some((range, who));
    }
    if tells_no_party(layout, &range) {
        return None;
    }
    let count = layout.text[range.clone()].chars().count();
    (2..=24)
        .contains(&count)
        .then(|| (range, MentionParts::of(SpeakerKind::Unknown)))
}

/// Whether the words cannot be a party: an adverbial, or a deed.
fn tells_no_party(layout: &Layout<'_>, range: &Range<usize>) -> bool {
    const OPENINGS: [&str; 16] = [
        "在", "当", "當", "每当", "每當", "由于", "由於", "透过", "透過", "虽", "如", "若", "为了", "為了",
        "这", "這",
    ];
    let text = &layout.text[range.clone()];
    let adverbial = layout.hits_at(range.start).any(|hit| {
        hit.end < range.end
            && matches!(
                hit.sense,
                HanSense::Negation | HanSense::Modal | HanSense::TowardPreposition | HanSense::PassiveMarker
            )
    });
    adverbial
        || text.contains(['了', '着', '过', '過', '是'])
        || OPENINGS.iter().any(|word| text.starts_with(word))
}

/// How many bytes the credit that opens a report takes: "某社某地1月30日电（记者某某）", "【某网报道】".
fn credit(text: &str) -> usize {
    let mut end = 0;
    if text.starts_with('【') {
        end = text.find('】').map_or(0, |at| at + '】'.len_utf8());
    }
    let head: String = text[end..].chars().take(40).collect();
    if let Some(wire) = head
        .find('电')
        .filter(|at| head[..*at].contains(['社', '报', '网']) && head[..*at].ends_with(['日', '讯']))
    {
        end += wire + '电'.len_utf8();
        if text[end..].starts_with(['（', '(']) {
            end = text[end..].find(['）', ')']).map_or(end, |at| {
                end + at + text[end + at..].chars().next().map_or(1, char::len_utf8)
            });
        }
    }
    end
}

/// Steps over the credit, connectives and times before the speaker.
fn strip_opening(layout: &Layout<'_>, range: &mut Range<usize>) {
    let opening = credit(&layout.text[range.clone()]);
    *range = trimmed(layout.text, range.start + opening..range.end);
    // "有专家建议"
    // "如N宣布": an example
    let example = &layout.text[range.clone()];
    if example.starts_with('如') && !layout.hits_at(range.start).any(|h| h.end > range.start + 3) {
        let rest = range.start + '如'.len_utf8()..range.end;
        if matches!(parse(layout, rest.clone()), Parsed::Who(..)) {
            *range = rest;
        }
    }
    let some = range.start + '有'.len_utf8();
    let is_described = |h: &LexiconMatch| matches!(h.sense, HanSense::Title | HanSense::Group);
    if layout.text[range.clone()].starts_with('有')
        && layout
            .hits_at(some)
            .any(|h| h.end <= range.end && is_described(h))
        && !layout.hits_at(range.start).any(|h| h.end > some)
    {
        range.start = some;
    }
    loop {
        let start = range.start;
        let skip = layout
            .hits_at(start)
            .filter(|h| h.end <= range.end)
            .find(|h| {
                matches!(
                    h.sense,
                    HanSense::NotInSpeaker
                        | HanSense::BeforeCue
                        | HanSense::DayOffset(_)
                        | HanSense::PeriodOffset(..)
                        | HanSense::Month
                )
            })
            .filter(|_| {
                !layout.hits_at(start).any(|h| {
                    matches!(
                        h.sense,
                        HanSense::Title | HanSense::Institution | HanSense::GenericParty
                    ) && h.end > start + 3
                })
            })
            .map(|h| h.end);
        let date = date_length(&layout.text[start..range.end]);
        match skip.or((date > 0).then_some(start + date)) {
            Some(end) => *range = trimmed(layout.text, end..range.end),
            None => break,
        }
        if range.start >= range.end || range.start == start {
            break;
        }
    }
}

/// Whether an adverb, a time or a prepositional phrase begins here.
fn opens_adverbial(layout: &Layout<'_>, at: usize, end: usize) -> bool {
    if is_described_office(layout, at, end) {
        return false;
    }
    starts_date(&layout.text[at..end])
        || layout.hits_at(at).filter(|h| h.end <= end).any(|h| {
            matches!(
                h.sense,
                HanSense::BeforeCue
                    | HanSense::DayOffset(_)
                    | HanSense::PeriodOffset(..)
                    | HanSense::Weekday(_)
                    | HanSense::Preposition
                    | HanSense::NotInSpeaker
                    | HanSense::Cue(_)
            ) || is_deed(layout, h)
        })
        || layout.text[at..end].starts_with(['（', '('])
}

/// "有关负责人", "相关部门负责同志": no preposition, but an office that is not named.
fn is_described_office(layout: &Layout<'_>, at: usize, end: usize) -> bool {
    const WORDS: [&str; 4] = ["有关", "相关", "有關", "相關"];
    WORDS.iter().any(|word| {
        layout.text[at..end].starts_with(word)
            && layout.hits_at(at + word.len()).any(|hit| {
                hit.end <= end
                    && matches!(
                        hit.sense,
                        HanSense::Title | HanSense::Group | HanSense::Institution
                    )
            })
    })
}

fn starts_date(text: &str) -> bool {
    date_length(text) > 0
}

/// How many bytes a date such as 2018年12月4日, 当地时间18日 or 三月十日 takes.
pub(super) fn date_length(text: &str) -> usize {
    let bracketed = bracketed_day(text);
    if bracketed > 0 {
        return bracketed;
    }
    dates::length(text)
}

/// How many bytes "今（7）日" takes, as the press of Taiwan writes days.
fn bracketed_day(text: &str) -> usize {
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

/// How many bytes the figures of a year, month or day take: 2018, ２０１８, 十二, 二十三, 廿三.
fn numeral_length(text: &str) -> usize {
    let numeral = |c: char| {
        c.is_ascii_digit() || ('０'..='９').contains(&c) || "〇零一二三四五六七八九十廿卅".contains(c)
    };
    let end = text.find(|c| !numeral(c)).unwrap_or(text.len());
    if text[..end].chars().count() > 4 { 0 } else { end }
}
