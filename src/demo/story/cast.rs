//! The bodies and the people of Strandköping.

use super::Role::{Administrator, Approver, AuditReader, Auditor, Contributor, Council, Secretary};
use super::{Board, Kind, Person};

pub(super) const EXECUTIVE: &str = "Kommunstyrelsen";
pub(super) const SERVICE: &str = "Servicenämnden";
pub(super) const SCHOOLS: &str = "Grundskolenämnden";
pub(super) const PRESCHOOLS: &str = "Förskolenämnden";
pub(super) const CARE: &str = "Hälsa-, vård- och omsorgsnämnden";
pub(super) const SOCIAL: &str = "Arbetsmarknads- och socialnämnden";
pub(super) const WORKS: &str = "Tekniska nämnden";
pub(super) const ENVIRONMENT: &str = "Miljönämnden";
pub(super) const CULTURE: &str = "Kulturnämnden";
pub(super) const LEISURE: &str = "Fritidsnämnden";
pub(super) const PLANNING: &str = "Stadsbyggnadsnämnden";
pub(super) const PROPERTIES: &str = "Strandköpings Fastigheter AB";
pub(super) const COUNCIL: &str = "Kommunfullmäktige";

/// Twelve bodies that answer, and the council.
pub static BOARDS: &[Board] = &[
    Board { name: EXECUTIVE, kind: Kind::Executive },
    Board { name: SERVICE, kind: Kind::Board },
    Board { name: SCHOOLS, kind: Kind::Board },
    Board { name: PRESCHOOLS, kind: Kind::Board },
    Board { name: CARE, kind: Kind::Board },
    Board { name: SOCIAL, kind: Kind::Board },
    Board { name: WORKS, kind: Kind::Board },
    Board { name: ENVIRONMENT, kind: Kind::Board },
    Board { name: CULTURE, kind: Kind::Board },
    Board { name: LEISURE, kind: Kind::Board },
    Board { name: PLANNING, kind: Kind::Board },
    Board { name: PROPERTIES, kind: Kind::Company },
    Board { name: COUNCIL, kind: Kind::Council },
];

/// The main demo auditor.
pub const AUDITOR: &str = "anna.lindewall@strandkoping.example";
/// The chair of the auditors' collegium, who reads.
pub const AUDIT_READER: &str = "gunnel.frosslund@strandkoping.example";
/// The main demo secretary, of Servicenämnden.
pub const SECRETARY: &str = "maja.ostberg@strandkoping.example";
/// The secretary of Kommunstyrelsen.
pub const SECRETARY_OF_EXECUTIVE: &str = "henrik.vallmark@strandkoping.example";
/// A colleague who drafts for Servicenämnden.
pub const CONTRIBUTOR: &str = "per.sjoholt@strandkoping.example";
/// The chair of Servicenämnden.
pub const APPROVER: &str = "kerstin.almlov@strandkoping.example";
/// A member of the council.
pub const COUNCIL_MEMBER: &str = "david.ringmar@strandkoping.example";
/// The administrator.
pub const ADMINISTRATOR: &str = "yusuf.tangstrom@strandkoping.example";

/// Everybody who can sign in.
pub static PEOPLE: &[Person] = &[
    Person { name: "Anna Lindewall", email: AUDITOR, roles: &[(Auditor, None)] },
    Person { name: "Jonas Brattmo", email: "jonas.brattmo@strandkoping.example", roles: &[(Auditor, None)] },
    Person { name: "Samira Khalidi", email: "samira.khalidi@strandkoping.example", roles: &[(Auditor, None)] },
    Person { name: "Gunnel Frösslund", email: AUDIT_READER, roles: &[(AuditReader, None)] },
    Person { name: "Henrik Vallmark", email: SECRETARY_OF_EXECUTIVE, roles: &[(Secretary, Some(EXECUTIVE))] },
    Person { name: "Maja Östberg", email: SECRETARY, roles: &[(Secretary, Some(SERVICE))] },
    Person { name: "Ingrid Hallnäs", email: "ingrid.hallnas@strandkoping.example", roles: &[(Secretary, Some(SCHOOLS))] },
    Person { name: "Elif Demirsson", email: "elif.demirsson@strandkoping.example", roles: &[(Secretary, Some(PRESCHOOLS))] },
    Person { name: "Mats Korsgren", email: "mats.korsgren@strandkoping.example", roles: &[(Secretary, Some(CARE))] },
    Person { name: "Linnea Rydfors", email: "linnea.rydfors@strandkoping.example", roles: &[(Secretary, Some(SOCIAL))] },
    Person { name: "Oskar Tillman", email: "oskar.tillman@strandkoping.example", roles: &[(Secretary, Some(WORKS))] },
    Person { name: "Petra Vinterlund", email: "petra.vinterlund@strandkoping.example", roles: &[(Secretary, Some(ENVIRONMENT))] },
    Person { name: "Johanna Ekenäs", email: "johanna.ekenas@strandkoping.example", roles: &[(Secretary, Some(CULTURE)), (Secretary, Some(LEISURE))] },
    Person { name: "Nils Åkervik", email: "nils.akervik@strandkoping.example", roles: &[(Secretary, Some(PLANNING))] },
    Person { name: "Carina Stålbrink", email: "carina.stalbrink@strandkoping.example", roles: &[(Secretary, Some(PROPERTIES))] },
    Person { name: "Per Sjöholt", email: CONTRIBUTOR, roles: &[(Contributor, Some(SERVICE))] },
    Person { name: "Amina Warsame Lund", email: "amina.warsame.lund@strandkoping.example", roles: &[(Contributor, Some(WORKS))] },
    Person { name: "Kerstin Almlöv", email: APPROVER, roles: &[(Approver, Some(SERVICE))] },
    Person { name: "David Ringmar", email: COUNCIL_MEMBER, roles: &[(Council, None)] },
    Person { name: "Ulla-Britt Sandsele", email: "ulla-britt.sandsele@strandkoping.example", roles: &[(Council, None)] },
    Person { name: "Yusuf Tångström", email: ADMINISTRATOR, roles: &[(Administrator, None)] },
];

/// The chair of the auditors' collegium, as letters are signed.
pub(super) const CHAIR: &str = "Gunnel Frösslund";
/// Who decides reports.
pub(super) const COLLEGIUM: &str = "Revisorskollegiet";
/// Where responses go.
pub(super) const REPLY_TO: &str = "stadsrevisionen@strandkoping.example";
