//! The story in the order of its acts, over all audits: who does what, and when.

use anyhow::Context as _;
use chrono::{DateTime, TimeDelta, Utc};

use super::super::story::{self, Answer, Audit, CouncilAct, Decision, Extension, Grade, Item, Response, Role, Supplement};
use super::{holder, instant};

/// Whoever registers what arrives at the auditors.
const REGISTRAR: usize = 1;

/// One act of the story.
pub(super) struct Scene {
    pub(super) at: DateTime<Utc>,
    pub(super) who: &'static str,
    pub(super) audit: &'static Audit,
    pub(super) act: Act,
}

/// What is done.
#[derive(Clone, Copy)]
pub(super) enum Act {
    Record,
    AddItem(&'static Item),
    Attach,
    Send,
    Summarise(&'static Response),
    Answer(&'static Response, &'static Answer),
    Lock(&'static Response),
    Decide(&'static Response, Decision),
    Submit(&'static Response),
    Register(&'static Response, &'static str),
    Judge(&'static Response, (&'static str, Grade, &'static str)),
    Publish(&'static Response, &'static str),
    AskExtension(&'static Extension),
    DecideExtension(&'static Extension),
    AskSupplement(&'static Supplement),
    HandInSupplement(&'static Supplement),
    EnterCouncil(&'static CouncilAct),
    Close(&'static str),
}

impl std::fmt::Display for Act {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Record => write!(f, "recording the audit"),
            Self::AddItem(item) => write!(f, "adding the item “{}”", item.heading),
            Self::Attach => write!(f, "attaching the report"),
            Self::Send => write!(f, "sending the audit"),
            Self::Summarise(response) => write!(f, "{} writes its summary", response.board),
            Self::Answer(response, answer) => write!(f, "{} answers {}", response.board, answer.code),
            Self::Lock(response) => write!(f, "{} locks its text", response.board),
            Self::Decide(response, _) => write!(f, "{} records its decision", response.board),
            Self::Submit(response) => write!(f, "{} submits", response.board),
            Self::Register(response, _) => write!(f, "registering the response of {}", response.board),
            Self::Judge(response, (code, ..)) => write!(f, "judging {code} of {}", response.board),
            Self::Publish(response, _) => write!(f, "publishing the verdict on {}", response.board),
            Self::AskExtension(extension) => write!(f, "{} asks for a later last day", extension.board),
            Self::DecideExtension(extension) => write!(f, "deciding on the request of {}", extension.board),
            Self::AskSupplement(supplement) => write!(f, "asking {} to add something", supplement.board),
            Self::HandInSupplement(supplement) => write!(f, "{} adds to its response", supplement.board),
            Self::EnterCouncil(act) => write!(f, "writing down what the council did on {}", act.held_on),
            Self::Close(_) => write!(f, "closing the audit"),
        }
    }
}

/// All acts of these audits, in the order of time.
pub(super) fn all(audits: &'static [Audit]) -> anyhow::Result<Vec<Scene>> {
    let mut scenes = Vec::new();
    for audit in audits {
        let mut script = Script { audit, scenes: &mut scenes };
        script.auditors()?;
        for extension in audit.extensions {
            script.extension(extension)?;
        }
        for supplement in audit.supplements {
            script.supplement(supplement)?;
        }
        for act in audit.council {
            script.add(instant(act.entered_at)?, story::AUDITOR, Act::EnterCouncil(act));
        }
        for response in audit.responses {
            script.board(response)?;
            script.verdict(response)?;
        }
    }
    // Stable: what the story does in one minute stays in its order.
    scenes.sort_by_key(|scene| scene.at);
    Ok(scenes)
}

struct Script<'a> {
    audit: &'static Audit,
    scenes: &'a mut Vec<Scene>,
}

impl Script<'_> {
    fn add(&mut self, at: DateTime<Utc>, who: &'static str, act: Act) {
        self.scenes.push(Scene { at, who, audit: self.audit, act });
    }

    /// Recorded, filled minute by minute, sent, and one day closed.
    fn auditors(&mut self) -> anyhow::Result<()> {
        let recorded = instant(self.audit.recorded_at)?;
        self.add(recorded, story::AUDITOR, Act::Record);
        let mut at = recorded;
        for item in self.audit.items {
            at += TimeDelta::minutes(1);
            self.add(at, story::AUDITOR, Act::AddItem(item));
        }
        self.add(at + TimeDelta::minutes(1), story::AUDITOR, Act::Attach);
        if let Some(sent) = self.audit.sent_at {
            self.add(instant(sent)?, story::AUDITOR, Act::Send);
        }
        if let Some((closed, motive)) = self.audit.closed {
            self.add(instant(closed)?, story::AUDITOR, Act::Close(motive));
        }
        Ok(())
    }

    /// The summary first, then an answer every twelve minutes; a colleague takes every other one where there is one.
    fn board(&mut self, response: &'static Response) -> anyhow::Result<()> {
        let board = Some(response.board);
        let secretary = holder(Role::Secretary, board).with_context(|| format!("{} has no secretary", response.board))?.email;
        let colleague = holder(Role::Contributor, board).map_or(secretary, |person| person.email);
        let mut at = instant(response.begun_at)?;
        if !response.summary.is_empty() {
            self.add(at, secretary, Act::Summarise(response));
        }
        for (answer, who) in response.answers.iter().zip([secretary, colleague].into_iter().cycle()) {
            at += TimeDelta::minutes(12);
            self.add(at, who, Act::Answer(response, answer));
        }
        if let Some(locked) = response.locked_at {
            self.add(instant(locked)?, secretary, Act::Lock(response));
        }
        if let Some(decision) = response.decision {
            self.add(instant(decision.recorded_at)?, secretary, Act::Decide(response, decision));
        }
        if let Some(submitted) = response.submitted_at {
            self.add(instant(submitted)?, secretary, Act::Submit(response));
        }
        Ok(())
    }

    /// Asked for by the board's secretary, granted by the auditor.
    fn extension(&mut self, extension: &'static Extension) -> anyhow::Result<()> {
        let secretary = holder(Role::Secretary, Some(extension.board)).with_context(|| format!("{} has no secretary", extension.board))?.email;
        self.add(instant(extension.asked_at)?, secretary, Act::AskExtension(extension));
        if let Some((at, ..)) = extension.granted {
            self.add(instant(at)?, story::AUDITOR, Act::DecideExtension(extension));
        }
        Ok(())
    }

    /// Asked for by the auditor, handed in by the board's secretary.
    fn supplement(&mut self, supplement: &'static Supplement) -> anyhow::Result<()> {
        let secretary = holder(Role::Secretary, Some(supplement.board)).with_context(|| format!("{} has no secretary", supplement.board))?.email;
        self.add(instant(supplement.asked_at)?, story::AUDITOR, Act::AskSupplement(supplement));
        self.add(instant(supplement.submitted_at)?, secretary, Act::HandInSupplement(supplement));
        Ok(())
    }

    /// Registered by a colleague; judged item by item in the half hour before the verdict is published.
    fn verdict(&mut self, response: &'static Response) -> anyhow::Result<()> {
        let auditors = story::PEOPLE.iter().filter(|person| person.roles.iter().any(|(role, _)| *role == Role::Auditor));
        let registrar = auditors.map(|person| person.email).nth(REGISTRAR).unwrap_or(story::AUDITOR);
        if let Some((at, number)) = response.diary {
            self.add(instant(at)?, registrar, Act::Register(response, number));
        }
        let Some(verdict) = &response.verdict else { return Ok(()) };
        let published = instant(verdict.published_at)?;
        for (before, item) in (1..).zip(verdict.items.iter().rev()) {
            self.add(published - TimeDelta::minutes(4 * before), story::AUDITOR, Act::Judge(response, *item));
        }
        self.add(published, story::AUDITOR, Act::Publish(response, verdict.overall));
        Ok(())
    }
}
