//! A private PostgreSQL for a first run, for development and for tests.
//!
//! Nobody should have to set up a database server to see the program at work. This module makes a data folder, starts the
//! PostgreSQL that is installed on the machine on it, and stops it again. There is no port and no password: the server
//! listens on one Unix socket, in a folder that only its own user (and root) can enter.
//!
//! Two processes take part. The *owner* (the web application, a test) calls [`Cluster::start`]. That starts the same
//! program once more as the *supervisor* ([`supervise`]), which starts PostgreSQL, holds the lock on the folder, and reads
//! its standard input until the end. The owner holds the other end of that pipe, so the kernel tells the supervisor when
//! the owner is gone, however it went: PostgreSQL is then shut down cleanly. Should the supervisor itself be killed,
//! the kernel tells PostgreSQL (`setpriv --pdeathsig`), and the next start tidies up whatever is left.
//!
//! ```text
//! ROOT/data           the data folder of PostgreSQL
//! ROOT/data.new       a data folder in the making; thrown away when it was interrupted
//! ROOT/socket         the folder of the socket; in /tmp or $XDG_RUNTIME_DIR when ROOT is a long path
//! ROOT/lock           held by the supervisor as long as it lives
//! ROOT/postgres.log   what PostgreSQL and the supervisor have to say
//! ```

#![expect(clippy::disallowed_methods, reason = "other processes give no sign of their own: they are looked at again and again")]

mod account;
mod binaries;
mod cluster;
mod data_folder;
mod error;
mod layout;
mod lock;
mod processes;
mod server;
mod settings;
mod supervisor;

pub use account::reachable_root;
pub use cluster::Cluster;
pub use error::ClusterError;
pub use layout::socket_of;
pub use settings::{Durability, PORT, SUPERUSER};
pub use supervisor::supervise;
