//! What can be said on the command line and in the environment.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Follow-up of municipal audits: from the auditors' covering letter to the boards' submitted responses.
#[derive(Debug, Parser)]
#[command(name = "yttrande", version, arg_required_else_help = true, after_help = ENVIRONMENT)]
pub(crate) struct CommandLine {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

const ENVIRONMENT: &str = "Environment:
  DATABASE_URL        the program's own login: postgres://yttrande_app:PASSWORD@HOST/yttrande
  YTTRANDE_ADMIN_URL  a login that may create roles and databases, for `serve`, `migrate`, `roles` and `rebuild`;
                      for `verify` and `backup` one that may read everything is enough; for `restore` a superuser
  YTTRANDE_BACKUP_TO  public keys of those who can open backups: age1…, with commas between them
  YTTRANDE_SMTP_URL   the mail server: smtps://USER:PASSWORD@HOST:465 (TLS), smtp://USER:PASSWORD@HOST:587 (STARTTLS),
                      smtp://localhost:25?tls=none (only on this machine); without it, mails wait
  YTTRANDE_MAIL_FROM  whom mail is from: Stadsrevisionen <revision@kommun.se>
  YTTRANDE_SMTP_CA    a file of certificates (PEM) to trust instead of the usual ones, for a mail server with its own
  YTTRANDE_TWO_STEP_KEY
                      32 random bytes in base64, as `openssl rand -base64 32` prints them: seals what people's telephones share with
                      the service; without it nobody is offered two-step sign-in. Behind a comma the key that was used before
  YTTRANDE_CLAMD      a clamd that scans files before they are handed out, tcp://HOST:PORT or unix:/PATH; without it they are not scanned
  YTTRANDE_OIDC_ISSUER, YTTRANDE_OIDC_CLIENT, YTTRANDE_OIDC_SECRET
                      the municipality's identity provider (OpenID Connect) as it calls itself, what it calls this service, and the secret
                      that both share; without them people sign in with passwords alone
  YTTRANDE_OIDC_NAME  what people call it: Strandköpings kommun
  YTTRANDE_OIDC_SECOND_STEP
                      what it says (amr, acr) of somebody who has shown two things there, with commas between: then nobody is asked for a
                      code here as well
  YTTRANDE_OIDC_CA    a file of certificates (PEM) to trust instead of the usual ones, for a provider with its own
  YTTRANDE_PUBLIC_URL the address that people type; mails link to it
  YTTRANDE_TRUSTED_PROXIES
                      addresses and networks of the web servers in front, 127.0.0.1,10.0.0.0/8: whose X-Forwarded-For
                      is believed, so that strangers are told apart who try to sign in
  RUST_LOG            what is logged (default: info,sqlx=warn)
  YTTRANDE_LOG        `json` for one JSON object a line

  DATABASE_URL, YTTRANDE_ADMIN_URL, YTTRANDE_SMTP_URL, YTTRANDE_TWO_STEP_KEY and YTTRANDE_OIDC_SECRET are secrets. Each may stand in a file instead, alone on one line:
  DATABASE_URL_FILE=/run/secrets/database names it, or systemd hands it over (LoadCredential=DATABASE_URL:/etc/yttrande/database).
  What is given twice is refused";

/// The verbs.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show the program with a made-up city and a year of audits; needs nothing but PostgreSQL's programs
    Demo(Demo),
    /// Run the service
    Serve(Serve),
    /// Remind, gather and send what is due now, once; the running service does this by itself
    Remind(Remind),
    /// Create the database's tables, or bring them up to date
    Migrate,
    /// Make anew from the facts what is stored of how everything stands now; on a server, the service may run meanwhile
    Rebuild(Rebuild),
    /// Read the whole log and every record, and say what is not what it was when it was written; changes nothing, and the service may run meanwhile
    Verify(Verify),
    /// Write everything to one file, encrypted to those who may open it; the service runs meanwhile. The file is read back and compared
    Backup(Backup),
    /// Make a pair of keys for backups: the secret one into a file, the public one to standard output
    BackupKey(BackupKey),
    /// Make the database from a backup, and verify it; refuses one that has something in it
    Restore(Restore),
    /// Make the database roles that the service needs
    Roles {
        /// Only print the SQL, for a database administrator
        #[arg(long)]
        print: bool,
    },
    /// Read an auditors' covering letter (plain text) and print its facts as JSON
    ReadMissive {
        /// The letters; - reads standard input
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Print each letter as JSON on one line of its own, with the name of its file
        #[arg(long)]
        lines: bool,
    },
    /// Print every address of the service with what permission it asks for
    Routes,
    /// Ask a running service if it is ready
    Health {
        /// Its health page; plain HTTP
        #[arg(long, default_value = "http://127.0.0.1:8080/readyz")]
        url: String,
    },
    /// Print what the program makes of each day, for `./dev oracle`
    #[command(hide = true)]
    Days {
        /// The first day.
        #[arg(long)]
        from: chrono::NaiveDate,
        /// The last day.
        #[arg(long)]
        to: chrono::NaiveDate,
    },
    /// Write a calendar that is given as JSON, for `./dev oracle`
    #[command(hide = true)]
    Calendar {
        /// When it is written.
        #[arg(long)]
        now: chrono::DateTime<chrono::Utc>,
    },
    /// The process that looks after the private PostgreSQL; started by the program itself
    #[command(hide = true)]
    SupervisePostgres {
        /// Its folder.
        #[arg(long)]
        root: PathBuf,
        /// For tests: quick, and lost in a power cut.
        #[arg(long)]
        throwaway: bool,
    },
}

