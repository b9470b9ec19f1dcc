//! A walk through the demo: every kind of page, as those see it who use it most.

use yttrande::demo::story;
use yttrande::domain::calendar;
use yttrande::domain::totp::Shared;

use crate::browser::Browser;
use crate::municipality::{Calendar, letter};
use crate::pages::Inspection;

/// Name and address of a page.
type Stop = (&'static str, &'static str);

const VISITOR: &[Stop] = &[
    ("sign-in", "/logga-in"),
    ("forgotten", "/glomt-losenord"),
    ("ask-access", "/begar-atkomst"),
    ("not-signed-on", "/logga-in/kommunen/svar"),
    ("help", "/hjalp"),
    ("accessibility", "/tillganglighet"),
    ("privacy", "/personuppgifter"),
    ("about", "/om"),
    ("no-such-page", "/finns-inte"),
];
const AUDITOR: &[Stop] = &[
    ("follow-up", "/rekommendationer/sr-2023-31/R2/halsa-vard-och-omsorgsnamnden/uppfoljning"),
    ("tags", "/rekommendationer/sr-2023-31/R2/halsa-vard-och-omsorgsnamnden/etiketter"),
    ("to-do-auditor", "/att-gora"),
    ("audits", "/granskningar"),
    ("coming-reminders", "/paminnelser"),
    ("audits-none", "/granskningar?q=finnsinte"),
    ("audit", "/granskningar/sr-2024-07"),
    ("audit-late", "/granskningar/sr-2024-15"),
    ("open-round", "/granskningar/sr-2024-07/ny-omgang"),
    ("ask-supplement", "/yttranden/sr-2024-07/grundskolenamnden/uppfoljande/komplettering"),
    ("prompt", "/yttranden/sr-2024-15/servicenamnden/forsta/paminn"),
    ("prompt-late", "/yttranden/paminn"),
    ("responsible", "/granskningar/sr-2024-15/ansvarig"),
    ("council-act", "/granskningar/sr-2024-15/fullmaktige"),
    ("ledger", "/yttranden/sr-2024-15/servicenamnden/forsta/sista-dag"),
    ("ledger-moved", "/yttranden/sr-2024-22/tekniska-namnden/forsta/sista-dag"),
    ("write-in", "/yttranden/sr-2024-15/servicenamnden/forsta/skriv-in"),
    ("write-in-supplement", "/yttranden/sr-2024-07/tekniska-namnden/uppfoljande/skriv-in/komplettering"),
    ("decide-extension", "/yttranden/sr-2024-15/servicenamnden/forsta/anstand/beslut"),
    ("correct", "/yttranden/sr-2024-22/tekniska-namnden/forsta/sista-dag/ratta"),
    ("letter-of-reminder", "/yttranden/sr-2024-15/servicenamnden/forsta/paminnelsebrev"),
    ("notices-auditor", "/aviseringar"),
    ("put-right", "/granskningar/sr-2024-15/ratta"),
    ("correct-item", "/granskningar/sr-2024-15/ratta/punkter/R1"),
    ("correct-reply-to", "/granskningar/sr-2024-15/ratta/svarsadress"),
    ("correct-title", "/granskningar/sr-2024-15/ratta/titel"),
    ("add-document", "/granskningar/sr-2024-15/ratta/dokument"),
    ("withdraw-rounds", "/granskningar/sr-2024-15/ratta/aterkalla"),
    ("add-recipient", "/granskningar/sr-2024-15/ratta/mottagare"),
    ("draft", "/granskningar/sr-2025-03"),
    ("draft-edit", "/granskningar/sr-2025-03/redigera"),
    ("draft-items", "/granskningar/sr-2025-03/punkter"),
    ("draft-take-up", "/granskningar/sr-2025-03/punkter/tidigare"),
    ("draft-item", "/granskningar/sr-2025-03/punkter/R1"),
    ("draft-files", "/granskningar/sr-2025-03/filer"),
    ("draft-send", "/granskningar/sr-2025-03/skicka"),
    ("letter", "/granskningar/ny"),
    ("verdict", "/yttranden/sr-2024-07/tekniska-namnden/uppfoljande/omdome"),
    ("judge-follow-up", "/yttranden/sr-2024-07/tekniska-namnden/uppfoljande/omdome/R2"),
    ("judge-first", "/yttranden/sr-2024-29/forskolenamnden/forsta/omdome/R1"),
    ("correct-verdict", "/yttranden/sr-2024-07/tekniska-namnden/forsta/omdome/R2/ratta"),
    ("publish", "/yttranden/sr-2024-07/tekniska-namnden/uppfoljande/omdome/publicera"),
    ("calendar-auditor", "/kalender"),
    ("calendar-none", "/kalender?namnd=kulturnamnden&typ=handlingar"),
    ("auditors-meeting", "/sammantrade"),
    ("year-list-auditor", "/kalender/arslista?ar=2025"),
];
const SECRETARY: &[Stop] = &[
    ("to-do-secretary", "/att-gora"),
    ("responses", "/yttranden"),
    ("desk-late", "/yttranden/sr-2024-15/servicenamnden/forsta/arbete"),
    ("desk-waiting", "/yttranden/sr-2024-15/servicenamnden/uppfoljande/arbete"),
    ("ask-waiting", "/yttranden/sr-2024-15/servicenamnden/forsta/anstand"),
    ("ask", "/yttranden/sr-2024-15/servicenamnden/uppfoljande/anstand"),
    ("notices", "/aviseringar"),
    ("notice-settings", "/aviseringar/installningar"),
    ("summary", "/yttranden/sr-2024-15/servicenamnden/forsta/arbete/sammanfattning"),
    ("item", "/yttranden/sr-2024-15/servicenamnden/forsta/arbete/punkter/R2"),
    ("versions", "/yttranden/sr-2024-15/servicenamnden/forsta/arbete/punkter/B1/versioner"),
    ("handed-in", "/yttranden/sr-2023-31/servicenamnden/forsta/arbete"),
    ("attachments", "/yttranden/sr-2024-15/servicenamnden/forsta/arbete/bilagor"),
    ("decide-later", "/yttranden/sr-2023-31/servicenamnden/forsta/arbete/beslut-efterat"),
    ("supplement", "/yttranden/sr-2023-31/servicenamnden/forsta/arbete/komplettering"),
    ("withdraw", "/yttranden/sr-2023-31/servicenamnden/forsta/arbete/aterta/1"),
    ("tell-status", "/yttranden/sr-2023-31/servicenamnden/forsta/lagesbesked"),
    ("whole-text", "/yttranden/sr-2024-15/servicenamnden/forsta/arbete/hela-svaret"),
    ("copy-text", "/yttranden/sr-2024-15/servicenamnden/forsta/arbete/kopiera"),
    ("substitutes", "/ersattare/servicenamnden"),
    ("access-requests", "/atkomst/servicenamnden"),
    ("own-requests", "/konto/atkomst"),
    ("share", "/yttranden/sr-2024-15/servicenamnden/forsta/arbete/fordelning"),
    ("preview", "/yttranden/sr-2024-15/servicenamnden/forsta/arbete/forhandsgranska"),
    ("board-pack", "/yttranden/sr-2024-15/servicenamnden/forsta/arbete/utskrift"),
    ("lock", "/yttranden/sr-2024-15/servicenamnden/forsta/arbete/klart-for-namnden"),
    ("response", "/yttranden/sr-2023-31/servicenamnden/uppfoljande"),
    ("receipt", "/yttranden/sr-2023-31/servicenamnden/uppfoljande/kvitto"),
    ("copy-received", "/yttranden/sr-2023-31/servicenamnden/uppfoljande/inkommet/1/kopiera"),
    ("account", "/konto"),
    ("password", "/konto/losenord"),
    ("sessions", "/konto/inloggningar"),
    ("two-step", "/konto/tvasteg"),
    ("sign-on", "/konto/kommunen"),
    ("passkeys", "/konto/nycklar"),
    ("calendar", "/kalender"),
    ("meetings", "/kalender/sammantraden"),
    ("year-list", "/kalender/arslista?ar=2025"),
    ("log", "/handelser"),
    ("subscription", "/kalender/prenumeration"),
];
/// Her response lies before the board.
const SECRETARY_OF_CARE: &[Stop] = &[
    ("desk-locked", "/yttranden/sr-2024-22/halsa-vard-och-omsorgsnamnden/forsta/arbete"),
    ("item-locked", "/yttranden/sr-2024-22/halsa-vard-och-omsorgsnamnden/forsta/arbete/punkter/B4"),
    ("locked", "/yttranden/sr-2024-22/halsa-vard-och-omsorgsnamnden/forsta/arbete/klart-for-namnden"),
    ("preliminary", "/yttranden/sr-2024-22/halsa-vard-och-omsorgsnamnden/forsta/arbete/preliminart"),
    ("decide", "/yttranden/sr-2024-22/halsa-vard-och-omsorgsnamnden/forsta/arbete/beslut"),
];
const COUNCIL: &[Stop] = &[
    ("overview", "/oversikt"),
    ("overview-then", "/oversikt?per=2024-12-31"),
    ("since", "/oversikt/sedan?dag=2025-01-01"),
    ("recommendations", "/rekommendationer"),
    ("recommendation", "/rekommendationer/sr-2024-15/R1/servicenamnden"),
    ("search", "/sok?q=uppf%C3%B6ljning"),
    ("search-none", "/sok?q=finnsinte"),
    ("boards", "/namnder"),
    ("board", "/namnder/servicenamnden"),
    ("board-year", "/namnder/servicenamnden/ar/2025"),
    ("audit-council", "/granskningar/sr-2023-31"),
    ("not-arrived", "/yttranden/sr-2024-15/servicenamnden/forsta"),
];
const ADMINISTRATOR: &[Stop] = &[
    ("to-do-administrator", "/att-gora"),
    ("people", "/admin/personer"),
    ("people-add", "/admin/personer/lagg-till"),
    ("boards-admin", "/admin/namnder"),
    ("boards-add", "/admin/namnder/lagg-till"),
    ("board-admin", "/admin/namnder/servicenamnden"),
    ("mail-log", "/admin/utskick"),
    ("log-administrator", "/handelser"),
    ("organisation", "/admin/organisation"),
    ("second-step", "/admin/andra-steg"),
    ("rules", "/admin/sista-dagar"),
];

