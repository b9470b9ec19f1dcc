//! The form for what the council did: the same for writing it down and for correcting it.

use askama::Template;
use chrono::NaiveDate;
use serde::Deserialize;

use super::store::{self, Act, Audit};
use super::texts::Texts;
use crate::domain::address;
use crate::domain::calendar;
use crate::domain::council::{self, Handling, SectionFault};
use crate::domain::ids::AuditId;
use crate::domain::text;
use crate::platform::at_once::AtOnce;
use crate::platform::failure::Failure;
use crate::platform::gate::Passage;
use crate::platform::page::Frame;
use crate::platform::parts::{Choice, Choices, Faults, Field, Summary};
use crate::platform::texts::Apart;

/// The longest of what the council asked, and of a reason.
const ASKED_LIMIT: usize = 5000;
pub(super) const REASON_LIMIT: usize = 2000;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    held_on: String,
    section: String,
    #[serde(default)]
    handling: String,
    asked: String,
    minutes: String,
    /// Which version it follows on, or how often the council had taken it up, when the page was drawn.
    pub(super) seen: i16,
    /// A browser sends nothing for a box that is not ticked.
    #[serde(default)]
    struck: String,
    /// The same section of the same meeting, on purpose.
    #[serde(default)]
    twice: String,
    #[serde(default)]
    pub(super) reason: String,
    /// What is to become of words that lines break in two.
    #[serde(default)]
    broken: String,
}

impl Form {
    /// An empty one.
    pub(super) fn empty(seen: i16) -> Self {
        Self { seen, ..Self::default() }
    }

    pub(super) fn of(act: &Act, seen: i16) -> Self {
        Self {
            held_on: act.held_on.to_string(),
            section: act.section.clone(),
            handling: act.handling.key().to_owned(),
            asked: act.asked.clone(),
            minutes: act.minutes.clone(),
            seen,
            ..Self::default()
        }
    }

    /// What is sent at once, and has no form beside it afterwards.
    pub(super) fn at_once(&self) -> AtOnce {
        AtOnce::of([self.asked.as_str(), self.reason.as_str()], &self.broken)
    }

    /// What was typed, or what is wrong with it.
    pub(super) fn read(&self, visit: &Passage, audit: &Audit, faults: &mut Faults) -> Option<Act> {
        let (words, t, today) = (visit.words(), Texts::from(visit.lang()), visit.today());
        let held_on = faults.take("held_on", calendar::date(&self.held_on), |fault| words.date_fault(&fault));
        let held_on = held_on.and_then(|day: NaiveDate| faults.take("held_on", (day <= today).then_some(day).ok_or(()), |()| t.held_on_ahead().to_owned()));
        // What did not happen is struck as it stands, also where its day is wrong.
        if held_on.is_some_and(|day| day < audit.dated_on) && self.struck.is_empty() {
            faults.add("held_on", t.held_on_before(&words.date(audit.dated_on)));
        }
        let section = faults.take("section", council::section(&self.section), |fault| match fault {
            SectionFault::Missing => t.section_needed().to_owned(),
            SectionFault::TooLong => t.section_too_long().to_owned(),
        });
        let handling = Handling::ALL.into_iter().find(|handling| handling.key() == self.handling);
        let handling = faults.take("handling", handling.ok_or(()), |()| t.handling_needed().to_owned());
        let asked = faults.take("asked", text::optional(&self.asked, ASKED_LIMIT), |fault| words.text_fault(fault, ""));
        let minutes = faults.take("minutes", council::minutes(&self.minutes), |_| t.minutes_fault().to_owned());
        self.at_once().ask(t.lang, faults);
        let asked = asked.map(|asked| self.at_once().settled(asked));
        Some(Act { held_on: held_on?, section: section?, handling: handling?, asked: asked?, minutes: minutes?, struck: !self.struck.is_empty() })
    }
}

/// Asks about what stands there already: the same section of the same meeting is seldom two.
pub(super) async fn ask_about_twice(change: &mut Passage, form: &Form, (audit, n): (AuditId, i16), act: &Act, faults: &mut Faults) -> Result<(), Failure> {
    if !act.struck && form.twice.is_empty() && store::stands_already(change.conn(), audit, act, n).await? {
        let (words, t) = (change.words(), Texts::from(change.lang()));
        faults.add("twice", t.stands_already(&words.date(act.held_on), &act.section));
    }
    Ok(())
}

#[derive(Template)]
#[template(path = "council/form.html")]
pub(super) struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    heading: &'static str,
    lead: &'static str,
    audit_title: String,
    audit_url: String,
    seen: i16,
    before: Vec<Field>,
    handling: Choices,
    after: Vec<Field>,
    struck: Option<Choices>,
    /// Whether the same is written down once more, where it stands already.
    twice: Option<Choices>,
    reason: Option<Field>,
    broken: Option<Choices>,
}

pub(super) async fn page(visit: &mut Passage, audit: &Audit, form: &Form, corrects: bool, faults: &Faults) -> Result<Page, Failure> {
    let frame = visit.frame().await?;
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    let handlings = Handling::ALL.into_iter().map(|handling| {
        let said = match handling {
            Handling::Information => t.information(),
            Handling::Matter => t.matter(),
        };
        Choice::new(handling.key(), said, form.handling == handling.key())
    });
    let struck = || Choices::boxes(lang, "struck", t.struck(), vec![Choice::new("ja", t.struck_one(), !form.struck.is_empty())], faults);
    let twice = || Choices::boxes(lang, "twice", t.twice(), vec![Choice::new("ja", t.twice_one(), !form.twice.is_empty())], faults);
    let reason = || Field::area(lang, "reason", t.reason(), &form.reason, faults).hint(t.reason_hint());
    Ok(Page {
        summary: faults.summary(lang),
        heading: if corrects { t.correct() } else { t.enter() },
        lead: if corrects { t.correct_lead() } else { t.enter_lead() },
        audit_title: format!("{} {}", Apart(&audit.reference), Apart(&audit.title)),
        audit_url: address::audit(&audit.key),
        seen: form.seen,
        before: vec![
            Field::date(lang, "held_on", t.held_on(), &form.held_on, faults).hint(t.held_on_hint()),
            Field::line(lang, "section", t.section(), &form.section, faults).hint(t.section_hint()),
        ],
        handling: Choices::radios(lang, "handling", t.handling(), handlings.collect(), faults),
        after: vec![
            Field::area(lang, "asked", t.asked(), &form.asked, faults).hint(t.asked_hint()),
            Field::line(lang, "minutes", t.minutes(), &form.minutes, faults).hint(t.minutes_hint()),
        ],
        struck: corrects.then(struck),
        twice: (faults.at("twice").is_some() || !form.twice.is_empty()).then(twice),
        reason: corrects.then(reason),
        broken: form.at_once().question(lang, faults),
        t,
        frame,
    })
}
