//! PDFs that hide, act or carry, and honest ones with what honest ones have.

use super::made::{pdf, stream, zlib};
use super::{Fault, Kind, judged};

const SCRIPT: &[u8] = b"7 0 <</S/JavaScript/JS(app.alert\\(1\\))>>";

fn hex(bytes: &[u8]) -> Vec<u8> {
    crate::domain::text::hex(bytes).into_bytes().into_iter().chain(*b">").collect()
}

fn ascii85(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for four in bytes.chunks(4) {
        let mut number = (0..4).fold(0u32, |sum, at| sum << 8 | u32::from(four.get(at).copied().unwrap_or(0)));
        let mut group = [0; 5];
        for digit in group.iter_mut().rev() {
            *digit = b'!' + u8::try_from(number % 85).unwrap();
            number /= 85;
        }
        out.extend_from_slice(&group[..=four.len()]);
    }
    out.extend_from_slice(b"~>");
    out
}

/// One sign after the other, so that no name stands in the bytes.
fn run_length(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().flat_map(|byte| [0, *byte]).chain([128]).collect()
}

#[test]
fn objects_are_found_however_they_are_packed() {
    let objects = "/Type/ObjStm/N 1/First 4";
    let unmarked = "/N 1/First 4";
    for (what, inside, fault) in [
        ("twice", stream(&format!("{objects}/Filter[/FlateDecode/FlateDecode]"), &zlib(&zlib(SCRIPT))), Fault::Damaged),
        ("twice, and said once", stream(&format!("{objects}/Filter/FlateDecode"), &zlib(&zlib(SCRIPT))), Fault::PdfActive),
        ("as figures within", stream(&format!("{objects}/Filter[/FlateDecode/ASCIIHexDecode]"), &zlib(&hex(SCRIPT))), Fault::Damaged),
        ("in short words", stream(&format!("{objects}/Filter[/Fl/AHx]"), &zlib(&hex(SCRIPT))), Fault::Damaged),
        ("under the short key", stream(&format!("{objects}/F[/Fl/AHx]"), &zlib(&hex(SCRIPT))), Fault::Damaged),
        ("in words from elsewhere", stream(&format!("{objects}/Filter 9 0 R"), &zlib(&hex(SCRIPT))), Fault::Damaged),
        ("in words from elsewhere, unmarked", stream(&format!("{unmarked}/Filter %x\n9 0 R"), &zlib(&hex(SCRIPT))), Fault::Damaged),
        ("in words of which one is elsewhere", stream(&format!("{objects}/Filter[/FlateDecode 9 0 R]"), &zlib(SCRIPT)), Fault::Damaged),
        ("unmarked, twice", stream(&format!("{unmarked}/Filter[/FlateDecode/FlateDecode]"), &zlib(&zlib(SCRIPT))), Fault::PdfActive),
        ("unmarked, as figures within", stream(&format!("{unmarked}/Filter[/FlateDecode/ASCIIHexDecode]"), &zlib(&hex(SCRIPT))), Fault::PdfActive),
        ("unmarked and unsaid", stream("", &zlib(&zlib(&zlib(SCRIPT)))), Fault::PdfActive),
        ("unmarked, figures first", stream(&format!("{unmarked}/Filter[/ASCIIHexDecode/FlateDecode]"), &hex(&zlib(SCRIPT))), Fault::PdfActive),
        ("unmarked, letters first", stream(&format!("{unmarked}/Filter[/ASCII85Decode/FlateDecode]"), &ascii85(&zlib(SCRIPT))), Fault::PdfActive),
        ("unmarked, letters within", stream(&format!("{unmarked}/Filter[/FlateDecode/A85]"), &zlib(&ascii85(SCRIPT))), Fault::PdfActive),
        ("in runs", stream(&format!("{unmarked}/Filter/RunLengthDecode"), &run_length(SCRIPT)), Fault::Damaged),
        ("in runs within", stream("/Filter[/FlateDecode/RunLengthDecode]", &zlib(&run_length(SCRIPT))), Fault::PdfActive),
        ("in a dictionary of words", stream(&format!("{unmarked}/Filter/LZWDecode"), b"\x80\x0b"), Fault::Damaged),
    ] {
        assert_eq!(judged("a.pdf", &pdf(&inside)), Err(fault), "{what}");
    }
    // Half a line break, blanks before it.
    for line in ["stream\r", "stream \n", "stream \t\r\n"] {
        let inside = [format!("5 0 obj<<{objects}/Filter/FlateDecode>>{line}").as_bytes(), &zlib(SCRIPT), b"\nendstream endobj\n"].concat();
        assert_eq!(judged("a.pdf", &pdf(&inside)), Err(Fault::PdfActive), "{line:?}");
    }
    // One inside of the other, larger and larger: what is looked for is not looked for for ever.
    let bomb = zlib(&zlib(&vec![b' '; 40 * 1024 * 1024]));
    let began = std::time::Instant::now();
    assert_eq!(judged("a.pdf", &pdf(&[stream("", &bomb), stream("", &bomb)].concat())), Ok(Kind::Pdf));
    assert!(began.elapsed().as_secs() < 20);
}

