use super::parsed_article::ParsedArticle;
use crate::ingest::error::IngestError;
use crate::ingest::input_location::InputLocation;
use crate::ingest::metadata::field_names::ArticleField;
use serde_json::Value;

/// Schemes of identifiers that are unique in the world.
const GLOBAL_SCHEMES: [&str; 4] = ["http", "https", "urn", "tag"];

/// What an agency says about the use of an article.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum PublicationStatus {
    /// It may be used.
    #[default]
    Usable,
    /// It may not be used until the agency says otherwise.
    Withheld,
    /// It may not be used any more, and is to be withdrawn.
    Canceled,
}

impl PublicationStatus {
    /// The status that `text` names, as in "stat:canceled". What is unknown is usable.
    pub(crate) fn from_name(text: &str) -> Self {
        let name = text.rsplit([':', '/', '#']).next().unwrap_or_default();
        match name.trim().to_ascii_lowercase().as_str() {
            "canceled" | "cancelled" | "killed" => Self::Canceled,
            "withheld" | "embargoed" => Self::Withheld,
            _ => Self::Usable,
        }
    }
}

/// An article as an agency sends it: a later version has the same identifier and replaces it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct AgencyItem {
    /// The article. Its text may be empty if it is canceled.
    pub article: ParsedArticle,
    /// What may be done with it.
    pub status: PublicationStatus,
    /// Its version, as the agency counts.
    pub version: Option<String>,
    /// Its identifier, the same for all versions: a web address, or a name as in "urn:newsml:…" and "tag:…".
    pub id: Option<String>,
}

impl AgencyItem {
    /// Sets the identifier. One that is unique in the world is the address of the article too, which makes the
    /// article's identity; two agencies may give the same number.
    pub(crate) fn set_id(&mut self, id: &str, origin: &'static str) {
        let scheme = id.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
        let is_unique = scheme.is_some_and(|scheme| GLOBAL_SCHEMES.contains(&scheme.as_str()));
        if is_unique && !id.contains(char::is_whitespace) {
            self.article.set(ArticleField::Url, id, origin);
        }
        self.article
            .fields
            .insert("id".to_owned(), Value::String(id.to_owned()));
        self.id = Some(id.to_owned());
    }
}

impl AgencyItem {
    /// The article, if it may be recorded, or that it is taken back.
    pub(crate) fn into_article(mut self, location: &InputLocation) -> Result<ParsedArticle, IngestError> {
        self.article.is_canceled = self.status == PublicationStatus::Canceled;
        if self.status == PublicationStatus::Withheld {
            return Err(IngestError::Unusable {
                location: location.clone(),
                problem: "its agency withholds it".to_owned(),
                advice: "give it again when the agency has released it",
            });
        }
        Ok(self.article)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_is_the_last_part_of_a_name() {
        let status = PublicationStatus::from_name;
        assert_eq!(status("canceled"), PublicationStatus::Canceled);
        assert_eq!(status("stat:canceled"), PublicationStatus::Canceled);
        assert_eq!(
            status("http://cv.iptc.org/newscodes/pubstatusg2/withheld"),
            PublicationStatus::Withheld
        );
        assert_eq!(status("usable"), PublicationStatus::Usable);
        assert_eq!(status(""), PublicationStatus::Usable);
    }

    #[test]
    fn number_of_an_agency_is_no_address() {
        let url = |id: &str| {
            let mut item = AgencyItem::default();
            item.set_id(id, "test");
            assert_eq!(item.article.fields["id"], id);
            item.article.fields.contains_key("url")
        };
        assert!(url("urn:newsml:agency.example:20251128:1"));
        assert!(url("tag:agency.example,2025:1"));
        assert!(url("https://agency.example/1"));
        assert!(!url("20251128-1"));
        assert!(!url("desk: 1"));
    }
}
