//! The part of a list that a page shows: in which order, from which row on, and what is said where it is cut.

use super::pager::{PAGE_ROWS, pager};
use crate::web::address::Listing;
use crate::web::error::WebError;
use crate::web::language::word;
use crate::web::view::View;
use maud::{Markup, html};

/// A list with more rows than this is not sorted: the whole answer would have to be found for one page. A published
/// site has no more rows than this of a list; the pages of speakers, topics and articles have all statements.
pub(in crate::web) const SORTED_ROWS_MAX: usize = 1000;

/// Which rows of a list the parameters ask for.
#[derive(Debug)]
pub(in crate::web) struct ListWindow {
    orders: &'static [&'static str],
    /// The order asked for, one of `orders`.
    order: &'static str,
    /// Number of rows before the page.
    skip: usize,
    /// The limit that the parameters give.
    limit: Option<usize>,
    is_published: bool,
}

/// The rows of a page.
#[derive(Debug)]
pub(in crate::web) struct ListRows<T> {
    pub(in crate::web) rows: Vec<T>,
    has_more: bool,
    /// Whether the list is short enough to be sorted, or sorted otherwise.
    can_be_sorted: bool,
}

impl<T> ListRows<T> {
    /// The rows of a list that the query itself sorts and cuts into pages.
    pub(in crate::web) const fn of_sorted_query(rows: Vec<T>, has_more: bool) -> Self {
        Self {
            rows,
            has_more,
            can_be_sorted: true,
        }
    }
}

impl ListWindow {
    /// Reads the parameters of a list.
    pub(in crate::web) fn of(view: &View<'_>, listing: Listing) -> Result<Self, WebError> {
        let orders = listing.orders();
        let own = orders.first().copied().unwrap_or_default();
        let order = view.read_parameter("sort", |text| {
            let known = orders.iter().find(|order| **order == text);
            known
                .copied()
                .ok_or_else(|| format!("{text:?} is no order of this list (known: {})", orders.join(", ")))
        })?;
        Ok(Self {
            orders,
            order: order.unwrap_or(own),
            skip: (view.page_number()? - 1) * PAGE_ROWS,
            limit: view.limit()?,
            is_published: view.links.is_published(),
        })
    }

    /// The order asked for.
    pub(in crate::web) const fn order(&self) -> &'static str {
        self.order
    }

    /// Number of rows before the page.
    pub(in crate::web) const fn skip(&self) -> usize {
        self.skip
    }

    /// Whether the order is the list's own.
    fn is_own_order(&self) -> bool {
        self.orders.first().is_none_or(|own| *own == self.order)
    }

    /// How many rows to ask for: those up to the end of the page and one more, to know whether there are more; for an
    /// order that is made here, as many as are sorted.
    pub(in crate::web) fn rows_to_ask_for(&self) -> usize {
        let to_end_of_page = self.skip + PAGE_ROWS + 1;
        let wanted = if self.is_own_order() && !self.is_published {
            to_end_of_page
        } else {
            to_end_of_page.max(SORTED_ROWS_MAX + 1)
        };
        self.limit.map_or(wanted, |limit| limit.min(wanted))
    }

    /// The rows of the page out of the first ones of the list, sorted by `sort` if the list is short enough.
    pub(in crate::web) fn cut<T>(
        &self,
        mut rows: Vec<T>,
        sort: impl FnOnce(&mut [T], &'static str),
    ) -> ListRows<T> {
        let can_be_sorted = rows.len() <= SORTED_ROWS_MAX;
        if can_be_sorted && !self.is_own_order() {
            sort(&mut rows, self.order);
        }
        let has_more = rows.len() > self.skip + PAGE_ROWS;
        ListRows {
            rows: rows.into_iter().skip(self.skip).take(PAGE_ROWS).collect(),
            has_more,
            can_be_sorted,
        }
    }

    /// The list between the links to its orders and the links to its other pages.
    pub(in crate::web) fn frame<T>(
        &self,
        view: &View<'_>,
        rows: &ListRows<T>,
        list: &Markup,
    ) -> Result<Markup, WebError> {
        let phrases = &view.phrases.lists.window;
        let is_cut = self.is_published && rows.has_more && self.skip + PAGE_ROWS >= SORTED_ROWS_MAX;
        let is_unsorted = !rows.can_be_sorted && !self.is_own_order();
        let rows_max = view.number(SORTED_ROWS_MAX as u64);
        // A published site has files only of the orders that can be made.
        let has_orders = rows.can_be_sorted || !self.is_published;
        Ok(html! {
            @if has_orders && (!rows.rows.is_empty() || self.skip > 0) { (self.sort_links(view)) }
            @if is_unsorted { p.notice { (phrases.too_long_to_sort.replace("{n}", &rows_max)) } }
            (list)
            @if is_cut { p.notice { (phrases.published_cut.replace("{n}", &rows_max)) } }
            (pager(view, rows.has_more && !is_cut)?)
        })
    }

    /// Links to the orders of the list, of which the present one is marked.
    fn sort_links(&self, view: &View<'_>) -> Markup {
        let phrases = &view.phrases.lists.window;
        let link = |order: &'static str| {
            let value = (self.orders.first() != Some(&order)).then_some(order);
            view.link_to(&view.address.with("sort", value).with("page", None))
        };
        html! {
            @if self.orders.len() > 1 {
                nav.sort aria-label=(phrases.sort_label) {
                    span.sort-label { (phrases.sort_label) } " "
                    ul {
                        @for order in self.orders {
                            @if let Some(href) = link(order) {
                                li {
                                    a href=(href) aria-current=[(*order == self.order).then_some("true")] {
                                        (word(&phrases.order, order))
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
