-- Keeping what is stored of how everything stands, comparing it with the fold, and making it anew (ADR 0021).

-- Folds a board's rounds of these audits anew, or those of all boards, and then the audits. Whoever refreshes holds the
-- audit's dispatch: the next one waits and then, with a look of its own, sees what the first one has written. The order
-- of locks is round, response, dispatch, chain head, counts. The query is planned once a connection: it always goes by keys,
-- and planning it takes longer than running it.
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
    place = excluded.place, moved_after = excluded.moved_after, withdrawn_at = excluded.withdrawn_at,
    supplement_request = excluded.supplement_request, supplement_due_on = excluded.supplement_due_on,
    supplement_asked_at = excluded.supplement_asked_at, behind = excluded.behind, told_step = excluded.told_step,
    told_missing = excluded.told_missing
  where n is distinct from excluded;
  insert into audit_now as n
  select f.* from audit_as_of(null) f
  where f.id = any (in_audits)
  order by f.id
  on conflict (id) do update set reference = excluded.reference, reference_key = excluded.reference_key, title = excluded.title,
    sent_at = excluded.sent_at, closed_at = excluded.closed_at, board_names = excluded.board_names, boards = excluded.boards,
    rounds = excluded.rounds, received = excluded.received, assessed = excluded.assessed, awaited = excluded.awaited,
    requests = excluded.requests, next_due_on = excluded.next_due_on, state = excluded.state, place = excluded.place,
    waiting = excluded.waiting
  where n is distinct from excluded;
end $$;

