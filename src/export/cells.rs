use crate::query::StatementRef;

/// The text of a value that may be missing; an empty cell if it is.
pub(super) fn optional_cell(value: Option<&impl ToString>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}

/// The ids of statements in one cell, joined by `; `.
pub(super) fn join_ids<'a>(statements: impl IntoIterator<Item = &'a StatementRef>) -> String {
    let ids: Vec<&str> = statements
        .into_iter()
        .map(|statement| statement.id.as_str())
        .collect();
    ids.join("; ")
}
