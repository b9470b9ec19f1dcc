//! Everybody who may sign in, or once could; and the same as a file.

use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};

use super::store::{self, GrantRow, PersonPlace, PersonRow, WaitingRole, Wanted, before_all};
use super::texts::Texts;
use crate::domain::actor::Role;
use crate::domain::calendar;
use crate::domain::ids::PersonId;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::listing::{self, Cell, Cut, Filters, Head, ListPage, Query, Sheet, Value, Window};
use crate::platform::page::{Frame, Html};
use crate::platform::parts::Chip;
use crate::platform::texts::Apart;
use crate::platform::words::{Words, capital};

crate::action!(
    /// The list of people.
    ListPeople, Administer
);

struct Line {
    url: String,
    name: String,
    email: String,
    roles: String,
    chip: Chip,
}

/// Where somebody stands: invited, active, ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Active,
    Invited,
    InvitationOver,
    Ended,
}

impl Value for State {
    const ALL: &'static [Self] = &[Self::Active, Self::Invited, Self::InvitationOver, Self::Ended];

    /// As the queries name it as well.
    fn key(self) -> &'static str {
        match self {
            Self::Active => "aktiv",
            Self::Invited => "inbjuden",
            Self::InvitationOver => "utgangen",
            Self::Ended => "avslutad",
        }
    }
}

impl State {
    pub(super) fn of(person: &PersonRow, now: DateTime<Utc>) -> Self {
        match (person.ended_at, person.has_password, person.link_expires_at) {
            (Some(_), ..) => Self::Ended,
            (None, true, _) => Self::Active,
            (None, false, Some(expires)) if expires > now => Self::Invited,
            (None, false, _) => Self::InvitationOver,
        }
    }

    fn name(self, t: Texts) -> &'static str {
        match self {
            Self::Active => t.active(),
            Self::Invited => t.invited(),
            Self::InvitationOver => t.invitation_over(),
            Self::Ended => t.ended(),
        }
    }

    fn chip(self, t: Texts) -> Chip {
        match self {
            // Colour is for what needs somebody to act.
            Self::Ended | Self::Active => Chip::plain(self.name(t)),
            Self::Invited => Chip::info(self.name(t)),
            Self::InvitationOver => Chip::warn(self.name(t)),
        }
    }
}

/// How it is with somebody. Who has asked to work for a board and waits for an administrator has not been invited yet.
pub(super) fn chip(person: &PersonRow, now: DateTime<Utc>, t: Texts) -> Chip {
    match State::of(person, now) {
        State::InvitationOver if person.link_expires_at.is_none() => Chip::plain(t.not_invited()),
        state => state.chip(t),
    }
}

/// What the address asks for, understood.
struct Asked {
    search: String,
    state: Option<State>,
    wanted: Wanted,
    window: Window<PersonPlace>,
}

impl Asked {
    fn of(query: &mut Query) -> Self {
        let search = query.text("q");
        let state = query.one_of::<State>("lage", |_| true);
        let wanted = Wanted { like: listing::like(&search), state: state.map(Value::key) };
        Self { search, state, wanted, window: query.window() }
    }
}

#[derive(Template)]
#[template(path = "people/list.html")]
struct Page {
    frame: Frame,
    t: Texts,
    list: ListPage,
    lines: Vec<Line>,
    /// Whether those who have not come in may be mailed again from here.
    invites: bool,
}

pub(super) async fn show(gate: Gate<ListPeople>, mut query: Query) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let (mut frame, words, now) = (look.frame().await?, look.words(), look.now());
    let t = Texts::from(frame.lang);
    let asked = Asked::of(&mut query);
    let Read { cut, grants, waiting } = read(&mut look, &asked).await?;
    let before = cut.begins(before_all());
    let count = store::count(look.conn(), &asked.wanted, before, now).await?;
    let pages = cut.pages(&query, frame.lang, count);
    let today = look.today();
    let in_force = |id: PersonId| grants.iter().filter(move |g| g.person == id && g.is_in_force(today));
    let states: Vec<(String, String)> = State::ALL.iter().map(|state| (state.key().to_owned(), state.name(t).to_owned())).collect();
    frame.here = query.here();
    Html::page(&Page {
        list: ListPage::new(
            t.people(),
            Filters::new(&query, frame.lang).text(&query, "q", t.search(), &asked.search).list(&query, "lage", t.state(), &states, asked.state.map(Value::key)),
            Head::new(&query, &pages, |n| t.count(n), t.none(), "/admin/personer.csv"),
            pages,
        )
        .button(t.add(), "/admin/personer/lagg-till"),
        lines: cut
            .rows
            .into_iter()
            .map(|person| Line {
                url: format!("/admin/personer/{}", person.id),
                roles: roles(in_force(person.id), of(&waiting, person.id), today, (t, words)),
                chip: chip(&person, now, t),
                name: person.name,
                email: person.email,
            })
            .collect(),
        invites: frame.mails && matches!(asked.state, Some(State::Invited | State::InvitationOver)),
        t,
        frame,
    })
}

