//! Reports in Chinese: speaker, reporting word and words said.

use super::layout::Layout;
use super::speaker::{self, Who};
use crate::domain::Act;
use crate::extract::certainty::Certainty;
use crate::extract::lexicon::han::{Hit, Sense};
use std::ops::Range;

/// A report found in a text.
#[derive(Debug, Clone)]
pub(super) struct Report {
    pub(super) pieces: Vec<Range<usize>>,
    pub(super) cue: Option<Range<usize>>,
    pub(super) lemma: String,
    pub(super) act: Option<Act>,
    /// Where the speaker is named.
    pub(super) subject: Option<Range<usize>>,
    pub(super) who: Option<Who>,
    /// Whether the speaker is that of the report before.
    pub(super) carried: bool,
    pub(super) rule: &'static str,
    pub(super) sure: Certainty,
    pub(super) weak: bool,
    /// Whether the cue tells a thought or a wish.
    pub(super) mental: bool,
    /// The sentence, for its dates.
    pub(super) sentence: Range<usize>,
}

/// How a cue stands to what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// 说：“…”
    Colon,
    /// 说，…
    Comma,
    /// 表示将 …
    Straight,
    /// “…”他说。
    Behind,
}

/// A cue with its subject.
#[derive(Debug, Clone)]
struct Site {
    hit: Hit,
    cue: usize,
    /// Where its clause begins.
    clause: usize,
    subject: Subject,
    form: Form,
    /// Where the content begins.
    content: usize,
    /// "对 P 表示 E": what the attitude is to, and what it does.
    toward: Option<(Range<usize>, Act)>,
}

#[derive(Debug, Clone)]
enum Subject {
    Named(Range<usize>, Who),
    /// That of the cue before.
    Shared,
    /// None that could speak.
    None,
}

/// The reports of the text, in reading order.
pub(super) fn reports(layout: &Layout<'_>) -> Vec<Report> {
    let mut found: Vec<Report> = Vec::new();
    // the report that the sentences behind it may go on with, and its paragraph
    let mut open: Option<(usize, usize)> = None;
    // the paragraph of a transcript whose turn goes on in the next one
    let mut turn: Option<usize> = None;
    let transcript = layout
        .paragraphs
        .iter()
        .filter(|p| label(layout, p).is_some())
        .count()
        >= 2;
    for (paragraph, sentence) in &layout.sentences {
        if turn == Some(*paragraph) {
            continue;
        }
        let mut here = sentence_reports(layout, sentence);
        if here.first().is_some_and(|r| r.rule == "label") {
            turn = Some(*paragraph);
        } else if transcript && turn.is_some_and(|t| t + 1 == *paragraph) && !is_labelled(layout, sentence) {
            let whole = trimmed(layout.text, layout.paragraphs[*paragraph].clone());
            if let Some(before) = found.last().filter(|_| whole.start < whole.end) {
                let carried = carried_turn(before, whole, sentence);
                found.push(carried);
                turn = Some(*paragraph);
                continue;
            }
        }
        // "中方希望 …" behind "N表示，…" goes on with what N said
        let own_side = |r: &Report| {
            let side = |at: &Range<usize>| layout.lexicon.sides.iter().any(|s| layout.text[at.clone()].ends_with(s.as_str()));
            r.mental && r.subject.as_ref().is_some_and(side)
        };
        if open.is_some_and(|(_, of)| of == *paragraph) && here.iter().all(own_side) {
            here.clear();
        }
        if here.is_empty() {
            if let Some((index, of)) = open
                && of == *paragraph
            {
                extend(layout, &mut found[index], sentence);
            }
            if let Some(quoted) = lone_quotation(layout, sentence, found.last()) {
                found.push(quoted);
            }
            continue;
        }
        let extends = here
            .last()
            .is_some_and(|r| matches!(r.rule, "speaker-cue-comma") && !r.weak && r.subject.is_some());
        found.append(&mut here);
        open = extends.then_some((found.len() - 1, *paragraph));
    }
    found
}

/// Whether the paragraph begins with somebody's name and a colon, be it the journalist's.
fn is_labelled(layout: &Layout<'_>, sentence: &Range<usize>) -> bool {
    let opening: String = layout.text[sentence.clone()].chars().take(24).collect();
    opening.contains(['：', ':'])
}

