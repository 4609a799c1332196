//! What becomes of a registration that was flagged when it was made.

use crate::newtype::coded_enum;

coded_enum! {
    /// Where a regularisation stands.
    State {
        /// The person was told why and until when.
        Noticed = "NOTICED",
        /// The person has answered.
        Replied = "REPLIED",
        /// The registration stays after all.
        Cancelled = "CANCELLED",
        /// The person is registered elsewhere in scope, and left this post.
        Transferred = "TRANSFERRED",
        /// The registration was withdrawn; the number is kept.
        Withdrawn = "WITHDRAWN",
    }
}

impl State {
    /// Still to be answered or decided.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Noticed | Self::Replied)
    }
}

/// Between a notice and its last day.
pub const NOTICE_DAYS: u32 = 14;
