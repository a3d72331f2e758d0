//! Resolves the mentions of one Chinese article to its speakers: names, short forms, titles, pronouns, documents and
//! their issuers.

use super::layout::Layout;
use super::mention::MentionParts;
use super::report::HanReport;
use super::speaker_parser::{SpeakerParse, parse_speaker};
use crate::domain::{Doubt, SpeakerKind};
use crate::extract::lexicon::fast_hash::FastSet;
use crate::extract::lexicon::han_lexicon::HanSense;
use crate::extract::steps::Step;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// Maximum number of speakers, the latest first, that one mention is compared with. No article names so many people
/// who could be meant; in a text that does, the cost would grow with the square of its length.
const COMPARED_MAX: usize = 256;

/// The speaker of one report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ResolvedSpeaker {
    pub(super) reference: Option<String>,
    pub(super) capacity: Option<String>,
    pub(super) kind: SpeakerKind,
    pub(super) doubt: Option<Doubt>,
    /// The rule that resolved the speaker.
    pub(super) rule: &'static str,
}

impl ResolvedSpeaker {
    /// The speaker of a report about whom nothing is known.
    fn unknown() -> Self {
        Self {
            reference: None,
            capacity: None,
            kind: SpeakerKind::Unknown,
            doubt: Some(Doubt::SpeakerUnknown),
            rule: "nobody",
        }
    }
}

#[derive(Debug, Clone)]
struct KnownSpeaker {
    name: String,
    kind: SpeakerKind,
    is_named: bool,
    capacity: Option<String>,
}

/// The speakers of one article, in the order in which they were found.
#[derive(Debug)]
pub(super) struct SpeakerResolver<'l> {
    layout: &'l Layout<'l>,
    known: Vec<KnownSpeaker>,
    /// The speakers (indices into `known`) by name and by the last part of the name.
    by_name: HashMap<String, BTreeSet<usize>>,
    /// The last speaker, and the place of that report.
    last_speaker: Option<(usize, usize)>,
    /// Documents that were issued: the place, the issuer, and the noun of the document.
    issued_documents: Vec<(usize, usize, &'l str)>,
    /// The persons at the beginning of sentences, by place: candidates for a pronoun.
    sentence_subjects: Vec<(usize, usize)>,
}

impl<'l> SpeakerResolver<'l> {
    /// Collects the persons at the beginning of sentences and the documents that were issued.
    pub(super) fn new(layout: &'l Layout<'l>) -> Self {
        let mut resolver = Self {
            layout,
            known: Vec::new(),
            by_name: HashMap::new(),
            last_speaker: None,
            issued_documents: Vec::new(),
            sentence_subjects: Vec::new(),
        };
        for (_, sentence) in &layout.sentences {
            let clause = layout.text[sentence.clone()]
                .find(['，', ',', '：', '。'])
                .map_or(sentence.end, |comma| sentence.start + comma);
            if let SpeakerParse::Mention(range, who) = parse_speaker(layout, sentence.start..clause)
                && who.is_person()
            {
                let index = resolver.find_or_add(&who, &range);
                resolver.sentence_subjects.push((range.start, index));
            }
            resolver.record_issued_documents(sentence);
        }
        resolver
    }

    /// Records who issued which document in the sentence: "外交部9日发表声明", "据某报报道".
    fn record_issued_documents(&mut self, sentence: &Range<usize>) {
        const REACH: usize = 120;
        const DEEDS_MAX: usize = 12;
        let layout = self.layout;
        let deeds = layout.hits_in(sentence.clone());
        for deed in deeds
            .filter(|hit| matches!(hit.sense, HanSense::IssuingVerb | HanSense::SourcePhrase(_)))
            .take(DEEDS_MAX)
        {
            let source = deed.sense != HanSense::IssuingVerb;
            let rest = &layout.text[deed.end..sentence.end];
            let stop = rest
                .find(['，', '。', '：', ',', '；'])
                .unwrap_or(rest.len())
                .min(REACH);
            let end = layout.floor_char_boundary(deed.end + stop);
            let document = layout
                .hits_in(deed.end..end)
                .filter(|hit| hit.sense == HanSense::Document)
                .max_by_key(|hit| (hit.end, hit.end - hit.start));
            let Some(document) = document else { continue };
            let issuer = if source {
                deed.end..document.start
            } else {
                let before = &layout.text[sentence.start..deed.start];
                let comma = before.rfind(['，', '。', '：', ',', '；']);
                let start = comma.map_or(sentence.start, |at| {
                    sentence.start + at + before[at..].chars().next().map_or(1, char::len_utf8)
                });
                start..deed.start
            };
            if let SpeakerParse::Mention(range, who) = parse_speaker(layout, issuer)
                && (source || who.kind != SpeakerKind::Document || self.is_periodical(&range))
                && who.pronoun.is_none()
            {
                let index = self.find_or_add(&who, &range);
                let noun = &layout.text[document.start..document.end];
                self.issued_documents.push((document.start, index, noun));
            }
        }
    }

