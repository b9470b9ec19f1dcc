//! What will be told to whom in the next thirty days, for the auditors: planned by the rule that then tells it.

use askama::Template;
use chrono::NaiveDate;

use super::ahead::{self, Planned};
use super::texts::Texts;
use crate::domain::address;
use crate::domain::event::NoticeKind;
use crate::domain::notice::Delivery;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::{Frame, Html};
use crate::platform::parts::Chip;
use crate::platform::words::{Words, capital};

/// How far ahead the page looks.
const DAYS: u8 = 30;

crate::action!(
    /// The coming reminders.
    ShowComing, ReadAuditWork
);

#[derive(Template)]
#[template(path = "reminders/coming.html")]
struct Page {
    frame: Frame,
    t: Texts,
    lead: String,
    none: String,
    days: Vec<Day>,
}

struct Day {
    heading: String,
    rows: Vec<Row>,
}

struct Row {
    url: String,
    name: String,
    meta: String,
    chip: Chip,
    /// A sentence for each way in which it reaches somebody.
    ways: Vec<String>,
}

pub(super) async fn show(gate: Gate<ShowComing>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let frame = look.frame().await?;
    let (t, words, today) = (Texts::from(frame.lang), look.words(), look.today());
    let planned = ahead::plan(look.conn(), today, usize::from(DAYS)).await?;
    let mut days: Vec<(NaiveDate, Vec<Row>)> = Vec::new();
    for one in planned {
        let day = one.day;
        let row = row(t, words, &one);
        match days.last_mut() {
            Some((last, rows)) if *last == day => rows.push(row),
            Some(_) | None => days.push((day, vec![row])),
        }
    }
    let days = days.into_iter().map(|(day, rows)| Day { heading: heading(t, words, day, today), rows }).collect();
    Html::page(&Page { lead: t.lead(DAYS.into()), none: t.none(DAYS.into()), days, t, frame })
}

fn heading(t: Texts, words: Words, day: NaiveDate, today: NaiveDate) -> String {
    let said = words.weekday_date(day);
    if day == today { format!("{}, {said}", t.today()) } else { capital(&said) }
}

fn row(t: Texts, words: Words, one: &Planned) -> Row {
    let round = &one.round;
    let last_day = t.last_day(&words.date(round.due_on));
    Row {
        url: address::audit(&round.key),
        name: format!("{}: {}", round.board_name, round.title),
        meta: format!("{} · {} · {last_day}", round.reference, words.round(round.kind, round.ordinal)),
        chip: chip(t, one),
        ways: ways(t, one),
    }
}

fn chip(t: Texts, one: &Planned) -> Chip {
    if one.kind == NoticeKind::BoardWithoutSecretary {
        return Chip::bad(t.nobody_there());
    }
    if one.kind == NoticeKind::ResponseMissing {
        return Chip::bad(t.missing());
    }
    match i64::from(one.days) {
        0 => Chip::warn(t.last_day_today()),
        late if late > 0 => Chip::bad(t.late(late)),
        left => Chip::info(t.left(-left)),
    }
}

fn ways(t: Texts, one: &Planned) -> Vec<String> {
    if one.to.is_empty() {
        return vec![t.to_nobody().to_owned()];
    }
    let names = |wanted: Delivery| {
        let names: Vec<&str> = one.to.iter().filter(|(_, delivery)| *delivery == wanted).map(|(name, _)| name.as_str()).collect();
        (!names.is_empty()).then(|| names.join(", "))
    };
    let said = [
        names(Delivery::AtOnce).map(|names| t.by_mail(&names)),
        names(Delivery::Digest).map(|names| t.in_digest(&names)),
        names(Delivery::InApp).map(|names| t.in_service(&names)),
    ];
    said.into_iter().flatten().collect()
}
