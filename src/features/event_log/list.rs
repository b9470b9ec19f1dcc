//! The log, newest first; and the same as a file.

use askama::Template;

use super::asked::Asked;
use super::mentioned::{Mentioned, Names};
use super::sentences::{self, About};
use super::store::{self, Checked, Row};
use super::texts::Texts;
use crate::domain::actor::Person;
use crate::domain::event::Event;
use crate::domain::policy::Side;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Look};
use crate::platform::listing::{Cell, Cut, Head, ListPage, Query, Sheet};
use crate::platform::page::{Frame, Html};
use crate::platform::theirs::{Said, unmarked};
use crate::platform::words::Words;

crate::action!(
    /// The event log.
    ShowLog, ReadLog
);

/// A line, ready to be drawn.
struct Line {
    at: (String, String),
    /// Whoever did it, and where only what she did is shown.
    who: Option<(String, String)>,
    /// Drawn by [`Said`].
    sentence: String,
    about: Option<About>,
}

impl Line {
    fn said(&self) -> Said<'_> {
        Said(&self.sentence)
    }
}

#[derive(Template)]
#[template(path = "event_log/list.html")]
struct Page {
    frame: Frame,
    t: Texts,
    list: ListPage,
    /// Whether the log is whole, as far as it is known.
    whole: String,
    is_broken: bool,
    lines: Vec<Line>,
}

/// What is asked, the rows of a page, and what they speak of is called.
struct Found {
    asked: Asked,
    cut: Cut<Row, store::Place>,
    names: Names,
}

async fn found(look: &mut Look<ShowLog>, query: &mut Query) -> Result<Found, Failure> {
    let (side, own) = (look.side(), look.person().map(Person::boards).unwrap_or_default());
    let asked = Asked::of(query, look.conn(), side, &own).await?;
    let window = query.window();
    let cut = window.cut(store::rows(look.conn(), &asked.wanted, &window).await?, Row::place);
    let mut mentioned = Mentioned::default();
    for row in &cut.rows {
        mentioned.by(&row.facts);
    }
    let names = store::names(look.conn(), side, &mentioned).await?;
    Ok(Found { asked, cut, names })
}

pub(super) async fn show(gate: Gate<ShowLog>, mut query: Query) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let (mut frame, words, side) = (look.frame().await?, look.words(), look.side());
    let t = Texts::from(frame.lang);
    let Found { asked, cut, names } = found(&mut look, &mut query).await?;
    let (count, checked) = store::count(look.conn(), &asked.wanted, cut.begins(store::before_all())).await?;
    let pages = cut.pages(&query, frame.lang, count);
    let hers = cut.rows.first().and_then(|row| row.actor_name.as_deref());
    frame.here = query.here();
    Html::page(&Page {
        list: ListPage::new(t.menu(), asked.filters(&query, t, side, hers), Head::new(&query, &pages, |n| t.count(n), t.none(), "/handelser.csv"), pages).lead(
            match side {
                Side::Audit => t.lead_audit(),
                Side::Board => t.lead_board(),
                Side::Admin | Side::Council | Side::Auth => t.lead_system(),
            },
        ),
        whole: said(checked, t, words),
        is_broken: matches!(checked, Checked::Broken { .. }),
        lines: cut.rows.iter().map(|row| line(row, &names, t, words)).collect(),
        t,
        frame,
    })
}

/// The same events as a file, all of them.
pub(super) async fn file(gate: Gate<ShowLog>, mut query: Query) -> Result<Sheet, Failure> {
    let (mut look, _) = gate.look().await?;
    let (t, words) = (Texts::from(look.lang()), look.words());
    let Found { cut, names, .. } = found(&mut look, &mut query).await?;
    let header = vec![t.when(), t.who(), t.happened(), t.about()];
    Sheet::new(&query, t.lang.pick("handelser", "event-log"), header, cut, |row| {
        let line = line(&row, &names, t, words);
        vec![
            Cell::Moment(Some(row.at)),
            line.who.map_or_else(|| t.the_service().to_owned(), |(name, _)| name).into(),
            unmarked(&line.sentence).into(),
            line.about.map(|about| unmarked(&about.sentence)).unwrap_or_default().into(),
        ]
    })
}

/// Nothing is said that has not been looked at.
fn said(checked: Checked, t: Texts, words: Words) -> String {
    match checked {
        Checked::NotYet => t.not_read_yet().to_owned(),
        Checked::Whole { number, from, at } => t.is_whole(number, &words.instant(at), &words.instant(from)),
        Checked::Broken { number } => t.is_broken(number),
    }
}

fn line(row: &Row, names: &Names, t: Texts, words: Words) -> Line {
    let names = names.at(row.at);
    Line {
        at: (row.at.to_rfc3339(), words.instant(row.at)),
        who: row.actor.map(|actor| (row.actor_name.clone().unwrap_or_else(|| "–".to_owned()), format!("/handelser?vem={actor}"))),
        sentence: event(row).map_or_else(|| t.unknown(&row.kind), |event| sentences::said(&event, &names, t, words)),
        about: sentences::about(&row.facts, &names, words),
    }
}

/// The event; `None` when a newer release wrote it.
fn event(row: &Row) -> Option<Event> {
    let mut facts = row.facts.clone();
    facts.as_object_mut()?.insert("kind".to_owned(), row.kind.as_str().into());
    serde_json::from_value(facts).ok()
}
