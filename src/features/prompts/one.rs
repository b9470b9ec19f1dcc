//! One late board is reminded: who gets it, how it begins, and the auditors' own words, which are those of the letter of reminder
//! until somebody writes others.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::PromptBoard;
use super::reached::{self, WORDS_LIMIT};
use super::store::{self, Facts, HandsIn, Round};
use super::texts::Texts;
use crate::domain::calendar;
use crate::domain::event::Event;
use crate::domain::refusal::Refusal;
use crate::domain::round::RoundPath;
use crate::domain::text;
use crate::platform::at_once::AtOnce;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Chip, Choice, Choices, Faults, Field, Summary};
use crate::platform::posted::Posted;
use crate::platform::words::Reminding;

crate::action!(
    /// The form for it.
    ShowPrompt, SendAudit, RoundPath => Round, store::round
);
crate::action!(
    impl PromptBoard, SendAudit, RoundPath => Round, store::round, holding store::hold
);

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    words: String,
    /// How often the board had been reminded when the page was drawn.
    seen: i16,
    /// A browser sends nothing for a box that is not ticked.
    #[serde(default)]
    again: String,
    /// What is to become of words that lines break in two.
    #[serde(default)]
    broken: String,
}

#[derive(Template)]
#[template(path = "prompts/one.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    heading: String,
    board: String,
    reference: String,
    audit_url: String,
    due: String,
    chip: Option<Chip>,
    /// Who gets it; nobody can be reminded when there is nobody.
    to: Option<String>,
    nobody: String,
    letter_url: String,
    warnings: Vec<String>,
    /// An extension that is asked for, and undecided: where it is decided.
    decide: Option<String>,
    before: Option<String>,
    beginning: Vec<String>,
    words: Field,
    seen: i16,
    again: Option<Choices>,
    broken: Option<Choices>,
}

pub(super) async fn show(gate: Gate<ShowPrompt>) -> Result<Html, Failure> {
    let (mut look, round) = gate.look().await?;
    refuse(&round, &look)?;
    let facts = store::facts(look.conn(), &round).await?;
    let form = Form { words: proposed(&round, &facts), seen: round.n, ..Form::default() };
    Html::page(&page(&mut look, &round, &form, &Faults::none()).await?)
}

fn refuse(round: &Round, visit: &Passage) -> Result<(), Refusal> {
    match (round.is_late(visit.today()), round.awaited, round.waits_for_first) {
        (true, ..) => Ok(()),
        (false, true, false) => Err(Refusal::NotLateYet(round.last_day.due_on)),
        (false, ..) => Err(Refusal::NothingIsLate),
    }
}

/// What the letter of reminder would say.
fn proposed(round: &Round, facts: &Facts) -> String {
    let Facts { kind, items, wished_on, ref reply_to } = *facts;
    Reminding { board: &round.name.board_name, kind, items, wished_on, reply_to }.paragraphs().join("\n\n")
}

pub(super) async fn act(gate: Gate<PromptBoard>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, round) = gate.open().await?;
    let form = posted.read(&change)?;
    refuse(&round, &change)?;
    let (words, t, today) = (change.words(), Texts::from(change.lang()), change.today());
    let mut faults = Faults::none();
    let at_once = AtOnce::of([form.words.as_str()], &form.broken);
    at_once.ask(t.lang, &mut faults);
    let typed = faults.take("words", text::required(&form.words, WORDS_LIMIT), |fault| words.text_fault(fault, t.words_needed()));
    let typed = typed.map(|typed| at_once.settled(typed));
    if let Some(typed) = typed.as_deref().filter(|_| form.seen.checked_add(1) == Some(round.n)) {
        let person = change.person_id()?;
        if store::made(change.conn(), &[round.id.uuid()], &[round.n], typed, person).await? == 1 {
            return Ok(SeeOther::unchanged(&change, round.name.audit_url()));
        }
    }
    let again = !form.again.is_empty();
    match round.prompted_on(today) {
        Some(_) if !again => faults.add("again", t.again_needed()),
        // She was asked about an earlier one.
        Some(_) if round.n != form.seen => faults.add("again", t.reminded_meanwhile()),
        Some(_) | None => {}
    }
    let people = store::who_hands_in(change.conn(), &[round.board.uuid()], today).await?;
    let Some(typed) = typed.filter(|_| faults.is_empty() && !people.is_empty()) else {
        return Html::redraw(&page(&mut change, &round, &form, &faults).await?);
    };
    let entry = store::prompt(&mut change, &round, &typed, again).await?;
    let done = change.commit(Event::BoardPrompted { audit: round.audit, round: round.id, entry, due_on: round.last_day.due_on }).await?;
    Ok(SeeOther::to(done, round.name.audit_url()).saying(Confirmed::BoardPrompted))
}

async fn page(visit: &mut Passage, round: &Round, form: &Form, faults: &Faults) -> Result<Page, Failure> {
    let (frame, words, today, now) = (visit.frame().await?, visit.words(), visit.today(), visit.now());
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    let people: Vec<HandsIn> = store::who_hands_in(visit.conn(), &[round.board.uuid()], today).await?;
    let mut warnings = reached::warnings(&people, round.board, t, words);
    warnings.extend(reached::mail_waits(&people, (frame.mails, now), t, words));
    let today_already = round.prompted_on(today).map(|(at, who)| t.prompted_today(&words.instant(at), who));
    let before = round.prompted_at.zip(round.prompted_by.as_deref()).map(|(at, who)| t.prompted_before(&words.instant(at), who));
    let again = || Choices::boxes(lang, "again", t.again_legend(), vec![Choice::new("ja", t.again(), !form.again.is_empty())], faults);
    Ok(Page {
        summary: faults.summary(lang),
        heading: words.round_heading(&round.name),
        board: round.name.board_name.clone(),
        reference: round.name.reference.clone(),
        audit_url: round.name.audit_url(),
        due: words.weekday_date(round.last_day.due_on),
        chip: Chip::of_deadline(words, calendar::standing(round.last_day.due_on, today)),
        to: reached::names(&people, round.board),
        nobody: t.nobody(&round.name.board_name),
        letter_url: round.name.reminder_letter_url(),
        warnings,
        decide: round.last_day.extension_asked.then(|| round.name.extension_decision_url()),
        again: today_already.is_some().then(again),
        before: today_already.or(before),
        beginning: reached::beginning(round, visit, &frame.auditors),
        words: Field::area(lang, "words", t.words(), &form.words, faults).hint(t.words_hint()).class("tall"),
        seen: round.n,
        broken: AtOnce::of([form.words.as_str()], &form.broken).question(lang, faults),
        t,
        frame,
    })
}