/// What is reached by writing and pressing, not by an address.
const ON_THE_WAY: [&str; 18] = [
    "calendar-address",
    "meetings-errors",
    "check",
    "check-errors",
    "items-preview",
    "item-errors",
    "submit",
    "supplement-asked",
    "supplement-files",
    "supplement-kept",
    "person",
    "invited",
    "choose-password",
    "two-step-errors",
    "recovery-codes",
    "two-step-on",
    "two-step-off",
    "code",
];

/// The names of everything that the walk looks at.
pub(crate) fn stops() -> Vec<&'static str> {
    let by_address = [VISITOR, AUDITOR, SECRETARY, SECRETARY_OF_CARE, COUNCIL, ADMINISTRATOR];
    by_address.into_iter().flatten().map(|(name, _)| *name).chain(ON_THE_WAY).collect()
}

/// Everywhere, once.
pub(crate) async fn through_the_demo(b: Browser) {
    let mut inspection = Inspection::begin();
    each_of(&b, &mut inspection, VISITOR).await;
    inspection.sees_what_is_wrong(&b).await;
    b.enter(story::AUDITOR, yttrande::demo::PASSWORD).await;
    each_of(&b, &mut inspection, AUDITOR).await;
    the_check_of_a_letter(&b, &mut inspection).await;
    the_check_of_a_pasted_list(&b, &mut inspection).await;
    b.enter(story::SECRETARY, yttrande::demo::PASSWORD).await;
    each_of(&b, &mut inspection, SECRETARY).await;
    an_item_with_errors(&b, &mut inspection).await;
    an_address_and_a_wrong_plan(&b, &mut inspection).await;
    b.enter("mats.korsgren@strandkoping.example", yttrande::demo::PASSWORD).await;
    each_of(&b, &mut inspection, SECRETARY_OF_CARE).await;
    a_response_about_to_be_handed_in(&b, &mut inspection).await;
    b.enter(story::COUNCIL_MEMBER, yttrande::demo::PASSWORD).await;
    each_of(&b, &mut inspection, COUNCIL).await;
    b.enter(story::ADMINISTRATOR, yttrande::demo::PASSWORD).await;
    each_of(&b, &mut inspection, ADMINISTRATOR).await;
    b.open("/admin/personer").await;
    b.follow_in("tbody", "Maja Östberg").await;
    inspection.look_at(&b, "person").await;
    people_who_are_invited(&b, &mut inspection).await;
    a_telephone(&b, &mut inspection).await;
    inspection.end();
}

