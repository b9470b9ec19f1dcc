//! Which save of which page: so that a save that is sent again counts once, one that comes late undoes nothing, and a page
//! that never heard of its last save goes on from it.

use uuid::Uuid;

/// A page in which somebody writes, and how far it has come. Both are made in the page: an id of chance when it is opened, and
/// a number that grows with every text that it sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Op {
    /// The page.
    pub page: Uuid,
    /// How far.
    pub step: i64,
}

impl Op {
    /// Reads what a form sends: `page_step`. Nothing where the page has no script.
    ///
    /// # Errors
    /// The text itself, when it is none of ours.
    pub fn parse(raw: &str) -> Result<Option<Self>, &str> {
        if raw.is_empty() {
            return Ok(None);
        }
        let (page, step) = raw.split_once('_').ok_or(raw)?;
        let page = Uuid::try_parse(page).map_err(|_| raw)?;
        let step = step.parse().ok().filter(|step| *step >= 0).ok_or(raw)?;
        Ok(Some(Self { page, step }))
    }

    /// What this save is, when the newest version that its page has saved is known, and the version that it says it saw.
    #[must_use]
    pub fn after(self, last: Option<(i32, i64)>, seen: i32) -> Turn {
        match last {
            Some((version, step)) if step >= self.step => Turn::Late(version),
            Some((version, _)) => Turn::On(seen.max(version)),
            None => Turn::On(seen),
        }
    }
}

/// When a save comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It has been saved before, or later words of the same page have: in this version.
    Late(i32),
    /// It is written on top of this version.
    On(i32),
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "67e55044-10b1-426f-9247-bb680e5fe0c8";

    fn op(step: i64) -> Op {
        Op { page: Uuid::try_parse(PAGE).unwrap(), step }
    }

    #[test]
    fn what_a_page_sends_is_read_and_nothing_else() {
        assert_eq!(Op::parse(""), Ok(None));
        assert_eq!(Op::parse(&format!("{PAGE}_7")), Ok(Some(op(7))));
        for wrong in ["7", "_", &format!("{PAGE}_"), &format!("{PAGE}_-1"), &format!("{PAGE}_x"), "x_7"] {
            assert_eq!(Op::parse(wrong), Err(wrong));
        }
    }

    #[test]
    fn a_save_that_comes_twice_or_late_is_known_and_one_whose_answer_was_lost_is_built_on() {
        // It saw version 4; its first save became version 5, and the answer was lost.
        assert_eq!(op(1).after(None, 4), Turn::On(4));
        assert_eq!(op(1).after(Some((5, 1)), 4), Turn::Late(5));
        assert_eq!(op(2).after(Some((5, 1)), 4), Turn::On(5));
        // The later one overtook it.
        assert_eq!(op(1).after(Some((5, 2)), 4), Turn::Late(5));
        // What somebody else saved meanwhile has been seen since.
        assert_eq!(op(3).after(Some((5, 2)), 8), Turn::On(8));
    }
}
