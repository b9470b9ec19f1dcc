//! Where the groups of a list stand, as `list_place()` of the database numbers them: group 0 by its day, the nearest first;
//! each later group after all of that, the newest day first. A part of a list that is one stretch of places is read and
//! counted by the index that gives the list its order, however long the list is.

use chrono::NaiveDate;

/// Between two groups there are more numbers than days.
const APART: i32 = 10_000_000;

/// A stretch of a list, both ends with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Places {
    /// The first place.
    pub from: i32,
    /// The last one.
    pub to: i32,
}

impl Places {
    /// The whole list.
    pub const ALL: Self = Self { from: i32::MIN, to: i32::MAX };

    /// One group: 0 goes by the nearest day, negative ones stand before it, positive ones after it.
    #[must_use]
    pub fn of_group(group: i32) -> Self {
        let middle = group.saturating_mul(APART);
        Self { from: middle.saturating_sub(APART / 2), to: middle.saturating_add(APART / 2 - 1) }
    }

    /// Of group 0, what has a day before this one.
    #[must_use]
    pub fn before(self, day: NaiveDate) -> Self {
        Self { to: number(day).saturating_sub(1), ..self }
    }

    /// Of group 0, what has this day or a later one.
    #[must_use]
    pub fn from(self, day: NaiveDate) -> Self {
        Self { from: number(day), ..self }
    }

    /// From the beginning of one stretch to the end of another.
    #[must_use]
    pub fn between(first: Self, last: Self) -> Self {
        Self { from: first.from, to: last.to }
    }
}

/// The place of a day in group 0.
fn number(day: NaiveDate) -> i32 {
    let beginning = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or_default();
    i32::try_from((day - beginning).num_days()).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(day: &str) -> NaiveDate {
        day.parse().unwrap()
    }

    #[test]
    fn groups_follow_one_another_without_gaps() {
        for group in -1..3 {
            assert_eq!(Places::of_group(group).to + 1, Places::of_group(group + 1).from);
        }
    }

    #[test]
    fn the_first_group_is_parted_at_a_day() {
        let (before, from) = (Places::of_group(0).before(d("2025-03-31")), Places::of_group(0).from(d("2025-03-31")));
        assert_eq!((before.from, before.to + 1, from.to), (Places::of_group(0).from, from.from, Places::of_group(0).to));
        assert_eq!(from.from, 9_221);
    }

    #[test]
    fn a_stretch_may_span_groups() {
        let open = Places::between(Places::of_group(0).from(d("2025-03-31")), Places::of_group(1));
        assert_eq!((open.from, open.to), (9_221, 14_999_999));
    }
}
