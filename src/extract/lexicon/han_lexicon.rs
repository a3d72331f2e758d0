//! The Chinese lexicon. Chinese has no spaces between words, so its words are found as strings, wherever they stand,
//! overlapping ones too; the grammar prefers the longest at a place.

use super::fast_hash::FastSet;
use super::lexicon_file::{CueGroupRow, HanSection, LexiconFile, SourcePhraseRow, parse_act};
use super::{CalendarUnit, CueActTraits, LexiconError, PredicateKind};
use crate::domain::{Act, Lang};
use aho_corasick::{AhoCorasick, MatchKind};
use std::sync::OnceLock;

/// What a Chinese word means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) enum HanSense {
    /// A word that reports: an index in `HanLexicon::cues`.
    Cue(usize),
    /// Contains a cue and is none: 小说 for 说.
    CueMask,
    /// Names a source: an index in `HanLexicon::sources`.
    SourcePhrase(usize),
    /// May stand between speaker and cue.
    BeforeCue,
    /// Cannot be part of a speaker.
    NotInSpeaker,
    /// What a person is, or a form of address.
    Title,
    Institution,
    Document,
    Group,
    /// A side without a proper name: 双方, 我方.
    GenericParty,
    Pronoun {
        plural: bool,
        feminine: bool,
    },
    /// The person who speaks: 我.
    FirstPerson,
    /// Days from the day of publication, negative before it.
    DayOffset(i64),
    /// A whole week, month or year, and how many before the one of publication.
    PeriodOffset(CalendarUnit, i32),
    /// 0 is Monday.
    Weekday(u32),
    Month,
    Negation,
    Modal,
    Preposition,
    /// Shows the act of what is said.
    Act(Act),
    /// What the word shows about the act of its clause.
    Predicate(PredicateKind),
    /// Contains a word of such a kind and is none.
    PredicateMask,
    /// Names an event.
    OccasionHead,
    /// An event or a publication that consists of words.
    SpeechEvent,
    /// Announces numbered points.
    EnumerationNoun,
    QuestionLabel,
    AnswerLabel,
    /// Shows, beside who is asked, that a page is an interview.
    InterviewMarker,
    /// 更正: opens, with a mark after it, a paragraph that is nobody's statement.
    AsideLabel,
    /// 快讯: stands before a colon and is no speaker.
    ColonLabel,
    /// 延伸阅读: opens a paragraph that points to another article.
    CrossReferenceLabel,
    /// 前一天: counted from a day that was mentioned before.
    AnaphoricDate,
    /// 当天: the day that was mentioned before.
    SameDay,
    /// 此前: on another occasion than the one around it.
    OtherOccasion,
    /// Nobody in particular, or the article itself.
    Impersonal,
    /// 引述: somebody's words follow.
    QuotingVerb,
    /// 对 in 对 P 表示 E.
    TowardPreposition,
    /// 此前, 截至发稿: only the article itself opens a sentence with it.
    ArticleVoice,
    /// 发表声明, 召开记者会: a deed between speaker and cue.
    IssuingVerb,
    /// 被, 遭到, 受到: makes a passive.
    PassiveMarker,
    /// 分析 in 有分析: a source that is nobody in particular, after 有.
    AnonymousSource,
    /// An attitude that is all that is said.
    Reaction(Act),
}

impl HanSense {
    /// Whether a word of this sense can be part of a name, by chance. Any other word shows that its characters are no
    /// name.
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

/// A word that reports.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "flags of an entry, as the file has them"
)]
pub(in crate::extract) struct HanCue {
    pub(in crate::extract) lemma: String,
    /// The act that it performs; `None` where the content decides.
    pub(in crate::extract) act: Option<Act>,
    /// A clause right after it can be the content.
    pub(in crate::extract) takes_clause: bool,
    /// A noun phrase can be the content.
    pub(in crate::extract) takes_object: bool,
    /// It as often reports nothing: it needs a colon or quotation marks.
    pub(in crate::extract) weak: bool,
    /// A thought or a feeling, which need not have been uttered.
    pub(in crate::extract) mental: bool,
    /// Who is spoken to stands after it: 告诉记者.
    pub(in crate::extract) addressee: bool,
    pub(in crate::extract) act_traits: CueActTraits,
}

