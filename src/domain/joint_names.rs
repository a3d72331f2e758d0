use super::{SpeakerKind, is_han};

/// Separators between the names of speakers who speak together; Latin ones include their spaces.
const LATIN: [&str; 4] = [" et ", " and ", " & ", ", "];
const HAN: [char; 5] = ['和', '与', '與', '及', '、'];

/// The names of speakers who share one reference ("Ana Lund et Omar Sall", "王毅和李强"). Empty where the reference names
/// one speaker.
///
/// Every part must be a person's name: in the name of an institution ("Ministry of Trade and Industry") the
/// conjunction is part of the name.
///
/// ```
/// use dixit::domain::{SpeakerKind, joint_names};
/// assert_eq!(joint_names("Ana Lund et Omar Sall", SpeakerKind::Person), ["Ana Lund", "Omar Sall"]);
/// assert!(joint_names("Bosnie et Herzégovine", SpeakerKind::Institution).is_empty());
/// ```
pub fn joint_names(reference: &str, kind: SpeakerKind) -> Vec<&str> {
    if matches!(kind, SpeakerKind::Institution | SpeakerKind::Document) {
        return Vec::new();
    }
    // Most references have no separator at all.
    let (latin, han) = (reference.contains(' '), reference.contains(HAN));
    if !latin && !han {
        return Vec::new();
    }
    let mut parts = vec![reference];
    for conjunction in LATIN.iter().filter(|_| latin) {
        parts = parts
            .into_iter()
            .flat_map(|part| part.split(conjunction))
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect();
    }
    let parts: Vec<&str> = parts
        .into_iter()
        .flat_map(|part| part.split(HAN))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    if parts.len() > 1 && parts.iter().all(|part| is_full_person_name(part)) {
        parts
    } else {
        Vec::new()
    }
}

/// Whether `part` looks like a person's full name: at least two words of which the first and the last are
/// capitalised, or two to four Han characters.
fn is_full_person_name(part: &str) -> bool {
    if part.chars().all(is_han) {
        return (2..=4).contains(&part.chars().count());
    }
    let words: Vec<&str> = part.split_whitespace().collect();
    let is_capitalised = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    words.len() > 1 && words.first().is_some_and(is_capitalised) && words.last().is_some_and(is_capitalised)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joint_speakers_are_split_into_names() {
        let names = |reference| joint_names(reference, SpeakerKind::Group).join(" | ");
        insta::assert_snapshot!(names("Ana Lund, Omar Sall and Nora Lindqvist"), @"Ana Lund | Omar Sall | Nora Lindqvist");
        insta::assert_snapshot!(names("王毅和李强"), @"王毅 | 李强");
    }

    #[test]
    fn conjunction_in_a_name_does_not_split_it() {
        for one in [
            "Ana Lund",
            "Marks and Spencer",
            "Lund et associés",
            "和平",
            "Trinidad and Tobago",
        ] {
            assert!(joint_names(one, SpeakerKind::Unknown).is_empty(), "{one}");
        }
    }
}
