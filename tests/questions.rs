//! The questions of an analyst, on invented histories.

use crate::common::history::{Article, History, Models, Saying, article};
use dixit::domain::{Act, DateRule, Edtf, Event, Link, Mode, Position, Ruling, Status, Text};
use dixit::query::{
    self, Brief, Changes, Check, Conflicts, Due, Entry, Every, First, Matrix, Mention, New, Period,
    Proposals, QueryError, Question, Silent, Similar, Sources, Timeline,
};

/// What the mayor proposes, as the story has it.
const REGISTER: &str = "créer un registre public des bateaux polluants amarrés dans le bassin";

/// An article in a paper's own words around what all papers print.
fn paper(name: &str, day: &str, lead: &str) -> Article {
    let text = format!(
        "{lead} La maire Odile Carré a proposé de {REGISTER}. « Trop tard », a répondu Paul Nédélec. Les pêcheurs \
         attendent les détails du plan. Le conseil municipal votera en juin sur le budget de l’aménagement, après une \
         enquête publique menée auprès des riverains et des armateurs de la côte. Une association de plaisanciers \
         craint une hausse des redevances portuaires, que la mairie dément depuis le début de l’année."
    );
    article(name, &text).publisher(name).published(day)
}

/// The proposal and the answer to it as `paper` has them.
fn told(paper: &Article) -> Vec<Saying<'_>> {
    vec![
        paper.says(&[REGISTER]).by("Odile Carré").act(Act::Proposal).on(
            "2025-06-02",
            DateRule::Weekday,
            None,
        ),
        paper
            .says(&["Trop tard"])
            .by("Paul Nédélec")
            .cue("a répondu", "répondre")
            .mode(Mode::Direct)
            .on("2025-06-02", DateRule::Weekday, None),
    ]
}

/// A story in two papers, told again by its first speaker a year later, and echoed by another.
struct Harbour {
    first: Article,
    copy: Article,
    again: Article,
    echo: Article,
}

impl Harbour {
    fn new() -> Self {
        let again =
            "Un an après, Odile Carré veut un registre public des bateaux polluants dans le bassin du port.";
        let echo =
            "À Brinval, Lise Autran demande un registre public des bateaux polluants amarrés dans le canal.";
        Self {
            first: paper(
                "L’Écho",
                "2025-06-03",
                "Le port de Valmer ouvrira ses quais au printemps.",
            ),
            copy: paper("Le Phare", "2025-06-04", "Nouveau débat sur les quais de Valmer."),
            again: article("again", again)
                .publisher("La Vigie")
                .published("2026-06-10"),
            echo: article("echo", echo)
                .publisher("Le Canal")
                .published("2025-09-01"),
        }
    }

    fn restated(&self) -> Saying<'_> {
        self.again
            .says(&["un registre public des bateaux polluants dans le bassin du port"])
            .by("Odile Carré")
            .act(Act::Proposal)
            .on("2026-06-09", DateRule::Weekday, None)
    }

    fn echoed(&self) -> Saying<'_> {
        self.echo
            .says(&["un registre public des bateaux polluants amarrés dans le canal"])
            .by("Lise Autran")
            .act(Act::Call)
            .on("2025-08-31", DateRule::Weekday, None)
    }

    fn history(&self) -> History {
        History::default()
            .ingested(&self.first, &told(&self.first))
            .ingested(&self.copy, &told(&self.copy))
            .ingested(&self.echo, &[self.echoed()])
            .ingested(&self.again, &[self.restated()])
    }
}

/// The id of the first statement whose words begin so.
fn id(models: &Models, words: &str) -> String {
    let all = models.ask(&Timeline::default()).0;
    let found = all.into_iter().find(|entry| entry.words.starts_with(words));
    found.unwrap().id.to_string()
}

fn name(entry: &Entry) -> &str {
    entry
        .speaker
        .as_ref()
        .map_or("?", |speaker| speaker.name.as_str())
}

