//! Verb groups that report: a form of a cue with its auxiliary, clitics, negation and inverted pronoun.

use super::content;
use super::date;
use super::lexicon::{Cue, Frame, PhraseMeaning, VerbForm, WordClass};
use super::noun::{self, NounPhrase};
use super::page::Page;
use super::token::TokenKind;
use std::ops::Range;

/// How far behind a verb its particle may stand: "called late on Tuesday 3 March 2026 for".
const LONGEST_PARTED: usize = 24;

/// How the verb stands in its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// "a déclaré", "says".
    Finite,
    /// "affirmant", "saying".
    Participle,
    /// "de conclure", "to say": counts only where a rule asks for it.
    Infinitive,
    /// "et annoncé": a participle whose auxiliary stands with an earlier verb.
    Trailing,
}

/// A verb group that reports.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// The entry of the lexicon.
    pub(super) cue: usize,
    /// From the first clitic or auxiliary to the last word of the cue.
    pub(super) tokens: Range<usize>,
    pub(super) shape: Shape,
    /// The inverted pronoun: "a-t-il ajouté".
    pub(super) inverted: Option<usize>,
    /// "would ban": only a draft law says something so.
    pub(super) drafting: bool,
}

impl Group {
    pub(super) fn cue<'l>(&self, page: &Page<'l>) -> &'l Cue {
        &page.lexicon.cues[self.cue]
    }
}

/// What is found when walking left from a verb form over what belongs to it.
#[expect(
    clippy::struct_excessive_bools,
    reason = "what was met on the way, each by itself"
)]
struct Left {
    start: usize,
    auxiliary: Option<Auxiliary>,
    negated: bool,
    reflexive: bool,
    locative: bool,
    inverted: Option<usize>,
    hypothetical: bool,
    to: bool,
    /// The auxiliary is an infinitive or a participle itself.
    unfinite: bool,
    /// What was walked over is a verb that hands on to this one.
    led: bool,
    /// How that verb stands in its clause.
    shape: Shape,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Auxiliary {
    Have,
    Be,
}

/// The reporting verb groups of the sentence that stand outside quotations, in order.
pub(super) fn groups(page: &Page<'_>, sentence: &Range<usize>) -> Vec<Group> {
    let mut found: Vec<Group> = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        if page.quotation_at(at).is_some() {
            at += 1;
            continue;
        }
        let group = group_at(page, at, sentence, found.last()).filter(|_| !hands_on(page, at, sentence.end));
        match group {
            Some(group) => {
                at = group.tokens.end.max(at + 1);
                found.push(group);
            }
            None => match by_place(page, at, sentence) {
                Some(group) => {
                    at = group.tokens.end;
                    found.push(group);
                }
                None => at += 1,
            },
        }
    }
    found
}

/// Any verb with its pronoun behind it, between a quotation and the end of the clause: "« … », a-t-il élaboré".
fn by_place(page: &Page<'_>, at: usize, sentence: &Range<usize>) -> Option<Group> {
    let comma = at
        .checked_sub(1)
        .filter(|c| *c > sentence.start && page.is_mark(*c, ','))?;
    page.quotation_at(comma - 1)?;
    let pronoun = (at + 1..sentence.end.min(at + 4)).find(|t| inverted_pronoun(page, *t))?;
    let verb = page.has_class(pronoun - 1, WordClass::AUXILIARY_HAVE | WordClass::AUXILIARY_BE)
        || page.has_form(pronoun - 1, VerbForm::Finite);
    let clitics = (at..pronoun - 1).all(|t| page.has_class(t, WordClass::CLITIC));
    let end = (pronoun + 1..sentence.end)
        .find(|t| !page.has_form(*t, VerbForm::PastParticiple) && !page.has_class(*t, WordClass::ADVERB))
        .unwrap_or(sentence.end);
    // a verb that the lexicon knows to report speaks for itself: "a-t-il ajouté", "a-t-il fini par dire"
    let reports = |t: usize| {
        let auxiliary = page.has_class(t, WordClass::AUXILIARY_HAVE | WordClass::AUXILIARY_BE);
        !auxiliary && page.readings(t).iter().any(|r| r.cue.is_some())
    };
    let handed_on = page.has_class(end, WordClass::CATENATIVE_LINK) && (end + 1..end + 3).any(reports);
    let known = handed_on || (at..end).any(reports);
    if !verb || !clitics || known {
        return None;
    }
    Some(Group {
        cue: page.lexicon.generic_cue,
        tokens: at..end,
        shape: Shape::Finite,
        inverted: Some(pronoun),
        drafting: false,
    })
}

