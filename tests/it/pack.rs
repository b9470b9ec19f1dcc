//! The board pack on paper, printed by Chromium and read again: how many sheets, in which order, and what stands together.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use yttrande::demo::player::Player;
use yttrande::domain::file_text;

use crate::world::{DESK, World, audit_form};

const ITEMS: usize = 12;
/// Twelve items with two measures each take no more.
const MOST_SHEETS: usize = 8;

const OVERALL: &str = "Vår samlade bedömning är att nämndens styrning av avtalen inte är tillräcklig. Ansvaret är delat mellan två förvaltningar utan att det är beskrivet vem som följer upp leveranserna, och beställningar görs utanför ramavtalen utan att det uppmärksammas.";

/// Chromium, or nothing when somebody has decided to go without; the browser tests ask the same.
fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from).filter(|path| path.is_file());
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let names = ["chromium", "google-chrome", "google-chrome-stable", "chromium-browser"];
    let found =
        named.or_else(|| names.iter().flat_map(|name| std::env::split_paths(&folders).map(move |folder| folder.join(name))).find(|path| path.is_file()));
    assert!(
        found.is_some() || std::env::var_os("YTTRANDE_WITHOUT_BROWSER").is_some_and(|value| value == "1"),
        "Chromium is needed to see how many sheets the board pack has. Install it, name it in CHROMIUM, or set YTTRANDE_WITHOUT_BROWSER=1."
    );
    found
}

