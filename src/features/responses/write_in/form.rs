//! How and when it came, what the board decided, and what the auditors have read in it.

use chrono::NaiveDate;
use serde::Deserialize;

use super::texts::Texts;
use crate::domain::calendar;
use crate::domain::response::{AttachedFile, BoardDecision};
use crate::domain::submission::Channel;
use crate::domain::text::{self, FIELD_LIMIT};
use crate::features::responses::decision_fields;
use crate::features::responses::store::SubmissionPage;
use crate::features::responses::supplement::seen_files;
use crate::features::responses::texts::Texts as Slice;
use crate::platform::at_once::AtOnce;
use crate::platform::gate::Passage;
use crate::platform::parts::{Choice, Choices, Faults, Field};

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::features::responses) struct Form {
    /// Which files the reader saw.
    pub(super) files: String,
    #[serde(default)]
    channel: String,
    received_on: String,
    #[serde(default)]
    decided: String,
    #[serde(default)]
    decider: String,
    decided_on: String,
    section: String,
    board_reference: String,
    summary: String,
    /// What is to become of words that lines break in two.
    #[serde(default)]
    broken: String,
}

/// A field of the form, as it is drawn.
pub(super) enum Drawn {
    Field(Field),
    Choices(Choices),
}

/// What the form says.
pub(super) struct Read {
    pub(super) channel: Channel,
    pub(super) received_on: NaiveDate,
    /// None: it has not come yet.
    pub(super) decision: Option<BoardDecision>,
    pub(super) summary: String,
}

const CHANNELS: [(&str, Channel); 3] = [("email", Channel::Email), ("paper", Channel::Paper), ("other", Channel::Other)];
const IN_IT: &str = "star";
const TO_COME: &str = "saknas";

impl Form {
    /// Most decisions are the board's own.
    pub(super) fn empty(files: &[AttachedFile]) -> Self {
        Self { files: seen_files(files), decider: "board".to_owned(), ..Self::default() }
    }

    fn at_once(&self) -> AtOnce {
        AtOnce::of([self.summary.as_str()], &self.broken)
    }

    /// Whether it says what stands: how it came and when, what was decided, with which files, and what is in it.
    pub(super) fn says(&self, stands: &SubmissionPage) -> bool {
        let decided = match (self.decided.as_str(), stands.decision()) {
            (IN_IT, Some(decision)) => self.decision().says(&decision),
            (TO_COME, None) => true,
            _ => false,
        };
        decided
            && stands.own().is_some_and(|own| channel_of(&self.channel) == Some(own.channel))
            && calendar::date(&self.received_on) == Ok(stands.received_on)
            && self.files == seen_files(&stands.files)
            && text::required(&self.summary, FIELD_LIMIT).is_ok_and(|typed| self.at_once().settled(typed) == stands.summary)
    }

    pub(super) fn read(&self, letter: NaiveDate, visit: &Passage, faults: &mut Faults) -> Option<Read> {
        let (words, t) = (visit.words(), Texts::from(visit.lang()));
        let channel = read_channel(&self.channel, t, faults);
        let received_on = faults.take("received_on", calendar::date(&self.received_on), |fault| words.date_fault(&fault));
        if received_on.is_some_and(|day| day > visit.today()) {
            faults.add("received_on", t.came_in_future());
        }
        if received_on.is_some_and(|day| day < letter) {
            faults.add("received_on", t.came_too_early(&words.date(letter)));
        }
        let decision = match self.decided.as_str() {
            IN_IT => self.decision().read(letter, visit, faults).map(Some),
            TO_COME => Some(None),
            _ => {
                faults.add("decided", t.decided_needed());
                None
            }
        };
        if let (Some(came), Some(Some(decision))) = (received_on, &decision)
            && decision.decided_on > came
        {
            faults.add("decided_on", t.decided_after_it_came(&words.date(came)));
        }
        let summary = faults.take("summary", text::required(&self.summary, FIELD_LIMIT), |fault| words.text_fault(fault, t.summary_needed()));
        self.at_once().ask(t.lang, faults);
        Some(Read { channel: channel?, received_on: received_on?, decision: decision?, summary: self.at_once().settled(summary?) })
    }

    /// The part of it that is a decision.
    fn decision(&self) -> decision_fields::Form {
        decision_fields::Form {
            decider: self.decider.clone(),
            decided_on: self.decided_on.clone(),
            section: self.section.clone(),
            board_reference: self.board_reference.clone(),
            ..decision_fields::Form::default()
        }
    }

    pub(super) fn fields(&self, visit: &Passage, faults: &Faults) -> Vec<Drawn> {
        let (lang, t, s, words) = (visit.lang(), Texts::from(visit.lang()), Slice::from(visit.lang()), visit.words());
        let decided = [(IN_IT, t.decision_stands_in_it()), (TO_COME, t.decision_comes_later())];
        let decided = decided.iter().map(|(key, label)| Choice::new(*key, *label, self.decided == *key)).collect();
        let decision_fields::Fields { decider, decided_on, section, board_reference, .. } = self.decision().fields(lang, s, words, faults);
        let broken = self.at_once().question(lang, faults).map(Drawn::Choices);
        let fields = vec![
            channel(&self.channel, t, faults),
            came_on(&self.received_on, t, faults),
            Drawn::Choices(Choices::radios(lang, "decided", t.is_it_decided(), decided, faults)),
            Drawn::Choices(decider),
            Drawn::Field(decided_on),
            Drawn::Field(section),
            Drawn::Field(board_reference),
            summary(&self.summary, t, faults),
        ];
        fields.into_iter().chain(broken).collect()
    }
}

/// By which way it came.
pub(super) fn channel(chosen: &str, t: Texts, faults: &Faults) -> Drawn {
    let channels = [("email", t.by_email()), ("paper", t.on_paper()), ("other", t.another_way())];
    let choices = channels.iter().map(|(key, label)| Choice::new(*key, *label, chosen == *key)).collect();
    Drawn::Choices(Choices::radios(t.lang, "channel", t.how_it_came(), choices, faults))
}

/// A way by its name in a form.
pub(super) fn channel_of(chosen: &str) -> Option<Channel> {
    CHANNELS.iter().find(|(key, _)| *key == chosen).map(|(_, channel)| *channel)
}

/// The way that was chosen.
pub(super) fn read_channel(chosen: &str, t: Texts, faults: &mut Faults) -> Option<Channel> {
    faults.take("channel", channel_of(chosen).ok_or(()), |()| t.channel_needed().to_owned())
}

/// On which day it came.
pub(super) fn came_on(typed: &str, t: Texts, faults: &Faults) -> Drawn {
    Drawn::Field(Field::date(t.lang, "received_on", t.came_on(), typed, faults).hint(t.came_on_hint()))
}

/// What the auditors have read in it.
pub(super) fn summary(typed: &str, t: Texts, faults: &Faults) -> Drawn {
    Drawn::Field(Field::area(t.lang, "summary", t.summary(), typed, faults).hint(t.summary_hint()))
}
