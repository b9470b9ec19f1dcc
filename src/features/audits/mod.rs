//! The auditors' audits: from a pasted letter to an audit that has been sent to its boards and is followed up.

mod actions;
mod attach;
mod beside;
mod close;
mod council;
mod download;
mod edit;
mod facts;
mod form;
mod form_page;
mod items;
mod letter;
mod list;
mod open_round;
mod outline;
mod paste_letter;
mod put_right;
mod reading;
mod record;
mod remove_letter;
mod responsible;
mod send;
mod show;
mod store;
mod tells;
mod texts;
mod timeline;

use crate::domain::refusal::Refusal;
use crate::platform::routes::Routes;
use crate::platform::slice::Slice;
use texts::Texts;

/// What this slice brings into the house.
#[expect(clippy::too_many_lines, reason = "a table")]
pub(crate) fn slice() -> Slice {
    Slice::new(routes())
        .menu(30, "/granskningar", |lang| Texts::from(lang).audits())
        .constraint("audit_is_sent", Refusal::AuditIsSent)
        .constraint("round_is_withdrawn", Refusal::RoundIsWithdrawn)
        .constraints(&["audit_closing_pkey", "audit_is_closed"], Refusal::AuditIsClosed)
        .constraints(&["closed_when_judged", "closed_when_corrected"], Refusal::RoundsAreOpen)
        .constraints(
            &[
                "item_number_key",
                "closings_have_no_gaps",
                "versions_have_no_gaps",
                "item_version_pkey",
                "audit_version_pkey",
                "audit_reply_to_pkey",
                "audit_reopening_pkey",
                "round_withdrawal_pkey",
                "withdrawn_unanswered",
                "later_rounds_are_withdrawn_too",
                "rounds_have_no_gaps",
                "round_key",
                "audit_responsible_pkey",
                "responsible_is_an_auditor",
            ],
            Refusal::SomebodyWasFirst,
        )
        .constraints(&["planned_round_pkey", "addressee_pkey", "item_board_pkey"], Refusal::BadForm)
        .tells(&[&tells::REQUESTED, &tells::INFORMED, &tells::CLOSED])
        .tells(put_right::tells::ALL)
        .on(tells::of)
        .on(put_right::tells::of)
        .labels(&[
            ("title", |lang| Texts::from(lang).title()),
            ("reference", |lang| Texts::from(lang).reference()),
            ("granskning", |lang| Texts::from(lang).reference()),
            ("decided_by", |lang| Texts::from(lang).decided_by()),
            ("decided_on", |lang| Texts::from(lang).decided_on()),
            ("letter_date", |lang| Texts::from(lang).letter_date()),
            ("chair", |lang| Texts::from(lang).chair()),
            ("overall_assessment", |lang| Texts::from(lang).overall()),
            ("reply_to", |lang| Texts::from(lang).reply_to()),
            ("follow_up_period", |lang| Texts::from(lang).period()),
            ("instruction_first", |lang| Texts::from(lang).instruction_first()),
            ("instruction_follow_up", |lang| Texts::from(lang).instruction_follow_up()),
            ("first", |lang| Texts::from(lang).first_day()),
            ("follow_up", |lang| Texts::from(lang).follow_up_day()),
            ("heading", |lang| Texts::from(lang).heading()),
            ("body", |lang| Texts::from(lang).body()),
            ("text", |lang| Texts::from(lang).many_text()),
            ("message", |lang| Texts::from(lang).message()),
            ("motive", |lang| Texts::from(lang).motive()),
            ("due_on", |lang| Texts::from(lang).further_day()),
            ("why", |lang| Texts::from(lang).why_asked()),
            ("reason", |lang| put_right::Texts::from(lang).reason()),
            ("letter", |lang| Texts::from(lang).letter()),
        ])
        .confirmations(Confirmed::all())
}

crate::confirmations! {
    /// An audit was recorded.
    AuditRecorded = "granskning-sparad" { sv: "Granskningen är sparad. Lägg till punkterna som nämnderna ska svara på.", en: "The audit is saved. Add the items that the boards are to answer." }
    /// A letter that was read and not saved was removed.
    LetterRemoved = "missiv-borttaget" { sv: "Det inlästa missivet är borttaget.", en: "The letter that was read is removed." }
    /// An audit was changed.
    AuditChanged = "granskning-andrad" { sv: "Ändringarna är sparade.", en: "The changes are saved." }
    /// Items of earlier audits were taken up.
    ItemsTakenUp = "punkter-upptagna" { sv: "Punkterna är tillagda. Ändra orden om något är annorlunda nu.", en: "The items are added. Change the words if anything is different now." }
    /// Items were added.
    ItemsAdded = "punkter" { sv: "Punkterna är tillagda.", en: "The items are added." }
    /// An item was saved.
    ItemSaved = "punkt" { sv: "Punkten är sparad.", en: "The item is saved." }
    /// Words that lines had broken were put together.
    WordsJoined = "hopfogad-punkt" { sv: "Orden är hopfogade, och punkten är sparad.", en: "The words are joined, and the item is saved." }
    /// An item was removed.
    ItemRemoved = "punkt-borttagen" { sv: "Punkten är borttagen.", en: "The item is removed." }
    /// A file was attached.
    FileAttached = "fil" { sv: "Filen är bifogad.", en: "The file is attached." }
    /// A file was removed.
    FileRemoved = "fil-borttagen" { sv: "Filen är borttagen.", en: "The file is removed." }
    /// An audit was sent.
    AuditSent = "skickad" { sv: "Granskningen är skickad. Nämnderna kan börja svara.", en: "The audit is sent. The boards can begin to answer." }
    /// A board is asked once more.
    RoundOpened = "omgang-oppnad" { sv: "Omgången är öppnad, och nämnden har fått veta det.", en: "The round is opened, and the board has been told." }
    /// Something that had been sent was put right.
    Corrected = "rattad" { sv: "Rättelsen är publicerad. Nämnderna får veta det.", en: "The correction is published. The boards are told." }
    /// A forgotten document was added.
    DocumentAdded = "handling" { sv: "Dokumentet är tillagt. Nämnderna får veta det.", en: "The document is added. The boards are told." }
    /// A forgotten recipient was added.
    RecipientAdded = "mottagare" { sv: "Mottagaren är tillagd och syns på granskningens sida.", en: "The recipient is added and is shown on the page of the audit." }
    /// What was asked of boards was withdrawn.
    RoundsWithdrawn = "aterkallad" { sv: "Begäran är återkallad. Nämnden får veta det.", en: "The request is withdrawn. The board is told." }
    /// Somebody else is responsible.
    ResponsibleNamed = "ansvarig" { sv: "Ansvarig är bytt.", en: "Who is responsible has been changed." }
    /// A closed audit was opened again.
    Reopened = "ateroppnad" { sv: "Granskningen är öppen igen. Nämnderna får veta det.", en: "The audit is open again. The boards are told." }
    /// An audit was closed.
    AuditClosed = "avslutad" { sv: "Granskningen är avslutad.", en: "The audit is closed." }
}

