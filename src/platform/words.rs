//! Dates, numbers and the names of things that several slices show, in the reader's language.

mod added;
mod boards;
mod file_held;
mod late;
mod no_file;
mod plans;
mod refusals;
mod reminding;

use chrono::{DateTime, Datelike as _, NaiveDate, Timelike as _, Utc, Weekday};

use super::failure::Wait;
use super::language::{Lang, Tongue};
use super::texts::{Apart, plural};
use crate::domain::actor::Role;
use crate::domain::audit::{AddresseeRole, BoardKind, ItemKind};
use crate::domain::calendar::{self, Closed, DateFault};
use crate::domain::password::{LONGEST, PasswordFault, SHORTEST};
use crate::domain::response::{Decider, Outcome};
use crate::domain::round::{RoundKind, RoundName};
use crate::domain::text::TextFault;
pub use crate::domain::text::capital;
use crate::domain::verdict::Grade;

pub use reminding::{Reminding, to_several};

/// Says things in a language.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    lang: Lang,
}

impl Words {
    /// In this language.
    #[must_use]
    pub fn new(lang: Lang) -> Self {
        Self { lang }
    }

    /// The language.
    #[must_use]
    pub fn lang(self) -> Lang {
        self.lang
    }

    /// "31 mars 2025".
    #[must_use]
    pub fn date(self, day: NaiveDate) -> String {
        let months = self.lang.pick(calendar::MONTHS_SV, calendar::MONTHS_EN);
        let month = months.get(day.month0() as usize).copied().unwrap_or("");
        format!("{} {month} {}", day.day(), day.year())
    }

    /// "Mars 2025": a heading over the days of a month.
    #[must_use]
    pub fn month(self, day: NaiveDate) -> String {
        let months = self.lang.pick(calendar::MONTHS_SV, calendar::MONTHS_EN);
        let month = months.get(day.month0() as usize).copied().unwrap_or("");
        format!("{} {}", capital(month), day.year())
    }

    /// "måndag 31 mars 2025": for last days.
    #[must_use]
    pub fn weekday_date(self, day: NaiveDate) -> String {
        let weekday = match day.weekday() {
            Weekday::Mon => self.lang.pick("måndag", "Monday"),
            Weekday::Tue => self.lang.pick("tisdag", "Tuesday"),
            Weekday::Wed => self.lang.pick("onsdag", "Wednesday"),
            Weekday::Thu => self.lang.pick("torsdag", "Thursday"),
            Weekday::Fri => self.lang.pick("fredag", "Friday"),
            Weekday::Sat => self.lang.pick("lördag", "Saturday"),
            Weekday::Sun => self.lang.pick("söndag", "Sunday"),
        };
        format!("{weekday} {}", self.date(day))
    }

    /// "14.32" in Swedish, "14:32" in English, in Stockholm.
    #[must_use]
    pub fn time(self, at: DateTime<Utc>) -> String {
        let time = calendar::time_of(at);
        format!("{:02}{}{:02}", time.hour(), self.lang.pick(".", ":"), time.minute())
    }

    /// "28 mars 2025 kl. 14.32".
    #[must_use]
    pub fn instant(self, at: DateTime<Utc>) -> String {
        let (day, time) = (self.date(calendar::day_of(at)), self.time(at));
        self.lang.pick(format!("{day} kl. {time}"), format!("{day}, {time}"))
    }

    /// When something came. Of what came on paper the hour may not be known.
    #[must_use]
    pub fn received(self, at: Option<DateTime<Utc>>, on: NaiveDate) -> String {
        at.map_or_else(|| self.date(on), |at| self.instant(at))
    }

