//! SR-2024-07, Skolskjuts och elevers säkerhet: follow-ups have come, one in time and one late; not judged yet.

use super::cast::{CHAIR, COLLEGIUM, COUNCIL, PLANNING, REPLY_TO, SCHOOLS, WORKS};
use super::{
    Addressee, AddresseeRole, Answer, AnswerKind, Audit, CouncilAct, Decider, Decision, Done, Grade, Item, ItemKind, OutcomeKind, PlanOutcome, Planned,
    Response, Stage, VerdictData,
};

pub(super) const AUDIT: Audit = Audit {
    reference: "SR-2024-07",
    title: "Skolskjuts och elevers säkerhet",
    decided_by: COLLEGIUM,
    decided_on: "2024-02-28",
    letter_date: "2024-02-28",
    chair: CHAIR,
    overall_assessment: "Vi bedömer att skolskjutsen i huvudsak fungerar och att få elever skadas på väg till eller från skolan. Grundskolenämnden och tekniska nämnden har däremot inte i tillräcklig grad säkerställt att hållplatserna är säkra, att reglerna tillämpas lika och att nämnderna lär av de tillbud som inträffar.",
    reply_to: REPLY_TO,
    follow_up_period: "2024–2025",
    instruction_first: "Svara på varje bedömning och rekommendation för sig. Vi vill veta vilka åtgärder nämnden planerar, hur eleverna kommer att märka dem och vilken dag de senast ska vara på plats.",
    instruction_follow_up: "Gå igenom de åtgärder som nämnden planerade och berätta hur det gick. Beskriv effekten för eleverna, gärna med siffror. Redovisa också sådant som nämnden har gjort utöver planen.",
    recorded_at: "2024-02-28 15:20",
    sent_at: Some("2024-02-29 09:05"),
    message: "Revisorskollegiet har granskat skolskjutsen i staden. Rapporten gäller två nämnder, och på flera punkter behöver ni svara var för sig men tänka tillsammans.",
    items: &[
        Item {
            kind: ItemKind::Assessment,
            heading: "Skolvägens längd och säkerhet bedöms olika",
            body: "Handläggarna mäter avstånd på olika sätt och väger in trafik, mörker och elevens ålder olika mycket. Syskon på samma adress har fått olika besked.",
            boards: &[SCHOOLS],
        },
        Item {
            kind: ItemKind::Assessment,
            heading: "Hållplatserna inventeras inte regelbundet",
            body: "Den senaste genomgången av skolskjutsens hållplatser gjordes 2018. Sedan dess har 23 hållplatser tillkommit, flera av dem vid vägar där det är tillåtet att köra 70 kilometer i timmen.",
            boards: &[WORKS],
        },
        Item {
            kind: ItemKind::Assessment,
            heading: "Tillbud rapporteras men leder sällan till lärande",
            body: "Förare, skolor och vårdnadshavare anmäler tillbud till olika mottagare. Ingen av nämnderna har en samlad bild, och samma plats kan återkomma i flera anmälningar utan att någon märker det.",
            boards: &[SCHOOLS, WORKS],
        },
        Item {
            kind: ItemKind::Recommendation,
            heading: "Ta fram gemensamma grunder för beslut om skolskjuts",
            body: "Grundskolenämnden bör slå fast hur avstånd mäts och hur trafiksäkerhet, mörker och ålder vägs in, och låta två handläggare läsa svåra ärenden.",
            boards: &[SCHOOLS],
        },
        Item {
            kind: ItemKind::Recommendation,
            heading: "Gör en plan för säkra hållplatser",
            body: "Tekniska nämnden bör inventera samtliga hållplatser för skolskjuts, rangordna dem efter risk och besluta om en plan med tid och kostnad.",
            boards: &[WORKS],
        },
        Item {
            kind: ItemKind::Recommendation,
            heading: "Samla och analysera tillbud på ett ställe",
            body: "Nämnderna bör enas om en enda väg för att anmäla tillbud, och minst två gånger om året gå igenom dem tillsammans.",
            boards: &[SCHOOLS, WORKS],
        },
        Item {
            kind: ItemKind::Recommendation,
            heading: "Kontrollera att entreprenörerna följer avtalet",
            body: "Grundskolenämnden bör regelbundet kontrollera bälten, alkolås och förarnas behörighet, och dokumentera vad kontrollerna visar.",
            boards: &[SCHOOLS],
        },
    ],
    addressees: &[
        Addressee {
            board: SCHOOLS,
            role: AddresseeRole::Respond,
            rounds: &[
                ("2024-05-31", "Nämnderna ska lämna sitt första yttrande senast fredagen den 31 maj 2024."),
                ("2025-02-28", "Resultatet redovisas i ett uppföljande yttrande senast den 28 februari 2025."),
            ],
        },
        Addressee {
            board: WORKS,
            role: AddresseeRole::Respond,
            rounds: &[
                ("2024-05-31", "Nämnderna ska lämna sitt första yttrande senast fredagen den 31 maj 2024."),
                ("2025-02-28", "Resultatet redovisas i ett uppföljande yttrande senast den 28 februari 2025."),
            ],
        },
        Addressee { board: PLANNING, role: AddresseeRole::Consideration, rounds: &[] },
        Addressee { board: COUNCIL, role: AddresseeRole::Information, rounds: &[] },
    ],
    responses: &[SCHOOLS_FIRST, WORKS_FIRST, SCHOOLS_FOLLOW_UP, WORKS_FOLLOW_UP],
    extensions: &[],
    supplements: &[],
    council: &[CouncilAct {
        entered_at: "2024-10-01 09:05",
        held_on: "2024-09-30",
        section: "131",
        asked: "Fullmäktige uppmanar nämnderna att i sina verksamhetsberättelser redovisa hur skolskjutsarna har blivit säkrare.",
    }],
    closed: None,
};

