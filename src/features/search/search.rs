//! The page on which everybody searches what she may read.

use askama::Template;

use super::store::{self, Hit, Kind};
use super::texts::Texts;
use crate::domain::address;
use crate::domain::search::{MOST_WORDS, Piece, Searched, beginnings, snippet};
use crate::domain::text::reference_key;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::listing::{Count, Filters, ListPage, Query};
use crate::platform::page::{Frame, Html};
use crate::platform::words::Words;

crate::action!(
    /// Searching.
    Search, ReadPublished
);

/// A text that was found, ready to be drawn.
struct Line {
    url: String,
    /// Which kind of text it is, of whom, and when.
    kind: &'static str,
    name: String,
    about: Vec<String>,
    day: String,
    snippet: Vec<Piece>,
}

#[derive(Template)]
#[template(path = "search/search.html")]
struct Page {
    frame: Frame,
    list: ListPage,
    t: Texts,
    /// What is said of the search itself.
    notes: Vec<String>,
    heading: Option<String>,
    exact: Option<(String, String)>,
    lines: Vec<Line>,
}

pub(super) async fn show(gate: Gate<Search>, mut query: Query) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let (mut frame, words) = (look.frame().await?, look.words());
    let t = Texts::from(frame.lang);
    let typed = query.text("q");
    let window = query.window();
    let searched = Searched::of(&typed);
    let understood = match searched.words.is_empty() {
        true => None,
        false => Some(store::understood(look.conn(), &searched.query(), &reference_key(&typed)).await?),
    };
    let looked_for = understood.as_ref().map(|understood| understood.query.as_str()).filter(|query| !query.is_empty());
    let rows = match looked_for {
        None => Vec::new(),
        Some(_) => store::hits(look.conn(), &searched.query(), &window).await?,
    };
    let (before, total, most) = rows.first().map_or((0, 0, 0), |row| (row.before, row.total, row.most));
    let cut = window.cut(rows, Hit::place);
    let pages = cut.pages(&query, frame.lang, Count::known(before, total));
    let exact = understood.as_ref().and_then(|understood| understood.exact.clone());
    let nothing_said = match looked_for {
        None if typed.is_empty() => None,
        None if searched.words.is_empty() => Some(t.no_words()),
        None => Some(t.common_words()).filter(|_| exact.is_none()),
        Some(_) => (total == 0 && exact.is_none()).then(|| t.nothing()),
    };
    let more = (most > store::MOST).then(|| t.more(store::MOST));
    let notes = nothing_said.map(str::to_owned).into_iter().chain(searched.cut_off.then(|| t.cut_off(MOST_WORDS))).chain(more).collect();
    let marked = beginnings(looked_for.unwrap_or_default());
    frame.here = query.here();
    Html::page(&Page {
        heading: (total > 0).then(|| pages.heading(|n| t.found(n))),
        exact: exact.map(|(key, reference, title)| (address::audit(&key), format!("{reference} {title}"))),
        lines: cut.rows.iter().map(|hit| line(hit, &marked, t, words)).collect(),
        list: ListPage::new(t.title(), Filters::new(&query, frame.lang).text(&query, "q", t.label(), &typed).button(t.menu()), None, pages).lead(t.lead()),
        notes,
        t,
        frame,
    })
}

impl Kind {
    fn name(self, t: Texts) -> &'static str {
        match self {
            Self::Audit => t.audit(),
            Self::Assessment => t.assessment(),
            Self::Item => t.item(),
            Self::Summary => t.summary(),
            Self::Measure => t.measure(),
            Self::Answer => t.answer(),
            Self::Verdict => t.verdict(),
            Self::Overall => t.overall(),
        }
    }
}

fn line(hit: &Hit, marked: &[String], t: Texts, words: Words) -> Line {
    let kind = hit.kind;
    let code = hit.code.as_deref().unwrap_or_default();
    let audit = address::audit(&hit.key);
    let url = match (kind, &hit.round) {
        (Kind::Measure | Kind::Answer | Kind::Verdict, Some(round)) => address::recommendation(&hit.key, code, &round.board_slug),
        (Kind::Summary | Kind::Overall, Some(round)) => round.response_url(),
        (Kind::Item, _) => format!("{audit}#{code}"),
        (Kind::Audit | Kind::Assessment | Kind::Summary | Kind::Measure | Kind::Answer | Kind::Verdict | Kind::Overall, _) => audit,
    };
    let round = hit.round.as_ref().map(|round| words.round_title(round.kind, round.ordinal()));
    let board = hit.round.as_ref().map(|round| round.board_name.clone());
    Line {
        url,
        kind: kind.name(t),
        name: [code, hit.title.as_str()].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" · "),
        about: [Some(hit.reference.clone()), board, round].into_iter().flatten().collect(),
        day: words.date(hit.on),
        snippet: snippet(&hit.text, marked),
    }
}
