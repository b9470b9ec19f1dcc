//! Letting people in: what is known of whoever stands outside before she has shown anything, and what she gets once she has.

use axum::http::HeaderValue;
use chrono::TimeDelta;

use super::{Action, Change, Gate, Passage, WithoutEvent};
use crate::domain::actor::Actor;
use crate::domain::email::EmailAddress;
use crate::domain::event::{Event, SessionsEnd};
use crate::domain::ids::PersonId;
use crate::domain::outbox::MailKind;
use crate::domain::policy::Side;
use crate::domain::refusal::Refusal;
use crate::platform::carried::{self, Carried};
use crate::platform::database::{As, Purpose};
use crate::platform::device::{Device, DeviceKey};
use crate::platform::failure::{Failure, Wait};
use crate::platform::frame::{Demand, Frame};
use crate::platform::html::Html;
use crate::platform::network::Network;
use crate::platform::program::App;
use crate::platform::session::{self, Secret};
use crate::platform::throttle::Strangers;
use crate::platform::two_step::{HalfWay, Keys};

/// So many sessions can one person have: an office, a laptop, a tablet, a telephone, and as many that were forgotten.
const MOST_SESSIONS: i64 = 10;
/// In so many browsers is one person known.
const MOST_DEVICES: i64 = 20;

/// What somebody has shown who is let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Steps {
    /// Her password, or a link, and nothing else.
    One,
    /// A code, a passkey, or that the municipality's identity provider knows her.
    More,
}

/// Somebody is in: the cookies for her browser, and what ended by it, for the log.
pub struct Started {
    /// The session's, and the one by which her device is known again.
    pub cookies: Vec<HeaderValue>,
    /// Sessions that ended.
    pub ended: Vec<Event>,
}

/// What became of words that were carried through signing in.
pub enum GivenBackAt {
    /// They stand on this page, for her.
    Page(Html),
    /// They are somebody else's.
    NobodyElse,
    /// There are none, or they are too old.
    Nowhere,
}

/// A stranger who has been let to the door. Dropped, the attempt has been counted.
pub struct Stranger {
    strangers: Strangers,
    network: Option<Network>,
}

impl Stranger {
    /// She is none.
    pub fn forgive(self) {
        self.strangers.forgive(self.network);
    }
}

impl<A: Action> Gate<A> {
    /// The browser that this is, if somebody has signed in in it with this address before. Asks the database once, for the key.
    ///
    /// # Errors
    /// When the key cannot be read.
    pub async fn known_device(&self, address: &EmailAddress) -> Result<Option<Device>, Failure> {
        shown_device(&self.app, &self.asked.cookies, address).await
    }

    /// Whether a device is still known, as far as is remembered without the database.
    ///
    /// # Errors
    /// How long to wait, when too much was tried on it.
    pub fn still_knows(&self, device: &Device) -> Result<bool, Wait> {
        self.app.held_devices().is_known(&device.hash(), self.asked.at)
    }

    /// Remembers what the database has said of a device: that it was forgotten, or, with a time, that it has to wait for so long.
    pub fn holds_up(&self, device: &Device, wait: Option<TimeDelta>) {
        match wait {
            None => self.app.held_devices().was_forgotten(device.hash(), self.asked.at),
            Some(time) => self.app.held_devices().waits(device.hash(), time, self.asked.at),
        }
    }

    /// Who has shown her password and not yet her code, as the page says on which she is asked for it; nobody when that is none of ours, or
    /// too old.
    ///
    /// # Errors
    /// When the key cannot be read.
    pub async fn half_way(&self, sealed: &str) -> Result<Option<HalfWay>, Failure> {
        Ok(HalfWay::open(sealed, &carried::key(&self.app).await?, self.asked.at))
    }

    /// Lets a stranger to the door, or says how long she has to wait. Asks nobody. Who is held up is answered late: a thousand
    /// that try again as soon as they are answered would else keep the processors from whoever is known.
    ///
    /// # Errors
    /// How long to wait.
    pub async fn stranger(&self) -> Result<Stranger, Wait> {
        let strangers = self.app.strangers().clone();
        match strangers.admit(self.asked.network, self.asked.at) {
            Ok(()) => Ok(Stranger { strangers, network: self.asked.network }),
            Err(wait) => {
                strangers.hold_up().await;
                Err(wait)
            }
        }
    }

    /// The frame of a page that is drawn without the database.
    #[must_use]
    pub fn bare_frame(&self) -> Frame {
        Frame::new(&self.app.register(), self.asked.lang, &self.asked.address, &Actor::Visitor)
            .mailing(self.app.mails())
            .signing_on(self.app.provider())
            .with_passkeys(self.app.site().is_some())
            .for_anybody()
    }
}

impl Passage {
    /// Whether there is a second step that somebody can add here.
    #[must_use]
    pub fn offers_second_step(&self) -> bool {
        self.app.two_step_keys().is_some() || self.app.site().is_some() || self.app.provider().is_some()
    }

