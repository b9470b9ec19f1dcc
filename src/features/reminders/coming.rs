//! What will be told to whom in the next thirty days, for the auditors: planned by the rule that then tells it;
//! and the same as a file.

use askama::Template;
use chrono::NaiveDate;

use super::ahead::{self, Coming, Planned};
use super::texts::Texts;
use crate::domain::event::NoticeKind;
use crate::domain::notice::Delivery;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::listing::{Cell, Filters, Head, ListPage, Query, Sheet};
use crate::platform::page::{Frame, Html};
use crate::platform::parts::Chip;
use crate::platform::texts::{Apart, together};
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
    list: ListPage,
    /// That no mail goes at all.
    warning: Option<&'static str>,
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

pub(super) async fn show(gate: Gate<ShowComing>, mut query: Query) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let mut frame = look.frame().await?;
    let (t, words, today) = (Texts::from(frame.lang), look.words(), look.today());
    let window = query.window();
    let coming = ahead::coming(look.conn(), today, usize::from(DAYS)).await?;
    let (cut, count) = window.part_of(&mut query, coming, Coming::place);
    let pages = cut.pages(&query, frame.lang, count);
    let mut days: Vec<(NaiveDate, Vec<Row>)> = Vec::new();
    for one in ahead::planned(look.conn(), &cut.rows).await? {
        let row = row(t, words, &one);
        match days.last_mut() {
            Some((last, rows)) if *last == one.day => rows.push(row),
            Some(_) | None => days.push((one.day, vec![row])),
        }
    }
    frame.here = query.here();
    Html::page(&Page {
        list: ListPage::new(t.coming(), Filters::new(&query, frame.lang), Head::new(&query, &pages, |n| t.found(n), t.none(), "/paminnelser.csv"), pages)
            .lead(t.lead(DAYS.into())),
        warning: (!frame.mails).then(|| t.no_mail_server()),
        days: days.into_iter().map(|(day, rows)| Day { heading: heading(t, words, day, today), rows }).collect(),
        frame,
    })
}

/// The same reminders as a file.
pub(super) async fn file(gate: Gate<ShowComing>, mut query: Query) -> Result<Sheet, Failure> {
    let (mut look, _) = gate.look().await?;
    let (t, words, today) = (Texts::from(look.lang()), look.words(), look.today());
    let window = query.window();
    let coming = ahead::coming(look.conn(), today, usize::from(DAYS)).await?;
    let planned = ahead::planned(look.conn(), &coming).await?;
    let (cut, _) = window.part_of(&mut query, coming.into_iter().zip(planned).collect(), |(coming, _)| coming.place());
    let header = vec![t.day(), t.reference(), t.audit(), t.board(), t.response(), t.due(), t.what(), t.to()];
    Sheet::new(&query, t.lang.pick("paminnelser", "reminders"), header, cut, |(_, one)| {
        vec![
            Cell::Day(Some(one.day)),
            one.round.name.reference.as_str().into(),
            one.round.name.title.as_str().into(),
            one.round.name.board_name.as_str().into(),
            words.round(one.round.name.kind, one.round.name.ordinal()).into(),
            Cell::Day(Some(one.round.due_on)),
            said(t, &one).into(),
            ways(t, &one).join(" ").into(),
        ]
    })
}

fn heading(t: Texts, words: Words, day: NaiveDate, today: NaiveDate) -> String {
    let said = words.weekday_date(day);
    if day == today { format!("{}, {said}", t.today()) } else { capital(&said) }
}

fn row(t: Texts, words: Words, one: &Planned) -> Row {
    let round = &one.round;
    let last_day = t.last_day(&words.date(round.due_on));
    Row {
        url: round.name.audit_url(),
        name: format!("{}: {}", Apart(&round.name.board_name), Apart(&round.name.title)),
        meta: format!("{} · {} · {last_day}", Apart(&round.name.reference), words.round(round.name.kind, round.name.ordinal())),
        chip: chip(t, one),
        ways: ways(t, one),
    }
}

fn chip(t: Texts, one: &Planned) -> Chip {
    let said = said(t, one);
    match (one.kind, one.days) {
        (NoticeKind::BoardWithoutSecretary | NoticeKind::ResponseMissing, _) | (_, 1..) => Chip::bad(said),
        (_, 0) => Chip::warn(said),
        (_, _) => Chip::info(said),
    }
}

/// What it is about: how far the last day is, or what is missing.
fn said(t: Texts, one: &Planned) -> String {
    match (one.kind, i64::from(one.days)) {
        (NoticeKind::BoardWithoutSecretary, _) => t.nobody_there().to_owned(),
        (NoticeKind::ResponseMissing, _) => t.missing().to_owned(),
        (_, 0) => t.last_day_today().to_owned(),
        (_, late @ 1..) => t.late(late),
        (_, left) => t.left(-left),
    }
}

fn ways(t: Texts, one: &Planned) -> Vec<String> {
    if one.to.is_empty() {
        return vec![t.to_nobody().to_owned()];
    }
    let names = |wanted: Delivery| {
        let names: Vec<&str> = one.to.iter().filter(|(_, delivery)| *delivery == wanted).map(|(name, _)| name.as_str()).collect();
        (!names.is_empty()).then(|| together(&names))
    };
    let said = [
        names(Delivery::AtOnce).map(|names| t.by_mail(&names)),
        names(Delivery::Digest).map(|names| t.in_digest(&names)),
        names(Delivery::InApp).map(|names| t.in_service(&names)),
    ];
    said.into_iter().flatten().collect()
}
