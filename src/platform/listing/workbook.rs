//! The rows of a list as an Excel file: days are days and numbers are numbers, text is text and never a formula.
//!
//! It is made as a whole before it is sent, since its directory stands behind its rows; packed while it grows, so that it takes
//! little. What would be too long for it is had as CSV, which has no end.

use std::fmt::Write as _;
use std::io::Write as _;

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use flate2::Compression;
use flate2::write::DeflateEncoder;
use rawzip::{CompressionMethod, DataDescriptorOutput, ZipArchiveWriter};

use super::sheet::{Cell, Sheet, sent_for_saving};
use crate::domain::refusal::{NoFile, Refusal};
use crate::domain::{archive, calendar};
use crate::platform::failure::Failure;

/// The most rows that are made in memory; Excel itself takes ten times as many.
const MOST_ROWS: usize = 100_000;

/// The longest text of a cell; Excel takes no longer one.
const LONGEST: usize = 32_767;

/// How wide a column is at least and at most, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 10..=50;

/// A list as an Excel file.
pub struct Workbook {
    name: &'static str,
    bytes: Vec<u8>,
}

/// The rows that have come so far, packed.
pub(super) struct Growing {
    name: &'static str,
    packed: DeflateEncoder<Vec<u8>>,
    crc: flate2::Crc,
    rows: usize,
    columns: usize,
}

