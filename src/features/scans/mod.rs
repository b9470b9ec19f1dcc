//! Files are scanned for malware, where the operator has named a scanner: what waits is looked at, and who is concerned is told of what is in
//! quarantine. Whether a file goes the gate asks (`platform/gate/handing_out.rs`).

mod scan;
mod store;
mod tells;

use crate::platform::routes::Routes;
use crate::platform::slice::Slice;
pub(crate) use scan::{Passed, scan, tell};

/// What this slice brings into the house.
pub(crate) fn slice() -> Slice {
    Slice::new(Routes::new()).tells(&[&tells::QUARANTINED, &tells::DOCUMENT_QUARANTINED])
}
