//! The auditors' side of a received response: registering its arrival, judging it item by item, publishing.

mod actions;
mod correct;
mod judge;
mod overview;
mod publish;
mod register_arrival;
mod store;
mod tells;
mod texts;

use crate::domain::refusal::Refusal;
use crate::platform::routes::Routes;
use crate::platform::slice::Slice;
use texts::Texts;

/// What this slice brings into the house.
pub(crate) fn slice() -> Slice {
    Slice::new(routes())
        .constraints(&["registration_pkey", "verdict_correction_pkey", "correction_follows_publication"], Refusal::SomebodyWasFirst)
        .constraints(&["verdict_publication_pkey", "verdict_is_published"], Refusal::VerdictIsPublished)
        .tells(&[&tells::PUBLISHED, &tells::CORRECTED])
        .on(tells::of)
        .labels(&[
            ("diary_number", |lang| Texts::from(lang).diary_number()),
            ("comment", |lang| Texts::from(lang).comment()),
            ("note", |lang| Texts::from(lang).note()),
            ("overall", |lang| Texts::from(lang).overall()),
            ("reason", |lang| Texts::from(lang).correction_reason()),
        ])
        .confirmations(Confirmed::all())
}

crate::confirmations! {
    /// An arrival was registered.
    ArrivalRegistered = "diariefort" { sv: "Diarienumret är sparat.", en: "The diary number is saved." }
    /// A verdict was saved.
    VerdictSaved = "omdome" { sv: "Omdömet är sparat som utkast.", en: "The verdict is saved as a draft." }
    /// Words that lines had broken were put together.
    WordsJoined = "hopfogat-omdome" { sv: "Orden är hopfogade, och omdömet är sparat som utkast.", en: "The words are joined, and the verdict is saved as a draft." }
    /// A published verdict was corrected.
    VerdictCorrected = "rattat-omdome" { sv: "Rättelsen är publicerad. Nämnden får veta det.", en: "The correction is published. The board is told." }
    /// A verdict was published.
    VerdictPublished = "publicerat" { sv: "Omdömet är publicerat.", en: "The verdict is published." }
}

fn routes() -> Routes {
    Routes::new()
        .post("/yttranden/{key}/{board}/{round}/diarienummer", register_arrival::act)
        .get("/yttranden/{key}/{board}/{round}/omdome", overview::show)
        .get("/yttranden/{key}/{board}/{round}/omdome/publicera", publish::show)
        .post("/yttranden/{key}/{board}/{round}/omdome/publicera", publish::act)
        .get("/yttranden/{key}/{board}/{round}/omdome/{code}/ratta", correct::show)
        .post("/yttranden/{key}/{board}/{round}/omdome/{code}/ratta", correct::act)
        .get("/yttranden/{key}/{board}/{round}/omdome/{code}", judge::show)
        .post("/yttranden/{key}/{board}/{round}/omdome/{code}", judge::act)
}
