//! Plain text: UTF-8, without signs that no text has.

use rawzip::ReaderAt;

use super::{Fault, Rejected, Whole};

const STEP: usize = 64 * 1024;

pub(super) fn judge<R: ReaderAt>(file: Whole<'_, R>) -> Result<(), Rejected> {
    let (mut at, mut open) = (0, Vec::new());
    while at < file.len {
        let piece = file.piece(at, STEP)?;
        at += u64::try_from(piece.len()).unwrap_or(u64::MAX);
        open.extend_from_slice(&piece);
        open = rest(&open, at >= file.len)?;
    }
    Ok(())
}

/// Judges the text, and gives back the beginning of a sign whose end has not come yet.
fn rest(bytes: &[u8], is_all: bool) -> Result<Vec<u8>, Fault> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => (text, Vec::new()),
        Err(error) => {
            let (good, bad) = bytes.split_at_checked(error.valid_up_to()).ok_or(Fault::NotUtf8)?;
            // A sign that is cut off by the end of the piece is no fault, and by the end of the file it is.
            if is_all || error.error_len().is_some() || bad.len() > 3 {
                return Err(Fault::NotUtf8);
            }
            (std::str::from_utf8(good).map_err(|_| Fault::NotUtf8)?, bad.to_vec())
        }
    };
    let odd = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{85}');
    if text.0.contains(odd) { Err(Fault::NotUtf8) } else { Ok(text.1) }
}
