//! The receipt: when it came, in time or not, and the fingerprint by which anybody can check the document.

use askama::Template;

use super::attachments::{self, ShownFile};
use super::store::{self, PublishedRound};
use super::texts::Texts;
use crate::domain::round::RoundPath;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::{Frame, Html};
use crate::platform::parts::{Chip, Due};
use crate::platform::words::capital;

crate::action!(
    /// A receipt, for good.
    ShowReceipt, ReadPublished, RoundPath => PublishedRound, store::published_round
);

#[derive(Template)]
#[template(path = "responses/receipt.html")]
struct Page {
    frame: Frame,
    t: Texts,
    lead: String,
    heading: String,
    audit_url: String,
    reference: String,
    number: String,
    arrived: String,
    chip: Chip,
    last_day: Due,
    against_letter: Option<String>,
    decision: String,
    locked: Option<String>,
    remarks: Vec<String>,
    board_reference: String,
    counts_as: Option<String>,
    diary_number: Option<String>,
    fingerprint: String,
    files: Vec<ShownFile>,
    document_url: String,
    document_kind: String,
    response_url: String,
}

pub(super) async fn show(gate: Gate<ShowReceipt>) -> Result<Html, Failure> {
    let (mut look, PublishedRound(round)) = gate.look().await?;
    let id = round.submission.ok_or(Failure::NotFound)?;
    let (frame, words) = (look.frame().await?, look.words());
    let t = Texts::from(frame.lang);
    let facts = store::letter_facts(look.conn(), round.audit).await?;
    let page = store::submission(look.conn(), id).await?;
    let late = round.last_day.lateness(page.received_on);
    let (decision, remarks) = (super::read::decided(&page, t, words), super::read::remarks(&round, &page, t, words));
    Html::page(&Page {
        lead: t.receipt_lead(&round.name.board_name),
        heading: words.round_heading(&round.name),
        audit_url: round.name.audit_url(),
        reference: round.name.reference.clone(),
        number: page.receipt_number,
        arrived: words.received(page.received_at, page.received_on),
        chip: match late.in_force {
            Some(days) => Chip::bad(words.days_late(days)),
            None if late.is_beyond_doubt() => Chip::ok(t.in_time()),
            None => Chip::plain(capital(&words.lateness(late))),
        },
        last_day: Due::with_weekday(words, round.last_day, &round.name),
        against_letter: (round.last_day.due_on != round.last_day.original_due_on).then(|| t.against_letter(&words.lateness_by_day(late.by_letter))),
        decision,
        locked: page.locked_at.map(|at| words.instant(at)),
        remarks,
        board_reference: page.board_reference.unwrap_or_default(),
        counts_as: (!facts.reply_to.is_empty()).then(|| t.counts_as(&facts.reply_to)),
        diary_number: page.diary_number,
        fingerprint: page.document_sha256.iter().map(|byte| format!("{byte:02x}")).collect(),
        files: attachments::received(&round, &page.files, words),
        document_url: round.name.document_url(),
        document_kind: t.document_kind(&words.file_size(i64::from(page.document_bytes))),
        response_url: round.name.response_url(),
        t,
        frame,
    })
}
