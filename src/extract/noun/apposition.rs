//! Finds what is in apposition to a noun phrase: "…, Annick Girardin", "…, porte-parole du parti".

use super::noun_phrase::NounPhrase;
use super::phrase_parser::PhraseParser;
use crate::domain::SpeakerKind;
use crate::extract::lexicon::{Agreement, VerbForm, WordClass};
use crate::extract::page::Page;
use crate::extract::token::TokenKind;

/// Maximum length in tokens of the name of a role's holder.
const HOLDER_TOKENS_MAX: usize = 9;
/// Maximum length in tokens of the place after a description.
const PLACE_TOKENS_MAX: usize = 9;
/// Maximum number of names in a list of people who speak together.
const NAMES_MAX: usize = 8;

/// Extends the phrase by what is in apposition to it, if anything is.
pub(super) fn include_apposition(page: &Page<'_>, phrase: &mut NounPhrase, limit: usize) {
    if phrase.is_pronoun || !page.is_mark(phrase.tokens.end, ',') {
        return;
    }
    let at = phrase.tokens.end + 1;
    if at >= limit {
        return;
    }
    if let Some((end, name)) = name_list_end(page, phrase, limit) {
        phrase.name = phrase.name.take().map(|first| first.start..name);
        phrase.tokens.end = end;
        phrase.kind = SpeakerKind::Group;
        phrase.agreement = Agreement::PLURAL;
        return;
    }
    let Some(other) = PhraseParser::new(page, at, limit).parse() else {
        return;
    };
    // in French, a document after a name is the subject of the next clause, because it cannot describe the person:
    // "Pour N, le texte « va trop loin »"
    let text = other.kind == SpeakerKind::Document && other.name.is_none() && phrase.name.is_some();
    if !is_complete_apposition(page, &other, limit)
        || other.is_pronoun
        || text && page.lexicon.splits_hyphens()
    {
        return;
    }
    // a body has no holder, so the name of a person after it is not added to it: "à la mairie, Untel …"
    let person = phrase.kind == SpeakerKind::Institution && other.kind == SpeakerKind::Person;
    if is_bare_name(&other) && is_role_without_holder(phrase) && !person {
        add_holder(phrase, other);
    } else if phrase.name.is_some() && phrase.noun.is_none() && is_description_of(page, phrase, &other) {
        add_description(phrase, other);
        phrase.tokens.end = description_end(page, phrase.tokens.end, limit);
    } else if other.kind == SpeakerKind::Person && is_second_role(page, phrase, &other) {
        phrase.tokens.end = other.tokens.end;
    }
}

/// Whether the clause continues or ends after the phrase, so that no following word belongs to the phrase.
fn is_complete_apposition(page: &Page<'_>, other: &NounPhrase, limit: usize) -> bool {
    let end = other.tokens.end;
    let links = WordClass::PREPOSITION | WordClass::RELATIVE | WordClass::ROLE_LINK | WordClass::THAT;
    let marked = matches!(
        page.token(end).map(|t| t.kind),
        Some(
            TokenKind::Mark(',' | '.' | ':' | ';' | ')' | '«' | '"' | '“' | '?' | '!') | TokenKind::LineBreak
        ) | None
    );
    end >= limit || marked || page.has_class(end, links)
}

/// Whether the phrase is a bare name, as that of a role's holder.
fn is_bare_name(other: &NounPhrase) -> bool {
    let bare = other
        .name
        .as_ref()
        .is_some_and(|n| n.start == other.tokens.start || other.has_title);
    bare && other.noun.is_none() && other.tokens.len() <= HOLDER_TOKENS_MAX
}

/// Whether the phrase is a role without the name of its holder.
fn is_role_without_holder(phrase: &NounPhrase) -> bool {
    let Some(noun) = &phrase.noun else { return false };
    if phrase.has_title && phrase.name.is_some() {
        return false;
    }
    match &phrase.name {
        None => true,
        Some(_) if phrase.kind != SpeakerKind::Person => true,
        // a name that does not follow the role directly is that of its field: "le ministre de la Défense"
        Some(name) => noun.end < name.start,
    }
}

/// Adds the holder to a role.
fn add_holder(phrase: &mut NounPhrase, holder: NounPhrase) {
    phrase.name = holder.name;
    phrase.has_title |= holder.has_title;
    if holder.kind == SpeakerKind::Person || phrase.kind == SpeakerKind::Person {
        phrase.kind = SpeakerKind::Person;
    }
    if phrase.kind == SpeakerKind::Person {
        phrase.agreement = merge_agreement(phrase.agreement, holder.agreement);
    }
    phrase.tokens.end = holder.tokens.end;
}

/// Whether the phrase after a name describes its bearer.
fn is_description_of(page: &Page<'_>, phrase: &NounPhrase, other: &NounPhrase) -> bool {
    let Some(noun) = &other.noun else {
        return is_plain_description(page, phrase, other);
    };
    let head_first = noun.start <= other.tokens.start + 2
        || (other.tokens.start..noun.start).all(|t| !page.has_class(t, WordClass::PREPOSITION));
    if other.kind != SpeakerKind::Institution {
        return head_first;
    }
    // "selon l'AFP, le Conseil national …": a body with its own proper name is another speaker, unless the name before
    // it is its acronym
    let proper = (other.tokens.clone()).any(|t| page.token(t).is_some_and(|t| t.is_capitalised));
    let acronym = phrase
        .name
        .as_ref()
        .is_some_and(|name| is_acronym_of(page, name.start, other));
    // after "de" or "of", a body is what the person belongs to, and no other speaker: "Untel, du syndicat Alliance"
    let member = page.has_class(other.tokens.start, WordClass::NOUN_LINK);
    head_first && (!proper || acronym || member)
}

