//! Extraction from single sentences and random texts: each text gives the expected statements and no others.

use dixit::domain::{ArticleId, Lang, Source, Statement};
use dixit::extract::{ExtractorInput, read_statements};
use proptest::prelude::*;

fn extract(lang: Lang, text: &str) -> Vec<Statement> {
    let article = ArticleId::from_source(&Source::default(), text);
    // a Sunday
    let published = "2026-03-15".parse().ok();
    read_statements(&ExtractorInput {
        article: &article,
        lang,
        published,
        published_or: None,
        text,
    })
}

/// The statements of the text, one per line: canonical speaker, mode and act, date, words.
fn extract_as_lines(lang: Lang, text: &str) -> String {
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
    extract(lang, text)
        .iter()
        .map(line)
        .collect::<Vec<_>>()
        .join("\n")
}

fn fr(text: &str) -> String {
    extract_as_lines(Lang::Fr, text)
}

fn en(text: &str) -> String {
    extract_as_lines(Lang::En, text)
}

fn zh(text: &str) -> String {
    extract_as_lines(Lang::Zh, text)
}

#[test]
fn french_cue_stands_before_inside_or_after_the_quotation() {
    insta::assert_snapshot!(fr("« Le plan est prêt », a déclaré vendredi la ministre Anne Ronsard."), @"Anne Ronsard | direct claim | 2026-03-13 | Le plan est prêt");
    insta::assert_snapshot!(fr("Anne Ronsard a déclaré : « Le plan est prêt. »"), @"Anne Ronsard | direct claim | 2026-03-15~ | Le plan est prêt.");
    insta::assert_snapshot!(fr("« Le plan, a déclaré Anne Ronsard, sera prêt demain. »"), @"Anne Ronsard | direct claim | 2026-03-15~ | Le plan […] sera prêt demain.");
    insta::assert_snapshot!(fr("« Le plan est prêt », a dit Anne Ronsard, « et il est financé »."), @"Anne Ronsard | direct claim | 2026-03-15~ | Le plan est prêt […] et il est financé");
}

#[test]
fn french_indirect_speech() {
    insta::assert_snapshot!(fr("Le plan est insuffisant, a estimé Anne Ronsard."), @"Anne Ronsard | indirect position | 2026-03-15~ | Le plan est insuffisant");
    insta::assert_snapshot!(fr("Hier, Anne Ronsard a affirmé que le plan serait financé."), @"Anne Ronsard | indirect announcement | 2026-03-14 | le plan serait financé");
    insta::assert_snapshot!(fr("Selon le rapport, deux communes sur dix manquent de moyens."), @"rapport | indirect claim | 2026-03-15~ | deux communes sur dix manquent de moyens");
    insta::assert_snapshot!(fr("Anne Ronsard a proposé de créer un registre public."), @"Anne Ronsard | indirect proposal | 2026-03-15~ | créer un registre public");
    insta::assert_snapshot!(fr("L'association a dénoncé une loi « inapplicable »."), @"association | indirect position | 2026-03-15~ | une loi « inapplicable »");
}