/// Whether a verb that hands on has a reporting infinitive behind it, which is then the one that counts.
fn hands_on(page: &Page<'_>, at: usize, limit: usize) -> bool {
    page.has_class(at, WordClass::CATENATIVE)
        && (at + 1..limit.min(at + 6))
            .take_while(|t| {
                let between = WordClass::CATENATIVE_LINK | WordClass::CLITIC | WordClass::ADVERB;
                page.has_class(*t - 1, between) || *t == at + 1
            })
            .any(|t| {
                page.has_form(t, VerbForm::Infinitive)
                    && page.readings(t).iter().any(|r| r.cue.is_some())
                    && lead_of(page, t, at).is_some()
            })
}

/// The incise inside a quotation, between two commas: "« Je préfère, a-t-elle ajouté, des contrôles »".
pub(super) fn inside_quotation(
    page: &Page<'_>,
    inside: &Range<usize>,
) -> Option<(Group, NounPhrase, Range<usize>)> {
    if page.lexicon.bare_clauses() {
        return None;
    }
    let commas = inside.clone().filter(|at| page.is_mark(*at, ','));
    for comma in commas {
        let Some(group) =
            (comma + 1..inside.end.min(comma + 4)).find_map(|at| group_at(page, at, inside, None))
        else {
            continue;
        };
        if group.tokens.start != comma + 1 || group.shape != Shape::Finite {
            continue;
        }
        let phrase = match group.inverted {
            Some(pronoun) => noun::phrase_from(page, pronoun, pronoun + 1).filter(|p| p.pronoun),
            None => noun::phrase_from(page, group.tokens.end, inside.end)
                .filter(|p| p.name.is_some() || p.noun.is_some()),
        };
        let Some(phrase) = phrase else { continue };
        let end = group.tokens.end.max(phrase.tokens.end);
        if matches!(
            page.token(end).map(|t| t.kind),
            Some(TokenKind::Mark(',' | '.' | '!' | '?'))
        ) {
            return Some((group, phrase, comma..end + 1));
        }
    }
    None
}

fn group_at(page: &Page<'_>, at: usize, sentence: &Range<usize>, before: Option<&Group>) -> Option<Group> {
    let readings = page.readings(at);
    if !readings.iter().any(|r| r.cue.is_some()) || page.tokens[at].is_capitalised && at > sentence.start {
        return None;
    }
    if page.noun_at(at).is_some_and(|(_, n)| n > 1) {
        return None;
    }
    let left = lead_of(page, at, sentence.start).unwrap_or_else(|| left_of(page, at, sentence.start));
    let drafting = left.hypothetical && page.has_class(left.start, WordClass::DRAFT_LAW_MODAL);
    if left.hypothetical && !drafting {
        return None;
    }
    let mut best: Option<(Group, usize)> = None;
    for reading in readings {
        let Some(number) = reading.cue else { continue };
        let cue = &page.lexicon.cues[usize::from(number)];
        let Some(shape) = shape(page, at, reading.form, &left, before) else {
            continue;
        };
        if cue.noun_like
            && shape == Shape::Finite
            && left.auxiliary.is_none()
            && is_noun_here(page, at, sentence)
            && !opens_relative(page, at)
        {
            continue;
        }
        if cue.reflexive != left.reflexive
            && !left.led
            && !page.lexicon.bare_clauses()
            && shape != Shape::Trailing
        {
            continue;
        }
        if cue.only_when_denied != left.negated || cue.locative && !left.locative {
            continue;
        }
        let Some((end, inverted)) = right_of(page, at, cue, sentence.end) else {
            continue;
        };
        let inverted = inverted.or(left.inverted);
        if takes_infinitive_instead(page, cue, end) || ends_before_time(page, cue, end) {
            continue;
        }
        let weight = cue.remaining_words.len() * 4
            + usize::from(shape == Shape::Finite) * 2
            + usize::from(!cue.weak && !cue.only_provision)
            + usize::from(cue.locative);
        let better = |(group, other): &(Group, usize)| {
            weight > *other || weight == *other && tells_instead(page, cue, end, group, sentence.end)
        };
        if best.as_ref().is_none_or(better) {
            let start = if shape == Shape::Trailing { at } else { left.start };
            best = Some((
                Group {
                    cue: usize::from(number),
                    tokens: start..end,
                    shape,
                    inverted,
                    drafting,
                },
                weight,
            ));
        }
    }
    best.map(|(group, _)| group)
}

