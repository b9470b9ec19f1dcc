//! The letter that came with an audit, put together from the facts of the story.

use super::super::story::{Addressee, AddresseeRole, Audit};

/// A covering letter with the story's own sentences about the last days.
pub(super) fn of(audit: &Audit) -> String {
    let mut phrases: Vec<&str> = Vec::new();
    for (_, phrase) in audit.addressees.iter().flat_map(|addressee| addressee.rounds) {
        if !phrases.contains(phrase) {
            phrases.push(phrase);
        }
    }
    let respond = names(audit, AddresseeRole::Respond);
    [
        format!("Strandköpings stad\n{}\n{}\nDiarienummer: {}", audit.decided_by, audit.letter_date, audit.reference),
        format!("Till\n{}", respond.join("\n")),
        format!("Revisionsrapport: {}", audit.title),
        format!("{} beslutade {} att översända rapporten {}.", audit.decided_by, audit.decided_on, recipients(audit)),
        format!("Sammanfattande bedömning\n\n{}", audit.overall_assessment),
        format!("Yttranden\n\n{} Svaren skickas till {}. Det uppföljande yttrandet gäller {}.", phrases.join(" "), audit.reply_to, audit.follow_up_period),
        format!("Det första yttrandet\n\n{}", audit.instruction_first),
        format!("Det uppföljande yttrandet\n\n{}", audit.instruction_follow_up),
        format!("{}\nOrdförande", audit.chair),
    ]
    .join("\n\n")
}

fn names(audit: &Audit, role: AddresseeRole) -> Vec<&'static str> {
    let wanted = |addressee: &&Addressee| addressee.role == role;
    audit.addressees.iter().filter(wanted).map(|addressee| addressee.board).collect()
}

/// "till a och b för yttrande, till c för kännedom samt till d för åtgärd".
fn recipients(audit: &Audit) -> String {
    let roles = [
        (AddresseeRole::Respond, "yttrande"),
        (AddresseeRole::Action, "åtgärd"),
        (AddresseeRole::Consideration, "beaktande"),
        (AddresseeRole::Information, "kännedom"),
    ];
    let parts: Vec<String> = roles
        .into_iter()
        .map(|(role, word)| (names(audit, role), word))
        .filter(|(names, _)| !names.is_empty())
        .map(|(names, word)| format!("till {} för {word}", listed(&names)))
        .collect();
    parts.join(", ")
}

fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => lower(one),
        [most @ .., last] => format!("{} och {}", most.iter().map(|name| lower(name)).collect::<Vec<_>>().join(", "), lower(last)),
    }
}

/// Boards are written small in running text, companies are not.
fn lower(name: &str) -> String {
    if name.ends_with(" AB") {
        return name.to_owned();
    }
    let mut letters = name.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::super::story::{self, AUDITS};
    use super::*;
    use crate::domain::missive::{self, KnownBody};

    /// A phrase is kept only when the day that was read beside it is the story's; so every letter must be read right.
    #[test]
    fn every_last_day_is_read_from_its_own_sentence() {
        let known: Vec<KnownBody> = story::BOARDS.iter().map(|board| KnownBody { name: board.name.to_owned() }).collect();
        for audit in AUDITS {
            let text = of(audit);
            let letter = missive::read(&text, &known);
            for addressee in audit.addressees {
                let read = letter.addressees.iter().find(|read| read.body == addressee.board);
                let read: Vec<(String, &str)> = read
                    .map(|read| {
                        read.rounds.iter().map(|round| (round.due.day().map(|day| day.to_string()).unwrap_or_default(), round.phrase.text.as_str())).collect()
                    })
                    .unwrap_or_default();
                let told: Vec<(String, &str)> = addressee.rounds.iter().map(|(day, phrase)| ((*day).to_owned(), *phrase)).collect();
                assert_eq!(read, told, "{} {}\n{text}", audit.reference, addressee.board);
            }
        }
    }
}
