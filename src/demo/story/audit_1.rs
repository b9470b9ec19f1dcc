//! SR-2023-31, Intern kontroll i löneprocessen: both rounds answered and judged, and closed.

use super::cast::{CARE, CHAIR, COLLEGIUM, COUNCIL, EXECUTIVE, REPLY_TO, SERVICE};
use super::{
    Addressee, AddresseeRole, Answer, AnswerKind, Audit, CouncilAct, Decider, Decision, Done, Grade, Item, ItemKind, OutcomeKind, PlanOutcome, Planned,
    Response, Stage, VerdictData,
};

pub(super) const AUDIT: Audit = Audit {
    reference: "SR-2023-31",
    title: "Intern kontroll i löneprocessen",
    decided_by: COLLEGIUM,
    decided_on: "2023-11-29",
    letter_date: "2023-11-29",
    chair: CHAIR,
    overall_assessment: "Vår samlade bedömning är att den interna kontrollen i löneprocessen inte är helt tillräcklig. Lönerna betalas ut i tid och de flesta fel upptäcks, men ofta först efter utbetalningen. Servicenämnden och hälsa-, vård- och omsorgsnämnden behöver komma överens om vem som kontrollerar vad, och när.",
    reply_to: REPLY_TO,
    follow_up_period: "2024",
    instruction_first: "Inled med ett kort svar på granskningens slutsats. Beskriv sedan, för varje bedömning och rekommendation, vad nämnden tänker göra, vad det ska leda till och när det ska vara klart.",
    instruction_follow_up: "Berätta vad nämnden har gjort under 2024 och vad det har betytt för löneprocessen. Följ samma ordning som i det första yttrandet, så att planen går att jämföra med resultatet.",
    recorded_at: "2023-11-30 09:40",
    sent_at: Some("2023-11-30 10:15"),
    message: "Här kommer vår granskning av löneprocessen. Ni svarar på de punkter som gäller er nämnd. Hör av er till stadsrevisionen om något är oklart.",
    items: &[
        Item {
            kind: ItemKind::Assessment,
            heading: "Ansvaret mellan lönecenter och chefer är oklart",
            body: "Det finns ingen gemensam beskrivning av vem som gör vad från registrerad arbetstid till utbetald lön. Chefer och lönehandläggare beskriver sina uppgifter på olika sätt, och några kontroller görs därför inte av någon.",
            boards: &[SERVICE, CARE],
        },
        Item {
            kind: ItemKind::Assessment,
            heading: "Löneunderlag godkänns för sent",
            body: "Var tionde löneunderlag inom vård och omsorg godkänns efter brytdatum eller inte alls. Det ger felaktiga löner som måste rättas månaden efter.",
            boards: &[CARE],
        },
        Item {
            kind: ItemKind::Assessment,
            heading: "Ändrade löneuppgifter kontrolleras inte i efterhand",
            body: "Lönecentret ändrar månadslön, sysselsättningsgrad och bankuppgifter utan att en annan handläggare går igenom ändringen. Vi fann inga oegentligheter, men kontrollen är för svag för att upptäcka dem.",
            boards: &[SERVICE],
        },
        Item {
            kind: ItemKind::Recommendation,
            heading: "Beskriv löneprocessen och vem som ansvarar för varje steg",
            body: "Vi rekommenderar nämnderna att tillsammans beskriva löneprocessen från början till slut, med ansvarig funktion och kontroll för varje steg.",
            boards: &[SERVICE, CARE],
        },
        Item {
            kind: ItemKind::Recommendation,
            heading: "Se till att löneunderlag godkänns före brytdatum",
            body: "Vi rekommenderar hälsa-, vård- och omsorgsnämnden att följa hur många löneunderlag som godkänns i tid, per verksamhet och månad, och att stödja de chefer som har svårt att hinna.",
            boards: &[CARE],
        },
        Item {
            kind: ItemKind::Recommendation,
            heading: "Inför en andra granskning av ändrade löneuppgifter",
            body: "Vi rekommenderar servicenämnden att låta två personer granska ändringar av fasta löneuppgifter, eller att varje månad granska ett urval i efterhand.",
            boards: &[SERVICE],
        },
    ],
    addressees: &[
        Addressee {
            board: SERVICE,
            role: AddresseeRole::Respond,
            rounds: &[
                ("2024-02-29", "Servicenämndens första yttrande ska ha kommit in senast den 29 februari 2024."),
                ("2025-01-17", "Servicenämnden lämnar sitt uppföljande yttrande senast den 17 januari 2025."),
            ],
        },
        Addressee {
            board: CARE,
            role: AddresseeRole::Respond,
            rounds: &[
                ("2024-03-08", "Hälsa-, vård- och omsorgsnämndens första yttrande ska ha kommit in senast den 8 mars 2024."),
                ("2025-01-24", "Hälsa-, vård- och omsorgsnämnden lämnar sitt uppföljande yttrande senast den 24 januari 2025."),
            ],
        },
        Addressee { board: EXECUTIVE, role: AddresseeRole::Information, rounds: &[] },
        Addressee { board: COUNCIL, role: AddresseeRole::Information, rounds: &[] },
    ],
    responses: &[SERVICE_FIRST, CARE_FIRST, SERVICE_FOLLOW_UP, CARE_FOLLOW_UP],
    extensions: &[],
    supplements: &[],
    council: &[CouncilAct { entered_at: "2024-04-30 10:15", held_on: "2024-04-29", section: "58", asked: "" }],
    closed: Some((
        "2025-03-04 10:10",
        "Båda nämnderna har svarat två gånger och de viktigaste bristerna är åtgärdade. Det som återstår om godkända löneunderlag följer vi i den årliga granskningen 2025.",
    )),
};

