//! An item's whole life with one of its boards, as steps in their order: sent, asked, answered, judged, looked at again.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use super::remarks;
use super::store::{AnswerCame, Came, FollowUp, Found, OpenPlan, Said};
use super::texts::Texts;
use crate::domain::audit::ItemKind;
use crate::domain::calendar;
use crate::domain::measure_status::ToldStatus;
use crate::domain::response::{MeasureKind, Outcome};
use crate::domain::round::RoundState;
use crate::domain::submission::SubmissionKind;
use crate::platform::answer::DrawnAnswer;
use crate::platform::parts::{Chip, Due};
use crate::platform::words::{Words, capital};

/// Something that happened, ready to be drawn.
pub(super) struct Step {
    /// When; none for what is still awaited.
    pub(super) at: Option<DateTime<Utc>>,
    pub(super) heading: String,
    /// What stands beside it, and where more of it is.
    pub(super) chip: Option<Chip>,
    pub(super) link: Option<(String, &'static str)>,
    pub(super) last_day: Option<Due>,
    /// What is said of it.
    pub(super) notes: Vec<String>,
    /// What the board answered.
    pub(super) answer: Option<DrawnAnswer>,
    /// What somebody wrote.
    pub(super) text: String,
    /// Worked out from the days.
    pub(super) remarks: Vec<String>,
}

impl Step {
    fn new(at: impl Into<Option<DateTime<Utc>>>, heading: String) -> Self {
        Self { at: at.into(), heading, chip: None, link: None, last_day: None, notes: Vec::new(), answer: None, text: String::new(), remarks: Vec::new() }
    }
}

/// All steps, the oldest first; what is awaited comes last.
pub(super) fn steps(found: &Found, came: &[Came], today: NaiveDate, t: Texts, words: Words) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut awaited = Vec::new();
    let sent_at = found.wordings.first().map(|wording| wording.worded_at);
    for wording in found.wordings.iter() {
        let day = words.date(calendar::day_of(wording.worded_at));
        steps.push(if wording.n == 1 {
            Step::new(wording.worded_at, t.was_sent(&day))
        } else {
            Step { notes: vec![t.why(&wording.reason)], ..Step::new(wording.worded_at, t.corrected(&day)) }
        });
    }
    for one in came {
        match &one.answer {
            Some(answer) => {
                // Of an answer only the day is told: it came after what was sent on that day, and before what was said of it.
                let came = answered(one, answer, t, words);
                steps.push(Step { at: came.at.max(sent_at), ..came });
                steps.extend(answer.verdicts.iter().map(|said| judged(said, found.kind, t, words)));
            }
            None => awaited.push(missing(one, today, t, words)),
        }
    }
    steps.extend(found.statuses.iter().map(|told| status(told, t, words)));
    steps.extend(found.follow_ups.iter().map(|decided| followed_up(decided, found.kind, t, words)));
    steps.extend(found.closed_at.map(|at| Step::new(at, t.was_closed(&words.date(calendar::day_of(at))))));
    steps.sort_by_key(|step| step.at);
    steps.extend(awaited);
    steps
}

fn answered(one: &Came, answer: &AnswerCame, t: Texts, words: Words) -> Step {
    let when = words.date(answer.received_on);
    let supplement = answer.kind == SubmissionKind::Supplement;
    let mut notes = Vec::new();
    notes.extend(answer.withdrawn_at.map(|at| t.taken_back(&words.date(calendar::day_of(at)))));
    if !supplement {
        notes.push(capital(&words.lateness(one.last_day.lateness(answer.received_on))) + ".");
    }
    notes.extend(answer.decision.as_ref().map(|(who, day, section)| {
        let (who, day) = (words.decider(*who), words.date(*day));
        if section.is_empty() { t.decided(who, &day) } else { t.decided_section(who, &day, section) }
    }));
    let drawing = answer.answered.drawing();
    let unplanned = drawing.measures.iter().filter(|measure| measure.kind == MeasureKind::Unplanned).map(|_| t.not_in_first().to_owned());
    let late = drawing.measures.iter().filter_map(|measure| measure.days_after_plan()).map(|days| t.done_after(days));
    let said = if supplement { t.supplement(&when) } else { t.came(&when) };
    Step {
        remarks: late.chain(unplanned).collect(),
        answer: Some(DrawnAnswer::of(words, &drawing)),
        notes,
        link: Some((one.name.submission_url(answer.number), t.read_response())),
        ..Step::new(calendar::instant(answer.received_on, NaiveTime::MIN), format!("{}: {said}", words.round_title(one.name.kind, one.name.ordinal())))
    }
}

