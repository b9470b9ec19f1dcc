//! The start page. Each side has its own list; nobody stands on two of these sides.

use askama::Template;

use super::texts::Texts;
use super::{administrator, auditors, board};
use crate::domain::policy::{Scope, Side, Verb};
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::{Frame, Html};
use crate::platform::parts::{Chip, Due};
use crate::platform::theirs::Said;

crate::action!(
    /// What there is to do.
    ShowToDo, SeeToDo
);

/// A row: one thing to do, and the whole row leads to it.
pub(super) struct Row {
    pub(super) url: String,
    pub(super) name: String,
    pub(super) meta: String,
    pub(super) chip: Option<Chip>,
    pub(super) due: Option<Due>,
    /// Where the auditors' diary number of an arrival is noted, while there is none.
    pub(super) diary: Option<Diary>,
    /// Where the board is reminded, while it is late.
    pub(super) prompt: Option<String>,
}

impl Row {
    fn said(&self) -> Said<'_> {
        Said(&self.name)
    }

    fn said_more(&self) -> Said<'_> {
        Said(&self.meta)
    }
}

/// The form for a diary number.
pub(super) struct Diary {
    pub(super) url: String,
    pub(super) id: String,
    /// Which of what has come in it is for.
    pub(super) number: i16,
}

/// So many rows stand under a heading; the others stand in their list.
pub(super) const SHOWN: usize = 10;

/// Rows under a heading, and where all of them are when there are more than are shown.
pub(super) struct Group {
    heading: &'static str,
    rows: Vec<Row>,
    all: Option<(String, String)>,
    /// What can be done with all of them at once: said, and where.
    at_once: Option<(String, String)>,
}

impl Group {
    /// The first rows under a heading, of so many. `list` is where all of them are.
    pub(super) fn new(t: Texts, heading: &'static str, mut rows: Vec<Row>, of_all: i64, list: impl Into<String>) -> Self {
        rows.truncate(SHOWN);
        let shown = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        Self { heading, rows, all: (of_all > shown).then(|| (t.show_all(of_all), list.into())), at_once: None }
    }

    /// With something that can be done with all of them at once.
    pub(super) fn doing(self, at_once: Option<(String, String)>) -> Self {
        Self { at_once, ..self }
    }

    /// The same of rows that are all at hand.
    pub(super) fn of(t: Texts, heading: &'static str, rows: Vec<Row>, list: impl Into<String>) -> Self {
        let of_all = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        Self::new(t, heading, rows, of_all, list)
    }

    /// Whether there is nothing under the heading.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// What a side has to do.
pub(super) struct List {
    pub(super) sentence: String,
    pub(super) warning: Option<String>,
    /// Whose it is, where it can be everybody's or one's own: said, and the way to the other.
    pub(super) whose: Option<(Option<&'static str>, &'static str, &'static str)>,
    pub(super) groups: Vec<Group>,
    pub(super) more: Vec<(String, String)>,
    /// How the service is, each with where more of it stands: for administrators.
    pub(super) health: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "start/to_do.html")]
struct Page {
    frame: Frame,
    t: Texts,
    list: List,
    may_record: bool,
}

pub(super) async fn show(gate: Gate<ShowToDo>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let frame = look.frame().await?;
    let t = Texts::from(frame.lang);
    let mut list = match look.side() {
        Side::Board => board::list(&mut look, t).await?,
        Side::Audit => auditors::list(&mut look, t).await?,
        Side::Admin => administrator::list(&mut look, frame.mails, t).await?,
        Side::Council | Side::Auth => return Err(Failure::NotFound),
    };
    list.groups.retain(|group| !group.is_empty());
    Html::page(&Page { may_record: look.may(Verb::RecordAudit, Scope::Common), list, t, frame })
}
