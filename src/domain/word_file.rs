//! Writes Word's form since 2007 (ECMA-376): paragraphs in named styles, and nothing else. Each part is written out here, so
//! that what goes out is known to the letter; the archive around them is made by the same library that opens those that come.

use rawzip::ZipArchiveWriter;

use super::archive;

/// A style of paragraphs. Word and its like keep a style of one's own through every editing, and so a style is a mark by
/// which a paragraph is known again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Its name: letters alone, so that no program has reason to alter it.
    pub name: &'static str,
    /// What it looks like.
    pub look: Look,
    /// The style of the paragraph that whoever presses Enter at its end goes on in.
    pub next: &'static str,
}

/// What a paragraph looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// The title of the document.
    Title,
    /// A heading; it stands in the list of headings, too.
    Heading,
    /// A word or two above a text, kept on the same page.
    Label,
    /// Running text.
    Text,
    /// Somebody else's text, set apart.
    Quoted,
    /// A remark about the document itself.
    Remark,
}

/// A paragraph. Line breaks and tabulators in it stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its style; one of those that are given to [`write`].
    pub style: &'static str,
    /// Its words.
    pub text: String,
}

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"#;
const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;
const OF_DOCUMENT: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
const W: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;

/// Writes a document in Swedish.
///
/// # Errors
/// Only what writing into memory can bring.
pub fn write(title: &str, styles: &[Style], paragraphs: &[Paragraph]) -> Result<Vec<u8>, rawzip::Error> {
    let core = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title><dc:language>sv-SE</dc:language></cp:coreProperties>"#,
        escaped(title)
    );
    let parts: [(&str, &str); 6] = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", &document(paragraphs)),
        ("word/styles.xml", &style_sheet(styles)),
        ("word/_rels/document.xml.rels", OF_DOCUMENT),
        ("docProps/core.xml", &core),
    ];
    let mut packed = ZipArchiveWriter::new(Vec::new());
    archive::pack(&mut packed, &parts)?;
    packed.finish()
}

fn document(paragraphs: &[Paragraph]) -> String {
    let body: String =
        paragraphs.iter().map(|paragraph| format!(r#"<w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr>{}</w:p>"#, paragraph.style, runs(&paragraph.text))).collect();
    // A4 in twentieths of a point, with margins of 25 mm.
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document {W}><w:body>{body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr></w:body></w:document>"#
    )
}

/// Words, with tabulators and breaks as elements of their own.
fn runs(text: &str) -> String {
    let mut out = String::new();
    for (n, line) in text.split('\n').enumerate() {
        if n > 0 {
            out.push_str("<w:r><w:br/></w:r>");
        }
        for (n, words) in line.split('\t').enumerate() {
            if n > 0 {
                out.push_str("<w:r><w:tab/></w:r>");
            }
            if !words.is_empty() {
                out.push_str(&format!(r#"<w:r><w:t xml:space="preserve">{}</w:t></w:r>"#, escaped(words)));
            }
        }
    }
    out
}

fn style_sheet(styles: &[Style]) -> String {
    let all: String = styles.iter().map(style).collect();
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="22"/><w:lang w:val="sv-SE"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="80" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>{all}</w:styles>"#
    )
}

fn style(style: &Style) -> String {
    let (of_paragraph, of_words) = match style.look {
        Look::Title => (r#"<w:keepNext/><w:spacing w:before="0" w:after="120"/><w:outlineLvl w:val="0"/>"#, r#"<w:b/><w:sz w:val="34"/>"#),
        Look::Heading => (r#"<w:keepNext/><w:spacing w:before="400" w:after="80"/><w:outlineLvl w:val="1"/>"#, r#"<w:b/><w:sz w:val="27"/>"#),
        Look::Label => (r#"<w:keepNext/><w:spacing w:before="160" w:after="20"/>"#, r#"<w:b/><w:color w:val="0F4C5C"/><w:sz w:val="20"/>"#),
        Look::Text => ("", ""),
        Look::Quoted => (r#"<w:pBdr><w:left w:val="single" w:sz="12" w:space="8" w:color="8A8F92"/></w:pBdr><w:ind w:left="284"/>"#, r#"<w:i/>"#),
        Look::Remark => ("", r#"<w:color w:val="37454E"/><w:sz w:val="20"/>"#),
    };
    format!(
        r#"<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:next w:val="{next}"/><w:qFormat/><w:pPr>{of_paragraph}</w:pPr><w:rPr>{of_words}</w:rPr></w:style>"#,
        name = style.name,
        next = style.next
    )
}

/// As XML has it. What XML has no place for at all is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(c),
        }
    }
    out
}
