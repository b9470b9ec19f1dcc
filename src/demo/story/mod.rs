//! The demo's story: a year and a bit of audit follow-up in Strandköping, a city that does not exist.
//! Plain data and nothing else. Persons, boards and findings are invented; the story stops on 2025-03-21.
//!
//! Dates are written `2025-03-31`, instants `2024-05-14 09:12` and mean wall time in Stockholm.

mod audit_1;
mod audit_2;
mod audit_3;
mod audit_4;
mod audit_5;
mod audit_6;
mod cast;
mod meetings;

pub use cast::{ADMINISTRATOR, APPROVER, AUDIT_READER, AUDITOR, BOARDS, CONTRIBUTOR, COUNCIL_MEMBER, PEOPLE, SECRETARY, SECRETARY_OF_EXECUTIVE};

pub use meetings::MEETINGS;

/// The day on which the demo stands still: a Saturday.
pub const TODAY: &str = "2025-03-22";

/// The city's name.
pub const CITY: &str = "Strandköping";

/// All audits, in the order in which they were recorded.
pub static AUDITS: &[Audit] = &[audit_1::AUDIT, audit_2::AUDIT, audit_3::AUDIT, audit_4::AUDIT, audit_5::AUDIT, audit_6::AUDIT];

/// A body of the city.
#[derive(Clone, Copy, Debug)]
pub struct Board {
    /// Its full name.
    pub name: &'static str,
    /// What it is.
    pub kind: Kind,
}

/// When a body meets.
#[derive(Clone, Copy, Debug)]
pub struct Meetings {
    /// The board's name; none for the auditors.
    pub board: Option<&'static str>,
    /// A day on each line, as they are pasted.
    pub days: &'static str,
}

/// What kind of body a board is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A board (nämnd).
    Board,
    /// The municipal executive board (kommunstyrelsen).
    Executive,
    /// A company owned by the city.
    Company,
    /// The council (kommunfullmäktige).
    Council,
}

/// Somebody who can sign in.
#[derive(Clone, Copy, Debug)]
pub struct Person {
    /// First name and surname.
    pub name: &'static str,
    /// The address to sign in with.
    pub email: &'static str,
    /// What the person may be, with the name of the board for the roles that need one.
    pub roles: &'static [(Role, Option<&'static str>)],
}

/// What a person may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Writes on the auditors' side.
    Auditor,
    /// Reads the auditors' side.
    AuditReader,
    /// Drafts, locks and submits for a board.
    Secretary,
    /// Drafts for a board.
    Contributor,
    /// Decides for a board.
    Approver,
    /// Member of the council.
    Council,
    /// Manages people and boards.
    Administrator,
}

/// One report and its covering letter, with everything that came of it.
#[derive(Clone, Copy, Debug)]
pub struct Audit {
    /// The auditors' diary number.
    pub reference: &'static str,
    /// The title.
    pub title: &'static str,
    /// The body that decided the report.
    pub decided_by: &'static str,
    /// The day of that decision.
    pub decided_on: &'static str,
    /// The date of the letter.
    pub letter_date: &'static str,
    /// Who signed the letter.
    pub chair: &'static str,
    /// The overall assessment of the letter.
    pub overall_assessment: &'static str,
    /// Where responses go according to the letter.
    pub reply_to: &'static str,
    /// The period that the follow-up response is about.
    pub follow_up_period: &'static str,
    /// What the letter says about the first response.
    pub instruction_first: &'static str,
    /// What the letter says about the follow-up response.
    pub instruction_follow_up: &'static str,
    /// When the auditors recorded it.
    pub recorded_at: &'static str,
    /// When it was sent to the boards; `None` is the auditors' draft.
    pub sent_at: Option<&'static str>,
    /// The covering lines of the dispatch.
    pub message: &'static str,
    /// Assessments and recommendations. Each kind is numbered by itself in list order: B1, B2 …, R1, R2 ….
    pub items: &'static [Item],
    /// The bodies that get the letter.
    pub addressees: &'static [Addressee],
    /// The responses that have been begun. A round that nobody has begun is not here.
    pub responses: &'static [Response],
    /// The later last days that boards have asked for.
    pub extensions: &'static [Extension],
    /// What boards added to their responses, because the auditors asked for it.
    pub supplements: &'static [Supplement],
    /// What the council did with it.
    pub council: &'static [CouncilAct],
    /// When it was closed, and the motive.
    pub closed: Option<(&'static str, &'static str)>,
}

