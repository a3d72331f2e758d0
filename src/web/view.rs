//! What a page is rendered from: the record, the address with its parameters, and the language of the interface.

use super::address::{Address, Listing, Page};
use super::error::WebError;
use super::language::{Counted, InterfaceLanguage, ListingPhrases, Phrases, word};
use super::links::Links;
use crate::domain::{Act, Edtf, Position, Reader, Timestamp};
use crate::query::input::{DateInput, LogMoment, parse_certainty, parse_count, utc_day};
use crate::query::{
    Query, ReaderByNameQuery, ReliabilityFilter, StatementFilter, TopicLabels, TopicLabelsQuery,
};
use crate::tracker::Tracker;
use chrono::NaiveDate;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

/// When a page is rendered.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moment {
    /// The time.
    pub(super) now: Timestamp,
    /// The last position of the log that the page may know; `None` for its end, wherever that is by then.
    pub(super) end: Option<Position>,
}

/// What a page is rendered from.
#[derive(Debug)]
pub(super) struct View<'a> {
    tracker: &'a Tracker,
    /// The address.
    pub(super) address: &'a Address,
    /// The language of the interface.
    pub(super) language: InterfaceLanguage,
    /// Its words.
    pub(super) phrases: &'static Phrases,
    /// Where links lead.
    pub(super) links: Links,
    /// The time at which the page was asked for, from which relative dates count; for a published site, the time of the
    /// last event.
    asked_at: Timestamp,
    /// The time that the question takes for now: `asked_at`, or the moment that the parameter `as-of` names.
    now: Timestamp,
    /// The position of the log that the question is about; `None` for its end.
    pub(super) as_of: Option<Position>,
    /// The last position of the log that the page may know; `None` for its end, wherever that is.
    pub(super) end: Option<Position>,
    topic_labels: OnceCell<HashMap<String, TopicLabels>>,
}

impl<'a> View<'a> {
    /// A view of the record as the parameters `as-of` and `reader` of `address` ask for it.
    pub(super) fn new(
        tracker: &'a Tracker,
        address: &'a Address,
        (language, links): (InterfaceLanguage, Links),
        moment: Moment,
    ) -> Result<Self, WebError> {
        let mut view = Self {
            tracker,
            address,
            language,
            phrases: Phrases::of(language)?,
            links,
            asked_at: moment.now,
            now: moment.now,
            as_of: None,
            end: moment.end,
            topic_labels: OnceCell::new(),
        };
        view.set_as_of()?;
        Ok(view)
    }

    /// Makes the record answer as of the moment, and as read by the reader, that the parameters name.
    fn set_as_of(&mut self) -> Result<(), WebError> {
        let now = self.asked_at;
        let moment = self.read_parameter("as-of", |text| LogMoment::parse_as_of(text, now))?;
        if let Some(moment) = moment {
            self.as_of = Some(self.tracker.position_as_of(moment)?);
            self.now = self.tracker.time_of_question(Some(moment), now)?;
        }
        self.end = self.as_of.or(self.end);
        self.tracker.set_as_of(self.end)?;
        let is_other = |name: &&str| name.split('/').next() != Some(Reader::OWN_NAME);
        if let Some(name) = self.parameter("reader").filter(is_other) {
            let reader = self.ask(&ReaderByNameQuery {
                name: name.to_owned(),
            })?;
            self.tracker.set_as_of_for_reader(self.end, &reader.name)?;
        }
        Ok(())
    }