const SCHOOLS_FIRST: Response = Response {
    board: SCHOOLS,
    round: 1,
    begun_at: "2024-03-25 10:50",
    summary: "Nämnden tar till sig kritiken om att besluten inte är likvärdiga. Nya grunder ska gälla från läsåret 2024/25. Arbetet med tillbud behöver ske tillsammans med tekniska nämnden, och en första träff är inbokad.",
    answers: &[
        Answer {
            code: "B1",
            kind: AnswerKind::Planned(&[Planned {
                action: "Alla avstånd mäts från och med hösten i samma kartverktyg, längs den kortaste väg som är säker att gå.",
                effect: "Två familjer på samma adress får samma svar.",
                due: "2024-08-15",
                responsible: "Enheten för skolplacering",
            }]),
        },
        Answer {
            code: "B3",
            kind: AnswerKind::Planned(&[Planned {
                action: "Rektorerna går igenom vårens tillbud på hållplatser och vid av- och påstigning och lämnar en sammanställning till förvaltningen.",
                effect: "Nämnden får för första gången veta hur många tillbud som inträffar, och var.",
                due: "september 2024",
                responsible: "Rektorer",
            }]),
        },
        Answer {
            code: "R1",
            kind: AnswerKind::Planned(&[
                Planned {
                    action: "Nämnden beslutar om riktlinjer för skolskjuts med exempel på hur svåra fall bedöms.",
                    effect: "Handläggarna bedömer lika och vårdnadshavare kan själva läsa vad som gäller.",
                    due: "juni 2024",
                    responsible: "Förvaltningsjurist",
                },
                Planned {
                    action: "Ärenden om växelvis boende och särskilda behov läses av två handläggare.",
                    effect: "Färre beslut ändras efter överklagande.",
                    due: "kvartal 3 2024",
                    responsible: "Enheten för skolplacering",
                },
            ]),
        },
        Answer {
            code: "R3",
            kind: AnswerKind::Planned(&[Planned {
                action: "Vi öppnar en e-tjänst för tillbud på skolvägen. Förare, skolor och vårdnadshavare använder samma formulär.",
                effect: "Alla anmälningar hamnar på ett ställe och går att visa på en karta.",
                due: "december 2024",
                responsible: "Verksamhetsutvecklare",
            }]),
        },
        Answer {
            code: "R4",
            kind: AnswerKind::Planned(&[Planned {
                action: "Upphandlingsenheten och skolan gör oanmälda kontroller av bälten, alkolås och förarlegitimation på tio turer varje termin.",
                effect: "Brister upptäcks och leder till vite enligt avtalet.",
                due: "2024-12-20",
                responsible: "Avtalsansvarig för skolskjuts",
            }]),
        },
    ],
    locked_at: Some("2024-05-08 14:20"),
    decision: Some(Decision {
        decided_on: "2024-05-21",
        decider: Decider::Board,
        section: "62",
        board_reference: "GRF-2024-133",
        recorded_at: "2024-05-23 09:55",
    }),
    submitted_at: Some("2024-05-23 10:10"),
    diary: Some(("2024-05-24 08:40", "SR-2024-07-3")),
    verdict: Some(VerdictData {
        published_at: "2024-06-19 15:00",
        overall: "Nämnden har en bra plan med korta tider. Vi ser fram emot att läsa hur riktlinjerna fungerar under det första läsåret.",
        items: &[
            ("B1", Grade::Sufficient, ""),
            ("B3", Grade::PartlySufficient, "En sammanställning är en bra början. Beskriv även vem som drar slutsatser av den."),
            ("R1", Grade::Sufficient, "Exempelsamlingen kan bli till hjälp både för handläggare och familjer."),
            ("R3", Grade::Sufficient, ""),
            ("R4", Grade::Sufficient, ""),
        ],
    }),
    stage: Stage::Submitted,
};

