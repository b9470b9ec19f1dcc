//! A new audit begins with the letter: it is pasted as it is, or comes as a file, and is read on the next page.

use askama::Template;
use serde::Deserialize;

use super::actions::{PasteLetter, ReadLetterFile, TakesLetters};
use super::store::{self, NewIntake, WaitingIntake};
use super::texts::Texts;
use crate::domain::file_text::{self, FileText};
use crate::domain::missive::{self, Recognised};
use crate::domain::text;
use crate::platform::failure::Failure;
use crate::platform::files::{self, Upload, WholeFile};
use crate::platform::gate::{Change, Gate, Passage, WithoutEvent};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Field, Summary};
use crate::platform::posted::Posted;
use crate::platform::words::Words;

crate::action!(
    /// The form for pasting.
    ShowPaste, RecordAudit
);
crate::action!(impl PasteLetter, RecordAudit);
crate::action!(impl ReadLetterFile, RecordAudit);
// A letter is working material until somebody has checked it, however it came.
impl WithoutEvent for PasteLetter {}
impl WithoutEvent for ReadLetterFile {}

/// The longest letter, in characters.
const LETTER_LIMIT: usize = 200_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    letter: String,
    /// Goes on although the text does not look like a letter.
    #[serde(default)]
    anyway: Option<String>,
}

#[derive(Template)]
#[template(path = "audits/paste_letter.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    letter: Field,
    /// The text was read, and is no letter: whoever knows better goes on.
    doubted: bool,
    error: Option<String>,
    /// Letters that were read and wait to be saved.
    waiting: Vec<Waiting>,
    /// How many of them there are, when not all are shown.
    all: Option<i64>,
}

/// A letter that was read and not saved.
struct Waiting {
    url: String,
    beginning: String,
    when: String,
    /// Where the reader takes it away, if it is her own.
    remove: Option<String>,
}

