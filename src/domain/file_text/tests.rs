//! One letter in every form that letters come in, and files that hold none.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use lopdf::{Document, Object, Stream, dictionary};
use rawzip::{CompressionMethod, ZipArchiveWriter};

use super::{NoText, read};

/// A letter printed by a browser: two columns of addresses, a list and a table.
pub(super) const PRINTED: &[u8] = include_bytes!("samples/ekhamra.pdf");

fn text(bytes: &[u8]) -> String {
    read(bytes).map(|file| file.text).unwrap_or_else(|why| panic!("{why}"))
}

/// The lines with every run of blanks that parts columns made a bar.
fn lines(text: &str) -> Vec<String> {
    let columns = |line: &str| line.split("   ").map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" | ");
    text.lines().map(columns).filter(|line| !line.is_empty()).collect()
}

/// An archive of parts.
pub(super) fn archive<N: AsRef<str>, C: AsRef<[u8]>>(parts: &[(N, C)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut archive = ZipArchiveWriter::new(&mut bytes);
    for (name, content) in parts {
        let (mut entry, config) = archive.new_file(name.as_ref()).compression_method(CompressionMethod::DEFLATE).start().unwrap();
        let mut writer = config.wrap(DeflateEncoder::new(&mut entry, Compression::fast()));
        writer.write_all(content.as_ref()).unwrap();
        let (encoder, descriptor) = writer.finish().unwrap();
        encoder.finish().unwrap();
        entry.finish(descriptor).unwrap();
    }
    archive.finish().unwrap();
    bytes
}

pub(super) fn docx(body: &str) -> Vec<u8> {
    let document = format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    let header = "<w:hdr xmlns:w=\"w\"><w:p><w:r><w:t>Diarienummer REV 2025/14</w:t></w:r></w:p></w:hdr>";
    archive(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", &document), ("word/header1.xml", header), ("word/header2.xml", header)])
}

pub(super) fn odt(body: &str) -> Vec<u8> {
    let content = format!("<office:document-content><office:body><office:text>{body}</office:text></office:body></office:document-content>");
    let styles = "<office:document-styles><style:header><text:p>Kommunrevisionen</text:p></style:header><style:footer><text:p>Org.nr 212000</text:p></style:footer></office:document-styles>";
    archive(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &content), ("styles.xml", styles)])
}

/// A page with lines of text where they are said to stand, in a font that every reader has.
pub(super) fn pdf(lines: &[(i32, i32, &str)]) -> Vec<u8> {
    let mut document = Document::with_version("1.5");
    let drawn: String = lines.iter().map(|(x, y, text)| format!("BT /F1 11 Tf {x} {y} Td ({text}) Tj ET\n")).collect();
    // In the alphabet of Windows each letter is one byte.
    let content = encoding_rs::WINDOWS_1252.encode(&drawn).0.into_owned();
    let font = document.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding" });
    let content = document.add_object(Stream::new(dictionary! {}, content));
    let tree = document.new_object_id();
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => tree, "Contents" => content,
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
    });
    document.objects.insert(tree, Object::Dictionary(dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }));
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_printed_letter_keeps_its_columns_its_list_and_its_table() {
    let read = lines(&text(PRINTED));
    let expected = [
        "Ekhamra kommun | Datum: 2025-02-03",
        "Kommunrevisionen | Diarienummer: REV 2025/14",
        "Till: | För kännedom:",
        "Kultur- och fritidsnämnden | Kommunfullmäktige",
        "Tekniska nämnden",
        "Granskning av föreningsstödet",
    ];
    assert_eq!(read[..expected.len()], expected, "{read:#?}");
    assert!(read.contains(&"Kultur- och fritidsnämnden | 14 april 2025".to_owned()), "{read:#?}");
    assert!(read.iter().any(|line| line.contains("se över riktlinjerna för stödet")), "{read:#?}");
    let whole = text(PRINTED);
    assert!(whole.contains("\n\nVi rekommenderar nämnderna att:"), "{whole}");
}

#[test]
fn a_page_is_read_as_it_is_seen_and_not_as_it_was_drawn() {
    let bytes = pdf(&[(300, 700, "För kännedom"), (60, 700, "Nämnden för miljö"), (60, 686, "Svar önskas senast den 31 mars 2025.")]);
    assert_eq!(lines(&text(&bytes)), ["Nämnden för miljö | För kännedom", "Svar önskas senast den 31 mars 2025."]);
}

