//! Whom and what an event names, by their ids: the log itself holds no names.

use std::collections::HashMap;

use serde_json::Value;
use uuid::Uuid;

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
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) names: HashMap<Uuid, String>,
    /// By the id of the round, or of what came in for it.
    pub(super) rounds: HashMap<Uuid, RoundName>,
    /// The reference, the title, and the reference as it stands in addresses.
    pub(super) audits: HashMap<Uuid, (String, String, String)>,
}

impl Names {
    /// Somebody or some board. Of what is not there any more it is said that it has no name.
    pub(super) fn of(&self, id: Uuid) -> &str {
        self.names.get(&id).map_or("–", String::as_str)
    }
}
