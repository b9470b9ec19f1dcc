//! The board's side: from the desk, where a response is written, to the receipt; and the received response itself.

mod actions;
mod attachments;
mod autosave;
mod board_pack;
mod copy_text;
mod corrected;
mod decide;
mod decide_later;
mod decision;
mod decision_fields;
mod decision_words;
mod desk;
mod document;
mod gaps;
mod handed_in;
mod item;
mod item_fields;
mod items;
mod list;
mod lock;
mod meetings;
mod open_file;
mod preliminary;
mod preview;
mod read;
mod read_one;
mod receipt;
mod received;
mod requested;
mod saving;
mod set_aside;
mod share;
mod show_desk;
mod statuses;
mod store;
mod submit;
mod suggested;
mod summary;
mod supplement;
mod taken_back;
mod tells;
mod texts;
mod two_writers;
mod unasked;
mod versions;
mod whole_text;
mod withdraw;
mod write_in;

use crate::domain::policy::Verb;
use crate::domain::refusal::Refusal;
use crate::platform::routes::Routes;
use crate::platform::slice::{Label, Slice};
use texts::Texts;

/// What this slice brings into the house.
pub(crate) fn slice() -> Slice {
    Slice::new(routes())
        .menu_for(Verb::ReadDesk, 20, "/yttranden", |lang| Texts::from(lang).responses())
        .constraints(&["response_is_submitted", "one_response_stands", "submission_number_key"], Refusal::ResponseIsSubmitted)
        .constraint("decision_on_the_text", Refusal::DecisionIsOlder)
        .constraint("locked_files_stand", Refusal::ResponseIsLocked)
        .constraints(
            &["desk_assignment_key", "desk_version_key", "submissions_have_no_gaps", "submission_is_withdrawn", "submission_withdrawal_pkey"],
            Refusal::SomebodyWasFirst,
        )
        .constraint("submission_is_registered", Refusal::ResponseIsRegistered)
        .constraint("supplements_stand", Refusal::ResponseIsSupplemented)
        .constraint("follow_up_is_begun", Refusal::FollowUpIsBegun)
        .constraint("later_answers_stand", Refusal::SomethingRestsOnIt)
        .tells(&[
            &tells::RECEIVED,
            &tells::REOPENED,
            &tells::WITHDRAWN,
            &tells::PRELIMINARY,
            &tells::DECIDED,
            &tells::SUPPLEMENT,
            &tells::WRITTEN_IN,
            &tells::SUPPLEMENT_WRITTEN_IN,
            &tells::ASSIGNED,
            &tells::LOCKED,
        ])
        .on(tells::of)
        .labels(LABELS)
        .confirmations(Confirmed::all())
}

/// What the fields are called where a page gives back what was typed.
const LABELS: &[Label] = &[
    ("text", |lang| Texts::from(lang).summary_label()),
    ("action", |lang| Texts::from(lang).action()),
    ("effect", |lang| Texts::from(lang).effect()),
    ("due", |lang| Texts::from(lang).due()),
    ("responsible", |lang| Texts::from(lang).responsible()),
    ("outcome_action", |lang| Texts::from(lang).action()),
    ("outcome_effect", |lang| Texts::from(lang).effect()),
    ("outcome_date", |lang| Texts::from(lang).outcome_date()),
    ("reason", |lang| lang.pick("Skäl", "Reasons")),
    ("elsewhere_reference", |lang| Texts::from(lang).elsewhere_reference()),
    ("agreement_reason", |lang| Texts::from(lang).agreement_reason()),
    ("look_again", |lang| Texts::from(lang).look_again()),
    ("looked_again", |lang| Texts::from(lang).looked_again()),
    ("decided_on", |lang| Texts::from(lang).decided_on()),
    ("section", |lang| Texts::from(lang).section()),
    ("board_reference", |lang| Texts::from(lang).board_reference()),
    ("predates", |lang| Texts::from(lang).predates()),
    ("amended", |lang| Texts::from(lang).amended()),
    ("reservations", |lang| Texts::from(lang).reservations()),
    ("expected_on", |lang| Texts::from(lang).expected_on()),
    ("received_on", |lang| write_in::Texts::from(lang).came_on()),
    ("summary", |lang| write_in::Texts::from(lang).summary()),
    ("ground", |lang| attachments::Texts::from(lang).ground()),
];

