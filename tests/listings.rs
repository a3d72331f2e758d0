//! The listings of speakers, topics and articles, with their counts and dates.

use crate::common::history::{History, ReadModels, article, example_history};
use dixit::domain::{DateRule, Lang, SpeakerKind};
use dixit::query::{ArticlesQuery, SpeakerEntry, SpeakersQuery, TopicsQuery};

fn list_speakers(models: &ReadModels, question: &SpeakersQuery) -> String {
    let line = |line: &SpeakerEntry| {
        let day = |day: Option<chrono::NaiveDate>| day.map_or("-".to_owned(), |day| day.to_string());
        let (first, last) = (day(line.first), day(line.last));
        format!(
            "{} {} ({}) {first} {last} [{}]",
            line.statements,
            line.name,
            line.kind,
            line.aliases.join("; ")
        )
    };
    models
        .ask(question)
        .0
        .iter()
        .map(line)
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn speakers_are_listed_with_aliases_counts_and_dates() {
    insta::assert_snapshot!(list_speakers(&example_history().to_read_models(), &SpeakersQuery::default()), @r"
    2 Odile Carré (person) 2026-03-07 2026-03-07 [La ministre Odile Carré; Mme Carré]
    1 Paul Nédélec (person) 2026-03-01 2026-03-31 []
    1 李强 (person) 2026-03-09 2026-03-09 [li qiang]
    ");
}

#[test]
fn speakers_are_filtered_by_name_kind_and_limit() {
    let models = example_history().to_read_models();
    let named = SpeakersQuery {
        name: Some("carre".to_owned()),
        ..SpeakersQuery::default()
    };
    assert_eq!(models.ask(&named).0.len(), 1);
    assert_eq!(
        models
            .ask(&SpeakersQuery {
                limit: Some(2),
                ..SpeakersQuery::default()
            })
            .0
            .len(),
        2
    );
    let groups = SpeakersQuery {
        kind: Some(SpeakerKind::Group),
        ..SpeakersQuery::default()
    };
    assert_eq!(models.ask(&groups).0.len(), 0);
}

#[test]
fn withdrawal_removes_aliases_counts_and_dates_of_its_statements() {
    let one = article("one", "ANNE ROY, ministre, dit oui, Mme Roy dit non.");
    let two = article("two", "Anne Roy dit peut-être.");
    let shouted = one
        .says(&["oui"])
        .speaker("ANNE ROY")
        .mention("ANNE ROY")
        .kind(SpeakerKind::Unknown)
        .said("2026-01-01", DateRule::Absolute, None);
    let titled = one
        .says(&["non"])
        .speaker("ANNE ROY")
        .mention("Mme Roy")
        .kind(SpeakerKind::Unknown);
    let plain = two
        .says(&["peut-être"])
        .speaker("Anne Roy")
        .said("2026-05", DateRule::Absolute, None);
    let history = History::default()
        .ingested(&one, &[shouted.clone(), titled.clone()])
        .ingested(&two, std::slice::from_ref(&plain));
    let all = SpeakersQuery::default();
    insta::assert_snapshot!(list_speakers(&history.to_read_models(), &all), @"3 Anne Roy (person) 2026-01-01 2026-05-31 [ANNE ROY; Mme Roy]");
    let fewer = history.statement_withdrawn(&titled);
    insta::assert_snapshot!(list_speakers(&fewer.to_read_models(), &all), @"2 Anne Roy (person) 2026-01-01 2026-05-31 [ANNE ROY]");
    let one_left = fewer.clone().statement_withdrawn(&shouted);
    insta::assert_snapshot!(list_speakers(&one_left.to_read_models(), &all), @"1 Anne Roy (person) 2026-05-01 2026-05-31 []");
    let other_left = fewer.clone().article_withdrawn(&two);
    insta::assert_snapshot!(list_speakers(&other_left.to_read_models(), &all), @"1 ANNE ROY (unknown) 2026-01-01 2026-01-01 []");
    let none = other_left.article_withdrawn(&one);
    insta::assert_snapshot!(list_speakers(&none.to_read_models(), &all), @"");
}

#[test]
fn topics_count_statements_about_them_and_narrower_topics() {
    let models = example_history().to_read_models();
    let shown: Vec<String> = models
        .ask(&TopicsQuery::default())
        .0
        .iter()
        .map(|topic| format!("{} {} < {:?}", topic.statements, topic.label.en, topic.broader))
        .collect();
    insta::assert_snapshot!(shown.join("\n"), @r#"
    1 politics and government < None
    1 international relations < Some("medtop:11000000")
    4 science and technology < None
    4 technology and engineering < Some("medtop:13000000")
    4 IT and computer science < Some("medtop:20000756")
    4 artificial intelligence < Some("medtop:20000763")
    1 health < None
    "#);
    assert!(models.ask(&TopicsQuery { all: true }).0.len() > shown.len());
}

#[test]
fn revised_title_changes_topics_of_statements() {
    let before = article("x", "Il faut agir.").title("Une taxe sur le climat");
    let said = before.says(&["agir"]);
    let history = History::default().ingested(&before, std::slice::from_ref(&said));
    let topics = |history: &History| {
        let lines = history.to_read_models().ask(&TopicsQuery::default());
        lines
            .0
            .iter()
            .map(|topic| topic.label.en.clone())
            .collect::<Vec<_>>()
            .join(", ")
    };
    insta::assert_snapshot!(topics(&history), @"politics and government, government policy, taxation policy");
    let after = before.clone().title("L’école d’abord");
    insta::assert_snapshot!(topics(&history.revised(&after, 1)), @"education");
}

#[test]
fn articles_are_listed_by_day_of_publication() {
    let models = example_history().to_read_models();
    let shown = |question: &ArticlesQuery| {
        let lines = models.ask(question).0;
        let line = |line: &dixit::query::ArticleEntry| {
            let published = line.published.map_or("-".to_owned(), |day| day.to_string());
            let by = line.publisher.as_deref().unwrap_or("-").to_owned();
            format!(
                "{published} {by} {} {} {}",
                line.lang, line.statements, line.recorded_at
            )
        };
        lines.iter().map(line).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(shown(&ArticlesQuery::default()), @r"
    2026-03-02 L’Écho fr 1 2026-01-01T00:00:05Z
    2026-03-08 Le Courrier fr 3 2026-01-01T00:00:01Z
    2026-03-09 - zh 1 2026-01-01T00:00:07Z
    ");
    insta::assert_snapshot!(shown(&ArticlesQuery { lang: Some(Lang::Zh), ..ArticlesQuery::default() }), @"2026-03-09 - zh 1 2026-01-01T00:00:07Z");
    let march = ArticlesQuery {
        since: Some("2026-03-03".parse().unwrap()),
        until: Some("2026-03".parse().unwrap()),
        limit: Some(1),
        ..ArticlesQuery::default()
    };
    insta::assert_snapshot!(shown(&march), @"2026-03-08 Le Courrier fr 3 2026-01-01T00:00:01Z");
    let echo = ArticlesQuery {
        publisher: Some("L'Echo".to_owned()),
        ..ArticlesQuery::default()
    };
    insta::assert_snapshot!(shown(&echo), @"2026-03-02 L’Écho fr 1 2026-01-01T00:00:05Z");
}
