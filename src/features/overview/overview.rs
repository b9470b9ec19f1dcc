//! The overview: what is late, which boards, and whether it gets better, in three minutes on a phone.

use askama::Template;
use chrono::Datelike as _;

use super::day::Day;
use super::figures;
use super::sentences::{self, Lead};
use super::store::{self, Audits};
use super::tables::{self, BoardRow, ComingLine, Figure, OverdueLine, PassedRow, YearRow};
use super::texts::Texts;
use crate::domain::policy::Side;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::listing::{Filters, Pages, Query, Window};
use crate::platform::page::{Frame, Html};

crate::action!(
    /// The picture of all boards.
    ShowOverview, ReadPublished
);

/// So many overdue responses, and so many last days to come, are named.
const NAMED: i64 = 5;
/// So many measures whose date has passed are named.
const MEASURES: i64 = 10;

#[derive(Template)]
#[template(path = "overview/overview.html")]
struct Page {
    frame: Frame,
    t: Texts,
    as_of: Day,
    /// What was asked for in vain.
    asked: Filters,
    picture: Option<Picture>,
}

/// What there is to see once an audit has been sent.
struct Picture {
    overdue: Vec<OverdueLine>,
    overdue_heading: String,
    overdue_more: Option<String>,
    all_well: String,
    all_well_tone: &'static str,
    /// How this year is beside the last one.
    trend: Option<Lead>,
    on_time: Lead,
    implementation: String,
    figures: Vec<Figure>,
    boards: Vec<BoardRow>,
    /// The ways to the other boards, where there are more than fit a page.
    boards_pages: Pages,
    years: Vec<YearRow>,
    passed: Vec<PassedRow>,
    passed_more: Option<String>,
    passed_url: String,
    coming: Vec<ComingLine>,
    /// What the council took up last: where that is, its title, and the rest of the sentence.
    council: Option<(String, String, String)>,
}

pub(super) async fn show(gate: Gate<ShowOverview>, mut query: Query) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let mut frame = look.frame().await?;
    let today = look.today();
    let audits = store::audits(look.conn(), today).await?;
    let window = query.window();
    let picture = if audits.sent == 0 { None } else { Some(picture(&mut look, &audits, &mut query, &window).await?) };
    let as_of = Day::in_text(look.words(), look.today());
    frame.here = query.here();
    Html::page(&Page { t: Texts::from(frame.lang), asked: Filters::new(&query, frame.lang), frame, as_of, picture })
}

async fn picture(visit: &mut Passage, audits: &Audits, query: &mut Query, window: &Window<(String,)>) -> Result<Picture, Failure> {
    let (t, words, today) = (Texts::from(visit.lang()), visit.words(), visit.today());
    let (boards, years) = store::counted(visit.conn(), today, None).await?;
    let missing = store::missing(visit.conn(), today, NAMED).await?;
    let passed = store::passed(visit.conn(), today, MEASURES).await?;

    // A board's people see their own rows in the register as long as they ask for no others.
    let everybodys = if visit.side() == Side::Board { "&namnd=alla" } else { "" };
    let all = figures::sum(boards.iter().map(|board| board.tally));
    let most = tables::most(&boards);
    let (boards, count) = window.part_of(query, boards, |board| (board.slug.clone(),));
    let (overdue, coming) = tables::missing(words, &missing, today);
    let (all_well, all_well_tone) = sentences::all_well(t, all);
    let passed_of_all = passed.first().map_or(0, |one| one.of_all);
    Ok(Picture {
        overdue,
        overdue_heading: t.overdue_heading(all.overdue),
        overdue_more: (all.overdue > NAMED).then(|| t.and_more(all.overdue - NAMED)),
        all_well,
        all_well_tone,
        trend: sentences::trend(t, &years, today.year()),
        on_time: sentences::on_time(t, all),
        implementation: sentences::implementation(t, all, audits.waiting),
        figures: tables::figures(t, all, audits.followed_up, everybodys),
        boards_pages: boards.pages(query, t.lang, count),
        boards: tables::board_rows(t, &boards.rows, most),
        years: tables::year_rows(t, &years),
        passed: tables::passed_rows(t, words, &passed),
        passed_url: format!("/rekommendationer?datum=passerat&visa=bedomningar{everybodys}"),
        passed_more: (passed_of_all > MEASURES).then(|| t.passed_more(MEASURES, passed_of_all)),
        coming,
        council: audits.council.as_ref().map(|act| sentences::council(t, words, act)),
    })
}
