//! What is put right in the register of people and boards.

use chrono::{DateTime, NaiveDate, Utc};

use super::calendar;

/// What became of a person or a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "register_change", rename_all = "snake_case")]
pub enum RegisterChange {
    /// A name or an address became another.
    Corrected,
    /// It ended.
    Ended,
    /// It goes on again.
    Reopened,
}

/// What has become of a board.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub struct BoardStory {
    /// Its last day.
    pub ended_on: Option<NaiveDate>,
    /// When that was written down.
    pub ended_at: Option<DateTime<Utc>>,
    /// Who answers for it afterwards, each in its time.
    pub heirs: Vec<Following>,
    /// What it was called before, in order.
    pub called: Vec<FormerName>,
    /// For which boards that have ended it answers, each in its time.
    pub answers_for: Vec<Following>,
}

/// A board that answers for another, or for which another answers.
#[derive(Clone, Debug, serde::Deserialize)]
pub struct Following {
    /// What it is called.
    pub name: String,
    /// The same as it stands in addresses.
    pub slug: String,
    /// The first day.
    pub from_on: NaiveDate,
    /// The last day, where yet another follows.
    pub to_on: Option<NaiveDate>,
    /// How many responses are left to hand in.
    pub left: i64,
}

impl Following {
    fn holds_on(&self, day: NaiveDate) -> bool {
        self.from_on <= day && self.to_on.is_none_or(|to| to >= day)
    }
}

/// A name that a board had.
#[derive(Clone, Debug, serde::Deserialize)]
pub struct FormerName {
    /// The name.
    pub name: String,
    /// When it was called something else.
    pub changed_at: DateTime<Utc>,
}

impl BoardStory {
    /// Who answers for it today, or will from the day after its last day.
    #[must_use]
    pub fn answering(&self, today: NaiveDate) -> Vec<&str> {
        let day = self.ended_on.and_then(|last| last.succ_opt()).map_or(today, |first| first.max(today));
        self.heirs.iter().filter(|heir| heir.holds_on(day)).map(|heir| heir.name.as_str()).collect()
    }

    /// What was known of it at the end of a day.
    #[must_use]
    pub fn as_of(&self, day: NaiveDate) -> Self {
        let by_then = |at: DateTime<Utc>| calendar::day_of(at) <= day;
        let mut then = self.clone();
        then.called.retain(|one| by_then(one.changed_at));
        if !self.ended_at.is_some_and(by_then) {
            (then.ended_on, then.ended_at, then.heirs) = (None, None, Vec::new());
        }
        then
    }

    /// For which boards it answers today that have something left to hand in.
    pub fn answers_for(&self, today: NaiveDate) -> impl Iterator<Item = &Following> {
        self.answers_for.iter().filter(move |one| one.left > 0 && one.holds_on(today))
    }
}
