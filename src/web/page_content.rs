//! What a page gives to the frame around it.

use super::address::Address;
use super::form::Form;
use maud::Markup;

/// The content of a page, without the frame that all pages share.
#[derive(Debug)]
pub(super) struct PageContent {
    /// The title of the document, without the name of the site.
    pub(super) title: String,
    /// What is here, in one sentence, for search engines and previews.
    pub(super) description: Option<String>,
    /// The other forms in which this answer can be had.
    pub(super) forms: Vec<Form>,
    /// The address that the page should be known by, where it is not the one asked for: the whole id for the beginning
    /// of one. A server redirects to it.
    pub(super) canonical: Option<Address>,
    /// The body, beginning with its `h1`.
    pub(super) body: Markup,
}