#[test]
fn what_acts_or_carries_has_many_names() {
    let elsewhere = "<</S/GoToR/F(\\\\\\\\evil\\\\x.pdf)/D[0/Fit]>>";
    let objects = |inside: &str| stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", &zlib(format!("7 0 {inside}").as_bytes()));
    for (what, inside, fault) in [
        ("a file on a page", b"4 0 obj<</Type/Annot/Subtype/FileAttachment/FS 5 0 R>>endobj".to_vec(), Fault::PdfCarries),
        ("a file that says so", b"5 0 obj<</F(x.exe)/EF <</F 6 0 R>>>>endobj".to_vec(), Fault::PdfCarries),
        ("a file, by reference", b"5 0 obj<</F(x.exe)/EF 6 0 R>>endobj".to_vec(), Fault::PdfCarries),
        ("a portfolio", b"4 0 obj<</Collection<</View/D>>>>endobj".to_vec(), Fault::PdfCarries),
        ("a space", b"4 0 obj<</Subtype /3D>>endobj".to_vec(), Fault::PdfActive),
        ("another file at once", format!("4 0 obj<</OpenAction{elsewhere}>>endobj").into_bytes(), Fault::PdfActive),
        ("by reference", format!("4 0 obj<</OpenAction 5 0 R>>endobj 5 0 obj{elsewhere}endobj").into_bytes(), Fault::PdfActive),
        ("out of packed objects", [b"4 0 obj<</OpenAction 7 0 R>>endobj".to_vec(), objects(elsewhere)].concat(), Fault::PdfActive),
        ("all of it packed", objects(&format!("<</OpenAction{elsewhere}>>")), Fault::PdfActive),
        ("after a place", format!("4 0 obj<</OpenAction<</S/GoTo/D[3 0 R]/Next{elsewhere}>>>>endobj").into_bytes(), Fault::PdfActive),
        ("a thread elsewhere", b"4 0 obj<</OpenAction<</S/Thread/F(\\\\\\\\evil\\\\x)>>>>endobj".to_vec(), Fault::PdfActive),
        ("when a page is opened", format!("4 0 obj<</AA<</O{elsewhere}>>>>endobj").into_bytes(), Fault::PdfActive),
        ("a printer at once", b"4 0 obj<</OpenAction<</S/Named/N/Print>>>>endobj".to_vec(), Fault::PdfActive),
    ] {
        assert_eq!(judged("a.pdf", &pdf(&inside)), Err(fault), "{what}");
    }
}