/// Of two entries of one French verb, whether this one has words behind it, and the other has none.
fn tells_instead(page: &Page<'_>, cue: &Cue, end: usize, other: &Group, limit: usize) -> bool {
    let told = |cue: &Cue, end| content::find_content(page, cue, end, limit).is_some();
    page.lexicon.splits_hyphens() && !told(other.cue(page), other.tokens.end) && told(cue, end)
}

/// How a verb form with this on its left stands in the clause; `None` where it reports nothing.
fn shape(page: &Page<'_>, at: usize, form: VerbForm, left: &Left, before: Option<&Group>) -> Option<Shape> {
    if left.led {
        return (form == VerbForm::Infinitive).then_some(left.shape);
    }
    match (form, left.auxiliary) {
        // "après avoir assuré", "ayant assuré": no subject of its own
        (VerbForm::PastParticiple, Some(Auxiliary::Have)) if left.unfinite => Some(Shape::Participle),
        (_, _) if left.to => {
            Some(Shape::Infinitive).filter(|_| form == VerbForm::Infinitive || form == VerbForm::Finite)
        }
        (VerbForm::PastParticiple, Some(Auxiliary::Have)) => Some(Shape::Finite),
        (VerbForm::PastParticiple, Some(Auxiliary::Be)) => left.reflexive.then_some(Shape::Finite),
        (VerbForm::PresentParticiple, Some(Auxiliary::Be)) if page.lexicon.bare_clauses() => {
            Some(Shape::Finite)
        }
        (VerbForm::PresentParticiple, _) => (!page.follows_determiner(at)
            || page.has_class(at - 1, WordClass::NOUN_LINK | WordClass::PREPOSITION))
        .then_some(Shape::Participle),
        (VerbForm::Finite, None) => {
            let subject = !page.follows_determiner(at) || left.start < at || opens_relative(page, at);
            subject.then_some(Shape::Finite)
        }
        (VerbForm::PastParticiple, None) => {
            let joined =
                at > 0 && (page.has_class(at - 1, WordClass::COORDINATOR) || page.is_mark(at - 1, ','));
            let earlier = before.is_some_and(|b| b.shape != Shape::Infinitive && b.tokens.len() > 1);
            (joined && earlier && !page.lexicon.bare_clauses()).then_some(Shape::Trailing)
        }
        (VerbForm::Infinitive, _) => {
            let de = at > 0
                && (page.has_class(at - 1, WordClass::NOUN_LINK)
                    || page.has_class(at - 1, WordClass::CATENATIVE_LINK)
                        && !page.has_class(at - 1, WordClass::ROLE_LINK | WordClass::AGENT_PREPOSITION));
            (de && !page.lexicon.bare_clauses()).then_some(Shape::Infinitive)
        }
        _ => None,
    }
}

