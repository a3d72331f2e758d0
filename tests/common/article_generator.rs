//! Generates random articles and edited copies of them, to measure how well copies are found.
//!
//! The articles are in three languages and on nine topics. Articles of one topic share words, set phrases and whole
//! paragraphs of background, so that distinct articles look similar too.

use dixit::domain::Lang;

/// A random number generator (`SplitMix64`) with a fixed seed.
struct RandomNumbers(u64);

impl RandomNumbers {
    fn number_below(&mut self, end: usize) -> usize {
        // The step of SplitMix64 (Steele, Lea and Flood, 2014).
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) >> 32).unwrap() % end
    }

    fn choose<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.number_below(all.len())]
    }

    /// An element of `all`; the first ones are far more frequent, as with words in a text.
    fn choose_skewed<T: Copy>(&mut self, all: &[T]) -> T {
        let part =
            self.number_below(1_000) * self.number_below(1_000) / 1_000 * self.number_below(1_000) / 1_000;
        all[part * all.len() / 1_000]
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.number_below(n) == 0
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

/// The words of which the articles of one topic consist.
struct TopicVocabulary {
    lang: Lang,
    function_words: Vec<&'static str>,
    content_words: Vec<String>,
}

/// Passages that many articles of a topic have in common, word for word.
struct SharedPassages<'a> {
    /// Set phrases of a few words.
    phrases: Vec<Vec<&'a str>>,
    /// Paragraphs about the background of the news.
    backgrounds: Vec<Vec<&'a str>>,
    credits: Vec<Vec<&'a str>>,
}

#[derive(Clone)]
struct GeneratedArticle<'a> {
    headline: Vec<&'a str>,
    credit: Vec<&'a str>,
    paragraphs: Vec<Vec<&'a str>>,
}

impl TopicVocabulary {
    fn new(lang: Lang, dice: &mut RandomNumbers) -> Self {
        let (grammar, syllables) = match lang {
            Lang::Zh => CHINESE,
            Lang::En => ENGLISH,
            _ => FRENCH,
        };
        let syllables: Vec<&str> = syllables.split(' ').collect();
        let more = if lang == Lang::Zh { 1 } else { 3 };
        let mut word = || -> String {
            (0..2 + dice.number_below(more))
                .map(|_| dice.choose(&syllables))
                .collect()
        };
        Self {
            lang,
            function_words: grammar.split(' ').collect(),
            content_words: (0..2_500).map(|_| word()).collect(),
        }
    }

    fn sentence<'a>(&self, words: &[&'a str], length: usize, dice: &mut RandomNumbers) -> Vec<&'a str> {
        let word = |_| {
            if dice.one_in(2) {
                dice.choose(&self.function_words)
            } else {
                dice.choose_skewed(words)
            }
        };
        (0..length).map(word).collect()
    }

    fn shared_passages<'a>(&'a self, words: &[&'a str], dice: &mut RandomNumbers) -> SharedPassages<'a> {
        let mut some = |count, least, more| -> Vec<Vec<&str>> {
            let one = |_| self.sentence(words, least + dice.number_below(more), dice);
            (0..count).map(one).collect()
        };
        SharedPassages {
            phrases: some(20, 5, 5),
            backgrounds: some(3, 40, 25),
            credits: some(4, 8, 8),
        }
    }

    /// An article with 150 to 600 words of its own, plus shared passages.
    fn article<'a>(
        &self,
        words: &[&'a str],
        stock: &SharedPassages<'a>,
        dice: &mut RandomNumbers,
    ) -> GeneratedArticle<'a> {
        let length = 150 + dice.number_below(450);
        let mut paragraphs: Vec<Vec<&str>> = vec![Vec::new()];
        let mut left = length;
        while left > 0 {
            let sentence = self.sentence(words, left.min(8 + dice.number_below(17)), dice);
            left -= sentence.len();
            let last = paragraphs.last_mut().unwrap();
            last.extend(sentence);
            if dice.one_in(2) {
                last.extend(&stock.phrases[dice.number_below(stock.phrases.len())]);
            }
            if last.len() > 45 {
                paragraphs.push(Vec::new());
            }
        }
        for _ in 0..length / 200 {
            let at = paragraphs.len() - 1;
            paragraphs.insert(
                at,
                stock.backgrounds[dice.number_below(stock.backgrounds.len())].clone(),
            );
        }
        let headline = self.sentence(words, 9, dice);
        GeneratedArticle {
            headline,
            credit: stock.credits[dice.number_below(stock.credits.len())].clone(),
            paragraphs,
        }
    }

    fn text(&self, article: &GeneratedArticle<'_>) -> String {
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

    /// `article` as another newspaper prints it. The bits of `edits` say what is changed: 1 replaces one word in 50, 2
    /// the headline, 4 the credit, and 8 removes the last paragraph.
    fn edited<'a>(
        &self,
        article: &GeneratedArticle<'a>,
        (words, stock): (&[&'a str], &SharedPassages<'a>),
        edits: usize,
        dice: &mut RandomNumbers,
    ) -> GeneratedArticle<'a> {
        let mut article = article.clone();
        if edits & 1 > 0 {
            for word in article.paragraphs.iter_mut().flatten() {
                if dice.one_in(50) {
                    *word = dice.choose(words);
                }
            }
        }
        if edits & 2 > 0 {
            article.headline = self.sentence(words, 6 + dice.number_below(8), dice);
        }
        if edits & 4 > 0 {
            article
                .credit
                .clone_from(&stock.credits[dice.number_below(stock.credits.len())]);
        }
        if edits & 8 > 0 {
            article.paragraphs.pop();
        }
        article
    }
}

/// Shuffled texts, each with the number of its story: `originals` stories, each as an original and in `edits` edited
/// copies (words replaced, another headline, another credit, the last paragraph removed).
pub(crate) fn generate_articles(originals: usize, edits: usize) -> Vec<(usize, String)> {
    let mut dice = RandomNumbers(1);
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
    let topics = langs.map(|lang| TopicVocabulary::new(lang, &mut dice));
    let mut texts = Vec::new();
    for (number, topic) in topics.iter().enumerate() {
        let words: Vec<&str> = topic.content_words.iter().map(String::as_str).collect();
        let stock = topic.shared_passages(&words, &mut dice);
        for story in (number..originals).step_by(topics.len()) {
            let article = topic.article(&words, &stock, &mut dice);
            texts.push((story, topic.text(&article)));
            for edit in 0..edits {
                // Every third copy has all four changes.
                let changes = if edit % 3 == 0 {
                    15
                } else {
                    1 + dice.number_below(15)
                };
                let edited = topic.edited(&article, (&words, &stock), changes, &mut dice);
                texts.push((story, topic.text(&edited)));
            }
        }
    }
    for last in (1..texts.len()).rev() {
        texts.swap(last, dice.number_below(last + 1));
    }
    texts
}
