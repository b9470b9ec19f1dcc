//! The administrator's people: invited many at once, given roles for a time, ended, never deleted.

mod actions;
mod add;
mod decide;
mod details;
mod end;
mod invite_again;
mod join;
mod last_day;
mod list;
mod person;
mod reopen;
mod roles;
mod rows;
mod settle;
mod store;
mod texts;
mod told;
mod warn;

pub(crate) use settle::settle;
pub(crate) use warn::warn;

use crate::domain::refusal::Refusal;
use crate::platform::routes::Routes;
use crate::platform::slice::Slice;
use texts::Texts;

/// What this slice brings into the house.
pub(crate) fn slice() -> Slice {
    Slice::new(routes())
        .menu(80, "/admin/personer", |lang| Texts::from(lang).people())
        .constraint("role_grant_conflict", Refusal::RolesConflict)
        .constraint("access_needs_another", Refusal::NeedsAnother)
        .constraint("roles_have_days", Refusal::RoleHasNoDay)
        .constraints(
            &[
                "access_is_decided_once",
                "role_waits_already",
                "access_decision_pkey",
                "person_email_key",
                "person_address_key",
                "person_change_pkey",
                "role_end_pkey",
            ],
            Refusal::SomebodyWasFirst,
        )
        .labels(&[
            ("people", |lang| Texts::from(lang).label()),
            ("name", |lang| Texts::from(lang).name()),
            ("email", |lang| Texts::from(lang).email()),
            ("correct_reason", |lang| Texts::from(lang).reason()),
            ("end_reason", |lang| Texts::from(lang).reason()),
            ("role_end_reason", |lang| Texts::from(lang).end_role_reason()),
            ("last_day", |lang| Texts::from(lang).last_day()),
            ("heir", |lang| Texts::from(lang).heir()),
            ("same_as", |lang| Texts::from(lang).same_as()),
            ("join_reason", |lang| Texts::from(lang).reason()),
            ("refuse_reason", |lang| Texts::from(lang).refuse_why()),
            ("reopen_reason", |lang| Texts::from(lang).reason()),
        ])
        .confirmations(Confirmed::all())
}