const SERVICE_FIRST: Response = Response {
    board: SERVICE,
    round: 1,
    begun_at: "2024-01-09 10:05",
    summary: "Nämnden delar revisionens bild. Kontrollerna har byggts upp under lång tid och i olika delar av lönecentret, och ingen har haft överblick. Under 2024 beskriver vi processen tillsammans med vården och omsorgen och inför en månadskontroll av ändrade löneuppgifter.",
    answers: &[
        Answer {
            code: "B1",
            kind: AnswerKind::Planned(&[Planned {
                action: "Lönecentret utser en kontaktperson för varje förvaltning. Kontaktpersonen träffar förvaltningens ekonomer och HR-partner varje kvartal.",
                effect: "Chefer vet vem de ska vända sig till, och oklarheter om ansvar fångas upp innan de leder till felaktiga löner.",
                due: "april 2024",
                responsible: "Chef för lönecentret",
            }]),
        },
        Answer {
            code: "B3",
            kind: AnswerKind::Done(&[Done {
                action: "Ändrade bankuppgifter bekräftas sedan årsskiftet genom att lönehandläggaren ringer upp den anställda.",
                effect: "Ingen kan längre ändra ett kontonummer enbart genom ett mejl till lönecentret.",
                done_on: "2024-01-02",
            }]),
        },
        Answer {
            code: "R1",
            kind: AnswerKind::Planned(&[
                Planned {
                    action: "Vi ritar upp löneprocessen i fem steg och anger ansvarig funktion och kontroll för vart och ett. Arbetet görs i två workshoppar med hälsa-, vård- och omsorgsförvaltningen.",
                    effect: "Alla som är inblandade har samma bild av vem som gör vad.",
                    due: "2024-06-14",
                    responsible: "Processledare lön",
                },
                Planned {
                    action: "Beskrivningen läggs ut på intranätet och gås igenom på introduktionen för nya chefer.",
                    effect: "Färre frågor till lönecentret om vem som ska godkänna vad.",
                    due: "kvartal 4 2024",
                    responsible: "Lönecentret och HR-avdelningen",
                },
            ]),
        },
        Answer {
            code: "R3",
            kind: AnswerKind::Planned(&[Planned {
                action: "Varje månad drar vi ett slumpmässigt urval på 50 ändrade löneuppgifter. En handläggare som inte har gjort ändringen granskar dem mot underlaget.",
                effect: "Fel och otillåtna ändringar upptäcks inom en månad.",
                due: "september 2024",
                responsible: "Chef för lönecentret",
            }]),
        },
    ],
    locked_at: Some("2024-02-14 15:30"),
    decision: Some(Decision {
        decided_on: "2024-02-27",
        decider: Decider::Board,
        section: "18",
        board_reference: "SN-2023-214",
        recorded_at: "2024-02-28 09:20",
    }),
    submitted_at: Some("2024-02-28 09:35"),
    diary: Some(("2024-02-29 08:15", "SR-2023-31-4")),
    verdict: Some(VerdictData {
        published_at: "2024-04-17 14:10",
        overall: "Nämnden tar granskningen på allvar och har redan rättat till den största risken. Planen är konkret och möjlig att följa upp.",
        items: &[
            ("B1", Grade::Sufficient, ""),
            (
                "B3",
                Grade::PartlySufficient,
                "Bankuppgifterna är nu säkrade. Vi saknar motsvarande kontroll när lön och sysselsättningsgrad ändras, men ser att R3 delvis täcker det.",
            ),
            ("R1", Grade::Sufficient, "Bra att beskrivningen tas fram tillsammans med vården och omsorgen."),
            ("R3", Grade::Sufficient, ""),
        ],
    }),
    stage: Stage::Submitted,
};