pub(super) async fn show(gate: Gate<ShowPaste>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    Html::page(&page(&mut look, "", false, &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<PasteLetter>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (change, _) = gate.open().await?;
    let form = posted.read(&change)?;
    let t = Texts::from(change.lang());
    let mut faults = Faults::none();
    let words = change.words();
    let read = text::required(&form.letter, LETTER_LIMIT);
    let letter = faults.take("letter", read, |fault| match fault {
        text::TextFault::Empty => t.paste_needed().to_owned(),
        text::TextFault::TooLong(..) => words.text_fault(fault, ""),
    });
    let gate = change.step_out();
    let anyway = form.anyway.is_some();
    let read = gate.aside(move || letter.map(|letter| understood(&letter, None))).await?;
    let (mut change, _) = gate.open().await?;
    let doubted = read.as_ref().is_some_and(|(_, recognised)| *recognised == Recognised::No) && !anyway;
    if doubted {
        faults.add("letter", t.not_a_letter());
    }
    match read.filter(|_| faults.is_empty()) {
        None => Html::redraw(&page(&mut change, &form.letter, doubted, &faults).await?),
        Some((intake, _)) => keep(change, intake, "letter", &form.letter).await,
    }
}

/// Keeps the letter until it is checked, if so many of hers do not lie there already.
async fn keep<A: TakesLetters + WithoutEvent>(mut change: Change<A>, intake: NewIntake, field: &str, typed: &str) -> Result<SeeOther, Failure> {
    match store::room_for_letter(&mut change).await? {
        None => {
            let mut faults = Faults::none();
            faults.add(field.to_owned(), Texts::from(change.lang()).letters_are_many());
            Html::redraw(&page(&mut change, typed, false, &faults).await?)
        }
        Some(room) => {
            let id = store::save_intake(&mut change, &intake, &room).await?;
            let done = change.keep().await?;
            Ok(SeeOther::to(done, format!("/granskningar/ny/kontrollera/{id}")))
        }
    }
}

pub(super) async fn act_file(gate: Gate<ReadLetterFile>, upload: Upload) -> Result<SeeOther, Failure> {
    let (change, _) = gate.open().await?;
    let uploaded = upload.read(&change)?;
    let (lang, t) = (change.lang(), Texts::from(change.lang()));
    let gate = change.step_out();
    let brought = match (uploaded.file, uploaded.readable) {
        (Ok(file), _) => Ok(Brought::Kept(file.whole().await?)),
        (Err(_), Some(readable)) => Ok(Brought::Read(readable.whole().await?)),
        (Err(fault), None) => Err(files::unread(&fault, lang)),
    };
    let read = gate
        .aside(move || {
            let brought = brought?;
            let text = file_text::read(brought.content()).map_err(|why| files::no_text(why, lang).to_owned())?;
            // Whether it is a letter is said on the next page, beside what was read: the file is kept there.
            let (intake, _) = understood(&text.text, Some(&text));
            if intake.letter.chars().count() > LETTER_LIMIT { Err(t.letter_too_long().to_owned()) } else { Ok(NewIntake { file: brought.kept(), ..intake }) }
        })
        .await?;
    let (mut change, _) = gate.open().await?;
    match read {
        Err(why) => {
            let mut faults = Faults::none();
            faults.add("file", why);
            Html::redraw(&page(&mut change, "", false, &faults).await?)
        }
        Ok(intake) => keep(change, intake, "file", "").await,
    }
}

/// A letter that came as a file.
enum Brought {
    /// The file becomes a document of the audit.
    Kept(WholeFile),
    /// Files of its kind are not kept among the documents: its text is what is kept.
    Read(Vec<u8>),
}

impl Brought {
    fn content(&self) -> &[u8] {
        match self {
            Self::Kept(file) => &file.content,
            Self::Read(content) => content,
        }
    }

    fn kept(self) -> Option<WholeFile> {
        match self {
            Self::Kept(file) => Some(file),
            Self::Read(_) => None,
        }
    }
}

/// The letter as it is kept, and whether it is one. Letters that were turned into others on the way are turned back first.
fn understood(letter: &str, read: Option<&FileText>) -> (NewIntake, Recognised) {
    let (tidied, mended) = file_text::mended(&text::tidy(letter));
    let recognised = missive::read(&tidied, &[]).recognised;
    let damaged = read.map_or_else(|| file_text::is_damaged(&tidied), |read| read.damaged);
    (NewIntake { letter: tidied, mended: mended || read.is_some_and(|read| read.mended), damaged, file: None }, recognised)
}

async fn page(visit: &mut Passage, letter: &str, doubted: bool, faults: &Faults) -> Result<Page, Failure> {
    let frame = visit.frame().await?;
    let (lang, t, words) = (frame.lang, Texts::from(frame.lang), visit.words());
    let waiting = store::waiting_intakes(visit.conn()).await?;
    Ok(Page {
        frame,
        t,
        summary: faults.summary(lang),
        letter: Field::area(lang, "letter", t.paste_label(), letter, faults).hint(t.paste_hint()).class("tall"),
        doubted,
        error: faults.at("file"),
        all: waiting.first().map(|row| row.of_all).filter(|all| i64::try_from(shown(&waiting)).is_ok_and(|shown| shown < *all)),
        waiting: waiting.iter().take(shown(&waiting)).map(|row| of_waiting(row, words)).collect(),
    })
}

/// So many of others' letters are shown, besides all one's own.
const OTHERS: usize = 5;

fn shown(waiting: &[WaitingIntake]) -> usize {
    (waiting.iter().filter(|row| row.own).count() + OTHERS).min(waiting.len())
}

fn of_waiting(row: &WaitingIntake, words: Words) -> Waiting {
    let url = format!("/granskningar/ny/kontrollera/{}", row.id);
    Waiting { remove: row.own.then(|| format!("{url}/ta-bort")), beginning: row.beginning.clone(), when: words.instant(row.created_at), url }
}