fn line(entry: &Entry) -> String {
    let paper = entry.article.publisher.as_deref().unwrap_or("-");
    format!("{} {} ({paper})", entry.said, name(entry))
}

fn lines(entries: &[Entry]) -> String {
    entries.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn mentions(mentions: &[Mention]) -> String {
    let named = mentions
        .iter()
        .map(|mention| format!("{} {}", mention.speaker.as_deref().unwrap_or("?"), mention.said));
    named.collect::<Vec<_>>().join(", ")
}

fn alike(models: &Models, id: String) -> String {
    let answer = models.ask(&Similar { id, limit: None });
    let mut told = format!(
        "{} articles, {} sources",
        answer.articles, answer.independent_sources
    );
    for alike in &answer.alike {
        let copy = if alike.copy { ", a copy" } else { "" };
        told += &format!("\n{}{copy}: {}", alike.relation, line(&alike.entry));
    }
    told
}

#[test]
fn who_says_the_same_restates_or_echoes_it_and_copies_count_once() {
    let models = Harbour::new().history().folded();
    insta::assert_snapshot!(alike(&models, id(&models, "créer")), @"
    4 articles, 3 sources
    reports-same, a copy: 2025-06-02 Odile Carré (Le Phare)
    echoes: 2025-08-31 Lise Autran (Le Canal)
    restates: 2026-06-09 Odile Carré (La Vigie)
    ");
    insta::assert_snapshot!(alike(&models, id(&models, "un registre public des bateaux polluants amarrés")), @"
    3 articles, 2 sources
    echoed-by: 2025-06-02 Odile Carré (L’Écho)
    echoed-by: 2025-06-02 Odile Carré (Le Phare)
    ");
}

#[test]
fn a_merged_speaker_restates_and_does_not_echo() {
    let harbour = Harbour::new();
    let models = harbour.history().merged("Lise Autran", "Odile Carré").folded();
    insta::assert_snapshot!(alike(&models, id(&models, "créer")), @"
    4 articles, 3 sources
    reports-same, a copy: 2025-06-02 Odile Carré (Le Phare)
    restates: 2025-08-31 Odile Carré (Le Canal)
    restates: 2026-06-09 Odile Carré (La Vigie)
    ");
}

#[test]
fn a_short_statement_in_a_copy_is_a_report_of_it() {
    let models = Harbour::new().history().folded();
    let id = id(&models, "Trop tard");
    let carried = models.ask(&Sources { id });
    assert_eq!((carried.articles, carried.independent_sources), (2, 1));
    assert_eq!(
        carried.sources[0].0[1].article.publisher.as_deref(),
        Some("Le Phare")
    );
}

#[test]
fn what_is_like_a_copy_is_like_all_of_them() {
    // The third is only compared with the first of the two that say the very same.
    let words = "les bateaux polluants paieront une redevance au port de plaisance";
    let one = article("one", &format!("Odile Carré : {words}.")).published("2025-01-01");
    let two = article("two", &format!("Rappel de Paul Nédélec : {words}.")).published("2025-02-01");
    let other = "les bateaux polluants paieront bientôt une redevance lourde au port";
    let three = article("three", &format!("Lise Autran : {other}.")).published("2025-03-01");
    let models = History::default()
        .ingested(&one, &[one.says(&[words]).by("Odile Carré")])
        .ingested(&two, &[two.says(&[words]).by("Paul Nédélec")])
        .ingested(&three, &[three.says(&[other]).by("Lise Autran")])
        .folded();
    for words in [
        "les bateaux polluants paieront une",
        "les bateaux polluants paieront bientôt",
    ] {
        let found = models.ask(&Similar {
            id: id(&models, words),
            limit: None,
        });
        assert_eq!(found.articles, 3, "{words}");
    }
}

#[test]
fn what_a_long_statement_holds_beside_a_short_one_is_not_like_the_short_one() {
    let short = "les bateaux polluants paieront une redevance au port de plaisance";
    let rest = "les écoles primaires recevront des ordinateurs portables neufs avant la rentrée";
    let long = format!("{short} et {rest}");
    let one = article("one", &format!("A : {short}."));
    let two = article("two", &format!("B : {long}."));
    let three = article("three", &format!("C : {rest}."));
    let models = History::default()
        .ingested(&one, &[one.says(&[short]).by("Odile Carré")])
        .ingested(&two, &[two.says(&[&long]).by("Paul Nédélec")])
        .ingested(&three, &[three.says(&[rest]).by("Lise Autran")])
        .folded();
    let found = models.ask(&Similar {
        id: id(&models, "les écoles"),
        limit: None,
    });
    assert_eq!(found.articles, 2, "{found:?}");
}

#[test]
fn the_first_is_certain_only_where_dates_tell() {
    let paper = article(
        "p",
        "Odile dit oui. Paul dit non. Lise dit peut-être. Jean dit jamais.",
    );
    let said =
        |words: &str, name: &str, date: &str| paper.says(&[words]).by(name).on(date, DateRule::Vague, None);
    let answer = |sayings: &[Saying<'_>]| {
        let models = History::default().ingested(&paper, sayings).folded();
        let firsts = models.ask(&First::default());
        let certain = if firsts.certain { "certain" } else { "not certain" };
        format!(
            "{certain}: {} | {} | {} undated",
            lines(&firsts.first).replace('\n', ", "),
            lines(&firsts.after).replace('\n', ", "),
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
    insta::assert_snapshot!(answer(&[oui.clone(), said("non", "Odile", "2025-03")]), @"certain: 2025-03 Odile (-), 2025-03-02 Odile (-) |  | 0 undated");
    insta::assert_snapshot!(answer(&[oui, said("non", "Paul", "..")]), @"not certain: 2025-03-02 Odile (-) |  | 1 undated");
    insta::assert_snapshot!(answer(&[said("non", "Paul", "..")]), @"not certain:  |  | 1 undated");
    insta::assert_snapshot!(answer(&[]), @"not certain:  |  | 0 undated");
}

#[test]
fn the_first_to_say_the_same_is_found_by_a_text() {
    let models = Harbour::new().history().folded();
    let first = |text: &str| {
        let firsts = models.ask(&First {
            text: Some(text.to_owned()),
            ..First::default()
        });
        format!("{}\nthen\n{}", lines(&firsts.first), lines(&firsts.after))
    };
    insta::assert_snapshot!(first("un registre public des bateaux polluants"), @"
    2025-06-02 Odile Carré (L’Écho)
    then
    2025-08-31 Lise Autran (Le Canal)
    2026-06-09 Odile Carré (La Vigie)
    ");
    insta::assert_snapshot!(first("une taxe sur les vélos électriques"), @"

    then
    ");
}

fn period(period: &Period) -> String {
    let words = |entries: &[Entry]| {
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
fn changes_tell_each_matter_once() {
    let harbour = Harbour::new();
    let more = article(
        "more",
        "Odile Carré : la pêche restera libre. Elle ajoute : Trop tard. Et encore : Trop tard.",
    );
    let kept = paper("Le Quai", "2026-01-03", "Débat.");
    let mut again = told(&kept).remove(0);
    again.statement.said.date = "2026-01-02".parse().unwrap();
    let history = harbour.history().ingested(&kept, &[again]).ingested(
        &more,
        &[more
            .says(&["la pêche restera libre"])
            .by("Odile Carré")
            .on("2025-02", DateRule::Vague, None)],
    );
    let by = |name: &str| Timeline {
        speaker: Some(name.to_owned()),
        ..Timeline::default()
    };
    let changes = |models: &Models, question: &Changes| {
        let periods = models.ask(question).0;
        periods.iter().map(period).collect::<Vec<_>>().join("\n")
    };
    let models = history.folded();
    let yearly = Changes {
        within: by("Odile Carré"),
        ..Changes::default()
    };
    insta::assert_snapshot!(changes(&models, &yearly), @r#"
    2025 → 2026
    new []
    dropped ["la pêche restera libre"]
    reworded ["créer un registre public des bateaux polluants amarrés dans le bassin → un registre public des bateaux polluants dans le bassin du port"]
    kept 1
    "#);
    let dated = Changes {
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
    let overlapping = Changes {
        before: Some("2026".parse().unwrap()),
        after: Some("2026-06".parse().unwrap()),
        ..yearly
    };
    assert!(matches!(
        models.refused(&overlapping),
        QueryError::OverlappingPeriods { .. }
    ));
    let merged = history.merged("Lise Autran", "Odile Carré").folded();
    let one = Changes {
        within: by("Lise Autran"),
        after: Some("2025-08".parse().unwrap()),
        ..Changes::default()
    };
    insta::assert_snapshot!(changes(&merged, &one), @r#"
    ..2025-07-31 → 2025-08-01..
    new []
    dropped ["la pêche restera libre"]
    reworded ["créer un registre public des bateaux polluants amarrés dans le bassin → un registre public des bateaux polluants amarrés dans le canal", "créer un registre public des bateaux polluants amarrés dans le bassin → un registre public des bateaux polluants dans le bassin du port"]
    kept 1
    "#);
}

fn silent(models: &Models, days: u32) -> String {
    let silence = models.ask(&Silent {
        within: Timeline {
            act: Some(Act::Proposal),
            ..Timeline::default()
        },
        days,
    });
    let mut told = silence
        .covered_until
        .map_or("nothing".to_owned(), |day| day.to_string());
    for line in &silence.silent {
        told += &format!(
            "\n{} days: {}, {} articles since, {} on its topics",
            line.days,
            self::line(&line.entry),
            line.articles_since,
            line.articles_on_topic_since
        );
    }
    told
}

#[test]
fn silence_ends_with_the_last_mention_whoever_makes_it() {
    let harbour = Harbour::new();
    let two = History::default()
        .ingested(&harbour.first, &told(&harbour.first))
        .ingested(&harbour.copy, &told(&harbour.copy));
    let late = article("late", "Jean Marec : le stade sera rénové.").published("2026-01-04");
    let stadium = late.says(&["le stade sera rénové"]).by("Jean Marec");
    let history = two.ingested(&late, std::slice::from_ref(&stadium));
    insta::assert_snapshot!(silent(&history.folded(), 30), @"
    2026-01-04
    214 days: 2025-06-02 Odile Carré (L’Écho), 1 articles since, 0 on its topics
    ");
    insta::assert_snapshot!(silent(&history.folded(), 365), @"2026-01-04");
    // An echo by somebody else is a mention.
    let echoed = history.clone().ingested(&harbour.echo, &[harbour.echoed()]);
    insta::assert_snapshot!(silent(&echoed.folded(), 30), @"
    2026-01-04
    125 days: 2025-06-02 Odile Carré (L’Écho), 1 articles since, 0 on its topics
    ");
    // So is what a person linked to one of its reports.
    let copied = told(&harbour.copy).remove(0);
    let linked = history.decided(
        &stadium,
        Ruling::Linked(copied.statement.id.clone(), Link::FollowsUp, true),
    );
    insta::assert_snapshot!(silent(&linked.folded(), 30), @"2026-01-04");
    insta::assert_snapshot!(silent(&Models::empty(), 30), @"nothing");
}

#[test]
fn the_ledger_has_each_proposal_once_with_what_followed() {
    let harbour = Harbour::new();
    let copied = told(&harbour.copy).remove(0);
    let history = harbour.history();
    let ledger = |models: &Models, status: Option<Status>| {
        let ledger = models.ask(&Proposals {
            status,
            ..Proposals::default()
        });
        let line = |line: &query::LedgerLine| {
            format!(
                "{} [{}]\n  reported {}; restates {}; restated {}\n  echoed {}; answered {}\n  {} articles, {} sources, last {}",
                self::line(&line.entry),
                line.entry.status.unwrap_or(Status::Open),
                mentions(&line.reported),
                mentions(&line.restates),
                mentions(&line.restated),
                mentions(&line.echoed),
                mentions(&line.answered),
                line.articles,
                line.independent_sources,
                line.last_mention.unwrap()
            )
        };
        ledger.0.iter().map(line).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(ledger(&history.folded(), None), @"
    2025-06-02 Odile Carré (L’Écho) [open]
      reported Odile Carré 2025-06-02; restates ; restated Odile Carré 2026-06-09
      echoed Lise Autran 2025-08-31; answered Paul Nédélec 2025-06-02
      4 articles, 3 sources, last 2026-06-10
    2026-06-09 Odile Carré (La Vigie) [open]
      reported ; restates Odile Carré 2025-06-02; restated 
      echoed ; answered 
      3 articles, 2 sources, last 2026-06-10
    ");
    // A person marked the copy: that goes for the proposal.
    let marked = history.decided(&copied, Ruling::Marked(Status::Adopted)).folded();
    let once = |status| {
        ledger(&marked, Some(status))
            .lines()
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    insta::assert_snapshot!(once(Status::Adopted), @"2025-06-02 Odile Carré (L’Écho) [adopted]");
    insta::assert_snapshot!(once(Status::Open), @"2026-06-09 Odile Carré (La Vigie) [open]");
    insta::assert_snapshot!(once(Status::Rejected), @"");
}

#[test]
fn deadlines_stand_in_their_order_until_they_are_settled() {
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
        .by("Odile Carré")
        .act(Act::Call);
    let (first, second) = (promise(&one, words), promise(&two, words));
    let history = History::default()
        .ingested(&one, &[first.clone(), call])
        .ingested(&two, &[second]);
    let due = |models: &Models, question: &Due| {
        let lines = models.ask(question).0;
        let line = |line: &query::DueLine| {
            let others = line.reported.len();
            format!(
                "{} by “{}”: {}, {others} more",
                line.due, line.deadline, line.entry.words
            )
        };
        lines.iter().map(line).collect::<Vec<_>>().join("\n")
    };
    let models = history.folded();
    insta::assert_snapshot!(due(&models, &Due::default()), @"
    2026-05 by “avant juin 2026”: ouvrir le quai avant juin 2026, 0 more
    2026 by “d’ici à la fin de 2026”: publier la liste des bateaux polluants amarrés dans le bassin d’ici à la fin de 2026, 1 more
    ");
    let before = Due {
        before: Some("2026-06".parse().unwrap()),
        ..Due::default()
    };
    insta::assert_snapshot!(due(&models, &before), @"2026-05 by “avant juin 2026”: ouvrir le quai avant juin 2026, 0 more");
    let after = Due {
        after: Some("2026-07".parse().unwrap()),
        ..Due::default()
    };
    insta::assert_snapshot!(due(&models, &after), @"2026 by “d’ici à la fin de 2026”: publier la liste des bateaux polluants amarrés dans le bassin d’ici à la fin de 2026, 1 more");
    let settled = history
        .decided(&first, Ruling::Marked(Status::Abandoned))
        .folded();
    assert_eq!(due(&settled, &after), "");
    let all = Due {
        settled: true,
        ..after
    };
    assert_ne!(due(&settled, &all), "");
}

fn promise<'a>(article: &'a Article, words: &str) -> Saying<'a> {
    let saying = article.says(&[words]).by("Odile Carré").act(Act::Commitment);
    saying.on("2026-01-03", DateRule::Absolute, None)
}

#[test]
fn news_are_what_came_after_a_position() {
    let harbour = Harbour::new();
    let told = told(&harbour.first);
    let history = History::default().ingested(&harbour.first, &told);
    let since = Position::new(history.0.len() as u64);
    let history = history
        .ingested(&harbour.echo, &[harbour.echoed()])
        .decided(&told[0], Ruling::Confirmed(true))
        .statement_withdrawn(&told[1]);
    let models = history.folded();
    let news = models.ask(&New { since });
    let counts = |news: &query::News| {
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
        counts(&models.ask(&New {
            since: history.0.last().unwrap().position
        })),
        [0; 5]
    );
    // As of a moment before, the withdrawal had not come yet.
    query::look(&models.0, Some(Position::new(since.number() + 3))).unwrap();
    assert_eq!(counts(&models.ask(&New { since })), [1, 0, 1, 1, 0]);
}

#[test]
fn a_dossier_cites_each_statement_once_with_all_its_sources() {
    let models = Harbour::new().history().folded();
    let dossier = models.ask(&Brief {
        within: Timeline {
            speaker: Some("odile carre".to_owned()),
            ..Timeline::default()
        },
    });
    let cited = |cited: &query::Cited| {
        format!(
            "{} {:?} {}",
            line(&cited.entry),
            cited.sources,
            cited.independent_sources
        )
    };
    let told: Vec<String> = dossier.cited.iter().map(cited).collect();
    insta::assert_snapshot!(told.join("\n"), @"
    2025-06-02 Odile Carré (L’Écho) [1, 2] 1
    2026-06-09 Odile Carré (La Vigie) [3] 1
    ");
    assert_eq!(
        (dossier.title.as_str(), dossier.independent_sources),
        ("Odile Carré", 2)
    );
    assert!(dossier.sources.iter().all(|source| source.statements.len() == 1));
    assert!(
        dossier
            .sources
            .iter()
            .all(|source| source.sha256.as_ref().unwrap().len() == 64)
    );
}

#[test]
fn conflicts_are_linked_by_persons_or_suggested() {
    let text =
        "Odile Carré : l’intelligence artificielle est une menace. Puis : je suis favorable au registre.";
    let one = article("one", text).published("2025-01-02");
    let two = article(
        "two",
        "« L’intelligence artificielle, je suis pour », dit Mme Carré.",
    )
    .published("2026-01-02");
    let three =
        article("three", "L’intelligence artificielle est utile, dit un maire.").published("2026-02-02");
    let threat = one
        .says(&["l’intelligence artificielle est une menace"])
        .by("Odile Carré")
        .on("2025-01-01", DateRule::Absolute, None);
    let here = one.says(&["je suis favorable au registre"]).by("Odile Carré").on(
        "2025-01-01",
        DateRule::Absolute,
        None,
    );
    let yes = two
        .says(&["L’intelligence artificielle, je suis pour"])
        .by("O. Carré")
        .on("2026-01-01", DateRule::Absolute, None);
    let other = three
        .says(&["L’intelligence artificielle est utile"])
        .by("Paul Nédélec")
        .on("2026-02-01", DateRule::Absolute, None);
    let history = History::default()
        .ingested(&one, &[threat.clone(), here])
        .ingested(&two, &[yes.clone()])
        .ingested(&three, &[other.clone()]);
    let pairs = |history: &History| {
        let pairs = history.folded().ask(&Conflicts::default()).0;
        let told = pairs.iter().map(|pair| {
            let by = pair.actor.as_deref().unwrap_or("suggested");
            format!(
                "{by} ({}): {} | {}",
                pair.why.join(", "),
                pair.one.words,
                pair.other.words
            )
        });
        told.collect::<Vec<_>>().join("\n")
    };
    // In one article, and by another speaker, it is none.
    assert_eq!(pairs(&history), "");
    let merged = history.merged("O. Carré", "Odile Carré");
    insta::assert_snapshot!(pairs(&merged), @"suggested (menace, suis pour): l’intelligence artificielle est une menace | L’intelligence artificielle, je suis pour");
    let link = |to: &Saying<'_>| Ruling::Linked(to.statement.id.clone(), Link::Contradicts, true);
    insta::assert_snapshot!(pairs(&merged.clone().decided(&yes, link(&threat))), @"test (read both): l’intelligence artificielle est une menace | L’intelligence artificielle, je suis pour");
    insta::assert_snapshot!(pairs(&merged.decided(&threat, link(&other))), @"
    test (read both): l’intelligence artificielle est une menace | L’intelligence artificielle est utile
    suggested (menace, suis pour): l’intelligence artificielle est une menace | L’intelligence artificielle, je suis pour
    ");
}

#[test]
fn a_promise_speaks_for_what_it_promises() {
    let one = article("one", "Un registre public de l’IA serait une usine à gaz.").published("2025-01-02");
    let two =
        article("two", "Elle ouvrira le registre de l’IA et une école de l’IA.").published("2026-01-02");
    let against = one
        .says(&["Un registre public de l’IA serait une usine à gaz"])
        .by("Odile Carré")
        .on("2025-01-01", DateRule::Absolute, None);
    let promise = |words: &str| {
        two.says(&[words])
            .by("Odile Carré")
            .act(Act::Commitment)
            .on("2026-01-01", DateRule::Absolute, None)
    };
    let suggested = |words: &str| {
        let history = History::default()
            .ingested(&one, &[against.clone()])
            .ingested(&two, &[promise(words)]);
        history.folded().ask(&Conflicts::default()).0.len()
    };
    assert_eq!(suggested("le registre de l’IA"), 1);
    assert_eq!(suggested("une école de l’IA"), 0, "it is about another thing");
}

#[test]
fn counts_are_by_speaker_topic_and_period() {
    let paper = article("p", "L’IA aide. L’IA nuit. L’IA dure. L’IA passe.");
    let said =
        |words: &str, name: &str, date: &str| paper.says(&[words]).by(name).on(date, DateRule::Vague, None);
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
        .folded();
    let counts = |by: Every| {
        let counts = models.ask(&Matrix {
            within: Timeline::default(),
            by,
        });
        let line = |count: &query::Count| {
            format!(
                "{} {} {}: {}",
                count.speaker.name, count.label, count.period, count.statements
            )
        };
        counts.0.iter().map(line).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(counts(Every::Year), @"
    Odile Carré artificial intelligence 2025: 2
    Odile Carré artificial intelligence 2026: 1
    Paul Nédélec artificial intelligence ..: 1
    ");
    insta::assert_snapshot!(counts(Every::Month), @"
    Odile Carré artificial intelligence 2025-03: 1
    Odile Carré artificial intelligence 2025-04: 1
    Odile Carré artificial intelligence 2026-01: 1
    Paul Nédélec artificial intelligence ..: 1
    ");
    insta::assert_snapshot!(counts(Every::All), @"
    Odile Carré artificial intelligence ..: 3
    Paul Nédélec artificial intelligence ..: 1
    ");
}

#[test]
fn a_check_tells_what_no_longer_stands() {
    let before = article(
        "a",
        "Odile dit : le quai ouvrira en mai. Paul dit : le quai fermera en juin.",
    );
    let opens = before.says(&["le quai ouvrira en mai"]).by("Odile");
    let closes = before.says(&["le quai fermera en juin"]).by("Paul");
    let history = History::default().ingested(&before, &[opens.clone(), closes.clone()]);
    let found = |models: &Models, ids: Vec<String>| {
        let checked = models.ask(&Check { ids }).0;
        let told = checked
            .iter()
            .map(|line| format!("{}: {}", line.words, line.found));
        told.collect::<Vec<_>>().join("\n")
    };
    let all = |models: &Models| found(models, Vec::new());
    insta::assert_snapshot!(all(&history.folded()), @"
    le quai ouvrira en mai: stands
    le quai fermera en juin: stands
    ");
    let mut after = before.clone();
    after.text = "Erratum. Odile dit : le quai ouvrira en mai. Paul ne dit plus rien.".to_owned();
    let revised = history.clone().revised(&after, 1).statement_withdrawn(&closes);
    let models = revised.folded();
    insta::assert_snapshot!(all(&models), @"
    le quai ouvrira en mai: moved
    le quai fermera en juin: gone
    ");
    // As of a moment before the revision, both stood.
    query::look(&models.0, Some(Position::new(3))).unwrap();
    insta::assert_snapshot!(all(&models), @"
    le quai ouvrira en mai: stands
    le quai fermera en juin: stands
    ");
    let withdrawn = history.clone().article_withdrawn(&before);
    insta::assert_snapshot!(found(&withdrawn.folded(), vec![opens.statement.id.to_string()]), @"le quai ouvrira en mai: article-withdrawn");
    let mut taken_down = history;
    if let Event::ArticleIngested { text, .. } = &mut taken_down.0[0].event {
        *text = Text::Redacted;
    }
    insta::assert_snapshot!(all(&taken_down.folded()), @"
    le quai ouvrira en mai: taken-down
    le quai fermera en juin: taken-down
    ");
}

#[test]
fn wrong_ids_are_told() {
    let models = Harbour::new().history().folded();
    let refused = |error: QueryError| error.to_string();
    let similar = |id: &str| Similar {
        id: id.to_owned(),
        limit: None,
    };
    insta::assert_snapshot!(refused(models.refused(&similar("s000"))), @r#"there is no statement "s000""#);
    insta::assert_snapshot!(refused(models.refused(&similar("s"))), @r#"the id "s" is ambiguous"#);
    let article = models.ask(&Timeline::default()).0[0].article.id.to_string();
    assert!(matches!(
        models.refused(&similar(&article)),
        QueryError::NoSuch {
            what: "statement",
            ..
        }
    ));
    insta::assert_snapshot!(refused(models.refused(&similar("Odile Carré"))), @r#"there is no statement "Odile Carré""#);
    let check = |id: &str| Check {
        ids: vec![id.to_owned()],
    };
    insta::assert_snapshot!(refused(models.refused(&check("s000"))), @r#"there is no statement "s000""#);
    insta::assert_snapshot!(refused(models.refused(&check("s"))), @r#"the id "s" is ambiguous"#);
    insta::assert_snapshot!(refused(models.refused(&Sources { id: "s000".to_owned() })), @r#"there is no statement "s000""#);
}

#[test]
fn where_nothing_is_recorded_nothing_is_found() {
    let models = Models::empty();
    fn empty<Q: Question<Answer: serde::Serialize>>(models: &Models, question: &Q) -> String {
        serde_json::to_string(&models.ask(question)).unwrap()
    }
    let silent = Silent {
        within: Timeline::default(),
        days: 1,
    };
    let matrix = Matrix {
        within: Timeline::default(),
        by: Every::Year,
    };
    let told = [
        empty(&models, &First::default()),
        empty(&models, &Changes::default()),
        empty(&models, &silent),
        empty(&models, &Proposals::default()),
        empty(&models, &Due::default()),
        empty(&models, &New::default()),
        empty(&models, &Conflicts::default()),
        empty(&models, &Brief::default()),
        empty(&models, &matrix),
        empty(&models, &Check::default()),
    ];
    insta::assert_snapshot!(told.join("\n"), @r#"
    {"first":[],"certain":false,"after":[],"undated":0}
    []
    {"covered_until":null,"silent":[]}
    []
    []
    {"since":0,"articles":[],"revised":[],"statements":[],"decided":[],"gone":[]}
    []
    {"title":"What was said","cited":[],"sources":[],"independent_sources":0}
    []
    []
    "#);
    let unknown = Changes {
        before: Some(Edtf::Unknown),
        ..Changes::default()
    };
    assert!(matches!(models.refused(&unknown), QueryError::UnknownBound));
}