/// An assessment or a recommendation.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    /// Which of the two.
    pub kind: ItemKind,
    /// The short heading, at most 120 characters.
    pub heading: &'static str,
    /// The auditors' text.
    pub body: &'static str,
    /// The boards that answer it.
    pub boards: &'static [&'static str],
}

/// An item is an assessment of the audit, or a recommendation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// Bedömning: B1, B2 …
    Assessment,
    /// Rekommendation: R1, R2 …
    Recommendation,
}

/// A body that gets the letter.
#[derive(Clone, Copy, Debug)]
pub struct Addressee {
    /// Its name.
    pub board: &'static str,
    /// What it is asked to do.
    pub role: AddresseeRole,
    /// First and follow-up round: the last day, and the phrase of the letter that says so. Empty when no answer
    /// is asked for.
    pub rounds: &'static [(&'static str, &'static str)],
}

/// What a body is asked to do with the letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddresseeRole {
    /// Must respond, by a date.
    Respond,
    /// For information (för kännedom).
    Information,
    /// For action (för åtgärd): no answer is asked for.
    Action,
    /// For consideration (för beaktande).
    Consideration,
}

/// One board's response in one round.
#[derive(Clone, Copy, Debug)]
pub struct Response {
    /// The board's name.
    pub board: &'static str,
    /// 1 is the first response, 2 the follow-up.
    pub round: u8,
    /// When somebody first wrote on it.
    pub begun_at: &'static str,
    /// The summary; may be empty in a draft.
    pub summary: &'static str,
    /// The answers. In a draft some may be missing, or have empty fields.
    pub answers: &'static [Answer],
    /// When the text was locked for the board.
    pub locked_at: Option<&'static str>,
    /// What the board decided, once recorded.
    pub decision: Option<Decision>,
    /// When it was handed in.
    pub submitted_at: Option<&'static str>,
    /// When the auditors registered it, and under which number.
    pub diary: Option<(&'static str, &'static str)>,
    /// The published verdict.
    pub verdict: Option<VerdictData>,
    /// How far it has come.
    pub stage: Stage,
}

/// A later last day that a board asked for.
#[derive(Clone, Copy, Debug)]
pub struct Extension {
    /// The board's name.
    pub board: &'static str,
    /// 1 is the first response, 2 the follow-up.
    pub round: u8,
    /// When it asked.
    pub asked_at: &'static str,
    /// The last day that it wished.
    pub wished_on: &'static str,
    /// Why.
    pub reason: &'static str,
    /// When the auditors granted another day, which, and why; `None` while the request waits.
    pub granted: Option<(&'static str, &'static str, &'static str)>,
}

/// What a board added to its response at the auditors' request.
#[derive(Clone, Copy, Debug)]
pub struct Supplement {
    /// The board's name.
    pub board: &'static str,
    /// 1 is the first response, 2 the follow-up.
    pub round: u8,
    /// When the auditors asked.
    pub asked_at: &'static str,
    /// What they missed.
    pub wanted: &'static str,
    /// The last day that they set.
    pub due_on: &'static str,
    /// When it was handed in.
    pub submitted_at: &'static str,
    /// What the board added.
    pub text: &'static str,
}

/// What the council did with an audit at a meeting.
#[derive(Clone, Copy, Debug)]
pub struct CouncilAct {
    /// When the auditors wrote it down.
    pub entered_at: &'static str,
    /// The day of the meeting.
    pub held_on: &'static str,
    /// The section of the minutes.
    pub section: &'static str,
    /// What it asked of the boards; empty: nothing.
    pub asked: &'static str,
}

/// How far a response has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Being written.
    Drafting,
    /// Locked for the board; no decision recorded.
    Locked,
    /// The decision is recorded; not handed in.
    Decided,
    /// Handed in.
    Submitted,
}

