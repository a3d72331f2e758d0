//! Words and names that no dictionary has, made of the syllables of a language.
//!
//! The vocabulary of a few articles is small. Invented words give a generated archive as many different words as the
//! press has, so that an index of words grows as it would.

use super::random_numbers::RandomNumbers;
use dixit::domain::Lang;

const FRENCH_SYLLABLES: &str = "a bal bé bor ca cer cha con cou cré dé di dor é em en es fa fer fi fo gar gé gou gra \
    im in ja la lé li lon ma mé mi mo mon na né no o pa par pé plo por pré pro ra ré ri ro sa sé si so sou sub sur ta \
    té ti to tra tri u va ver vi vo";
const ENGLISH_SYLLABLES: &str = "a ac ad al an ap ar at bar be bel bor can car cen com con cor de dis dom e en er ex \
    fal fen for gar gra har he hol im in in ker lan lar le lin lo mar mer min mis mo nor o of or over par pel per pol \
    pre pro re ren sal se ser sol stan sub tal ter tor tra un ur val ver wal wen";
const HAN_SURNAMES: &str = "沈罗纪苏林何郑谢唐韩冯董程曹袁邓许傅曾彭吕蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范";
const HAN_GIVEN_NAMES: &str = "知遥砚秋文朗闻溪云舒子墨清和一鸣思远若水明哲书怀景行望舒安然嘉树长卿";
const GIVEN_NAMES: &str = "Adèle Agathe Alban Amina Anneke Basile Bertrand Camille Carla Cédric Clara Colin Daphne \
    Deborah Edgar Elena Fabien Fatou Gareth Gilda Hanna Hector Ilmari Ines Jasper Judith Karim Lea Leonard Maeve Malik \
    Nadia Nestor Odile Oscar Paula Quentin Rachel Rosa Samir Selma Tessa Thibault Ursula Victor Wanda Yann Zoe";
/// Number of different surnames, and of the beginnings of other words.
const SURNAMES: usize = 6_000;

/// The syllables of a language in which words are written with letters.
fn syllables(lang: Lang) -> Vec<&'static str> {
    let text = if lang == Lang::Fr {
        FRENCH_SYLLABLES
    } else {
        ENGLISH_SYLLABLES
    };
    text.split_whitespace().collect()
}

/// The beginning of the word with this number: the same number gives the same beginning.
fn word_beginning(lang: Lang, number: usize) -> String {
    let syllables = syllables(lang);
    let mut random = RandomNumbers::new(number as u64);
    let count = 2 + random.number_below(2);
    (0..count).map(|_| *random.choose(&syllables)).collect()
}

/// An invented word with this ending, one of `count` words; some are far more frequent than others.
pub(super) fn invent_word(lang: Lang, ending: &str, count: usize, random: &mut RandomNumbers) -> String {
    word_beginning(lang, random.rank_below(count)) + ending
}

/// An invented surname, written with letters.
pub(super) fn invent_surname(lang: Lang, random: &mut RandomNumbers) -> String {
    // Other numbers than those of words: a name is not also a word.
    let word = word_beginning(lang, 1_000_000 + random.rank_below(SURNAMES));
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// A given name.
pub(super) fn choose_given_name(random: &mut RandomNumbers) -> &'static str {
    let names: Vec<&'static str> = GIVEN_NAMES.split_whitespace().collect();
    names[random.number_below(names.len())]
}

/// The full name of a person, as a paper of this language writes it.
pub(super) fn invent_full_name(lang: Lang, random: &mut RandomNumbers) -> String {
    if lang != Lang::Zh {
        return format!("{} {}", choose_given_name(random), invent_surname(lang, random));
    }
    let surnames: Vec<char> = HAN_SURNAMES.chars().collect();
    let given: Vec<char> = HAN_GIVEN_NAMES.chars().collect();
    let characters = [
        random.choose_by_rank(&surnames),
        random.choose_by_rank(&given),
        random.choose(&given),
    ];
    characters.into_iter().collect()
}
