//! The day on which each report's words were said: told in their sentence, or by the occasion they belong to.
//!
//! A time in the report's own sentence comes first, if it stands with the cue. Else the words were said on the day of
//! the speech, the meeting or the statement that the article ties to the speaker, or on that of the same speaker's
//! utterance nearby. What was said "previously", or "had been said", belongs to another occasion.

mod event_date;
mod sentence_date;

use super::attribution::Report;
use super::carry::{Occasions, exact};
use super::date::{self, Dated};
use super::lexicon::PhraseMeaning;
use super::page::Page;
use super::speakers::ResolvedSpeaker;
use crate::domain::{DateRule, Edtf};
use chrono::NaiveDate;
use std::collections::HashMap;
use std::ops::Range;

/// A day or a stretch of time, where it stands in tokens, and by which rule it holds.
pub(super) type Said = (Edtf, Option<Range<usize>>, DateRule);

/// The times of one article.
pub(super) struct Chronicle<'p, 't> {
    page: &'p Page<'t>,
    /// Every time told outside of quotations.
    dated: Vec<Dated>,
    /// The last day on which the article may have been published.
    last: Option<NaiveDate>,
    /// For each token, one more than the number of the report whose words it belongs to; or 0.
    reported: Vec<usize>,
}

/// When the words of each report were said; `None` where the article does not tell.
pub(super) fn said(
    page: &Page<'_>,
    reports: &[Report],
    speakers: &[ResolvedSpeaker],
    published: Option<NaiveDate>,
    last: Option<NaiveDate>,
) -> Vec<Option<Said>> {
    let chronicle = Chronicle::new(page, reports, published, last);
    let names: Vec<Option<&str>> = speakers.iter().map(|s| s.reference.as_deref()).collect();
    let own = chronicle.own(reports, speakers);
    let mut occasions: HashMap<&str, Occasions> = HashMap::new();
    for (number, report) in reports.iter().enumerate() {
        if let (Some(name), Some((date, Some(tokens), _))) = (names[number], &own[number])
            && let Some(day) = exact(*date).filter(|_| !chronicle.is_of_before(report))
        {
            let utterance = (report.sentence, day, tokens.clone());
            occasions.entry(name).or_default().utterances.push(utterance);
        }
    }
    let events = chronicle.events();
    let opening = chronicle.dateline(published);
    chronicle.tie(&events, names.iter().copied().flatten(), &mut occasions);
    let mut told: Vec<Option<Said>> = Vec::with_capacity(reports.len());
    for (number, report) in reports.iter().enumerate() {
        let known = || names[number].and_then(|name| occasions.get(name));
        let occasion = || {
            let (day, tokens) = known()?.day(report.sentence, report.rule == "source")?;
            Some((Edtf::day(day), tokens, DateRule::Occasion))
        };
        let found = own[number].clone().or_else(|| {
            if chronicle.is_of_another_time(report) {
                return None;
            }
            let opened = || {
                let (sentence, said) = opening.as_ref()?;
                (*sentence == report.sentence).then(|| said.clone())
            };
            occasion()
                .or_else(|| chronicle.event_of(report, &events))
                .or_else(|| chronicle.written(report, &events))
                .or_else(|| chronicle.released_with(report, reports, &told))
                .or_else(opened)
        });
        if let (Some(name), Some((date, ..))) = (names[number], &found)
            && let Some(day) = exact(*date).filter(|_| !chronicle.is_of_before(report))
        {
            occasions.entry(name).or_default().latest = Some((report.sentence, day));
        }
        told.push(found);
    }
    told
}

impl<'p, 't> Chronicle<'p, 't> {
    fn new(
        page: &'p Page<'t>,
        reports: &[Report],
        published: Option<NaiveDate>,
        last: Option<NaiveDate>,
    ) -> Self {
        let mut reported = vec![0; page.tokens.len()];
        for (number, report) in (1..).zip(reports) {
            for piece in &report.pieces {
                reported[piece.clone()].fill(number);
            }
        }
        let mut dated = date::dates(page, 0..page.tokens.len(), published);
        // "that evening": the day told in this sentence or the few before
        let mut latest: Option<(usize, Edtf)> = None;
        for one in &mut dated {
            let sentence = page.sentence_index(one.tokens.start);
            if one.same_day {
                if let Some((_, date)) = latest.filter(|(told, _)| told + 3 >= sentence) {
                    one.date = date;
                    one.rule = DateRule::Occasion;
                }
            } else if exact(one.date).is_some_and(|day| last.is_none_or(|last| day <= last)) {
                latest = Some((sentence, one.date));
            }
        }
        Self {
            page,
            dated,
            last,
            reported,
        }
    }