crate::confirmations! {
    /// A draft was saved.
    DraftSaved = "utkast" { sv: "Utkastet är sparat.", en: "The draft is saved." }
    /// A draft was saved together with what a colleague had saved meanwhile.
    DraftMerged = "sammanfort" { sv: "Utkastet är sparat. En kollega sparade medan du skrev, i andra fält: båda ändringarna finns med.", en: "The draft is saved. A colleague saved while you were writing, in other fields: both changes are there." }
    /// A draft was saved together with what the same person had saved elsewhere.
    OwnMerged = "egen-sammanfort" { sv: "Utkastet är sparat. Det du sparade i en annan flik finns också med.", en: "The draft is saved. What you saved in another tab is there as well." }
    /// A draft was saved, but for what was typed of a promise that is not asked about any more.
    SavedButUnasked = "sparat-utom" { sv: "Utkastet är sparat, utom det du skrev om ett löfte som inte längre frågas efter här. Det är sparat vid sidan av svaret, se ”Visa det” vid knapparna.", en: "The draft is saved, but for what you wrote of a promise that is not asked about here any more. That is saved beside the answer: see “Show it” beside the buttons." }
    /// An earlier version is the newest one again.
    VersionRestored = "aterstalld" { sv: "Den tidigare versionen är återställd. Den som gällde förut finns kvar bland versionerna.", en: "The earlier version is restored. The one before it remains among the versions." }
    /// Words that had been put aside were taken in.
    AsideTaken = "inlagd" { sv: "Texten är inlagd i svaret. Det som stod där förut finns kvar bland versionerna.", en: "The text is taken into the answer. What stood there before remains among the versions." }
    /// Words that had been put aside were thrown away.
    AsideDropped = "borttagen-text" { sv: "Texten är borttagen.", en: "The text is removed." }
    /// Parts of a pasted or uploaded text were taken in.
    PartsTakenIn = "delar-inlasta" { sv: "Det förkryssade är inläst. Resten av texten ligger undanlagd för dig vid Sammanfattande svar.", en: "What was ticked is taken in. The rest of the text is put aside for you at Summary answer." }
    TextTakenIn = "inlast" { sv: "Texten är inläst. Det som stod förut finns kvar bland versionerna.", en: "The text is taken in. What stood before remains among the versions." }
    /// The last part is complete.
    AllComplete = "alla-klara" { sv: "Alla svar är klara. Nästa steg är att förhandsgranska och låsa texten för nämnden.", en: "All answers are complete. The next step is to preview the text and lock it for the board." }
    /// A file was attached.
    FileAttached = "bilaga" { sv: "Bilagan är tillagd.", en: "The attachment is added." }
    /// A file was taken away.
    FileRemoved = "bilaga-borttagen" { sv: "Bilagan är borttagen.", en: "The attachment is removed." }
    /// A response was locked.
    ResponseLocked = "last" { sv: "Texten är låst för nämnden.", en: "The text is locked for the board." }
    /// A response was opened again.
    ResponseReopened = "oppnad" { sv: "Texten är öppen för ändringar.", en: "The text is open for changes." }
    /// Words that lines had broken were put together.
    WordsJoined = "hopfogat" { sv: "Orden är hopfogade. Texten som den var finns bland versionerna.", en: "The words are joined. The text as it was is among the versions." }
    /// Who is to write what.
    WorkShared = "fordelat" { sv: "Fördelningen är sparad, och de som har fått något tilldelat får veta det.", en: "The division is saved, and whoever was assigned something is told." }
    /// A decision was recorded.
    DecisionRecorded = "beslut" { sv: "Nämndens beslut är inskrivet. Nu kan du skicka in yttrandet.", en: "The board's decision is recorded. Now you can submit the response." }
    /// The decision on what was handed in before it was recorded.
    DecisionAdded = "beslut-efterat" { sv: "Beslutet är inskrivet, och revisionen har fått veta det.", en: "The decision is recorded, and the auditors have been told." }
    /// What was typed of a decision and not recorded is gone.
    DecisionWordsDropped = "beslut-slangt" { sv: "Det som inte var inskrivet är borttaget.", en: "What had not been recorded is removed." }
    /// Something was added to what had been handed in.
    SupplementSubmitted = "kompletterat" at "/kvitto" { sv: "Kompletteringen är inskickad. Det här är ert kvitto.", en: "The supplement is submitted. This is your receipt." }
    /// A file of a response that came another way is there.
    ArrivalBrought = "inkommen-fil" { sv: "Filen är tillagd. Lägg till fler, eller skriv in hur och när yttrandet kom.", en: "The file is added. Add more, or enter how and when the response came." }
    /// A response that came another way was written in.
    ResponseWrittenIn = "inskrivet" { sv: "Yttrandet är inskrivet med sin riktiga dag, och nämnden har fått veta det.", en: "The response is written in with its true day, and the board has been told." }
    /// A supplement that came another way was written in.
    SupplementWrittenIn = "inskriven-komplettering" { sv: "Kompletteringen är inskriven med sin riktiga dag, och nämnden har fått veta det.", en: "The supplement is written in with its true day, and the board has been told." }
    /// A response was taken back.
    ResponseWithdrawn = "atertaget" { sv: "Yttrandet är återtaget, och revisionen har fått veta det. Ni kan ändra texten och skicka in på nytt.", en: "The response is withdrawn, and the auditors have been told. You can change the text and submit anew." }
    /// A response was submitted.
    ResponseSubmitted = "inskickat" at "/kvitto" { sv: "Yttrandet är inskickat. Det här är ert kvitto.", en: "The response is submitted. This is your receipt." }
}

