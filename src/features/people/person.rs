//! One person: her roles, a new link, and what was put right. Nobody is deleted.

use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;

use super::actions::NewLink;
use super::add::{Link, LinksPage};
use super::last_day;
use super::list::{chip, said};
use super::roles;
use super::store::{self, AskedFor, GrantRow, HerBoard, Noted, PersonRow, Waiting};
use super::texts::Texts;
use super::told::{self, Proposed};
use crate::domain::access::{AccessKind, AccessStep, Standing};
use crate::domain::actor::Role;
use crate::domain::calendar;
use crate::domain::event::Event;
use crate::domain::ids::{GrantId, PersonId, ProposalId};
use crate::domain::outbox::MailState;
use crate::domain::register::RegisterChange;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{AfterPost, Frame, Html};
use crate::platform::parts::{Chip, Choice, Choices, Faults, Field, Summary};
use crate::platform::posted::Posted;
use crate::platform::texts::Apart;
use crate::platform::words::{Words, capital};

crate::action!(
    /// A person.
    ShowPerson, Administer, PersonId => PersonRow, store::person
);
crate::action!(
    impl NewLink, Administer, PersonId => PersonRow, store::person
);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {}

/// What was typed into one of the page's forms; the others are as if untouched.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) role: String,
    pub(super) board: String,
    pub(super) last_day: String,
    /// The last day of which role, and whether its board may be left without.
    pub(super) new_last_day: Option<(GrantId, String, bool)>,
    pub(super) name: Option<String>,
    pub(super) email: Option<String>,
    pub(super) correct_reason: String,
    pub(super) end_reason: String,
    pub(super) heir: String,
    pub(super) alone: bool,
    pub(super) at_once: bool,
    /// Why which role ends, and whether its board may be left without.
    pub(super) role_end: Option<(GrantId, String, bool)>,
    pub(super) same_as: String,
    pub(super) join_reason: String,
    pub(super) reopen_reason: String,
    pub(super) refuse_reason: String,
    /// Which of what waits it is about.
    pub(super) refuses: Option<ProposalId>,
}

struct GrantLine {
    said: String,
    time: String,
    /// Whose role it is otherwise.
    instead_of: Option<String>,
    end: Option<EndForm>,
    /// Where it gets another last day, unless it goes on in another one, or she stands in for somebody.
    last_day: Option<LastDayForm>,
}

struct EndForm {
    url: String,
    reason: Field,
    /// To be ticked where nobody else hands in for the board.
    alone: Option<Choices>,
    /// What she is responsible for as an auditor.
    leads: Option<&'static str>,
    /// Something is wrong with what was typed: it is open.
    open: bool,
}

struct LastDayForm {
    url: String,
    field: Field,
    alone: Option<Choices>,
    /// Something is wrong with what was typed: it is open.
    open: bool,
}

/// What waits, and what this administrator can do about it.
struct WaitingLine {
    said: String,
    /// By whom and when it was proposed, and what happens next.
    next: String,
    /// She has asked for it herself: why, and what may be odd about that.
    asked: Vec<String>,
    url: String,
    /// Another one proposed it: she agrees or refuses, with a reason.
    decides: Option<Field>,
    /// She proposed it, and takes it back.
    own: bool,
}

/// What ends with her account, and who may take over.
struct Ending {
    /// Boards that nobody else hands in for, each with what it has left.
    left: Vec<String>,
    heir: Field,
    at_once: Choices,
    alone: Choices,
    /// What she is responsible for and is not closed: how many, and each.
    leads: Option<(String, Vec<String>)>,
    reason: Field,
}

/// The account of the same person that goes on, and why.
struct Joining {
    same_as: Field,
    reason: Field,
}

#[derive(Template)]
#[template(path = "people/person.html")]
pub(super) struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    title: String,
    address: String,
    url: String,
    chip: Chip,
    last_seen: String,
    /// That mail does not reach her.
    unreached: Option<String>,
    password: &'static str,
    grants: Vec<GrantLine>,
    waiting: Vec<WaitingLine>,
    role: Choices,
    board: Choices,
    last_day: Field,
    name: Field,
    email: Field,
    correct_reason: Field,
    ending: Option<Ending>,
    joining: Option<Joining>,
    reopen_reason: Field,
    history: Vec<String>,
    living: bool,
    /// Whether the link by which she comes in may be mailed.
    by_mail: bool,
}

pub(super) async fn show(gate: Gate<ShowPerson>) -> Result<Html, Failure> {
    let (mut look, person) = gate.look().await?;
    Html::page(&page(&mut look, &person, &Typed::default(), &Faults::none()).await?)
}

