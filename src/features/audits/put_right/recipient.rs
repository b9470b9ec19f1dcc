//! Somebody who should have had the audit and was forgotten. A body that is to answer is another matter: it is asked in a round.

use serde::Deserialize;

use super::super::Confirmed;
use super::super::actions::AddRecipient;
use super::super::store::{self, SentAudit};
use super::{Parts, Texts, form_page, read_reason, reason_field, refuse_closed};
use crate::domain::address;
use crate::domain::audit::AddresseeRole;
use crate::domain::event::Event;
use crate::domain::ids::BoardId;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Html, SeeOther};
use crate::platform::parts::{Choice, Choices, Faults};
use crate::platform::posted::Posted;

crate::action!(
    /// The form.
    ShowAddRecipient, SendAudit, String => SentAudit, super::find
);
crate::action!(
    impl AddRecipient, SendAudit, String => SentAudit, super::find, holding store::hold_rounds
);

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Form {
    #[serde(default)]
    board: String,
    #[serde(default)]
    role: String,
    reason: String,
}

/// What a body that does not answer can have it for.
const ROLES: [(&str, AddresseeRole); 3] =
    [("information", AddresseeRole::Information), ("action", AddresseeRole::Action), ("consideration", AddresseeRole::Consideration)];

pub(crate) async fn show(gate: Gate<ShowAddRecipient>) -> Result<Html, Failure> {
    let (mut look, audit) = gate.look().await?;
    refuse_closed(&audit)?;
    let today = look.today();
    let boards = store::boards_without(look.conn(), audit.id, today).await?;
    let form = Form { role: "information".to_owned(), ..Form::default() };
    Html::page(&page(&mut look, &audit, &boards, &form, &Faults::none()).await?)
}

pub(crate) async fn act(gate: Gate<AddRecipient>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, audit) = gate.open().await?;
    let form = posted.read(&change)?;
    refuse_closed(&audit)?;
    let (t, today) = (Texts::from(change.lang()), change.today());
    let boards = store::boards_without(change.conn(), audit.id, today).await?;
    let mut faults = Faults::none();
    let chosen = boards.iter().find(|(id, _)| id.to_string() == form.board).map(|(id, _)| *id);
    let board = faults.take("board", chosen.ok_or(()), |()| t.recipient_needed().to_owned());
    let role = ROLES.iter().find(|(key, _)| *key == form.role).map(|(_, role)| *role);
    let role = faults.take("role", role.ok_or(()), |()| t.what_for_needed().to_owned());
    let reason = read_reason(&form.reason, &change, &mut faults);
    match (board, role, reason) {
        (Some(board), Some(role), Some(reason)) if faults.is_empty() => {
            store::add_recipient(&mut change, audit.id, board, role, &reason).await?;
            let done = change.commit(Event::RecipientAdded { audit: audit.id, board }).await?;
            Ok(SeeOther::to(done, address::audit(&audit.key)).saying(Confirmed::RecipientAdded))
        }
        _ => Html::redraw(&page(&mut change, &audit, &boards, &form, &faults).await?),
    }
}

async fn page(visit: &mut Passage, audit: &SentAudit, boards: &[(BoardId, String)], form: &Form, faults: &Faults) -> Result<super::FormPage, Failure> {
    let (t, words) = (Texts::from(visit.lang()), visit.words());
    let board = boards.iter().map(|(id, name)| Choice::new(id.to_string(), name, id.to_string() == form.board)).collect();
    let role = ROLES.iter().map(|(key, role)| Choice::new(*key, words.addressee_role(*role), *key == form.role)).collect();
    let parts = Parts {
        heading: t.add_recipient().to_owned(),
        lead: if boards.is_empty() { t.everybody_has_it() } else { t.recipient_lead() },
        now: None,
        seen: None,
        choices: vec![Choices::radios(t.lang, "board", t.which_recipient(), board, faults), Choices::radios(t.lang, "role", t.what_for(), role, faults)],
        fields: Vec::new(),
    };
    form_page(visit, audit, parts, reason_field(t, &form.reason, faults), faults).await
}
