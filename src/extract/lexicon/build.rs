//! Makes a lexicon from its file: every word an index, every list its classes or phrases.

use super::lexicon_file::LexiconFile;
use super::{
    Agreement, CalendarUnit, Lexicon, LexiconError, Phrase, PhraseMeaning, SourcePhrase, WordClass,
    WordEntry, WordId,
};
use crate::domain::{Act, fold};

impl Lexicon {
    pub(super) fn intern(&mut self, word: &str) -> WordId {
        if let Some(known) = self.index.get(word) {
            return *known;
        }
        let id = WordId(u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
        self.index.insert(word.to_owned(), id);
        // capitals are often typed without their accents: "Etat"
        if let Some(first) = word.chars().next().filter(|c| !c.is_ascii()) {
            let bare = fold(&word[..first.len_utf8()]) + &word[first.len_utf8()..];
            self.unaccented_initials.entry(bare).or_insert(id);
        }
        self.entries.push(WordEntry::default());
        id
    }

    /// The words of a phrase, parted as the tokeniser parts them.
    pub(super) fn split_words(&mut self, phrase: &str) -> Vec<WordId> {
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

    pub(super) fn add_phrase(&mut self, phrase: &str, meaning: PhraseMeaning) {
        let words = self.split_words(phrase);
        let Some(first) = words.first().copied() else {
            return;
        };
        let at = u32::try_from(self.phrases.len()).unwrap_or(u32::MAX);
        let second = words.get(1).copied().unwrap_or(WordId::UNKNOWN);
        self.phrases.push(Phrase { words, meaning });
        self.entries[first.0 as usize].phrases.push((second, at));
    }

    pub(super) fn add_phrases(&mut self, phrases: &[String], meaning: PhraseMeaning) {
        for phrase in phrases {
            self.add_phrase(phrase, meaning);
        }
    }

    pub(super) fn add_class(&mut self, words: &[String], class: WordClass) {
        for word in words {
            // what the tokeniser parts in two ("he's") has no class of its own
            if let [word] = self.split_words(word)[..] {
                self.entries[word.0 as usize].class |= class;
            }
        }
    }

    pub(super) fn add_classes(&mut self, file: &LexiconFile) {
        let w = &file.words;
        for (words, class) in [
            (&w.determiners, WordClass::DETERMINER),
            (&w.locatives, WordClass::LOCATIVE),
            (&w.possessives, WordClass::DETERMINER | WordClass::POSSESSIVE),
            (&w.prepositions, WordClass::PREPOSITION),
            (&w.coordinators, WordClass::COORDINATOR),
            (&w.subordinators, WordClass::SUBORDINATOR),
            (&w.relatives, WordClass::RELATIVE),
            (&w.adverbs, WordClass::ADVERB),
            (&w.negations, WordClass::NEGATION),
            (&w.clitics, WordClass::CLITIC),
            (&w.auxiliaries_have, WordClass::AUXILIARY_HAVE),
            (&w.auxiliaries_be, WordClass::AUXILIARY_BE),
            (&w.modals, WordClass::MODAL),
            (&w.that, WordClass::THAT),
            (&w.whether, WordClass::INDIRECT_QUESTION),
            (&w.not_capitalised_names, WordClass::NOT_A_NAME),
            (&w.of, WordClass::NOUN_LINK),
            (&w.role_links, WordClass::ROLE_LINK),
            (&w.masculine, WordClass::MASCULINE),
            (&w.feminine, WordClass::FEMININE),
            (&w.plural, WordClass::PLURAL),
            (&w.reflexives, WordClass::REFLEXIVE),
            (&w.definite, WordClass::DEFINITE),
            (&w.named_after, WordClass::NAMED_AFTER),
            (&w.name_particles, WordClass::NAME_PARTICLE),
            (&w.participle_leads, WordClass::GERUND_MARKER),
            (&w.infinitive_markers, WordClass::INFINITIVE_MARKER),
            (&w.asserting, WordClass::ASSERTIVE_AUXILIARY),
            (&w.drafting, WordClass::DRAFT_LAW_MODAL),
            (&w.comparatives, WordClass::COMPARATIVE),
            (&w.future, WordClass::FUTURE_AUXILIARY),
            (&w.demonstratives, WordClass::DEMONSTRATIVE),
            (&w.quantities, WordClass::QUANTITY),
            (&w.lead_links, WordClass::CATENATIVE_LINK),
            (&w.parts_of_time, WordClass::PART_OF_TIME),
            (&w.agents, WordClass::AGENT_PREPOSITION),
            (&w.name_suffixes, WordClass::NAME_SUFFIX),
            (&w.post_nominals, WordClass::POST_NOMINAL),
            (&w.indefinite, WordClass::INDEFINITE_PRONOUN),
            (&w.indefinite_articles, WordClass::INDEFINITE_ARTICLE),
            (&w.adversatives, WordClass::ADVERSATIVE),
            (&w.numerous, WordClass::PLURAL_ADJECTIVE),
            (&w.ages, WordClass::AGE_NOUN),
        ] {
            // a multi-word entry is a phrase of the language, not a class of its words
            let single: Vec<String> = words.iter().filter(|word| !word.contains(' ')).cloned().collect();
            self.add_class(&single, class);
        }
    }

    pub(super) fn add_adverbs(&mut self, file: &LexiconFile) {
        self.add_phrases(&file.words.turns, PhraseMeaning::ContrastConjunction);
        self.add_phrases(&file.words.same_source, PhraseMeaning::SameSource);
        self.add_phrases(&file.words.asked_at, PhraseMeaning::AskedSourcePreposition);
        self.add_phrases(&file.words.extends, PhraseMeaning::NounExtension);
        for phrase in file.words.whether.iter().filter(|p| p.contains(' ')) {
            self.add_phrase(phrase, PhraseMeaning::IndirectQuestion);
        }
        for phrase in file.words.adverbs.iter().chain(&file.words.not_capitalised_names) {
            // one word has a class; "l'" is no adverb for opening sentences
            if self.split_words(phrase).len() > 1 {
                self.add_phrase(phrase, PhraseMeaning::AdverbialPhrase);
            }
        }
    }

    pub(super) fn add_nouns(&mut self, file: &LexiconFile) {
        for (genders, title) in [(&file.titles, true), (&file.given, false)] {
            let meaning = |g| {
                if title {
                    PhraseMeaning::Title(g)
                } else {
                    PhraseMeaning::GivenName(g)
                }
            };
            self.add_phrases(&genders.m, meaning(Agreement::MASCULINE));
            self.add_phrases(&genders.f, meaning(Agreement::FEMININE));
            self.add_phrases(&genders.mf, meaning(Agreement::EITHER_GENDER));
            self.add_phrases(&genders.pl, meaning(Agreement::PLURAL));
        }
        let roles = &file.roles;
        self.add_phrases(&roles.m, PhraseMeaning::Role(Agreement::MASCULINE));
        self.add_phrases(&roles.f, PhraseMeaning::Role(Agreement::FEMININE));
        self.add_phrases(&roles.mf, PhraseMeaning::Role(Agreement::EITHER_GENDER));
        self.add_phrases(&roles.pl, PhraseMeaning::Role(Agreement::PLURAL));
        self.add_phrases(&roles.institutions, PhraseMeaning::Institution);
        self.add_phrases(&roles.documents, PhraseMeaning::Document);
        self.add_phrases(&roles.groups, PhraseMeaning::Group);
        self.add_class(&roles.generic, WordClass::GENERIC_NOUN);
        self.add_class(&roles.issued, WordClass::ISSUED_DOCUMENT);
        self.add_class(&roles.lesser, WordClass::ROLE_MODIFIER);
        for group in &roles.same {
            let words = |role: &String| fold_into_words(role);
            let Some(first) = group.first().map(words) else {
                continue;
            };
            let others = group.iter().skip(1).map(words);
            self.role_synonyms
                .extend(others.map(|other| (other, first.clone())));
        }
        self.add_pronouns(file);
        self.add_class(&file.nouns.carriers, WordClass::SUPPORT_VERB);
        self.add_phrases(&file.nouns.vehicles, PhraseMeaning::SpeechVehicle);
        self.add_phrases(&file.nouns.content, PhraseMeaning::ContentNoun);
        self.add_phrases(&file.occasions.prepositions, PhraseMeaning::OccasionPreposition);
        self.add_phrases(&file.occasions.heads, PhraseMeaning::OccasionHead);
        self.add_phrases(&file.occasions.speech, PhraseMeaning::SpeechEvent);
        self.add_phrases(&file.enumerations.announce, PhraseMeaning::EnumerationNoun);
        self.add_phrases(&file.enumerations.include, PhraseMeaning::EnumerationInclusion);
        self.add_phrases(&file.nouns.views, PhraseMeaning::ViewNoun);
        self.add_phrases(&file.nouns.accounts, PhraseMeaning::AccountingFigure);
        for (n, word) in file.enumerations.ordinals.iter().enumerate() {
            self.add_phrase(
                word,
                PhraseMeaning::EnumerationOrdinal(u16::try_from(n).unwrap_or(u16::MAX)),
            );
        }
        self.add_lines(file);
    }

    fn add_pronouns(&mut self, file: &LexiconFile) {
        let pronouns = &file.pronouns;
        for (list, gender) in [
            (&pronouns.m, Agreement::MASCULINE),
            (&pronouns.f, Agreement::FEMININE),
            (&pronouns.mf, Agreement::EITHER_GENDER),
            (&pronouns.m_pl, Agreement::MASCULINE_PLURAL),
            (&pronouns.f_pl, Agreement::FEMININE_PLURAL),
            (&pronouns.pl, Agreement::PLURAL),
        ] {
            self.add_phrases(list, PhraseMeaning::Pronoun(gender));
            if self.splits_hyphens {
                let inverted = list.iter().flat_map(|p| [format!("-{p}"), format!("-t-{p}")]);
                self.add_phrases(&inverted.collect::<Vec<_>>(), PhraseMeaning::Pronoun(gender));
            }
        }
        self.add_phrases(&pronouns.first, PhraseMeaning::FirstPerson);
        if self.splits_hyphens {
            let inverted = pronouns
                .first
                .iter()
                .flat_map(|p| [format!("-{p}"), format!("-t-{p}")]);
            self.add_phrases(&inverted.collect::<Vec<_>>(), PhraseMeaning::FirstPerson);
            let anybody = pronouns
                .anybody
                .iter()
                .flat_map(|p| [format!("-{p}"), format!("-t-{p}")]);
            self.add_phrases(&anybody.collect::<Vec<_>>(), PhraseMeaning::GenericPronoun);
            self.add_phrases(&pronouns.anybody, PhraseMeaning::GenericPronoun);
        }
        self.add_phrases(&pronouns.impersonal, PhraseMeaning::Impersonal);
        for (list, gender) in [
            (&pronouns.owners.m, Agreement::MASCULINE),
            (&pronouns.owners.f, Agreement::FEMININE),
            (&pronouns.owners.mf, Agreement::EITHER_GENDER),
            (&pronouns.owners.pl, Agreement::PLURAL),
        ] {
            self.add_phrases(list, PhraseMeaning::Possessive(gender));
        }
    }

    fn add_lines(&mut self, file: &LexiconFile) {
        self.add_phrases(&file.questions.question, PhraseMeaning::QuestionLabel);
        self.add_phrases(&file.questions.answer, PhraseMeaning::AnswerLabel);
        self.add_phrases(&file.questions.interview, PhraseMeaning::InterviewMarker);
        self.add_phrases(&file.lines.aside, PhraseMeaning::AsideLabel);
        self.add_phrases(&file.lines.pointer, PhraseMeaning::CrossReferenceLabel);
        self.add_phrases(&file.lines.label, PhraseMeaning::ColonLabel);
    }

    pub(super) fn add_sources(&mut self, file: &LexiconFile) -> Result<(), LexiconError> {
        for source in &file.source {
            let act = self.parse_act(&source.words, &source.act)?;
            let at = u16::try_from(self.sources.len()).unwrap_or(u16::MAX);
            self.add_phrase(&source.words, PhraseMeaning::SourcePhrase(at));
            self.add_phrases(&source.not_before, PhraseMeaning::NotASourcePhrase);
            self.sources.push(SourcePhrase {
                lemma: source.words.clone(),
                act,
                only_set_off: source.strict,
                only_document: source.document,
                speaker_is_plural: source.whose.as_deref().map(|whose| whose == "several"),
            });
        }
        Ok(())
    }

    pub(super) fn add_dates(&mut self, file: &LexiconFile) {
        let dates = &file.dates;
        for (n, names) in (1..).zip(&dates.months) {
            self.add_phrases(names, PhraseMeaning::Month(n));
        }
        for (n, names) in (0..).zip(&dates.weekdays) {
            self.add_phrases(names, PhraseMeaning::Weekday(n));
        }
        for relative in &dates.relative {
            self.add_phrase(&relative.words, PhraseMeaning::DayOffset(relative.days));
        }
        for vague in &dates.vague {
            let unit = match vague.unit.as_str() {
                "week" => CalendarUnit::Week,
                "month" => CalendarUnit::Month,
                _ => CalendarUnit::Year,
            };
            self.add_phrase(&vague.words, PhraseMeaning::PeriodOffset(unit, vague.back));
        }
        for recent in &dates.recent {
            self.add_phrase(&recent.words, PhraseMeaning::RecentDays(recent.days));
        }
        for period in &dates.periods {
            self.add_phrase(
                &period.words,
                PhraseMeaning::SeasonOrQuarter(period.month, period.alone),
            );
        }
        for (n, words) in (0..).zip(&dates.thirds) {
            self.add_phrases(words, PhraseMeaning::ThirdOfPeriod(n));
        }
        for (phrases, meaning) in [
            (&dates.anaphoric, PhraseMeaning::AnaphoricDate),
            (&dates.same_day, PhraseMeaning::SameDay),
            (&dates.range_from, PhraseMeaning::RangeFrom),
            (&dates.range_to, PhraseMeaning::RangeTo),
            (&dates.next, PhraseMeaning::NextAdjective),
            (&dates.bounds, PhraseMeaning::DateBound),
            (&dates.another_time, PhraseMeaning::OtherOccasion),
            (&dates.past_perfect, PhraseMeaning::PastPerfectAuxiliary),
        ] {
            self.add_phrases(phrases, meaning);
        }
        self.add_class(&dates.last, WordClass::LAST_ADJECTIVE);
        self.mark_time_openers();
    }

    /// Marks the words with which an expression of time may begin.
    fn mark_time_openers(&mut self) {
        // a word that only links two days of a range begins no time by itself
        let begins = |meaning: PhraseMeaning| {
            matches!(
                meaning,
                PhraseMeaning::Month(_)
                    | PhraseMeaning::Weekday(_)
                    | PhraseMeaning::DayOffset(_)
                    | PhraseMeaning::PeriodOffset(..)
                    | PhraseMeaning::RecentDays(_)
                    | PhraseMeaning::AnaphoricDate
                    | PhraseMeaning::SameDay
                    | PhraseMeaning::SeasonOrQuarter(..)
                    | PhraseMeaning::ThirdOfPeriod(_)
                    | PhraseMeaning::NextAdjective
            )
        };
        let first: Vec<WordId> = self
            .phrases
            .iter()
            .filter(|phrase| begins(phrase.meaning))
            .filter_map(|phrase| phrase.words.first().copied())
            .collect();
        for word in first {
            self.entries[word.0 as usize].class |= WordClass::TIME_OPENER;
        }
    }

    pub(super) fn add_acts(&mut self, file: &LexiconFile) {
        for (words, act) in file.acts.lists() {
            self.add_phrases(words, PhraseMeaning::ActMarker(act));
        }
    }

    /// The act of that name; `None` for "neutral".
    pub(super) fn parse_act(&self, entry: &str, word: &str) -> Result<Option<Act>, LexiconError> {
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
fn fold_into_words(role: &str) -> Vec<String> {
    fold(role)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The pronouns of the file as they stand behind a verb, the longest first.
pub(super) fn inverted_pronouns(file: &LexiconFile) -> Vec<String> {
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
