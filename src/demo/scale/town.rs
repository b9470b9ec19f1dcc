//! Who lives in the town when the generated audits are sent: the boards and people of the story, and the further boards
//! that a larger set needs.

use anyhow::Context as _;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::super::story;
use super::SEED;
use super::books::Books;
use super::chance::Chance;
use super::course::{STORY_BOARDS, boards_at};
use super::sheet::row;
use super::store::{Held, Known, Table};
use super::texts;
use crate::domain::actor::Role;
use crate::domain::event::Event;
use crate::domain::ids::{BoardId, GrantId, PersonId};
use crate::domain::text;

pub(super) struct Town {
    /// Who sends, judges and closes.
    pub(super) auditor: PersonId,
    pub(super) auditors_name: String,
    /// Reads everything, answers nothing.
    pub(super) council: BoardId,
    pub(super) today: NaiveDate,
    now: DateTime<Utc>,
    boards: Vec<Board>,
    held: Vec<Held>,
}

#[derive(Clone)]
pub(super) struct Board {
    pub(super) id: BoardId,
    pub(super) name: String,
}

impl Town {
    /// The town with all boards that so many audits need. Those that are not there yet are added in the books.
    pub(super) fn settle(known: Known, wanted: u32, now: DateTime<Utc>, today: NaiveDate, books: &mut Books) -> anyhow::Result<Self> {
        let Known { auditor, administrator, auditors_name, boards: there, held, password_hash } = known;
        let council = there.iter().find(|board| story::BOARDS.iter().any(|known| known.kind == story::Kind::Council && known.name == board.name));
        let council = council.context("the demo has no council")?.id;
        let mut town = Self { auditor, auditors_name, council, today, now, boards: Vec::new(), held };
        let story = story::BOARDS.iter().filter(|board| board.kind != story::Kind::Council).map(|board| board.name);
        let newcomers = boards_at(wanted.saturating_sub(1)).saturating_sub(STORY_BOARDS);
        for (place, name) in story.chain(texts::BOARDS.iter().copied().take(newcomers)).enumerate() {
            let known = there.iter().find(|board| board.name == name).cloned();
            let board = match known {
                Some(board) => board,
                None if place >= STORY_BOARDS => town.found(name, place, administrator, &password_hash, books),
                None => anyhow::bail!("the demo has no {name}: generated audits need the boards of the story"),
            };
            town.boards.push(board);
        }
        Ok(town)
    }

    /// A new board, and its secretary, who signs in with the demo's password.
    fn found(&mut self, name: &str, place: usize, administrator: PersonId, password_hash: &str, books: &mut Books) -> Board {
        let mut chance = Chance::of(SEED, u64::MAX - place as u64);
        let at = self.now - TimeDelta::days(400) + TimeDelta::minutes(i64::try_from(place).unwrap_or(0));
        let (board, person, grant) = (BoardId::made_up(at, chance.bytes()), PersonId::made_up(at, chance.bytes()), GrantId::made_up(at, chance.bytes()));
        let since = self.today - TimeDelta::days(400);
        let kind = if name.split(' ').any(|part| part == "AB" || part.ends_with("bolaget")) { "company" } else { "board" };
        row!(books.sheet(Table::Board), board.uuid(), &text::slug(name), name, kind, since);
        let first = chance.pick(texts::FIRST_NAMES).unwrap_or_default();
        let surname = texts::SURNAMES.iter().cycle().nth(place).copied().unwrap_or_default();
        let email = format!("{}@strandkoping.example", text::slug(name));
        row!(books.sheet(Table::Person), person.uuid(), &format!("{first} {surname}"), &email, at);
        row!(books.sheet(Table::Grant), grant.uuid(), person.uuid(), "secretary", board.uuid(), since);
        row!(books.sheet(Table::Credential), person.uuid(), password_hash, at);
        let granted = Event::RoleGranted { grant, person, role: Role::Secretary, board: Some(board), to: None };
        for event in [Event::BoardAdded { board }, Event::PersonInvited { person }, granted] {
            books.happens(at, Some(administrator), &event);
        }
        books.happens(at, Some(person), &Event::PasswordChosen { person });
        self.held.push(Held { person, role: Role::Secretary, board: Some(board) });
        Board { id: board, name: name.to_owned() }
    }

    pub(super) fn board(&self, place: usize) -> anyhow::Result<&Board> {
        self.boards.get(place).context("an audit asks a board that is not there")
    }

    /// Everybody with one of these roles for this board, or for no board; each once.
    pub(super) fn staff(&self, roles: &[Role], board: BoardId) -> Vec<PersonId> {
        let mut people: Vec<PersonId> =
            self.held.iter().filter(|held| roles.contains(&held.role) && held.board.is_none_or(|own| own == board)).map(|held| held.person).collect();
        people.sort();
        people.dedup();
        people
    }

    /// Who writes and hands in for a board.
    pub(super) fn secretary(&self, board: BoardId) -> PersonId {
        self.staff(&[Role::Secretary], board).first().copied().unwrap_or(self.auditor)
    }

    /// Whether it is so new that not everybody has read about it.
    pub(super) fn is_recent(&self, at: DateTime<Utc>) -> bool {
        self.now - at < TimeDelta::days(14)
    }
}