/// A further paragraph of the same turn.
fn carried_turn(before: &Report, words: Range<usize>, sentence: &Range<usize>) -> Report {
    Report {
        pieces: vec![words],
        cue: None,
        lemma: String::new(),
        act: None,
        subject: None,
        who: None,
        carried: true,
        rule: "turn-goes-on",
        sure: Certainty::of(76, "the turn of a transcript goes on"),
        weak: before.weak,
        mental: false,
        sentence: sentence.clone(),
    }
}

/// Takes the sentence into the report, closing marks left out.
fn extend(layout: &Layout<'_>, report: &mut Report, sentence: &Range<usize>) {
    if let Some(piece) = report.pieces.last_mut() {
        let end = trimmed(layout.text, sentence.clone()).end;
        if end > piece.end && sentence.start <= piece.end + 12 {
            piece.end = end;
        }
    }
}

/// A sentence that is one quotation goes on with the speaker before.
fn lone_quotation(layout: &Layout<'_>, sentence: &Range<usize>, before: Option<&Report>) -> Option<Report> {
    let range = trimmed(layout.text, sentence.clone());
    let quotation = layout.quotation(range.start).filter(|q| q.start == range.start)?;
    let inside = inside(layout.text, quotation);
    if quotation.end < range.end || layout.text[inside.clone()].chars().count() < 8 {
        return None;
    }
    let near = before.is_some_and(|b| sentence.start.saturating_sub(b.sentence.end) < 12);
    Some(Report {
        pieces: vec![inside],
        cue: None,
        lemma: String::new(),
        act: None,
        subject: None,
        who: None,
        carried: near,
        rule: "carried",
        sure: if near {
            Certainty::of(75, "a quotation right behind a report")
        } else {
            Certainty::of(50, "a quotation by itself")
        },
        weak: false,
        mental: false,
        sentence: sentence.clone(),
    })
}

fn sentence_reports(layout: &Layout<'_>, sentence: &Range<usize>) -> Vec<Report> {
    if let Some(report) = label(layout, sentence) {
        return vec![report];
    }
    let mut sites: Vec<Site> = Vec::new();
    for hit in layout.cues_in(sentence.clone()) {
        let Sense::Cue(cue) = hit.sense else { continue };
        if let Some(site) = site(layout, sentence, hit, cue, &sites) {
            sites.push(site);
        }
    }
    let mut found = Vec::new();
    for index in 0..sites.len() {
        if let Some(report) = report(layout, sentence, &sites, index) {
            found.extend(further(layout, sentence, &sites, index, &report));
            found.push(report);
        }
    }
    if let Some(source) = source(layout, sentence, &found) {
        found.push(source);
    }
    disjoint(found)
}

/// Drops what takes words that an earlier, more trusted report has.
fn disjoint(mut found: Vec<Report>) -> Vec<Report> {
    found.sort_by_key(|r| std::cmp::Reverse(r.sure.percent()));
    let mut kept: Vec<Report> = Vec::new();
    for report in found {
        let overlaps = |other: &Report| {
            other
                .pieces
                .iter()
                .any(|a| report.pieces.iter().any(|b| a.start < b.end && b.start < a.end))
        };
        if !kept.iter().any(overlaps) {
            kept.push(report);
        }
    }
    kept.sort_by_key(|r| r.pieces[0].start);
    kept
}

fn is_comma(c: char) -> bool {
    matches!(c, '，' | ',' | '；' | ';')
}

/// Where the clause that holds `at` begins: behind the last comma, colon or quotation.
fn clause_start(layout: &Layout<'_>, sentence: &Range<usize>, at: usize) -> usize {
    let mut start = sentence.start;
    let mut bracket = 0;
    for (offset, c) in layout.text[sentence.start..at].char_indices() {
        let place = sentence.start + offset;
        match c {
            '《' | '（' | '(' => bracket += 1,
            '》' | '）' | ')' => bracket -= 1,
            _ if bracket > 0 => {}
            c if (is_comma(c) || matches!(c, '：' | ':' | '。' | '！' | '？')) && !layout.quoted(place) =>
            {
                start = place + c.len_utf8();
            }
            '”' | '」' | '』' => {
                // a long quotation ends a clause, a quoted word does not
                let stopped = layout.text[..place].ends_with(['，', '。', '！', '？', ',']);
                let long = layout.quotation(place).is_some_and(|q| {
                    q.end == place + c.len_utf8() && (stopped || layout.text[q.clone()].chars().count() > 10)
                });
                if long {
                    start = place + c.len_utf8();
                }
            }
            _ => {}
        }
    }
    start
}