const WORKS_FIRST: Response = Response {
    board: WORKS,
    round: 1,
    begun_at: "2024-04-11 08:45",
    summary: "Tekniska nämnden instämmer i att ansvaret för hållplatserna har fallit mellan stolarna. Under hösten inventeras samtliga. Nämnden vill samtidigt påpeka att flera av hållplatserna ligger vid statlig väg, där staden inte själv kan besluta om hastighet eller ombyggnad.",
    answers: &[
        Answer {
            code: "B2",
            kind: AnswerKind::Planned(&[Planned {
                action: "Samtliga 141 hållplatser inventeras på plats. Sikt, belysning, hastighet och yta att vänta på bedöms enligt en gemensam mall.",
                effect: "Nämnden vet vilka hållplatser som är farliga och varför.",
                due: "2024-10-31",
                responsible: "Trafikingenjör",
            }]),
        },
        Answer {
            code: "B3",
            kind: AnswerKind::None {
                reason: "Tekniska nämnden tar bara emot ett fåtal anmälningar om året och har redan en rutin för dem. Det som saknas är ett gemensamt arbetssätt, och det svarar vi på under R3.",
            },
        },
        Answer {
            code: "R2",
            kind: AnswerKind::Planned(&[
                Planned {
                    action: "Nämnden beslutar om en plan för säkra hållplatser med åtgärder för 2025–2027.",
                    effect: "Pengarna används först där risken är störst.",
                    due: "2024-12-16",
                    responsible: "Trafikchef",
                },
                Planned {
                    action: "Fem hållplatser som vi redan vet är olämpliga flyttas eller får belysning före vintern.",
                    effect: "Omkring 60 elever får en säkrare plats att vänta på.",
                    due: "november 2024",
                    responsible: "Driftenheten",
                },
            ]),
        },
        Answer {
            code: "R3",
            kind: AnswerKind::Planned(&[Planned {
                action: "Trafikenheten deltar i två genomgångar om året med grundskoleförvaltningen och ansvarar för att åtgärda brister i gatumiljön.",
                effect: "En anmälan från en skola leder till en bedömning på plats inom tre veckor.",
                due: "kvartal 1 2025",
                responsible: "Trafikchef",
            }]),
        },
    ],
    locked_at: Some("2024-05-15 16:10"),
    decision: Some(Decision {
        decided_on: "2024-05-27",
        decider: Decider::Board,
        section: "74",
        board_reference: "TN-2024-209",
        recorded_at: "2024-05-28 13:15",
    }),
    submitted_at: Some("2024-05-28 13:25"),
    diary: Some(("2024-05-29 09:10", "SR-2024-07-4")),
    verdict: Some(VerdictData {
        published_at: "2024-06-19 15:20",
        overall: "Inventeringen är precis det som behövs. Nämnden har också rätt i att statliga vägar kräver samtal med Trafikverket, och de samtalen borde finnas med i planen.",
        items: &[
            ("B2", Grade::Sufficient, ""),
            (
                "B3",
                Grade::PartlySufficient,
                "Vi godtar att frågan besvaras under R3, men nämnden behöver förklara hur anmälningar som kommer till kontaktcentret hanteras.",
            ),
            ("R2", Grade::PartlySufficient, "Lägg till hur nämnden tänker arbeta med hållplatser vid statlig väg."),
            ("R3", Grade::Sufficient, ""),
        ],
    }),
    stage: Stage::Submitted,
};

