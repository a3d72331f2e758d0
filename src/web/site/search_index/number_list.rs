//! Ascending numbers as text: the distance of each to the one before, in digits of five bits, the lowest first. A digit
//! that another one follows is greater by 32. Frequent words have small distances, so that most take one character.

/// The digits, in the order of their values. None has a meaning in a string of JavaScript.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const DIGIT_BITS: u32 = 5;
const CONTINUED: u32 = 1 << DIGIT_BITS;

/// Ascending numbers, written as text.
#[derive(Debug, Default)]
pub(super) struct NumberList {
    /// The least number that can be added.
    next: u32,
    coded: Vec<u8>,
}

impl NumberList {
    /// Adds a number; does nothing unless it is greater than all before it.
    pub(super) fn add(&mut self, number: u32) {
        let Some(mut distance) = number.checked_sub(self.next) else {
            return;
        };
        self.next = number + 1;
        while distance >= CONTINUED {
            self.push_digit(distance % CONTINUED + CONTINUED);
            distance >>= DIGIT_BITS;
        }
        self.push_digit(distance);
    }

    fn push_digit(&mut self, value: u32) {
        self.coded.extend(DIGITS.get(value as usize));
    }

    /// The numbers as text.
    pub(super) fn as_text(&self) -> &str {
        str::from_utf8(&self.coded).unwrap_or_default()
    }

    /// The numbers again.
    fn numbers(&self) -> impl Iterator<Item = u32> {
        let (mut next, mut distance, mut shift) = (0, 0, 0);
        self.coded.iter().filter_map(move |digit| {
            let value = DIGITS.iter().position(|known| known == digit)?;
            let value = u32::try_from(value).ok()?;
            distance += (value % CONTINUED) << shift;
            shift += DIGIT_BITS;
            if value >= CONTINUED {
                return None;
            }
            let number = next + distance;
            (next, distance, shift) = (number + 1, 0, 0);
            Some(number)
        })
    }

    /// The same numbers in lists of at most `bytes_max` bytes of text.
    pub(super) fn split(self, bytes_max: usize) -> Vec<Self> {
        if self.coded.len() <= bytes_max {
            return vec![self];
        }
        let mut pieces = vec![Self::default()];
        for number in self.numbers() {
            // The longest number has seven digits.
            if let Some(last) = pieces.last_mut()
                && last.coded.len() + 7 <= bytes_max
            {
                last.add(number);
            } else {
                let mut piece = Self::default();
                piece.add(number);
                pieces.push(piece);
            }
        }
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(numbers: &[u32]) -> NumberList {
        let mut list = NumberList::default();
        for number in numbers {
            list.add(*number);
        }
        list
    }

    #[test]
    fn near_numbers_take_one_character() {
        assert_eq!(list(&[0, 1, 2, 34, 67, 1092]).as_text(), "AAAfgBggB");
        assert_eq!(list(&[5, 5, 3, 6]).as_text(), "FA");
        assert_eq!(list(&[u32::MAX - 1]).as_text().len(), 7);
    }

    #[test]
    fn list_is_split_without_loss() {
        let numbers: Vec<u32> = (0..1000).map(|n| n * n).collect();
        let pieces = list(&numbers).split(100);
        assert!(pieces.len() > 10 && pieces.iter().all(|piece| piece.as_text().len() <= 100));
        let again: Vec<u32> = pieces.iter().flat_map(NumberList::numbers).collect();
        assert_eq!(again, numbers);
    }
}
