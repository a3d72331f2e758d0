//! Decides the act of a statement (proposal, call, claim, …) in languages with spaces.
//!
//! Takes a report with its speaker and returns an `ActReading`. The cue decides alone where it performs the act
//! ("propose", "appelle à", "dément") or names an attitude to a noun phrase ("refuse X"). Otherwise the main clause
//! of the words said decides. A clause that passes no test is a claim.
//!
//! Files, top-down: `read_act`, `cue` (what the cue says about the act), `predicate` (the tests of a clause, in the
//! order of `precedence`), `main_clause` (its features), `subject` (whom the clause is about), `clause` (finds the
//! main clauses), `tense` (when its deed takes place), `precedence` (the order of acts), `act_reading` (the result).

mod act_reading;
mod clause;
mod cue;
mod main_clause;
pub(super) mod precedence;
mod predicate;
mod read_act;
mod subject;
mod tense;
#[cfg(test)]
mod tests;

pub(super) use read_act::read_act;
