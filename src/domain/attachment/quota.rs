//! How much may be attached. What is attached is kept for ever and backed up every night; these limits are far beyond what an
//! audit needs, and near what somebody would have to send to be a nuisance.

/// The most files of one audit.
pub const AUDIT_FILES: i64 = 50;
/// The most bytes of one audit: what a registry is willing to archive.
pub const AUDIT_BYTES: i64 = 300 * 1000 * 1000;
/// The most files that one person attaches on one day, also those that she has taken away again.
pub const DAY_FILES: i64 = 100;

/// What has been attached so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct Used {
    /// Files of the audit.
    pub files: i64,
    /// Their bytes together.
    pub bytes: i64,
    /// Files that this person has attached today, anywhere.
    pub today: i64,
}

/// What is full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Full {
    /// The audit has as many files as it can have.
    Files,
    /// The audit would have more bytes than it can have: so many are left.
    Bytes(i64),
    /// This person has attached enough for one day.
    Day,
}

/// Whether there is room for one more file of this length.
///
/// # Errors
/// What is full.
pub fn room_for(used: Used, bytes: i64) -> Result<(), Full> {
    if used.today >= DAY_FILES {
        return Err(Full::Day);
    }
    if used.files >= AUDIT_FILES {
        return Err(Full::Files);
    }
    let left = (AUDIT_BYTES - used.bytes).max(0);
    if bytes > left { Err(Full::Bytes(left)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_file_fits_and_the_next_does_not() {
        let used = Used { files: AUDIT_FILES - 1, bytes: AUDIT_BYTES - 10, today: DAY_FILES - 1 };
        assert_eq!(room_for(used, 10), Ok(()));
        assert_eq!(room_for(used, 11), Err(Full::Bytes(10)));
        assert_eq!(room_for(Used { files: AUDIT_FILES, ..used }, 1), Err(Full::Files));
        assert_eq!(room_for(Used { today: DAY_FILES, ..used }, 1), Err(Full::Day));
        assert_eq!(room_for(Used { bytes: AUDIT_BYTES + 5, ..Used::default() }, 1), Err(Full::Bytes(0)));
    }
}
