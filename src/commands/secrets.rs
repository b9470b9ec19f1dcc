//! Settings that hold passwords and keys. Each may stand in the environment, in a file that the environment names, or among what systemd
//! hands over (`LoadCredential`). None of them is ever printed, not even the part of it that is wrong.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::File;
use std::io::Read as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context as _, anyhow, bail};

use super::tell;

/// Where systemd lays what a unit's `LoadCredential` names.
const CREDENTIALS: &str = "CREDENTIALS_DIRECTORY";
/// None of ours is so long; whoever names a picture or a log by mistake is told so.
const LONGEST: u64 = 64 * 1024;

/// What has been read. Commands ask several times: a pipe can be read once, and a file may be exchanged meanwhile.
static READ: Mutex<BTreeMap<&'static str, Option<String>>> = Mutex::new(BTreeMap::new());

/// A secret setting; empty in the environment is as good as none.
pub(super) fn secret(name: &'static str) -> anyhow::Result<Option<String>> {
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(found) = read.get(name) {
        return Ok(found.clone());
    }
    let (value, warning) = from(name, |variable| std::env::var_os(variable))?;
    if let Some(warning) = warning {
        tell(&warning);
    }
    read.insert(name, value.clone());
    Ok(value)
}

/// Where a setting may stand.
enum Place {
    Environment(OsString),
    File(PathBuf),
    Credential(PathBuf),
}

/// The setting, and what must be said of the file in which it stands.
fn from(name: &str, variable: impl Fn(&str) -> Option<OsString>) -> anyhow::Result<(Option<String>, Option<String>)> {
    let mut places = places(name, variable);
    let place = places.pop();
    if let (Some(one), Some(other)) = (&place, places.pop()) {
        bail!(
            "{name} is given twice: {} and {}.\n\
             What to do: keep one of them, and take the other away",
            said(&other, name),
            said(one, name)
        );
    }
    match place {
        None => Ok((None, None)),
        Some(Place::Environment(value)) => Ok((Some(value.into_string().map_err(|_| anyhow!("{name} is no text (UTF-8)"))?), None)),
        Some(Place::File(path)) => of_file(name, &path),
        // systemd guards the folder; how it marks the files in it differs by version and file system.
        Some(Place::Credential(path)) => Ok((of_file(name, &path)?.0, None)),
    }
}

fn places(name: &str, variable: impl Fn(&str) -> Option<OsString>) -> Vec<Place> {
    let given = |name: &str| variable(name).filter(|value| !value.to_string_lossy().trim().is_empty());
    let credential = given(CREDENTIALS).map(|folder| Path::new(&folder).join(name)).filter(|path| path.exists());
    let places = [given(name).map(Place::Environment), given(&format!("{name}_FILE")).map(|path| Place::File(path.into())), credential.map(Place::Credential)];
    places.into_iter().flatten().collect()
}

fn said(place: &Place, name: &str) -> String {
    match place {
        Place::Environment(_) => format!("in the environment ({name})"),
        Place::File(path) => format!("in the file {} ({name}_FILE)", path.display()),
        Place::Credential(_) => format!("as a credential of systemd (LoadCredential={name}:…)"),
    }
}