    /// Whether the stretch is the title of a newspaper or the like: "《某某日报》".
    fn is_periodical(&self, range: &Range<usize>) -> bool {
        let text = &self.layout.text[range.clone()];
        let name = text.trim_end_matches('》');
        name.len() < text.len() && name.ends_with(['报', '報', '刊', '社', '网', '網', '志', '誌'])
    }

    /// The issuer of a document that is named only by its noun: the last one who issued such a document.
    fn find_issuer(&self, mention: &Range<usize>) -> Option<usize> {
        let text = &self.layout.text[mention.clone()];
        let before = self
            .issued_documents
            .partition_point(|(at, ..)| *at < mention.end);
        let (_, issuer, _) = self.issued_documents[..before]
            .iter()
            .rev()
            .take(8)
            .find(|(at, _, noun)| {
                let article = text.ends_with("文章") && ARTICLE_NOUNS.contains(noun);
                // "某组织发布的报告" names the issuer itself
                mention.contains(at)
                    || (text.ends_with(noun) || article) && is_noun_with_determiner(text, noun)
            })?;
        Some(*issuer)
    }

    /// The antecedent of "该部门", "这位负责人": the last speaker of that kind.
    fn resolve_anaphor(&self, mention: &Range<usize>) -> Option<usize> {
        let text = &self.layout.text[mention.clone()];
        let noun = DETERMINERS.iter().find_map(|word| text.strip_prefix(word))?;
        let ends_with = |sense: fn(&HanSense) -> bool| {
            let mut hits = self.layout.hits_in(mention.clone());
            hits.any(|hit| hit.end == mention.end && sense(&hit.sense))
        };
        let body = ends_with(|sense| matches!(sense, HanSense::Institution)) || noun == "报" || noun == "報";
        let person = ends_with(|sense| matches!(sense, HanSense::Title)) || noun == "人士";
        let fits = |known: &KnownSpeaker| match known.kind {
            SpeakerKind::Institution => body,
            SpeakerKind::Person => person,
            SpeakerKind::Document => noun == "报" || noun == "報",
            _ => false,
        };
        let has_noun = |known: &KnownSpeaker| {
            let description = known.capacity.as_deref().unwrap_or(&known.name);
            description.ends_with(noun)
        };
        let recent = || self.known.iter().enumerate().rev().take(12);
        let same = recent().find(|(_, known)| fits(known) && has_noun(known));
        let last = self
            .last_speaker
            .and_then(|(index, _)| Some((index, self.known.get(index)?)))
            .filter(|(_, known)| fits(known));
        let found = same.or(last).or_else(|| recent().find(|(_, known)| fits(known)));
        found.map(|(index, _)| index)
    }

    /// Resolves the speaker of the report. Reports must come in reading order.
    pub(super) fn resolve(&mut self, report: &HanReport) -> ResolvedSpeaker {
        let carried = report.is_carried.then_some(Doubt::SpeakerCarried);
        let Some((who, range)) = report.mention.zip(report.subject.clone()) else {
            return match self.last_speaker.filter(|_| report.is_carried) {
                Some((index, _)) => self.resolved_as(index, Some(Doubt::SpeakerCarried), "speaker-before"),
                None => ResolvedSpeaker::unknown(),
            };
        };
        let at = range.start;
        let meant = match who.kind {
            SpeakerKind::Document => self.find_issuer(&range).map(|index| (index, "issuer")),
            _ => self.resolve_anaphor(&range).map(|index| (index, "that-one")),
        };
        if let Some((index, rule)) = meant {
            self.last_speaker = Some((index, at));
            return self.resolved_as(index, carried, rule);
        }
        if let Some((plural, _)) = who.pronoun {
            return self.resolve_pronoun(plural, &range, carried);
        }
        if let Some(together) = self.resolve_joint_speakers(&who, &range) {
            return ResolvedSpeaker {
                doubt: carried,
                ..together
            };
        }
        let index = self.find_or_add(&who, &range);
        self.last_speaker = Some((index, at));
        self.resolved_as(
            index,
            carried,
            if who.name.is_some() { "name" } else { "description" },
        )
    }

