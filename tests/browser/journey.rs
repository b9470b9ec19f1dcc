//! One audit, from its letter to the council's overview, told through the browser's window.

use fantoccini::key::Key;
use sha2::{Digest as _, Sha256};
use yttrande::domain::calendar;

use crate::browser::Browser;
use crate::municipality::{
    AUDITORS, Calendar, ERIK, FINDING, FIRST_INSTRUCTION, GRETA, HENRIK, ORGANISATION, PASSWORD, Person, REFERENCE, SOFIA, TITLE, YLVA, first_of_service,
    letter, report, today, written,
};

const AUDIT: &str = "/granskningar/sr-2025-11";
const FIRST: &str = "/yttranden/sr-2025-11/servicenamnden/forsta";
const FOLLOW_UP: &str = "/yttranden/sr-2025-11/servicenamnden/uppfoljande";

const FIRST_PROMISE: &str = "Vi tar fram en rutin för hur avtalen följs upp.";
const FIRST_EFFECT: &str = "Varje avvikelse upptäcks inom en månad.";
const SECOND_PROMISE: &str = "Alla beställare får en utbildning i att köpa inom avtal.";
const ANSWER: &str = "Nämnden delar revisionens bild och har beslutat om åtgärder.";
const CRITICISM: &str = "Utbildningen bör ges varje år, inte en gång.";

/// The whole of it.
pub(crate) async fn an_audit_goes_through_the_service(b: Browser, link: String) {
    let days = Calendar::of_today();
    scripts_run_as_they_should(&b).await;
    ylva_founds_the_service(&b, &link).await;
    erik_records_the_audit_from_its_letter(&b, days).await;
    erik_adds_the_items_and_the_report(&b).await;
    erik_sends_it_to_two_boards(&b, days).await;
    henrik_sees_his_own_desk_and_no_other(&b).await;
    sofia_answers(&b, days).await;
    greta_sees_nothing_of_the_draft(&b).await;
    sofia_brings_it_through_the_board(&b).await;
    sofia_hands_it_in_and_gets_a_receipt(&b).await;
    greta_reads_the_response(&b).await;
    erik_judges_the_response(&b).await;
    sofia_reports_on_her_promises(&b, days).await;
    erik_compares_and_publishes(&b).await;
    greta_sees_how_it_went(&b).await;
}

/// A test without scripts must not have any, and the other one must.
async fn scripts_run_as_they_should(b: &Browser) {
    b.client.goto("data:text/html,<title>without</title><script>document.title='with'</script>").await.unwrap();
    assert_eq!(b.client.title().await.unwrap(), if b.scripts { "with" } else { "without" });
}

// ---- the administrator --------------------------------------------------------------------------------------------

async fn ylva_founds_the_service(b: &Browser, link: &str) {
    b.counts();
    b.open(link).await;
    b.is_at("Kom igång").await;
    b.write("Organisationens namn", ORGANISATION).await;
    b.write("Revisorsorganets namn", AUDITORS).await;
    b.write("Ditt namn", YLVA.name).await;
    b.write("E-postadress", YLVA.email).await;
    b.write("Lösenord", PASSWORD).await;
    b.write("Lösenordet en gång till", PASSWORD).await;
    b.press("Spara och logga in").await;
    b.is_at("Att göra").await;
    b.reads_all(&["0 av 5 steg är klara.", "Beskriv organisationen", "Bjud in en administratör till", "Inte gjort"]).await;
    b.follow("Lägg till nämnderna").await;
    b.paste_into("Nämnder, en per rad", "Kommunstyrelsen; kommunstyrelse\nServicenämnden\nKommunfullmäktige; fullmäktige").await;
    b.press("Lägg till").await;
    b.reads("Nämnderna är tillagda.").await;
    b.follow("Att göra").await;
    b.reads_all(&["1 av 5 steg är klara.", "Bjud in revisorer och nämndsekreterare"]).await;
    b.follow("Bjud in revisorer och nämndsekreterare").await;
    let links = ylva_invites_everybody(b).await;
    b.follow("Att göra").await;
    b.follow("Beskriv organisationen").await;
    b.write("Kontakt", "Ylva Yttergren, ylva@lindhaga.example").await;
    b.press("Spara").await;
    b.follow("Att göra").await;
    // What was skipped stays; what is done is not listed any more.
    b.reads("Bjud in en administratör till").await;
    b.does_not_read("steg är klara").await;
    let (clicks, typed) = b.counted();
    assert!(clicks <= 14 && typed <= 8 && b.pasted() == 2, "the first day takes {clicks} clicks, {typed} typed fields and {} pastes", b.pasted());
    b.sign_out().await;
    for (person, link) in links {
        chooses_her_password(b, person, &link).await;
    }
}