fn of_file(name: &str, path: &Path) -> anyhow::Result<(Option<String>, Option<String>)> {
    let at = path.display();
    let cannot = || format!("{name} cannot be read from {at}. Check that the file is there, and that this account may read it");
    let file = File::open(path).with_context(cannot)?;
    let metadata = file.metadata().with_context(cannot)?;
    let mut bytes = Vec::new();
    file.take(LONGEST + 1).read_to_end(&mut bytes).with_context(cannot)?;
    let text = String::from_utf8(bytes).map_err(|_| anyhow!("{at} is no text (UTF-8), and {name} should stand in it"))?;
    let value = text.strip_suffix('\n').map_or(text.as_str(), |line| line.strip_suffix('\r').unwrap_or(line));
    if value.trim().is_empty() {
        bail!("{at} is empty, and {name} should stand in it");
    }
    // An address with a line break in it would be read without it, and a key with a comment behind it as another key.
    if value.chars().any(char::is_control) || text.len() as u64 > LONGEST {
        bail!("{at} holds more than the one line that {name} is. Write the value alone into it, without quotation marks, name and comment");
    }
    let open = metadata.is_file() && metadata.permissions().mode() & 0o006 != 0;
    let warning = open.then(|| {
        format!(
            "{at} is open to everybody on this machine, and {name} stands in it.\n\
             What to do: chmod 600 {at}, and let it belong to whoever starts this program"
        )
    });
    Ok((Some(value.to_owned()), warning))
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;
    use std::path::PathBuf;

    use super::from;

    const NAME: &str = "YTTRANDE_SMTP_URL";
    const VALUE: &str = "smtps://app:hemligt@mail.example";

    /// A folder of a test's own.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let folder = std::env::temp_dir().join(format!("yttrande-secrets-{}-{name}", std::process::id()));
            fs::create_dir_all(&folder).unwrap();
            Self(folder)
        }

        fn file(&self, name: &str, content: impl AsRef<[u8]>, mode: u32) -> String {
            let path = self.0.join(name);
            fs::write(&path, content).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            path.display().to_string()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _gone = fs::remove_dir_all(&self.0);
        }
    }

    fn read(environment: &[(&str, &str)]) -> Result<(Option<String>, Option<String>), String> {
        let variable = |name: &str| environment.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(value));
        from(NAME, variable).map_err(|error| format!("{error:#}"))
    }

    #[test]
    fn a_secret_stands_in_the_environment_in_a_file_or_among_what_systemd_hands_over() {
        let folder = Folder::new("places");
        let file = folder.file("smtp", format!("{VALUE}\n"), 0o600);
        folder.file(NAME, format!("{VALUE}\r\n"), 0o440);
        let found = Ok((Some(VALUE.to_owned()), None));
        assert_eq!(read(&[(NAME, VALUE)]), found);
        assert_eq!(read(&[("YTTRANDE_SMTP_URL_FILE", &file)]), found);
        assert_eq!(read(&[("CREDENTIALS_DIRECTORY", &folder.0.display().to_string())]), found);
        assert_eq!(read(&[]), Ok((None, None)));
        // Units and compose hand over empty variables for what is not wanted.
        assert_eq!(read(&[(NAME, " "), ("YTTRANDE_SMTP_URL_FILE", ""), ("CREDENTIALS_DIRECTORY", "/nowhere/at/all")]), Ok((None, None)));
        assert_eq!(read(&[(NAME, ""), ("YTTRANDE_SMTP_URL_FILE", &file)]), found);
    }

    #[test]
    fn one_line_break_at_the_end_is_taken_off_and_nothing_else() {
        let folder = Folder::new("end");
        let file = folder.file("key", " with blanks \n", 0o600);
        assert_eq!(read(&[("YTTRANDE_SMTP_URL_FILE", &file)]).unwrap().0.as_deref(), Some(" with blanks "));
    }

    #[test]
    fn a_secret_that_is_given_twice_is_refused_with_both_places_and_what_to_do() {
        let folder = Folder::new("twice");
        let file = folder.file(NAME, VALUE, 0o600);
        let credentials = folder.0.display().to_string();
        let given = [(NAME, VALUE), ("YTTRANDE_SMTP_URL_FILE", file.as_str()), ("CREDENTIALS_DIRECTORY", credentials.as_str())];
        for pair in [[given[0], given[1]], [given[0], given[2]], [given[1], given[2]]] {
            let said = read(&pair).unwrap_err();
            assert!(said.contains("YTTRANDE_SMTP_URL is given twice") && said.contains("What to do: keep one of them"), "{said}");
            assert!(!said.contains("hemligt"), "{said}");
        }
        assert!(read(&given).is_err());
    }

    #[test]
    fn a_file_that_everybody_can_read_is_told_of() {
        let folder = Folder::new("open");
        for (mode, told) in [(0o600, false), (0o400, false), (0o640, false), (0o644, true), (0o604, true), (0o602, true)] {
            let file = folder.file("smtp", VALUE, mode);
            let (value, warning) = read(&[("YTTRANDE_SMTP_URL_FILE", &file)]).unwrap();
            assert_eq!(value.as_deref(), Some(VALUE));
            assert_eq!(warning.is_some(), told, "{mode:o}");
            assert!(warning.is_none_or(|said| said.contains(&file) && said.contains("What to do: chmod 600") && !said.contains("hemligt")));
        }
    }

    #[test]
    fn what_is_no_line_of_text_is_refused_without_a_word_of_what_it_is() {
        let folder = Folder::new("wrong");
        let long = format!("hemligt{}", "x".repeat(70_000));
        for (content, said) in [
            (&b""[..], "is empty"),
            (b"\n", "is empty"),
            (b"hemligt\n# the mail server", "more than the one line"),
            (b"hemligt\n\n", "more than the one line"),
            (b"hemligt\0", "more than the one line"),
            (b"hemligt\xff", "no text"),
            (long.as_bytes(), "more than the one line"),
        ] {
            let file = folder.file("smtp", content, 0o600);
            let error = read(&[("YTTRANDE_SMTP_URL_FILE", &file)]).unwrap_err();
            assert!(error.contains(said) && error.contains(NAME) && error.contains(&file) && !error.contains("hemligt"), "{error}");
        }
        for path in ["/nowhere/at/all".to_owned(), folder.0.display().to_string()] {
            let error = read(&[("YTTRANDE_SMTP_URL_FILE", &path)]).unwrap_err();
            assert!(error.contains("YTTRANDE_SMTP_URL cannot be read from") && error.contains(&path), "{error}");
        }
    }
}
