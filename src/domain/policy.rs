//! The whole policy of the application: who may do what, on one page. `docs/access.txt` is its print.

use super::actor::{Actor, BoardRole, Grant};
use super::ids::BoardId;

/// A side of the house: one authority, one database role (see `platform/walls.sql`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// The boards: drafts and submissions.
    Board,
    /// The auditors: audits, verdicts, and everything published.
    Audit,
    /// The council: the published picture only.
    Council,
    /// Administration of people and boards.
    Admin,
    /// Signing in, and one's own account.
    Auth,
}

impl Side {
    /// The database role that works for this side.
    #[must_use]
    pub fn database_role(self) -> &'static str {
        match self {
            Self::Board => "app_board",
            Self::Audit => "app_audit",
            Self::Council => "app_council",
            Self::Admin => "app_admin",
            Self::Auth => "app_auth",
        }
    }
}

/// Everything that can be asked for at the gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verb {
    /// What anybody may see or do: sign in, choose a language, read about the service.
    Visit,
    /// How one signs in: password, second step, sessions; signing out. All that is left to whoever lacks a second step.
    KeepSignIn,
    /// Whatever else is one's own: notices, the calendar's address, asking to work for a board.
    KeepOwnAccount,
    /// The start page with what is to be done.
    SeeToDo,
    /// Sent audits, received responses, published verdicts, deadlines, overview.
    ReadPublished,
    /// Audits before they are sent, verdict drafts, arrivals.
    ReadAuditWork,
    /// Paste a letter, record an audit, change it, its items and files, until it is sent.
    RecordAudit,
    /// Send an audit to the boards; put right what was sent, and ask a board once more, or for a supplement.
    SendAudit,
    /// Close an audit, or open it again.
    CloseAudit,
    /// Note the auditors' own diary number of an arrival.
    RegisterArrival,
    /// Write verdicts.
    DraftVerdict,
    /// Publish verdicts, and correct them.
    PublishVerdict,
    /// A board's desk: the response being written.
    ReadDesk,
    /// Write on the desk.
    DraftResponse,
    /// Lock the text for the board, or open it again.
    LockResponse,
    /// Record what the board decided.
    RecordDecision,
    /// Hand in the response.
    SubmitResponse,
    /// Ask for a later last day, or take the request back.
    AskExtension,
    /// Decide on an extension, or put a wrong last day right.
    DecideDeadline,
    /// The event log of one's own authority.
    ReadLog,
    /// The agenda of last days and meetings.
    SeeCalendar,
    /// Note when one's own board, or the auditors, meet.
    PlanMeetings,
    /// People, roles and boards.
    Administer,
}

impl Verb {
    /// What must be readable for a refusal to say "you may not" instead of "there is no such thing".
    #[must_use]
    pub fn reading(self) -> Option<Self> {
        match self {
            Self::DraftResponse | Self::LockResponse | Self::RecordDecision | Self::SubmitResponse => Some(Self::ReadDesk),
            Self::AskExtension => Some(Self::ReadDesk),
            Self::RecordAudit
            | Self::SendAudit
            | Self::CloseAudit
            | Self::RegisterArrival
            | Self::DraftVerdict
            | Self::PublishVerdict
            | Self::DecideDeadline => Some(Self::ReadAuditWork),
            Self::PlanMeetings => Some(Self::SeeCalendar),
            Self::Visit
            | Self::KeepSignIn
            | Self::KeepOwnAccount
            | Self::SeeToDo
            | Self::ReadPublished
            | Self::ReadAuditWork
            | Self::ReadDesk
            | Self::SeeCalendar
            | Self::ReadLog
            | Self::Administer => None,
        }
    }
}

/// What a verb is done to, as far as permission cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Nothing that belongs to one board: lists, the auditors' own material, what is published.
    Common,
    /// Something that belongs to one board.
    Board(BoardId),
    /// Something that is the auditors' own, and nobody else's to know of.
    Auditors,
}

/// The sides on which somebody may do something at all, best first. Empty: not for this person.
#[must_use]
pub fn sides(actor: &Actor, verb: Verb) -> Vec<Side> {
    let mut sides: Vec<Side> = match actor {
        Actor::Visitor | Actor::OneStep(_) => Vec::new(),
        Actor::Person(person) => person.grants.iter().filter_map(|grant| side(*grant, verb)).collect(),
    };
    // Anybody's own affairs need no grant.
    match (actor, verb) {
        (_, Verb::Visit) | (Actor::Person(_), Verb::KeepOwnAccount) | (Actor::Person(_) | Actor::OneStep(_), Verb::KeepSignIn) => sides.push(Side::Auth),
        (Actor::Visitor | Actor::Person(_) | Actor::OneStep(_), _) => {}
    }
    sides.sort_unstable();
    sides.dedup();
    sides
}

