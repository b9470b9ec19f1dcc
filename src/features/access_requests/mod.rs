//! Asking to work for a board: a stranger whose address is confirmed by mail, or somebody who is signed in, asks; whoever answers for the
//! board says yes, which proposes a role that waits for an administrator, or no (ADR 0098).

mod actions;
mod answer;
mod ask;
mod ask_signed_in;
mod confirm;
mod settle;
mod store;
mod texts;

pub(crate) use settle::settle;

use crate::domain::refusal::Refusal;
use crate::platform::routes::Routes;
use crate::platform::slice::Slice;
use texts::Texts;

/// What this slice brings into the house.
pub(crate) fn slice() -> Slice {
    Slice::new(routes())
        .constraint("askers_have_no_ended_account", Refusal::AccountHasEnded)
        .constraints(&["requests_are_answered_once", "requests_are_the_boards", "access_request_answer_pkey"], Refusal::SomebodyWasFirst)
        .labels(&[
            ("ask_name", |lang| Texts::from(lang).name()),
            ("ask_email", |lang| Texts::from(lang).email()),
            ("ask_board", |lang| Texts::from(lang).board()),
            ("ask_why", |lang| Texts::from(lang).why()),
            ("decline_reason", |lang| Texts::from(lang).decline_reason()),
        ])
        .confirmations(Confirmed::all())
}

crate::confirmations! {
    /// A link is on its way, by which the address is confirmed.
    AskedByMail = "begaran-mejlad" { sv: "Vi mejlar en länk till adressen. Öppna den inom ett dygn och bekräfta begäran. Först då går den vidare till nämnden.", en: "We are mailing a link to the address. Open it within a day and confirm the request. Only then does it go on to the board." }
    /// A request went to those who answer for the board.
    Requested = "begaran-skickad" { sv: "Begäran är skickad till den som svarar för nämnden. Svaret kommer med mejl, senast om 30 dagar.", en: "The request has been sent to whoever answers for the board. The answer comes by mail, within 30 days." }
    /// Yes: it waits for an administrator.
    ColleagueProposed = "begaran-ja" { sv: "Rollen är föreslagen. Den gäller när en administratör har godkänt den.", en: "The role is proposed. It applies when an administrator has approved it." }
    /// No, and why.
    RequestDeclined = "begaran-nej" { sv: "Begäran är avslagen. Den som frågade får skälet.", en: "The request is declined. Whoever asked is told the reason." }
}

fn routes() -> Routes {
    Routes::new()
        .get("/begar-atkomst", ask::show)
        .post("/begar-atkomst", ask::act)
        .get("/begar-atkomst/{token}", confirm::show)
        .post("/begar-atkomst/{token}", confirm::act)
        .get("/konto/atkomst", ask_signed_in::show)
        .post("/konto/atkomst", ask_signed_in::act)
        .get("/atkomst/{slug}", answer::show)
        .post("/atkomst/{slug}/{request}/ja", answer::propose)
        .post("/atkomst/{slug}/{request}/nej", answer::decline)
}
