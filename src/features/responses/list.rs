//! All responses: a board's own, or for the auditors and the council everybody's; and the same as a file.

use askama::Template;
use chrono::{Datelike as _, NaiveDate};

use super::store::{self, ANY_STATE, AskedBoard, BEFORE_ALL, RoundLine, RoundPlace, Timing, Wanted};
use super::texts::Texts;
use crate::domain::calendar::{self, Standing};
use crate::domain::ids::{BoardId, PersonId};
use crate::domain::policy::{Scope, Side, Verb};
use crate::domain::round::RoundState;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::listing::{self, Cell, Filters, Head, ListPage, Places, Query, Sheet, Value, Window, Years};
use crate::platform::page::{Frame, Html};
use crate::platform::parts::{Chip, Due};
use crate::platform::theirs::{Said, their_round};
use crate::platform::words::Words;

crate::action!(
    /// The list of responses.
    ListResponses, ReadPublished
);

struct Line {
    url: String,
    name: String,
    reference: String,
    board: String,
    due: Due,
    chip: Chip,
}

impl Line {
    fn said(&self) -> Said<'_> {
        Said(&self.name)
    }
}

/// How a response stands, for the filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    Late,
    Awaited,
    ExtensionAsked,
    Received,
    Assessed,
    /// Only the auditors register.
    Unregistered,
    Unanswered,
    Withdrawn,
    /// All that has come or should have come: of these the overview says how many were in time.
    Due,
    InTime,
    NotInTime,
}

impl Value for Status {
    const ALL: &'static [Self] = &[
        Self::Late,
        Self::Awaited,
        Self::ExtensionAsked,
        Self::Received,
        Self::Assessed,
        Self::Unregistered,
        Self::Unanswered,
        Self::Withdrawn,
        Self::Due,
        Self::InTime,
        Self::NotInTime,
    ];

    fn key(self) -> &'static str {
        match self {
            Self::Late => "forsenat",
            Self::Awaited => "vantar",
            Self::ExtensionAsked => "anstand-begart",
            Self::Received => "inkommet",
            Self::Assessed => "bedomt",
            Self::Unregistered => "inte-diariefort",
            Self::Unanswered => "avslutat-utan-svar",
            Self::Withdrawn => "aterkallat",
            Self::Due => "skulle-ha-kommit",
            Self::InTime => "i-tid",
            Self::NotInTime => "inte-i-tid",
        }
    }
}

impl Status {
    /// How these stand, as the database names it: what the passing of days does not change.
    fn states(self) -> &'static [&'static str] {
        match self {
            Self::Late | Self::Awaited | Self::ExtensionAsked => &["awaited"],
            Self::Received => &["received"],
            Self::Assessed => &["assessed"],
            Self::Unregistered | Self::InTime => &["received", "assessed"],
            Self::Due | Self::NotInTime => ANY_STATE,
            Self::Unanswered => &["unanswered"],
            Self::Withdrawn => &["withdrawn"],
        }
    }

    /// Where they stand in the list: what is awaited goes by its last day.
    fn places(self, today: NaiveDate) -> Places {
        match self {
            Self::Late => Places::of_group(0).before(today),
            // A follow-up of a first response that has not come waits, whatever its own day.
            Self::Awaited => Places::of_group(0),
            Self::ExtensionAsked
            | Self::Received
            | Self::Assessed
            | Self::Unregistered
            | Self::Unanswered
            | Self::Withdrawn
            | Self::Due
            | Self::InTime
            | Self::NotInTime => Places::ALL,
        }
    }

    /// How it must stand to its last day.
    fn timing(self) -> Timing {
        match self {
            Self::Late => Timing::Late,
            Self::Awaited => Timing::Awaited,
            Self::Due => Timing::Due,
            Self::InTime => Timing::InTime,
            Self::NotInTime => Timing::NotInTime,
            Self::ExtensionAsked | Self::Received | Self::Assessed | Self::Unregistered | Self::Unanswered | Self::Withdrawn => Timing::Any,
        }
    }

    fn name(self, t: Texts) -> &'static str {
        match self {
            Self::Late => t.status_late(),
            Self::Awaited => t.status_awaited(),
            Self::ExtensionAsked => t.status_extension_asked(),
            Self::Received => t.status_received(),
            Self::Assessed => t.status_assessed(),
            Self::Unregistered => t.status_unregistered(),
            Self::Unanswered => t.status_unanswered(),
            Self::Withdrawn => super::corrected::Texts::from(t.lang).status_withdrawn(),
            Self::Due => t.status_due(),
            Self::InTime => t.status_in_time(),
            Self::NotInTime => t.status_not_in_time(),
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
    window: Window<RoundPlace>,
}

