//! What a clause of Chinese speech does, in the order of acts: the first test that it passes tells its act.

use super::clause::{Clause, Subject, Word};
use crate::domain::Act;
use crate::extract::act::precedence;
use crate::extract::lexicon::PredicateKind;
use std::ops::Range;

/// The act of the clause, the rule that told it, and the words.
pub(super) fn act(clause: &Clause<'_>) -> Option<(Act, &'static str, Range<usize>)> {
    precedence::first(|act| match act {
        Act::Denial => denies(clause),
        Act::Proposal => proposes(clause),
        Act::Call => calls(clause),
        Act::Commitment => commits(clause),
        Act::Announcement => announces(clause),
        Act::Warning => warns(clause),
        Act::Forecast => foretells(clause),
        Act::Expressive => expresses(clause),
        Act::Position => judges(clause),
        Act::Claim => None,
    })
}

/// 1. Rejects that something is so, or that one did it.
fn denies(clause: &Clause<'_>) -> Option<Range<usize>> {
    if let Some(word) = clause.marked(Act::Denial) {
        return Some(word);
    }
    if clause.has(PredicateKind::YET) {
        return None;
    }
    let denied = clause
        .words
        .iter()
        .position(|word| word.is(PredicateKind::HAN_NEGATION))?;
    let place = clause.words[denied].place.clone();
    let judged = clause.has(PredicateKind::EVALUATIVE | PredicateKind::EVALUATIVE_NOUN);
    let behind = &clause.text[place.end..];
    // 不是X: it is not what somebody says it is
    let is_not = clause.words[denied].is(PredicateKind::HAN_COPULA) && !judged;
    let outright = clause.has(PredicateKind::OUTRIGHT_NEGATION) || behind.contains("任何");
    let own_deed =
        clause.subject == Subject::Own && clause.text[place.clone()].contains(['没', '沒', '未', '无', '無']);
    (is_not || outright && !judged || own_deed && !judged).then_some(place)
}

/// 2. Puts forward a measure, plan, body or change to be adopted.
fn proposes(clause: &Clause<'_>) -> Option<Range<usize>> {
    let word = clause
        .word(PredicateKind::PROPOSES)
        .or_else(|| clause.marked(Act::Proposal))?;
    let done = clause
        .words
        .iter()
        .any(|w| w.is(PredicateKind::PERFECTIVE) && w.place.start < word.start);
    let noun = clause.text[word.end..]
        .chars()
        .next()
        .is_none_or(|c| matches!(c, '，' | '。' | '是' | '的'));
    (!done && !noun && clause.subject != Subject::Thing).then_some(word)
}

/// 3. Asks or urges somebody to do or stop something.
fn calls(clause: &Clause<'_>) -> Option<Range<usize>> {
    if let Some(word) = clause.marked(Act::Call) {
        return Some(word);
    }
    let calls = clause.words.iter().find(|word| word.is(PredicateKind::CALLS));
    if let Some(word) = calls.filter(|_| clause.is_own() && !clause.has(PredicateKind::PERFECTIVE)) {
        let wish = clause.text[word.place.end..].chars().count() >= 3;
        if wish {
            return Some(word.place.clone());
        }
    }
    if let Some(word) = bids(clause) {
        return Some(word);
    }
    let obliged = clause
        .words
        .iter()
        .find(|word| word.is(PredicateKind::OBLIGATION))?;
    let undergoes =
        |word: &Word| word.is(PredicateKind::HAN_PASSIVE) && word.place.start == obliged.place.end;
    if clause.words.iter().any(undergoes) {
        return None;
    }
    let somebody = clause.words.iter().any(|word| {
        word.place.start < obliged.place.start
            && word.is(PredicateKind::ACTOR_NOUN | PredicateKind::SECOND_PERSON | PredicateKind::SIDE_NOUN)
    });
    (somebody || clause.subject == Subject::Actor).then(|| obliged.place.clone())
}

/// 要正视差距, 推动…: without a subject, whoever is meant is to act. What is judged by it is no call (加强合作符合…).
fn bids(clause: &Clause<'_>) -> Option<Range<usize>> {
    let judged = clause.marked(Act::Position).is_some()
        || clause.has(PredicateKind::HAN_COPULA | PredicateKind::EVALUATIVE_NOUN);
    let first = clause.words.first().filter(|_| clause.subject == Subject::Same)?;
    let begins = clause.text[..first.place.start]
        .trim_matches([' ', '“', '「'])
        .is_empty();
    let measure = first.is(PredicateKind::MEASURE_VERB)
        && !judged
        && !clause.has(PredicateKind::PERFECTIVE | PredicateKind::FUTURE);
    let bids = first.is(PredicateKind::BARE_OBLIGATION);
    (begins && (bids || measure)).then(|| first.place.clone())
}

