//! Why the rows of a list are not made into a file.

use crate::domain::refusal::NoFile;
use crate::platform::language::Lang;

pub(super) fn said(lang: Lang, why: NoFile) -> &'static str {
    match why {
        NoFile::UnknownFilter => lang.pick(
            "Adressen till filen har ett filter som inte finns. Öppna listan, välj filter där och hämta filen igen.",
            "The address of the file has a filter that does not exist. Open the list, choose filters there and download the file again.",
        ),
        NoFile::TooLongForExcel => lang.pick(
            "Listan har fler än 100 000 rader. Hämta den som CSV, eller välj filter så att den blir kortare.",
            "The list has more than 100,000 rows. Download it as CSV, or choose filters so that it becomes shorter.",
        ),
        NoFile::NotAllIsFound => lang.pick(
            "Filen skulle inte ha med allt: det finns fler träffar än vi visar, eller fler ord än vi söker på. Sök på nytt med ord som ger färre träffar.",
            "The file would not hold everything: there are more results than we show, or more words than we search for. Search again with words that give fewer results.",
        ),
    }
}