#[expect(clippy::too_many_lines, reason = "a table")]
fn routes() -> Routes {
    Routes::new()
        .list("/granskningar", list::show)
        .files("/granskningar.csv", "/granskningar.xlsx", list::file)
        .get("/granskningar/ny", paste_letter::show)
        .post("/granskningar/ny", paste_letter::act)
        .upload("/granskningar/ny/fil", paste_letter::act_file)
        .get("/granskningar/ny/sjalv", record::show_blank)
        .post("/granskningar/ny/sjalv", record::act_blank)
        .get("/granskningar/ny/kontrollera/{intake}", record::show)
        .post("/granskningar/ny/kontrollera/{intake}", record::act)
        .download("/granskningar/ny/kontrollera/{intake}/missiv", record::download)
        .post("/granskningar/ny/kontrollera/{intake}/ta-bort", remove_letter::act)
        .as_of("/granskningar/{key}", show::show)
        .get("/granskningar/{key}/ansvarig", responsible::show)
        .post("/granskningar/{key}/ansvarig", responsible::act)
        .get("/granskningar/{key}/redigera", edit::show)
        .post("/granskningar/{key}/redigera", edit::act)
        .get("/granskningar/{key}/punkter", items::list::show)
        .post("/granskningar/{key}/punkter", items::add::act)
        .get("/granskningar/{key}/punkter/flera", items::preview::show_pasted)
        .post("/granskningar/{key}/punkter/flera", items::paste::act)
        .within_list("/granskningar/{key}/punkter/tidigare", items::take_up::show)
        .post("/granskningar/{key}/punkter/tidigare", items::take_up::act)
        .get("/granskningar/{key}/punkter/forslag", items::preview::show_from_letter)
        .get("/granskningar/{key}/filer/{file}/punkter", items::preview::show_from_file)
        .post("/granskningar/{key}/punkter/valda", items::preview::act)
        .get("/granskningar/{key}/punkter/{code}", items::change::show)
        .post("/granskningar/{key}/punkter/{code}", items::change::act)
        .post("/granskningar/{key}/punkter/{code}/ta-bort", items::remove::act)
        .post("/granskningar/{key}/punkter/{code}/flytta", items::shift::act)
        .get("/granskningar/{key}/filer", attach::show)
        .upload("/granskningar/{key}/filer", attach::act)
        .stored("/granskningar/{key}/filer/{file}", download::act)
        .post("/granskningar/{key}/filer/{file}/ta-bort", attach::remove)
        .download("/granskningar/{key}/missiv", letter::act)
        .upload("/granskningar/{key}/missiv", letter::attach)
        .get("/granskningar/{key}/skicka", send::show)
        .post("/granskningar/{key}/skicka", send::act)
        .get("/granskningar/{key}/ny-omgang", open_round::show)
        .post("/granskningar/{key}/ny-omgang", open_round::act)
        .get("/granskningar/{key}/ratta", put_right::show)
        .get("/granskningar/{key}/ratta/titel", put_right::title::show)
        .post("/granskningar/{key}/ratta/titel", put_right::title::act)
        .get("/granskningar/{key}/ratta/svarsadress", put_right::reply_to::show)
        .post("/granskningar/{key}/ratta/svarsadress", put_right::reply_to::act)
        .get("/granskningar/{key}/ratta/punkter/{code}", put_right::item::show)
        .post("/granskningar/{key}/ratta/punkter/{code}", put_right::item::act)
        .get("/granskningar/{key}/ratta/dokument", put_right::document::show)
        .upload("/granskningar/{key}/ratta/dokument", put_right::document::act)
        .get("/granskningar/{key}/ratta/mottagare", put_right::recipient::show)
        .post("/granskningar/{key}/ratta/mottagare", put_right::recipient::act)
        .get("/granskningar/{key}/ratta/aterkalla", put_right::withdraw::show)
        .post("/granskningar/{key}/ratta/aterkalla", put_right::withdraw::act)
        .get("/granskningar/{key}/oppna-igen", put_right::reopen::show)
        .post("/granskningar/{key}/oppna-igen", put_right::reopen::act)
        .get("/granskningar/{key}/avsluta", close::show)
        .post("/granskningar/{key}/avsluta", close::act)
}
