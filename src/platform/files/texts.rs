//! What is wrong with a file, and what to do about it.

use crate::domain::attachment::{Fault, Found, Kind};
use crate::domain::file_text::NoText;
use crate::platform::language::Lang;

/// What is taken, for the hint at a field.
#[must_use]
pub fn taken(lang: Lang) -> &'static str {
    lang.pick(
        "PDF, Word (.docx), Excel (.xlsx), OpenDocument (.odt, .ods), bild (.png, .jpg) eller text (.txt), högst 20 MB. Filen sparas som den är, med det som inte syns i den, som författare och gömda ändringar.",
        "PDF, Word (.docx), Excel (.xlsx), OpenDocument (.odt, .ods), picture (.png, .jpg) or text (.txt), at most 20 MB. The file is kept as it is, with what does not show in it, such as its author and hidden changes.",
    )
}

/// The same for the browser's choice of files.
#[must_use]
pub fn accept() -> String {
    let endings: Vec<String> = Kind::ALL.into_iter().map(|kind| format!(".{}", kind.extension())).collect();
    format!("{},.jpeg", endings.join(","))
}

/// Why a file has no text for us.
#[must_use]
pub fn no_text(why: NoText, lang: Lang) -> &'static str {
    lang.pick(no_text_sv(why), no_text_en(why))
}

fn no_text_sv(why: NoText) -> &'static str {
    match why {
        NoText::Empty => "Filen är tom. Välj en annan fil.",
        NoText::Picture => "Det finns ingen text i filen. Kanske är den inskannad. Klistra in texten i stället.",
        NoText::Locked => "Filen är låst med lösenord. Spara den utan lösenord, eller klistra in texten i stället.",
        NoText::Broken => "Vi kunde inte läsa filen, den verkar vara skadad. Öppna den och spara om den, eller klistra in texten i stället.",
        NoText::TooMuch => "Filen innehåller mer än vi kan läsa. Klistra in texten i stället.",
        NoText::OldWord => "Filen är sparad i Words gamla format. Spara den som docx eller PDF, eller klistra in texten i stället.",
        NoText::Unknown => "Filen måste vara text, PDF, Word (docx), OpenDocument (odt), RTF, e-post (eml) eller en webbsida (html).",
    }
}

fn no_text_en(why: NoText) -> &'static str {
    match why {
        NoText::Empty => "The file is empty. Choose another file.",
        NoText::Picture => "There is no text in the file. Perhaps it is scanned. Paste the text instead.",
        NoText::Locked => "The file is locked with a password. Save it without one, or paste the text instead.",
        NoText::Broken => "We could not read the file, it seems to be damaged. Open it and save it anew, or paste the text instead.",
        NoText::TooMuch => "There is more in the file than we can read. Paste the text instead.",
        NoText::OldWord => "The file is in the old form of Word. Save it as docx or PDF, or paste the text instead.",
        NoText::Unknown => "The file must be text, PDF, Word (docx), OpenDocument (odt), RTF, an e-mail (eml) or a web page (html).",
    }
}

