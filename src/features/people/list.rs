//! Everybody who may sign in, or once could.

use askama::Template;
use serde::Deserialize;

use super::store::{self, GrantRow, PersonRow};
use super::texts::Texts;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::{Frame, Html};
use crate::platform::parts::{Chip, Faults, Field};
use crate::platform::words::{Words, capital};

crate::action!(
    /// The list of people.
    ListPeople, Administer
);

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Filters {
    q: String,
}

struct Line {
    url: String,
    name: String,
    email: String,
    roles: String,
    chip: Chip,
}

#[derive(Template)]
#[template(path = "people/list.html")]
struct Page {
    frame: Frame,
    t: Texts,
    q: Field,
    count: String,
    lines: Vec<Line>,
}

pub(super) async fn show(gate: Gate<ListPeople>, filters: Filters) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let (frame, words, today, now) = (look.frame().await?, look.words(), look.today(), look.now());
    let t = Texts::from(frame.lang);
    let grants = store::grants(look.conn()).await?;
    let wanted = filters.q.trim().to_lowercase();
    let mut people = store::people(look.conn(), "").await?;
    people.retain(|person| person.name.to_lowercase().contains(&wanted) || person.email.to_lowercase().contains(&wanted));
    let lines: Vec<Line> = people
        .into_iter()
        .map(|person| Line {
            url: format!("/admin/personer/{}", person.id),
            roles: roles(grants.iter().filter(|g| g.person == person.id && g.is_in_force(today)), words, t),
            chip: state(&person, now, t),
            name: person.name,
            email: person.email,
        })
        .collect();
    let q = Field::line(frame.lang, "q", t.search(), &filters.q, &Faults::none());
    Html::page(&Page { q, count: t.count(i64::try_from(lines.len()).unwrap_or(0)), lines, t, frame })
}

fn roles<'a>(grants: impl Iterator<Item = &'a GrantRow>, words: Words, t: Texts) -> String {
    let said: Vec<String> = grants.map(|grant| said(grant, words)).collect();
    if said.is_empty() { t.no_role().to_owned() } else { said.join("; ") }
}

/// "Nämndsekreterare, Servicenämnden".
pub(super) fn said(grant: &GrantRow, words: Words) -> String {
    let role = capital(words.role(grant.role));
    grant.board_name.as_deref().map_or_else(|| role.clone(), |board| format!("{role}, {board}"))
}

/// Where somebody stands: invited, active, ended.
pub(super) fn state(person: &PersonRow, now: chrono::DateTime<chrono::Utc>, t: Texts) -> Chip {
    match (person.ended_at, person.has_password, person.link_expires_at) {
        (Some(_), ..) => Chip::plain(t.ended()),
        (None, true, _) => Chip::ok(t.active()),
        (None, false, Some(expires)) if expires > now => Chip::info(t.invited()),
        (None, false, _) => Chip::warn(t.invitation_over()),
    }
}
