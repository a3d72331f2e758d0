//! Which time belongs to which report: the one that stands before its cue, else that of the speaker's occasion.

use super::{Dated, Reader};
use crate::domain::{DateRule, Edtf};
use crate::extract::carry::{Occasions, exact};
use crate::extract::han::layout::Layout;
use crate::extract::han::report::Report;
use crate::extract::lexicon::han_lexicon::HanSense;
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// A time, where it stands, and by which rule it holds.
pub(in crate::extract::han) type Said = (Edtf, Option<Range<usize>>, DateRule);

/// How many of the times before a cue, the nearest, are looked at.
const CANDIDATES: usize = 6;

/// How many bytes before a cue another time is looked for: "此前", "曾".
const AROUND: usize = 60;

/// What a text is called behind the name of its issuer.
const ISSUED: [&str; 6] = ["声明", "聲明", "公报", "公報", "通报", "通報"];

/// Behind a date, what makes it the end or the beginning of a time.
const BOUND_BEHIND: [&str; 9] = [
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

/// When the words of each report were said, whose speakers have these names; `None` where the article does not tell.
pub(in crate::extract::han) fn said(
    layout: &Layout<'_>,
    reports: &[Report],
    names: &[Option<String>],
    published: Option<NaiveDate>,
    last: Option<NaiveDate>,
) -> Vec<Option<Said>> {
    let chronicle = Chronicle::new(layout, reports, published, last);
    let own: Vec<Option<Dated>> = chronicle.own(reports);
    let mut occasions: HashMap<&str, Occasions> = HashMap::new();
    for ((report, name), own) in reports.iter().zip(names).zip(&own) {
        if let (Some(name), Some(own)) = (name, own)
            && let Some(day) = exact(own.date)
        {
            let told = (chronicle.sentence(report), day, own.place.clone());
            occasions.entry(name).or_default().utterances.push(told);
        }
    }
    chronicle.tie(names, &mut occasions);
    let mut told: Vec<Option<Said>> = Vec::with_capacity(reports.len());
    for ((report, name), own) in reports.iter().zip(names).zip(own) {
        let sentence = chronicle.sentence(report);
        let other_time = chronicle.is_of_another_time(report);
        let known = name.as_deref().and_then(|name| known_as(name, &occasions));
        let occasion = || {
            let (day, place) = occasions.get(known?)?.day(sentence, false)?;
            Some((Edtf::day(day), place, DateRule::Occasion))
        };
        let found = own
            .map(|own| (own.date, Some(own.place), own.rule))
            .or_else(|| occasion().filter(|_| !other_time))
            .or_else(|| chronicle.event_told(report, sentence).filter(|_| !other_time))
            .or_else(|| {
                let before = reports.get(told.len().checked_sub(1)?)?;
                let speech = chronicle.is_of_side(report) && chronicle.sentence(before) + 2 >= sentence;
                let (date, ..) = told.last()?.as_ref().filter(|_| speech && !other_time)?;
                exact(*date).map(|day| (Edtf::day(day), None, DateRule::Occasion))
            })
            .or_else(|| chronicle.opened(sentence));
        if let (Some(name), Some((date, ..))) = (known.or(name.as_deref()), &found)
            && let Some(day) = exact(*date)
        {
            occasions.entry(name).or_default().latest = Some((sentence, day));
        }
        told.push(found);
    }
    told
}

/// The name by which the occasions of the speaker are known: "N声明" is a statement by N.
fn known_as<'n>(name: &'n str, occasions: &HashMap<&'n str, Occasions>) -> Option<&'n str> {
    if occasions.contains_key(name) {
        return Some(name);
    }
    let issuer = ISSUED.iter().find_map(|word| name.strip_suffix(word))?;
    occasions.contains_key(issuer).then_some(issuer)
}

/// The times of one article.
struct Chronicle<'l> {
    layout: &'l Layout<'l>,
    last: Option<NaiveDate>,
    /// For each sentence, its times outside of quotations.
    dated: Vec<Vec<Dated>>,
    /// The words of all reports, in order.
    reported: Vec<Range<usize>>,
    /// The day in the credit that opens the article, and where it stands.
    dateline: Option<Dated>,
    /// The sentences that tell the day of an event, and that day.
    told: Vec<(usize, Dated)>,
}