#[test]
fn a_word_document_gives_its_letterhead_paragraphs_lists_and_tables() {
    let p = |inner: &str| format!("<w:p>{inner}</w:p>");
    let r = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let listed = |text: &str| format!("<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/></w:numPr><w:tabs><w:tab w:pos=\"5\"/></w:tabs></w:pPr>{}</w:p>", r(text));
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", p(&r(text)));
    let row = |a: &str, b: &str| format!("<w:tr>{}{}</w:tr>", cell(a), cell(b));
    let body = [
        p(&[r("Kultur"), "<w:r><w:noBreakHyphen/></w:r>".to_owned(), r(" &amp; fritid"), "<w:r><w:tab/></w:r>".to_owned(), r("senast")].concat()),
        p("<w:del><w:r><w:delText>struket</w:delText><w:t>ej</w:t></w:r></w:del><w:ins><w:r><w:t>inlagt</w:t></w:r></w:ins>"),
        listed("se över rutinen"),
        format!("<w:tbl>{}{}</w:tbl>", row("Nämnd", "Senast"), row("Tekniska nämnden", "28 april 2025")),
        p("<w:r><w:br w:type=\"page\"/></w:r><mc:AlternateContent><mc:Fallback><w:t>dubbel</w:t></mc:Fallback></mc:AlternateContent>"),
        p(&r("För revisorerna")),
    ];
    let text = text(&docx(&body.concat()));
    assert_eq!(
        text.trim_end(),
        "Diarienummer REV 2025/14\n\nKultur- & fritid\tsenast\ninlagt\n• se över rutinen\nNämnd               Senast\nTekniska nämnden    28 april 2025\n\n\u{c}\nFör revisorerna"
    );
}

#[test]
fn an_open_document_gives_the_same() {
    let body = "<text:h>Granskning av lov</text:h><text:p>Svar<text:s text:c=\"3\"/>senast<text:tab/>31 mars<text:line-break/>2025</text:p>\
        <text:list><text:list-item><text:p>se över &#229;tgärder</text:p></text:list-item></text:list>\
        <table:table><table:table-row><table:table-cell><text:p>A</text:p></table:table-cell><table:table-cell><text:p>B</text:p></table:table-cell></table:table-row></table:table>\
        <text:p>Slut<office:annotation><text:p>kommentar</text:p></office:annotation></text:p>";
    let text = text(&odt(body));
    assert_eq!(text.trim_end(), "Kommunrevisionen\n\n\nGranskning av lov\nSvar   senast\t31 mars\n2025\n• se över åtgärder\nA    B\nSlut\n\n\n\nOrg.nr 212000");
}

#[test]
fn rich_text_is_read_in_any_of_its_ways_to_write_a_letter() {
    let rtf = b"{\\rtf1\\ansi\\ansicpg1252\\uc1{\\fonttbl{\\f0 Arial;}}{\\*\\generator Riched20;}\\f0 N\\'e4mnden f\\u246?r milj\\'f6\\par\n\
        Svar senast\\tab den\\~31 mars\\par\\trowd\\cellx1\\cellx2 A\\par a2\\cell B\\cell\\row Slut \\endash  \\{klart\\}\\par}";
    assert_eq!(text(rtf), "Nämnden för miljö\nSvar senast\tden 31 mars\nA     B\na2\nSlut – {klart}\n");
}

#[test]
fn a_page_gives_its_words_and_nothing_that_runs() {
    let page = "<!DOCTYPE html><html><head><title>x</title><script>var a = '<p>nej</p>';</script></head><body><h1>Granskning</h1>\n<p>Svar fr&aring;n\n  \
        <b>milj&ouml;</b>n&auml;mnden <br>senast 1&nbsp;juni</p><ul><li>en</li><li>tv&#229;</li></ul><table><tr><th>A</th><td>B</td></tr></table><!-- x --> a < b</body></html>";
    assert_eq!(text(page.as_bytes()).trim_end(), "Granskning\n\nSvar från miljönämnden\nsenast 1 juni\n\n• en\n• två\nA    B\na < b");
}

#[test]
fn a_mail_gives_what_is_written_and_the_letter_that_it_brings() {
    use base64::Engine as _;
    let enclosed = base64::engine::general_purpose::STANDARD.encode(PRINTED);
    let mail = format!(
        "From: revisionen@ekhamra.example\r\nTo: registrator@ekhamra.example\r\nSubject: =?utf-8?Q?Granskning_f=C3=B6r_svar?=\r\nDate: Mon, 3 Feb 2025 10:00:00 +0100\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\
         Content-Transfer-Encoding: quoted-printable\r\n\r\nSe bifogat missiv fr=E5n oss.\r\n--b\r\nContent-Type: application/pdf; name=\"missiv.pdf\"\r\n\
         Content-Disposition: attachment; filename=\"missiv.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{enclosed}\r\n--b--\r\n"
    );
    let read = text(mail.as_bytes());
    assert!(read.starts_with("Granskning för svar\n\nSe bifogat missiv från oss."), "{read}");
    assert!(read.contains("14 april 2025"), "{read}");
}

#[test]
fn a_mail_over_which_its_reader_stumbles_is_called_damaged() {
    let mail = "From: a@b.example\r\nDate: Mon, 3 Feb 2025 10:00:00 +0100\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\
        Content-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nQ=\r\n--b--\r\n";
    // A release of the reader that does not stumble reads a letter: both are an answer.
    assert!(matches!(read(mail.as_bytes()), Err(NoText::Broken) | Ok(_)));
}

