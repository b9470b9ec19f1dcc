//! All responses: a board's own, or for the auditors everybody's.

use askama::Template;

use super::store::{self, RoundLine};
use super::texts::Texts;
use crate::domain::calendar::Standing;
use crate::domain::policy::Side;
use crate::domain::round::RoundState;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::{Frame, Html};
use crate::platform::parts::{Chip, Due};
use crate::platform::words::Words;

crate::action!(
    /// The list of responses.
    ListResponses, ReadPublished
);

struct Line {
    url: String,
    name: String,
    reference: String,
    board: String,
    due: Due,
    chip: Chip,
}

#[derive(Template)]
#[template(path = "responses/list.html")]
struct Page {
    frame: Frame,
    t: Texts,
    lead: &'static str,
    lines: Vec<Line>,
}

pub(super) async fn show(gate: Gate<ListResponses>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let (frame, words, today) = (look.frame().await?, look.words(), look.today());
    let t = Texts::from(frame.lang);
    let own = (look.side() == Side::Board).then(|| look.person().map(crate::domain::actor::Person::boards).unwrap_or_default());
    let lines = store::round_lines(look.conn(), own.clone()).await?;
    Html::page(&Page {
        lead: if own.is_some() { t.own_lead() } else { t.all_lead() },
        lines: lines.into_iter().map(|line| drawn(line, own.is_some(), words, today)).collect(),
        t,
        frame,
    })
}

fn drawn(line: RoundLine, own: bool, words: Words, today: chrono::NaiveDate) -> Line {
    let state = RoundState::of(line.last_day.due_on, line.received_on, line.assessed, today).closed(line.closed);
    let near = match state {
        RoundState::Awaited(standing @ (Standing::DaysLeft(_) | Standing::LastDay | Standing::DaysLate(_))) => Chip::of_deadline(words, standing),
        RoundState::Received { .. } | RoundState::Assessed { .. } | RoundState::Unanswered => None,
    };
    let to_desk = own && line.received_on.is_none();
    Line {
        url: if to_desk { line.name.desk_url() } else { line.name.response_url() },
        name: words.round_heading(&line.name),
        due: Due::new(words, line.last_day, &line.name.response_url()),
        chip: near.unwrap_or_else(|| Chip::of_round(words, state)),
        reference: line.name.reference,
        board: line.name.board_name,
    }
}
