//! The list of audits: the auditors' drafts, then the nearest last day first, closed ones last; and the same as a file.

use askama::Template;
use chrono::{Datelike as _, NaiveDate, NaiveTime};

use super::store::{self, AskedBoard, AuditPlace, AuditRow, BEFORE_ALL, Tallied, Wanted};
use super::texts::Texts;
use crate::domain::address;
use crate::domain::calendar;
use crate::domain::ids::PersonId;
use crate::domain::policy::{Scope, Side, Verb};
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::listing::{self, Cell, Count, Cut, Filters, Head, ListPage, Places, Query, Sheet, Value, Window, Years};
use crate::platform::page::{Frame, Html};
use crate::platform::parts::Chip;
use crate::platform::texts::together;
use crate::platform::words::Words;

crate::action!(
    /// All audits that the reader may see.
    ListAudits, ReadPublished
);

/// A line, ready to be drawn.
struct Line {
    url: String,
    title: String,
    reference: String,
    boards: String,
    next_due: Option<(String, String)>,
    /// Last days that were moved when they had passed.
    moved_after: Option<String>,
    chip: Chip,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    Draft,
    /// All that have been sent and are not closed: what the overview counts. No line is called so.
    Open,
    Late,
    Sent,
    FollowUp,
    Closed,
}

impl Value for Status {
    const ALL: &'static [Self] = &[Self::Draft, Self::Open, Self::Late, Self::Sent, Self::FollowUp, Self::Closed];

    fn key(self) -> &'static str {
        match self {
            Self::Draft => "utkast",
            Self::Open => "oppna",
            Self::Late => "forsenat",
            Self::Sent => "skickad",
            Self::FollowUp => "uppfoljning",
            Self::Closed => "avslutad",
        }
    }
}

impl Status {
    fn of(row: &AuditRow, today: NaiveDate) -> Self {
        match row {
            AuditRow { sent: false, .. } => Self::Draft,
            AuditRow { closed_at: Some(_), .. } => Self::Closed,
            AuditRow { next_due: Some(day), .. } if *day < today => Self::Late,
            AuditRow { received: 1.., .. } => Self::FollowUp,
            _ => Self::Sent,
        }
    }

    fn name(self, t: Texts) -> &'static str {
        match self {
            Self::Draft => t.status_draft(),
            Self::Open => t.status_open(),
            Self::Late => t.status_late(),
            Self::Sent => t.status_sent(),
            Self::FollowUp => t.status_follow_up(),
            Self::Closed => t.status_closed(),
        }
    }

    /// Where they stand in the list, which goes by the next last day: what is late before what is not, and what is closed last.
    fn places(self, today: NaiveDate) -> Places {
        match self {
            Self::Draft => Places::of_group(-1),
            Self::Open => Places::between(Places::of_group(0), Places::of_group(1)),
            Self::Late => Places::of_group(0).before(today),
            Self::Sent | Self::FollowUp => Places::between(Places::of_group(0).from(today), Places::of_group(1)),
            Self::Closed => Places::of_group(2),
        }
    }

    fn chip(self, t: Texts) -> Chip {
        match self {
            Self::Draft => Chip::plain(self.name(t)),
            Self::Late => Chip::bad(self.name(t)),
            Self::Open | Self::Sent | Self::FollowUp => Chip::info(self.name(t)),
            Self::Closed => Chip::plain(self.name(t)),
        }
    }
}

/// What the address asks for, understood.
struct Asked {
    search: String,
    status: Option<Status>,
    board: Option<String>,
    year: Option<Years>,
    wanted: Wanted,
    window: Window<AuditPlace>,
}

impl Asked {
    fn of(query: &mut Query, boards: &[AskedBoard], (drafts, me): (bool, Option<PersonId>), today: NaiveDate) -> Self {
        let search = query.text("q");
        let status = query.one_of::<Status>("status", |status| drafts || status != Status::Draft);
        let board = query.among("namnd", boards, |board| &board.slug);
        let year = query.years("ar");
        let responsible = query.mine(me);
        let tallied = match status {
            None => Some(Tallied::All),
            Some(Status::Closed) => Some(Tallied::Closed),
            Some(Status::Draft) => Some(Tallied::Drafts),
            Some(Status::Open | Status::Late | Status::Sent | Status::FollowUp) => None,
        };
        let wanted = Wanted {
            like: listing::like(&search),
            places: status.map_or(Places::ALL, |status| status.places(today)),
            answered: match status {
                Some(Status::Sent) => Some(false),
                Some(Status::FollowUp) => Some(true),
                None | Some(Status::Draft | Status::Open | Status::Late | Status::Closed) => None,
            },
            board: board.map(|board| board.id),
            sent: year.and_then(Years::days).map(|(first, last)| (calendar::instant(first, NaiveTime::MIN), calendar::end_of(last))),
            responsible,
            tallied: tallied.filter(|_| search.is_empty() && board.is_none() && year.is_none() && responsible.is_none()),
        };
        Self { search, status, board: board.map(|board| board.slug.clone()), year, wanted, window: query.window() }
    }
}

#[derive(Template)]
#[template(path = "audits/list.html")]
struct Page {
    frame: Frame,
    t: Texts,
    list: ListPage,
    lines: Vec<Line>,
}

