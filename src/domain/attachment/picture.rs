//! Pictures: their own parts from the first to the last, and a size that can be shown.

use rawzip::ReaderAt;

use super::{Fault, PACKED_END, Rejected, Whole, ends_packed};

pub(super) const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
pub(super) const JPEG: &[u8] = b"\xff\xd8\xff";
/// Decoded, a picture of this many dots takes 200 MB.
const MOST_DOTS: u64 = 50_000_000;
/// More parts than any camera or program makes.
const MOST_PARTS: usize = 50_000;

fn number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |sum, byte| sum * 256 + u64::from(*byte))
}

fn judge_size(width: u64, height: u64) -> Result<(), Fault> {
    if width == 0 || height == 0 {
        return Err(Fault::Damaged);
    }
    if width.saturating_mul(height) > MOST_DOTS { Err(Fault::PictureTooLarge) } else { Ok(()) }
}

/// A PNG is a row of parts, `IHDR` first and `IEND` last, and nothing after it.
pub(super) fn judge_png<R: ReaderAt>(file: Whole<'_, R>) -> Result<(), Rejected> {
    let mut at = 8;
    for part in 0..MOST_PARTS {
        let head = file.piece(at, 16)?;
        let (Some(length), Some(name)) = (head.get(..4).map(number), head.get(4..8)) else { return Err(Fault::Damaged.into()) };
        if (part == 0) != (name == b"IHDR") {
            return Err(Fault::Damaged.into());
        }
        if part == 0 {
            let size = file.piece(at + 8, 8)?;
            let (Some(width), Some(height)) = (size.get(..4), size.get(4..8)) else { return Err(Fault::Damaged.into()) };
            judge_size(number(width), number(height))?;
        }
        // Length, name, content, checksum.
        at += 12 + length;
        if name == b"IEND" {
            return if at == file.len { Ok(()) } else { Err(Fault::Damaged.into()) };
        }
    }
    Err(Fault::Damaged.into())
}

/// A JPEG is a row of marked parts up to the picture itself. What telephones add after its end is let be, unless it is an
/// archive.
pub(super) fn judge_jpeg<R: ReaderAt>(file: Whole<'_, R>) -> Result<(), Rejected> {
    if ends_packed(&file.tail(PACKED_END)?) {
        return Err(Fault::Damaged.into());
    }
    let (mut at, mut sized) = (2, false);
    for _ in 0..MOST_PARTS {
        let head = file.piece(at, 9)?;
        let (Some(0xff), Some(mark)) = (head.first(), head.get(1)) else { return Err(Fault::Damaged.into()) };
        match mark {
            // Filling.
            0xff => at += 1,
            // The picture begins.
            0xda => return if sized { Ok(()) } else { Err(Fault::Damaged.into()) },
            0x01 | 0xd0..=0xd9 => return Err(Fault::Damaged.into()),
            _ => {
                let length = head.get(2..4).map_or(0, number);
                if length < 2 {
                    return Err(Fault::Damaged.into());
                }
                // Every kind of frame has its size at the same place; C4, C8 and CC are none.
                if matches!(mark, 0xc0..=0xcf) && !matches!(mark, 0xc4 | 0xc8 | 0xcc) {
                    let (Some(height), Some(width)) = (head.get(5..7), head.get(7..9)) else { return Err(Fault::Damaged.into()) };
                    judge_size(number(width), number(height))?;
                    sized = true;
                }
                at += 2 + length;
            }
        }
    }
    Err(Fault::Damaged.into())
}
