//! What the service is, its version and its licence.

use askama::Template;

use super::texts::Texts;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::language::Lang;
use crate::platform::page::{Frame, Html};

crate::action!(
    /// About the service.
    ShowAbout, Visit
);

/// The version that is running.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

#[derive(Template)]
#[template(path = "help/about.html")]
struct Page {
    frame: Frame,
    t: Texts,
    run_by: String,
    version: &'static str,
    licence: &'static str,
    licence_url: &'static str,
}

pub(super) async fn show(gate: Gate<ShowAbout>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let frame = look.frame().await?;
    let t = Texts::from(frame.lang);
    Html::page(&Page {
        t,
        run_by: t.organisation(&frame.organisation),
        version: VERSION,
        licence: env!("CARGO_PKG_LICENSE"),
        licence_url: licence_url(frame.lang),
        frame,
    })
}

/// The licence is equally valid in all languages of the Union.
fn licence_url(lang: Lang) -> &'static str {
    lang.pick("https://eupl.eu/1.2/sv/", "https://eupl.eu/1.2/en/")
}