pub(super) async fn new_link(gate: Gate<NewLink>, posted: Posted<Form>) -> Result<AfterPost, Failure> {
    let (mut change, person) = gate.open().await?;
    let Form {} = posted.read(&change)?;
    if person.ended_at.is_some() {
        return Err(Failure::NotFound);
    }
    let (secret, proposal) = store::invite(&mut change, person.id).await?;
    let frame = change.frame().await?;
    let t = Texts::from(frame.lang);
    let (mut events, mut waits) = (vec![Event::PersonInvited { person: person.id }], None);
    if let Some(id) = proposal {
        let boards = store::boards_of(change.conn(), id).await?;
        events.extend(told::events(
            Proposed { id, kind: AccessKind::Link, person: person.id, role: None, board: None, to: None },
            &boards,
            AccessStep::Proposed,
        ));
        let at = store::takes_effect(&mut change).await?.map(|at| change.words().instant(at));
        waits = Some(t.link_waits(at.as_deref()));
    }
    let address = change.whole_address(&format!("/inbjudan/{}", secret.reveal()));
    let done = change.commit(told::facts(events)?).await?;
    let links = vec![Link { name: person.name, email: person.email, address }];
    Ok(AfterPost::once(done, Html::page(&LinksPage { t, frame, links, waits })?))
}

/// The page, with what was typed in one of its forms.
pub(super) async fn page(visit: &mut Passage, person: &PersonRow, typed: &Typed, faults: &Faults) -> Result<Page, Failure> {
    let (frame, words, today, now) = (visit.frame().await?, visit.words(), visit.today(), visit.now());
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    let grants = store::grants(visit.conn(), &[person.id]).await?;
    let boards = store::her_boards(visit.conn(), person.id, today).await?;
    let noted = store::noted(visit.conn(), person.id).await?;
    let waiting = store::waiting(visit.conn(), person.id, now).await?;
    let asked = if waiting.is_empty() { Vec::new() } else { store::asked_for(visit.conn(), &waiting).await? };
    let by_mail = frame.mails && !person.has_password && store::may_be_invited_by_mail(visit.conn(), person.id, now).await?;
    let reader = visit.person().map(|own| own.id);
    let living = person.ended_at.is_none();
    let oneself = reader == Some(person.id);
    let url = format!("/admin/personer/{}", person.id);
    let mut choices = vec![Choice::new("", t.choose_role(), typed.role.is_empty())];
    choices.extend(Role::ALL.into_iter().map(|r| Choice::new(roles::key(r), capital(words.role(r)), roles::key(r) == typed.role)));
    let mut board_choices = vec![Choice::new("", t.no_board(), typed.board.is_empty())];
    let may_be_given = boards.iter().filter(|board| board.living);
    board_choices.extend(may_be_given.map(|board| Choice::new(board.id.to_string(), board.name.clone(), board.id.to_string() == typed.board)));
    Ok(Page {
        summary: faults.summary(lang),
        title: person.name.clone(),
        address: person.email.clone(),
        chip: chip(person, now, t),
        last_seen: person.last_seen.map_or_else(|| t.never().to_owned(), |at| words.instant(at)),
        unreached: unreached(person, t, words),
        password: if person.has_password { t.password_set() } else { t.password_missing() },
        grants: grants.iter().map(|grant| line(grant, (&grants, &boards), (living, today, &url), (t, words), (person, typed, faults))).collect(),
        waiting: waiting
            .iter()
            .map(|one| waits(one, asked.iter().find(|behind| behind.proposal == one.id), (reader, now, &url), (t, words), typed, faults))
            .collect(),
        role: Choices::list(lang, "role", t.role(), choices, faults),
        board: Choices::list(lang, "board", t.board(), board_choices, faults),
        last_day: Field::date(lang, "last_day", t.last_day(), &typed.last_day, faults).hint(t.last_day_hint()),
        name: Field::line(lang, "name", t.name(), typed.name.as_ref().unwrap_or(&person.name), faults),
        email: Field::email(lang, "email", t.email(), typed.email.as_ref().unwrap_or(&person.email), faults).hint(t.email_hint()),
        correct_reason: Field::line(lang, "correct_reason", t.reason(), &typed.correct_reason, faults),
        ending: (living && !oneself).then(|| ending(person, &boards, typed, (t, words), faults)),
        joining: (living && !oneself).then(|| joining(t, typed, faults)),
        reopen_reason: Field::line(lang, "reopen_reason", t.reason(), &typed.reopen_reason, faults),
        history: history(&noted, &grants, t, words),
        living,
        by_mail,
        url,
        t,
        frame,
    })
}