async fn ylva_invites_everybody(b: &Browser) -> Vec<(Person, String)> {
    let people = [ERIK, SOFIA, HENRIK, GRETA];
    let lines = people.map(|person| format!("{}; {}; {}", person.name, person.email, person.role));
    b.paste_into("Personer, en per rad", &lines.join("\n")).await;
    b.press("Lägg till och bjud in").await;
    b.is_at("Länkar att lämna över").await;
    let page = b.text().await;
    let link = |person: Person| {
        let after = page.split_once(person.email).map(|(_, rest)| rest).unwrap();
        let at = after.find("/inbjudan/").unwrap();
        after[at..].split_whitespace().next().unwrap().to_owned()
    };
    people.map(|person| (person, link(person))).to_vec()
}

async fn chooses_her_password(b: &Browser, person: Person, link: &str) {
    b.open(link).await;
    b.is_at("Välj lösenord").await;
    b.reads(person.email).await;
    b.write("Lösenord", PASSWORD).await;
    b.write("Lösenordet en gång till", PASSWORD).await;
    b.press("Spara och logga in").await;
    b.reads(person.name).await;
    b.sign_out().await;
}

// ---- the auditor --------------------------------------------------------------------------------------------------

async fn erik_records_the_audit_from_its_letter(b: &Browser, days: Calendar) {
    b.sign_in(ERIK).await;
    b.is_at("Att göra").await;
    b.counts();
    // By keyboard only: three times Enter, once pasted, and nothing typed.
    b.enter_on("Ny granskning").await;
    b.is_at("Ny granskning").await;
    b.tab_to("Klistra in missivet").await;
    b.paste(&letter(days)).await;
    b.enter_on("Läs in missivet").await;
    b.is_at("Kontrollera uppgifterna").await;
    let read = [
        ("Titel", TITLE.to_owned()),
        ("Diarienummer", REFERENCE.to_owned()),
        ("Beslutad den", days.decided.to_string()),
        ("Missivets datum", days.letter.to_string()),
        ("Ordförande", "Stina Berglund".to_owned()),
        ("Samlad bedömning", FINDING.to_owned()),
        ("Svarsadress", "revisionen@lindhaga.example".to_owned()),
        ("Instruktion för första yttrandet", FIRST_INSTRUCTION.to_owned()),
    ];
    for (label, value) in read {
        assert_eq!(b.value(label).await, value, "{label}");
    }
    let boards = [("Servicenämnden", days.first_of_service), ("Kommunstyrelsen", days.first_of_executive)];
    for (board, first) in boards {
        assert_eq!(b.value_under(board, "Sista dag för första yttrandet").await, first.to_string(), "{board}");
        assert_eq!(b.value_under(board, "Sista dag för uppföljande yttrandet").await, days.follow_up.to_string(), "{board}");
        assert_eq!(b.value_under(board, "Vad ska nämnden göra?").await, "respond", "{board}");
    }
    erik_checks_where_it_stands_and_saves(b, days).await;
}

/// Nothing is typed on the check page: what was found stands there as text, beside the letter that it was found in.
async fn erik_checks_where_it_stands_and_saves(b: &Browser, days: Calendar) {
    b.reads_all(&["2 ska svara, 1 får det för kännedom.", &first_of_service(days)]).await;
    b.does_not_read("Hittat i missivet").await;
    assert!(!b.attributes(".letter mark", "class").await.is_empty(), "phrases are marked in the letter");
    b.enter_on("Spara och lägg till punkter").await;
    b.is_at("Bedömningar och rekommendationer").await;
    b.reads("Granskningen är sparad. Lägg till punkterna som nämnderna ska svara på.").await;
    assert_eq!((b.counted(), b.pasted()), ((3, 0), 1), "clicks, typed fields and pastes from the letter to a saved audit");
}

