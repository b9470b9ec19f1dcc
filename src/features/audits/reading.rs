//! A letter as it was read: the form filled in, the phrase behind every value, and what a person must look at.

use super::facts::Phrase;
use super::form::{self, Form};
use super::store::KnownBoard;
use crate::domain::audit::{AddresseeRole, Certainty};
use crate::domain::missive::{self, Addressee, Doubt, Evidence, Found, KnownBody, Leftover, Letter, Place, Recognised, RoundKind};

/// What was read.
pub(super) struct Reading {
    pub(super) form: Form,
    pub(super) phrases: Vec<Phrase>,
    pub(super) notes: Vec<Note>,
    pub(super) recognised: Recognised,
    pub(super) against: Vec<Evidence>,
    pub(super) leftover: Vec<Leftover>,
}

/// What is known of a value beyond the value: where it stands, and why somebody must look at it.
pub(super) struct Note {
    /// The field of the form: `title`, or `role`, `first`, `follow_up` of one body.
    pub(super) field: &'static str,
    /// The body as the letter has it; empty for fields of the audit.
    pub(super) body: String,
    pub(super) place: Option<Place>,
    pub(super) certainty: Certainty,
    pub(super) doubts: Vec<Doubt>,
    /// The role that the letter seems to give. It is said, and chosen only when it is found.
    pub(super) role: Option<AddresseeRole>,
    /// The board of the register that may be meant.
    pub(super) meant: Option<String>,
}

impl Reading {
    /// Reads a letter with the names of the register.
    pub(super) fn of(letter: &str, boards: &[KnownBoard]) -> Self {
        let known: Vec<KnownBody> = boards.iter().map(|board| KnownBody { name: board.name.clone() }).collect();
        let read = missive::read(letter, &known);
        let mut reading = Self {
            form: Form::default(),
            phrases: Vec::new(),
            notes: Vec::new(),
            recognised: read.recognised,
            against: read.against.clone(),
            leftover: read.leftover.clone(),
        };
        reading.form = Form {
            title: reading.noted("title", &read.title),
            reference: reading.noted("reference", &read.reference),
            decided_by: reading.noted("decided_by", &read.decided_by),
            decided_on: reading.noted("decided_on", &read.decided_on),
            letter_date: reading.noted("letter_date", &read.letter_date),
            chair: reading.noted("chair", &read.chair),
            overall_assessment: reading.noted("overall_assessment", &read.overall_assessment),
            reply_to: reading.noted("reply_to", &read.reply_to),
            follow_up_period: reading.noted("follow_up_period", &read.follow_up_period),
            instruction_first: reading.noted("instruction_first", &read.instructions.first),
            instruction_follow_up: reading.noted("instruction_follow_up", &read.instructions.follow_up),
            ..Form::default()
        };
        reading.addressees(&read, boards);
        reading
    }

    /// The value as text for the form; its phrase and certainty are kept.
    fn noted<T: ToString>(&mut self, field: &'static str, found: &Found<T>) -> String {
        let proposed = found.value().map(ToString::to_string);
        self.phrases.push(Phrase {
            field: field.to_owned(),
            body: String::new(),
            proposed: proposed.clone(),
            phrase: found.phrase().map(ToOwned::to_owned),
            certainty: found.certainty(),
        });
        let note = Note { field, body: String::new(), place: found.place(), certainty: found.certainty(), doubts: Vec::new(), role: None, meant: None };
        self.notes.push(note);
        proposed.unwrap_or_default()
    }

    fn addressees(&mut self, letter: &Letter, boards: &[KnownBoard]) {
        for addressee in &letter.addressees {
            let board = boards.iter().find(|board| board.name == addressee.body);
            let (mut first, mut follow_up) = (String::new(), String::new());
            for round in &addressee.rounds {
                let (field, day) = match round.kind {
                    RoundKind::First => ("first", &mut first),
                    RoundKind::FollowUp => ("follow_up", &mut follow_up),
                };
                let due = round.due.day().map(|day| day.to_string());
                *day = due.clone().unwrap_or_default();
                self.phrases.push(Phrase {
                    field: field.to_owned(),
                    body: addressee.body.clone(),
                    proposed: due,
                    phrase: Some(round.phrase.text.clone()),
                    certainty: round.due.certainty(),
                });
                self.note(addressee, field, round.phrase.place, round.due.certainty(), &round.doubts);
            }
            let certainty = if board.is_some() { addressee.certainty } else { Certainty::Check };
            self.note(addressee, "role", addressee.phrase.place, certainty, &addressee.doubts);
            self.form.name.push(addressee.body.clone());
            self.form.board.push(board.map(|board| board.slug.clone()).unwrap_or_default());
            // A role that is only guessed is said, but a person chooses it.
            let role = if certainty == Certainty::Found { form::role_key(addressee.role) } else { "" };
            self.form.role.push(role.to_owned());
            self.form.first.push(first);
            self.form.follow_up.push(follow_up);
        }
    }

    fn note(&mut self, addressee: &Addressee, field: &'static str, place: Option<Place>, certainty: Certainty, doubts: &[Doubt]) {
        let (role, meant) = if field == "role" { (Some(addressee.role), addressee.meant.clone()) } else { (None, None) };
        self.notes.push(Note { field, body: addressee.body.clone(), place, certainty, doubts: doubts.to_vec(), role, meant });
    }

    /// What is known of a value.
    pub(super) fn note_of(&self, field: &str, body: &str) -> Option<&Note> {
        self.notes.iter().find(|note| note.field == field && note.body == body)
    }

    /// How many values were found or proposed, how many there are, and how many a person must look at.
    pub(super) fn counts(&self) -> (usize, usize, usize) {
        let asked = |note: &&Note| note.certainty == Certainty::Check || (note.certainty == Certainty::Missing && form::is_needed(note.field));
        let found = self.notes.iter().filter(|note| note.certainty != Certainty::Missing).count();
        (found, self.notes.len(), self.notes.iter().filter(asked).count())
    }
}

/// The name by which a phrase is found in the letter beside the form.
pub(super) fn mark_id(field: &str, body: &str) -> String {
    let body = crate::domain::text::slug(body);
    if body.is_empty() { format!("fras-{field}") } else { format!("fras-{field}-{body}") }
}