    /// The value of a parameter; `None` if it is not given.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.address.parameters.get(name)
    }

    /// The value of a parameter, read by `read`.
    pub(super) fn read_parameter<T, E: fmt::Display>(
        &self,
        name: &str,
        read: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<Option<T>, WebError> {
        self.parameter(name)
            .map(|text| read(text).map_err(|error| WebError::parameter(name, error)))
            .transpose()
    }

    /// The value of a parameter that is a word of a closed vocabulary.
    pub(super) fn word_parameter<T: FromStr<Err: fmt::Display>>(
        &self,
        name: &str,
    ) -> Result<Option<T>, WebError> {
        self.read_parameter(name, T::from_str)
    }

    /// The date of a parameter that begins a range.
    pub(super) fn range_start(&self, name: &str) -> Result<Option<Edtf>, WebError> {
        let asked_on = self.asked_on();
        self.read_parameter(name, |text| {
            DateInput::parse(text, asked_on).map(DateInput::range_start)
        })
    }

    /// The date of a parameter that ends a range.
    pub(super) fn range_end(&self, name: &str) -> Result<Option<Edtf>, WebError> {
        let asked_on = self.asked_on();
        self.read_parameter(name, |text| {
            DateInput::parse(text, asked_on).map(DateInput::range_end)
        })
    }

    /// The filter that the parameters ask for, as the options of the commands do; `act` where none is given.
    pub(super) fn statement_filter(&self, act: Option<Act>) -> Result<StatementFilter, WebError> {
        self.statement_filter_with_act(self.word_parameter("act")?.or(act))
    }

    /// The same with this act, whatever the parameter `act` says.
    pub(super) fn statement_filter_with_act(&self, act: Option<Act>) -> Result<StatementFilter, WebError> {
        let text = |name| self.parameter(name).map(str::to_owned);
        Ok(StatementFilter {
            speaker: text("speaker"),
            topic: text("topic"),
            act,
            report: self.word_parameter("report")?,
            mode: None,
            since: self.range_start("since")?,
            until: self.range_end("until")?,
            lang: self.word_parameter("lang")?,
            publisher: text("publisher"),
            reliability: self.reliability_filter()?,
            limit: self.limit()?,
        })
    }

    /// The filter on reliability that the parameters ask for.
    pub(super) fn reliability_filter(&self) -> Result<ReliabilityFilter, WebError> {
        let is_on = |name| self.address.parameters.is_on(name);
        let (reviewed, unreviewed) = (is_on("reviewed"), is_on("unreviewed"));
        if reviewed && unreviewed {
            return Err(WebError::parameter(
                "reviewed",
                "nothing is both reviewed and unreviewed",
            ));
        }
        Ok(ReliabilityFilter {
            min_certainty: self.read_parameter("min-certainty", parse_certainty)?,
            reviewed: (reviewed || unreviewed).then_some(reviewed),
        })
    }

    /// The number of results that the parameters ask for.
    pub(super) fn limit(&self) -> Result<Option<usize>, WebError> {
        self.read_parameter("limit", parse_count)
    }

    /// The number of the page of a list, from 1.
    pub(super) fn page_number(&self) -> Result<usize, WebError> {
        let number = self.read_parameter("page", parse_count)?.unwrap_or(1);
        if number > PAGE_NUMBER_MAX {
            return Err(WebError::parameter("page", "there is no such page"));
        }
        Ok(number)
    }

    /// Asks the record.
    pub(super) fn ask<Q: Query>(&self, question: &Q) -> Result<Q::Answer, WebError> {
        Ok(self.tracker.ask(question)?)
    }

    /// The record, for what is no question to the read models.
    pub(super) const fn tracker(&self) -> &Tracker {
        self.tracker
    }

    /// The position after which a parameter that names a time of recording begins.
    pub(super) fn position_since(&self, name: &str) -> Result<Option<Position>, WebError> {
        let moment = self.read_parameter(name, |text| LogMoment::parse_since(text, self.asked_at))?;
        let position = moment.map(|moment| self.tracker.position_before(moment));
        Ok(position.transpose()?)
    }

    /// The last position that was recorded when the page was asked for, or this many microseconds earlier.
    pub(super) fn position_before(&self, microseconds: i64) -> Result<Position, WebError> {
        let time = self.asked_at.micros().saturating_sub(microseconds);
        Ok(self.tracker.position_at(Timestamp::from_micros(time))?)
    }

    /// The day on which the page was asked for, in UTC.
    fn asked_on(&self) -> NaiveDate {
        utc_day(self.asked_at).unwrap_or_default()
    }

    /// The day of the question, in UTC.
    pub(super) fn today(&self) -> NaiveDate {
        utc_day(self.now).unwrap_or_default()
    }

    /// The link to a page without parameters of its own: its moment and reader stay those of this page. `None` if a
    /// published site has no such page.
    pub(super) fn link(&self, page: Page) -> Option<String> {
        self.link_to(&Address::plain(page))
    }

    /// The link to an address, with the moment, the reader and the language of this page.
    pub(super) fn link_to(&self, address: &Address) -> Option<String> {
        let mut address = address.clone();
        for name in ["as-of", "reader", "ui"] {
            if address.parameters.get(name).is_none() {
                address.parameters.set(name, self.parameter(name));
            }
        }
        self.links.to(&address, self.language)
    }

    /// A day as the language writes it; nothing where it is unknown.
    pub(super) fn optional_day(&self, day: Option<NaiveDate>) -> String {
        day.map_or_else(String::new, |day| self.language.day(day))
    }

    /// A period, which is given as EDTF, as the language writes it.
    pub(super) fn period(&self, period: &str) -> String {
        let date = period.parse().unwrap_or(Edtf::Unknown);
        let unknown = || self.phrases.statement_line.unknown_date.clone();
        self.language.date(date).unwrap_or_else(unknown)
    }

    /// A number as the language writes it.
    pub(super) fn number(&self, number: u64) -> String {
        self.language.number(number)
    }

    /// A phrase with a number.
    pub(super) fn count(&self, phrase: &Counted, count: u64) -> String {
        self.language.count(phrase, count)
    }

    /// The words about a list.
    pub(super) fn listing_phrases(&self, listing: Listing) -> Result<&'static ListingPhrases, WebError> {
        self.phrases
            .listing
            .get(listing.as_str())
            .ok_or(WebError::NoSuchPage)
    }

    /// The word for an act.
    pub(super) fn act(&self, act: Act) -> &'static str {
        word(&self.phrases.vocabulary.act, act.as_str())
    }

    /// The label of a topic in the language of the interface; its id if it has none.
    pub(super) fn topic_label(&self, id: &str) -> Result<String, WebError> {
        if self.topic_labels.get().is_none() {
            // Nobody else can have set it.
            let _ = self.topic_labels.set(self.ask(&TopicLabelsQuery)?);
        }
        let labels = self.topic_labels.get().and_then(|labels| labels.get(id));
        Ok(labels.map_or_else(|| id.to_owned(), |labels| self.label_of(labels).to_owned()))
    }

    /// The label in the language of the interface.
    pub(super) fn label_of<'l>(&self, labels: &'l TopicLabels) -> &'l str {
        let label = match self.language {
            InterfaceLanguage::English => None,
            InterfaceLanguage::French => labels.fr.as_deref(),
            InterfaceLanguage::Chinese => labels.zh.as_deref(),
        };
        label.unwrap_or(&labels.en)
    }
}

/// No list is followed further by hand; what comes later is asked for by a filter.
const PAGE_NUMBER_MAX: usize = 100_000;
