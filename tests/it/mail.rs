//! Letters handed to a real mail server, on good days and bad.

use std::time::Duration;

use chrono::{DateTime, Utc};
use uuid::Uuid;
use yttrande::platform::language::Lang;
use yttrande::platform::mail::{Handover, Letter, Link, Mailbox, Mailer, MessageId, Patience, Post as _, Stage};

use crate::sink::{LOGIN, Sink, mailer};

fn at() -> DateTime<Utc> {
    "2025-03-24T06:00:00Z".parse().unwrap()
}

fn letter_to(address: &str) -> Letter {
    Letter {
        message_id: MessageId::of(Uuid::now_v7(), &"https://uppfoljning.aby.example".parse().unwrap()),
        to: Mailbox::new("Åsa Öberg", address).unwrap(),
        lang: Lang::SV,
        subject: "7 dagar kvar: yttrande om IT-säkerhet (31 mars 2025)".to_owned(),
        lines: vec!["Hej!".to_owned(), "Servicenämndens första yttrande ska vara inne senast måndag 31 mars 2025.".to_owned()],
        verbatim: String::new(),
        link: Link { words: "Öppna yttrandet".to_owned(), address: "https://uppfoljning.aby.example/yttranden/rev-2025-1".to_owned() },
        signature: vec!["Stadsrevisionen".to_owned(), "revision@aby.example".to_owned()],
    }
}

async fn sent(mailer: &Mailer, address: &str) -> Handover {
    mailer.send(&letter_to(address), at()).await
}

fn accepted(outcome: &Handover) -> bool {
    matches!(outcome, Handover::Accepted(_))
}

#[tokio::test]
async fn a_letter_arrives_as_it_was_written() {
    let Some(mut sink) = Sink::open().await else { return };
    let letter = letter_to("asa.oberg@aby.example");
    let outcome = sink.mailer().send(&letter, at()).await;
    assert_eq!(outcome.reply().to_string(), "250 OK taken");
    assert!(accepted(&outcome));
    let mail = sink.mail().await;
    assert_eq!((mail.door.as_str(), mail.encrypted, mail.login.as_deref()), ("open", false, None));
    assert_eq!((mail.from.as_str(), mail.to.as_slice()), ("revision@aby.example", ["asa.oberg@aby.example".to_owned()].as_slice()));
    assert_eq!(mail.head("Subject"), letter.subject);
    assert_eq!(mail.head("To"), "Åsa Öberg <asa.oberg@aby.example>");
    assert_eq!(mail.head("From"), "\"Stadsrevisionen, Åby\" <revision@aby.example>");
    assert_eq!(mail.head("Date"), "Mon, 24 Mar 2025 06:00:00 +0000");
    assert_eq!(mail.head("Message-ID"), letter.message_id.to_string());
    assert_eq!(mail.head("Auto-Submitted"), "auto-generated");
    assert_eq!(mail.head("Content-Language"), "sv");
    let written = "Hej!\n\nServicenämndens första yttrande ska vara inne senast måndag 31 mars 2025.\n\nÖppna yttrandet:\nhttps://uppfoljning.aby.example/yttranden/rev-2025-1\n\n-- \nStadsrevisionen\nrevision@aby.example\n";
    assert_eq!(mail.text.replace("\r\n", "\n"), written);
    for seen in ["<html lang=\"sv\">", "<p>Hej!</p>", "<a href=\"https://uppfoljning.aby.example/yttranden/rev-2025-1\">Öppna yttrandet</a>"] {
        assert!(mail.html.contains(seen), "{}", mail.html);
    }
}

#[tokio::test]
async fn an_address_at_a_domain_with_swedish_letters_is_reached() {
    let Some(mut sink) = Sink::open().await else { return };
    assert!(accepted(&sent(&sink.mailer(), "registrera@malmö.se").await));
    assert_eq!(sink.mail().await.to, ["registrera@xn--malm-8qa.se"]);
    // Before the @ it depends on the server.
    let refused = sent(&sink.mailer(), "åsa@aby.example").await;
    assert!(matches!(&refused, Handover::Refused(reply) if reply.stage == Stage::Recipient), "{refused:?}");
    let modern = mailer(&format!("smtp://127.0.0.1:{}?tls=none", sink.port("utf8")), None);
    assert!(accepted(&sent(&modern, "åsa@aby.example").await));
    assert_eq!(sink.mail().await.to, ["åsa@aby.example"]);
}

#[tokio::test]
async fn a_lasting_no_is_told_from_a_passing_one() {
    let Some(mut sink) = Sink::open().await else { return };
    let mailer = sink.mailer();
    for (way, code, stage, lasting) in [
        ("refuse550", 550, Stage::Recipient, true),
        ("refuse554", 554, Stage::Content, true),
        ("later451", 451, Stage::Recipient, false),
        ("later452", 452, Stage::Content, false),
    ] {
        let outcome = sent(&mailer, &format!("{way}@aby.example")).await;
        assert_eq!(matches!(outcome, Handover::Refused(_)), lasting, "{outcome:?}");
        assert_eq!(matches!(outcome, Handover::Later(_)), !lasting, "{outcome:?}");
        assert_eq!((outcome.reply().code, outcome.reply().stage), (Some(code), stage));
    }
    assert!(accepted(&sent(&mailer, "probe@aby.example").await));
    sink.has_nothing_more("probe@aby.example").await;
}

