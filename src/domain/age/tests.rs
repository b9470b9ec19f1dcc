use std::io::{Read as _, Write as _};

use super::*;

/// Made by age 1.1.1, for this key and one more.
const KEY: &str = "# created: 2026-11-26T20:00:24Z
# public key: age1k8d6axf3jxv7ll7ckhftaxadls79hq6fsyu2kpk5u80xsh4kcfuqrr8kdn
AGE-SECRET-KEY-1XTMRU9L8YQ7UHD3698YRP3EG55V7UWSMF5ZX2K6FNYH3U9HPZQMS5Y49C0
";
const FILE: &str = "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBaM1poa0FJdVB1cDdPN2pxMC9HNUpLUlpuZTZXVm1zTnZ4eCt1VGcyejNJCkZsSnVCVSsyZysvSDhaZGNiWTZ3VnZwZDBTN2REWVVPT29WV2VVSERLOXcKLT4gWDI1NTE5IFkzSVFGYXUwYVFCdmk1WXR0Y3dwdkQzRm14WENCY1FLMmhWUmdIbnBYelUKTlNGbTVQYytDTW92VWFhRmVrZFlCU0JERWRKN0hnY2lCcUUrWG5hbzVnRQotLS0gZ2c5clJuWkR6VEhKUUJCSy8yc1dqMkdRTUlLby9BcUNUdHliRFBIVXVuQQqFrdRTiUH/Z5YAj9KRzXyrF3I7d2BIZTb8jPX4plLjuIyPoBwFkIKZ3a17HhAE7LmbhT1LBKBIz9vO";

fn sealed(content: &[u8], to: &[Recipient]) -> Vec<u8> {
    let mut sealing = seal(Vec::new(), to).unwrap();
    sealing.write_all(content).unwrap();
    sealing.finish().unwrap()
}

fn opened(file: &[u8], by: &Identity) -> Result<Vec<u8>, Closed> {
    let mut content = Vec::new();
    open(file, by)?.read_to_end(&mut content)?;
    Ok(content)
}

#[test]
fn a_file_of_the_other_program_is_opened() {
    let file = base64::engine::general_purpose::STANDARD_NO_PAD.decode(FILE.trim_end_matches('=')).unwrap();
    let identity = Identity::read(KEY).unwrap();
    assert_eq!(identity.recipient().to_string(), "age1k8d6axf3jxv7ll7ckhftaxadls79hq6fsyu2kpk5u80xsh4kcfuqrr8kdn");
    assert!(KEY.contains(&identity.reveal()));
    assert_eq!(opened(&file, &identity).unwrap(), "Ett svar på tjugo tecken.".as_bytes());
}

#[test]
fn each_of_those_it_was_sealed_to_opens_it_and_nobody_else() {
    let (ada, bo, other) = (Identity::new(), Identity::new(), Identity::new());
    // Around the edge of a piece, where the last one is told from the others.
    for length in [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000] {
        let content: Vec<u8> = (0..length).map(|n| u8::try_from(n % 251).unwrap()).collect();
        let file = sealed(&content, &[ada.recipient(), bo.recipient()]);
        for by in [&ada, &bo] {
            assert_eq!(opened(&file, by).unwrap(), content, "{length}");
        }
        assert!(matches!(opened(&file, &other), Err(Closed::OtherKey)));
    }
}

#[test]
fn what_was_changed_or_cut_off_is_not_opened() {
    let ada = Identity::new();
    let file = sealed(&[7; 100_000], &[ada.recipient()]);
    for at in (0..200).chain((200..file.len()).step_by(997)) {
        let mut changed = file.clone();
        changed[at] ^= 1;
        assert!(opened(&changed, &ada).is_err(), "byte {at}");
    }
    for length in [0, 10, 150, 200, 65_000, file.len() - 1] {
        assert!(opened(&file[..length], &ada).is_err(), "{length}");
    }
    let longer = [file.as_slice(), b"x"].concat();
    assert!(opened(&longer, &ada).is_err());
}

