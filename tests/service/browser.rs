//! Browsers that hold their connection.

use std::collections::BTreeMap;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use yttrande::platform::failure::form_encoded;

use crate::harness::PASSWORD;

/// A browser that keeps its connection as long as it is told to.
pub(crate) struct Browser {
    address: SocketAddr,
    cookies: BTreeMap<String, String>,
    stream: Option<BufReader<TcpStream>>,
    pub(crate) connections: u32,
    /// What its user typed, where that is not the address: somebody else takes care of HTTPS then.
    name: Option<&'static str>,
}

/// What it was answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Browser {
    pub(crate) fn at(address: SocketAddr) -> Self {
        Self { address, cookies: BTreeMap::new(), stream: None, connections: 0, name: None }
    }

    /// Whose user has typed a name, behind which this address is.
    pub(crate) fn of(name: &'static str, address: SocketAddr) -> Self {
        Self { name: Some(name), ..Self::at(address) }
    }

    /// Somebody who has chosen her password by a link.
    pub(crate) fn invited(&self, link: &str) -> Self {
        let mut browser = self.stranger();
        let answer = browser.post(link, &[("password", PASSWORD), ("again", PASSWORD)]).unwrap();
        assert_eq!(answer.status, 303, "{}", answer.body);
        browser
    }

    /// The same person in another window.
    pub(crate) fn another(&self) -> Self {
        Self { cookies: self.cookies.clone(), ..self.stranger() }
    }

    /// What it shows of itself.
    pub(crate) fn cookie(&self) -> String {
        self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    /// A browser in which nobody has signed in.
    pub(crate) fn stranger(&self) -> Self {
        Self { name: self.name, ..Self::at(self.address) }
    }

    /// The same person before another program.
    pub(crate) fn at_address(&self, address: SocketAddr) -> Self {
        Self { cookies: self.cookies.clone(), ..Self::at(address) }
    }

    pub(crate) fn get(&mut self, path: &str) -> io::Result<Answer> {
        self.ask("GET", path, "")
    }

    pub(crate) fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> io::Result<Answer> {
        let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{}={}", form_encoded(name), form_encoded(value))).collect();
        self.ask("POST", path, &pairs.join("&"))
    }

    fn ask(&mut self, method: &str, path: &str, body: &str) -> io::Result<Answer> {
        let asked = self.asked(method, path, body);
        if asked.is_err() {
            self.stream = None;
        }
        asked
    }

    fn asked(&mut self, method: &str, path: &str, body: &str) -> io::Result<Answer> {
        if self.stream.is_none() {
            let stream = TcpStream::connect_timeout(&self.address, Duration::from_secs(5))?;
            stream.set_read_timeout(Some(Duration::from_secs(15)))?;
            stream.set_nodelay(true)?;
            self.connections += 1;
            self.stream = Some(BufReader::new(stream));
        }
        let stream = self.stream.as_mut().ok_or(io::ErrorKind::NotConnected)?;
        let (scheme, host) = self.name.map_or_else(|| ("http", self.address.to_string()), |name| ("https", name.to_owned()));
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: {scheme}://{host}\r\nContent-Length: {}\r\n", body.len());
        head.push_str("Content-Type: application/x-www-form-urlencoded\r\n");
        if !self.cookies.is_empty() {
            let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            head.push_str(&format!("Cookie: {}\r\n", cookies.join("; ")));
        }
        stream.get_mut().write_all(format!("{head}\r\n{body}").as_bytes())?;
        let answer = read(stream)?;
        if answer.head.to_lowercase().contains("connection: close") {
            self.stream = None;
        }
        for line in answer.head.lines() {
            if let Some((name, value)) = said(line, "set-cookie").and_then(|cookie| cookie.split(';').next()?.split_once('=')) {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        Ok(answer)
    }
}

/// What a line of the head says, if it has this name. A web server in front may write names its own way.
fn said<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    line.split_once(": ").filter(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

fn read(stream: &mut BufReader<TcpStream>) -> io::Result<Answer> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if stream.read_line(&mut head)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or(io::ErrorKind::InvalidData)?;
    let length = head.lines().find_map(|line| said(line, "content-length")).and_then(|length| length.parse().ok());
    let mut body = Vec::new();
    match length {
        Some(length) => {
            body.resize(length, 0);
            stream.read_exact(&mut body)?;
        }
        None if status == 303 || status == 304 => {}
        None => {
            stream.read_to_end(&mut body)?;
        }
    }
    Ok(Answer { status, head, body: String::from_utf8_lossy(&body).into_owned() })
}
