//! What the scanner of the MDN HTTP Observatory says of the service, as it stands behind a web server that speaks HTTPS.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use yttrande::platform::embedded_postgres::Durability;

use crate::harness::{Program, Server};

/// What the scanner says, after a header has been taken away on the way, if one is named.
fn graded(scanner: &str, certificate: &Path, key: &Path, (program, port): (&Program, u16), spoiled: &str) -> String {
    let mut command = Command::new("node");
    command.args(["tests/observatory/grade.mjs", scanner, &program.address.to_string(), &port.to_string()]).args([key, certificate]);
    let output = command.arg(spoiled).env("NODE_EXTRA_CA_CERTS", certificate).output().expect("node is not there");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    said
}

#[test]
#[ignore = "needs node and the scanner: ./dev promises --long headers"]
fn the_observatory_gives_its_best_grade() {
    let scanner = std::env::var("YTTRANDE_OBSERVATORY").expect("YTTRANDE_OBSERVATORY does not say where the scanner is");
    let server = Server::start(Durability::Throwaway);
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let folder = Server::folder();
    fs::create_dir_all(&folder).unwrap();
    let (certificate, key) = (folder.join("certificate.pem"), folder.join("key.pem"));
    fs::write(&certificate, made.cert.pem()).unwrap();
    fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let program = Program::behind_https(&server, &format!("https://localhost:{port}"));
    let said = graded(&scanner, &certificate, &key, (&program, port), "");
    let grade = said.lines().last().unwrap_or_default();
    assert!(grade.starts_with("grade A+, "), "the scanner does not give its best grade: {said}");
    // That it can fail: without either of these there is no best grade.
    for header in ["content-security-policy", "strict-transport-security"] {
        let less = graded(&scanner, &certificate, &key, (&program, port), header);
        assert!(!less.contains("grade A+, "), "without {header} the grade stays the same: {less}");
    }
    println!("figure: MDN HTTP Observatory 1.4.8: {grade}");
    let _gone = fs::remove_dir_all(&folder);
}