/// "(the agency,) which said", "(a report) that found": English relative pronouns that are determiners elsewhere.
fn opens_relative(page: &Page<'_>, at: usize) -> bool {
    let Some(pronoun) = at
        .checked_sub(1)
        .filter(|p| *p > 0 && page.lexicon.bare_clauses())
    else {
        return false;
    };
    let before = pronoun - 1;
    let behind_noun = page.is_mark(before, ',')
        || page.is_word(before)
            && !page.is_finite_verb(before)
            && page.lexicon.word_class(page.word(before)) == WordClass::default();
    page.has_class(pronoun, WordClass::RELATIVE) && behind_noun && !page.has_class(pronoun, WordClass::CLITIC)
}

/// "agreed on Thursday to share": the "on" belongs to the day, not to "agree on (a plan)".
fn ends_before_time(page: &Page<'_>, cue: &Cue, end: usize) -> bool {
    page.lexicon.bare_clauses()
        && !cue.remaining_words.is_empty()
        && page.has_class(end - 1, WordClass::PREPOSITION)
        && date::length_at(page, end).is_some()
}

/// "agreed to share": the "to" belongs to the verb behind it, not to "agree to (a plan)".
fn takes_infinitive_instead(page: &Page<'_>, cue: &Cue, end: usize) -> bool {
    let to = !cue.remaining_words.is_empty() && page.has_class(end - 1, WordClass::INFINITIVE_MARKER);
    let plain = cue.takes(&Frame::Object)
        && !cue
            .frames
            .iter()
            .any(|f| matches!(f, Frame::PrepositionInfinitive(_) | Frame::Infinitive));
    to && plain
        && page.has_form(end, VerbForm::Infinitive)
        && !page.has_form(end, VerbForm::PresentParticiple)
}

/// Whether a form that is also a noun is one here: something that only stands before nouns stands before it.
fn is_noun_here(page: &Page<'_>, at: usize, sentence: &Range<usize>) -> bool {
    if at == sentence.start {
        return true;
    }
    let before = at - 1;
    if page.is_owner_mark(before) {
        return true;
    }
    // "l'annonce" is a verb behind a subject ("il l'annonce", "un témoin leur assure"), a noun behind a verb, a
    // preposition or nothing
    let article = page.has_class(before, WordClass::DETERMINER)
        && page.has_class(before, WordClass::CLITIC)
        && !before.checked_sub(1).is_some_and(|b| can_be_subject(page, b));
    article
        || page.has_class(
            before,
            WordClass::DETERMINER | WordClass::PREPOSITION | WordClass::NOUN_LINK,
        ) && !page.has_class(before, WordClass::CLITIC)
        || page.has_class(
            before,
            WordClass::PLURAL | WordClass::MASCULINE | WordClass::FEMININE,
        )
        || page.is_number(before)
        || page.has_class(
            at + 1,
            WordClass::AUXILIARY_BE | WordClass::AUXILIARY_HAVE | WordClass::MODAL,
        ) && !is_unfinite(page, at + 1)
        || page.has_class(at + 1, WordClass::NOUN_LINK) && page.lexicon.bare_clauses()
}

/// Whether a subject can end with the token: a pronoun, a name, a noun; no verb form, no grammar word.
fn can_be_subject(page: &Page<'_>, at: usize) -> bool {
    let pronoun = page
        .meaning(at, |m| matches!(m, PhraseMeaning::Pronoun(_)))
        .is_some();
    let grammar = page.lexicon.word_class(page.word(at)) != WordClass::default();
    pronoun || page.is_word(at) && !grammar && page.readings(at).is_empty()
}

