use super::{Listing, entries};
use crate::query::{Alike, Alikes};

impl Listing for Alikes {
    fn columns(&self) -> Vec<&'static str> {
        entries::columns(&["relation", "percent", "shared", "copy", "differs"])
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let row = |alike: &Alike| {
            let copy = if alike.copy { "yes" } else { "no" };
            entries::row(
                &alike.entry,
                [
                    alike.relation.to_string(),
                    alike.percent.to_string(),
                    alike.shared.join("; "),
                    copy.to_owned(),
                    if alike.rounded { "rounding" } else { "" }.to_owned(),
                ],
            )
        };
        self.alike.iter().map(row).collect()
    }
}
