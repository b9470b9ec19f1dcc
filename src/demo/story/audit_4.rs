//! SR-2024-22, Beredskap för långvarigt strömavbrott: due in two weeks. One board has locked its text, one is
//! writing, one has not begun.

use super::cast::{CARE, CHAIR, COLLEGIUM, COUNCIL, EXECUTIVE, PROPERTIES, REPLY_TO, WORKS};
use super::{Addressee, AddresseeRole, Answer, AnswerKind, Audit, Done, Extension, Item, ItemKind, Planned, Response, Stage};

pub(super) const AUDIT: Audit = Audit {
    reference: "SR-2024-22",
    title: "Beredskap för långvarigt strömavbrott",
    decided_by: COLLEGIUM,
    decided_on: "2024-12-18",
    letter_date: "2024-12-18",
    chair: CHAIR,
    overall_assessment: "Staden klarar ett strömavbrott på några timmar väl. Vi bedömer att beredskapen för ett avbrott som varar flera dygn inte är tillräcklig. Kommunstyrelsen har inte beslutat vilka verksamheter som går först, och nämndernas planer är inte prövade tillsammans.",
    reply_to: REPLY_TO,
    follow_up_period: "2025–2026",
    instruction_first: "Ge först nämndens samlade syn på beredskapen. Svara därefter på de punkter som är riktade till er. Skriv inte ut uppgifter som kan skada säkerheten, utan hänvisa i så fall till en egen handling.",
    instruction_follow_up: "Beskriv vad som har gjorts sedan det första yttrandet och vilken skillnad det skulle göra vid ett avbrott i dag. Använd gärna erfarenheter från övningar eller verkliga händelser.",
    recorded_at: "2024-12-18 14:05",
    sent_at: Some("2024-12-20 09:30"),
    message: "Bifogat finns vår granskning av beredskapen för långa strömavbrott. Tänk på att yttrandet blir en allmän handling när det har kommit in till oss.",
    items: &[
        Item {
            kind: ItemKind::Assessment,
            heading: "Det är inte beslutat vilka verksamheter som går först",
            body: "Kommunstyrelsen har en lista över viktiga verksamheter, men ingen ordning mellan dem. Vid ett långt avbrott måste någon avgöra var reservkraft och personal behövs mest.",
            boards: &[EXECUTIVE],
        },
        Item {
            kind: ItemKind::Assessment,
            heading: "Särskilda boenden är olika väl förberedda",
            body: "Några boenden har prövat att laga mat, larma och hålla värmen utan ström. Andra saknar plan för tiden efter de första timmarna.",
            boards: &[CARE],
        },
        Item {
            kind: ItemKind::Assessment,
            heading: "Provkörningar av reservkraft dokumenteras inte",
            body: "Reservkraftverken provkörs enligt personalen varje månad. Vi har bara kunnat se protokoll för en tredjedel av månaderna under 2023 och 2024.",
            boards: &[WORKS],
        },
        Item {
            kind: ItemKind::Assessment,
            heading: "Övningarna har inte omfattat mer än ett dygn",
            body: "Nämnderna har övat korta avbrott, var och en för sig. Frågor om avlösning, drivmedel och information till invånare blir avgörande först senare och har inte prövats.",
            boards: &[EXECUTIVE, CARE, WORKS],
        },
        Item {
            kind: ItemKind::Recommendation,
            heading: "Besluta om en gemensam ordning mellan viktiga verksamheter",
            body: "Kommunstyrelsen bör besluta vilka verksamheter som ska få reservkraft, drivmedel och personal först, och pröva beslutet på nytt minst vartannat år.",
            boards: &[EXECUTIVE],
        },
        Item {
            kind: ItemKind::Recommendation,
            heading: "Gör en plan för varje särskilt boende",
            body: "Hälsa-, vård- och omsorgsnämnden bör se till att varje boende har en plan för minst tre dygn utan ström, med mat, värme, läkemedel och bemanning.",
            boards: &[CARE],
        },
        Item {
            kind: ItemKind::Recommendation,
            heading: "Säkra drivmedel till reservkraften",
            body: "Tekniska nämnden bör ha avtal eller eget lager som räcker i minst en vecka, och dokumentera alla provkörningar.",
            boards: &[WORKS],
        },
        Item {
            kind: ItemKind::Recommendation,
            heading: "Öva ett långt avbrott tillsammans",
            body: "Kommunstyrelsen bör leda en gemensam övning som motsvarar minst tre dygn. De andra nämnderna bör delta och ta hand om det som övningen visar.",
            boards: &[EXECUTIVE, CARE, WORKS],
        },
    ],
    addressees: &[
        Addressee {
            board: EXECUTIVE,
            role: AddresseeRole::Respond,
            rounds: &[
                ("2025-04-04", "Samtliga tre nämnder ska svara senast den 4 april 2025."),
                ("2026-02-27", "Ett uppföljande yttrande ska ha kommit in till oss senast den 27 februari 2026."),
            ],
        },
        Addressee {
            board: CARE,
            role: AddresseeRole::Respond,
            rounds: &[
                ("2025-04-04", "Samtliga tre nämnder ska svara senast den 4 april 2025."),
                ("2026-02-27", "Ett uppföljande yttrande ska ha kommit in till oss senast den 27 februari 2026."),
            ],
        },
        Addressee {
            board: WORKS,
            role: AddresseeRole::Respond,
            rounds: &[
                ("2025-04-04", "Samtliga tre nämnder ska svara senast den 4 april 2025."),
                ("2026-02-27", "Ett uppföljande yttrande ska ha kommit in till oss senast den 27 februari 2026."),
            ],
        },
        Addressee { board: PROPERTIES, role: AddresseeRole::Action, rounds: &[] },
        Addressee { board: COUNCIL, role: AddresseeRole::Information, rounds: &[] },
    ],
    responses: &[CARE_LOCKED, WORKS_DRAFT],
    extensions: &[Extension {
        board: WORKS,
        round: 1,
        asked_at: "2025-03-12 10:40",
        wished_on: "2025-05-09",
        reason: "Reservkraften provas under vecka 14 och 15. Utan resultatet kan vi inte säga när åtgärderna är klara.",
        granted: Some(("2025-03-14 09:20", "2025-04-25", "Provet är klart den 11 april. Två veckor räcker för att skriva svaret.")),
    }],
    supplements: &[],
    council: &[],
    closed: None,
};

