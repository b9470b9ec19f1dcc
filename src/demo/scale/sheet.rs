//! Rows as `copy … from stdin` reads them, one sheet for each table.

use std::fmt::{Display, Write as _};

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// One value of a row.
pub(super) enum Cell<'a> {
    Text(&'a str),
    Number(i64),
    Id(Uuid),
    Day(NaiveDate),
    At(DateTime<Utc>),
    Flag(bool),
    Bytes(&'a [u8]),
    Nothing,
}

macro_rules! cells {
    ($($kind:ident: $type:ty),*) => {
        $(impl From<$type> for Cell<'_> {
            fn from(value: $type) -> Self {
                Self::$kind(value.into())
            }
        })*
    };
}
cells!(Number: i64, Number: i32, Number: i16, Number: u32, Id: Uuid, Day: NaiveDate, At: DateTime<Utc>, Flag: bool);

impl<'a> From<&'a str> for Cell<'a> {
    fn from(value: &'a str) -> Self {
        Self::Text(value)
    }
}
impl<'a> From<&'a String> for Cell<'a> {
    fn from(value: &'a String) -> Self {
        Self::Text(value)
    }
}
impl<'a> From<&'a [u8]> for Cell<'a> {
    fn from(value: &'a [u8]) -> Self {
        Self::Bytes(value)
    }
}
impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

/// The rows of one table that wait to be written.
#[derive(Default)]
pub(super) struct Sheet {
    rows: String,
}

impl Sheet {
    pub(super) fn add<const N: usize>(&mut self, cells: [Cell<'_>; N]) {
        for (at, cell) in cells.iter().enumerate() {
            if at > 0 {
                self.rows.push('\t');
            }
            self.cell(cell);
        }
        self.rows.push('\n');
    }

    fn cell(&mut self, cell: &Cell<'_>) {
        match cell {
            Cell::Text(text) => self.text(text),
            Cell::Number(number) => self.plain(number),
            Cell::Id(id) => self.plain(id),
            Cell::Day(day) => self.plain(day),
            Cell::At(at) => self.plain(&at.format("%Y-%m-%d %H:%M:%S%.6fZ")),
            Cell::Flag(flag) => self.rows.push(if *flag { 't' } else { 'f' }),
            Cell::Bytes(bytes) => {
                self.rows.push_str("\\\\x");
                for byte in *bytes {
                    for digit in [byte >> 4, byte & 15] {
                        self.rows.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
                    }
                }
            }
            Cell::Nothing => self.rows.push_str("\\N"),
        }
    }

    fn plain(&mut self, value: &impl Display) {
        // Writing to a string cannot fail.
        let _written = write!(self.rows, "{value}");
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '\\' => self.rows.push_str("\\\\"),
                '\t' => self.rows.push_str("\\t"),
                '\n' => self.rows.push_str("\\n"),
                '\r' => self.rows.push_str("\\r"),
                other => self.rows.push(other),
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rows, and an empty sheet again.
    pub(super) fn take(&mut self) -> String {
        let next = String::with_capacity(self.rows.len());
        std::mem::replace(&mut self.rows, next)
    }
}

/// `row!(sheet, a, b, c)`: adds a row.
macro_rules! row {
    ($sheet:expr, $($value:expr),+ $(,)?) => {
        $sheet.add([$($crate::demo::scale::sheet::Cell::from($value)),+])
    };
}
pub(super) use row;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_copy_format_reads_as_something_else_is_escaped() {
        let mut sheet = Sheet::default();
        row!(sheet, "en\tflik\noch \\N", None::<i64>, true, [1u8, 255].as_slice(), 7i16);
        assert_eq!(sheet.take(), "en\\tflik\\noch \\\\N\t\\N\tt\t\\\\x01ff\t7\n");
        assert!(sheet.is_empty());
    }
}
