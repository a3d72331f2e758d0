//! Reading: what a text says is what is read from it, and nothing else.

use dixit::domain::{ArticleId, Lang, Source, Statement};
use dixit::extract::{Input, read};
use proptest::prelude::*;

fn statements(lang: Lang, text: &str) -> Vec<Statement> {
    let article = ArticleId::of(&Source::default(), text);
    // a Sunday
    let published = "2026-03-15".parse().ok();
    read(&Input {
        article: &article,
        lang,
        published,
        text,
    })
}

/// The readings of the text, one a line: speaker, act, date and words.
fn reading(lang: Lang, text: &str) -> String {
    let line = |s: &Statement| {
        let speaker = s.speaker.reference.as_deref().unwrap_or("?");
        format!(
            "{speaker} | {} {} | {} | {}",
            s.mode,
            s.act,
            s.said.date,
            s.words()
        )
    };
    statements(lang, text)
        .iter()
        .map(line)
        .collect::<Vec<_>>()
        .join("\n")
}

fn fr(text: &str) -> String {
    reading(Lang::Fr, text)
}

fn en(text: &str) -> String {
    reading(Lang::En, text)
}

fn zh(text: &str) -> String {
    reading(Lang::Zh, text)
}

#[test]
fn a_french_quotation_is_reported_before_between_and_behind() {
    insta::assert_snapshot!(fr("« Le plan est prêt », a déclaré vendredi la ministre Anne Ronsard."), @"Anne Ronsard | direct claim | 2026-03-13 | Le plan est prêt");
    insta::assert_snapshot!(fr("Anne Ronsard a déclaré : « Le plan est prêt. »"), @"Anne Ronsard | direct claim | 2026-03-15~ | Le plan est prêt.");
    insta::assert_snapshot!(fr("« Le plan, a déclaré Anne Ronsard, sera prêt demain. »"), @"Anne Ronsard | direct claim | 2026-03-15~ | Le plan […] sera prêt demain.");
    insta::assert_snapshot!(fr("« Le plan est prêt », a dit Anne Ronsard, « et il est financé »."), @"Anne Ronsard | direct claim | 2026-03-15~ | Le plan est prêt […] et il est financé");
}

#[test]
fn french_speech_without_marks() {
    insta::assert_snapshot!(fr("Le plan est insuffisant, a estimé Anne Ronsard."), @"Anne Ronsard | indirect position | 2026-03-15~ | Le plan est insuffisant");
    insta::assert_snapshot!(fr("Hier, Anne Ronsard a affirmé que le plan serait financé."), @"Anne Ronsard | indirect claim | 2026-03-14 | le plan serait financé");
    insta::assert_snapshot!(fr("Selon le rapport, deux communes sur dix manquent de moyens."), @"rapport | indirect claim | 2026-03-15~ | deux communes sur dix manquent de moyens");
    insta::assert_snapshot!(fr("Anne Ronsard a proposé de créer un registre public."), @"Anne Ronsard | indirect proposal | 2026-03-15~ | créer un registre public");
    insta::assert_snapshot!(fr("L'association a dénoncé une loi « inapplicable »."), @"association | indirect position | 2026-03-15~ | une loi « inapplicable »");
}

