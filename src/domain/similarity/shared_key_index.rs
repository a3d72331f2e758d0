use super::ComparableWords;
use super::score::SHARED_WEIGHT_LEAST;
use std::collections::HashMap;

/// An index that finds, among many statements, the few that can be similar or opposed to another one. It leaves out
/// only those for which both [`similarity_to`](ComparableWords::similarity_to) and
/// [`opposition_to`](ComparableWords::opposition_to) are `None`.
#[derive(Debug, Default)]
pub struct SharedKeyIndex {
    /// The number of statements in the index.
    count: usize,
    /// The numbers of the statements with a key, and its weight in each.
    by_key: HashMap<u64, Vec<(usize, u32)>>,
}

impl SharedKeyIndex {
    /// Adds a statement. Statements are numbered from 0 in the order in which they are added.
    pub fn add(&mut self, statement: &ComparableWords) {
        for (key, weight) in &statement.keys {
            self.by_key.entry(*key).or_default().push((self.count, *weight));
        }
        self.count += 1;
    }

    /// The numbers of the statements that can be similar or opposed to `statement`, in order. Similar ones share enough
    /// weight, or one has all content of the other and at least two keys; opposed ones share two keys.
    pub fn find_comparable(&self, statement: &ComparableWords) -> Vec<usize> {
        let mut shared = vec![(0, 0); self.count];
        for (key, weight) in &statement.keys {
            for (number, other) in self.by_key.get(key).into_iter().flatten() {
                let (keys, sum) = &mut shared[*number];
                *keys += 1;
                *sum += weight.min(other);
            }
        }
        let is_comparable = |(keys, weight): &(u32, u32)| *keys >= 2 || *weight >= SHARED_WEIGHT_LEAST;
        let numbers = shared.iter().zip(0..).filter(|(shared, _)| is_comparable(shared));
        numbers.map(|(_, number)| number).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Lang;

    #[test]
    fn index_leaves_out_only_what_is_neither_similar_nor_opposed() {
        let texts = [
            "We will open a public register of risky systems by 2026.",
            "We will not open a public register of risky systems.",
            "The public register of risky systems will be opened in 2027.",
            "Taxes on fuel must rise by 10 per cent.",
            "Taxes on fuel must fall by 20 per cent.",
            "I take that back: taxes on fuel must not rise.",
            "Fuel.",
            "Nothing is decided.",
            "Nous ouvrirons un registre public des systèmes à risque.",
        ];
        let prepared = texts.map(|text| {
            let lang = if text.starts_with("Nous") {
                Lang::Fr
            } else {
                Lang::En
            };
            ComparableWords::new(lang, text)
        });
        let mut index = SharedKeyIndex::default();
        prepared.iter().for_each(|words| index.add(words));
        let (mut found, mut left_out) = (0, 0);
        for words in &prepared {
            let comparable = index.find_comparable(words);
            for (number, other) in prepared.iter().enumerate() {
                let is_related = other.similarity_to(words).is_some() || other.opposition_to(words).is_some();
                assert!(
                    !is_related || comparable.contains(&number),
                    "{} {}",
                    words.words,
                    other.words
                );
                found += usize::from(is_related);
                left_out += usize::from(!comparable.contains(&number));
            }
        }
        assert!(
            found > prepared.len() && left_out > prepared.len(),
            "{found} {left_out}"
        );
    }
}
