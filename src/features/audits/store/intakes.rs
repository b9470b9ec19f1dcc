//! Letters that were read and not saved.

use sqlx::PgConnection;

use super::super::actions::{RemoveLetter, TakesLetters};
use crate::domain::ids::{IntakeId, PersonId};
use crate::domain::kept::{LyingLetters, MOST_LETTERS};
use crate::domain::policy::Scope;
use crate::platform::failure::Failure;
use crate::platform::files::WholeFile;
use crate::platform::gate::{Change, Scoped};

/// A letter that has been pasted and waits to be checked.
pub(crate) struct Intake {
    pub(crate) id: IntakeId,
    pub(crate) letter: String,
    pub(crate) mended: bool,
    pub(crate) damaged: bool,
}

impl Scoped for Intake {
    fn scope(&self) -> Scope {
        Scope::Common
    }
}

pub(crate) async fn intake(conn: &mut PgConnection, id: &IntakeId) -> sqlx::Result<Option<Intake>> {
    sqlx::query_as!(Intake, "select id, letter, mended, damaged from intake where id = $1::intake_id", *id as IntakeId).fetch_optional(conn).await
}

/// A letter that has come in, with the file that it came as.
pub(crate) struct NewIntake {
    pub(crate) letter: String,
    pub(crate) mended: bool,
    pub(crate) damaged: bool,
    pub(crate) file: Option<WholeFile>,
}

/// There is room for one more letter of whoever brings it. Only [`room_for_letter`] says so, and none is kept without it.
pub(crate) struct LetterRoom(());

/// Room for one more letter; none when so many of hers lie there unsaved that she is to save or remove one first.
pub(crate) async fn room_for_letter<A: TakesLetters>(change: &mut Change<A>) -> Result<Option<LetterRoom>, Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    // Working material that nobody confirmed goes away after 30 days, here where new material comes in.
    sqlx::query!("delete from intake where created_at < $1", now - chrono::TimeDelta::days(30)).execute(change.conn()).await?;
    let lying = sqlx::query_as!(
        LyingLetters,
        r#"select count(*) as "letters!", coalesce(sum(octet_length(i.letter) + coalesce(octet_length(f.content), 0)), 0)::bigint as "bytes!"
           from intake i
           left join intake_file f on f.intake_id = i.id
           where i.created_by = $1::person_id"#,
        person as PersonId
    );
    let lying = lying.fetch_one(change.conn()).await?;
    Ok(lying.has_room().then_some(LetterRoom(())))
}

/// Keeps a letter until it is checked.
pub(crate) async fn save_intake<A: TakesLetters>(change: &mut Change<A>, intake: &NewIntake, _: &LetterRoom) -> Result<IntakeId, Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    let id = IntakeId::new(now);
    sqlx::query!(
        "insert into intake (id, letter, mended, damaged, created_at, created_by) values ($1::intake_id, $2, $3, $4, $5, $6::person_id)",
        id as IntakeId,
        intake.letter,
        intake.mended,
        intake.damaged,
        now,
        person as PersonId
    )
    .execute(change.conn())
    .await?;
    if let Some(file) = &intake.file {
        sqlx::query!(
            "insert into intake_file (intake_id, name, media_type, content) values ($1::intake_id, $2, $3, $4)",
            id as IntakeId,
            file.name,
            file.media_type,
            file.content
        )
        .execute(change.conn())
        .await?;
    }
    Ok(id)
}

/// Takes a letter away that was never saved: the reader's own. `false` when it is somebody else's.
pub(crate) async fn remove_intake(change: &mut Change<RemoveLetter>, intake: &Intake) -> Result<bool, Failure> {
    let person = change.person_id()?;
    let gone = sqlx::query!("delete from intake where id = $1::intake_id and created_by = $2::person_id", intake.id as IntakeId, person as PersonId);
    Ok(gone.execute(change.conn()).await?.rows_affected() == 1)
}

/// A letter that waits, in a list.
pub(crate) struct WaitingIntake {
    pub(crate) id: IntakeId,
    pub(crate) beginning: String,
    pub(crate) created_at: chrono::DateTime<chrono::Utc>,
    /// The reader brought it, and may take it away.
    pub(crate) own: bool,
    /// How many there are in all.
    pub(crate) of_all: i64,
}

/// The newest letters that were read and not saved, as many as one looks through: the reader's own first.
pub(crate) async fn waiting_intakes(conn: &mut PgConnection) -> sqlx::Result<Vec<WaitingIntake>> {
    sqlx::query_as!(
        WaitingIntake,
        r#"select id, left(btrim(regexp_replace(left(letter, 400), '\s+', ' ', 'g')), 90) as "beginning!", created_at,
             created_by = myself() as "own!", count(*) over () as "of_all!"
           from intake
           order by created_by = myself() desc, created_at desc
           limit $1"#,
        MOST_LETTERS
    )
    .fetch_all(conn)
    .await
}