fn left_of(page: &Page<'_>, at: usize, floor: usize) -> Left {
    let mut left = Left {
        start: at,
        auxiliary: None,
        negated: false,
        reflexive: false,
        locative: false,
        inverted: None,
        hypothetical: false,
        to: false,
        unfinite: false,
        led: false,
        shape: Shape::Finite,
    };
    let mut here = at;
    let mut adverbs = 0;
    while here > floor {
        let last = here - 1;
        // "a, quant à lui, jugé"
        if left.auxiliary.is_none()
            && page.has_form(at, VerbForm::PastParticiple)
            && let Some(open) = parenthesis(page, last, floor)
        {
            here = open;
            continue;
        }
        if page.quotation_at(last) != page.quotation_at(at) || page.tokens[last].kind != TokenKind::Word {
            break;
        }
        if adverbs < 3
            && left.auxiliary.is_none()
            && let Some(adverb) = adverb_ending(page, here, floor)
        {
            adverbs += 1;
            here = adverb;
            continue;
        }
        if page.has_class(last, WordClass::NEGATION) {
            left.negated = true;
        } else if left.auxiliary.is_none()
            && page.has_class(last, WordClass::AUXILIARY_HAVE)
            && !page.is_name_word(last)
        {
            left.auxiliary = Some(Auxiliary::Have);
            left.unfinite = !page.lexicon.bare_clauses() && is_unfinite(page, last);
            left.start = last;
        } else if left.auxiliary.is_none()
            && page.has_class(last, WordClass::AUXILIARY_BE)
            && !page.is_name_word(last)
        {
            left.auxiliary = Some(Auxiliary::Be);
            left.start = last;
        } else if left.auxiliary.is_none() && last > floor && is_stressed(page, last) {
            // "les avocats ont, eux, accusé", "ont eux accusé"
        } else if page.has_class(last, WordClass::MODAL) {
            left.hypothetical = !page.has_class(last, WordClass::ASSERTIVE_AUXILIARY);
            left.start = last;
            break;
        } else if page.has_class(last, WordClass::CLITIC)
            && !page.is_mark(last, '-')
            && !stands_alone(page, last)
        {
            left.reflexive |= page.has_class(last, WordClass::REFLEXIVE);
            left.locative |= page.has_class(last, WordClass::LOCATIVE);
            left.start = last;
        } else if (left.start != here && left.inverted.is_none() || left.auxiliary.is_none())
            && inverted_pronoun(page, last)
        {
            left.inverted = Some(last);
        } else if page.has_class(last, WordClass::ADVERB) && adverbs < 3 && left.auxiliary.is_none() {
            adverbs += 1;
        } else {
            left.to = page.has_class(last, WordClass::INFINITIVE_MARKER);
            break;
        }
        here = last;
    }
    left
}

/// Where the comma stands that opens an adverb set between commas behind an auxiliary: "a, quant à lui, jugé".
fn parenthesis(page: &Page<'_>, close: usize, floor: usize) -> Option<usize> {
    if !page.is_mark(close, ',') || !page.lexicon.splits_hyphens() {
        return None;
    }
    (floor + 1..close).rev().take(6).find(|open| {
        page.is_mark(*open, ',')
            && page
                .adverb_length(open + 1)
                .is_some_and(|n| open + 1 + n == close)
            && page.has_class(open - 1, WordClass::AUXILIARY_HAVE | WordClass::AUXILIARY_BE)
    })
}

/// "eux" in "ont eux accusé": a pronoun that only stresses who the subject is.
fn is_stressed(page: &Page<'_>, at: usize) -> bool {
    let pronoun = page
        .meaning(at, |m| matches!(m, PhraseMeaning::Pronoun(_)))
        .is_some();
    pronoun
        && page.has_class(at - 1, WordClass::AUXILIARY_HAVE)
        && !page.has_class(at, WordClass::CLITIC | WordClass::DETERMINER)
        && !inverted_pronoun(page, at)
}

/// Where the adverb of several words that ends before `end` begins: "a par ailleurs dit".
fn adverb_ending(page: &Page<'_>, end: usize, floor: usize) -> Option<usize> {
    (floor.max(end.saturating_sub(5))..end.saturating_sub(1))
        .find(|at| page.adverb_length(*at).is_some_and(|n| at + n == end) && page.quotation_at(*at).is_none())
}

/// "avoir", "ayant": forms that no subject stands before.
fn is_unfinite(page: &Page<'_>, at: usize) -> bool {
    !page.has_form(at, VerbForm::Finite)
        && (page.has_form(at, VerbForm::Infinitive) || page.has_form(at, VerbForm::PresentParticiple))
}

