-- Whatever is handed in is copied before its receipt number is taken (ADR 0062): until the end, the counter and the row of the audit
-- are nobody else's, and fifty megabytes take a while. So files come before what they belong to, in the same transaction, and whether
-- they did is looked at when it ends.
alter table submitted_file alter constraint submitted_file_submission_id_fkey deferrable initially deferred;
drop trigger nothing_later on submitted_file;
create constraint trigger nothing_later after insert on submitted_file deferrable initially deferred
  for each row execute function refuse_later_addition();

-- What it says stands in src/platform/functions/submissions.sql.
create function is_to_come(in_submission uuid) returns boolean language sql stable as $$ select false $$;
