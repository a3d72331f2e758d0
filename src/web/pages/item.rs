//! The pages of one thing: finds out what the id names, and hands it to the page of its kind.

use super::{article, redacted, speaker, statement, topic};
use crate::domain::{ArticleId, SpeakerId, StatementId};
use crate::query::{Details, ShowQuery, TopicQuery};
use crate::web::address::{Address, ItemKind, Page};
use crate::web::error::WebError;
use crate::web::form::Form;
use crate::web::forms;
use crate::web::page_content::PageContent;
use crate::web::view::View;
use maud::html;

/// How much of the article the page of a statement shows on each side, in code points.
const AROUND: u32 = 400;

/// As much as `dixit show` shows, so that the other forms are what it prints.
const AROUND_IN_FORMS: u32 = 240;

/// The page of the thing with this id. Its canonical address has the whole id and the right kind.
pub(in crate::web) fn render(view: &View<'_>, kind: ItemKind, id: &str) -> Result<PageContent, WebError> {
    let details = find(view, (kind, id), (AROUND, topic::SPEAKERS))?;
    let page = Page::Item(kind_of(&details)?, whole_id(&details, id));
    if page != Page::Item(kind, id.to_owned()) {
        return Ok(PageContent {
            title: page.to_string(),
            description: None,
            forms: Vec::new(),
            canonical: Some(Address {
                page,
                parameters: view.address.parameters.clone(),
            }),
            body: html! {},
        });
    }
    match &details {
        Details::Statement(details) => statement::render(view, details),
        Details::Article(details) => article::render(view, details),
        Details::Speaker(details) => speaker::render(view, details),
        Details::Topic(details) => topic::render(view, details),
        Details::Redacted(details) => Ok(redacted::render(view, details)),
    }
}

/// The answer in another form: as `dixit show` prints it, or as the thing alone has it.
pub(in crate::web) fn write_form(
    view: &View<'_>,
    (kind, id): (ItemKind, &str),
    form: Form,
) -> Result<Vec<u8>, WebError> {
    let speakers = if form == Form::Atom { 0 } else { usize::MAX };
    let details = find(view, (kind, id), (AROUND_IN_FORMS, speakers))?;
    match (form, &details) {
        (Form::Json | Form::JsonLines, _) => forms::write_value(view, &details, form),
        (Form::Csl | Form::Annotation, Details::Statement(details)) => {
            statement::write_form(view, details, form)
        }
        (Form::Csl, Details::Article(details)) => article::write_form(view, details),
        (Form::Atom, Details::Speaker(details)) => speaker::write_form(view, details),
        (Form::Atom, Details::Topic(details)) => topic::write_form(view, details),
        _ => Err(forms::unknown_form(form)),
    }
}

/// Everything about the thing; of a current topic at most this many `speakers`.
fn find(
    view: &View<'_>,
    (kind, id): (ItemKind, &str),
    (around, speakers): (u32, usize),
) -> Result<Details, WebError> {
    let id = id.to_owned();
    if kind == ItemKind::Topic
        && let Some(topic) = view.ask(&TopicQuery {
            id: id.clone(),
            speakers,
        })?
    {
        return Ok(Details::Topic(Box::new(topic)));
    }
    view.ask(&ShowQuery { id, around })
}

/// The kind of the thing.
fn kind_of(details: &Details) -> Result<ItemKind, WebError> {
    Ok(match details {
        Details::Statement(_) => ItemKind::Statement,
        Details::Article(_) => ItemKind::Article,
        Details::Speaker(_) => ItemKind::Speaker,
        Details::Topic(_) => ItemKind::Topic,
        Details::Redacted(details) => {
            let id = details.id.as_str();
            if id.parse::<StatementId>().is_ok() {
                ItemKind::Statement
            } else if id.parse::<ArticleId>().is_ok() {
                ItemKind::Article
            } else if id.parse::<SpeakerId>().is_ok() {
                ItemKind::Speaker
            } else {
                return Err(WebError::NoSuchPage);
            }
        }
    })
}

/// The whole id of the thing that `asked` names. A merged speaker keeps its own: its page says whom it was merged into.
fn whole_id(details: &Details, asked: &str) -> String {
    match details {
        Details::Statement(details) => details.entry.id.to_string(),
        Details::Article(details) => details.line.id.to_string(),
        Details::Speaker(details) => match &details.merged {
            Some(merged) if merged.id.starts_with(&asked.trim().to_lowercase()) => merged.id.clone(),
            _ => details.line.id.to_string(),
        },
        Details::Topic(details) => details.line.id.clone(),
        Details::Redacted(details) => details.id.clone(),
    }
}
