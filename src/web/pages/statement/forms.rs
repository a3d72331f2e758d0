//! The other forms of a statement: the reference to its article, and the annotation of its words.

use crate::export::{annotation_of, write_csl_source, write_json};
use crate::query::{CitedSourceQuery, StatementDetails};
use crate::web::error::WebError;
use crate::web::form::Form;
use crate::web::forms;
use crate::web::view::View;

/// The statement as CSL-JSON of its article, or as a W3C Web Annotation.
pub(in crate::web::pages) fn write_form(
    view: &View<'_>,
    details: &StatementDetails,
    form: Form,
) -> Result<Vec<u8>, WebError> {
    match form {
        Form::Csl => {
            let source = view.ask(&CitedSourceQuery {
                article: details.entry.article.clone(),
                statements: vec![details.entry.id.clone()],
            })?;
            forms::write(view, |out| write_csl_source(&source, out))
        }
        Form::Annotation => forms::write(view, |out| write_json(&annotation_of(details), out)),
        _ => Err(forms::unknown_form(form)),
    }
}
