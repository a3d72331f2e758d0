//! What is done by saying it, in Chinese: the cue decides alone where it performs the act; else the main clause does,
//! by tests in the order of acts.
//!
//! A clause runs from comma to comma. Its predicates are the longest words of the lexicon at their places; one that
//! stands before 的 and another predicate only describes a noun (提出建议的委员会已开会) and decides nothing.

use super::cast::Resolved;
use super::layout::Layout;
use super::report::Report;
use crate::domain::Act;
use crate::extract::lexicon::Predicate;
use crate::extract::lexicon::han::Sense;
use std::ops::Range;

/// An act and what told it.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) act: Act,
    pub(super) rule: &'static str,
    pub(super) words: Option<Range<usize>>,
    /// The side that the words say proposes, calls, promises or rejects, and its name.
    pub(super) side: Option<(Range<usize>, String)>,
}

impl Told {
    fn new(act: Act, rule: &'static str, words: Option<Range<usize>>) -> Self {
        Self {
            act,
            rule,
            words,
            side: None,
        }
    }
}

/// The act of the report; `listed` where its words are the points of a list.
pub(super) fn of(layout: &Layout<'_>, report: &Report, who: &Resolved, listed: bool) -> Told {
    performed(layout, report)
        .or_else(|| listed.then(|| Told::new(Act::Proposal, "numbered-points", None)))
        .or_else(|| content(layout, report, who))
        .unwrap_or_else(|| left_open(report))
}

/// The act of a cue that decides alone: it performs the act, or tells an attitude to a noun phrase.
fn performed(layout: &Layout<'_>, report: &Report) -> Option<Told> {
    let act = report.act?;
    let whole = !matches!(report.rule, "attitude" | "speaker-cue-object");
    if report.cue_content.rejects && whole {
        return Some(Told::new(Act::Position, "cue-that-rejects", None));
    }
    let asks = report.pieces.iter().any(|p| layout.text[p.clone()].ends_with(['？', '?']));
    let stands = match act {
        Act::Claim => report.cue_content.performs,
        Act::Call if asks => false,
        _ => !whole || report.cue_content.performs || report.mental && !report.cue_content.judges,
    };
    stands.then(|| Told::new(act, "cue", None))
}

/// The act where neither the cue nor the content tells one.
fn left_open(report: &Report) -> Told {
    if report.cue_content.judges {
        return Told::new(Act::Position, "cue-that-judges", None);
    }
    let rule = if report.act.is_some() { "cue" } else { "nothing-else" };
    Told::new(Act::Claim, rule, None)
}

/// A predicate of a clause: the longest word of the lexicon at its place.
#[derive(Debug, Clone)]
struct Word {
    place: Range<usize>,
    kinds: Predicate,
    acts: Vec<Act>,
}

impl Word {
    fn is(&self, kinds: Predicate) -> bool {
        self.kinds.has(kinds)
    }
}

/// Who a clause is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    /// Whoever speaks, or his side.
    Own,
    /// Somebody else who can act.
    Actor,
    Thing,
    /// Not named: that of the clause before.
    Same,
}

/// A clause with its predicates.
#[derive(Debug)]
struct Clause<'a> {
    /// Where it begins in the text.
    start: usize,
    text: &'a str,
    words: Vec<Word>,
    subject: Subject,
    /// Where the subject is a side that is named.
    side: Option<Range<usize>>,
}

/// The act of the content: that of its first sentence, unless a later one proposes, calls or commits.
fn content(layout: &Layout<'_>, report: &Report, who: &Resolved) -> Option<Told> {
    let names = speaker_names(layout, report, who);
    let mut found: Option<Told> = None;
    let mut first = true;
    for sentence in report.pieces.iter().flat_map(|piece| sentences(layout.text, piece)) {
        let told = of_sentence(layout, &sentence, &names);
        // without marks, a further sentence is an item of its own wherever it can be told
        let quoted = layout.quoted(sentence.start) || report.rule == "label";
        let overrides = |told: &Told| quoted && matches!(told.act, Act::Proposal | Act::Call | Act::Commitment);
        let decided = found
            .as_ref()
            .is_some_and(|told| told.act == Act::Denial || overrides(told));
        if first || !decided && told.as_ref().is_some_and(overrides) {
            found = told;
        }
        first = false;
    }
    found
}

