//! What has become of a board: what it was called, that it has ended, and who answers for what it has left. The same wherever it stands.

use chrono::{DateTime, NaiveDate, Utc};

use super::Words;
use crate::domain::calendar;
use crate::domain::register::BoardStory;
use crate::platform::language::Tongue;
use crate::platform::texts::{Apart, together};

impl Words {
    /// What readers have to know beside its name.
    #[must_use]
    pub fn board_story(self, story: &BoardStory, today: NaiveDate) -> Vec<String> {
        let called = story.called.iter().map(|one| self.was_called(&one.name, one.changed_at));
        called.chain(story.ended_on.map(|day| self.board_ends(story, day, today))).collect()
    }

    /// "Nämnden hette tidigare Servicenämnden, till och med 10 mars 2025."
    fn was_called(self, name: &str, changed_at: DateTime<Utc>) -> String {
        let (name, day) = (Apart(name), self.date(calendar::day_of(changed_at)));
        match self.lang.tongue() {
            Tongue::Sv => format!("Nämnden hette tidigare {name}, till och med {day}."),
            Tongue::En => format!("The board was earlier called {name}, up to and including {day}."),
        }
    }

    fn board_ends(self, story: &BoardStory, day: NaiveDate, today: NaiveDate) -> String {
        let (answer, date) = (together(&story.answering(today)), self.date(day));
        match (self.lang.tongue(), day < today, answer.is_empty()) {
            (Tongue::Sv, true, false) => format!("Nämnden fanns till och med {date}. Det som är kvar svarar {answer} för."),
            (Tongue::Sv, true, true) => format!("Nämnden fanns till och med {date}. Det som är kvar svarar nämndens egna för."),
            (Tongue::Sv, false, false) => format!("Nämnden upphör {date}. Därefter svarar {answer} för det som är kvar."),
            (Tongue::Sv, false, true) => format!("Nämnden upphör {date}. Även därefter svarar nämndens egna för det som är kvar."),
            (Tongue::En, true, false) => format!("The board existed until {date}. {answer} answers for what is left."),
            (Tongue::En, true, true) => format!("The board existed until {date}. Its own people answer for what is left."),
            (Tongue::En, false, false) => format!("The board ceases {date}. After that {answer} answers for what is left."),
            (Tongue::En, false, true) => format!("The board ceases {date}. After that, too, its own people answer for what is left."),
        }
    }

    /// What is to become of a board, or what has become of it: it ends, and perhaps another one follows it, or it goes on.
    #[must_use]
    pub fn board_fate(self, board: &str, on: Option<NaiveDate>, heir: Option<&str>) -> String {
        let (board, on, heir) = (Apart(board), on.map(|day| self.date(day)), heir.map(Apart));
        match (self.lang.tongue(), on, heir) {
            (Tongue::Sv, Some(day), Some(heir)) => format!("{board} upphör {day}, därefter svarar {heir}"),
            (Tongue::Sv, Some(day), None) => format!("{board} upphör {day}"),
            (Tongue::Sv, None, _) => format!("{board} öppnas igen och svarar själv"),
            (Tongue::En, Some(day), Some(heir)) => format!("{board} ceases {day}, after that {heir} answers"),
            (Tongue::En, Some(day), None) => format!("{board} ceases {day}"),
            (Tongue::En, None, _) => format!("{board} is opened again and answers for itself"),
        }
    }

    /// What a board was called when something happened, and what it is called now where that is another name.
    #[must_use]
    pub fn called_then(self, then: &str, now: &str) -> String {
        match self.lang.tongue() {
            _ if then == now => now.to_owned(),
            Tongue::Sv => format!("{} (nu {})", Apart(then), Apart(now)),
            Tongue::En => format!("{} (now {})", Apart(then), Apart(now)),
        }
    }
}
