//! A sentence whose numbers lead to the rows that they count.

/// Stand around a number for as long as the sentence is made. No text has them: they are no characters.
const BEGINS: char = '\u{1fffe}';
const ENDS: char = '\u{1ffff}';

/// A number that leads somewhere, to be put into such a sentence.
pub(super) fn number(said: &str) -> String {
    format!("{BEGINS}{said}{ENDS}")
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
        let mut pieces = Vec::new();
        for stretch in self.said.split(BEGINS) {
            match stretch.split_once(ENDS) {
                Some((number, rest)) => pieces.extend([(urls.next().flatten(), number), (None, rest)]),
                None => pieces.push((None, stretch)),
            }
        }
        pieces
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
