//! SR-2024-15, Upphandling av lokalvård: one board has answered and is judged, the other is overdue with half a draft.

use super::cast::{CHAIR, COLLEGIUM, COUNCIL, EXECUTIVE, PRESCHOOLS, REPLY_TO, SCHOOLS, SERVICE};
use super::{
    Addressee, AddresseeRole, Answer, AnswerKind, Audit, Decider, Decision, Done, Extension, Grade, Item, ItemKind, Planned, Response, Stage, VerdictData,
};

pub(super) const AUDIT: Audit = Audit {
    reference: "SR-2024-15",
    title: "Upphandling av lokalvård",
    decided_by: COLLEGIUM,
    decided_on: "2024-11-27",
    letter_date: "2024-11-27",
    chair: CHAIR,
    overall_assessment: "Staden köper lokalvård för 94 miljoner kronor om året. Vi bedömer att upphandlingen följde lagen, men att servicenämnden inte hade ett tillräckligt underlag och att kvaliteten sedan inte mäts. Kommunstyrelsen har inte i tillräcklig grad följt upp att stadens regler för inköp används.",
    reply_to: REPLY_TO,
    follow_up_period: "2025",
    instruction_first: "Vi ber nämnden att först svara kort på vår slutsats. Ta sedan punkterna i tur och ordning. Ange åtgärd, förväntad effekt och senaste dag, och skriv vilken enhet som har ansvaret.",
    instruction_follow_up: "Redogör för åtgärderna under 2025 och för hur de har påverkat städningens kvalitet och kostnad. Om en åtgärd inte blev av vill vi veta varför.",
    recorded_at: "2024-11-28 10:30",
    sent_at: Some("2024-12-02 09:10"),
    message: "Vi har granskat hur staden upphandlar lokalvård. Servicenämnden svarar som avtalsägare och kommunstyrelsen som ansvarig för inköpsreglerna. Grundskolenämnden och förskolenämnden får rapporten för kännedom.",
    items: &[
        Item {
            kind: ItemKind::Assessment,
            heading: "Underlaget till upphandlingen var inte fullständigt",
            body: "Uppgifterna om ytor var upp till sex år gamla, och elva lokaler saknades helt. Avtalet fick därför ändras redan efter fyra månader, till ett pris som inte hade prövats i konkurrens.",
            boards: &[SERVICE],
        },
        Item {
            kind: ItemKind::Assessment,
            heading: "Städningens kvalitet mäts inte",
            body: "Avtalet anger vilken kvalitet som ska uppnås, men nämnden har inte mätt den. Vite har inte krävts en enda gång, trots återkommande klagomål från skolor och äldreboenden.",
            boards: &[SERVICE],
        },
        Item {
            kind: ItemKind::Assessment,
            heading: "Inköpsreglerna följs inte upp",
            body: "Kommunstyrelsen har beslutat om regler för inköp, men får ingen redovisning av hur de efterlevs. Den senaste uppföljningen gjordes 2020.",
            boards: &[EXECUTIVE],
        },
        Item {
            kind: ItemKind::Recommendation,
            heading: "Kontrollera ytor och behov före nästa upphandling",
            body: "Servicenämnden bör ha en aktuell förteckning över lokaler och ytor, och låta de verksamheter som använder lokalerna bekräfta den.",
            boards: &[SERVICE],
        },
        Item {
            kind: ItemKind::Recommendation,
            heading: "Mät kvaliteten regelbundet och använd avtalets påföljder",
            body: "Servicenämnden bör mäta städningens kvalitet minst två gånger om året på ett sätt som leverantören har godtagit, och kräva vite när resultatet är för lågt.",
            boards: &[SERVICE],
        },
        Item {
            kind: ItemKind::Recommendation,
            heading: "Följ upp att stadens inköpsregler används",
            body: "Kommunstyrelsen bör varje år ta reda på hur stor del av inköpen som görs enligt avtal och regler, och redovisa resultatet för fullmäktige.",
            boards: &[EXECUTIVE],
        },
        Item {
            kind: ItemKind::Recommendation,
            heading: "Bestäm vem som följer upp avtal som flera nämnder använder",
            body: "För stora gemensamma avtal bör det vara bestämt vem som har kontakt med leverantören, vem som tar emot klagomål och vem som beslutar om vite.",
            boards: &[SERVICE, EXECUTIVE],
        },
    ],
    addressees: &[
        Addressee {
            board: SERVICE,
            role: AddresseeRole::Respond,
            rounds: &[
                ("2025-03-13", "De första yttrandena ska lämnas senast 2025-02-28 (kommunstyrelsen) respektive 2025-03-13 (servicenämnden)."),
                ("2026-01-23", "De uppföljande yttrandena ska lämnas senast 2026-01-30 (kommunstyrelsen) respektive 2026-01-23 (servicenämnden)."),
            ],
        },
        Addressee {
            board: EXECUTIVE,
            role: AddresseeRole::Respond,
            rounds: &[
                ("2025-02-28", "De första yttrandena ska lämnas senast 2025-02-28 (kommunstyrelsen) respektive 2025-03-13 (servicenämnden)."),
                ("2026-01-30", "De uppföljande yttrandena ska lämnas senast 2026-01-30 (kommunstyrelsen) respektive 2026-01-23 (servicenämnden)."),
            ],
        },
        Addressee { board: SCHOOLS, role: AddresseeRole::Information, rounds: &[] },
        Addressee { board: PRESCHOOLS, role: AddresseeRole::Information, rounds: &[] },
        Addressee { board: COUNCIL, role: AddresseeRole::Information, rounds: &[] },
    ],
    responses: &[EXECUTIVE_FIRST, SERVICE_DRAFT],
    extensions: &[Extension {
        board: SERVICE,
        round: 1,
        asked_at: "2025-03-19 15:10",
        wished_on: "2025-04-28",
        reason: "Entreprenören lämnade sina uppgifter om kvalitetsronderna först den 17 mars. Vi vill räkna in dem i svaret, och handlingarna till marsmötet var redan skickade. Nästa sammanträde är den 23 april.",
        granted: None,
    }],
    supplements: &[],
    council: &[],
    closed: None,
};

