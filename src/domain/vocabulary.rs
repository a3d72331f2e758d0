//! Closed vocabularies: small enums whose variants are stored and shown as words.

/// Defines a closed vocabulary: an enum, the stable word of each variant in stored events and output, and the
/// conversion from the word to the variant.
macro_rules! closed_vocabulary {
    ($(#[$doc:meta])* $name:ident, $kind:literal { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// All variants, in the order of their definition.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word of this variant in stored events and in output.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::domain::UnknownWord;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|w| w.as_str() == text).ok_or_else(|| {
                    $crate::domain::UnknownWord {
                        kind: $kind,
                        text: text.to_owned(),
                        known: &[$($word),+],
                    }
                })
            }
        }
    };
}
pub(super) use closed_vocabulary;

/// A word that a closed vocabulary does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown {kind} {text:?} (known: {})", known.join(", "))]
pub struct UnknownWord {
    /// The name of the vocabulary.
    pub kind: &'static str,
    /// The unknown word.
    pub text: String,
    /// The words of the vocabulary.
    pub known: &'static [&'static str],
}