/// What the speaker is called, to know his side by.
fn speaker_names(layout: &Layout<'_>, report: &Report, who: &Resolved) -> String {
    let mention = report.subject.as_ref().map_or("", |range| &layout.text[range.clone()]);
    let (name, capacity) = (who.reference.as_deref(), who.capacity.as_deref());
    [mention, name.unwrap_or_default(), capacity.unwrap_or_default()].concat()
}

fn sentences(text: &str, piece: &Range<usize>) -> Vec<Range<usize>> {
    split(text, piece, &['。', '！', '？', '；', '\n'])
}

/// The stretches between the marks, each with the mark behind it.
fn split(text: &str, range: &Range<usize>, marks: &[char]) -> Vec<Range<usize>> {
    let mut start = range.start;
    let mut found = Vec::new();
    for part in text[range.clone()].split_inclusive(marks) {
        found.push(start..start + part.len());
        start += part.len();
    }
    found
}

/// The act of a sentence: the first in the order of acts among its main clauses.
fn of_sentence(layout: &Layout<'_>, sentence: &Range<usize>, names: &str) -> Option<Told> {
    if layout.text[sentence.clone()].ends_with(['？', '?']) {
        return None;
    }
    let parts = split(layout.text, sentence, &['，', ',', '：']);
    let mut subject = Subject::Same;
    let mut side = None;
    let mut best: Option<Told> = None;
    for (number, part) in parts.iter().enumerate() {
        let mut clause = clause(layout, part, names);
        let last = number + 1 == parts.len();
        if !last && is_opening(&clause) {
            continue;
        }
        if clause.subject == Subject::Same {
            clause.subject = subject;
            clause.side.clone_from(&side);
        }
        (subject, side) = (clause.subject, clause.side.clone());
        let told = of_clause(layout, &clause);
        if let Some(told) = told
            && best.as_ref().is_none_or(|best| rank(told.act) < rank(best.act))
        {
            best = Some(told);
        }
    }
    best
}

/// Whether the clause only leads up to the next: "如果…，", "随着…，".
fn is_opening(clause: &Clause<'_>) -> bool {
    let start = clause.text.len() - clause.text.trim_start().len();
    let opens = clause.words.first().filter(|word| word.is(Predicate::OPENS));
    // a conjunction such as 但 opens a clause that is complete with what follows it
    let subject = clause.subject == Subject::Same || clause.text.chars().count() > 4;
    opens.is_some_and(|word| word.place.start <= start) && subject
}

/// The clause, its places counted within its own text.
fn clause<'t>(layout: &Layout<'t>, part: &Range<usize>, names: &str) -> Clause<'t> {
    let text = &layout.text[part.clone()];
    let mut words: Vec<Word> = Vec::new();
    let mut masked_to = part.start;
    for hit in layout.hits_in(part.clone()) {
        let place = hit.start - part.start..hit.end - part.start;
        if let Some(last) = words.last_mut().filter(|last| last.place == place) {
            match hit.sense {
                Sense::Predicate(kinds) => last.kinds |= kinds,
                Sense::Act(act) => last.acts.push(act),
                _ => {}
            }
            continue;
        }
        if hit.start < masked_to {
            continue;
        }
        match hit.sense {
            Sense::Predicate(kinds) => words.push(Word { place, kinds, acts: Vec::new() }),
            Sense::Act(act) => words.push(Word { place, kinds: Predicate::default(), acts: vec![act] }),
            Sense::Mask => {}
            _ => continue,
        }
        masked_to = hit.end;
    }
    let (subject, side) = subject(text, &words, names);
    let side = side.map(|side| side.start + part.start..side.end + part.start);
    let described: Vec<bool> = (0..words.len()).map(|at| describes(text, &words, at)).collect();
    let mut described = described.into_iter();
    words.retain(|_| !described.next().unwrap_or(false));
    // 表达过不能接受的立场: what is told of a deed that is done is no duty and no future
    let done = words.iter().find(|word| word.is(Predicate::DONE)).map(|word| word.place.start);
    let open = Predicate::OBLIGES | Predicate::FUTURE | Predicate::POSSIBLE;
    words.retain(|word| !word.is(open) || done.is_none_or(|done| word.place.start < done));
    Clause {
        start: part.start,
        text,
        words,
        subject,
        side,
    }
}