async fn each_of(b: &Browser, inspection: &mut Inspection, stops: &[Stop]) {
    for (name, path) in stops {
        b.open(path).await;
        let missing = b.heading().await == "Sidan finns inte";
        assert_eq!(missing, *name == "no-such-page", "{name}: {path}");
        assert!(!b.heading().await.starts_with("Det går inte"), "{name}: {path}");
        inspection.first_tab_skips(b, name).await;
        inspection.look_at(b, name).await;
    }
    b.press("In English").await;
    b.reads("På svenska").await;
    for (name, path) in stops {
        b.open(path).await;
        inspection.look_again_in(b, "en", &format!("{name}, in English")).await;
    }
    b.press("På svenska").await;
    b.reads("In English").await;
}

/// Their links are shown once; each leads to a page on which they choose a password.
async fn people_who_are_invited(b: &Browser, inspection: &mut Inspection) {
    b.open("/admin/personer/lagg-till").await;
    b.write("Personer, en per rad", "Ture Nyberg; ture.nyberg@strandkoping.example; fullmäktigeledamot").await;
    b.press("Lägg till och bjud in").await;
    b.is_at("Länkar att lämna över").await;
    inspection.look_at(b, "invited").await;
    // As it is printed: what she types is where she comes to.
    let link = b.text_of("tbody code").await;
    b.open(link.strip_prefix(&b.url).expect("the whole address")).await;
    b.is_at("Välj lösenord").await;
    inspection.look_at(b, "choose-password").await;
    // There is one administrator: the role waits for a day, and so does another link.
    b.open("/admin/personer?q=Ture").await;
    b.follow_in("tbody", "Ture Nyberg").await;
    inspection.look_at(b, "person-waiting").await;
    b.press("Skapa en ny engångslänk").await;
    b.is_at("Länkar att lämna över").await;
    let waits = b.text_of("tbody code").await;
    b.open(waits.strip_prefix(&b.url).expect("the whole address")).await;
    inspection.look_at(b, "link-waiting").await;
}

