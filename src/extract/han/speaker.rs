//! Who is named at one place of a Chinese text: names, titles, bodies and pronouns.

use super::layout::Layout;
use super::report::trimmed;
use crate::domain::{SpeakerKind, joint_names};
use crate::extract::lexicon::han::{Hit, Sense};
use std::ops::Range;

/// What is known of a speaker from the words at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Who {
    pub(super) kind: SpeakerKind,
    pub(super) pronoun: Option<(bool, bool)>,
    pub(super) name: Option<(usize, usize)>,
    pub(super) capacity: Option<(usize, usize)>,
}

impl Who {
    fn of(kind: SpeakerKind) -> Self {
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
    Who(Range<usize>, Who),
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
    if range.start >= range.end {
        return Parsed::Empty;
    }
    if layout
        .hits_at(range.start)
        .any(|h| h.sense == Sense::First || h.sense == Sense::Nobody && h.end == range.end)
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
        .map(|(at, _)| range.start + at)
        .collect();
    let mut adverbial_only = opens_adverbial(layout, range.start, range.end);
    let mut found: Option<(Range<usize>, Who)> = None;
    for cut in cuts {
        let inside_name = layout.text[..cut].ends_with(|c| layout.lexicon.dots.contains(&c));
        if inside_name || !opens_adverbial(layout, cut, range.end) {
            continue;
        }
        let head = trimmed(layout.text, range.start..cut);
        match (classify(layout, head.clone()), &found) {
            (Some(who), None) => found = Some((head, who)),
            // "主席特别代表某某": a list of titles goes on to a name
            (Some(who), Some((shorter, first)))
                if first.name.is_none()
                    && first.pronoun.is_none()
                    && who.is_person()
                    && goes_on(layout, shorter.end..head.end) =>
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
    if let Some(who) = whole.filter(|_| !named) {
        return Parsed::Who(range, who);
    }
    if let Some((head, who)) = found {
        return Parsed::Who(head, who);
    }
    if adverbial_only {
        Parsed::Empty
    } else {
        Parsed::Unknown
    }
}

/// Whether the stretch may be somebody and whom they address: "N向安理会".
fn addresses(layout: &Layout<'_>, range: &Range<usize>) -> bool {
    layout
        .hits_in(range.clone())
        .any(|h| h.start > range.start && matches!(h.sense, Sense::Preposition | Sense::Toward))
}

/// Whether the stretch goes on with titles and a name: it holds a title, no date and no preposition.
fn goes_on(layout: &Layout<'_>, range: Range<usize>) -> bool {
    let mut titled = false;
    for hit in layout.hits_in(range.clone()) {
        match hit.sense {
            Sense::Title => titled = true,
            Sense::Preposition | Sense::Cue(_) | Sense::Days(_) | Sense::Weekday(_) => return false,
            _ => {}
        }
    }
    titled && !layout.text[range].contains(|c: char| c.is_ascii_digit())
}

/// The stretch as a speaker of an unknown kind, adverbials at its end left out.
pub(super) fn unknown(layout: &Layout<'_>, segment: Range<usize>) -> Option<(Range<usize>, Who)> {
    let mut range = trimmed(layout.text, segment);
    strip_opening(layout, &mut range);
    let pronoun = layout.hits_in(range.clone()).find_map(|h| match h.sense {
        Sense::Pronoun { plural, feminine } => Some((h.start..h.end, plural, feminine)),
        _ => None,
    });
    if let Some((place, plural, feminine)) = pronoun {
        return Some((
            place,
            Who {
                pronoun: Some((plural, feminine)),
                ..Who::of(SpeakerKind::Person)
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
                .any(|h| matches!(h.sense, Sense::Between | Sense::Days(_)))
                || starts_date(&layout.text[*at..range.end])
        });
    range.end = cut.unwrap_or(range.end);
    let count = layout.text[range.clone()].chars().count();
    (2..=24)
        .contains(&count)
        .then(|| (range, Who::of(SpeakerKind::Unknown)))
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
    let some = range.start + '有'.len_utf8();
    let is_described = |h: &Hit| matches!(h.sense, Sense::Title | Sense::Group);
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
                    Sense::Stop | Sense::Between | Sense::Days(_) | Sense::Vague(..) | Sense::Month
                )
            })
            .filter(|_| {
                !layout.hits_at(start).any(|h| {
                    matches!(h.sense, Sense::Title | Sense::Institution | Sense::Party) && h.end > start + 3
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
    starts_date(&layout.text[at..end])
        || layout.hits_at(at).filter(|h| h.end <= end).any(|h| {
            matches!(
                h.sense,
                Sense::Between
                    | Sense::Days(_)
                    | Sense::Vague(..)
                    | Sense::Weekday(_)
                    | Sense::Preposition
                    | Sense::Stop
                    | Sense::Cue(_)
            )
        })
        || layout.text[at..end].starts_with(['（', '('])
}

fn starts_date(text: &str) -> bool {
    date_length(text) > 0
}

/// How many bytes a date such as 2018年12月4日, 当地时间18日 or 19日 takes.
pub(super) fn date_length(text: &str) -> usize {
    let mut rest = text;
    for lead in ["当地时间", "北京时间", "美东时间"] {
        rest = rest.strip_prefix(lead).unwrap_or(rest);
    }
    let mut end = text.len() - rest.len();
    let lead = end;
    loop {
        let digits = rest.chars().take_while(char::is_ascii_digit).count();
        let unit = rest[digits..].chars().next();
        match unit {
            Some(c @ ('年' | '月' | '日' | '号')) if digits > 0 => {
                end += digits + c.len_utf8();
                rest = &rest[digits + c.len_utf8()..];
            }
            _ => break,
        }
    }
    if end == lead {
        return 0;
    }
    for part in [
        "上午", "下午", "晚间", "晚", "早", "凌晨", "清晨", "深夜", "傍晚", "中午",
    ] {
        if rest.starts_with(part) {
            return end + part.len();
        }
    }
    end
}

/// "中方", "双方": a side of talks.
pub(super) fn is_side(layout: &Layout<'_>, range: &Range<usize>) -> bool {
    let name = &layout.text[range.clone()];
    layout
        .lexicon
        .sides
        .iter()
        .any(|side| name.ends_with(side.as_str()))
}

/// Whether the whole stretch names somebody, or a body.
pub(super) fn is_party(layout: &Layout<'_>, range: Range<usize>) -> bool {
    classify(layout, range).is_some()
}

/// What kind of party the whole stretch names.
fn classify(layout: &Layout<'_>, range: Range<usize>) -> Option<Who> {
    let range = unmarked(layout, range);
    let text = &layout.text[range.clone()];
    let count = text.chars().filter(|c| !c.is_ascii()).count();
    if text.is_empty() || count > 40 || text.chars().count() > 120 {
        return None;
    }
    let ends = |sense: fn(&Sense) -> bool| {
        layout
            .hits_in(range.clone())
            .any(|h| h.end == range.end && sense(&h.sense))
    };
    let whole = layout.hits_at(range.start).find(|h| h.end == range.end);
    if let Some(Sense::Pronoun { plural, feminine }) = layout
        .hits_at(range.start)
        .filter(|h| h.end == range.end)
        .map(|h| h.sense)
        .find(|s| matches!(s, Sense::Pronoun { .. }))
    {
        return Some(Who {
            pronoun: Some((plural, feminine)),
            ..Who::of(SpeakerKind::Person)
        });
    }
    if whole.is_some_and(|h| matches!(h.sense, Sense::First)) {
        return None;
    }
    if let Some(who) = with_title(layout, &range) {
        return Some(who);
    }
    if is_name(layout, range.clone()) || are_names(layout, &range) {
        return Some(Who {
            name: Some((range.start, range.end)),
            ..Who::of(SpeakerKind::Person)
        });
    }
    if ends(|s| matches!(s, Sense::Document)) || text.ends_with('》') {
        return Some(Who::of(SpeakerKind::Document));
    }
    if ends(|s| matches!(s, Sense::Group)) {
        return Some(Who::of(SpeakerKind::Group));
    }
    let side = count <= 8 && is_side(layout, &range) && count >= 2;
    if ends(|s| matches!(s, Sense::Institution | Sense::Party)) || side {
        return Some(Who::of(SpeakerKind::Institution));
    }
    None
}

/// "王毅和李强": the names of several who speak together.
fn are_names(layout: &Layout<'_>, range: &Range<usize>) -> bool {
    let mut end = range.start;
    let parts = joint_names(&layout.text[range.clone()], SpeakerKind::Person);
    !parts.is_empty()
        && parts.iter().all(|part| {
            let start = layout.text[end..range.end].find(part).map(|at| end + at);
            end = start.map_or(range.end, |start| start + part.len());
            start.is_some_and(|start| is_name(layout, start..end))
        })
}

/// The stretch without quotation marks around it and without what stands in brackets at its end: 「某组织」,
/// "某某（Name Surname）".
fn unmarked(layout: &Layout<'_>, range: Range<usize>) -> Range<usize> {
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
    trimmed(text, range)
}

/// "外交部发言人陆慷", "习近平主席", "外交部发言人".
fn with_title(layout: &Layout<'_>, range: &Range<usize>) -> Option<Who> {
    let text = layout.text;
    let last = layout
        .hits_in(range.clone())
        .filter(|h| h.sense == Sense::Title)
        .max_by_key(|h| (h.end, h.end - h.start))?;
    let behind = &text[last.end..range.end];
    if behind.is_empty() {
        // the longest name before the title that is one by itself
        let title = layout
            .hits_in(range.clone())
            .filter(|h| h.sense == Sense::Title && h.end == range.end)
            .map(|h| h.start)
            .min()?;
        let body = layout
            .hits_at(range.start)
            .any(|h| h.end == title && h.sense == Sense::Institution);
        if !body && is_name(layout, range.start..title) {
            return Some(Who {
                name: Some((range.start, title)),
                capacity: Some((title, range.end)),
                ..Who::of(SpeakerKind::Person)
            });
        }
        return Some(Who {
            capacity: Some((range.start, range.end)),
            ..Who::of(SpeakerKind::Person)
        });
    }
    let named = is_name(layout, last.end..range.end) || may_be_name(layout, last.end..range.end);
    named.then(|| Who {
        name: Some((last.end, range.end)),
        capacity: Some((range.start, last.end)),
        ..Who::of(SpeakerKind::Person)
    })
}

/// Right behind a title, any two to five characters that no word of the lexicon lies in are a name.
fn may_be_name(layout: &Layout<'_>, range: Range<usize>) -> bool {
    let text = &layout.text[range.clone()];
    let han = text.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let word = layout.hits_in(range).any(|h| {
        !matches!(
            h.sense,
            Sense::Act(_) | Sense::Predicate(_) | Sense::Mask | Sense::Toward | Sense::Anti | Sense::OccasionHead
        )
    });
    let time = text.ends_with(['时', '時', '后', '後', '前', '中', '上', '下']);
    han && (2..=5).contains(&text.chars().count()) && !word && !time
}

/// More bytes than a word of the lexicon has that a name could cut.
const LONGEST_WORD: usize = 24;

/// A surname and one or two characters more, or characters that write foreign names.
fn is_name(layout: &Layout<'_>, range: Range<usize>) -> bool {
    let text = &layout.text[range.clone()];
    let chars: Vec<char> = text.chars().collect();
    let lexicon = layout.lexicon;
    let surname =
        |n: usize| chars.len() > n && lexicon.surnames.contains(&chars[..n].iter().collect::<String>());
    let han = chars.iter().all(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
    // "白宫发" of "白宫发言人"
    let cut = |hit: &Hit| {
        (range.start + 1..range.end).contains(&hit.start)
            && hit.end > range.end
            && matches!(hit.sense, Sense::Title | Sense::Institution | Sense::Group)
    };
    if layout.hits_in(range.start..range.end + LONGEST_WORD).any(cut) {
        return false;
    }
    if han && (surname(1) && (2..=3).contains(&chars.len()) || surname(2) && (3..=4).contains(&chars.len())) {
        return true;
    }
    // beside a dot any character writes a name, unless a time or an adverb begins with it
    let adverbial = |hit: &Hit| {
        matches!(
            hit.sense,
            Sense::Days(_)
                | Sense::Vague(..)
                | Sense::Weekday(_)
                | Sense::Between
                | Sense::Preposition
                | Sense::Stop
        )
    };
    let dotted = chars.iter().any(|c| lexicon.dots.contains(c)) && !layout.hits_in(range).any(adverbial);
    let foreign = chars.iter().all(|c| {
        lexicon.transliteration.contains(c)
            || lexicon.dots.contains(c)
            || dotted && ('\u{4e00}'..='\u{9fff}').contains(c)
    });
    let open = chars.last().is_some_and(|c| lexicon.dots.contains(c));
    if foreign && !open && (2..=18).contains(&chars.len()) {
        return true;
    }
    let latin = chars
        .iter()
        .all(|c| c.is_ascii_alphabetic() || matches!(c, ' ' | '.' | '-'));
    latin && chars.first().is_some_and(char::is_ascii_uppercase) && chars.len() >= 3
}
