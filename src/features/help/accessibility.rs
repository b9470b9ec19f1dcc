//! The accessibility statement that lag (2018:1937) asks for, with nothing in it that has not been done.

use askama::Template;

use super::about::VERSION;
use super::texts::Texts;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::{Frame, Html};

crate::action!(
    /// The accessibility statement.
    ShowAccessibility, Visit
);

/// Where anybody may complain to the supervising authority.
const COMPLAINT: &str = "https://www.digg.se/tdosanmalan";

#[derive(Template)]
#[template(path = "help/accessibility.html")]
struct Page {
    frame: Frame,
    t: Texts,
    stands_behind: String,
    contact: String,
    complaint: &'static str,
    holds_for: String,
}

pub(super) async fn show(gate: Gate<ShowAccessibility>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let frame = look.frame().await?;
    let t = Texts::from(frame.lang);
    Html::page(&Page {
        t,
        stands_behind: t.stands_behind(&t.organisation(&frame.organisation)),
        contact: t.whom_to_contact(&frame.contact),
        complaint: COMPLAINT,
        holds_for: t.holds_for(VERSION),
        frame,
    })
}
