//! Articles from templates: a few sentence patterns, in which names, topics, dates and figures change.

use super::archive::GeneratedText;
use super::invented_words::invent_full_name;
use super::random_numbers::RandomNumbers;
use dixit::domain::Lang;

/// Number of different speakers in a language.
const SPEAKERS: usize = 1_200;
/// Share of sentences in which somebody says something, in per cent.
const REPORTS_PER_CENT: usize = 25;

/// The patterns of a language. `{name}`, `{role}`, `{topic}`, `{place}`, `{month}`, `{year}` and `{figure}` are
/// replaced; alternatives are separated by `|`.
struct Patterns {
    lang: Lang,
    /// Sentences that report what the speaker says.
    reports: &'static [&'static str],
    /// Sentences that report nothing.
    narration: &'static [&'static str],
    roles: &'static str,
    topics: &'static str,
    places: &'static str,
    months: &'static str,
    /// Between two sentences.
    space: &'static str,
}

static PATTERNS: [Patterns; 3] = [
    Patterns {
        lang: Lang::Fr,
        reports: &[
            "« La région ouvrira {figure} guichets pour {topic} avant la fin de {year} », a annoncé {name}, {role}.",
            "« Sans moyens nouveaux, {topic} coûtera {figure} millions d'euros de plus aux communes », a averti \
             {name}, {role}.",
            "{name}, {role}, a proposé de confier {topic} à un comité de {figure} membres dès {year}.",
            "« Rien n'oblige à trancher sur {topic} avant {month} {year} », a estimé {name}, {role}.",
            "{name}, {role}, a promis que {topic} recevrait {figure} % des crédits en {year}.",
            "« Nous avons trop attendu pour {topic} », a regretté {name}, {role}, à {place}.",
            "Selon {name}, {role}, {topic} concerne désormais {figure} % des habitants de {place}.",
        ],
        narration: &[
            "À {place}, la réunion consacrée à {topic} a duré {figure} heures.",
            "Le dossier était ouvert depuis {month} {year}, sans que personne en ait fixé le terme.",
            "Un premier essai, mené en {year} dans {figure} communes, n'a pas eu de suite.",
            "Les crédits de {year} ont été consommés à {figure} %, d'après les comptes publiés en {month}.",
            "Une trentaine de personnes attendaient devant la mairie de {place}, malgré la pluie.",
            "Le vote sur {topic} est inscrit à l'ordre du jour de la séance de {month}.",
            "Entre {year} et aujourd'hui, les dépenses liées au sujet ont augmenté de {figure} %.",
            "Plusieurs associations de {place} doivent être reçues en {month}.",
        ],
        roles: "ministre du Travail|ministre de l'Écologie|présidente de la région|maire de Valbrune|rapporteur du \
                texte|secrétaire générale du syndicat|directeur de l'agence|porte-parole du groupe",
        topics: "la fiscalité locale|l'intelligence artificielle|l'énergie nucléaire|la formation des enseignants|la \
                 protection des données|le logement social|la santé publique|le droit d'asile|la taxe carbone|la \
                 réforme du chômage|l'aide humanitaire|la recherche scientifique|le transport ferroviaire|la police \
                 municipale|la dette publique|le climat",
        places: "Valbrune|Port-Aubin|Saint-Erme|Montrival|Courcelles|Bellecombe|La Roquette|Vernay",
        months: "janvier|février|mars|avril|mai|juin|juillet|septembre|octobre|novembre|décembre",
        space: " ",
    },
    Patterns {
        lang: Lang::En,
        reports: &[
            "“We will open {figure} centres for {topic} before the end of {year},” announced {name}, {role}.",
            "“Without new money, {topic} will cost the towns {figure} million pounds more,” warned {name}, {role}.",
            "{name}, {role}, proposed to hand {topic} to a panel of {figure} members by {year}.",
            "“Nobody has to decide on {topic} before {month} {year},” said {name}, {role}.",
            "{name}, {role}, promised that {topic} would receive {figure} per cent of the funds in {year}.",
            "“We have waited too long for {topic},” {name}, {role}, told reporters in {place}.",
            "According to {name}, {role}, {topic} now concerns {figure} per cent of people in {place}.",
        ],
        narration: &[
            "In {place}, the meeting about {topic} lasted {figure} hours.",
            "The file had been open since {month} {year}, and nobody had set an end to it.",
            "A first trial, held in {figure} towns in {year}, led to nothing more.",
            "Accounts published in {month} show that {figure} per cent of the funds of {year} were spent.",
            "Some thirty people were waiting outside the town hall of {place}, in spite of the rain.",
            "The vote on {topic} is on the agenda of the session in {month}.",
            "Between {year} and today, spending on the matter has grown by {figure} per cent.",
            "Several associations from {place} are to be received in {month}.",
        ],
        roles: "the labour minister|the environment secretary|the leader of the council|the mayor of Harrowick|the \
                committee chair|the head of the union|the director of the agency|a spokeswoman for the group",
        topics: "local taxation|artificial intelligence|nuclear power|teacher training|data protection|social \
                 housing|public health|asylum law|the carbon tax|unemployment reform|humanitarian aid|scientific \
                 research|rail transport|border control|public debt|climate change",
        places: "Harrowick|Port Ellery|Stanbridge|Combe Martin|Westerleigh|Dunmoor|Ashby Vale|Larkhill",
        months: "January|February|March|April|June|July|September|October|November|December",
        space: " ",
    },
    Patterns {
        lang: Lang::Zh,
        reports: &[
            "{role}{name}宣布：“{year}年底以前，我们将为{topic}开设{figure}个窗口。”",
            "{role}{name}警告：“如果没有新的资金，{topic}将使各市多支出{figure}万元。”",
            "{role}{name}建议，{year}年起由{figure}名成员组成的委员会负责{topic}。",
            "“{year}年{month}以前，没有必要就{topic}作出决定，”{role}{name}说。",
            "{role}{name}承诺，{year}年{topic}将得到{figure}%的经费。",
            "{role}{name}在{place}表示，{topic}已经等得太久。",
            "{role}{name}指出，{place}有{figure}%的居民受到{topic}的影响。",
        ],
        narration: &[
            "关于{topic}的会议在{place}进行了{figure}个小时。",
            "这项工作从{year}年{month}开始，至今没有期限。",
            "{year}年在{figure}个镇进行的第一次试点没有继续下去。",
            "{month}公布的账目显示，{year}年的经费用去{figure}%。",
            "尽管下雨，仍有三十多人在{place}市政厅门前等候。",
            "有关{topic}的表决列入{month}会议的议程。",
            "从{year}年到现在，这方面的支出增长了{figure}%。",
            "{place}的几个协会将在{month}得到接待。",
        ],
        roles: "劳动部部长|环境部副部长|市长|委员会主席|工会秘书长|研究院院长|教育局局长|集团发言人",
        topics: "地方税收|人工智能|核电|教师培训|数据安全|保障性住房|公共卫生|难民政策|碳税|就业改革|人道主义援助|\
                 科学研究|铁路运输|边境管控|公共债务|气候变化",
        places: "澄江|江岸|云岭|东湖|石桥|青浦|南溪|白沙",
        months: "一月|二月|三月|四月|五月|六月|七月|九月|十月|十一月|十二月",
        space: "",
    },
];