/// A preposition that names a source, and what closes its phrase.
#[derive(Debug)]
pub(in crate::extract) struct HanSourcePhrase {
    pub(in crate::extract) lemma: String,
    /// The act of what is reported; `None` where the content decides.
    pub(in crate::extract) act: Option<Act>,
    /// As often no source: it counts only before a known kind of speaker.
    pub(in crate::extract) is_ambiguous: bool,
    /// What closes the name of the source; empty where a comma does.
    pub(in crate::extract) closings: Vec<String>,
    /// What, right after it, shows that no source is meant.
    pub(in crate::extract) not_followed_by: Vec<String>,
}

/// The Chinese lexicon, simplified and traditional.
#[derive(Debug)]
pub(in crate::extract) struct HanLexicon {
    words: AhoCorasick,
    /// By the number of the pattern in `words`.
    senses: Vec<HanSense>,
    pub(in crate::extract) cues: Vec<HanCue>,
    pub(in crate::extract) sources: Vec<HanSourcePhrase>,
    pub(in crate::extract) surnames: FastSet<String>,
    /// Characters of foreign names.
    pub(in crate::extract) transliteration: FastSet<char>,
    /// Marks between the parts of a foreign name.
    pub(in crate::extract) name_dots: FastSet<char>,
    /// The end of a side's name: 中方.
    pub(in crate::extract) side_suffixes: Vec<String>,
    /// What closes the name of who is quoted: 的话.
    pub(in crate::extract) quoted_phrase_ends: Vec<String>,
    /// Words that begin as a surname does and are no names: 海事.
    pub(in crate::extract) not_surnames: FastSet<String>,
    /// Cues that have only a rule for their subject: 禁止.
    pub(in crate::extract) provision_only_cues: FastSet<String>,
    /// What somebody thinks or plans and has not said: 打算, 担心.
    pub(in crate::extract) unsaid_cues: FastSet<String>,
    /// Before a weekday: 上.
    pub(in crate::extract) last_prefixes: Vec<String>,
    /// Before a weekday: 下.
    pub(in crate::extract) next_prefixes: Vec<String>,
    /// Before a date they make it a bound, at which nothing was said: 截至.
    pub(in crate::extract) date_bounds: Vec<String>,
    /// After a date: it is the day on which somebody else reported it: 报道.
    pub(in crate::extract) relay_suffixes: Vec<String>,
    /// Before an event at which something was said.
    pub(in crate::extract) occasion_prepositions: Vec<String>,
    /// After such an event: 上, 期间.
    pub(in crate::extract) occasion_suffixes: Vec<String>,
}

/// A word of the lexicon in a text, at a range of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) struct LexiconMatch {
    pub(in crate::extract) start: usize,
    pub(in crate::extract) end: usize,
    pub(in crate::extract) sense: HanSense,
}