#[tokio::test]
async fn a_second_try_is_the_same_letter() {
    let Some(mut sink) = Sink::open().await else { return };
    let mailer = sink.mailer();
    let greylisted = letter_to("once451@aby.example");
    assert!(matches!(mailer.send(&greylisted, at()).await, Handover::Later(_)));
    assert!(accepted(&mailer.send(&greylisted, at()).await));
    assert_eq!(sink.mail().await.head("Message-ID"), greylisted.message_id.to_string());
    // The server took this one and said nothing: nobody can know, so it is sent again, and looks the same.
    let cut_off = letter_to("drop-after-data@aby.example");
    for _ in 0..2 {
        let outcome = mailer.send(&cut_off, at()).await;
        assert!(matches!(outcome, Handover::Later(_)), "{outcome:?}");
    }
    let (first, second) = (sink.mail().await, sink.mail().await);
    assert_eq!(first.head("Message-ID"), cut_off.message_id.to_string());
    assert_eq!(first.heads, second.heads);
    assert_eq!((first.text, first.html), (second.text, second.html));
}

#[tokio::test]
async fn what_the_server_has_promised_stays_promised() {
    let Some(mut sink) = Sink::open().await else { return };
    for way in ["drop-after-250", "slow-bye", "chatty"] {
        let outcome = sent(&sink.mailer(), &format!("{way}@aby.example")).await;
        assert!(accepted(&outcome), "{way}: {outcome:?}");
        assert_eq!(sink.mail().await.to, [format!("{way}@aby.example")]);
    }
}

#[tokio::test]
async fn a_server_that_is_silent_or_gone_is_tried_later() {
    let Some(sink) = Sink::open().await else { return };
    let hasty = Patience { connect: Duration::from_secs(1), answer: Duration::from_secs(1) };
    let slow = sent(&sink.mailer().with_patience(hasty), "slow@aby.example").await;
    assert!(matches!(&slow, Handover::Later(reply) if reply.words == "no answer within 1 seconds"), "{slow:?}");
    let gone = mailer(&format!("smtp://127.0.0.1:{}?tls=none", sink.port("open")), None);
    drop(sink);
    // The port is free again as soon as the process is: until then the connection may still be taken, and answered by nobody.
    let outcome = sent(&gone.with_patience(hasty), "asa@aby.example").await;
    assert!(matches!(&outcome, Handover::Later(reply) if reply.stage == Stage::Connecting && reply.code.is_none()), "{outcome:?}");
    let nowhere = sent(&mailer("smtps://no-such-host.invalid", None), "asa@aby.example").await;
    assert!(matches!(nowhere, Handover::Later(_)), "{nowhere:?}");
}

#[tokio::test]
async fn mail_is_encrypted_in_both_ways_and_signed_in() {
    let Some(mut sink) = Sink::open().await else { return };
    for (scheme, door) in [("smtp", "starttls"), ("smtps", "tls")] {
        let url = format!("{scheme}://{LOGIN}@localhost:{}", sink.port(door));
        let outcome = sent(&mailer(&url, Some(&sink.authority())), "asa@aby.example").await;
        assert!(accepted(&outcome), "{outcome:?}");
        let mail = sink.mail().await;
        assert_eq!((mail.door.as_str(), mail.encrypted, mail.login.as_deref()), (door, true, Some("anna")));
    }
}

#[tokio::test]
async fn a_server_that_cannot_show_who_it_is_gets_no_letter_and_no_password() {
    let Some(mut sink) = Sink::open().await else { return };
    let (tls, starttls, open) = (sink.port("tls"), sink.port("starttls"), sink.port("open"));
    let authority = sink.authority();
    for (url, authority) in [
        // Signed by nobody that everybody knows; another name than the one in the certificate; no STARTTLS at all.
        (format!("smtps://{LOGIN}@localhost:{tls}"), None),
        (format!("smtp://{LOGIN}@localhost:{starttls}"), None),
        (format!("smtps://{LOGIN}@127.0.0.1:{tls}"), Some(authority.as_path())),
        (format!("smtp://{LOGIN}@localhost:{open}"), Some(authority.as_path())),
    ] {
        let outcome = sent(&mailer(&url, authority), "asa@aby.example").await;
        assert!(matches!(outcome, Handover::Later(_)), "{url}: {outcome:?}");
    }
    assert!(accepted(&sent(&sink.mailer(), "probe@aby.example").await));
    sink.has_nothing_more("probe@aby.example").await;
}

#[tokio::test]
async fn a_wrong_password_spoils_no_letter_and_is_not_repeated() {
    let Some(sink) = Sink::open().await else { return };
    let url = |login: &str| format!("smtp://{login}localhost:{}?tls=none", sink.port("login"));
    let wrong = sent(&mailer(&url("anna:hemligheten@"), None), "asa@aby.example").await;
    assert!(matches!(&wrong, Handover::Later(reply) if reply.stage == Stage::SigningIn && reply.code == Some(535)), "{wrong:?}");
    assert!(!format!("{wrong:?}").contains("hemligheten"), "{wrong:?}");
    // Not signing in at all: the server says 530, which is lasting, but not about the letter.
    let without = sent(&mailer(&url(""), None), "asa@aby.example").await;
    assert!(matches!(&without, Handover::Later(reply) if reply.code == Some(530)), "{without:?}");
}
