//! The Chinese lexicon made ready: words found as strings, the longest at each place first.

use super::fast_hash::FastSet;
use super::lexicon_file::{LexiconFile, SourcePhraseRow};
use super::{CalendarUnit, CueActTraits, LexiconError, PredicateKind};
use crate::domain::{Act, Lang};
use aho_corasick::{AhoCorasick, MatchKind};
use std::sync::OnceLock;

/// What a Chinese word means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) enum HanSense {
    Cue(usize),
    /// A word that holds a cue and is none.
    CueMask,
    SourcePhrase(usize),
    /// May stand between speaker and cue.
    BeforeCue,
    /// Cannot be part of a speaker.
    NotInSpeaker,
    Title,
    Institution,
    Document,
    Group,
    GenericParty,
    Pronoun {
        plural: bool,
        feminine: bool,
    },
    FirstPerson,
    DayOffset(i64),
    PeriodOffset(CalendarUnit, i32),
    Weekday(u32),
    Month,
    Negation,
    Modal,
    Preposition,
    Act(Act),
    /// What a word tells of its clause as its predicate.
    Predicate(PredicateKind),
    /// A word that only holds such a one.
    PredicateMask,
    OccasionHead,
    /// An event, or what is published, that consists of words.
    SpeechEvent,
    EnumerationNoun,
    QuestionLabel,
    AnswerLabel,
    /// Tells that a page is an interview, beside who is asked.
    InterviewMarker,
    /// "更正": opens, with a mark behind it, a paragraph that is nobody's statement.
    AsideLabel,
    /// "快讯": stands before a colon and is no speaker.
    ColonLabel,
    /// "延伸阅读": opens a paragraph that points to another article.
    CrossReferenceLabel,
    /// "前一天": counted from a day told before.
    AnaphoricDate,
    /// "当天": the day told before.
    SameDay,
    /// "此前": on another occasion than what is told around it.
    OtherOccasion,
    /// Nobody in particular, or the article itself.
    Impersonal,
    /// "引述": whose words follow.
    QuotingVerb,
    /// "对" in "对 P 表示 E".
    TowardPreposition,
    /// What only the article itself begins a sentence with: "此前", "截至发稿".
    ArticleVoice,
    /// A deed that stands between who speaks and the cue: "发表声明", "召开记者会".
    IssuingVerb,
    /// What makes a passive: "被", "遭到", "受到".
    PassiveMarker,
    /// "有分析": a source that is nobody in particular, behind "有".
    AnonymousSource,
    /// An attitude that is all that is said.
    Reaction(Act),
}

impl HanSense {
    /// Whether a word of this sense may be a part of a name, by chance; any other shows that the characters are none.
    pub(in crate::extract) const fn can_be_part_of_name(self) -> bool {
        matches!(
            self,
            Self::Act(_)
                | Self::Predicate(_)
                | Self::PredicateMask
                | Self::TowardPreposition
                | Self::CueMask
                | Self::OccasionHead
        )
    }
}

/// A reporting word.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "flags of an entry, as the file has them"
)]
pub(in crate::extract) struct HanCue {
    pub(in crate::extract) lemma: String,
    pub(in crate::extract) act: Option<Act>,
    pub(in crate::extract) takes_clause: bool,
    pub(in crate::extract) takes_object: bool,
    pub(in crate::extract) weak: bool,
    pub(in crate::extract) mental: bool,
    /// Whether whoever is told stands behind it: "告诉记者".
    pub(in crate::extract) addressee: bool,
    pub(in crate::extract) act_traits: CueActTraits,
}

/// A preposition that names a source, and what closes its phrase.
#[derive(Debug)]
pub(in crate::extract) struct HanSourcePhrase {
    pub(in crate::extract) lemma: String,
    pub(in crate::extract) act: Option<Act>,
    pub(in crate::extract) only_set_off: bool,
    pub(in crate::extract) closings: Vec<String>,
    pub(in crate::extract) not_followed_by: Vec<String>,
}

/// The Chinese lexicon.
#[derive(Debug)]
pub(in crate::extract) struct HanLexicon {
    words: AhoCorasick,
    senses: Vec<(HanSense, usize)>,
    pub(in crate::extract) cues: Vec<HanCue>,
    pub(in crate::extract) sources: Vec<HanSourcePhrase>,
    pub(in crate::extract) surnames: FastSet<String>,
    pub(in crate::extract) transliteration: FastSet<char>,
    pub(in crate::extract) name_dots: FastSet<char>,
    pub(in crate::extract) side_suffixes: Vec<String>,
    /// What closes the name of somebody quoted: "的话".
    pub(in crate::extract) quoted_phrase_ends: Vec<String>,
    /// Words that begin as a surname does and are no names: "海事".
    pub(in crate::extract) not_surnames: FastSet<String>,
    /// Cues that only a rule has for its subject: "禁止".
    pub(in crate::extract) provision_only_cues: FastSet<String>,
    /// What somebody thinks or plans and has not said: "打算", "担心".
    pub(in crate::extract) unsaid_cues: FastSet<String>,
    pub(in crate::extract) last_prefixes: Vec<String>,
    pub(in crate::extract) next_prefixes: Vec<String>,
    /// Words before a date that make it no time at which something was said: "截至".
    pub(in crate::extract) date_bounds: Vec<String>,
    /// "报道": what stands before it tells when somebody reported it.
    pub(in crate::extract) relay_suffixes: Vec<String>,
    /// What stands before an event that something was said at.
    pub(in crate::extract) occasion_prepositions: Vec<String>,
    /// What follows such an event: "上", "期间".
    pub(in crate::extract) occasion_suffixes: Vec<String>,
}

