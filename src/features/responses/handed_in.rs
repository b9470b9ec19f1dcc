//! What every page of the desk leads to once the response has been handed in: a bookmark, yesterday's mail or a calendar may
//! still point there, and nothing is written any more.

use askama::Template;

use super::set_aside;
use super::store::{self, Round};
use super::texts::Texts;
use crate::platform::failure::Failure;
use crate::platform::gate::Passage;
use crate::platform::page::{Frame, Html};
use crate::platform::parts::{Chip, Due};

#[derive(Template)]
#[template(path = "responses/handed_in.html")]
struct Page {
    frame: Frame,
    t: Texts,
    board: String,
    reference: String,
    heading: String,
    chip: Chip,
    arrived: String,
    last_day: Due,
    after_closing: Option<String>,
    asked: bool,
    /// Where the reader has words that could not be taken in.
    asides: Vec<(String, String)>,
    response_url: String,
    receipt_url: String,
    pack_url: String,
}

/// The page, at whatever address of the desk it was asked for.
pub(super) async fn page(visit: &mut Passage, round: &Round) -> Result<Html, Failure> {
    let (frame, words) = (visit.frame().await?, visit.words());
    let t = Texts::from(frame.lang);
    let codes = store::aside_codes(visit.conn(), round).await?;
    let day = round.received_on.unwrap_or_else(|| visit.today());
    Html::page(&Page {
        board: round.name.board_name.clone(),
        reference: round.name.reference.clone(),
        heading: words.round_heading(&round.name),
        chip: Chip::of_round(words, round.state(visit.today())),
        arrived: t.is_handed_in(&words.received(round.received_at, day)),
        last_day: Due::with_weekday(words, round.last_day, &round.name),
        after_closing: round.closed_before_it_came().map(|day| t.came_after_closing(&words.date(day))),
        asked: round.last_day.extension_asked,
        asides: set_aside::links_by_code(round, &codes, t),
        response_url: round.name.response_url(),
        receipt_url: round.name.receipt_url(),
        pack_url: round.name.below_desk("utskrift"),
        t,
        frame,
    })
}