fn site(layout: &Layout<'_>, sentence: &Range<usize>, hit: Hit, cue: usize, before: &[Site]) -> Option<Site> {
    let text = layout.text;
    let clause = clause_start(layout, sentence, hit.start);
    if layout
        .hits_in(clause..hit.start)
        .any(|h| h.end == hit.start && matches!(h.sense, Sense::Negation | Sense::Modal))
    {
        return None;
    }
    let rest = &text[hit.end..sentence.end];
    let next = rest.chars().next();
    let after = |c: char| hit.end + c.len_utf8();
    let entry = &layout.lexicon.cues[cue];
    let ends = next.is_none_or(|c| matches!(c, '。' | '！' | '？'));
    let (form, content) = match next {
        Some(c @ ('：' | ':')) => (Form::Colon, after(c)),
        Some(c) if is_comma(c) => {
            let quoted_before = layout.quotations.iter().any(|q| q.end == clause);
            if quoted_before {
                (Form::Behind, after(c))
            } else {
                (Form::Comma, after(c))
            }
        }
        _ if ends => (Form::Behind, sentence.end),
        _ => (Form::Straight, hit.end),
    };
    if form == Form::Straight && !entry.that && !entry.object && !layout.quoted(hit.end) {
        return None;
    }
    let subject = subject(layout, sentence, quoted_from(layout, clause..hit.start), before, form, entry.weak);
    let toward = toward(layout, clause, hit, sentence.end).filter(|_| form == Form::Straight);
    Some(Site {
        hit,
        cue,
        clause,
        subject,
        form,
        content,
        toward,
    })
}

/// "N引述专家的话说": whose words they are, where the clause tells.
fn quoted_from(layout: &Layout<'_>, segment: Range<usize>) -> Range<usize> {
    let quoting = layout
        .hits_in(segment.clone())
        .filter(|h| h.sense == Sense::Quoting && !layout.quoted(h.start))
        .last();
    let Some(quoting) = quoting.filter(|h| h.end < segment.end) else {
        return segment;
    };
    let text = &layout.text[quoting.end..segment.end];
    let closing = layout.lexicon.quoted.iter().find(|word| text.ends_with(word.as_str()));
    quoting.end..segment.end - closing.map_or(0, String::len)
}

/// What an attitude is to that is named straight behind the cue: "对 P 表示强烈反对".
fn toward(layout: &Layout<'_>, clause: usize, cue: Hit, end: usize) -> Option<(Range<usize>, Act)> {
    let rest = &layout.text[cue.end..end];
    let words = rest.find(['，', '。', '；', ',', '、']).unwrap_or(rest.len());
    let reaction = layout
        .hits_in(cue.end..cue.end + words)
        .find_map(|h| match h.sense {
            Sense::Reaction(act) if h.end == cue.end + words => Some((h.start, act)),
            _ => None,
        })?;
    if layout.text[cue.end..reaction.0].chars().count() > 4 {
        return None;
    }
    let preposition = layout.hits_in(clause..cue.start).find(|h| h.sense == Sense::Toward)?;
    let object = trimmed(layout.text, preposition.end..cue.start);
    (object.start < object.end).then_some((object, reaction.1))
}

