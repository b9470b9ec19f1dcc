//! One person: her roles, a new link, and the end of her account. Nobody is deleted.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::{EndPerson, NewLink};
use super::add::{Link, LinksPage};
use super::list::{State, said};
use super::store::{self, PersonRow};
use super::texts::Texts;
use crate::domain::actor::Role;
use crate::domain::event::Event;
use crate::domain::ids::PersonId;
use crate::domain::refusal::Refusal;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{AfterPost, Frame, Html, SeeOther};
use crate::platform::parts::{Chip, Choice, Choices, Faults, Summary};
use crate::platform::posted::Posted;
use crate::platform::words::capital;

crate::action!(
    /// A person.
    ShowPerson, Administer, PersonId => PersonRow, store::person
);
crate::action!(
    impl NewLink, Administer, PersonId => PersonRow, store::person
);
crate::action!(
    impl EndPerson, Administer, PersonId => PersonRow, store::person
);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {}

struct GrantLine {
    said: String,
    time: String,
    end_url: Option<String>,
}

#[derive(Template)]
#[template(path = "people/person.html")]
pub(super) struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    name: String,
    email: String,
    url: String,
    chip: Chip,
    last_seen: String,
    password: &'static str,
    grants: Vec<GrantLine>,
    role: Choices,
    board: Choices,
    living: bool,
    oneself: bool,
}

pub(super) async fn show(gate: Gate<ShowPerson>) -> Result<Html, Failure> {
    let (mut look, person) = gate.look().await?;
    Html::page(&page(&mut look, &person, ("", ""), &Faults::none()).await?)
}

pub(super) async fn new_link(gate: Gate<NewLink>, posted: Posted<Form>) -> Result<AfterPost, Failure> {
    let (mut change, person) = gate.open().await?;
    let Form {} = posted.read(&change)?;
    if person.ended_at.is_some() {
        return Err(Failure::NotFound);
    }
    let secret = store::invite(&mut change, person.id).await?;
    let frame = change.frame().await?;
    let done = change.commit(Event::PersonInvited { person: person.id }).await?;
    let links = vec![Link { name: person.name, email: person.email, path: format!("/inbjudan/{}", secret.reveal()) }];
    Ok(AfterPost::once(done, Html::page(&LinksPage { t: Texts::from(frame.lang), frame, links })?))
}

pub(super) async fn end(gate: Gate<EndPerson>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, person) = gate.open().await?;
    let Form {} = posted.read(&change)?;
    // Whoever ends herself could leave nobody: another administrator does it.
    if change.person_id()? == person.id {
        return Err(Refusal::NotYourself.into());
    }
    if store::other_administrators(&mut change, person.id).await? == 0 {
        return Err(Refusal::LastAdministrator.into());
    }
    store::end_person(&mut change, person.id).await?;
    let done = change.commit(Event::PersonEnded { person: person.id }).await?;
    Ok(SeeOther::to(done, format!("/admin/personer/{}", person.id)).saying(Confirmed::PersonEnded))
}

/// The page, with what was chosen in the form for a new role.
pub(super) async fn page(visit: &mut Passage, person: &PersonRow, (role, board): (&str, &str), faults: &Faults) -> Result<Page, Failure> {
    let (frame, words, today, now) = (visit.frame().await?, visit.words(), visit.today(), visit.now());
    let t = Texts::from(frame.lang);
    let grants = store::grants(visit.conn(), &[person.id]).await?;
    let boards = store::boards(visit.conn(), today).await?;
    let url = format!("/admin/personer/{}", person.id);
    let living = person.ended_at.is_none();
    let line = |grant: &store::GrantRow| GrantLine {
        said: said(grant, words),
        time: match grant.valid_to {
            None => t.since(&words.date(grant.valid_from)),
            Some(day) if day < grant.valid_from => t.over().to_owned(),
            Some(day) => t.between(&words.date(grant.valid_from), &words.date(day)),
        },
        end_url: (living && grant.is_in_force(today)).then(|| format!("{url}/roller/{}/avsluta", grant.id)),
    };
    let mut roles = vec![Choice::new("", t.choose_role(), role.is_empty())];
    roles.extend(Role::ALL.into_iter().map(|r| Choice::new(super::roles::key(r), capital(words.role(r)), super::roles::key(r) == role)));
    let mut board_choices = vec![Choice::new("", t.no_board(), board.is_empty())];
    board_choices.extend(boards.into_iter().map(|(id, name)| Choice::new(id.to_string(), name, id.to_string() == board)));
    Ok(Page {
        summary: faults.summary(frame.lang),
        name: person.name.clone(),
        email: person.email.clone(),
        chip: State::of(person, now).chip(t),
        last_seen: person.last_seen.map_or_else(|| t.never().to_owned(), |at| words.instant(at)),
        password: if person.has_password { t.password_set() } else { t.password_missing() },
        grants: grants.iter().filter(|grant| grant.person == person.id).map(line).collect(),
        role: Choices::list(frame.lang, "role", t.role(), roles, faults),
        board: Choices::list(frame.lang, "board", t.board(), board_choices, faults),
        living,
        oneself: visit.person().is_some_and(|own| own.id == person.id),
        url,
        t,
        frame,
    })
}
