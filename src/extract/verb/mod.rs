//! Finds reporting verb groups: a form of a cue with its auxiliary, clitics, negation and inverted pronoun.
//!
//! Read the files in this order: `find` (all groups of a sentence), `group_at` (the group at one token), `left_context`
//! and `cue_end` (what belongs to the verb on its left and right), `verb_group` (the result).

mod cue_end;
mod find;
mod group_at;
mod left_context;
mod verb_group;

pub(super) use cue_end::cue_end;
pub(super) use find::{find_verb_groups, incise_inside_quotation};
pub(super) use verb_group::{VerbGroup, VerbShape};