/// `yttrande demo`
#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Address and port of the service
    #[arg(long, env = "YTTRANDE_LISTEN", default_value = "127.0.0.1:8080")]
    pub(crate) listen: String,
    /// A folder of its own for the database [default: .data/demo]
    #[arg(long)]
    pub(crate) data: Option<PathBuf>,
    /// The day it is in the demo, such as 2025-03-31 [default: where the demo was left; 2025-03-22 at first]
    #[arg(long, value_name = "DATE")]
    pub(crate) today: Option<String>,
    /// Add generated audits until there are so many, to try the program at size: 10 are a municipality's year
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=99_999))]
    pub(crate) audits: Option<u32>,
}

/// `yttrande serve`
#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Address and port of the service; `stdin` for a socket that is handed over there
    #[arg(long, env = "YTTRANDE_LISTEN", default_value = "127.0.0.1:8080")]
    pub(crate) listen: String,
    /// Without DATABASE_URL: a folder of its own for a private PostgreSQL [default: .data/yttrande]
    #[arg(long, env = "YTTRANDE_DATA")]
    pub(crate) data: Option<PathBuf>,
    /// The address that people type, such as <https://uppfoljning.kommun.se>
    #[arg(long, env = "YTTRANDE_PUBLIC_URL")]
    pub(crate) public_url: Option<String>,
    /// The web servers in front whose X-Forwarded-For is believed: addresses and networks, with commas between them
    #[arg(long, env = "YTTRANDE_TRUSTED_PROXIES", value_name = "NETWORKS")]
    pub(crate) trusted_proxies: Option<String>,
    /// A folder outside of the database for signed checkpoints of the event log, made when it is not there, with a new key beside it; `off` for none [default: checkpoints in the data folder, or in the one that systemd keeps for the service]
    #[arg(long, env = "YTTRANDE_CHECKPOINTS", value_name = "FOLDER")]
    pub(crate) checkpoints: Option<PathBuf>,
    /// Where the newest checkpoint of each log goes by mail, at most once a day: an address whose mailbox neither the service nor those who run it can change, the registrar's for example
    #[arg(long, env = "YTTRANDE_CHECKPOINT_MAIL", value_name = "ADDRESS")]
    pub(crate) checkpoint_mail: Option<String>,
    /// Not ready when the last backup is older than so many hours, or there is none [default: its age is only said]
    #[arg(long, env = "YTTRANDE_BACKUP_HOURS", value_name = "HOURS", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) backup_hours: Option<u16>,
    /// Address and port for the figures of a monitor (Prometheus), at /metrics; never the service's own [default: none are shown]
    #[arg(long, env = "YTTRANDE_METRICS", value_name = "ADDRESS")]
    pub(crate) metrics: Option<String>,
    /// Let people sign in without HTTPS: only for trying it out on <http://localhost>
    #[arg(long)]
    pub(crate) insecure_cookies: bool,
    /// Start although something is not as it should be, for who knows better
    #[arg(long, env = "YTTRANDE_ACCEPT", value_delimiter = ',', value_name = "WHAT")]
    pub(crate) accept: Vec<Accept>,
}

/// What `serve` refuses unless it is told to accept it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Accept {
    /// PostgreSQL runs with fsync, full_page_writes or synchronous_commit off: what people have saved can be lost
    LostWrites,
    /// A newer version of the program has worked on the database: for going back one release
    NewerSchema,
}

