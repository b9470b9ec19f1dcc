//! A sentence whose numbers lead to the rows that they count.

use crate::platform::theirs::{marked, stretches};

/// A number that leads somewhere, to be put into such a sentence.
pub(super) fn number(said: &str) -> String {
    marked(said)
}

/// The sentence, and where its numbers lead, in their order; those that count nothing lead nowhere.
pub(super) struct Linked {
    said: String,
    urls: Vec<Option<String>>,
}

impl Linked {
    pub(super) fn new(said: String, urls: Vec<Option<String>>) -> Self {
        Self { said, urls }
    }

    /// Its stretches, each with where it leads.
    pub(super) fn pieces(&self) -> Vec<(Option<&str>, &str)> {
        let mut urls = self.urls.iter().map(Option::as_deref);
        stretches(&self.said).into_iter().map(|(leads, said)| (if leads { urls.next().flatten() } else { None }, said)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_leads_to_its_own_rows() {
        let said = format!("Följt upp: {}, {} och {}.", number("2 genomförda"), number("0 delvis"), number("1 inte"));
        let sentence = Linked::new(said, vec![Some("/a".to_owned()), None, Some("/c".to_owned())]);
        let expected =
            [(None, "Följt upp: "), (Some("/a"), "2 genomförda"), (None, ", "), (None, "0 delvis"), (None, " och "), (Some("/c"), "1 inte"), (None, ".")];
        assert_eq!(sentence.pieces(), expected);
    }
}
