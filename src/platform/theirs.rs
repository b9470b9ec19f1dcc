//! What people have written, within a sentence of the service. What they write is Swedish: an English page says so of it
//! (WCAG 3.1.2), so that it is read aloud as what it is.

use askama::Template;
use askama::filters::HtmlSafe;

use super::language::{Lang, Tongue};
use super::texts::Apart;
use crate::domain::round::RoundName;

/// Stand around a stretch for as long as a sentence is made. No text has them: they are no characters.
const BEGINS: char = '\u{1fffe}';
const ENDS: char = '\u{1ffff}';

/// A stretch of a sentence that is drawn otherwise than the rest of it.
#[must_use]
pub fn marked(text: &str) -> String {
    format!("{BEGINS}{text}{ENDS}")
}

/// A sentence in its stretches, each with whether it is a marked one.
#[must_use]
pub fn stretches(said: &str) -> Vec<(bool, &str)> {
    let stretch = |piece| match str::split_once(piece, ENDS) {
        Some((marked, rest)) => [(true, marked), (false, rest)],
        None => [(false, piece), (false, "")],
    };
    said.split(BEGINS).flat_map(stretch).filter(|(_, text)| !text.is_empty()).collect()
}

/// What somebody has written, to be put into a sentence that is drawn by [`Said`], and by nothing else.
#[must_use]
pub fn theirs(lang: Lang, text: &str) -> String {
    match lang.tongue() {
        Tongue::Sv => Apart(text).to_string(),
        Tongue::En => marked(&Apart(text).to_string()),
    }
}

/// A round whose board and title are put into such a sentence.
#[must_use]
pub fn their_round(lang: Lang, name: &RoundName) -> RoundName {
    RoundName { title: theirs(lang, &name.title), board_name: theirs(lang, &name.board_name), ..name.clone() }
}

/// The sentence where it is no part of a page: in a file.
#[must_use]
pub fn unmarked(said: &str) -> String {
    said.replace([BEGINS, ENDS], "")
}

/// A sentence as it is drawn on a page.
#[derive(Template)]
#[template(
    source = "{% for (theirs, text) in self.pieces() %}{% if theirs %}<span lang=\"sv\">{{ text }}</span>{% else %}{{ text }}{% endif %}{% endfor %}",
    ext = "html"
)]
pub struct Said<'a>(pub &'a str);
impl HtmlSafe for Said<'_> {}

impl Said<'_> {
    /// The stretches, each with whether somebody has written it.
    fn pieces(&self) -> Vec<(bool, &str)> {
        stretches(self.0)
    }
}

#[cfg(test)]
mod tests {
    use askama::Template as _;

    use super::{Said, theirs};
    use crate::platform::language::Lang;

    #[test]
    fn an_english_sentence_says_which_words_are_swedish() {
        let said = |lang| Said(&format!("{}: first response, {}", theirs(lang, "Kultur & fritid"), theirs(lang, "Inköp"))).render().unwrap();
        assert_eq!(said(Lang::EN), "<span lang=\"sv\">Kultur &#38; fritid</span>: first response, <span lang=\"sv\">Inköp</span>");
        assert_eq!(said(Lang::SV), "Kultur &#38; fritid: first response, Inköp");
    }
}
