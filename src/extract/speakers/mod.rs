//! Resolves the speakers of one article: brings names, short names, descriptions and pronouns together.
//!
//! First everybody who is named in full anywhere is added; then each report's speaker is looked up or added, or found
//! as the antecedent of a pronoun or description; last, roles without a name get their bearers. Each answer says by
//! which rule it was found, and what is doubtful about it.
//!
//! Read the files in this order: `resolve` (all steps), `full_names`, `lookup` with `description` and `issuer`,
//! `antecedent`, `role_bearers` (the steps), `speaker_resolver`, `speaker_index`, `article_speaker`, `resolved_speaker`
//! (what they share).

mod antecedent;
mod article_speaker;
mod description;
mod full_names;
mod issuer;
mod lookup;
mod resolve;
mod resolved_speaker;
mod role_bearers;
mod speaker_index;
mod speaker_resolver;
#[cfg(test)]
mod tests;

pub(super) use resolve::resolve_speakers;
pub(super) use resolved_speaker::ResolvedSpeaker;
