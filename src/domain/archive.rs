//! The archives that Word and Excel files are, written: each part packed under its name.

use std::io::Write;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use rawzip::{CompressionMethod, ZipArchiveWriter};

/// Packs these parts into an archive.
///
/// # Errors
/// Only what writing into it can bring.
pub fn pack<W: Write>(archive: &mut ZipArchiveWriter<W>, parts: &[(&str, &str)]) -> Result<(), rawzip::Error> {
    for (name, content) in parts {
        let (mut entry, config) = archive.new_file(*name).compression_method(CompressionMethod::DEFLATE).start()?;
        let mut writer = config.wrap(DeflateEncoder::new(&mut entry, Compression::default()));
        writer.write_all(content.as_bytes())?;
        let (encoder, descriptor) = writer.finish()?;
        encoder.finish()?;
        entry.finish(descriptor)?;
    }
    Ok(())
}