/// A word of the lexicon in a text, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) struct LexiconMatch {
    pub(in crate::extract) start: usize,
    pub(in crate::extract) end: usize,
    pub(in crate::extract) sense: HanSense,
}

impl HanLexicon {
    /// The lexicon, read once.
    pub(in crate::extract) fn get() -> Option<&'static Self> {
        static HAN: OnceLock<Option<HanLexicon>> = OnceLock::new();
        HAN.get_or_init(|| Self::parse(include_str!("zh.toml")).ok())
            .as_ref()
    }

    /// Whether the word says no more than that something is said: "说", "表示".
    pub(in crate::extract) fn is_plain_saying(&self, hit: &LexiconMatch) -> bool {
        match hit.sense {
            HanSense::Cue(number) => {
                let cue = &self.cues[number];
                cue.act.is_none() && (!cue.weak || matches!(cue.lemma.as_str(), "指" | "道" | "講" | "讲"))
            }
            _ => false,
        }
    }

    /// The act that a cue performs.
    pub(in crate::extract) fn cue_act(&self, hit: &LexiconMatch) -> Option<Act> {
        match hit.sense {
            HanSense::Cue(number) => self.cues[number].act,
            _ => None,
        }
    }

    /// Every word of the lexicon in `text`, overlapping ones too, by where they begin, longer ones first.
    pub(in crate::extract) fn find_matches(&self, text: &str) -> Vec<LexiconMatch> {
        let mut hits: Vec<LexiconMatch> = self
            .words
            .find_overlapping_iter(text)
            .map(|m| LexiconMatch {
                start: m.start(),
                end: m.end(),
                sense: self.senses[m.pattern().as_usize()].0,
            })
            .collect();
        hits.sort_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end)));
        hits
    }

    pub(in crate::extract) fn parse(text: &str) -> Result<Self, LexiconError> {
        let lang = Lang::Zh;
        let file: LexiconFile = toml::from_str(text).map_err(|source| LexiconError::Toml {
            lang,
            source: Box::new(source),
        })?;
        let missing = || LexiconError::Word {
            lang,
            entry: "han".to_owned(),
            word: String::new(),
        };
        let han = file.han.as_ref().ok_or_else(missing)?;
        let mut builder = Builder::default();
        let act = |entry: &str, word: &str| match word {
            "neutral" => Ok(None),
            _ => word.parse().map(Some).map_err(|_| LexiconError::Word {
                lang,
                entry: entry.to_owned(),
                word: word.to_owned(),
            }),
        };
        let mut cues = Vec::new();
        for cue in &file.cue {
            builder.add(&cue.lemma, HanSense::Cue(cues.len()));
            let content = file.predicates.cue_act_traits(&cue.lemma);
            cues.push(han_cue(cue, act(&cue.lemma, &cue.act)?, content));
        }
        let source = |(number, source): (usize, &SourcePhraseRow)| {
            builder.add(&source.words, HanSense::SourcePhrase(number));
            Ok(han_source(source, act(&source.words, &source.act)?))
        };
        let sources = file
            .source
            .iter()
            .enumerate()
            .map(source)
            .collect::<Result<_, _>>()?;
        builder.add_lists(&file, han);
        for (name, words) in &han.reactions {
            let sense = act("reactions", name)?.ok_or_else(missing)?;
            builder.all(words, HanSense::Reaction(sense));
        }
        let words = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(&builder.words)
            .map_err(|_| missing())?;
        Ok(Self {
            words,
            senses: builder.senses,
            cues,
            sources,
            surnames: han.surnames.iter().cloned().collect(),
            transliteration: han.transliteration.chars().collect(),
            name_dots: han.name_dot.iter().flat_map(|d| d.chars()).collect(),
            side_suffixes: han.side_suffixes.clone(),
            quoted_phrase_ends: han.quoted.clone(),
            not_surnames: han.not_names.iter().cloned().collect(),
            provision_only_cues: han.lays_down.iter().cloned().collect(),
            unsaid_cues: han.unsaid.iter().cloned().collect(),
            last_prefixes: file.dates.last.clone(),
            next_prefixes: file.dates.next.clone(),
            date_bounds: file.dates.bounds.clone(),
            relay_suffixes: file.dates.relays.clone(),
            occasion_prepositions: file.occasions.prepositions.clone(),
            occasion_suffixes: file.occasions.during.clone(),
        })
    }
}

