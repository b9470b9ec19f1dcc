//! Asking a board once more: a further round with a last day of its own, because something is left of the ones before it. It says
//! why, for everybody to read.

use askama::Template;
use chrono::NaiveDate;
use serde::Deserialize;

use super::Confirmed;
use super::actions::OpenRound;
use super::store::{self, NewestRound, OwnAudit};
use super::texts::Texts;
use crate::domain::address;
use crate::domain::calendar;
use crate::domain::event::Event;
use crate::domain::refusal::Refusal;
use crate::domain::round::{FurtherFault, further_due_on};
use crate::domain::text;
use crate::platform::at_once::AtOnce;
use crate::platform::closed_day::LastDays;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Choice, Choices, Faults, Field, Summary};
use crate::platform::posted::Posted;

crate::action!(
    /// The form for a further round.
    ShowOpenRound, SendAudit, String => OwnAudit, find
);
crate::action!(
    impl OpenRound, SendAudit, String => OwnAudit, find, holding store::hold_rounds
);

async fn find(conn: &mut sqlx::PgConnection, key: &str) -> sqlx::Result<Option<OwnAudit>> {
    // Before it is sent an audit has no rounds: they are planned elsewhere.
    Ok(store::own_audit(conn, key).await?.filter(|audit| audit.sent))
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    /// A browser sends nothing for radio buttons that nobody has chosen.
    #[serde(default)]
    board: String,
    due_on: String,
    why: String,
    #[serde(default)]
    closed_day: String,
    /// What is to become of words that lines break in two.
    #[serde(default)]
    broken: String,
}

#[derive(Template)]
#[template(path = "audits/open_round.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    audit_title: String,
    audit_url: String,
    /// None: every board is being waited for.
    fields: Option<(Choices, Field, Field)>,
    closed: Option<Choices>,
    broken: Option<Choices>,
    waiting: Vec<String>,
}

pub(super) async fn show(gate: Gate<ShowOpenRound>) -> Result<Html, Failure> {
    let (mut look, audit) = gate.look().await?;
    let newest = newest(&mut look, &audit).await?;
    Html::page(&page(&mut look, &audit, &newest, &Form::default(), &Faults::none()).await?)
}

/// The newest round of each board. What is closed is opened again before anything is asked.
async fn newest(visit: &mut Passage, audit: &OwnAudit) -> Result<Vec<NewestRound>, Failure> {
    if store::is_closed(visit.conn(), audit.id).await? {
        return Err(Refusal::AuditIsClosed.into());
    }
    Ok(store::newest_rounds(visit.conn(), audit.id).await?)
}

pub(super) async fn act(gate: Gate<OpenRound>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, audit) = gate.open().await?;
    let form = posted.read(&change)?;
    let newest = newest(&mut change, &audit).await?;
    if is_open(&mut change, &audit, &newest, &form).await? {
        return Ok(SeeOther::unchanged(&change, address::audit(&audit.key)));
    }
    let mut faults = Faults::none();
    let Some((after, due_on, why)) = read(&form, &newest, &change, &mut faults) else {
        return Html::redraw(&page(&mut change, &audit, &newest, &form, &faults).await?);
    };
    let round = store::open_round(&mut change, audit.id, after, due_on, &why).await?;
    let done = change.commit(Event::RoundOpened { audit: audit.id, round, due_on }).await?;
    Ok(SeeOther::to(done, address::audit(&audit.key)).saying(Confirmed::RoundOpened))
}

/// Clicked twice: the board is asked already, for this reason and by this day.
async fn is_open(visit: &mut Passage, audit: &OwnAudit, newest: &[NewestRound], form: &Form) -> Result<bool, Failure> {
    let Some(waits) = newest.iter().find(|one| one.slug == form.board && !one.settled) else { return Ok(false) };
    let why = AtOnce::of([form.why.as_str()], &form.broken).settled(text::tidy(&form.why));
    let opened = store::opened_with(visit.conn(), audit.id, waits.board_id).await?;
    Ok(opened.is_some_and(|(due_on, because)| calendar::date(&form.due_on) == Ok(due_on) && because == why && !why.is_empty()))
}

fn read<'a>(form: &Form, newest: &'a [NewestRound], visit: &Passage, faults: &mut Faults) -> Option<(&'a NewestRound, NaiveDate, String)> {
    let (words, t, today) = (visit.words(), Texts::from(visit.lang()), visit.today());
    let after = faults.take("board", newest.iter().find(|one| one.slug == form.board).ok_or(()), |()| t.choose_board_to_ask().to_owned());
    if let Some(waiting) = after.filter(|one| !one.settled) {
        faults.add("board", t.is_waited_for(&waiting.board));
    }
    let day = faults.take("due_on", calendar::date(&form.due_on), |fault| words.date_fault(&fault));
    let due_on = after.zip(day).and_then(|(after, day)| {
        faults.take("due_on", further_due_on(day, after.ends_after, today), |fault| match fault {
            FurtherFault::Over => t.further_day_is_over().to_owned(),
            FurtherFault::NotAfter(before) => t.further_day_not_after(&words.date(before)),
            FurtherFault::TooFar => t.further_day_too_far().to_owned(),
        })
    });
    LastDays::of(due_on).ask(&form.closed_day, words, faults);
    let why = faults.take("why", text::required(&form.why, 2000), |fault| words.text_fault(fault, t.why_asked_needed()));
    let at_once = AtOnce::of([form.why.as_str()], &form.broken);
    at_once.ask(t.lang, faults);
    let read = (after?, due_on?, at_once.settled(why?));
    faults.is_empty().then_some(read)
}

async fn page(visit: &mut Passage, audit: &OwnAudit, newest: &[NewestRound], form: &Form, faults: &Faults) -> Result<Page, Failure> {
    let (frame, words) = (visit.frame().await?, visit.words());
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    let (ready, waiting): (Vec<&NewestRound>, Vec<&NewestRound>) = newest.iter().partition(|one| one.settled);
    let next = |one: &NewestRound| format!("{}: {}", one.board, words.round(one.next_kind, one.ordinal + 1));
    let choices = ready.iter().map(|one| Choice::new(one.slug.clone(), next(one), form.board == one.slug)).collect();
    let fields = (
        Choices::radios(lang, "board", t.board_to_ask(), choices, faults),
        Field::date(lang, "due_on", t.further_day(), &form.due_on, faults).hint(t.further_day_hint()),
        Field::area(lang, "why", t.why_asked(), &form.why, faults).hint(t.why_asked_hint()),
    );
    Ok(Page {
        summary: faults.summary(lang),
        audit_title: audit.called(),
        audit_url: address::audit(&audit.key),
        fields: (!ready.is_empty()).then_some(fields),
        closed: LastDays::typed([form.due_on.as_str()]).question(&form.closed_day, words, faults),
        broken: AtOnce::of([form.why.as_str()], &form.broken).question(lang, faults),
        waiting: waiting.iter().map(|one| t.waits_until(&one.board, &words.round(one.kind, one.ordinal), &words.date(one.due_on))).collect(),
        t,
        frame,
    })
}