/// Somebody takes in what the page shows, and is asked for a code from then on.
async fn a_telephone(b: &Browser, inspection: &mut Inspection) {
    b.open("/konto/tvasteg").await;
    b.write("Nuvarande lösenord", yttrande::demo::PASSWORD).await;
    b.write("Kod", "12").await;
    b.press("Slå på tvåstegsinloggning").await;
    b.reads("Koden stämmer inte.").await;
    inspection.look_at(b, "two-step-errors").await;
    b.open("/konto/tvasteg").await;
    let code = Telephone::of(&b.text_of("form code").await).code(&b.source().await);
    b.write("Nuvarande lösenord", yttrande::demo::PASSWORD).await;
    b.write("Kod", &code).await;
    b.press("Slå på tvåstegsinloggning").await;
    b.is_at("Dina återställningskoder").await;
    inspection.look_at(b, "recovery-codes").await;
    let kept = b.text_of(".codes li:first-child code").await;
    b.follow("Jag har sparat koderna").await;
    b.reads("Du har 10 återställningskoder kvar.").await;
    inspection.look_at(b, "two-step-on").await;
    b.follow("Stäng av tvåstegsinloggning").await;
    b.is_at("Stäng av tvåstegsinloggning").await;
    inspection.look_at(b, "two-step-off").await;
    b.sign_out().await;
    b.write("E-postadress", story::ADMINISTRATOR).await;
    b.write("Lösenord", yttrande::demo::PASSWORD).await;
    b.press("Logga in").await;
    b.is_at("Ange koden").await;
    inspection.look_at(b, "code").await;
    b.write("Kod", "000000").await;
    b.press("Logga in").await;
    b.is_told("Koden stämmer inte.").await;
    b.write("Kod", &kept).await;
    b.press("Logga in").await;
    b.reads("Logga ut").await;
}

/// What has taken in the key that a page shows as text.
struct Telephone(Shared);

