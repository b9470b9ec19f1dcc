//! Who may do what: every route, as everybody, on what is one's own, another's and missing. The expectation is
//! written here by hand; the finding is printed to `docs/access.txt`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use yttrande::app;
use yttrande::demo::player::{Page, Player};
use yttrande::domain::policy::Verb;
use yttrande::platform::routes::Route;

use crate::world::{DESK, World};

const ACTORS: [&str; 9] =
    ["visitor", "Rut Revisor", "Lars Läsare", "Sara Service", "Siv Handläggare", "Olle Ordförande", "Kim Kommun", "Fia Fullmäktig", "Ada Admin"];

/// What somebody gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    /// The gate opened.
    Yes,
    /// She may read it, but not do this.
    Forbidden,
    /// As if it did not exist.
    NotThere,
    /// Sign in first.
    SignIn,
}

impl Answer {
    fn of(page: &Page) -> Self {
        match (page.status.as_u16(), page.location.as_deref()) {
            (303, Some(to)) if to.starts_with("/logga-in?till") => Self::SignIn,
            (403, _) => Self::Forbidden,
            (404, _) => Self::NotThere,
            (200 | 303 | 409 | 410 | 422, _) => Self::Yes,
            (status, _) => panic!("{status}: {page:?}"),
        }
    }

    fn sign(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Forbidden => "403",
            Self::NotThere => "-",
            Self::SignIn => "login",
        }
    }
}

/// The matrix, by hand, from the design's permission table. All board routes are asked about Servicenämnden.
fn expected(verb: Verb, actor: &str) -> Answer {
    use Answer::{Forbidden, NotThere, SignIn, Yes};
    let auditor = actor == "Rut Revisor";
    let reader = actor == "Lars Läsare";
    let (secretary, contributor, approver) = (actor == "Sara Service", actor == "Siv Handläggare", actor == "Olle Ordförande");
    let own_board = secretary || contributor || approver;
    let any_board = own_board || actor == "Kim Kommun";
    let council = actor == "Fia Fullmäktig";
    let administrator = actor == "Ada Admin";
    let yes = |allowed: bool| if allowed { Yes } else { NotThere };
    if actor == "visitor" {
        return if verb == Verb::Visit { Yes } else { SignIn };
    }
    match verb {
        Verb::Visit | Verb::KeepSignIn | Verb::KeepOwnAccount => Yes,
        Verb::SeeToDo => yes(auditor || reader || any_board || administrator),
        Verb::ReadPublished => yes(auditor || reader || any_board || council),
        Verb::ReadAuditWork => yes(auditor || reader),
        Verb::RecordAudit | Verb::SendAudit | Verb::CloseAudit | Verb::RegisterArrival | Verb::DraftVerdict | Verb::PublishVerdict | Verb::DecideDeadline => {
            if reader {
                Forbidden
            } else {
                yes(auditor)
            }
        }
        Verb::ReadDesk | Verb::DraftResponse => yes(own_board),
        Verb::LockResponse | Verb::RecordDecision | Verb::SubmitResponse | Verb::AskExtension => {
            if contributor {
                Forbidden
            } else {
                yes(secretary || approver)
            }
        }
        Verb::SeeCalendar => yes(auditor || reader || any_board),
        Verb::ReadLog => yes(auditor || reader || any_board || administrator),
        // A meeting is planned by whoever meets. Asked about Servicenämnden, whose meetings the auditors see.
        Verb::PlanMeetings => {
            if auditor || reader || contributor {
                Forbidden
            } else {
                yes(secretary || approver)
            }
        }
        Verb::Administer => yes(administrator),
    }
}