/// The subject in the clause before the cue, or in the one before that where the clause is an adverbial.
fn subject(
    layout: &Layout<'_>,
    sentence: &Range<usize>,
    segment: Range<usize>,
    before: &[Site],
    form: Form,
    weak: bool,
) -> Subject {
    match speaker::parse(layout, segment.clone()) {
        speaker::Parsed::Who(range, who) => return Subject::Named(range, who),
        speaker::Parsed::Refused => return Subject::None,
        speaker::Parsed::Empty => {}
        speaker::Parsed::Unknown => {
            let short = layout.text[segment.clone()].trim().chars().count() <= 14;
            let trusted = matches!(form, Form::Comma | Form::Colon) && !weak && short;
            return match trusted.then(|| speaker::unknown(layout, segment)).flatten() {
                Some((range, who)) => Subject::Named(range, who),
                None => Subject::None,
            };
        }
    }
    // "N 19日在记者会上回答提问时，强调 …"
    if let Some(last) = before.last()
        && last.clause >= sentence.start
    {
        return match last.subject {
            Subject::None => Subject::None,
            _ => Subject::Shared,
        };
    }
    if segment.start > sentence.start {
        let comma = layout.text[..segment.start]
            .chars()
            .next_back()
            .map_or(0, char::len_utf8);
        let end = segment.start - comma;
        let start = clause_start(layout, sentence, end);
        if let speaker::Parsed::Who(range, who) = speaker::parse(layout, start..end) {
            return Subject::Named(range, who);
        }
    }
    Subject::None
}

fn report(layout: &Layout<'_>, sentence: &Range<usize>, sites: &[Site], index: usize) -> Option<Report> {
    let site = &sites[index];
    let entry = &layout.lexicon.cues[site.cue];
    let (subject, who, shared) = match &site.subject {
        Subject::Named(range, who) => (range.clone(), *who, false),
        Subject::Shared => {
            let earlier = sites[..index].iter().rev().find_map(|s| match &s.subject {
                Subject::Named(range, who) => Some((range.clone(), *who)),
                _ => None,
            })?;
            (earlier.0, earlier.1, true)
        }
        Subject::None => return None,
    };
    let (pieces, rule, sure) = match (&site.toward, site.form) {
        (Some((object, _)), _) => {
            let sure = Certainty::of(66, "an attitude to what is named before");
            (vec![object.clone()], "attitude", sure)
        }
        (None, Form::Behind) => behind(layout, sentence, site)?,
        (None, _) => ahead(layout, sentence, sites, index)?,
    };
    // "重申了…", "提出了…": what was done is told, not what was said
    let done = site.form == Form::Straight && layout.text[site.hit.end..].starts_with('了');
    let unknown = who.kind == crate::domain::SpeakerKind::Unknown;
    let sure = sure
        .less_if(entry.weak, 25, "the cue is as often no report")
        .less_if(done, 30, "a deed is told, not words")
        .less_if(entry.mental, 8, "the cue tells a thought")
        .less_if(shared, 10, "the subject of an earlier cue")
        .less_if(unknown, 15, "no speaker is known by these words");
    (sure.percent() >= 40).then(|| Report {
        pieces,
        cue: Some(site.hit.start..site.hit.end),
        lemma: entry.lemma.clone(),
        act: site.toward.as_ref().map(|(_, act)| *act).or(entry.act),
        subject: Some(subject),
        who: Some(who),
        carried: false,
        rule,
        sure,
        weak: entry.weak,
        mental: entry.mental,
        sentence: sentence.clone(),
    })
}

/// “…”N说，…: what stands behind the comma unquoted is a statement of its own.
fn further(
    layout: &Layout<'_>,
    sentence: &Range<usize>,
    sites: &[Site],
    index: usize,
    report: &Report,
) -> Option<Report> {
    if report.rule != "quote-speaker-cue" || report.pieces.len() > 1 {
        return None;
    }
    let end = sites
        .get(index + 1)
        .map_or(sentence.end, |next| next.clause.max(sites[index].content));
    let piece = trimmed(layout.text, sites[index].content..end);
    let long = layout.text[piece.clone()].chars().count() >= 6;
    (long && !layout.quoted(piece.start)).then(|| Report {
        pieces: vec![piece],
        rule: "speaker-cue-comma",
        sure: Certainty::of(80, "words behind a comma"),
        ..report.clone()
    })
}