/// Whether somebody may do something to this, on this side.
#[must_use]
pub fn may(actor: &Actor, verb: Verb, on: Scope, standing: Side) -> bool {
    match actor {
        Actor::Visitor => verb == Verb::Visit,
        Actor::OneStep(_) => matches!(verb, Verb::Visit | Verb::KeepSignIn),
        Actor::Person(person) => {
            matches!(verb, Verb::Visit | Verb::KeepSignIn | Verb::KeepOwnAccount)
                || person.grants.iter().any(|grant| side(*grant, verb) == Some(standing) && covers(*grant, verb, on))
        }
    }
}

/// The side on which a grant allows a verb, if it does.
fn side(grant: Grant, verb: Verb) -> Option<Side> {
    match grant {
        Grant::Auditor => audits(verb).then_some(Side::Audit),
        Grant::AuditReader => {
            matches!(verb, Verb::SeeToDo | Verb::ReadPublished | Verb::ReadAuditWork | Verb::SeeCalendar | Verb::ReadLog).then_some(Side::Audit)
        }
        Grant::Board(role, _) => responds(role, verb).then_some(Side::Board),
        Grant::Council => (verb == Verb::ReadPublished).then_some(Side::Council),
        Grant::Administrator => matches!(verb, Verb::Administer | Verb::SeeToDo | Verb::ReadLog).then_some(Side::Admin),
    }
}

fn audits(verb: Verb) -> bool {
    match verb {
        Verb::SeeToDo
        | Verb::ReadPublished
        | Verb::ReadAuditWork
        | Verb::RecordAudit
        | Verb::SendAudit
        | Verb::CloseAudit
        | Verb::RegisterArrival
        | Verb::DraftVerdict
        | Verb::PublishVerdict
        | Verb::DecideDeadline
        | Verb::SeeCalendar
        | Verb::ReadLog
        | Verb::PlanMeetings => true,
        Verb::Visit
        | Verb::KeepSignIn
        | Verb::KeepOwnAccount
        | Verb::ReadDesk
        | Verb::DraftResponse
        | Verb::LockResponse
        | Verb::RecordDecision
        | Verb::SubmitResponse
        | Verb::AskExtension
        | Verb::Administer => false,
    }
}

fn responds(role: BoardRole, verb: Verb) -> bool {
    match verb {
        Verb::SeeToDo | Verb::ReadPublished | Verb::ReadDesk | Verb::DraftResponse | Verb::SeeCalendar | Verb::ReadLog => true,
        // Only the board decides: a colleague who helps to write neither locks nor hands in.
        Verb::LockResponse | Verb::RecordDecision | Verb::SubmitResponse | Verb::AskExtension | Verb::PlanMeetings => {
            matches!(role, BoardRole::Secretary | BoardRole::Approver)
        }
        Verb::Visit
        | Verb::KeepSignIn
        | Verb::KeepOwnAccount
        | Verb::ReadAuditWork
        | Verb::RecordAudit
        | Verb::SendAudit
        | Verb::CloseAudit
        | Verb::RegisterArrival
        | Verb::DraftVerdict
        | Verb::PublishVerdict
        | Verb::DecideDeadline
        | Verb::Administer => false,
    }
}

