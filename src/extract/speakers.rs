//! The speakers of one article: names, short names, descriptions and pronouns brought together.

use super::attribution::{Party, Report};
use super::lexicon::{Class, Gender, Meaning};
use super::noun::{self, NounPhrase};
use super::page::Page;
use crate::domain::{Doubt, SpeakerKind, fold};
use std::ops::Range;

/// Somebody, or something, that an article names.
#[derive(Debug, Clone)]
struct Speaker {
    /// The fullest name so far, or the description without its determiner.
    name: String,
    /// The folded words of the name.
    words: Vec<String>,
    /// Whether it is a proper name.
    named: bool,
    /// The folded acronym that stands in brackets behind the name: "Organisation des Nations unies (ONU)".
    acronym: Option<String>,
    /// The folded words of each description: "premier ministre chinois".
    descriptions: Vec<Vec<String>>,
    /// The last role it was given, as it stands.
    capacity: Option<String>,
    kind: SpeakerKind,
    gender: Gender,
    /// Whether it was described as known: "le ministre", not "un ministre".
    definite: bool,
    /// The token where it was last met.
    met: usize,
}

impl Speaker {
    /// Whether the folded word is the body's acronym: the one in brackets behind its name, or its initials.
    fn is_called(&self, word: &str) -> bool {
        self.acronym.as_deref() == Some(word)
            || self.kind == SpeakerKind::Institution
                && self.words.len() > 1
                && word.chars().count() > 1
                && initials(&self.words, word)
    }
}

/// Whether the letters are initials of the words, in order: all of those of more than three letters.
fn initials(words: &[String], letters: &str) -> bool {
    let mut letters = letters.chars().peekable();
    for word in words {
        let initial = word.chars().next();
        if letters.peek().copied() == initial {
            letters.next();
        } else if word.chars().count() > 3 {
            return false;
        }
    }
    letters.next().is_none()
}

/// What is known of who speaks in a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Resolved {
    pub(super) mention: Option<Range<usize>>,
    pub(super) reference: Option<String>,
    pub(super) capacity: Option<String>,
    pub(super) kind: SpeakerKind,
    pub(super) doubt: Option<Doubt>,
    /// How it is known.
    pub(super) rule: &'static str,
    /// Its number among the speakers of the article.
    speaker: Option<usize>,
}

/// The speaker of each report, in order.
pub(super) fn resolve(page: &Page<'_>, reports: &[Report]) -> Vec<Resolved> {
    let mut cast = Cast {
        page,
        speakers: Vec::new(),
        last: None,
        subjects: Vec::new(),
        mentions: Vec::new(),
    };
    cast.introduce_all();
    let told = reports.iter().map(|report| cast.speaker_of(report)).collect();
    cast.bearers(reports, told)
}

struct Cast<'p, 't> {
    page: &'p Page<'t>,
    speakers: Vec<Speaker>,
    /// Who spoke last, and at which token that was reported.
    last: Option<(usize, usize)>,
    /// Who was the subject of a verb, by token: where a pronoun may point.
    subjects: Vec<(usize, usize)>,
    /// Who was named where, by token.
    mentions: Vec<(usize, usize)>,
}

