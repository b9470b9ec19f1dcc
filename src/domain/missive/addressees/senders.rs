//! Who sends and who is sent to where no label says it: companies and federations over their auditors, bodies that only the text names.

use super::super::bodies::{Mention, Vocabulary};
use super::super::layout::Paragraph;
use super::super::roll::{Roll, is_assembly, is_company};
use super::super::words::{any_starts, at};
use super::{AddressLine, Block};

/// A greeting has no more words.
const GREETING: usize = 8;

/// The companies of a letter, in the order of its paragraphs: looked for once, for a text may repeat "Till styrelsen" by the thousand.
#[derive(Default)]
pub(super) struct Companies {
    /// How many paragraphs have been looked through.
    seen: usize,
    last: Option<Mention>,
}

impl Companies {
    /// "Vatten AB / Styrelsen", "Till styrelsen" under the letterhead of the company: the company that stands above it answers.
    pub(super) fn or_its_company(&mut self, body: Mention, paragraphs: &[Paragraph], place: usize, vocabulary: &Vocabulary) -> Mention {
        if body.key != "styrelse" {
            return body;
        }
        for sentence in paragraphs.iter().take(place).skip(self.seen).flat_map(|paragraph| &paragraph.sentences) {
            let company = vocabulary.mentions(sentence).into_iter().find(|mention| mention.group.is_none() && is_company(&mention.key));
            self.last = company.or(self.last.take());
        }
        self.seen = self.seen.max(place);
        // What is doubtful about the line stays doubtful about the company.
        self.last.clone().map(|company| Mention { doubts: company.doubts.with(body.doubts), ..company }).unwrap_or(body)
    }
}

/// Bodies that running text puts on the roll: "Berörda nämnder är A och B"; and, where nobody is addressed, whoever is named.
pub(in crate::domain::missive) fn named_in_text(paragraphs: &[Paragraph], block: &Block, vocabulary: &Vocabulary, roll: &mut Roll) {
    let nobody = roll.entries.is_empty();
    let sentences = paragraphs.iter().zip(&block.is_address).filter(|(_, address)| !**address).flat_map(|(paragraph, _)| &paragraph.sentences);
    for sentence in sentences {
        let mentions = vocabulary.mentions(sentence);
        let defines = mentions.first().is_some_and(|first| {
            first.group.is_some_and(|group| !group.is_one()) && at(&sentence.tokens, first.end, &["ar", "utgors", "are", ":"]) && mentions.len() > 1
        });
        // "Hej biblioteksnämnden!", "Hej parknämnden, nu är vi klara …".
        let opens = nobody && at(&sentence.tokens, 0, &["hej", "basta", "kara", "dear"]);
        let called =
            |mention: &&Mention| mention.end <= GREETING && (at(&sentence.tokens, mention.end, &[",", "!", "."]) || mention.end == sentence.tokens.len());
        let greets = opens && (sentence.tokens.len() <= 12 || mentions.iter().any(|mention| called(&mention)));
        let concerns = nobody && (greets || any_starts(&sentence.tokens, &["avser", "riktar", "riktas"]));
        if defines || concerns {
            let short = !greets || sentence.tokens.len() <= 12;
            let named = mentions
                .iter()
                .filter(|mention| short || called(mention))
                .filter(|mention| mention.group.is_none() && !mention.genitive && !is_assembly(&mention.key));
            named.for_each(|mention| roll.address(mention, None, &sentence.phrase()));
        }
    }
}

/// Whether a federation or a company stands over, or under, its auditors: it sends, and nobody sends to it.
pub(super) fn is_sender(paragraphs: &[Paragraph], place: usize, line: &AddressLine) -> bool {
    let only_owner = line.label.is_none() && line.bodies.iter().all(|(body, _)| is_company(&body.key) || body.key.contains("forbund"));
    let auditors = |paragraph: Option<&Paragraph>, joined: bool| {
        paragraph.is_some_and(|other| {
            joined && other.is_heading() && other.tokens().any(|word| word.starts_any(&["revisor", "revision", "lekmannarevisor", "forbundsrevis"]))
        })
    };
    let own_gap = paragraphs.get(place).is_some_and(|own| own.gap);
    let below = paragraphs.get(place + 1);
    only_owner && (auditors(below, below.is_some_and(|below| !below.gap)) || auditors(place.checked_sub(1).and_then(|above| paragraphs.get(above)), !own_gap))
}
