use super::*;
use crate::domain::Lang;

/// The difference of each pair, one per line; it must be the same in both directions.
fn format_differences(lang: Lang, pairs: &[(&str, &str)]) -> String {
    let lines = pairs.iter().map(|(text_a, text_b)| {
        let (a, b) = (
            ComparableWords::new(lang, text_a),
            ComparableWords::new(lang, text_b),
        );
        let (difference, reverse) = (a.difference_from(&b), b.difference_from(&a));
        assert_eq!(difference, reverse, "{} / {}", a.words, b.words);
        difference.map_or("-", Difference::as_str)
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn french_pairs_have_expected_difference() {
    insta::assert_snapshot!(format_differences(Lang::Fr, &[
        ("Le pont coûtera 12 millions d'euros", "Le pont coûtera 40 millions d'euros"),
        ("Le pont coûtera 12 millions d'euros", "Le pont coûtera douze millions d’euros"),
        ("quatre-vingt-douze écoles fermeront", "92 écoles fermeront"),
        ("vingt et un hôpitaux", "22 hôpitaux"),
        ("un audit dans 20 villes", "un audit indépendant"),
        ("environ 12 millions d'euros", "12,4 millions d'euros"),
        ("plus de 300 emplois", "moins de 300 emplois"),
        ("l'article 5 de la loi", "l'article 6 de la loi"),
        ("un audit chaque année", "deux audits chaque année"),
        ("une hausse de 3 %", "une hausse de trois pour cent"),
        ("ouvrir d'ici 2027", "ouvrir en 2030"),
        ("ouvrir le 12 mars", "ouvrir le 14 mars"),
        ("depuis 2015, ouvrir d'ici 2030", "ouvrir d'ici 2030"),
        ("nous ne fermerons pas la maternité", "nous fermerons la maternité"),
        ("nous ne voulons plus de cette taxe", "nous voulons cette taxe"),
        ("ce n'est pas seulement une taxe", "c'est une taxe"),
        ("pas plus tard que lundi, la taxe", "la taxe"),
        ("nous refusons la taxe carbone", "nous défendons la taxe carbone"),
        ("nous ne refusons pas la taxe carbone", "nous défendons la taxe carbone"),
        ("la taxe augmentera", "la taxe baissera"),
        ("la taxe n'augmentera pas", "la taxe baissera"),
        ("ouvrir les gares et fermer les guichets", "ouvrir les gares"),
        ("nous taxerons les colis", "j'avais dit que nous taxerions les colis, je me suis trompé"),
    ]), @"
    figure
    -
    -
    figure
    -
    rounding
    figure
    figure
    figure
    -
    date
    date
    -
    negation
    negation
    -
    -
    negation
    -
    direction
    -
    -
    retraction
    ");
}

#[test]
fn english_pairs_have_expected_difference() {
    insta::assert_snapshot!(format_differences(Lang::En, &[
        ("The bridge will cost $12m", "The bridge will cost $40m"),
        ("The bridge will cost 12 million dollars", "The bridge will cost twelve million dollars"),
        ("a hundred and twenty schools", "120 schools"),
        ("12 new schools", "20 schools"),
        ("roads in 20 towns", "roads"),
        ("about 12 million", "11.8 million"),
        ("section 5 of the act", "section 6 of the act"),
        ("the 5th amendment", "the 6th amendment"),
        ("We will not legislate for labels", "We will legislate for labels"),
        ("We won't sell the port", "We will sell the port"),
        ("I do not think we should sell the port", "we should sell the port"),
        ("Not only is it fair, it is useful", "it is fair and useful"),
        ("The port will not be sold before June", "The port will be sold"),
        ("We reject a carbon tax", "We want a carbon tax"),
        ("We do not reject a carbon tax", "We want a carbon tax"),
        ("taxes will rise", "taxes will fall"),
        ("It may open in March", "It may open in May"),
        ("We will sell the port", "I said we would sell the port. I was wrong"),
        ("The port will be sold by 2027", "The port will be sold by 2029"),
    ]), @"
    figure
    -
    -
    figure
    -
    rounding
    figure
    figure
    negation
    negation
    negation
    -
    -
    negation
    -
    direction
    date
    retraction
    date
    ");
}

#[test]
fn chinese_pairs_have_expected_difference() {
    insta::assert_snapshot!(format_differences(Lang::Zh, &[
        ("大桥耗资120万元", "大桥耗资一百二十万元"),
        ("大桥耗资120万元", "大桥耗资三百五十万元"),
        ("失业率为百分之八", "失业率为8%"),
        ("失业率为百分之八", "失业率为5%"),
        ("覆盖20个城市的网络", "覆盖网络"),
        ("约300名员工", "310名员工"),
        ("第五条规定", "第六条规定"),
        ("2027年通车", "2029年通车"),
        ("三月开放", "九月开放"),
        ("我们不会关闭医院", "我们将关闭医院"),
        ("不再由家长承担", "由家长承担"),
        ("不仅要修建学校", "要修建学校"),
        ("我反对修建隧道", "我支持修建隧道"),
        ("我不反对修建隧道", "我支持修建隧道"),
        ("提高收费标准", "降低收费标准"),
        ("我们绝不出售供水公司", "我说过我们绝不出售供水公司，我错了"),
        ("统一进一步推进一带一路", "推进一带一路"),
    ]), @"
    -
    figure
    -
    figure
    -
    rounding
    figure
    date
    date
    negation
    negation
    -
    negation
    -
    direction
    retraction
    -
    ");
}
