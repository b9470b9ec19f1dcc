//! Days to keep: the agenda of last days and meetings, the meetings themselves, the calendar that one subscribes to,
//! and what the auditors take up at their next meeting.

mod actions;
mod agenda;
mod auditors_meeting;
mod cancel_meeting;
mod entries;
mod feed;
mod matters;
mod meetings;
mod plan_meetings;
mod rows;
mod store;
mod subscription;
mod texts;
mod year_list;

use crate::domain::refusal::Refusal;
use crate::platform::routes::Routes;
use crate::platform::slice::Slice;
use texts::Texts;

/// What this slice brings into the house.
pub(crate) fn slice() -> Slice {
    Slice::new(routes())
        .menu(50, "/kalender", |lang| Texts::from(lang).calendar())
        .constraints(&["meeting_day_key", "calendar_address_living"], Refusal::SomebodyWasFirst)
        .labels(&[("days", |lang| Texts::from(lang).paste_days())])
        .confirmations(Confirmed::all())
}

crate::confirmations! {
    /// Meetings were noted.
    MeetingsPlanned = "sammantraden" { sv: "Sammanträdena är inlagda.", en: "The meetings are added." }
    /// A meeting was cancelled.
    MeetingCancelled = "avbokat" { sv: "Sammanträdet är avbokat.", en: "The meeting is cancelled." }
    /// A secret calendar address was stopped.
    CalendarAddressEnded = "kalenderadress-stoppad" { sv: "Adressen är stoppad. Kalendern får inga nya uppgifter.", en: "The address is stopped. The calendar gets no new information." }
}

fn routes() -> Routes {
    Routes::new()
        .list("/kalender", agenda::show)
        .files("/kalender.csv", "/kalender.xlsx", agenda::file)
        .list("/kalender/arslista", year_list::show)
        .files("/kalender/arslista.csv", "/kalender/arslista.xlsx", year_list::file)
        .get("/kalender/sammantraden", meetings::show)
        .post("/kalender/sammantraden/{board}", plan_meetings::act)
        .post("/kalender/sammantraden/{board}/avboka", cancel_meeting::act)
        .get("/kalender/prenumeration", subscription::show)
        .post("/kalender/prenumeration", subscription::make)
        .post("/kalender/prenumeration/avsluta", subscription::end)
        .feed("/kalender/{calendar}", feed::fetch)
        .list("/sammantrade", auditors_meeting::show)
        .files("/sammantrade.csv", "/sammantrade.xlsx", auditors_meeting::file)
}