/// Which verb stands before which address, by hand: behind the wrong one a page would be judged by the wrong row above.
const VERBS: &[(Verb, &[&str])] = &[
    (
        Verb::Visit,
        &[
            "GET /",
            "GET /begar-atkomst",
            "POST /begar-atkomst",
            "GET /begar-atkomst/{token}",
            "POST /begar-atkomst/{token}",
            "GET /glomt-losenord",
            "POST /glomt-losenord",
            "GET /hjalp",
            "GET /inbjudan/{token}",
            "POST /inbjudan/{token}",
            "GET /kalender/{calendar}",
            "GET /kom-igang/{token}",
            "POST /kom-igang/{token}",
            "GET /logga-in",
            "POST /logga-in",
            "GET /logga-in/kod",
            "POST /logga-in/kod",
            "GET /logga-in/kommunen",
            "GET /logga-in/kommunen/svar",
            "GET /logga-in/nyckel",
            "POST /logga-in/nyckel",
            "POST /logga-in/nyckel/fraga",
            "GET /om",
            "GET /personuppgifter",
            "POST /sprak",
            "GET /tillganglighet",
        ],
    ),
    (
        Verb::KeepSignIn,
        &[
            "GET /konto",
            "GET /konto/inloggningar",
            "POST /konto/inloggningar/avsluta",
            "POST /konto/inloggningar/avsluta-alla",
            "GET /konto/kommunen",
            "POST /konto/kommunen",
            "POST /konto/kommunen/bort",
            "GET /konto/losenord",
            "POST /konto/losenord",
            "GET /konto/nycklar",
            "POST /konto/nycklar",
            "POST /konto/nycklar/bort",
            "GET /konto/nycklar/ny",
            "POST /konto/nycklar/ny",
            "GET /konto/nycklar/{passkey}",
            "GET /konto/tvasteg",
            "POST /konto/tvasteg",
            "GET /konto/tvasteg/av",
            "POST /konto/tvasteg/av",
            "GET /konto/tvasteg/koder",
            "POST /konto/tvasteg/koder",
            "POST /logga-ut",
        ],
    ),
    (
        Verb::KeepOwnAccount,
        &[
            "GET /aviseringar",
            "GET /aviseringar.csv",
            "GET /aviseringar.xlsx",
            "GET /aviseringar/installningar",
            "POST /aviseringar/installningar",
            "POST /aviseringar/lasta",
            "GET /kalender/prenumeration",
            "POST /kalender/prenumeration",
            "POST /kalender/prenumeration/avsluta",
            "GET /konto/atkomst",
            "POST /konto/atkomst",
        ],
    ),
    (Verb::SeeToDo, &["GET /att-gora"]),
    (
        Verb::ReadPublished,
        &[
            "GET /rekommendationer",
            "GET /rekommendationer.csv",
            "GET /rekommendationer.xlsx",
            "GET /rekommendationer/{key}/{code}/{board}",
            "GET /granskningar",
            "GET /granskningar.csv",
            "GET /granskningar.xlsx",
            "GET /granskningar/{key}",
            "GET /granskningar/{key}/filer/{file}",
            "GET /granskningar/{key}/missiv",
            "GET /oversikt/sedan",
            "GET /oversikt/sedan.csv",
            "GET /oversikt/sedan.xlsx",
            "GET /namnder",
            "GET /namnder.csv",
            "GET /namnder.xlsx",
            "GET /namnder/{slug}",
            "GET /namnder/{slug}/ar/{year}",
            "GET /namnder/{slug}/yttranden.csv",
            "GET /namnder/{slug}/yttranden.xlsx",
            "GET /oversikt",
            "GET /sok",
            "GET /sok.csv",
            "GET /sok.xlsx",
            "GET /yttranden",
            "GET /yttranden.csv",
            "GET /yttranden.xlsx",
            "GET /yttranden/{key}/{board}/{round}",
            "GET /yttranden/{key}/{board}/{round}/bilagor/{file}",
            "GET /yttranden/{key}/{board}/{round}/dokument",
            "GET /yttranden/{key}/{board}/{round}/inkommet/{number}",
            "GET /yttranden/{key}/{board}/{round}/inkommet/{number}/dokument",
            "GET /yttranden/{key}/{board}/{round}/inkommet/{number}/dokument.docx",
            "GET /yttranden/{key}/{board}/{round}/inkommet/{number}/kopiera",
            "GET /yttranden/{key}/{board}/{round}/inkommet/{number}/kvitto",
            "GET /yttranden/{key}/{board}/{round}/kvitto",
            "GET /yttranden/{key}/{board}/{round}/sista-dag",
        ],
    ),
    (Verb::ReadLog, &["GET /handelser", "GET /handelser.csv", "GET /handelser.xlsx"]),
    (
        Verb::ReadAuditWork,
        &[
            "GET /granskningar/{key}/punkter",
            "GET /paminnelser",
            "GET /paminnelser.csv",
            "GET /paminnelser.xlsx",
            "GET /sammantrade",
            "GET /sammantrade.csv",
            "GET /sammantrade.xlsx",
            "GET /yttranden/{key}/{board}/{round}/omdome",
            "GET /yttranden/{key}/{board}/{round}/omdome/{code}",
            "GET /yttranden/{key}/{board}/{round}/paminnelsebrev",
        ],
    ),
    (
        Verb::RecordAudit,
        &[
            "GET /granskningar/ny",
            "POST /granskningar/ny",
            "POST /granskningar/ny/fil",
            "GET /granskningar/ny/kontrollera/{intake}",
            "POST /granskningar/ny/kontrollera/{intake}",
            "GET /granskningar/ny/kontrollera/{intake}/missiv",
            "POST /granskningar/ny/kontrollera/{intake}/ta-bort",
            "GET /granskningar/ny/sjalv",
            "POST /granskningar/ny/sjalv",
            "GET /granskningar/{key}/filer",
            "POST /granskningar/{key}/filer",
            "GET /granskningar/{key}/filer/{file}/punkter",
            "POST /granskningar/{key}/filer/{file}/ta-bort",
            "POST /granskningar/{key}/missiv",
            "POST /granskningar/{key}/punkter",
            "GET /granskningar/{key}/punkter/flera",
            "POST /granskningar/{key}/punkter/flera",
            "GET /granskningar/{key}/punkter/tidigare",
            "POST /granskningar/{key}/punkter/tidigare",
            "GET /granskningar/{key}/punkter/forslag",
            "POST /granskningar/{key}/punkter/valda",
            "GET /granskningar/{key}/punkter/{code}",
            "POST /granskningar/{key}/punkter/{code}",
            "POST /granskningar/{key}/punkter/{code}/flytta",
            "POST /granskningar/{key}/punkter/{code}/ta-bort",
            "GET /granskningar/{key}/ansvarig",
            "POST /granskningar/{key}/ansvarig",
            "GET /granskningar/{key}/redigera",
            "POST /granskningar/{key}/redigera",
            "GET /granskningar/{key}/skicka",
        ],
    ),
    (
        Verb::SendAudit,
        &[
            "POST /granskningar/{key}/skicka",
            "GET /granskningar/{key}/fullmaktige",
            "POST /granskningar/{key}/fullmaktige",
            "GET /granskningar/{key}/fullmaktige/{number}/ratta",
            "POST /granskningar/{key}/fullmaktige/{number}/ratta",
            "GET /yttranden/paminn",
            "POST /yttranden/paminn",
            "GET /yttranden/{key}/{board}/{round}/paminn",
            "POST /yttranden/{key}/{board}/{round}/paminn",
            "GET /granskningar/{key}/ny-omgang",
            "POST /granskningar/{key}/ny-omgang",
            "GET /yttranden/{key}/{board}/{round}/komplettering",
            "POST /yttranden/{key}/{board}/{round}/komplettering",
            "GET /yttranden/{key}/{board}/{round}/komplettering/{number}/aterta",
            "POST /yttranden/{key}/{board}/{round}/komplettering/{number}/aterta",
            "GET /granskningar/{key}/ratta",
            "GET /granskningar/{key}/ratta/aterkalla",
            "POST /granskningar/{key}/ratta/aterkalla",
            "GET /granskningar/{key}/ratta/dokument",
            "POST /granskningar/{key}/ratta/dokument",
            "GET /granskningar/{key}/ratta/mottagare",
            "POST /granskningar/{key}/ratta/mottagare",
            "GET /granskningar/{key}/ratta/punkter/{code}",
            "POST /granskningar/{key}/ratta/punkter/{code}",
            "GET /granskningar/{key}/ratta/titel",
            "POST /granskningar/{key}/ratta/titel",
            "GET /granskningar/{key}/ratta/svarsadress",
            "POST /granskningar/{key}/ratta/svarsadress",
        ],
    ),
    (
        Verb::CloseAudit,
        &["GET /granskningar/{key}/avsluta", "POST /granskningar/{key}/avsluta", "GET /granskningar/{key}/oppna-igen", "POST /granskningar/{key}/oppna-igen"],
    ),
    (
        Verb::RegisterArrival,
        &[
            "POST /yttranden/{key}/{board}/{round}/diarienummer",
            "GET /yttranden/{key}/{board}/{round}/skriv-in/komplettering",
            "POST /yttranden/{key}/{board}/{round}/skriv-in/komplettering",
            "GET /yttranden/{key}/{board}/{round}/skriv-in",
            "POST /yttranden/{key}/{board}/{round}/skriv-in",
            "POST /yttranden/{key}/{board}/{round}/skriv-in/fil",
            "GET /yttranden/{key}/{board}/{round}/skriv-in/fil/{file}",
            "POST /yttranden/{key}/{board}/{round}/skriv-in/fil/{file}/ta-bort",
        ],
    ),
    (Verb::DraftVerdict, &["POST /yttranden/{key}/{board}/{round}/omdome/{code}"]),
    (
        Verb::PublishVerdict,
        &[
            "GET /rekommendationer/{key}/{code}/{board}/etiketter",
            "GET /rekommendationer/{key}/{code}/{board}/uppfoljning",
            "POST /rekommendationer/{key}/{code}/{board}/etiketter",
            "POST /rekommendationer/{key}/{code}/{board}/uppfoljning",
            "GET /yttranden/{key}/{board}/{round}/omdome/publicera",
            "POST /yttranden/{key}/{board}/{round}/omdome/publicera",
            "GET /yttranden/{key}/{board}/{round}/omdome/{code}/ratta",
            "POST /yttranden/{key}/{board}/{round}/omdome/{code}/ratta",
        ],
    ),
    (
        Verb::ReadDesk,
        &[
            "GET /yttranden/{key}/{board}/{round}/arbete",
            "GET /yttranden/{key}/{board}/{round}/arbete/bilagor",
            "GET /yttranden/{key}/{board}/{round}/arbete/bilagor/{file}",
            "GET /yttranden/{key}/{board}/{round}/arbete/forhandsgranska",
            "GET /yttranden/{key}/{board}/{round}/arbete/sammanfattning/versioner",
            "GET /yttranden/{key}/{board}/{round}/arbete/sammanfattning/undanlagt",
            "GET /yttranden/{key}/{board}/{round}/arbete/punkter/{code}/undanlagt",
            "GET /yttranden/{key}/{board}/{round}/arbete/hela-svaret",
            "GET /yttranden/{key}/{board}/{round}/arbete/hela-svaret.docx",
            "GET /yttranden/{key}/{board}/{round}/arbete/kopiera",
            "GET /yttranden/{key}/{board}/{round}/arbete/punkter/{code}/versioner",
            "GET /yttranden/{key}/{board}/{round}/arbete/punkter/{code}",
            "GET /yttranden/{key}/{board}/{round}/arbete/sammanfattning",
            "GET /yttranden/{key}/{board}/{round}/arbete/utskrift",
            "GET /yttranden/{key}/{board}/{round}/arbete/komplettering",
            "GET /yttranden/{key}/{board}/{round}/arbete/komplettering/bilagor",
            "GET /yttranden/{key}/{board}/{round}/arbete/komplettering/bilagor/{file}",
        ],
    ),
    (
        Verb::DraftResponse,
        &[
            "POST /yttranden/{key}/{board}/{round}/arbete/komplettering/spara",
            "POST /yttranden/{key}/{board}/{round}/arbete/komplettering/utkast",
            "POST /yttranden/{key}/{board}/{round}/arbete/komplettering/bilagor",
            "POST /yttranden/{key}/{board}/{round}/arbete/komplettering/bilagor/{file}/ta-bort",
            "POST /yttranden/{key}/{board}/{round}/arbete/bilagor",
            "POST /yttranden/{key}/{board}/{round}/arbete/bilagor/{file}/ta-bort",
            "GET /yttranden/{key}/{board}/{round}/arbete/fordelning",
            "POST /yttranden/{key}/{board}/{round}/arbete/fordelning",
            "POST /yttranden/{key}/{board}/{round}/arbete/hela-svaret",
            "POST /yttranden/{key}/{board}/{round}/arbete/hela-svaret/fil",
            "POST /yttranden/{key}/{board}/{round}/arbete/hela-svaret/ta-in",
            "POST /yttranden/{key}/{board}/{round}/arbete/punkter/{code}",
            "POST /yttranden/{key}/{board}/{round}/arbete/punkter/{code}/spara",
            "POST /yttranden/{key}/{board}/{round}/arbete/sammanfattning",
            "POST /yttranden/{key}/{board}/{round}/arbete/sammanfattning/spara",
        ],
    ),
    (
        Verb::LockResponse,
        &[
            "GET /yttranden/{key}/{board}/{round}/arbete/klart-for-namnden",
            "POST /yttranden/{key}/{board}/{round}/arbete/klart-for-namnden",
            "POST /yttranden/{key}/{board}/{round}/arbete/oppna",
        ],
    ),
    (
        Verb::RecordDecision,
        &[
            "GET /yttranden/{key}/{board}/{round}/arbete/beslut",
            "POST /yttranden/{key}/{board}/{round}/arbete/beslut",
            "POST /yttranden/{key}/{board}/{round}/arbete/beslut/slang",
            "POST /yttranden/{key}/{board}/{round}/arbete/beslut/spara",
            "GET /yttranden/{key}/{board}/{round}/arbete/beslut-efterat",
            "POST /yttranden/{key}/{board}/{round}/arbete/beslut-efterat",
        ],
    ),
    (
        Verb::SubmitResponse,
        &[
            "GET /yttranden/{key}/{board}/{round}/arbete/skicka",
            "POST /yttranden/{key}/{board}/{round}/arbete/skicka",
            "GET /atkomst/{slug}",
            "POST /atkomst/{slug}/{request}/ja",
            "POST /atkomst/{slug}/{request}/nej",
            "GET /ersattare/{slug}",
            "POST /ersattare/{slug}",
            "POST /ersattare/{slug}/{grant}/avsluta",
            "POST /yttranden/{key}/{board}/{round}/arbete/komplettering",
            "GET /yttranden/{key}/{board}/{round}/arbete/preliminart",
            "POST /yttranden/{key}/{board}/{round}/arbete/preliminart",
            "GET /yttranden/{key}/{board}/{round}/arbete/aterta/{number}",
            "POST /yttranden/{key}/{board}/{round}/arbete/aterta/{number}",
            "GET /yttranden/{key}/{board}/{round}/lagesbesked",
            "POST /yttranden/{key}/{board}/{round}/lagesbesked",
        ],
    ),
    (
        Verb::AskExtension,
        &[
            "GET /yttranden/{key}/{board}/{round}/anstand",
            "POST /yttranden/{key}/{board}/{round}/anstand",
            "POST /yttranden/{key}/{board}/{round}/anstand/aterkalla",
        ],
    ),
    (
        Verb::DecideDeadline,
        &[
            "GET /yttranden/{key}/{board}/{round}/anstand/beslut",
            "POST /yttranden/{key}/{board}/{round}/anstand/beslut",
            "GET /yttranden/{key}/{board}/{round}/sista-dag/ratta",
            "POST /yttranden/{key}/{board}/{round}/sista-dag/ratta",
        ],
    ),
    (
        Verb::SeeCalendar,
        &[
            "GET /kalender",
            "GET /kalender.csv",
            "GET /kalender.xlsx",
            "GET /kalender/arslista",
            "GET /kalender/arslista.csv",
            "GET /kalender/arslista.xlsx",
            "GET /kalender/sammantraden",
        ],
    ),
    (Verb::PlanMeetings, &["POST /kalender/sammantraden/{board}", "POST /kalender/sammantraden/{board}/avboka"]),
    (
        Verb::Administer,
        &[
            "GET /admin/namnder",
            "GET /admin/namnder.csv",
            "GET /admin/namnder.xlsx",
            "GET /admin/namnder/lagg-till",
            "POST /admin/namnder/lagg-till",
            "GET /admin/namnder/{slug}",
            "POST /admin/namnder/{slug}/avsluta",
            "POST /admin/namnder/{slug}/brevlada",
            "POST /admin/namnder/{slug}/namn",
            "POST /admin/namnder/{slug}/oppna",
            "POST /admin/namnder/{slug}/vantar/{proposal}/avsla",
            "POST /admin/namnder/{slug}/vantar/{proposal}/godkann",
            "POST /admin/namnder/{slug}/vantar/{proposal}/ta-tillbaka",
            "GET /admin/andra-steg",
            "POST /admin/andra-steg",
            "GET /admin/organisation",
            "POST /admin/organisation",
            "GET /admin/personer",
            "GET /admin/personer.csv",
            "GET /admin/personer.xlsx",
            "GET /admin/personer/lagg-till",
            "POST /admin/personer/lagg-till",
            "GET /admin/personer/{id}",
            "POST /admin/personer/{id}/avsluta",
            "POST /admin/personer/{id}/sla-ihop",
            "POST /admin/personer/{id}/oppna",
            "POST /admin/personer/{id}/uppgifter",
            "POST /admin/personer/bjud-in-igen",
            "POST /admin/personer/{id}/mejla-lank",
            "POST /admin/personer/{id}/ny-lank",
            "POST /admin/personer/{id}/roller",
            "POST /admin/personer/{id}/vantar/{proposal}/avsla",
            "POST /admin/personer/{id}/vantar/{proposal}/godkann",
            "POST /admin/personer/{id}/vantar/{proposal}/ta-tillbaka",
            "POST /admin/personer/{id}/roller/{grant}/avsluta",
            "POST /admin/personer/{id}/roller/{grant}/sista-dag",
            "GET /admin/sista-dagar",
            "POST /admin/sista-dagar",
            "GET /admin/utskick",
            "GET /admin/utskick.csv",
            "GET /admin/utskick.xlsx",
            "POST /admin/utskick/testmejl",
            "POST /admin/utskick/{mail}/igen",
        ],
    ),
];

