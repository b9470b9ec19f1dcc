//! What the form says when all of it is taken together: how many must answer, and last days that somebody should look at twice.

use chrono::NaiveDate;

use super::form::{Form, LEFT_OUT, role_of};
use super::store::KnownBoard;
use super::texts::Texts;
use crate::domain::audit::AddresseeRole;
use crate::domain::calendar;
use crate::platform::words::Words;

/// What is confirmed by saving.
pub(super) struct Outline {
    /// "2 ska svara, 1 får det för kännedom."
    pub(super) counts: String,
    pub(super) warnings: Vec<String>,
    /// The same in short, to compare with what was shown before.
    pub(super) signature: String,
}

impl Outline {
    /// Takes together what the form holds, as far as it can be read.
    pub(super) fn of(form: &Form, boards: &[KnownBoard], today: NaiveDate, t: Texts, words: Words) -> Self {
        let letter_date = calendar::date(&form.letter_date).ok();
        let (mut counts, mut warnings, mut marks) = ([0_usize; 4], Vec::new(), Vec::new());
        for row in form.rows(boards).unwrap_or_default() {
            let Some(role) = role_of(row.role).filter(|_| row.slug != LEFT_OUT) else { continue };
            match role {
                AddresseeRole::Respond => counts[0] += 1,
                AddresseeRole::Information => counts[1] += 1,
                AddresseeRole::Action => counts[2] += 1,
                AddresseeRole::Consideration => counts[3] += 1,
            }
            let name = boards.iter().find(|board| board.slug == row.slug).map_or(row.name, |board| board.name.as_str());
            for day in [row.first, row.follow_up].into_iter().filter_map(|day| calendar::date(day).ok()).filter(|_| role == AddresseeRole::Respond) {
                if let Some(sentence) = doubtful(day, name, letter_date, today, t, words) {
                    warnings.push(sentence);
                    marks.push(format!("{}:{day}", row.id));
                }
            }
        }
        let signature = format!("{}-{}-{}-{};{}", counts[0], counts[1], counts[2], counts[3], marks.join(","));
        Self { counts: t.outline(counts), warnings, signature }
    }
}

/// What is odd about a last day, if anything. It is said, and never refused: old letters are recorded, too.
fn doubtful(day: NaiveDate, board: &str, letter_date: Option<NaiveDate>, today: NaiveDate, t: Texts, words: Words) -> Option<String> {
    let said = words.date(day);
    if letter_date.is_some_and(|letter| day <= letter) {
        return Some(t.day_before_letter(board, &said));
    }
    if day <= today {
        return Some(t.day_has_passed(board, &said));
    }
    words.closed_day(day).map(|closed| t.day_is_closed(board, &closed))
}
