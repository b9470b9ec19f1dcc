//! Processes that are not our children.

use std::fs;
use std::io;
use std::path::Path;

use rustix::process::{Pid, Signal, kill_process, test_kill_process};

/// The PostgreSQL processes whose working folder is `folder`. PostgreSQL and all its helpers work in the data folder, so
/// this also finds helpers that outlive it for a moment. None when the system has no /proc, that is outside Linux.
pub(super) fn postgres_working_in(folder: &Path) -> Option<Vec<i32>> {
    fs::read_link("/proc/self/cwd").ok()?;
    let ids = fs::read_dir("/proc").ok()?.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    Some(ids.filter(|id| is_postgres_in(*id, folder)).collect())
}

/// Somebody's shell may well stand in the data folder, so the name of the program counts too.
fn is_postgres_in(id: i32, folder: &Path) -> bool {
    fs::read_link(format!("/proc/{id}/cwd")).is_ok_and(|at| at == folder)
        && fs::read_to_string(format!("/proc/{id}/comm")).is_ok_and(|name| name.starts_with("post"))
}

/// Is there such a process, whosever it is?
pub(super) fn alive(pid: i32) -> bool {
    Pid::from_raw(pid).is_some_and(|pid| !matches!(test_kill_process(pid), Err(rustix::io::Errno::SRCH)))
}

/// Sends a signal. It is fine if the process is already gone.
pub(super) fn send(pid: i32, signal: Signal) -> io::Result<()> {
    let Some(pid) = Pid::from_raw(pid) else {
        return Ok(());
    };
    match kill_process(pid, signal) {
        Err(rustix::io::Errno::SRCH) | Ok(()) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
