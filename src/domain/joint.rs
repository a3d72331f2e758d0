use super::{SpeakerKind, is_han};

/// What stands between the names of two speakers who are reported to speak together. Blanks around Latin ones.
const LATIN: [&str; 4] = [" et ", " and ", " & ", ", "];
const HAN: [char; 5] = ['和', '与', '與', '及', '、'];

/// The names of those who speak together under one reference ("Ana Lund et Omar Sall", "王毅和李强"); empty where
/// the reference names one speaker. Each part must be a person's name: of an institution ("Ministry of Trade and
/// Industry") the conjunction is part of the name.
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
    // mostly there is none of them
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
    if parts.len() > 1 && parts.iter().all(|part| is_person_name(part)) {
        parts
    } else {
        Vec::new()
    }
}

/// Whether `part` is written as a person's full name: two words or more of which the first and the last are
/// capitalised, or two to four Han characters.
fn is_person_name(part: &str) -> bool {
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
    fn each_of_those_who_speak_together_is_named() {
        let names = |reference| joint_names(reference, SpeakerKind::Group).join(" | ");
        insta::assert_snapshot!(names("Ana Lund, Omar Sall and Nora Lindqvist"), @"Ana Lund | Omar Sall | Nora Lindqvist");
        insta::assert_snapshot!(names("王毅和李强"), @"王毅 | 李强");
    }

    #[test]
    fn a_name_with_a_conjunction_is_one_name() {
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