/// Why a file is not taken.
#[must_use]
#[expect(clippy::too_many_lines, reason = "a table of words")]
pub fn said(fault: &Fault, lang: Lang) -> String {
    let plain = |sv: &str, en: &str| lang.pick(sv, en).to_owned();
    match fault {
        Fault::None => plain("Välj en fil.", "Choose a file."),
        Fault::Empty => plain("Filen är tom. Välj en annan fil.", "The file is empty. Choose another file."),
        Fault::TooLarge => plain("Filen är större än 20 MB. Välj en mindre fil.", "The file is larger than 20 MB. Choose a smaller file."),
        Fault::NoExtension => plain(
            "Filnamnet säger inte vilken sorts fil det är. Ge filen ett namn som slutar på till exempel .pdf eller .docx.",
            "The file name does not say what kind of file it is. Give it a name that ends with for example .pdf or .docx.",
        ),
        Fault::UnknownType(extension) => lang.pick(
            format!("Filer av typen .{extension} tas inte emot. Spara filen som PDF och bifoga den i stället."),
            format!("Files of the type .{extension} are not accepted. Save the file as PDF and attach that instead."),
        ),
        Fault::OldOffice(old, new) => {
            let program = if *old == "doc" { "Word" } else { "Excel" };
            lang.pick(
                format!("Det är en äldre {program}-fil (.{old}). Öppna den, välj Spara som, och spara den som .{new} eller PDF."),
                format!("This is an older {program} file (.{old}). Open it, choose Save as, and save it as .{new} or PDF."),
            )
        }
        Fault::Archive => plain(
            "Packade filer tas inte emot. Packa upp den och bifoga filerna var för sig.",
            "Packed files are not accepted. Unpack it and attach the files one by one.",
        ),
        Fault::WrongContent(kind, found) => wrong_content(*kind, *found, lang),
        Fault::WrongDeclared(kind) => {
            let ending = kind.extension();
            lang.pick(
                format!("Filnamnet slutar på .{ending}, men datorn uppger en annan filtyp. Öppna filen och spara den på nytt som {}.", name(*kind, lang)),
                format!("The file name ends with .{ending}, but the computer states another type. Open the file and save it again as {}.", name(*kind, lang)),
            )
        }
        Fault::Macros => plain(
            "Filen innehåller makron, alltså program. Spara den utan makron (.docx eller .xlsx) eller som PDF.",
            "The file contains macros, that is, programs. Save it without macros (.docx or .xlsx) or as PDF.",
        ),
        Fault::Embedded => plain(
            "I filen ligger ett inbäddat eller länkat objekt som kan köras eller inte går att kontrollera. Spara filen som PDF och bifoga den i stället.",
            "The file holds an embedded or linked object that can be run or cannot be checked. Save the file as PDF and attach that instead.",
        ),
        Fault::ForeignPart(part) => lang.pick(
            format!("I filen ligger en del som vi inte känner igen ({part}), och den kan därför inte tas emot. Spara filen som PDF och bifoga den i stället."),
            format!("The file holds a part that we do not recognise ({part}), so it cannot be accepted. Save the file as PDF and attach that instead."),
        ),
        Fault::OfficeActs => plain(
            "Filen kan göra något av sig själv, till exempel hämta uppgifter ur ett annat program (DDE, länkade objekt) eller köra ett skript. Spara filen som PDF och bifoga den i stället.",
            "The file can act by itself, for example fetch from another program (DDE, linked objects) or run a script. Save the file as PDF and attach that instead.",
        ),
        Fault::Locked => plain(
            "Filen är krypterad eller har ett lösenord. Spara den utan skydd och försök igen.",
            "The file is encrypted or has a password. Save it without protection and try again.",
        ),
        Fault::Bomb => plain(
            "Filen har för många delar, eller blir mycket större när den packas upp än den ser ut att vara, och tas därför inte emot. Spara den som PDF.",
            "The file has too many parts, or becomes far larger than it looks when it is unpacked, so it is not accepted. Save it as PDF.",
        ),
        Fault::Damaged => plain(
            "Filen är skadad, eller så går den inte att kontrollera. Öppna den i programmet som den gjordes i, spara den på nytt och försök igen.",
            "The file is damaged, or cannot be checked. Open it in the program that it was made with, save it again and retry.",
        ),
        Fault::PdfActive => plain(
            "PDF-filen kan göra något av sig själv, till exempel köra ett skript, öppna en annan fil eller skicka ett formulär. Skriv ut den till en ny PDF och bifoga den.",
            "The PDF can act by itself, for example run a script, open another file or send a form. Print it to a new PDF and attach that.",
        ),
        Fault::PdfCarries => plain(
            "I PDF-filen ligger andra filer. Bifoga dem var för sig, och skriv ut dokumentet till en ny PDF.",
            "Other files lie in the PDF. Attach them one by one, and print the document to a new PDF.",
        ),
        Fault::PictureTooLarge => plain(
            "Bilden har fler än 50 miljoner bildpunkter. Spara den i en mindre storlek.",
            "The picture has more than 50 million pixels. Save it in a smaller size.",
        ),
        Fault::NotUtf8 => plain(
            "Texten är inte sparad i UTF-8. Öppna filen, välj Spara som och kodningen UTF-8, eller spara den som PDF.",
            "The text is not saved in UTF-8. Open the file, choose Save as and the encoding UTF-8, or save it as PDF.",
        ),
    }
}

