//! The page on which everybody searches what she may read; and what was found as a file.

use askama::Template;

use super::store::{self, Hit, Kind, Place, Understood};
use super::texts::Texts;
use crate::domain::address;
use crate::domain::refusal::{NoFile, Refusal};
use crate::domain::search::{MOST_WORDS, Piece, Searched, TypedReference, beginnings, snippet};
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::listing::{Cell, Count, Filters, Head, ListPage, Meant, Query, Sheet, Window};
use crate::platform::page::{Frame, Html, SeeOther};
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
    /// What is said of the search itself.
    notes: Vec<String>,
    lines: Vec<Line>,
}

/// What was found of what was typed.
struct Results {
    searched: Searched,
    understood: Option<Understood>,
    /// Those that are asked for, of so many.
    hits: Vec<Hit>,
    before: i64,
    total: i64,
    /// Some kind of text has more.
    more: bool,
}

impl Results {
    async fn of(visit: &mut Passage, typed: &str, window: &Window<Place>) -> Result<Self, Failure> {
        let searched = Searched::of(typed);
        let understood = understood(visit, &searched, typed).await?;
        Self::found(visit, searched, understood, window).await
    }

    async fn found(visit: &mut Passage, searched: Searched, understood: Option<Understood>, window: &Window<Place>) -> Result<Self, Failure> {
        let hits = match understood.as_ref().is_some_and(|understood| !understood.query.is_empty()) {
            true => store::hits(visit.conn(), &searched.query(), window).await?,
            false => Vec::new(),
        };
        let (before, total, most) = hits.first().map_or((0, 0, 0), |hit| (hit.before, hit.total, hit.most));
        Ok(Self { searched, understood, hits, before, total, more: most > store::MOST })
    }

    /// What the database looked for; nothing, where every word is too common.
    fn looked_for(&self) -> Option<&str> {
        self.understood.as_ref().map(|understood| understood.query.as_str()).filter(|query| !query.is_empty())
    }

    /// Whether all is there that fits all the words.
    fn is_whole(&self) -> bool {
        !self.more && !self.searched.cut_off
    }
}

async fn understood(visit: &mut Passage, searched: &Searched, typed: &str) -> Result<Option<Understood>, Failure> {
    Ok(match searched.words.is_empty() {
        true => None,
        false => Some(store::understood(visit.conn(), &searched.query(), &TypedReference::of(typed)).await?),
    })
}

/// Whoever types a reference means that audit, and with a code after it that item.
pub(super) async fn show(gate: Gate<Search>, mut query: Query) -> Result<Meant, Failure> {
    let (mut look, _) = gate.look().await?;
    let typed = query.text("q");
    let window = query.window();
    let searched = Searched::of(&typed);
    let understood = understood(&mut look, &searched, &typed).await?;
    if let Some((key, code)) = understood.as_ref().and_then(|understood| understood.exact.as_ref()) {
        let audit = address::audit(key);
        let there = code.as_ref().map_or_else(|| audit.clone(), |code| format!("{audit}#{code}"));
        return Ok(Meant::Page(SeeOther::unchanged(&look, there)));
    }
    let mut results = Results::found(&mut look, searched, understood, &window).await?;
    let (mut frame, words) = (look.frame().await?, look.words());
    let t = Texts::from(frame.lang);
    let cut = window.cut(std::mem::take(&mut results.hits), Hit::place);
    let pages = cut.pages(&query, frame.lang, Count::known(results.before, results.total));
    let nothing_said = match results.looked_for() {
        None if typed.is_empty() => None,
        None if results.searched.words.is_empty() => Some(t.no_words()),
        None => Some(t.common_words()),
        Some(_) => (results.total == 0).then(|| t.nothing()),
    };
    let more = results.more.then(|| t.more(store::MOST));
    let notes = nothing_said.map(str::to_owned).into_iter().chain(results.searched.cut_off.then(|| t.cut_off(MOST_WORDS))).chain(more).collect();
    let marked = beginnings(results.looked_for().unwrap_or_default());
    let head = (results.total > 0).then(|| Head::new(&query, &pages, |n| t.found(n), t.nothing(), "/sok.csv").with_files_if(results.is_whole()));
    frame.here = query.here();
    let page = Html::page(&Page {
        lines: cut.rows.iter().map(|hit| line(hit, &marked, t, words)).collect(),
        list: ListPage::new(t.title(), Filters::new(&query, frame.lang).text(&query, "q", t.label(), &typed).button(t.menu()), head, pages).lead(t.lead()),
        notes,
        frame,
    })?;
    Ok(Meant::List(page))
}

/// The same results as a file. One that could not hold all of them is not made: only a page can say so.
pub(super) async fn file(gate: Gate<Search>, mut query: Query) -> Result<Sheet, Failure> {
    let (mut look, _) = gate.look().await?;
    let (t, words) = (Texts::from(look.lang()), look.words());
    let typed = query.text("q");
    let window = query.window();
    let mut results = Results::of(&mut look, &typed, &window).await?;
    if !results.is_whole() {
        return Err(Failure::Refused(Refusal::NoFile(NoFile::NotAllIsFound)));
    }
    let cut = window.cut(std::mem::take(&mut results.hits), Hit::place);
    let marked = beginnings(results.looked_for().unwrap_or_default());
    let header = vec![t.kind(), t.day(), t.reference(), t.audit(), t.item(), t.board(), t.summary(), t.text()];
    Sheet::new(&query, t.lang.pick("traffar", "results"), header, cut, |hit| {
        let round = hit.round.as_ref();
        vec![
            hit.kind.name(t).into(),
            Cell::Day(Some(hit.on)),
            hit.reference.as_str().into(),
            hit.title.as_str().into(),
            hit.code.as_deref().unwrap_or_default().into(),
            round.map_or("", |round| round.board_name.as_str()).into(),
            round.map_or_else(String::new, |round| words.round_title(round.kind, round.ordinal())).into(),
            snippet(&hit.text, &marked).into_iter().map(|piece| piece.text).collect::<String>().into(),
        ]
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
            Self::CouncilAct => t.council_act(),
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
        (Kind::CouncilAct, _) => format!("{audit}#fullmaktige"),
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
