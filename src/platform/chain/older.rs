//! What is older than the chain: sealed as it stood when the chain was begun for it (`platform/upkeep/beginning.sql`), and said in
//! marks that the first event after that took with it.

use std::collections::BTreeMap;

use futures_util::TryStreamExt as _;
use sqlx::postgres::PgConnection;

use super::{Fault, Place, Report};
use crate::domain::chain::{BEGINNING, Chained, Hash, Records};

/// What the marks say.
#[derive(Debug, Default)]
pub(super) struct Older {
    /// Of each log that has older events.
    logs: BTreeMap<String, Counted>,
    /// The digest of the older seals of each table.
    tables: BTreeMap<String, Option<Hash>>,
    /// The digest of all of them.
    beginning: Hash,
}

/// How many older events a log has, and their digest; and what was found of them so far.
#[derive(Debug)]
struct Counted {
    events: i64,
    digest: Option<Hash>,
    found: (i64, Hash),
}

impl Counted {
    fn fits(&self) -> bool {
        self.found.0 == self.events && Some(self.found.1) == self.digest
    }
}

impl Older {
    /// Reads the marks. They came together, with one event or, while none has come, with none.
    pub(super) async fn read(conn: &mut PgConnection, report: &mut Report) -> sqlx::Result<Self> {
        let marks = sqlx::query!(
            r#"select s.relation as "relation!", s.row_key as "row!", s.digest as "digest?", s.tx = '0' as "early!",
                 coalesce(s.authority, '') as "authority!", coalesce(s.seq, 0) as "number!"
               from seal s where s.relation in ('event', 'seal') order by s.id"#
        )
        .fetch_all(conn)
        .await?;
        let mut older = Self::default();
        let mut first = None;
        let (mut closed, mut fits) = (0, true);
        let mut said = Records::default();
        for mark in marks {
            said.add(&mark.relation, &mark.row, mark.digest.as_deref());
            let digest = mark.digest.as_deref().and_then(|digest| digest.try_into().ok());
            let place = (mark.authority, mark.number);
            fits = fits && mark.early && *first.get_or_insert_with(|| place.clone()) == place;
            match (mark.relation.as_str(), mark.row.rsplit_once(' ')) {
                ("event", None) if mark.row.is_empty() => closed += 1,
                ("event", Some((authority, events))) => {
                    let events = events.parse().unwrap_or(0);
                    fits = fits && events > 0 && older.logs.insert(authority.to_owned(), Counted { events, digest, found: (0, BEGINNING) }).is_none();
                }
                ("seal", _) => fits = fits && older.tables.insert(mark.row, digest).is_none(),
                _ => fits = false,
            }
        }
        older.beginning = said.digest().unwrap_or(BEGINNING);
        report.waiting = first.is_some_and(|(_, number)| number == 0);
        if closed != 1 || !fits {
            report.add(Fault::Beginning);
        }
        Ok(older)
    }

    /// Takes an event without a link, if it is one of those that are older. `first`: no event of its log before it has a link.
    pub(super) fn take(&mut self, event: &Chained<'_>, first: bool) -> bool {
        match self.logs.get_mut(event.authority) {
            Some(log) if first && (1..=log.events).contains(&event.number) => {
                log.found = (log.found.0 + 1, event.on(&log.found.1));
                true
            }
            _ => false,
        }
    }

    /// What the marks say, in a digest: another one when the chain was begun a second time.
    pub(super) fn beginning(&self) -> &[u8] {
        &self.beginning
    }

    /// How many older events a log has.
    pub(super) fn events(&self, authority: &str) -> i64 {
        self.logs.get(authority).map_or(0, |log| log.events)
    }

    /// The digest of those that were found of a log.
    pub(super) fn digest(&self, authority: &str) -> Option<Hash> {
        self.logs.get(authority).map(|log| log.found.1)
    }

    /// A log has been read up to here before, with this digest.
    pub(super) fn resume(&mut self, authority: &str, number: i64, digest: Option<Hash>) {
        if let Some(log) = self.logs.get_mut(authority) {
            log.found = match digest {
                Some(digest) if number <= log.events => (number, digest),
                Some(_) => (log.events, log.digest.unwrap_or(BEGINNING)),
                None => (0, BEGINNING),
            };
        }
    }

    /// The first older event of a log that has been read up to here, when they are not those that the mark says: one digest is of
    /// them all, and does not say which.
    pub(super) fn differs(&self, authority: &str, until: i64) -> Option<i64> {
        self.logs.get(authority).filter(|log| until >= log.events && !log.fits()).map(|_| 1)
    }

    /// Holds the older events and seals that were found against the marks.
    pub(super) async fn close(self, conn: &mut PgConnection, report: &mut Report) -> sqlx::Result<()> {
        for (authority, log) in self.logs {
            if !log.fits() {
                report.add(Fault::Older(Place { authority, number: log.events }));
            }
        }
        let mut found: BTreeMap<String, Records> = BTreeMap::new();
        {
            let mut seals = sqlx::query!(
                r#"select s.relation as "table!", s.row_key as "row!", s.digest as "digest?" from seal s
                   where s.authority = '' and s.seq = 0 order by s.id"#
            )
            .fetch(conn);
            while let Some(seal) = seals.try_next().await? {
                report.before += 1;
                found.entry(seal.table.clone()).or_default().add(&seal.table, &seal.row, seal.digest.as_deref());
            }
        }
        let mut tables = self.tables;
        for (table, records) in found {
            if tables.remove(&table).flatten() != records.digest() {
                report.add(Fault::OlderRecords(table));
            }
        }
        tables.into_keys().for_each(|table| report.add(Fault::OlderRecords(table)));
        Ok(())
    }
}