#[test]
fn every_address_asks_for_the_verb_that_it_is_about() {
    let wanted: BTreeMap<String, Verb> = VERBS.iter().flat_map(|(verb, routes)| routes.iter().map(|route| ((*route).to_owned(), *verb))).collect();
    let found: BTreeMap<String, Verb> = app::routes().into_iter().map(|route| (format!("{} {}", route.method, route.path), route.verb)).collect();
    let wrong: Vec<String> = wanted
        .keys()
        .chain(found.keys())
        .filter(|route| wanted.get(*route) != found.get(*route))
        .map(|route| format!("{route}: {:?}, should be {:?}", found.get(route), wanted.get(route)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the names in braces stand for: things that exist.
struct Things {
    intake: String,
    file: String,
    on_desk: String,
    handed_in: String,
    arrived: String,
    of_supplement: String,
    person: String,
    grant: String,
    proposal: String,
    /// What waits of a board.
    fate: String,
    invitation: String,
    request: String,
    mail: String,
    calendar: String,
    /// Everybody's own, by her name.
    passkeys: BTreeMap<String, String>,
}

impl Things {
    async fn of(world: &World) -> Self {
        let mut rut = world.signed_in("Rut Revisor").await;
        let letter = "Provköpings kommun\nRevisorskollegiet\n2025-01-30\nDiarienummer: REV-2025-9\n\nGranskning av avtal\n\nServicenämnden ska yttra sig senast 2025-03-31.\n";
        let pasted = rut.post("/granskningar/ny", &[("letter", letter)]).await.unwrap();
        let intake = pasted.done().unwrap().rsplit('/').next().unwrap().to_owned();
        let page = rut.get("/granskningar/rev-2025-1").await.unwrap().shown().unwrap();
        let file = page.addresses("/granskningar/rev-2025-1/filer/")[0].rsplit('/').next().unwrap().to_owned();
        let mut ada = world.signed_in("Ada Admin").await;
        let links = ada.post("/admin/personer/lagg-till", &[("people", "Nina Ny; nina@kommun.example; läsare")]).await.unwrap().shown().unwrap();
        let invitation = links.address_after("nina@", "/inbjudan/").unwrap().rsplit('/').next().unwrap().to_owned();
        let list = ada.get("/admin/personer").await.unwrap().shown().unwrap();
        let person = list.body.split(">Nina Ny").next().unwrap().rsplit("/admin/personer/").next().unwrap().split('"').next().unwrap().to_owned();
        // Her role waits; one that she holds is put there for the addresses that end one.
        let proposal = world.text("select id::text from access_proposal").await;
        let pool = sqlx::PgPool::connect_with(crate::database::superuser(&world.database).await).await.unwrap();
        let held = "set session_replication_role = replica;
          insert into role_grant (id, person_id, role, valid_from) select gen_random_uuid(), person_id, role, '2025-02-03' from access_proposal;
          insert into passkey (id, person_id, credential, public_key, counter, may_be_copied, name, added_at)
          select gen_random_uuid(), id, uuid_send(id), uuid_send(id), 0, false, 'Min telefon', '2025-02-03' from person";
        sqlx::raw_sql(held).execute(&pool).await.unwrap();
        pool.close().await;
        let grant = world.text("select g.id::text from role_grant g join access_proposal q on q.person_id = g.person_id").await;
        let ends = [("on", "2025-02-10"), ("end_reason", "Ny organisation"), ("heir", "kommunstyrelsen")];
        ada.post("/admin/namnder/miljonamnden/avsluta", &ends).await.unwrap().done().unwrap();
        let fate = world.text("select id::text from access_proposal where person_id is null").await;
        // Somebody asks whose address is not confirmed, and somebody who is signed in.
        let asks = [("ask_name", "Per Person"), ("ask_email", "per@kommun.example"), ("ask_board", "servicenamnden"), ("ask_why", "Ska skriva svaret")];
        assert_eq!(world.visitor().post("/begar-atkomst", &asks).await.unwrap().status, 303);
        let pool = sqlx::PgPool::connect_with(crate::database::superuser(&world.database).await).await.unwrap();
        sqlx::raw_sql("update access_asking set token_hash = sha256('begaran')").execute(&pool).await.unwrap();
        pool.close().await;
        let mut fia = world.signed_in("Fia Fullmäktig").await;
        fia.post("/konto/atkomst", &asks[2..]).await.unwrap().done().unwrap();
        let request = world.text("select id::text from access_request").await;
        let once = ada.post("/kalender/prenumeration", &[]).await.unwrap().shown().unwrap();
        let calendar = once.addresses("http://localhost/kalender/")[0].rsplit('/').next().unwrap().to_owned();
        let mail = world.text("select id::text from mail order by made_at, id limit 1").await;
        let on_desk = world.text("select id::text from desk_file").await;
        let handed_in = world.text("select id::text from submitted_file").await;
        let arrived = world.text("select id::text from arrival_file").await;
        let of_supplement = world.text("select id::text from desk_supplement_file").await;
        let passkeys = world.text("select string_agg(p.name || '=' || k.id, ';') from passkey k join person p on p.id = k.person_id").await;
        let passkeys = passkeys.split(';').filter_map(|pair| pair.split_once('=')).map(|(name, id)| (name.to_owned(), id.to_owned())).collect();
        Self { intake, file, on_desk, handed_in, arrived, of_supplement, person, grant, proposal, fate, invitation, request, calendar, mail, passkeys }
    }

    /// The address of something that is there, and hers where it is one person's.
    fn there_for(&self, path: &str, name: &str) -> String {
        let own = self.passkeys.get(name).or_else(|| self.passkeys.values().next()).unwrap();
        self.there(&path.replace("{passkey}", own))
    }

    /// The same, whoever asks.
    fn there(&self, path: &str) -> String {
        let token = match path {
            _ if path.starts_with("/kom-igang") => "finns-inte",
            _ if path.starts_with("/begar-atkomst") => "begaran",
            _ => &self.invitation,
        };
        // What came another way waits where nothing has been handed in.
        path.replace("{key}/{board}/{round}/skriv-in/fil/{file}", &format!("rev-2025-1/kommunstyrelsen/forsta/skriv-in/fil/{}", self.arrived))
            .replace("{key}", "rev-2025-1")
            .replace("{slug}/vantar/{proposal}", &format!("miljonamnden/vantar/{}", self.fate))
            .replace("{board}", "servicenamnden")
            .replace("{slug}", "servicenamnden")
            .replace("{year}", "2025")
            .replace("{round}", "forsta")
            .replace("{code}", "R1")
            .replace("{number}", "1")
            .replace("{intake}", &self.intake)
            .replace("arbete/bilagor/{file}", &format!("arbete/bilagor/{}", self.on_desk))
            .replace("komplettering/bilagor/{file}", &format!("komplettering/bilagor/{}", self.of_supplement))
            .replace("bilagor/{file}", &format!("bilagor/{}", self.handed_in))
            .replace("{file}", &self.file)
            .replace("{id}", &self.person)
            .replace("{grant}", &self.grant)
            .replace("{proposal}", &self.proposal)
            .replace("{request}", &self.request)
            .replace("{mail}", &self.mail)
            .replace("{calendar}", &self.calendar)
            .replace("{token}", token)
    }

    /// The same address with the first thing in it missing.
    fn missing(&self, path: &str) -> Option<String> {
        let nobody = "0195bca7-0000-7000-8000-000000000000";
        let named = [
            ("{key}", "finns-inte"),
            ("{slug}", "finns-inte"),
            ("{intake}", nobody),
            ("{id}", nobody),
            ("{mail}", nobody),
            ("{passkey}", nobody),
            ("{token}", "finns-inte"),
            ("{calendar}", "finns-inte.ics"),
        ];
        let (name, value) = named.into_iter().find(|(name, _)| path.contains(name))?;
        Some(self.there(&path.replace(name, value)))
    }
}

/// Asks without changing anything: a form with a field that no form has is refused after the gate has opened.
async fn ask(player: &mut Player, route: &Route, path: &str) -> Answer {
    let page = match route.method {
        "GET" => player.get(path).await.unwrap(),
        _ if ["/filer", "/fil", "/missiv", "/bilagor"].iter().any(|end| path.ends_with(end)) => {
            player.upload(path, "", "application/octet-stream", b"", false).await.unwrap()
        }
        _ => player.post(path, &[("no_form_has_this", "1")]).await.unwrap(),
    };
    Answer::of(&page)
}

/// A world with one of everything that a route can name: letter, report, attachment, decision, response.
async fn everything_once() -> World {
    let world = World::at("2025-02-03 09:00").await;
    world.unsent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.upload("/granskningar/rev-2025-1/missiv", "Missiv.txt", "text/plain", "Missivet som det skickades.".as_bytes(), false).await.unwrap().done().unwrap();
    rut.upload("/granskningar/rev-2025-1/filer", "Rapport.pdf", "application/pdf", b"%PDF-1.7 %%EOF", false).await.unwrap().done().unwrap();
    rut.post("/granskningar/rev-2025-1/skicka", &[("message", "")]).await.unwrap().done().unwrap();
    world.drafted_response().await;
    let mut sara = world.signed_in("Sara Service").await;
    sara.upload(&format!("{DESK}/bilagor"), "Plan.txt", "text/plain", b"Plan.", false).await.unwrap().done().unwrap();
    world.decides().await;
    world.hands_in().await;
    let asked = [("wanted", "Planen saknar datum."), ("due_on", "2025-04-30")];
    rut.post("/yttranden/rev-2025-1/servicenamnden/forsta/komplettering", &asked).await.unwrap().done().unwrap();
    sara.upload(&format!("{DESK}/komplettering/bilagor"), "Rutin.txt", "text/plain", b"Rutin.", false).await.unwrap().done().unwrap();
    let council = [("held_on", "2025-02-03"), ("section", "45"), ("handling", "arende"), ("asked", ""), ("minutes", ""), ("seen", "0")];
    rut.post("/granskningar/rev-2025-1/fullmaktige", &council).await.unwrap().done().unwrap();
    let arrived = "/yttranden/rev-2025-1/kommunstyrelsen/forsta/skriv-in/fil";
    rut.upload(arrived, "Yttrande.txt", "text/plain", b"Yttrande.", false).await.unwrap().done().unwrap();
    world
}

#[tokio::test]
async fn everybody_may_do_what_the_matrix_says_and_nothing_else() {
    let world = everything_once().await;
    let things = Things::of(&world).await;
    let mut players = Vec::new();
    for name in ACTORS {
        players.push((name, if name == "visitor" { world.visitor() } else { world.signed_in(name).await }));
    }
    let mut print = format!("{:<6}{:<80}{:<16}", "", "", "");
    for (name, _) in &players {
        write!(print, " {:<9}", name.split(' ').next_back().unwrap()).unwrap();
    }
    print.push('\n');
    let mut wrong = Vec::new();
    for route in app::routes() {
        write!(print, "{:<6}{:<80}{:<16}", route.method, route.path, format!("{:?}", route.verb)).unwrap();
        for (name, player) in &mut players {
            let found = ask(player, &route, &things.there_for(route.path, name)).await;
            // A set-up link is over once there is somebody, for whoever comes.
            let wanted = if route.path.starts_with("/kom-igang") { Answer::NotThere } else { expected(route.verb, name) };
            if found != wanted {
                wrong.push(format!("{} {} as {name}: {found:?}, should be {wanted:?}", route.method, route.path));
            }
            write!(print, " {:<9}", found.sign()).unwrap();
            if let Some(path) = things.missing(route.path) {
                let found = ask(player, &route, &path).await;
                let wanted = if *name == "visitor" && route.verb != Verb::Visit { Answer::SignIn } else { Answer::NotThere };
                if found != wanted {
                    wrong.push(format!("{} {path} (missing) as {name}: {found:?}", route.method));
                }
            }
        }
        let trimmed = print.trim_end().len();
        print.truncate(trimmed);
        print.push('\n');
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/access.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, &print).unwrap();
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(kept == print, "docs/access.txt is not what was found; look at the difference and run UPDATE=1 cargo test --test it everybody_may");
}

#[tokio::test]
async fn what_belongs_to_another_board_looks_like_what_does_not_exist() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.drafted_response().await;
    let mut kim = world.signed_in("Kim Kommun").await;
    let mut bodies = Vec::new();
    for path in [
        "/yttranden/rev-2025-1/servicenamnden/forsta/arbete",
        "/yttranden/rev-2025-1/finns-inte/forsta/arbete",
        "/yttranden/finns-inte/servicenamnden/forsta/arbete",
        "/yttranden/rev-2025-1/servicenamnden/omgang-9/arbete",
        "/granskningar/../etc",
        "/finns-inte",
    ] {
        let answer = kim.get(path).await.unwrap();
        assert_eq!(answer.status, 404, "{path}");
        bodies.push(answer.body);
    }
    assert!(bodies.iter().all(|body| *body == bodies[0]), "one can tell them apart");
}
