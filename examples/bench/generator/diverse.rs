//! Diverse articles: paragraphs of our own texts crossed, with other words, names and numbers.

use super::archive::GeneratedText;
use super::invented_words::{choose_given_name, invent_surname, invent_word};
use super::random_numbers::RandomNumbers;
use super::source_texts::{SourceTexts, ending, is_han, split_runs};
use dixit::domain::Lang;
use std::collections::{HashMap, VecDeque};
use std::io;

/// Share of articles that are edited copies of an earlier one, in per cent.
const COPIES_PER_CENT: usize = 8;
/// A copy follows its original within so many articles.
const COPIED_ARTICLES: usize = 2_000;
/// Shares of French and of English articles, in per cent; the others are Chinese.
const FRENCH_PER_CENT: usize = 46;
const ENGLISH_PER_CENT: usize = 41;
/// Share of paragraphs that come from another text than their article, in per cent.
const CROSSED_PER_CENT: usize = 35;
/// Shortest and longest text, in bytes.
const TEXT_BYTES_MIN: usize = 700;
const TEXT_BYTES_MAX: usize = 9_000;
/// Share of paragraphs that are narration, without anybody's words, in per cent.
const NARRATION_PER_CENT: usize = 40;
/// Share of the words that are not common which another word replaces, in per cent.
const REPLACED_PER_CENT: usize = 40;
/// Share of these other words that are invented, in per cent.
const INVENTED_PER_CENT: usize = 60;
/// Share of the less frequent Han characters that another one replaces, in per cent.
const HAN_REPLACED_PER_CENT: usize = 35;
/// Number of different invented words with one ending.
const INVENTED_WORDS: usize = 3_000;
/// Share of words that an editor changes in a copy, in per cent.
const EDITED_PER_CENT: usize = 2;

/// The endless sequence of diverse articles.
pub(super) struct DiverseArticles {
    sources: Vec<SourceTexts>,
    random: RandomNumbers,
    /// The latest originals.
    latest: VecDeque<GeneratedText>,
}

/// The names that replace those of the texts, in one article.
type Names = HashMap<String, String>;

impl DiverseArticles {
    pub(super) fn load() -> io::Result<Self> {
        Ok(Self {
            sources: SourceTexts::load_all()?,
            random: RandomNumbers::new(5),
            latest: VecDeque::new(),
        })
    }

    /// An article of its own.
    fn compose(&mut self) -> Option<GeneratedText> {
        let random = &mut self.random;
        let lang = match random.number_below(100) {
            share if share < FRENCH_PER_CENT => Lang::Fr,
            share if share < FRENCH_PER_CENT + ENGLISH_PER_CENT => Lang::En,
            _ => Lang::Zh,
        };
        let source = self.sources.iter().find(|source| source.lang == lang)?;
        let bytes = TEXT_BYTES_MIN + random.rank_below(TEXT_BYTES_MAX - TEXT_BYTES_MIN) * 2;
        let mut names = Names::new();
        let mut text = String::new();
        let own = random.choose(&source.texts);
        for paragraph in own.iter().cycle() {
            if random.happens(NARRATION_PER_CENT) {
                write_narration(source, &mut text, random);
            } else if random.happens(CROSSED_PER_CENT) {
                let other = random.choose(&source.texts);
                vary_words(
                    source,
                    random.choose(other.as_slice()).as_str(),
                    &mut names,
                    &mut text,
                    random,
                );
            } else {
                vary_words(source, paragraph, &mut names, &mut text, random);
            }
            if text.len() > bytes {
                break;
            }
            text.push('\n');
        }
        Some(GeneratedText { lang, text })
    }

    /// An edited copy of `original`: a few words are others, and often the end is cut.
    fn edit(&mut self, original: &GeneratedText) -> Option<GeneratedText> {
        let lang = original.lang;
        let source = self.sources.iter().find(|source| source.lang == lang)?;
        let mut paragraphs: Vec<&str> = original.text.lines().collect();
        if paragraphs.len() > 3 && self.random.happens(60) {
            paragraphs.truncate(paragraphs.len() - 1 - self.random.number_below(2));
        }
        let mut text = String::new();
        for run in split_runs(&paragraphs.join("\n"), lang) {
            let edited = if is_replaceable(source, run) && self.random.happens(EDITED_PER_CENT) {
                replace_word(source, run, &mut self.random)
            } else {
                run.to_owned()
            };
            text.push_str(&edited);
        }
        Some(GeneratedText { lang, text })
    }
}

