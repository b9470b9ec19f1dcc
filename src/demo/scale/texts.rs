//! What the generated letters, answers and verdicts say. Each sentence stands by itself, so that any two can follow each
//! other; `{x}` is what the audit is about.

/// A title, and what the sentences call it: a plural in its definite form.
pub(super) const THEMES: &[(&str, &str)] = &[
    ("Uppföljning av avtal och leveranser", "avtalen"),
    ("Attest och utbetalningar", "utbetalningarna"),
    ("Lokalförsörjning och hyreskostnader", "lokalerna"),
    ("Skydd av personuppgifter", "personuppgifterna"),
    ("Kontinuitet vid driftstopp", "reservrutinerna"),
    ("Elevers frånvaro i grundskolan", "frånvaroanmälningarna"),
    ("Bemanning inom äldreomsorgen", "scheman och vikarier"),
    ("Underhåll av gator och broar", "underhållsplanerna"),
    ("Handläggning av bygglov", "bygglovsärendena"),
    ("Placeringar av barn och unga", "placeringarna"),
    ("Ekonomiskt bistånd", "biståndsbesluten"),
    ("Livsmedelskontroll", "kontrollbesöken"),
    ("Beredskap för vattenbrist", "beredskapsplanerna"),
    ("Investeringar och slutredovisning", "investeringsprojekten"),
    ("Sjukfrånvaro och arbetsmiljö", "arbetsmiljöåtgärderna"),
    ("Stöd till föreningar", "föreningsbidragen"),
    ("Delegationsbeslut och anmälan", "delegationsbesluten"),
    ("Mutor, jäv och bisysslor", "bisysslorna"),
    ("Digitala tjänster för invånarna", "e-tjänsterna"),
    ("Kompetensförsörjning i förskolan", "anställningarna"),
    ("Ägarstyrning av bolagen", "ägardirektiven"),
    ("Avfall och återvinning", "hämtningarna"),
    ("Färdtjänst och skolskjuts", "resorna"),
    ("Klimatmål och redovisning", "klimatmålen"),
];

/// What sets one audit of a subject apart from the next one.
pub(super) const ANGLES: &[&str] = &[
    "styrning",
    "intern kontroll",
    "uppföljning",
    "ansvar och roller",
    "kostnader",
    "kvalitet",
    "rutiner",
    "tillgänglighet",
    "upphandling",
    "dokumentation",
    "riskanalys",
];

pub(super) const OVERALL: &[&str] = &[
    "Vår samlade bedömning är att styrningen av {x} i huvudsak är ändamålsenlig, men att uppföljningen behöver bli tätare och mer samlad.",
    "Vi bedömer att den interna kontrollen av {x} inte är helt tillräcklig. De brister som vi såg upptäcktes ofta av en slump.",
    "Arbetet med {x} sköts av kunniga medarbetare. Det hänger dock på enskilda personer, och lite är nedskrivet.",
    "Nämnderna har tagit itu med flera av de brister som vi pekade på i en tidigare granskning. Vi ser ändå att {x} följs upp på olika sätt i olika förvaltningar.",
    "Granskningen visar att mål finns, men att få vet hur det går. Nämnderna får sällan veta hur det står till med {x} förrän året är slut.",
    "Vår slutsats är att nämnderna inte i tillräcklig grad har säkrat {x}. Vi bedömer att riskerna är kända men inte hanterade.",
];

pub(super) const ASSESSMENTS: &[&str] = &[
    "Ansvaret är inte tydligt fördelat",
    "Uppföljningen når inte nämnden",
    "Rutinerna är kända men inte nedskrivna",
    "Riskerna bedöms inte varje år",
    "Kontroller görs utan att sparas",
    "Besluten saknar ofta motivering",
    "Kostnaderna går inte att följa över tid",
    "Samarbetet mellan förvaltningarna brister",
    "Systemstödet räcker inte till",
    "Avvikelser rättas men anmäls inte",
];