impl Telephone {
    fn of(key: &str) -> Self {
        let letters = key.chars().filter_map(|letter| "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(letter));
        let bits: String = letters.map(|value| format!("{value:05b}")).collect();
        let bytes: Vec<u8> = bits.as_bytes().chunks(8).map(|byte| u8::from_str_radix(std::str::from_utf8(byte).unwrap(), 2).unwrap()).collect();
        Self(Shared::of(&bytes).unwrap())
    }

    /// The code for the middle of the minute in which the page was drawn, by the clock of the demo: it holds for a minute from then.
    fn code(&self, page: &str) -> String {
        let drawn = page.split("class=\"printonly small\"").nth(1).and_then(|rest| rest.split_once("kl. ")).unwrap().1;
        let time = chrono::NaiveTime::parse_from_str(&format!("{}.30", &drawn[..5]), "%H.%M.%S").unwrap();
        self.0.code_at(calendar::instant(story::TODAY.parse().unwrap(), time))
    }
}

async fn an_address_and_a_wrong_plan(b: &Browser, inspection: &mut Inspection) {
    b.open("/kalender/prenumeration").await;
    b.press("Skapa en adress").await;
    b.is_at("Din kalenderadress").await;
    inspection.look_at(b, "calendar-address").await;
    b.open("/kalender/sammantraden").await;
    b.write("Klistra in ett datum per rad", "i vår").await;
    b.press("Lägg in").await;
    b.reads("Rad 1: Skriv ett datum, till exempel 2025-03-31.").await;
    inspection.look_at(b, "meetings-errors").await;
}

async fn the_check_of_a_letter(b: &Browser, inspection: &mut Inspection) {
    b.open("/granskningar/ny").await;
    b.write("Klistra in missivet", &letter(Calendar::of_today())).await;
    b.press("Läs in missivet").await;
    b.is_at("Kontrollera uppgifterna").await;
    inspection.look_at(b, "check").await;
    b.unfold("Ändra Titel").await;
    b.write("Titel", "").await;
    b.press("Spara och lägg till punkter").await;
    b.reads("Rätta det här innan du går vidare").await;
    inspection.look_at(b, "check-errors").await;
}

async fn the_check_of_a_pasted_list(b: &Browser, inspection: &mut Inspection) {
    b.open("/granskningar/sr-2025-03/punkter").await;
    b.write("Punkternas text", "Vi rekommenderar nämnden att:\n– se över avtalen,\n– utbilda beställarna.").await;
    b.press("Visa punkterna").await;
    b.is_at("Kontrollera punkterna").await;
    inspection.look_at(b, "items-preview").await;
}

async fn an_item_with_errors(b: &Browser, inspection: &mut Inspection) {
    b.open("/yttranden/sr-2024-15/servicenamnden/forsta/arbete/punkter/B2").await;
    b.press("Klart – till nästa punkt").await;
    b.reads("Rätta det här innan du går vidare").await;
    inspection.look_at(b, "item-errors").await;
}

async fn a_response_about_to_be_handed_in(b: &Browser, inspection: &mut Inspection) {
    b.open("/yttranden/sr-2024-22/halsa-vard-och-omsorgsnamnden/forsta/arbete/beslut").await;
    b.choose("Nämnden").await;
    b.write("Beslutsdatum", "2025-03-20").await;
    b.write("Paragraf i protokollet", "31").await;
    b.press("Spara och gå vidare").await;
    b.is_at("Kontrollera innan du skickar").await;
    inspection.look_at(b, "submit").await;
    b.press("Skicka in yttrandet").await;
    b.reads("Yttrandet är inskickat. Det här är ert kvitto.").await;
    a_supplement_that_outlives_its_response(b, inspection).await;
}

/// It is asked about words that lines break, gets its files, and is read when what it was added to has been taken back.
async fn a_supplement_that_outlives_its_response(b: &Browser, inspection: &mut Inspection) {
    let desk = "/yttranden/sr-2024-22/halsa-vard-och-omsorgsnamnden/forsta/arbete";
    b.open(&format!("{desk}/komplettering")).await;
    b.choose("Nämnden lämnar den på eget initiativ").await;
    b.write("Komplettering", "R1: rutinen gäller från den 1 juni, enligt gransk-\nningen i maj.").await;
    b.press("Lämna en komplettering").await;
    b.reads_all(&["Välj vad som ska göras med de avstavade orden.", "gransk-ningen (blir granskningen)"]).await;
    inspection.look_at(b, "supplement-asked").await;
    b.press("Spara och lägg till bilagor").await;
    b.is_at("Kompletteringens bilagor").await;
    inspection.look_at(b, "supplement-files").await;
    b.open(&format!("{desk}/aterta/1")).await;
    b.reads("Ni har en påbörjad komplettering.").await;
    b.write("Varför återtas yttrandet?", "Fel version skickades in.").await;
    b.press("Återta yttrandet").await;
    b.follow("Visa den").await;
    b.is_at("Påbörjad komplettering").await;
    b.reads("R1: rutinen gäller från den 1 juni").await;
    inspection.look_at(b, "supplement-kept").await;
}
