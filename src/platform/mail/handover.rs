//! What became of a letter, in the mail server's own words.

use std::fmt;

use super::address::visible_line;

/// The longest reply that is kept.
const LONGEST_REPLY: usize = 300;

/// What became of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Handover {
    /// The server has taken it and answers for it from now on.
    Accepted(Reply),
    /// The server will not have this letter. It is not tried again by itself.
    Refused(Reply),
    /// It did not work now: the server asks us to wait, is not there, or lets nobody in. The letter is not to blame.
    Later(Reply),
}

impl Handover {
    /// What the server answered, or what happened instead.
    #[must_use]
    pub fn reply(&self) -> &Reply {
        match self {
            Self::Accepted(reply) | Self::Refused(reply) | Self::Later(reply) => reply,
        }
    }
}

/// How far we had come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Writing the letter, before there was a connection.
    Writing,
    /// Finding the server and greeting it.
    Connecting,
    /// Agreeing on TLS.
    Encrypting,
    /// User name and password.
    SigningIn,
    /// Saying who the letter is from.
    Sender,
    /// Saying who it is to.
    Recipient,
    /// Handing over the letter itself.
    Content,
}

/// What the server answered, or what happened instead of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// How far we had come.
    pub stage: Stage,
    /// The server's number, if it answered.
    pub code: Option<u16>,
    /// What it said, as one line. Never what we said.
    pub words: String,
}

impl Reply {
    pub(super) fn new(stage: Stage, code: Option<u16>, words: &str) -> Self {
        // Strangers' words end up in logs and on pages: no control characters, no endless lines.
        let visible: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let words = visible_line(&visible).chars().take(LONGEST_REPLY).collect();
        Self { stage, code, words }
    }
}

impl fmt::Display for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(code) = self.code {
            write!(f, "{code} ")?;
        }
        f.write_str(&self.words)
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Writing => "writing the letter",
            Self::Connecting => "connecting",
            Self::Encrypting => "encrypting",
            Self::SigningIn => "signing in",
            Self::Sender => "naming the sender",
            Self::Recipient => "naming the recipient",
            Self::Content => "handing over the letter",
        })
    }
}
