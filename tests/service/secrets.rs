//! Addresses with passwords in files: the program works with them, has them not in its environment, and says them nowhere.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::{Command, Output};

use yttrande::platform::embedded_postgres::{Durability, SUPERUSER};

use crate::harness::{Program, Server};

/// A folder that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let path = Server::folder().with_extension("secrets");
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, content: &str, mode: u32) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, content).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = fs::remove_dir_all(&self.0);
    }
}

/// A command without any address in its environment.
fn bare(server: &Server, arguments: &[&str]) -> Command {
    let mut command = Program::command(server, arguments);
    command.env_remove("DATABASE_URL").env_remove("YTTRANDE_ADMIN_URL").env_remove("CREDENTIALS_DIRECTORY");
    command
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn roles_and_tables_are_made_by_addresses_that_stand_in_files() {
    let (server, folder) = (Server::start(Durability::Throwaway), Folder::new());
    let login = folder.file("login", &format!("{}\n", server.url("yttrande_app", "yttrande")), 0o644);
    folder.file("YTTRANDE_ADMIN_URL", &format!("{}\n", server.url(SUPERUSER, "postgres")), 0o400);
    let with = |arguments: &[&str]| {
        let mut command = bare(&server, arguments);
        command.env("DATABASE_URL_FILE", &login).env("CREDENTIALS_DIRECTORY", &folder.0);
        command
    };
    for verb in ["roles", "migrate"] {
        let done = with(&[verb]).output().unwrap();
        assert!(done.status.success(), "{}", said(&done));
        assert_eq!(said(&done).matches("is open to everybody on this machine").count(), 1, "{}", said(&done));
    }
    let twice = with(&["migrate"]).env("DATABASE_URL", "postgres://yttrande_app:hemligt@db.example/yttrande").output().unwrap();
    assert!(!twice.status.success() && said(&twice).contains("DATABASE_URL is given twice") && !said(&twice).contains("hemligt"), "{}", said(&twice));
}

#[test]
fn nothing_of_a_secret_is_said_when_it_leads_nowhere_or_is_none() {
    let (server, folder) = (Server::start(Durability::Throwaway), Folder::new());
    for address in [
        "postgres://yttrande_app:hemligt@127.0.0.1:1/yttrande",
        "postgres://yttrande_app:hemligt@:port/yttrande",
        "postgres://yttrande_app:hemligt/med#tecken@db.example/yttrande",
        "postgres://yttrande_app:hemligt@127.0.0.1:1/yttrande?sslmode=hemligt",
        "hemligt",
    ] {
        let file = folder.file("address", address, 0o600);
        let commands: [(&str, &[&str]); 3] =
            [("DATABASE_URL", &["serve", "--listen", "127.0.0.1:0"]), ("YTTRANDE_ADMIN_URL", &["migrate"]), ("YTTRANDE_SMTP_URL", &["remind"])];
        for (name, arguments) in commands {
            let mut command = bare(&server, arguments);
            command.env(format!("{name}_FILE"), &file).env("RUST_LOG", "trace");
            if name == "YTTRANDE_SMTP_URL" {
                command.env("YTTRANDE_MAIL_FROM", "Revisionen <revision@kommun.example>");
            }
            let output = command.output().unwrap();
            assert!(!output.status.success() && said(&output).contains(name), "{name} {address}: {}", said(&output));
            assert!(!said(&output).contains("hemligt"), "{name} {address}: {}", said(&output));
        }
    }
}
