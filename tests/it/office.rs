//! What another office program makes of our files. Needs LibreOffice: `./dev promises word formulas` fetches it.

use std::path::{Path, PathBuf};
use std::process::Command;

use yttrande::demo::player::Page;

use crate::whole_text::{DOCX, WHOLE};
use crate::world::{World, audit_form, planned, saves};

/// LibreOffice's own copy of a file, in another form. Each call has a profile of its own, so that nothing is shared with whoever
/// uses the program at the same time.
fn converted(folder: &Path, file: &Path, form: &str, reading: Option<&str>) -> PathBuf {
    let out = folder.join(form.split(':').next().unwrap());
    let mut office = Command::new("soffice");
    office.arg(format!("-env:UserInstallation=file://{}", folder.join("profile").display())).args(["--headless", "--convert-to", form]);
    office.args(reading.map(|filter| format!("--infilter={filter}")));
    let output = office.arg("--outdir").arg(&out).arg(file).output().expect("LibreOffice is there: ./dev promises word fetches it");
    let made = out.join(file.with_extension(form.split(':').next().unwrap()).file_name().unwrap());
    assert!(made.exists(), "LibreOffice made no {form} of {}: {}", file.display(), String::from_utf8_lossy(&output.stderr));
    made
}

/// A folder that is gone with the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("yttrande-office-{}", uuid::Uuid::now_v7().simple()));
        std::fs::create_dir(&folder).unwrap();
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

fn spoiled() -> bool {
    std::env::var_os("YTTRANDE_SPOIL").is_some_and(|what| what == "office")
}

/// What people write into an answer and a reader of words would trip over.
const LOOKS_LIKE_A_LABEL: &str =
    "Avtalen ses över.\n\nÅtgärd: ingen\nKlart senast: aldrig\n\nR3 En punkt till\n• med punkter,\n\ttabbar och  två blanksteg – ”så” <b> & 10 %";

#[tokio::test]
#[ignore = "needs LibreOffice: ./dev promises word"]
async fn a_response_comes_back_from_another_writer_as_it_was() {
    let world = World::at("2025-02-10 09:00").await;
    world.sent_audit().await;
    let mut siv = world.signed_in("Siv Handläggare").await;
    let mut answer = planned("save");
    answer[1].1 = LOOKS_LIKE_A_LABEL;
    saves(&mut siv, "punkter/B1", &answer).await.done().unwrap();
    let refusal = planned("save").into_iter().map(|(name, value)| match name {
        "stance" => (name, "none"),
        "reason" => (name, LOOKS_LIKE_A_LABEL),
        "do" => (name, value),
        _ => (name, ""),
    });
    let refusal: Vec<(&str, &str)> = refusal.collect();
    saves(&mut siv, "punkter/R1", &refusal).await.done().unwrap();
    let Folder(folder) = &Folder::new();
    let ours = folder.join("svar.docx");
    std::fs::write(&ours, siv.get(&format!("{WHOLE}.docx")).await.unwrap().content).unwrap();
    let (between, filter) = if spoiled() { ("txt:Text (encoded):UTF8", "Text (encoded):UTF8") } else { ("odt", "writer8") };
    // Opened and saved, and through a form of its own and back.
    for (way, file) in [
        ("saved as Word", converted(&folder.join("a"), &ours, "docx", None)),
        ("by OpenDocument", converted(&folder.join("b"), &converted(folder, &ours, between, None), "docx:MS Word 2007 XML", Some(filter))),
    ] {
        let back = siv.upload(&format!("{WHOLE}/fil"), "svar.docx", DOCX, &std::fs::read(&file).unwrap(), false).await.unwrap();
        assert_eq!(back.status, 200, "{way}: {}", back.sentence());
        assert!(back.body.contains("Lika med det som står nu: B1, R1."), "the response came back another one, {way}");
        assert!(!back.body.contains("hör inte till någon punkt"), "something was left over, {way}");
    }
    println!("figure: 1 response of 2 answers there and back, saved as Word and by OpenDocument: the same");
}

/// Where whose lists are had as files.
const LISTS: [(&str, &[&str]); 3] = [
    ("Rut Revisor", &["/granskningar", "/rekommendationer", "/namnder", "/handelser", "/paminnelser", "/kalender", "/aviseringar"]),
    ("Siv Handläggare", &["/yttranden", "/rekommendationer", "/aviseringar"]),
    ("Ada Admin", &["/admin/personer", "/admin/namnder", "/admin/utskick"]),
];

/// Texts that a table program would reckon with.
const FORMULAS: [&str; 6] = ["=1+1", "+1+1", "-1+1", "@SUM(1;1)", "\t=1+1", "=HYPERLINK(\"http://x\";\"y\")"];

#[tokio::test]
#[ignore = "needs LibreOffice: ./dev promises formulas"]
async fn no_cell_of_a_list_is_a_formula() {
    let world = World::at("2025-02-10 09:00").await;
    world.sent_audit().await;
    for (n, text) in FORMULAS.iter().enumerate() {
        let reference = format!("{text}-{n}");
        let form = audit_form(&[("title", text), ("reference", reference.trim())]);
        world.signed_in("Rut Revisor").await.post("/granskningar/ny/sjalv", &form).await.unwrap().done().unwrap();
    }
    let Folder(folder) = &Folder::new();
    let (mut files, mut cells) = (0, 0);
    for (person, lists) in LISTS {
        let mut reader = world.signed_in(person).await;
        for list in lists {
            for (ending, reading) in [("xlsx", None), ("csv", Some("CSV:59,34,76,1"))] {
                let shown: Page = reader.get(&format!("{list}.{ending}")).await.unwrap();
                assert_eq!(shown.status, 200, "{list}.{ending}");
                let file = folder.join(format!("{}.{ending}", list.replace('/', "-")));
                let mut content = shown.content;
                if spoiled() && ending == "csv" {
                    content.extend_from_slice(b"=1+1;2\r\n");
                }
                std::fs::write(&file, content).unwrap();
                let table = std::fs::read_to_string(converted(folder, &file, "fods", reading)).unwrap();
                let reckoned = table.matches("table:formula=").count();
                assert_eq!(reckoned, 0, "{list}.{ending} has cells that are reckoned");
                files += 1;
                cells += table.matches("office:value-type=").count();
            }
        }
    }
    println!("figure: {files} files of lists, {cells} cells: 0 formulas");
}