impl Growing {
    /// Begins with the header and the first rows; by these the columns get their widths.
    ///
    /// # Errors
    /// As [`Growing::add`].
    pub(super) fn new(first: &Sheet) -> Result<Self, Failure> {
        let packed = DeflateEncoder::new(Vec::new(), Compression::default());
        let mut growing = Self { name: first.name, packed, crc: flate2::Crc::new(), rows: 0, columns: first.header.len() };
        let header: Vec<Cell> = first.header.iter().map(|name| (*name).into()).collect();
        let mut begins = String::from(BEFORE_COLUMNS);
        for column in 0..first.header.len() {
            let cells = first.rows.iter().chain([&header]).filter_map(|row| row.get(column));
            let width = cells.map(width).max().unwrap_or(0).clamp(*WIDTHS.start(), *WIDTHS.end());
            _ = write!(begins, r#"<col min="{0}" max="{0}" width="{width}" customWidth="1"/>"#, column + 1);
        }
        begins.push_str("</cols><sheetData>");
        growing.pack(&begins)?;
        growing.row(&header, HEADER)?;
        growing.add(first)?;
        Ok(growing)
    }

    /// Takes further rows.
    ///
    /// # Errors
    /// [`NoFile::TooLongForExcel`].
    pub(super) fn add(&mut self, sheet: &Sheet) -> Result<(), Failure> {
        if self.rows + sheet.rows.len() > MOST_ROWS {
            return Err(Refusal::NoFile(NoFile::TooLongForExcel).into());
        }
        sheet.rows.iter().try_for_each(|row| self.row(row, PLAIN))
    }

    fn row(&mut self, cells: &[Cell], style: u8) -> Result<(), Failure> {
        let mut xml = String::from("<row>");
        cells.iter().for_each(|cell| draw(cell, style, &mut xml));
        xml.push_str("</row>");
        self.rows += 1;
        self.pack(&xml)
    }

    fn pack(&mut self, xml: &str) -> Result<(), Failure> {
        self.crc.update(xml.as_bytes());
        self.packed.write_all(xml.as_bytes()).map_err(Failure::broken)
    }

    /// Puts the file together.
    ///
    /// # Errors
    /// Only what writing into memory can bring.
    pub(super) fn finish(mut self) -> Result<Workbook, Failure> {
        let ends = format!(r#"</sheetData><autoFilter ref="A1:{}{}"/></worksheet>"#, column_name(self.columns), self.rows);
        self.pack(&ends)?;
        let unpacked = self.packed.total_in();
        let sheet = self.packed.finish().map_err(Failure::broken)?;
        let bytes = put_together(&sheet, &DataDescriptorOutput::new(self.crc.sum(), unpacked)).map_err(Failure::broken)?;
        Ok(Workbook { name: self.name, bytes })
    }
}

fn put_together(sheet: &[u8], described: &DataDescriptorOutput) -> Result<Vec<u8>, rawzip::Error> {
    let mut packed = ZipArchiveWriter::new(Vec::new());
    archive::pack(&mut packed, &PARTS)?;
    let (mut entry, _) = packed.new_file("xl/worksheets/sheet1.xml").compression_method(CompressionMethod::DEFLATE).start()?;
    entry.write_all(sheet)?;
    entry.finish(described.clone())?;
    packed.finish()
}

impl IntoResponse for Workbook {
    fn into_response(self) -> Response {
        let media_type = HeaderValue::from_static("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        let mut response = Response::new(Body::from(self.bytes));
        response.headers_mut().insert(header::CONTENT_TYPE, media_type);
        sent_for_saving(&mut response, &format!("{}.xlsx", self.name));
        response
    }
}

const PLAIN: u8 = 0;
const HEADER: u8 = 1;
const DAY: u8 = 2;
const MOMENT: u8 = 3;

fn draw(cell: &Cell, style: u8, xml: &mut String) {
    _ = match cell {
        Cell::Text(text) => write!(xml, r#"<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{}</t></is></c>"#, escaped(text)),
        Cell::Number(n) => write!(xml, "<c><v>{n}</v></c>"),
        Cell::Day(Some(day)) => write!(xml, r#"<c s="{DAY}"><v>{}</v></c>"#, serial(*day)),
        Cell::Moment(Some(at)) => write!(xml, r#"<c s="{MOMENT}"><v>{}</v></c>"#, serial_of(*at)),
        Cell::Day(None) | Cell::Moment(None) => write!(xml, "<c/>"),
    };
}

/// Days since 30 December 1899, as Excel counts them.
fn serial(day: NaiveDate) -> i64 {
    day.signed_duration_since(NaiveDate::from_ymd_opt(1899, 12, 30).unwrap_or(NaiveDate::MIN)).num_days()
}

/// The same with the part of the day that is over in Stockholm.
fn serial_of(at: DateTime<Utc>) -> String {
    let seconds = calendar::time_of(at).signed_duration_since(chrono::NaiveTime::MIN).num_seconds();
    let millionths = seconds * 1_000_000_000 / TimeDelta::days(1).num_seconds();
    format!("{}.{millionths:09}", serial(calendar::day_of(at)))
}

fn width(cell: &Cell) -> usize {
    match cell {
        Cell::Text(text) => text.lines().map(|line| line.chars().count()).max().unwrap_or(0) + 2,
        Cell::Number(n) => n.to_string().len() + 2,
        Cell::Day(_) => 12,
        Cell::Moment(_) => 20,
    }
}

/// What XML can hold, and a cell.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let whole = text.encode_utf16().count() <= LONGEST;
    // Counted as Excel counts: in halves of what stands outside of the first plane.
    let mut left = if whole { usize::MAX } else { LONGEST - 1 };
    for c in text.chars() {
        if c.len_utf16() > left {
            break;
        }
        left -= c.len_utf16();
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\t' | '\n' => out.push(c),
            // `_x000D_` would be read as what it stands for.
            'x' if out.ends_with('_') => {
                out.pop();
                out.push_str("_x005F_x");
            }
            // What XML cannot hold.
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    if !whole {
        out.push('…');
    }
    out
}

/// A, B, … Z, AA, AB …
fn column_name(mut n: usize) -> String {
    let mut letters = Vec::new();
    while n > 0 {
        n -= 1;
        letters.push(char::from(b'A' + u8::try_from(n % 26).unwrap_or(0)));
        n /= 26;
    }
    letters.iter().rev().collect()
}

const BEFORE_COLUMNS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>"#;

/// All but the rows: what is in it, and how a header, a day and a moment look.
const PARTS: [(&str, &str); 5] = [
    (
        "[Content_Types].xml",
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>"#,
    ),
    (
        "_rels/.rels",
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Yttrande" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#,
    ),
    (
        "xl/styles.xml",
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="165" formatCode="yyyy\-mm\-dd\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment horizontal="left" vertical="top"/></xf><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment horizontal="left" vertical="top"/></xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"#,
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn cell_xml(cell: &Cell) -> String {
        let mut xml = String::new();
        draw(cell, PLAIN, &mut xml);
        xml
    }

    #[test]
    fn text_stays_text_and_is_never_a_formula() {
        for typed in ["=1+1", "+46 40 34 10 00", "@SUM(A1)", "2025-03-31"] {
            assert_eq!(cell_xml(&Cell::from(typed)), format!(r#"<c t="inlineStr" s="0"><is><t xml:space="preserve">{typed}</t></is></c>"#));
        }
        assert_eq!(escaped("a<b & \u{1}c_x000D_\nd"), "a&lt;b &amp; c_x005F_x000D_\nd");
    }

    #[test]
    fn a_text_that_is_too_long_for_a_cell_says_that_it_goes_on() {
        let long = escaped(&"å".repeat(LONGEST + 1));
        assert!(long.ends_with('…') && long.chars().count() == LONGEST, "{}", long.chars().count());
        assert_eq!(escaped(&"å".repeat(LONGEST)).chars().count(), LONGEST);
        assert_eq!(escaped(&"𝔸".repeat(20_000)).encode_utf16().count(), LONGEST - 1 + 1 - (LONGEST - 1) % 2);
    }

    #[test]
    fn days_and_moments_are_what_excel_calls_them() {
        assert_eq!(cell_xml(&Cell::Day("2025-03-31".parse().ok())), r#"<c s="2"><v>45747</v></c>"#);
        // Half past two in the afternoon in Stockholm, in summer time.
        assert_eq!(cell_xml(&Cell::Moment("2025-06-02T12:30:00Z".parse().ok())), r#"<c s="3"><v>45810.604166666</v></c>"#);
        assert_eq!((cell_xml(&Cell::Day(None)), cell_xml(&Cell::Number(-2))), ("<c/>".to_owned(), "<c><v>-2</v></c>".to_owned()));
    }

    #[test]
    fn columns_are_called_as_in_excel() {
        assert_eq!([1, 26, 27, 52, 703].map(column_name), ["A", "Z", "AA", "AZ", "AAA"]);
    }
}