/// What stands on the left of an infinitive that another verb hands on to: "a fini par dire", "tient à saluer".
fn lead_of(page: &Page<'_>, at: usize, floor: usize) -> Option<Left> {
    if !page.has_form(at, VerbForm::Infinitive) {
        return None;
    }
    let mut here = at;
    while here > floor
        && (page.has_class(here - 1, WordClass::CLITIC)
            && !page.has_class(here - 1, WordClass::CATENATIVE_LINK))
    {
        here -= 1;
    }
    if here > floor && page.has_class(here - 1, WordClass::CATENATIVE_LINK) {
        here -= 1;
    }
    while here > floor
        && page.has_class(here - 1, WordClass::ADVERB)
        && !page.has_class(here - 1, WordClass::CATENATIVE)
    {
        here -= 1;
    }
    let lead = here.checked_sub(1).filter(|lead| {
        *lead >= floor && page.has_class(*lead, WordClass::CATENATIVE) && page.quotation_at(*lead).is_none()
    })?;
    let mut left = left_of(page, lead, floor);
    let form = |form| page.has_form(lead, form);
    left.shape = match left.auxiliary {
        _ if left.to => return None,
        Some(_) if form(VerbForm::PastParticiple) && !left.unfinite => Shape::Finite,
        Some(_) if form(VerbForm::PastParticiple) => Shape::Participle,
        None if form(VerbForm::Finite) && !page.follows_determiner(lead) => Shape::Finite,
        None if form(VerbForm::PresentParticiple) => Shape::Participle,
        _ => return None,
    };
    left.led = true;
    Some(left)
}

/// Whether a word that is both article and clitic belongs to a noun before the verb, not to the verb.
fn stands_alone(page: &Page<'_>, at: usize) -> bool {
    // "lui", "leur", "nous" right behind a preposition: "selon lui a dit"
    at > 0
        && page.has_class(at - 1, WordClass::PREPOSITION)
        && !page.has_class(at - 1, WordClass::DETERMINER | WordClass::NOUN_LINK)
        && !page.has_class(at, WordClass::REFLEXIVE)
}

fn inverted_pronoun(page: &Page<'_>, at: usize) -> bool {
    page.tokens
        .get(at)
        .is_some_and(|t| page.text[t.start as usize..].starts_with('-'))
        && page
            .meaning(at, |m| {
                matches!(m, PhraseMeaning::Pronoun(_) | PhraseMeaning::FirstPerson)
            })
            .is_some()
}

/// "two", "several" in "made two proposals".
fn counts(page: &Page<'_>, at: usize) -> bool {
    page.lexicon.bare_clauses() && (page.has_class(at, WordClass::PLURAL) || page.is_number(at))
}

/// Where the cue ends: behind its fixed words, and the inverted pronoun that stands behind the verb.
pub(super) fn right_of(
    page: &Page<'_>,
    at: usize,
    cue: &Cue,
    limit: usize,
) -> Option<(usize, Option<usize>)> {
    let mut end = at + 1;
    let mut inverted = None;
    if end < limit && inverted_pronoun(page, end) {
        inverted = Some(end);
        end += 1;
    }
    // "n'exclut pas"
    while cue.only_when_denied && end < limit && page.has_class(end, WordClass::NEGATION) {
        end += 1;
    }
    let mut skipped = 0;
    for word in &cue.remaining_words {
        // what may stand between is dear to read, and mostly the word is not there at all
        if !(end..limit.min(end + LONGEST_PARTED)).any(|t| page.word(t) == *word) {
            return None;
        }
        while end < limit && page.word(end) != *word {
            // adverbs and times may part a verb from its particle: "called last week for"
            let time = date::length_at(page, end);
            // "se sont dits jeudi favorables à": the predicate is part of what they said
            if skipped >= 3
                || cue.reflexive && time.is_some()
                || time.is_none() && !page.has_class(end, WordClass::ADVERB) && !counts(page, end)
            {
                return None;
            }
            skipped += 1;
            end += time.unwrap_or(1);
        }
        if end >= limit {
            return None;
        }
        end += 1;
    }
    Some((end, inverted))
}
