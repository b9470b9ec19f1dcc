//! What one has been told, newest first. Each line is one sentence and leads to where something can be done about it. The
//! same is there as a file.

use askama::Template;

use super::store::{self, Told};
use super::texts::Texts;
use crate::domain::actor::{Grant, Person};
use crate::domain::address;
use crate::domain::calendar;
use crate::domain::notice::NoticeKind;
use crate::domain::round::RoundKey;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::listing::{Cell, Filters, Head, Pages, Query, Sheet, Value};
use crate::platform::page::{Frame, Html};
use crate::platform::words::Words;

crate::action!(
    /// One's own notices.
    ShowNotices, KeepOwnAccount
);

struct Line {
    sentence: String,
    url: String,
    when: String,
    unread: bool,
}

struct Group {
    heading: &'static str,
    lines: Vec<Line>,
}

/// Which notices are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Unread,
}

impl Value for Shown {
    const ALL: &'static [Self] = &[Self::Unread];

    fn key(self) -> &'static str {
        match self {
            Self::Unread => "olasta",
        }
    }
}

#[derive(Template)]
#[template(path = "notices/list.html")]
struct Page {
    frame: Frame,
    t: Texts,
    filters: Filters,
    head: Head,
    pages: Pages,
    groups: Vec<Group>,
    /// The instant of the newest one that is shown unread.
    newest_unread: Option<String>,
}

pub(super) async fn show(gate: Gate<ShowNotices>, mut query: Query) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let (mut frame, words, today) = (look.frame().await?, look.words(), look.today());
    let t = Texts::from(frame.lang);
    let Some(person) = look.person().cloned() else { return Err(Failure::NotFound) };
    let shown = query.one_of::<Shown>("visa", |_| true);
    let window = query.window();
    let told = store::told(look.conn(), shown.is_some(), &window).await?;
    let cut = window.cut(told, |one| (one.made_at, one.id.uuid()));
    let count = store::count(look.conn(), shown.is_some(), cut.first.unwrap_or_else(store::before_all)).await?;
    let pages = cut.pages(&query, frame.lang, count);
    let mut groups = [t.today(), t.yesterday(), t.earlier()].map(|heading| Group { heading, lines: Vec::new() });
    for one in &cut.rows {
        let [now, yesterday, earlier] = &mut groups;
        let group = match (today - calendar::day_of(one.made_at)).num_days() {
            ..=0 => now,
            1 => yesterday,
            _ => earlier,
        };
        group.lines.push(line(one, &person, t, words));
    }
    frame.here = query.here();
    Html::page(&Page {
        filters: Filters::new(&query, frame.lang).list(&query, "visa", t.shown(), &[("olasta".to_owned(), t.only_unread().to_owned())], shown.map(Value::key)),
        head: Head::new(&query, &pages, |n| t.count(n), t.none(), "/aviseringar.csv"),
        newest_unread: cut.rows.iter().find(|one| one.read_at.is_none()).map(|one| one.made_at.to_rfc3339()),
        groups: groups.into_iter().filter(|group| !group.lines.is_empty()).collect(),
        pages,
        t,
        frame,
    })
}

/// The same notices as a file, all of them.
pub(super) async fn file(gate: Gate<ShowNotices>, mut query: Query) -> Result<Sheet, Failure> {
    let (mut look, _) = gate.look().await?;
    let t = Texts::from(look.lang());
    let shown = query.one_of::<Shown>("visa", |_| true);
    let window = query.window();
    let told = store::told(look.conn(), shown.is_some(), &window).await?;
    let cut = window.cut(told, |one| (one.made_at, one.id.uuid()));
    let header = vec![t.when(), t.notice(), t.reference(), t.last_day(), t.read()];
    Sheet::new(&query, t.lang.pick("aviseringar", "notices"), header, cut, |one| {
        let said = t.told(&one);
        vec![Cell::Moment(Some(one.made_at)), said.into(), one.reference.into(), Cell::Day(Some(one.due_on)), Cell::Moment(one.read_at)]
    })
}

fn line(told: &Told, person: &Person, t: Texts, words: Words) -> Line {
    Line { sentence: t.told(told), url: url(told, person), when: words.instant(told.made_at), unread: told.read_at.is_none() }
}

/// Where something can be done about it, by this person.
fn url(told: &Told, person: &Person) -> String {
    let round = RoundKey::new(told.ordinal);
    let below = |page: &str| address::below_response(&told.key, &told.board_slug, round, page);
    let own = person.boards().contains(&told.board);
    let auditor = person.grants.iter().any(|grant| matches!(grant, Grant::Auditor));
    match told.kind {
        NoticeKind::BoardWithoutSecretary if !auditor => format!("/admin/namnder/{}", told.board_slug),
        NoticeKind::ResponseReceived | NoticeKind::VerdictPublished => address::response(&told.key, &told.board_slug, round),
        NoticeKind::ExtensionRequested if auditor && told.extension_asked => below("anstand/beslut"),
        NoticeKind::ResponseMissing if auditor => below("paminnelsebrev"),
        // Once the answer has come, there is nothing left to do at the desk.
        NoticeKind::ResponseRequested | NoticeKind::Reminder | NoticeKind::Overdue if own && told.received_on.is_none() => below("arbete"),
        NoticeKind::ResponseRequested
        | NoticeKind::Reminder
        | NoticeKind::Overdue
        | NoticeKind::ResponseMissing
        | NoticeKind::BoardWithoutSecretary
        | NoticeKind::ExtensionRequested
        | NoticeKind::ExtensionRequestWithdrawn
        | NoticeKind::ExtensionGranted
        | NoticeKind::ExtensionRefused
        | NoticeKind::ClosedWithoutAnswer
        | NoticeKind::DeadlineChanged => below("sista-dag"),
    }
}
