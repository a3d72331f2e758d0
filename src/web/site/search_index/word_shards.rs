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

/// What the files of words are.
#[derive(Debug, Default)]
pub(super) struct WordShards {
    /// The first word of each file.
    pub(super) first_words: Vec<String>,
    /// Number of words.
    pub(super) words: u64,
    /// Length of all files in bytes.
    pub(super) bytes: u64,
    /// Length of the longest file in bytes.
    pub(super) file_bytes_max: u64,
}

impl WordShards {
    /// Writes the files `w0`, `w1` … in the order of the words.
    pub(super) fn write(postings: WordPostings, write: &mut WriteSiteFile<'_>) -> io::Result<Self> {
        let mut shards = Self::default();
        let mut file = String::new();
        for (word, lists) in postings.into_sorted() {
            shards.words += 1;
            for entry in word_entries(&word, lists) {
                if !file.is_empty() && file.len() + entry.len() > FILE_BYTES_MAX {
                    shards.write_file(&file, write)?;
                    file.clear();
                }
                if file.is_empty() {
                    shards.first_words.push(word.to_string());
                } else {
                    file.push('|');
                }
                file.push_str(&entry);
            }
        }
        if !file.is_empty() {
            shards.write_file(&file, write)?;
        }
        Ok(shards)
    }

    fn write_file(&mut self, file: &str, write: &mut WriteSiteFile<'_>) -> io::Result<()> {
        let number = self.first_words.len().saturating_sub(1);
        let bytes = write_shard(&format!("w{number}"), &file, write)?;
        self.bytes += bytes;
        self.file_bytes_max = self.file_bytes_max.max(bytes);
        Ok(())
    }
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
            postings.add(
                number,
                lang,
                if number % 3 == 0 {
                    "public marché"
                } else {
                    "public"
                },
            );
        }
        let mut files = Vec::new();
        let shards = WordShards::write(postings, &mut |path, bytes| {
            files.push((path.to_owned(), bytes.len()));
            Ok(())
        });
        let shards = shards.unwrap();
        assert_eq!(shards.words, 2);
        assert_eq!(shards.first_words[0], "marche");
        assert!(
            shards
                .first_words
                .iter()
                .filter(|first| *first == "public")
                .count()
                > 3
        );
        assert_eq!(files.len(), shards.first_words.len());
        assert!(
            files.iter().all(|(_, bytes)| *bytes < FILE_BYTES_MAX + 100),
            "{files:?}"
        );
        assert_eq!(files[3].0, "search/w3.js");
    }
}