-- The same for the items.
create or replace function refresh_items(in_audits uuid[], in_board uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp set jit = off set plan_cache_mode = force_generic_plan as $$
begin
  perform 1 from dispatch where audit_id = any (in_audits) order by audit_id for no key update;
  insert into item_now as n
  select f.* from item_as_of('infinity') f
  where f.audit_id = any (in_audits) and (in_board is null or f.board_id = in_board)
  order by f.board_id, f.graded_at, f.item_id
  on conflict (item_id, board_id) do update set audit_id = excluded.audit_id, kind = excluded.kind, number = excluded.number, code = excluded.code,
    heading = excluded.heading, version = excluded.version, reference = excluded.reference, reference_key = excluded.reference_key, title = excluded.title,
    board_name = excluded.board_name, board_slug = excluded.board_slug, responds = excluded.responds, closed_at = excluded.closed_at,
    round_id = excluded.round_id, ordinal = excluded.ordinal, submission_id = excluded.submission_id, answer_kind = excluded.answer_kind,
    answered_on = excluded.answered_on, first_promised_on = excluded.first_promised_on, promised_on = excluded.promised_on,
    times_moved = excluded.times_moved, owed_on = excluded.owed_on, owed = excluded.owed, outcome = excluded.outcome, grade = excluded.grade,
    graded_ordinal = excluded.graded_ordinal, graded_at = excluded.graded_at, waits = excluded.waits, open_plans = excluded.open_plans,
    standing = excluded.standing, place = excluded.place, sent_on = excluded.sent_on, changed_on = excluded.changed_on, look_on = excluded.look_on
  where n is distinct from excluded;
  -- What waits with several boards waits once, which only the audit can tell.
  update audit_now n set waiting = w.waiting
  from (
    select a.id, (select count(distinct i.item_id) from item_now i where i.audit_id = a.id and i.waits)::smallint as waiting
    from unnest(in_audits) a (id)
  ) w
  where n.id = w.id and n.waiting <> w.waiting;
end $$;

-- The counts follow the stored rows, by what is added and what is taken away. They do so when everything else has been
-- written and the log is held: boards and years are counted in whatever order, and nobody waits in a ring.
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

create or replace function keep_audit_tally() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  gone audit_tally_now;
  come audit_tally_now;
begin
  if tg_op <> 'INSERT' then
    gone := tally_of(old);
  end if;
  if tg_op <> 'DELETE' then
    come := tally_of(new);
  end if;
  if gone is distinct from come then
    insert into audit_tally_now as n
    select c.year, sum(c.sign * c.sent), sum(c.sign * c.closed), sum(c.sign * c.answered), sum(c.sign * c.waiting)
    from (select gone.*, -1 as sign union all select come.*, 1) c
    where c.sent > 0
    group by c.year
    on conflict (year) do update set sent = n.sent + excluded.sent, closed = n.closed + excluded.closed, answered = n.answered + excluded.answered,
      waiting = n.waiting + excluded.waiting;
  end if;
  return null;
end $$;

create or replace function keep_owed() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  gone date[] := '{}';
  come date[] := '{}';
begin
  if tg_op <> 'INSERT' then
    gone := old.owed;
  end if;
  if tg_op <> 'DELETE' then
    come := new.owed;
  end if;
  if gone <> come then
    -- Two who change several days take them in the same order.
    insert into owed_now as n
    select t.day, sum(c.sign)
    from (select unnest(gone) as day, -1 as sign union all select unnest(come), 1) c
    cross join lateral (values (c.day), ('infinity')) t (day)
    group by t.day
    having sum(c.sign) <> 0
    order by t.day
    on conflict (day) do update set measures = n.measures + excluded.measures;
    delete from owed_now where (day = any (gone) or day = 'infinity') and measures = 0;
  end if;
  return null;
end $$;

-- What a fact is about: a board's part of an audit, or the whole audit. The arguments say what is to be folded anew, and
-- which key the fact has.
create or replace function project() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  audit uuid;
  board uuid;
  day date;
begin
  -- What was handed in can be long.
  if tg_table_name = 'submission' then
    day := stockholm_day(new.entered_at);
  else
    day := written_on(to_jsonb(new));
  end if;
  if tg_argv[1] = 'audit' then
    audit := new.audit_id;
  elsif tg_argv[1] = 'item' then
    select i.audit_id into audit from item i where i.id = new.item_id;
  elsif tg_argv[1] = 'round' then
    select r.audit_id, r.board_id into audit, board from round r where r.id = new.round_id;
  elsif tg_argv[1] = 'request' then
    select r.audit_id, r.board_id into audit, board from extension_request q join round r on r.id = q.round_id where q.id = new.request_id;
  elsif tg_argv[1] = 'submission' then
    select r.audit_id, r.board_id into audit, board from submission s join round r on r.id = s.round_id where s.id = new.submission_id;
  end if;
  if tg_argv[0] = 'rounds' then
    perform refresh_rounds(array[audit], board);
    perform keep_rounds_then(array[audit], board, day);
  else
    perform refresh_items(array[audit], board);
    perform keep_items_then(array[audit], board, day);
  end if;
  perform keep_audits_stood(array[audit], day);
  return null;
end $$;

-- An audit is unsent from when it is recorded until it is sent.
create or replace function project_unsent() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_table_name = 'audit' then
    insert into unsent_now (id, recorded_at) values (new.id, new.recorded_at);
  else
    delete from unsent_now where id = new.audit_id;
  end if;
  return null;
end $$;

-- A board that is called something else.
create or replace function project_board() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  audits uuid[] := array(
    select r.audit_id from round r where r.board_id = new.id
    union
    select i.audit_id from item_board x join item i on i.id = x.item_id join dispatch d on d.audit_id = i.audit_id where x.board_id = new.id
  );
begin
  perform refresh_rounds(audits, new.id);
  perform refresh_items(audits, new.id);
  return null;
end $$;

-- How many stored rows of these audits are not what the facts say, or are missing. One too many there cannot be: each stands
-- on its round, item or dispatch, and none of those is ever removed.
create or replace function compare_audits(in_audits uuid[]) returns table (rounds bigint, items bigint, audits bigint)
  language sql stable as $$
  select
    (
      select count(*) from round_as_of('infinity') f left join round_now n on n.id = f.id
      where f.audit_id = any (in_audits) and f is distinct from n
    ),
    (
      select count(*) from item_as_of('infinity') f left join item_now n on n.item_id = f.item_id and n.board_id = f.board_id
      where f.audit_id = any (in_audits) and f is distinct from n
    ),
    (
      select count(*) from audit_as_of('infinity') f left join audit_now n on n.id = f.id
      where f.id = any (in_audits) and f is distinct from n
    )
$$;

-- Makes those rows anew, and says how many there were to make. Whoever writes about one of these audits waits so long.
create or replace function rebuild_audits(in_audits uuid[]) returns table (rounds bigint, items bigint, audits bigint)
  language plpgsql as $$
begin
  perform 1 from dispatch d where d.audit_id = any (in_audits) order by d.audit_id for no key update;
  select c.rounds, c.items, c.audits into rounds, items, audits from compare_audits(in_audits) c;
  if rounds + items + audits > 0 then
    perform refresh_rounds(in_audits, null);
    perform refresh_items(in_audits, null);
  end if;
  return next;
end $$;

-- How many counts are not those of the rows that are stored, and how many unsent audits are not known as such. A board and
-- year that has come to nothing may be there or not.
create or replace function compare_counts() returns bigint
  language sql stable as $$
  select
    (
      select count(*)
      from tally_as_of(null) f
      full join (select * from tally_now where submitted + unanswered + awaited + implemented + partly + not_implemented + waiting <> 0) n
        on n.board_id = f.board_id and n.year = f.year
      where f is distinct from n
    ) + (
      select count(*) from audit_tally_as_of(null) f full join (select * from audit_tally_now where sent <> 0) n on n.year = f.year
      where f is distinct from n
    ) + (
      select count(*) from owed_as_of(null) f full join owed_now n on n.day = f.day where f is distinct from n
    ) + (
      select count(*)
      from (select a.id, a.recorded_at from audit a where not exists (select 1 from dispatch d where d.audit_id = a.id)) f
      full join unsent_now n on n.id = f.id
      where n.recorded_at is distinct from f.recorded_at
    )
$$;

-- Counts anew. A change that is under way adds what it has to add when this is over.
create or replace function rebuild_counts() returns bigint
  language plpgsql as $$
declare
  differing bigint;
begin
  lock table tally_now, audit_tally_now, owed_now, unsent_now in share row exclusive mode;
  differing := compare_counts();
  if differing > 0 then
    delete from tally_now;
    insert into tally_now select * from tally_as_of(null);
    delete from audit_tally_now;
    insert into audit_tally_now select * from audit_tally_as_of(null);
    delete from owed_now;
    insert into owed_now select * from owed_as_of(null);
    delete from unsent_now;
    insert into unsent_now select a.id, a.recorded_at from audit a where not exists (select 1 from dispatch d where d.audit_id = a.id);
  end if;
  return differing;
end $$;
