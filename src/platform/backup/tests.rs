use std::io::Write as _;

use super::archive::{Reading, Writing};
use super::manifest::{Counted, FORM, MANIFEST, Manifest, READ_ME, checked, folder};
use super::*;

fn manifest(tables: Vec<Table>, all: &[u8]) -> Manifest {
    Manifest {
        form: FORM,
        program: "1.0".into(),
        schema: 70,
        folds: "f".into(),
        postgresql: "15".into(),
        organisation: Some("Provköpings kommun".into()),
        taken_at: "2025-03-31T21:50:00Z".parse().unwrap(),
        bytes: u64::try_from(all.len()).unwrap(),
        sha256: hex(&Sha256::digest(all)),
        tables,
        sequences: vec![Sequence { name: "seal_id_seq".into(), last: None }],
        logs: vec![LogEnd { authority: "audit".into(), number: 12, hash: None }],
        checkpoints: Vec::new(),
        signed_by: None,
    }
}

/// Tables with their rows, and one that is empty.
fn tables(rows: &[(&str, &str)]) -> Vec<Table> {
    let table = |name: &str, rows: &str| {
        let mut counted = Counted::default();
        counted.add(rows.as_bytes());
        counted.table(name.to_owned(), vec!["id".to_owned()])
    };
    rows.iter().map(|(name, rows)| table(name, rows)).chain([table("zone", "")]).collect()
}

fn written(key: &Identity, rows: &[(&str, &str)], manifest: Option<&Manifest>) -> Vec<u8> {
    let mut out = Writing::new(Vec::new(), &[key.recipient()]).unwrap();
    out.entry(READ_ME, b"x").unwrap();
    for (name, rows) in rows {
        // In pieces, and not between two rows.
        for (n, piece) in rows.as_bytes().chunks(3).enumerate() {
            out.entry(&format!("{}{n:06}", folder(name)), piece).unwrap();
        }
    }
    if let Some(manifest) = manifest {
        out.entry(MANIFEST, &serde_json::to_vec(manifest).unwrap()).unwrap();
    }
    out.finish().unwrap()
}

const ROWS: [(&str, &str); 3] = [("audit", "1\n2\n"), ("event", "a\\nb\n"), ("person", "Ada\nBo\nCaj\n")];

fn read(file: &[u8], key: &Identity) -> Result<Manifest, String> {
    checked(file, key, &mut |_| Ok(())).map_err(|error| format!("{error:#}"))
}

#[test]
fn a_backup_is_read_as_it_was_written() {
    let key = Identity::new();
    let said = manifest(tables(&ROWS), ROWS.map(|(_, rows)| rows).concat().as_bytes());
    assert_eq!(said.tables.iter().map(|table| table.rows).collect::<Vec<_>>(), [2, 1, 3, 0]);
    let file = written(&key, &ROWS, Some(&said));
    assert_eq!(read(&file, &key), Ok(said));
    assert!(read(&file, &Identity::new()).unwrap_err().contains("another key"));
}

#[test]
fn a_backup_from_which_something_is_missing_or_in_which_a_byte_is_another_is_refused() {
    let key = Identity::new();
    let whole = manifest(tables(&ROWS), ROWS.map(|(_, rows)| rows).concat().as_bytes());
    let file = written(&key, &ROWS, Some(&whole));
    for at in (0..file.len()).step_by(7) {
        let mut changed = file.clone();
        changed[at] ^= 0x20;
        assert!(read(&changed, &key).is_err(), "byte {at}");
    }
    assert!(read(&file[..file.len() - 1], &key).unwrap_err().contains("its end is missing"));
    // By somebody who has the public key, and so can write one.
    assert!(read(&written(&key, &ROWS[..2], Some(&whole)), &key).unwrap_err().contains("is not what it says"));
    let fewer = Manifest { bytes: 9, sha256: hex(&Sha256::digest(b"1\n2\na\\nb\n")), ..whole.clone() };
    assert!(read(&written(&key, &ROWS[..2], Some(&fewer)), &key).unwrap_err().contains("the table person is not in the backup"));
    assert!(read(&written(&key, &ROWS, None), &key).unwrap_err().contains("never finished"));
    let others = [("audit", "1\n3\n"), ROWS[1], ROWS[2]];
    assert!(read(&written(&key, &others, Some(&whole)), &key).is_err());
    let mut later = serde_json::to_value(&whole).unwrap();
    later["form"] = 2.into();
    later["tables"] = "elsewhere".into();
    let mut out = Writing::new(Vec::new(), &[key.recipient()]).unwrap();
    out.entry(MANIFEST, later.to_string().as_bytes()).unwrap();
    let refused = read(&out.finish().unwrap(), &key).unwrap_err();
    assert!(refused.contains("another form (2)") && refused.contains("What to do: restore it with the version of the program that made it, 1.0"), "{refused}");
    assert!(read(b"PGDMP", &key).unwrap_err().contains("no file that was encrypted"));
}

#[test]
fn common_programs_unpack_a_tar_of_ours() {
    let key = Identity::new();
    let file = written(&key, &ROWS, None);
    let mut packed = Vec::new();
    std::io::Read::read_to_end(&mut crate::domain::age::open(file.as_slice(), &key).unwrap(), &mut packed).unwrap();
    let mut tar = std::process::Command::new("tar")
        .args(["xzO", "tables/person/000000"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    tar.stdin.take().unwrap().write_all(&packed).unwrap();
    let out = tar.wait_with_output().unwrap();
    assert_eq!((out.status.success(), out.stdout.as_slice()), (true, b"Ada".as_slice()));
}

#[test]
fn what_is_begun_and_not_finished_leaves_no_file() {
    let folder = std::env::temp_dir().join(format!("yttrande-backup-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let wanted = folder.join("one.age");
    drop(Beside::make(&wanted).unwrap());
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
    Beside::make(&wanted).unwrap().rename(&wanted).unwrap();
    // Nothing stands in the place of another file.
    assert!(Beside::make(&wanted).unwrap().rename(&wanted).is_err());
    drop(fs::write(folder.join(".two.age.7.part"), "x"));
    assert_eq!(left_over(&folder), [folder.join(".two.age.7.part")]);
    fs::remove_file(folder.join(".two.age.7.part")).unwrap();
    let names: Vec<_> = fs::read_dir(&folder).unwrap().flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(names, ["one.age"]);
    let full = anyhow::Error::new(io::Error::from(io::ErrorKind::StorageFull));
    assert!(explained(full).to_string().contains("What to do: make room"));
    fs::remove_dir_all(&folder).unwrap();
    drop(Reading::new(b"".as_slice(), &Identity::new()));
}

#[test]
fn names_beside_a_long_one_are_not_cut_off_by_the_server() {
    assert_eq!(name_beside("yttrande", "_before_20250331215000"), "yttrande_before_20250331215000");
    let long = name_beside(&"å".repeat(31), "_before_20250331215000");
    assert!(long.len() <= 63 && long.ends_with("å_before_20250331215000"), "{long}");
}