fn routes() -> Routes {
    Routes::new()
        .list("/yttranden", list::show)
        .files("/yttranden.csv", "/yttranden.xlsx", list::file)
        .get("/yttranden/{key}/{board}/{round}", read::show)
        .get("/yttranden/{key}/{board}/{round}/kvitto", receipt::show)
        .download("/yttranden/{key}/{board}/{round}/dokument", document::act)
        .stored("/yttranden/{key}/{board}/{round}/bilagor/{file}", open_file::submitted)
        .get("/yttranden/{key}/{board}/{round}/inkommet/{number}", read_one::show)
        .get("/yttranden/{key}/{board}/{round}/inkommet/{number}/kvitto", receipt::show_one)
        .download("/yttranden/{key}/{board}/{round}/inkommet/{number}/dokument", document::act_one)
        .download("/yttranden/{key}/{board}/{round}/inkommet/{number}/dokument.docx", document::docx)
        .get("/yttranden/{key}/{board}/{round}/inkommet/{number}/kopiera", document::copy)
        .get("/yttranden/{key}/{board}/{round}/skriv-in", write_in::show)
        .post("/yttranden/{key}/{board}/{round}/skriv-in", write_in::act)
        .get("/yttranden/{key}/{board}/{round}/skriv-in/komplettering", write_in::show_supplement)
        .post("/yttranden/{key}/{board}/{round}/skriv-in/komplettering", write_in::act_supplement)
        .upload("/yttranden/{key}/{board}/{round}/skriv-in/fil", write_in::bring)
        .stored("/yttranden/{key}/{board}/{round}/skriv-in/fil/{file}", write_in::open)
        .post("/yttranden/{key}/{board}/{round}/skriv-in/fil/{file}/ta-bort", write_in::remove)
        .with(routes_of_the_desk())
}

