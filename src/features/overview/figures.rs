//! What the figures are, without database or language. Every total on the overview is a sum of the same parts, so that
//! the sentence, the four figures and both tables can never disagree.

use crate::platform::language::Lang;

/// Below this, a percentage would say more than there is to know.
const FEWEST_FOR_PERCENT: i64 = 5;

/// So many of so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Share {
    pub(super) part: i64,
    pub(super) of: i64,
}

impl Share {
    /// Whole percent, or `None` when there are too few to speak of percent. Only all is 100 and only none is 0.
    pub(super) fn percent(self) -> Option<i64> {
        if self.of < FEWEST_FOR_PERCENT {
            return None;
        }
        let rounded = (self.part * 200 + self.of) / (self.of * 2);
        Some(match self.part {
            0 => 0,
            part if part == self.of => 100,
            _ => rounded.clamp(1, 99),
        })
    }

    /// "93 %", or "3 av 4" when there are few, or a dash when there is nothing.
    pub(super) fn figure(self, lang: Lang) -> String {
        match self.percent() {
            _ if self.of == 0 => "–".to_owned(),
            Some(percent) => percent_sign(lang, percent),
            None => self.counts(lang),
        }
    }

    /// "41 av 44".
    pub(super) fn counts(self, lang: Lang) -> String {
        lang.pick(format!("{} av {}", self.part, self.of), format!("{} of {}", self.part, self.of))
    }

    /// "41 av 44 (93 %)", without the percentage when there are few.
    pub(super) fn in_full(self, lang: Lang) -> String {
        match self.percent() {
            _ if self.of == 0 => "–".to_owned(),
            Some(percent) => format!("{} ({})", self.counts(lang), percent_sign(lang, percent)),
            None => self.counts(lang),
        }
    }
}

/// Swedish sets a space before the sign, and it must not break there.
fn percent_sign(lang: Lang, percent: i64) -> String {
    lang.pick(format!("{percent}\u{a0}%"), format!("{percent}%"))
}

/// What has been counted for a board, a year, or all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Responses that have come.
    pub(super) submitted: i64,
    /// Of those, after the last day in force.
    pub(super) late: i64,
    /// Responses that have not come although their last day has passed.
    pub(super) overdue: i64,
    /// Responses that never came and whose audit was closed without them.
    pub(super) unanswered: i64,
    /// Responses whose last day was moved by an extension.
    pub(super) extended: i64,
    /// Responses that have come after the date of the letter.
    pub(super) late_by_letter: i64,
    /// Responses that have not come although the date of the letter has passed.
    pub(super) overdue_by_letter: i64,
    /// Responses whose last day was moved when it had passed already.
    pub(super) moved_after: i64,
    /// Of those, the ones that have not come.
    pub(super) moved_after_open: i64,
    /// Recommendations by the auditors' verdict in the follow-up.
    pub(super) implemented: i64,
    pub(super) partly: i64,
    pub(super) not_implemented: i64,
    /// Recommendations without such a verdict.
    pub(super) waiting: i64,
}

impl std::ops::Add for Tally {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            submitted: self.submitted + other.submitted,
            late: self.late + other.late,
            overdue: self.overdue + other.overdue,
            unanswered: self.unanswered + other.unanswered,
            extended: self.extended + other.extended,
            late_by_letter: self.late_by_letter + other.late_by_letter,
            overdue_by_letter: self.overdue_by_letter + other.overdue_by_letter,
            moved_after: self.moved_after + other.moved_after,
            moved_after_open: self.moved_after_open + other.moved_after_open,
            implemented: self.implemented + other.implemented,
            partly: self.partly + other.partly,
            not_implemented: self.not_implemented + other.not_implemented,
            waiting: self.waiting + other.waiting,
        }
    }
}

impl Tally {
    /// Of all that have come or should have come. What is missing was not in time either: otherwise a board would do
    /// best by never answering.
    pub(super) fn on_time(self) -> Share {
        Share { part: self.submitted - self.late, of: self.submitted + self.overdue + self.unanswered }
    }

    /// The same by the date of the letter, where it says something else: whatever was moved since, that date stands.
    pub(super) fn on_time_by_letter(self) -> Option<Share> {
        let share = Share { part: self.submitted - self.late_by_letter, of: self.submitted + self.overdue_by_letter + self.unanswered };
        Some(share).filter(|share| *share != self.on_time())
    }

