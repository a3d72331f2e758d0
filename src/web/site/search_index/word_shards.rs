//! The files of words: each word with the statements that have it.

use super::number_list::NumberList;
use super::shard_file::{WriteSiteFile, write_shard};
use super::word_postings::WordPostings;
use std::collections::BTreeMap;
use std::io;

/// Length of a file in bytes from which no more words are added.
const FILE_BYTES_MAX: usize = 32 << 10;
/// Length in bytes of the statements of one word in one file; those of a more frequent word fill several files.
const LIST_BYTES_MAX: usize = 16 << 10;

/// Writes the files `w0`, `w1` … in the order of the words, and returns the first word of each.
pub(super) fn write_words(postings: WordPostings, write: &mut WriteSiteFile<'_>) -> io::Result<Vec<String>> {
    let mut first_words: Vec<String> = Vec::new();
    let mut file = String::new();
    for (word, lists) in postings.into_sorted() {
        for entry in word_entries(&word, lists) {
            if !file.is_empty() && file.len() + entry.len() > FILE_BYTES_MAX {
                write_shard(&format!("w{}", first_words.len() - 1), &file, write)?;
                file.clear();
            }
            if file.is_empty() {
                first_words.push(word.to_string());
            } else {
                file.push('|');
            }
            file.push_str(&entry);
        }
    }
    if let Some(last) = first_words.len().checked_sub(1) {
        write_shard(&format!("w{last}"), &file, write)?;
    }
    Ok(first_words)
}

/// A word with its lists, each behind the mark of its language: `etat 1AB 2C`. Long lists are cut into several entries
/// of the word.
fn word_entries(word: &str, lists: BTreeMap<char, NumberList>) -> Vec<String> {
    let mut entries = vec![word.to_owned()];
    for (mark, list) in lists {
        for piece in list.split(LIST_BYTES_MAX) {
            let text = piece.as_text();
            match entries.last_mut() {
                Some(entry) if entry.len() + text.len() <= LIST_BYTES_MAX || entry.len() == word.len() => {
                    entry.extend([' ', mark]);
                    entry.push_str(text);
                }
                _ => entries.push(format!("{word} {mark}{text}")),
            }
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Lang;

    #[test]
    fn frequent_word_is_cut_and_files_stay_short() {
        let mut postings = WordPostings::default();
        for number in 0..200_000 {
            // Half of the statements are French, and every one has the word.
            let lang = if number % 2 == 0 { Lang::Fr } else { Lang::En };
            let words = ["public", "public marché"][usize::from(number % 3 == 0)];
            postings.add(number, lang, words);
        }
        let mut files = Vec::new();
        let first_words = write_words(postings, &mut |path, bytes| {
            files.push((path.to_owned(), bytes.len()));
            Ok(())
        });
        let first_words = first_words.unwrap();
        assert_eq!(first_words[0], "marche");
        assert!(first_words.len() > 6 && first_words.ends_with(&["public".to_owned(), "public".to_owned()]));
        assert_eq!(files.len(), first_words.len());
        assert!(
            files.iter().all(|(_, bytes)| *bytes < FILE_BYTES_MAX + 100),
            "{files:?}"
        );
        assert_eq!(files[3].0, "search/w3.js");
    }
}