#[test]
fn nothing_but_pdf_stands_behind_an_end() {
    for after in ["<script>alert(1)</script>", "\n<html>", "hello", "%<script>", "PK"] {
        assert_eq!(judged("a.pdf", &[pdf(b"").as_slice(), after.as_bytes()].concat()), Err(Fault::Damaged), "{after}");
    }
    let page_between = [pdf(b"").as_slice(), b"<html><script>alert(1)</script>\n%%EOF\n"].concat();
    assert_eq!(judged("a.pdf", &page_between), Err(Fault::Damaged));
    for after in ["\r\n\0\0\x1a", "\x1b%-12345X@PJL EOJ NAME=\"x\"\r\n\x1b%-12345X", "9 0 obj<</A/B>>endobj\nxref\n0 1\ntrailer<<>>\nstartxref\n9\n%%EOF\n"] {
        assert_eq!(judged("a.pdf", &[pdf(b"").as_slice(), after.as_bytes()].concat()), Ok(Kind::Pdf), "{after}");
    }
}

#[test]
fn honest_pages_with_links_forms_and_pictures_are_taken() {
    let page = b"BT /F1 12 Tf (Svar senast den 31 mars) Tj ET q 1 0 0 1 0 0 cm Q";
    for (what, inside) in [
        ("a link to a page of the web", b"4 0 obj<</Subtype/Link/A<</S/URI/URI(https://example.se)>>>>endobj".to_vec()),
        ("a link to another document", b"4 0 obj<</Subtype/Link/A<</S/GoToR/F(bilaga.pdf)/D[0/Fit]>>>>endobj".to_vec()),
        ("an outline", b"4 0 obj<</Type/Outlines/First 5 0 R/Last 5 0 R/Count 1>>endobj 5 0 obj<</Title(A)/A<</S/GoTo/D[3 0 R/Fit]>>>>endobj".to_vec()),
        ("it opens at a place", b"4 0 obj<</OpenAction<</S/GoTo/D[3 0 R/Fit]>>>>endobj 5 0 obj<</A<</S/GoToR/F(b.pdf)>>>>endobj".to_vec()),
        ("a form", b"4 0 obj<</AcroForm<</Fields[5 0 R]/DR<</Font<</Helv 6 0 R>>>>>>>>endobj 5 0 obj<</FT/Tx/AP<</N 7 0 R>>>>endobj".to_vec()),
        ("a signature", b"4 0 obj<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached>>endobj".to_vec()),
        ("a page", stream("/Filter/FlateDecode", &zlib(page))),
        ("a page in letters", stream("/Filter [/ASCII85Decode /FlateDecode]", &ascii85(&zlib(page)))),
        ("a colour profile after an outline", [b"4 0 obj<</First 5 0 R>>endobj\n".to_vec(), stream("/N 3/Filter/FlateDecode", &zlib(&[7; 500]))].concat()),
        ("a picture after an outline", [b"4 0 obj<</First 5 0 R/N 2>>endobj\n".to_vec(), stream("/Subtype/Image/Filter/DCTDecode", b"\xff\xd8\xff")].concat()),
        ("a picture in runs", stream("/Subtype/Image/Filter/RunLengthDecode", &run_length(b"picture"))),
        ("objects", stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", &zlib(b"7 0 <</Type/Page>>"))),
        ("objects in an array of one", stream("/Type /ObjStm /N 1 /First 4 /Filter [ /FlateDecode ]", &zlib(b"7 0 <</Type/Page>>"))),
        // "80" begins as what is deflated does, and figures alone as what is written in figures.
        ("objects from number 80 on", stream("/Type/ObjStm/N 1/First 5/Filter/FlateDecode", &zlib(b"80 0 <</Type/Page>>"))),
        ("objects that are all figures", stream("/Type/ObjStm/N 40/First 200/Filter/FlateDecode", &zlib("1054 0 1055 56 ".repeat(20).as_bytes()))),
        ("no objects at all", stream("/Type/ObjStm/N 0/First 0/Filter/FlateDecode", &zlib(b""))),
        ("a table of places", stream("/Type/XRef/W[1 3 1]/DecodeParms<</Predictor 12/Columns 5>>/Filter/FlateDecode", &zlib(&[2; 60]))),
    ] {
        assert_eq!(judged("a.pdf", &pdf(&inside)), Ok(Kind::Pdf), "{what}");
    }
}