const SCHOOLS_FOLLOW_UP: Response = Response {
    board: SCHOOLS,
    round: 2,
    begun_at: "2025-01-28 09:30",
    summary: "Riktlinjerna har gällt sedan augusti, och antalet överklaganden har minskat från 41 till 26 jämfört med förra hösten. E-tjänsten för tillbud blev försenad men öppnade i januari. Kontrollerna av entreprenörerna har visat på brister som nu rättas till.",
    answers: &[
        Answer {
            code: "B1",
            kind: AnswerKind::FollowUp {
                outcomes: &[PlanOutcome {
                    planned_index: 0,
                    outcome: OutcomeKind::Done,
                    action: "Alla handläggare använder sedan augusti samma kartverktyg. Kartbilden bifogas beslutet.",
                    effect: "Vid vår egen kontroll av 60 beslut fick samma adress samma avstånd i samtliga fall.",
                    date: "2024-08-12",
                }],
                unplanned: &[],
            },
        },
        Answer {
            code: "B3",
            kind: AnswerKind::FollowUp {
                outcomes: &[PlanOutcome {
                    planned_index: 0,
                    outcome: OutcomeKind::Done,
                    action: "Rektorerna har lämnat in uppgifter om 37 tillbud. Säkerhetssamordnaren analyserar dem och föreslår åtgärder.",
                    effect: "Tre platser stod för hälften av tillbuden. Två av dem har fått nya hållplatser.",
                    date: "2024-09-27",
                }],
                unplanned: &[],
            },
        },
        Answer {
            code: "R1",
            kind: AnswerKind::FollowUp {
                outcomes: &[
                    PlanOutcome {
                        planned_index: 0,
                        outcome: OutcomeKind::Done,
                        action: "Nämnden beslutade om riktlinjerna i juni. De finns på webbplatsen, även på lättläst svenska.",
                        effect: "Familjer ringer mer sällan för att fråga om reglerna, enligt kontaktcentrets statistik.",
                        date: "2024-06-18",
                    },
                    PlanOutcome {
                        planned_index: 1,
                        outcome: OutcomeKind::Done,
                        action: "Två handläggare har läst 88 ärenden om växelvis boende eller särskilda behov.",
                        effect: "Domstolen har ändrat två beslut under hösten, mot nio hösten före.",
                        date: "2024-09-02",
                    },
                ],
                unplanned: &[],
            },
        },
        Answer {
            code: "R3",
            kind: AnswerKind::FollowUp {
                outcomes: &[PlanOutcome {
                    planned_index: 0,
                    outcome: OutcomeKind::Done,
                    action: "E-tjänsten öppnade fyra veckor senare än planerat, eftersom vi först behövde göra den möjlig att använda med skärmläsare.",
                    effect: "Under den första veckan kom 19 anmälningar in, varav 12 från vårdnadshavare.",
                    date: "2025-01-27",
                }],
                unplanned: &[Done {
                    action: "Skolorna har ordnat temadagar om säker skolväg för årskurs 1–3.",
                    effect: "Omkring 1 900 elever har deltagit. Lärarna uppger att fler elever väntar bakom linjen.",
                    done_on: "2024-10-11",
                }],
            },
        },
        Answer {
            code: "R4",
            kind: AnswerKind::FollowUp {
                outcomes: &[PlanOutcome {
                    planned_index: 0,
                    outcome: OutcomeKind::UnderWay,
                    action: "Sju av tio planerade kontroller hann göras under hösten. Resten görs tillsammans med vårens.",
                    effect: "På två turer var bälten trasiga och på en saknade föraren legitimation. Entreprenören har betalat vite.",
                    date: "juni 2025",
                }],
                unplanned: &[],
            },
        },
    ],
    locked_at: Some("2025-02-06 11:40"),
    decision: Some(Decision {
        decided_on: "2025-02-18",
        decider: Decider::Board,
        section: "21",
        board_reference: "GRF-2024-133",
        recorded_at: "2025-02-20 10:15",
    }),
    submitted_at: Some("2025-02-20 10:30"),
    diary: Some(("2025-02-21 08:20", "SR-2024-07-7")),
    verdict: None,
    stage: Stage::Submitted,
};

