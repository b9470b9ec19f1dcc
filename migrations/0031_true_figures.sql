-- Two dates, one headline: whoever counts and whoever reads is told how an answer stands against the last day in force *and*
-- against the date of the letter, and a day that was moved when it was over already keeps its mark. Nothing becomes punctual
-- because a date was moved.

-- What the newest entry was that moved the day then in force when that was over; empty when none did.
alter type last_day add attribute moved_after deadline_kind;
alter table round_now add column moved_after deadline_kind;
-- Of those that have come: after the date of the letter. And those whose day was moved when it was over, come or closed.
alter table tally_now add column late_by_letter integer not null default 0, add column moved_after integer not null default 0;
-- What waits although the date of the letter is over, or although its day was over once. They do not grow with the archive.
create index round_now_open_letter on round_now (original_due_on, board_id, due_on) where submission_id is null and closed_at is null;
create index round_now_open_moved on round_now (board_id) where moved_after is not null and submission_id is null and closed_at is null;

create or replace function round_as_of(at timestamptz) returns setof round_now
  language sql stable as $$
  select r.id, r.audit_id, r.board_id, r.ordinal, r.kind, a.reference, a.reference_key, a.title, b.name, b.slug,
    original.due_on, in_force.due_on, (in_force.n - 1)::smallint, s.id, s.received_at, s.received_on, v.published_at, d.sent_at, c.closed_at,
    in_force.kind,
    (select count(*) from deadline_entry x where x.round_id = r.id and x.request_id is not null and x.entered_at <= at)::smallint,
    c.closed_at is null and exists (
      select 1 from extension_request q
      where q.round_id = r.id and q.asked_at <= at
        and not exists (select 1 from extension_withdrawal w where w.request_id = q.id and w.withdrawn_at <= at)
        and not exists (select 1 from extension_decision x where x.request_id = q.id and x.decided_at <= at)
    ),
    in_force.entered_at, s.receipt_number,
    (select g.diary_number from registration g where g.submission_id = s.id and g.registered_at <= at order by g.n desc limit 1),
    s.id is not null and not exists (select 1 from submission_decision x where x.submission_id = s.id and x.recorded_at <= at),
    (select count(*) from item i join item_board x on x.item_id = i.id where i.audit_id = r.audit_id and x.board_id = r.board_id)::smallint,
    (
      select count(*) from submission x
      where x.round_id = r.id and x.entered_at <= at
        and not exists (select 1 from submission_withdrawal w where w.submission_id = x.id and w.withdrawn_at <= at)
    )::smallint,
    not exists (
      select 1 from round l where l.audit_id = r.audit_id and l.board_id = r.board_id and l.ordinal > r.ordinal and l.opened_at <= at
    ),
    (case when v.published_at is not null then 'assessed' when s.id is not null then 'received' when c.closed_at is not null then 'unanswered'
      else 'awaited' end)::round_state,
    list_place(case when s.id is null and c.closed_at is null then 0 else 1 end, case when s.id is null then in_force.due_on else s.received_on end),
    (
      select e.kind from deadline_entry e
      join deadline_entry b on b.round_id = e.round_id and b.n = e.n - 1
      where e.round_id = r.id and e.entered_at <= at and stockholm_day(e.entered_at) > b.due_on
      order by e.n desc
      limit 1
    )
  from round r
  join audit a on a.id = r.audit_id
  join board b on b.id = r.board_id
  join dispatch d on d.audit_id = r.audit_id
  left join lateral (
    select k.closed_at from audit_closing k
    where k.audit_id = r.audit_id and k.closed_at <= at
      and not exists (select 1 from audit_reopening o where o.audit_id = k.audit_id and o.n = k.n and o.reopened_at <= at)
    order by k.n desc
    limit 1
  ) c on true
  join deadline_entry original on original.round_id = r.id and original.n = 1
  join lateral (
    select e.due_on, e.n, e.kind, e.entered_at from deadline_entry e where e.round_id = r.id and e.entered_at <= at order by e.n desc limit 1
  ) in_force on true
  left join lateral (
    select x.id, x.received_at, x.received_on, x.receipt_number from submission x
    where x.round_id = r.id and x.kind <> 'supplement' and x.entered_at <= at
      and not exists (select 1 from submission_withdrawal w where w.submission_id = x.id and w.withdrawn_at <= at)
    order by x.number
    limit 1
  ) s on true
  left join lateral (
    select p.published_at from verdict_publication p where p.submission_id = s.id and p.published_at <= at order by p.n desc limit 1
  ) v on true
  where r.opened_at <= at