/// Why a file is not read where only its text is asked for, and nothing is attached.
#[must_use]
pub fn unread(fault: &Fault, lang: Lang) -> String {
    match fault {
        Fault::UnknownType(extension) => lang.pick(
            format!("Vi kan inte läsa filer av typen .{extension}. Spara filen som Word (.docx) eller PDF och välj den, eller klistra in texten i stället."),
            format!("We cannot read files of the type .{extension}. Save the file as Word (.docx) or PDF and choose that, or paste the text instead."),
        ),
        Fault::Archive => lang
            .pick(
                "Vi kan inte läsa packade filer. Packa upp den och välj filen som texten står i, eller klistra in texten i stället.",
                "We cannot read packed files. Unpack it and choose the file that holds the text, or paste the text instead.",
            )
            .to_owned(),
        Fault::Macros | Fault::Embedded | Fault::ForeignPart(_) | Fault::OfficeActs | Fault::PdfActive | Fault::PdfCarries | Fault::Bomb => lang
            .pick(
                "Vi tar inte emot filen, för i den ligger annat än text: makron, andra filer eller något som kan göra saker av sig självt. Spara eller skriv ut den som en ny PDF och välj den, eller klistra in texten i stället.",
                "We do not accept the file, because there is more than text in it: macros, other files or something that can act by itself. Save or print it as a new PDF and choose that, or paste the text instead.",
            )
            .to_owned(),
        Fault::None
        | Fault::Empty
        | Fault::TooLarge
        | Fault::NoExtension
        | Fault::OldOffice(..)
        | Fault::WrongContent(..)
        | Fault::WrongDeclared(_)
        | Fault::Locked
        | Fault::Damaged
        | Fault::PictureTooLarge
        | Fault::NotUtf8 => said(fault, lang),
    }
}

fn wrong_content(kind: Kind, found: Found, lang: Lang) -> String {
    let ending = kind.extension();
    if found == Found::OldOffice {
        return lang.pick(
            format!("Filnamnet slutar på .{ending}, men filen har ett lösenord eller är gjord i en äldre Office. Öppna den och spara den utan lösenord som .{ending}."),
            format!("The file name ends with .{ending}, but the file has a password or was made with an older Office. Open it and save it without a password as .{ending}."),
        );
    }
    let what = match found {
        Found::Program => lang.pick("ett program", "a program"),
        Found::Markup => lang.pick("en webbsida", "a web page"),
        Found::RichText => lang.pick("RTF-text", "RTF text"),
        Found::Known(other) => name(other, lang),
        Found::Packed | Found::OldOffice | Found::Unknown => lang.pick("något annat", "something else"),
    };
    lang.pick(
        format!(
            "Filnamnet slutar på .{ending}, men innehållet är {what}. Öppna filen i programmet som den gjordes i och spara den på nytt som {}.",
            name(kind, lang)
        ),
        format!(
            "The file name ends with .{ending}, but the content is {what}. Open the file in the program that it was made with and save it again as {}.",
            name(kind, lang)
        ),
    )
}

fn name(kind: Kind, lang: Lang) -> &'static str {
    match kind {
        Kind::Pdf => "PDF",
        Kind::Docx => "Word (.docx)",
        Kind::Xlsx => "Excel (.xlsx)",
        Kind::Odt => "OpenDocument (.odt)",
        Kind::Ods => "OpenDocument (.ods)",
        Kind::Png => lang.pick("PNG-bild", "PNG picture"),
        Kind::Jpeg => lang.pick("JPEG-bild", "JPEG picture"),
        Kind::Text => lang.pick("text (.txt)", "text (.txt)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_told_to_attach_where_nothing_is_attached() {
        let faults = [
            Fault::UnknownType("msg".to_owned()),
            Fault::UnknownType("rtf".to_owned()),
            Fault::Archive,
            Fault::Macros,
            Fault::Embedded,
            Fault::ForeignPart("x.js".to_owned()),
            Fault::OfficeActs,
            Fault::PdfActive,
            Fault::PdfCarries,
            Fault::Bomb,
            Fault::Damaged,
            Fault::Locked,
            Fault::NotUtf8,
            Fault::NoExtension,
            Fault::OldOffice("doc", "docx"),
        ];
        for fault in faults {
            let (swedish, english) = (unread(&fault, Lang::SV), unread(&fault, Lang::EN));
            assert!(!swedish.contains("ifoga") && !english.contains("ttach"), "{swedish} {english}");
        }
    }
}
