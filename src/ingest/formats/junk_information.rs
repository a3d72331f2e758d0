//! Titles and authors that programs write into documents, and nobody meant.

/// Titles that programs fill in, in lower case: what they begin with.
const JUNK_TITLE_STARTS: [&str; 14] = [
    "microsoft word",
    "microsoft powerpoint",
    "powerpoint presentation",
    "présentation powerpoint",
    "untitled",
    "(anonymous)",
    "(unspecified)",
    "sans titre",
    "sans nom",
    "document1",
    "document sans",
    "print",
    "layout 1",
    "无标题",
];
/// Ends of file names, in lower case.
const FILE_NAME_ENDS: [&str; 14] = [
    ".doc", ".docx", ".odt", ".rtf", ".pdf", ".indd", ".qxd", ".qxp", ".tex", ".dvi", ".ps", ".txt", ".html",
    ".pptx",
];
/// Authors that programs fill in, in lower case.
const JUNK_AUTHORS: [&str; 20] = [
    "admin",
    "administrator",
    "administrateur",
    "user",
    "utilisateur",
    "owner",
    "unknown",
    "anonymous",
    "(anonymous)",
    "(unspecified)",
    "inconnu",
    "root",
    "pc",
    "hp",
    "dell",
    "windows user",
    "utilisateur windows",
    "microsoft office user",
    "python-docx",
    "author",
];

/// Whether a program filled in this title.
pub(crate) fn is_junk_title(title: &str) -> bool {
    let title = title.to_lowercase();
    let letters = title.chars().filter(|c| c.is_alphabetic()).count();
    JUNK_TITLE_STARTS.iter().any(|start| title.starts_with(start))
        || FILE_NAME_ENDS.iter().any(|end| title.ends_with(end))
        || letters < 2
        || title.contains("://")
        || title.contains('\u{fffd}')
        || !title.contains(' ') && title.contains('_')
}

/// Whether a program filled in this author.
pub(crate) fn is_junk_author(author: &str) -> bool {
    let author = author.to_lowercase();
    JUNK_AUTHORS.contains(&author.as_str()) || author.chars().filter(|c| c.is_alphabetic()).count() < 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_authors_of_programs_are_junk() {
        for title in [
            "Microsoft Word - speech.doc",
            "untitled",
            "(anonymous)",
            "(unspecified)",
            "discours_v3_final",
            "a.indd",
            "2026",
        ] {
            assert!(is_junk_title(title), "{title}");
        }
        for title in ["Discours sur l’eau", "Water for all: a plan", "关于水的讲话"] {
            assert!(!is_junk_title(title), "{title}");
        }
        assert!(is_junk_author("Administrator") && is_junk_author("-"));
        assert!(!is_junk_author("Ana Lund"));
    }
}