const CARE_FIRST: Response = Response {
    board: CARE,
    round: 1,
    begun_at: "2024-01-22 13:40",
    summary: "Nämnden instämmer i att för många löneunderlag godkänns sent. Våra chefer har i genomsnitt 38 medarbetare och brytdatum infaller ofta på en helg. Vi behöver både bättre stöd till cheferna och en tydligare uppföljning.",
    answers: &[
        Answer {
            code: "B1",
            kind: AnswerKind::Planned(&[Planned {
                action: "Förvaltningens chefshandbok får ett kapitel om lön, skrivet tillsammans med lönecentret.",
                effect: "Chefer inom vård och omsorg känner till sina egna kontroller och kan skilja dem från lönecentrets.",
                due: "augusti 2024",
                responsible: "HR-chef",
            }]),
        },
        Answer {
            code: "B2",
            kind: AnswerKind::Planned(&[Planned {
                action: "Administratörerna på varje enhet får rätt att förbereda löneunderlaget, så att chefen bara behöver granska och godkänna.",
                effect: "Andelen underlag som godkänns i tid ökar från 90 till minst 97 procent.",
                due: "2024-10-31",
                responsible: "Verksamhetschefer",
            }]),
        },
        Answer {
            code: "R1",
            kind: AnswerKind::Planned(&[Planned {
                action: "Förvaltningen deltar med två enhetschefer och en ekonom när servicenämnden beskriver löneprocessen.",
                effect: "Beskrivningen stämmer med hur arbetet går till när verksamheten pågår dygnet runt.",
                due: "juni 2024",
                responsible: "Ekonomichef",
            }]),
        },
        Answer {
            code: "R2",
            kind: AnswerKind::Planned(&[
                Planned {
                    action: "Ledningsgruppen får varje månad en lista över hur stor andel av löneunderlagen som har godkänts i tid, enhet för enhet.",
                    effect: "Enheter som halkar efter syns direkt och kan få hjälp.",
                    due: "2024-05-31",
                    responsible: "Controller",
                },
                Planned {
                    action: "En ersättare med rätt att godkänna utses för varje chef.",
                    effect: "Semester och sjukdom leder inte längre till att underlag blir liggande.",
                    due: "kvartal 2 2024",
                    responsible: "Verksamhetschefer",
                },
            ]),
        },
    ],
    locked_at: Some("2024-03-04 11:15"),
    decision: Some(Decision {
        decided_on: "2024-03-12",
        decider: Decider::Board,
        section: "33",
        board_reference: "HVO-2023-587",
        recorded_at: "2024-03-13 13:05",
    }),
    submitted_at: Some("2024-03-13 13:20"),
    diary: Some(("2024-03-14 09:00", "SR-2023-31-5")),
    verdict: Some(VerdictData {
        published_at: "2024-04-17 14:25",
        overall: "Yttrandet kom fem dagar efter sista dag, eftersom nämndens sammanträde låg senare. Innehållet är väl genomarbetat och har mål som går att mäta.",
        items: &[
            ("B1", Grade::Sufficient, ""),
            ("B2", Grade::Sufficient, "Målet på 97 procent är tydligt. Redovisa utfallet per verksamhet i det uppföljande yttrandet."),
            ("R1", Grade::Sufficient, ""),
            ("R2", Grade::PartlySufficient, "Månadslistan är bra. Det framgår inte vad som händer om en enhet ligger under målet flera månader i rad."),
        ],
    }),
    stage: Stage::Submitted,
};