/// 4. Binds the speaker, or the side that he speaks for, to a deed of its own.
fn commits(clause: &Clause<'_>) -> Option<Range<usize>> {
    let willing = clause.marked(Act::Commitment);
    if willing.is_some() && clause.subject != Subject::Thing {
        return willing;
    }
    if !clause.is_own() || clause.has(PredicateKind::POSSIBILITY | PredicateKind::BAD) {
        return None;
    }
    clause.word(PredicateKind::COMMITS).or_else(|| {
        let coming = clause.word(PredicateKind::FUTURE)?;
        let denied = clause.has(PredicateKind::HAN_NEGATION);
        let scheduled = clause.has(PredicateKind::SCHEDULES) || clause.has(PredicateKind::HARMS) && !denied;
        (clause.subject == Subject::Own && !scheduled).then_some(coming)
    })
}

/// 5. Makes known what the speaker's side decided, did or scheduled.
fn announces(clause: &Clause<'_>) -> Option<Range<usize>> {
    if let Some(word) = clause.marked(Act::Announcement) {
        return Some(word);
    }
    let coming = clause
        .word(PredicateKind::FUTURE)
        .filter(|_| clause.has(PredicateKind::SCHEDULES) && !clause.has(PredicateKind::BAD));
    let decided = clause
        .word(PredicateKind::DECIDES)
        .filter(|_| clause.subject == Subject::Own && clause.has(PredicateKind::PERFECTIVE));
    coming.or(decided)
}

/// 6. Something bad may come, or a risk is there.
fn warns(clause: &Clause<'_>) -> Option<Range<usize>> {
    if clause.has(PredicateKind::HAN_NEGATION) {
        return None;
    }
    if let Some(word) = clause.marked(Act::Warning) {
        return Some(word);
    }
    let coming = clause.has(PredicateKind::FUTURE | PredicateKind::POSSIBILITY);
    let bad = clause
        .word(PredicateKind::BAD | PredicateKind::HARMS | PredicateKind::THREATENS)
        .filter(|_| coming);
    bad.or_else(|| {
        let there = clause.has(PredicateKind::HAN_COPULA) && !clause.has(PredicateKind::EVALUATIVE);
        let threat = clause.word(PredicateKind::THREATENS).filter(|word| {
            // 威胁X: a verb with an object, not the noun
            let object = clause.text[word.end..]
                .chars()
                .take_while(|c| c.is_alphanumeric())
                .count();
            object >= 2 && !clause.text[word.end..].starts_with('的')
        });
        clause.word(PredicateKind::BAD).filter(|_| there).or(threat)
    })
}

/// 7. Something will or may come, neither bad nor one's own deed.
fn foretells(clause: &Clause<'_>) -> Option<Range<usize>> {
    clause
        .marked(Act::Forecast)
        .or_else(|| clause.word(PredicateKind::EXPECTS))
        .or_else(|| clause.word(PredicateKind::FUTURE | PredicateKind::POSSIBILITY))
}

/// 8. Thanks, regret, apology, condolence, congratulation, welcome.
fn expresses(clause: &Clause<'_>) -> Option<Range<usize>> {
    clause
        .marked(Act::Expressive)
        .filter(|_| clause.subject != Subject::Thing)
}

/// 9. Judges as good, bad, right, needed, possible to accept; is for or against.
fn judges(clause: &Clause<'_>) -> Option<Range<usize>> {
    if let Some(word) = clause
        .marked(Act::Position)
        .or_else(|| clause.word(PredicateKind::OBLIGATION))
    {
        return Some(word);
    }
    let stand = clause.word(PredicateKind::JUDGES);
    if stand.is_some() && clause.is_own() {
        return stand;
    }
    if let Some(value) = clause
        .word(PredicateKind::EVALUATIVE_NOUN)
        .filter(|_| clause.has(PredicateKind::HAN_COPULA))
    {
        return Some(value);
    }
    let value = clause
        .words
        .iter()
        .find(|word| word.is(PredicateKind::EVALUATIVE))?;
    // 是…的, 很…, or the last words of the clause: said of the subject, not of a noun behind it
    let rest = clause.text[value.place.end..].trim_end_matches(['，', '。', '！', '；', ',', '”', '」', ' ']);
    let said_of_subject = rest.is_empty() || rest == "的" || rest == "了";
    // 是正确的选择: of the noun that the subject is said to be
    let is = clause
        .word(PredicateKind::HAN_COPULA)
        .is_some_and(|is| is.start < value.place.start)
        && rest.starts_with('的');
    (said_of_subject || is).then(|| value.place.clone())
}
