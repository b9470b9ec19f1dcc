//! The beginning: the first administrator, the organisation, its boards and its people.

use anyhow::Context as _;

use super::super::story::{self, Board, Kind, Person, Role};
use super::super::{ORGANISATION, PASSWORD};
use super::Cast;
use crate::platform::database::Database;
use crate::platform::upkeep;

const AUDITORS: &str = "Revisorskollegiet";
const CONTACT: &str = "Stadsrevisionen, stadsrevisionen@strandkoping.example";

pub(super) async fn play(cast: &mut Cast, database: &Database) -> anyhow::Result<()> {
    let link = upkeep::first_link(database, &cast.clock).await?.context("there are people in the database already")?;
    let administrator = story::PEOPLE.iter().find(|person| person.email == story::ADMINISTRATOR).context("the story has no administrator")?;
    let mut player = cast.first.another();
    let path = format!("/kom-igang/{}", link.reveal());
    player.get(&path).await?.shown()?;
    let fields = [
        ("organisation", ORGANISATION),
        ("auditors", AUDITORS),
        ("name", administrator.name),
        ("email", administrator.email),
        ("password", PASSWORD),
        ("again", PASSWORD),
    ];
    player.post(&path, &fields).await?.done()?;
    let player = cast.seat(story::ADMINISTRATOR).await?;
    player.post("/admin/organisation", &[("name", ORGANISATION), ("auditors_name", AUDITORS), ("contact", CONTACT), ("verdict", "omdome")]).await?.done()?;
    let boards: Vec<String> = story::BOARDS.iter().map(|board| format!("{}; {}", board.name, kind(board))).collect();
    player.post("/admin/namnder/lagg-till", &[("boards", &boards.join("\n"))]).await?.done().context("adding the boards")?;
    people(cast).await
}

/// Everybody else is invited at once, and chooses her password behind her own link.
async fn people(cast: &mut Cast) -> anyhow::Result<()> {
    let others: Vec<&Person> = story::PEOPLE.iter().filter(|person| person.email != story::ADMINISTRATOR).collect();
    let lines: Vec<String> = others.iter().flat_map(|person| person.roles.iter().map(|(role, board)| line(person, *role, *board))).collect();
    let player = cast.seat(story::ADMINISTRATOR).await?;
    let links = player.post("/admin/personer/lagg-till", &[("people", &lines.join("\n"))]).await?.shown().context("adding the people")?;
    for person in others {
        let link = links.address_after(person.email, "/inbjudan/")?;
        let mut player = cast.first.another();
        player.get(&link).await?.shown()?;
        player.post(&link, &[("password", PASSWORD), ("again", PASSWORD)]).await?.done().with_context(|| format!("{} chooses a password", person.name))?;
    }
    Ok(())
}

fn line(person: &Person, role: Role, board: Option<&str>) -> String {
    let mut parts = vec![person.name, person.email, role_word(role)];
    parts.extend(board);
    parts.join("; ")
}

fn kind(board: &Board) -> &'static str {
    match board.kind {
        Kind::Board => "nämnd",
        Kind::Executive => "styrelse",
        Kind::Company => "bolag",
        Kind::Council => "fullmäktige",
    }
}

fn role_word(role: Role) -> &'static str {
    match role {
        Role::Auditor => "revisor",
        Role::AuditReader => "läsare",
        Role::Secretary => "nämndsekreterare",
        Role::Contributor => "handläggare",
        Role::Approver => "ordförande",
        Role::Council => "fullmäktigeledamot",
        Role::Administrator => "administratör",
    }
}