async fn erik_adds_the_items_and_the_report(b: &Browser) {
    b.counts();
    b.paste_into("Punkternas text", "Att följa upp avtalen om livsmedel varje år.\nAtt utbilda alla som beställer livsmedel.").await;
    for choice in ["Rekommendation", "Servicenämnden", "Kommunstyrelsen"] {
        b.choose_before("Visa punkterna", choice).await;
    }
    b.press("Visa punkterna").await;
    b.is_at("Kontrollera punkterna").await;
    b.press("Lägg till de ikryssade punkterna").await;
    b.reads_all(&["Punkterna är tillagda.", "R1", "R2"]).await;
    assert_eq!((b.counted(), b.pasted()), ((5, 0), 1), "clicks, typed fields and pastes for the recommendations");
    for choice in ["Bedömning", "Servicenämnden", "Kommunstyrelsen"] {
        b.choose_before("Lägg till", choice).await;
    }
    b.write("Kort rubrik", "Uppföljningen är svag").await;
    b.write("Text", "Uppföljningen av inköpen räcker inte till.").await;
    b.press("Lägg till").await;
    b.reads_all(&["Punkten är sparad.", "B1"]).await;
    b.follow("Bifoga ett dokument").await;
    let file = std::env::temp_dir().join(format!("granskningsrapport-{}.pdf", uuid::Uuid::now_v7().simple()));
    std::fs::write(&file, report()).unwrap();
    b.attach("Fil", &file).await;
    b.press("Bifoga").await;
    b.reads_all(&["Filen är bifogad.", "granskningsrapport-"]).await;
    std::fs::remove_file(&file).unwrap();
}

async fn erik_sends_it_to_two_boards(b: &Browser, days: Calendar) {
    b.counts();
    b.follow("Fortsätt till utskick").await;
    b.is_at("Skicka till nämnderna").await;
    b.reads_all(&[SOFIA.name, HENRIK.name, "3 punkter", &written(days.first_of_service), &written(days.first_of_executive)]).await;
    b.write("Hälsning till nämnderna", "Välkomna att höra av er med frågor.").await;
    // The journey is walked on the day it is: whoever sends on a Saturday is asked whether she means it.
    if calendar::closed(today()).is_some() {
        b.reads("Nämnderna får granskningen i dag ändå.").await;
        b.choose("Ja, dagarna är rätt").await;
    }
    b.press("Skicka till 2 nämnder").await;
    b.is_at(TITLE).await;
    let closed = usize::from(calendar::closed(today()).is_some());
    // The greeting is the one field that somebody typed into, from the letter to here: ten clicks and two pastes.
    assert_eq!(b.counted(), (2 + closed, 1), "clicks and typed fields for sending");
    b.reads_all(&["Granskningen är skickad. Nämnderna kan börja svara.", "granskningsrapport-", "B1", "R1", "R2"]).await;
    b.sign_out().await;
}

async fn erik_judges_the_response(b: &Browser) {
    b.sign_in(ERIK).await;
    b.reads("Inget yttrande är försenat. Ett väntar på ert omdöme.").await;
    b.follow(&format!("Servicenämnden: första yttrande, {TITLE}")).await;
    b.write("Revisionens diarienummer för yttrandet", "SR-2025-11-4").await;
    b.press("Spara diarienumret").await;
    b.reads_all(&["Diarienumret är sparat.", "0 av 3 omdömen"]).await;
    b.counts();
    b.follow("Fortsätt med B1").await;
    b.reads_all(&["Nämndens svar", "Uppföljningen av inköpen räcker inte till."]).await;
    b.choose("Tillräckligt").await;
    b.press("Spara och nästa").await;
    b.reads(FIRST_PROMISE).await;
    b.choose("Tillräckligt").await;
    b.press("Spara och nästa").await;
    b.reads(SECOND_PROMISE).await;
    b.choose("Inte tillräckligt").await;
    b.press("Spara och nästa").await;
    b.is_told("Skriv varför. Ett kritiskt omdöme behöver en kommentar.").await;
    b.write("Kommentar", CRITICISM).await;
    b.write("Intern anteckning", "Fråga efter kursplanen.").await;
    b.press("Spara och nästa").await;
    b.is_at("Publicera omdömet").await;
    b.write("Samlat omdöme", "Ett tydligt svar.").await;
    b.press("Publicera omdömet").await;
    b.reads_all(&["Omdömet är publicerat.", CRITICISM, "Ett tydligt svar."]).await;
    // To the first item, two for each, and to publish: beside the one that was asked for a comment. A dozen items are 26.
    assert_eq!(b.counted().0, 1 + 3 * 2 + 1 + 1, "clicks for reading, judging and publishing three items");
    b.sign_out().await;
}

