//! The overview: what is late, which boards, and whether it gets better, in three minutes on a phone; today, and as of any day that
//! is over.

use askama::Template;
use chrono::Datelike as _;

use super::day::Day;
use super::figures;
use super::linked::Linked;
use super::sentences::{self, Lead};
use super::store::{self, Audits};
use super::tables::{self, AgesLine, BoardRow, ComingLine, Figure, Links, OverdueLine, PassedRow, YearRow};
use super::texts::Texts;
use crate::domain::policy::Side;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::listing::{AsOf, Filters, OtherDay, Pages, Query, ShownDay, Window};
use crate::platform::page::{Frame, Html};

crate::action!(
    /// The picture of all boards.
    ShowOverview, ReadPublished
);

/// So many overdue responses, and so many last days to come, are named.
const NAMED: i64 = 5;
/// So many measures whose date has passed are named.
const MEASURES: i64 = 10;
/// And so many of them on paper, where all of the page is to fit a sheet.
const ON_PAPER: usize = 3;

#[derive(Template)]
#[template(path = "overview/overview.html")]
struct Page {
    frame: Frame,
    t: Texts,
    as_of: Day,
    /// Which day is shown, where it is over; and the form that asks for another.
    shown: ShownDay,
    other_day: OtherDay,
    /// Where it says what has happened since a day; of a day that is over nothing does.
    since: Option<String>,
    /// What was asked for in vain.
    asked: Filters,
    picture: Option<Picture>,
}

impl Page {
    /// Rows behind this one are not printed.
    const ON_PAPER: usize = ON_PAPER;
}

/// What there is to see once an audit has been sent.
struct Picture {
    overdue: Vec<OverdueLine>,
    overdue_heading: String,
    overdue_more: Option<String>,
    /// Where all of them are listed; a day that is over has no such list.
    overdue_url: Option<String>,
    all_well: String,
    all_well_tone: &'static str,
    /// How this year is beside the last one.
    trend: Option<Lead>,
    on_time: Lead,
    /// Where the responses are that it counts.
    on_time_url: Option<String>,
    implementation: Linked,
    figures: Vec<Figure>,
    boards: Vec<BoardRow>,
    /// The ways to the other boards, where there are more than fit a page.
    boards_pages: Pages,
    years: Vec<YearRow>,
    passed: Vec<PassedRow>,
    passed_more: Option<String>,
    /// How many stand on paper, where those are fewer.
    passed_on_paper: Option<String>,
    passed_url: String,
    coming: Vec<ComingLine>,
    /// What the council took up last: where that is, its title, and the rest of the sentence.
    council: Option<(String, String, String)>,
    /// How old what is open has become.
    ages: Option<AgesLine>,
}

pub(super) async fn show(gate: Gate<ShowOverview>, mut query: Query) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let mut frame = look.frame().await?;
    let (lang, today) = (frame.lang, look.today());
    let (as_of, audits) = audits(&mut look, &mut query).await?;
    let window = query.window();
    let picture = if audits.sent == 0 { None } else { Some(picture(&mut look, &audits, as_of, &mut query, &window).await?) };
    frame.here = query.here();
    Html::page(&Page {
        t: Texts::from(lang),
        asked: Filters::new(&query, lang),
        shown: ShownDay::new(&query, as_of, lang),
        other_day: OtherDay::new(&query, as_of, lang),
        since: as_of.only_today("/oversikt/sedan"),
        as_of: Day::in_text(look.words(), as_of.past().unwrap_or(today)),
        frame,
        picture,
    })
}

/// The day that is shown, and the audits that had been sent by then.
async fn audits(visit: &mut Passage, query: &mut Query) -> Result<(AsOf, Audits), Failure> {
    let today = visit.today();
    let as_of = query.as_of(today);
    let Some(day) = as_of.past() else { return Ok((as_of, store::audits(visit.conn(), today).await?)) };
    let (first, audits) = store::audits_then(visit.conn(), day, today).await?;
    Ok((query.not_before(as_of, first, today), audits))
}

/// What was counted, what was missing, and what had been promised by then.
async fn read(visit: &mut Passage, as_of: AsOf) -> sqlx::Result<(store::Counted, Vec<store::Missing>, Vec<store::Passed>)> {
    let (day, conn) = (as_of.day(), visit.conn());
    Ok(match as_of.past() {
        None => (store::counted(conn, day, None).await?, store::missing(conn, day, NAMED).await?, store::passed(conn, day, MEASURES).await?),
        Some(_) => (store::counted_then(conn, day).await?, store::missing_then(conn, day, NAMED).await?, store::passed_then(conn, day, MEASURES).await?),
    })
}

async fn picture(visit: &mut Passage, audits: &Audits, as_of: AsOf, query: &mut Query, window: &Window<(String,)>) -> Result<Picture, Failure> {
    let (t, words, day) = (Texts::from(visit.lang()), visit.words(), as_of.day());
    let ((boards, years), missing, passed) = read(visit, as_of).await?;

    // A board's people see their own rows in the register as long as they ask for no others.
    let links = Links { as_of, everybodys: if visit.side() == Side::Board { "&namnd=alla" } else { "" } };
    let all = figures::sum(boards.iter().map(|board| board.tally));
    let most = tables::most(&boards);
    let (boards, count) = window.part_of(query, boards, |board| (board.slug.clone(),));
    let (overdue, coming) = tables::missing(words, &missing, links);
    let (all_well, all_well_tone) = sentences::all_well(t, all);
    let of_all = passed.first().map_or(0, |one| one.of_all);
    // Of a day that is over they are counted only so far.
    let passed_of_all = if as_of.past().is_some() { t.counted(of_all) } else { of_all.to_string() };
    Ok(Picture {
        overdue,
        overdue_heading: t.overdue_heading(all.overdue),
        overdue_more: (all.overdue > NAMED).then(|| t.and_more(all.overdue - NAMED)),
        overdue_url: links.responses("status=forsenat").filter(|_| as_of.past().is_none()),
        all_well,
        all_well_tone,
        trend: sentences::trend(t, &years, day.year(), as_of.past().is_some()),
        on_time: sentences::on_time(t, all),
        on_time_url: links.responses("status=skulle-ha-kommit"),
        implementation: tables::implementation(t, all, audits.waiting, links),
        figures: tables::figures(t, all, audits.followed_up, links),
        boards_pages: boards.pages(query, t.lang, count),
        boards: tables::board_rows(t, &boards.rows, most, links),
        years: tables::year_rows(t, &years, &links.years()),
        passed: tables::passed_rows(t, words, &passed, links),
        passed_url: links.register("datum=passerat&visa=bedomningar"),
        passed_on_paper: (passed.len() > ON_PAPER).then(|| t.passed_on_paper(ON_PAPER, &passed_of_all)),
        passed_more: (of_all > MEASURES).then(|| t.passed_more(MEASURES, &passed_of_all)),
        coming,
        ages: audits.ages.as_ref().and_then(|ages| tables::ages(t, words, ages, links)),
        council: audits.council.as_ref().map(|act| sentences::council(t, words, act, as_of)),
    })
}