/// Whether the word stands before 的 and another predicate: it only describes a noun.
fn describes(text: &str, words: &[Word], at: usize) -> bool {
    let word = &words[at];
    let verbs = Predicate::DONE | Predicate::IS | Predicate::FUTURE | Predicate::OBLIGES | Predicate::POSSIBLE | Predicate::DENIED;
    let who = Predicate::OWN | Predicate::SIDE | Predicate::ACTOR | Predicate::OPENS | Predicate::ADDRESSED;
    let next = words[at + 1..]
        .iter()
        .find(|other| other.is(verbs))
        .map(|other| other.place.start);
    let Some(next) = next.filter(|_| !word.is(who) && !word.is(verbs)) else {
        return false;
    };
    text[word.place.end..next].contains('的')
}

/// Who the clause is about: whoever is named before its first predicate.
fn subject(text: &str, words: &[Word], names: &str) -> (Subject, Option<Range<usize>>) {
    let who = Predicate::OWN | Predicate::SIDE | Predicate::ACTOR | Predicate::ADDRESSED | Predicate::OPENS;
    let also_what = Predicate::BAD | Predicate::EVALUATES | Predicate::POINTS_BACK | Predicate::YET;
    let verb = words
        .iter()
        .find(|word| !word.is(who | also_what) && (word.kinds != Predicate::default() || !word.acts.is_empty()))
        .map_or(text.len(), |word| word.place.start);
    // 议会的投票结果: the head stands behind the last 的
    let behind = text[..verb].rfind('的').map_or(0, |at| at + '的'.len_utf8());
    let before = || words.iter().filter(|word| (behind..verb).contains(&word.place.start));
    let head = text[behind.min(verb)..verb].trim_start_matches([' ', '“', '「', '"']);
    if let Some(own) = before().find(|word| word.is(Predicate::OWN)) {
        let named = text[own.place.clone()].chars().count() >= 2 && !text[own.place.clone()].ends_with(['们', '們', '人']);
        // "我国政府": the side is all that stands before the predicate
        let side = before()
            .filter(|word| word.is(Predicate::SIDE) && word.place.start >= own.place.end)
            .last()
            .map_or(own.place.clone(), |side| own.place.start..side.place.end);
        return (Subject::Own, named.then_some(side));
    }
    let pointed = before().next().is_some_and(|word| word.is(Predicate::POINTS_BACK) && head.starts_with(&text[word.place.clone()]));
    if pointed {
        return (Subject::Thing, None);
    }
    let addressed = before().any(|word| word.is(Predicate::ADDRESSED));
    let side = before().find(|word| word.is(Predicate::SIDE));
    let short = head.chars().count() <= 12;
    if let Some(side) = side.filter(|_| short) {
        let start = text[..side.place.start].len() - text[..side.place.start].trim_start().len();
        return (Subject::Own, Some(start..side.place.end));
    }
    if addressed || before().any(|word| word.is(Predicate::ACTOR)) && !is_kin(head, names) {
        return (Subject::Actor, None);
    }
    if head.chars().count() >= 2 && short && is_kin(head, names) {
        let start = text.find(head).unwrap_or_default();
        return (Subject::Own, Some(start..start + head.len()));
    }
    let adverbs = head.chars().count() <= 1;
    (if adverbs { Subject::Same } else { Subject::Thing }, None)
}

/// Whether two characters running, or the one before 方, are also in what the speaker is called.
fn is_kin(head: &str, names: &str) -> bool {
    let characters: Vec<char> = head.chars().collect();
    characters.windows(2).any(|pair| match pair {
        [one, '方'] => names.contains(*one),
        [one, two] => names.contains(&format!("{one}{two}")),
        _ => false,
    })
}