async fn erik_compares_and_publishes(b: &Browser) {
    b.sign_in(ERIK).await;
    b.follow(&format!("Servicenämnden: uppföljande yttrande, {TITLE}")).await;
    b.follow("Fortsätt med B1").await;
    b.reads("I det första yttrandet redovisades inga planerade åtgärder här, och inget mer redovisas nu.").await;
    b.choose("Delvis åtgärdad").await;
    b.write("Kommentar", "Det är bättre, men inte klart.").await;
    b.press("Spara och nästa").await;
    b.reads_all(&[
        "Det planerade och det redovisade",
        "Första yttrandet",
        "Uppföljande yttrandet",
        FIRST_PROMISE,
        "Rutinen är beslutad och används.",
        FIRST_EFFECT,
    ])
    .await;
    b.choose("Genomförd").await;
    b.press("Spara och nästa").await;
    b.reads_all(&[SECOND_PROMISE, "Hälften har fått utbildningen.", "Omdöme om det första svaret: Inte tillräckligt", CRITICISM]).await;
    b.choose("Delvis genomförd").await;
    b.write("Kommentar", "Hälften återstår.").await;
    b.press("Spara och nästa").await;
    b.is_at("Publicera omdömet").await;
    b.press("Publicera omdömet").await;
    b.reads("Omdömet är publicerat.").await;
    b.sign_out().await;
}

// ---- the boards ---------------------------------------------------------------------------------------------------

async fn henrik_sees_his_own_desk_and_no_other(b: &Browser) {
    b.sign_in(HENRIK).await;
    b.reads("Kommunstyrelsen har två yttranden att lämna.").await;
    b.open(&format!("{FIRST}/arbete")).await;
    b.is_at("Sidan finns inte").await;
    b.open(&format!("{FIRST}/arbete/punkter/R1")).await;
    b.is_at("Sidan finns inte").await;
    b.follow("Gå till startsidan").await;
    b.is_at("Att göra").await;
    b.sign_out().await;
}

async fn sofia_answers(b: &Browser, days: Calendar) {
    b.sign_in(SOFIA).await;
    b.is_at("Att göra").await;
    b.reads_all(&["Servicenämnden har två yttranden att lämna.", &written(days.first_of_service), "Väntar på ert första yttrande"]).await;
    b.follow(&format!("Första yttrande: {TITLE}")).await;
    b.reads_all(&["0 av 4 svar är klara", "Det här saknas", "När alla svar är klara", FIRST_INSTRUCTION]).await;
    b.follow("Fortsätt med det sammanfattande svaret").await;
    b.reads(FINDING).await;
    b.write("Sammanfattande svar", ANSWER).await;
    b.press("Klart – till nästa punkt").await;
    b.reads("Uppföljningen av inköpen räcker inte till.").await;
    b.choose("Vi planerar inga åtgärder").await;
    b.write("Varför planerar nämnden inga åtgärder?", "Det som behövs står under rekommendationerna.").await;
    b.press("Klart – till nästa punkt").await;
    sofia_promises(b, days).await;
}

async fn sofia_promises(b: &Browser, days: Calendar) {
    b.reads("Att följa upp avtalen om livsmedel varje år.").await;
    b.choose("Vi planerar åtgärder").await;
    b.write("Planerad åtgärd", FIRST_PROMISE).await;
    b.write("Senast genomförd", &days.follow_up.to_string()).await;
    b.press("Klart – till nästa punkt").await;
    b.is_told("Skriv vilken effekt åtgärden ger.").await;
    assert_eq!(b.value("Planerad åtgärd").await, FIRST_PROMISE);
    assert_eq!(b.value("Senast genomförd").await, days.follow_up.to_string());
    b.follow("Skriv vilken effekt åtgärden ger.").await;
    b.write("Förväntad effekt", FIRST_EFFECT).await;
    b.press("Klart – till nästa punkt").await;
    b.reads("Att utbilda alla som beställer livsmedel.").await;
    b.choose("Vi planerar åtgärder").await;
    b.write("Planerad åtgärd", SECOND_PROMISE).await;
    b.write("Förväntad effekt", "Färre köp utanför avtal.").await;
    b.write("Ansvarig funktion", "Inköpschefen").await;
    b.write("Senast genomförd", &days.follow_up.to_string()).await;
    if b.scripts {
        b.keys(&[Key::Control, Key::Enter]).await;
    } else {
        b.press("Klart – till nästa punkt").await;
    }
    b.reads_all(&["Alla svar är klara.", "4 av 4 svar är klara"]).await;
    b.sign_out().await;
}