/// Where a response is written, and what the board does with what it has handed in.
fn routes_of_the_desk() -> Routes {
    Routes::new()
        .get("/yttranden/{key}/{board}/{round}/arbete/bilagor", attachments::show)
        .upload("/yttranden/{key}/{board}/{round}/arbete/bilagor", attachments::attach)
        .stored("/yttranden/{key}/{board}/{round}/arbete/bilagor/{file}", open_file::on_desk)
        .post("/yttranden/{key}/{board}/{round}/arbete/bilagor/{file}/ta-bort", attachments::remove)
        .get("/yttranden/{key}/{board}/{round}/arbete", show_desk::show)
        .get("/yttranden/{key}/{board}/{round}/arbete/sammanfattning", summary::show)
        .post("/yttranden/{key}/{board}/{round}/arbete/sammanfattning", summary::act)
        .get("/yttranden/{key}/{board}/{round}/arbete/punkter/{code}", item::show)
        .post("/yttranden/{key}/{board}/{round}/arbete/punkter/{code}", item::act)
        .post("/yttranden/{key}/{board}/{round}/arbete/sammanfattning/spara", autosave::summary)
        .post("/yttranden/{key}/{board}/{round}/arbete/punkter/{code}/spara", autosave::item)
        .get("/yttranden/{key}/{board}/{round}/arbete/sammanfattning/undanlagt", set_aside::of_summary)
        .get("/yttranden/{key}/{board}/{round}/arbete/punkter/{code}/undanlagt", set_aside::of_item)
        .get("/yttranden/{key}/{board}/{round}/arbete/sammanfattning/versioner", versions::of_summary)
        .get("/yttranden/{key}/{board}/{round}/arbete/punkter/{code}/versioner", versions::of_item)
        .get("/yttranden/{key}/{board}/{round}/arbete/hela-svaret", whole_text::show)
        .post("/yttranden/{key}/{board}/{round}/arbete/hela-svaret", whole_text::split)
        .upload("/yttranden/{key}/{board}/{round}/arbete/hela-svaret/fil", whole_text::split_file)
        .post("/yttranden/{key}/{board}/{round}/arbete/hela-svaret/ta-in", whole_text::take_in)
        .get("/yttranden/{key}/{board}/{round}/arbete/fordelning", share::show)
        .post("/yttranden/{key}/{board}/{round}/arbete/fordelning", share::act)
        .get("/yttranden/{key}/{board}/{round}/arbete/kopiera", copy_text::show)
        .download("/yttranden/{key}/{board}/{round}/arbete/hela-svaret.docx", copy_text::docx)
        .get("/yttranden/{key}/{board}/{round}/arbete/forhandsgranska", preview::show)
        .get("/yttranden/{key}/{board}/{round}/arbete/utskrift", board_pack::show)
        .get("/yttranden/{key}/{board}/{round}/arbete/klart-for-namnden", lock::show)
        .post("/yttranden/{key}/{board}/{round}/arbete/klart-for-namnden", lock::act)
        .post("/yttranden/{key}/{board}/{round}/arbete/oppna", lock::reopen)
        .get("/yttranden/{key}/{board}/{round}/arbete/beslut", decide::show)
        .post("/yttranden/{key}/{board}/{round}/arbete/beslut", decide::act)
        .post("/yttranden/{key}/{board}/{round}/arbete/beslut/spara", decision_words::keep)
        .post("/yttranden/{key}/{board}/{round}/arbete/beslut/slang", decision_words::discard)
        .get("/yttranden/{key}/{board}/{round}/arbete/beslut-efterat", decide_later::show)
        .post("/yttranden/{key}/{board}/{round}/arbete/beslut-efterat", decide_later::act)
        .get("/yttranden/{key}/{board}/{round}/arbete/preliminart", preliminary::show)
        .post("/yttranden/{key}/{board}/{round}/arbete/preliminart", preliminary::act)
        .get("/yttranden/{key}/{board}/{round}/arbete/skicka", submit::show)
        .post("/yttranden/{key}/{board}/{round}/arbete/skicka", submit::act)
        .get("/yttranden/{key}/{board}/{round}/arbete/komplettering", supplement::show)
        .post("/yttranden/{key}/{board}/{round}/arbete/komplettering", supplement::act)
        .post("/yttranden/{key}/{board}/{round}/arbete/komplettering/utkast", supplement::save_draft)
        .post("/yttranden/{key}/{board}/{round}/arbete/komplettering/spara", supplement::save_by_itself)
        .get("/yttranden/{key}/{board}/{round}/arbete/komplettering/bilagor", supplement::show_files)
        .upload("/yttranden/{key}/{board}/{round}/arbete/komplettering/bilagor", supplement::attach)
        .stored("/yttranden/{key}/{board}/{round}/arbete/komplettering/bilagor/{file}", open_file::of_supplement)
        .post("/yttranden/{key}/{board}/{round}/arbete/komplettering/bilagor/{file}/ta-bort", supplement::remove)
        .get("/yttranden/{key}/{board}/{round}/arbete/aterta/{number}", withdraw::show)
        .post("/yttranden/{key}/{board}/{round}/arbete/aterta/{number}", withdraw::act)
}