/// “…”N说。 and …，N说。
fn behind(
    layout: &Layout<'_>,
    sentence: &Range<usize>,
    site: &Site,
) -> Option<(Vec<Range<usize>>, &'static str, Certainty)> {
    if let Some(quotation) = layout
        .quotations
        .iter()
        .rev()
        .find(|q| q.end <= site.clause && site.clause - q.end <= 3)
    {
        let mut pieces = vec![inside(layout.text, quotation)];
        // “…，”N说，“…”
        if let Some(next) = layout
            .quotations
            .iter()
            .find(|q| q.start >= site.hit.end && q.start - site.hit.end <= 3)
        {
            pieces.push(inside(layout.text, next));
        }
        pieces.retain(|p| p.start < p.end);
        return (!pieces.is_empty()).then_some((pieces, "quote-speaker-cue", Certainty::of(95, "a quotation before its cue")));
    }
    let end = trimmed(layout.text, sentence.start..site.clause).end;
    let start = sentence.start;
    let entry = &layout.lexicon.cues[site.cue];
    let said = layout.text[start..end.max(start)].chars().count();
    (said >= 6 && !entry.weak && entry.that)
        .then(|| (vec![trimmed(layout.text, start..end)], "words-speaker-cue", Certainty::of(70, "words before their cue")))
}

fn ahead(
    layout: &Layout<'_>,
    sentence: &Range<usize>,
    sites: &[Site],
    index: usize,
) -> Option<(Vec<Range<usize>>, &'static str, Certainty)> {
    let site = &sites[index];
    let text = layout.text;
    let entry = &layout.lexicon.cues[site.cue];
    let start = site.content + blank(&text[site.content..sentence.end]);
    if let Some(quotation) = layout.quotation(start).filter(|q| q.start == start) {
        let rest = trimmed(text, quotation.end..sentence.end);
        let alone = rest.start >= rest.end || text[quotation.end..].starts_with(['，', '。', ',']);
        if alone && text[quotation.clone()].chars().count() > 4 {
            let piece = inside(text, quotation);
            return (piece.start < piece.end).then_some((vec![piece], "speaker-cue-quote", Certainty::of(95, "a quotation behind its cue")));
        }
    }
    let mut end = sentence.end;
    for next in &sites[index + 1..] {
        let cue = &layout.lexicon.cues[next.cue];
        // a thought or a wish that is told belongs to what is said
        let thought = cue.mental && site.form != Form::Straight;
        let stated = matches!(next.subject, Subject::Named(..) | Subject::Shared) && !cue.weak && !thought;
        if !stated || next.form == Form::Behind {
            continue;
        }
        // what begins with another report is that one's
        if next.clause <= start + 3 && site.form != Form::Straight {
            return None;
        }
        if next.clause > start {
            end = next.clause;
            break;
        }
    }
    let mut piece = trimmed(text, start..end);
    if site.form == Form::Straight && !entry.that {
        // a noun phrase: up to the comma
        let comma = text[piece.clone()]
            .char_indices()
            .find(|(_, c)| is_comma(*c))
            .map(|(at, _)| piece.start + at);
        piece.end = comma.unwrap_or(piece.end);
    }
    let length = text[piece.clone()]
        .chars()
        .filter(|c| c.is_alphanumeric())
        .count();
    if length < 4 {
        return None;
    }
    Some(match site.form {
        Form::Colon => (vec![piece], "speaker-cue-colon", Certainty::of(88, "words behind a colon")),
        Form::Comma => (vec![piece], "speaker-cue-comma", Certainty::of(88, "words behind a comma")),
        _ if entry.that => (vec![piece], "speaker-cue-clause", Certainty::of(78, "a clause behind its cue")),
        _ => (vec![piece], "speaker-cue-object", Certainty::of(62, "a noun phrase behind its cue")),
    })
}

fn blank(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\n']).len()
}

/// The inside of a quotation.
fn inside(text: &str, quotation: &Range<usize>) -> Range<usize> {
    let words = &text[quotation.clone()];
    let open = words.chars().next().map_or(0, char::len_utf8);
    let close = words
        .chars()
        .next_back()
        .filter(|c| matches!(c, '”' | '」' | '』' | '»' | '"'))
        .map_or(0, char::len_utf8);
    let range = quotation.start + open..(quotation.end - close).max(quotation.start + open);
    // a comma inside the marks belongs to the sentence around
    let said = text[range.clone()].trim_end_matches(['，', ',']);
    range.start..range.start + said.len()
}

