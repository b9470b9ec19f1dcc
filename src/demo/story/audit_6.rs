//! SR-2025-03, Föreningsbidrag – kriterier och uppföljning: recorded, not sent; only the auditors see it.

use super::cast::{CHAIR, COLLEGIUM, COUNCIL, CULTURE, LEISURE, REPLY_TO};
use super::{Addressee, AddresseeRole, Audit, Item, ItemKind};

pub(super) const AUDIT: Audit = Audit {
    reference: "SR-2025-03",
    title: "Föreningsbidrag – kriterier och uppföljning",
    decided_by: COLLEGIUM,
    decided_on: "2025-03-19",
    letter_date: "2025-03-19",
    chair: CHAIR,
    overall_assessment: "Fritidsnämnden och kulturnämnden delar varje år ut 61 miljoner kronor till föreningar. Vi bedömer att utbetalningarna sköts ordnat, men att kriterierna är allmänt hållna och att nämnderna sällan tar reda på vad bidragen har lett till.",
    reply_to: REPLY_TO,
    follow_up_period: "2025–2026",
    instruction_first: "Ge ett kort svar på slutsatsen i rapporten. Redovisa därefter era planer för varje punkt, med väntad nytta för föreningarna och invånarna och en bestämd sista dag.",
    instruction_follow_up: "Beskriv vad som har ändrats sedan vår granskning. Ge exempel på hur nämnden har använt uppföljningen av bidrag när den har fattat nya beslut.",
    recorded_at: "2025-03-20 13:40",
    sent_at: None,
    message: "Ni får här granskningen av föreningsbidragen. Rapporten tar upp likheter och skillnader mellan era två sätt att arbeta.",
    items: &[
        Item {
            kind: ItemKind::Assessment,
            heading: "Kriterierna lämnar stort utrymme för tolkning",
            body: "Ord som ”bred verksamhet” och ”god kvalitet” förklaras inte. Likartade ansökningar har fått olika utfall, och det är svårt för en ny förening att förstå vad som krävs.",
            boards: &[LEISURE, CULTURE],
        },
        Item {
            kind: ItemKind::Assessment,
            heading: "Uppgifter om antal medlemmar kontrolleras inte",
            body: "Bidragen till idrott räknas fram ur föreningarnas egna uppgifter om aktiva barn och unga. Fritidsnämnden gör inga stickprov.",
            boards: &[LEISURE],
        },
        Item {
            kind: ItemKind::Recommendation,
            heading: "Förklara kriterierna och ge exempel",
            body: "Nämnderna bör beskriva vad varje kriterium betyder och visa med exempel vad som ger respektive inte ger bidrag.",
            boards: &[LEISURE, CULTURE],
        },
        Item {
            kind: ItemKind::Recommendation,
            heading: "Gör stickprov bland de föreningar som får störst bidrag",
            body: "Fritidsnämnden bör varje år jämföra uppgifterna från ett urval av föreningar med deras egna närvarolistor.",
            boards: &[LEISURE],
        },
        Item {
            kind: ItemKind::Recommendation,
            heading: "Begär en enkel redovisning av projektbidrag",
            body: "Kulturnämnden bör be den som har fått projektbidrag att på en sida berätta vad pengarna gick till och hur många som deltog.",
            boards: &[CULTURE],
        },
    ],
    addressees: &[
        Addressee {
            board: LEISURE,
            role: AddresseeRole::Respond,
            rounds: &[
                ("2025-06-13", "De första yttrandena ska ha kommit in senast den 13 juni 2025 (fritidsnämnden) respektive den 18 juni 2025 (kulturnämnden)."),
                ("2026-03-27", "Uppföljande yttranden lämnas av båda nämnderna senast den 27 mars 2026."),
            ],
        },
        Addressee {
            board: CULTURE,
            role: AddresseeRole::Respond,
            rounds: &[
                ("2025-06-18", "De första yttrandena ska ha kommit in senast den 13 juni 2025 (fritidsnämnden) respektive den 18 juni 2025 (kulturnämnden)."),
                ("2026-03-27", "Uppföljande yttranden lämnas av båda nämnderna senast den 27 mars 2026."),
            ],
        },
        Addressee { board: COUNCIL, role: AddresseeRole::Information, rounds: &[] },
    ],
    responses: &[],
    extensions: &[],
    supplements: &[],
    council: &[],
    closed: None,
};
