//! The dates of a Chinese article, and the tests that decide to which report a date belongs.

use super::date_expression::{DateExpression, DateReader};
use crate::domain::{DateRule, Edtf};
use crate::extract::han::layout::Layout;
use crate::extract::han::report::HanReport;
use crate::extract::lexicon::han_lexicon::HanSense;
use crate::extract::occasion_day::{SpeakerOccasions, exact_day};
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// The date of an utterance, its place in the text, and the rule that resolved it.
pub(in crate::extract::han) type SaidDate = (Edtf, Option<Range<usize>>, DateRule);

/// Number of dates before a cue, nearest first, that are tried.
const CANDIDATES_MAX: usize = 6;

/// Number of bytes before a cue that are searched for a word of another occasion: "此前", "曾".
const OTHER_OCCASION_BYTES: usize = 60;

/// Words after a date that make it the beginning or the end of a period.
const BOUND_SUFFIXES: [&str; 9] = [
    "起",
    "以来",
    "以來",
    "之前",
    "以前",
    "前，",
    "之后，",
    "以后",
    "生效",
];

/// The dates of one article, and what is needed to assign them to reports.
pub(super) struct ArticleDates<'l> {
    layout: &'l Layout<'l>,
    last_published: Option<NaiveDate>,
    /// For each sentence, its dates outside quotations.
    dates_by_sentence: Vec<Vec<DateExpression>>,
    /// The words of all reports, in text order.
    reported_pieces: Vec<Range<usize>>,
    /// The dateline: the day in the credit that opens the article.
    dateline: Option<DateExpression>,
    /// The sentences that give the day of an event, and that day.
    event_days: Vec<(usize, DateExpression)>,
}

impl<'l> ArticleDates<'l> {
    pub(super) fn new(
        layout: &'l Layout<'l>,
        reports: &[HanReport],
        published: Option<NaiveDate>,
        last: Option<NaiveDate>,
    ) -> Self {
        let reader = DateReader { layout, published };
        let mut latest: Option<(usize, Edtf)> = None;
        let mut dates_by_sentence = Vec::with_capacity(layout.sentences.len());
        for (number, (_, sentence)) in layout.sentences.iter().enumerate() {
            let mut times = reader.find_dates(sentence.clone());
            times.retain(|time| !layout.is_quoted(time.place.start));
            for time in &mut times {
                if time.is_same_day {
                    if let Some((_, date)) = latest.filter(|(named_in, _)| named_in + 8 >= number) {
                        time.date = date;
                        time.rule = DateRule::Occasion;
                        latest = Some((number, date));
                    }
                } else if exact_day(time.date).is_some_and(|day| last.is_none_or(|last| day <= last)) {
                    latest = Some((number, time.date));
                }
            }
            dates_by_sentence.push(times);
        }
        let mut reported: Vec<Range<usize>> = reports
            .iter()
            .flat_map(|report| report.pieces.iter().cloned())
            .collect();
        reported.sort_by_key(|piece| piece.start);
        let mut dates = Self {
            layout,
            reported_pieces: reported,
            last_published: last,
            dates_by_sentence,
            dateline: None,
            event_days: Vec::new(),
        };
        dates.dateline = dates.find_dateline();
        dates.event_days = dates.find_event_days();
        dates
    }

    /// The number of the report's sentence.
    pub(super) fn sentence_number(&self, report: &HanReport) -> usize {
        let sentences = &self.layout.sentences;
        let behind = sentences.partition_point(|(_, sentence)| sentence.start <= report.sentence.start);
        behind.saturating_sub(1)
    }

    /// Finds the day in the credit that opens the article ("某社某地1月30日电"), or at its very beginning.
    fn find_dateline(&self) -> Option<DateExpression> {
        let text = self.layout.text;
        let (_, first) = self.layout.sentences.first()?;
        let mut times = self.dates_by_sentence.first()?.iter();
        let credit = times.find(|time| {
            let near = text[first.start..time.place.start].chars().count() < 60;
            let opens = is_wire_credit(text, time) || time.place.start == first.start;
            near && opens && time.date.is_exact() && time.rule == DateRule::Absolute
        });
        credit.cloned()
    }

    /// The dateline, which counts only for its own sentence.
    pub(super) fn dateline_of_sentence(&self, sentence: usize) -> Option<SaidDate> {
        let dateline = self.dateline.as_ref().filter(|_| sentence == 0)?;
        Some((dateline.date, Some(dateline.place.clone()), DateRule::Dateline))
    }

