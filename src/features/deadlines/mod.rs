//! Last days after dispatch: why a date is what it is, extensions that boards ask for and auditors decide, corrections,
//! the letter of reminder, and the municipality's own rules. No date moves in any other way.

mod actions;
mod ask;
mod correct;
mod decide;
mod ledger;
mod letter;
mod rules;
mod store;
mod tells;
mod texts;
mod withdraw;

use crate::domain::refusal::Refusal;
use crate::platform::routes::Routes;
use crate::platform::slice::Slice;
use texts::Texts;

/// What this slice brings into the house.
pub(crate) fn slice() -> Slice {
    Slice::new(routes())
        .menu(100, "/admin/sista-dagar", |lang| Texts::from(lang).last_days())
        .constraint("one_request_at_a_time", Refusal::RequestIsOpen)
        .constraints(&["request_is_open", "extension_withdrawal_pkey", "extension_decision_pkey"], Refusal::NoOpenRequest)
        .constraint("dates_in_order", Refusal::DatesInWrongOrder)
        .constraints(
            &[
                "asked_from_the_date_in_force",
                "ledger_has_no_gaps",
                "ledger_goes_forward",
                "correction_is_ahead",
                "deadline_entry_pkey",
                "extension_request_key",
            ],
            Refusal::SomebodyWasFirst,
        )
        .tells(&[&tells::REQUESTED, &tells::WITHDRAWN, &tells::GRANTED, &tells::REFUSED, &tells::CHANGED])
        .on(tells::of)
        .labels(&[
            ("reason", |lang| Texts::from(lang).reason()),
            ("wished_on", |lang| Texts::from(lang).wished()),
            ("due_on", |lang| Texts::from(lang).right_day()),
            ("other_day", |lang| Texts::from(lang).other_day()),
            ("next_day", |lang| Texts::from(lang).next_day()),
            ("before", |lang| Texts::from(lang).before()),
            ("after", |lang| Texts::from(lang).after()),
            ("letter_after", |lang| Texts::from(lang).letter_after()),
            ("extension_limit", |lang| Texts::from(lang).extension_limit()),
            ("presidium_address", |lang| Texts::from(lang).presidium_address()),
            ("presidium_after", |lang| Texts::from(lang).presidium_after()),
        ])
        .confirmations(Confirmed::all())
}

crate::confirmations! {
    /// A board asked for a later last day.
    ExtensionAsked = "anstand-begart" { sv: "Begäran är skickad till revisionen. Nuvarande sista dag gäller tills de har beslutat.", en: "The request is sent to the auditors. The current last day applies until they have decided." }
    /// A board took its request back.
    ExtensionWithdrawn = "anstand-aterkallat" { sv: "Begäran är återkallad. Sista dagen är oförändrad.", en: "The request is withdrawn. The last day is unchanged." }
    /// The auditors decided on a request.
    ExtensionDecided = "anstand-beslutat" { sv: "Beslutet är sparat, och nämnden får veta.", en: "The decision is saved, and the board is told." }
    /// A last day was put right.
    DeadlineCorrected = "sista-dag-rattad" { sv: "Sista dagen är rättad, och nämnden får veta.", en: "The last day is corrected, and the board is told." }
    /// The rules for last days were saved.
    RulesSaved = "regler" { sv: "Reglerna är sparade.", en: "The rules are saved." }
}

fn routes() -> Routes {
    Routes::new()
        .get("/yttranden/{key}/{board}/{round}/sista-dag", ledger::show)
        .get("/yttranden/{key}/{board}/{round}/sista-dag/ratta", correct::show)
        .post("/yttranden/{key}/{board}/{round}/sista-dag/ratta", correct::act)
        .get("/yttranden/{key}/{board}/{round}/anstand", ask::show)
        .post("/yttranden/{key}/{board}/{round}/anstand", ask::act)
        .post("/yttranden/{key}/{board}/{round}/anstand/aterkalla", withdraw::act)
        .get("/yttranden/{key}/{board}/{round}/anstand/beslut", decide::show)
        .post("/yttranden/{key}/{board}/{round}/anstand/beslut", decide::act)
        .get("/yttranden/{key}/{board}/{round}/paminnelsebrev", letter::show)
        .get("/admin/sista-dagar", rules::show)
        .post("/admin/sista-dagar", rules::act)
}
