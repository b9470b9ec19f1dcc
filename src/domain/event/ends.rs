//! How it came that something of an account ended.

use serde::{Deserialize, Serialize};

/// Why sessions were ended before their time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionsEnd {
    /// Somebody signed in in the same browser.
    Replaced,
    /// There were too many, and these were the oldest.
    TooMany,
    /// Their owner ended one from her list.
    Chosen,
    /// Their owner signed out everywhere.
    Everywhere,
}

/// How it came that signing in takes one step again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TwoStepEnd {
    /// Its owner turned it off.
    Chosen,
    /// She came in by a link of the administrators'.
    Link,
}

/// How it came that somebody cannot sign in with the municipality's identity provider any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignOnEnd {
    /// She wanted it so.
    Chosen,
    /// She chose another password by a one-time link: what was bound before may have been bound by somebody else.
    Link,
}

/// How it came that somebody cannot sign in with a passkey any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PasskeyEnd {
    /// She wanted it so.
    Chosen,
    /// She chose another password by a one-time link: what was added before may have been added by somebody else.
    Link,
}