const WORKS_FOLLOW_UP: Response = Response {
    board: WORKS,
    round: 2,
    begun_at: "2025-02-13 13:00",
    summary: "Inventeringen är klar och planen beslutad. Fyra av de fem mest utsatta hållplatserna är åtgärdade. Yttrandet lämnas efter sista dag, eftersom nämnden bordlade ärendet i februari för att kunna redovisa beskedet från Trafikverket.",
    answers: &[
        Answer {
            code: "B2",
            kind: AnswerKind::FollowUp {
                outcomes: &[PlanOutcome {
                    planned_index: 0,
                    outcome: OutcomeKind::Done,
                    action: "Alla 141 hållplatser är inventerade. Resultatet ligger i stadens karta och ska uppdateras vart tredje år.",
                    effect: "Vi vet nu att 17 hållplatser har hög risk, 52 medelhög och resten låg.",
                    date: "2024-11-08",
                }],
                unplanned: &[],
            },
        },
        Answer {
            code: "B3",
            kind: AnswerKind::FollowUp {
                outcomes: &[],
                unplanned: &[Done {
                    action: "Kontaktcentret skickar sedan årsskiftet alla samtal om skolvägar till trafikenheten, som svarar inom fem arbetsdagar.",
                    effect: "Elva samtal har lett till besök på plats, och fyra av dem till åtgärder.",
                    done_on: "2025-01-02",
                }],
            },
        },
        Answer {
            code: "R2",
            kind: AnswerKind::FollowUp {
                outcomes: &[
                    PlanOutcome {
                        planned_index: 0,
                        outcome: OutcomeKind::Done,
                        action: "Nämnden beslutade om planen i december. Den omfattar 17 hållplatser och kostar 6,4 miljoner kronor fram till 2027.",
                        effect: "Åtgärderna görs i riskordning, och planen går att följa på webbplatsen.",
                        date: "2024-12-16",
                    },
                    PlanOutcome {
                        planned_index: 1,
                        outcome: OutcomeKind::UnderWay,
                        action: "Fyra hållplatser är flyttade eller belysta. Den femte ligger vid statlig väg, och Trafikverket har lovat att bygga en plattform.",
                        effect: "Ungefär 50 elever har fått en säkrare plats att vänta på.",
                        date: "september 2025",
                    },
                ],
                unplanned: &[],
            },
        },
        Answer {
            code: "R3",
            kind: AnswerKind::FollowUp {
                outcomes: &[PlanOutcome {
                    planned_index: 0,
                    outcome: OutcomeKind::Done,
                    action: "Den första gemensamma genomgången hölls i februari med underlag från den nya e-tjänsten.",
                    effect: "Tre platser som båda förvaltningarna fått klagomål på behandlas nu som ett ärende i stället för sex.",
                    date: "2025-02-12",
                }],
                unplanned: &[],
            },
        },
    ],
    locked_at: Some("2025-02-24 15:35"),
    decision: Some(Decision {
        decided_on: "2025-03-06",
        decider: Decider::Board,
        section: "29",
        board_reference: "TN-2024-209",
        recorded_at: "2025-03-09 18:05",
    }),
    // A Sunday evening: the secretary found it lying.
    submitted_at: Some("2025-03-09 18:20"),
    diary: Some(("2025-03-10 08:20", "SR-2024-07-8")),
    verdict: None,
    stage: Stage::Submitted,
};
