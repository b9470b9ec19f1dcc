//! Recording an audit: what was read from the letter is checked, corrected and saved together with the letter itself.

use super::Confirmed;
use super::actions::{RecordByHand, RecordLetter, Records};
use super::form::{self, Form, Phrase, Surroundings};
use super::store::{self, Intake, KnownBoard};
use super::texts::Texts;
use crate::domain::address;
use crate::domain::audit::Certainty;
use crate::domain::event::Event;
use crate::domain::ids::IntakeId;
use crate::domain::missive::{self, Found, KnownBody, Letter, RoundKind};
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Gate, Passage};
use crate::platform::page::{Html, SeeOther};
use crate::platform::parts::Faults;
use crate::platform::posted::Posted;

crate::action!(
    /// The form, filled in from a letter.
    ShowRecord, RecordAudit, IntakeId => Intake, store::intake
);
crate::action!(
    impl RecordLetter, RecordAudit, IntakeId => Intake, store::intake
);
crate::action!(
    /// The form without a letter.
    ShowBlank, RecordAudit
);
crate::action!(impl RecordByHand, RecordAudit);

pub(super) async fn show(gate: Gate<ShowRecord>) -> Result<Html, Failure> {
    let (mut look, intake) = gate.look().await?;
    let today = look.today();
    let boards = store::living_boards(look.conn(), today).await?;
    let gate = look.step_out();
    let (intake, boards, reading) = gate.aside(move || Reading::beside(intake, boards)).await?;
    let (mut look, _) = gate.look().await?;
    let around = reading.around(Texts::from(look.lang()), &intake.letter);
    Html::page(&form::page(&mut look, &reading.form, &boards, &reading.phrases, &Faults::none(), around).await?)
}

pub(super) async fn act(gate: Gate<RecordLetter>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, intake) = gate.open().await?;
    let typed = posted.read(&change)?;
    let today = change.today();
    let boards = store::living_boards(change.conn(), today).await?;
    let gate = change.step_out();
    let (_, boards, reading) = gate.aside(move || Reading::beside(intake, boards)).await?;
    let (change, intake) = gate.open().await?;
    let around = reading.around(Texts::from(change.lang()), &intake.letter);
    save(change, &typed, &boards, Some((&intake, &reading.phrases)), around).await
}

pub(super) async fn show_blank(gate: Gate<ShowBlank>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let today = look.today();
    let boards = store::living_boards(look.conn(), today).await?;
    let around = blank(&look);
    Html::page(&form::page(&mut look, &Form::default(), &boards, &[], &Faults::none(), around).await?)
}

pub(super) async fn act_blank(gate: Gate<RecordByHand>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, _) = gate.open().await?;
    let typed = posted.read(&change)?;
    let today = change.today();
    let boards = store::living_boards(change.conn(), today).await?;
    let around = blank(&change);
    save(change, &typed, &boards, None, around).await
}

fn blank(visit: &Passage) -> Surroundings {
    let t = Texts::from(visit.lang());
    Surroundings {
        heading: t.blank_heading(),
        lead: String::new(),
        warnings: Vec::new(),
        letter: String::new(),
        button: t.save_and_items(),
        back: "/granskningar/ny".to_owned(),
    }
}

async fn save<A: Records>(
    mut change: Change<A>,
    typed: &Form,
    boards: &[KnownBoard],
    letter: Option<(&Intake, &[Phrase])>,
    around: Surroundings,
) -> Result<SeeOther, Failure> {
    let mut faults = Faults::none();
    let phrases = letter.map_or(&[] as &[Phrase], |(_, phrases)| phrases);
    let facts = form::read(typed, boards, phrases, &change, &mut faults);
    if let Some(facts) = facts {
        if let Some(audit) = store::record(&mut change, &facts, letter).await? {
            let done = change.commit(Event::AuditRecorded { audit }).await?;
            return Ok(SeeOther::to(done, address::below_audit(&facts.reference_key, "punkter")).saying(Confirmed::AuditRecorded));
        }
        faults.add("reference", Texts::from(change.lang()).reference_taken(&facts.reference));
    } else if faults.is_empty() {
        return Err(crate::domain::refusal::Refusal::BadForm.into());
    }
    Html::redraw(&form::page(&mut change, typed, boards, phrases, &faults, around).await?)
}