const SERVICE_FOLLOW_UP: Response = Response {
    board: SERVICE,
    round: 2,
    begun_at: "2024-10-07 09:10",
    summary: "Alla planerade åtgärder utom en är genomförda. Månadskontrollen har lett till 31 rättelser, samtliga före nästa utbetalning. Genomgången på chefsintroduktionen har börjat, men alla nya chefer har ännu inte hunnit delta.",
    answers: &[
        Answer {
            code: "B1",
            kind: AnswerKind::FollowUp {
                outcomes: &[PlanOutcome {
                    planned_index: 0,
                    outcome: OutcomeKind::Done,
                    action: "Sex kontaktpersoner är utsedda och har haft två möten med varje förvaltning.",
                    effect: "Antalet ärenden som skickas fram och tillbaka mellan chef och lönecenter har minskat från omkring 120 till 70 i månaden.",
                    date: "2024-04-22",
                }],
                unplanned: &[],
            },
        },
        Answer {
            code: "B3",
            kind: AnswerKind::FollowUp {
                outcomes: &[],
                unplanned: &[Done {
                    action: "Efter revisionens omdöme utökade vi kontrollen. En andra handläggare går nu igenom alla ändringar av månadslön på mer än tio procent innan de börjar gälla.",
                    effect: "Fyra felskrivna löner stoppades under hösten.",
                    done_on: "2024-09-02",
                }],
            },
        },
        Answer {
            code: "R1",
            kind: AnswerKind::FollowUp {
                outcomes: &[
                    PlanOutcome {
                        planned_index: 0,
                        outcome: OutcomeKind::Done,
                        action: "Löneprocessen är beskriven i fem steg. Båda förvaltningarnas ledningar har ställt sig bakom beskrivningen.",
                        effect: "Tre kontroller som ingen tidigare gjorde har fått en ansvarig funktion.",
                        date: "2024-06-12",
                    },
                    PlanOutcome {
                        planned_index: 1,
                        outcome: OutcomeKind::UnderWay,
                        action: "Beskrivningen finns på intranätet. Den har gåtts igenom med 44 av 61 nya chefer, och resterande är kallade till tillfället i februari.",
                        effect: "Cheferna som har deltagit ställer färre frågor om godkännande.",
                        date: "februari 2025",
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
                    action: "Månadskontrollen infördes i augusti. Resultatet redovisas för nämnden varje kvartal.",
                    effect: "Av 200 granskade ändringar behövde 31 rättas. De flesta gällde fel startdatum.",
                    date: "2024-08-30",
                }],
                unplanned: &[],
            },
        },
    ],
    locked_at: Some("2024-12-04 14:50"),
    decision: Some(Decision {
        decided_on: "2024-12-17",
        decider: Decider::Board,
        section: "112",
        board_reference: "SN-2023-214",
        recorded_at: "2024-12-19 10:30",
    }),
    submitted_at: Some("2024-12-19 10:45"),
    diary: Some(("2024-12-19 15:20", "SR-2023-31-8")),
    verdict: Some(VerdictData {
        published_at: "2025-02-26 13:30",
        overall: "Nämnden har gjort det den lovade och dessutom lyssnat på vårt omdöme. Kontrollen av löneuppgifter är i dag betydligt starkare än när vi granskade den.",
        items: &[
            ("B1", Grade::Implemented, ""),
            ("B3", Grade::Implemented, "Den utökade kontrollen täcker det vi saknade i det första yttrandet."),
            ("R1", Grade::PartlyImplemented, "Beskrivningen är klar och används. En del av de nya cheferna återstår att introducera."),
            ("R3", Grade::Implemented, ""),
        ],
    }),
    stage: Stage::Submitted,
};