/// The answer to one item.
#[derive(Clone, Copy, Debug)]
pub struct Answer {
    /// The item: B1, R2 …
    pub code: &'static str,
    /// The answer itself.
    pub kind: AnswerKind,
}

/// What is answered.
#[derive(Clone, Copy, Debug)]
pub enum AnswerKind {
    /// First response: the board plans measures.
    Planned(&'static [Planned]),
    /// First response: it is already done.
    Done(&'static [Done]),
    /// First response: the board plans nothing, and says why.
    None {
        /// Why.
        reason: &'static str,
    },
    /// First response: the answer is given in a separate document.
    Elsewhere {
        /// Why.
        reason: &'static str,
        /// The board's reference of that document.
        reference: &'static str,
    },
    /// Follow-up response.
    FollowUp {
        /// How it went with each planned measure of the first response.
        outcomes: &'static [PlanOutcome],
        /// What was done besides.
        unplanned: &'static [Done],
    },
}

/// A planned measure.
#[derive(Clone, Copy, Debug)]
pub struct Planned {
    /// What is to be done.
    pub action: &'static str,
    /// The expected effect.
    pub effect: &'static str,
    /// Latest date as the user typed it: `2025-06-30`, `juni 2025` or `kvartal 3 2025`. Empty only in a draft.
    pub due: &'static str,
    /// The responsible function; may be empty.
    pub responsible: &'static str,
}

/// A measure that has been carried out.
#[derive(Clone, Copy, Debug)]
pub struct Done {
    /// What was done.
    pub action: &'static str,
    /// Its effect.
    pub effect: &'static str,
    /// The day it was done.
    pub done_on: &'static str,
}

/// How it went with a planned measure.
#[derive(Clone, Copy, Debug)]
pub struct PlanOutcome {
    /// Which one: 0-based among the planned measures that this board submitted for this item.
    pub planned_index: usize,
    /// How it went.
    pub outcome: OutcomeKind,
    /// What was done; for `NotDone`, why it was not.
    pub action: &'static str,
    /// The effect in the work.
    pub effect: &'static str,
    /// The day it was done (`Done`, `Replaced`), the new latest date as typed (`UnderWay`, `NotDone`).
    pub date: &'static str,
}

/// How it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutcomeKind {
    /// Carried out.
    Done,
    /// Under way.
    UnderWay,
    /// Not carried out.
    NotDone,
    /// Another measure was taken instead.
    Replaced,
}

/// What the board decided about the locked text.
#[derive(Clone, Copy, Debug)]
pub struct Decision {
    /// The day of the meeting.
    pub decided_on: &'static str,
    /// Who decided.
    pub decider: Decider,
    /// The number of the section, without §.
    pub section: &'static str,
    /// The board's own diary number.
    pub board_reference: &'static str,
    /// When the secretary recorded it.
    pub recorded_at: &'static str,
}

/// Who decided for the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decider {
    /// The board.
    Board,
    /// Its working committee (arbetsutskottet).
    Committee,
    /// The chair.
    Chair,
    /// Somebody else.
    Other,
}

/// A published verdict.
#[derive(Clone, Copy, Debug)]
pub struct VerdictData {
    /// When it was published.
    pub published_at: &'static str,
    /// The overall comment.
    pub overall: &'static str,
    /// Code, grade and comment of every item that the board answers. The comment may be empty for mild grades.
    pub items: &'static [(&'static str, Grade, &'static str)],
}

/// A verdict on one item. The first three are for a first response, the rest for a follow-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// The planned measures are enough.
    Sufficient,
    /// Partly enough.
    PartlySufficient,
    /// Not enough; the comment says why.
    Insufficient,
    /// Implemented.
    Implemented,
    /// Partly implemented.
    PartlyImplemented,
    /// Not implemented; the comment says why.
    NotImplemented,
    /// No longer relevant.
    NoLongerRelevant,
}