    /// Returns for each report the date before its cue in its sentence, outside the words said.
    pub(super) fn dates_in_own_sentence(&self, reports: &[HanReport]) -> Vec<Option<DateExpression>> {
        let mut cues: BTreeMap<usize, Vec<Range<usize>>> = BTreeMap::new();
        for report in reports {
            if let Some(cue) = &report.cue {
                cues.entry(report.sentence.start).or_default().push(cue.clone());
            }
        }
        let own = |report: &HanReport| {
            let cue = report.cue.as_ref()?;
            let others = cues.get(&report.sentence.start).map_or(&[][..], Vec::as_slice);
            let times = self.dates_by_sentence.get(self.sentence_number(report))?;
            // the date of an earlier report in the sentence is not that of this one: "10日报道称，N表示"
            let floor = others
                .iter()
                .filter(|other| other.end <= cue.start && *other != cue);
            let floor = floor.map(|other| other.start).max().unwrap_or(0);
            let behind = times.partition_point(|time| time.place.start < cue.end);
            let mut near = times[..behind].iter().rev().take(CANDIDATES_MAX);
            near.find(|time| time.place.end > floor && self.is_date_of_report(time, report, cue))
                .cloned()
        };
        reports.iter().map(own).collect()
    }

    /// Whether the date belongs to the report.
    fn is_date_of_report(&self, time: &DateExpression, report: &HanReport, cue: &Range<usize>) -> bool {
        let at = time.place.start;
        let inside = report.pieces.iter().any(|piece| piece.contains(&at));
        !inside
            && self.stands_with_subject(time, report, cue)
            && self.is_past(time)
            && !self.is_bounded(time)
            && !self.is_dateline(time)
    }

    /// Whether the date stands with the report's subject: it opens a clause, or follows the subject, and no other
    /// report stands between.
    fn stands_with_subject(&self, time: &DateExpression, report: &HanReport, cue: &Range<usize>) -> bool {
        const CLAUSE: [char; 13] = [
            '，', '。', '；', '：', '！', '？', ',', '、', '（', '(', '在', '于', '到',
        ];
        let text = self.layout.text;
        let between = text.get(time.place.end..cue.start).unwrap_or_default();
        let relayed = |word: &String| between.contains(word.as_str()) && !between.ends_with(word.as_str());
        let relayed = self.layout.lexicon.relay_suffixes.iter().any(relayed);
        let lead = text[report.sentence.start.min(time.place.start)..time.place.start]
            .trim_end_matches(CLOCK_PREFIX_CHARS);
        let opens = lead.trim_end().is_empty() || lead.ends_with(CLAUSE);
        let follows = report
            .subject
            .as_ref()
            .is_none_or(|subject| subject.start < time.place.end);
        !relayed && (opens || follows)
    }

    /// The day of the last event, where the report comes from that event: "在主持学习时强调", "会议指出".
    pub(super) fn day_of_last_event(&self, report: &HanReport, sentence: usize) -> Option<SaidDate> {
        let text = self.layout.text;
        let cue = report.cue.as_ref()?;
        let subject = report.subject.as_ref()?;
        let frame = text.get(subject.end..cue.start).unwrap_or_default();
        let lexicon = self.layout.lexicon;
        let at_event = frame.starts_with('在')
            && lexicon
                .occasion_suffixes
                .iter()
                .any(|word| frame.ends_with(word.as_str()));
        let meets = self
            .layout
            .hits_in(subject.clone())
            .any(|hit| hit.sense == HanSense::SpeechEvent && hit.end == subject.end);
        let near = if meets { 30 } else { 4 };
        if !at_event && !meets {
            return None;
        }
        let before = self.event_days.partition_point(|(number, _)| *number <= sentence);
        let (number, time) = self.event_days[..before].last()?;
        (number + near >= sentence).then(|| (time.date, Some(time.place.clone()), DateRule::Occasion))
    }

    /// The sentences that give the day of an event, and that day.
    fn find_event_days(&self) -> Vec<(usize, DateExpression)> {
        let mut event_days = Vec::new();
        for (number, (_, sentence)) in self.layout.sentences.iter().enumerate() {
            let mut times = self.dates_by_sentence[number].iter();
            let day = times.find(|time| {
                let own = !self.is_relayed(time) && !self.is_dateline(time) && !self.is_bounded(time);
                exact_day(time.date).is_some()
                    && self.is_past(time)
                    && own
                    && !self.is_reported(time.place.start)
            });
            let Some(day) = day else { continue };
            let mut hits = self.layout.hits_in(sentence.clone());
            if hits.any(|hit| hit.sense == HanSense::SpeechEvent && !self.layout.is_quoted(hit.start)) {
                event_days.push((number, day.clone()));
            }
        }
        event_days
    }

    /// Whether a side of talks speaks ("中方"). Within a speech, that is part of the same speech.
    pub(super) fn is_by_side_of_talks(&self, report: &HanReport) -> bool {
        const SIDE_MAX: usize = 3;
        let Some(subject) = report.subject.clone() else {
            return false;
        };
        let name = &self.layout.text[subject];
        let mut sides = self.layout.lexicon.side_suffixes.iter();
        name.chars().count() <= SIDE_MAX && sides.any(|side| name.ends_with(side.as_str()))
    }

    /// Whether the place is in reported words.
    fn is_reported(&self, at: usize) -> bool {
        let before = self.reported_pieces.partition_point(|piece| piece.start <= at);
        self.reported_pieces[..before]
            .last()
            .is_some_and(|piece| at < piece.end)
    }

