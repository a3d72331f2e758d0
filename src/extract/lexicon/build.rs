//! Makes a lexicon of its file: every word gets an index, every list becomes classes or phrases.

use super::alphabetic_lexicon::{Phrase, WordEntry};
use super::fast_hash::FastMap;
use super::lexicon_file::{LexiconFile, WordsByGender, parse_act};
use super::{Agreement, CalendarUnit, Lexicon, LexiconError, PhraseMeaning, SourcePhrase, WordClass, WordId};
use crate::domain::{Lang, fold};
use std::sync::OnceLock;

impl Lexicon {
    /// The lexicon of `lang`, made once. `None` for a language that is not read, and for Chinese, which has a lexicon
    /// of its own kind.
    pub(in crate::extract) fn for_language(lang: Lang) -> Option<&'static Self> {
        static FR: OnceLock<Option<Lexicon>> = OnceLock::new();
        static EN: OnceLock<Option<Lexicon>> = OnceLock::new();
        let (cell, text) = match lang {
            Lang::Fr => (&FR, include_str!("fr.toml")),
            Lang::En => (&EN, include_str!("en.toml")),
            Lang::Zh | Lang::Und => return None,
        };
        cell.get_or_init(|| Self::parse(lang, text).ok()).as_ref()
    }

    /// Makes a lexicon of the text of its file.
    ///
    /// # Errors
    ///
    /// The text is no lexicon file, or an entry names an act, a frame or a paradigm that there is not.
    pub(super) fn parse(lang: Lang, text: &str) -> Result<Self, LexiconError> {
        let file: LexiconFile = toml::from_str(text).map_err(|source| LexiconError::Toml {
            lang,
            source: Box::new(source),
        })?;
        let mut lexicon = Self::without_words(lang, &file);
        lexicon.add_classes(&file);
        lexicon.add_verbs(&file)?;
        lexicon.add_generic_cue();
        lexicon.add_noun_cues(&file)?;
        lexicon.add_adverbs(&file);
        // no text has a word with a blank in it
        lexicon.unknown_adverb = lexicon.intern("some adverb");
        lexicon.entries[lexicon.unknown_adverb.0 as usize].class = WordClass::ADVERB;
        lexicon.add_nouns(&file);
        lexicon.add_sources(&file)?;
        lexicon.add_dates(&file);
        lexicon.add_acts(&file);
        lexicon.add_predicates(&file);
        lexicon.add_contractions(&file);
        lexicon.sort_phrases();
        Ok(lexicon)
    }

    /// A lexicon with the endings and settings of the file, and no words.
    fn without_words(lang: Lang, file: &LexiconFile) -> Self {
        let words = &file.words;
        Self {
            lang,
            splits_hyphens: file.splits_hyphens,
            bare_clauses: file.bare_clauses,
            index: FastMap::default(),
            unaccented_initials: FastMap::default(),
            entries: vec![WordEntry::default()],
            phrases: Vec::new(),
            abbreviations: words.abbreviations.iter().cloned().collect(),
            elided_forms: words.elided_forms.clone(),
            inverted_pronouns: inverted_pronouns(file),
            infinitive_endings: words.infinitive_endings.clone(),
            adverb_endings: words.adverb_endings.clone(),
            future_endings: words.future_endings.clone(),
            first_person_future_endings: words.first_person_future_endings.clone(),
            participle_endings: words.participle_endings.clone(),
            conditional_endings: file.predicates.conditional_endings.clone(),
            imperative_endings: file.predicates.imperative_endings.clone(),
            unknown_adverb: WordId::UNKNOWN,
            prefixes: words.prefixes.clone(),
            ordinal_suffixes: file.dates.ordinal_suffixes.clone(),
            writing_verbs: file.occasions.writing_verbs.clone(),
            contractions: FastMap::default(),
            answering_verbs: words.answering_verbs.clone(),
            role_synonyms: Vec::new(),
            cues: Vec::new(),
            generic_cue: 0,
            sources: Vec::new(),
        }
    }

    /// The index of `word`, which is added if it is new.
    pub(super) fn intern(&mut self, word: &str) -> WordId {
        if let Some(known) = self.index.get(word) {
            return *known;
        }
        let id = WordId(u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
        self.index.insert(word.to_owned(), id);
        // capitals are often typed without their accents: "Etat"
        if let Some(first) = word.chars().next().filter(|c| !c.is_ascii()) {
            let unaccented = fold(&word[..first.len_utf8()]) + &word[first.len_utf8()..];
            self.unaccented_initials.entry(unaccented).or_insert(id);
        }
        self.entries.push(WordEntry::default());
        id
    }

    /// The words of a phrase, split as the tokeniser splits them.
    pub(super) fn split_words(&mut self, phrase: &str) -> Vec<WordId> {
        let mut words = Vec::new();
        for part in phrase.split_whitespace() {
            let mut rest = part;
            while let Some(at) = rest
                .find('\'')
                .filter(|_| self.splits_hyphens && !rest.starts_with("aujourd"))
            {
                let (elided, after) = rest.split_at(at + 1);
                words.push(self.intern(elided));
                rest = after;
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

    pub(super) fn add_phrases(&mut self, phrases: &[String], meaning: PhraseMeaning) {
        for phrase in phrases {
            self.add_phrase(phrase, meaning);
        }
    }

    fn add_phrase(&mut self, phrase: &str, meaning: PhraseMeaning) {
        let words = self.split_words(phrase);
        let Some(first) = words.first().copied() else {
            return;
        };
        let at = u32::try_from(self.phrases.len()).unwrap_or(u32::MAX);
        let second = words.get(1).copied().unwrap_or(WordId::UNKNOWN);
        self.phrases.push(Phrase { words, meaning });
        self.entries[first.0 as usize].phrases.push((second, at));
    }

    fn add_class(&mut self, words: &[String], class: WordClass) {
        for word in words {
            // a form that the tokeniser splits in two ("he's") has no class of its own
            if let [word] = self.split_words(word)[..] {
                self.entries[word.0 as usize].class |= class;
            }
        }
    }

    fn add_classes(&mut self, file: &LexiconFile) {
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
            (&w.that_conjunctions, WordClass::THAT),
            (&w.indirect_question_words, WordClass::INDIRECT_QUESTION),
            (&w.never_names, WordClass::NOT_A_NAME),
            (&w.noun_links, WordClass::NOUN_LINK),
            (&w.role_links, WordClass::ROLE_LINK),
            (&w.masculine_determiners, WordClass::MASCULINE),
            (&w.feminine_determiners, WordClass::FEMININE),
            (&w.plural_determiners, WordClass::PLURAL),
            (&w.reflexives, WordClass::REFLEXIVE),
            (&w.definite_determiners, WordClass::DEFINITE),
            (&w.named_after, WordClass::NAMED_AFTER),
            (&w.name_particles, WordClass::NAME_PARTICLE),
            (&w.gerund_markers, WordClass::GERUND_MARKER),
            (&w.infinitive_markers, WordClass::INFINITIVE_MARKER),
            (&w.assertive_auxiliaries, WordClass::ASSERTIVE_AUXILIARY),
            (&w.draft_law_modals, WordClass::DRAFT_LAW_MODAL),
            (&w.comparatives, WordClass::COMPARATIVE),
            (&w.future_auxiliaries, WordClass::FUTURE_AUXILIARY),
            (&w.demonstratives, WordClass::DEMONSTRATIVE),
            (&w.quantities, WordClass::QUANTITY),
            (&w.catenative_links, WordClass::CATENATIVE_LINK),
            (&w.parts_of_time, WordClass::PART_OF_TIME),
            (&w.agent_prepositions, WordClass::AGENT_PREPOSITION),
            (&w.name_suffixes, WordClass::NAME_SUFFIX),
            (&w.post_nominals, WordClass::POST_NOMINAL),
            (&w.indefinite_pronouns, WordClass::INDEFINITE_PRONOUN),
            (&w.indefinite_articles, WordClass::INDEFINITE_ARTICLE),
            (&w.adversatives, WordClass::ADVERSATIVE),
            (&w.plural_adjectives, WordClass::PLURAL_ADJECTIVE),
            (&w.age_nouns, WordClass::AGE_NOUN),
        ] {
            // an entry of several words is a phrase of the language, not a class of its words
            let single: Vec<String> = words.iter().filter(|word| !word.contains(' ')).cloned().collect();
            self.add_class(&single, class);
        }
    }

    fn add_adverbs(&mut self, file: &LexiconFile) {
        let words = &file.words;
        self.add_phrases(&words.contrast_conjunctions, PhraseMeaning::ContrastConjunction);
        self.add_phrases(&words.same_source, PhraseMeaning::SameSource);
        self.add_phrases(
            &words.asked_source_prepositions,
            PhraseMeaning::AskedSourcePreposition,
        );
        self.add_phrases(&words.noun_extensions, PhraseMeaning::NounExtension);
        for phrase in words.indirect_question_words.iter().filter(|p| p.contains(' ')) {
            self.add_phrase(phrase, PhraseMeaning::IndirectQuestion);
        }
        for phrase in words.adverbs.iter().chain(&words.never_names) {
            // one word has a class; "l'" is no adverb that opens sentences
            if self.split_words(phrase).len() > 1 {
                self.add_phrase(phrase, PhraseMeaning::AdverbialPhrase);
            }
        }
    }

    fn add_nouns(&mut self, file: &LexiconFile) {
        self.add_by_gender(&file.titles, PhraseMeaning::Title);
        self.add_by_gender(&file.given_names, PhraseMeaning::GivenName);
        self.add_roles(file);
        self.add_pronouns(file);
        self.add_class(&file.nouns.support_verbs, WordClass::SUPPORT_VERB);
        for (phrases, meaning) in [
            (&file.nouns.speech_vehicles, PhraseMeaning::SpeechVehicle),
            (&file.nouns.content_nouns, PhraseMeaning::ContentNoun),
            (&file.occasions.prepositions, PhraseMeaning::OccasionPreposition),
            (&file.occasions.heads, PhraseMeaning::OccasionHead),
            (&file.occasions.speech_events, PhraseMeaning::SpeechEvent),
            (&file.enumerations.nouns, PhraseMeaning::EnumerationNoun),
            (&file.enumerations.inclusions, PhraseMeaning::EnumerationInclusion),
            (&file.nouns.view_nouns, PhraseMeaning::ViewNoun),
            (&file.nouns.accounting_figures, PhraseMeaning::AccountingFigure),
            (&file.enumerations.ordinals, PhraseMeaning::EnumerationOrdinal),
            (&file.questions.question_labels, PhraseMeaning::QuestionLabel),
            (&file.questions.answer_labels, PhraseMeaning::AnswerLabel),
            (&file.questions.interview_markers, PhraseMeaning::InterviewMarker),
            (&file.lines.aside_labels, PhraseMeaning::AsideLabel),
            (&file.lines.cross_references, PhraseMeaning::CrossReferenceLabel),
            (&file.lines.colon_labels, PhraseMeaning::ColonLabel),
        ] {
            self.add_phrases(phrases, meaning);
        }
    }

    fn add_by_gender(&mut self, words: &WordsByGender, meaning: impl Fn(Agreement) -> PhraseMeaning) {
        self.add_phrases(&words.masculine, meaning(Agreement::MASCULINE));
        self.add_phrases(&words.feminine, meaning(Agreement::FEMININE));
        self.add_phrases(&words.either_gender, meaning(Agreement::EITHER_GENDER));
        self.add_phrases(&words.plural, meaning(Agreement::PLURAL));
    }

    fn add_roles(&mut self, file: &LexiconFile) {
        let roles = &file.roles;
        self.add_phrases(&roles.masculine, PhraseMeaning::Role(Agreement::MASCULINE));
        self.add_phrases(&roles.feminine, PhraseMeaning::Role(Agreement::FEMININE));
        self.add_phrases(
            &roles.either_gender,
            PhraseMeaning::Role(Agreement::EITHER_GENDER),
        );
        self.add_phrases(&roles.plural, PhraseMeaning::Role(Agreement::PLURAL));
        self.add_phrases(&roles.institutions, PhraseMeaning::Institution);
        self.add_phrases(&roles.documents, PhraseMeaning::Document);
        self.add_phrases(&roles.groups, PhraseMeaning::Group);
        self.add_class(&roles.generic_nouns, WordClass::GENERIC_NOUN);
        self.add_class(&roles.issued_documents, WordClass::ISSUED_DOCUMENT);
        self.add_class(&roles.role_modifiers, WordClass::ROLE_MODIFIER);
        for names in &roles.synonyms {
            let Some((first, synonyms)) = names.split_first() else {
                continue;
            };
            let first = fold_into_words(first);
            let synonyms = synonyms.iter().map(|name| fold_into_words(name));
            self.role_synonyms
                .extend(synonyms.map(|synonym| (synonym, first.clone())));
        }
    }

    fn add_pronouns(&mut self, file: &LexiconFile) {
        let pronouns = &file.pronouns;
        for (list, agreement) in [
            (&pronouns.masculine, Agreement::MASCULINE),
            (&pronouns.feminine, Agreement::FEMININE),
            (&pronouns.either_gender, Agreement::EITHER_GENDER),
            (&pronouns.masculine_plural, Agreement::MASCULINE_PLURAL),
            (&pronouns.feminine_plural, Agreement::FEMININE_PLURAL),
            (&pronouns.plural, Agreement::PLURAL),
        ] {
            self.add_phrases(list, PhraseMeaning::Pronoun(agreement));
            self.add_inverted(list, PhraseMeaning::Pronoun(agreement));
        }
        self.add_phrases(&pronouns.first_person, PhraseMeaning::FirstPerson);
        self.add_inverted(&pronouns.first_person, PhraseMeaning::FirstPerson);
        if self.splits_hyphens {
            self.add_inverted(&pronouns.generic, PhraseMeaning::GenericPronoun);
            self.add_phrases(&pronouns.generic, PhraseMeaning::GenericPronoun);
        }
        self.add_phrases(&pronouns.impersonal, PhraseMeaning::Impersonal);
        self.add_by_gender(&pronouns.possessives, PhraseMeaning::Possessive);
    }

    /// Adds pronouns as they stand after their verb, where the language writes them with a hyphen: "-il", "-t-il".
    fn add_inverted(&mut self, pronouns: &[String], meaning: PhraseMeaning) {
        if self.splits_hyphens {
            for form in pronouns.iter().flat_map(|pronoun| inverted_forms(pronoun)) {
                self.add_phrase(&form, meaning);
            }
        }
    }

    fn add_sources(&mut self, file: &LexiconFile) -> Result<(), LexiconError> {
        for row in &file.source {
            let act = parse_act(self.lang, &row.phrase, &row.act)?;
            let at = u16::try_from(self.sources.len()).unwrap_or(u16::MAX);
            self.add_phrase(&row.phrase, PhraseMeaning::SourcePhrase(at));
            self.add_phrases(&row.not_followed_by, PhraseMeaning::NotASourcePhrase);
            self.sources.push(SourcePhrase {
                lemma: row.phrase.clone(),
                act,
                is_ambiguous: row.ambiguous,
                only_document: row.only_document,
                speaker_is_plural: row.speaker_number.as_deref().map(|number| number == "several"),
            });
        }
        Ok(())
    }

    fn add_dates(&mut self, file: &LexiconFile) {
        let dates = &file.dates;
        for (n, names) in (1..).zip(&dates.months) {
            self.add_phrases(names, PhraseMeaning::Month(n));
        }
        for (n, names) in (0..).zip(&dates.weekdays) {
            self.add_phrases(names, PhraseMeaning::Weekday(n));
        }
        for row in &dates.day_offsets {
            self.add_phrases(&row.phrases, PhraseMeaning::DayOffset(row.days));
        }
        for row in &dates.period_offsets {
            let unit = CalendarUnit::from_name(&row.unit);
            self.add_phrases(&row.phrases, PhraseMeaning::PeriodOffset(unit, row.periods_ago));
        }
        for row in &dates.recent_days {
            self.add_phrases(&row.phrases, PhraseMeaning::RecentDays(row.days));
        }
        for row in &dates.seasons_and_quarters {
            let meaning = PhraseMeaning::SeasonOrQuarter(row.first_month, row.alone);
            self.add_phrases(&row.phrases, meaning);
        }
        for (n, words) in (0..).zip(&dates.thirds_of_period) {
            self.add_phrases(words, PhraseMeaning::ThirdOfPeriod(n));
        }
        for (phrases, meaning) in [
            (&dates.anaphoric_dates, PhraseMeaning::AnaphoricDate),
            (&dates.same_day, PhraseMeaning::SameDay),
            (&dates.range_from, PhraseMeaning::RangeFrom),
            (&dates.range_to, PhraseMeaning::RangeTo),
            (&dates.next_adjectives, PhraseMeaning::NextAdjective),
            (&dates.date_bounds, PhraseMeaning::DateBound),
            (&dates.other_occasion, PhraseMeaning::OtherOccasion),
            (
                &dates.past_perfect_auxiliaries,
                PhraseMeaning::PastPerfectAuxiliary,
            ),
        ] {
            self.add_phrases(phrases, meaning);
        }
        self.add_class(&dates.last_adjectives, WordClass::LAST_ADJECTIVE);
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

    fn add_acts(&mut self, file: &LexiconFile) {
        for (words, act) in file.acts.lists() {
            self.add_phrases(words, PhraseMeaning::ActMarker(act));
        }
    }

    fn add_contractions(&mut self, file: &LexiconFile) {
        for (contraction, preposition) in &file.words.contractions {
            let contraction = self.intern(contraction);
            let preposition = self.intern(preposition);
            self.contractions.insert(contraction, preposition);
        }
    }

    /// Sorts the phrases of each word, longest first. Phrases of one length keep the order in which they were added.
    fn sort_phrases(&mut self) {
        for entry in &mut self.entries {
            let length = |at: u32| self.phrases[at as usize].words.len();
            entry
                .phrases
                .sort_by_key(|(_, at)| std::cmp::Reverse(length(*at)));
        }
    }
}

/// The words of a role, folded as speakers are compared.
fn fold_into_words(role: &str) -> Vec<String> {
    fold(role)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The pronouns of the file as they stand after a verb, the longest first.
fn inverted_pronouns(file: &LexiconFile) -> Vec<String> {
    if !file.splits_hyphens {
        return Vec::new();
    }
    let pronouns = &file.pronouns;
    let mut forms: Vec<String> = [
        &pronouns.masculine,
        &pronouns.feminine,
        &pronouns.masculine_plural,
        &pronouns.feminine_plural,
        &pronouns.first_person,
    ]
    .into_iter()
    .flatten()
    .filter(|pronoun| pronoun.chars().all(char::is_alphabetic))
    .flat_map(|pronoun| inverted_forms(pronoun))
    .collect();
    forms.sort_by_key(|form| (std::cmp::Reverse(form.len()), form.clone()));
    forms
}

fn inverted_forms(pronoun: &str) -> [String; 2] {
    [format!("-{pronoun}"), format!("-t-{pronoun}")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_and_english_lexicons_parse() {
        for (lang, text) in [
            (Lang::Fr, include_str!("fr.toml")),
            (Lang::En, include_str!("en.toml")),
        ] {
            let lexicon = Lexicon::parse(lang, text).unwrap_or_else(|e| panic!("{e}"));
            assert!(lexicon.cues.len() > 100, "{lang}: {} cues", lexicon.cues.len());
        }
    }
}
