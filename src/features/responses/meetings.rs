//! When a board can decide on its answer, as far as it has noted its meetings: which one is the last in time, whether its
//! papers can still be handed in, and for which later one more time can be asked.

use chrono::NaiveDate;

use super::store::{Meeting, Meetings, Round};
use super::texts::Texts;
use crate::platform::words::Words;

/// What there is to say, and the day for which an extension can be asked at once: its address and what the link says.
#[derive(Default)]
pub(super) struct Advice {
    pub(super) sentences: Vec<String>,
    pub(super) wish: Option<(String, String)>,
}

/// How the meetings stand to the last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum InTime {
    /// Papers can still be handed in for the last meeting in time.
    Possible(Meeting),
    /// There is one, and the day for its papers has passed.
    PapersOver(Meeting, NaiveDate),
    /// There is none.
    No,
}

fn in_time(meetings: &Meetings, today: NaiveDate) -> InTime {
    match meetings.in_time {
        None => InTime::No,
        Some(Meeting { papers_by: Some(papers), .. }) if papers < today => meetings.in_time.map_or(InTime::No, |meeting| InTime::PapersOver(meeting, papers)),
        Some(meeting) => InTime::Possible(meeting),
    }
}

/// What to say. A board that has noted no meeting from today on is told nothing: nobody knows when it meets.
pub(super) fn advice(round: &Round, meetings: Meetings, may_ask: bool, today: NaiveDate, t: Texts, words: Words) -> Advice {
    let Some(noted_until) = meetings.noted_until else { return Advice::default() };
    let (due_on, asked) = (round.last_day.due_on, round.last_day.extension_asked);
    let late = due_on < today;
    let standing = in_time(&meetings, today);
    let mut sentences = Vec::new();
    match standing {
        InTime::Possible(Meeting { held_on, papers_by: None }) => sentences.push(t.last_meeting(&words.weekday_date(held_on))),
        InTime::Possible(Meeting { held_on, papers_by: Some(papers) }) => {
            sentences.push(t.last_meeting_with_papers(&words.weekday_date(held_on), &words.weekday_date(papers)));
        }
        InTime::PapersOver(meeting, papers) => sentences.push(t.papers_are_over(&words.weekday_date(meeting.held_on), &words.weekday_date(papers))),
        InTime::No if late => {}
        InTime::No => sentences.push(t.no_meeting_in_time().to_owned()),
    }
    if !late && noted_until < due_on {
        sentences.push(t.noted_until(&words.date(noted_until)));
    }
    if matches!(standing, InTime::Possible(_)) {
        return Advice { sentences, wish: None };
    }
    let Some(later) = meetings.later else { return Advice { sentences, wish: None } };
    let day = words.weekday_date(later.held_on);
    sentences.push(later.papers_by.map_or_else(|| t.next_meeting(&day), |papers| t.next_meeting_with_papers(&day, &words.weekday_date(papers))));
    let wish = (may_ask && !asked && round.closed_at.is_none())
        .then(|| (format!("{}?dag={}", round.name.extension_url(), later.held_on), t.ask_until(&words.date(later.held_on))));
    Advice { sentences, wish }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(day: &str) -> NaiveDate {
        day.parse().unwrap()
    }

    #[test]
    fn papers_can_be_handed_in_to_the_end_of_their_day() {
        let meeting = Meeting { held_on: d("2025-03-25"), papers_by: Some(d("2025-03-14")) };
        let meetings = Meetings { in_time: Some(meeting), later: None, noted_until: Some(meeting.held_on) };
        assert_eq!(in_time(&meetings, d("2025-03-14")), InTime::Possible(meeting));
        assert_eq!(in_time(&meetings, d("2025-03-15")), InTime::PapersOver(meeting, d("2025-03-14")));
        let without = Meeting { papers_by: None, ..meeting };
        assert_eq!(in_time(&Meetings { in_time: Some(without), ..meetings }, d("2025-03-25")), InTime::Possible(without));
        assert_eq!(in_time(&Meetings { in_time: None, ..meetings }, d("2025-03-25")), InTime::No);
    }
}