#[test]
fn old_and_new_texts_are_read() {
    for bytes in [
        "Nämnden – svar".as_bytes(),
        b"\xef\xbb\xbfN\xc3\xa4mnden \xe2\x80\x93 svar",
        b"N\xe4mnden \x96 svar",
        b"\xff\xfeN\0\xe4\0m\0n\0d\0e\0n\0 \0\x13\x20 \0s\0v\0a\0r\0",
    ] {
        assert_eq!(text(bytes), "Nämnden – svar");
    }
    assert_eq!(text(b"n\x84mnden f\x86r f\x94r"), "nämnden får för");
    assert_eq!(text(b"n\x8amnden f\x8cr f\x9ar"), "nämnden får för");
    let spoiled = read("NÃ¤mnden fÃ¶r".as_bytes()).unwrap();
    assert_eq!((spoiled.text.as_str(), spoiled.mended, spoiled.damaged), ("Nämnden för", true, false));
    assert!(read("n\u{fffd}mnden".as_bytes()).unwrap().damaged);
}

#[test]
fn what_is_no_letter_is_refused_with_a_reason() {
    for (bytes, why) in [
        (&b""[..], NoText::Empty),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old word", NoText::OldWord),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", NoText::Unknown),
        (b"%PDF-1.7 cut off", NoText::Broken),
        (b"PK\x03\x04 cut off", NoText::Broken),
        (b" \n \n", NoText::Picture),
    ] {
        assert_eq!(read(bytes).unwrap_err(), why, "{bytes:?}");
    }
    assert_eq!(read(&archive(&[("xl/workbook.xml", "<x/>")])).unwrap_err(), NoText::Unknown);
    // A page with a picture on it, and no words.
    assert_eq!(read(&pdf(&[])).unwrap_err(), NoText::Picture);
}

#[test]
fn a_small_file_that_unpacks_to_a_large_one_is_refused() {
    let zeros = " ".repeat(40 * 1024 * 1024);
    let bomb = archive(&[("word/document.xml", &format!("<w:document>{zeros}</w:document>"))]);
    assert!(bomb.len() < 1024 * 1024, "{}", bomb.len());
    assert_eq!(read(&bomb).unwrap_err(), NoText::TooMuch);
    let laughs = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><w:document><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:document>";
    assert_eq!(read(&archive(&[("word/document.xml", laughs)])).unwrap_err(), NoText::Broken);
    let mut document = Document::load_mem(&pdf(&[(60, 700, "x")])).unwrap();
    let page = document.page_iter().next().unwrap();
    let content = document.get_page_contents(page)[0];
    let mut stream = Stream::new(dictionary! {}, "q Q ".repeat(9 * 1024 * 1024).into_bytes());
    stream.compress().unwrap();
    document.objects.insert(content, Object::Stream(stream));
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    assert!(bytes.len() < 1024 * 1024, "{}", bytes.len());
    assert_eq!(read(&bytes).unwrap_err(), NoText::TooMuch);
}

/// Nineteen megabytes of text are no letter, and are not copied five times to find that out.
#[test]
fn what_is_longer_than_any_text_is_not_even_taken_in() {
    let long = "hej på dig\n".repeat(500_000);
    assert_eq!(super::raw_text(long.as_bytes()).unwrap_err(), NoText::TooMuch);
    assert_eq!(super::raw_text(format!("<html>{}</html>", long.repeat(2)).as_bytes()).unwrap_err(), NoText::TooMuch);
    let paragraphs = "<w:p><w:r><w:t>Svar senast den 31 mars</w:t></w:r></w:p>".repeat(200_000);
    assert_eq!(super::raw_text(&archive(&[("word/document.xml", &format!("<w:document>{paragraphs}</w:document>"))])).unwrap_err(), NoText::TooMuch);
    // A letter of sixty thousand signs is one, and so is a report of nine hundred thousand.
    for honest in [60_000, 900_000] {
        let text = "Granskning å ".repeat(honest / 13);
        assert_eq!(read(text.as_bytes()).unwrap().text.chars().count(), text.chars().count());
    }
}

#[test]
fn drawings_inside_of_each_other_come_to_an_end() {
    let mut document = Document::load_mem(&pdf(&[(60, 700, "Svar senast")])).unwrap();
    let form = document.new_object_id();
    let inside =
        Stream::new(dictionary! { "Subtype" => "Form", "Resources" => dictionary! { "XObject" => dictionary! { "X" => form } } }, b"/X Do ".repeat(200));
    document.objects.insert(form, Object::Stream(inside));
    let page = document.page_iter().next().unwrap();
    let content = document.get_page_contents(page)[0];
    let drawn = document.get_object_mut(content).unwrap().as_stream_mut().unwrap();
    drawn.content.extend_from_slice(b"/X Do");
    document
        .get_object_mut(page)
        .unwrap()
        .as_dict_mut()
        .unwrap()
        .get_mut(b"Resources")
        .unwrap()
        .as_dict_mut()
        .unwrap()
        .set("XObject", dictionary! { "X" => form });
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    assert_eq!(read(&bytes).unwrap_err(), NoText::TooMuch);
}
