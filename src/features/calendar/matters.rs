//! What the auditors take up when they meet: what came in, what boards ask for, what was judged, what is missing.

use chrono::{DateTime, NaiveDate, Utc};

use super::store::{Followed, Moment, Request, What};
use super::texts::Texts;
use crate::domain::address;
use crate::domain::calendar::{self, Standing};
use crate::domain::extension::ExtensionOutcome;
use crate::domain::round::RoundState;
use crate::domain::submission::SubmissionKind;
use crate::platform::parts::Chip;
use crate::platform::texts::Apart;
use crate::platform::words::{Words, capital};

/// One board's matter.
pub(super) struct Line {
    pub(super) who: String,
    pub(super) url: String,
    pub(super) said: Vec<String>,
    pub(super) chip: Option<Chip>,
}

/// Matters of one sort.
pub(super) struct List {
    pub(super) heading: &'static str,
    pub(super) lines: Vec<Line>,
}

/// All matters of one audit.
pub(super) struct Group {
    pub(super) title: String,
    pub(super) reference: String,
    pub(super) url: String,
    pub(super) lists: Vec<List>,
}

/// The time that is looked at, and how things are said.
pub(super) struct Drawing {
    pub(super) t: Texts,
    pub(super) words: Words,
    pub(super) today: NaiveDate,
    pub(super) since: NaiveDate,
    /// The first instant of that day.
    pub(super) at: DateTime<Utc>,
    /// So many days late, a response is missing and not only late.
    pub(super) missing_after: i64,
    /// Whether the reader decides on requests.
    pub(super) may_decide: bool,
}

impl Drawing {
    /// The matters, audit by audit in their order.
    pub(super) fn groups(&self, audits: &[String], followed: &[Followed], moments: &[Moment]) -> Vec<Group> {
        let groups = audits.iter().filter_map(|key| {
            let rounds: Vec<&Followed> = followed.iter().filter(|round| round.name.reference_key == *key).collect();
            let moments: Vec<&Moment> = moments.iter().filter(|moment| moment.key == *key).collect();
            let of_round = rounds.first().map(|round| (round.name.title.clone(), round.name.reference.clone()));
            let (title, reference) = of_round.or_else(|| moments.first().map(|moment| (moment.title.clone(), moment.reference.clone())))?;
            let lists = [
                List {
                    heading: self.t.came_heading(),
                    lines: rounds.iter().flat_map(|round| self.beside(round).into_iter().chain(self.came(round))).collect(),
                },
                List { heading: self.t.requests_heading(), lines: rounds.iter().flat_map(|round| self.requests(round)).collect() },
                List { heading: self.t.judged_heading(), lines: rounds.iter().filter_map(|round| self.judged(round)).collect() },
                List { heading: self.t.moments_heading(), lines: moments.iter().map(|moment| self.moment(moment)).collect() },
                List { heading: self.t.missing_heading(), lines: rounds.iter().filter_map(|round| self.missing(round)).collect() },
            ];
            let lists = lists.into_iter().filter(|list| !list.lines.is_empty()).collect();
            Some(Group { title, reference, url: address::audit(key), lists })
        });
        groups.filter(|group| !group.lists.is_empty()).collect()
    }

    /// A line that leads to a page about the response.
    fn line(&self, round: &Followed, url: String, said: Vec<String>, chip: Option<Chip>) -> Line {
        let name = &round.name;
        Line { who: format!("{}, {}", Apart(&name.board_name), self.words.round(name.kind, name.ordinal())), url, said, chip }
    }

    /// A response that came: how late by the day in force, and by the first one where that is another.
    fn came(&self, round: &Followed) -> Option<Line> {
        let day = round.received_on.filter(|day| *day >= self.since)?;
        let (t, words) = (self.t, self.words);
        let (last, late) = (round.last_day, round.last_day.lateness(day));
        let mut said = vec![t.came_on(&words.date(day), &words.lateness_by_day(late.in_force), &words.date(last.due_on))];
        if last.original_due_on != last.due_on {
            said.push(t.by_the_first_day(&words.date(last.original_due_on), &words.lateness_by_day(late.by_letter)));
        }
        said.extend(late.moved_after.map(|kind| format!("{}.", capital(words.moved_after(kind)))));
        let chip = Chip::of_round(words, RoundState::Received { late });
        Some(self.line(round, round.name.response_url(), said, Some(chip)))
    }