/// `yttrande remind`
#[derive(Debug, Args)]
pub(crate) struct Remind {
    /// Only show who will be told what in the coming days; nothing is made and nothing is sent
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// How many days ahead a dry run looks
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=400), requires = "dry_run")]
    pub(crate) days: u16,
    /// Without DATABASE_URL: the folder of the private PostgreSQL [default: .data/yttrande]
    #[arg(long, env = "YTTRANDE_DATA")]
    pub(crate) data: Option<PathBuf>,
    /// The address that people type; mails link to it
    #[arg(long, env = "YTTRANDE_PUBLIC_URL")]
    pub(crate) public_url: Option<String>,
}

/// `yttrande rebuild`
#[derive(Debug, Args)]
pub(crate) struct Rebuild {
    /// Only compare; change nothing, and fail when something differs
    #[arg(long)]
    pub(crate) check: bool,
    /// Without DATABASE_URL or YTTRANDE_ADMIN_URL: the folder of the private PostgreSQL [default: .data/yttrande]
    #[arg(long, env = "YTTRANDE_DATA")]
    pub(crate) data: Option<PathBuf>,
}

/// `yttrande verify`
#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// Checkpoints that `serve --checkpoints` wrote, or a copy of them: also finds that the end of a log was cut off, or all of it worked out anew
    #[arg(long, value_name = "FOLDER")]
    pub(crate) checkpoints: Option<PathBuf>,
    /// The checkpoint that stands on a receipt, as it stands there: that log up to there is what it was when the receipt was given. May be repeated
    #[arg(long, value_name = "LINE")]
    pub(crate) receipt: Vec<String>,
    /// Also write all events to this file, a line of JSON each, for tools/verify_log.py
    #[arg(long, value_name = "FILE")]
    pub(crate) export: Option<PathBuf>,
    /// And all records to this file, with everything that they say, what is secret too: then tools/verify_log.py holds them against the log
    #[arg(long, value_name = "FILE", requires = "export")]
    pub(crate) records: Option<PathBuf>,
    /// Audits were generated here (`demo --audits`), which did not happen when they say: do not look at times, nor at which events bring which records
    #[arg(long)]
    pub(crate) generated: bool,
    /// Without `YTTRANDE_ADMIN_URL`: the folder of the private PostgreSQL, running or not [default: .data/yttrande]
    #[arg(long, env = "YTTRANDE_DATA")]
    pub(crate) data: Option<PathBuf>,
}

/// `yttrande backup`
#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// The file to write, or a folder, in which it is called by the time
    pub(crate) file: PathBuf,
    /// A public key that can open it, as `yttrande backup-key` or `age-keygen` prints it; several with commas, or several times
    #[arg(long, env = "YTTRANDE_BACKUP_TO", value_delimiter = ',', value_name = "PUBLIC KEY")]
    pub(crate) to: Vec<String>,
    /// The folder of checkpoints, beside which the service's signing key lies, or a folder with that key alone: then a signed checkpoint of each log stands in the backup
    #[arg(long, env = "YTTRANDE_CHECKPOINTS", value_name = "FOLDER")]
    pub(crate) checkpoints: Option<PathBuf>,
    /// Say nothing but the digest of the file, and what went wrong
    #[arg(long)]
    pub(crate) quiet: bool,
    /// Without `YTTRANDE_ADMIN_URL`: the folder of the private PostgreSQL, running or not [default: .data/yttrande]
    #[arg(long, env = "YTTRANDE_DATA")]
    pub(crate) data: Option<PathBuf>,
}

/// `yttrande backup-key`
#[derive(Debug, Args)]
pub(crate) struct BackupKey {
    /// Where the secret key is written
    pub(crate) file: PathBuf,
}

/// `yttrande restore`
#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// The backup
    pub(crate) file: PathBuf,
    /// The file of the secret key; - reads standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) key: PathBuf,
    /// Only try: in a database of its own, which is taken away again
    #[arg(long)]
    pub(crate) check: bool,
    /// Put it in the place of a database that has something in it, which is kept under another name
    #[arg(long, conflicts_with = "check")]
    pub(crate) replace: bool,
    /// Also when the log or the records in the backup are not whole
    #[arg(long)]
    pub(crate) accept_faults: bool,
    /// Checkpoints that `serve --checkpoints` wrote, or a copy of them
    #[arg(long, value_name = "FOLDER")]
    pub(crate) checkpoints: Option<PathBuf>,
    /// Say only what was found, and what went wrong
    #[arg(long)]
    pub(crate) quiet: bool,
    /// Without `YTTRANDE_ADMIN_URL`: the folder of the private PostgreSQL [default: .data/yttrande]
    #[arg(long, env = "YTTRANDE_DATA")]
    pub(crate) data: Option<PathBuf>,
}
