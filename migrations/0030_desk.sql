-- What the desk says is so (ADR 0036): decisions older than the text, texts that were opened again, plans that are given up,
-- and requests that outlive the answer.

-- A promise that will not be kept, and that a text was opened again.
alter type outcome add value 'dropped';
alter type notice_kind add value 'response_reopened';

-- ---- decisions and texts ---------------------------------------------------------------------------------------------

-- Why a text was opened again. Earlier releases did not ask.
alter table desk_reopening add column reason text not null default '' check (length(reason) <= 2000);

-- Why a decision is older than the text that was locked, and what differs from what the board had. Empty: it is not older,
-- or an earlier release took it in without asking.
alter table board_decision add column predates text not null default '' check (length(predates) <= 20000);
alter table submission_decision add column predates text not null default '' check (length(predates) <= 20000);

create function reopening_says_why() returns trigger language plpgsql as $$
begin
  if length(btrim(new.reason)) = 0 then
    raise exception 'whoever opens a text again says why' using errcode = 'check_violation', constraint = 'reopening_says_why';
  end if;
  return new;
end $$;
create trigger reopening_says_why before insert on desk_reopening for each row execute function reopening_says_why();

create function decision_on_the_text() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if length(btrim(new.predates)) = 0 and new.decided_on < (
    select stockholm_day(l.locked_at) from desk_lock l where l.round_id = new.round_id and l.n = new.n
  ) then
    raise exception 'the decision is older than the text' using errcode = 'check_violation', constraint = 'decision_on_the_text';
  end if;
  return new;
end $$;
create trigger decision_on_the_text before insert on board_decision for each row execute function decision_on_the_text();

-- What is handed in here says the same. What came on paper was never locked here.
create function submitted_decision_on_the_text() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if length(btrim(new.predates)) = 0 and new.decided_on < (
    select stockholm_day(s.locked_at) from submission s where s.id = new.submission_id and s.channel = 'service'
  ) then
    raise exception 'the decision is older than the text' using errcode = 'check_violation', constraint = 'decision_on_the_text';
  end if;
  return new;
end $$;
create trigger decision_on_the_text before insert on submission_decision for each row execute function submitted_decision_on_the_text();

create or replace view published.submission as
select s.id, s.round_id, s.board_id, s.number, s.kind, s.channel, s.receipt_number, s.received_at, s.received_on, s.entered_at, s.summary,
  d.decider, d.decided_on, d.section, d.board_reference, d.immediately_adjusted, s.locked_at, s.document_sha256,
  length(s.document) as document_bytes, w.withdrawn_at, w.reason as withdrawal_reason, d.predates
from submission s
left join submission_withdrawal w on w.submission_id = s.id
left join lateral (
  select e.decider, e.decided_on, e.section, e.board_reference, e.immediately_adjusted, e.predates
  from submission_decision e where e.submission_id = s.id order by e.n desc limit 1
) d on true;
create or replace view published.submission_decision as
select d.submission_id, d.n, d.decider, d.decided_on, d.section, d.board_reference, d.immediately_adjusted, d.recorded_at, d.predates
from submission_decision d;

-- ---- requests outlive the answer -------------------------------------------------------------------------------------