impl HanLexicon {
    /// The lexicon, made once.
    pub(in crate::extract) fn get() -> Option<&'static Self> {
        static HAN: OnceLock<Option<HanLexicon>> = OnceLock::new();
        HAN.get_or_init(|| Self::parse(include_str!("zh.toml")).ok())
            .as_ref()
    }

    /// Whether the word means no more than that something is said: 说, 表示.
    pub(in crate::extract) fn is_plain_saying(&self, hit: &LexiconMatch) -> bool {
        match hit.sense {
            HanSense::Cue(number) => {
                let cue = &self.cues[number];
                cue.act.is_none() && (!cue.weak || matches!(cue.lemma.as_str(), "指" | "道" | "講" | "讲"))
            }
            _ => false,
        }
    }

    /// The act that a cue performs; `None` for other words, and where the content decides.
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
                sense: self.senses[m.pattern().as_usize()],
            })
            .collect();
        hits.sort_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end)));
        hits
    }

    /// Makes the lexicon of the text of its file.
    fn parse(text: &str) -> Result<Self, LexiconError> {
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
        let cues = builder.add_cues(&file)?;
        let sources = builder.add_sources(&file)?;
        builder.add_lists(&file, han);
        for (name, words) in &han.reactions {
            let act = parse_act(lang, "reactions", name)?.ok_or_else(missing)?;
            builder.add_all(words, HanSense::Reaction(act));
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
            transliteration: han.transliteration_characters.chars().collect(),
            name_dots: han.name_dots.iter().flat_map(|dot| dot.chars()).collect(),
            side_suffixes: han.side_suffixes.clone(),
            quoted_phrase_ends: han.quoted_phrase_ends.clone(),
            not_surnames: han.not_surnames.iter().cloned().collect(),
            provision_only_cues: han.provision_only_cues.iter().cloned().collect(),
            unsaid_cues: han.unsaid_cues.iter().cloned().collect(),
            last_prefixes: file.dates.last_adjectives.clone(),
            next_prefixes: file.dates.next_adjectives.clone(),
            date_bounds: file.dates.date_bounds.clone(),
            relay_suffixes: file.dates.relay_suffixes.clone(),
            occasion_prepositions: file.occasions.prepositions.clone(),
            occasion_suffixes: file.occasions.suffixes.clone(),
        })
    }
}

/// The words to look for, and the sense of each at the same index. Of words of equal letters, the first one added is
/// found first.
#[derive(Default)]
struct Builder {
    words: Vec<String>,
    senses: Vec<HanSense>,
}

impl Builder {
    fn add(&mut self, word: &str, sense: HanSense) {
        if !word.is_empty() {
            self.words.push(word.to_owned());
            self.senses.push(sense);
        }
    }

    fn add_all(&mut self, words: &[String], sense: HanSense) {
        for word in words {
            self.add(word, sense);
        }
    }

    fn add_cues(&mut self, file: &LexiconFile) -> Result<Vec<HanCue>, LexiconError> {
        let mut cues = Vec::new();
        for group in &file.cue_group {
            for lemma in &group.lemmas {
                self.add(lemma, HanSense::Cue(cues.len()));
                let act = parse_act(Lang::Zh, lemma, &group.act)?;
                cues.push(han_cue(lemma, group, act, file.predicates.cue_act_traits(lemma)));
            }
        }
        Ok(cues)
    }

    fn add_sources(&mut self, file: &LexiconFile) -> Result<Vec<HanSourcePhrase>, LexiconError> {
        let mut sources = Vec::new();
        for row in &file.source {
            self.add(&row.phrase, HanSense::SourcePhrase(sources.len()));
            let act = parse_act(Lang::Zh, &row.phrase, &row.act)?;
            sources.push(han_source(row, act));
        }
        Ok(sources)
    }