crate::confirmations! {
    /// A role was given.
    RoleGiven = "roll" { sv: "Rollen är tillagd.", en: "The role is added." }
    /// A role waits for another administrator.
    RoleWaits = "roll-vantar" { sv: "Rollen väntar på en annan administratör.", en: "The role waits for another administrator." }
    /// A role waits for a day, because there is no other administrator.
    RoleIsToCome = "roll-om-ett-dygn" { sv: "Rollen är föreslagen. Under ”Väntar” står från när den gäller.", en: "The role is proposed. “Waiting” says from when it applies." }
    /// A second administrator agreed to a role.
    RoleAgreed = "roll-godkand" { sv: "Rollen är godkänd.", en: "The role is approved." }
    /// A second administrator agreed to a link.
    LinkAgreed = "lank-godkand" { sv: "Länken är godkänd och går att använda nu.", en: "The link is approved and can be used now." }
    /// A second administrator refused.
    AccessRefused = "behorighet-avslagen" { sv: "Förslaget är avslaget.", en: "The proposal is refused." }
    /// Whoever proposed took it back.
    AccessWithdrawn = "behorighet-tillbakatagen" { sv: "Förslaget är tillbakataget.", en: "The proposal is withdrawn." }
    /// A person was ended, and who takes over waits.
    PersonEndedHeirWaits = "person-avslutad-efter" { sv: "Personen kan inte längre logga in. Rollen för den som tar över väntar: på den personens sida står från när den gäller.", en: "The person can no longer sign in. The role of whoever takes over waits: the page of that person says from when it applies." }
    /// A person stays until whoever takes over can hand in.
    PersonStays = "person-kvar" { sv: "Rollen för den som tar över väntar. Personen är kvar tills den som tar över kan lämna in. Avsluta sedan personen.", en: "The role of whoever takes over waits. The person stays until whoever takes over can hand in. Then end the person." }
    /// People were added and are mailed their links.
    PeopleInvited = "inbjudna" { sv: "Personerna är tillagda. Inbjudningarna mejlas nu; under Utskick syns om de har kommit fram till e-postservern.", en: "The people are added. The invitations are being mailed; the mail log says whether the mail server has taken them." }
    /// People who were there already were given roles.
    PeopleKnown = "personer-tillagda" { sv: "Rollerna är tillagda. Ingen ny person behövde någon inbjudan.", en: "The roles are added. No new person needed an invitation." }
    /// Somebody who has not come in is mailed a new link.
    LinkMailed = "inbjudan-mejlas" { sv: "En ny inbjudan mejlas nu. Äldre länkar gäller inte längre.", en: "A new invitation is being mailed. Older links no longer work." }
    /// Everybody who has not come in is mailed a new link.
    InvitedAgain = "inbjudningar-mejlas" { sv: "Nya inbjudningar mejlas nu till dem som inte har loggat in. Äldre länkar gäller inte längre.", en: "New invitations are being mailed to those who have not signed in. Older links no longer work." }
    /// Nobody was to be mailed again.
    NobodyToInvite = "ingen-att-bjuda-in" { sv: "Ingen ny inbjudan mejlades. De som inte har loggat in fick en nyligen, eller behöver en länk som en annan administratör godkänner.", en: "No new invitation was mailed. Those who have not signed in got one recently, or need a link that another administrator approves." }
    /// A role got an earlier last day.
    RoleShortened = "roll-sista-dag" { sv: "Sista dagen är ändrad. Rollen upphör av sig själv när den dagen är slut.", en: "The last day is changed. The role ends by itself when that day is over." }
    /// A role was ended.
    RoleEnded = "roll-avslutad" { sv: "Rollen är avslutad.", en: "The role is ended." }
    /// A person was ended.
    PersonEnded = "person-avslutad" { sv: "Personen kan inte längre logga in.", en: "The person can no longer sign in." }
    /// Two accounts became one.
    PeopleJoined = "personer-sammanslagna" { sv: "Kontona är sammanslagna. Personen loggar in med det här kontot.", en: "The accounts are joined. The person signs in with this account." }
    /// Two accounts will be one when roles are agreed to.
    JoinWaits = "sammanslagning-vantar" { sv: "Rollerna är föreslagna för det andra kontot och väntar. Båda kontona är kvar så länge. Slå ihop dem när rollerna gäller.", en: "The roles are proposed for the other account and wait. Both accounts remain until then. Join them when the roles apply." }
    /// A name or an address was put right.
    PersonCorrected = "person-rattad" { sv: "Uppgifterna är rättade.", en: "The details are corrected." }
    /// A person goes on.
    PersonReopened = "person-oppnad" { sv: "Personen kan logga in igen.", en: "The person can sign in again." }
}

fn routes() -> Routes {
    Routes::new()
        .list("/admin/personer", list::show)
        .files("/admin/personer.csv", "/admin/personer.xlsx", list::file)
        .get("/admin/personer/lagg-till", add::show)
        .post("/admin/personer/lagg-till", add::act)
        .get("/admin/personer/{id}", person::show)
        .post("/admin/personer/bjud-in-igen", invite_again::everybody)
        .post("/admin/personer/{id}/ny-lank", person::new_link)
        .post("/admin/personer/{id}/mejla-lank", invite_again::one)
        .post("/admin/personer/{id}/uppgifter", details::act)
        .post("/admin/personer/{id}/avsluta", end::act)
        .post("/admin/personer/{id}/sla-ihop", join::act)
        .post("/admin/personer/{id}/oppna", reopen::act)
        .post("/admin/personer/{id}/vantar/{proposal}/godkann", decide::agree)
        .post("/admin/personer/{id}/vantar/{proposal}/avsla", decide::refuse)
        .post("/admin/personer/{id}/vantar/{proposal}/ta-tillbaka", decide::withdraw)
        .post("/admin/personer/{id}/roller", roles::give)
        .post("/admin/personer/{id}/roller/{grant}/avsluta", roles::end)
        .post("/admin/personer/{id}/roller/{grant}/sista-dag", last_day::act)
}