const CARE_FOLLOW_UP: Response = Response {
    board: CARE,
    round: 2,
    begun_at: "2024-11-11 14:25",
    summary: "Andelen löneunderlag som godkänns i tid har ökat från 90 till 96 procent. Hemtjänsten når ännu inte målet, medan särskilda boenden har passerat det. Nämnden fortsätter att följa siffrorna varje månad.",
    answers: &[
        Answer {
            code: "B1",
            kind: AnswerKind::FollowUp {
                outcomes: &[PlanOutcome {
                    planned_index: 0,
                    outcome: OutcomeKind::Replaced,
                    action: "I stället för ett kapitel i handboken gjorde vi en checklista på en sida. Cheferna i referensgruppen föredrog den.",
                    effect: "Checklistan används av åtta chefer av tio enligt höstens enkät.",
                    date: "2024-09-16",
                }],
                unplanned: &[],
            },
        },
        Answer {
            code: "B2",
            kind: AnswerKind::FollowUp {
                outcomes: &[PlanOutcome {
                    planned_index: 0,
                    outcome: OutcomeKind::Done,
                    action: "Administratörer på samtliga 74 enheter förbereder nu löneunderlaget.",
                    effect: "I november godkändes 98 procent i tid på särskilda boenden och 93 procent i hemtjänsten.",
                    date: "2024-10-28",
                }],
                unplanned: &[Done {
                    action: "Hemtjänstens planerare påminner cheferna två dagar före brytdatum.",
                    effect: "I december steg hemtjänstens andel till 95 procent.",
                    done_on: "2024-11-04",
                }],
            },
        },
        Answer {
            code: "R1",
            kind: AnswerKind::FollowUp {
                outcomes: &[PlanOutcome {
                    planned_index: 0,
                    outcome: OutcomeKind::Done,
                    action: "Två enhetschefer och en ekonom deltog i båda workshopparna.",
                    effect: "Nattarbete, jour och byte av pass finns med i beskrivningen, vilket de inte gjorde i det första utkastet.",
                    date: "2024-06-12",
                }],
                unplanned: &[],
            },
        },
        Answer {
            code: "R2",
            kind: AnswerKind::FollowUp {
                outcomes: &[
                    PlanOutcome {
                        planned_index: 0,
                        outcome: OutcomeKind::Done,
                        action: "Ledningsgruppen har fått listan varje månad sedan maj.",
                        effect: "Elva enheter har fått stöd av en controller och åtta av dem har därefter nått målet.",
                        date: "2024-05-27",
                    },
                    PlanOutcome {
                        planned_index: 1,
                        outcome: OutcomeKind::NotDone,
                        action: "Lönesystemet tillåter bara en ersättare per verksamhet, inte per chef. Leverantören har inte kunnat lova en ändring.",
                        effect: "Under semestern i juli sjönk andelen till 91 procent.",
                        date: "december 2025",
                    },
                ],
                unplanned: &[],
            },
        },
    ],
    locked_at: Some("2025-01-09 16:05"),
    decision: Some(Decision {
        decided_on: "2025-01-21",
        decider: Decider::Board,
        section: "7",
        board_reference: "HVO-2023-587",
        recorded_at: "2025-01-22 14:40",
    }),
    submitted_at: Some("2025-01-22 14:55"),
    diary: Some(("2025-01-23 08:30", "SR-2023-31-9")),
    verdict: Some(VerdictData {
        published_at: "2025-02-26 13:45",
        overall: "Nämnden har kommit långt och redovisar utfallet öppet. Frågan om ersättare för cheferna är inte löst.",
        items: &[
            ("B1", Grade::Implemented, "Checklistan fyller samma syfte som det planerade kapitlet."),
            ("B2", Grade::PartlyImplemented, "Utvecklingen går åt rätt håll, men hemtjänsten har en bit kvar till nämndens eget mål."),
            ("R1", Grade::Implemented, ""),
            ("R2", Grade::PartlyImplemented, "Uppföljningen fungerar. Utan ersättare riskerar sommarens fel att komma tillbaka."),
        ],
    }),
    stage: Stage::Submitted,
};