pub(super) const RECOMMENDATIONS: &[&str] = &[
    "Beskriv vem som ansvarar för varje steg",
    "Låt nämnden följa läget varje kvartal",
    "Skriv ner rutinerna och håll dem levande",
    "Gör en riskanalys och upprepa den varje år",
    "Dokumentera de kontroller som görs",
    "Inför en andra granskning av större beslut",
    "Följ upp kostnaderna per enhet",
    "Kom överens med de andra nämnderna",
    "Se över behörigheterna i systemet",
    "Utbilda dem som fattar besluten",
    "Gör stickprov två gånger om året",
    "Redovisa avvikelser samlat",
    "Säkra att någon kan hoppa in",
    "Bestäm mått som går att följa",
];

pub(super) const ITEM_BODIES: &[&str] = &[
    "Vi gick igenom ett urval om fyrtio ärenden och fann brister i vart femte.",
    "De chefer som vi talade med beskriver arbetet på olika sätt.",
    "Nämnden har inte efterfrågat någon redovisning under de två senaste åren.",
    "Det finns en rutin från ett tidigare år, men den stämmer inte längre med hur {x} hanteras.",
    "Vi fann inga oegentligheter. Kontrollen är dock för svag för att upptäcka dem.",
    "Uppgifterna om {x} finns i tre olika system och stämmer inte överens.",
    "Förvaltningen har påbörjat ett arbete, men det saknar både tidsplan och budget.",
    "När någon är borta blir arbetet liggande, ibland i flera veckor.",
    "Nämnden bör se till att {x} följs upp lika i hela verksamheten.",
    "Det bör framgå vem som får besluta, och vem som granskar beslutet i efterhand.",
    "Vi bedömer att en enkel förteckning skulle räcka långt.",
    "Invånarna får i dag olika besked beroende på vem de frågar.",
    "Jämförelser med liknande kommuner visar att kostnaden för {x} ligger högt.",
];

pub(super) const SUMMARIES: &[&str] = &[
    "Nämnden delar i stort revisionens bild och ser granskningen som ett stöd i det fortsatta arbetet med {x}.",
    "Nämnden instämmer i att uppföljningen behöver stärkas. En del är redan på väg, annat tar längre tid.",
    "Vi välkomnar granskningen. De flesta rekommendationer ryms i årets verksamhetsplan, några kräver samarbete med andra nämnder.",
    "Nämnden har behandlat rapporten vid två sammanträden och svarar här punkt för punkt.",
    "Bilden av {x} är riktig, men arbetet har kommit längre än vad som framgår av rapporten.",
    "Nämnden tar bristerna på allvar. Förvaltningen har fått i uppdrag att återkomma varje tertial tills allt är klart.",
];

pub(super) const PLANNED: &[&str] = &[
    "Förvaltningen tar fram en gemensam rutin för {x} och går igenom den med alla berörda chefer.",
    "Vi utser en ansvarig per enhet, och ansvaret skrivs in i delegationsordningen.",
    "En kort rapport om {x} läggs fram för nämnden i samband med varje delårsbokslut.",
    "Två handläggare granskar varandras beslut under en försöksperiod om sex månader.",
    "Stickprov av tjugo ärenden görs varje kvartal, och resultatet sparas i diariet.",
    "Behörigheterna i systemet gås igenom, och de som inte längre behövs tas bort.",
    "Vi bjuder in de andra berörda nämnderna till en arbetsgrupp med tydligt slutdatum.",
    "En förteckning över {x} upprättas och hålls aktuell av registrator.",
    "Alla som fattar beslut går en halvdagsutbildning, nyanställda inom tre månader.",
    "Riskanalysen görs om från grunden och tas upp i internkontrollplanen.",
    "Kostnaderna läggs upp per enhet i redovisningen från och med nästa budgetår.",
    "Vi skriver en checklista på en sida, prövar den i två enheter och inför den sedan överallt.",
];

