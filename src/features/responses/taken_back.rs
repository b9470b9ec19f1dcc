//! What is said of a response that was taken back, in place of what is said of one that stands: nobody waits for anything about it.

crate::texts! {
    undecided { sv: "Det lämnades in innan nämnden hade beslutat.", en: "It was submitted before the board had decided." }
    none_stands { sv: "Det som kom in har återtagits, och inget yttrande gäller nu.", en: "What was received has been withdrawn, and no response stands now." }
}