#[test]
fn french_pronoun_or_description_resolves_to_speaker() {
    insta::assert_snapshot!(fr("Le ministre Paul Verdon a assuré que le texte serait voté. « Nous tiendrons », a-t-il ajouté. M. Verdon a précisé que rien ne changerait. Le ministre a promis de revenir."), @"
    Paul Verdon | indirect announcement | 2026-03-15~ | le texte serait voté
    Paul Verdon | direct commitment | 2026-03-15~ | Nous tiendrons
    Paul Verdon | indirect forecast | 2026-03-15~ | rien ne changerait
    Paul Verdon | indirect commitment | 2026-03-15~ | revenir
    ");
}

#[test]
fn quotation_without_cue_is_attributed_to_previous_speaker() {
    insta::assert_snapshot!(fr("Anne Ronsard a salué l'accord conclu à Genève. « Nous attendions ce texte depuis dix ans. »"), @r"
    Anne Ronsard | indirect expressive | 2026-03-15~ | l'accord conclu à Genève
    Anne Ronsard | direct claim | 2026-03-15~ | Nous attendions ce texte depuis dix ans.
    ");
}

#[test]
fn enumeration_becomes_points_of_the_proposal() {
    let found = extract(
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
fn list_items_become_points_of_the_announced_proposal() {
    for (lang, text) in [
        (
            Lang::Fr,
            "Anne Ronsard a proposé trois mesures :\n\n- un registre public ;\n- un audit annuel ;\n- une aide aux communes.",
        ),
        (
            Lang::Fr,
            "Anne Ronsard a proposé trois mesures :\n\n1. un registre public\n2. un audit annuel\n3. une aide aux communes",
        ),
    ] {
        let found = extract(lang, text);
        let points: Vec<&str> = found[0].points.iter().map(|p| p.text.as_str()).collect();
        assert_eq!(
            points,
            ["un registre public", "un audit annuel", "une aide aux communes"],
            "{text}"
        );
    }
}

#[test]
fn name_before_colon_is_speaker_if_a_clause_follows() {
    insta::assert_snapshot!(fr("Ronsard : le registre doit ouvrir en juin\n\nLa ministre Anne Ronsard a tenu parole."), @"Anne Ronsard | indirect position | 2026-03-15~ | le registre doit ouvrir en juin");
    insta::assert_snapshot!(fr("Climat : le registre doit ouvrir en juin\n\nLa ministre Anne Ronsard a tenu parole."), @"");
    insta::assert_snapshot!(en("RONSARD: We will open it in June.\nVERDON: Nobody will pay for that."), @"
    RONSARD | direct commitment | 2026-03-15~ | We will open it in June.
    VERDON | direct commitment | 2026-03-15~ | Nobody will pay for that.
    ");
}

#[test]
fn modifier_of_a_source_is_not_part_of_the_words() {
    insta::assert_snapshot!(fr("Selon un rapport publié mardi par la Cour des comptes, les coûts ont doublé."), @"rapport | indirect claim | 2026-03-10 | les coûts ont doublé");
    insta::assert_snapshot!(fr("Selon le ministère, interrogé lundi, les coûts ont doublé."), @"ministère | indirect claim | 2026-03-09 | les coûts ont doublé");
    insta::assert_snapshot!(fr("Pour le ministère, plus de mille communes manquent de moyens."), @"ministère | indirect claim | 2026-03-15~ | plus de mille communes manquent de moyens");
    insta::assert_snapshot!(en("According to a report published Tuesday by the agency, costs have doubled."), @"report | indirect claim | 2026-03-10 | costs have doubled");
}

#[test]
fn statement_takes_event_and_date_of_its_occasion() {
    insta::assert_snapshot!(zh("研讨会12日在澄江举行。会上，李文博表示，登记将于六月开始。"), @"李文博 | indirect announcement | 2026-03-15~ | 登记将于六月开始");
    insta::assert_snapshot!(zh("李文博上周六在一场行业论坛上呼吁，标准应当公开。"), @"李文博 | indirect call | 2026-03-07 | 标准应当公开");
    insta::assert_snapshot!(fr("Le sommet de Genève s'est ouvert mardi. Anne Ronsard a déclaré lors du sommet que le registre ouvrirait en juin."), @"Anne Ronsard | indirect announcement | 2026-03-10 | le registre ouvrirait en juin");
    insta::assert_snapshot!(en("The summit opened on Tuesday. Anne Ronsard told reporters at the summit that the register would open in June."), @"Anne Ronsard | indirect announcement | 2026-03-10 | the register would open in June");
    let found = extract(Lang::Zh, "李文博在一场行业论坛上呼吁，标准应当公开。");
    let occasion = found[0].occasion.as_ref().expect("an occasion");
    assert_eq!(
        occasion.event.as_ref().map(|e| e.text.as_str()),
        Some("一场行业论坛")
    );
}

#[test]
fn english_interposed_cue_splits_the_words() {
    insta::assert_snapshot!(en("The museum, Anne Ronsard said, would make visitors think."), @"Anne Ronsard | indirect claim | 2026-03-15~ | The museum […] would make visitors think");
    insta::assert_snapshot!(en("The plan was ready, Anne Ronsard said, until the money ran out."), @"Anne Ronsard | indirect claim | 2026-03-15~ | The plan was ready […] until the money ran out");
    insta::assert_snapshot!(en("On Tuesday, Anne Ronsard said, the plan will be published."), @"Anne Ronsard | indirect announcement | 2026-03-10 | the plan will be published");
}

#[test]
fn addressee_is_not_part_of_the_words() {
    insta::assert_snapshot!(en("Anne Ronsard told reporters on Tuesday that the register would open."), @"Anne Ronsard | indirect announcement | 2026-03-10 | the register would open");
    insta::assert_snapshot!(en("Anne Ronsard told a hearing in Geneva that the register would open."), @"Anne Ronsard | indirect announcement | 2026-03-15~ | the register would open");
    insta::assert_snapshot!(en("Anne Ronsard accused the company of misleading the public."), @"");
    insta::assert_snapshot!(zh("李文博告诉记者，登记将于六月开始。"), @"李文博 | indirect announcement | 2026-03-15~ | 登记将于六月开始");
    insta::assert_snapshot!(zh("外交部发言人林远在例行记者会上回答提问时说，中方坚决反对单边制裁。"), @"林远 | indirect position | 2026-03-15~ | 中方坚决反对单边制裁");
    insta::assert_snapshot!(zh("白宫发言人在一份声明中说，总统期待与各方对话。"), @"白宫发言人 | indirect claim | 2026-03-15~ | 总统期待与各方对话");
    insta::assert_snapshot!(zh("有专家建议，应尽快出台细则。"), @"专家 | indirect proposal | 2026-03-15~ | 应尽快出台细则");
    insta::assert_snapshot!(zh("联合国秘书长古德曼对此表示深切关注。"), @"古德曼 | indirect warning | 2026-03-15~ | 深切关注");
    assert_eq!(en("The ministry declined to comment."), "");
}

#[test]
fn answer_is_attributed_to_the_interviewee() {
    insta::assert_snapshot!(fr("Anne Ronsard, ministre du Numérique, a répondu à nos questions.\n\nQuestion : Quand ouvrirez-vous le registre ?\n\nRéponse : Nous l'ouvrirons en juin."), @"Anne Ronsard | direct commitment | 2026-03-15~ | Nous l'ouvrirons en juin.");
    insta::assert_snapshot!(zh("记者：登记何时开始？\n\n李文博：登记将于六月开始。"), @"李文博 | direct announcement | 2026-03-15~ | 登记将于六月开始");
}

#[test]
fn sentences_that_report_nothing_give_no_statement() {
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
fn french_cue_is_found_in_any_word_order() {
    // an adverb of several words, a cue that governs the reporting verb, a verb that reports only in inverted position
    insta::assert_snapshot!(fr("Anne Ronsard a par ailleurs dit comprendre les craintes des maires."), @"Anne Ronsard | indirect position | 2026-03-15~ | comprendre les craintes des maires");
    insta::assert_snapshot!(fr("« Ce n'est pas à moi de choisir », a fini par répondre Anne Ronsard."), @"Anne Ronsard | direct claim | 2026-03-15~ | Ce n'est pas à moi de choisir");
    insta::assert_snapshot!(fr("Anne Ronsard a parlé. « C'est un cadre utile », a-t-elle élaboré."), @"Anne Ronsard | direct position | 2026-03-15~ | C'est un cadre utile");
    // a clause without a cue before a quotation, an infinitive that continues the report, a coordinated clause
    insta::assert_snapshot!(fr("Anne Ronsard est intervenue hier soir : « Nous ne reculerons pas devant les coûts. »"), @"Anne Ronsard | direct commitment | 2026-03-14 | Nous ne reculerons pas devant les coûts.");
    insta::assert_snapshot!(fr("Anne Ronsard a critiqué la loi, avant d'exhorter le gouvernement à la retirer. Et de conclure que tout reste à faire."), @"
    Anne Ronsard | indirect position | 2026-03-15~ | la loi
    Anne Ronsard | indirect call | 2026-03-15~ | la retirer
    Anne Ronsard | indirect claim | 2026-03-15~ | tout reste à faire
    ");
    insta::assert_snapshot!(fr("Anne Ronsard a jugé que « les résultats sont là », mais elle a ajouté qu'ils ne suffisaient pas."), @"
    Anne Ronsard | direct position | 2026-03-15~ | les résultats sont là
    Anne Ronsard | indirect claim | 2026-03-15~ | ils ne suffisaient pas
    ");
    // an apposition before the verb is not read as words before an inverted cue
    insta::assert_snapshot!(fr("La directrice du port, Anne Ronsard, a appelé le gouvernement à publier une étude."), @"Anne Ronsard | indirect call | 2026-03-15~ | publier une étude");
    insta::assert_snapshot!(fr("Le plan, précise le communiqué, vise à consolider le budget."), @"communiqué | indirect claim | 2026-03-15~ | Le plan […] vise à consolider le budget");
    insta::assert_snapshot!(fr("Ce plan devra couvrir tout le pays, indique-t-on."), @"? | indirect position | 2026-03-15~ | Ce plan devra couvrir tout le pays");
}

#[test]
fn french_names_of_one_speaker_share_a_reference() {
    // a surname with an article, an acronym in brackets, a role without a name, a name mentioned twice
    insta::assert_snapshot!(fr("Le ministre de l'Économie Bruno Le Marec a salué l'accord. « C'est un progrès », a ajouté M. Le Marec."), @"
    Bruno Le Marec | indirect expressive | 2026-03-15~ | l'accord
    Bruno Le Marec | direct position | 2026-03-15~ | C'est un progrès
    ");
    insta::assert_snapshot!(fr("Le Fonds maritime international (FMI) a publié ses chiffres. Le FMI estime que la dette recule."), @"Fonds maritime international | indirect claim | 2026-03-15~ | la dette recule");
    insta::assert_snapshot!(fr("« Le contexte a changé », a déclaré la ministre des Ports. « Nous y répondrons », a ajouté Anne Ronsard."), @"
    Anne Ronsard | direct claim | 2026-03-15~ | Le contexte a changé
    Anne Ronsard | direct commitment | 2026-03-15~ | Nous y répondrons
    ");
    insta::assert_snapshot!(fr("Paul Verdon et Anne Ronsard ont débattu. « C'est faux », a répondu Anne Ronsard. Elle a promis une étude."), @"
    Anne Ronsard | direct denial | 2026-03-15~ | C'est faux
    Anne Ronsard | indirect commitment | 2026-03-15~ | une étude
    ");
}

#[test]
fn words_decide_the_act_if_the_cue_only_asserts() {
    let act = |text: &str| extract(Lang::Fr, text)[0].act.as_str();
    assert_eq!(act("Anne Ronsard a assuré qu'elle paiera la taxe."), "commitment");
    assert_eq!(
        act("Anne Ronsard a dit vouloir publier les chiffres."),
        "commitment"
    );
    assert_eq!(
        act("Anne Ronsard a indiqué que le pont sera fermé jeudi."),
        "announcement"
    );
    assert_eq!(
        act("Anne Ronsard a affirmé que ce n'était pas une promesse."),
        "denial"
    );
    assert_eq!(
        act("Anne Ronsard a déploré que la loi soit votée sans débat."),
        "claim"
    );
    assert_eq!(act("Anne Ronsard a déploré un débat trop court."), "expressive");
    assert_eq!(act("Anne Ronsard a dit qu'il faut un registre."), "position");
}

#[test]
fn english_speech() {
    insta::assert_snapshot!(en("“The plan is ready,” said Anna Whitlock, the committee’s chair. “It is also funded.”"), @r"
    Anna Whitlock | direct claim | 2026-03-15~ | The plan is ready
    Anna Whitlock | direct claim | 2026-03-15~ | It is also funded.
    ");
    insta::assert_snapshot!(en("The minister said the bill would pass by June."), @"minister | indirect forecast | 2026-03-15~ | the bill would pass by June");
    insta::assert_snapshot!(en("Whitlock told reporters that the rules were unclear."), @"Whitlock | indirect position | 2026-03-15~ | the rules were unclear");
    insta::assert_snapshot!(en("According to the report, spending rose sharply."), @"report | indirect claim | 2026-03-15~ | spending rose sharply");
    insta::assert_snapshot!(en("Campaigners urged the government to publish the list."), @"Campaigners | indirect call | 2026-03-15~ | publish the list");
}

#[test]
fn chinese_speech() {
    insta::assert_snapshot!(zh("外交部发言人林远昨天表示，双方将继续对话。"), @"林远 | indirect commitment | 2026-03-14 | 双方将继续对话");
    insta::assert_snapshot!(zh("林远说：“我们欢迎这一决定。”"), @"林远 | direct expressive | 2026-03-15~ | 我们欢迎这一决定。");
    insta::assert_snapshot!(zh("“条件已经成熟，”林远指出。"), @"林远 | direct claim | 2026-03-15~ | 条件已经成熟");
    insta::assert_snapshot!(zh("市长王建国强调，计划必须公开。他还呼吁各方保持克制。"), @"
    王建国 | indirect position | 2026-03-15~ | 计划必须公开
    王建国 | indirect call | 2026-03-15~ | 各方保持克制
    ");
    // a name in brackets, a name with a middle dot, quoted by a newspaper, an attitude, two statements around one cue
    insta::assert_snapshot!(zh("世界港口组织（WPO）秘书长奥利弗·贝尔（Oliver Bell）15日说，航道必须开放。"), @"奥利弗·贝尔 | indirect position | 2026-03-15 | 航道必须开放");
    insta::assert_snapshot!(zh("江岸晚报引述航道专家林远的话说，水位仍在上涨。"), @"林远 | indirect claim | 2026-03-15~ | 水位仍在上涨");
    insta::assert_snapshot!(zh("林远对这一决定表示强烈反对。"), @"林远 | indirect position | 2026-03-15~ | 这一决定");
    insta::assert_snapshot!(zh("“条件已经成熟。”林远表示，工程可以开工。"), @"
    林远 | direct claim | 2026-03-15~ | 条件已经成熟。
    林远 | indirect claim | 2026-03-15~ | 工程可以开工
    ");
    insta::assert_snapshot!(zh("市长王建国15日主持会议。他表示，计划不会改变。"), @"王建国 | indirect forecast | 2026-03-15 | 计划不会改变");
    insta::assert_snapshot!(zh("记者：有何评论？\n林远：我们欢迎这一决定。\n这有利于各方。\n记者：还有吗？\n林远：没有更多消息。"), @"
    林远 | direct expressive | 2026-03-15~ | 我们欢迎这一决定
    林远 | direct position | 2026-03-15~ | 这有利于各方
    林远 | direct claim | 2026-03-15~ | 没有更多消息
    ");
}

#[test]
fn spans_count_code_points_of_the_given_text() {
    let text =
        "L\u{2019}\u{e9}quipe\u{a0}: e\u{301}té.\r\n« Tout est pre\u{302}t ici », a déclaré Anne Ronsard.";
    let found = extract(Lang::Fr, text);
    assert_eq!(found.len(), 1);
    assert!(found[0].evidence[0].quote.matches_text(text));
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
        "美：",
        "张伟：",
        "表示反对",
        "对",
        "希望",
        "引述",
        "的话说",
        "（",
        "）",
        "当天",
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
    fn random_fragments_give_spans_that_match_their_words(text in fragments(), lang in lang()) {
        let found = extract(lang, &text);
        let mut taken = Vec::new();
        for statement in &found {
            prop_assert!(!statement.evidence.is_empty());
            let slices = statement.evidence.iter().map(|e| &e.quote)
                .chain(statement.cue.as_ref().map(|c| &c.words))
                .chain(statement.speaker.mention.as_ref())
                .chain(statement.said.expression.as_ref())
                .chain(&statement.points);
            for slice in slices {
                prop_assert!(slice.matches_text(&text), "{slice:?} in {text:?}");
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
    fn line_end_style_does_not_change_statements(text in fragments(), lang in lang()) {
        let lf = text.replace("\r\n", "\n").replace('\r', "\n");
        let crlf = lf.replace('\n', "\r\n");
        let words = |text: &str| extract(lang, text).iter().map(Statement::words).collect::<Vec<_>>();
        prop_assert_eq!(words(&lf), words(&crlf).iter().map(|w| w.replace("\r\n", "\n")).collect::<Vec<_>>());
    }

    #[test]
    fn arbitrary_unicode_never_panics(text in "\\PC{0,200}", lang in lang()) {
        extract(lang, &text);
    }
}
