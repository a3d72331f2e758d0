//! Makes a lexicon from its file: every word an index, every list its classes or phrases.

use super::file::File;
use super::{Class, Entry, Gender, Lexicon, LexiconError, Meaning, Phrase, Source, Unit, Word};
use crate::domain::{Act, fold};

impl Lexicon {
    pub(super) fn intern(&mut self, word: &str) -> Word {
        if let Some(known) = self.index.get(word) {
            return *known;
        }
        let id = Word(u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
        self.index.insert(word.to_owned(), id);
        // capitals are often typed without their accents: "Etat"
        if let Some(first) = word.chars().next().filter(|c| !c.is_ascii()) {
            let bare = fold(&word[..first.len_utf8()]) + &word[first.len_utf8()..];
            self.bare.entry(bare).or_insert(id);
        }
        self.entries.push(Entry::default());
        id
    }

    /// The words of a phrase, parted as the tokeniser parts them.
    pub(super) fn split(&mut self, phrase: &str) -> Vec<Word> {
        let mut words = Vec::new();
        for part in phrase.split_whitespace() {
            let mut rest = part;
            while let Some(at) = rest
                .find('\'')
                .filter(|_| self.splits_hyphens && !rest.starts_with("aujourd"))
            {
                let (elided, behind) = rest.split_at(at + 1);
                words.push(self.intern(elided));
                rest = behind;
            }
            if let Some(owner) = rest.strip_suffix("'s").filter(|_| self.bare_clauses) {
                words.push(self.intern(owner));
                rest = "'s";
            }
            if !rest.is_empty() {
                words.push(self.intern(rest));
            }
        }
        words
    }

    pub(super) fn add_phrase(&mut self, phrase: &str, meaning: Meaning) {
        let words = self.split(phrase);
        let Some(first) = words.first().copied() else {
            return;
        };
        let at = u32::try_from(self.phrases.len()).unwrap_or(u32::MAX);
        let second = words.get(1).copied().unwrap_or(Word::UNKNOWN);
        self.phrases.push(Phrase { words, meaning });
        self.entries[first.0 as usize].phrases.push((second, at));
    }

    pub(super) fn add_phrases(&mut self, phrases: &[String], meaning: Meaning) {
        for phrase in phrases {
            self.add_phrase(phrase, meaning);
        }
    }

    pub(super) fn mark(&mut self, words: &[String], class: Class) {
        for word in words {
            // what the tokeniser parts in two ("he's") has no class of its own
            if let [word] = self.split(word)[..] {
                self.entries[word.0 as usize].class |= class;
            }
        }
    }

    pub(super) fn add_classes(&mut self, file: &File) {
        let w = &file.words;
        for (words, class) in [
            (&w.determiners, Class::DETERMINER),
            (&w.locatives, Class::LOCATIVE),
            (&w.possessives, Class::DETERMINER | Class::POSSESSIVE),
            (&w.prepositions, Class::PREPOSITION),
            (&w.coordinators, Class::COORDINATOR),
            (&w.subordinators, Class::SUBORDINATOR),
            (&w.relatives, Class::RELATIVE),
            (&w.adverbs, Class::ADVERB),
            (&w.negations, Class::NEGATION),
            (&w.clitics, Class::CLITIC),
            (&w.auxiliaries_have, Class::HAVE),
            (&w.auxiliaries_be, Class::BE),
            (&w.modals, Class::MODAL),
            (&w.that, Class::THAT),
            (&w.whether, Class::WHETHER),
            (&w.not_capitalised_names, Class::NO_NAME),
            (&w.of, Class::OF),
            (&w.role_links, Class::ROLE_LINK),
            (&w.masculine, Class::MASCULINE),
            (&w.feminine, Class::FEMININE),
            (&w.plural, Class::PLURAL),
            (&w.reflexives, Class::REFLEXIVE),
            (&w.definite, Class::DEFINITE),
            (&w.named_after, Class::NAMED_AFTER),
            (&w.name_particles, Class::PARTICLE),
            (&w.participle_leads, Class::PARTICIPLE_LEAD),
            (&w.infinitive_markers, Class::TO),
            (&w.asserting, Class::ASSERTING),
            (&w.drafting, Class::DRAFTING),
            (&w.comparatives, Class::AS),
            (&w.future, Class::FUTURE),
            (&w.demonstratives, Class::DEMONSTRATIVE),
            (&w.quantities, Class::QUANTITY),
            (&w.lead_links, Class::LEAD_LINK),
            (&w.parts_of_time, Class::PART_OF_TIME),
            (&w.agents, Class::AGENT),
            (&w.name_suffixes, Class::NAME_SUFFIX),
            (&w.post_nominals, Class::POST_NOMINAL),
            (&w.indefinite, Class::INDEFINITE),
            (&w.indefinite_articles, Class::NEW),
            (&w.adversatives, Class::ADVERSATIVE),
            (&w.numerous, Class::NUMEROUS),
            (&w.ages, Class::AGE),
        ] {
            // a multi-word entry is a phrase of the language, not a class of its words
            let single: Vec<String> = words.iter().filter(|word| !word.contains(' ')).cloned().collect();
            self.mark(&single, class);
        }
    }

    pub(super) fn add_adverbs(&mut self, file: &File) {
        self.add_phrases(&file.words.turns, Meaning::Turns);
        self.add_phrases(&file.words.same_source, Meaning::SameSource);
        self.add_phrases(&file.words.asked_at, Meaning::AskedAt);
        self.add_phrases(&file.words.extends, Meaning::Extends);
        for phrase in file.words.whether.iter().filter(|p| p.contains(' ')) {
            self.add_phrase(phrase, Meaning::Whether);
        }
        for phrase in file.words.adverbs.iter().chain(&file.words.not_capitalised_names) {
            // one word has a class; "l'" is no adverb for opening sentences
            if self.split(phrase).len() > 1 {
                self.add_phrase(phrase, Meaning::Adverb);
            }
        }
    }

    pub(super) fn add_nouns(&mut self, file: &File) {
        for (genders, title) in [(&file.titles, true), (&file.given, false)] {
            let meaning = |g| {
                if title {
                    Meaning::Title(g)
                } else {
                    Meaning::Given(g)
                }
            };
            self.add_phrases(&genders.m, meaning(Gender::M));
            self.add_phrases(&genders.f, meaning(Gender::F));
            self.add_phrases(&genders.mf, meaning(Gender::ANY));
            self.add_phrases(&genders.pl, meaning(Gender::PL));
        }
        let roles = &file.roles;
        self.add_phrases(&roles.m, Meaning::Role(Gender::M));
        self.add_phrases(&roles.f, Meaning::Role(Gender::F));
        self.add_phrases(&roles.mf, Meaning::Role(Gender::ANY));
        self.add_phrases(&roles.pl, Meaning::Role(Gender::PL));
        self.add_phrases(&roles.institutions, Meaning::Institution);
        self.add_phrases(&roles.documents, Meaning::Document);
        self.add_phrases(&roles.groups, Meaning::Group);
        self.mark(&roles.generic, Class::GENERIC);
        self.mark(&roles.issued, Class::ISSUED);
        self.mark(&roles.lesser, Class::LESSER);
        for group in &roles.same {
            let words = |role: &String| folded_words(role);
            let Some(first) = group.first().map(words) else {
                continue;
            };
            let others = group.iter().skip(1).map(words);
            self.same_roles.extend(others.map(|other| (other, first.clone())));
        }
        self.add_pronouns(file);
        self.mark(&file.nouns.carriers, Class::CARRIER);
        self.add_phrases(&file.nouns.vehicles, Meaning::Vehicle);
        self.add_phrases(&file.nouns.content, Meaning::ContentNoun);
        self.add_phrases(&file.occasions.prepositions, Meaning::OccasionAt);
        self.add_phrases(&file.occasions.heads, Meaning::OccasionHead);
        self.add_phrases(&file.occasions.speech, Meaning::Speech);
        self.add_phrases(&file.enumerations.announce, Meaning::Announces);
        self.add_phrases(&file.enumerations.include, Meaning::Includes);
        self.add_phrases(&file.nouns.views, Meaning::View);
        self.add_phrases(&file.nouns.accounts, Meaning::Accounts);
        for (n, word) in file.enumerations.ordinals.iter().enumerate() {
            self.add_phrase(word, Meaning::Ordinal(u16::try_from(n).unwrap_or(u16::MAX)));
        }
        self.add_lines(file);
    }

    fn add_pronouns(&mut self, file: &File) {
        let pronouns = &file.pronouns;
        for (list, gender) in [
            (&pronouns.m, Gender::M),
            (&pronouns.f, Gender::F),
            (&pronouns.mf, Gender::ANY),
            (&pronouns.m_pl, Gender::M_PL),
            (&pronouns.f_pl, Gender::F_PL),
            (&pronouns.pl, Gender::PL),
        ] {
            self.add_phrases(list, Meaning::Pronoun(gender));
            if self.splits_hyphens {
                let inverted = list.iter().flat_map(|p| [format!("-{p}"), format!("-t-{p}")]);
                self.add_phrases(&inverted.collect::<Vec<_>>(), Meaning::Pronoun(gender));
            }
        }
        self.add_phrases(&pronouns.first, Meaning::First);
        if self.splits_hyphens {
            let inverted = pronouns
                .first
                .iter()
                .flat_map(|p| [format!("-{p}"), format!("-t-{p}")]);
            self.add_phrases(&inverted.collect::<Vec<_>>(), Meaning::First);
            let anybody = pronouns
                .anybody
                .iter()
                .flat_map(|p| [format!("-{p}"), format!("-t-{p}")]);
            self.add_phrases(&anybody.collect::<Vec<_>>(), Meaning::Anybody);
            self.add_phrases(&pronouns.anybody, Meaning::Anybody);
        }
        self.add_phrases(&pronouns.impersonal, Meaning::Impersonal);
        for (list, gender) in [
            (&pronouns.owners.m, Gender::M),
            (&pronouns.owners.f, Gender::F),
            (&pronouns.owners.mf, Gender::ANY),
            (&pronouns.owners.pl, Gender::PL),
        ] {
            self.add_phrases(list, Meaning::Owner(gender));
        }
    }

    fn add_lines(&mut self, file: &File) {
        self.add_phrases(&file.questions.question, Meaning::Asks);
        self.add_phrases(&file.questions.answer, Meaning::Answers);
        self.add_phrases(&file.questions.interview, Meaning::Interview);
        self.add_phrases(&file.lines.aside, Meaning::Aside);
        self.add_phrases(&file.lines.pointer, Meaning::Pointer);
        self.add_phrases(&file.lines.label, Meaning::NoSpeaker);
    }

    pub(super) fn add_sources(&mut self, file: &File) -> Result<(), LexiconError> {
        for source in &file.source {
            let act = self.act(&source.words, &source.act)?;
            let at = u16::try_from(self.sources.len()).unwrap_or(u16::MAX);
            self.add_phrase(&source.words, Meaning::Source(at));
            self.add_phrases(&source.not_before, Meaning::NotASource);
            self.sources.push(Source {
                lemma: source.words.clone(),
                act,
                strict: source.strict,
                document: source.document,
                plural: source.whose.as_deref().map(|whose| whose == "several"),
            });
        }
        Ok(())
    }

    pub(super) fn add_dates(&mut self, file: &File) {
        let dates = &file.dates;
        for (n, names) in (1..).zip(&dates.months) {
            self.add_phrases(names, Meaning::Month(n));
        }
        for (n, names) in (0..).zip(&dates.weekdays) {
            self.add_phrases(names, Meaning::Weekday(n));
        }
        for relative in &dates.relative {
            self.add_phrase(&relative.words, Meaning::Days(relative.days));
        }
        for vague in &dates.vague {
            let unit = match vague.unit.as_str() {
                "week" => Unit::Week,
                "month" => Unit::Month,
                _ => Unit::Year,
            };
            self.add_phrase(&vague.words, Meaning::Vague(unit, vague.back));
        }
        for recent in &dates.recent {
            self.add_phrase(&recent.words, Meaning::Recent(recent.days));
        }
        for period in &dates.periods {
            self.add_phrase(&period.words, Meaning::Period(period.month, period.alone));
        }
        for (n, words) in (0..).zip(&dates.thirds) {
            self.add_phrases(words, Meaning::Third(n));
        }
        for (phrases, meaning) in [
            (&dates.anaphoric, Meaning::Anaphoric),
            (&dates.same_day, Meaning::SameDay),
            (&dates.range_from, Meaning::RangeFrom),
            (&dates.range_to, Meaning::RangeTo),
            (&dates.next, Meaning::Next),
            (&dates.bounds, Meaning::Bound),
            (&dates.another_time, Meaning::AnotherTime),
            (&dates.past_perfect, Meaning::PastPerfect),
        ] {
            self.add_phrases(phrases, meaning);
        }
        self.mark(&dates.last, Class::LAST);
        self.mark_times();
    }

    /// Marks the words with which an expression of time may begin.
    fn mark_times(&mut self) {
        // a word that only links two days of a range begins no time by itself
        let begins = |meaning: Meaning| {
            matches!(
                meaning,
                Meaning::Month(_)
                    | Meaning::Weekday(_)
                    | Meaning::Days(_)
                    | Meaning::Vague(..)
                    | Meaning::Recent(_)
                    | Meaning::Anaphoric
                    | Meaning::SameDay
                    | Meaning::Period(..)
                    | Meaning::Third(_)
                    | Meaning::Next
            )
        };
        let first: Vec<Word> = self
            .phrases
            .iter()
            .filter(|phrase| begins(phrase.meaning))
            .filter_map(|phrase| phrase.words.first().copied())
            .collect();
        for word in first {
            self.entries[word.0 as usize].class |= Class::TIME;
        }
    }

    pub(super) fn add_acts(&mut self, file: &File) {
        for (words, act) in file.acts.lists() {
            self.add_phrases(words, Meaning::Act(act));
        }
    }

    /// The act of that name; `None` for "neutral".
    pub(super) fn act(&self, entry: &str, word: &str) -> Result<Option<Act>, LexiconError> {
        if word == "neutral" {
            return Ok(None);
        }
        word.parse().map(Some).map_err(|_| LexiconError::Word {
            lang: self.lang,
            entry: entry.to_owned(),
            word: word.to_owned(),
        })
    }
}

/// The words of a role as speakers are compared by them.
fn folded_words(role: &str) -> Vec<String> {
    fold(role)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The pronouns of the file as they stand behind a verb, the longest first.
pub(super) fn inverted(file: &File) -> Vec<String> {
    if !file.splits_hyphens {
        return Vec::new();
    }
    let p = &file.pronouns;
    let plain = [&p.m, &p.f, &p.m_pl, &p.f_pl, &p.first];
    let words = plain
        .into_iter()
        .flatten()
        .filter(|w| w.chars().all(char::is_alphabetic));
    let mut forms: Vec<String> = words.flat_map(|w| [format!("-{w}"), format!("-t-{w}")]).collect();
    forms.sort_by_key(|form| (std::cmp::Reverse(form.len()), form.clone()));
    forms
}