    /// The times told in the sentence.
    fn in_sentence(&self, sentence: usize) -> &[Dated] {
        let Some(range) = self.page.sentences.get(sentence) else {
            return &[];
        };
        let from = self.dated.partition_point(|d| d.tokens.start < range.start);
        let to = self.dated.partition_point(|d| d.tokens.start < range.end);
        &self.dated[from..to.max(from)]
    }

    /// Whether the cue tells what had been said before: "avait dit".
    fn is_of_before(&self, report: &Report) -> bool {
        let mut cue = report.cue.clone().into_iter().flatten();
        cue.any(|at| self.means(at, |m| matches!(m, PhraseMeaning::PastPerfectAuxiliary)))
    }

    /// Whether the report tells of another occasion than what is told around it.
    fn is_of_another_time(&self, report: &Report) -> bool {
        let Some(cue) = &report.cue else { return false };
        let sentence = &self.page.sentences[report.sentence];
        let around = cue.start.saturating_sub(12).max(sentence.start)..(cue.end + 6).min(sentence.end);
        let inside = |at: usize| report.pieces.iter().any(|piece| piece.contains(&at));
        let mut outside = around.filter(|at| !inside(*at) && self.page.quotation_at(*at).is_none());
        self.is_of_before(report)
            || outside.any(|at| self.means(at, |m| matches!(m, PhraseMeaning::OtherOccasion)))
    }

    fn means(&self, at: usize, wanted: impl Fn(&PhraseMeaning) -> bool) -> bool {
        self.page.meaning(at, wanted).is_some()
    }

