//! The SQL of the calendar. Writes `meeting` and `calendar_address`; reads last days in the published views.

mod addresses;
mod auditing;
mod days;
mod meetings;

pub(super) use addresses::{
    FeedMeeting, FeedRound, FeedSupplement, Reader, end_address, feed_meetings, feed_rounds, feed_supplements, living_address, make_address, reader,
};
pub(super) use auditing::{Followed, Moment, Request, What, followed, moments, taken_up};
pub(super) use days::*;
pub(super) use meetings::{Auditing, Body, auditing, bodies, body, cancel, days_taken, plan};