/// The same people as a file, all of them.
pub(super) async fn file(gate: Gate<ListPeople>, mut query: Query) -> Result<Sheet, Failure> {
    let (mut look, _) = gate.look().await?;
    let (t, words, now, today) = (Texts::from(look.lang()), look.words(), look.now(), look.today());
    let asked = Asked::of(&mut query);
    let Read { cut, grants, waiting } = read(&mut look, &asked).await?;
    let header = vec![t.name(), t.email(), t.roles(), t.state(), t.last_seen()];
    Sheet::new(&query, t.lang.pick("personer", "people"), header, cut, |person| {
        vec![
            person.name.as_str().into(),
            person.email.as_str().into(),
            roles(grants.iter().filter(|g| g.person == person.id && g.is_in_force(today)), of(&waiting, person.id), today, (t, words)).into(),
            State::of(&person, now).name(t).into(),
            Cell::Day(person.last_seen.map(calendar::day_of)),
        ]
    })
}

/// A page of people, their roles, and those that wait.
struct Read {
    cut: Cut<PersonRow, PersonPlace>,
    grants: Vec<GrantRow>,
    waiting: Vec<WaitingRole>,
}

async fn read(visit: &mut Passage, asked: &Asked) -> sqlx::Result<Read> {
    let now = visit.now();
    let rows = store::listed(visit.conn(), &asked.wanted, &asked.window, now).await?;
    let cut = asked.window.cut(rows, |row| (row.ended_at.is_some(), row.name.clone(), row.id.uuid()));
    let ids: Vec<PersonId> = cut.rows.iter().map(|row| row.id).collect();
    let grants = store::grants(visit.conn(), &ids).await?;
    let waiting = store::waiting_roles(visit.conn(), &ids).await?;
    Ok(Read { cut, grants, waiting })
}

fn of(waiting: &[WaitingRole], person: PersonId) -> impl Iterator<Item = &WaitingRole> {
    waiting.iter().filter(move |one| one.person == person)
}

fn roles<'a>(
    grants: impl Iterator<Item = &'a GrantRow>,
    waiting: impl Iterator<Item = &'a WaitingRole>,
    today: NaiveDate,
    (t, words): (Texts, Words),
) -> String {
    let waits = waiting.map(|one| t.role_waits(&called(one.role, one.board_name.as_deref(), words)));
    let said: Vec<String> = grants.map(|grant| with_days(grant, today, words, t)).chain(waits).collect();
    if said.is_empty() { t.no_role().to_owned() } else { said.join("; ") }
}

/// With its days, where it has not begun or ends by itself.
fn with_days(grant: &GrantRow, today: NaiveDate, words: Words, t: Texts) -> String {
    let said = said(grant, words);
    match grant.valid_to.map(|day| words.date(day)) {
        None if grant.valid_from > today => format!("{said} ({})", t.since(&words.date(grant.valid_from))),
        None => said,
        Some(to) if grant.valid_from > today => format!("{said} ({})", t.between(&words.date(grant.valid_from), &to)),
        Some(to) => t.role_until(&said, &to),
    }
}

/// "Nämndsekreterare, Servicenämnden".
pub(super) fn said(grant: &GrantRow, words: Words) -> String {
    called(grant.role, grant.board_name.as_deref(), words)
}

fn called(role: Role, board: Option<&str>, words: Words) -> String {
    let role = capital(words.role(role));
    board.map_or_else(|| role.clone(), |board| format!("{role}, {}", Apart(board)))
}
