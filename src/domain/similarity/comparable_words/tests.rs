use super::super::{SHARED_WORDS_MAX, Similarity, compare_statements};
use super::*;
use std::fmt::Write as _;

/// The scores of pairs, one per line: percentage, shared words, and the beginning of the second text.
///
/// `same` are pairs that say the same. A line starts with `!` where the score is wrong, for example where the name of a
/// treaty makes up most of one statement and occurs in another that says something else about it.
fn scores(lang: Lang, same: &[(&str, &str)], other: &[(&str, &str)]) -> String {
    let mut table = String::new();
    let kinds = same
        .iter()
        .map(|pair| (pair, true))
        .chain(other.iter().map(|pair| (pair, false)));
    for ((a, b), alike) in kinds {
        let (forward, backward) = (compare_statements(lang, a, b), compare_statements(lang, b, a));
        let percent = |like: &Option<Similarity>| like.as_ref().map(|like| like.percent);
        assert_eq!(percent(&forward), percent(&backward), "not symmetric: {a} / {b}");
        let shared = forward
            .as_ref()
            .map_or(String::new(), |like| like.shared.join(", "));
        let percent = percent(&forward).map_or("–".to_owned(), |percent| percent.to_string());
        let wrong = if alike == forward.is_some() { "" } else { "! " };
        let start: String = b.chars().take(30).collect();
        writeln!(table, "{wrong}{percent:>3} [{shared}] {start}").unwrap();
        let both = grams(lang, a)
            .iter()
            .filter(|gram| grams(lang, b).contains(gram))
            .count();
        assert!(!alike || both > 0, "is not found: {a} / {b}");
    }
    table
}

const FRENCH_SAME: [(&str, &str); 7] = [
    (
        "un registre public des systèmes d'IA à haut risque",
        "la création d'un registre public des systèmes d'IA à haut risque, dans lequel les administrations \
             devraient déclarer leurs usages",
    ),
    (
        "Nous ne pouvons pas laisser quelques entreprises décider seules de ce que nos enfants apprennent \
             à l'école, il faut que le Parlement en débatte",
        "décider seules de ce que nos enfants apprennent à l'école, il faut que le Parlement en débatte avant \
             la fin de la session et que chaque académie soit entendue",
    ),
    (
        "La taxe sur les carburants sera suspendue pendant six mois",
        "le gouvernement suspendrait six mois durant la taxe sur les carburants",
    ),
    (
        "Nous voulons tripler la capacité nucléaire mondiale d'ici 2050",
        "tripler d'ici 2050 la capacité nucléaire mondiale",
    ),
    (
        "les hôpitaux publics recevront deux milliards d'euros supplémentaires",
        "que deux milliards d’euros supplémentaires iraient aux hôpitaux publics dès janvier",
    ),
    (
        "une interdiction des réseaux sociaux aux moins de quinze ans",
        "interdire les réseaux sociaux aux enfants de moins de quinze ans",
    ),
    (
        "Le dialogue social reste ouvert, mais la réforme des retraites ira jusqu'au bout",
        "la réforme des retraites ira « jusqu'au bout », même si « le dialogue social reste ouvert »",
    ),
];

const FRENCH_OTHER: [(&str, &str); 7] = [
    (
        "L'intelligence artificielle doit être inscrite dans un registre européen",
        "le registre de l'intelligence artificielle coûtera dix millions d'euros aux communes",
    ),
    (
        "l'intelligence artificielle",
        "l'intelligence artificielle menace des emplois de bureau",
    ),
    (
        "C'est inacceptable",
        "une situation inacceptable pour les familles",
    ),
    (
        "Les retraites seront revalorisées au premier janvier",
        "la réforme des retraites sera présentée au conseil des ministres",
    ),
    (
        "La Convention-cadre des Nations unies sur les changements climatiques doit être respectée",
        "quitter la Convention-cadre des Nations unies sur les changements climatiques serait une faute \
             historique que nos alliés ne comprendraient jamais",
    ),
    (
        "nous allons construire trois centrales nucléaires en Normandie",
        "les centrales nucléaires allemandes ont fermé trop tôt",
    ),
    ("il faut agir, et vite", "il ne faut pas aller trop vite"),
];

