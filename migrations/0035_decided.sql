-- What becomes of what was handed in (ADR 0040).

-- ---- taken back --------------------------------------------------------------------------------------------------------

alter type notice_kind add value 'response_withdrawn';

-- Taken back is only what nobody has registered or judged yet, and what nothing else rests on: no supplement, and no answer of a
-- later round, which reports on what was promised in it.
create or replace function withdraw_in_time() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  own submission%rowtype;
  own_round round%rowtype;
begin
  select * into own from submission where id = new.submission_id;
  select * into own_round from round where id = own.round_id;
  -- Later rounds with it, in their order: nobody hands in there meanwhile.
  perform 1 from round
  where audit_id = own_round.audit_id and board_id = own_round.board_id and ordinal >= own_round.ordinal
  order by ordinal
  for update;
  if exists (select 1 from registration r where r.submission_id = own.id) then
    raise exception 'the auditors have registered it' using errcode = 'check_violation', constraint = 'submission_is_registered';
  end if;
  if exists (select 1 from verdict_publication v where v.submission_id = own.id) then
    raise exception 'the auditors have judged it' using errcode = 'check_violation', constraint = 'verdict_is_published';
  end if;
  if own.kind <> 'supplement' and exists (
    select 1 from submission s where s.round_id = own.round_id and s.number > own.number and not is_withdrawn(s.id)
  ) then
    raise exception 'its supplements are taken back first' using errcode = 'check_violation', constraint = 'supplements_stand';
  end if;
  if own.kind <> 'supplement' and exists (
    select 1 from round l
    where l.audit_id = own_round.audit_id and l.board_id = own_round.board_id and l.ordinal > own_round.ordinal and is_answered(l.id)
  ) then
    raise exception 'a later answer rests on it' using errcode = 'check_violation', constraint = 'later_answers_stand';
  end if;
  if is_closed(own_round.audit_id) then
    raise exception 'the audit is closed: its answers stand' using errcode = 'check_violation', constraint = 'audit_is_closed';
  end if;
  if new.withdrawn_at < own.entered_at then
    raise exception 'nothing is taken back before it has come' using errcode = 'check_violation', constraint = 'withdrawn_after_it_came';
  end if;
  return new;
end $$;

-- Everything that has come in for a round, also what was taken back, with what hinders that it is taken back.
create view published.received as
select s.round_id, s.number, jsonb_build_object(
    'number', s.number, 'kind', s.kind, 'channel', s.channel, 'receipt_number', s.receipt_number,
    'received_at', s.received_at, 'received_on', s.received_on, 'withdrawn_at', w.withdrawn_at, 'withdrawal_reason', w.reason,
    'registered', exists (select 1 from registration g where g.submission_id = s.id),
    'judged', exists (select 1 from verdict_publication v where v.submission_id = s.id),
    'supplemented', s.kind <> 'supplement' and exists (
      select 1 from submission x
      where x.round_id = s.round_id and x.number > s.number
        and not exists (select 1 from submission_withdrawal y where y.submission_id = x.id)
    ),
    'followed', s.kind <> 'supplement' and exists (
      select 1 from round r
      join round l on l.audit_id = r.audit_id and l.board_id = r.board_id and l.ordinal > r.ordinal
      join submission x on x.round_id = l.id
      where r.id = s.round_id and not exists (select 1 from submission_withdrawal y where y.submission_id = x.id)
    )
  ) as entry
from submission s
left join submission_withdrawal w on w.submission_id = s.id;
