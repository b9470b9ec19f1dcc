//! Inviting people: many at once, one per line, all or none. The one-time links are mailed, and then nobody but the mailbox has them; where
//! the service sends no mail, or an administrator would rather hand them over, they are shown once. Both are events.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::AddPeople;
use super::rows::{self, Known, Row, RowFault};
use super::store::{self, Given};
use super::texts::Texts;
use super::told;
use crate::domain::calendar;
use crate::domain::event::Event;
use crate::domain::ids::PersonId;
use crate::domain::text;
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Gate, Passage};
use crate::platform::page::{AfterPost, Frame, Html, SeeOther};
use crate::platform::parts::{Choice, Choices, Faults, Field, Summary};
use crate::platform::posted::Posted;

crate::action!(
    /// The form.
    ShowAddPeople, Administer
);
crate::action!(impl AddPeople, Administer);

/// The values of the two ways of getting a link.
const MAILED: &str = "mejl";
const SHOWN: &str = "visas";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    people: String,
    /// That whoever has somebody's name is another person. A browser sends nothing for a box that is not ticked.
    #[serde(default)]
    others: String,
    /// Whether the links are mailed. Not asked where the service sends no mail.
    #[serde(default)]
    links: String,
}

/// What stands in the form.
#[derive(Default)]
struct Typed<'a> {
    people: &'a str,
    /// Whether the box is ticked by which namesakes are others; not asked without any.
    others: Option<bool>,
    /// Whether the links shall be shown instead of mailed.
    shown: bool,
}

#[derive(Template)]
#[template(path = "people/add.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    people: Field,
    /// Asked only when somebody has the same name.
    others: Option<Choices>,
    /// How they get their links, where the service sends mail.
    links: Option<Choices>,
}

/// A link that is shown once.
pub(super) struct Link {
    pub(super) name: String,
    pub(super) email: String,
    pub(super) address: String,
}

#[derive(Template)]
#[template(path = "people/links.html")]
pub(super) struct LinksPage {
    pub(super) frame: Frame,
    pub(super) t: Texts,
    pub(super) links: Vec<Link>,
    /// From when what was given holds, where it waits.
    pub(super) waits: Option<String>,
}

