//! Pages over the answers of queries: as files of a published site.

pub mod site;
