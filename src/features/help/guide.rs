//! Help: the questions that each role asks, and whom to ask when that is not enough.

use askama::Template;

use super::answers::Texts as Answers;
use super::texts::Texts;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::{Frame, Html};

crate::action!(
    /// Help and contact.
    ShowHelp, Visit
);

/// The questions of one role.
struct Part {
    /// Where it stands on the page.
    id: &'static str,
    title: &'static str,
    questions: Vec<(&'static str, &'static str)>,
}

#[derive(Template)]
#[template(path = "help/guide.html")]
struct Page {
    frame: Frame,
    t: Texts,
    contact: String,
    parts: Vec<Part>,
}

pub(super) async fn show(gate: Gate<ShowHelp>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let frame = look.frame().await?;
    let t = Texts::from(frame.lang);
    Html::page(&Page { t, contact: t.whom_to_contact(&frame.contact), parts: parts(t), frame })
}

fn parts(t: Texts) -> Vec<Part> {
    let a = Answers::from(t.lang);
    vec![
        Part { id: "namnd", title: t.for_boards(), questions: boards(a) },
        Part { id: "revision", title: t.for_auditors(), questions: auditors(a) },
        Part { id: "fullmaktige", title: t.for_council(), questions: council(a) },
        Part { id: "administration", title: t.for_administrators(), questions: administrators(a) },
    ]
}

fn boards(a: Answers) -> Vec<(&'static str, &'static str)> {
    vec![
        (a.respond_q(), a.respond_a()),
        (a.draft_seen_q(), a.draft_seen_a()),
        (a.lock_q(), a.lock_a()),
        (a.handed_in_q(), a.handed_in_a()),
        (a.more_time_q(), a.more_time_a()),
        (a.follow_up_q(), a.follow_up_a()),
    ]
}

fn auditors(a: Answers) -> Vec<(&'static str, &'static str)> {
    vec![
        (a.record_q(), a.record_a()),
        (a.wrong_q(), a.wrong_a()),
        (a.see_draft_q(), a.see_draft_a()),
        (a.arrival_q(), a.arrival_a()),
        (a.verdict_q(), a.verdict_a()),
        (a.close_q(), a.close_a()),
    ]
}

fn council(a: Answers) -> Vec<(&'static str, &'static str)> {
    vec![
        (a.begin_q(), a.begin_a()),
        (a.in_time_q(), a.in_time_a()),
        (a.implemented_q(), a.implemented_a()),
        (a.read_q(), a.read_a()),
        (a.not_shown_q(), a.not_shown_a()),
        (a.print_q(), a.print_a()),
    ]
}

fn administrators(a: Answers) -> Vec<(&'static str, &'static str)> {
    vec![
        (a.add_person_q(), a.add_person_a()),
        (a.lost_password_q(), a.lost_password_a()),
        (a.leaves_q(), a.leaves_a()),
        (a.new_board_q(), a.new_board_a()),
        (a.conflict_q(), a.conflict_a()),
        (a.content_q(), a.content_a()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::language::Lang;

    #[test]
    fn every_role_has_six_questions_answered_in_at_most_five_sentences() {
        for lang in [Lang::SV, Lang::EN] {
            for part in parts(Texts::from(lang)) {
                assert_eq!(part.questions.len(), 6, "{}", part.title);
                for (question, answer) in part.questions {
                    assert!(question.ends_with('?'), "{question}");
                    let sentences = answer.split(['.', '?']).filter(|sentence| !sentence.trim().is_empty()).count();
                    assert!((1..=5).contains(&sentences), "{sentences} sentences: {answer}");
                }
            }
        }
    }
}