/// A letter as read: the form filled in, and the phrase behind every value.
struct Reading {
    form: Form,
    phrases: Vec<Phrase>,
    unknown: Vec<String>,
}

impl Reading {
    /// Read where it keeps nobody waiting, with what it was read from.
    fn beside(intake: Intake, boards: Vec<KnownBoard>) -> (Intake, Vec<KnownBoard>, Self) {
        let reading = Self::of(&intake.letter, &boards);
        (intake, boards, reading)
    }

    fn of(letter: &str, boards: &[KnownBoard]) -> Self {
        let known: Vec<KnownBody> = boards.iter().map(|board| KnownBody { name: board.name.clone() }).collect();
        let read = missive::read(letter, &known);
        let mut phrases = Vec::new();
        let form = Form {
            title: noted(&mut phrases, "title", &read.title),
            reference: noted(&mut phrases, "reference", &read.reference),
            decided_by: noted(&mut phrases, "decided_by", &read.decided_by),
            decided_on: noted(&mut phrases, "decided_on", &read.decided_on),
            letter_date: noted(&mut phrases, "letter_date", &read.letter_date),
            chair: noted(&mut phrases, "chair", &read.chair),
            overall_assessment: noted(&mut phrases, "overall_assessment", &read.overall_assessment),
            reply_to: noted(&mut phrases, "reply_to", &read.reply_to),
            follow_up_period: noted(&mut phrases, "follow_up_period", &read.follow_up_period),
            instruction_first: noted(&mut phrases, "instruction_first", &read.instructions.first),
            instruction_follow_up: noted(&mut phrases, "instruction_follow_up", &read.instructions.follow_up),
            ..Form::default()
        };
        let mut reading = Self { form, phrases, unknown: Vec::new() };
        reading.addressees(&read, boards);
        reading
    }

    fn addressees(&mut self, letter: &Letter, boards: &[KnownBoard]) {
        for addressee in &letter.addressees {
            let Some(board) = boards.iter().find(|board| board.name == addressee.body) else {
                self.unknown.push(addressee.body.clone());
                continue;
            };
            let (mut first, mut follow_up) = (String::new(), String::new());
            for round in &addressee.rounds {
                let (field, day) = match round.kind {
                    RoundKind::First => ("first", &mut first),
                    RoundKind::FollowUp => ("follow_up", &mut follow_up),
                };
                *day = round.due.day().map(|day| day.to_string()).unwrap_or_default();
                self.phrases.push(Phrase {
                    field: field.to_owned(),
                    body: board.name.clone(),
                    proposed: round.due.day().map(|day| day.to_string()),
                    phrase: Some(round.phrase.text.clone()),
                    certainty: round.due.certainty(),
                });
            }
            self.form.board.push(board.slug.clone());
            self.form.role.push(form::role_key(addressee.role).to_owned());
            self.form.first.push(first);
            self.form.follow_up.push(follow_up);
        }
    }

    fn around(&self, t: Texts, letter: &str) -> Surroundings {
        let count = |wanted: fn(&Phrase) -> bool| i64::try_from(self.phrases.iter().filter(|phrase| wanted(phrase)).count()).unwrap_or(0);
        Surroundings {
            heading: t.check(),
            lead: t.check_lead(count(|phrase| phrase.certainty != Certainty::Missing), count(|_| true)),
            warnings: self.unknown.iter().map(|name| t.unknown_board(name)).collect(),
            letter: letter.to_owned(),
            button: t.save_and_items(),
            back: "/granskningar/ny".to_owned(),
        }
    }
}

/// The value as text for the form; its phrase and certainty are kept.
fn noted<T: ToString>(phrases: &mut Vec<Phrase>, field: &str, found: &Found<T>) -> String {
    let proposed = found.value().map(ToString::to_string);
    phrases.push(Phrase {
        field: field.to_owned(),
        body: String::new(),
        proposed: proposed.clone(),
        phrase: found.phrase().map(ToOwned::to_owned),
        certainty: found.certainty(),
    });
    proposed.unwrap_or_default()
}