/// A test: the word that tells the act, where the clause performs it.
type Test = fn(&Clause<'_>) -> Option<Range<usize>>;

/// The acts in the order that decides between them, each with its test. What passes none is a claim.
const ORDER: [(Act, &str, Test); 9] = [
    (Act::Denial, "clause-denies", denies),
    (Act::Proposal, "clause-proposes", proposes),
    (Act::Call, "clause-calls", calls),
    (Act::Commitment, "clause-commits", commits),
    (Act::Announcement, "clause-announces", announces),
    (Act::Warning, "clause-warns", warns),
    (Act::Forecast, "clause-foretells", foretells),
    (Act::Expressive, "clause-expresses", expresses),
    (Act::Position, "clause-judges", judges),
];

/// The place of an act in the order.
fn rank(act: Act) -> usize {
    ORDER.iter().position(|(own, ..)| *own == act).unwrap_or(ORDER.len())
}

fn of_clause(layout: &Layout<'_>, clause: &Clause<'_>) -> Option<Told> {
    let (act, rule, word) = ORDER
        .iter()
        .find_map(|(act, rule, test)| test(clause).map(|words| (*act, *rule, words)))?;
    let binding = matches!(
        act,
        Act::Denial | Act::Proposal | Act::Call | Act::Commitment | Act::Announcement
    );
    let side = clause.side.clone().filter(|side| binding && !side.is_empty());
    Some(Told {
        side: side.map(|side| (side.clone(), layout.text[side].to_owned())),
        ..Told::new(act, rule, Some(word.start + clause.start..word.end + clause.start))
    })
}

impl Clause<'_> {
    fn marked(&self, act: Act) -> Option<Range<usize>> {
        let word = self.words.iter().find(|word| word.acts.contains(&act))?;
        Some(word.place.clone())
    }

    fn word(&self, kinds: Predicate) -> Option<Range<usize>> {
        let word = self.words.iter().find(|word| word.is(kinds))?;
        Some(word.place.clone())
    }

    fn has(&self, kinds: Predicate) -> bool {
        self.words.iter().any(|word| word.is(kinds))
    }

    fn is_own(&self) -> bool {
        matches!(self.subject, Subject::Own | Subject::Same)
    }
}

/// 1. Rejects that something is so, or that one did it.
fn denies(clause: &Clause<'_>) -> Option<Range<usize>> {
    if let Some(word) = clause.marked(Act::Denial) {
        return Some(word);
    }
    if clause.has(Predicate::YET) {
        return None;
    }
    let denied = clause.words.iter().position(|word| word.is(Predicate::DENIED))?;
    let place = clause.words[denied].place.clone();
    let judged = clause.has(Predicate::EVALUATES | Predicate::VALUES);
    let behind = &clause.text[place.end..];
    // 不是X: it is not what somebody says it is
    let is_not = clause.words[denied].is(Predicate::IS) && !judged;
    let outright = clause.has(Predicate::OUTRIGHT) || behind.contains("任何");
    let own_deed = clause.subject == Subject::Own && clause.text[place.clone()].contains(['没', '沒', '未', '无', '無']);
    (is_not || outright && !judged || own_deed && !judged).then_some(place)
}

/// 2. Puts forward a measure, plan, body or change to be adopted.
fn proposes(clause: &Clause<'_>) -> Option<Range<usize>> {
    let word = clause.word(Predicate::PROPOSES).or_else(|| clause.marked(Act::Proposal))?;
    let done = clause.words.iter().any(|w| w.is(Predicate::DONE) && w.place.start < word.start);
    let noun = clause.text[word.end..].chars().next().is_none_or(|c| matches!(c, '，' | '。' | '是' | '的'));
    (!done && !noun && clause.subject != Subject::Thing).then_some(word)
}

/// 3. Asks or urges somebody to do or stop something.
fn calls(clause: &Clause<'_>) -> Option<Range<usize>> {
    if let Some(word) = clause.marked(Act::Call) {
        return Some(word);
    }
    let calls = clause.words.iter().find(|word| word.is(Predicate::CALLS));
    if let Some(word) = calls.filter(|_| clause.is_own() && !clause.has(Predicate::DONE)) {
        let wish = clause.text[word.place.end..].chars().count() >= 3;
        if wish {
            return Some(word.place.clone());
        }
    }
    let obliged = clause.words.iter().find(|word| word.is(Predicate::OBLIGES))?;
    let undergoes = |word: &Word| word.is(Predicate::UNDERGOES) && word.place.start == obliged.place.end;
    if clause.words.iter().any(undergoes) {
        return None;
    }
    let somebody = clause
        .words
        .iter()
        .any(|word| word.place.start < obliged.place.start && word.is(Predicate::ACTOR | Predicate::ADDRESSED | Predicate::SIDE));
    (somebody || clause.subject == Subject::Actor).then(|| obliged.place.clone())
}