#[test]
fn french_pairs_have_expected_similarity() {
    insta::assert_snapshot!(scores(Lang::Fr, &FRENCH_SAME, &FRENCH_OTHER), @r"
    100 [registre, public, systèmes, IA, haut, risque] la création d'un registre publ
     80 [décider, seules, enfants, apprennent, école, Parlement, débatte] décider seules de ce que nos e
     68 [suspendrait, six, mois, taxe, carburants] le gouvernement suspendrait si
     80 [tripler, 2050, capacité, nucléaire, mondiale] tripler d'ici 2050 la capacité
     71 [deux, milliards, euros, supplémentaires, hôpitaux, publics] que deux milliards d’euros sup
     79 [interdire, réseaux, sociaux, quinze, ans] interdire les réseaux sociaux 
     93 [réforme, retraites, bout, dialogue, social, reste, ouvert] la réforme des retraites ira «
      – [] le registre de l'intelligence 
      – [] l'intelligence artificielle me
      – [] une situation inacceptable pou
      – [] la réforme des retraites sera 
    !  74 [Convention, cadre, Nations, unies, changements, climatiques] quitter la Convention-cadre de
      – [] les centrales nucléaires allem
      – [] il ne faut pas aller trop vite
    ");
}

const ENGLISH_SAME: [(&str, &str); 7] = [
    (
        "a public register of high-risk AI systems",
        "the creation of a public register of high-risk AI systems, in which administrations would have to \
             declare what they use",
    ),
    (
        "We cannot let a handful of companies decide what our children learn at school; Parliament must debate it",
        "a handful of companies decide what our children learn at school; Parliament must debate it before the \
             session ends, and every county should be heard",
    ),
    (
        "The fuel tax will be suspended for six months",
        "that the government is suspending the tax on fuel for six months",
    ),
    (
        "We will cut emissions from power plants by half before 2035",
        "emissions from power plants would be cut by half before 2035",
    ),
    (
        "banning social media for children under sixteen",
        "a ban on social media for all children under sixteen",
    ),
    (
        "Public hospitals will receive two billion pounds more",
        "two billion pounds more for public hospitals from January",
    ),
    (
        "inflation is falling, but we are not going to lower interest rates this year",
        "“we are not going to lower interest rates this year” even though inflation is falling",
    ),
];

const ENGLISH_OTHER: [(&str, &str); 7] = [
    (
        "Artificial intelligence must be entered in a European register",
        "the register of artificial intelligence will cost towns ten million euros",
    ),
    (
        "artificial intelligence",
        "artificial intelligence threatens office jobs",
    ),
    ("This is unacceptable", "an unacceptable burden on families"),
    (
        "State pensions will rise in January",
        "the pension reform will be put before the cabinet in spring",
    ),
    (
        "The United Nations Framework Convention on Climate Change must be respected",
        "leaving the United Nations Framework Convention on Climate Change would be a historic mistake that \
             our allies would never understand",
    ),
    (
        "we are building three nuclear plants on the coast",
        "German nuclear plants were closed too early",
    ),
    ("we have to act, and act fast", "we should not move too fast"),
];

#[test]
fn english_pairs_have_expected_similarity() {
    insta::assert_snapshot!(scores(Lang::En, &ENGLISH_SAME, &ENGLISH_OTHER), @r"
    100 [public, register, high, risk, AI, systems] the creation of a public regis
     85 [handful, companies, decide, children, learn, school, Parliament, debate] a handful of companies decide 
     68 [suspending, tax, fuel, six, months] that the government is suspend
     84 [emissions, power, plants, cut, half, 2035] emissions from power plants wo
    100 [ban, social, media, children, sixteen] a ban on social media for all 
     73 [two, billion, pounds, public, hospitals] two billion pounds more for pu
     92 [lower, interest, rates, year, inflation, falling] “we are not going to lower int
      – [] the register of artificial int
      – [] artificial intelligence threat
      – [] an unacceptable burden on fami
      – [] the pension reform will be put
      – [] leaving the United Nations Fra
      – [] German nuclear plants were clo
      – [] we should not move too fast
    ");
}

const CHINESE_SAME: [(&str, &str); 7] = [
    (
        "建立高风险人工智能系统公共登记册",
        "建议建立一个高风险人工智能系统的公共登记册，各部门应当申报其用途",
    ),
    (
        "不能让少数企业决定孩子们在学校学习什么，议会必须就此展开辩论",
        "少数企业决定孩子们在学校学习什么，议会必须就此展开辩论，各地教育部门也要发表意见",
    ),
    ("燃油税将暂停征收六个月", "政府将暂停征收燃油税，为期六个月"),
    (
        "中方愿同各方加强人工智能治理合作",
        "愿与各方一道，加强人工智能治理领域的合作",
    ),
    (
        "到2035年将发电厂排放量减少一半",
        "2035年以前发电厂的排放量要减少一半",
    ),
    (
        "禁止十六岁以下儿童使用社交媒体",
        "十六岁以下的儿童将被禁止使用社交媒体",
    ),
    (
        "公立医院将获得二十亿元追加拨款",
        "从一月起，二十亿元追加拨款将用于公立医院",
    ),
];

const CHINESE_OTHER: [(&str, &str); 7] = [
    (
        "人工智能必须列入欧洲登记册",
        "人工智能登记册将使各市镇花费一千万欧元",
    ),
    ("人工智能", "人工智能威胁办公室岗位"),
    ("这是不可接受的", "给家庭带来不可接受的负担"),
    ("养老金将从一月起上调", "养老金改革方案将在春天提交内阁讨论"),
    (
        "必须遵守联合国气候变化框架公约",
        "退出联合国气候变化框架公约是历史性错误，盟友们永远不会理解这一决定",
    ),
    ("我们将在沿海建设三座核电站", "德国核电站关闭得太早"),
    ("中方对此表示强烈不满和坚决反对", "中方愿意就贸易问题继续保持沟通"),
];

#[test]
fn chinese_pairs_have_expected_similarity() {
    insta::assert_snapshot!(scores(Lang::Zh, &CHINESE_SAME, &CHINESE_OTHER), @r"
     83 [建立, 高风险人工智能系统, 公共登记册] 建议建立一个高风险人工智能系统的公共登记册，各部门应当申报其
     93 [少数企业决定孩子们, 在学校学习, 议会, 就此展开辩论] 少数企业决定孩子们在学校学习什么，议会必须就此展开辩论，各地
     69 [将暂停征收, 燃油税, 六个月] 政府将暂停征收燃油税，为期六个月
     56 [各方, 加强人工智能治理, 合作] 愿与各方一道，加强人工智能治理领域的合作
     68 [2035, 发电厂, 排放量, 减少一半] 2035年以前发电厂的排放量要减少一半
     74 [十六岁以下, 儿童, 禁止, 使用社交媒体] 十六岁以下的儿童将被禁止使用社交媒体
     73 [二十亿元追加拨款, 公立医院] 从一月起，二十亿元追加拨款将用于公立医院
      – [] 人工智能登记册将使各市镇花费一千万欧元
      – [] 人工智能威胁办公室岗位
      – [] 给家庭带来不可接受的负担
      – [] 养老金改革方案将在春天提交内阁讨论
    !  81 [联合国气候变化框架公约] 退出联合国气候变化框架公约是历史性错误，盟友们永远不会理解这
      – [] 德国核电站关闭得太早
      – [] 中方愿意就贸易问题继续保持沟通
    ");
}

#[test]
fn grams_are_few_and_bounded() {
    let words = "a public register of high-risk AI systems";
    assert_eq!(grams(Lang::En, words).len(), 6);
    assert!(grams(Lang::En, "Yes, they are.").is_empty());
    assert_eq!(grams(Lang::Zh, "人工智能").len(), 2);
    let long: Vec<String> = (0..200).map(|number| format!("word{number}")).collect();
    let long = long.join(" ");
    assert_eq!(grams(Lang::En, &long).len(), GRAMS_MAX);
    let like = compare_statements(Lang::En, &long, &long).unwrap();
    assert_eq!((like.percent, like.shared.len()), (100, SHARED_WORDS_MAX));
}

#[test]
fn identical_words_score_100_and_empty_words_nothing() {
    let alike = |lang, words: &str| compare_statements(lang, words, words).map(|like| like.percent);
    assert_eq!(alike(Lang::Fr, "La paix, maintenant"), None);
    assert_eq!(
        alike(Lang::Fr, "Nous défendons la liberté de la presse"),
        Some(100)
    );
    assert_eq!(alike(Lang::Und, "eppur si muove ancora"), Some(100));
    assert_eq!(alike(Lang::En, ""), None);
    let decomposed = compare_statements(
        Lang::Fr,
        "la se\u{301}curite\u{301} alimentaire mondiale",
        "la sécurité alimentaire mondiale",
    );
    assert_eq!(
        decomposed.map(|like| like.shared.join(" ")).as_deref(),
        Some("sécurité alimentaire mondiale")
    );
}