impl Asked {
    fn of(query: &mut Query, own: Option<Vec<BoardId>>, boards: &[AskedBoard], (auditors, me): (bool, Option<PersonId>), today: NaiveDate) -> Self {
        let search = query.text("q");
        let status = query.one_of::<Status>("status", |status| auditors || status != Status::Unregistered);
        // Only those of one's own are offered.
        let board = query.among("namnd", boards, |board| &board.slug);
        let year = query.years("ar");
        let responsible = query.mine(me);
        let wanted = Wanted {
            boards: board.map(|board| vec![board.id]).or(own),
            like: listing::like(&search),
            places: status.map_or(Places::ALL, |status| status.places(today)),
            states: status.map_or(ANY_STATE, Status::states),
            asked: status == Some(Status::ExtensionAsked),
            unregistered: status == Some(Status::Unregistered),
            timing: status.map_or(Timing::Any, Status::timing),
            responsible,
            today,
            days: year.and_then(Years::days),
            tallied: search.is_empty() && status.is_none() && year.is_none() && responsible.is_none(),
        };
        Self { search, status, board: board.map(|board| board.slug.clone()), year, wanted, window: query.window() }
    }
}

#[derive(Template)]
#[template(path = "responses/list.html")]
struct Page {
    frame: Frame,
    t: Texts,
    list: ListPage,
    lines: Vec<Line>,
}

pub(super) async fn show(gate: Gate<ListResponses>, mut query: Query) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let (mut frame, words, today) = (look.frame().await?, look.words(), look.today());
    let t = Texts::from(frame.lang);
    let own = own_boards(&look);
    let is_own = own.is_some();
    let (boards, since) = store::list_choices(look.conn(), own.as_deref()).await?;
    let auditors = look.side() == Side::Audit;
    let asked = Asked::of(&mut query, own, &boards, (auditors, me(&look)), today);
    let rows = store::round_lines(look.conn(), &asked.wanted, &asked.window).await?;
    let cut = asked.window.cut(rows, |row| (row.place, row.id.uuid()));
    let count = store::count_rounds(look.conn(), &asked.wanted, cut.begins(BEFORE_ALL)).await?;
    let pages = cut.pages(&query, frame.lang, count);
    frame.here = query.here();
    Html::page(&Page {
        list: ListPage::new(
            t.responses(),
            filters(&query, &asked, &boards, (auditors, me(&look).is_some()), t, (since.unwrap_or(today).year(), today.year() + 1)),
            Head::new(&query, &pages, |n| t.found_responses(n), t.no_responses(), "/yttranden.csv"),
            pages,
        )
        .lead(if is_own { t.own_lead() } else { t.all_lead() }),
        lines: cut.rows.into_iter().map(|line| as_line(line, is_own, words, today)).collect(),
        t,
        frame,
    })
}

