//! When the city's bodies meet in the spring, as their secretaries paste it: most with a last day for papers.

use super::Meetings;
use super::cast::{CARE, EXECUTIVE, SCHOOLS, SERVICE, WORKS};

/// The plans, in the order in which they are noted. No board: the auditors.
pub static MEETINGS: &[Meetings] = &[
    Meetings { board: None, days: "2025-01-22\n2025-02-19\n2025-04-09\n2025-05-14\n2025-06-11" },
    Meetings {
        board: Some(SERVICE),
        days: "2025-02-26; handlingar senast 2025-02-14\n2025-03-26; handlingar senast 2025-03-14\n2025-04-23; handlingar senast 2025-04-11\n2025-05-21; handlingar senast 2025-05-09\n2025-06-18; handlingar senast 2025-06-05",
    },
    Meetings {
        board: Some(EXECUTIVE),
        days: "2025-03-04; handlingar senast 2025-02-18\n2025-04-01; handlingar senast 2025-03-18\n2025-05-06; handlingar senast 2025-04-22\n2025-06-03; handlingar senast 2025-05-20",
    },
    Meetings {
        board: Some(SCHOOLS),
        days: "2025-03-27; handlingar senast 2025-03-13\n2025-04-24; handlingar senast 2025-04-10\n2025-05-22; handlingar senast 2025-05-08",
    },
    Meetings { board: Some(CARE), days: "2025-04-10\n2025-05-15\n2025-06-12" },
    Meetings { board: Some(WORKS), days: "2025-03-24; handlingar senast 2025-03-10\n2025-04-28; handlingar senast 2025-04-14" },
];
