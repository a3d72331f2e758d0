//! Questions about time: what was first, what changed, what fell silent, what is due, what is new, counts by period.

use super::{Harbour, REGISTER, format_entries, paper, proposal_and_reply};
use crate::common::history::{Article, History, ReadModels, StatementBuilder, article};
use dixit::domain::{Act, DateRule, Lang, Link, Position, StatementDecision, Status};
use dixit::query::{
    self, ChangesQuery, DueQuery, FirstQuery, MatrixPeriod, MatrixQuery, NewRecordsQuery, PeriodComparison,
    QueryError, SilentQuery, StatementEntry, StatementFilter,
};
use std::fmt::Write as _;

#[test]
fn first_is_certain_only_if_dates_allow_no_other() {
    let paper = article(
        "p",
        "Odile dit oui. Paul dit non. Lise dit peut-être. Jean dit jamais.",
    );
    let said = |words: &str, name: &str, date: &str| {
        paper
            .says(&[words])
            .speaker(name)
            .said(date, DateRule::Vague, None)
    };
    let answer = |sayings: &[StatementBuilder<'_>]| {
        let models = History::default().ingested(&paper, sayings).to_read_models();
        let firsts = models.ask(&FirstQuery::default());
        let certain = if firsts.certain { "certain" } else { "not certain" };
        format!(
            "{certain}: {} | {} | {} undated",
            format_entries(&firsts.first).replace('\n', ", "),
            format_entries(&firsts.after).replace('\n', ", "),
            firsts.undated
        )
    };
    let (oui, non) = (
        said("oui", "Odile", "2025-03-02"),
        said("non", "Paul", "2025-03-05"),
    );
    insta::assert_snapshot!(answer(&[oui.clone(), non.clone()]), @"certain: 2025-03-02 Odile (-) | 2025-03-05 Paul (-) | 0 undated");
    insta::assert_snapshot!(answer(&[said("oui", "Odile", "2025-03"), non.clone()]), @"not certain: 2025-03 Odile (-), 2025-03-05 Paul (-) |  | 0 undated");
    insta::assert_snapshot!(answer(&[said("oui", "Odile", "2025-03-05"), non.clone()]), @"certain: 2025-03-05 Odile (-), 2025-03-05 Paul (-) |  | 0 undated");
    insta::assert_snapshot!(answer(&[said("oui", "Odile", "2025-03-05~"), non.clone()]), @"not certain: 2025-03-05~ Odile (-), 2025-03-05 Paul (-) |  | 0 undated");
    insta::assert_snapshot!(answer(&[said("oui", "Odile", "2025-03-02~"), non.clone()]), @"not certain: 2025-03-02~ Odile (-) | 2025-03-05 Paul (-) | 0 undated");
    insta::assert_snapshot!(answer(&[said("oui", "Odile", "2025-02"), non.clone()]), @"certain: 2025-02 Odile (-) | 2025-03-05 Paul (-) | 0 undated");
    insta::assert_snapshot!(answer(&[said("oui", "Odile", "2025-02~")]), @"certain: 2025-02~ Odile (-) |  | 0 undated");
    insta::assert_snapshot!(answer(&[oui.clone(), said("non", "Odile", "2025-03")]), @"certain: 2025-03 Odile (-), 2025-03-02 Odile (-) |  | 0 undated");
    insta::assert_snapshot!(answer(&[oui, said("non", "Paul", "..")]), @"not certain: 2025-03-02 Odile (-) |  | 1 undated");
    insta::assert_snapshot!(answer(&[said("non", "Paul", "..")]), @"not certain:  |  | 1 undated");
    insta::assert_snapshot!(answer(&[]), @"not certain:  |  | 0 undated");
}

fn format_period(period: &PeriodComparison) -> String {
    let words = |entries: &[StatementEntry]| {
        entries
            .iter()
            .map(|entry| entry.words.clone())
            .collect::<Vec<_>>()
    };
    let reworded: Vec<String> = period
        .reworded
        .iter()
        .map(|pair| format!("{} → {}", pair.before.words, pair.after.words))
        .collect();
    format!(
        "{} → {}\nnew {:?}\ndropped {:?}\nreworded {reworded:?}\nkept {}",
        period.from,
        period.to,
        words(&period.new),
        words(&period.dropped),
        period.kept
    )
}

