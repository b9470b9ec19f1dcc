//! How the auditors sort an item: whether it matters most, and what it is about. A record that everybody reads beside the item, whichever of its
//! boards it is shown with.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::TagItem;
use super::store::{self, Found, ItemPath, NewTagging};
use super::texts::Texts;
use crate::domain::address;
use crate::domain::event::Event;
use crate::domain::refusal::Refusal;
use crate::domain::tags::{self, TagsFault};
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Choice, Choices, Faults, Field, Summary};
use crate::platform::posted::Posted;

crate::action!(
    /// The form.
    ShowTags, PublishVerdict, ItemPath => Found, store::find
);
crate::action!(
    impl TagItem, PublishVerdict, ItemPath => Found, store::find, holding store::hold
);

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    /// The newest sorting when the page was drawn.
    seen: i16,
    #[serde(default)]
    priority: String,
    tags: String,
}

#[derive(Template)]
#[template(path = "register/tag.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    item_url: String,
    reference: String,
    name: String,
    heading: String,
    seen: i16,
    priority: Choices,
    tags: Field,
}

pub(super) async fn show(gate: Gate<ShowTags>) -> Result<Html, Failure> {
    let (mut look, found) = gate.look().await?;
    let form = Form { seen: found.tagged, priority: if found.prioritised { "yes" } else { "" }.to_owned(), tags: found.tags.join(", ") };
    Html::page(&page(&mut look, &found, &form, &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<TagItem>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, found) = gate.open().await?;
    let form = posted.read(&change)?;
    let t = Texts::from(change.lang());
    let mut faults = Faults::none();
    let read = faults.take("tags", tags::parse(&form.tags), |fault| match fault {
        TagsFault::TooMany => t.too_many_tags(tags::MOST),
        TagsFault::TooLong(tag) => t.tag_too_long(&tag, tags::LONGEST),
    });
    let Some(read) = read else {
        return Html::redraw(&page(&mut change, &found, &form, &faults).await?);
    };
    let prioritised = form.priority == "yes";
    let item_url = address::recommendation(&found.key, &found.code, &found.board_slug);
    if (prioritised, &read) == (found.prioritised, &found.tags) {
        return Ok(SeeOther::unchanged(&change, item_url));
    }
    if form.seen != found.tagged {
        return Err(Refusal::SomebodyWasFirst.into());
    }
    let new = NewTagging { n: found.tagged + 1, prioritised, tags: &read };
    store::tag(&mut change, &found, &new).await?;
    let done = change.commit(Event::ItemTagged { audit: found.audit, item: found.item, entry: new.n }).await?;
    Ok(SeeOther::to(done, item_url).saying(Confirmed::Tagged))
}

async fn page(visit: &mut Passage, found: &Found, form: &Form, faults: &Faults) -> Result<Page, Failure> {
    let (frame, words) = (visit.frame().await?, visit.words());
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    let prioritised = vec![Choice::new("yes", t.prioritise(), form.priority == "yes")];
    Ok(Page {
        summary: faults.summary(lang),
        item_url: address::recommendation(&found.key, &found.code, &found.board_slug),
        reference: found.reference.clone(),
        name: t.place_of(words.item_kind(found.kind), &found.code),
        heading: found.heading.clone(),
        seen: form.seen,
        priority: Choices::boxes(lang, "priority", t.priority(), prioritised, faults),
        tags: Field::line(lang, "tags", t.tags(), &form.tags, faults).hint(t.tags_hint()),
        t,
        frame,
    })
}
