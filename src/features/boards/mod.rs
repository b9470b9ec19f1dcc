//! The administrator's boards: added many at once, ended, never deleted.

mod actions;
mod add;
mod board;
mod decide;
mod end;
mod list;
mod mailbox;
mod rename;
mod reopen;
mod rows;
mod settle;
mod store;
mod texts;
mod told;

pub(crate) use settle::settle;

use crate::domain::refusal::Refusal;
use crate::platform::routes::Routes;
use crate::platform::slice::Slice;
use texts::Texts;

/// What this slice brings into the house.
pub(crate) fn slice() -> Slice {
    Slice::new(routes())
        .menu(90, "/admin/namnder", |lang| Texts::from(lang).boards())
        .constraints(
            &["board_name_key", "board_slug_key", "board_change_pkey", "board_mailbox_pkey", "board_waits_already", "heirs_begin_later"],
            Refusal::SomebodyWasFirst,
        )
        .labels(&[
            ("boards", |lang| Texts::from(lang).label()),
            ("name", |lang| Texts::from(lang).name()),
            ("rename_reason", |lang| Texts::from(lang).reason()),
            ("mailbox", |lang| Texts::from(lang).mailbox()),
            ("on", |lang| Texts::from(lang).end_on()),
            ("end_reason", |lang| Texts::from(lang).reason()),
            ("reopen_reason", |lang| Texts::from(lang).reason()),
            ("refuse_reason", |lang| Texts::from(lang).refuse_why()),
        ])
        .confirmations(Confirmed::all())
}

crate::confirmations! {
    /// A board was added.
    BoardsAdded = "namnder" { sv: "Nämnderna är tillagda.", en: "The boards are added." }
    /// A board was ended.
    BoardEnded = "namnd-avslutad" { sv: "Nämnden är avslutad. Det den har lämnat finns kvar.", en: "The board is ended. What it has submitted remains." }
    /// A board has another name.
    BoardRenamed = "namnd-namn" { sv: "Nämnden har fått sitt nya namn.", en: "The board has its new name." }
    /// A board has another mailbox.
    BoardMailboxSet = "namnd-brevlada" { sv: "Brevlådan är sparad. Det som nämnden får veta går också dit.", en: "The mailbox is saved. What the board is told goes there as well." }
    /// A board has no mailbox any more.
    BoardMailboxEnded = "namnd-utan-brevlada" { sv: "Nämnden har ingen egen brevlåda längre.", en: "The board has no mailbox of its own any more." }
    /// What is to become of a board waits.
    BoardEndWaits = "namnd-vantar" { sv: "Förslaget väntar, och de som berörs får veta det nu. Under ”Väntar” står när det gäller.", en: "The proposal waits, and those concerned are told now. “Waiting” says when it applies." }
    /// A second administrator agreed to it.
    BoardEndAgreed = "namnd-godkand" { sv: "Förslaget är godkänt.", en: "The proposal is approved." }
    /// A second administrator refused it.
    BoardEndRefused = "namnd-avslagen" { sv: "Förslaget är avslaget. Nämnden är som den var.", en: "The proposal is refused. The board is as it was." }
    /// Whoever proposed it took it back.
    BoardEndWithdrawn = "namnd-tillbakatagen" { sv: "Förslaget är tillbakataget. Nämnden är som den var.", en: "The proposal is withdrawn. The board is as it was." }
    /// A board goes on.
    BoardReopened = "namnd-oppnad" { sv: "Nämnden finns igen.", en: "The board exists again." }
}

fn routes() -> Routes {
    Routes::new()
        .list("/admin/namnder", list::show)
        .files("/admin/namnder.csv", "/admin/namnder.xlsx", list::file)
        .get("/admin/namnder/lagg-till", add::show)
        .post("/admin/namnder/lagg-till", add::act)
        .get("/admin/namnder/{slug}", board::show)
        .post("/admin/namnder/{slug}/namn", rename::act)
        .post("/admin/namnder/{slug}/brevlada", mailbox::act)
        .post("/admin/namnder/{slug}/avsluta", end::act)
        .post("/admin/namnder/{slug}/oppna", reopen::act)
        .post("/admin/namnder/{slug}/vantar/{proposal}/godkann", decide::agree)
        .post("/admin/namnder/{slug}/vantar/{proposal}/avsla", decide::refuse)
        .post("/admin/namnder/{slug}/vantar/{proposal}/ta-tillbaka", decide::withdraw)
}
