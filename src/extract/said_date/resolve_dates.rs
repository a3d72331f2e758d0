//! Assigns a date to each report: its own, that of the speaker's occasion, or none.

use super::article_dates::{ArticleDates, SaidDate};
use crate::domain::{DateRule, Edtf};
use crate::extract::attribution::ReportCandidate;
use crate::extract::occasion_day::{SpeakerOccasions, exact_day};
use crate::extract::page::Page;
use crate::extract::speakers::ResolvedSpeaker;
use chrono::NaiveDate;
use std::collections::HashMap;

/// Returns for each report when its words were said; `None` where the article does not say.
pub(in crate::extract) fn resolve_said_dates(
    page: &Page<'_>,
    reports: &[ReportCandidate],
    speakers: &[ResolvedSpeaker],
    published: Option<NaiveDate>,
    last_published: Option<NaiveDate>,
) -> Vec<Option<SaidDate>> {
    let article_dates = ArticleDates::new(page, reports, published, last_published);
    let names: Vec<Option<&str>> = speakers.iter().map(|s| s.reference.as_deref()).collect();
    let own = article_dates.dates_in_own_sentence(reports, speakers);
    let mut occasions: HashMap<&str, SpeakerOccasions> = HashMap::new();
    for (number, report) in reports.iter().enumerate() {
        if let (Some(name), Some((date, Some(tokens), _))) = (names[number], &own[number])
            && let Some(day) = exact_day(*date).filter(|_| !article_dates.is_past_perfect(report))
        {
            let utterance = (report.sentence, day, tokens.clone());
            occasions.entry(name).or_default().utterances.push(utterance);
        }
    }
    let events = article_dates.find_speech_events();
    let opening = article_dates.dateline(published);
    article_dates.tie_speakers_to_events(&events, names.iter().copied().flatten(), &mut occasions);
    let mut said: Vec<Option<SaidDate>> = Vec::with_capacity(reports.len());
    for (number, report) in reports.iter().enumerate() {
        let known = || names[number].and_then(|name| occasions.get(name));
        let occasion = || {
            let (day, tokens) = known()?.carried_day(report.sentence, report.rule == "source")?;
            Some((Edtf::day(day), tokens, DateRule::Occasion))
        };
        let found = own[number].clone().or_else(|| {
            if article_dates.is_of_other_occasion(report) {
                return None;
            }
            let opened = || {
                let (sentence, said) = opening.as_ref()?;
                (*sentence == report.sentence).then(|| said.clone())
            };
            occasion()
                .or_else(|| article_dates.day_of_named_event(report, &events))
                .or_else(|| article_dates.day_of_letter(report, &events))
                .or_else(|| article_dates.day_of_release(report, reports, &said))
                .or_else(opened)
        });
        if let (Some(name), Some((date, ..))) = (names[number], &found)
            && let Some(day) = exact_day(*date).filter(|_| !article_dates.is_past_perfect(report))
        {
            occasions.entry(name).or_default().latest = Some((report.sentence, day));
        }
        said.push(found);
    }
    said
}

#[cfg(test)]
mod tests {
    use crate::domain::{ArticleId, Lang, Source};
    use crate::extract::{ExtractorInput, read_statements};

    /// The dates of the statements in the text, published on Thursday, 12 March 2026.
    fn said(lang: Lang, text: &str) -> String {
        let article = ArticleId::from_source(&Source::default(), text);
        let read = read_statements(&ExtractorInput {
            article: &article,
            lang,
            published: "2026-03-12".parse().ok(),
            published_or: None,
            text,
        });
        let dates: Vec<String> = read.iter().map(|s| s.said.date.to_string()).collect();
        dates.join(" ")
    }

    fn fr(text: &str) -> String {
        said(Lang::Fr, text)
    }

    fn en(text: &str) -> String {
        said(Lang::En, text)
    }

    /// The date of a statement where the article gives none: about the day of publication.
    const UNTOLD: &str = "2026-03-12~";

    #[test]
    fn date_beside_cue_is_date_of_statement() {
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
    fn date_of_other_clause_or_noun_is_not_used() {
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
    fn weekday_and_day_that_contradict_stay_unknown() {
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
    fn period_is_read_as_interval() {
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
    fn later_statement_takes_date_of_speakers_occasion() {
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
    fn statement_from_other_occasion_has_its_own_date() {
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
    fn dateline_is_used_for_its_own_sentence_only() {
        let text = "10 mars 2026. - Le préfet Paul Verdon annonce que le quai rouvre. Selon la mairie, le quai tient.";
        assert_eq!(fr(text), format!("2026-03-10 {UNTOLD}"));
    }
}