pub(super) async fn show(gate: Gate<ShowAddPeople>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    Html::page(&page(&mut look, &Typed::default(), &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<AddPeople>, posted: Posted<Form>) -> Result<AfterPost, Failure> {
    let (mut change, _) = gate.open().await?;
    let form = posted.read(&change)?;
    let (t, today) = (Texts::from(change.lang()), change.today());
    let boards = store::boards(change.conn(), today).await?;
    let pasted = text::tidy(&form.people);
    let known = store::known(change.conn(), &rows::emails(&pasted), today).await?;
    let (rows, wrong) = rows::read(&pasted, &boards, &known, today);
    let mut faults = Faults::none();
    for fault in &wrong {
        faults.add("people", say(fault, t));
    }
    for fault in too_early(&mut change, &rows).await? {
        faults.add("people", say(&fault, t));
    }
    let same = namesakes(&mut change, &pasted, &rows, &known).await?;
    if form.others != "yes" {
        for fault in &same {
            faults.add("people", say(fault, t));
        }
    }
    if rows.is_empty() && wrong.is_empty() {
        faults.add("people", t.needed());
    }
    if !faults.is_empty() {
        let typed = Typed { people: &form.people, others: (!same.is_empty()).then_some(form.others == "yes"), shown: form.links == SHOWN };
        return Html::redraw(&page(&mut change, &typed, &faults).await?);
    }
    let by_mail = form.links == MAILED && change.mails();
    let Saved { events, links, mailed, waits } = save(&mut change, &rows, &known, by_mail).await?;
    if by_mail {
        let done = change.commit(told::facts(events)?).await?;
        let people = SeeOther::to(done, "/admin/personer");
        return Ok(if mailed { people.saying(Confirmed::PeopleInvited) } else { people.saying(Confirmed::PeopleKnown) }.into());
    }
    let waits = if waits { Some(t.roles_wait(store::takes_effect(&mut change).await?.map(|at| change.words().instant(at)).as_deref())) } else { None };
    let frame = change.frame().await?;
    let done = change.commit(told::facts(events)?).await?;
    Ok(AfterPost::once(done, Html::page(&LinksPage { frame, t, links, waits })?))
}

/// Lines with a new address and the name of somebody who is there.
async fn namesakes(change: &mut Change<AddPeople>, pasted: &str, rows: &[Row], known: &[Known]) -> sqlx::Result<Vec<RowFault>> {
    let called = store::namesakes(change.conn(), &rows::names(pasted)).await?;
    let new = rows.iter().filter(|row| !known.iter().any(|person| person.email == row.email.as_str()));
    let same = |row: &Row| called.iter().find(|(name, email)| *name == row.name.to_lowercase() && *email != row.email.as_str());
    Ok(new.filter_map(|row| same(row).map(|(_, email)| RowFault::Namesake(row.number, row.name.clone(), email.clone()))).collect())
}

/// Lines whose last day is over before the role can take effect.
async fn too_early(change: &mut Change<AddPeople>, rows: &[Row]) -> Result<Vec<RowFault>, Failure> {
    let Some(at) = store::takes_effect(change).await? else { return Ok(Vec::new()) };
    let (first, said) = (calendar::day_of(at), change.words().instant(at));
    let early = rows.iter().filter(|row| row.last_day.is_some_and(|day| day < first));
    Ok(early.map(|row| RowFault::LastDayTooEarly(row.number, said.clone())).collect())
}

/// What came of the lines.
#[derive(Default)]
struct Saved {
    events: Vec<Event>,
    links: Vec<Link>,
    /// Whether anybody is mailed a link.
    mailed: bool,
    /// Whether any of the roles waits.
    waits: bool,
}

async fn save(change: &mut Change<AddPeople>, rows: &[Row], known: &[Known], by_mail: bool) -> Result<Saved, Failure> {
    let mut saved = Saved::default();
    let mut ids: Vec<(String, PersonId)> = known.iter().map(|person| (person.email.clone(), person.id)).collect();
    for row in rows {
        let known_id = ids.iter().find(|(email, _)| *email == row.email.as_str()).map(|(_, id)| *id);
        let person = match known_id {
            Some(id) => id,
            None => {
                let id = store::add_person(change, &row.name, &row.email).await?;
                // Her first link: she has no role yet, so it need not wait.
                if by_mail {
                    saved.mailed |= store::invite_by_mail(change, id).await?;
                } else {
                    let (secret, _) = store::invite(change, id).await?;
                    let address = change.whole_address(&format!("/inbjudan/{}", secret.reveal()));
                    saved.links.push(Link { name: row.name.clone(), email: row.email.to_string(), address });
                }
                saved.events.push(Event::PersonInvited { person: id });
                ids.push((row.email.to_string(), id));
                id
            }
        };
        let given = Given { role: row.role, board: row.board, to: row.last_day };
        let (id, waits) = store::give_role(change, person, given).await?;
        saved.events.extend(told::given((id, waits), person, given));
        saved.waits |= waits;
    }
    Ok(saved)
}

fn say(fault: &RowFault, t: Texts) -> String {
    match fault {
        RowFault::NoName(row) => t.no_name(*row),
        RowFault::NoAt(row) => t.no_at(*row),
        RowFault::BadEmail(row, email) => t.bad_email(*row, email),
        RowFault::NoRole(row) => t.no_role_given(*row),
        RowFault::UnknownRole(row, role) => t.unknown_role(*row, role),
        RowFault::BoardNeeded(row) => t.board_needed(*row),
        RowFault::BoardNotNeeded(row) => t.board_not_needed(*row),
        RowFault::UnknownBoard(row, board, None) => t.unknown_board(*row, board),
        RowFault::UnknownBoard(row, board, Some(meant)) => t.did_you_mean(*row, board, meant),
        RowFault::Twice(row) => t.twice(*row),
        RowFault::HasIt(row) => t.has_it(*row),
        RowFault::OtherName(row, name) => t.other_name(*row, name),
        RowFault::Conflict(row) => t.conflict(*row),
        RowFault::NoLastDay(row, typed) => t.no_last_day(*row, typed),
        RowFault::LastDayIsOver(row) => t.row_last_day_is_over(*row),
        RowFault::LastDayTooEarly(row, at) => t.row_last_day_too_early(*row, at),
        RowFault::IsEnded(row) => t.is_ended(*row),
        RowFault::Namesake(row, name, email) => t.namesake(*row, name, email),
    }
}

async fn page(visit: &mut Passage, typed: &Typed<'_>, faults: &Faults) -> Result<Page, Failure> {
    let frame = visit.frame().await?;
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    let people = Field::area(lang, "people", t.label(), typed.people, faults).hint(t.roles_are()).class("tall");
    let others = typed.others.map(|ticked| Choices::boxes(lang, "others", t.namesakes(), vec![Choice::new("yes", t.others(), ticked)], faults));
    let ways = || vec![Choice::new(MAILED, t.links_mailed(), !typed.shown), Choice::new(SHOWN, t.links_shown(), typed.shown)];
    let links = frame.mails.then(|| Choices::radios(lang, "links", t.links_how(), ways(), faults));
    Ok(Page { frame, t, summary: faults.summary(lang), people, others, links })
}
