//! Why an article or a statement was withdrawn.

use super::convert::Str;
use crate::domain;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Why something no longer counts.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub(super) enum Reason<'a> {
    /// Its words are gone from a newer text of the article.
    Revised {},
    /// A person decided so.
    Decided {
        /// In that person's words.
        why: Str<'a>,
    },
}

impl<'a> Reason<'a> {
    pub(super) fn from_domain(reason: &'a domain::WithdrawalReason) -> Self {
        match reason {
            domain::WithdrawalReason::Revised => Self::Revised {},
            domain::WithdrawalReason::Decided(why) => Self::Decided {
                why: Cow::Borrowed(why),
            },
        }
    }

    pub(super) fn into_domain(self) -> domain::WithdrawalReason {
        match self {
            Self::Revised {} => domain::WithdrawalReason::Revised,
            Self::Decided { why } => domain::WithdrawalReason::Decided(why.into_owned()),
        }
    }
}
