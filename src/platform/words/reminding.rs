//! What the auditors say to a board whose response is late: in the letter of reminder, and as what they begin with when they remind
//! in their own words. It goes from one authority to another, so it is in Swedish whatever language its reader has.

use chrono::NaiveDate;

use super::Words;
use crate::domain::audit::BoardKind;
use crate::platform::language::Lang;
use crate::platform::texts::Apart;

/// What it hangs on.
#[derive(Clone, Copy, Debug)]
pub struct Reminding<'a> {
    /// Who is late.
    pub board: &'a str,
    /// What kind of body it is.
    pub kind: BoardKind,
    /// How many items it is to answer.
    pub items: i64,
    /// The day that it has asked for, while nobody has decided on it.
    pub wished_on: Option<NaiveDate>,
    /// Where the letter asks for the answer; empty: it does not say.
    pub reply_to: &'a str,
}

impl Reminding<'_> {
    /// Its paragraphs.
    #[must_use]
    pub fn paragraphs(&self) -> Vec<String> {
        let mut said = vec![format!("{} ombeds lämna yttrandet snarast. Det ska besvara {}.", Apart(self.board), items(self.items)), self.more_time()];
        match self.kind {
            // KL 12:9: why a reminder is more than a courtesy. It speaks of boards, and not of companies.
            BoardKind::Board | BoardKind::Executive => said
                .push("Nämnder är enligt 12 kap. 9 § kommunallagen skyldiga att lämna revisorerna de upplysningar som behövs för revisionsarbetet.".to_owned()),
            BoardKind::Company | BoardKind::Council => {}
        }
        if !self.reply_to.is_empty() {
            said.push(format!("Yttrandet lämnas i tjänsten för revisionsuppföljning eller till {}.", Apart(self.reply_to)));
        }
        said
    }

    /// Whoever has asked for more time is not invited to ask: she waits for an answer of the auditors.
    fn more_time(&self) -> String {
        match self.wished_on {
            Some(day) => {
                let day = Words::new(Lang::SV).date(day);
                format!("Begäran om anstånd till den {day} har kommit in och är inte avgjord. Tills den är avgjord gäller sista dagen. {LATE}")
            }
            None => format!("{INVITED} {LATE}"),
        }
    }
}

const LATE: &str = "Ett yttrande som kommer in nu tas emot och märks som försenat.";
const INVITED: &str = "Den som behöver mer tid kan begära anstånd och skriva varför.";

/// What is true of every board that is late and has not asked for more time.
#[must_use]
pub fn to_several() -> Vec<String> {
    vec!["Vi ber er lämna yttrandet snarast.".to_owned(), format!("{INVITED} {LATE}")]
}

fn items(count: i64) -> String {
    if count == 1 { "en bedömning eller rekommendation".to_owned() } else { format!("{count} bedömningar och rekommendationer, var för sig") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LATE_BOARD: Reminding<'_> = Reminding { board: "Servicenämnden", kind: BoardKind::Board, items: 1, wished_on: None, reply_to: "" };

    #[test]
    fn a_board_that_has_asked_for_more_time_is_not_invited_to_ask() {
        let said = |wished_on| Reminding { wished_on, ..LATE_BOARD }.paragraphs().join(" ");
        assert!(said(None).contains(INVITED));
        let asked = said("2025-04-25".parse().ok());
        assert!(asked.contains("till den 25 april 2025 har kommit in") && !asked.contains(INVITED), "{asked}");
    }

    #[test]
    fn the_law_is_told_to_boards_and_not_to_companies() {
        let told = |kind| Reminding { kind, ..LATE_BOARD }.paragraphs().iter().any(|said| said.contains("12 kap. 9 §"));
        assert!(told(BoardKind::Board) && told(BoardKind::Executive) && !told(BoardKind::Company));
    }
}
