//! What the faults share: the program in a directory of its own (`bench`), chance (`dice`), what was acknowledged
//! (`acknowledgements`), the state of a log (`log_state`), system calls (`strace`), and the figures (`figures`).

pub(crate) mod acknowledgements;
pub(crate) mod bench;
pub(crate) mod dice;
pub(crate) mod figures;
pub(crate) mod log_state;
pub(crate) mod strace;