/// 4. Binds the speaker, or the side that he speaks for, to a deed of its own.
fn commits(clause: &Clause<'_>) -> Option<Range<usize>> {
    let willing = clause.marked(Act::Commitment);
    if willing.is_some() && clause.subject != Subject::Thing {
        return willing;
    }
    if !clause.is_own() || clause.has(Predicate::POSSIBLE | Predicate::BAD) {
        return None;
    }
    clause.word(Predicate::COMMITS).or_else(|| {
        let coming = clause.word(Predicate::FUTURE)?;
        let scheduled = clause.has(Predicate::STARTS | Predicate::HARMS);
        (clause.subject == Subject::Own && !scheduled).then_some(coming)
    })
}

/// 5. Makes known what the speaker's side decided, did or scheduled.
fn announces(clause: &Clause<'_>) -> Option<Range<usize>> {
    if let Some(word) = clause.marked(Act::Announcement) {
        return Some(word);
    }
    let coming = clause.word(Predicate::FUTURE).filter(|_| clause.has(Predicate::STARTS) && !clause.has(Predicate::BAD));
    let decided = clause.word(Predicate::DECIDES).filter(|_| clause.subject == Subject::Own && clause.has(Predicate::DONE));
    coming.or(decided)
}

/// 6. Something bad may come, or a risk is there.
fn warns(clause: &Clause<'_>) -> Option<Range<usize>> {
    if clause.has(Predicate::DENIED) {
        return None;
    }
    if let Some(word) = clause.marked(Act::Warning) {
        return Some(word);
    }
    let coming = clause.has(Predicate::FUTURE | Predicate::POSSIBLE);
    let bad = clause.word(Predicate::BAD | Predicate::HARMS | Predicate::THREATENS).filter(|_| coming);
    bad.or_else(|| {
        let there = clause.has(Predicate::IS) && !clause.has(Predicate::EVALUATES);
        clause.word(Predicate::BAD).filter(|_| there)
    })
}

/// 7. Something will or may come, neither bad nor one's own deed.
fn foretells(clause: &Clause<'_>) -> Option<Range<usize>> {
    clause
        .marked(Act::Forecast)
        .or_else(|| clause.word(Predicate::EXPECTS))
        .or_else(|| clause.word(Predicate::FUTURE | Predicate::POSSIBLE))
}

/// 8. Thanks, regret, apology, condolence, congratulation, welcome.
fn expresses(clause: &Clause<'_>) -> Option<Range<usize>> {
    clause.marked(Act::Expressive).filter(|_| clause.subject != Subject::Thing)
}

/// 9. Judges as good, bad, right, needed, possible to accept; is for or against.
fn judges(clause: &Clause<'_>) -> Option<Range<usize>> {
    if let Some(word) = clause.marked(Act::Position).or_else(|| clause.word(Predicate::OBLIGES)) {
        return Some(word);
    }
    if clause.is_own() {
        if let Some(word) = clause.word(Predicate::JUDGES) {
            return Some(word);
        }
    }
    if let Some(value) = clause.word(Predicate::VALUES).filter(|_| clause.has(Predicate::IS)) {
        return Some(value);
    }
    let value = clause.words.iter().find(|word| word.is(Predicate::EVALUATES))?;
    // 是…的, 很…, or the last words of the clause: said of the subject, not of a noun behind it
    let rest = clause.text[value.place.end..].trim_end_matches(['，', '。', '！', '；', ',', '”', '」', ' ']);
    let said_of_subject = rest.is_empty() || rest == "的" || rest == "了";
    (said_of_subject || clause.has(Predicate::IS)).then(|| value.place.clone())
}
