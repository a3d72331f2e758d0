//! The acts of statements in short Chinese texts.

use crate::domain::{ArticleId, Lang, Source, Statement};
use crate::extract::{ExtractorInput, read_statements};

fn statements(text: &str) -> Vec<Statement> {
    let article = ArticleId::from_source(&Source::default(), text);
    read_statements(&ExtractorInput {
        article: &article,
        lang: Lang::Zh,
        published: None,
        published_or: None,
        text,
    })
}

fn acts(texts: &[&str]) -> Vec<String> {
    let of = |text: &&str| {
        let found = statements(text);
        found.first().map_or("none", |s| s.act.as_str()).to_owned()
    };
    texts.iter().map(of).collect()
}

#[test]
fn side_of_speaker_proposes_and_is_named() {
    let statement = &statements("部长孟清和在会上说，我国政府倡议设立世界灯塔组织。")[0];
    assert_eq!(statement.act.as_str(), "proposal");
    let side = statement.side.as_ref().map(|side| side.reference.as_str());
    assert_eq!(side, Some("我国政府"));
}

#[test]
fn predicate_modifying_noun_is_ignored() {
    let texts = [
        "孟清和说，可能被取消的项目已经启动。",
        "孟清和说，大会有三百人参加。",
        "孟清和说，会议昨天开了三个小时。",
    ];
    assert_eq!(acts(&texts), ["claim", "claim", "claim"]);
}

#[test]
fn duty_of_actor_is_call_and_of_nobody_position() {
    let texts = [
        "孟清和说，各国应当停止捕捞。",
        "孟清和说，应当取消这项税收。",
        "孟清和说：“请大家保持安静。”",
        "孟清和说，这样的收费是不公平的。",
        "孟清和说，营商环境的改善提供了更多机会。",
    ];
    assert_eq!(acts(&texts), ["call", "position", "call", "position", "claim"]);
}

#[test]
fn future_of_own_deed_is_commitment() {
    let texts = [
        "孟清和表示，我们将建两座灯塔。",
        "孟清和说，灯塔将于6月3日开放。",
        "专家孟清和说，明年粮价会上涨。",
        "孟清和说，改革可能引发破产。",
    ];
    assert_eq!(
        acts(&texts),
        ["commitment", "announcement", "forecast", "warning"]
    );
}

#[test]
fn rejected_fact_is_denial() {
    let texts = [
        "孟清和说，他从未见过船长。",
        "孟清和说，这不是歧视，而是保护。",
        "孟清和说，列车还没有到达。",
    ];
    assert_eq!(acts(&texts), ["denial", "denial", "claim"]);
}
