//! Items with their answers, as the preview, the board pack and the received response list them.

use super::desk::{Desk, DeskItem};
use super::store::EarlierVerdict;
use super::texts::Texts;
use super::two_writers;
use crate::domain::response::{AnsweredItem, AskedItem, Drawing};
use crate::platform::answer::DrawnAnswer;
use crate::platform::failure::Failure;
use crate::platform::words::Words;

/// An item with its answer.
pub(super) struct ShownItem {
    pub(super) code: String,
    pub(super) heading: String,
    pub(super) body: String,
    /// None while something is missing.
    pub(super) answer: Option<DrawnAnswer>,
    /// What is written while something is missing: what each text is, and the text.
    pub(super) written: Vec<(String, String)>,
    /// What is missing while it is a draft: the sentence and where it is written.
    pub(super) missing: Option<(String, String)>,
    pub(super) verdict: Option<(String, String)>,
}

impl ShownItem {
    fn of(item: &AskedItem) -> Self {
        Self {
            code: item.code.clone(),
            heading: item.heading.clone(),
            body: item.body.clone(),
            answer: None,
            written: Vec::new(),
            missing: None,
            verdict: None,
        }
    }
}

/// A draft, item by item, with what is missing at its place.
pub(super) fn drafted(desk: &Desk, t: Texts, words: Words) -> Result<Vec<ShownItem>, Failure> {
    desk.items.iter().map(|item| drafted_item(desk, item, t, words)).collect()
}

fn drafted_item(desk: &Desk, item: &DeskItem, t: Texts, words: Words) -> Result<ShownItem, Failure> {
    let blank = ShownItem::of(&item.item);
    let said: Vec<String> = item.gaps().iter().map(|gap| item.say(gap, t)).collect();
    let missing = (!said.is_empty()).then(|| (said.join(" "), super::show_desk::part_url(&desk.round, &item.item.code)));
    let stand = item.draft.stand();
    Ok(match item.settle() {
        Ok(answer) => {
            let drawing = Drawing::of(&answer, &item.promises, &item.earlier).beside(&stand);
            ShownItem { answer: Some(DrawnAnswer::of(words, &drawing)), missing, ..blank }
        }
        Err(_) => ShownItem { written: two_writers::lines(&item.draft.content()?, t), missing, ..blank },
    })
}

/// A submitted response, item by item, with published verdicts.
pub(super) fn submitted(answers: &[AnsweredItem], verdicts: &[EarlierVerdict], words: Words) -> Vec<ShownItem> {
    let verdict = |answered: &AnsweredItem| verdicts.iter().find(|verdict| verdict.item == answered.item.id);
    let drawn = |answered: &AnsweredItem| ShownItem {
        answer: Some(DrawnAnswer::of(words, &answered.drawing())),
        verdict: verdict(answered).map(|verdict| (words.grade_of(answered.item.kind, verdict.grade).to_owned(), verdict.comment.clone())),
        ..ShownItem::of(&answered.item)
    };
    answers.iter().map(drawn).collect()
}
