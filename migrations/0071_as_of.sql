-- How it was on any day (ADR 0069). Beside what is stored of how everything stands, the days on which it stood so: a row goes on from
-- a day until another takes its place. What stood on a day is what stood when that day in Stockholm was over. Folded from the facts
-- like everything that is stored, and written by nobody else.

-- A round. While it is open, the days by which it is late; and what it adds to the counts.
create table round_then (
  round_id round_id not null references round,
  audit_id audit_id not null,
  board_id board_id not null,
  from_on date not null,
  -- The first day on which it was another; `infinity`: it still is.
  to_on date not null,
  open boolean not null,
  due_on date,
  original_due_on date,
  behind boolean not null,
  moved boolean not null,
  extended boolean not null,
  year smallint not null,
  submitted smallint not null,
  late smallint not null,
  unanswered smallint not null,
  extensions smallint not null,
  awaited smallint not null,
  late_by_letter smallint not null,
  moved_after smallint not null,
  primary key (round_id, from_on)
);
create index round_then_audit on round_then (audit_id, board_id);
create index round_then_open on round_then using gist (daterange(from_on, to_on)) where open;

-- An item with one of its boards: how it stood, what was owed, and what it adds to the counts.
create table item_then (
  item_id item_id not null,
  board_id board_id not null,
  audit_id audit_id not null,
  from_on date not null,
  to_on date not null,
  kind item_kind not null,
  responds boolean not null,
  standing item_standing not null,
  place integer not null,
  -- What the register is narrowed by.
  reference text not null,
  reference_key text not null,
  title text not null,
  heading text not null,
  sent_on date not null,
  owed date[] not null,
  grade grade,
  times_moved smallint not null,
  look_on date,
  year smallint not null,
  implemented smallint not null,
  partly smallint not null,
  not_implemented smallint not null,
  waiting smallint not null,
  primary key (item_id, board_id, from_on),
  foreign key (item_id, board_id) references item_board
);
create index item_then_audit on item_then (audit_id, board_id);
create index item_then_reference on item_then (reference_key);
-- Whatever ended before the day that is asked for is left out by the index itself.
create index item_then_register on item_then (kind, standing, place, item_id, board_id, to_on, from_on) where responds;
create index item_then_register_board on item_then (board_id, kind, standing, place, item_id, to_on, from_on) where responds;
create index item_then_owed on item_then using gist (daterange(from_on, to_on)) where owed <> '{}';

-- An audit: whether it was closed, and how many of its recommendations waited.
create table audit_then (
  audit_id audit_id not null references dispatch,
  from_on date not null,
  to_on date not null,
  closed smallint not null,
  waiting smallint not null,
  primary key (audit_id, from_on)
);

-- What was counted for a board in a year: the counts of `tally_now`, by days.
create table tally_then (
  board_id board_id not null,
  year smallint not null,
  from_on date not null,
  to_on date not null,
  submitted integer not null,
  late integer not null,
  unanswered integer not null,
  extended integer not null,
  awaited integer not null,
  implemented integer not null,
  partly integer not null,
  not_implemented integer not null,
  waiting integer not null,
  late_by_letter integer not null,
  moved_after integer not null,
  primary key (board_id, year, from_on)
);
create index tally_then_days on tally_then using gist (daterange(from_on, to_on));

-- All audits together: how many had been sent, how many of them were closed, and how many recommendations waited.
create table audits_then (
  from_on date primary key,
  sent integer not null,
  closed integer not null,
  waiting integer not null
);

-- What these say stands in src/platform/functions/then.sql.
create function keep_tally_then() returns trigger language plpgsql as $$ begin return null; end $$;
create function keep_audits_then() returns trigger language plpgsql as $$ begin return null; end $$;
create constraint trigger keep_tally_then after insert or update or delete on round_then
  deferrable initially deferred for each row execute function keep_tally_then();
create constraint trigger keep_tally_then after insert or update or delete on item_then
  deferrable initially deferred for each row execute function keep_tally_then();
create constraint trigger keep_audits_then after insert or update or delete on audit_then
  deferrable initially deferred for each row execute function keep_audits_then();

-- What is published of it: what was open, what was owed, and the counts.
create view published.open_then as
select round_id, board_id, daterange(from_on, to_on) as days, due_on, original_due_on, behind, moved, extended from round_then where open;
create view published.owed_then as
select item_id, board_id, daterange(from_on, to_on) as days, owed from item_then where owed <> '{}';
create view published.item_then as
select item_id, board_id, audit_id, from_on, to_on, kind, responds, standing, place, reference, reference_key, title, heading, sent_on, grade, times_moved,
  look_on, waiting > 0 as waits
from item_then;
create view published.tally_then as
select board_id, year, daterange(from_on, to_on) as days, submitted, late, unanswered, extended, awaited, implemented, partly, not_implemented, waiting,
  late_by_letter, moved_after
from tally_then;
-- What boards were called before.
create view published.board_called as
select board_id, n, name_before, changed_at from board_change;
create view published.audits_then as
select from_on, sent, closed, waiting from audits_then;