/// The same rows as a file, all of them.
pub(super) async fn file(gate: Gate<ListResponses>, mut query: Query) -> Result<Sheet, Failure> {
    let (mut look, _) = gate.look().await?;
    let (t, words, today) = (Texts::from(look.lang()), look.words(), look.today());
    let own = own_boards(&look);
    let (boards, _) = store::list_choices(look.conn(), own.as_deref()).await?;
    let auditors = look.side() == Side::Audit;
    let asked = Asked::of(&mut query, own, &boards, (auditors, me(&look)), today);
    let rows = store::round_lines(look.conn(), &asked.wanted, &asked.window).await?;
    let cut = asked.window.cut(rows, |row| (row.place, row.id.uuid()));
    let header =
        vec![t.reference(), t.audit(), t.board(), t.response(), t.last_day(), t.first_last_day(), t.received_on(), t.receipt(), t.assessed_on(), t.status()];
    let header = header.into_iter().chain(words.lateness_heads()).collect();
    Sheet::new(&query, t.lang.pick("yttranden", "responses"), header, cut, |row| {
        let state = state(&row, today);
        let [in_force, by_letter, moved_after, preliminary] = words.lateness_cells(row.last_day, row.received_on);
        vec![
            row.name.reference.as_str().into(),
            row.name.title.as_str().into(),
            row.name.board_name.as_str().into(),
            words.round(row.name.kind, row.name.ordinal()).into(),
            Cell::Day(Some(row.last_day.due_on)),
            Cell::Day(Some(row.last_day.original_due_on)),
            Cell::Day(row.received_on),
            row.receipt.unwrap_or_default().into(),
            Cell::Day(row.assessed_at.map(calendar::day_of)),
            if row.waits_for_first && state.is_overdue() { words.waits_for_first() } else { words.round_state(state) }.into(),
            in_force.into(),
            by_letter.into(),
            moved_after.into(),
            preliminary.into(),
        ]
    })
}

/// Who can be responsible for an audit, and asks for her own.
fn me(visit: &Passage) -> Option<PersonId> {
    visit.person().filter(|_| visit.may(Verb::SendAudit, Scope::Common)).map(|person| person.id)
}

fn own_boards(visit: &Passage) -> Option<Vec<BoardId>> {
    (visit.side() == Side::Board).then(|| visit.person().map(crate::domain::actor::Person::boards).unwrap_or_default())
}

fn filters(query: &Query, asked: &Asked, boards: &[AskedBoard], (auditors, mine): (bool, bool), t: Texts, (from, to): (i32, i32)) -> Filters {
    let offered = Status::ALL.iter().filter(|status| auditors || **status != Status::Unregistered);
    let statuses: Vec<(String, String)> = offered.map(|status| (status.key().to_owned(), status.name(t).to_owned())).collect();
    let offered: Vec<(String, String)> = boards.iter().map(|board| (board.slug.clone(), board.name.clone())).collect();
    let filters = Filters::new(query, t.lang).text(query, "q", t.search_label(), &asked.search).list(
        query,
        "status",
        t.status(),
        &statuses,
        asked.status.map(Value::key),
    );
    // Whoever has one board sees nothing else anyway.
    let filters = if offered.len() > 1 { filters.list(query, "namnd", t.board(), &offered, asked.board.as_deref()) } else { filters };
    let filters = if mine { filters.mine(query, asked.wanted.responsible.is_some()) } else { filters };
    filters.years(query, "ar", t.year(), from, to, asked.year)
}

fn state(line: &RoundLine, today: NaiveDate) -> RoundState {
    RoundState::of(line.last_day, line.received_on, line.assessed_at.is_some(), today).closed(line.closed)
}

fn as_line(line: RoundLine, own: bool, words: Words, today: NaiveDate) -> Line {
    let state = state(&line, today);
    let near = match state {
        RoundState::Awaited(Standing::DaysLate(_)) if line.waits_for_first => Some(Chip::plain(words.waits_for_first())),
        RoundState::Awaited(standing @ (Standing::DaysLeft(_) | Standing::LastDay | Standing::DaysLate(_))) => Chip::of_deadline(words, standing),
        RoundState::Received { .. } | RoundState::Assessed { .. } | RoundState::Unanswered | RoundState::Withdrawn => None,
    };
    let to_desk = own && line.received_on.is_none();
    Line {
        url: if to_desk { line.name.desk_url() } else { line.name.response_url() },
        name: words.round_heading(&their_round(words.lang(), &line.name)),
        due: Due::new(words, line.last_day, &line.name),
        chip: near.unwrap_or_else(|| Chip::of_round(words, state)),
        reference: line.name.reference,
        board: line.name.board_name,
    }
}