/// A board's desk is for that board alone; everything else that a grant allows, it allows everywhere.
fn covers(grant: Grant, verb: Verb, on: Scope) -> bool {
    match (grant, on) {
        (Grant::Board(_, own), Scope::Board(board)) => own == board || verb == Verb::ReadPublished,
        (Grant::Board(..), Scope::Common) => matches!(verb, Verb::ReadPublished | Verb::SeeToDo | Verb::SeeCalendar | Verb::ReadLog),
        // Whoever meets, plans: the auditors see when boards meet, and leave the planning to them.
        (Grant::Auditor | Grant::AuditReader, Scope::Board(_)) => verb != Verb::PlanMeetings,
        (Grant::Auditor | Grant::AuditReader, Scope::Common | Scope::Auditors) => true,
        (Grant::Council | Grant::Administrator, Scope::Common | Scope::Board(_)) => true,
        (Grant::Board(..) | Grant::Council | Grant::Administrator, Scope::Auditors) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::actor::Person;
    use crate::domain::ids::PersonId;

    const ALL: [Verb; 23] = [
        Verb::Visit,
        Verb::KeepSignIn,
        Verb::KeepOwnAccount,
        Verb::SeeToDo,
        Verb::ReadPublished,
        Verb::ReadAuditWork,
        Verb::RecordAudit,
        Verb::SendAudit,
        Verb::CloseAudit,
        Verb::RegisterArrival,
        Verb::DraftVerdict,
        Verb::PublishVerdict,
        Verb::ReadDesk,
        Verb::DraftResponse,
        Verb::LockResponse,
        Verb::RecordDecision,
        Verb::SubmitResponse,
        Verb::AskExtension,
        Verb::DecideDeadline,
        Verb::ReadLog,
        Verb::SeeCalendar,
        Verb::PlanMeetings,
        Verb::Administer,
    ];

    fn boards() -> (BoardId, BoardId) {
        let at = "2025-01-01T00:00:00Z".parse().unwrap();
        (BoardId::new(at), BoardId::new(at))
    }
    fn person(grants: Vec<Grant>) -> Actor {
        Actor::Person(Person { id: PersonId::new("2025-01-01T00:00:00Z".parse().unwrap()), name: "Anna".into(), grants })
    }
    fn allowed(actor: &Actor, on: Scope) -> Vec<Verb> {
        ALL.into_iter().filter(|verb| sides(actor, *verb).into_iter().any(|side| may(actor, *verb, on, side))).collect()
    }

    #[test]
    fn a_visitor_may_only_visit() {
        assert_eq!(allowed(&Actor::Visitor, Scope::Common), [Verb::Visit]);
    }

    #[test]
    fn an_auditor_has_no_verb_on_any_desk() {
        let (board, _) = boards();
        let may = allowed(&person(vec![Grant::Auditor]), Scope::Board(board));
        assert!(may.contains(&Verb::SendAudit));
        for verb in [Verb::ReadDesk, Verb::DraftResponse, Verb::LockResponse, Verb::RecordDecision, Verb::SubmitResponse, Verb::Administer] {
            assert!(!may.contains(&verb), "{verb:?}");
        }
    }

    #[test]
    fn a_secretary_works_for_her_own_board_only() {
        let (own, other) = boards();
        let anna = person(vec![Grant::Board(BoardRole::Secretary, own)]);
        assert!(allowed(&anna, Scope::Board(own)).contains(&Verb::SubmitResponse));
        assert_eq!(allowed(&anna, Scope::Board(other)), [Verb::Visit, Verb::KeepSignIn, Verb::KeepOwnAccount, Verb::ReadPublished]);
    }

    #[test]
    fn meetings_are_planned_by_whoever_meets() {
        let (own, other) = boards();
        let (rut, anna) = (person(vec![Grant::Auditor]), person(vec![Grant::Board(BoardRole::Secretary, own)]));
        let plans = |actor: &Actor, on| allowed(actor, on).contains(&Verb::PlanMeetings);
        assert!(plans(&rut, Scope::Auditors) && !plans(&rut, Scope::Board(own)));
        assert!(plans(&anna, Scope::Board(own)) && !plans(&anna, Scope::Board(other)) && !plans(&anna, Scope::Auditors));
        assert!(!plans(&person(vec![Grant::AuditReader]), Scope::Auditors));
        assert!(
            allowed(&person(vec![Grant::Board(BoardRole::Secretary, own)]), Scope::Auditors)
                .iter()
                .all(|verb| matches!(verb, Verb::Visit | Verb::KeepSignIn | Verb::KeepOwnAccount))
        );
    }

    #[test]
    fn a_contributor_drafts_but_neither_locks_nor_submits() {
        let (own, _) = boards();
        let per = allowed(&person(vec![Grant::Board(BoardRole::Contributor, own)]), Scope::Board(own));
        assert!(per.contains(&Verb::DraftResponse));
        assert!(!per.contains(&Verb::LockResponse) && !per.contains(&Verb::SubmitResponse));
    }

    #[test]
    fn the_council_and_the_administrator_see_nothing_of_each_others_world() {
        assert_eq!(allowed(&person(vec![Grant::Council]), Scope::Common), [Verb::Visit, Verb::KeepSignIn, Verb::KeepOwnAccount, Verb::ReadPublished]);
        assert_eq!(
            allowed(&person(vec![Grant::Administrator]), Scope::Common),
            [Verb::Visit, Verb::KeepSignIn, Verb::KeepOwnAccount, Verb::SeeToDo, Verb::ReadLog, Verb::Administer]
        );
    }

    #[test]
    fn somebody_without_roles_keeps_only_her_own_account() {
        assert_eq!(allowed(&person(vec![]), Scope::Common), [Verb::Visit, Verb::KeepSignIn, Verb::KeepOwnAccount]);
    }

    #[test]
    fn whoever_has_signed_in_by_one_step_of_two_keeps_how_she_signs_in_whatever_her_roles() {
        let (board, _) = boards();
        for grant in [Grant::Auditor, Grant::Board(BoardRole::Secretary, board), Grant::Council, Grant::Administrator] {
            let Actor::Person(person) = person(vec![grant]) else { panic!() };
            for on in [Scope::Common, Scope::Board(board), Scope::Auditors] {
                assert_eq!(allowed(&Actor::OneStep(person.clone()), on), [Verb::Visit, Verb::KeepSignIn]);
            }
        }
    }
}
