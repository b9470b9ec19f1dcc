//! Withdrawing what was asked of boards and has not been answered: of some of them, or of all, which is the whole audit. What a board
//! has handed in stays, and is judged.

use serde::Deserialize;

use super::super::Confirmed;
use super::super::actions::WithdrawRounds;
use super::super::store::{self, OpenRound, SentAudit};
use super::{FormPage, Parts, Texts, form_page, read_reason, refuse_closed};
use crate::domain::address;
use crate::domain::event::{Event, Facts};
use crate::domain::ids::RoundId;
use crate::domain::text;
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Gate, Passage};
use crate::platform::page::{Html, SeeOther};
use crate::platform::parts::{Choice, Choices, Faults, Field};
use crate::platform::posted::Posted;
use crate::platform::texts::{Apart, together};
use crate::platform::words::Words;

crate::action!(
    /// The form.
    ShowWithdrawRounds, SendAudit, String => SentAudit, super::find
);
crate::action!(
    impl WithdrawRounds, SendAudit, String => SentAudit, super::find, holding store::hold_rounds
);

/// The whole audit, among the boards that can be chosen.
const ALL: &str = "alla";

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Form {
    #[serde(default)]
    boards: Vec<String>,
    reason: String,
}

pub(crate) async fn show(gate: Gate<ShowWithdrawRounds>) -> Result<Html, Failure> {
    let (mut look, audit) = gate.look().await?;
    refuse_closed(&audit)?;
    let open = store::open_rounds(look.conn(), audit.id).await?;
    Html::page(&page(&mut look, &audit, &open, &Form::default(), &Faults::none()).await?)
}

pub(crate) async fn act(gate: Gate<WithdrawRounds>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, audit) = gate.open().await?;
    let form = posted.read(&change)?;
    let open = store::open_rounds(change.conn(), audit.id).await?;
    if is_withdrawn(&mut change, &audit, &open, &form).await? {
        return Ok(SeeOther::unchanged(&change, address::audit(&audit.key)));
    }
    refuse_closed(&audit)?;
    let mut faults = Faults::none();
    let all = form.boards.iter().any(|board| board == ALL);
    let rounds: Vec<RoundId> = open.iter().filter(|round| all || form.boards.contains(&round.slug)).map(|round| round.id).collect();
    if rounds.is_empty() {
        faults.add("boards", Texts::from(change.lang()).withdraw_whom());
    }
    match read_reason(&form.reason, &change, &mut faults).filter(|_| faults.is_empty()) {
        None => Html::redraw(&page(&mut change, &audit, &open, &form, &faults).await?),
        Some(reason) => {
            store::withdraw_rounds(&mut change, &rounds, &reason).await?;
            let closed = if all { close_what_is_left(&mut change, &audit, &reason).await? } else { None };
            let facts = Facts::of(Event::RoundsWithdrawn { audit: audit.id, rounds }, closed.into_iter().collect());
            let done = change.commit(facts).await?;
            Ok(SeeOther::to(done, address::audit(&audit.key)).saying(Confirmed::RoundsWithdrawn))
        }
    }
}

/// Clicked twice: what was asked last of every board that was chosen is withdrawn, for this reason.
async fn is_withdrawn(visit: &mut Passage, audit: &SentAudit, open: &[OpenRound], form: &Form) -> Result<bool, Failure> {
    let is_open = |board: &String| open.iter().any(|round| board == ALL || round.slug == *board);
    if form.boards.is_empty() || form.boards.iter().any(is_open) {
        return Ok(false);
    }
    // Whoever withdraws all closes the audit as well, unless an answer waits for its verdict.
    if form.boards.iter().any(|board| board == ALL) && !audit.closed && store::unjudged(visit.conn(), audit.id).await?.is_empty() {
        return Ok(false);
    }
    let withdrawn = store::withdrawn_because(visit.conn(), audit.id, &text::tidy(&form.reason)).await?;
    Ok(!withdrawn.is_empty() && form.boards.iter().all(|board| board == ALL || withdrawn.contains(board)))
}

/// An audit that is withdrawn as a whole is over, unless an answer has come that waits for its verdict.
async fn close_what_is_left(change: &mut Change<WithdrawRounds>, audit: &SentAudit, reason: &str) -> Result<Option<Event>, Failure> {
    if !store::unjudged(change.conn(), audit.id).await?.is_empty() {
        return Ok(None);
    }
    let motive: String = Texts::from(crate::platform::language::Lang::SV).closed_as_withdrawn(reason).chars().take(super::REASON_LIMIT).collect();
    store::close(change, audit.id, &motive, false).await?;
    Ok(Some(Event::AuditClosed { audit: audit.id, without_answer: Vec::new() }))
}

async fn page(visit: &mut Passage, audit: &SentAudit, open: &[OpenRound], form: &Form, faults: &Faults) -> Result<FormPage, Failure> {
    let (t, words) = (Texts::from(visit.lang()), visit.words());
    let all = (!open.is_empty()).then(|| Choice::new(ALL, t.withdraw_all(), form.boards.iter().any(|board| board == ALL)));
    let boards = open.chunk_by(|a, b| a.slug == b.slug).filter_map(|rounds| choice(rounds, form, t, words)).chain(all).collect();
    let parts = Parts {
        heading: t.withdraw().to_owned(),
        lead: if open.is_empty() { t.nothing_is_awaited() } else { t.withdraw_lead() },
        now: None,
        seen: None,
        choices: vec![Choices::boxes(t.lang, "boards", t.withdraw_which(), boards, faults)],
        fields: Vec::new(),
    };
    let reason = Field::area(t.lang, "reason", t.withdraw_reason(), &form.reason, faults).hint(t.reason_hint());
    let page = form_page(visit, audit, parts, reason, faults).await?;
    Ok(FormPage { button: t.withdraw(), ..page })
}

/// A board with what it has not answered.
fn choice(rounds: &[OpenRound], form: &Form, t: Texts, words: Words) -> Option<Choice> {
    let first = rounds.first()?;
    let names: Vec<String> = rounds.iter().map(|round| words.round(round.kind, round.ordinal)).collect();
    let asked = if rounds.iter().any(|round| round.asked) { format!(" ({})", t.asks_for_more_time()) } else { String::new() };
    let chosen = form.boards.contains(&first.slug);
    Some(Choice::new(first.slug.clone(), format!("{}: {}{asked}", Apart(&first.name), together(&names)), chosen))
}
