//! Every main page, and who looks at it.

use yttrande::demo::story;

use super::subjects::Subjects;

/// A page that is visited.
#[derive(Clone)]
pub(crate) struct Visit {
    pub(crate) name: &'static str,
    pub(crate) who: String,
    pub(crate) path: String,
}

pub(crate) fn all(subjects: &Subjects) -> Vec<Visit> {
    let (auditor, secretary) = (story::AUDITOR, story::SECRETARY);
    let Subjects { audit, begun, decided, judged, unjudged, late, unsent } = subjects;
    let mut all = Vec::new();
    let mut visit = |name, who: &str, path: String| all.push(Visit { name, who: who.to_owned(), path });
    visit("start, auditor", auditor, "/att-gora".into());
    visit("start, audit reader", story::AUDIT_READER, "/att-gora".into());
    visit("start, secretary", secretary, "/att-gora".into());
    visit("start, contributor", story::CONTRIBUTOR, "/att-gora".into());
    visit("start, approver", story::APPROVER, "/att-gora".into());
    visit("start, executive's secretary", story::SECRETARY_OF_EXECUTIVE, "/att-gora".into());
    visit("audits", auditor, "/granskningar".into());
    visit("audits, closed", auditor, "/granskningar?status=avslutad".into());
    visit("audits, late", auditor, "/granskningar?status=forsenat".into());
    visit("audits, words", auditor, "/granskningar?q=beredskap".into());
    visit("audits, council", story::COUNCIL_MEMBER, "/granskningar".into());
    visit("audit", auditor, format!("/granskningar/{audit}"));
    visit("audit, board", secretary, format!("/granskningar/{audit}"));
    visit("audit, late", auditor, format!("/granskningar/{late}"));
    visit("audit, being written", auditor, format!("/granskningar/{unsent}/punkter"));
    visit("boards", auditor, "/namnder".into());
    visit("board", auditor, "/namnder/servicenamnden".into());
    visit("board, year", story::COUNCIL_MEMBER, "/namnder/servicenamnden/ar/2025".into());
    visit("overview", auditor, "/oversikt".into());
    visit("overview, council", story::COUNCIL_MEMBER, "/oversikt".into());
    visit("since", story::COUNCIL_MEMBER, "/oversikt/sedan".into());
    visit("overview, then", story::COUNCIL_MEMBER, "/oversikt?per=2024-06-30".into());
    visit("audit, then", story::COUNCIL_MEMBER, format!("/granskningar/{audit}?per=2025-02-28"));
    all.extend(of_the_register(subjects));
    let mut visit = |name, who: &str, path: String| all.push(Visit { name, who: who.to_owned(), path });
    visit("calendar", auditor, "/kalender".into());
    visit("calendar, board", secretary, "/kalender".into());
    visit("year list", auditor, "/kalender/arslista".into());
    visit("responses", auditor, "/yttranden".into());
    visit("desk", &begun.secretary, format!("{}/arbete", begun.path));
    visit("desk, item", &begun.secretary, format!("{}/arbete/punkter/{}", begun.path, begun.code));
    visit("desk, submit", &decided.secretary, format!("{}/arbete/skicka", decided.path));
    visit("response", auditor, judged.path.clone());
    visit("response, council", story::COUNCIL_MEMBER, judged.path.clone());
    visit("receipt", &judged.secretary, format!("{}/kvitto", judged.path));
    visit("verdict", auditor, format!("{}/omdome", unjudged.path));
    visit("verdict, item", auditor, format!("{}/omdome/{}", unjudged.path, unjudged.code));
    visit("last day", auditor, format!("{}/sista-dag", judged.path));
    visit("to the meeting", auditor, "/sammantrade".into());
    visit("coming reminders", auditor, "/paminnelser".into());
    visit("notices, auditor", auditor, "/aviseringar".into());
    visit("notices, secretary", secretary, "/aviseringar".into());
    all.extend(of_the_log(audit));
    all.extend(of_administrators());
    all
}

fn of_the_register(Subjects { audit, judged, .. }: &Subjects) -> Vec<Visit> {
    let (auditor, secretary) = (story::AUDITOR, story::SECRETARY);
    let mut all = Vec::new();
    let mut visit = |name, who: &str, path: String| all.push(Visit { name, who: who.to_owned(), path });
    visit("recommendations", auditor, "/rekommendationer".into());
    visit("recommendations, board", secretary, "/rekommendationer".into());
    visit("recommendations, passed", story::COUNCIL_MEMBER, "/rekommendationer?datum=passerat".into());
    visit("recommendations, open", story::COUNCIL_MEMBER, "/rekommendationer?status=oppna&namnd=servicenamnden".into());
    visit("recommendations, then", story::COUNCIL_MEMBER, "/rekommendationer?per=2024-06-30".into());
    visit("recommendations, then, board", story::COUNCIL_MEMBER, "/rekommendationer?per=2024-06-30&namnd=servicenamnden&status=oppna".into());
    visit("recommendations, audit", auditor, format!("/rekommendationer?granskning={audit}&visa=bedomningar"));
    visit(
        "recommendation",
        story::COUNCIL_MEMBER,
        format!("/rekommendationer/{}", judged.path.trim_start_matches("/yttranden/").replace("/forsta", "").replacen('/', &format!("/{}/", judged.code), 1)),
    );
    visit("search", auditor, "/sok?q=beredskap".into());
    visit("search, council", story::COUNCIL_MEMBER, "/sok?q=uppf%C3%B6ljning+avtal".into());
    all
}

fn of_the_log(audit: &str) -> Vec<Visit> {
    let mut all = Vec::new();
    let mut visit = |name, who: &str, path: String| all.push(Visit { name, who: who.to_owned(), path });
    visit("event log", story::AUDITOR, "/handelser".into());
    visit("event log, audit", story::AUDITOR, format!("/handelser?granskning={audit}"));
    visit("event log, kind", story::AUDITOR, "/handelser?vad=inkomna".into());
    visit("event log, board", story::SECRETARY, "/handelser".into());
    visit("event log, administrator", story::ADMINISTRATOR, "/handelser".into());
    all
}

fn of_administrators() -> Vec<Visit> {
    let mut all = Vec::new();
    let mut visit = |name, path: &str| all.push(Visit { name, who: story::ADMINISTRATOR.to_owned(), path: path.to_owned() });
    visit("start, administrator", "/att-gora");
    visit("people", "/admin/personer");
    visit("boards, administrator", "/admin/namnder");
    visit("mail log", "/admin/utskick");
    all
}