pub(super) async fn show(gate: Gate<ListAudits>, mut query: Query) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let (mut frame, today, words) = (look.frame().await?, look.today(), look.words());
    let t = Texts::from(frame.lang);
    let (boards, since) = store::choices(look.conn()).await?;
    let drafts = look.side() == Side::Audit;
    let asked = Asked::of(&mut query, &boards, (drafts, me(&look)), today);
    let cut = read(&mut look, &asked).await?;
    let count = count(&mut look, &asked, cut.begins(BEFORE_ALL)).await?;
    let pages = cut.pages(&query, frame.lang, count);
    let may_record = look.may(Verb::RecordAudit, Scope::Common);
    frame.here = query.here();
    Html::page(&Page {
        list: ListPage {
            button: may_record.then_some((t.new_audit(), "/granskningar/ny")),
            ..ListPage::new(
                t.audits(),
                filters(&query, &asked, &boards, (drafts, me(&look).is_some()), t, (since.unwrap_or(today).year(), today.year())),
                Head::new(&query, &pages, |n| t.found_audits(n), t.none_at_all(), "/granskningar.csv"),
                pages,
            )
        },
        lines: cut.rows.iter().map(|row| line(row, t, words, today)).collect(),
        t,
        frame,
    })
}

/// The same rows as a file, all of them.
pub(super) async fn file(gate: Gate<ListAudits>, mut query: Query) -> Result<Sheet, Failure> {
    let (mut look, _) = gate.look().await?;
    let (t, words, today) = (Texts::from(look.lang()), look.words(), look.today());
    let (boards, _) = store::choices(look.conn()).await?;
    let drafts = look.side() == Side::Audit;
    let asked = Asked::of(&mut query, &boards, (drafts, me(&look)), today);
    let cut = read(&mut look, &asked).await?;
    let [_, _, moved_after, _] = words.lateness_heads();
    let header = vec![t.reference(), t.title(), t.boards(), t.sent_on(), t.next_day(), t.status_label(), t.closed_on(), moved_after];
    Sheet::new(&query, t.lang.pick("granskningar", "audits"), header, cut, |row| {
        let status = Status::of(&row, today);
        vec![
            row.reference.into(),
            row.title.into(),
            row.boards.join(", ").into(),
            Cell::Day(row.sent.then(|| calendar::day_of(row.sent_at))),
            Cell::Day(row.next_due),
            status.name(t).into(),
            Cell::Day(row.closed_at.map(calendar::day_of)),
            Cell::Number(row.moved_after),
        ]
    })
}

async fn read(visit: &mut Passage, asked: &Asked) -> sqlx::Result<Cut<AuditRow, AuditPlace>> {
    let rows = match visit.side() {
        Side::Audit => store::own_audits(visit.conn(), &asked.wanted, &asked.window).await?,
        Side::Board | Side::Council | Side::Admin | Side::Auth => store::sent_audits(visit.conn(), &asked.wanted, &asked.window).await?,
    };
    Ok(asked.window.cut(rows, |row| (row.place, row.id.uuid())))
}

async fn count(visit: &mut Passage, asked: &Asked, before: AuditPlace) -> sqlx::Result<Count> {
    let own = visit.side() == Side::Audit;
    match asked.wanted.tallied {
        Some(tallied) if own => store::tally_own(visit.conn(), &asked.wanted, tallied, before).await,
        Some(tallied) => store::tally_sent(visit.conn(), &asked.wanted, tallied, before).await,
        None if own => store::count_own(visit.conn(), &asked.wanted, before).await,
        None => store::count_sent(visit.conn(), &asked.wanted, before).await,
    }
}

fn filters(query: &Query, asked: &Asked, boards: &[AskedBoard], (drafts, mine): (bool, bool), t: Texts, (from, to): (i32, i32)) -> Filters {
    let offered = Status::ALL.iter().filter(|status| drafts || **status != Status::Draft);
    let statuses: Vec<(String, String)> = offered.map(|status| (status.key().to_owned(), status.name(t).to_owned())).collect();
    let boards: Vec<(String, String)> = boards.iter().map(|board| (board.slug.clone(), board.name.clone())).collect();
    let filters = Filters::new(query, t.lang)
        .text(query, "q", t.search_label(), &asked.search)
        .list(query, "status", t.status_label(), &statuses, asked.status.map(Value::key))
        .list(query, "namnd", t.board(), &boards, asked.board.as_deref());
    let filters = if mine { filters.mine(query, asked.wanted.responsible.is_some()) } else { filters };
    filters.years(query, "ar", t.year(), from, to, asked.year)
}

/// Who can be responsible for an audit, and asks for her own.
fn me(visit: &Passage) -> Option<PersonId> {
    visit.person().filter(|_| visit.may(Verb::SendAudit, Scope::Common)).map(|person| person.id)
}

fn line(row: &AuditRow, t: Texts, words: Words, today: NaiveDate) -> Line {
    Line {
        url: address::audit(&row.key),
        title: row.title.clone(),
        reference: row.reference.clone(),
        boards: together(&row.boards),
        next_due: row.next_due.map(|day| (day.to_string(), words.date(day))),
        moved_after: (row.moved_after > 0).then(|| words.days_moved_after(row.moved_after)),
        chip: Status::of(row, today).chip(t),
    }
}
