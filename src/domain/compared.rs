//! Two texts beside each other: which words stand in one of them only.

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its words, with the blanks around them.
    pub text: String,
    /// Whether it stands in this text only.
    pub only_here: bool,
}

/// The most pairs of words that are held against each other. Longer texts are marked from where they begin to differ to where
/// they are the same again.
const MOST: usize = 4_000_000;

/// Both texts in pieces. Put together the pieces are the texts, blanks and all.
#[must_use]
pub fn compare(one: &str, other: &str) -> (Vec<Piece>, Vec<Piece>) {
    let (left, right) = (words(one), words(other));
    let before = left.iter().zip(&right).take_while(|(a, b)| a == b).count();
    let rest = (left.len() - before).min(right.len() - before);
    let after = left.iter().rev().zip(right.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let middle = |all: &[&str]| all.get(before..all.len() - after).unwrap_or_default().iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let (own, others) = (middle(&left), middle(&right));
    let same = if own.len().saturating_mul(others.len()) > MOST { Vec::new() } else { common(&own, &others) };
    let pieces = |all: &[&str], inner: &[String], kept: &dyn Fn(usize) -> bool| {
        let mut pieces = Pieces::default();
        all.iter().take(before).for_each(|word| pieces.add(word, false));
        inner.iter().enumerate().for_each(|(n, word)| pieces.add(word, !kept(n)));
        all.iter().skip(all.len() - after).for_each(|word| pieces.add(word, false));
        pieces.0
    };
    (pieces(&left, &own, &|n| same.iter().any(|(at, _)| *at == n)), pieces(&right, &others, &|n| same.iter().any(|(_, at)| *at == n)))
}

#[derive(Default)]
struct Pieces(Vec<Piece>);

impl Pieces {
    fn add(&mut self, word: &str, only_here: bool) {
        match self.0.last_mut() {
            Some(last) if last.only_here == only_here => last.text.push_str(word),
            Some(_) | None => self.0.push(Piece { text: word.to_owned(), only_here }),
        }
    }
}

/// Words with the blanks that follow them.
fn words(text: &str) -> Vec<&str> {
    text.split_inclusive(char::is_whitespace).collect()
}

/// The longest run of words that both have in this order: their places in each.
fn common(left: &[String], right: &[String]) -> Vec<(usize, usize)> {
    let width = right.len() + 1;
    let mut longest = vec![0_u32; (left.len() + 1) * width];
    let at = |longest: &[u32], i: usize, j: usize| longest.get(i * width + j).copied().unwrap_or_default();
    for (i, a) in left.iter().enumerate().rev() {
        for (j, b) in right.iter().enumerate().rev() {
            let best = if a == b { at(&longest, i + 1, j + 1) + 1 } else { at(&longest, i + 1, j).max(at(&longest, i, j + 1)) };
            if let Some(cell) = longest.get_mut(i * width + j) {
                *cell = best;
            }
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while let (Some(a), Some(b)) = (left.get(i), right.get(j)) {
        if a == b {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if at(&longest, i + 1, j) >= at(&longest, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn marked(pieces: &[Piece]) -> String {
        pieces.iter().map(|piece| if piece.only_here { format!("[{}]", piece.text) } else { piece.text.clone() }).collect()
    }

    #[test]
    fn words_that_stand_in_one_text_only_are_marked() {
        let (one, other) = compare("Avtalen följs upp varje kvartal av chefen.", "Avtalen följs upp varje månad av inköpschefen.");
        assert_eq!(marked(&one), "Avtalen följs upp varje [kvartal ]av [chefen.]");
        assert_eq!(marked(&other), "Avtalen följs upp varje [månad ]av [inköpschefen.]");
        assert_eq!(compare("", "Nytt").1, [Piece { text: "Nytt".into(), only_here: true }]);
    }

    #[test]
    fn very_long_texts_are_compared_quickly() {
        let (one, other) = ("a ".repeat(5_000) + "x", "b ".repeat(5_000) + "x");
        assert_eq!(compare(&one, &other).0.len(), 2);
    }

    proptest! {
        #[test]
        fn the_pieces_are_the_texts_and_what_is_not_marked_is_the_same(one in "[ab \n]{0,20}", other in "[ab \n]{0,20}") {
            let (left, right) = compare(&one, &other);
            let whole = |pieces: &[Piece]| pieces.iter().map(|piece| piece.text.as_str()).collect::<String>();
            let same = |pieces: &[Piece]| pieces.iter().filter(|piece| !piece.only_here).map(|piece| piece.text.as_str()).collect::<String>();
            prop_assert_eq!(whole(&left), one);
            prop_assert_eq!(whole(&right), other);
            prop_assert_eq!(same(&left), same(&right));
        }
    }
}
