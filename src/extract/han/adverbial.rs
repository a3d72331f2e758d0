//! What may stand around a speaker without naming one: adverbs, times, prepositional phrases, the credit of an agency.

use super::layout::Layout;
use super::written_date::date_length;
use crate::extract::lexicon::han_lexicon::{HanSense, LexiconMatch};

/// Whether an adverb, a time, a prepositional phrase or an aside in brackets begins here.
pub(super) fn opens_adverbial(layout: &Layout<'_>, at: usize, end: usize) -> bool {
    if is_unnamed_office(layout, at, end) {
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
            ) || is_issuing_deed(layout, h)
        })
        || layout.text[at..end].starts_with(['（', '('])
}

/// "有关负责人", "相关部门负责同志": an office without a name. "有关" is no preposition here.
fn is_unnamed_office(layout: &Layout<'_>, at: usize, end: usize) -> bool {
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

/// Whether the word is a verb of issuing, and not part of another word: "发言" in "发言人".
pub(super) fn is_issuing_deed(layout: &Layout<'_>, hit: &LexiconMatch) -> bool {
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
    let from = layout.floor_char_boundary(hit.start.saturating_sub(WORD_MAX));
    hit.sense == HanSense::IssuingVerb && !layout.hits_in(from..hit.end + WORD_MAX).any(longer)
}

/// The length in bytes of the agency credit that opens a report: "某社某地1月30日电（记者某某）", "【某网报道】"; 0 if there is none.
pub(super) fn credit_length(text: &str) -> usize {
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

/// Whether the text begins with a date.
pub(super) fn starts_date(text: &str) -> bool {
    date_length(text) > 0
}