/// A page as its sheets, each in the order in which a reader takes it in.
fn sheets(chromium: &Path, html: &str, name: &str) -> Vec<String> {
    let folder = std::env::temp_dir().join(format!("yttrande-pack-{}", uuid::Uuid::now_v7().simple()));
    std::fs::create_dir(&folder).unwrap();
    let (before, rest) = html.split_once("<link rel=\"stylesheet\" href=\"").unwrap();
    let (_, after) = rest.split_once('"').unwrap();
    std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("static/app.css"), folder.join("app.css")).unwrap();
    std::fs::write(folder.join("page.html"), format!("{before}<link rel=\"stylesheet\" href=\"app.css\"{after}")).unwrap();
    let pdf = folder.join("page.pdf");
    let printed = Command::new(chromium)
        .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-pdf-header-footer"])
        .arg(format!("--user-data-dir={}", folder.join("profile").display()))
        .arg(format!("--print-to-pdf={}", pdf.display()))
        .arg(format!("file://{}", folder.join("page.html").display()))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(printed.success(), "Chromium did not print");
    let bytes = std::fs::read(&pdf).unwrap();
    // For whoever wants to see it with her own eyes.
    if let Some(keep) = std::env::var_os("YTTRANDE_SHOTS") {
        std::fs::create_dir_all(&keep).unwrap();
        std::fs::write(Path::new(&keep).join(format!("{name}.pdf")), &bytes).unwrap();
    }
    is_read_alike_by_others(&pdf);
    std::fs::remove_dir_all(&folder).unwrap();
    let text = file_text::read(&bytes).unwrap().text;
    text.split('\u{c}').map(|sheet| sheet.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// Where pdftotext is at hand, the words stand in the same order for it.
fn is_read_alike_by_others(pdf: &Path) {
    let Ok(output) = Command::new("pdftotext").arg(pdf).arg("-").output() else { return };
    let text = String::from_utf8_lossy(&output.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
    let places: Vec<Option<usize>> =
        ["Förslag till beslut", "samlade bedömning", "sammanfattande svar", "B1", "R1", "R2"].iter().map(|mark| text.find(mark)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}: {text}");
}

fn code(n: usize) -> String {
    if n == 0 { "B1".to_owned() } else { format!("R{n}") }
}

/// An audit of Servicenämnden with twelve items.
async fn audit_of_twelve(world: &World) -> Player {
    world.unsent_audit_of(&audit_form(&[("overall_assessment", OVERALL)])).await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let page = rut.get("/granskningar/rev-2025-1/punkter").await.unwrap().shown().unwrap();
    let service = page.choice("boards", "Servicenämnden").unwrap();
    for n in 3..ITEMS {
        let heading = format!("Följ upp hur ramavtalen används i verksamhet {n}");
        let body = format!(
            "Vi rekommenderar nämnden att säkerställa att avtalen i verksamhet {n} följs upp löpande, att avvikelser dokumenteras och återrapporteras till nämnden minst två gånger om året, och att det av delegationsordningen framgår vem som får beställa, vem som tar emot leveransen och vem som attesterar fakturan."
        );
        let fields = [("kind", "recommendation"), ("heading", &heading), ("body", &body), ("boards", &service)];
        rut.post("/granskningar/rev-2025-1/punkter", &fields).await.unwrap().done().unwrap();
    }
    rut.post("/granskningar/rev-2025-1/skicka", &[("message", ""), ("sure", "ja")]).await.unwrap().done().unwrap();
    let mut sara = world.signed_in("Sara Service").await;
    let summary = "Nämnden delar revisionens bild och har tillsammans med förvaltningarna gått igenom samtliga rekommendationer. De åtgärder som redovisas nedan har en ansvarig funktion och en tidpunkt, och nämnden följer upp dem i varje delårsrapport.";
    sara.post(&format!("{DESK}/sammanfattning"), &[("version", "0"), ("text", summary), ("do", "next")]).await.unwrap().done().unwrap();
    sara
}

/// Answers an item with two measures that begin and end with words of their own.
async fn answers(sara: &mut Player, code: &str) {
    let action = |n: u8| {
        format!(
            "Först{code}x{n}. Förvaltningen tar fram en gemensam rutin för hur ramavtalen följs upp, med en kontaktperson i varje verksamhet, kvartalsvisa avstämningar med leverantörerna och en enkel logg över avvikelser som alla beställare når."
        )
    };
    let effect = "Avvikelser upptäcks inom tre månader, och nämnden ser i varje delårsrapport hur avtalen används.";
    let responsible = |n: u8| format!("Chefen för inköpsenheten sist{code}x{n}");
    let (first, second) = ((action(1), responsible(1)), (action(2), responsible(2)));
    let fields = [
        ("version", "0"),
        ("stance", "planned"),
        ("action", &first.0),
        ("effect", effect),
        ("due", "september 2025"),
        ("responsible", &first.1),
        ("action", &second.0),
        ("effect", effect),
        ("due", "kvartal 4 2025"),
        ("responsible", &second.1),
        ("reason", ""),
        ("elsewhere_reference", ""),
        ("do", "next"),
    ];
    sara.post(&format!("{DESK}/punkter/{code}"), &fields).await.unwrap().done().unwrap();
}

async fn pack(sara: &mut Player) -> String {
    sara.get(&format!("{DESK}/utskrift")).await.unwrap().shown().unwrap().body
}

/// The sheets on which this stands.
fn on(sheets: &[String], what: &str) -> Vec<usize> {
    sheets.iter().enumerate().filter(|(_, sheet)| sheet.contains(what)).map(|(n, _)| n).collect()
}

#[tokio::test]
async fn twelve_items_with_two_measures_each_take_eight_sheets_at_most_and_no_row_is_split() {
    let Some(chromium) = chromium() else { return };
    let world = World::at("2025-02-03 09:00").await;
    let mut sara = audit_of_twelve(&world).await;
    for n in 0..ITEMS {
        answers(&mut sara, &code(n)).await;
    }
    sara.upload(&format!("{DESK}/bilagor"), "Tidplan.txt", "text/plain", b"Tidplan.", false).await.unwrap().done().unwrap();
    sara.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    let sheets = sheets(&chromium, &pack(&mut sara).await, "pack-locked");
    println!("{} sheets", sheets.len());
    assert!(sheets.len() <= MOST_SHEETS, "{} sheets", sheets.len());
    // In the order in which the board takes it in.
    let all = sheets.join(" ");
    let marks = [
        "Servicenämnden",
        "Texten låstes 3 februari 2025 kl. 09.00.",
        "Förslag till beslut",
        "Servicenämnden föreslås besluta att lämna yttrandet till Revisorskollegiet",
        "Revisionens samlade bedömning",
        "Vår samlade bedömning är att nämndens styrning",
        "Servicenämndens sammanfattande svar",
        "Nämnden delar revisionens bild",
        "B1 Uppföljningen brister",
        "Revisionens text",
        "Servicenämndens svar",
        "FörstB1x1.",
        "R1 Följ upp avtalen",
        "Bilagor",
        "Tidplan.txt",
    ];
    let mut at = 0;
    for mark in marks {
        at += all[at..].find(mark).unwrap_or_else(|| panic!("“{mark}” does not stand after {}: {all}", &all[..at])) + mark.len();
    }
    for menu in ["Logga ut", "Att göra", "Tillbaka till yttrandet"] {
        assert!(!all.contains(menu), "the menu is printed: {menu}");
    }
    for n in 0..ITEMS {
        for row in 1..=2 {
            let (first, last) = (on(&sheets, &format!("Först{}x{row}.", code(n))), on(&sheets, &format!("sist{}x{row}", code(n))));
            assert!(first.len() == 1 && first == last, "row {row} of {} is split: {first:?} {last:?}", code(n));
        }
        // Neither the heading nor the auditors' words stand alone at the foot of a sheet.
        if n >= 3 {
            let heading = on(&sheets, &format!("verksamhet {n} Revisionens text"));
            assert_eq!(heading, on(&sheets, &format!("Först{}x1.", code(n))), "{} is parted from its answer", code(n));
        }
    }
}

#[tokio::test]
async fn a_draft_says_so_and_what_is_not_answered_stands_with_its_item() {
    let Some(chromium) = chromium() else { return };
    let world = World::at("2025-02-03 09:00").await;
    let mut sara = audit_of_twelve(&world).await;
    // The more is answered, the further down the others begin.
    for answered in 0..ITEMS {
        if answered > 0 {
            answers(&mut sara, &code(ITEMS - answered)).await;
        }
        if answered % 4 != 0 {
            continue;
        }
        let sheets = sheets(&chromium, &pack(&mut sara).await, &format!("pack-draft-{answered}"));
        assert!(sheets[0].contains("Utkast Texten är inte låst och kan ändras. Så här stod den 3 februari 2025 kl. 09.00."), "{}", sheets[0]);
        for n in 3..ITEMS - answered {
            let together = on(&sheets, &format!("verksamhet {n} Revisionens text"));
            let after = sheets[together[0]].split(&format!("verksamhet {n} Revisionens text")).nth(1).unwrap();
            let own = after.split("Revisionens text").next().unwrap();
            assert!(own.contains("Inte besvarad"), "{} of {answered}: {own}", code(n));
        }
    }
}

#[tokio::test]
async fn a_company_is_spoken_of_by_its_own_word() {
    let world = World::at("2025-01-08 09:00").await;
    let mut ada = world.signed_in("Ada Admin").await;
    ada.post("/admin/namnder/lagg-till", &[("boards", "Provbostäder AB; bolag")]).await.unwrap().done().unwrap();
    let people = "Bo Bolag; bo.bolag@kommun.example; nämndsekreterare; Provbostäder AB";
    let links = ada.post("/admin/personer/lagg-till", &[("people", people)]).await.unwrap().shown().unwrap();
    let link = links.address_after("bo.bolag@", "/inbjudan/").unwrap();
    let password = [("password", crate::world::PASSWORD), ("again", crate::world::PASSWORD)];
    ada.another().post(&link, &password).await.unwrap().done().unwrap();
    world.move_to("2025-02-03 09:00");
    let mut rut = world.signed_in("Rut Revisor").await;
    let form = [audit_form(&[]), vec![("board", "provbostader-ab"), ("role", "respond"), ("first", "2025-03-31"), ("follow_up", "")]].concat();
    rut.post("/granskningar/ny/sjalv", &form).await.unwrap().done().unwrap();
    let page = rut.get("/granskningar/rev-2025-1/punkter").await.unwrap().shown().unwrap();
    let boards: Vec<String> = ["Servicenämnden", "Kommunstyrelsen", "Provbostäder AB"].iter().map(|name| page.choice("boards", name).unwrap()).collect();
    let mut item = vec![("kind", "recommendation"), ("heading", "Följ upp avtalen"), ("body", "Följ upp.")];
    item.extend(boards.iter().map(|id| ("boards", id.as_str())));
    rut.post("/granskningar/rev-2025-1/punkter", &item).await.unwrap().done().unwrap();
    rut.post("/granskningar/rev-2025-1/skicka", &[("message", ""), ("sure", "ja")]).await.unwrap().done().unwrap();
    for (name, board, email, says) in [
        ("Kim Kommun", "kommunstyrelsen", "", "Kommunstyrelsen föreslås besluta att lämna yttrandet"),
        ("", "provbostader-ab", "bo.bolag@kommun.example", "Styrelsen för Provbostäder AB föreslås besluta att lämna yttrandet"),
    ] {
        let mut reader = if email.is_empty() { world.signed_in(name).await } else { world.visitor() };
        if !email.is_empty() {
            reader.sign_in(email, crate::world::PASSWORD).await.unwrap();
        }
        let pack = reader.get(&format!("/yttranden/rev-2025-1/{board}/forsta/arbete/utskrift")).await.unwrap().shown().unwrap().body;
        assert!(pack.contains(says), "{board}: {pack}");
    }
}