    /// What every page says to her of whom more than a password is demanded.
    pub(super) fn demand(&self) -> Option<Demand> {
        let day = self.caller.second_step_from?;
        Some(Demand { from: self.words().date(day), now: day <= self.today(), offered: self.offers_second_step() })
    }

    /// By which second steps are sealed; without them nobody is offered one.
    #[must_use]
    pub fn two_step_keys(&self) -> Option<Keys> {
        self.app.two_step_keys().cloned()
    }
}

impl<A: WithoutEvent> Change<A> {
    /// Commits what has been counted, and is back before the gate, without a connection.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_and_step_out(self) -> Result<Gate<A>, Failure> {
        self.passage.tx.commit().await?;
        Ok(Gate { app: self.passage.app, asked: self.passage.asked, path: self.path })
    }
}

impl<A: Action> Change<A> {
    /// Starts a session for whoever has just proved who she is, in the same transaction. What was signed in in this browser
    /// before ends, and the browser is known from now on.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn start_session(&mut self, person: PersonId, address: &EmailAddress, steps: Steps) -> Result<Started, Failure> {
        let mut ended = self.end_session_before().await?;
        let token = Secret::new();
        let (now, browser) = (self.now(), self.browser().to_owned());
        let network = self.passage.asked.network.map(|network| network.roughly());
        sqlx::query!(
            "insert into session (token_hash, person_id, created_at, seen_at, expires_at, browser, network, shown_more)
             values ($1, $2::person_id, $3, $3, $4, $5, $6, $7)",
            token.hash(),
            person as PersonId,
            now,
            now + session::LIFETIME,
            browser,
            network,
            steps == Steps::More
        )
        .execute(self.conn())
        .await?;
        ended.extend(self.end_oldest_sessions(person).await?);
        let start = self.passage.app.cookies().start(&token).ok_or_else(|| Failure::broken("the session cookie has no form"))?;
        let device = self.shown_device(person, address).await?;
        if device.is_none() {
            self.tell_owner(MailKind::SignIn).await?;
        }
        let cookies = [start].into_iter().chain(self.remembered(person, address, device).await?).collect();
        Ok(Started { cookies, ended })
    }

    /// Whoever has this session has just shown in it more than a password: what she adds, she has.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn has_shown_more(&mut self) -> Result<(), Failure> {
        let token = self.token_hash().map(<[u8]>::to_vec);
        sqlx::query!("update session set shown_more = true where token_hash = $1 and not shown_more", token).execute(self.conn()).await?;
        self.passage.caller.second_step_from = None;
        Ok(())
    }

    /// The session that goes on gets another token: whoever has a copy of the cookie of before is out (OWASP ASVS 7.2.4).
    ///
    /// # Errors
    /// When it has ended meanwhile.
    pub async fn renew_session(&mut self) -> Result<HeaderValue, Failure> {
        let (token, before) = (Secret::new(), self.token_hash().map(<[u8]>::to_vec));
        let renewed =
            sqlx::query!("update session set token_hash = $2 where token_hash = $1 and ended_at is null", before, token.hash()).execute(self.conn()).await?;
        if renewed.rows_affected() != 1 {
            return Err(Refusal::SomebodyWasFirst.into());
        }
        self.passage.app.cookies().start(&token).ok_or_else(|| Failure::broken("the session cookie has no form"))
    }

    /// Somebody who has shown her password, for the page on which she is asked for her code.
    ///
    /// # Errors
    /// When the key cannot be read.
    pub async fn is_half_way(&mut self, half: &HalfWay) -> Result<String, Failure> {
        let app = self.passage.app.clone();
        let key = app.device_key().get_or_try_init(|| DeviceKey::read(self.conn())).await?;
        half.seal(key).ok_or_else(|| Failure::broken("whoever is half way in cannot be sealed"))
    }

    /// What somebody had typed before her session ended, and the page that gives it back; for another person nothing but that.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn given_back(&mut self, person: PersonId, sealed: &str) -> Result<GivenBackAt, Failure> {
        let app = self.passage.app.clone();
        let key = app.device_key().get_or_try_init(|| DeviceKey::read(self.conn())).await?.clone();
        Ok(match Carried::open(sealed, &key, self.now()) {
            None => GivenBackAt::Nowhere,
            Some(carried) if carried.person != person => GivenBackAt::NobodyElse,
            Some(carried) => carried.page(&app.register(), self.passage.asked.lang)?.map_or(GivenBackAt::Nowhere, GivenBackAt::Page),
        })
    }

    /// Remembers this browser as one of hers: the one that it was, if it is remembered still, or a new one.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn remember_device(&mut self, person: PersonId, address: &EmailAddress) -> Result<Option<HeaderValue>, Failure> {
        let device = self.shown_device(person, address).await?;
        self.remembered(person, address, device).await
    }

    /// Whoever stands here is told by mail what was done with her account: that she signed in in a browser that is not known, or,
    /// before she does, that she chooses another password. Not of her first password, nor of a sign-in that comes with it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn tell_owner(&mut self, kind: MailKind) -> Result<(), Failure> {
        let (now, browser) = (self.now(), self.browser().to_owned());
        sqlx::query!(r#"select tell_owner($1, $2, $3)::text as "told?""#, kind as MailKind, browser, now).fetch_one(self.conn()).await?;
        Ok(())
    }

    /// The browser that this is, if it is remembered as one of hers. It is from now on remembered for longer.
    async fn shown_device(&mut self, person: PersonId, address: &EmailAddress) -> Result<Option<Device>, Failure> {
        let (app, now) = (self.passage.app.clone(), self.now());
        let cookies = self.passage.asked.cookies.clone();
        let key = app.device_key().get_or_try_init(|| DeviceKey::read(self.conn())).await?.clone();
        let Some(device) = Device::shown(&cookies, app.cookies(), &key, address) else { return Ok(None) };
        let seen =
            sqlx::query!("update known_device set seen_at = $3 where token_hash = $1 and person_id = $2::person_id", device.hash(), person as PersonId, now);
        Ok((seen.execute(self.conn()).await?.rows_affected() == 1).then_some(device))
    }

    /// The cookie by which a browser is known again; of one that is not known yet, once it is remembered.
    async fn remembered(&mut self, person: PersonId, address: &EmailAddress, known: Option<Device>) -> Result<Option<HeaderValue>, Failure> {
        let (app, now) = (self.passage.app.clone(), self.now());
        let key = app.device_key().get_or_try_init(|| DeviceKey::read(self.conn())).await?.clone();
        if let Some(device) = known {
            return Ok(device.known_again(app.cookies(), &key, address));
        }
        let device = Device::new();
        sqlx::query!(
            "insert into known_device (token_hash, person_id, created_at, seen_at) values ($1, $2::person_id, $3, $3)",
            device.hash(),
            person as PersonId,
            now
        )
        .execute(self.conn())
        .await?;
        sqlx::query!(
            "delete from known_device where token_hash in (
               select token_hash from known_device where person_id = $1::person_id order by seen_at desc, token_hash offset $2
             )",
            person as PersonId,
            MOST_DEVICES
        )
        .execute(self.conn())
        .await?;
        Ok(device.known_again(app.cookies(), &key, address))
    }

    /// No browser is known as hers any more.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_devices(&mut self, person: PersonId) -> Result<(), Failure> {
        sqlx::query!("delete from known_device where person_id = $1::person_id", person as PersonId).execute(self.conn()).await?;
        Ok(())
    }

    /// Whoever was signed in in this browser is so no longer.
    async fn end_session_before(&mut self) -> Result<Vec<Event>, Failure> {
        let (now, token) = (self.now(), self.token_hash().map(<[u8]>::to_vec));
        let before = sqlx::query!(
            r#"update session set ended_at = $1 where token_hash = $2 and ended_at is null and expires_at > $1 returning person_id as "person: PersonId""#,
            now,
            token
        )
        .fetch_optional(self.conn())
        .await?;
        Ok(before.map(|row| Event::SessionsEnded { person: row.person, sessions: 1, why: SessionsEnd::Replaced }).into_iter().collect())
    }

    async fn end_oldest_sessions(&mut self, person: PersonId) -> Result<Option<Event>, Failure> {
        let now = self.now();
        let ended = sqlx::query!(
            "update session set ended_at = $2
             where token_hash in (
               select token_hash from session
               where person_id = $1::person_id and ended_at is null and expires_at > $2 and seen_at > $2::timestamptz - interval '45 minutes'
               order by seen_at desc, created_at desc, id
               offset $3
             )",
            person as PersonId,
            now,
            MOST_SESSIONS
        );
        let sessions = i32::try_from(ended.execute(self.conn()).await?.rows_affected()).unwrap_or(i32::MAX);
        Ok((sessions > 0).then_some(Event::SessionsEnded { person, sessions, why: SessionsEnd::TooMany }))
    }
}

async fn shown_device(app: &App, cookies: &axum::http::HeaderMap, address: &EmailAddress) -> Result<Option<Device>, Failure> {
    // Most strangers show nothing: for them the database is not asked.
    if Device::cookie(cookies, app.cookies(), address).is_none() {
        return Ok(None);
    }
    let read = async || {
        let mut tx = app.database().begin(As::Side(Side::Auth, &Actor::Visitor), Purpose::Reading, app.clock().now()).await?;
        DeviceKey::read(&mut tx).await
    };
    Ok(Device::shown(cookies, app.cookies(), app.device_key().get_or_try_init(read).await?, address))
}