async fn sofia_brings_it_through_the_board(b: &Browser) {
    b.sign_in(SOFIA).await;
    b.follow(&format!("Första yttrande: {TITLE}")).await;
    b.follow_in("main", "Förhandsgranska").await;
    b.is_at("Förhandsgranska").await;
    b.reads_all(&["Så här läser revisionen yttrandet när det är inskickat.", ANSWER, FIRST_PROMISE, FIRST_EFFECT]).await;
    b.follow("Markera som klart för nämnden").await;
    b.reads("Inget saknas.").await;
    b.press("Lås texten").await;
    b.reads("Texten är låst för nämnden.").await;
    b.follow("Skriv ut underlag till nämnden").await;
    b.reads_all(&["Förslag till beslut", AUDITORS, ANSWER, SECOND_PROMISE, "Inköpschefen"]).await;
    b.sign_out().await;
}

/// When the board has met: from her start page to the receipt in three clicks, with two fields to type.
async fn sofia_hands_it_in_and_gets_a_receipt(b: &Browser) {
    b.sign_in(SOFIA).await;
    b.counts();
    b.follow(&format!("Första yttrande: {TITLE}")).await;
    b.is_at("Nämndens beslut").await;
    b.reads_all(&["Den låstes", "Öppna för ändringar"]).await;
    let meeting = today();
    b.write("Beslutsdatum", &meeting.to_string()).await;
    b.write("Paragraf i protokollet", "§ 45").await;
    b.press("Spara och gå vidare").await;
    b.is_at("Kontrollera innan du skickar").await;
    b.reads_all(&["Nämndens beslut är inskrivet. Nu kan du skicka in yttrandet.", &format!("beslutade {}, § 45", written(meeting))]).await;
    b.reads("Att skicka in här räknas som att skicka till revisionen@lindhaga.example.").await;
    b.press("Skicka in yttrandet").await;
    b.reads_all(&["Yttrandet är inskickat. Det här är ert kvitto.", "Yttrandet från Servicenämnden har kommit in till revisionen.", "I tid"]).await;
    assert_eq!(b.counted(), (3, 2), "clicks and typed fields from the start page to the receipt");
    assert_eq!(b.address().await.split('?').next(), Some(format!("{FIRST}/kvitto").as_str()));
    let number = b.heading().await.strip_prefix("Kvitto ").unwrap().to_owned();
    assert!(number.chars().any(|c| c.is_ascii_digit()), "{number}");
    let fingerprint = b.text_of("code.hash").await;
    assert!(fingerprint.len() == 64 && fingerprint.chars().all(|c| c.is_ascii_hexdigit()), "{fingerprint}");
    let document = b.download("Hämta det inskickade dokumentet").await;
    let digest = yttrande::domain::text::hex(&Sha256::digest(&document));
    assert_eq!(digest, fingerprint);
    let document = String::from_utf8(document).unwrap();
    for words in [number.as_str(), REFERENCE, FIRST_PROMISE, ANSWER] {
        assert!(document.contains(words), "the document does not say “{words}”");
    }
    b.sign_out().await;
}

