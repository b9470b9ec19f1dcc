//! Names of files, as they are shown and saved under.

use unicode_normalization::UnicodeNormalization as _;

/// Names that Windows keeps for devices, whatever stands after the point.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7",
    "lpt8", "lpt9",
];

/// The last part of the name, without anything that a path, a header or an eye could stumble on.
#[must_use]
pub fn clean_name(raw: &str) -> String {
    let last = raw.rsplit(['/', '\\']).next().unwrap_or("");
    let kept: String = last.nfc().filter(|c| !is_hidden(*c) && !"\"<>:|?*;".contains(*c)).collect();
    let kept = kept.trim().trim_start_matches('.').to_owned();
    let (stem, extension) = match kept.rsplit_once('.') {
        Some((stem, extension)) => (stem.trim_end().to_owned(), format!(".{}", extension.chars().take(20).collect::<String>())),
        None => (kept, String::new()),
    };
    let stem: String = stem.chars().take(150).collect();
    if stem.is_empty() {
        return format!("fil{extension}");
    }
    let first = stem.split('.').next().unwrap_or("").trim().to_lowercase();
    if DEVICES.contains(&first.as_str()) { format!("fil-{stem}{extension}") } else { format!("{stem}{extension}") }
}

/// Signs that are not seen, or that turn the order of those that are.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_carries_no_path_and_no_trick() {
        for (raw, clean) in [
            ("../../etc/passwd.pdf", "passwd.pdf"),
            ("C:\\mapp\\Rapport å.pdf", "Rapport å.pdf"),
            ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
            ("\u{202e}fdp.exe", "fdp.exe"),
            ("rap\u{ad}port\u{2028}.pdf", "rapport.pdf"),
            ("\";filename=x.pdf", "filename=x.pdf"),
            ("CON.pdf", "fil-CON.pdf"),
            ("nul .txt", "fil-nul.txt"),
            ("Contrakt.pdf", "Contrakt.pdf"),
            (".pdf", "pdf"),
            ("", "fil"),
        ] {
            assert_eq!(clean_name(raw), clean, "{raw:?}");
        }
        assert!(clean_name(&format!("{}.pdf", "å".repeat(300))).chars().count() <= 160);
        assert!(clean_name(&format!("a.{}", "b".repeat(300))).chars().count() <= 160);
    }
}
