//! The units of systemd in `docs/deploy`, held against the program: they start commands that there are, with options and variables that
//! it knows, and give no secret on a command line. No test starts them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

fn text(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The units, by their names.
fn units() -> Vec<(String, String)> {
    let names = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/deploy")).unwrap().flatten();
    let mut units: Vec<_> = names
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !name.ends_with(".conf"))
        .map(|name| (name.clone(), text(&format!("docs/deploy/{name}"))))
        .collect();
    units.sort();
    assert!(units.len() >= 5, "{units:?}");
    units
}

fn settings(unit: &str) -> impl Iterator<Item = (&str, &str)> {
    unit.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('='))
}

fn says(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_yttrande")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn units_start_commands_that_there_are_with_options_that_they_know() {
    let mut started = 0;
    for (name, unit) in units() {
        for (_, line) in settings(&unit).filter(|(key, _)| *key == "ExecStart") {
            let mut words = line.strip_prefix("/usr/local/bin/yttrande ").unwrap_or_else(|| panic!("{name} starts another program: {line}")).split(' ');
            let help = says(&[words.next().unwrap(), "--help"]);
            for option in words.filter(|word| word.starts_with("--")) {
                assert!(help.contains(option), "{name}: {line} has the option {option}, which the program does not know");
            }
            started += 1;
        }
    }
    assert!(started >= 4, "{started}");
}

#[test]
fn variables_that_a_unit_names_are_those_of_the_program() {
    let known = says(&["--help"]) + &says(&["serve", "--help"]) + &says(&["backup", "--help"]);
    let mut named = BTreeSet::new();
    for (name, unit) in units() {
        let words = unit.split(|sign: char| !(sign.is_ascii_uppercase() || sign == '_' || sign.is_ascii_digit()));
        for variable in words.filter(|word| word.starts_with("YTTRANDE_") || *word == "DATABASE_URL") {
            assert!(known.contains(variable), "{name} names {variable}, which the program does not read");
            named.insert(variable.to_owned());
        }
    }
    assert!(named.len() >= 5, "{named:?}");
}

/// What the backup is handed over to sign with.
const KEY_OF_CHECKPOINTS: &str = "signing-key:/var/lib/yttrande/checkpoints-key";

#[test]
fn the_service_has_a_folder_for_its_checkpoints_and_the_backup_their_key() {
    let all: std::collections::BTreeMap<_, _> = units().into_iter().collect();
    let (service, backup) = (&all["yttrande.service"], &all["yttrande-backup.service"]);
    assert!(settings(service).any(|said| said == ("StateDirectory", "yttrande")), "{service}");
    assert!(settings(backup).any(|said| said == ("LoadCredential", KEY_OF_CHECKPOINTS)), "{backup}");
    assert!(settings(backup).any(|(key, line)| key == "ExecStart" && line.ends_with("--checkpoints ${CREDENTIALS_DIRECTORY}")), "{backup}");
}

#[test]
fn what_is_secret_is_handed_over_in_files_and_stands_in_no_environment() {
    // As the program names them itself.
    let help = says(&["--help"]);
    let secret: Vec<&str> =
        help.split(" are secrets").next().unwrap().rsplit("\n\n").next().unwrap().split([',', ' ']).filter(|word| word.contains('_')).collect();
    assert_eq!(secret, ["DATABASE_URL", "YTTRANDE_ADMIN_URL", "YTTRANDE_SMTP_URL", "YTTRANDE_TWO_STEP_KEY", "YTTRANDE_OIDC_SECRET"]);
    let mut handed = BTreeSet::new();
    for (name, unit) in units() {
        for (_, credential) in settings(&unit).filter(|(key, _)| *key == "LoadCredential") {
            let (variable, file) = credential.split_once(':').unwrap();
            // The key of the checkpoints is the service's own, and no setting.
            if credential == KEY_OF_CHECKPOINTS {
                continue;
            }
            assert!(secret.contains(&variable) && file.starts_with("/etc/yttrande/"), "{name}: {credential}");
            assert!(unit.lines().any(|line| line.starts_with('#') && line.contains(file)), "{name} does not say what {file} is");
            handed.insert(variable.to_owned());
        }
        for variable in &secret {
            assert!(!unit.contains(&format!("{variable}=")), "{name} has {variable} in an environment");
        }
    }
    assert_eq!(handed.len(), secret.len(), "{handed:?}");
}

#[test]
fn every_unit_that_starts_something_runs_it_as_nobody_of_importance_and_keeps_it_from_the_rest_of_the_machine() {
    let wanted = [
        ("NoNewPrivileges", "yes"),
        ("CapabilityBoundingSet", ""),
        ("ProtectSystem", "strict"),
        ("ProtectHome", "yes"),
        ("PrivateTmp", "yes"),
        ("PrivateDevices", "yes"),
        ("SystemCallFilter", "@system-service"),
        ("UMask", "0077"),
    ];
    for (name, unit) in units().into_iter().filter(|(name, _)| name.ends_with(".service")) {
        for setting in wanted {
            assert!(settings(&unit).any(|said| said == setting), "{name} lacks {}={}", setting.0, setting.1);
        }
        // Accounts can read what their own processes were started with: those that know the administrator have each their own.
        let account = name.strip_suffix(".service").unwrap();
        assert!(settings(&unit).any(|said| said == ("User", account)) && settings(&unit).any(|said| said == ("Group", account)), "{name}");
        // What stands in a unit, or on a command line, everybody on the machine can read.
        assert!(settings(&unit).all(|(key, value)| key != "Environment" && !value.contains("postgres://")), "{name} says a secret");
        assert_eq!(settings(&unit).any(|(_, value)| value.contains("/etc/yttrande/administrator")), name == "yttrande-migrate.service", "{name}");
    }
    // Each of them is described for whoever runs it.
    let guide = text("docs/operations.md");
    for (name, _) in units() {
        assert!(guide.contains(&format!("docs/deploy/{name}")), "docs/operations.md does not speak of {name}");
    }
}
