//! Labels, and what stands behind each.

use super::headings::folded;
use super::{Line, Mark};
use crate::domain::response::AskedItem;
use crate::domain::text::tidy;

/// What a label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// What the board chose: "Svar: vi planerar inga åtgärder".
    Stance,
    Action,
    /// A measure that was done without having been promised.
    Unplanned,
    Effect,
    Date,
    Responsible,
    Reason,
    Reference,
    /// The item whose measures answer this one, too.
    SameAs,
    /// Whether the board agrees.
    Agreement,
    /// Why not, or in part.
    Why,
    /// When a question without measures is looked at again.
    Again,
    /// What came of it.
    LookedAgain,
    /// A promise of the first response, repeated before what became of it.
    Promise,
    /// What became of it.
    Outcome,
    /// The auditors' own words, which are not the board's answer.
    Auditors,
}

impl Label {
    /// Whether it begins something even where nothing stands behind it.
    fn begins(self) -> bool {
        matches!(self, Self::Action | Self::Unplanned | Self::Promise | Self::Outcome)
    }
}

/// Labels in lower case.
const LABELS: [(&str, Label); 63] = [
    ("samma som", Label::SameAs),
    ("same as", Label::SameAs),
    ("instämmer nämnden", Label::Agreement),
    ("ställningstagande", Label::Agreement),
    ("does the board agree", Label::Agreement),
    ("varför inte helt", Label::Why),
    ("skäl till ställningstagandet", Label::Why),
    ("why not wholly", Label::Why),
    ("ses över igen", Label::Again),
    ("det nämnden kom fram till", Label::LookedAgain),
    ("svar", Label::Stance),
    ("nämndens svar", Label::Stance),
    ("vad planerar nämnden", Label::Stance),
    ("answer", Label::Stance),
    ("åtgärd", Label::Action),
    ("åtgärder", Label::Action),
    ("planerad åtgärd", Label::Action),
    ("planerade åtgärder", Label::Action),
    ("genomförd åtgärd", Label::Action),
    ("genomförda åtgärder", Label::Action),
    ("vad har gjorts", Label::Action),
    ("gjort", Label::Action),
    ("measure", Label::Action),
    ("planned measure", Label::Action),
    ("planned measures", Label::Action),
    ("completed measure", Label::Action),
    ("åtgärd som inte var planerad", Label::Unplanned),
    ("measure that was not planned", Label::Unplanned),
    ("effekt", Label::Effect),
    ("förväntad effekt", Label::Effect),
    ("uppnådd effekt", Label::Effect),
    ("effect", Label::Effect),
    ("expected effect", Label::Effect),
    ("klart senast", Label::Date),
    ("klar senast", Label::Date),
    ("senast", Label::Date),
    ("senast genomförd", Label::Date),
    ("genomförd senast", Label::Date),
    ("genomförs senast", Label::Date),
    ("genomförd", Label::Date),
    ("ny sista dag", Label::Date),
    ("tidplan", Label::Date),
    ("tidpunkt", Label::Date),
    ("datum", Label::Date),
    ("completed no later than", Label::Date),
    ("latest date", Label::Date),
    ("done on", Label::Date),
    ("new last day", Label::Date),
    ("ansvarig", Label::Responsible),
    ("ansvarig funktion", Label::Responsible),
    ("responsible", Label::Responsible),
    ("responsible function", Label::Responsible),
    ("skäl", Label::Reason),
    ("motivering", Label::Reason),
    ("reason", Label::Reason),
    ("diarienummer", Label::Reference),
    ("planerades", Label::Promise),
    ("planerat", Label::Promise),
    ("planned", Label::Promise),
    ("utfall", Label::Outcome),
    ("outcome", Label::Outcome),
    ("revisionens text", Label::Auditors),
    ("the auditors’ text", Label::Auditors),
];

/// The text before the first label, and each label with what follows it. The auditors' own words are left out, as long as
/// they are their own.
pub(super) fn pieces(lines: &[Line], item: &AskedItem) -> (Vec<String>, Vec<(Label, String)>) {
    let (body, heading) = (folded(&item.body), folded(&item.heading));
    let mut unlabelled = String::new();
    let mut pieces: Vec<(Label, String)> = Vec::new();
    let mut is_open = false;
    for line in lines {
        let begun = match line.mark {
            Mark::None | Mark::Label | Mark::Remark | Mark::Heading => labelled(&line.text),
            Mark::Auditors if !(is_open && matches!(pieces.last(), Some((Label::Auditors, _)))) => Some((Label::Auditors, line.text.as_str())),
            Mark::Answer | Mark::Auditors => None,
        };
        if let Some((label, value)) = begun {
            pieces.push((label, value.to_owned()));
            is_open = true;
        } else {
            let open = pieces.last_mut().filter(|_| is_open).map_or(&mut unlabelled, |(_, value)| value);
            open.push('\n');
            open.push_str(&line.text);
        }
        // What stands below the whole of the auditors' words is the board's again.
        if matches!(pieces.last(), Some((Label::Auditors, value)) if folded(value) == body) {
            is_open = false;
        }
    }
    let written = |text: &str| !text.is_empty() && ![&body, &heading].contains(&&folded(text));
    pieces.iter_mut().for_each(|(_, value)| *value = tidy(value));
    pieces.retain(|(label, value)| if *label == Label::Auditors { written(value) } else { label.begins() || !value.is_empty() });
    let before = tidy(&unlabelled).split("\n\n").map(str::trim).filter(|part| written(part)).collect::<Vec<_>>().join("\n\n");
    (if before.is_empty() { Vec::new() } else { vec![before] }, pieces)
}

/// A line such as "Förväntad effekt: färre fel", "Åtgärd 2:", a label beside its text in a table, or one that stands alone.
fn labelled(line: &str) -> Option<(Label, &str)> {
    let plain = line.trim().trim_start_matches(['*', '•', '-', '–', ' ', '\t']);
    let parted = plain.split_once([':', '\t']).filter(|(name, _)| !name.contains("   "));
    let (name, value) = parted.or_else(|| plain.split_once("   ")).unwrap_or((plain, ""));
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '*' | '?' | '.')).to_lowercase();
    let alone = value.is_empty() && plain.chars().count() <= 30;
    let label = LABELS.iter().find(|(written, _)| *written == name).map(|(_, label)| *label)?;
    (alone || plain.contains([':', '\t']) || plain.contains("   ")).then(|| (label, value.trim_matches(['*', ' ', '\t'])))
}
