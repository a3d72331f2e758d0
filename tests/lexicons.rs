//! The form of the lexicon files in `src/extract/lexicon/`: lists in alphabetical order, without doubles, in lines that
//! fit a screen. A failure names the file, the section and the word, and says where the word belongs.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use toml::{Table, Value};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lines that list words are wrapped at this many characters.
const WIDTH_MAX: usize = 120;

/// Lists of lists whose rows keep their order, because it has a meaning, given in the comment above each list in the
/// files. The words of a row are still in alphabetical order.
const ORDERED_ROWS: [&str; 3] = ["dates.months", "dates.weekdays", "dates.thirds_of_period"];

/// Lists of lists in which both the rows and the words of a row keep their order.
const ORDERED_WORDS: [&str; 2] = ["roles.synonyms", "predicates.adjective_endings"];

fn lexicon_files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/extract/lexicon");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    files.sort();
    files
}

/// The sort key of a word: the word without accents and case, then the word itself. Chinese words are thus in the order
/// of their code points.
fn sort_key(word: &str) -> (String, &str) {
    let folded = word
        .to_lowercase()
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .collect();
    (folded, word)
}

/// The word of a lemma that inflects: "mettre" of "mettre en garde", "voir" of "y voir".
fn inflected_word(lemma: &str) -> &str {
    let lemma = lemma.strip_prefix("y ").unwrap_or(lemma);
    let lemma = lemma
        .strip_prefix("se ")
        .or_else(|| lemma.strip_prefix("s'"))
        .unwrap_or(lemma);
    lemma.split(' ').next().unwrap_or_default()
}

/// The problems found in one file, one line each.
struct Report {
    file: String,
    problems: String,
}

impl Report {
    fn add(&mut self, section: &str, problem: &str) {
        let _ = writeln!(self.problems, "{}, {section}: {problem}", self.file);
    }

    /// Checks that the words are in order and that none occurs twice.
    fn check_words(&mut self, section: &str, words: &[&str]) {
        for pair in words.windows(2) {
            let (before, word) = (pair[0], pair[1]);
            if before == word {
                self.add(section, &format!("{word:?} is there twice: remove one"));
            } else if sort_key(before) > sort_key(word) {
                let next = words.iter().find(|other| sort_key(other) > sort_key(word));
                let place = next.map_or("at the end".to_owned(), |next| format!("before {next:?}"));
                self.add(section, &format!("{word:?} is out of order: move it {place}"));
            }
        }
    }

    /// Checks that no word is in two rows that exclude each other, such as the phrases of two days.
    fn check_shared_words(&mut self, section: &str, rows: &[(String, Vec<&str>)]) {
        let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
        for (row, words) in rows {
            for word in words {
                if let Some(first) = seen.insert(word, row) {
                    let problem = format!("{word:?} is under {first} and under {row}: keep the right one");
                    self.add(section, &problem);
                }
            }
        }
    }

    /// Checks a table, the part of the file at `path`.
    fn check_table(&mut self, path: &str, table: &Table) {
        for (key, value) in table {
            let path = if path.is_empty() {
                key.clone()
            } else {
                format!("{path}.{key}")
            };
            match value {
                Value::Table(table) if path != "paradigm" => self.check_table(&path, table),
                Value::Array(array) => self.check_array(&path, array),
                _ => {}
            }
        }
        if path == "words.verbs" {
            let rows: Vec<_> = table
                .iter()
                .map(|(key, value)| (key.clone(), string_items(value)))
                .collect();
            self.check_shared_words("[words.verbs]", &rows);
        }
    }

    fn check_array(&mut self, path: &str, array: &[Value]) {
        let section = section_title(path);
        match array.first() {
            Some(Value::String(_)) => {
                let words: Vec<&str> = array.iter().filter_map(Value::as_str).collect();
                self.check_words(&section, &words);
            }
            Some(Value::Array(_)) if !ORDERED_WORDS.contains(&path) => {
                assert!(
                    ORDERED_ROWS.contains(&path),
                    "{path} is no list that this test knows"
                );
                for row in array {
                    self.check_words(&section, &string_items(row));
                }
            }
            Some(Value::Table(_)) => self.check_rows(path, &section, array),
            _ => {}
        }
    }

    /// Checks rows of the shape `{ key = …, phrases = […] }`.
    fn check_rows(&mut self, path: &str, section: &str, array: &[Value]) {
        for (n, row) in array.iter().enumerate() {
            if array[..n].contains(row) {
                self.add(section, &format!("this row is there twice, remove one: {row}"));
            }
            for (key, value) in row.as_table().unwrap() {
                // the first form of a noun is its lemma
                let words = string_items(value);
                let sorted = if key == "forms" { &words[1..] } else { &words };
                self.check_words(&format!("{section} {key}"), sorted);
            }
        }
        let texts = |key: &str| -> Vec<&str> {
            let rows = array.iter().filter_map(|row| row.get(key));
            rows.filter_map(|text| text.as_str()).collect()
        };
        match path {
            // two rows with the same phrase keep their order, because it has a meaning
            "source" => {
                let mut phrases = texts("phrase");
                phrases.dedup();
                self.check_words(section, &phrases);
            }
            "nouns.cues" => {
                let lemmas: Vec<&str> = array.iter().map(|row| string_items(&row["forms"])[0]).collect();
                self.check_words(section, &lemmas);
            }
            "cue" => {}
            _ => {
                let list = if path == "cue_group" { "lemmas" } else { "phrases" };
                let rows: Vec<_> = array
                    .iter()
                    .map(|row| (row_name(row, list), string_items(&row[list])))
                    .collect();
                self.check_shared_words(section, &rows);
            }
        }
    }

