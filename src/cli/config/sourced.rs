//! A setting together with its origin.

/// A value and its origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sourced<T> {
    /// The value.
    pub(crate) value: T,
    /// Where it comes from, for people: a file, an option or a variable.
    pub(crate) origin: String,
}
