//! The controls of `./dev promises`: with one thing spoiled, a test must turn red. A test that stays green then looks at nothing.

/// Whether the control of a promise asks for this to be spoiled.
pub(crate) fn spoiled(what: &str) -> bool {
    std::env::var("YTTRANDE_SPOIL").is_ok_and(|wish| wish == what)
}
