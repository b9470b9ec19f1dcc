//! What somebody types of a decision is kept while she types, so that none of it depends on a page that stays open: the page
//! sends its form by itself. It is hers alone until she records it; nothing of it is a decision.

use axum::http::StatusCode;
use chrono::{DateTime, Utc};

use super::Confirmed;
use super::actions::{DropDecisionWords, KeepDecisionWords};
use super::autosave::{Facts, Saving};
use super::decision_fields::{Form, Typed};
use super::desk::{Desk, Stage};
use super::saving::Pen;
use super::store::{self, Round, Which};
use super::texts::Texts;
use crate::domain::refusal::Refusal;
use crate::domain::response::{BoardDecision, signs};
use crate::domain::round::RoundPath;
use crate::domain::text::FIELD_LIMIT;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage, WithoutEvent};
use crate::platform::page::{Frame, SeeOther, ToScript};
use crate::platform::posted::Posted;

crate::action!(
    impl KeepDecisionWords, RecordDecision, RoundPath => Round, store::round, holding store::hold
);
crate::action!(
    impl DropDecisionWords, RecordDecision, RoundPath => Round, store::round, holding store::hold
);
// One's own working material; the decision itself has its event when it is recorded.
impl WithoutEvent for KeepDecisionWords {}
impl WithoutEvent for DropDecisionWords {}

/// More than this is not kept: its three texts together have room for little more than half of it.
const MOST: usize = 5 * FIELD_LIMIT;

/// The page keeps what is typed.
pub(super) async fn keep(gate: Gate<KeepDecisionWords>, posted: Posted<Form>) -> Result<ToScript, Failure> {
    let (mut change, round) = gate.open().await?;
    let form = posted.read(&change)?;
    let pen = Pen::read(&form.op, &form.by, None, &change)?;
    let typed = form.typed();
    let content = serde_json::to_value(&typed).map_err(Failure::broken)?;
    let t = Texts::from(change.lang());
    let (round, stands) = match standing(&mut change, round, form.submission).await? {
        Ok(found) => found,
        Err(refusal) => {
            let facts = Facts { said: change.words().refusal(refusal).to_owned(), ..Facts::default() };
            return ToScript::done(change.keep().await?, StatusCode::CONFLICT, &facts);
        }
    };
    if signs(&content) > MOST {
        let facts = Facts { said: t.save_much_too_long().to_owned(), ..Facts::default() };
        return ToScript::done(change.keep().await?, StatusCode::PAYLOAD_TOO_LARGE, &facts);
    }
    // What is recorded already is nothing that could be lost: the page keeps it once more when its button is pressed twice.
    if typed.says_nothing() || stands.is_some_and(|stands| form.says(&stands)) {
        store::drop_decision_words(&mut change, &round, form.submission).await?;
    } else {
        store::keep_decision_words(&mut change, &round, form.submission, &typed, pen.op).await?;
    }
    let said = t.words_kept_now(&change.words().time(change.now()));
    let facts = Facts { said, version: Some(0), link: None, kept: true };
    ToScript::done(change.keep().await?, StatusCode::OK, &facts)
}

/// What is recorded of the decision that the form is about, or why there is nothing to decide on there any more.
async fn standing(visit: &mut Passage, round: Round, submission: i16) -> Result<Result<(Round, Option<BoardDecision>), Refusal>, Failure> {
    if round.withdrawal.is_some() {
        return Ok(Err(Refusal::RoundIsWithdrawn));
    }
    match (submission, round.submission.is_some()) {
        (0, true) => Ok(Err(Refusal::ResponseIsSubmitted)),
        (0, false) => {
            let desk = Desk::load(visit, round).await?;
            let stands = if let Stage::Decided(_, decision) = &desk.stage { Some(decision.clone()) } else { None };
            Ok(Ok((desk.round, stands)))
        }
        (_, false) => Ok(Err(Refusal::NothingIsHandedIn)),
        (_, true) => match store::submission(visit.conn(), &round, Which::Newest).await? {
            Some(page) if page.number == submission => Ok(Ok((round, page.decision()))),
            _ => Ok(Err(Refusal::SomebodyWasFirst)),
        },
    }
}

/// She does not want them any more, and reads what is recorded.
pub(super) async fn discard(gate: Gate<DropDecisionWords>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, round) = gate.open().await?;
    let form = posted.read(&change)?;
    store::drop_decision_words(&mut change, &round, form.submission).await?;
    let page = if form.submission == 0 { "beslut" } else { "beslut-efterat" };
    let whereto = round.name.below_desk(page);
    Ok(SeeOther::to(change.keep().await?, whereto).saying(Confirmed::DecisionWordsDropped))
}

/// What somebody left in the form: shown in it again, unless it says what is recorded.
pub(super) struct Left {
    pub(super) typed: Typed,
    pub(super) at: DateTime<Utc>,
}

/// One's own words that are not recorded, if there are any.
pub(super) async fn left(visit: &mut Passage, round: &Round, submission: i16, stands: Option<&BoardDecision>) -> Result<Option<Left>, Failure> {
    let Some(words) = store::decision_words(visit.conn(), round.id, submission).await? else { return Ok(None) };
    let typed = words.content.0;
    let is_recorded = stands.is_some_and(|stands| Form::typed_before(&typed).says(stands));
    Ok((!is_recorded).then_some(Left { typed, at: words.kept_at }))
}

/// How it stands with what is typed, in the form.
pub(super) struct Kept {
    pub(super) saving: Saving,
    /// When the words in the form were typed, and that nothing of them is recorded.
    pub(super) said: Option<String>,
    /// Where they are thrown away.
    pub(super) drop_url: String,
}

impl Kept {
    /// `stands`: whether a decision is recorded, which these words would take the place of.
    pub(super) fn of(round: &Round, left: Option<DateTime<Utc>>, stands: bool, frame: &Frame, visit: &Passage) -> Self {
        let t = Texts::from(visit.lang());
        Self {
            saving: Saving::at(round.name.below_desk("beslut/spara"), String::new(), frame, visit),
            said: left.map(|at| visit.words().instant(at)).map(|at| if stands { t.words_left_beside(&at) } else { t.words_left(&at) }),
            drop_url: round.name.below_desk("beslut/slang"),
        }
    }
}
