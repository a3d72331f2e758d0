//! Lists that can be put in another order by links.

use super::pager::PAGE_ROWS;
use crate::web::error::WebError;
use crate::web::view::View;
use maud::{Markup, html};
use std::cmp::Ordering;

/// Number of rows up to which a published site has a list in all its orders.
const PUBLISHED_ROWS_MAX: usize = 1000;

/// An order that a person can choose.
#[derive(Debug, Clone, Copy)]
pub(in crate::web) struct SortColumn<'a> {
    /// Its name in addresses.
    pub(in crate::web) name: &'static str,
    /// Its label.
    pub(in crate::web) label: &'a str,
    /// Whether its cells are numbers, or dates: the greatest come first when it is chosen.
    pub(in crate::web) is_number: bool,
}

/// The chosen order: the name of the column, and whether it is descending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::web) struct Sorting<'a> {
    /// The name of the column.
    pub(in crate::web) name: &'a str,
    /// Whether the greatest come first.
    pub(in crate::web) is_descending: bool,
}

impl<'a> Sorting<'a> {
    /// The order that the parameter `sort` asks for, `NAME` or `-NAME`; `None` for the list's own.
    pub(in crate::web) fn of(
        view: &'a View<'_>,
        columns: &[SortColumn<'_>],
    ) -> Result<Option<Self>, WebError> {
        let Some(text) = view.parameter("sort") else {
            return Ok(None);
        };
        let (name, is_descending) = text.strip_prefix('-').map_or((text, false), |name| (name, true));
        if columns.iter().any(|column| column.name == name) {
            return Ok(Some(Self { name, is_descending }));
        }
        let known: Vec<&str> = columns.iter().map(|column| column.name).collect();
        let message = format!("{text:?} is no order of this list (known: {})", known.join(", "));
        Err(WebError::parameter("sort", message))
    }

    /// `order`, the other way round where the greatest come first.
    pub(in crate::web) const fn apply(self, order: Ordering) -> Ordering {
        if self.is_descending {
            order.reverse()
        } else {
            order
        }
    }
}

/// How many rows of a list must be asked for: in its own order no more than are shown, otherwise all.
pub(in crate::web) fn asked_rows(
    view: &View<'_>,
    sorting: Option<Sorting<'_>>,
) -> Result<Option<usize>, WebError> {
    let limit = view.limit()?;
    if sorting.is_some() {
        return Ok(limit);
    }
    let mut shown = view.page_number()?.saturating_mul(PAGE_ROWS).saturating_add(1);
    if view.links.is_published() {
        // To know whether the orders are offered.
        shown = shown.max(PUBLISHED_ROWS_MAX + 1);
    }
    Ok(Some(limit.map_or(shown, |limit| limit.min(shown))))
}

/// Whether the orders are offered: on a published site each needs files of its own.
pub(in crate::web) const fn offers_sorting(view: &View<'_>, rows: usize) -> bool {
    !view.links.is_published() || rows <= PUBLISHED_ROWS_MAX
}

/// The heading of a column, by which the list can be sorted.
pub(in crate::web) fn sort_heading(
    view: &View<'_>,
    column: SortColumn<'_>,
    sorting: Option<Sorting<'_>>,
    is_offered: bool,
) -> Markup {
    let chosen = sorting.filter(|sorting| sorting.name == column.name);
    let is_descending_next = chosen.map_or(column.is_number, |chosen| !chosen.is_descending);
    let sign = if is_descending_next { "-" } else { "" };
    let value = format!("{sign}{}", column.name);
    let address = view.address.with("sort", Some(&value)).with("page", None);
    let href = is_offered.then(|| view.link_to(&address)).flatten();
    let order = chosen.map(|chosen| {
        if chosen.is_descending {
            "descending"
        } else {
            "ascending"
        }
    });
    html! {
        th class=[column.is_number.then_some("number")] scope="col" aria-sort=[order] {
            @if let Some(href) = href { a href=(href) { (column.label) } } @else { (column.label) }
        }
    }
}
