use std::fmt;

/// Displays bytes as lower-case hexadecimal digits, two per byte.
///
/// ```
/// use dixit::domain::Hexadecimal;
/// assert_eq!(Hexadecimal(&[0, 171]).to_string(), "00ab");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hexadecimal<'a>(pub &'a [u8]);

impl fmt::Display for Hexadecimal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
