-- What pages count and put in order of everything that is open, or of a year, is read from the index alone and not row by row. Each of these
-- takes the place of one that had fewer columns.

-- The list of boards: in how many days each answers.
drop index round_now_received;
create index round_now_received on round_now (received_on) include (board_id, kind, sent_at) where submission_id is not null;

-- The coming reminders: what has been told of what is open, in the order in which it is told.
drop index round_now_open;
drop index round_now_untold;
create index round_now_open on round_now (due_on, board_name collate "sv-x-icu", title collate "sv-x-icu", ordinal)
  include (id, sent_at, due_entered_at, told_step, told_missing)
  where submission_id is null and closed_at is null;

-- What was owed on a day that is over is found by the day that was promised first (0099): nothing reads this one any more.
drop index item_then_owed;