    fn add_lists(&mut self, file: &LexiconFile, han: &HanSection) {
        for (words, sense) in [
            (&han.before_cue, HanSense::BeforeCue),
            (&han.cue_masks, HanSense::CueMask),
            (&file.pronouns.impersonal, HanSense::Impersonal),
            (&file.dates.anaphoric_dates, HanSense::AnaphoricDate),
            (&file.dates.same_day, HanSense::SameDay),
            (&file.dates.other_occasion, HanSense::OtherOccasion),
            (&han.quoting_verbs, HanSense::QuotingVerb),
            (&han.toward_prepositions, HanSense::TowardPreposition),
            (&han.article_voice, HanSense::ArticleVoice),
            (&han.passive_markers, HanSense::PassiveMarker),
            (&han.issuing_verbs, HanSense::IssuingVerb),
            (&han.anonymous_sources, HanSense::AnonymousSource),
            (&han.not_in_speaker, HanSense::NotInSpeaker),
            (&han.titles, HanSense::Title),
            (&han.person_suffixes, HanSense::Title),
            (&file.roles.either_gender, HanSense::Title),
            (&han.institution_suffixes, HanSense::Institution),
            (&file.roles.institutions, HanSense::Institution),
            (&file.roles.documents, HanSense::Document),
            (&file.roles.groups, HanSense::Group),
            (&han.generic_parties, HanSense::GenericParty),
        ] {
            self.add_all(words, sense);
        }
        self.add_pronouns(file);
        self.add_all(&file.words.negations, HanSense::Negation);
        self.add_all(&file.words.modals, HanSense::Modal);
        self.add_all(&file.words.prepositions, HanSense::Preposition);
        self.add_dates(file);
        for (words, act) in file.acts.lists() {
            self.add_all(words, HanSense::Act(act));
        }
        for (words, kind) in file.predicates.uninflected() {
            self.add_all(words, HanSense::Predicate(kind));
        }
        self.add_all(file.predicates.masks(), HanSense::PredicateMask);
        for (words, sense) in [
            (&file.occasions.heads, HanSense::OccasionHead),
            (&file.occasions.speech_events, HanSense::SpeechEvent),
            (&file.enumerations.nouns, HanSense::EnumerationNoun),
            (&file.questions.question_labels, HanSense::QuestionLabel),
            (&file.questions.answer_labels, HanSense::AnswerLabel),
            (&file.questions.interview_markers, HanSense::InterviewMarker),
            (&file.lines.aside_labels, HanSense::AsideLabel),
            (&file.lines.colon_labels, HanSense::ColonLabel),
            (&file.lines.cross_references, HanSense::CrossReferenceLabel),
        ] {
            self.add_all(words, sense);
        }
    }

    fn add_pronouns(&mut self, file: &LexiconFile) {
        let pronouns = &file.pronouns;
        for (words, plural, feminine) in [
            (&pronouns.masculine, false, false),
            (&pronouns.feminine, false, true),
            (&pronouns.either_gender, false, false),
            (&pronouns.masculine_plural, true, false),
            (&pronouns.feminine_plural, true, true),
            (&pronouns.plural, true, false),
        ] {
            self.add_all(words, HanSense::Pronoun { plural, feminine });
        }
        self.add_all(&pronouns.first_person, HanSense::FirstPerson);
    }

    fn add_dates(&mut self, file: &LexiconFile) {
        let dates = &file.dates;
        for row in &dates.day_offsets {
            self.add_all(&row.phrases, HanSense::DayOffset(row.days));
        }
        for row in &dates.period_offsets {
            let unit = CalendarUnit::from_name(&row.unit);
            self.add_all(&row.phrases, HanSense::PeriodOffset(unit, row.periods_ago));
        }
        for (n, names) in (0..).zip(&dates.weekdays) {
            self.add_all(names, HanSense::Weekday(n));
        }
        for names in &dates.months {
            self.add_all(names, HanSense::Month);
        }
    }
}

fn han_cue(lemma: &str, group: &CueGroupRow, act: Option<Act>, act_traits: CueActTraits) -> HanCue {
    let takes = |frame: &str| group.takes.split_whitespace().any(|taken| taken == frame);
    let has_flag = |name: &str| group.flags.split_whitespace().any(|flag| flag == name);
    HanCue {
        lemma: lemma.to_owned(),
        act,
        takes_clause: takes("that"),
        takes_object: takes("np"),
        weak: has_flag("weak"),
        mental: has_flag("mental"),
        addressee: has_flag("addressee"),
        act_traits,
    }
}

fn han_source(row: &SourcePhraseRow, act: Option<Act>) -> HanSourcePhrase {
    HanSourcePhrase {
        lemma: row.phrase.clone(),
        act,
        is_ambiguous: row.ambiguous,
        closings: row.closings.clone(),
        not_followed_by: row.not_followed_by.clone(),
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
