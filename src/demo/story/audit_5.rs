//! SR-2024-29, Barnkonventionen i beslut om placeringar: both first responses have come, one is judged.

use super::cast::{CHAIR, COLLEGIUM, COUNCIL, PRESCHOOLS, REPLY_TO, SOCIAL};
use super::{
    Addressee, AddresseeRole, Answer, AnswerKind, Audit, Decider, Decision, Done, Grade, Item, ItemKind, Planned, Response, Stage, Supplement, VerdictData,
};

pub(super) const AUDIT: Audit = Audit {
    reference: "SR-2024-29",
    title: "Barnkonventionen i beslut om placeringar",
    decided_by: COLLEGIUM,
    decided_on: "2024-12-18",
    letter_date: "2024-12-18",
    chair: CHAIR,
    overall_assessment: "Vi har granskat hur två nämnder tar hänsyn till barnkonventionen när de placerar barn, i familjehem eller på förskola. Kunskapen om konventionen är god. Vi bedömer ändå att det ofta inte går att se i besluten hur barnets bästa har vägts in, eller vad barnet självt har sagt.",
    reply_to: REPLY_TO,
    follow_up_period: "2025–2026",
    instruction_first: "Börja med nämndens syn på slutsatsen. Redogör sedan för planerade åtgärder punkt för punkt: vad som ska göras, hur det förbättrar läget för barnen och när det är klart. Nämn inga enskilda barn.",
    instruction_follow_up: "Visa vad åtgärderna har betytt för barnen. Vi uppskattar resultat från aktgranskningar och barns egna röster framför beskrivningar av möten och dokument.",
    recorded_at: "2024-12-18 15:50",
    sent_at: Some("2024-12-19 08:50"),
    message: "Granskningen handlar om två slags placeringar som sällan jämförs. Vi hoppas att nämnderna kan ha nytta av varandras arbetssätt när ni skriver era svar.",
    items: &[
        Item {
            kind: ItemKind::Assessment,
            heading: "Barnets bästa motiveras sällan i besluten",
            body: "I 18 av 40 granskade beslut står det att barnets bästa har beaktats, utan att det framgår hur. Då går det inte att pröva bedömningen i efterhand.",
            boards: &[SOCIAL, PRESCHOOLS],
        },
        Item {
            kind: ItemKind::Assessment,
            heading: "Barnets egen åsikt saknas i många utredningar",
            body: "Barn över sex år har oftast fått samtala med en handläggare. För yngre barn och barn som behöver tolk saknas samtal i mer än hälften av utredningarna, och skälet är inte antecknat.",
            boards: &[SOCIAL],
        },
        Item {
            kind: ItemKind::Assessment,
            heading: "Syskon placeras på olika förskolor utan prövning",
            body: "Platser fördelas av ett system som utgår från avstånd och kötid. Ingen prövar vad som är bäst för barnet när syskon erbjuds plats på olika håll.",
            boards: &[PRESCHOOLS],
        },
        Item {
            kind: ItemKind::Recommendation,
            heading: "Visa i varje beslut hur barnets bästa har vägts in",
            body: "Nämnderna bör använda ett gemensamt stöd för att beskriva barnets bästa i beslut, och varje år granska ett urval av besluten.",
            boards: &[SOCIAL, PRESCHOOLS],
        },
        Item {
            kind: ItemKind::Recommendation,
            heading: "Låt yngre barn komma till tals",
            body: "Arbetsmarknads- och socialnämnden bör ge handläggarna metoder för samtal med små barn och tillgång till tolk som är van vid barn.",
            boards: &[SOCIAL],
        },
        Item {
            kind: ItemKind::Recommendation,
            heading: "Låt en handläggare pröva syskons placering",
            body: "Förskolenämnden bör se till att någon bedömer vad som är bäst för barnen innan syskon erbjuds plats på olika förskolor.",
            boards: &[PRESCHOOLS],
        },
    ],
    addressees: &[
        Addressee {
            board: SOCIAL,
            role: AddresseeRole::Respond,
            rounds: &[
                ("2025-03-14", "Vi önskar svar från båda nämnderna senast den 14 mars 2025."),
                ("2026-02-13", "Det uppföljande yttrandet väntar vi oss senast den 13 februari 2026."),
            ],
        },
        Addressee {
            board: PRESCHOOLS,
            role: AddresseeRole::Respond,
            rounds: &[
                ("2025-03-14", "Vi önskar svar från båda nämnderna senast den 14 mars 2025."),
                ("2026-02-13", "Det uppföljande yttrandet väntar vi oss senast den 13 februari 2026."),
            ],
        },
        Addressee { board: COUNCIL, role: AddresseeRole::Information, rounds: &[] },
    ],
    responses: &[SOCIAL_FIRST, PRESCHOOLS_FIRST],
    extensions: &[],
    supplements: &[Supplement {
        board: PRESCHOOLS,
        round: 1,
        asked_at: "2025-03-11 13:40",
        wanted: "Svaret på R3 säger att nio av tio syskon får plats på samma förskola. Vi behöver veta hur många barn den tionde delen är, och hur länge de brukar vänta innan familjen kan byta.",
        due_on: "2025-03-20",
        submitted_at: "2025-03-19 14:10",
        text: "Under 2024 fick 118 syskon plats på en annan förskola än den som familjen hade önskat. 74 av dem kunde byta inom fyra månader. De övriga väntade i genomsnitt sju månader, och nio familjer tackade nej när de fick frågan.",
    }],
    council: &[],
    closed: None,
};