pub(super) const EFFECTS: &[&str] = &[
    "Alla som är inblandade vet vad de ska göra, och vem de ska fråga.",
    "Fel upptäcks inom en månad och inte först vid årets slut.",
    "Nämnden kan styra om i tid när något inte går som planerat.",
    "Beslut blir lika för lika, oavsett vem som handlägger.",
    "Det går att visa i efterhand att kontrollen har gjorts.",
    "Arbetet blir mindre känsligt när någon slutar eller är sjuk.",
    "Kostnaderna för {x} kan jämföras mellan enheter och år.",
    "Invånarna får samma besked från början.",
];

pub(super) const DONE: &[&str] = &[
    "Rutinen för {x} är omarbetad och beslutades av förvaltningschefen före sommaren.",
    "Vi har infört en månadskontroll som görs av en annan person än den som handlägger.",
    "Ansvaret är fördelat och framgår nu av delegationsordningen.",
    "Samtliga behörigheter har gåtts igenom; elva konton är avslutade.",
    "En genomgång med alla chefer är gjord, och materialet finns på intranätet.",
    "Nämnden har fått sin första samlade redovisning av {x}.",
];

pub(super) const REASONS: &[&str] = &[
    "Nämnden bedömer att nuvarande kontroller räcker och att ytterligare steg skulle kosta mer än de ger.",
    "Frågan ägs av en annan nämnd. Vi bidrar gärna med underlag men kan inte besluta om åtgärder.",
    "Systemet byts ut inom två år. Nämnden anser att det inte är försvarligt att bygga om det som snart ska bort.",
    "En utredning pågår, och nämnden vill inte föregripa den.",
];

pub(super) const FUNCTIONS: &[&str] = &[
    "Förvaltningschefen",
    "Ekonomichefen",
    "Verksamhetschefen",
    "Avdelningschefen",
    "HR-chefen",
    "Inköpssamordnaren",
    "Informationssäkerhetssamordnaren",
    "Nämndsekreteraren",
    "",
];

pub(super) const OUTCOME_DONE: &[&str] = &[
    "Genomfört som planerat. Rutinen är beslutad och används i alla enheter.",
    "Klart. Arbetsgruppen lämnade sin slutrapport, och nämnden har godkänt den.",
    "Åtgärden är genomförd och har följts upp en gång utan anmärkning.",
];
pub(super) const OUTCOME_UNDER_WAY: &[&str] = &[
    "Två av tre delar är klara. Den sista väntar på en upphandling av nytt systemstöd.",
    "Arbetet har börjat men blev försenat när den ansvariga slutade. En efterträdare är på plats.",
    "Försöket med {x} förlängs ett halvår, eftersom underlaget ännu är för litet.",
];
pub(super) const OUTCOME_NOT_DONE: &[&str] = &[
    "Upphandlingen överklagades, och nämnden har valt att avvakta domen.",
    "Medel för åtgärden fanns inte i budgeten. Nämnden tar upp frågan på nytt i nästa budgetarbete.",
];
pub(super) const OUTCOME_REPLACED: &[&str] = &[
    "I stället för en egen rutin används nu den kommungemensamma, som trädde i kraft under året.",
    "Arbetsgruppen ersattes av ett samarbetsavtal mellan nämnderna.",
];

pub(super) const COMMENTS: &[&str] = &[
    "Svaret är tydligt och går att följa upp.",
    "Åtgärden är rimlig, men det saknas en uppgift om vem som ansvarar.",
    "Vi kommer att följa hur det går med {x} i den årliga granskningen.",
    "Det planerade datumet ligger långt fram. Vi förutsätter att nämnden prioriterar frågan.",
    "Vi noterar att nämnden redan har påbörjat arbetet.",
];
pub(super) const HARSH: &[&str] = &[
    "Svaret beskriver läget men inte vad nämnden tänker göra åt det.",
    "Nämnden hänvisar till en utredning utan att säga när den är klar. Det räcker inte.",
    "Vi kan inte se att åtgärden minskar den risk som vi pekade på.",
];
pub(super) const VERDICTS: &[&str] = &[
    "Nämnden har svarat på samtliga punkter. Vi ser fram emot det fortsatta arbetet med {x}.",
    "Sammantaget är svaret godtagbart, med undantag för de punkter som framgår nedan.",
    "Nämndens svar visar att frågorna tas på allvar. Flera åtgärder är dock allmänt hållna.",
];

