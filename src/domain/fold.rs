use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The form in which names and words are compared: no case, no accents, one kind of apostrophe and hyphen,
/// single spaces.
///
/// ```
/// assert_eq!(dixit::domain::fold("  Élodie  L’Hôpital "), "elodie l'hopital");
/// assert_eq!(dixit::domain::fold("李强"), "李强");
/// ```
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
    {
        match c {
            '\u{2018}' | '\u{2019}' | '\u{02bc}' => folded.push('\''),
            '\u{2010}'..='\u{2015}' => folded.push('-'),
            '\u{00ad}' => {}
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            c if c.is_whitespace() => {
                if !folded.is_empty() && !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            c => folded.push(c),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}