/// Nobody knows of a mail that it was read: only that the last one did not get through.
fn unreached(person: &PersonRow, t: Texts, words: Words) -> Option<String> {
    let day = words.date(calendar::day_of(person.last_mail_at?));
    match person.last_mail? {
        MailState::Failed => Some(t.unreached_failed(&day)),
        MailState::Waiting => Some(t.unreached_held(&day)),
        MailState::Sent | MailState::Dropped => None,
    }
}

fn line(
    grant: &GrantRow,
    (grants, boards): (&[GrantRow], &[HerBoard]),
    (living, today, url): (bool, NaiveDate, &str),
    (t, words): (Texts, Words),
    (person, typed, faults): (&PersonRow, &Typed, &Faults),
) -> GrantLine {
    let ends = living && grant.is_in_force(today);
    let hands_in = matches!(grant.role, Role::Secretary | Role::Approver);
    // Whoever holds both roles there still hands in by the other.
    let alone = ends && hands_in && boards.iter().any(|board| Some(board.id) == grant.board && board.alone_in == 1);
    let box_for =
        |id: String, ticked: bool| Choices::boxes(t.lang, id, t.only_she_hands_in(), vec![Choice::new("yes", t.leave_alone(), ticked)], faults).named("alone");
    let goes_on = grant.goes_on(grants);
    let last_day = || {
        let field = last_day::field(grant.id);
        let was = grant.valid_to.map(|day| day.to_string()).unwrap_or_default();
        let own = typed.new_last_day.as_ref().filter(|(id, ..)| *id == grant.id);
        LastDayForm {
            url: format!("{url}/roller/{}/sista-dag", grant.id),
            field: Field::date(t.lang, field, t.last_day(), own.map_or(was.as_str(), |(_, day, _)| day), faults).hint(t.new_last_day_hint()).named("last_day"),
            alone: alone.then(|| box_for(format!("alone-until-{}", grant.id), own.is_some_and(|(.., ticked)| *ticked))),
            open: own.is_some(),
        }
    };
    let end = || {
        let own = typed.role_end.as_ref().filter(|(id, ..)| *id == grant.id);
        let why = own.map_or("", |(_, why, _)| why);
        EndForm {
            url: format!("{url}/roller/{}/avsluta", grant.id),
            reason: Field::line(t.lang, roles::end_reason(grant.id), t.end_role_reason(), why, faults).named("role_end_reason"),
            alone: alone.then(|| box_for(format!("alone-{}", grant.id), own.is_some_and(|(.., ticked)| *ticked))),
            leads: (grant.role == Role::Auditor && leads(person, t).is_some()).then(|| t.then_without()),
            open: own.is_some(),
        }
    };
    GrantLine {
        said: said(grant, words),
        time: time(grant, t, words),
        instead_of: grant.instead_of.as_deref().map(|name| t.stands_in_for(name)),
        end: ends.then(end),
        last_day: (ends && !goes_on && grant.instead_of.is_none()).then(last_day),
    }
}

/// From when to when. What an administrator ended held to that moment, although its last whole day was the one before.
fn time(grant: &GrantRow, t: Texts, words: Words) -> String {
    let from = words.date(grant.valid_from);
    match (grant.valid_to, grant.ended_at) {
        (_, Some(at)) if calendar::day_of(at) >= grant.valid_from => t.held_until(&from, &words.instant(at)),
        (None, _) => t.since(&from),
        (Some(day), _) if day < grant.valid_from => t.over().to_owned(),
        (Some(day), _) => t.between(&from, &words.date(day)),
    }
}

/// Why she asked, and what an administrator looks at before he agrees.
fn asked(behind: &AskedFor, t: Texts) -> Vec<String> {
    let domain = behind.address.rsplit('@').next().unwrap_or_default();
    let usual = behind.usual_domain.as_deref().filter(|_| !behind.domain_known).map(|usual| t.other_domain(domain, usual));
    let same = behind.namesake.as_deref().map(|address| t.asks_as_namesake(address));
    [Some(t.asked_because(&behind.why)), usual, same].into_iter().flatten().collect()
}

