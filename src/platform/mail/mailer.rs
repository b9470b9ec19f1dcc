//! Handing a letter to the mail server.
//!
//! The conversation is led step by step rather than by the library's transport. That one keeps connections in a pool, limits
//! only the time to connect, and puts a connection back also when it was given up halfway, so that the next letter could
//! read the answer to the last. Here every letter has a connection of its own, and every step its time.

use std::time::Duration;

use chrono::{DateTime, Utc};
use lettre::Message;
use lettre::transport::smtp::authentication::DEFAULT_MECHANISMS;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use tokio::time::timeout;

use super::address::Mailbox;
use super::handover::{Handover, Reply, Stage};
use super::letter::Letter;
use super::settings::{Protection, Settings};

/// How long the goodbye may take. It changes nothing any more.
const GOODBYE: Duration = Duration::from_secs(2);

/// How long the server may take.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// To take the connection.
    pub connect: Duration,
    /// To answer, each time it is its turn.
    pub answer: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { connect: Duration::from_secs(10), answer: Duration::from_secs(30) }
    }
}

/// Whoever takes letters: the mailer, and in tests whoever plays its part.
pub trait Post: Send + Sync {
    /// Hands over a letter and says what became of it. `at` is the date that stands on it.
    fn send(&self, letter: &Letter, at: DateTime<Utc>) -> impl Future<Output = Handover> + Send;
}

/// Hands letters to the mail server.
#[derive(Clone)]
pub struct Mailer {
    settings: Settings,
    patience: Patience,
}

impl Mailer {
    /// A mailer that does not reach for the server before there is a letter.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self { settings, patience: Patience::default() }
    }

    /// The same with other limits.
    #[must_use]
    pub fn with_patience(self, patience: Patience) -> Self {
        Self { patience, ..self }
    }

    /// Who letters are from.
    #[must_use]
    pub fn from(&self) -> &Mailbox {
        self.settings.from()
    }

    /// Connects, encrypts and signs in.
    async fn enter(&self) -> Result<AsyncSmtpConnection, Trouble> {
        let Settings { host, port, protection, login, .. } = &self.settings;
        let me = ClientId::default();
        let first = match protection {
            Protection::Implicit(tls) => Some(tls.clone()),
            Protection::StartTls(_) | Protection::Open => None,
        };
        let connecting = AsyncSmtpConnection::connect_tokio1((host.as_str(), *port), Some(self.patience.connect), &me, first, None);
        let mut server = self.wait(Stage::Connecting, connecting).await?;
        if let Protection::StartTls(tls) = protection {
            self.wait(Stage::Encrypting, server.starttls(tls.clone(), &me)).await?;
        }
        if let Some(login) = login {
            self.wait(Stage::SigningIn, server.auth(DEFAULT_MECHANISMS, login)).await?;
        }
        Ok(server)
    }

    /// Sender, recipient, letter. The reply to the last is the server's promise.
    async fn hand_over(&self, server: &mut AsyncSmtpConnection, message: &Message) -> Result<Reply, Trouble> {
        let envelope = message.envelope();
        let mut extras = Vec::new();
        if envelope.to().iter().any(|address| !address.user().is_ascii()) {
            if !server.server_info().supports_feature(Extension::SmtpUtfEight) {
                return Err(Trouble::unwritable_address());
            }
            extras.push(MailParameter::SmtpUtfEight);
        }
        self.wait(Stage::Sender, server.command(Mail::new(envelope.from().cloned(), extras))).await?;
        for recipient in envelope.to() {
            self.wait(Stage::Recipient, server.command(Rcpt::new(recipient.clone(), Vec::new()))).await?;
        }
        self.wait(Stage::Content, server.command(Data)).await?;
        let taken = self.wait(Stage::Content, server.message(&message.formatted())).await?;
        let words: Vec<&str> = taken.message().collect();
        Ok(Reply::new(Stage::Content, Some(taken.code().into()), &words.join(" ")))
    }

    async fn wait<T>(&self, stage: Stage, step: impl Future<Output = Result<T, lettre::transport::smtp::Error>>) -> Result<T, Trouble> {
        match timeout(self.patience.answer, step).await {
            Ok(answer) => answer.map_err(|error| Trouble::of(stage, &error)),
            Err(_) => Err(Trouble { reply: Reply::new(stage, None, &format!("no answer within {} seconds", self.patience.answer.as_secs())), lasting: false }),
        }
    }
}

impl Post for Mailer {
    async fn send(&self, letter: &Letter, at: DateTime<Utc>) -> Handover {
        let message = match letter.message(self.from(), at) {
            Ok(message) => message,
            Err(unfit) => return Handover::Refused(Reply::new(Stage::Writing, None, &unfit.to_string())),
        };
        let mut server = match self.enter().await {
            Ok(server) => server,
            // Whatever is wrong at the door is wrong for every letter: a person mends it, and then they all go out.
            Err(trouble) => return Handover::Later(trouble.reply),
        };
        let handover = match self.hand_over(&mut server, &message).await {
            Ok(reply) => Handover::Accepted(reply),
            Err(trouble) if trouble.is_about_the_letter() => Handover::Refused(trouble.reply),
            Err(trouble) => Handover::Later(trouble.reply),
        };
        // Who has not answered may still be waiting for the end of the letter, and would take a goodbye for a part of it.
        if handover.reply().code.is_some() {
            drop(timeout(GOODBYE, server.abort()).await);
        }
        handover
    }
}

/// Why a step did not succeed.
struct Trouble {
    reply: Reply,
    /// The server says that it is no use to try again.
    lasting: bool,
}

impl Trouble {
    fn of(stage: Stage, error: &lettre::transport::smtp::Error) -> Self {
        let stage = if error.is_tls() { Stage::Encrypting } else { stage };
        let code = error.status().map(u16::from);
        let source = std::error::Error::source(error).map(ToString::to_string);
        let words = match (stage, code) {
            // Some servers repeat what was said to them, and here that is a password.
            (Stage::SigningIn, Some(_)) => "the server does not accept user name and password".to_owned(),
            _ => source.unwrap_or_else(|| error.to_string()),
        };
        Self { reply: Reply::new(stage, code, &words), lasting: error.is_permanent() }
    }

    fn unwritable_address() -> Self {
        let words = "the mail server cannot send to an address with other letters than a to z before the @";
        Self { reply: Reply::new(Stage::Recipient, None, words), lasting: true }
    }

    /// A lasting refusal of this letter. What is said about us is not about the letter: who may send at all
    /// (the sender's stage), and replies that ask for another login.
    fn is_about_the_letter(&self) -> bool {
        let about_login = matches!(self.reply.code, Some(530 | 534 | 535 | 538));
        let about_it = matches!(self.reply.stage, Stage::Writing | Stage::Recipient | Stage::Content);
        self.lasting && about_it && !about_login
    }
}