    /// Of the recommendations that the auditors have judged in a follow-up.
    pub(super) fn implementation(self) -> Share {
        Share { part: self.implemented, of: self.judged() }
    }

    pub(super) fn judged(self) -> i64 {
        self.implemented + self.partly + self.not_implemented
    }

    pub(super) fn recommendations(self) -> i64 {
        self.judged() + self.waiting
    }
}

/// All of them together.
pub(super) fn sum(tallies: impl IntoIterator<Item = Tally>) -> Tally {
    tallies.into_iter().fold(Tally::default(), |sum, one| sum + one)
}

/// A text cut at a word, for lists. The whole text stands where the list leads.
pub(super) fn shortened(text: &str, limit: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= limit {
        return line;
    }
    let cut: String = line.chars().take(limit).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{} …", whole.trim_end_matches([',', '.', ';', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_are_never_said_in_percent() {
        for (part, of, sv, en) in [
            (0, 0, "–", "–"),
            (1, 1, "1 av 1", "1 of 1"),
            (3, 4, "3 av 4", "3 of 4"),
            (4, 5, "80\u{a0}%", "80%"),
            (41, 44, "93\u{a0}%", "93%"),
            (0, 7, "0\u{a0}%", "0%"),
            (7, 7, "100\u{a0}%", "100%"),
        ] {
            let share = Share { part, of };
            assert_eq!((share.figure(Lang::SV).as_str(), share.figure(Lang::EN).as_str()), (sv, en), "{part} of {of}");
        }
    }

    #[test]
    fn only_all_is_a_hundred_and_only_none_is_nothing() {
        for (part, of, percent) in [(399, 400, 99), (400, 400, 100), (1, 400, 1), (0, 400, 0), (1, 8, 13), (1, 6, 17)] {
            assert_eq!(Share { part, of }.percent(), Some(percent), "{part} of {of}");
        }
    }

    #[test]
    fn a_share_in_full_has_its_counts() {
        assert_eq!(Share { part: 41, of: 44 }.in_full(Lang::SV), "41 av 44 (93\u{a0}%)");
        assert_eq!(Share { part: 3, of: 4 }.in_full(Lang::EN), "3 of 4");
        assert_eq!(Share { part: 0, of: 0 }.in_full(Lang::SV), "–");
    }

    #[test]
    fn what_is_missing_after_its_last_day_was_not_in_time() {
        let tally = Tally { submitted: 43, late: 2, overdue: 1, ..Tally::default() };
        assert_eq!(tally.on_time(), Share { part: 41, of: 44 });
        let closed = Tally { overdue: 0, unanswered: 1, ..tally };
        assert_eq!(closed.on_time(), Share { part: 41, of: 44 }, "closing without an answer makes no board better");
    }

    #[test]
    fn a_date_that_was_moved_makes_no_share_better_by_the_letter() {
        let tally = Tally { submitted: 3, late: 2, late_by_letter: 3, ..Tally::default() };
        assert_eq!((tally.on_time(), tally.on_time_by_letter()), (Share { part: 1, of: 3 }, Some(Share { part: 0, of: 3 })));
        let open = Tally { submitted: 1, overdue_by_letter: 1, ..Tally::default() };
        assert_eq!((open.on_time(), open.on_time_by_letter()), (Share { part: 1, of: 1 }, Some(Share { part: 1, of: 2 })));
        assert_eq!(Tally { submitted: 3, late: 1, late_by_letter: 1, ..Tally::default() }.on_time_by_letter(), None);
    }

    #[test]
    fn what_waits_for_a_verdict_is_no_part_of_the_share() {
        let tally = Tally { implemented: 33, partly: 9, not_implemented: 6, waiting: 20, ..Tally::default() };
        assert_eq!(tally.implementation(), Share { part: 33, of: 48 });
        assert_eq!(tally.recommendations(), 68);
    }

    #[test]
    fn a_long_text_is_cut_at_a_word() {
        assert_eq!(shortened("Ta fram\n en plan", 20), "Ta fram en plan");
        assert_eq!(shortened("Ta fram en plan, och öva den", 17), "Ta fram en plan …");
        assert_eq!(shortened("Ååååååå", 3), "Ååå …");
    }
}