const EXECUTIVE_FIRST: Response = Response {
    board: EXECUTIVE,
    round: 1,
    begun_at: "2025-01-07 13:20",
    summary: "Kommunstyrelsen anser att inköpsreglerna är tydliga, men medger att ingen har kontrollerat hur de används. Stadskontoret får i uppdrag att visa på intranätet vilka avtal som gäller. Ansvaret för gemensamma avtal förtydligas under året.",
    answers: &[
        Answer {
            code: "B3",
            kind: AnswerKind::Planned(&[Planned {
                action: "Stadskontoret lämnar en rapport om inköp utanför avtal till kommunstyrelsens arbetsutskott.",
                effect: "Kommunstyrelsen får ett underlag för att avgöra om reglerna behöver ändras.",
                due: "oktober 2025",
                responsible: "Inköpschef",
            }]),
        },
        Answer {
            code: "R3",
            kind: AnswerKind::Planned(&[Planned {
                action: "Information om gällande avtal publiceras på intranätet.",
                effect: "Medarbetare hittar lättare rätt leverantör.",
                due: "kvartal 2 2025",
                responsible: "Kommunikationsavdelningen",
            }]),
        },
        Answer {
            code: "R4",
            kind: AnswerKind::Planned(&[
                Planned {
                    action: "Reglerna för inköp får ett avsnitt om avtal som flera nämnder använder. Där anges avtalsägare, kontaktperson och vem som beslutar om vite.",
                    effect: "Varje stort avtal har en ägare som har mandat att ställa krav på leverantören.",
                    due: "2025-06-18",
                    responsible: "Stadsjurist",
                },
                Planned {
                    action: "Ägarna till de tio största avtalen utses och får en halv dags utbildning.",
                    effect: "Ägarna vet hur de följer upp ett avtal och när de ska kräva vite.",
                    due: "november 2025",
                    responsible: "Inköpschef",
                },
            ]),
        },
    ],
    locked_at: Some("2025-01-24 10:40"),
    decision: Some(Decision {
        decided_on: "2025-02-05",
        decider: Decider::Board,
        section: "41",
        board_reference: "KS-2024-902",
        recorded_at: "2025-02-07 13:30",
    }),
    submitted_at: Some("2025-02-07 13:45"),
    diary: Some(("2025-02-10 08:35", "SR-2024-15-3")),
    verdict: Some(VerdictData {
        published_at: "2025-03-19 14:30",
        overall: "Svaret om gemensamma avtal är konkret. Däremot räcker det inte att informera om avtalen. Kommunstyrelsen behöver också ta reda på om de används.",
        items: &[
            ("B3", Grade::PartlySufficient, "En rapport är ett steg framåt. Den bör återkomma varje år och nå hela kommunstyrelsen."),
            (
                "R3",
                Grade::Insufficient,
                "Vi rekommenderade en årlig uppföljning som redovisas för fullmäktige. Den planerade åtgärden handlar om information och innehåller ingen uppföljning.",
            ),
            ("R4", Grade::Sufficient, ""),
        ],
    }),
    stage: Stage::Submitted,
};

/// Nine days overdue on the demo's day: two answers complete, one half written, the rest missing.
const SERVICE_DRAFT: Response = Response {
    board: SERVICE,
    round: 1,
    begun_at: "2025-02-17 10:25",
    summary: "",
    answers: &[
        Answer {
            code: "B1",
            kind: AnswerKind::Done(&[Done {
                action: "Fastighetsenheten har mätt upp de elva lokaler som saknades och lagt in dem i lokalregistret.",
                effect: "Fakturorna stämmer nu med de ytor som faktiskt städas.",
                done_on: "2025-01-31",
            }]),
        },
        Answer {
            code: "R1",
            kind: AnswerKind::Planned(&[
                Planned {
                    action: "Samtliga ytor i lokalregistret kontrolleras, med början i de skolor som har byggts om sedan 2019.",
                    effect: "Nästa upphandling bygger på uppgifter som är högst ett år gamla.",
                    due: "kvartal 4 2025",
                    responsible: "Fastighetsenheten",
                },
                Planned {
                    action: "Rektorer och enhetschefer får bekräfta ytor och önskad städnivå innan förfrågan skickas ut.",
                    effect: "Lokaler glöms inte bort, och avtalet behöver inte ändras i efterhand.",
                    due: "2026-03-31",
                    responsible: "Upphandlare",
                },
            ]),
        },
        Answer {
            code: "R2",
            kind: AnswerKind::Planned(&[Planned {
                action: "Kvaliteten mäts av en oberoende kontrollant i mars och oktober varje år.",
                effect: "",
                due: "",
                responsible: "Enheten för lokalvård",
            }]),
        },
    ],
    locked_at: None,
    decision: None,
    submitted_at: None,
    diary: None,
    verdict: None,
    stage: Stage::Drafting,
};