impl Iterator for DiverseArticles {
    type Item = GeneratedText;

    fn next(&mut self) -> Option<GeneratedText> {
        if !self.latest.is_empty() && self.random.happens(COPIES_PER_CENT) {
            let original = self.latest[self.random.number_below(self.latest.len())].clone();
            return self.edit(&original);
        }
        let article = self.compose()?;
        self.latest.push_back(article.clone());
        if self.latest.len() > COPIED_ARTICLES {
            self.latest.pop_front();
        }
        Some(article)
    }
}

/// Whether another word may stand in the place of this one: it is neither common nor a name, number or mark.
fn is_replaceable(source: &SourceTexts, run: &str) -> bool {
    match run.chars().next() {
        Some(first) if source.lang == Lang::Zh => is_han(first) && !source.common.contains(run),
        Some(first) => first.is_lowercase() && run.chars().count() > 3 && !source.common.contains(run),
        None => false,
    }
}

/// A word of the same language and ending.
fn replace_word(source: &SourceTexts, word: &str, random: &mut RandomNumbers) -> String {
    if source.lang == Lang::Zh {
        return random.choose_by_rank(&source.han).to_string();
    }
    let own = source.choose_word_like(word, random).map(str::to_owned);
    match own {
        Some(own) if !random.happens(INVENTED_PER_CENT) => own,
        _ => invent_word(source.lang, &ending(word), INVENTED_WORDS, random),
    }
}

/// Appends `paragraph` to `text` with other words, names and numbers.
fn vary_words(
    source: &SourceTexts,
    paragraph: &str,
    names: &mut Names,
    text: &mut String,
    random: &mut RandomNumbers,
) {
    for run in split_runs(paragraph, source.lang) {
        if run.starts_with(|c: char| c.is_ascii_digit()) {
            text.push_str(&vary_number(run, random));
        } else if is_name(source, run) {
            let name = names
                .entry(run.to_owned())
                .or_insert_with(|| match random.number_below(3) {
                    0 => choose_given_name(random).to_owned(),
                    _ => invent_surname(source.lang, random),
                });
            text.push_str(name);
        } else if source.lang == Lang::Zh && is_replaceable(source, run) {
            // The same character in all of the article, because names are made of them.
            let character = names.entry(run.to_owned()).or_insert_with(|| {
                let is_replaced = random.happens(HAN_REPLACED_PER_CENT);
                if is_replaced {
                    replace_word(source, run, random)
                } else {
                    run.to_owned()
                }
            });
            text.push_str(character);
        } else if is_replaceable(source, run) && random.happens(REPLACED_PER_CENT) {
            text.push_str(&replace_word(source, run, random));
        } else {
            text.push_str(run);
        }
    }
}

/// Whether a word is written like a name and is not a common word at the beginning of a sentence.
fn is_name(source: &SourceTexts, run: &str) -> bool {
    let mut letters = run.chars();
    source.lang != Lang::Zh
        && letters.next().is_some_and(char::is_uppercase)
        && letters.all(char::is_lowercase)
        && run.chars().count() > 3
        && !source.common.contains(&run.to_lowercase())
}

/// Another number of as many digits. A year stays, so that the dates of an article remain possible.
fn vary_number(digits: &str, random: &mut RandomNumbers) -> String {
    if digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20")) {
        return digits.to_owned();
    }
    let digit = |place: usize| {
        let lowest = usize::from(place == 0);
        let digit = lowest + random.number_below(10 - lowest);
        char::from_digit(u32::try_from(digit).unwrap_or(1), 10).unwrap_or('1')
    };
    (0..digits.len()).map(digit).collect()
}

/// Appends a paragraph in which nobody says anything: short common words and invented ones.
fn write_narration(source: &SourceTexts, text: &mut String, random: &mut RandomNumbers) {
    let is_han_text = source.lang == Lang::Zh;
    let (space, stop) = if is_han_text { ("", "。") } else { (" ", ". ") };
    for _ in 0..2 + random.number_below(3) {
        for place in 0..10 + random.number_below(14) {
            let word = if random.happens(45) {
                random.choose(&source.function_words).clone()
            } else if is_han_text {
                random.choose_by_rank(&source.han).to_string()
            } else {
                replace_word(
                    source,
                    random.choose(source.function_words.as_slice()).as_str(),
                    random,
                )
            };
            text.push_str(if place == 0 { "" } else { space });
            text.push_str(&if place == 0 { capitalize(&word) } else { word });
        }
        text.push_str(stop);
    }
}

/// `word` with a capital.
fn capitalize(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
