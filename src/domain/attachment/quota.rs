//! How much may be attached. What is attached is kept for ever and backed up every night; these limits are far beyond what an
//! audit needs, and near what somebody would have to send to be a nuisance.

/// The most files of one audit.
pub const AUDIT_FILES: i64 = 50;
/// The most bytes of one audit: what a registry is willing to archive.
pub const AUDIT_BYTES: i64 = 300 * 1000 * 1000;
/// So much room there is for an audit.
pub const AUDIT_ROOM: Room = Room { files: AUDIT_FILES, bytes: AUDIT_BYTES };
/// So much room there is for a response: it is read at a meeting, and copied when it is handed in.
pub const RESPONSE_ROOM: Room = Room { files: 20, bytes: 100 * 1000 * 1000 };
/// The most files that one person attaches on one day, also those that she has taken away again.
pub const DAY_FILES: i64 = 100;

/// How much fits.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// Files at most.
    pub files: i64,
    /// Bytes of them together at most.
    pub bytes: i64,
}

/// What has been attached so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct Used {
    /// Files of the audit, or of the response.
    pub files: i64,
    /// Their bytes together.
    pub bytes: i64,
    /// Files that this person has attached today, anywhere.
    pub today: i64,
}

/// What is full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Full {
    /// There are as many files as there can be.
    Files,
    /// There would be more bytes than there can be: so many are left.
    Bytes(i64),
    /// This person has attached enough for one day.
    Day,
}

impl Room {
    /// Whether there is room for one more file of this length.
    ///
    /// # Errors
    /// What is full.
    pub fn for_one_more(self, used: Used, bytes: i64) -> Result<(), Full> {
        if used.today >= DAY_FILES {
            return Err(Full::Day);
        }
        if used.files >= self.files {
            return Err(Full::Files);
        }
        let left = (self.bytes - used.bytes).max(0);
        if bytes > left { Err(Full::Bytes(left)) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_file_fits_and_the_next_does_not() {
        for room in [AUDIT_ROOM, RESPONSE_ROOM] {
            let used = Used { files: room.files - 1, bytes: room.bytes - 10, today: DAY_FILES - 1 };
            assert_eq!(room.for_one_more(used, 10), Ok(()));
            assert_eq!(room.for_one_more(used, 11), Err(Full::Bytes(10)));
            assert_eq!(room.for_one_more(Used { files: room.files, ..used }, 1), Err(Full::Files));
            assert_eq!(room.for_one_more(Used { today: DAY_FILES, ..used }, 1), Err(Full::Day));
            assert_eq!(room.for_one_more(Used { bytes: room.bytes + 5, ..Used::default() }, 1), Err(Full::Bytes(0)));
        }
    }
}