fn words_of(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

impl Cast<'_, '_> {
    /// Finds who bears a role that no name stands beside: French news has "… , a dit le ministre des Transports.
    /// « … », a ajouté Untel" for one man. Whoever speaks right before or behind, is named and has no role of his
    /// own, is taken for the bearer, and that is a doubt.
    fn bearers(&self, reports: &[Report], mut told: Vec<Resolved>) -> Vec<Resolved> {
        let speaks: Vec<Option<usize>> = told.iter().map(|t| t.speaker).collect();
        for role in 0..self.speakers.len() {
            if !self.is_unborne_role(role) {
                continue;
            }
            let turns: Vec<usize> = (0..speaks.len()).filter(|n| speaks[*n] == Some(role)).collect();
            let neighbours = turns.iter().flat_map(|turn| {
                let other = |n: &usize| speaks[*n] != Some(role);
                let behind = (turn + 1..speaks.len()).find(other);
                let before = (0..*turn).rev().find(other);
                behind.into_iter().chain(before)
            });
            let mut bearers: Vec<usize> = neighbours
                .filter(|n| reports[*n].party.is_name())
                .filter_map(|n| speaks[n])
                .filter(|who| self.may_bear(*who, role))
                .collect();
            bearers.sort_unstable();
            bearers.dedup();
            let [bearer] = bearers[..] else { continue };
            for turn in turns {
                let doubt = told[turn].doubt.or(Some(Doubt::SpeakerAmbiguous));
                let mention = told[turn].mention.clone();
                told[turn] = Resolved {
                    capacity: Some(self.speakers[role].name.clone()),
                    ..self.resolved(mention, Some(bearer), doubt, "role-of-the-one-named-beside")
                };
            }
        }
        told
    }

    /// Whether the speaker is a role of one person, described with what it belongs to, whom no name goes with.
    fn is_unborne_role(&self, index: usize) -> bool {
        let speaker = &self.speakers[index];
        !speaker.named
            && speaker.kind == SpeakerKind::Person
            && !speaker.gender.plural
            && speaker.definite
            && speaker.words.len() > 1
    }

    /// Whether a named person without a role can be the bearer of one.
    fn may_bear(&self, index: usize, role: usize) -> bool {
        let speaker = &self.speakers[index];
        speaker.named
            && speaker.kind == SpeakerKind::Person
            && speaker.descriptions.is_empty()
            && compatible(speaker.gender, self.speakers[role].gender)
    }

    /// Meets everybody who is named in full somewhere, so that a short name finds its bearer wherever it stands.
    fn introduce_all(&mut self) {
        let page = self.page;
        let mut at = 0;
        while at < page.tokens.len() {
            let starts = page.is_name(at)
                || page.noun(at).is_some()
                || page.meaning(at, |m| matches!(m, Meaning::Title(_))).is_some();
            if !starts {
                at += 1;
                continue;
            }
            let begin = if at > 0 && page.is(at - 1, Class::DETERMINER) {
                at - 1
            } else {
                at
            };
            match noun::forwards(page, begin, page.tokens.len()) {
                Some(phrase) if phrase.tokens.end > at => {
                    at = phrase.tokens.end;
                    self.introduce(&phrase);
                }
                _ => at += 1,
            }
        }
    }

    /// Takes in a phrase with a name of at least two words, or a role or body beside its name.
    fn introduce(&mut self, phrase: &NounPhrase) {
        let Some(name) = &phrase.name else {
            self.introduce_unnamed(phrase);
            return;
        };
        let full = name.len() >= 2
            || phrase.titled
            || phrase.noun.is_some() && name.start > phrase.noun.as_ref().map_or(0, |n| n.start);
        let subject = self.is_subject(phrase);
        if !full || phrase.kind == SpeakerKind::Group && !subject {
            return;
        }
        if phrase.kind == SpeakerKind::Unknown && name.len() < 2 {
            return;
        }
        let index = self.meet(phrase);
        if self.page.quotation(phrase.tokens.start).is_none() {
            self.mentions.push((phrase.tokens.start, index));
            if subject {
                self.subjects.push((phrase.tokens.start, index));
            }
        }
    }

    /// Takes in a body with its acronym, and a group of people that does something: "ils" may mean it.
    fn introduce_unnamed(&mut self, phrase: &NounPhrase) {
        let subject = self.is_subject(phrase) && self.page.quotation(phrase.tokens.start).is_none();
        let group = subject && phrase.kind == SpeakerKind::Group && phrase.gender.plural;
        let body = phrase.kind == SpeakerKind::Institution
            && phrase.tokens.len() > 2
            && phrase
                .noun
                .as_ref()
                .is_some_and(|n| self.page.tokens[n.start].capital && !self.page.starts_sentence(n.start));
        if group || body || self.acronym(phrase).is_some() {
            let index = self.meet(phrase);
            if subject {
                self.subjects.push((phrase.tokens.start, index));
            }
        }
    }

    /// Whether a verb follows that the phrase can be the subject of.
    fn is_subject(&self, phrase: &NounPhrase) -> bool {
        let page = self.page;
        let (start, end) = (phrase.tokens.start, phrase.tokens.end);
        let behind = end + usize::from(page.is_mark(end, ','));
        let governed = start > 0 && page.is(start - 1, Class::PREPOSITION | Class::OF);
        !governed
            && (page.is_verb(end) || page.is(end, Class::CLITIC | Class::NEGATION) || page.is_verb(behind))
    }

    /// The description in the phrase: its noun with what belongs to it, as it stands.
    fn description(&self, phrase: &NounPhrase) -> Option<String> {
        let page = self.page;
        let noun = phrase.noun.as_ref()?;
        let mut end = phrase.tokens.end;
        if let Some(name) = &phrase.name
            && name.start >= noun.end
        {
            end = name.start;
            // a title before the name, a comma before it
            while end > noun.end
                && (page.is_mark(end - 1, ',')
                    || page
                        .meaning(end - 1, |m| matches!(m, Meaning::Title(_)))
                        .is_some())
            {
                end -= 1;
            }
        }
        Some(page.text_of(&(noun.start..end)).replace('\n', " "))
    }

    /// The speaker that the phrase means, made known where it is new.
    fn meet(&mut self, phrase: &NounPhrase) -> usize {
        let page = self.page;
        let described = self.description(phrase);
        let acronym = self.acronym(phrase);
        let found = match &phrase.name {
            Some(name) => {
                let text = page.text_of(name);
                let words = words_of(text);
                match self.by_name(&words, phrase) {
                    Some(index) => {
                        self.enrich(index, text, words);
                        index
                    }
                    None => self.add(self.canonical(phrase), true, phrase),
                }
            }
            None => {
                let canonical = self.canonical(phrase);
                let words = words_of(&canonical);
                self.by_description(&words, phrase)
                    .unwrap_or_else(|| self.add(canonical, false, phrase))
            }
        };
        let speaker = &mut self.speakers[found];
        if let Some(text) = described {
            let words = words_of(&text);
            if !speaker.descriptions.contains(&words) {
                speaker.descriptions.push(words);
            }
            if speaker.named && speaker.kind == SpeakerKind::Person && phrase.kind == SpeakerKind::Person {
                speaker.capacity = Some(text);
            }
        }
        if speaker.kind == SpeakerKind::Unknown {
            speaker.kind = phrase.kind;
        }
        if acronym.is_some() && speaker.kind != SpeakerKind::Person {
            speaker.acronym = acronym;
        }
        let both = Gender {
            m: speaker.gender.m && phrase.gender.m,
            f: speaker.gender.f && phrase.gender.f,
            plural: speaker.gender.plural || phrase.gender.plural,
        };
        if both.m || both.f {
            speaker.gender = both;
        }
        speaker.met = phrase.tokens.start;
        found
    }

    /// A definite description that introduces nobody ("le dirigeant canadien") means whoever spoke last, or was
    /// last the subject, and agrees.
    fn anaphor(&self, phrase: &NounPhrase) -> Option<usize> {
        let page = self.page;
        let definite = page.is(phrase.tokens.start, Class::DEFINITE);
        if !definite || phrase.name.is_some() {
            return None;
        }
        let noun = phrase.noun.as_ref()?;
        let demonstrative = page.is(phrase.tokens.start, Class::DEMONSTRATIVE);
        let generic = demonstrative || page.is(noun.start, Class::GENERIC);
        if !demonstrative && (noun.end..phrase.tokens.end).any(|t| page.is(t, Class::OF | Class::ROLE_LINK)) {
            return None;
        }
        let words = words_of(&self.canonical(phrase));
        if self.by_description(&words, phrase).is_some() {
            return None;
        }
        let fits = |s: &Speaker| {
            compatible(s.gender, phrase.gender)
                && s.gender.plural == phrase.gender.plural
                && match phrase.kind {
                    // of another role, only where the word tells no role: "le dirigeant"
                    SpeakerKind::Person => {
                        s.named && s.kind == SpeakerKind::Person && (generic || s.descriptions.is_empty())
                    }
                    SpeakerKind::Institution => {
                        generic
                            && s.named
                            && matches!(s.kind, SpeakerKind::Institution | SpeakerKind::Unknown)
                    }
                    SpeakerKind::Group => generic && s.kind == SpeakerKind::Group,
                    _ => false,
                }
        };
        let at = phrase.tokens.start;
        let last = self.last.filter(|(who, _)| fits(&self.speakers[*who]));
        let subject = self
            .subjects
            .iter()
            .rev()
            .find(|(token, who)| *token < at && fits(&self.speakers[*who]));
        match (last, subject) {
            (Some((_, spoke)), Some((token, who))) if *token > spoke => Some(*who),
            (Some((who, _)), _) => Some(who),
            (None, subject) => subject.map(|(_, who)| *who),
        }
    }

    /// The acronym in brackets inside the phrase, where its letters are the initials of the words before it.
    fn acronym(&self, phrase: &NounPhrase) -> Option<String> {
        let page = self.page;
        let open = phrase.tokens.clone().find(|t| page.is_mark(*t, '('))?;
        let token = page.token(open + 1).filter(|t| t.shouted && page.is_mark(open + 2, ')'))?;
        let acronym = fold(token.text(page.text));
        let words = words_of(page.text_of(&(phrase.tokens.start..open)));
        // "Coalition de la gauche radicale (SYRIZA)" keeps the acronym of another language
        let similar = initials(&words, &acronym) || words.len() > 2 && phrase.kind != SpeakerKind::Person;
        similar.then_some(acronym)
    }

    /// What a phrase calls the speaker, without determiners, titles and what stands in brackets.
    fn canonical(&self, phrase: &NounPhrase) -> String {
        let page = self.page;
        let range = match (&phrase.name, &phrase.noun) {
            (Some(name), Some(noun))
                if phrase.kind == SpeakerKind::Person
                    || noun.end <= name.start && self.adjoins(noun, name) =>
            {
                name.clone()
            }
            (Some(name), None) if phrase.kind == SpeakerKind::Person => name.clone(),
            _ => {
                let mut start = phrase.tokens.start;
                while start < phrase.tokens.end && page.is(start, Class::DETERMINER) && !page.is_number(start)
                {
                    start += 1;
                }
                let end = (start..phrase.tokens.end)
                    .find(|t| page.is_mark(*t, '(') || page.is_mark(*t, ','))
                    .unwrap_or(phrase.tokens.end);
                start..end.max(start)
            }
        };
        page.text_of(&range).replace('\n', " ")
    }

    /// "l'ONG Oxfam": a body and its name side by side.
    fn adjoins(&self, noun: &Range<usize>, name: &Range<usize>) -> bool {
        if self.page.is(noun.start, Class::NAMED_AFTER) {
            return false;
        }
        let apart = name.start > noun.end && self.page.is_mark(name.start - 1, ',');
        apart
            || name.start == noun.end
                && self
                    .page
                    .tokens
                    .get(noun.start)
                    .is_some_and(|t| !t.capital || t.shouted)
    }

    fn enrich(&mut self, index: usize, text: &str, words: Vec<String>) {
        let speaker = &mut self.speakers[index];
        if words.len() > speaker.words.len() || !speaker.named && words.len() == speaker.words.len() {
            speaker.name = text.replace('\n', " ");
            speaker.words = words;
            speaker.named = true;
        }
    }

    fn add(&mut self, name: String, named: bool, phrase: &NounPhrase) -> usize {
        let words = words_of(&name);
        self.speakers.push(Speaker {
            name,
            words,
            named,
            acronym: None,
            descriptions: Vec::new(),
            capacity: None,
            kind: phrase.kind,
            gender: phrase.gender,
            definite: self.page.is(phrase.tokens.start, Class::DEFINITE),
            met: phrase.tokens.start,
        });
        self.speakers.len() - 1
    }

    /// The bearer of a name: the same words, or a short form of a longer name, by its last word or its first.
    fn by_name(&self, words: &[String], phrase: &NounPhrase) -> Option<usize> {
        let last = words.last()?;
        let exact = self
            .speakers
            .iter()
            .rposition(|s| s.words == *words || words.len() == 1 && s.is_called(last));
        if exact.is_some() {
            return exact;
        }
        let fits = |s: &Speaker| {
            s.named
                && compatible(s.gender, phrase.gender)
                && !(s.kind == SpeakerKind::Person && phrase.kind == SpeakerKind::Institution)
        };
        if words.len() == 1 {
            let by_last = self
                .speakers
                .iter()
                .rposition(|s| fits(s) && s.words.len() > 1 && s.words.last() == Some(last));
            return by_last.or_else(|| {
                self.speakers
                    .iter()
                    .rposition(|s| fits(s) && s.words.len() == 2 && s.words.first() == Some(last))
            });
        }
        // an initial or a middle name more or less
        self.speakers.iter().rposition(|s| {
            fits(s)
                && s.words.last() == Some(last)
                && (s.words.len() == 1 && s.kind == SpeakerKind::Person
                    || s.words.iter().all(|w| words.contains(w))
                    || words
                        .iter()
                        .all(|w| s.words.contains(w) || w.len() == 1 && s.words[0].starts_with(w.as_str())))
        })
    }

    /// Who is described: the same head, and no word of one that the other contradicts.
    fn by_description(&self, words: &[String], phrase: &NounPhrase) -> Option<usize> {
        let noun = phrase.noun.as_ref()?;
        let head = words_of(self.page.text_of(noun));
        let mut best: Option<(usize, usize, usize)> = None;
        for (index, speaker) in self.speakers.iter().enumerate() {
            if !compatible(speaker.gender, phrase.gender) || speaker.gender.plural != phrase.gender.plural {
                continue;
            }
            let own = std::iter::once(&speaker.words)
                .filter(|_| !speaker.named || speaker.kind != SpeakerKind::Person);
            let score = own
                .chain(&speaker.descriptions)
                .filter_map(|d| likeness(&head, words, d))
                .max();
            if let Some(score) = score
                && best.is_none_or(|(_, s, met)| (score, speaker.met) >= (s, met))
            {
                best = Some((index, score, speaker.met));
            }
        }
        best.map(|(index, ..)| index)
    }

    fn speaker_of(&mut self, report: &Report) -> Resolved {
        match &report.party {
            Party::Nobody => self.resolved(None, None, None, "nobody"),
            Party::Previous => {
                let who = self.last.map(|(who, _)| who);
                self.resolved(None, who, Some(Doubt::SpeakerCarried), "speaker-before")
            }
            Party::Phrase(phrase) if phrase.pronoun => {
                let (who, doubt, rule) = self.by_pronoun(phrase);
                if let Some(index) = who {
                    self.speakers[index].met = phrase.tokens.start;
                    self.last = Some((index, phrase.tokens.start));
                }
                self.resolved(Some(phrase.tokens.clone()), who, doubt, rule)
            }
            Party::Phrase(phrase) => {
                let (index, doubt, rule) = match self.anaphor(phrase) {
                    Some(index) => (index, Some(Doubt::SpeakerAmbiguous), "description-of-the-nearest"),
                    None => {
                        let known = self.speakers.len();
                        let index = self.meet(phrase);
                        let rule = match (&phrase.name, index < known) {
                            (Some(_), true) => "name",
                            (None, true) => "description",
                            (_, false) => "first-mention",
                        };
                        (index, None, rule)
                    }
                };
                self.last = Some((index, phrase.tokens.start));
                self.resolved(Some(phrase.tokens.clone()), Some(index), doubt, rule)
            }
        }
    }

    /// The speaker before who agrees in gender and number; else whoever was last named and agrees.
    fn by_pronoun(&self, phrase: &NounPhrase) -> (Option<usize>, Option<Doubt>, &'static str) {
        let agrees = |s: &Speaker| {
            compatible(s.gender, phrase.gender)
                && s.gender.plural == phrase.gender.plural
                && s.kind != SpeakerKind::Document
        };
        let at = phrase.tokens.start;
        let last = self.last.filter(|(who, _)| agrees(&self.speakers[*who]));
        // a subject since then is nearer: "N a été interrogé. « … », a-t-il répondu". Of several in a sentence the
        // first one is that of the main clause.
        let spoke = last.map_or(0, |(_, spoke)| {
            self.subjects.partition_point(|(token, _)| *token <= spoke)
        });
        let here = self.subjects.partition_point(|(token, _)| *token < at);
        let since = self.subjects.get(spoke..here).unwrap_or_default();
        let agreeing = |(_, who): &&(usize, usize)| agrees(&self.speakers[*who]);
        let subject = since.iter().rev().find(agreeing).and_then(|(token, _)| {
            let clause = self.page.sentences[self.page.sentence_of(*token)].start;
            let first = since.partition_point(|(token, _)| *token < clause);
            since[first..].iter().find(agreeing)
        });
        if let Some((_, who)) = subject {
            return (Some(*who), None, "pronoun-of-a-subject");
        }
        if let Some((who, spoke)) = last {
            return match self.only_one_named_before(at, &agrees).filter(|_| self.far(spoke, at)) {
                Some(named) if named != who => {
                    (Some(named), Some(Doubt::SpeakerAmbiguous), "pronoun-of-the-one-just-named")
                }
                _ => (Some(who), None, "pronoun-of-the-speaker-before"),
            };
        }
        let before = self
            .speakers
            .iter()
            .enumerate()
            .filter(|(_, s)| agrees(s) && s.met < phrase.tokens.start && s.kind != SpeakerKind::Unknown)
            .max_by_key(|(_, s)| s.met)
            .map(|(index, _)| index);
        match before {
            Some(_) => (before, Some(Doubt::SpeakerAmbiguous), "pronoun-of-the-last-named"),
            None => (None, Some(Doubt::SpeakerUnknown), "pronoun-of-nobody"),
        }
    }

    /// Whether a whole sentence stands between two tokens.
    fn far(&self, from: usize, to: usize) -> bool {
        self.page.sentence_of(to) > self.page.sentence_of(from) + 1
    }

    /// The only person who agrees of those named in the sentence before the token's own.
    fn only_one_named_before(&self, at: usize, agrees: &dyn Fn(&Speaker) -> bool) -> Option<usize> {
        let sentence = self.page.sentence_of(at).checked_sub(1)?;
        let range = self.page.sentences.get(sentence)?;
        let mut named: Vec<usize> = self
            .mentions
            .iter()
            .filter(|(token, who)| {
                let speaker = &self.speakers[*who];
                range.contains(token) && speaker.kind == SpeakerKind::Person && agrees(speaker)
            })
            .map(|(_, who)| *who)
            .collect();
        named.dedup();
        match named[..] {
            [who] => Some(who),
            _ => None,
        }
    }

    fn resolved(
        &self,
        mention: Option<Range<usize>>,
        who: Option<usize>,
        doubt: Option<Doubt>,
        rule: &'static str,
    ) -> Resolved {
        let Some(speaker) = who.map(|index| &self.speakers[index]) else {
            return Resolved {
                mention,
                reference: None,
                capacity: None,
                kind: SpeakerKind::Unknown,
                doubt: Some(Doubt::SpeakerUnknown),
                rule,
                speaker: None,
            };
        };
        Resolved {
            mention,
            reference: Some(speaker.name.clone()),
            capacity: speaker.capacity.clone(),
            kind: speaker.kind,
            doubt,
            rule,
            speaker: who,
        }
    }
}

fn compatible(a: Gender, b: Gender) -> bool {
    (a.m && b.m) || (a.f && b.f)
}

/// How well a description fits one that is known: none where the heads differ or each has words of its own.
fn likeness(head: &[String], words: &[String], known: &[String]) -> Option<usize> {
    if head.is_empty() || !known.starts_with(head) && !head.ends_with(known) {
        return None;
    }
    let shared = words.iter().filter(|w| known.contains(w)).count();
    let contradicts = shared < words.len() && shared < known.len();
    (!contradicts).then_some(shared)
}
