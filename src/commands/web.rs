//! The listening side: taking a port, or the one that somebody hands over, and serving until somebody says stop.

use std::io::ErrorKind;
use std::os::fd::AsFd as _;

use anyhow::{Context as _, anyhow, bail};
use axum::Router;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::AbortHandle;
use yttrande::platform::health::Health;
use yttrande::platform::server::{self, Limits};

use super::signals::Signals;
use super::tell;

/// `--listen stdin`: the socket that a service manager holds and hands over, so that none that knocks during a restart is lost.
const HANDED_OVER: &str = "stdin";

/// Where people come in.
pub(super) struct Entrance {
    pub(super) listener: TcpListener,
    /// Others may listen on the same socket, before us and after us.
    shared: bool,
}

/// Takes the port, before anything that takes long.
pub(super) async fn bind(listen: &str) -> anyhow::Result<Entrance> {
    if listen == HANDED_OVER {
        let listener = handed_over().context("standard input is no socket that listens. A service manager hands one over: StandardInput=socket in systemd")?;
        return Ok(Entrance { listener, shared: true });
    }
    Ok(Entrance { listener: bound("--listen", listen, "127.0.0.1:8080").await?, shared: false })
}

/// Where a monitor reads its figures: on a port that nobody else uses.
pub(super) async fn bind_figures(listen: &str) -> anyhow::Result<TcpListener> {
    let listener = bound("--metrics", listen, "127.0.0.1:9464").await?;
    if !listener.local_addr().is_ok_and(|address| address.ip().is_loopback()) {
        tell(&format!("Whoever reaches {listen} reads the figures for the monitor (--metrics): let a firewall see to it that only the monitor does."));
    }
    Ok(listener)
}

async fn bound(option: &str, listen: &str, example: &str) -> anyhow::Result<TcpListener> {
    let Some((host, port)) = listen.rsplit_once(':').and_then(|(host, port)| Some((host, port.parse::<u16>().ok()?))) else {
        bail!("{listen:?} is no address to listen on. Write address and port, for example {option} {example}.");
    };
    TcpListener::bind(listen).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => {
            let other = port.checked_add(1).unwrap_or(8081);
            anyhow!("Port {port} is taken. Choose another with {option} {host}:{other}.")
        }
        ErrorKind::PermissionDenied => anyhow!("Port {port} may not be used by this account. Choose one above 1023, for example {option} {host}:8080."),
        ErrorKind::AddrNotAvailable => anyhow!("{host} is no address of this machine. Choose another, for example {option} 127.0.0.1:{port}."),
        _ => anyhow::Error::new(error).context(format!("cannot listen on {listen}; choose another address with {option}")),
    })
}

/// Serves the figures until the program ends.
pub(super) fn serve_figures(listener: TcpListener, figures: Router) -> AbortHandle {
    let limits = Limits { connections: 32, ..Limits::default() };
    tokio::spawn(server::serve(listener, false, figures, limits, std::future::pending())).abort_handle()
}

fn handed_over() -> std::io::Result<TcpListener> {
    let listener = std::net::TcpListener::from(std::io::stdin().as_fd().try_clone_to_owned()?);
    // Asked for its address, anything that is no socket says so.
    listener.local_addr()?;
    listener.set_nonblocking(true)?;
    TcpListener::from_std(listener)
}

impl Entrance {
    /// Where the service can be reached from this machine.
    pub(super) fn local_url(&self) -> anyhow::Result<String> {
        let address = self.listener.local_addr().context("cannot tell which address is listened on")?;
        let host = match address.ip() {
            ip if ip.is_unspecified() => "localhost".to_owned(),
            std::net::IpAddr::V6(ip) => format!("[{ip}]"),
            std::net::IpAddr::V4(ip) => ip.to_string(),
        };
        Ok(format!("http://{host}:{}", address.port()))
    }

    /// Whether only this machine can come in: then its names for itself are the only ones.
    pub(super) fn is_local(&self) -> bool {
        self.listener.local_addr().is_ok_and(|address| address.ip().is_loopback())
    }

    /// Serves until a signal comes, then finishes the requests that have begun. A second signal ends those too.
    pub(super) async fn serve(self, router: Router, health: &Health, signals: &mut Signals) -> anyhow::Result<()> {
        let limits = Limits { connections: room(), ..Limits::default() };
        let (stop, stopped) = oneshot::channel::<()>();
        let ended = async {
            // An error says that the other end is gone, which also means: stop.
            drop(stopped.await);
        };
        let mut server = tokio::spawn(server::serve(self.listener, self.shared, router, limits, ended));
        tokio::select! {
            outcome = &mut server => return outcome.context("the web server has stopped"),
            () = signals.come() => {}
        }
        tell("Stopping. Requests that have begun are finished first; Ctrl-C again ends them at once.");
        health.stop();
        drop(stop);
        tokio::select! {
            outcome = &mut server => outcome.context("the web server has stopped"),
            () = signals.come() => {
                server.abort();
                Ok(())
            }
        }
    }
}

/// As many connections as this process may have, with some files left for the database and the rest.
fn room() -> usize {
    let most = Limits::default().connections;
    let wanted = u64::try_from(most + 512).unwrap_or(u64::MAX);
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    if current.is_none_or(|current| current >= wanted) {
        return most;
    }
    let raised = maximum.map_or(wanted, |maximum| maximum.min(wanted));
    // If it may not be raised, there is less room.
    let files = match setrlimit(Resource::Nofile, Rlimit { current: Some(raised), maximum }) {
        Ok(()) => raised,
        Err(_) => current.unwrap_or(raised),
    };
    usize::try_from(files).unwrap_or(most).saturating_sub(512).clamp(64, most)
}