#[test]
fn french_pronouns_and_descriptions_find_their_speaker() {
    insta::assert_snapshot!(fr("Le ministre Paul Verdon a assuré que le texte serait voté. « Nous tiendrons », a-t-il ajouté. M. Verdon a précisé que rien ne changerait. Le ministre a promis de revenir."), @r"
    Paul Verdon | indirect claim | 2026-03-15~ | le texte serait voté
    Paul Verdon | direct commitment | 2026-03-15~ | Nous tiendrons
    Paul Verdon | indirect claim | 2026-03-15~ | rien ne changerait
    Paul Verdon | indirect commitment | 2026-03-15~ | revenir
    ");
}

#[test]
fn a_quotation_without_a_cue_belongs_to_whoever_spoke() {
    insta::assert_snapshot!(fr("Anne Ronsard a salué l'accord conclu à Genève. « Nous attendions ce texte depuis dix ans. »"), @r"
    Anne Ronsard | indirect expressive | 2026-03-15~ | l'accord conclu à Genève
    Anne Ronsard | direct claim | 2026-03-15~ | Nous attendions ce texte depuis dix ans.
    ");
}

#[test]
fn a_proposal_has_its_points() {
    let found = statements(
        Lang::Fr,
        "Anne Ronsard a présenté trois propositions : un registre public, un audit annuel et une aide aux communes.",
    );
    let points: Vec<&str> = found[0].points.iter().map(|p| p.text.as_str()).collect();
    assert_eq!(
        points,
        ["un registre public", "un audit annuel", "une aide aux communes"]
    );
}

#[test]
fn what_is_no_statement_is_not_read() {
    for text in [
        "Anne Ronsard n'a pas dit que le plan était prêt.",
        "La ministre pourrait annoncer un plan.",
        "Selon le cas, la mesure sera étendue.",
        "Il faut que le plan soit prêt.",
        "Le film « Les Neiges » sortira mardi.",
        "Nous avons déclaré que tout irait bien.",
    ] {
        assert_eq!(fr(text), "", "{text}");
    }
}

#[test]
fn english_speech() {
    insta::assert_snapshot!(en("“The plan is ready,” said Anna Whitlock, the committee’s chair. “It is also funded.”"), @r"
    Anna Whitlock | direct claim | 2026-03-15~ | The plan is ready
    Anna Whitlock | direct claim | 2026-03-15~ | It is also funded.
    ");
    insta::assert_snapshot!(en("The minister said the bill would pass by June."), @"minister | indirect claim | 2026-03-15~ | the bill would pass by June");
    insta::assert_snapshot!(en("Whitlock told reporters that the rules were unclear."), @"Whitlock | indirect claim | 2026-03-15~ | the rules were unclear");
    insta::assert_snapshot!(en("According to the report, spending rose sharply."), @"report | indirect claim | 2026-03-15~ | spending rose sharply");
    insta::assert_snapshot!(en("Campaigners urged the government to publish the list."), @"Campaigners | indirect call | 2026-03-15~ | publish the list");
}

#[test]
fn chinese_speech() {
    insta::assert_snapshot!(zh("外交部发言人林远昨天表示，双方将继续对话。"), @"林远 | indirect commitment | 2026-03-14 | 双方将继续对话");
    insta::assert_snapshot!(zh("林远说：“我们欢迎这一决定。”"), @"林远 | direct announcement | 2026-03-15~ | 我们欢迎这一决定。");
    insta::assert_snapshot!(zh("“条件已经成熟，”林远指出。"), @"林远 | direct claim | 2026-03-15~ | 条件已经成熟");
    insta::assert_snapshot!(zh("市长王建国强调，计划必须公开。他还呼吁各方保持克制。"), @r"
    王建国 | indirect proposal | 2026-03-15~ | 计划必须公开
    王建国 | indirect call | 2026-03-15~ | 各方保持克制
    ");
}

#[test]
fn spans_count_code_points_of_the_text_as_given() {
    let text =
        "L\u{2019}\u{e9}quipe\u{a0}: e\u{301}té.\r\n« Tout est pre\u{302}t ici », a déclaré Anne Ronsard.";
    let found = statements(Lang::Fr, text);
    assert_eq!(found.len(), 1);
    assert!(found[0].evidence[0].quote.stands_in(text));
    assert_eq!(found[0].words(), "Tout est pre\u{302}t ici");
}

/// Words that rules hang on, glued at random: nearer to the grammar's edges than random letters.
fn fragments() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "« ",
        " »",
        "“",
        "”",
        "\"",
        "'",
        "‘",
        " a déclaré ",
        " a-t-il ajouté",
        " selon ",
        "le ministre ",
        "Anne Ronsard",
        ", ",
        ". ",
        " : ",
        "\n",
        "\r\n",
        " que ",
        " said ",
        " that ",
        "according to ",
        "“I will”",
        "他",
        "表示",
        "，",
        "。",
        "说：“",
        "”",
        "王毅",
        "12月4日",
        "hier ",
        "lundi ",
        " et ",
        " qui ",
        "(",
        ")",
        "M. ",
        "e\u{301}",
        "\u{a0}",
        "\u{ad}",
        "propositions : ",
        "pas ",
        "n'",
        "—",
        "1er mars 2026",
        "x",
    ]);
    prop::collection::vec(
        prop_oneof![6 => words.prop_map(str::to_owned), 1 => ".{0,4}"],
        0..40,
    )
    .prop_map(|parts| parts.concat())
}

fn lang() -> impl Strategy<Value = Lang> {
    prop::sample::select(vec![Lang::Fr, Lang::En, Lang::Zh, Lang::Und])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn any_text_is_read_and_every_span_is_its_words(text in fragments(), lang in lang()) {
        let found = statements(lang, &text);
        let mut taken = Vec::new();
        for statement in &found {
            prop_assert!(!statement.evidence.is_empty());
            let slices = statement.evidence.iter().map(|e| &e.quote)
                .chain(statement.cue.as_ref().map(|c| &c.words))
                .chain(statement.speaker.mention.as_ref())
                .chain(statement.said.expression.as_ref())
                .chain(&statement.points);
            for slice in slices {
                prop_assert!(slice.stands_in(&text), "{slice:?} in {text:?}");
            }
            for evidence in &statement.evidence {
                prop_assert!(!evidence.quote.span.is_empty());
                taken.push(evidence.quote.span);
            }
        }
        taken.sort();
        prop_assert!(taken.windows(2).all(|w| !w[0].overlaps(w[1])), "{taken:?} in {text:?}");
    }

    #[test]
    fn line_ends_make_no_difference(text in fragments(), lang in lang()) {
        let lf = text.replace("\r\n", "\n").replace('\r', "\n");
        let crlf = lf.replace('\n', "\r\n");
        let words = |text: &str| statements(lang, text).iter().map(Statement::words).collect::<Vec<_>>();
        prop_assert_eq!(words(&lf), words(&crlf).iter().map(|w| w.replace("\r\n", "\n")).collect::<Vec<_>>());
    }

    #[test]
    fn any_unicode_is_read(text in "\\PC{0,200}", lang in lang()) {
        statements(lang, &text);
    }
}
