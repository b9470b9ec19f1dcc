//! Why a file is not handed out, and what to do.

use crate::domain::refusal::FileHeld;
use crate::platform::language::Lang;

pub(super) fn said(lang: Lang, why: FileHeld) -> &'static str {
    match why {
        FileHeld::Waits => lang.pick(
            "Filen är sparad, men inte genomsökt efter skadlig kod än, så den lämnas inte ut. Försök igen om en stund.",
            "The file has been stored, but not scanned for malware yet, so it is not handed out. Try again in a while.",
        ),
        FileHeld::Infected => lang.pick(
            "Filen är i karantän: skadlig kod har hittats i den, så ingen kan hämta den. Att den finns står kvar, med dess kontrollvärde. Be den som bifogade den om en ren fil.",
            "The file is in quarantine: malware was found in it, so nobody can download it. That it is there still stands, with its check value. Ask whoever attached it for a clean file.",
        ),
        FileHeld::Unscannable => lang.pick(
            "Filen gick inte att genomsöka efter skadlig kod, så den lämnas inte ut. Tjänsten försöker igen av sig själv. Säg till den som administrerar tjänsten om det brådskar.",
            "The file could not be scanned for malware, so it is not handed out. The service tries again by itself. Tell the administrator of the service if it is urgent.",
        ),
    }
}
