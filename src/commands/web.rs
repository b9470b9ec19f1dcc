//! The listening side: taking a port, serving until somebody says stop, and then finishing what has begun.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context as _, anyhow, bail};
use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::signals::Signals;
use super::tell;

/// How long requests that have begun may take to end.
const FINISH: Duration = Duration::from_secs(10);

/// Takes the port, before anything that takes long.
pub(super) async fn bind(listen: &str) -> anyhow::Result<TcpListener> {
    let Some((host, port)) = listen.rsplit_once(':').and_then(|(host, port)| Some((host, port.parse::<u16>().ok()?))) else {
        bail!("{listen:?} is no address to listen on. Write address and port, for example --listen 127.0.0.1:8080.");
    };
    TcpListener::bind(listen).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => {
            let other = port.checked_add(1).unwrap_or(8081);
            anyhow!("Port {port} is taken. Choose another with --listen {host}:{other}.")
        }
        ErrorKind::PermissionDenied => anyhow!("Port {port} may not be used by this account. Choose one above 1023, for example --listen {host}:8080."),
        ErrorKind::AddrNotAvailable => anyhow!("{host} is no address of this machine. Choose another, for example --listen 127.0.0.1:{port}."),
        _ => anyhow::Error::new(error).context(format!("cannot listen on {listen}; choose another address with --listen")),
    })
}

/// Where the service can be reached from this machine.
pub(super) fn local_url(listener: &TcpListener) -> anyhow::Result<String> {
    let address = listener.local_addr().context("cannot tell which address is listened on")?;
    let host = match address.ip() {
        ip if ip.is_unspecified() => "localhost".to_owned(),
        std::net::IpAddr::V6(ip) => format!("[{ip}]"),
        std::net::IpAddr::V4(ip) => ip.to_string(),
    };
    Ok(format!("http://{host}:{}", address.port()))
}

/// Serves until a signal comes, then finishes the requests that have begun. A second signal ends those too.
pub(super) async fn serve(listener: TcpListener, router: Router, signals: &mut Signals) -> anyhow::Result<()> {
    let (stop, stopped) = oneshot::channel::<()>();
    let ended = async {
        // An error says that the other end is gone, which also means: stop.
        drop(stopped.await);
    };
    let mut server =
        tokio::spawn(axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>()).with_graceful_shutdown(ended).into_future());
    tokio::select! {
        outcome = &mut server => return outcome.context("the web server has stopped")?.context("the web server has stopped"),
        () = signals.come() => {}
    }
    tell("Stopping. Requests that have begun are finished first; Ctrl-C again ends them at once.");
    drop(stop);
    tokio::select! {
        outcome = &mut server => outcome.context("the web server has stopped")?.context("the web server has stopped")?,
        () = signals.come() => server.abort(),
        () = pause(FINISH) => server.abort(),
    }
    Ok(())
}

async fn pause(length: Duration) {
    // A time limit on something that never ends: the ban on sleeping is about waiting for things to happen.
    drop(tokio::time::timeout(length, std::future::pending::<()>()).await);
}