#[test]
fn a_key_that_was_mistyped_is_none() {
    let recipient = Identity::new().recipient();
    let written = recipient.to_string();
    assert_eq!(written.parse(), Ok(recipient));
    for wrong in [written.replace("age1", "age2"), written[..61].to_owned(), written.replacen('q', "p", 1) + "q", String::new(), "age1".to_owned()] {
        assert!(wrong.parse::<Recipient>().is_err(), "{wrong}");
    }
    assert!(Identity::read("").is_none() && Identity::read(&written).is_none() && Identity::read(&KEY.to_lowercase()).is_none());
}

#[test]
fn a_file_that_ends_between_two_pieces_or_goes_on_after_the_last_is_not_opened() {
    const SEALED: usize = 64 * 1024 + 16;
    let ada = Identity::new();
    for length in [65_536, 131_072, 196_608, 196_609] {
        let content = vec![7; length];
        let file = sealed(&content, &[ada.recipient()]);
        assert_eq!(opened(&file, &ada).unwrap(), content, "{length}");
        let begins = file.len() - length - 16 * length.div_ceil(65_536);
        for piece in 0..length.div_ceil(65_536) {
            assert!(opened(&file[..begins + piece * SEALED], &ada).is_err(), "{length} bytes, cut off after {piece} pieces");
        }
        for more in [&[0][..], &[0; 16], &file[begins..]] {
            assert!(opened(&[&file, more].concat(), &ada).is_err(), "{length} bytes, and {} more", more.len());
        }
    }
    // An empty one has a piece too.
    let empty = sealed(b"", &[ada.recipient()]);
    assert_eq!(opened(&empty, &ada).unwrap(), b"");
    assert!(opened(&empty[..empty.len() - 16], &ada).is_err());
    // Pieces that have changed places.
    let file = sealed(&[7; 131_072], &[ada.recipient()]);
    let begins = file.len() - 2 * SEALED;
    let swapped = [&file[..begins], &file[begins + SEALED..], &file[begins..begins + SEALED]].concat();
    assert!(opened(&swapped, &ada).is_err());
}

#[test]
fn a_byte_that_is_another_is_noticed_in_every_part_of_the_head() {
    let (ada, bo) = (Identity::new(), Identity::new());
    let file = sealed(b"Ett yttrande.", &[ada.recipient(), bo.recipient()]);
    let text = String::from_utf8_lossy(&file).into_owned();
    let parts = [
        0,
        text.find("-> X25519").unwrap(),
        text.find('\n').unwrap() + 20,
        text.rfind("-> X25519").unwrap() + 60,
        text.find("---").unwrap() + 1,
        text.find("--- ").unwrap() + 10,
    ];
    for at in parts {
        let mut changed = file.clone();
        changed[at] ^= 1;
        assert!(opened(&changed, &ada).is_err() && opened(&changed, &bo).is_err(), "byte {at}");
    }
    // Somebody takes another reader out of the head: whoever is left notices.
    let second = text.rfind("-> X25519").unwrap();
    let first = text.find("-> X25519").unwrap();
    let fewer = [&file[..first], &file[second..]].concat();
    assert!(matches!(opened(&fewer, &bo), Err(Closed::Changed)));
}

#[test]
fn every_key_in_a_file_of_keys_is_one() {
    let (ada, bo) = (Identity::new(), Identity::new());
    let text = format!("# Ada's\n{}\n\nAGE-PLUGIN-YUBIKEY-1QQQ\n# Bo's\n{}\n", ada.reveal(), bo.reveal());
    let keys = Identity::all(&text);
    assert_eq!(keys.iter().map(Identity::reveal).collect::<Vec<_>>(), [ada.reveal(), bo.reveal()]);
    assert!(Identity::all("# nothing\n").is_empty());
}