pub(super) const MESSAGES: &[&str] = &[
    "Här kommer vår granskning. Svara på de punkter som gäller er nämnd.",
    "Ni får härmed rapporten för yttrande. Hör av er till stadsrevisionen om något är oklart.",
    "Granskningen överlämnas till berörda nämnder. Vi svarar gärna på frågor vid ett möte.",
];
pub(super) const MOTIVES: &[&str] = &[
    "Alla nämnder har svarat, och svaren är bedömda. Vi har inget mer att följa upp i denna granskning.",
    "Det viktigaste är åtgärdat. Det som återstår tas upp i den årliga granskningen.",
];
pub(super) const MOTIVES_WITHOUT: &[&str] = &["Ett svar har uteblivit trots påminnelser. Frågan tas upp i ansvarsprövningen, och granskningen avslutas."];
pub(super) const WISHES: &[&str] = &[
    "Nämndens sammanträde har flyttats, och svaret behöver tas upp där.",
    "Den som håller i svaret har varit sjuk, och underlaget från enheterna är inte komplett.",
    "Förvaltningen väntar på uppgifter från leverantören.",
];
pub(super) const REFUSALS: &[&str] = &["Nämnden har haft god tid på sig, och ett senare svar hinner inte behandlas före sammanträdet."];

pub(super) const INSTRUCTION_FIRST: &str =
    "Börja med ett kort svar på granskningens slutsats. Ange sedan för varje punkt vad nämnden tänker göra, vad det ska leda till och när det senast är klart.";
pub(super) const INSTRUCTION_FOLLOW_UP: &str =
    "Beskriv för varje punkt vad nämnden har gjort sedan det första yttrandet och vilken effekt det har haft. Säg rakt ut vad som inte blev av.";

pub(super) const REPLY_TO: &str = "stadsrevisionen@strandkoping.example";
pub(super) const COLLEGIUM: &str = "Revisorskollegiet";
pub(super) const CHAIR: &str = "Gunnel Frösslund";

/// Bodies of a larger city, beside those of the story. With time there are more of them.
pub(super) const BOARDS: &[&str] = &[
    "Gymnasienämnden",
    "Äldrenämnden",
    "Funktionsstödsnämnden",
    "Trafiknämnden",
    "Idrottsnämnden",
    "Överförmyndarnämnden",
    "Räddningsnämnden",
    "Exploateringsnämnden",
    "Vatten- och avfallsnämnden",
    "Individ- och familjenämnden",
    "Strandköpings Energi AB",
    "Strandköpings Hamn AB",
    "Parkeringsbolaget i Strandköping AB",
    "Bostads AB Strandlyckan",
    "Vuxenutbildningsnämnden",
    "Integrationsnämnden",
    "Kyrkogårdsnämnden",
    "Arkivnämnden",
    "Servicebolaget Strandrenen AB",
    "Strandköpings Buss AB",
    "Näringslivsnämnden",
    "Hamnparkens Scen AB",
    "Turistnämnden",
    "Innerstadsnämnden",
    "Skärgårdsnämnden",
    "Norra stadsdelsnämnden",
    "Södra stadsdelsnämnden",
];

pub(super) const FIRST_NAMES: &[&str] = &["Astrid", "Bengt", "Cecilia", "Dagny", "Emre", "Frida", "Göran", "Hanna", "Idris", "Jelena", "Karin", "Lars"];
pub(super) const SURNAMES: &[&str] = &["Almkvarn", "Björkdunge", "Dalmar", "Enbacke", "Furuskär", "Grönvret", "Havslind", "Isander", "Kronsvall"];