/// The endless sequence of articles from templates.
pub(super) struct TemplateArticles {
    random: RandomNumbers,
    /// The speakers of each language, the most frequent first.
    speakers: Vec<Vec<String>>,
}

/// What is the same in all of an article.
struct Subject<'a> {
    topic: &'a str,
    /// Two or three speakers, each with a role.
    speakers: Vec<(&'a str, &'a str)>,
}

impl TemplateArticles {
    pub(super) fn new() -> Self {
        let mut random = RandomNumbers::new(7);
        let speakers = PATTERNS
            .iter()
            .map(|patterns| {
                (0..SPEAKERS)
                    .map(|_| invent_full_name(patterns.lang, &mut random))
                    .collect()
            })
            .collect();
        Self { random, speakers }
    }
}

impl Iterator for TemplateArticles {
    type Item = GeneratedText;

    fn next(&mut self) -> Option<GeneratedText> {
        let random = &mut self.random;
        let number = match random.number_below(100) {
            0..45 => 0,
            45..85 => 1,
            _ => 2,
        };
        let patterns = &PATTERNS[number];
        let roles: Vec<&str> = patterns.roles.split('|').collect();
        let topics: Vec<&str> = patterns.topics.split('|').collect();
        let subject = Subject {
            topic: random.choose_by_rank::<&str>(&topics),
            speakers: (0..2 + random.number_below(2))
                .map(|_| {
                    let name = random.choose_by_rank(&self.speakers[number]);
                    (name.as_str(), *random.choose(&roles))
                })
                .collect(),
        };
        let mut text = String::new();
        for _ in 0..4 {
            for _ in 0..6 + random.number_below(4) {
                write_sentence(patterns, &subject, &mut text, random);
            }
            text.push('\n');
        }
        let lang = patterns.lang;
        Some(GeneratedText { lang, text })
    }
}

/// Appends a sentence to `text`.
fn write_sentence(patterns: &Patterns, subject: &Subject<'_>, text: &mut String, random: &mut RandomNumbers) {
    let sentences = if random.happens(REPORTS_PER_CENT) {
        patterns.reports
    } else {
        patterns.narration
    };
    let choose = |from: &'static str, random: &mut RandomNumbers| {
        let all: Vec<&str> = from.split('|').collect();
        *random.choose(&all)
    };
    let (name, role) = *random.choose(&subject.speakers);
    let topic = if random.happens(70) {
        subject.topic
    } else {
        choose(patterns.topics, random)
    };
    let sentence = random
        .choose(sentences)
        .replace("{name}", name)
        .replace("{role}", role)
        .replace("{topic}", topic)
        .replace("{place}", choose(patterns.places, random))
        .replace("{month}", choose(patterns.months, random))
        .replace("{year}", &(2015 + random.number_below(15)).to_string())
        .replace("{figure}", &(2 + random.number_below(97)).to_string());
    text.push_str(&sentence);
    text.push_str(patterns.space);
}