/// Whether the letters of the token are the initials of the phrase: "BEA", "le Bureau d'enquêtes et d'analyses".
pub(in crate::extract) fn is_acronym_of(page: &Page<'_>, at: usize, other: &NounPhrase) -> bool {
    let Some(token) = page.token(at).filter(|t| t.is_all_caps) else {
        return false;
    };
    let mut letters = token
        .text(page.text)
        .chars()
        .flat_map(char::to_lowercase)
        .peekable();
    for word in other.tokens.clone() {
        let initial = page
            .token(word)
            .and_then(|t| t.text(page.text).chars().next())
            .and_then(|c| c.to_lowercase().next());
        if initial.is_some() && letters.peek().copied() == initial {
            letters.next();
        }
    }
    letters.peek().is_none()
}

/// Whether the phrase describes a name by words unknown to the lexicon, with a complement, up to the end of the
/// clause: "Petra Untel, head of the guild".
fn is_plain_description(page: &Page<'_>, phrase: &NounPhrase, other: &NounPhrase) -> bool {
    let end = other.tokens.end;
    let first = other.tokens.start;
    let closes = matches!(
        page.token(end).map(|t| t.kind),
        Some(TokenKind::Mark(',' | '.' | ';' | ')' | '?' | '!') | TokenKind::LineBreak) | None
    );
    let person = phrase.kind == SpeakerKind::Person
        || phrase.kind == SpeakerKind::Unknown && phrase.name.as_ref().is_some_and(|n| n.len() >= 2);
    let small = page
        .token(first)
        .is_some_and(|t| t.is_word() && !t.is_capitalised);
    let joined = other
        .tokens
        .clone()
        .skip(1)
        .any(|t| page.has_class(t, WordClass::NOUN_LINK));
    let deed =
        page.has_form(first, VerbForm::PresentParticiple) || page.has_form(first, VerbForm::PastParticiple);
    person && closes && small && joined && !deed && other.name.is_none()
}

/// Adds the description to a name.
fn add_description(phrase: &mut NounPhrase, role: NounPhrase) {
    phrase.noun = role.noun;
    if phrase.kind == SpeakerKind::Unknown || role.kind == SpeakerKind::Person {
        phrase.kind = role.kind;
    }
    phrase.agreement = merge_agreement(phrase.agreement, role.agreement);
    phrase.tokens.end = role.tokens.end;
}

/// Where a description ends, with the place that closes it: "ingénieur au port de Brenac,", "professor of law at Lorvia
/// University.".
fn description_end(page: &Page<'_>, end: usize, limit: usize) -> usize {
    if !page.has_class(end, WordClass::ROLE_LINK) {
        return end;
    }
    let last = limit.min(end + PLACE_TOKENS_MAX);
    let close = (end..last).find(|t| {
        !page.is_word(*t)
            || page.is_finite_verb(*t)
            || page.has_class(*t, WordClass::THAT | WordClass::RELATIVE)
    });
    let closed = close.is_some_and(|t| {
        page.is_mark(t, ',') || page.is_mark(t, '.') || page.tokens[t].kind == TokenKind::LineBreak
    });
    close.filter(|_| closed).unwrap_or(end)
}

/// Whether a second role follows and closes the insertion: "le ministre Untel, chef du parti,".
fn is_second_role(page: &Page<'_>, phrase: &NounPhrase, other: &NounPhrase) -> bool {
    let closes = matches!(
        page.token(other.tokens.end).map(|t| t.kind),
        Some(TokenKind::Mark(',' | '.' | ')') | TokenKind::LineBreak) | None
    );
    // "an Ohio Democrat": a name before the noun is not that of a second speaker
    let nameless = match (&other.name, &other.noun) {
        (Some(name), Some(noun)) => name.end <= noun.start && noun.end == other.tokens.end,
        _ => other.name.is_none(),
    };
    let head_first = other
        .noun
        .as_ref()
        .is_some_and(|n| n.start <= other.tokens.start + 2);
    let adverb = page.has_class(other.tokens.start, WordClass::ADVERB);
    phrase.name.is_some() && phrase.kind == SpeakerKind::Person && closes && nameless && head_first && !adverb
}

/// Where a list of names that begins with the bare name of the phrase ends, and where its last name ends: "Untel,
/// Unetelle et Tel".
fn name_list_end(page: &Page<'_>, phrase: &NounPhrase, limit: usize) -> Option<(usize, usize)> {
    let first = phrase
        .name
        .as_ref()
        .filter(|n| n.end == phrase.tokens.end && n.len() >= 2)?;
    if phrase.kind == SpeakerKind::Group || first.start > phrase.tokens.start + 2 {
        return None;
    }
    let mut comma = phrase.tokens.end;
    for _ in 0..NAMES_MAX {
        if !page.is_mark(comma, ',') {
            return None;
        }
        let at = comma + 1;
        let next = PhraseParser::new(page, at, limit).parse().filter(is_bare_name)?;
        let name = next.name.filter(|n| n.len() >= 2)?;
        if next.kind == SpeakerKind::Group {
            return Some((next.tokens.end, name.end));
        }
        comma = next.tokens.end;
    }
    None
}

/// The gender that fits both; `a` if none does.
fn merge_agreement(a: Agreement, b: Agreement) -> Agreement {
    let both = Agreement {
        can_be_masculine: a.can_be_masculine && b.can_be_masculine,
        can_be_feminine: a.can_be_feminine && b.can_be_feminine,
        is_plural: a.is_plural,
    };
    if both.can_be_masculine || both.can_be_feminine {
        both
    } else {
        a
    }
}