    /// What was added to an answer, and what came and was taken back: it has come all the same.
    fn beside(&self, round: &Followed) -> Vec<Line> {
        let (t, words) = (self.t, self.words);
        let drawn = round.beside.iter().map(|one| {
            let came = words.date(one.received_on);
            let what = match one.kind {
                SubmissionKind::Response => t.a_response(&one.receipt_number),
                SubmissionKind::Preliminary => t.a_preliminary_response(&one.receipt_number),
                SubmissionKind::Supplement => t.a_supplement(&one.receipt_number),
            };
            let (said, chip) = match (one.withdrawn_at, &one.reason) {
                (Some(at), reason) => {
                    let why = reason.iter().map(|reason| t.because(reason));
                    ([t.taken_back(&what, &came, &self.day(at))].into_iter().chain(why).collect(), Chip::plain(t.withdrawn()))
                }
                (None, _) => (vec![t.came_beside(&what, &came)], Chip::plain(t.supplement())),
            };
            self.line(round, round.name.submission_url(one.number), said, Some(chip))
        });
        drawn.collect()
    }

    fn requests(&self, round: &Followed) -> Vec<Line> {
        let own = round.requests.iter();
        own.map(|request| {
            let asked = self.t.asked_on(&self.day(request.asked_at), &self.words.date(request.wished_on));
            let (settled, chip) = self.settled(request);
            let waits = request.open && self.may_decide;
            let url = if waits { round.name.extension_decision_url() } else { round.name.ledger_url() };
            self.line(round, url, vec![asked, settled], Some(chip))
        })
        .collect()
    }

    /// How a request ended, if it has.
    fn settled(&self, request: &Request) -> (String, Chip) {
        let (t, words) = (self.t, self.words);
        match (request.outcome, request.decided_at, request.withdrawn_at) {
            (Some(ExtensionOutcome::Granted | ExtensionOutcome::GrantedOther), Some(at), _) => {
                let until = request.granted_on.map(|day| words.date(day)).unwrap_or_default();
                (t.granted_on(&self.day(at), &until), Chip::plain(t.granted()))
            }
            (Some(ExtensionOutcome::Refused), Some(at), _) => (t.refused_on(&self.day(at)), Chip::plain(t.refused())),
            (_, _, Some(at)) => (t.withdrawn_on(&self.day(at)), Chip::plain(t.withdrawn())),
            (_, _, None) if request.open => (t.waits_for_decision().to_owned(), Chip::hold(words.extension_asked())),
            (_, _, None) => (t.overtaken().to_owned(), Chip::plain(t.not_decided())),
        }
    }

    fn judged(&self, round: &Followed) -> Option<Line> {
        let at = round.assessed_at.filter(|at| *at >= self.at)?;
        Some(self.line(round, round.name.response_url(), vec![self.t.judged_on(&self.day(at))], None))
    }

    /// What was done with the audit beside its rounds, with why.
    fn moment(&self, moment: &Moment) -> Line {
        let (t, audit, day) = (self.t, address::audit(&moment.key), self.day(moment.at));
        let about = moment.about.clone().unwrap_or_default();
        let board = moment.board.as_deref().map(|board| Apart(board).to_string()).unwrap_or_default();
        let of_day = moment.day.map(|day| self.words.date(day)).unwrap_or_default();
        let (who, url, said) = match moment.what {
            What::RoundWithdrawn => (board, audit, t.round_withdrawn(&day)),
            What::TitleCorrected => (t.the_title().to_owned(), audit, t.title_corrected(&day)),
            What::ReplyToCorrected => (t.the_reply_to().to_owned(), audit, t.reply_to_corrected(&day)),
            What::ItemCorrected => (about.clone(), format!("{audit}#{about}"), t.item_corrected(&day)),
            What::Reopened => (t.audit().to_owned(), audit, t.reopened(&day)),
            What::VerdictCorrected => (board, audit, t.verdict_corrected(&day)),
            What::FollowedUp => {
                let url = address::recommendation(&moment.key, &about, moment.board_slug.as_deref().unwrap_or_default());
                (format!("{board}, {about}"), url, t.followed_up(&day))
            }
            What::Council => (t.the_council().to_owned(), audit, t.council_took_up(&of_day, &about)),
            What::CouncilCorrected => (t.the_council().to_owned(), audit, t.council_corrected(&day, &of_day, &about)),
            What::CouncilStruck => (t.the_council().to_owned(), audit, t.council_struck(&day, &of_day, &about)),
        };
        let looks = moment.day.filter(|_| moment.what == What::FollowedUp).map(|day| t.looks_again(&self.words.date(day)));
        let why = (!moment.reason.is_empty()).then(|| t.because(&moment.reason));
        Line { who, url, said: [Some(said), looks, why].into_iter().flatten().collect(), chip: None }
    }