impl<'l> Chronicle<'l> {
    fn new(
        layout: &'l Layout<'l>,
        reports: &[Report],
        published: Option<NaiveDate>,
        last: Option<NaiveDate>,
    ) -> Self {
        let reader = Reader { layout, published };
        let mut latest: Option<(usize, Edtf)> = None;
        let mut dated = Vec::with_capacity(layout.sentences.len());
        for (number, (_, sentence)) in layout.sentences.iter().enumerate() {
            let mut times = reader.dates(sentence.clone());
            times.retain(|time| !layout.quoted(time.place.start));
            for time in &mut times {
                if time.same_day {
                    if let Some((_, date)) = latest.filter(|(told, _)| told + 8 >= number) {
                        time.date = date;
                        time.rule = DateRule::Occasion;
                        latest = Some((number, date));
                    }
                } else if exact(time.date).is_some_and(|day| last.is_none_or(|last| day <= last)) {
                    latest = Some((number, time.date));
                }
            }
            dated.push(times);
        }
        let mut reported: Vec<Range<usize>> = reports
            .iter()
            .flat_map(|report| report.pieces.iter().cloned())
            .collect();
        reported.sort_by_key(|piece| piece.start);
        let mut chronicle = Self {
            layout,
            reported,
            last,
            dated,
            dateline: None,
            told: Vec::new(),
        };
        chronicle.dateline = chronicle.dateline();
        chronicle.told = chronicle.events();
        chronicle
    }

    /// The number of the report's sentence.
    fn sentence(&self, report: &Report) -> usize {
        let sentences = &self.layout.sentences;
        let behind = sentences.partition_point(|(_, sentence)| sentence.start <= report.sentence.start);
        behind.saturating_sub(1)
    }

    /// The day in the credit that opens the article, "某社某地1月30日电", or with which the article begins.
    fn dateline(&self) -> Option<Dated> {
        let text = self.layout.text;
        let (_, first) = self.layout.sentences.first()?;
        let mut times = self.dated.first()?.iter();
        let credit = times.find(|time| {
            let near = text[first.start..time.place.start].chars().count() < 60;
            let opens = is_credited(text, time) || time.place.start == first.start;
            near && opens && time.date.is_exact() && time.rule == DateRule::Absolute
        });
        credit.cloned()
    }

    /// The dateline, for what is said in its own sentence.
    fn opened(&self, sentence: usize) -> Option<Said> {
        let dateline = self.dateline.as_ref().filter(|_| sentence == 0)?;
        Some((dateline.date, Some(dateline.place.clone()), DateRule::Dateline))
    }

    /// For each report, the time that its sentence tells before its cue, outside the words said.
    fn own(&self, reports: &[Report]) -> Vec<Option<Dated>> {
        let mut cues: BTreeMap<usize, Vec<Range<usize>>> = BTreeMap::new();
        for report in reports {
            if let Some(cue) = &report.cue {
                cues.entry(report.sentence.start).or_default().push(cue.clone());
            }
        }
        let own = |report: &Report| {
            let cue = report.cue.as_ref()?;
            let others = cues.get(&report.sentence.start).map_or(&[][..], Vec::as_slice);
            let times = self.dated.get(self.sentence(report))?;
            // the day of a report before is not that of this one: "10日报道称，N表示"
            let floor = others
                .iter()
                .filter(|other| other.end <= cue.start && *other != cue);
            let floor = floor.map(|other| other.start).max().unwrap_or(0);
            let behind = times.partition_point(|time| time.place.start < cue.end);
            let mut near = times[..behind].iter().rev().take(CANDIDATES);
            near.find(|time| time.place.end > floor && self.dates(time, report, cue))
                .cloned()
        };
        reports.iter().map(own).collect()
    }

    /// Whether the time dates the report.
    fn dates(&self, time: &Dated, report: &Report, cue: &Range<usize>) -> bool {
        let at = time.place.start;
        let inside = report.pieces.iter().any(|piece| piece.contains(&at));
        !inside
            && self.is_of_subject(time, report, cue)
            && self.is_past(time)
            && !self.is_bounded(time)
            && !self.is_dateline(time)
    }

    /// Whether the time stands with the report's own subject: it opens a clause, or the subject stands before it, and
    /// nobody is told to have reported between.
    fn is_of_subject(&self, time: &Dated, report: &Report, cue: &Range<usize>) -> bool {
        const CLAUSE: [char; 13] = [
            '，', '。', '；', '：', '！', '？', ',', '、', '（', '(', '在', '于', '到',
        ];
        let text = self.layout.text;
        let between = text.get(time.place.end..cue.start).unwrap_or_default();
        let relayed = |word: &String| between.contains(word.as_str()) && !between.ends_with(word.as_str());
        let relayed = self.layout.lexicon.relay_suffixes.iter().any(relayed);
        let lead =
            text[report.sentence.start.min(time.place.start)..time.place.start].trim_end_matches(CLOCKS_END);
        let opens = lead.trim_end().is_empty() || lead.ends_with(CLAUSE);
        let follows = report
            .subject
            .as_ref()
            .is_none_or(|subject| subject.start < time.place.end);
        !relayed && (opens || follows)
    }