    /// "30 mars 2025 är en söndag. Nästa vardag är måndag 31 mars 2025." Nothing for a day on which offices are open.
    #[must_use]
    pub fn closed_day(self, day: NaiveDate) -> Option<String> {
        let what = match calendar::closed(day)? {
            Closed::Saturday => self.lang.pick("en lördag", "a Saturday"),
            Closed::Sunday => self.lang.pick("en söndag", "a Sunday"),
            Closed::Holiday(sv, en) => self.lang.pick(sv, en),
        };
        let (said, next) = (self.date(day), self.weekday_date(calendar::next_weekday(day)));
        Some(self.lang.pick(format!("{said} är {what}. Nästa vardag är {next}."), format!("{said} is {what}. The next working day is {next}.")))
    }

    /// "första yttrande", "uppföljande yttrande", "omgång 3".
    #[must_use]
    pub fn round(self, kind: RoundKind, ordinal: i16) -> String {
        match kind {
            RoundKind::First if ordinal > 1 => self.lang.pick("nytt första yttrande", "new first response").to_owned(),
            RoundKind::First => self.lang.pick("första yttrande", "first response").to_owned(),
            RoundKind::FollowUp => self.lang.pick("uppföljande yttrande", "follow-up response").to_owned(),
            RoundKind::Further => self.lang.pick(format!("yttrande, omgång {ordinal}"), format!("response, round {ordinal}")),
        }
    }

    /// The same with a capital.
    #[must_use]
    pub fn round_title(self, kind: RoundKind, ordinal: i16) -> String {
        capital(&self.round(kind, ordinal))
    }

    /// "Första yttrande: Städavtal": what stands above every page about a round.
    #[must_use]
    pub fn round_heading(self, name: &RoundName) -> String {
        format!("{}: {}", self.round_title(name.kind, name.ordinal()), Apart(&name.title))
    }

    /// "Servicenämndens", "Bolaget AB:s"; "Servicenämnden's".
    #[must_use]
    pub fn genitive(self, name: &str) -> String {
        let abbreviated = name.split_whitespace().last().is_some_and(|word| word.chars().count() > 1 && word.chars().all(char::is_uppercase));
        let ending = match self.lang.tongue() {
            Tongue::En => "'s",
            Tongue::Sv if abbreviated => ":s",
            Tongue::Sv if name.ends_with(['s', 'x', 'z']) => "",
            Tongue::Sv => "s",
        };
        format!("{name}{ending}")
    }

