//! The receipt: when it came, in time or not, and the fingerprint by which anybody can check the document.

use askama::Template;

use super::attachments::{self, ShownFile};
use super::read;
use super::read_one::{NumberedPath, OneReceived, find};
use super::store::{self, PublishedRound, Round, Which};
use super::texts::Texts as Slice;
use crate::domain::round::{Lateness, RoundPath};
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html};
use crate::platform::parts::{Chip, Due};
use crate::platform::words::capital;

crate::action!(
    /// A receipt, for good.
    ShowReceipt, ReadPublished, RoundPath => PublishedRound, store::published_round
);

crate::action!(
    /// The receipt of one thing that came in, also of what was taken back.
    ShowOneReceipt, ReadPublished, NumberedPath => OneReceived, find
);

crate::texts! {
    checkpoint { sv: "Kontrollpunkt i händelseloggen", en: "Checkpoint of the event log" }
    checkpoint_hint { sv: "Spara kvittot utanför tjänsten. Med raden kan den som driver tjänsten visa att inget i loggen fram till dess har skrivits om.", en: "Keep the receipt outside of the service. With this line, whoever runs the service can show that nothing in the log up to then has been rewritten." }
}

#[derive(Template)]
#[template(path = "responses/receipt.html")]
struct Page {
    frame: Frame,
    t: Slice,
    own: Texts,
    lead: String,
    heading: String,
    audit_url: String,
    reference: String,
    number: String,
    arrived: String,
    chip: Chip,
    /// Of a supplement: none.
    last_day: Option<Due>,
    against_letter: Option<String>,
    /// Whether it is a supplement, of which no decision is told but on whose initiative it was handed in.
    adds: bool,
    decision: String,
    locked: Option<String>,
    remarks: Vec<String>,
    board_reference: String,
    counts_as: Option<String>,
    diary_number: Option<String>,
    /// What is said in its place. What was taken back is not waited for any more.
    not_registered: &'static str,
    fingerprint: String,
    /// How the log stood when it came in; none for what is older than the chain.
    checkpoint: Option<String>,
    files: Vec<ShownFile>,
    document_url: String,
    docx_url: String,
    copy_url: String,
    document_kind: String,
    response_url: String,
}

pub(super) async fn show(gate: Gate<ShowReceipt>) -> Result<Html, Failure> {
    let (mut look, PublishedRound(round)) = gate.look().await?;
    draw(&mut look, &round, Which::Newest).await
}

pub(super) async fn show_one(gate: Gate<ShowOneReceipt>) -> Result<Html, Failure> {
    let (mut look, OneReceived { round, number }) = gate.look().await?;
    draw(&mut look, &round, Which::Numbered(number)).await
}

async fn draw(visit: &mut Passage, round: &Round, which: Which) -> Result<Html, Failure> {
    let (frame, words) = (visit.frame().await?, visit.words());
    let t = Slice::from(frame.lang);
    let page = store::submission(visit.conn(), round, which).await?.ok_or(Failure::NotFound)?;
    let at = page.received_at.unwrap_or(visit.now());
    let reply_to = store::reply_to_then(visit.conn(), round.audit, at).await?;
    let checkpoint = store::checkpoint(visit.conn(), page.id).await?;
    let late = read::lateness(round, &page);
    let decides = round.submission == Some(page.id);
    let (decision, remarks) = (read::decided(&page, t, words), read::remarks(round, &page, t, words));
    let board = words.called_then(&page.board_called, &round.name.board_name);
    Html::page(&Page {
        lead: if page.is_supplement() { t.supplement_receipt_lead(&board) } else { t.receipt_lead(&board) },
        heading: read::heading(round, &page, t, words),
        audit_url: round.name.audit_url(),
        reference: round.name.reference.clone(),
        arrived: words.received(page.received_at, page.received_on),
        chip: match late.filter(|_| decides) {
            None => read::chip(round, &page, visit.today(), t, words),
            Some(Lateness { in_force: Some(days), .. }) => Chip::bad(words.days_late(days)),
            Some(late) if late.is_beyond_doubt() => Chip::ok(t.in_time()),
            Some(late) => Chip::plain(capital(&words.lateness(late))),
        },
        last_day: late.map(|_| Due::with_weekday(words, round.last_day, &round.name)),
        against_letter: late
            .filter(|_| round.last_day.due_on != round.last_day.original_due_on)
            .map(|late| t.against_letter(&words.lateness_by_day(late.by_letter))),
        adds: page.own().is_some_and(|received| received.on_request.is_some()),
        decision,
        locked: page.locked_at.filter(|_| !page.is_supplement()).map(|at| words.instant(at)),
        remarks,
        board_reference: page.decision().map(|decision| decision.board_reference).unwrap_or_default(),
        counts_as: (page.received_at.is_some() && !reply_to.is_empty()).then(|| t.counts_as(&reply_to)),
        not_registered: if page.own().is_some_and(|received| received.withdrawn_at.is_some()) { t.status_unregistered() } else { t.not_registered() },
        diary_number: page.diary_number,
        fingerprint: crate::domain::text::hex(&page.document_sha256),
        checkpoint: checkpoint.map(|checkpoint| checkpoint.line()),
        files: attachments::received(round, &page.files, words),
        docx_url: round.name.below_submission(page.number, "dokument.docx"),
        copy_url: round.name.below_submission(page.number, "kopiera"),
        document_url: if decides { round.name.document_url() } else { round.name.below_submission(page.number, "dokument") },
        document_kind: t.document_kind(&words.file_size(i64::from(page.document_bytes))),
        response_url: if decides { round.name.response_url() } else { round.name.submission_url(page.number) },
        number: page.receipt_number,
        own: Texts::from(frame.lang),
        t,
        frame,
    })
}