-- A request is open until it is withdrawn or decided, or until the audit is closed. That the answer has come does not decide
-- it: the board asked in time, and it matters whether the answer counts as late.
create or replace function is_open_request(in_request uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return not exists (select 1 from extension_withdrawal w where w.request_id = in_request)
    and not exists (select 1 from extension_decision d where d.request_id = in_request)
    and not exists (
      select 1 from extension_request q join round r on r.id = q.round_id where q.id = in_request and is_closed(r.audit_id)
    );
end $$;

create or replace function follow_the_ledger() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  latest deadline_entry%rowtype;
begin
  perform 1 from round where id = new.round_id for update;
  select * into latest from deadline_entry where round_id = new.round_id order by n desc limit 1;
  if new.n <> coalesce(latest.n, 0) + 1 then
    raise exception 'entry % does not follow entry %', new.n, latest.n using errcode = 'check_violation', constraint = 'ledger_has_no_gaps';
  end if;
  if new.entered_by is distinct from myself() then
    raise exception 'an entry is made in one''s own name' using errcode = 'check_violation', constraint = 'ledger_is_signed';
  end if;
  if latest.n is null then
    return new;
  end if;
  if new.entered_at < latest.entered_at then
    raise exception 'the ledger does not go back in time' using errcode = 'check_violation', constraint = 'ledger_goes_forward';
  end if;
  if new.kind = 'extension' and new.due_on <= latest.due_on then
    raise exception 'an extension is later than the date in force' using errcode = 'check_violation', constraint = 'extension_is_later';
  end if;
  if new.kind = 'correction' and new.due_on < latest.due_on and new.due_on < stockholm_day(new.entered_at) + 7
    or new.kind = 'correction' and new.due_on < stockholm_day(new.entered_at) then
    raise exception 'a correction leaves a board at least a week' using errcode = 'check_violation', constraint = 'correction_is_ahead';
  end if;
  -- What was asked for before the answer came is granted afterwards as well (beviljat i efterhand).
  if is_answered(new.round_id) and new.request_id is null then
    raise exception 'the answer has come: its date stands' using errcode = 'check_violation', constraint = 'response_is_submitted';
  end if;
  if (select is_closed(r.audit_id) from round r where r.id = new.round_id) then
    raise exception 'the audit is closed: its dates stand' using errcode = 'check_violation', constraint = 'audit_is_closed';
  end if;
  return new;
end $$;

-- Nothing is closed over a request, whether the answer has come or not.
create or replace function closed_when_judged() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  -- Nobody answers, asks or decides while the audit is being closed.
  perform 1 from round where audit_id = new.audit_id order by board_id, ordinal for update;
  if is_closed(new.audit_id) then
    raise exception 'the audit is closed already' using errcode = 'check_violation', constraint = 'audit_is_closed';
  end if;
  if new.n <> (select coalesce(max(c.n), 0) + 1 from audit_closing c where c.audit_id = new.audit_id) then
    raise exception 'closings follow one another' using errcode = 'check_violation', constraint = 'closings_have_no_gaps';
  end if;
  if new.closed_at < (select max(o.reopened_at) from audit_reopening o where o.audit_id = new.audit_id) then
    raise exception 'a closing is later than the reopening before it' using errcode = 'check_violation', constraint = 'closings_go_forward';
  end if;
  if exists (
    select 1 from extension_request q join round r on r.id = q.round_id
    where r.audit_id = new.audit_id
      and not exists (select 1 from extension_withdrawal w where w.request_id = q.id)
      and not exists (select 1 from extension_decision d where d.request_id = q.id)
  ) then
    raise exception 'a request waits for its decision' using errcode = 'check_violation', constraint = 'one_request_at_a_time';
  end if;
  if exists (
    select 1 from round r
    where r.audit_id = new.audit_id and not exists (
      select 1 from verdict_publication v where v.submission_id = deciding_submission(r.id)
    ) and not (
      new.without_answer
      and not is_answered(r.id)
      and (select e.due_on from deadline_entry e where e.round_id = r.id order by e.n desc limit 1) < stockholm_day(new.closed_at)
    )
  ) then
    raise exception 'a round has no verdict' using errcode = 'check_violation', constraint = 'closed_when_judged';
  end if;
  if exists (
    select 1 from round r
    join submission s on s.round_id = r.id
    join verdict_correction k on k.submission_id = s.id
    where r.audit_id = new.audit_id
      and not exists (select 1 from verdict_publication v where v.submission_id = k.submission_id and v.n = k.n)
  ) then
    raise exception 'a verdict is being corrected' using errcode = 'check_violation', constraint = 'closed_when_corrected';
  end if;
  return new;
end $$;

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
    list_place(case when s.id is null and c.closed_at is null then 0 else 1 end, case when s.id is null then in_force.due_on else s.received_on end)
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

-- What will not be done has no latest date any more.
create or replace function item_as_of(at timestamptz) returns setof item_now
  language sql stable as $$
  select i.id, x.board_id, i.audit_id, i.kind, i.number, i.code, coalesce(wording.heading, i.heading), coalesce(wording.n, 1)::smallint,
    a.reference, a.reference_key, a.title, b.name, b.slug, coalesce(t.role = 'respond', false), c.closed_at,
    n.round_id, n.ordinal, n.submission_id, n.kind, n.received_on,
    plans.first_promised_on, plans.promised_on, plans.times_moved::smallint, owed.days[1], owed.days,
    (
      select m.outcome from submitted_measure m
      where m.submission_id = n.submission_id and m.item_id = i.id and m.kind = 'outcome'
      order by array_position(array['not_done', 'dropped', 'under_way', 'replaced', 'done'], m.outcome::text)
      limit 1
    ),
    v.grade, v.ordinal, v.published_at,
    i.kind = 'recommendation' and coalesce(t.role = 'respond', false) and c.closed_at is null and coalesce(v.ordinal, 1) = 1
  from item i
  join item_board x on x.item_id = i.id
  join audit a on a.id = i.audit_id
  join board b on b.id = x.board_id
  join dispatch d on d.audit_id = i.audit_id and d.sent_at <= at
  left join addressee t on t.audit_id = i.audit_id and t.board_id = x.board_id
  left join lateral (
    select w.n, w.heading from item_version w where w.item_id = i.id and w.corrected_at <= at order by w.n desc limit 1
  ) wording on true
  left join lateral (
    select k.closed_at from audit_closing k
    where k.audit_id = i.audit_id and k.closed_at <= at
      and not exists (select 1 from audit_reopening o where o.audit_id = k.audit_id and o.n = k.n and o.reopened_at <= at)
    order by k.n desc
    limit 1
  ) c on true
  left join lateral (
    select r.id as round_id, r.ordinal, s.id as submission_id, w.kind, s.received_on
    from round r
    join submission s on s.round_id = r.id and s.entered_at <= at
    join submitted_answer w on w.submission_id = s.id and w.item_id = i.id
    where r.audit_id = i.audit_id and r.board_id = x.board_id
      and not exists (select 1 from submission_withdrawal z where z.submission_id = s.id and z.withdrawn_at <= at)
    order by r.ordinal desc, s.number desc
    limit 1
  ) n on true
  left join lateral (
    select v.grade, r.ordinal, p.published_at
    from round r
    join submission s on s.round_id = r.id
    join verdict_publication p on p.submission_id = s.id and p.published_at <= at
    join verdict v on v.submission_id = p.submission_id and v.n = p.n and v.item_id = i.id
    where r.audit_id = i.audit_id and r.board_id = x.board_id
    order by r.ordinal desc, s.number desc, p.n desc
    limit 1
  ) v on true
  cross join lateral (
    -- The days of each plan, from the first on: as planned, and as each later answer moved it.
    select max(told.due_on) filter (where told.place = 1) as first_promised_on,
      max(told.due_on) filter (where told.is_last and coalesce(told.outcome::text not in ('done', 'replaced', 'dropped'), true)) as promised_on,
      count(distinct told.ordinal) filter (where told.due_on > told.before) as times_moved
    from (
      select answered.ordinal, m.outcome, coalesce(m.due_on, lag(m.due_on) over plan) as due_on, lag(m.due_on) over plan as before,
        row_number() over plan as place, lead(m.id) over plan is null as is_last
      from (
        select distinct on (r.ordinal) r.ordinal, s.id
        from round r
        join submission s on s.round_id = r.id and s.entered_at <= at
        join submitted_answer w on w.submission_id = s.id and w.item_id = i.id
        where r.audit_id = i.audit_id and r.board_id = x.board_id
          and not exists (select 1 from submission_withdrawal z where z.submission_id = s.id and z.withdrawn_at <= at)
        order by r.ordinal, s.number desc
      ) answered
      join submitted_measure m on m.submission_id = answered.id and m.item_id = i.id and m.kind in ('planned', 'outcome')
      window plan as (partition by coalesce(m.planned_measure, m.id) order by answered.ordinal, m.position)
    ) told
  ) plans
  cross join lateral (
    select array(
      select m.due_on
      from submitted_measure m
      where m.submission_id = n.submission_id and m.item_id = i.id and m.kind = 'planned' and m.due_on is not null
        and c.closed_at is null
        and not exists (
          select 1 from round l
          join submission s on s.round_id = l.id and s.entered_at <= at
          where l.audit_id = i.audit_id and l.board_id = x.board_id and l.ordinal > n.ordinal
            and not exists (select 1 from submission_withdrawal z where z.submission_id = s.id and z.withdrawn_at <= at)
        )
      order by m.due_on
    ) as days
  ) owed
$$;

-- What earlier releases let lapse when the answer came waits for its decision again.
do $$
declare waiting uuid[] := array(
  select distinct r.audit_id from extension_request q join round r on r.id = q.round_id where is_open_request(q.id) and is_answered(r.id)
);
begin
  if cardinality(waiting) > 0 then
    perform refresh_rounds(waiting, null);
  end if;
end $$;