$$;

-- What a round adds to the counts, and what an item.
create or replace function tally_of(r round_now) returns tally_now
  language sql immutable as $$
  select r.board_id, (case when r.submission_id is null and r.closed_at is null then 0 else extract(year from r.due_on) end)::smallint,
    (r.submission_id is not null)::integer, coalesce(r.received_on > r.due_on, false)::integer,
    (r.submission_id is null and r.closed_at is not null)::integer,
    (r.extensions > 0 and (r.submission_id is not null or r.closed_at is not null))::integer,
    (r.submission_id is null and r.closed_at is null)::integer, 0, 0, 0, 0,
    coalesce(r.received_on > r.original_due_on, false)::integer,
    (r.moved_after is not null and (r.submission_id is not null or r.closed_at is not null))::integer
$$;
create or replace function tally_of(i item_now) returns tally_now
  language sql immutable as $$
  select i.board_id, (case when counts.graded then extract(year from stockholm_day(i.graded_at)) else 0 end)::smallint, 0, 0, 0, 0, 0,
    (counts.graded and i.grade = 'implemented')::integer, (counts.graded and i.grade = 'partly_implemented')::integer,
    (counts.graded and i.grade = 'not_implemented')::integer, i.waits::integer, 0, 0
  from (
    select coalesce(i.responds and i.kind = 'recommendation' and i.grade in ('implemented', 'partly_implemented', 'not_implemented'), false) as graded
  ) counts
$$;
create or replace function tally_as_of(at timestamptz) returns setof tally_now
  language sql stable as $$
  select t.board_id, t.year, sum(t.submitted)::integer, sum(t.late)::integer, sum(t.unanswered)::integer, sum(t.extended)::integer,
    sum(t.awaited)::integer, sum(t.implemented)::integer, sum(t.partly)::integer, sum(t.not_implemented)::integer, sum(t.waiting)::integer,
    sum(t.late_by_letter)::integer, sum(t.moved_after)::integer
  from (
    select t.* from rounds_at(at) r cross join lateral tally_of(r) t
    union all
    select t.* from items_at(at) i cross join lateral tally_of(i) t
  ) t
  group by t.board_id, t.year
  having sum(t.submitted + t.unanswered + t.awaited + t.implemented + t.partly + t.not_implemented + t.waiting) > 0
$$;

