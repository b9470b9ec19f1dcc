//! What a use case learns of somebody who is asked for a passkey.

use axum::http::HeaderValue;

use super::{Action, Gate, Passage};
use crate::domain::ids::PersonId;
use crate::platform::carried;
use crate::platform::failure::Failure;
use crate::platform::passkey::{self, Made, Question, Site};

impl<A: Action> Gate<A> {
    /// What has been asked in this browser; nothing when it was not by us, or too long ago.
    ///
    /// # Errors
    /// When the key cannot be read.
    pub async fn asked_for_passkey(&self) -> Result<Option<Question>, Failure> {
        Ok(Question::of_cookie(&self.asked.cookies, self.app.cookies(), &carried::key(&self.app).await?, self.asked.at))
    }
}

impl Passage {
    /// For which host people's passkeys are; none where there can be none.
    #[must_use]
    pub fn site(&self) -> Option<Site> {
        self.app.site()
    }

    /// The cookie of whoever is asked for a passkey at the door.
    ///
    /// # Errors
    /// When the key cannot be read.
    pub async fn asks_for_passkey(&mut self, question: &Question) -> Result<HeaderValue, Failure> {
        let key = self.own_key().await?;
        question.cookie(self.app.cookies(), &key).ok_or_else(|| Failure::broken("a question cannot be sealed"))
    }

    /// The cookie that takes the question away.
    #[must_use]
    pub fn passkey_answered(&self) -> Option<HeaderValue> {
        passkey::answered(self.app.cookies())
    }

    /// A question to whoever adds a passkey: itself, and sealed for her page.
    ///
    /// # Errors
    /// When the key cannot be read.
    pub async fn asks_for_new_passkey(&mut self, person: PersonId) -> Result<(Question, String), Failure> {
        let (key, session) = (self.own_key().await?, self.own_session());
        let question = Question::inside(person, &session, self.now());
        let sealed = question.seal(&key).ok_or_else(|| Failure::broken("a question cannot be sealed"))?;
        Ok((question, sealed))
    }

    /// The question that her page says she was asked; nothing when it was another's, or too long ago.
    ///
    /// # Errors
    /// When the key cannot be read.
    pub async fn asked_for_new_passkey(&mut self, sealed: &str, person: PersonId) -> Result<Option<Question>, Failure> {
        let (key, session) = (self.own_key().await?, self.own_session());
        Ok(Question::open(sealed, &key, (person, &session), self.now()))
    }

    /// A key that she has made, sealed for the page on which she shows that it is she.
    ///
    /// # Errors
    /// When the key cannot be read.
    pub async fn has_made(&mut self, person: PersonId, made: crate::domain::passkey::NewPasskey) -> Result<String, Failure> {
        let (key, session) = (self.own_key().await?, self.own_session());
        Made::new(person, &session, made, self.now()).seal(&key).ok_or_else(|| Failure::broken("a passkey cannot be sealed"))
    }

    /// The key that her page says she has made; nothing when it is another's, or too old.
    ///
    /// # Errors
    /// When the key cannot be read.
    pub async fn made(&mut self, sealed: &str, person: PersonId) -> Result<Option<Made>, Failure> {
        let (key, session) = (self.own_key().await?, self.own_session());
        Ok(Made::open(sealed, &key, (person, &session), self.now()))
    }

    fn own_session(&self) -> Vec<u8> {
        self.token_hash().unwrap_or_default().to_vec()
    }
}