    /// Whether the date does not lie after publication.
    fn is_past(&self, time: &DateExpression) -> bool {
        let first = time.date.earliest();
        first.is_none_or(|first| self.last_published.is_none_or(|last| first <= last))
    }

    /// Whether the date is the day of a press report, and not of the event: "某报2日报道".
    fn is_relayed(&self, time: &DateExpression) -> bool {
        let behind = &self.layout.text[time.place.end..];
        self.layout
            .lexicon
            .relay_suffixes
            .iter()
            .any(|word| behind.starts_with(word.as_str()))
    }

    /// Whether the date is in the credit of a news agency.
    fn is_dateline(&self, time: &DateExpression) -> bool {
        is_wire_credit(self.layout.text, time)
    }

    /// Whether the date bounds a period, and so is not that of an utterance: "截至3月10日", "10日起".
    fn is_bounded(&self, time: &DateExpression) -> bool {
        let text = self.layout.text;
        let before = &text[..time.place.start];
        let bound = self
            .layout
            .lexicon
            .date_bounds
            .iter()
            .any(|word| before.ends_with(word.as_str()));
        bound
            || BOUND_SUFFIXES
                .iter()
                .any(|word| text[time.place.end..].starts_with(word))
    }

    /// Whether the report belongs to another occasion than the text around it: "此前", "曾".
    pub(super) fn is_of_other_occasion(&self, report: &HanReport) -> bool {
        let Some(cue) = &report.cue else { return false };
        let subject = report
            .subject
            .as_ref()
            .map_or(cue.start, |subject| subject.start.min(cue.start));
        let from = subject
            .saturating_sub(12)
            .max(cue.start.saturating_sub(OTHER_OCCASION_BYTES))
            .max(report.sentence.start);
        let from = self.layout.floor_char_boundary(from);
        let inside = |at: usize| report.pieces.iter().any(|piece| piece.contains(&at));
        self.layout.hits_in(from..cue.start.max(from)).any(|hit| {
            hit.sense == HanSense::OtherOccasion && !inside(hit.start) && !self.layout.is_quoted(hit.start)
        })
    }

    /// Ties the speakers whom a sentence names to its event with an exact day: "10日，N接受采访".
    pub(super) fn tie_speakers_to_events<'n>(
        &self,
        names: &'n [Option<String>],
        occasions: &mut HashMap<&'n str, SpeakerOccasions>,
    ) {
        let layout = self.layout;
        let mut known: BTreeMap<&str, &'n str> = BTreeMap::new();
        for name in names.iter().flatten() {
            known.insert(name, name);
            // a foreign name is often shortened to its last part
            let last = name.rsplit('·').next().filter(|last| last.chars().count() > 1);
            if let Some(last) = last {
                known.insert(last, name);
            }
        }
        known.retain(|called, _| called.chars().count() > 1);
        let called: Vec<(&str, &'n str)> = known.into_iter().collect();
        // few sentences are searched, so the automaton that is fastest to build is best
        let mut builder = AhoCorasick::builder();
        builder.kind(Some(AhoCorasickKind::NoncontiguousNFA));
        let Ok(finder) = builder.build(called.iter().map(|(called, _)| called)) else {
            return;
        };
        for (number, (_, sentence)) in layout.sentences.iter().enumerate() {
            let fits = |time: &&DateExpression| {
                exact_day(time.date).is_some()
                    && self.is_past(time)
                    && !self.is_bounded(time)
                    && !self.is_dateline(time)
            };
            let times: Vec<&DateExpression> = self.dates_by_sentence[number].iter().filter(fits).collect();
            if times.is_empty() {
                continue;
            }
            let first = times.iter().find(|time| !self.is_relayed(time));
            let event = layout
                .hits_in(sentence.clone())
                .any(|hit| hit.sense == HanSense::SpeechEvent && !layout.is_quoted(hit.start));
            for found in finder.find_iter(&layout.text[sentence.clone()]) {
                let (start, end) = (sentence.start + found.start(), sentence.start + found.end());
                // "N10日对记者表示": the date stands right after the name
                let beside = times
                    .iter()
                    .find(|time| (end..=end + 3).contains(&time.place.start));
                let Some(time) = beside.or(first.filter(|_| event)) else {
                    continue;
                };
                let Some(day) =
                    exact_day(time.date).filter(|_| !layout.is_quoted(start) && !self.is_reported(start))
                else {
                    continue;
                };
                let name = called[found.pattern().as_usize()].1;
                let events = &mut occasions.entry(name).or_default().events;
                if events.last().is_none_or(|(tied_in, ..)| *tied_in != number) {
                    events.push((number, day, time.place.clone()));
                }
            }
        }
    }
}

/// The characters of clock prefixes: "当地时间".
const CLOCK_PREFIX_CHARS: [char; 14] = [
    '当', '地', '时', '间', '當', '時', '間', '北', '京', '台', '美', '东', '部', ' ',
];

/// Whether the date is in the credit of a news agency: "1月30日电".
fn is_wire_credit(text: &str, time: &DateExpression) -> bool {
    text[time.place.end..].starts_with(['电', '電', '讯', '訊'])
}
