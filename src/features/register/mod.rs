//! The register: each recommendation with each of its boards, from the letter until it is solved; and what the auditors decide
//! about one when its rounds are over.

mod actions;
mod asked;
mod follow_up;
mod item;
mod life;
mod list;
mod remarks;
mod store;
mod tag;
mod tells;
mod texts;

use crate::domain::refusal::Refusal;
use crate::platform::routes::Routes;
use crate::platform::slice::Slice;
use texts::Texts;

/// What this slice brings into the house.
pub(crate) fn slice() -> Slice {
    Slice::new(routes())
        .menu(35, "/rekommendationer", |lang| Texts::from(lang).menu())
        .constraints(&["item_follow_up_pkey", "follow_ups_have_no_gaps"], Refusal::SomebodyWasFirst)
        .constraints(&["item_tagging_pkey"], Refusal::SomebodyWasFirst)
        .constraint("followed_up_when_judged", Refusal::RoundsAreOpen)
        .tells(&[&tells::FOLLOWED_UP])
        .on(tells::of)
        .labels(&[("look_on", |lang| Texts::from(lang).look_next()), ("reason", |lang| Texts::from(lang).comment()), ("tags", |lang| Texts::from(lang).tags())])
        .confirmations(Confirmed::all())
}

crate::confirmations! {
    /// The auditors decided about an item after its rounds.
    FollowedUp = "uppfoljt" { sv: "Uppföljningen är publicerad.", en: "The follow-up is published." }
    /// The auditors sorted an item.
    Tagged = "etiketter" { sv: "Prioritet och etiketter är sparade.", en: "Priority and tags are saved." }
}

fn routes() -> Routes {
    Routes::new()
        .list("/rekommendationer", list::show)
        .files("/rekommendationer.csv", "/rekommendationer.xlsx", list::file)
        .within_list("/rekommendationer/{key}/{code}/{board}", item::show)
        .get("/rekommendationer/{key}/{code}/{board}/uppfoljning", follow_up::show)
        .post("/rekommendationer/{key}/{code}/{board}/uppfoljning", follow_up::act)
        .get("/rekommendationer/{key}/{code}/{board}/etiketter", tag::show)
        .post("/rekommendationer/{key}/{code}/{board}/etiketter", tag::act)
}