fn han_cue(cue: &super::lexicon_file::CueRow, act: Option<Act>, content: CueActTraits) -> HanCue {
    let takes = |frame: &str| cue.takes.iter().any(|t| t == frame);
    HanCue {
        act,
        takes_clause: takes("that"),
        takes_object: takes("np"),
        weak: cue.weak,
        mental: cue.mental,
        addressee: cue.addressee,
        act_traits: content,
        lemma: cue.lemma.clone(),
    }
}

fn han_source(source: &SourcePhraseRow, act: Option<Act>) -> HanSourcePhrase {
    HanSourcePhrase {
        lemma: source.words.clone(),
        act,
        only_set_off: source.strict,
        closings: source
            .after
            .split('|')
            .filter(|a| !a.is_empty())
            .map(str::to_owned)
            .collect(),
        not_followed_by: source.not_before.clone(),
    }
}

#[derive(Default)]
struct Builder {
    words: Vec<String>,
    senses: Vec<(HanSense, usize)>,
}

impl Builder {
    fn add(&mut self, word: &str, sense: HanSense) {
        if !word.is_empty() {
            self.words.push(word.to_owned());
            self.senses.push((sense, word.len()));
        }
    }

    fn all(&mut self, words: &[String], sense: HanSense) {
        for word in words {
            self.add(word, sense);
        }
    }

    fn add_lists(&mut self, file: &LexiconFile, han: &super::lexicon_file::HanSection) {
        self.all(&han.between, HanSense::BeforeCue);
        self.all(&han.anti, HanSense::CueMask);
        self.all(&file.pronouns.impersonal, HanSense::Impersonal);
        self.all(&file.dates.anaphoric, HanSense::AnaphoricDate);
        self.all(&file.dates.same_day, HanSense::SameDay);
        self.all(&file.dates.another_time, HanSense::OtherOccasion);
        self.all(&han.quoting, HanSense::QuotingVerb);
        self.all(&han.toward, HanSense::TowardPreposition);
        self.all(&han.own_voice, HanSense::ArticleVoice);
        self.all(&han.passive, HanSense::PassiveMarker);
        self.all(&han.issues, HanSense::IssuingVerb);
        self.all(&han.vaguely, HanSense::AnonymousSource);
        self.all(&han.stop_subject, HanSense::NotInSpeaker);
        self.all(&han.titles, HanSense::Title);
        self.all(&han.person_suffixes, HanSense::Title);
        self.all(&file.roles.mf, HanSense::Title);
        self.all(&han.institution_suffixes, HanSense::Institution);
        self.all(&file.roles.institutions, HanSense::Institution);
        self.all(&file.roles.documents, HanSense::Document);
        self.all(&file.roles.groups, HanSense::Group);
        self.all(&han.parties, HanSense::GenericParty);
        let pronoun = |plural, feminine| HanSense::Pronoun { plural, feminine };
        let pronouns = &file.pronouns;
        self.all(&pronouns.m, pronoun(false, false));
        self.all(&pronouns.f, pronoun(false, true));
        self.all(&pronouns.mf, pronoun(false, false));
        self.all(&pronouns.m_pl, pronoun(true, false));
        self.all(&pronouns.f_pl, pronoun(true, true));
        self.all(&pronouns.pl, pronoun(true, false));
        self.all(&pronouns.first, HanSense::FirstPerson);
        self.all(&file.words.negations, HanSense::Negation);
        self.all(&file.words.modals, HanSense::Modal);
        self.all(&file.words.prepositions, HanSense::Preposition);
        for relative in &file.dates.relative {
            self.add(&relative.words, HanSense::DayOffset(relative.days));
        }
        for vague in &file.dates.vague {
            let unit = match vague.unit.as_str() {
                "week" => CalendarUnit::Week,
                "month" => CalendarUnit::Month,
                _ => CalendarUnit::Year,
            };
            self.add(&vague.words, HanSense::PeriodOffset(unit, vague.back));
        }
        for (n, names) in (0..).zip(&file.dates.weekdays) {
            self.all(names, HanSense::Weekday(n));
        }
        for names in &file.dates.months {
            self.all(names, HanSense::Month);
        }
        for (words, act) in file.acts.lists() {
            self.all(words, HanSense::Act(act));
        }
        for (words, predicate) in file.predicates.uninflected() {
            self.all(words, HanSense::Predicate(predicate));
        }
        self.all(file.predicates.masks(), HanSense::PredicateMask);
        self.all(&file.occasions.heads, HanSense::OccasionHead);
        self.all(&file.occasions.speech, HanSense::SpeechEvent);
        self.all(&file.enumerations.announce, HanSense::EnumerationNoun);
        self.all(&file.questions.question, HanSense::QuestionLabel);
        self.all(&file.questions.answer, HanSense::AnswerLabel);
        self.all(&file.questions.interview, HanSense::InterviewMarker);
        self.all(&file.lines.aside, HanSense::AsideLabel);
        self.all(&file.lines.label, HanSense::ColonLabel);
        self.all(&file.lines.pointer, HanSense::CrossReferenceLabel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_lexicon_parses() {
        let han = HanLexicon::parse(include_str!("zh.toml")).unwrap_or_else(|e| panic!("{e}"));
        assert!(han.cues.len() > 80, "{} cues", han.cues.len());
    }
}