async fn sofia_reports_on_her_promises(b: &Browser, days: Calendar) {
    b.sign_in(SOFIA).await;
    b.reads("Servicenämnden har ett yttrande att lämna.").await;
    b.follow(&format!("Uppföljande yttrande: {TITLE}")).await;
    b.reads(&format!("Svara för perioden {}.", days.period())).await;
    b.follow("Fortsätt med det sammanfattande svaret").await;
    b.write("Sammanfattande svar", "En av två åtgärder är klar.").await;
    b.press("Klart – till nästa punkt").await;
    b.reads_all(&[FIRST_PROMISE, &format!("Förväntad effekt: {FIRST_EFFECT}"), "Revisionens omdöme om ert första svar: Tillräckligt"]).await;
    b.select("Hur gick det?", "Genomförd").await;
    b.write(&format!("Vad har gjorts under {}?", days.period()), "Rutinen är beslutad och används.").await;
    b.write("Vilken effekt har åtgärden haft i verksamheten?", "Två avvikelser har upptäckts i tid.").await;
    b.write("Genomförd, eller ny sista dag", &today().to_string()).await;
    b.press("Klart – till nästa punkt").await;
    b.reads_all(&[SECOND_PROMISE, CRITICISM]).await;
    b.select("Hur gick det?", "Pågår").await;
    b.write(&format!("Vad har gjorts under {}?", days.period()), "Hälften har fått utbildningen.").await;
    b.write("Vilken effekt har åtgärden haft i verksamheten?", "Köpen utanför avtal minskar.").await;
    b.write("Genomförd, eller ny sista dag", &days.follow_up.to_string()).await;
    b.press("Klart – till nästa punkt").await;
    b.reads("Alla svar är klara.").await;
    // The board has decided already: the text is locked with its decision.
    b.counts();
    b.follow_in("main", "Nämndens beslut").await;
    b.reads("Den låses som den är nu när beslutet sparas.").await;
    b.write("Beslutsdatum", &today().to_string()).await;
    b.write("Paragraf i protokollet", "46").await;
    b.press("Spara och gå vidare").await;
    b.press("Skicka in yttrandet").await;
    b.reads_all(&["Yttrandet är inskickat. Det här är ert kvitto.", "I tid"]).await;
    assert_eq!(b.counted(), (3, 2), "clicks and typed fields from the finished draft to the receipt");
    b.sign_out().await;
}

// ---- the council --------------------------------------------------------------------------------------------------

async fn greta_sees_nothing_of_the_draft(b: &Browser) {
    b.sign_in(GRETA).await;
    b.open(&format!("{FIRST}/arbete")).await;
    b.is_at("Sidan finns inte").await;
    for path in [FIRST, AUDIT] {
        b.open(path).await;
        b.reads(TITLE).await;
        for draft in [ANSWER, FIRST_PROMISE, SECOND_PROMISE] {
            b.does_not_read(draft).await;
        }
    }
    b.open(FIRST).await;
    b.reads("Yttrandet har inte kommit in.").await;
    b.sign_out().await;
}

async fn greta_reads_the_response(b: &Browser) {
    b.sign_in(GRETA).await;
    b.open(AUDIT).await;
    b.follow("Läs yttrandet: Servicenämnden, Första yttrande").await;
    b.reads_all(&[ANSWER, FIRST_PROMISE, SECOND_PROMISE, "Inkommet i tid"]).await;
    b.sign_out().await;
}

async fn greta_sees_how_it_went(b: &Browser) {
    b.sign_in(GRETA).await;
    b.is_at("Så följer nämnderna upp revisionens granskningar").await;
    b.reads_all(&[
        "Alla yttranden har kommit in i tid.",
        "Nämnderna har lämnat 2 av 2 yttranden i tid.",
        "1 genomförd, 1 delvis genomförd och 0 inte genomförda",
    ])
    .await;
    changes_nothing(b).await;
    b.counts();
    b.follow_in("main", "Servicenämnden").await;
    b.is_at("Servicenämnden").await;
    b.reads_all(&["Senaste omdömen", "Utbilda alla som beställer livsmedel", "Delvis genomförd"]).await;
    assert_eq!(b.counted(), (1, 0), "taps from the overview to a board, its recommendations and their verdicts");
    b.open(AUDIT).await;
    b.reads_all(&[
        "Servicenämnden, första yttrande: Inte tillräckligt",
        "Servicenämnden, uppföljande yttrande: Genomförd",
        "Servicenämnden, uppföljande yttrande: Delvis genomförd",
    ])
    .await;
    changes_nothing(b).await;
    for (path, words) in [(FIRST, [FIRST_PROMISE, CRITICISM]), (FOLLOW_UP, ["Hälften har fått utbildningen.", "Hälften återstår."])] {
        b.open(AUDIT).await;
        let round = if path == FIRST { "Första yttrande" } else { "Uppföljande yttrande" };
        b.follow(&format!("Läs yttrandet: Servicenämnden, {round}")).await;
        b.reads_all(&words).await;
        b.does_not_read("Fråga efter kursplanen.").await;
        changes_nothing(b).await;
    }
    b.sign_out().await;
}

/// Whoever only reads meets no form but the language, the way out, and what asks for a page.
async fn changes_nothing(b: &Browser) {
    let mut forms = b.attributes("form:not([method=get])", "action").await;
    forms.sort();
    assert_eq!(forms, ["/logga-ut", "/sprak"], "forms at {}", b.address().await);
}