fn waits(
    one: &Waiting,
    behind: Option<&AskedFor>,
    (reader, now, url): (Option<PersonId>, DateTime<Utc>, &str),
    (t, words): (Texts, Words),
    typed: &Typed,
    faults: &Faults,
) -> WaitingLine {
    let own = reader == Some(one.proposed_by);
    let when = words.instant(one.proposed_at);
    let next = match Standing::of(one.kind, one.step, one.effect_at, now) {
        Standing::WaitsForAnother if own => t.waits_for_another(&when),
        Standing::WaitsForAnother => t.waits_for_you(&one.proposer, &when),
        Standing::Until(at) => t.waits_until(&one.proposer, &when, &words.instant(at)),
        Standing::InEffect | Standing::Dropped => t.is_open(&one.proposer, &when),
    };
    let id = format!("refuse-{}", one.id);
    let refuse_reason = if typed.refuses == Some(one.id) { typed.refuse_reason.as_str() } else { "" };
    WaitingLine {
        said: match (one.kind, one.role) {
            (AccessKind::Role, Some(role)) => {
                let role = capital(words.role(role));
                let role = one.board_name.as_deref().map_or_else(|| role.clone(), |board| format!("{role}, {}", Apart(board)));
                one.to.map_or_else(|| role.clone(), |day| t.role_until(&role, &words.date(day)))
            }
            (AccessKind::Role | AccessKind::Link | AccessKind::Reopening | AccessKind::BoardEnd | AccessKind::BoardReopening, _) => t.a_new_link().to_owned(),
        },
        next,
        asked: behind.map(|behind| asked(behind, t)).unwrap_or_default(),
        url: format!("{url}/vantar/{}", one.id),
        decides: (!own).then(|| Field::line(t.lang, id, t.refuse_why(), refuse_reason, faults).named("refuse_reason")),
        own,
    }
}

/// What she is responsible for and is not closed: how many, and each by its reference, as long as it has been sent.
fn leads(person: &PersonRow, t: Texts) -> Option<(String, Vec<String>)> {
    let sent = i64::try_from(person.leads.len()).unwrap_or(i64::MAX);
    let all = sent.saturating_add(person.leads_unsent);
    let unsent = (person.leads_unsent > 0).then(|| t.leads_unsent(person.leads_unsent));
    (all > 0).then(|| (t.leads(all), person.leads.iter().cloned().chain(unsent).collect()))
}

fn ending(person: &PersonRow, boards: &[HerBoard], typed: &Typed, (t, words): (Texts, Words), faults: &Faults) -> Ending {
    let left = |board: &HerBoard| match board.next_due_on {
        Some(day) => t.board_has_left(&board.name, board.awaited, &words.date(day)),
        None => t.board_has_nothing_left(&board.name),
    };
    Ending {
        left: boards.iter().filter(|board| board.alone_in > 0).map(left).collect(),
        heir: Field::line(t.lang, "heir", t.heir(), &typed.heir, faults).hint(t.heir_hint()),
        leads: leads(person, t),
        at_once: Choices::boxes(t.lang, "at_once", t.at_once(), vec![Choice::new("yes", t.leave_at_once(), typed.at_once)], faults),
        alone: Choices::boxes(t.lang, "alone", t.without_heir(), vec![Choice::new("yes", t.leave_alone(), typed.alone)], faults),
        reason: Field::line(t.lang, "end_reason", t.reason(), &typed.end_reason, faults),
    }
}

fn joining(t: Texts, typed: &Typed, faults: &Faults) -> Joining {
    Joining {
        same_as: Field::email(t.lang, "same_as", t.same_as(), &typed.same_as, faults).hint(t.same_as_hint()),
        reason: Field::line(t.lang, "join_reason", t.reason(), &typed.join_reason, faults),
    }
}

/// What was put right, and the roles that were ended; the newest first.
fn history(noted: &[Noted], grants: &[GrantRow], t: Texts, words: Words) -> Vec<String> {
    let mut told: Vec<(DateTime<Utc>, String)> = noted.iter().map(|one| (one.changed_at, told(one, t, words))).collect();
    for grant in grants {
        if let (Some(at), Some(by), Some(why)) = (grant.ended_at, &grant.ended_by, &grant.end_reason) {
            told.push((at, t.role_was_ended(&words.instant(at), &said(grant, words), by, why)));
        }
    }
    told.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    told.into_iter().map(|(_, said)| said).collect()
}

fn told(noted: &Noted, t: Texts, words: Words) -> String {
    let (when, by, reason) = (words.instant(noted.changed_at), &noted.by, &noted.reason);
    if let Some(other) = &noted.joined_from {
        return t.was_joined_from(&when, by, other, reason);
    }
    match noted.kind {
        RegisterChange::Ended if noted.joined_to.is_some() => t.was_joined_to(&when, by, noted.joined_to.as_deref().unwrap_or_default(), reason),
        RegisterChange::Corrected => t.was_corrected(&when, by, &noted.name_before, &noted.email_before, reason),
        RegisterChange::Ended => t.was_ended(&when, by, reason),
        RegisterChange::Reopened => t.was_reopened(&when, by, reason),
    }
}