    /// The day of the event that the article told last, where the report is given from it: "在主持学习时强调", "会议指出".
    fn event_told(&self, report: &Report, sentence: usize) -> Option<Said> {
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
        let told = self.told.partition_point(|(number, _)| *number <= sentence);
        let (number, time) = self.told[..told].last()?;
        (number + near >= sentence).then(|| (time.date, Some(time.place.clone()), DateRule::Occasion))
    }

    /// The sentences that tell the day of an event, and that day.
    fn events(&self) -> Vec<(usize, Dated)> {
        let mut told = Vec::new();
        for (number, (_, sentence)) in self.layout.sentences.iter().enumerate() {
            let mut times = self.dated[number].iter();
            let day = times.find(|time| {
                let own = !self.is_relayed(time) && !self.is_dateline(time) && !self.is_bounded(time);
                exact(time.date).is_some() && self.is_past(time) && own && !self.is_reported(time.place.start)
            });
            let Some(day) = day else { continue };
            let mut hits = self.layout.hits_in(sentence.clone());
            if hits.any(|hit| hit.sense == HanSense::SpeechEvent && !self.layout.quoted(hit.start)) {
                told.push((number, day.clone()));
            }
        }
        told
    }

    /// Whether a side of talks speaks, "中方": in somebody's speech, it is that speech.
    fn is_of_side(&self, report: &Report) -> bool {
        const SIDE_MAX: usize = 3;
        let Some(subject) = report.subject.clone() else {
            return false;
        };
        let name = &self.layout.text[subject];
        let mut sides = self.layout.lexicon.side_suffixes.iter();
        name.chars().count() <= SIDE_MAX && sides.any(|side| name.ends_with(side.as_str()))
    }

    /// Whether the place lies in words that are reported.
    fn is_reported(&self, at: usize) -> bool {
        let before = self.reported.partition_point(|piece| piece.start <= at);
        self.reported[..before].last().is_some_and(|piece| at < piece.end)
    }

    fn is_past(&self, time: &Dated) -> bool {
        let first = time.date.earliest();
        first.is_none_or(|first| self.last.is_none_or(|last| first <= last))
    }

    /// "某报2日报道": the day of what reports the event.
    fn is_relayed(&self, time: &Dated) -> bool {
        let behind = &self.layout.text[time.place.end..];
        self.layout
            .lexicon
            .relay_suffixes
            .iter()
            .any(|word| behind.starts_with(word.as_str()))
    }

    fn is_dateline(&self, time: &Dated) -> bool {
        is_credited(self.layout.text, time)
    }

    /// "截至3月10日", "10日起": no time at which something was said.
    fn is_bounded(&self, time: &Dated) -> bool {
        let text = self.layout.text;
        let before = &text[..time.place.start];
        let bound = self
            .layout
            .lexicon
            .date_bounds
            .iter()
            .any(|word| before.ends_with(word.as_str()));
        bound
            || BOUND_BEHIND
                .iter()
                .any(|word| text[time.place.end..].starts_with(word))
    }

    /// Whether the report tells of another occasion than what is told around it: "此前", "曾".
    fn is_of_another_time(&self, report: &Report) -> bool {
        let Some(cue) = &report.cue else { return false };
        let subject = report
            .subject
            .as_ref()
            .map_or(cue.start, |subject| subject.start.min(cue.start));
        let from = subject
            .saturating_sub(12)
            .max(cue.start.saturating_sub(AROUND))
            .max(report.sentence.start);
        let from = self.layout.boundary(from);
        let inside = |at: usize| report.pieces.iter().any(|piece| piece.contains(&at));
        self.layout.hits_in(from..cue.start.max(from)).any(|hit| {
            hit.sense == HanSense::OtherOccasion && !inside(hit.start) && !self.layout.quoted(hit.start)
        })
    }