    /// Checks, in the text of the file, that the rows of `cue` are in the order of the word that inflects; a comment
    /// begins a new group. Rows of one word keep their order, because the first of two that match equally well wins.
    fn check_cues(&mut self, text: &str) {
        let mut before = "";
        for line in text.lines() {
            if line.starts_with("  #") || line == "]" {
                before = "";
            }
            let Some(lemma) = line
                .strip_prefix("  { lemma = \"")
                .and_then(|rest| rest.split('"').next())
            else {
                continue;
            };
            let word = inflected_word(lemma);
            if sort_key(before).0 > sort_key(word).0 {
                self.add(
                    "cue",
                    &format!("{lemma:?} is out of order: move it before {before:?}"),
                );
            }
            before = word;
        }
    }

    /// Checks the width of the lines that list words. A row of its own may be longer.
    fn check_width(&mut self, text: &str) {
        for (n, line) in text.lines().enumerate() {
            let lists = line.starts_with('#') || line.trim_start().starts_with('"');
            if lists && line.chars().count() > WIDTH_MAX {
                self.add(
                    &format!("line {}", n + 1),
                    &format!("wrap it at {WIDTH_MAX} characters"),
                );
            }
        }
    }
}

/// The strings of an array; empty if the value is no array.
fn string_items(value: &Value) -> Vec<&str> {
    value
        .as_array()
        .map(|array| array.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default()
}

/// The section and key as they are written in the file: "words.adverbs" → "[words] adverbs".
fn section_title(path: &str) -> String {
    match path.rsplit_once('.') {
        Some((table, key)) => format!("[{table}] {key}"),
        None => path.to_owned(),
    }
}

/// The name of a row: its fields other than its words, for example "days = -1".
fn row_name(row: &Value, list: &str) -> String {
    let others = row.as_table().unwrap().iter().filter(|(key, _)| *key != list);
    let names: Vec<String> = others.map(|(key, value)| format!("{key} = {value}")).collect();
    names.join(", ")
}

fn check(file: &str, text: &str) -> String {
    let mut report = Report {
        file: format!("src/extract/lexicon/{file}"),
        problems: String::new(),
    };
    let table: Table = toml::from_str(text).unwrap_or_else(|error| panic!("{file}: {error}"));
    report.check_table("", &table);
    report.check_cues(text);
    report.check_width(text);
    report.problems
}

#[test]
fn lexicon_lists_are_sorted_and_without_doubles() {
    let mut problems = String::new();
    for path in lexicon_files() {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        problems += &check(&file, &std::fs::read_to_string(&path).unwrap());
    }
    assert!(
        problems.is_empty(),
        "\n{problems}See docs/adding-words-and-rules.md."
    );
}

#[test]
fn word_out_of_order_is_named_with_its_place() {
    let problems = check(
        "xx.toml",
        "[words]\nadverbs = [\"ainsi\", \"été\", \"encore\", \"ici\"]\n",
    );
    assert_eq!(
        problems,
        "src/extract/lexicon/xx.toml, [words] adverbs: \"encore\" is out of order: move it before \"été\"\n"
    );
}

#[test]
fn double_word_is_named() {
    let problems = check("xx.toml", "[words]\nadverbs = [\"ici\", \"ici\"]\n");
    assert_eq!(
        problems,
        "src/extract/lexicon/xx.toml, [words] adverbs: \"ici\" is there twice: remove one\n"
    );
}

#[test]
fn phrase_of_two_days_is_named() {
    let text =
        "[dates]\nday_offsets = [{ days = -1, phrases = [\"hier\"] }, { days = 0, phrases = [\"hier\"] }]\n";
    assert_eq!(
        check("xx.toml", text),
        "src/extract/lexicon/xx.toml, [dates] day_offsets: \"hier\" is under days = -1 and under days = 0: keep the \
         right one\n"
    );
}

#[test]
fn cue_out_of_order_is_named_within_its_group() {
    let text = "cue = [\n  # saying\n  { lemma = \"redire\" },\n  { lemma = \"se dire\" },\n  # asking\n  { lemma = \
                \"aviser\" },\n]\n";
    assert_eq!(
        check("xx.toml", text),
        "src/extract/lexicon/xx.toml, cue: \"se dire\" is out of order: move it before \"redire\"\n"
    );
}
