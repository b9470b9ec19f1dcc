//! Made files, honest ones and others. None of them comes from anybody.

mod made;
mod pdfs;
mod tricks;

use made::{EXCEL, Part, WORD, archive, excel, jpeg, open_document, part, pdf, png, relations, stream, types, word, zlib};
use proptest::prelude::*;

use super::{Fault, Found, Kind, Rejected, Whole, judge};

const ODT: &str = "application/vnd.oasis.opendocument.text";
const ODS: &str = "application/vnd.oasis.opendocument.spreadsheet";

fn declared(name: &str, declared: &str, content: &[u8]) -> Result<Kind, Fault> {
    let bytes = content.to_vec();
    let len = u64::try_from(bytes.len()).unwrap();
    judge(name, declared, Whole { bytes: &bytes, len }).map_err(|rejected| match rejected {
        Rejected::Fault(fault) => fault,
        Rejected::Io(error) => panic!("{name}: {error}"),
    })
}

fn judged(name: &str, content: &[u8]) -> Result<Kind, Fault> {
    declared(name, "application/octet-stream", content)
}

/// A Word document with one thing more or changed.
fn word_with(more: &[Part]) -> Vec<u8> {
    archive(&[word(), more.to_vec()].concat())
}

#[test]
fn honest_files_are_taken() {
    let old_mac = "rad ett\rrad två".as_bytes();
    let with_text = pdf(&stream("/Filter/FlateDecode", &zlib(b"BT (Hej /Java) Tj ET")));
    let with_objects = pdf(&stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", &zlib(b"7 0 <</Type/Page/A<</S/URI/URI(https://example.se)>>>>")));
    for (name, content, kind) in [
        ("rapport.pdf", pdf(b""), Kind::Pdf),
        ("RAPPORT.PDF", with_text, Kind::Pdf),
        ("objekt.pdf", with_objects, Kind::Pdf),
        ("bom.pdf", [b"\xef\xbb\xbf".as_slice(), &pdf(b"")].concat(), Kind::Pdf),
        ("radbyte.pdf", [b"\r\n\r\n".as_slice(), &pdf(b"")].concat(), Kind::Pdf),
        ("skrivare.pdf", [b"\x1b%-12345X@PJL JOB NAME=\"Rapport\"\r\n@PJL ENTER LANGUAGE=PDF\r\n".as_slice(), &pdf(b"")].concat(), Kind::Pdf),
        ("nollor.pdf", [pdf(b"").as_slice(), &[0; 500]].concat(), Kind::Pdf),
        ("svar.docx", archive(&word()), Kind::Docx),
        ("tabell.xlsx", archive(&excel()), Kind::Xlsx),
        ("svar.odt", archive(&open_document(ODT)), Kind::Odt),
        ("tabell.ods", archive(&open_document(ODS)), Kind::Ods),
        ("bild.png", png(800, 600), Kind::Png),
        ("foto.jpg", jpeg(4000, 3000), Kind::Jpeg),
        ("foto.jpeg", [jpeg(40, 30).as_slice(), b"what a telephone adds"].concat(), Kind::Jpeg),
        ("text.txt", "Hej på er!\r\n".as_bytes().to_vec(), Kind::Text),
        ("mz.txt", b"MZ is how this sentence begins, and it goes on for longer than a head of a program.".to_vec(), Kind::Text),
        ("gammal.txt", old_mac.to_vec(), Kind::Text),
        ("lång.txt", "å".repeat(100_000).into_bytes(), Kind::Text),
    ] {
        assert_eq!(judged(name, &content), Ok(kind), "{name}");
    }
}

/// Word in the browser calls the document differently; other programs write their lists with prefixes and other quotes.
#[test]
fn the_document_is_found_where_its_relations_say() {
    let named = [
        part(
            "[Content_Types].xml",
            format!(
                "\u{feff}<?xml version='1.0'?><!-- made --><x:Types xmlns:x='y'><x:Override ContentType='{WORD}' PartName='/word/document2.xml' /></x:Types>"
            ),
        ),
        part("_rels/.rels", relations("/word/document2.xml", "")),
        part("word/document2.xml", "<w:document/>"),
    ];
    assert_eq!(judged("a.docx", &archive(&named)), Ok(Kind::Docx));
    // Registries that write documents by a library say of all parts what only one of them is.
    let by_ending = [
        part("[Content_Types].xml", format!(r#"<Types><Default Extension="xml" ContentType="{WORD}"/></Types>"#)),
        part("_rels/.rels", relations("/word/document.xml", "")),
        part("word/document.xml", "<w:document/>"),
    ];
    assert_eq!(judged("a.docx", &archive(&by_ending)), Ok(Kind::Docx));
}

#[test]
fn a_file_is_what_it_is_and_not_what_it_calls_itself() {
    let wrong = |kind, found| Err(Fault::WrongContent(kind, found));
    for (name, content, answer) in [
        ("program.pdf", b"MZ\x90\0\x03\0".to_vec(), wrong(Kind::Pdf, Found::Program)),
        ("skript.txt", b"#!/bin/sh\nrm -rf /".to_vec(), wrong(Kind::Text, Found::Program)),
        ("bild.png", b"<html><script>".to_vec(), wrong(Kind::Png, Found::Markup)),
        ("bild.jpg", b"<svg xmlns=''>".to_vec(), wrong(Kind::Jpeg, Found::Markup)),
        ("sida.txt", b"\xef\xbb\xbf <!DOCTYPE html>".to_vec(), wrong(Kind::Text, Found::Markup)),
        ("svar.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), wrong(Kind::Docx, Found::OldOffice)),
        ("svar.docx", b"{\\rtf1".to_vec(), wrong(Kind::Docx, Found::RichText)),
        ("svar.docx", pdf(b""), wrong(Kind::Docx, Found::Known(Kind::Pdf))),
        ("svar.pdf", archive(&word()), wrong(Kind::Pdf, Found::Packed)),
        ("tabell.xlsx", archive(&word()), wrong(Kind::Xlsx, Found::Packed)),
        ("svar.docx", archive(&excel()), wrong(Kind::Docx, Found::Packed)),
        ("svar.odt", archive(&word()), wrong(Kind::Odt, Found::Packed)),
        ("svar.odt", archive(&open_document(ODS)), wrong(Kind::Odt, Found::Packed)),
        ("svar.docx", archive(&open_document(ODT)), wrong(Kind::Docx, Found::Packed)),
        // The words that were enough for the search that this has replaced.
        ("svar.docx", b"PK\x03\x04 word/document.xml".to_vec(), Err(Fault::Damaged)),
        ("text.txt", b"a\0b".to_vec(), Err(Fault::NotUtf8)),
        ("text.txt", b"caf\xe9".to_vec(), Err(Fault::NotUtf8)),
        ("text.txt", b"avhugget \xc3".to_vec(), Err(Fault::NotUtf8)),
        ("tom.pdf", Vec::new(), Err(Fault::Empty)),
        ("", Vec::new(), Err(Fault::None)),
    ] {
        assert_eq!(judged(name, &content), answer, "{name}");
    }
}

#[test]
fn a_name_says_what_to_do_instead() {
    for (name, fault) in [
        ("svar.doc", Fault::OldOffice("doc", "docx")),
        ("tabell.XLS", Fault::OldOffice("xls", "xlsx")),
        ("makron.docm", Fault::Macros),
        ("allt.zip", Fault::Archive),
        ("bild.svg", Fault::UnknownType("svg".to_owned())),
        ("sida.html", Fault::UnknownType("html".to_owned())),
        ("rapport.pdf.exe", Fault::UnknownType("exe".to_owned())),
        ("rapport", Fault::NoExtension),
    ] {
        assert_eq!(judged(name, b"anything"), Err(fault), "{name}");
    }
}

#[test]
fn name_browser_and_content_agree() {
    let good = archive(&word());
    for honest in ["", "application/octet-stream", "application/msword", "application/zip", Kind::Docx.media_type()] {
        assert_eq!(declared("a.docx", honest, &good), Ok(Kind::Docx), "{honest}");
    }
    for other in ["text/html", "application/pdf", "image/svg+xml", "application/x-msdownload"] {
        assert_eq!(declared("a.docx", other, &good), Err(Fault::WrongDeclared(Kind::Docx)), "{other}");
    }
    assert_eq!(declared("a.txt", "text/plain; charset=windows-1252", "hej".as_bytes()), Ok(Kind::Text));
    assert_eq!(declared("a.png", "text/html", &png(1, 1)), Err(Fault::WrongDeclared(Kind::Png)));
}

#[test]
fn an_archive_that_two_programs_would_read_differently_is_refused() {
    let good = archive(&word());
    let twice = word_with(&[part("word/Document.xml", "another")]);
    let hidden = {
        let mut parts = word();
        parts[2].own_name = Some("word/harmless.xml".to_owned());
        archive(&parts)
    };
    for (what, content) in [
        ("something before", [b"MZ program ".as_slice(), &good].concat()),
        ("a PDF before", [pdf(b"").as_slice(), &good].concat()),
        ("something after", [good.as_slice(), b"<script>"].concat()),
        ("another archive after", [good.as_slice(), &archive(&excel())].concat()),
        ("two parts of one name", twice),
        ("another name where it stands", hidden),
        ("a way out", word_with(&[part("../x", "y")])),
        ("a way out with capitals of Windows", word_with(&[part("..\\x", "y")])),
        ("a way from the root", word_with(&[part("/etc/passwd", "y")])),
        ("a drive", word_with(&[part("C:/x", "y")])),
        ("a line in a name", word_with(&[part("a\nb", "y")])),
        ("a symbolic link", word_with(&[Part { mode: 0o120_777, ..part("link", "/etc/passwd") }])),
        ("cut off", good[..good.len() - 30].to_vec()),
        ("the directory alone", good[good.len() - 200..].to_vec()),
    ] {
        let answer = judged("svar.docx", &content);
        assert!(matches!(answer, Err(Fault::Damaged | Fault::WrongContent(..))), "{what}: {answer:?}");
    }
    // Bytes between two members, which no directory names.
    let mut gap = good.clone();
    let second = good.windows(4).enumerate().skip(1).find(|(_, four)| four == b"PK\x03\x04").unwrap().0;
    gap.splice(second..second, vec![b'x'; 100]);
    assert!(judged("svar.docx", &gap).is_err());
}

#[test]
fn what_is_locked_is_told_from_what_is_broken() {
    assert_eq!(judged("a.docx", &word_with(&[Part { flags: 1, ..part("word/x", "y") }])), Err(Fault::Locked));
    let mut odt = open_document(ODT);
    odt[2].content = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>".to_vec();
    assert_eq!(judged("a.odt", &archive(&odt)), Err(Fault::Locked));
    assert_eq!(judged("a.pdf", &pdf(b"trailer<</Encrypt 9 0 R>>")), Err(Fault::Locked));
}

#[test]
fn a_bomb_is_refused_by_what_it_says_and_by_what_it_is() {
    let zeros = vec![0; 30 * 1024 * 1024];
    let bomb = word_with(&[part("word/media/a.png", zeros.clone())]);
    assert!(bomb.len() < 64 * 1024);
    assert_eq!(judged("a.docx", &bomb), Err(Fault::Bomb));
    // It says that it is small.
    let liar = word_with(&[Part { claims: Some(1000), ..part("word/a.xml", [b"<a>".as_slice(), &vec![b' '; 30 * 1024 * 1024]].concat()) }]);
    let began = std::time::Instant::now();
    assert!(matches!(judged("a.docx", &liar), Err(Fault::Bomb | Fault::Damaged)), "{:?}", judged("a.docx", &liar));
    assert!(began.elapsed().as_secs() < 5);
    let many: Vec<Part> = (0..20_000).map(|n| Part { stored: true, ..part(&format!("word/{n}"), "") }).collect();
    assert_eq!(judged("a.docx", &word_with(&many)), Err(Fault::Bomb));
    // The same bytes for many members, one of them inside of the other.
    let mut overlapping = archive(&[word(), vec![Part { stored: true, ..part("a", "x".repeat(100)) }]].concat());
    let directory = overlapping.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    let second = overlapping.windows(4).enumerate().skip(directory + 1).find(|(_, four)| four == b"PK\x01\x02").unwrap().0;
    overlapping[second + 42..second + 46].copy_from_slice(&0u32.to_le_bytes());
    assert_eq!(judged("a.docx", &overlapping), Err(Fault::Damaged));
}

#[test]
fn macros_are_found_under_any_name() {
    let vba = r#"<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>"#;
    let by_type = [part("[Content_Types].xml", types(WORD, "word/document.xml", vba)), word()[1].clone(), word()[2].clone()];
    assert_eq!(judged("a.docx", &archive(&by_type)), Err(Fault::Macros));
    let enabled = types("application/vnd.ms-word.document.macroEnabled.main+xml", "word/document.xml", "");
    assert_eq!(judged("a.docx", &archive(&[part("[Content_Types].xml", enabled), word()[1].clone(), word()[2].clone()])), Err(Fault::Macros));
    let relation = r#"<Relationship Id="r9" Type="http://schemas.microsoft.com/office/2006/relationships/vb&#97;Project" Target="image1.png"/>"#;
    assert_eq!(judged("a.docx", &word_with(&[part("word/_rels/document.xml.rels", relations("x", relation))])), Err(Fault::Macros));
    let sheet = types(EXCEL, "xl/workbook.xml", r#"<Override PartName="/xl/a.xml" ContentType="application/vnd.ms-excel.macrosheet+xml"/>"#);
    assert_eq!(judged("a.xlsx", &archive(&[part("[Content_Types].xml", sheet), excel()[1].clone(), excel()[2].clone()])), Err(Fault::Macros));
    assert_eq!(judged("a.odt", &archive(&[open_document(ODT), vec![part("Basic/Standard/Module1.xml", "Sub Main")]].concat())), Err(Fault::Macros));
    // What Windows would run or unpack, as whatever it is called.
    let ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 inside".to_vec();
    assert_eq!(judged("a.docx", &word_with(&[part("word/media/image1.png", ole)])), Err(Fault::Embedded));
    assert_eq!(judged("a.odt", &archive(&[open_document(ODT), vec![part("Pictures/a.png", b"MZ\x90\0\x03".to_vec())]].concat())), Err(Fault::Embedded));
}

#[test]
fn a_list_of_parts_that_cannot_be_read_for_sure_is_refused() {
    let utf16: Vec<u8> = types(WORD, "word/document.xml", "").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let entity = types(WORD, "word/document.xml", "").replace("<Types", "<!DOCTYPE x [<!ENTITY a \"b\">]><Types");
    for list in [utf16, entity.into_bytes(), b"<Types><Override PartName=unquoted/></Types>".to_vec(), b"<Types".to_vec()] {
        assert_eq!(judged("a.docx", &archive(&[part("[Content_Types].xml", list), word()[1].clone(), word()[2].clone()])), Err(Fault::Damaged));
    }
}

#[test]
fn a_pdf_that_acts_or_carries_is_refused_however_it_is_written() {
    let objects = "/Type/ObjStm/N 1/First 4/Filter/FlateDecode";
    let script = b"7 0 <</S/JavaScript/JS(app.alert\\(1\\))>>";
    for (what, inside, fault) in [
        ("a script", b"4 0 obj<</S/JavaScript/JS(x)>>endobj".to_vec(), Fault::PdfActive),
        ("a script in other signs", b"4 0 obj<</S/J#61vaScr#69pt/JS(x)>>endobj".to_vec(), Fault::PdfActive),
        ("a program", b"4 0 obj<</S /Launch /F (cmd.exe)>>endobj".to_vec(), Fault::PdfActive),
        ("a form that sends itself", b"4 0 obj<</S/SubmitForm>>endobj".to_vec(), Fault::PdfActive),
        ("a script in packed objects", stream(objects, &zlib(script)), Fault::PdfActive),
        ("a script in packed objects that do not say so", stream("/Filter/FlateDecode", &zlib(script)), Fault::PdfActive),
        ("a script behind a page of nothing", stream(objects, &zlib(&[vec![b' '; 200_000], script.to_vec()].concat())), Fault::PdfActive),
        ("a script over the edge of what is read at once", [vec![b' '; 65_536 - 80], b"4 0 obj<</S/JavaScript>>".to_vec()].concat(), Fault::PdfActive),
        ("another file", b"4 0 obj<</Type/EmbeddedFile>>endobj".to_vec(), Fault::PdfCarries),
        ("objects in a packing that is not looked through", stream("/Type/ObjStm/Filter/ASCIIHexDecode", b"2f4a"), Fault::Damaged),
        ("objects as differences", stream("/Type/ObjStm/DecodeParms<</Predictor 12>>/Filter/FlateDecode", &zlib(b"x")), Fault::Damaged),
        ("objects that break off", stream(objects, &zlib(&[b' '; 5000])[..10]), Fault::Damaged),
    ] {
        assert_eq!(judged("a.pdf", &pdf(&inside)), Err(fault), "{what}");
    }
    for shift in 0..120 {
        let edge = [vec![b' '; 65_536 - 140 + shift], b"<</S/JavaScript>>".to_vec()].concat();
        assert_eq!(judged("a.pdf", &pdf(&edge)), Err(Fault::PdfActive), "{shift}");
    }
    let after = [pdf(b"").as_slice(), &archive(&word())].concat();
    assert_eq!(judged("a.pdf", &after), Err(Fault::Damaged), "an archive after it");
    assert_eq!(judged("a.pdf", &[pdf(b"").as_slice(), &vec![b'x'; 5000]].concat()), Err(Fault::Damaged), "anything after it");
    assert_eq!(judged("a.pdf", b"%PDF-1.7 without an end"), Err(Fault::Damaged));
    assert_eq!(judged("a.pdf", &[b"GIF89a".as_slice(), &pdf(b"")].concat()), Err(Fault::WrongContent(Kind::Pdf, Found::Unknown)));
}

#[test]
fn pictures_end_where_they_end_and_fit_a_screen() {
    assert_eq!(judged("a.png", &png(10_000, 6_000)), Err(Fault::PictureTooLarge));
    assert_eq!(judged("a.jpg", &jpeg(60_000, 60_000)), Err(Fault::PictureTooLarge));
    assert_eq!(judged("a.png", &png(0, 6_000)), Err(Fault::Damaged));
    assert_eq!(judged("a.png", &[png(1, 1).as_slice(), b"<script>"].concat()), Err(Fault::Damaged));
    assert_eq!(judged("a.png", &png(1, 1)[..30]), Err(Fault::Damaged));
    assert_eq!(judged("a.jpg", &[jpeg(1, 1).as_slice(), &archive(&word())].concat()), Err(Fault::Damaged));
    assert_eq!(judged("a.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF"), Err(Fault::Damaged));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever comes, there is an answer, and soon.
    #[test]
    fn no_bytes_make_it_fail(kind in 0..8usize, head in 0..6usize, rest in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let heads: [&[u8]; 6] = [b"", b"%PDF-1.7 stream\n", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\xff\xd8\xff", b"\xef\xbb\xbf"];
        let name = format!("a.{}", Kind::ALL[kind].extension());
        let _ = judged(&name, &[heads[head], &rest].concat());
    }

    /// An honest file with a few bytes changed is taken or refused, and never harms.
    #[test]
    fn no_damage_makes_it_fail(which in 0..6usize, changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20), cut in any::<prop::sample::Index>()) {
        let (name, mut content) = match which {
            0 => ("a.docx", archive(&word())),
            1 => ("a.odt", archive(&open_document(ODT))),
            2 => ("a.pdf", pdf(&stream("/Type/ObjStm/Filter/FlateDecode", &zlib(b"7 0 <</A/B>>")))),
            3 => ("a.png", png(3, 3)),
            4 => ("a.jpg", jpeg(3, 3)),
            _ => ("a.txt", "å ä ö".repeat(40).into_bytes()),
        };
        for (at, byte) in changes {
            let at = at.index(content.len());
            content[at] = byte;
        }
        content.truncate(cut.index(content.len()) + 1);
        let _ = judged(name, &content);
    }
}
