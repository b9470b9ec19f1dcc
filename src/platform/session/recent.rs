//! Who stood behind a session a moment ago. While it is asked who stands there now, a transaction is begun as her, so that two
//! ways to PostgreSQL become one. Nothing is decided by it: what was begun for somebody who is no longer the same, or has other
//! roles, is let go without having been asked anything (ADR 0043).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::domain::actor::{Actor, Person};

/// So many sessions are remembered. When there are more, all are forgotten, and each costs one way more once.
const MOST: usize = 2_000;

/// The people of the last sessions, by the hash of their tokens.
#[derive(Default)]
pub(in super::super) struct Recent(Mutex<HashMap<Vec<u8>, Arc<Actor>>>);

impl Recent {
    /// Who stood there when it was last asked.
    pub(in super::super) fn of(&self, token_hash: Option<&[u8]>) -> Option<Arc<Actor>> {
        self.held().get(token_hash?).cloned()
    }

    /// Remembers who stands there now.
    pub(in super::super) fn note(&self, token_hash: Option<&[u8]>, actor: &Actor) {
        let Some(token_hash) = token_hash else { return };
        let mut held = self.held();
        match actor {
            Actor::Visitor => {
                held.remove(token_hash);
            }
            Actor::Person(_) | Actor::OneStep(_) if held.get(token_hash).is_some_and(|known| is_same(known, actor)) => {}
            Actor::Person(_) | Actor::OneStep(_) => {
                if held.len() >= MOST {
                    held.clear();
                }
                held.insert(token_hash.to_vec(), Arc::new(actor.clone()));
            }
        }
    }

    fn held(&self) -> std::sync::MutexGuard<'_, HashMap<Vec<u8>, Arc<Actor>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether it is the same person with the same roles: what was begun for the one holds for the other.
pub(in super::super) fn is_same(one: &Actor, other: &Actor) -> bool {
    match (one, other) {
        (Actor::Person(Person { id, grants, .. }), Actor::Person(now)) | (Actor::OneStep(Person { id, grants, .. }), Actor::OneStep(now)) => {
            *id == now.id && *grants == now.grants
        }
        (Actor::Visitor, _) | (_, Actor::Visitor) | (Actor::Person(_), Actor::OneStep(_)) | (Actor::OneStep(_), Actor::Person(_)) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::actor::{BoardRole, Grant};
    use crate::domain::ids::{BoardId, PersonId};

    #[test]
    fn a_session_is_remembered_with_its_roles_until_it_is_over() {
        let at = "2025-01-01T00:00:00Z".parse().unwrap();
        let with = |grants: Vec<Grant>| Actor::Person(Person { id: PersonId::new(at), name: "Anna".into(), grants });
        let anna = with(vec![Grant::Board(BoardRole::Secretary, BoardId::new(at))]);
        let (recent, token) = (Recent::default(), Some([1].as_slice()));
        assert!(recent.of(token).is_none() && recent.of(None).is_none());
        recent.note(token, &anna);
        assert!(recent.of(token).is_some_and(|known| is_same(&known, &anna)));
        let Actor::Person(mut fewer) = anna else { panic!() };
        fewer.grants.clear();
        let fewer = Actor::Person(fewer);
        assert!(recent.of(token).is_some_and(|known| !is_same(&known, &fewer)), "her role has ended");
        recent.note(token, &fewer);
        assert!(recent.of(token).is_some_and(|known| is_same(&known, &fewer)));
        let Actor::Person(same) = fewer else { panic!() };
        let short = Actor::OneStep(same);
        assert!(recent.of(token).is_some_and(|known| !is_same(&known, &short)), "more than a password is demanded of her");
        recent.note(token, &short);
        assert!(recent.of(token).is_some_and(|known| is_same(&known, &short)));
        recent.note(token, &Actor::Visitor);
        assert!(recent.of(token).is_none());
    }

    #[test]
    fn there_is_an_end_to_what_is_remembered() {
        let at = "2025-01-01T00:00:00Z".parse().unwrap();
        let anna = Actor::Person(Person { id: PersonId::new(at), name: "Anna".into(), grants: Vec::new() });
        let recent = Recent::default();
        for token in 0..3 * MOST {
            recent.note(Some(&token.to_be_bytes()), &anna);
        }
        assert!(recent.held().len() <= MOST);
    }
}
