//! How PostgreSQL is set up. Everything is given on the command line, so that a newer program also changes old folders.

/// The superuser of the private PostgreSQL. Whoever can enter the socket folder may be this user, without a password.
pub const SUPERUSER: &str = "yttrande_dba";

/// The port number in the name of the socket (`.s.PGSQL.5432`). Nothing listens on the network.
pub const PORT: u16 = 5432;

/// The oldest PostgreSQL the program is written for.
pub(super) const OLDEST_MAJOR: u32 = 15;

/// Whether what is written must survive a power cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// Every commit is on the disk before it is acknowledged. For everything that people write.
    Lasting,
    /// Nothing is forced to the disk: quick, and worth nothing after a power cut. For tests.
    Throwaway,
}

const ALWAYS: &[&str] = &[
    "listen_addresses=",
    "unix_socket_permissions=0700",
    "timezone=UTC",
    "log_timezone=UTC",
    "log_destination=stderr",
    "logging_collector=off",
    "log_line_prefix=%m [%p] ",
    "password_encryption=scram-sha-256",
];

// 200 connections: the tests run in parallel, each with a pool of its own.
// Autovacuum would only compete with tests that live for seconds.
const THROWAWAY: &[&str] = &["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200", "max_wal_size=4GB", "autovacuum=off"];

// Said although they are the defaults: an edited postgresql.conf must not be able to lose what people wrote.
const LASTING: &[&str] = &["fsync=on", "synchronous_commit=on", "full_page_writes=on", "max_connections=100"];

impl Durability {
    /// The settings for `postgres -c`.
    pub(super) fn server_settings(self) -> impl Iterator<Item = &'static str> {
        let own = match self {
            Self::Lasting => LASTING,
            Self::Throwaway => THROWAWAY,
        };
        ALWAYS.iter().chain(own).copied()
    }

    /// The options for `initdb`. A lasting folder is flushed before it gets its final name.
    pub(super) fn initdb_options(self) -> &'static [&'static str] {
        match self {
            Self::Lasting => &[],
            Self::Throwaway => &["--no-sync"],
        }
    }

    /// The options of the hidden subcommand `supervise-postgres`.
    pub(super) fn supervisor_options(self) -> &'static [&'static str] {
        match self {
            Self::Lasting => &[],
            Self::Throwaway => &["--throwaway"],
        }
    }
}
