//! What rules say no to.

use super::{Words, file_held, late, no_file};
use crate::domain::refusal::Refusal;

impl Words {
    /// What a rule said no to, with the way out.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "a table of words")]
    pub fn refusal(self, refusal: Refusal) -> &'static str {
        match refusal {
            Refusal::AuditIsSent => {
                self.lang.pick(
                    "Granskningen är skickad och ändras inte längre i tysthet. Rätta den öppet, från granskningens sida.",
                    "The audit has been sent and is no longer changed quietly. Correct it in the open, from its page.",
                )
            }
            Refusal::ResponseIsSubmitted => self.lang.pick(
                "Yttrandet är redan inskickat och går inte att ändra. Öppna kvittot för att se det.",
                "The response has already been submitted and cannot be changed. Open the receipt to see it.",
            ),
            Refusal::ResponseIsLocked => self.lang.pick(
                "Yttrandet är markerat som klart för nämnden. Öppna det för ändringar först.",
                "The response is marked as ready for the board. Open it for changes first.",
            ),
            Refusal::ResponseIsNotLocked => self.lang.pick(
                "Markera yttrandet som klart för nämnden först, så att nämnden beslutar om rätt text.",
                "Mark the response as ready for the board first, so that the board decides on the right text.",
            ),
            Refusal::NotDecided => self
                .lang
                .pick("Nämndens beslut saknas. Skriv in datum och paragraf först.", "The board's decision is missing. Record its date and section first."),
            Refusal::IsDecided => self.lang.pick(
                "Beslutet är redan inskrivet. Skicka in yttrandet med beslutet i stället.",
                "The decision has been recorded already. Submit the response with its decision instead.",
            ),
            Refusal::NothingIsHandedIn => self.lang.pick(
                "Inget yttrande är inskickat. Skriv in beslutet i arbetet innan du skickar in.",
                "No response has been submitted. Record the decision at the desk before you submit.",
            ),
            Refusal::DecisionIsOlder => self.lang.pick(
                "Nämndens beslut är äldre än den låsta texten. Öppna beslutet och skriv varför, och vad som skiljer.",
                "The board's decision is older than the locked text. Open the decision and enter why, and what differs.",
            ),
            Refusal::FirstResponseIsMissing => self.lang.pick(
                "Det uppföljande yttrandet bygger på det första. Lämna det första yttrandet innan ni börjar.",
                "The follow-up response builds on the first one. Submit the first response before you begin.",
            ),
            Refusal::ResponseIsIncomplete => self.lang.pick(
                "Alla punkter är inte besvarade. Öppna yttrandet för att se vad som saknas.",
                "Not all items are answered. Open the response to see what is missing.",
            ),
            Refusal::ResponseIsRegistered => self.lang.pick(
                "Revisionen har diariefört yttrandet, och det går inte längre att återta. Kontakta revisionen om något är fel.",
                "The auditors have registered the response, and it can no longer be withdrawn. Contact the auditors if something is wrong.",
            ),
            Refusal::SomethingRestsOnIt => self.lang.pick(
                "Något som har lämnats in senare bygger på det här. Det senare måste återtas först.",
                "Something that was submitted later builds on this. The later one must be withdrawn first.",
            ),
            Refusal::FollowUpIsBegun => self.lang.pick(
                "Ni har börjat skriva det uppföljande yttrandet, som bygger på det här. Därför kan det inte återtas. Lämna en komplettering om något behöver ändras.",
                "You have begun to write the follow-up response, which builds on this one. Therefore it cannot be withdrawn. Submit a supplement if something needs to be changed.",
            ),
            Refusal::ResponseIsSupplemented => self.lang.pick(
                "Yttrandet har kompletterats och kan inte återtas. Lämna en komplettering till om något behöver ändras.",
                "The response has been supplemented and cannot be withdrawn. Submit another supplement if something needs to be changed.",
            ),
            Refusal::SupplementIsAskedFor => self.lang.pick(
                "Revisionen har begärt en komplettering, och yttrandet kan inte återtas. Skriv i kompletteringen vad som behöver ändras.",
                "The auditors have asked for a supplement, and the response cannot be withdrawn. Say in the supplement what needs to be changed.",
            ),
            Refusal::NothingToSupplement => self.lang.pick(
                "Inget yttrande har kommit in. En komplettering begärs när det har kommit.",
                "No response has come in. A supplement is asked for once it has come.",
            ),
            Refusal::NothingToWithdraw => self.lang.pick(
                "Det går inte att återta. Det är redan återtaget, är en komplettering, eller kom in på ett annat sätt än genom tjänsten.",
                "This cannot be withdrawn. It has been withdrawn already, is a supplement, or came another way than through the service.",
            ),
            Refusal::ResponseIsAnother => self.lang.pick(
                "Yttrandet som sidan gällde har återtagits eller ersatts av ett annat. Inget är sparat. Läs det som gäller nu först.",
                "The response that the page was about has been withdrawn or replaced by another. Nothing is saved. Read the one that counts now first.",
            ),
            Refusal::VerdictIsPublished => {
                self.lang.say("Omdömet är publicerat. Det ändras bara genom en rättelse som alla ser.", "The verdict has been published. It changes only by a correction that everybody sees.")
            }
            Refusal::RoundIsWithdrawn => self.lang.pick(
                "Revisionen har återkallat sin begäran. Nämnden behöver inte svara, och det som redan är skrivet finns kvar.",
                "The auditors have withdrawn their request. The board does not have to answer, and what has been written is kept.",
            ),
            Refusal::AuditIsClosed => self.lang.pick("Granskningen är avslutad. Så länge den är det står allt i den fast.", "The audit is closed. As long as it is, everything in it stands."),
            Refusal::NothingIsLate | Refusal::NotLateYet(_) => late::not_late(self.lang, refusal),
            Refusal::AuditIsOpen => self.lang.pick("Granskningen är inte avslutad.", "The audit is not closed."),
            Refusal::NothingIsPublished => {
                self.lang.say("Omdömet är inte publicerat än. Det ändras på sin egen sida.", "The verdict has not been published yet. It is changed on its own page.")
            }
            Refusal::NotYourself => {
                self.lang.pick("Du kan inte avsluta dig själv. Be en annan administratör.", "You cannot end yourself. Ask another administrator.")
            }
            Refusal::NeedsAnother => self.lang.pick(
                "Det här avgörs av en annan administratör än den som föreslog det, och aldrig av den som det gäller. Den som föreslog kan ta tillbaka.",
                "This is decided by another administrator than the one who proposed it, and never by the person concerned. Whoever proposed can withdraw.",
            ),
            Refusal::AccountHasEnded => self.lang.pick(
                "Den som frågar har ett konto som är avslutat. Be administratören öppna det igen, och säg ja sedan.",
                "Whoever asks has an account that has ended. Ask the administrator to open it again, and say yes then.",
            ),
            Refusal::RoundsAreOpen => self.lang.say(
                "Granskningen kan avslutas när alla yttranden som kommit in har fått ett omdöme och sista dagen har passerat för de andra.",
                "The audit can be closed when all responses received have been given a verdict and the last day of the others has passed.",
            ),
            Refusal::RolesConflict => self.lang.pick(
                "Rollerna kan inte innehas av samma person. En revisor kan inte arbeta för det som granskas, och en administratör har inga andra roller.",
                "These roles cannot be held by one person. An auditor cannot work for what is audited, and an administrator has no other roles.",
            ),
            Refusal::RoleHasNoDay => self.lang.pick(
                "Rollens sista dag är före den dag då rollen börjar gälla. Välj en senare sista dag.",
                "The last day of the role is before the day on which the role begins. Choose a later last day.",
            ),
            Refusal::LastAdministrator => self.lang.pick(
                "Det måste finnas minst en administratör utan sista dag som har valt lösenord. Lägg till en annan först.",
                "There must be at least one administrator without a last day who has chosen a password. Add another one first.",
            ),
            Refusal::MeetingIsOver => self.lang.pick(
                "Sammanträdet har redan hållits eller är redan avbokat. Ladda om sidan för att se vilka som återstår.",
                "The meeting has already been held or is already cancelled. Reload the page to see those that remain.",
            ),
            Refusal::RequestIsOpen => self.lang.pick(
                "Nämnden har redan begärt anstånd, och revisionen har inte beslutat än. Begäran måste avgöras eller återkallas först.",
                "The board has already requested an extension, and the auditors have not decided yet. The request must be decided or withdrawn first.",
            ),
            Refusal::NoOpenRequest => self.lang.pick(
                "Det finns ingen öppen begäran om anstånd. Den har avgjorts eller återkallats, eller så är granskningen avslutad.",
                "There is no open request for an extension. It has been decided or withdrawn, or the audit is closed.",
            ),
            Refusal::ExtensionLimit => self.lang.pick(
                "Nämnden har redan fått så många anstånd som kommunen tillåter. Kontakta revisionen om ni ändå behöver mer tid.",
                "The board has already had as many extensions as the municipality allows. Contact the auditors if you still need more time.",
            ),
            Refusal::DatesInWrongOrder => self.lang.pick(
                "Nämndens yttranden måste ha sista dagar i följd: det ena efter det andra. Kontrollera dagarna och försök igen.",
                "The last days of a board's responses must follow one after the other. Check the days and try again.",
            ),
            Refusal::SomebodyWasFirst => self.lang.pick(
                "Någon annan hann före. Ladda om sidan, se hur det står och försök igen om det behövs.",
                "Somebody else was first. Reload the page, see how things stand and try again if needed.",
            ),
            Refusal::TextHasChanged => self.lang.pick(
                "Texten är en annan än när du öppnade sidan. Läs den som den är nu innan du skriver in beslutet.",
                "The text is another one than when you opened the page. Read it as it is now before you record the decision.",
            ),
            Refusal::NoFile(why) => no_file::said(self.lang, why),
            Refusal::FileHeld(why) => file_held::said(self.lang, why),
            Refusal::SignedInAsAnother => self.lang.pick(
                "Någon annan är inloggad i webbläsaren nu än när sidan öppnades. Inget har sparats. Logga in som den som skrev.",
                "Somebody else is signed in in this browser now than when the page was opened. Nothing has been saved. Sign in as whoever wrote.",
            ),
            Refusal::VersionsAreMany => self.lang.pick(
                "Du har sparat så många versioner av yttrandet att det inte finns plats för fler. Be en kollega i nämnden spara det som ska med.",
                "You have saved so many versions of the response that there is no room for more. Ask a colleague at the board to save what should go in.",
            ),
            Refusal::BadForm => self.lang.pick(
                "Formuläret gick inte att läsa. Gå tillbaka, ladda om sidan och försök igen.",
                "The form could not be read. Go back, reload the page and try again.",
            ),
        }
    }
}
