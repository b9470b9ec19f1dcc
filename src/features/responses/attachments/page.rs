//! The page on which attachments are added and taken away: of the response, or of a supplement.

use askama::Template;

use super::form::{Form, Whole};
use super::shown::{ShownFile, listed};
use super::texts::Texts;
use crate::domain::response::AttachedFile;
use crate::features::responses::show_desk::{Head, visibility};
use crate::features::responses::store::Round;
use crate::features::responses::texts::Texts as Slice;
use crate::platform::failure::Failure;
use crate::platform::files;
use crate::platform::gate::Passage;
use crate::platform::page::Frame;
use crate::platform::parts::{Choice, Choices, Faults, Field, Summary};
use crate::platform::texts::Apart;

#[derive(Template)]
#[template(path = "responses/attachments.html")]
pub(in crate::features::responses) struct Page {
    frame: Frame,
    s: Slice,
    t: Texts,
    head: Head,
    summary: Summary,
    heading: &'static str,
    lead: &'static str,
    visibility: String,
    files: Vec<ShownFile>,
    /// Nothing is added or removed while the text is locked, nor by whoever only reads.
    open: bool,
    here: String,
    back_url: String,
    back: &'static str,
    error: Option<String>,
    secret_error: Option<String>,
    secret: bool,
    item: Choices,
    ground: Field,
    taken: &'static str,
    accept: String,
}

/// Whose attachments they are, and how it stands with them.
pub(in crate::features::responses) struct Attached<'a> {
    pub(in crate::features::responses) whole: Whole,
    pub(in crate::features::responses) round: &'a Round,
    pub(in crate::features::responses) files: &'a [AttachedFile],
    /// The items that a file may belong to, by code and heading.
    pub(in crate::features::responses) items: Vec<(String, String)>,
    pub(in crate::features::responses) open: bool,
    pub(in crate::features::responses) locked: bool,
}

impl Attached<'_> {
    /// Where they are.
    pub(in crate::features::responses) fn url(&self) -> String {
        match self.whole {
            Whole::Response => self.round.name.below_desk("bilagor"),
            Whole::Supplement => self.round.name.below_desk("komplettering/bilagor"),
        }
    }

    /// The page.
    pub(in crate::features::responses) async fn draw(&self, visit: &mut Passage, form: &Form, faults: &Faults) -> Result<Page, Failure> {
        let frame = visit.frame().await?;
        let (t, s, words) = (Texts::from(frame.lang), Slice::from(frame.lang), visit.words());
        let (round, supplement, here) = (self.round, self.whole == Whole::Supplement, self.url());
        let mut items = vec![Choice::new("", if supplement { t.about_all_of_supplement() } else { t.about_all() }, form.item.is_empty())];
        items.extend(self.items.iter().map(|(code, heading)| Choice::new(code, format!("{code} {}", Apart(heading)), *code == form.item)));
        Ok(Page {
            head: Head::of(round, visit),
            summary: faults.summary(frame.lang),
            heading: if supplement { t.of_supplement() } else { s.attachments() },
            lead: match (supplement, self.locked) {
                (true, _) => t.supplement_lead(),
                (false, true) => t.locked(),
                (false, false) => t.lead(),
            },
            visibility: visibility(round, s),
            files: listed(self.files, words, |id| format!("{here}/{id}")),
            open: self.open,
            back_url: if supplement { round.name.supplement_url() } else { round.name.desk_url() },
            back: if supplement { t.back_to_supplement() } else { s.back_to_desk() },
            here,
            error: faults.at("file"),
            secret_error: faults.at("secret"),
            secret: form.secret,
            item: Choices::list(frame.lang, "item", t.about(), items, faults),
            ground: Field::line(frame.lang, "ground", t.ground(), &form.ground, faults).hint(t.ground_hint()),
            taken: files::taken(frame.lang),
            accept: files::accept(),
            s,
            t,
            frame,
        })
    }
}
