//! The rows of a list as an Excel file: the same rows as in the CSV, days as days, and never a formula.

use std::io::Read as _;

use yttrande::demo::player::Page;

use crate::world::World;

/// The sheet inside of the file.
pub(crate) fn sheet(page: &Page) -> String {
    let bytes = page.content.as_slice();
    let archive = rawzip::ZipArchive::from_slice(bytes).unwrap();
    let names = archive.entries().map(|entry| entry.unwrap());
    let wanted = names.filter(|entry| entry.file_path().as_bytes() == b"xl/worksheets/sheet1.xml").map(|entry| entry.wayfinder()).next().unwrap();
    let packed = archive.get_entry(wanted).unwrap();
    let mut xml = String::new();
    packed.verifying_reader(flate2::read::DeflateDecoder::new(packed.data())).read_to_string(&mut xml).unwrap();
    xml
}

fn rows(xml: &str) -> Vec<&str> {
    xml.split("<row>").skip(1).map(|row| row.split("</row>").next().unwrap()).collect()
}

#[tokio::test]
async fn a_list_is_had_for_excel_with_all_its_rows_days_as_days_and_nothing_evaluated() {
    let world = World::at("2025-02-03 09:00").await;
    crate::lists::archive(&world, 1_130, 560).await;
    let title = "=HYPERLINK(\"http://x\";\"Städ; avtal\") & <b>";
    world.unsent_audit_of(&crate::world::audit_form(&[("title", title)])).await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let file = rut.get("/granskningar.xlsx").await.unwrap().shown().unwrap();
    assert_eq!(file.headers["content-type"], "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    assert_eq!(file.headers["content-disposition"], "attachment; filename=\"granskningar.xlsx\"");
    let xml = sheet(&file);
    let all = rows(&xml);
    assert_eq!(all.len(), 1 + 1 + 1_130);
    assert!(all[0].contains(">Diarienummer<") && all[0].contains(">Avslutad den<"), "{}", all[0]);
    assert!(all[1].contains("<t xml:space=\"preserve\">=HYPERLINK(\"http://x\";\"Städ; avtal\") &amp; &lt;b&gt;</t>"), "{}", all[1]);
    assert!(!xml.contains("<f>") && xml.ends_with("<autoFilter ref=\"A1:H1132\"/></worksheet>"));
    // The twentieth of January 2020 is a day that Excel can sort and count with.
    assert!(all[2..].iter().all(|row| row.contains("<v>43850</v>")), "{}", all[2]);
    // Filters and language as in the list.
    rut.post("/sprak", &[("sprak", "en"), ("till", "/")]).await.unwrap().done().unwrap();
    let narrowed = sheet(&rut.get("/granskningar.xlsx?status=avslutad&q=00").await.unwrap().shown().unwrap());
    let csv = rut.get("/granskningar.csv?status=avslutad&q=00").await.unwrap().shown().unwrap();
    assert_eq!(rows(&narrowed).len(), csv.body.lines().count());
    assert!(rows(&narrowed)[0].contains(">Reference<"), "{narrowed}");
    assert_eq!(rut.get("/granskningar.xlsx?status=foo").await.unwrap().status, 422);
    assert_eq!(world.signed_in("Ada Admin").await.get("/granskningar.xlsx").await.unwrap().status, 404);
    assert_eq!(world.visitor().get("/granskningar.xlsx").await.unwrap().status, 303);
}