    /// Whether the words may have been said on the day: it is not to come.
    fn is_past(&self, date: Edtf) -> bool {
        let first = date.earliest();
        first.is_none_or(|first| self.last.is_none_or(|last| first <= last))
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::{ArticleId, Lang, Source};
    use crate::extract::{ExtractorInput, read_statements};

    /// When each statement of the text was said, which was published on Thursday, 12 March 2026.
    fn said(lang: Lang, text: &str) -> String {
        let article = ArticleId::of(&Source::default(), text);
        let read = read_statements(&ExtractorInput {
            article: &article,
            lang,
            published: "2026-03-12".parse().ok(),
            published_or: None,
            text,
        });
        let dates: Vec<String> = read_statements.iter().map(|s| s.said.date.to_string()).collect();
        dates.join(" ")
    }

    fn fr(text: &str) -> String {
        said(Lang::Fr, text)
    }

    fn en(text: &str) -> String {
        said(Lang::En, text)
    }

    /// About the day of publication: what a statement has where the article tells no day.
    const UNTOLD: &str = "2026-03-12~";

    #[test]
    fn the_time_beside_the_cue_dates_the_words() {
        assert_eq!(
            fr("« Le quai est sûr », a-t-il dit jeudi à la presse."),
            "2026-03-12"
        );
        assert_eq!(
            fr("La préfète Lise Tardif a promis mardi de publier la liste."),
            "2026-03-10"
        );
        assert_eq!(
            fr("La préfète Lise Tardif a dit ce mardi 10 mars que le quai tenait."),
            "2026-03-10"
        );
        assert_eq!(
            en("Lise Tardif told the paper on Monday that the quay would hold."),
            "2026-03-09"
        );
        assert_eq!(
            en("Lise Tardif said Monday, March 9, that the quay would hold."),
            "2026-03-09"
        );
        assert_eq!(
            en("Lise Tardif said on the 10th that the quay would hold."),
            "2026-03-10"
        );
        assert_eq!(
            en("Lise Tardif said on 2026-03-10 that the quay would hold."),
            "2026-03-10"
        );
        assert_eq!(
            en("In Monday's statement, the pilots' guild said the quay was safe."),
            "2026-03-09"
        );
    }

    #[test]
    fn a_time_that_belongs_to_something_else_dates_nothing() {
        for text in [
            "Depuis lundi, la préfète Lise Tardif affirme que le quai tient.",
            "La préfète Lise Tardif, élue mardi, a déclaré que le quai tenait.",
            "La préfète Lise Tardif, qui part vendredi, a déclaré que le quai tenait.",
            "Lise Tardif, aujourd'hui professeure à Brenac, a déclaré que le quai tenait.",
            "Le syndicat Cap Large a dénoncé la réunion de lundi.",
            "La préfète Lise Tardif a déclaré que le quai rouvrirait mardi prochain.",
        ] {
            assert_eq!(fr(text), UNTOLD, "{text}");
        }
        for text in [
            "Mayor Lise Tardif, who was elected on Sunday, said the quay would hold.",
            "By Tuesday, Lise Tardif said, the quay would be open.",
            "The pilots' guild criticised Monday's vote.",
            "Lise Tardif said that last Tuesday the quay was empty.",
        ] {
            assert_eq!(en(text), UNTOLD, "{text}");
        }
    }

    #[test]
    fn a_weekday_and_a_day_that_contradict_give_none() {
        assert_eq!(
            fr("Lise Tardif a déclaré mardi 11 mars que le quai tenait."),
            ".."
        );
        assert_eq!(
            fr("Lise Tardif a déclaré lundi 29 février que le quai tenait."),
            ".."
        );
        assert_eq!(
            en("Lise Tardif said Tuesday (March 10) that the quay would hold."),
            "2026-03-10"
        );
    }

    #[test]
    fn a_stretch_of_time_is_an_interval() {
        let when = |time: &str| {
            fr(&format!(
                "La préfète Lise Tardif a affirmé {time} que le quai tenait."
            ))
        };
        assert_eq!(when("du 1er au 3 mars"), "2026-03-01/2026-03-03");
        assert_eq!(when("début mars"), "2026-03-01/2026-03-10");
        assert_eq!(when("ces derniers jours"), "2026-03-05/2026-03-12");
        assert_eq!(when("l'été dernier"), "2025-06-01/2025-08-31");
        assert_eq!(when("en 2025"), "2025");
        let when = |time: &str| en(&format!("Lise Tardif said {time} that the quay would hold."));
        assert_eq!(when("in early 2026"), "2026-01-01/2026-04-30");
        assert_eq!(when("between March 3 and March 5"), "2026-03-03/2026-03-05");
        assert_eq!(when("in the first quarter"), "2026-01-01/2026-03-31");
    }

    #[test]
    fn words_go_on_with_the_occasion_of_the_speaker() {
        assert_eq!(
            fr("Le maire Paul Verdon a annoncé lundi la vente du phare. Il a ajouté que rien ne pressait."),
            "2026-03-09 2026-03-09"
        );
        assert_eq!(
            en("Mayor Paul Verdon held a news conference on Wednesday. He said the lamp was not for sale."),
            "2026-03-11"
        );
        assert_eq!(
            en("Mayor Paul Verdon has defended the sale. On Monday, Verdon said that the lamp was old."),
            "2026-03-09 2026-03-09"
        );
        assert_eq!(
            en(
                "Kerval said Wednesday it had cut 200 jobs. “We had no choice,” Paul Verdon said in a statement."
            ),
            "2026-03-11 2026-03-11"
        );
        assert_eq!(
            en("The council met on Monday. Paul Verdon said that evening that the lamp was old."),
            "2026-03-09"
        );
    }

    #[test]
    fn another_occasion_has_a_day_of_its_own() {
        let text =
            "Le maire Paul Verdon a annoncé lundi la vente du phare. Auparavant, il avait promis une étude.";
        assert_eq!(fr(text), format!("2026-03-09 {UNTOLD}"));
        let text =
            "Le maire Paul Verdon a annoncé lundi la vente du phare. L'an dernier, il avait dit que non.";
        assert_eq!(fr(text), "2026-03-09 2025");
        let text = "Lise Tardif said that the quay was sound. Mayor Ann Roe said on Tuesday that two pumps had failed.";
        assert_eq!(en(text), format!("{UNTOLD} 2026-03-10"));
    }

    #[test]
    fn a_dateline_dates_its_own_sentence_only() {
        let text = "10 mars 2026. - Le préfet Paul Verdon annonce que le quai rouvre. Selon la mairie, le quai tient.";
        assert_eq!(fr(text), format!("2026-03-10 {UNTOLD}"));
    }
}
