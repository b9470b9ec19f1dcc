//! Where a row stands in the order of its list, as it can be written in an address: `2025-03-31~sr-2024-38`.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use uuid::Uuid;

/// Longer than any place that a list has written.
const LONGEST: usize = 1_500;

/// What parts the parts, and what says that it does not.
const APART: char = '~';
const QUOTED: &AsciiSet = &CONTROLS.add(b'~').add(b'%');

/// The place of a row: all that its list is ordered by, in that order, ending with what no other row has.
pub trait Key: Sized + Clone + Send {
    /// As it stands in the address.
    fn written(&self) -> String;
    /// What the address says; `None` when no list wrote it.
    fn read(written: &str) -> Option<Self>;
}

/// A part of a place.
pub trait Part: Sized + Clone + Send {
    /// As it stands in the address, before quoting.
    fn written(&self) -> String;
    /// What the address says.
    fn read(written: &str) -> Option<Self>;
}

macro_rules! part {
    ($($kind:ty),*) => { $(
        impl Part for $kind {
            fn written(&self) -> String {
                self.to_string()
            }
            fn read(written: &str) -> Option<Self> {
                written.parse().ok()
            }
        }
    )* };
}
part!(bool, i16, i32, i64, Uuid);

impl Part for String {
    fn written(&self) -> String {
        self.clone()
    }
    fn read(written: &str) -> Option<Self> {
        // No text of PostgreSQL holds a zero byte.
        (!written.contains('\0')).then(|| written.to_owned())
    }
}

impl Part for NaiveDate {
    fn written(&self) -> String {
        self.to_string()
    }
    fn read(written: &str) -> Option<Self> {
        // Years that PostgreSQL knows as well.
        written.parse().ok().filter(|day: &Self| (Self::from_ymd_opt(1, 1, 1)..=Self::from_ymd_opt(9999, 12, 31)).contains(&Some(*day)))
    }
}

impl Part for DateTime<Utc> {
    fn written(&self) -> String {
        // To the microsecond, as the database keeps it: a row must be found again exactly.
        self.to_rfc3339_opts(SecondsFormat::Micros, true)
    }
    fn read(written: &str) -> Option<Self> {
        let at = DateTime::parse_from_rfc3339(written).ok()?.to_utc();
        NaiveDate::read(&at.date_naive().to_string()).map(|_| at)
    }
}

fn parts<const N: usize>(written: &str) -> Option<[String; N]> {
    if written.len() > LONGEST {
        return None;
    }
    let read = written.split(APART).map(|part| percent_decode_str(part).decode_utf8().map(std::borrow::Cow::into_owned));
    read.collect::<Result<Vec<_>, _>>().ok()?.try_into().ok()
}

fn together(parts: &[String]) -> String {
    let quoted: Vec<String> = parts.iter().map(|part| utf8_percent_encode(part, QUOTED).to_string()).collect();
    quoted.join("~")
}

macro_rules! key {
    ($n:literal: $($kind:ident $at:tt $name:ident),*) => {
        impl<$($kind: Part),*> Key for ($($kind,)*) {
            fn written(&self) -> String {
                together(&[$(self.$at.written()),*])
            }
            fn read(written: &str) -> Option<Self> {
                let [$($name),*] = parts::<$n>(written)?;
                Some(($($kind::read(&$name)?,)*))
            }
        }
    };
}
key!(1: A 0 a);
key!(2: A 0 a, B 1 b);
key!(3: A 0 a, B 1 b, C 2 c);
key!(4: A 0 a, B 1 b, C 2 c, D 3 d);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_place_can_be_read_by_people_too() {
        let day: NaiveDate = "2025-03-31".parse().unwrap();
        assert_eq!((0_i16, day, "sr-2024-38".to_owned()).written(), "0~2025-03-31~sr-2024-38");
        let at: DateTime<Utc> = "2025-03-28T13:32:05.123456Z".parse().unwrap();
        assert_eq!((at,).written(), "2025-03-28T13:32:05.123456Z");
    }

    #[test]
    fn what_no_list_wrote_is_no_place() {
        for foreign in
            ["", "x", "0~2025-03-31", "0~2025-02-30~a", "0~-5000-01-01~a", "0~+20000-01-01~a", "70000~2025-03-31~a", "0~2025-03-31~a~b", "0~2025-03-31~%00"]
        {
            assert_eq!(<(i16, NaiveDate, String)>::read(foreign), None, "{foreign:?}");
        }
        assert_eq!(<(String,)>::read(&"a".repeat(LONGEST + 1)), None);
        assert_eq!(<(DateTime<Utc>,)>::read("i går"), None);
    }

    proptest! {
        #[test]
        fn every_place_is_read_as_it_was_written(closed: bool, n: i64, text in "[^\u{0}]{0,60}", micros in -30_000_000_000_000_000_i64..200_000_000_000_000_000) {
            let place = (closed, n, text, DateTime::<Utc>::from_timestamp_micros(micros).unwrap());
            prop_assert_eq!(<(bool, i64, String, DateTime<Utc>)>::read(&place.written()), Some(place));
        }
    }
}
