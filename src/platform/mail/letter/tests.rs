//! Whatever people call themselves and their audits: a letter has the heads that it should have, one recipient, and says
//! what it says. The bytes are read back by a parser that has nothing to do with the writer.

use mail_parser::MessageParser;
use proptest::prelude::*;

use super::*;

/// The heads of every letter, in this order, and no others.
const HEADS: [&str; 10] =
    ["From", "To", "Subject", "Date", "Message-ID", "Content-Language", "Auto-Submitted", "X-Auto-Response-Suppress", "MIME-Version", "Content-Type"];

fn from() -> Mailbox {
    Mailbox::read("Stadsrevisionen <revision@kommun.example>").unwrap()
}

fn letter(name: &str, subject: &str, line: &str) -> Letter {
    Letter {
        message_id: MessageId::of(Uuid::nil(), &Url::parse("https://kommun.example").unwrap()),
        to: Mailbox::new(name, "asa@kommun.example").unwrap(),
        lang: Lang::SV,
        subject: subject.to_owned(),
        lines: vec![line.to_owned(), "Sista dag är 31 mars 2025.".to_owned()],
        verbatim: String::new(),
        link: Link { words: "Öppna yttrandet".to_owned(), address: "https://kommun.example/yttranden/x".to_owned() },
        signature: vec![name.to_owned()],
    }
}

fn written(letter: &Letter) -> Vec<u8> {
    letter.message(&from(), "2025-03-24T06:00:00Z".parse().unwrap()).unwrap().formatted()
}

/// The names of the heads as the bytes have them, read by hand: no parser's kindness in between.
fn heads(bytes: &[u8]) -> Vec<String> {
    let text = std::str::from_utf8(bytes).unwrap();
    assert!(text.bytes().all(|b| b == b'\r' || b == b'\n' || b == b'\t' || (32..127).contains(&b)), "only plain signs go over the wire");
    assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "every line ends with both");
    assert!(text.split("\r\n").all(|line| line.len() <= 998), "no line is longer than mail may have it");
    let (head, _) = text.split_once("\r\n\r\n").unwrap();
    head.split("\r\n").filter(|line| !line.starts_with([' ', '\t'])).map(|line| line.split_once(':').unwrap().0.to_owned()).collect()
}

fn judge(name: &str, subject: &str, line: &str) {
    let letter = letter(name, subject, line);
    let bytes = written(&letter);

    assert_eq!(heads(&bytes), HEADS);
    let read = MessageParser::default().parse(&bytes).unwrap();
    let to: Vec<&str> = read.to().unwrap().iter().filter_map(mail_parser::Addr::address).collect();
    assert_eq!(to, ["asa@kommun.example"]);
    let called = read.to().unwrap().first().and_then(mail_parser::Addr::name).unwrap_or_default();
    assert_eq!(called.trim(), head_line(name, 100).trim());
    assert!(read.cc().is_none() && read.bcc().is_none());
    assert_eq!(read.text_body_count() + read.html_body_count(), 2);
    assert_eq!(read.attachment_count(), 0);
    // What was seen is what arrives; a parser may take away blanks at the ends of a head, and nothing more.
    assert_eq!(read.subject().unwrap_or_default().trim(), head_line(subject, LONGEST_SUBJECT).trim());
    let text = read.body_text(0).unwrap().replace("\r\n", "\n");
    assert!(text.starts_with(&format!("{}\n\nSista dag är 31 mars 2025.\n\n", body_line(line))), "{text:?}");
    assert_eq!(text.matches("https://kommun.example/yttranden/x").count(), 1);
}

/// Signs that have a meaning somewhere on the way, among any others.
fn nasty() -> impl Strategy<Value = String> {
    let trick = prop::sample::select(vec![
        "\r\n",
        "\r",
        "\n",
        "\0",
        "\u{85}",
        "\u{2028}",
        "\r\n\r\n",
        "\r\n.\r\n",
        "Bcc: ond@kommun.example",
        "\r\nBcc: ond@kommun.example\r\n",
        "%0d%0aBcc:",
        "=?utf-8?q?=0D=0ABcc:_x?=",
        "=?utf-8?b?DQpCY2M6?=",
        "\"",
        "\\",
        "<",
        ">",
        ",",
        ";",
        ":",
        "@",
        "(",
        ")",
        "--=_",
        "--",
        "--=_00000000000000000000000000000000",
        "=",
        "?=",
        ".",
        "\t",
        "  ",
        "Åsa",
        "é",
        "e\u{301}",
        "\u{202e}",
        "\u{200b}",
        "😀",
        "<script>",
        "&amp;",
        "<a href=\"https://ond.example\">",
        "\u{feff}",
        "\u{1b}[2J",
        "From ",
        "a",
    ]);
    let piece = prop_oneof![4 => trick.prop_map(str::to_owned), 1 => any::<String>(), 1 => "[a-zåäö ]{0,40}", 1 => ".{0,300}"];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_name_and_no_title_becomes_a_head_of_its_own(name in nasty(), subject in nasty(), line in nasty()) {
        judge(&name, &subject, &line);
    }
}

#[test]
fn long_titles_and_names_stay_within_what_mail_allows() {
    judge(&"x".repeat(3000), &"y".repeat(3000), &"z".repeat(3000));
    judge(&"å".repeat(3000), &"ä ".repeat(3000), &"ö".repeat(3000));
}

#[test]
fn a_letter_says_the_same_in_both_forms_and_draws_no_markup_of_anybody() {
    let letter = letter("Åsa <b>Öberg</b>", "Begärt & bråttom", "Om <i>IT-säkerhet</i>");
    let bytes = written(&letter);
    let read = MessageParser::default().parse(&bytes).unwrap();
    let html = read.body_html(0).unwrap();
    assert!(html.contains("<p>Om &#60;i&#62;IT-säkerhet&#60;/i&#62;</p>") && !html.contains("<b>"), "{html}");
    assert_eq!(bytes, written(&letter), "the same letter gives the same bytes");
}

#[test]
fn a_link_leads_to_a_page_and_to_nothing_else() {
    for address in ["javascript:alert(1)", "/yttranden", "https://anna@kommun.example/", "mailto:ond@kommun.example", "data:text/html,x", ""] {
        let mut letter = letter("Åsa", "Begärt", "Hej");
        letter.link.address = address.to_owned();
        assert!(matches!(letter.message(&from(), DateTime::UNIX_EPOCH), Err(Unfit::Link)), "{address}");
    }
}