/// What the board told between rounds: its own word, which nobody has judged.
fn status(told: &ToldStatus, t: Texts, words: Words) -> Step {
    Step {
        chip: Some(Chip::plain(words.outcome(told.outcome))),
        notes: vec![words.status_line(told), t.own_word().to_owned()],
        text: told.words.clone(),
        ..Step::new(told.told_at, t.status(&words.date(calendar::day_of(told.told_at))))
    }
}

fn judged(said: &Said, kind: ItemKind, t: Texts, words: Words) -> Step {
    let day = words.date(calendar::day_of(said.published_at));
    let anew = !said.reason.is_empty();
    Step {
        notes: if anew { vec![t.why(&said.reason)] } else { Vec::new() },
        text: said.comment.clone(),
        ..Step::new(said.published_at, format!("{}: {}", if anew { t.judged_anew(&day) } else { t.judged(&day) }, words.grade_of(kind, said.grade)))
    }
}

fn missing(one: &Came, today: NaiveDate, t: Texts, words: Words) -> Step {
    let state = RoundState::of(one.last_day, None, false, today).closed(one.closed);
    Step {
        chip: Some(Chip::of_round(words, state)),
        last_day: (!one.closed).then(|| Due::with_weekday(words, one.last_day, &one.name)),
        notes: vec![
            match (one.last_day.withdrawn, one.closed) {
                (true, _) => t.was_withdrawn(),
                (false, true) => t.never_came(),
                (false, false) => t.nothing_came(),
            }
            .to_owned(),
        ],
        ..Step::new(None, words.round_title(one.name.kind, one.name.ordinal()))
    }
}

fn followed_up(decided: &FollowUp, kind: ItemKind, t: Texts, words: Words) -> Step {
    let day = words.date(calendar::day_of(decided.decided_at));
    let heading = match (decided.given_up, decided.grade) {
        (true, _) => t.let_go(&day),
        (false, Some(grade)) => format!("{}: {}", t.looked(&day), words.grade_of(kind, grade)),
        (false, None) => t.look_planned(&day),
    };
    Step {
        notes: decided.look_on.map(|day| t.looks_again(&words.date(day))).into_iter().collect(),
        text: decided.reason.clone(),
        ..Step::new(decided.decided_at, heading)
    }
}

/// A measure that counts, and what is said of its days.
pub(super) struct Plan {
    pub(super) action: String,
    pub(super) said: String,
}

/// The measures that remain, each from the first day promised.
pub(super) fn plans(found: &Found, came: &[Came], today: NaiveDate, t: Texts, words: Words) -> Vec<Plan> {
    let actions: Vec<_> = came.iter().filter_map(|one| one.answer.as_ref()).flat_map(|answer| &answer.measures).collect();
    let plan = |plan: &OpenPlan| Plan {
        action: match plan.measure {
            None => t.to_be_looked_at().to_owned(),
            Some(id) => actions.iter().find(|(own, _)| *own == id).map(|(_, action)| action.clone()).unwrap_or_default(),
        },
        said: plan_said(plan, today, t, words),
    };
    found.plans.iter().map(plan).collect()
}

fn plan_said(plan: &OpenPlan, today: NaiveDate, t: Texts, words: Words) -> String {
    let mut said = vec![t.counts(&words.date(plan.first_on))];
    said.extend(words.times_moved(plan.moves));
    if plan.outcome == Some(Outcome::Dropped) {
        said.push(t.dropped().to_lowercase());
    } else if plan.moves > 0 {
        said.extend(plan.now_on.map(|day| t.now_by(&words.date(day))));
    }
    let days = (today - plan.first_on).num_days();
    let since = if days > 0 { format!(" {}.", capital(&t.since(days))) } else { String::new() };
    format!("{}.{since}", said.join(", "))
}

/// What is worked out about the item as a whole.
pub(super) fn remarks_of(found: &Found, today: NaiveDate, t: Texts, words: Words) -> Vec<String> {
    let passed = remarks::of_plans((found.owed_on, remarks::moved_from(found.first_promised_on, found.promised_on)), 0, today, t, words);
    let moved = words.moved_plan(found.times_moved, found.first_promised_on, found.promised_on);
    passed.into_iter().chain(moved).chain(found.look_on.map(|day| t.looks_again(&words.date(day)))).collect()
}
