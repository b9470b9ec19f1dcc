-- What has happened since a day: answers that boards have taken back are found by when they did so.
create index submission_withdrawal_made on submission_withdrawal (withdrawn_at);
