//! A press that invents articles: in three languages, on a few topics whose articles share words, phrases of the trade
//! and whole paragraphs of background, so that distinct articles of one topic look alike; and copies of them.

use dixit::domain::Lang;

/// A source of numbers that is the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        // splitmix64
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) >> 32).unwrap() % end
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// One of `all`, the first ones far more often, as words are.
    fn skewed<T: Copy>(&mut self, all: &[T]) -> T {
        let part = self.below(1_000) * self.below(1_000) / 1_000 * self.below(1_000) / 1_000;
        all[part * all.len() / 1_000]
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

const FRENCH: (&str, &str) = (
    "le la les de du des un une et en pour dans sur avec qui que par au ce son leurs a est sera plus",
    "ré con gou ver ment mi nis tra bé lon par ti eau œu fé dé ral che tion ques cu sé li lè va por té",
);
const ENGLISH: (&str, &str) = (
    "the a an of to in and for on with that by from at as its is was will has be more this their which",
    "re con gov ern min is tra ben lon par ty wa fed er al che tion ques cu sec li val por ter ing sta",
);
const CHINESE: (&str, &str) = (
    "的 在 和 了 是 将 对 与 为 也 并 等 从 向",
    "政 府 经 济 发 展 改 革 市 场 企 业 国 际 合 作 安 全 技 术 创 新 能 源 环 境 教 育 医 疗 交 通 农 村 城 投 资 法 律",
);

/// What a topic's articles are made of.
struct Topic {
    lang: Lang,
    grammar: Vec<&'static str>,
    words: Vec<String>,
}

/// What is the same, word for word, in many articles of a topic.
struct Stock<'a> {
    /// Phrases of the trade.
    phrases: Vec<Vec<&'a str>>,
    /// Paragraphs that tell what happened before.
    backgrounds: Vec<Vec<&'a str>>,
    credits: Vec<Vec<&'a str>>,
}

#[derive(Clone)]
struct Article<'a> {
    headline: Vec<&'a str>,
    credit: Vec<&'a str>,
    paragraphs: Vec<Vec<&'a str>>,
}

impl Topic {
    fn new(lang: Lang, dice: &mut Dice) -> Self {
        let (grammar, syllables) = match lang {
            Lang::Zh => CHINESE,
            Lang::En => ENGLISH,
            _ => FRENCH,
        };
        let syllables: Vec<&str> = syllables.split(' ').collect();
        let more = if lang == Lang::Zh { 1 } else { 3 };
        let mut word = || -> String { (0..2 + dice.below(more)).map(|_| dice.of(&syllables)).collect() };
        Self {
            lang,
            grammar: grammar.split(' ').collect(),
            words: (0..2_500).map(|_| word()).collect(),
        }
    }

    fn sentence<'a>(&self, words: &[&'a str], length: usize, dice: &mut Dice) -> Vec<&'a str> {
        let word = |_| {
            if dice.one_in(2) {
                dice.of(&self.grammar)
            } else {
                dice.skewed(words)
            }
        };
        (0..length).map(word).collect()
    }

    fn stock<'a>(&'a self, words: &[&'a str], dice: &mut Dice) -> Stock<'a> {
        let mut some = |count, least, more| -> Vec<Vec<&str>> {
            let one = |_| self.sentence(words, least + dice.below(more), dice);
            (0..count).map(one).collect()
        };
        Stock {
            phrases: some(20, 5, 5),
            backgrounds: some(3, 40, 25),
            credits: some(4, 8, 8),
        }
    }

    /// An article of 150 to 600 words of its own.
    fn article<'a>(&self, words: &[&'a str], stock: &Stock<'a>, dice: &mut Dice) -> Article<'a> {
        let length = 150 + dice.below(450);
        let mut paragraphs: Vec<Vec<&str>> = vec![Vec::new()];
        let mut left = length;
        while left > 0 {
            let sentence = self.sentence(words, left.min(8 + dice.below(17)), dice);
            left -= sentence.len();
            let last = paragraphs.last_mut().unwrap();
            last.extend(sentence);
            if dice.one_in(2) {
                last.extend(&stock.phrases[dice.below(stock.phrases.len())]);
            }
            if last.len() > 45 {
                paragraphs.push(Vec::new());
            }
        }
        for _ in 0..length / 200 {
            let at = paragraphs.len() - 1;
            paragraphs.insert(at, stock.backgrounds[dice.below(stock.backgrounds.len())].clone());
        }
        let headline = self.sentence(words, 9, dice);
        Article {
            headline,
            credit: stock.credits[dice.below(stock.credits.len())].clone(),
            paragraphs,
        }
    }

    fn text(&self, article: &Article<'_>) -> String {
        let between = if self.lang == Lang::Zh { "" } else { " " };
        let mut text = String::with_capacity(4_000);
        for part in [&article.headline, &article.credit]
            .into_iter()
            .chain(&article.paragraphs)
        {
            for word in part {
                text.push_str(word);
                text.push_str(between);
            }
            text.push_str(if self.lang == Lang::Zh { "。\n\n" } else { ".\n\n" });
        }
        text
    }

    /// `article` as another paper prints it: `edits` tells by its bits what was changed.
    fn edited<'a>(
        &self,
        article: &Article<'a>,
        (words, stock): (&[&'a str], &Stock<'a>),
        edits: usize,
        dice: &mut Dice,
    ) -> Article<'a> {
        let mut article = article.clone();
        if edits & 1 > 0 {
            for word in article.paragraphs.iter_mut().flatten() {
                if dice.one_in(50) {
                    *word = dice.of(words);
                }
            }
        }
        if edits & 2 > 0 {
            article.headline = self.sentence(words, 6 + dice.below(8), dice);
        }
        if edits & 4 > 0 {
            article
                .credit
                .clone_from(&stock.credits[dice.below(stock.credits.len())]);
        }
        if edits & 8 > 0 {
            article.paragraphs.pop();
        }
        article
    }
}

/// Texts, each with the number of the story that it tells, in no order: `originals` stories, each in `edits` light
/// edits more (words swapped, another headline, another credit, the last paragraph cut).
pub(crate) fn press(originals: usize, edits: usize) -> Vec<(usize, String)> {
    let mut dice = Dice(1);
    let langs = [
        Lang::Fr,
        Lang::En,
        Lang::Zh,
        Lang::Fr,
        Lang::En,
        Lang::Zh,
        Lang::Fr,
        Lang::En,
        Lang::Zh,
    ];
    let topics = langs.map(|lang| Topic::new(lang, &mut dice));
    let mut texts = Vec::new();
    for (number, topic) in topics.iter().enumerate() {
        let words: Vec<&str> = topic.words.iter().map(String::as_str).collect();
        let stock = topic.stock(&words, &mut dice);
        for story in (number..originals).step_by(topics.len()) {
            let article = topic.article(&words, &stock, &mut dice);
            texts.push((story, topic.text(&article)));
            for edit in 0..edits {
                // One in three has everything changed.
                let changes = if edit % 3 == 0 { 15 } else { 1 + dice.below(15) };
                let edited = topic.edited(&article, (&words, &stock), changes, &mut dice);
                texts.push((story, topic.text(&edited)));
            }
        }
    }
    for last in (1..texts.len()).rev() {
        texts.swap(last, dice.below(last + 1));
    }
    texts
}
