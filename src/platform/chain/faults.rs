//! What does not fit, in words.

use super::Report;

/// An event, by the log in which it stands and its number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// In whose log.
    pub authority: String,
    /// The so many-th event.
    pub number: i64,
}

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// It says something else than when it was written.
    Changed,
    /// It was taken away.
    Gone,
    /// No event has brought it.
    Unknown,
    /// It had been taken away with an event, and is there all the same.
    Back,
    /// It is written once, and was written once more.
    Twice,
    /// Its digests are not in the order of their events, or hang in several logs.
    Disordered,
    /// It came later than what it is a part of.
    Late,
    /// It says of itself that it was written at another time than its event.
    Untimely,
}

/// Something that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The event is not the one that was written, or not in its place.
    Event(Place, String),
    /// A number is missing.
    Missing(Place),
    /// The event is gone; its link in the chain is there.
    Removed(Place),
    /// The event has no link in the chain.
    Unchained(Place, String),
    /// The event bears an earlier time than the one before it.
    Backwards(Place, String),
    /// The event took the digest of a record with it that no such event brings.
    Strange { place: Place, kind: String, table: String, row: String },
    /// The digests of the records that came with the event are others.
    Seals(Place, String),
    /// What the event says of another log does not stand there.
    Witness(Place, Place),
    /// What the event says of another log cannot be read.
    Unreadable(Place),
    /// The log's first events, so many, are not those that were there when the chain began.
    Older(Place),
    /// Digests of what this table held when the chain began are others.
    OlderRecords(String),
    /// What says where the chain begins is not there, or is there twice.
    Beginning,
    /// The table is not there, or its rows have no names any more.
    Table(String),
    /// The log ends here, and has been so long.
    Cut(Place, i64),
    /// A checkpoint says something else of the log.
    Checkpoint(Place),
    /// A record, by its table and key, and the event that brought it.
    Record { table: String, row: String, brought: Option<Place>, how: How },
    /// A document or file has other bytes than its fingerprint says.
    Bytes { table: String, row: String },
    /// What the database is built of is not what the program makes: a view, a function, a trigger, a grant.
    Definition { kind: String, name: String, how: How },
}

impl Fault {
    /// The event at which somebody should look.
    #[must_use]
    pub fn place(&self) -> Option<&Place> {
        match self {
            Self::Event(place, _)
            | Self::Missing(place)
            | Self::Removed(place)
            | Self::Unchained(place, _)
            | Self::Backwards(place, _)
            | Self::Strange { place, .. }
            | Self::Seals(place, _)
            | Self::Witness(place, _)
            | Self::Unreadable(place)
            | Self::Older(place)
            | Self::Cut(place, _)
            | Self::Checkpoint(place) => Some(place),
            Self::Record { brought, .. } => brought.as_ref(),
            Self::OlderRecords(_) | Self::Beginning | Self::Table(_) | Self::Bytes { .. } | Self::Definition { .. } => None,
        }
    }

    /// In a sentence.
    #[must_use]
    pub fn said(&self, report: &Report) -> String {
        let event = |place: &Place| format!("event {} in the log of {}", place.number, report.called(&place.authority));
        match self {
            Self::Event(place, kind) => format!("{} ({kind}) is not the event that was written, or not in its place.", capital(event(place))),
            Self::Missing(place) => format!("{} is missing.", capital(event(place))),
            Self::Removed(place) => format!("{} has been taken away.", capital(event(place))),
            Self::Unchained(place, kind) => format!("{} ({kind}) was put there past the chain.", capital(event(place))),
            Self::Backwards(place, kind) => format!("{} ({kind}) bears an earlier time than the one before it.", capital(event(place))),
            Self::Strange { place, kind, table, row } => {
                format!("The record {table} {row} came with {} ({kind}), and no such event brings such a record.", event(place))
            }
            Self::Seals(place, kind) => format!("What {} ({kind}) says of its records has been changed.", event(place)),
            Self::Witness(place, other) => format!("{} does not fit what {} says of it.", capital(event(other)), event(place)),
            Self::Unreadable(place) => format!("What {} says of other logs cannot be read.", event(place)),
            Self::Older(place) => {
                format!(
                    "The first {} events in the log of {} are not those that were there when the chain began.",
                    place.number,
                    report.called(&place.authority)
                )
            }
            Self::OlderRecords(table) => format!("The digests of the records in {table} that are older than the chain are not those with which it began."),
            Self::Beginning => "What says where the chain begins is not there, or is not what the first event took with it.".to_owned(),
            Self::Table(table) => format!("The table {table} is not there, or has no primary key: its records could not be looked at."),
            Self::Cut(place, was) => {
                format!("The log of {} ends with event {}, and has been {was} events long: its end was cut off.", report.called(&place.authority), place.number)
            }
            Self::Checkpoint(place) => format!("{} is another than a checkpoint says: the log was written anew.", capital(event(place))),
            Self::Record { table, row, brought, how } => {
                let of = brought.as_ref().map_or_else(|| "no event".to_owned(), event);
                let since = brought.as_ref().map_or_else(String::new, |_| format!(", which came with {of},"));
                let record = format!("The record {table} {row}");
                match how {
                    How::Changed => format!("{record}{since} says something else than when it was written."),
                    How::Gone => format!("{record}{since} has been taken away."),
                    How::Unknown => format!("{record} was put there without an event."),
                    How::Back => format!("{record} is there, and {of} took it away."),
                    How::Twice => format!("{record} is written once, and was written again with {of}."),
                    How::Disordered => format!("The digests of the record {table} {row} do not stand in the order of their events, up to {of}."),
                    How::Late => format!("{record}{since} came later than what it is a part of."),
                    How::Untimely => format!("{record}{since} says of itself that it was written at another time."),
                }
            }
            Self::Bytes { table, row } => format!("The bytes of {table} {row} are not those of its fingerprint."),
            Self::Definition { kind, name, how: How::Unknown } => format!("The {kind} {name} is none that the program makes."),
            Self::Definition { kind, name, how: How::Gone } => format!("The {kind} {name} is missing in the database."),
            Self::Definition { kind, name, .. } => format!("The {kind} {name} is another than the program makes."),
        }
    }
}

fn capital(sentence: String) -> String {
    sentence.strip_prefix('e').map_or(sentence.clone(), |rest| format!("E{rest}"))
}
