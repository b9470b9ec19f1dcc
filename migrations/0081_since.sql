-- What has happened since a day: what moved a last day, and what was closed, is found by when it happened.
create index round_now_moved on round_now (due_entered_at) where changes > 0;
create index round_withdrawal_made on round_withdrawal (withdrawn_at);
create index audit_closing_made on audit_closing (closed_at);
-- How old what is open has become.
create index item_now_age on item_now (kind, standing, sent_on) where responds;
create index item_then_age on item_then (kind, standing, sent_on, to_on, from_on) where responds;