#[test]
fn changes_list_each_wording_once() {
    let harbour = Harbour::new();
    let more = article(
        "more",
        "Odile Carré : la pêche restera libre. Elle ajoute : Trop tard. Et encore : Trop tard.",
    );
    let kept = paper("Le Quai", "2026-01-03", "Débat.");
    let mut again = proposal_and_reply(&kept).remove(0);
    again.statement.said.date = "2026-01-02".parse().unwrap();
    let history = harbour.history().ingested(&kept, &[again]).ingested(
        &more,
        &[more
            .says(&["la pêche restera libre"])
            .speaker("Odile Carré")
            .said("2025-02", DateRule::Vague, None)],
    );
    let by = |name: &str| StatementFilter {
        speaker: Some(name.to_owned()),
        ..StatementFilter::default()
    };
    let changes = |models: &ReadModels, question: &ChangesQuery| {
        let periods = models.ask(question).0;
        periods.iter().map(format_period).collect::<Vec<_>>().join("\n")
    };
    let models = history.to_read_models();
    let yearly = ChangesQuery {
        within: by("Odile Carré"),
        ..ChangesQuery::default()
    };
    insta::assert_snapshot!(changes(&models, &yearly), @r#"
    2025 → 2026
    new []
    dropped ["la pêche restera libre"]
    reworded ["créer un registre public des bateaux polluants amarrés dans le bassin → un registre public des bateaux polluants dans le bassin du port"]
    kept 1
    "#);
    let dated = ChangesQuery {
        before: Some("2025-12".parse().unwrap()),
        after: Some("2026-06".parse().unwrap()),
        ..yearly.clone()
    };
    insta::assert_snapshot!(changes(&models, &dated), @r#"
    ..2025-12-31 → 2026-06-01..
    new []
    dropped ["la pêche restera libre"]
    reworded ["créer un registre public des bateaux polluants amarrés dans le bassin → un registre public des bateaux polluants dans le bassin du port"]
    kept 0
    "#);
    let overlapping = ChangesQuery {
        before: Some("2026".parse().unwrap()),
        after: Some("2026-06".parse().unwrap()),
        ..yearly
    };
    assert!(matches!(
        models.query_error(&overlapping),
        QueryError::OverlappingPeriods { .. }
    ));
    let merged = history.merged("Lise Autran", "Odile Carré").to_read_models();
    let one = ChangesQuery {
        within: by("Lise Autran"),
        after: Some("2025-08".parse().unwrap()),
        ..ChangesQuery::default()
    };
    insta::assert_snapshot!(changes(&merged, &one), @r#"
    ..2025-07-31 → 2025-08-01..
    new []
    dropped ["la pêche restera libre"]
    reworded ["créer un registre public des bateaux polluants amarrés dans le bassin → un registre public des bateaux polluants amarrés dans le canal", "créer un registre public des bateaux polluants amarrés dans le bassin → un registre public des bateaux polluants dans le bassin du port"]
    kept 1
    "#);
}

fn format_silence(models: &ReadModels, days: u32) -> String {
    let silence = models.ask(&SilentQuery {
        within: StatementFilter {
            act: Some(Act::Proposal),
            ..StatementFilter::default()
        },
        days,
    });
    let mut text = silence
        .covered_until
        .map_or("nothing".to_owned(), |day| day.to_string());
    for line in &silence.silent {
        write!(
            text,
            "\n{} days: {}, {} articles since, {} on its topics",
            line.days,
            super::format_entry(&line.entry),
            line.articles_since,
            line.articles_on_topic_since
        )
        .unwrap();
    }
    text
}

#[test]
fn silence_is_counted_from_the_last_mention_by_anyone() {
    let harbour = Harbour::new();
    let two = History::default()
        .ingested(&harbour.first, &proposal_and_reply(&harbour.first))
        .ingested(&harbour.copy, &proposal_and_reply(&harbour.copy));
    let late = article("late", "Jean Marec : le stade sera rénové.").published("2026-01-04");
    let stadium = late.says(&["le stade sera rénové"]).speaker("Jean Marec");
    let history = two.ingested(&late, std::slice::from_ref(&stadium));
    insta::assert_snapshot!(format_silence(&history.to_read_models(), 30), @"
    2026-01-04
    214 days: 2025-06-02 Odile Carré (L’Écho), 1 articles since, 0 on its topics
    ");
    insta::assert_snapshot!(format_silence(&history.to_read_models(), 365), @"2026-01-04");
    // An echo by another speaker counts as a mention.
    let echoed = history.clone().ingested(&harbour.echo, &[harbour.echoed()]);
    insta::assert_snapshot!(format_silence(&echoed.to_read_models(), 30), @"
    2026-01-04
    125 days: 2025-06-02 Odile Carré (L’Écho), 1 articles since, 0 on its topics
    ");
    // So does a statement that a person linked to one of its copies.
    let copied = proposal_and_reply(&harbour.copy).remove(0);
    let linked = history.decided(
        &stadium,
        StatementDecision::Linked(copied.statement.id.clone(), Link::FollowsUp, true),
    );
    insta::assert_snapshot!(format_silence(&linked.to_read_models(), 30), @"2026-01-04");
    insta::assert_snapshot!(format_silence(&ReadModels::empty(), 30), @"nothing");
}

#[test]
fn unsettled_deadlines_are_listed_in_order() {
    let words = "publier la liste des bateaux polluants amarrés dans le bassin d’ici à la fin de 2026";
    let text = |lead: &str| {
        let filler = "Le conseil municipal votera sur le budget de l’aménagement après une enquête publique menée \
                      auprès des riverains et des armateurs de la côte, que la mairie attend depuis le début de l’année";
        format!(
            "{lead} Odile Carré s’est engagée à {words}. {filler}. Elle veut ouvrir le quai avant juin 2026."
        )
    };
    let one = article("one", &text("Valmer.")).published("2026-01-04");
    let two = article("two", &text("Le port.")).published("2026-01-05");
    let call = one
        .says(&["ouvrir le quai avant juin 2026"])
        .speaker("Odile Carré")
        .act(Act::Call);
    let (first, second) = (build_promise(&one, words), build_promise(&two, words));
    let history = History::default()
        .ingested(&one, &[first.clone(), call])
        .ingested(&two, &[second]);
    let due = |models: &ReadModels, question: &DueQuery| {
        let lines = models.ask(question).0;
        let line = |line: &query::DueStatement| {
            let others = line.reported.len();
            format!(
                "{} by “{}”: {}, {others} more",
                line.due, line.deadline, line.entry.words
            )
        };
        lines.iter().map(line).collect::<Vec<_>>().join("\n")
    };
    let models = history.to_read_models();
    insta::assert_snapshot!(due(&models, &DueQuery::default()), @"
    2026-05 by “avant juin 2026”: ouvrir le quai avant juin 2026, 0 more
    2026 by “d’ici à la fin de 2026”: publier la liste des bateaux polluants amarrés dans le bassin d’ici à la fin de 2026, 1 more
    ");
    let before = DueQuery {
        before: Some("2026-06".parse().unwrap()),
        ..DueQuery::default()
    };
    insta::assert_snapshot!(due(&models, &before), @"2026-05 by “avant juin 2026”: ouvrir le quai avant juin 2026, 0 more");
    let after = DueQuery {
        after: Some("2026-07".parse().unwrap()),
        ..DueQuery::default()
    };
    insta::assert_snapshot!(due(&models, &after), @"2026 by “d’ici à la fin de 2026”: publier la liste des bateaux polluants amarrés dans le bassin d’ici à la fin de 2026, 1 more");
    let settled = history
        .decided(&first, StatementDecision::Marked(Status::Abandoned))
        .to_read_models();
    assert_eq!(due(&settled, &after), "");
    let all = DueQuery {
        include_settled: true,
        ..after
    };
    assert_ne!(due(&settled, &all), "");
}

#[test]
fn each_deadline_of_a_statement_has_its_own_state() {
    let words = "les marchés seront verts dès l’an prochain pour l’État, puis d’ici 2030 pour les communes";
    let one = article("one", &format!("Odile Carré : {words}.")).published("2026-01-04");
    let two = article("two", "Odile Carré : la liste paraîtra le mois prochain.").published("2026-02-05");
    let promised = build_promise(&one, words);
    let announced = two
        .says(&["la liste paraîtra le mois prochain"])
        .speaker("Odile Carré")
        .act(Act::Announcement)
        .said("2026-02-05~", DateRule::Publication, None);
    let history = History::default()
        .ingested(&one, std::slice::from_ref(&promised))
        .ingested(&two, std::slice::from_ref(&announced));
    let due = |history: &History, today: &str, settled: bool| {
        let question = DueQuery {
            own_deeds: true,
            include_settled: settled,
            today: Some(today.parse().unwrap()),
            ..DueQuery::default()
        };
        let line = |line: &query::DueStatement| {
            let from = line
                .counted_from
                .map_or_else(|| "nothing".to_owned(), |date| date.to_string());
            format!(
                "{}: {} {} ({} to {}), “{}”, counted from {from}",
                line.state, line.kind, line.due, line.first, line.last, line.deadline
            )
        };
        let lines = history.to_read_models().ask(&question).0;
        lines.iter().map(line).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(due(&history, "2026-02-10", false), @"
    coming: in 2026-03~ (2026-03-01 to 2026-03-31), “le mois prochain”, counted from 2026-02-05~
    coming: from 2027 (2027-01-01 to 2027-12-31), “dès l’an prochain”, counted from 2026-01-03
    coming: by 2030 (2030-01-01 to 2030-12-31), “d’ici 2030”, counted from nothing
    ");
    insta::assert_snapshot!(due(&history, "2029-01-01", false), @"
    overdue: in 2026-03~ (2026-03-01 to 2026-03-31), “le mois prochain”, counted from 2026-02-05~
    overdue: from 2027 (2027-01-01 to 2027-12-31), “dès l’an prochain”, counted from 2026-01-03
    coming: by 2030 (2030-01-01 to 2030-12-31), “d’ici 2030”, counted from nothing
    ");
    // A statement that is marked or fulfilled is not overdue; a partly adopted one stays due until its date.
    let adopted = history
        .clone()
        .decided(&announced, StatementDecision::Marked(Status::Adopted));
    insta::assert_snapshot!(due(&adopted, "2026-02-10", false), @"
    coming: from 2027 (2027-01-01 to 2027-12-31), “dès l’an prochain”, counted from 2026-01-03
    coming: by 2030 (2030-01-01 to 2030-12-31), “d’ici 2030”, counted from nothing
    ");
    let partly = history
        .clone()
        .decided(&promised, StatementDecision::Marked(Status::PartlyAdopted));
    insta::assert_snapshot!(due(&partly, "2029-01-01", true), @"
    overdue: in 2026-03~ (2026-03-01 to 2026-03-31), “le mois prochain”, counted from 2026-02-05~
    settled: from 2027 (2027-01-01 to 2027-12-31), “dès l’an prochain”, counted from 2026-01-03
    coming: by 2030 (2030-01-01 to 2030-12-31), “d’ici 2030”, counted from nothing
    ");
    let fulfilled = history.decided(
        &announced,
        StatementDecision::Linked(promised.statement.id.clone(), Link::Fulfils, true),
    );
    insta::assert_snapshot!(due(&fulfilled, "2026-02-10", false), @"coming: in 2026-03~ (2026-03-01 to 2026-03-31), “le mois prochain”, counted from 2026-02-05~");
}

#[test]
fn own_deeds_filter_keeps_forecasts_of_own_deeds_only() {
    let paper = article(
        "p",
        "We will open two schools in 2027. Prices will fall in 2027. Open a school by 2027.",
    )
    .lang(Lang::En)
    .published("2026-03-12");
    let says = |words, act| paper.says(&[words]).speaker("Ana Lund").act(act);
    let models = History::default()
        .ingested(
            &paper,
            &[
                says("We will open two schools in 2027", Act::Forecast),
                says("Prices will fall in 2027", Act::Forecast),
                says("Open a school by 2027", Act::Call),
            ],
        )
        .to_read_models();
    let words = |own_deeds| {
        let due = models.ask(&DueQuery {
            own_deeds,
            ..DueQuery::default()
        });
        due.0
            .into_iter()
            .map(|line| line.entry.words)
            .collect::<Vec<_>>()
            .join(" | ")
    };
    insta::assert_snapshot!(words(true), @"We will open two schools in 2027");
    insta::assert_snapshot!(words(false), @"We will open two schools in 2027 | Prices will fall in 2027 | Open a school by 2027");
}

fn build_promise<'a>(article: &'a Article, words: &str) -> StatementBuilder<'a> {
    let saying = article.says(&[words]).speaker("Odile Carré").act(Act::Commitment);
    saying.said("2026-01-03", DateRule::Absolute, None)
}

#[test]
fn new_records_come_after_the_position() {
    let harbour = Harbour::new();
    let statements = proposal_and_reply(&harbour.first);
    let history = History::default().ingested(&harbour.first, &statements);
    let since = Position::new(history.0.len() as u64);
    let history = history
        .ingested(&harbour.echo, &[harbour.echoed()])
        .decided(&statements[0], StatementDecision::Confirmed(true))
        .statement_withdrawn(&statements[1]);
    let models = history.to_read_models();
    let news = models.ask(&NewRecordsQuery {
        since,
        ..NewRecordsQuery::default()
    });
    let counts = |news: &query::NewRecords| {
        [
            news.articles.len(),
            news.revised.len(),
            news.statements.len(),
            news.decided.len(),
            news.gone.len(),
        ]
    };
    assert_eq!(counts(&news), [1, 0, 1, 1, 1]);
    assert_eq!(news.gone[0].words, "Trop tard");
    assert_eq!(news.decided[0].words, REGISTER);
    assert_eq!(
        counts(&models.ask(&NewRecordsQuery {
            since: history.0.last().unwrap().position,
            ..NewRecordsQuery::default()
        })),
        [0; 5]
    );
    // As of an earlier position, the withdrawal is not recorded yet.
    query::set_as_of(&models.0, Some(Position::new(since.number() + 3))).unwrap();
    assert_eq!(
        counts(&models.ask(&NewRecordsQuery {
            since,
            ..NewRecordsQuery::default()
        })),
        [1, 0, 1, 1, 0]
    );
}

#[test]
fn matrix_counts_by_speaker_topic_and_period() {
    let paper = article("p", "L’IA aide. L’IA nuit. L’IA dure. L’IA passe.");
    let said = |words: &str, name: &str, date: &str| {
        paper
            .says(&[words])
            .speaker(name)
            .said(date, DateRule::Vague, None)
    };
    let models = History::default()
        .ingested(
            &paper,
            &[
                said("L’IA aide", "Odile Carré", "2025-03-02"),
                said("L’IA nuit", "O. Carré", "2025-04"),
                said("L’IA dure", "Odile Carré", "2026"),
                said("L’IA passe", "Paul Nédélec", ".."),
            ],
        )
        .merged("O. Carré", "Odile Carré")
        .to_read_models();
    let counts = |by: MatrixPeriod| {
        let counts = models.ask(&MatrixQuery {
            within: StatementFilter::default(),
            by,
        });
        let line = |count: &query::MatrixCount| {
            format!(
                "{} {} {}: {}",
                count.speaker.name, count.label, count.period, count.statements
            )
        };
        counts.0.iter().map(line).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(counts(MatrixPeriod::Year), @"
    Odile Carré artificial intelligence 2025: 2
    Odile Carré artificial intelligence 2026: 1
    Paul Nédélec artificial intelligence ..: 1
    ");
    insta::assert_snapshot!(counts(MatrixPeriod::Month), @"
    Odile Carré artificial intelligence 2025-03: 1
    Odile Carré artificial intelligence 2025-04: 1
    Odile Carré artificial intelligence 2026-01: 1
    Paul Nédélec artificial intelligence ..: 1
    ");
    insta::assert_snapshot!(counts(MatrixPeriod::All), @"
    Odile Carré artificial intelligence ..: 3
    Paul Nédélec artificial intelligence ..: 1
    ");
}