/// The range without blanks and closing marks at its ends.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    if range.start >= range.end {
        return range.start..range.start;
    }
    let words = &text[range.clone()];
    let start = words.len()
        - words
            .trim_start_matches([' ', '\n', '，', ',', '：', ':', '；', '、'])
            .len();
    let kept =
        words[start..].trim_end_matches([' ', '\n', '。', '，', ',', '；', ';', '：', '！', '？', '、']);
    range.start + start..range.start + start + kept.len()
}

/// 据…报道，… and 根据…，…
fn source(layout: &Layout<'_>, sentence: &Range<usize>, found: &[Report]) -> Option<Report> {
    let hit = *layout.hits_in(sentence.clone()).find(|hit| {
        matches!(hit.sense, Sense::Source(_))
            && !layout.quoted(hit.start)
            && !layout.masked(hit)
            && clause_start(layout, sentence, hit.start) + 4 >= hit.start
    })?;
    let Sense::Source(number) = hit.sense else {
        return None;
    };
    let source = &layout.lexicon.sources[number];
    let text = layout.text;
    let rest = &text[hit.end..sentence.end];
    if source
        .not_before
        .iter()
        .any(|word| rest.starts_with(word.as_str()))
    {
        return None;
    }
    let closing = source
        .after
        .iter()
        .filter_map(|word| rest.find(word.as_str()).map(|at| (at, at + word.len())))
        .min_by_key(|(at, end)| (*at, std::cmp::Reverse(*end)));
    let comma = rest.find(['，', ',', '：']).unwrap_or(rest.len());
    let (name_end, behind) = match closing {
        Some((at, end)) if at < comma + 1 => (at, end),
        _ if source.after.is_empty() => (comma, comma),
        _ => return None,
    };
    let named = trimmed(text, hit.end..hit.end + name_end);
    let (range, who) = match speaker::parse(layout, named.clone()) {
        speaker::Parsed::Who(range, who) => (range, who),
        _ if !source.strict => speaker::unknown(layout, named)?,
        _ => return None,
    };
    let start = hit.end + behind;
    let piece = trimmed(text, start..sentence.end);
    let taken = found.iter().any(|r| {
        r.pieces
            .iter()
            .any(|p| p.start < piece.end && piece.start < p.end)
    });
    if taken || text[piece.clone()].chars().count() < 6 {
        return None;
    }
    Some(Report {
        pieces: vec![piece],
        cue: Some(hit.start..hit.end),
        lemma: source.lemma.clone(),
        act: source.act,
        subject: Some(range),
        who: Some(who),
        carried: false,
        rule: "source",
        sure: Certainty::of(68, "a source"),
        weak: source.strict,
        mental: false,
        sentence: sentence.clone(),
    })
}

/// “N：…” at the start of a line, as in a transcript.
fn label(layout: &Layout<'_>, sentence: &Range<usize>) -> Option<Report> {
    let first = layout.paragraphs.iter().any(|p| p.start == sentence.start);
    let text = &layout.text[sentence.clone()];
    let colon = text
        .find(['：', ':'])
        .filter(|at| first && *at > 0 && text[..*at].chars().count() <= 12)?;
    let named = sentence.start..sentence.start + colon;
    if layout.cues_in(named.clone()).iter().any(|c| c.end == named.end) {
        return None;
    }
    if layout
        .hits_in(named.clone())
        .any(|h| h.sense == Sense::Question && h.start == named.start && h.end == named.end)
    {
        return None;
    }
    let speaker::Parsed::Who(range, who) = speaker::parse(layout, named.clone()) else {
        return None;
    };
    if range.end != named.end || !who.is_person() {
        return None;
    }
    let paragraph = layout.paragraphs.iter().find(|p| p.start == sentence.start)?;
    let width = text[colon..].chars().next().map_or(1, char::len_utf8);
    let piece = trimmed(layout.text, named.end + width..paragraph.end);
    (layout.text[piece.clone()].chars().count() >= 4).then(|| Report {
        pieces: vec![piece],
        cue: None,
        lemma: String::new(),
        act: None,
        subject: Some(range),
        who: Some(who),
        carried: false,
        rule: "label",
        sure: Certainty::of(82, "a name and a colon"),
        weak: false,
        mental: false,
        sentence: sentence.clone(),
    })
}