    /// Resolves a pronoun: to the person at the beginning of the last sentence, or to the last speaker.
    fn resolve_pronoun(
        &mut self,
        plural: bool,
        range: &Range<usize>,
        carried: Option<Doubt>,
    ) -> ResolvedSpeaker {
        const KNOWN_MAX: usize = 64;
        let at = range.start;
        // a bare word in the characters of foreign names may be a place
        let surely = self
            .known
            .iter()
            .rev()
            .take(KNOWN_MAX)
            .any(|k| self.is_surely_person(k));
        let fits = |k: &KnownSpeaker| {
            if plural {
                k.kind == SpeakerKind::Group
            } else {
                k.kind == SpeakerKind::Person && (!surely || self.is_surely_person(k))
            }
        };
        let last = self.last_speaker.filter(|(who, _)| fits(&self.known[*who]));
        let here = self.sentence_subjects.partition_point(|(place, _)| *place < at);
        let subject = self.sentence_subjects[..here]
            .last()
            .filter(|(place, who)| fits(&self.known[*who]) && last.is_none_or(|(_, spoke)| spoke < *place));
        let any = self
            .last_known(fits)
            .filter(|_| self.sentence_subjects.is_empty());
        let (index, doubt, rule) = match (subject, last, any) {
            (Some((_, who)), ..) => (*who, None, "pronoun-of-a-subject"),
            (None, Some((who, _)), _) => (who, None, "pronoun-of-the-speaker-before"),
            (None, None, Some(who)) => (who, Some(Doubt::SpeakerAmbiguous), "pronoun-of-the-last-named"),
            (None, None, None) => {
                // words that describe the speakers are all that is known of them: "两国领导人"
                let words = &self.layout.text[range.clone()];
                let is_descriptive =
                    plural && !words.ends_with(['们', '們', '人', '俩', '倆']) || words.contains("领导人");
                return ResolvedSpeaker {
                    reference: is_descriptive.then(|| words.to_owned()),
                    doubt: (!is_descriptive).then_some(Doubt::SpeakerUnknown),
                    ..ResolvedSpeaker::unknown()
                };
            }
        };
        self.last_speaker = Some((index, at));
        self.resolved_as(index, doubt.or(carried), rule)
    }

    /// Resolves several persons who are named with their titles and speak together.
    fn resolve_joint_speakers(
        &mut self,
        who: &MentionParts,
        range: &Range<usize>,
    ) -> Option<ResolvedSpeaker> {
        const MARKS: [char; 6] = ['、', '和', '与', '與', '及', '跟'];
        let text = &self.layout.text[range.clone()];
        if !who.is_person() || !text.contains(MARKS) {
            return None;
        }
        let mut at = range.start;
        let mut names = Vec::new();
        for part in text.split(MARKS) {
            let stretch = at..at + part.len();
            at = stretch.end
                + self.layout.text[stretch.end..]
                    .chars()
                    .next()
                    .map_or(0, char::len_utf8);
            match parse_speaker(self.layout, stretch) {
                SpeakerParse::Mention(found, who) if who.is_person() => names.push((found, who)),
                _ => return None,
            }
        }
        let found: Vec<String> = names
            .iter()
            .map(|(found, who)| {
                let index = self.find_or_add(who, found);
                self.known[index].name.clone()
            })
            .collect();
        (found.len() > 1).then(|| ResolvedSpeaker {
            // joined by the word that stands between them in the text
            reference: Some(found.join(text.matches(MARKS).next().unwrap_or("、"))),
            capacity: None,
            kind: SpeakerKind::Person,
            doubt: None,
            rule: "named-together",
        })
    }

    /// Whether the speaker is a person beyond doubt: known with a title, or with a Chinese surname.
    fn is_surely_person(&self, known: &KnownSpeaker) -> bool {
        let lexicon = self.layout.lexicon;
        let bare = known.name.chars().all(|c| lexicon.transliteration.contains(&c));
        let surname = known.name.chars().next().map(String::from);
        let named = self.layout.names.is_person(&known.name) || known.capacity.is_some();
        known.kind == SpeakerKind::Person
            && (named || !bare || surname.is_some_and(|first| lexicon.surnames.contains(&first)))
    }

    fn resolved_as(&self, index: usize, doubt: Option<Doubt>, rule: &'static str) -> ResolvedSpeaker {
        let known = &self.known[index];
        ResolvedSpeaker {
            reference: Some(known.name.clone()),
            capacity: known.capacity.clone(),
            kind: known.kind,
            doubt,
            rule,
        }
    }