    /// A response that should have come, and when its board meets next.
    fn missing(&self, round: &Followed) -> Option<Line> {
        let late = calendar::days_late(round.last_day.due_on, self.today).filter(|_| round.received_on.is_none() && !round.closed)?;
        let (t, words) = (self.t, self.words);
        let mut said = vec![t.should_have_come(&words.date(round.last_day.due_on), &words.days_late(late))];
        said.extend(words.moved(round.last_day).map(|moved| format!("{moved}.")));
        said.push(match (round.next_meeting, round.papers_by) {
            (None, _) => t.no_board_meeting().to_owned(),
            (Some(held_on), Some(papers)) => {
                format!("{} {}", t.board_meets(&words.weekday_date(held_on)), t.papers_by(&words.weekday_date(papers)))
            }
            (Some(held_on), None) => t.board_meets(&words.weekday_date(held_on)),
        });
        // From then on the letter of reminder lies ready.
        let (url, chip) = if late >= self.missing_after {
            (round.name.reminder_letter_url(), t.missing_response())
        } else {
            (round.name.ledger_url(), words.round_state(RoundState::Awaited(Standing::DaysLate(late))))
        };
        Some(self.line(round, url, said, Some(Chip::bad(chip))))
    }

    fn day(&self, at: DateTime<Utc>) -> String {
        self.words.date(calendar::day_of(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::round::{DeadlineKind, LastDay, RoundKey, RoundKind, RoundName};
    use crate::platform::language::Lang;

    fn d(day: &str) -> NaiveDate {
        day.parse().unwrap()
    }

    fn round(received: Option<&str>) -> Followed {
        Followed {
            name: RoundName {
                reference: "REV-2025-1".into(),
                reference_key: "rev-2025-1".into(),
                title: "Städavtal".into(),
                board_name: "Servicenämnden".into(),
                board_slug: "servicenamnden".into(),
                kind: RoundKind::First,
                key: RoundKey::new(1),
            },
            last_day: LastDay {
                due_on: d("2025-04-25"),
                original_due_on: d("2025-03-31"),
                kind: DeadlineKind::Extension,
                extension_asked: false,
                moved_after: None,
                undecided: false,
                withdrawn: false,
            },
            received_on: received.map(d),
            assessed_at: None,
            closed: false,
            beside: sqlx::types::Json(Vec::new()),
            requests: sqlx::types::Json(Vec::new()),
            next_meeting: None,
            papers_by: None,
        }
    }

    fn groups_on(round: Followed, today: &str) -> Vec<Group> {
        let at = "2025-03-30T23:00:00Z".parse().unwrap();
        let (t, words) = (Texts::from(Lang::SV), Words::new(Lang::SV));
        Drawing { t, words, today: d(today), since: d("2025-03-31"), at, missing_after: 14, may_decide: true }.groups(&["rev-2025-1".to_owned()], &[round], &[])
    }

    #[test]
    fn what_came_is_held_against_both_days() {
        let groups = groups_on(round(Some("2025-04-28")), "2025-05-05");
        let line = &groups[0].lists[0].lines[0];
        assert_eq!(line.who, "Servicenämnden, första yttrande");
        assert_eq!(line.said, ["Kom in 28 april 2025, 3 dagar sent mot sista dagen 25 april 2025.", "Mot den första sista dagen 31 mars 2025: 28 dagar sent."]);
    }

    #[test]
    fn what_is_late_becomes_missing_and_the_boards_next_meeting_is_said() {
        let missing = Followed { next_meeting: Some(d("2025-05-14")), papers_by: Some(d("2025-05-02")), ..round(None) };
        let groups = groups_on(missing, "2025-05-08");
        let line = &groups[0].lists[0].lines[0];
        assert_eq!(line.chip, Some(Chip::bad("Försenat")));
        assert_eq!(line.said[2], "Nämnden sammanträder onsdag 14 maj 2025. Handlingar senast fredag 2 maj 2025.");
        let groups = groups_on(round(None), "2025-05-09");
        let line = &groups[0].lists[0].lines[0];
        assert_eq!(line.chip, Some(Chip::bad("Uteblivet yttrande")));
        assert_eq!(line.said[2], "Inget kommande sammanträde är inlagt för nämnden.");
    }

    #[test]
    fn what_is_not_late_and_has_no_news_is_no_matter() {
        assert!(groups_on(round(None), "2025-04-25").is_empty());
        assert!(groups_on(round(Some("2025-03-30")), "2025-04-25").is_empty());
    }
}