    /// Ties the speakers whom a sentence names to the event in it that has an exact day: "10日，N接受采访".
    fn tie<'n>(&self, names: &'n [Option<String>], occasions: &mut HashMap<&'n str, Occasions>) {
        let layout = self.layout;
        let mut known: BTreeMap<&str, &'n str> = BTreeMap::new();
        for name in names.iter().flatten() {
            known.insert(name, name);
            // "绍利·尼尼斯托" is called by the last part
            let last = name.rsplit('·').next().filter(|last| last.chars().count() > 1);
            if let Some(last) = last {
                known.insert(last, name);
            }
        }
        known.retain(|called, _| called.chars().count() > 1);
        let called: Vec<(&str, &'n str)> = known.into_iter().collect();
        // few sentences are searched: what is quickly made is best
        let mut builder = AhoCorasick::builder();
        builder.kind(Some(AhoCorasickKind::NoncontiguousNFA));
        let Ok(finder) = builder.build(called.iter().map(|(called, _)| called)) else {
            return;
        };
        for (number, (_, sentence)) in layout.sentences.iter().enumerate() {
            let fits = |time: &&Dated| {
                exact(time.date).is_some()
                    && self.is_past(time)
                    && !self.is_bounded(time)
                    && !self.is_dateline(time)
            };
            let times: Vec<&Dated> = self.dated[number].iter().filter(fits).collect();
            if times.is_empty() {
                continue;
            }
            let first = times.iter().find(|time| !self.is_relayed(time));
            let event = layout
                .hits_in(sentence.clone())
                .any(|hit| hit.sense == HanSense::SpeechEvent && !layout.quoted(hit.start));
            for found in finder.find_iter(&layout.text[sentence.clone()]) {
                let (start, end) = (sentence.start + found.start(), sentence.start + found.end());
                // "N10日对记者表示": the time stands with the name
                let beside = times
                    .iter()
                    .find(|time| (end..=end + 3).contains(&time.place.start));
                let Some(time) = beside.or(first.filter(|_| event)) else {
                    continue;
                };
                let Some(day) =
                    exact(time.date).filter(|_| !layout.quoted(start) && !self.is_reported(start))
                else {
                    continue;
                };
                let name = called[found.pattern().as_usize()].1;
                let events = &mut occasions.entry(name).or_default().events;
                if events.last().is_none_or(|(told, ..)| *told != number) {
                    events.push((number, day, time.place.clone()));
                }
            }
        }
    }
}

/// What a clock's name ends with: "当地时间".
const CLOCKS_END: [char; 14] = [
    '当', '地', '时', '间', '當', '時', '間', '北', '京', '台', '美', '东', '部', ' ',
];

/// Whether the time is that of a wire's credit: "1月30日电".
fn is_credited(text: &str, time: &Dated) -> bool {
    text[time.place.end..].starts_with(['电', '電', '讯', '訊'])
}

#[cfg(test)]
mod tests {
    use crate::domain::{ArticleId, Lang, Source};
    use crate::extract::{ExtractorInput, read_statements};

    /// When each statement of the text was said, which was published on Thursday, 12 March 2026.
    fn said(text: &str) -> String {
        let article = ArticleId::of(&Source::default(), text);
        let read = read_statements(&ExtractorInput {
            article: &article,
            lang: Lang::Zh,
            published: "2026-03-12".parse().ok(),
            published_or: None,
            text,
        });
        let dates: Vec<String> = read_statements.iter().map(|s| s.said.date.to_string()).collect();
        dates.join(" ")
    }

    const UNTOLD: &str = "2026-03-12~";

    #[test]
    fn the_time_before_the_cue_dates_the_words() {
        let when = |time: &str| said(&format!("部长周以宁{time}表示，登记册将公开。"));
        assert_eq!(when("三月十日"), "2026-03-10");
        assert_eq!(when("２０２６年３月１０日"), "2026-03-10");
        assert_eq!(when("星期二（3月10日）"), "2026-03-10");
        assert_eq!(when("上周三"), "2026-03-04");
        assert_eq!(when("去年12月"), "2025-12");
        assert_eq!(when("本月初"), "2026-03-01/2026-03-10");
        assert_eq!(when("去年夏天"), "2025-06-01/2025-08-31");
    }

    #[test]
    fn the_old_calendar_and_contradictions_give_no_day() {
        let when = |time: &str| said(&format!("部长周以宁{time}表示，登记册将公开。"));
        assert_eq!(when("正月初一"), "..");
        assert_eq!(when("星期二（3月11日）"), "..");
    }

    #[test]
    fn words_go_on_with_the_occasion_of_the_speaker() {
        let text = "3月9日，部长周以宁接受海州日报采访。周以宁说，水库已满。他还说，登记册将公开。";
        assert_eq!(said(text), "2026-03-09 2026-03-09");
    }

    #[test]
    fn the_time_of_somebody_else_dates_nothing() {
        assert_eq!(
            said("截至3月10日，水库已满。部长周以宁表示，登记册将公开。"),
            UNTOLD
        );
        assert_eq!(said("秦若谷说：“我们会公布账目。”海员工会9日举行集会。"), UNTOLD);
        let text = "秦若谷10日表示，水库已满。此前，秦若谷曾经表示，水库未满。";
        assert_eq!(said(text), format!("2026-03-10 {UNTOLD}"));
    }
}