    /// What a role is called.
    #[must_use]
    pub fn role(self, role: Role) -> &'static str {
        match role {
            Role::Auditor => self.lang.pick("revisor", "auditor"),
            Role::AuditReader => self.lang.pick("läsare hos revisionen", "audit reader"),
            Role::Secretary => self.lang.pick("nämndsekreterare", "board secretary"),
            Role::Contributor => self.lang.pick("handläggare", "contributor"),
            Role::Approver => self.lang.pick("ordförande", "chair"),
            Role::Council => self.lang.pick("fullmäktigeledamot", "council member"),
            Role::Administrator => self.lang.pick("administratör", "administrator"),
        }
    }

    /// What kind of body it is.
    #[must_use]
    pub fn board_kind(self, kind: BoardKind) -> &'static str {
        match kind {
            BoardKind::Board => self.lang.pick("nämnd", "board"),
            BoardKind::Executive => self.lang.pick("kommunstyrelse", "executive board"),
            BoardKind::Company => self.lang.pick("bolag", "company"),
            BoardKind::Council => self.lang.pick("fullmäktige", "council"),
        }
    }

    /// What a body is asked to do.
    #[must_use]
    pub fn addressee_role(self, role: AddresseeRole) -> &'static str {
        match role {
            AddresseeRole::Respond => self.lang.pick("ska svara", "must respond"),
            AddresseeRole::Information => self.lang.pick("för kännedom", "for information"),
            AddresseeRole::Action => self.lang.pick("för åtgärd", "for action"),
            AddresseeRole::Consideration => self.lang.pick("för beaktande", "for consideration"),
        }
    }

    /// "Bedömning" or "Rekommendation".
    #[must_use]
    pub fn item_kind(self, kind: ItemKind) -> &'static str {
        match kind {
            ItemKind::Assessment => self.lang.pick("Bedömning", "Assessment"),
            ItemKind::Recommendation => self.lang.pick("Rekommendation", "Recommendation"),
        }
    }

    /// How a promise went.
    #[must_use]
    pub fn outcome(self, outcome: Outcome) -> &'static str {
        match outcome {
            Outcome::Done => self.lang.pick("Genomförd", "Done"),
            Outcome::UnderWay => self.lang.pick("Pågår", "Under way"),
            Outcome::NotDone => self.lang.pick("Inte genomförd", "Not done"),
            Outcome::Replaced => self.lang.pick("Ersatt av annan åtgärd", "Replaced by another measure"),
            Outcome::Dropped => self.lang.pick("Genomförs inte", "Will not be done"),
        }
    }

    /// Who decided.
    #[must_use]
    pub fn decider(self, decider: Decider) -> &'static str {
        match decider {
            Decider::Board => self.lang.pick("Nämnden", "The board"),
            Decider::Committee => self.lang.pick("Arbetsutskottet", "The working committee"),
            Decider::Chair => self.lang.pick("Ordföranden", "The chair"),
            Decider::Other => self.lang.pick("Någon annan med delegation", "Somebody else by delegation"),
        }
    }

    /// A verdict.
    #[must_use]
    pub fn grade(self, grade: Grade) -> &'static str {
        match grade {
            Grade::Sufficient => self.lang.pick("Tillräckligt", "Sufficient"),
            Grade::PartlySufficient => self.lang.pick("Delvis tillräckligt", "Partly sufficient"),
            Grade::Insufficient => self.lang.pick("Inte tillräckligt", "Not sufficient"),
            Grade::Implemented => self.lang.pick("Genomförd", "Implemented"),
            Grade::PartlyImplemented => self.lang.pick("Delvis genomförd", "Partly implemented"),
            Grade::NotImplemented => self.lang.pick("Inte genomförd", "Not implemented"),
            Grade::NoLongerRelevant => self.lang.pick("Inte längre aktuell", "No longer relevant"),
        }
    }

    /// Why a date was not taken.
    #[must_use]
    pub fn date_fault(self, fault: &DateFault) -> String {
        match fault {
            DateFault::Empty | DateFault::NotADate => {
                self.lang.pick("Skriv ett datum, till exempel 2025-03-31.", "Enter a date, for example 2025-03-31.").to_owned()
            }
            DateFault::Impossible(raw) => self.lang.pick(format!("Det finns inget datum {raw}."), format!("There is no date {raw}.")),
            DateFault::FarAway(raw) => self.far_away(raw),
        }
    }

    /// Why a text was not taken: `field` as in "Skriv {field}."
    #[must_use]
    pub fn text_fault(self, fault: TextFault, field: &str) -> String {
        match fault {
            TextFault::Empty => self.lang.pick(format!("Skriv {field}."), format!("Enter {field}.")),
            TextFault::TooLong(limit, length) => self.lang.pick(
                format!("Texten får ha högst {limit} tecken. Den har {length}."),
                format!("The text can have at most {limit} characters. It has {length}."),
            ),
        }
    }

    /// Why a password was not taken.
    #[must_use]
    pub fn password_fault(self, fault: PasswordFault) -> &'static str {
        const { assert!(SHORTEST == 15 && LONGEST == 256, "the sentences say 15 and 256") };
        match fault {
            PasswordFault::TooShort => {
                self.lang.pick("Lösenordet är för kort. Det ska ha minst 15 tecken.", "The password is too short. It needs at least 15 characters.")
            }
            PasswordFault::TooLong => {
                self.lang.pick("Lösenordet är för långt. Det får ha högst 256 tecken.", "The password is too long. It can have at most 256 characters.")
            }
            PasswordFault::Repeated => self.lang.pick(
                "Lösenordet är samma tecken om och om igen, och lätt att gissa. Skriv fyra eller fem ord som inte hör ihop.",
                "The password is the same characters again and again, and easy to guess. Use four or five words that do not belong together.",
            ),
            PasswordFault::KeysInARow => self.lang.pick(
                "Lösenordet är mest tangenter eller tecken i följd, och lätt att gissa. Skriv fyra eller fem ord som inte hör ihop.",
                "The password is mostly keys or characters in a row, and easy to guess. Use four or five words that do not belong together.",
            ),
            PasswordFault::OfTheHouse => self.lang.pick(
                "Lösenordet är mest organisationens namn, och det gissar man först. Skriv fyra eller fem ord som inte hör ihop.",
                "The password is mostly the name of the organisation, which is what people guess first. Use four or five words that do not belong together.",
            ),
            PasswordFault::OfOneself => self.lang.pick(
                "Lösenordet är mest ditt namn eller din e-postadress, och det gissar man först. Skriv fyra eller fem ord som inte hör ihop.",
                "The password is mostly your name or e-mail address, which is what people guess first. Use four or five words that do not belong together.",
            ),
            PasswordFault::Common => self.lang.pick(
                "Lösenordet är mest ord och siffror som många väljer, och lätt att gissa. Skriv fyra eller fem ord som inte hör ihop.",
                "The password is mostly words and digits that many choose, and easy to guess. Use four or five words that do not belong together.",
            ),
            PasswordFault::NotTheSame => self.lang.pick("De två lösenorden är inte likadana.", "The two passwords are not the same."),
        }
    }

    /// Why one has to wait before a password is looked at.
    #[must_use]
    pub fn wait(self, wait: Wait) -> String {
        match wait {
            Wait::For(time) => {
                let minutes = time.num_minutes() + 1;
                self.lang.pick(
                    format!("För många försök. Vänta {} och försök igen.", plural(minutes, "en minut", "minuter")),
                    format!("Too many attempts. Wait {} and try again.", plural(minutes, "a minute", "minutes")),
                )
            }
            Wait::Crowd => self
                .lang
                .pick("Många försöker logga in just nu. Försök igen om en stund.", "Many are trying to sign in right now. Try again in a while.")
                .to_owned(),
        }
    }

    /// "1,2 MB", "340 kB".
    #[must_use]
    pub fn file_size(self, bytes: i64) -> String {
        let tenths = |unit: i64| (bytes * 10 + unit / 2) / unit;
        if bytes >= 1_000_000 {
            let n = tenths(1_000_000);
            format!("{}{}{} MB", n / 10, self.lang.pick(",", "."), n % 10)
        } else {
            format!("{} kB", (bytes / 1000).max(1))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_bent_as_people_bend_them() {
        let (sv, en) = (Words::new(Lang::SV), Words::new(Lang::EN));
        assert_eq!(sv.genitive("Servicenämnden"), "Servicenämndens");
        assert_eq!(sv.genitive("Strandhus AB"), "Strandhus AB:s");
        assert_eq!(sv.genitive("Nämnden för Mariefors"), "Nämnden för Mariefors");
        assert_eq!(en.genitive("Servicenämnden"), "Servicenämnden's");
    }

    #[test]
    fn a_closed_day_is_said_with_the_next_day_that_is_open() {
        let (sv, en) = (Words::new(Lang::SV), Words::new(Lang::EN));
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(sv.closed_day(day("2025-03-30")).unwrap(), "30 mars 2025 är en söndag. Nästa vardag är måndag 31 mars 2025.");
        assert_eq!(en.closed_day(day("2025-04-18")).unwrap(), "18 April 2025 is Good Friday. The next working day is Tuesday 22 April 2025.");
        assert_eq!(sv.closed_day(day("2025-03-31")), None);
    }
}