    /// Returns the index of the speaker whom the mention names; adds a new one if it is not known yet.
    fn find_or_add(&mut self, who: &MentionParts, range: &Range<usize>) -> usize {
        let text = self.layout.text;
        let capacity = who.capacity.map(|(start, end)| text[start..end].to_owned());
        let name = who.name.map(|(start, end)| text[start..end].to_owned());
        let found = match &name {
            Some(name) => self.find_by_name(name),
            None => match &capacity {
                // "发言人" refers to the person introduced with that title
                Some(title) => self.last_known(|k| {
                    !k.is_named && k.name.ends_with(title.as_str())
                        || k.capacity
                            .as_ref()
                            .is_some_and(|c| c.ends_with(title.as_str()) || title.ends_with(c.as_str()))
                }),
                None => self
                    .find_last_called(&text[range.clone()], |k| k.name == text[range.clone()])
                    .or_else(|| self.find_by_abbreviation(who.kind, &text[range.clone()])),
            },
        };
        if let Some(index) = found {
            if let Some(name) = &name {
                self.index_name(name, index);
            }
            let known = &mut self.known[index];
            if let Some(name) = name.filter(|n| n.chars().count() > known.name.chars().count()) {
                known.name = name;
            }
            if known.capacity.is_none() {
                known.capacity = capacity;
            }
            return index;
        }
        let named = name.is_some();
        let name = name.unwrap_or_else(|| text[range.clone()].to_owned());
        self.index_name(&name, self.known.len());
        self.known.push(KnownSpeaker {
            name,
            kind: who.kind,
            is_named: named,
            capacity: capacity.filter(|_| named),
        });
        self.known.len() - 1
    }

    /// Finds the body of which the name is a short form: "消委会" for "消费者委员会".
    fn find_by_abbreviation(&self, kind: SpeakerKind, short: &str) -> Option<usize> {
        const KNOWN_MAX: usize = 40;
        if kind != SpeakerKind::Institution || short.chars().count() < 3 {
            return None;
        }
        let same_ends = |long: &str| {
            long.chars().next() == short.chars().next()
                && long.chars().next_back() == short.chars().next_back()
        };
        let is_short_of = |long: &str| {
            let mut rest = long.chars();
            long.len() > short.len() && short.chars().all(|c| rest.any(|other| other == c))
        };
        let recent = self.known.iter().enumerate().rev().take(KNOWN_MAX);
        recent
            .filter(|(_, known)| known.kind == kind)
            .find(|(_, known)| {
                known.name.ends_with(short) || same_ends(&known.name) && is_short_of(&known.name)
            })
            .map(|(index, _)| index)
    }

    /// Finds the last speaker with the name. The last part of a name is enough, on either side.
    fn find_by_name(&self, name: &str) -> Option<usize> {
        let dots = &self.layout.lexicon.name_dots;
        let same = |k: &KnownSpeaker| k.is_named && is_same_name(&k.name, name, dots);
        self.find_last_called(name, same)
            .max(self.find_last_called(last_name_part(name, dots), same))
    }

    /// The last speaker with that name for whom `fits` holds.
    fn find_last_called(&self, name: &str, fits: impl Fn(&KnownSpeaker) -> bool) -> Option<usize> {
        let called = self.by_name.get(name)?;
        let latest = called.iter().rev().take(COMPARED_MAX).copied();
        let mut latest = latest.inspect(|_| Step::Speaker.count_one());
        latest.find(|who| fits(&self.known[*who]))
    }

    /// The last speaker for whom `fits` holds.
    fn last_known(&self, fits: impl Fn(&KnownSpeaker) -> bool) -> Option<usize> {
        let latest = self.known.iter().enumerate().rev().take(COMPARED_MAX);
        let mut latest = latest.inspect(|_| Step::Speaker.count_one());
        latest.find(|(_, known)| fits(known)).map(|(who, _)| who)
    }

    /// Makes the speaker findable by the name and by its last part.
    fn index_name(&mut self, name: &str, who: usize) {
        let last = last_name_part(name, &self.layout.lexicon.name_dots);
        for key in [name, last] {
            self.by_name.entry(key.to_owned()).or_default().insert(who);
        }
    }
}

/// Nouns for documents that are also called "文章".
const ARTICLE_NOUNS: [&str; 9] = [
    "社论",
    "评论",
    "署名文章",
    "专栏",
    "时评",
    "社論",
    "評論",
    "專欄",
    "評論文章",
];

/// Determiners that point back to an earlier mention.
const DETERMINERS: [&str; 14] = [
    "该", "該", "上述", "这位", "這位", "这名", "這名", "这家", "這家", "这个", "這個", "该名", "該名", "此",
];

/// Whether the words are only the noun and a determiner: "该声明", "这份报告".
fn is_noun_with_determiner(text: &str, noun: &str) -> bool {
    let before = text
        .strip_suffix(noun)
        .or_else(|| text.strip_suffix("文章"))
        .unwrap_or(text);
    before.chars().count() <= 2
}

/// The part of the name after the last dot.
fn last_name_part<'n>(name: &'n str, dots: &FastSet<char>) -> &'n str {
    name.rsplit(|c| dots.contains(&c)).next().unwrap_or(name)
}

/// Whether one name is the other or its last part: "特雷莎·梅" and "梅".
fn is_same_name(known: &str, name: &str, dots: &FastSet<char>) -> bool {
    let part = |long: &str, short: &str| long.rsplit(|c| dots.contains(&c)).next() == Some(short);
    known == name || part(known, name) || part(name, known)
}
