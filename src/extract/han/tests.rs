//! Statements read from short Chinese texts: which words are read as statements, and which are not.

use crate::domain::{ArticleId, Lang, Source, Statement};
use crate::extract::{ExtractorInput, read_statements};

fn statements(text: &str) -> Vec<Statement> {
    let article = ArticleId::from_source(&Source::default(), text);
    read_statements(&ExtractorInput {
        article: &article,
        lang: Lang::Zh,
        published: "2026-03-15".parse().ok(),
        published_or: None,
        text,
    })
}

/// Each statement as "who: words".
fn said(text: &str) -> Vec<String> {
    let line = |s: &Statement| {
        let who = s.speaker.reference.as_deref().unwrap_or("?");
        format!("{who}: {}", s.words())
    };
    statements(text).iter().map(line).collect()
}

/// Checks the statements of each text.
fn check(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(said(text), *expected, "{text}");
    }
}

#[test]
fn further_sentence_of_speech_is_own_statement() {
    check(&[
        (
            "局长林远表示，水库已满。雨季还有两个月。各方应当节水。",
            &["林远: 水库已满", "林远: 雨季还有两个月", "林远: 各方应当节水"],
        ),
        // a semicolon does not end a sentence
        (
            "局长林远表示，水库已满；雨季已近。",
            &["林远: 水库已满；雨季已近"],
        ),
        // an attitude of the speaker's own side is part of the speech
        (
            "外交部长林远指出，谈判已有进展。中方反对单边制裁。",
            &["林远: 谈判已有进展", "林远: 中方反对单边制裁"],
        ),
    ]);
    let further = &statements("局长林远表示，水库已满。雨季还有两个月。")[1];
    assert_eq!(
        (further.cue.is_some(), further.speaker.mention.is_some()),
        (false, false)
    );
}

#[test]
fn article_voice_ends_speech() {
    check(&[
        (
            "局长林远表示，水库已满。据了解，水库建于1970年。",
            &["林远: 水库已满"],
        ),
        ("局长林远表示，水库已满。林远今年五十岁。", &["林远: 水库已满"]),
        ("局长林远表示，水库已满。他曾在北岭工作。", &["林远: 水库已满"]),
        ("局长林远宣布，水库关闭。这一决定引发不满。", &["林远: 水库关闭"]),
    ]);
}

#[test]
fn list_is_one_statement_with_points() {
    let points = |text: &str| -> Vec<Vec<String>> {
        let of = |s: &Statement| s.points.iter().map(|p| p.text.clone()).collect();
        statements(text).iter().map(of).collect()
    };
    for text in [
        "林远提出三点建议：一是开放；二是互信；三是交流。",
        "林远提出三点建议。一是开放。二是互信。三是交流。",
        "林远就此提出3点意见：\n第一，开放。\n第二，互信。\n第三，交流。",
        "林远提出以下几项主张：首先，开放；其次，互信；最后，交流。",
    ] {
        assert_eq!(points(text), [["开放", "互信", "交流"]], "{text}");
    }
    assert_eq!(
        points("林远强调，合作很重要。一是开放。二是互信。"),
        [vec![], vec!["开放", "互信"]]
    );
    // an agenda is not said by anybody; an announcement without its list has no words
    check(&[
        ("会议有三项议程：一是听取汇报，二是选举。", &[]),
        ("林远在会上提出三点建议。", &[]),
    ]);
}

#[test]
fn press_questions_are_left_out() {
    check(&[
        (
            "商务局发言人林远主持记者会\n\n问：何时开放？有人称已推迟。\n\n答：五月开放。\n\n欢迎各位。",
            &["林远: 五月开放", "林远: 欢迎各位"],
        ),
        (
            "水利局有关负责人就新规答记者问\n\n记者：为何修订？\n\n负责人：旧规不适应需要。",
            &["水利局有关负责人: 旧规不适应需要"],
        ),
        // a narrated question, not a transcript
        (
            "记者问：“你同意吗？”林远回答：“我不同意。”",
            &["林远: 我不同意。"],
        ),
    ]);
}

#[test]
fn time_or_adverb_is_not_part_of_name() {
    check(&[
        ("部长林远三月十日表示，登记将公开。", &["林远: 登记将公开"]),
        (
            "部长林远２０２６年３月１０日表示，登记将公开。",
            &["林远: 登记将公开"],
        ),
        ("部长林远端午节期间表示，登记将公开。", &["林远: 登记将公开"]),
        ("部長林遠今（7）日表示，登記將公開。", &["林遠: 登記將公開"]),
        // a name that is written with the characters of a month
        ("青川大学教授方三月表示，水库已满。", &["方三月: 水库已满"]),
    ]);
}

#[test]
fn body_or_document_refers_to_last_mention() {
    check(&[
        (
            "卡兰外交部9日发表声明说，谈判中断。该部门呼吁各方克制。",
            &["卡兰外交部: 谈判中断", "卡兰外交部: 各方克制"],
        ),
        (
            "渔业协会10日发布一份报告。报告指出，渔获减少。",
            &["渔业协会: 渔获减少"],
        ),
        (
            "据《江岸晚报》报道，水库已满。报道称，水位仍在上涨。",
            &["《江岸晚报》: 水库已满", "《江岸晚报》: 水位仍在上涨"],
        ),
        ("条例规定，渡轮每年检修两次。", &["条例: 渡轮每年检修两次"]),
    ]);
}

#[test]
fn passive_gives_speaker() {
    check(&[
        ("这项决定遭到海员工会谴责。", &["海员工会: 这项决定"]),
        ("该方案也被反对党认为加深了隔阂。", &["反对党: 加深了隔阂"]),
        ("这项提议并未得到议会支持。", &[]),
        ("他被警方逮捕。", &[]),
    ]);
}

#[test]
fn joint_and_trailing_speakers_are_read() {
    check(&[
        (
            "林远和卢明远均表示，支持这一方案。",
            &["林远和卢明远: 支持这一方案"],
        ),
        (
            "“渡轮是岛上唯一的路。”（卢明远，港务局局长）",
            &["卢明远: 渡轮是岛上唯一的路。"],
        ),
        (
            "多次来访的林远说：“变化很大，令人惊讶。”",
            &["林远: 变化很大，令人惊讶。"],
        ),
        (
            "北岭机械厂车工、工会小组长郑柏川说，我会继续钻研。",
            &["郑柏川: 我会继续钻研"],
        ),
    ]);
}

#[test]
fn cue_used_as_noun_is_no_report() {
    check(&[
        ("林远打算明年退休。", &[]),
        ("有关说法与事实不符。", &[]),
        ("相关阅读：林远呼吁保留旧码头", &[]),
        ("增长预期从2%降至1%。", &[]),
        ("在卡兰宣布退出条约后，股市下跌。", &[]),
        ("有分析称，此举意在缓和局势。", &["?: 此举意在缓和局势"]),
    ]);
}