const SOCIAL_FIRST: Response = Response {
    board: SOCIAL,
    round: 1,
    begun_at: "2025-02-04 08:55",
    summary: "Nämnden delar bedömningen och har redan ändrat mallen för utredningar. Det svåraste är samtalen med de yngsta barnen, där handläggarna behöver både tid och metod. Vi börjar med utbildning i vår och granskar ett urval av akter i höst.",
    answers: &[
        Answer {
            code: "B1",
            kind: AnswerKind::Done(&[Done {
                action: "Utredningsmallen har fått tre frågor som måste besvaras: vad som talar för beslutet, vad som talar emot och hur barnets behov har vägts in.",
                effect: "Avdelningschefen kan se hur handläggaren har resonerat innan beslutet fattas.",
                done_on: "2025-02-03",
            }]),
        },
        Answer {
            code: "B2",
            kind: AnswerKind::Planned(&[Planned {
                action: "När inget samtal har hållits ska skälet skrivas in, och en arbetsledare ska godkänna det.",
                effect: "Uteblivna samtal blir ett medvetet val i stället för en lucka.",
                due: "april 2025",
                responsible: "Enhetschefer för barn och familj",
            }]),
        },
        Answer {
            code: "R1",
            kind: AnswerKind::Planned(&[
                Planned {
                    action: "Tillsammans med förskoleförvaltningen skriver vi ett stöd på fyra sidor med exempel på goda motiveringar.",
                    effect: "Besluten går att förstå för den som berörs, även för ett barn som läser dem som vuxen.",
                    due: "2025-06-30",
                    responsible: "Barnrättsstrateg",
                },
                Planned {
                    action: "Kvalitetsenheten granskar 30 beslut varje höst och redovisar resultatet för nämnden.",
                    effect: "Nämnden ser om motiveringarna blir bättre år från år.",
                    due: "november 2025",
                    responsible: "Kvalitetsenheten",
                },
            ]),
        },
        Answer {
            code: "R2",
            kind: AnswerKind::Planned(&[Planned {
                action: "Alla 46 handläggare får två dagars utbildning i samtal med barn under sju år. Därefter följer handledning en gång i månaden.",
                effect: "Minst 80 procent av barnen mellan tre och sex år har fått ett eget samtal innan beslutet fattas.",
                due: "kvartal 3 2025",
                responsible: "Avdelningschef för barn och familj",
            }]),
        },
    ],
    locked_at: Some("2025-02-12 13:25"),
    decision: Some(Decision {
        decided_on: "2025-02-26",
        decider: Decider::Board,
        section: "24",
        board_reference: "ASN-2024-431",
        recorded_at: "2025-03-03 09:40",
    }),
    submitted_at: Some("2025-03-03 09:50"),
    diary: Some(("2025-03-04 08:45", "SR-2024-29-3")),
    verdict: Some(VerdictData {
        published_at: "2025-03-19 10:20",
        overall: "Planen är genomtänkt och sätter barnen först. Vi vill särskilt lyfta fram att nämnden har satt ett mål för samtalen med de yngsta.",
        items: &[
            ("B1", Grade::Sufficient, "De tre frågorna är enkla och träffar det vi saknade."),
            ("B2", Grade::Sufficient, ""),
            ("R1", Grade::Sufficient, ""),
            ("R2", Grade::PartlySufficient, "Utbildningen är bra, men nämnden svarar inte på hur barn som behöver tolk ska komma till tals."),
        ],
    }),
    stage: Stage::Submitted,
};

const PRESCHOOLS_FIRST: Response = Response {
    board: PRESCHOOLS,
    round: 1,
    begun_at: "2025-01-28 10:10",
    summary: "Nämnden fattar omkring 3 200 beslut om plats varje år och kan inte skriva en lång motivering i varje. Vi inför däremot en tydlig prövning i de fall där barnets behov inte syns i kön. I frågan om syskon har nämnden en annan uppfattning än revisionen.",
    answers: &[
        Answer {
            code: "B1",
            kind: AnswerKind::Planned(&[Planned {
                action: "Beslut om förtur och byte av förskola motiveras skriftligt utifrån barnets behov.",
                effect: "Vårdnadshavare förstår varför deras barn fick eller inte fick förtur.",
                due: "2025-08-18",
                responsible: "Placeringsenheten",
            }]),
        },
        Answer {
            code: "B3",
            kind: AnswerKind::Planned(&[Planned {
                action: "Placeringsenheten tar varje månad fram en lista över syskon som har fått plats på olika förskolor, och frågar familjerna om de vill byta.",
                effect: "Familjer får veta att de kan byta, i stället för att själva behöva upptäcka det.",
                due: "maj 2025",
                responsible: "Placeringsenheten",
            }]),
        },
        Answer {
            code: "R1",
            kind: AnswerKind::Planned(&[Planned {
                action: "Förvaltningen deltar i arbetet med ett gemensamt stöd och kortar ned det till en sida för beslut om förtur.",
                effect: "Handläggarna har ett stöd som går att använda även när ärendena är många.",
                due: "september 2025",
                responsible: "Utvecklingsledare",
            }]),
        },
        Answer {
            code: "R3",
            kind: AnswerKind::None {
                reason: "Nio av tio syskon får redan plats på samma förskola. En prövning för hand av övriga skulle förlänga väntetiden för alla barn i kön. Nämnden anser att möjligheten att byta, som beskrivs under B3, är bättre för barnen.",
            },
        },
    ],
    locked_at: Some("2025-02-17 15:15"),
    decision: Some(Decision {
        decided_on: "2025-03-04",
        decider: Decider::Committee,
        section: "15",
        board_reference: "FSK-2024-176",
        recorded_at: "2025-03-06 10:50",
    }),
    submitted_at: Some("2025-03-06 11:05"),
    diary: Some(("2025-03-07 09:25", "SR-2024-29-4")),
    verdict: None,
    stage: Stage::Submitted,
};
