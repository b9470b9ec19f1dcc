//! Whom and what an event names, by their ids: the log itself holds no names.

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde_json::Value;
use uuid::Uuid;

use crate::domain::register::FormerName;
use crate::domain::round::RoundName;

/// The ids that some events name.
#[derive(Debug, Default)]
pub(super) struct Mentioned {
    pub(super) people: Vec<Uuid>,
    pub(super) boards: Vec<Uuid>,
    pub(super) audits: Vec<Uuid>,
    pub(super) rounds: Vec<Uuid>,
    pub(super) submissions: Vec<Uuid>,
}

impl Mentioned {
    /// With those of one more event.
    pub(super) fn by(&mut self, facts: &Value) {
        let id = |name: &str| facts.get(name).and_then(Value::as_str).and_then(|id| id.parse::<Uuid>().ok());
        self.people.extend(id("person"));
        self.boards.extend(id("board"));
        self.boards.extend(id("heir"));
        self.rounds.extend(id("round"));
        self.audits.extend(id("audit"));
        self.submissions.extend(id("submission"));
    }
}

/// What they are called today.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    pub(super) names: HashMap<Uuid, String>,
    /// By the id of the round, or of what came in for it.
    pub(super) rounds: HashMap<Uuid, RoundName>,
    /// The reference, the title, and the reference as it stands in addresses.
    pub(super) audits: HashMap<Uuid, (String, String, String)>,
    /// What boards were called before, by the id of the board, of the round, or of what came in for it.
    pub(super) called: HashMap<Uuid, Vec<FormerName>>,
}

impl Names {
    /// The same with each board as it was called when something happened: what has happened does not get another name.
    pub(super) fn at(&self, at: DateTime<Utc>) -> Cow<'_, Self> {
        let mut names = Cow::Borrowed(self);
        for (id, called) in &self.called {
            let Some(former) = called.iter().find(|one| one.changed_at > at) else { continue };
            let own = names.to_mut();
            if let Some(name) = own.names.get_mut(id) {
                name.clone_from(&former.name);
            }
            if let Some(round) = own.rounds.get_mut(id) {
                round.board_name.clone_from(&former.name);
            }
        }
        names
    }

    /// Somebody or some board. Of what is not there any more it is said that it has no name.
    pub(super) fn of(&self, id: Uuid) -> &str {
        self.names.get(&id).map_or("–", String::as_str)
    }
}