create or replace function refresh_rounds(in_audits uuid[], in_board uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp set jit = off set plan_cache_mode = force_generic_plan as $$
begin
  perform 1 from dispatch where audit_id = any (in_audits) order by audit_id for no key update;
  insert into round_now as n
  select f.* from round_as_of('infinity') f
  where f.audit_id = any (in_audits) and (in_board is null or f.board_id = in_board)
  order by f.board_id, f.due_on, f.id
  on conflict (id) do update set audit_id = excluded.audit_id, board_id = excluded.board_id, ordinal = excluded.ordinal, kind = excluded.kind,
    reference = excluded.reference, reference_key = excluded.reference_key, title = excluded.title, board_name = excluded.board_name,
    board_slug = excluded.board_slug, original_due_on = excluded.original_due_on, due_on = excluded.due_on, changes = excluded.changes,
    submission_id = excluded.submission_id, received_at = excluded.received_at, received_on = excluded.received_on,
    assessed_at = excluded.assessed_at, sent_at = excluded.sent_at, closed_at = excluded.closed_at, due_kind = excluded.due_kind,
    extensions = excluded.extensions, extension_asked = excluded.extension_asked, due_entered_at = excluded.due_entered_at,
    receipt_number = excluded.receipt_number, diary_number = excluded.diary_number, undecided = excluded.undecided, items = excluded.items,
    submissions = excluded.submissions, newest = excluded.newest, state = excluded.state,
    place = excluded.place, moved_after = excluded.moved_after
  where n is distinct from excluded;
  insert into audit_now as n
  select f.* from audit_as_of(null) f
  where f.id = any (in_audits)
  order by f.id
  on conflict (id) do update set reference = excluded.reference, reference_key = excluded.reference_key, title = excluded.title,
    sent_at = excluded.sent_at, closed_at = excluded.closed_at, board_names = excluded.board_names, boards = excluded.boards,
    rounds = excluded.rounds, received = excluded.received, assessed = excluded.assessed, awaited = excluded.awaited,
    requests = excluded.requests, next_due_on = excluded.next_due_on, state = excluded.state, place = excluded.place
  where n is distinct from excluded;
end $$;

create or replace function keep_tally() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  gone tally_now;
  come tally_now;
begin
  if tg_op <> 'INSERT' then
    gone := tally_of(old);
  end if;
  if tg_op <> 'DELETE' then
    come := tally_of(new);
  end if;
  if gone is distinct from come then
    insert into tally_now as n
    select c.board_id, c.year, sum(c.sign * c.submitted), sum(c.sign * c.late), sum(c.sign * c.unanswered), sum(c.sign * c.extended),
      sum(c.sign * c.awaited), sum(c.sign * c.implemented), sum(c.sign * c.partly), sum(c.sign * c.not_implemented), sum(c.sign * c.waiting),
      sum(c.sign * c.late_by_letter), sum(c.sign * c.moved_after)
    from (select gone.*, -1 as sign union all select come.*, 1) c
    where c.submitted + c.unanswered + c.awaited + c.implemented + c.partly + c.not_implemented + c.waiting > 0
    group by c.board_id, c.year
    on conflict (board_id, year) do update set submitted = n.submitted + excluded.submitted, late = n.late + excluded.late,
      unanswered = n.unanswered + excluded.unanswered, extended = n.extended + excluded.extended, awaited = n.awaited + excluded.awaited,
      implemented = n.implemented + excluded.implemented, partly = n.partly + excluded.partly,
      not_implemented = n.not_implemented + excluded.not_implemented, waiting = n.waiting + excluded.waiting,
      late_by_letter = n.late_by_letter + excluded.late_by_letter, moved_after = n.moved_after + excluded.moved_after;
  end if;
  return null;
end $$;

create or replace view published.round as
select id, audit_id, board_id, ordinal, kind, reference, reference_key, title, board_name, board_slug, original_due_on, due_on, changes,
  submission_id, received_at, received_on, assessed_at, sent_at, closed_at, due_kind, extensions, extension_asked, due_entered_at,
  row(reference, reference_key, title, board_name, board_slug, kind, ordinal)::round_name as name,
  row(due_on, original_due_on, due_kind, extension_asked, moved_after)::last_day as last_day,
  receipt_number, diary_number, undecided, items, submissions, newest, state, place, moved_after
from round_now;
create or replace view published.tally as
select board_id, year, submitted, late, unanswered, extended, awaited, implemented, partly, not_implemented, waiting,
  late_by_letter, moved_after
from tally_now;
create or replace view published.my_notice as
select n.id, n.kind, n.due_on, n.days, n.made_at, n.read_at, n.round_id, n.delivery,
  r.board_id, r.name, r.due_on as due_now, r.received_at, r.received_on, r.closed_at, r.extension_asked, r.last_day
from notice n
join published.round r on r.id = n.round_id
where n.person_id = myself();

-- The last days in somebody's calendar: with the mark.
drop function last_days_of_calendar(bytea, date, date);
create function last_days_of_calendar(in_token_hash bytea, in_today date, in_since date)
  returns table (
    id uuid, due_on date, original_due_on date, due_kind deadline_kind, title text, reference text, reference_key text, board_name text, board_slug text,
    ordinal smallint, kind round_kind, changes smallint, changed_at timestamptz, received_on date, at_board boolean, moved_after deadline_kind
  )
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select r.id, r.due_on, r.original_due_on, r.due_kind, r.title, r.reference, r.reference_key, r.board_name, r.board_slug,
    r.ordinal, r.kind, r.changes, greatest(r.due_entered_at, r.received_at), r.received_on, g.at_board, r.moved_after
  from reader_of_calendar(in_token_hash) c
  join lateral (
    select bool_or(o.board_id is not null) as at_board, bool_or(o.board_id is null) as at_audit, array_agg(o.board_id) as boards
    from role_grant o
    where o.person_id = c.person_id
      and o.role in ('auditor', 'audit_reader', 'secretary', 'contributor', 'approver')
      and o.valid_from <= in_today and (o.valid_to is null or o.valid_to >= in_today)
  ) g on g.boards is not null
  join published.round r on g.at_audit or r.board_id = any (g.boards)
  where r.due_on >= in_since or (r.submission_id is null and r.closed_at is null)
$$;

-- What is stored already is brought up to date: first the rows, with what they add to the counts, then the counts.
update round_now n set moved_after = f.moved_after
from round_as_of('infinity') f
where f.id = n.id and f.moved_after is distinct from n.moved_after;
set constraints all immediate;
select rebuild_counts();

-- ---- what is not for everybody -----------------------------------------------------------------------------------------

-- Whether this connection reads for the auditors, or for a board that the audit was sent to.
create function reads_for_addressee(in_audit uuid) returns boolean
  language sql stable as $$
  select current_user = 'app_audit'
    or current_user = 'app_board' and exists (select 1 from published.addressee x where x.audit_id = in_audit and x.board_id = any (my_boards()))
$$;

-- That there is a secret document is known to everybody; what it is called only to those who may open it (OSL 10:17).
create or replace view published.audit_file as
select f.id, f.audit_id, case when not f.secret or reads_for_addressee(f.audit_id) then f.name else '' end as name, f.media_type,
  case when not f.secret or reads_for_addressee(f.audit_id) then f.byte_count else 0 end as byte_count, f.secret, f.added_at
from audit_file f
join dispatch d on d.audit_id = f.audit_id;
create or replace view published.submitted_file as
select f.id, f.submission_id, case when not f.secret or x.own then f.name else '' end as name, f.media_type,
  case when not f.secret or x.own then f.byte_count else 0 end as byte_count, f.secret
from submitted_file f
join submission s on s.id = f.submission_id
cross join lateral (select current_user = 'app_audit' or current_user = 'app_board' and s.board_id = any (my_boards()) as own) x;

-- The message to the boards is read by the boards that it greets.
create or replace view published.audit as
select a.id, a.reference, a.reference_key, a.title, a.decided_by, a.decided_on, a.letter_date, a.chair, a.overall_assessment,
  a.reply_to, a.follow_up_period, a.instruction_first, a.instruction_follow_up, d.sent_at,
  case when d.message = '' or reads_for_addressee(a.id) then d.message else '' end as message, c.closed_at, c.motive
from audit a
join dispatch d on d.audit_id = a.id
left join audit_closing c on c.audit_id = a.id
  and not exists (select 1 from audit_reopening o where o.audit_id = c.audit_id and o.n = c.n);

-- ---- what must say something --------------------------------------------------------------------------------------------

-- The rule of `domain::text::has_visible_text`, sign by sign.
create function has_visible_text(in_text text) returns boolean
  language sql immutable strict as $$
  select in_text ~ ('[^\u0001-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f'
    '\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]')
$$;
-- What is there already stays as it is.
alter table submission add constraint a_summary_says_something check (has_visible_text(summary)) not valid;
alter table submitted_answer add constraint a_refusal_says_why check (kind <> 'none' or has_visible_text(reason)) not valid;
alter table submitted_measure add constraint a_measure_says_something check (kind = 'outcome' or has_visible_text(action)) not valid;
alter table extension_request add constraint a_request_says_why check (has_visible_text(reason)) not valid;
