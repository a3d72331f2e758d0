//! The title of an article without the name of its site.

/// What stands between a title and the name of a site.
const SEPARATORS: [&str; 14] = [
    " | ", " - ", " – ", " — ", " · ", " • ", " :: ", " » ", " / ", " : ", "_", "|", "-", "—",
];

/// Endings of a host that are not the name of a site.
const HOST_PARTS: [&str; 12] = [
    "www", "com", "org", "net", "co", "uk", "fr", "cn", "gov", "edu", "news", "info",
];

/// `title` without the name of its site, which may come first or last.
///
/// A part of the title is such a name if it is one of the `sites`, or its letters are the name of the `host`. The
/// headings of the page show what is title as well: a title that begins with one, and then a separator, ends there.
pub(super) fn without_site(title: &str, sites: &[String], host: Option<&str>, headings: &[String]) -> String {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let heading = headings.iter().find(|heading| {
        let rest = title
            .strip_prefix(heading.as_str())
            .filter(|_| heading.chars().count() >= 8);
        // A hyphen without blanks may be part of a word.
        let ends = |rest: &str| {
            SEPARATORS
                .iter()
                .any(|mark| *mark != "-" && rest.starts_with(mark))
        };
        rest.is_some_and(ends)
    });
    if let Some(heading) = heading {
        return heading.clone();
    }
    let is_site = |part: &str| is_site_name(part, sites, host);
    let mut rest = title.as_str();
    // A section may stand between the title and the site.
    while let Some((before, separator, after)) = split_last(rest) {
        if !is_site(after) || before.trim().is_empty() {
            break;
        }
        rest = before.trim_end().trim_end_matches(separator.trim());
    }
    for separator in SEPARATORS.into_iter().chain([": "]) {
        if let Some((first, after)) = rest.split_once(separator)
            && is_site(first)
            && !after.trim().is_empty()
        {
            rest = after;
            break;
        }
    }
    rest.trim().to_owned()
}

/// The last separator in `title`, and what is before and after it.
fn split_last(title: &str) -> Option<(&str, &'static str, &str)> {
    let found = SEPARATORS
        .into_iter()
        .filter_map(|separator| Some((title.rfind(separator)?, separator)));
    let (at, separator) = found.max_by_key(|(at, separator)| (at + separator.len(), separator.len()))?;
    Some((&title[..at], separator, &title[at + separator.len()..]))
}

fn is_site_name(part: &str, sites: &[String], host: Option<&str>) -> bool {
    let folded = fold(part);
    if folded.is_empty() {
        return false;
    }
    let is_known = sites
        .iter()
        .map(|site| fold(site))
        .any(|site| site == folded || format!("the{site}") == folded || site == format!("the{folded}"));
    let labels = host.into_iter().flat_map(|host| host.split('.'));
    let mut names = labels.filter(|label| label.len() >= 3 && !HOST_PARTS.contains(label));
    is_known
        || host.is_some_and(|host| fold(host.trim_start_matches("www.")) == folded)
        || names.any(|label| {
            let label = fold(label);
            label == folded || format!("the{label}") == folded || label == format!("the{folded}")
        })
}

/// The letters and digits of a name, in lower case.
fn fold(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, expected: &str) {
        let sites = ["Le Quotidien".to_owned()];
        assert_eq!(
            without_site(title, &sites, Some("www.dailynews.example"), &[]),
            expected
        );
    }

    #[test]
    fn name_of_the_site_is_removed() {
        check("Un titre | Le Quotidien", "Un titre");
        check("Le Quotidien - Un titre", "Un titre");
        check("A title – The Daily News", "A title");
        check("A title - dailynews.example", "A title");
        check("标题_Le Quotidien", "标题");
        check("Un titre - en deux parts", "Un titre - en deux parts");
        check(
            "Un titre : Le Quotidien en crise",
            "Un titre : Le Quotidien en crise",
        );
        check("Le Quotidien", "Le Quotidien");
        check("", "");
    }

    #[test]
    fn heading_shows_where_the_title_ends() {
        let headings = ["Un long titre".to_owned()];
        let check = |title: &str| without_site(title, &[], None, &headings);
        assert_eq!(check("Un long titre | Politique | Inconnu"), "Un long titre");
        assert_eq!(check("Un long titre-fleuve"), "Un long titre-fleuve");
    }
}