/// Locked for the board's meeting on 25 March.
const CARE_LOCKED: Response = Response {
    board: CARE,
    round: 1,
    begun_at: "2025-02-03 14:15",
    summary: "Nämnden håller med om att boendena är olika väl förberedda. Alla 22 boenden ska ha en plan för tre dygn utan ström före nästa vinter. Planerna prövas först i mindre övningar och sedan i den gemensamma övning som kommunstyrelsen leder.",
    answers: &[
        Answer {
            code: "B2",
            kind: AnswerKind::Planned(&[Planned {
                action: "En beredskapssamordnare besöker samtliga boenden och går igenom utrustning, lager och rutiner tillsammans med chefen.",
                effect: "Nämnden får en jämförbar bild av vad som saknas, och de sämst rustade boendena åtgärdas först.",
                due: "2025-06-13",
                responsible: "Beredskapssamordnare",
            }]),
        },
        Answer {
            code: "B4",
            kind: AnswerKind::Planned(&[Planned {
                action: "Fyra boenden övar ett avbrott på ett helt dygn, med avlösning mitt i natten.",
                effect: "Vi får veta om bemanning, belysning och mat räcker även när det första passet har gått hem.",
                due: "september 2025",
                responsible: "Verksamhetschef för särskilt boende",
            }]),
        },
        Answer {
            code: "R2",
            kind: AnswerKind::Planned(&[
                Planned {
                    action: "En mall för boendets plan tas fram tillsammans med två enhetschefer och en sjuksköterska.",
                    effect: "Planerna blir korta, likadana och lätta att hitta i för en vikarie.",
                    due: "maj 2025",
                    responsible: "Beredskapssamordnare",
                },
                Planned {
                    action: "Varje boende skriver sin plan och fyller på sitt lager av vatten, mat och filtar.",
                    effect: "De boende kan stanna kvar i minst tre dygn utan ström.",
                    due: "2025-11-14",
                    responsible: "Enhetschefer",
                },
            ]),
        },
        Answer {
            code: "R4",
            kind: AnswerKind::Planned(&[Planned {
                action: "Förvaltningen deltar i stadens övning med sin ledning och minst sex boenden.",
                effect: "Boendena och stadens ledning vet hur de når varandra när telefonnätet inte fungerar.",
                due: "kvartal 4 2025",
                responsible: "Förvaltningsdirektör",
            }]),
        },
    ],
    locked_at: Some("2025-03-18 16:10"),
    decision: None,
    submitted_at: None,
    diary: None,
    verdict: None,
    stage: Stage::Locked,
};

/// R4 and the summary are still to be written.
const WORKS_DRAFT: Response = Response {
    board: WORKS,
    round: 1,
    begun_at: "2025-02-24 09:35",
    summary: "",
    answers: &[
        Answer {
            code: "B3",
            kind: AnswerKind::Done(&[Done {
                action: "Provkörningar rapporteras sedan februari i underhållssystemet. Jobbet kan inte avslutas utan att tid, belastning och eventuella fel är ifyllda.",
                effect: "Driftchefen ser varje månad om någon provkörning har uteblivit.",
                done_on: "2025-02-10",
            }]),
        },
        Answer {
            code: "B4",
            kind: AnswerKind::Planned(&[Planned {
                action: "Driftens jourlag övar två skiftbyten i rad utan ström i depån.",
                effect: "Brister i avlösning och samband upptäcks innan de kostar tid i verkligheten.",
                due: "oktober 2025",
                responsible: "Driftchef",
            }]),
        },
        Answer {
            code: "R3",
            kind: AnswerKind::Elsewhere {
                reason: "Uppgifter om lager, leverantörer och uthållighet kan omfattas av sekretess. Nämnden svarar därför i en egen handling.",
                reference: "TN-2025-61",
            },
        },
    ],
    locked_at: None,
    decision: None,
    submitted_at: None,
    diary: None,
    verdict: None,
    stage: Stage::Drafting,
};
