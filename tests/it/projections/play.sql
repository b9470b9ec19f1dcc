-- Random histories, written as facts: what the program's use cases write, in the order in which they write it, with the
-- database's rules in force. An act that the rules refuse raises, and nothing of it is left.
create schema play;
create sequence play.event_number start 1000000;

-- The event that every change of state has.
create function play.log(at timestamptz) returns void language sql as $$
  insert into event (authority, seq, at, actor, kind, facts) values ('audit', nextval('play.event_number'), at, myself(), 'played', '{}')
$$;
create function play.id(what text) returns uuid language sql immutable as $$ select md5(what)::uuid $$;

-- An audit with three items for two boards; the third item is for the first board alone, and a third body only gets a copy.
create function play.send(audit uuid, boards uuid[], due date[], at timestamptz) returns void language plpgsql as $$
declare
  place integer;
  ordinal integer;
  round_id uuid;
begin
  insert into audit (id, reference, reference_key, title, recorded_at, recorded_by)
    values (audit, 'P-' || audit, 'p-' || audit, 'Granskning ' || audit, at, myself());
  insert into addressee values (audit, boards[1], 'respond'), (audit, boards[2], 'respond'), (audit, boards[3], 'information');
  for place in 1..3 loop
    insert into item (id, audit_id, kind, number, heading, body)
      values (play.id(audit::text || place), audit, (case place when 1 then 'assessment' else 'recommendation' end)::item_kind,
        greatest(place - 1, 1), 'Punkt ' || place, 'Nämnden bör se över detta.');
    insert into item_board values (play.id(audit::text || place), boards[1]);
    if place < 3 then
      insert into item_board values (play.id(audit::text || place), boards[2]);
    end if;
  end loop;
  insert into dispatch values (audit, at, myself(), '');
  -- The first board has two rounds from the beginning, the second one.
  for place in 1..2 loop
    for ordinal in 1..(3 - place) loop
      round_id := play.id(audit::text || boards[place] || ordinal);
      insert into round (id, audit_id, board_id, ordinal, kind, opened_at, opened_by)
        values (round_id, audit, boards[place], ordinal, (case ordinal when 1 then 'first' else 'follow_up' end)::round_kind, at, myself());
      insert into deadline_entry (round_id, n, kind, due_on, reason, entered_at, entered_by)
        values (round_id, 1, 'original', due[ordinal], '', at, myself());
    end loop;
  end loop;
  perform play.log(at);
end $$;

-- An audit that is recorded and not sent.
create function play.record(audit uuid, at timestamptz) returns void language plpgsql as $$
begin
  insert into audit (id, reference, reference_key, title, recorded_at, recorded_by)
    values (audit, 'U-' || audit, 'u-' || audit, 'Utkast', at, myself());
  perform play.log(at);
end $$;

-- And one that is sent to a board for information only: it has no rounds.
create function play.inform(audit uuid, board uuid, at timestamptz) returns void language plpgsql as $$
begin
  perform play.record(audit, at);
  insert into addressee values (audit, board, 'information');
  insert into dispatch values (audit, at, myself(), '');
end $$;

-- A board's round in turn: the first that has no answer, else its last.
create function play.round_in_turn(audit uuid, board uuid) returns uuid language sql as $$
  select r.id from round r where r.audit_id = audit and r.board_id = board
  order by is_answered(r.id), case when is_answered(r.id) then -r.ordinal else r.ordinal end limit 1
$$;
create function play.last_submission(audit uuid, board uuid) returns uuid language sql as $$
  select s.id from submission s join round r on r.id = s.round_id
  where r.audit_id = audit and r.board_id = board
  order by r.ordinal desc, is_withdrawn(s.id), s.number desc limit 1
$$;

create function play.enter(round uuid, entry deadline_kind, day date, request uuid, at timestamptz) returns void language sql as $$
  insert into deadline_entry (round_id, n, kind, due_on, reason, entered_at, entered_by, request_id)
  values (round, (select max(e.n) + 1 from deadline_entry e where e.round_id = round), entry, day, 'Skäl', at, myself(), request)
$$;
create function play.correct_day(audit uuid, board uuid, days integer, at timestamptz) returns void language plpgsql as $$
begin
  perform play.enter(play.round_in_turn(audit, board), 'correction', stockholm_day(at) + days, null, at);
  perform play.log(at);
end $$;
create function play.ask(audit uuid, board uuid, days integer, at timestamptz) returns void language plpgsql as $$
declare
  asked uuid := play.round_in_turn(audit, board);
  due date := (select e.due_on from deadline_entry e where e.round_id = asked order by e.n desc limit 1);
begin
  insert into extension_request (id, round_id, board_id, n, due_on, wished_on, reason, asked_at, asked_by)
    values (play.id(asked::text || at), asked, board, (select count(*) + 1 from extension_request q where q.round_id = asked), due, due + days,
      'Tiden räcker inte.', at, myself());
  perform play.log(at);
end $$;
create function play.open_request(audit uuid, board uuid) returns uuid language sql as $$
  select q.id from extension_request q join round r on r.id = q.round_id
  where r.audit_id = audit and r.board_id = board and is_open_request(q.id)
$$;
create function play.take_back_request(audit uuid, board uuid, at timestamptz) returns void language plpgsql as $$
begin
  insert into extension_withdrawal values (play.open_request(audit, board), board, at, myself());
  perform play.log(at);
end $$;
create function play.grant_request(audit uuid, board uuid, granted boolean, along integer, at timestamptz) returns void language plpgsql as $$
declare
  request extension_request;
  after uuid;
begin
  select * into request from extension_request where id = play.open_request(audit, board);
  if granted then
    perform play.enter(request.round_id, 'extension', request.wished_on, request.id, at);
    -- The next round moves along, as one step.
    select l.id into after from round r join round l on l.audit_id = r.audit_id and l.board_id = r.board_id and l.ordinal = r.ordinal + 1
      where r.id = request.round_id;
    if along > 0 and after is not null then
      perform play.enter(after, 'extension', (select e.due_on + along from deadline_entry e where e.round_id = after order by e.n desc limit 1), null, at);
    end if;
  end if;
  insert into extension_decision
    values (request.id, (case when granted then 'granted' else 'refused' end)::extension_outcome, case when granted then request.wished_on end, 'Skäl', at, myself());
  perform play.log(at);
end $$;

-- Hands in: a response, a preliminary one or a supplement; in the service, or on paper some days earlier. A supplement
-- answers only the first so many items.
create function play.submit(audit uuid, board uuid, what submission_kind, days_ago integer, items integer, seed integer, at timestamptz)
  returns void language plpgsql as $$
declare
  into_round uuid := play.round_in_turn(audit, board);
  sent uuid;
  sent_number integer;
  asked record;
  plan record;
  place integer := 0;
begin
  if what = 'supplement' then
    select s.round_id into into_round from submission s where s.id = play.last_submission(audit, board);
  end if;
  select coalesce(max(s.number), 0) + 1 into sent_number from submission s where s.round_id = into_round;
  sent := play.id(into_round::text || 's' || sent_number);
  insert into submission (id, round_id, board_id, number, kind, channel, receipt_number, received_at, received_on, entered_at, entered_by, summary,
      locked_at, document, document_sha256)
    values (sent, into_round, board, sent_number, what, (case when days_ago > 0 then 'paper' else 'service' end)::channel, 'Y-' || sent,
      case when days_ago = 0 then at end, stockholm_day(at) - days_ago, at, myself(), 'Svar.', at, '', sha256(''));
  if what = 'response' then
    insert into submission_decision values (sent, 1, 'board', stockholm_day(at) - days_ago, '12', '', false, at, myself());
  end if;
  for asked in
    select i.id, r.ordinal from item i join item_board x on x.item_id = i.id join round r on r.id = into_round
    where i.audit_id = audit and x.board_id = board order by i.kind, i.number limit case when what = 'supplement' then items else 100 end
  loop
    insert into submitted_answer (submission_id, item_id, item_version, reason, kind)
      values (sent, asked.id, (select coalesce(max(v.n), 1) from item_version v where v.item_id = asked.id), 'Skäl.',
        (case when asked.ordinal = 1 and (seed + place) % 4 = 0 then 'none' when asked.ordinal = 1 then 'planned' else 'follow_up' end)::answer_kind);
    if asked.ordinal = 1 and (seed + place) % 4 <> 0 then
      insert into submitted_measure (id, submission_id, item_id, position, kind, action, effect, due_text, due_on, responsible)
        select play.id(sent::text || asked.id || n), sent, asked.id, n, 'planned', 'Åtgärd', '', '', stockholm_day(at) + 40 * (1 + (seed + n) % 5), ''
        from generate_series(0, seed % 2) n;
    elsif asked.ordinal > 1 then
      -- What was planned at first, as it stands.
      for plan in
        select m.id, row_number() over (order by m.id)::integer as n
        from submitted_measure m
        where m.item_id = asked.id and m.kind = 'planned' and m.submission_id = (
          select s.id from submission s join round r on r.id = s.round_id join submitted_answer a on a.submission_id = s.id and a.item_id = asked.id
          where r.audit_id = audit and r.board_id = board and r.ordinal = 1 and not is_withdrawn(s.id)
          order by s.number desc
          limit 1
        )
      loop
        insert into submitted_measure (id, submission_id, item_id, position, kind, planned_measure, outcome, action, effect, due_text, due_on)
          values (play.id(sent::text || plan.id), sent, asked.id, plan.n, 'outcome', plan.id,
            (array['done', 'under_way', 'not_done', 'replaced'])[1 + (seed + plan.n) % 4]::outcome, 'Åtgärd', '', '',
            case when (seed + plan.n) % 4 = 1 then stockholm_day(at) + 30 * (seed % 7) end);
      end loop;
    end if;
    place := place + 1;
  end loop;
  perform play.log(at);
end $$;
create function play.decide_later(audit uuid, board uuid, at timestamptz) returns void language plpgsql as $$
declare
  sent uuid := play.last_submission(audit, board);
begin
  insert into submission_decision
    values (sent, (select coalesce(max(d.n), 0) + 1 from submission_decision d where d.submission_id = sent), 'board', stockholm_day(at), '13', '', true, at, myself());
  perform play.log(at);
end $$;
create function play.take_back(audit uuid, board uuid, at timestamptz) returns void language plpgsql as $$
begin
  insert into submission_withdrawal values (play.last_submission(audit, board), board, 'Fel fil.', at, myself());
  perform play.log(at);
end $$;

create function play.register(audit uuid, board uuid, at timestamptz) returns void language plpgsql as $$
declare
  sent uuid := play.last_submission(audit, board);
begin
  insert into registration
    values (sent, (select coalesce(max(g.n), 0) + 1 from registration g where g.submission_id = sent), 'D-' || at, at, myself());
  perform play.log(at);
end $$;
-- Publishes a verdict, or the correction of one.
create function play.judge(audit uuid, board uuid, seed integer, at timestamptz) returns void language plpgsql as $$
declare
  judged uuid := play.last_submission(audit, board);
  next integer := (select coalesce(max(v.n), 0) + 1 from verdict_publication v where v.submission_id = judged);
begin
  if next > 1 then
    insert into verdict_correction values (judged, next, 'Fel punkt.', at, myself());
  end if;
  insert into verdict_publication (submission_id, n, overall, reason, published_at, published_by)
    values (judged, next, '', case when next > 1 then 'Fel punkt.' else '' end, at, myself());
  insert into verdict (submission_id, n, item_id, grade, comment)
    select judged, next, a.item_id,
      (case when r.ordinal = 1 then (array['sufficient', 'partly_sufficient', 'insufficient'])[1 + (seed + row_number() over (order by a.item_id)) % 3]
        else (array['implemented', 'partly_implemented', 'not_implemented', 'no_longer_relevant'])[1 + (seed + row_number() over (order by a.item_id)) % 4]
      end)::grade, 'Skäl'
    from submitted_answer a join submission s on s.id = a.submission_id join round r on r.id = s.round_id
    where a.submission_id = judged;
  perform play.log(at);
end $$;
-- Looks at one of the judged items: it is planned, found carried out or not, or let go.
create function play.look(audit uuid, board uuid, seed integer, at timestamptz) returns void language plpgsql as $$
declare
  item uuid := (
    select v.item_id from verdict v join submission s on s.id = v.submission_id join round r on r.id = s.round_id
    where r.audit_id = audit and r.board_id = board
    order by md5(v.item_id::text || seed) limit 1
  );
begin
  if item is null then
    raise exception 'nothing has been judged' using errcode = 'check_violation';
  end if;
  insert into item_follow_up (item_id, board_id, n, look_on, grade, given_up, reason, decided_at, decided_by)
  select item, board, (select coalesce(max(f.n), 0) + 1 from item_follow_up f where f.item_id = item and f.board_id = board),
    case when seed % 5 < 3 then stockholm_day(at) + 40 end,
    (array[null, 'partly_implemented', 'not_implemented', 'implemented', null])[1 + seed % 5]::grade, seed % 5 = 4, 'Vi har tittat.', at, myself();
  perform play.log(at);
end $$;
create function play.close(audit uuid, at timestamptz) returns void language plpgsql as $$
begin
  insert into audit_closing values (audit, (select coalesce(max(c.n), 0) + 1 from audit_closing c where c.audit_id = audit), at, myself(), 'Klart.', true);
  perform play.log(at);
end $$;
create function play.reopen(audit uuid, at timestamptz) returns void language plpgsql as $$
begin
  insert into audit_reopening values (audit, (select max(c.n) from audit_closing c where c.audit_id = audit), 'Nytt underlag.', at, myself());
  perform play.log(at);
end $$;
create function play.open_further(audit uuid, board uuid, days integer, at timestamptz) returns void language plpgsql as $$
declare
  next integer := (select max(r.ordinal) + 1 from round r where r.audit_id = audit and r.board_id = board);
  opened uuid := play.id(audit::text || board || next);
begin
  insert into round (id, audit_id, board_id, ordinal, kind, opened_at, opened_by, reason)
    values (opened, audit, board, next, case when exists (
      select 1 from round r where r.audit_id = audit and r.board_id = board and r.kind = 'first' and not is_round_withdrawn(r.id)
    ) then 'further' else 'first' end::round_kind, at, myself(), 'Delvis genomfört.');
  insert into deadline_entry (round_id, n, kind, due_on, reason, entered_at, entered_by)
    values (opened, 1, 'original', stockholm_day(at) + days, '', at, myself());
  perform play.log(at);
end $$;
create function play.recall(audit uuid, board uuid, at timestamptz) returns void language plpgsql as $$
begin
  insert into round_withdrawal (round_id, reason, withdrawn_at, withdrawn_by)
    select n.id, 'Skulle inte ha frågats.', at, myself() from round_now n
    where n.audit_id = audit and n.board_id = board and n.submission_id is null and n.withdrawn_at is null
    order by n.ordinal desc limit case when extract(day from at)::integer % 3 = 0 then 1 end;
  if not found then
    raise exception 'nothing is awaited' using errcode = 'check_violation';
  end if;
  perform play.log(at);
end $$;
create function play.reword(audit uuid, place integer, at timestamptz) returns void language plpgsql as $$
declare
  item uuid := play.id(audit::text || place);
begin
  insert into item_version
    values (item, (select coalesce(max(v.n), 1) + 1 from item_version v where v.item_id = item), 'Punkt ' || place || ' ' || at, 'Rättat.', 'Skrivfel.', at, myself());
  perform play.log(at);
end $$;

-- What was stored at an instant: kept, to be held against the fold as of that instant.
create table play.round_then (at timestamptz, kept round_now);
create table play.item_then (at timestamptz, kept item_now);
create table play.audit_then (at timestamptz, kept audit_now);
create table play.tally_then (at timestamptz, kept tally_now);
create function play.remember(audits uuid[], boards uuid[], instant timestamptz) returns void language sql as $$
  insert into play.round_then select instant, n from round_now n where n.audit_id = any (audits);
  insert into play.item_then select instant, n from item_now n where n.audit_id = any (audits);
  insert into play.audit_then select instant, n from audit_now n where n.id = any (audits);
  insert into play.tally_then
    select instant, n from tally_now n
    where n.board_id = any (boards) and n.submitted + n.unanswered + n.awaited + n.implemented + n.partly + n.not_implemented + n.waiting <> 0;
$$;
-- Everything that is not what the fold says: now, of what is stored; and then, of what was kept.
create function play.differing(audits uuid[], boards uuid[]) returns bigint language sql as $$
  select c.rounds + c.items + c.audits + (
    select count(*) from (select * from tally_as_of(null) f where f.board_id = any (boards)) f
    full join (
      select * from tally_now n
      where n.board_id = any (boards) and n.submitted + n.unanswered + n.awaited + n.implemented + n.partly + n.not_implemented + n.waiting <> 0
    ) n on n.board_id = f.board_id and n.year = f.year
    where f is distinct from n
  )
  from compare_audits(audits) c
$$;
-- The folds are made once: what is counted is counted from their rows, by the rule of `tally_as_of`.
create function play.differing_then(audits uuid[], boards uuid[], instant timestamptz) returns bigint language plpgsql as $$
begin
  return (
    with rounds as materialized (select f as folded from round_as_of(instant) f where f.audit_id = any (audits)),
    items as materialized (select f as folded from item_as_of(instant) f where f.audit_id = any (audits)),
    counted as (
      select t.board_id, t.year, sum(t.submitted)::integer, sum(t.late)::integer, sum(t.unanswered)::integer, sum(t.extended)::integer,
        sum(t.awaited)::integer, sum(t.implemented)::integer, sum(t.partly)::integer, sum(t.not_implemented)::integer, sum(t.waiting)::integer,
        sum(t.late_by_letter)::integer, sum(t.moved_after)::integer
      from (
        select t.* from rounds r cross join lateral tally_of(r.folded) t
        union all
        select t.* from items i cross join lateral tally_of(i.folded) t
      ) t
      where t.board_id = any (boards)
      group by t.board_id, t.year
      having sum(t.submitted + t.unanswered + t.awaited + t.implemented + t.partly + t.not_implemented + t.waiting) > 0
    )
    select
      (select count(*) from rounds f
        full join (select * from play.round_then k where k.at = instant) k on (k.kept).id = (f.folded).id where f.folded is distinct from k.kept)
      + (select count(*) from items f
        full join (select * from play.item_then k where k.at = instant) k
          on (k.kept).item_id = (f.folded).item_id and (k.kept).board_id = (f.folded).board_id where f.folded is distinct from k.kept)
      + (select count(*) from (select * from audit_as_of(instant) f where f.id = any (audits)) f
        full join (select * from play.audit_then k where k.at = instant) k on (k.kept).id = f.id where f is distinct from k.kept)
      + (select count(*) from counted f
        full join (select * from play.tally_then k where k.at = instant) k
          on (k.kept).board_id = f.board_id and (k.kept).year = f.year
        where (f.board_id is null) or k.kept is null or row(f.*)::tally_now is distinct from k.kept)
  );
end $$;
-- What is stored of days that are over, as pages read it, is what was kept on each; all that happens on a day happens before that.
create function play.days_then(audits uuid[], boards uuid[], instant timestamptz) returns bigint language sql as $$
  select
    (
      select count(*)
      from (
        select o.* from published.open_then o join round r on r.id = o.round_id
        where r.audit_id = any (audits) and o.days @> stockholm_day(instant)
      ) o
      full join (
        select k.kept as was from play.round_then k where k.at = instant and (k.kept).submission_id is null and (k.kept).closed_at is null
      ) k on (k.was).id = o.round_id
      where row(o.board_id, o.due_on, o.original_due_on, o.behind, o.moved, o.extended)
        is distinct from row((k.was).board_id, (k.was).due_on, (k.was).original_due_on, (k.was).behind, (k.was).moved_after is not null, (k.was).extensions > 0)
    ) + (
      select count(*)
      from (
        select o.* from published.owed_then o join item i on i.id = o.item_id where i.audit_id = any (audits) and o.days @> stockholm_day(instant)
      ) o
      full join (select k.kept as was from play.item_then k where k.at = instant and (k.kept).owed <> '{}') k
        on (k.was).item_id = o.item_id and (k.was).board_id = o.board_id
      where o.owed is distinct from (k.was).owed
    ) + (
      select count(*)
      from (
        select t.* from published.tally_then t
        where t.board_id = any (boards) and t.days @> stockholm_day(instant)
          and t.submitted + t.unanswered + t.awaited + t.implemented + t.partly + t.not_implemented + t.waiting <> 0
      ) t
      full join (select k.kept as was from play.tally_then k where k.at = instant) k on (k.was).board_id = t.board_id and (k.was).year = t.year
      where row(t.board_id, t.year, t.submitted, t.late, t.unanswered, t.extended, t.awaited, t.implemented, t.partly, t.not_implemented, t.waiting,
        t.late_by_letter, t.moved_after)::tally_now is distinct from k.was
    ) + (
      select count(*)
      from (select t.* from audit_then t where t.audit_id = any (audits) and t.from_on <= stockholm_day(instant) and t.to_on > stockholm_day(instant)) t
      full join (select k.kept as was from play.audit_then k where k.at = instant) k on (k.was).id = t.audit_id
      where row(t.closed = 1, t.waiting) is distinct from row((k.was).closed_at is not null, (k.was).waiting)
    )
$$;
-- The same figures from the facts alone, in another way than the fold has them: how many responses had come, how many of them late, how
-- many were missing, and how many recommendations were found carried out.
create function play.counted_otherwise(boards uuid[], instant timestamptz) returns bigint language sql as $$
  with answers as (
    select distinct on (s.round_id) s.round_id, s.board_id, s.received_on
    from submission s left join submission_withdrawal w on w.submission_id = s.id and w.withdrawn_at <= instant
    where s.board_id = any (boards) and s.entered_at <= instant and s.kind <> 'supplement' and w.submission_id is null
    order by s.round_id, s.number
  ), dues as (
    select distinct on (e.round_id) e.round_id, e.due_on from deadline_entry e where e.entered_at <= instant order by e.round_id, e.n desc
  ), over as (
    select r.id from round r join audit_closing k on k.audit_id = r.audit_id
      left join audit_reopening o on o.audit_id = k.audit_id and o.n = k.n and o.reopened_at <= instant
    where k.closed_at <= instant and o.audit_id is null
    union
    select w.round_id from round_withdrawal w where w.withdrawn_at <= instant
  ), grades as (
    -- The newest that was found, in a round or by a look: a correction is of the day on which it was judged.
    select distinct on (j.item_id, j.board_id) j.board_id, j.grade, j.ordinal
    from (
      select v.item_id, r.board_id, v.grade, r.ordinal, p.n,
        (select first.published_at from verdict_publication first where first.submission_id = p.submission_id and first.n = 1) as found_at
      from verdict v
      join verdict_publication p on p.submission_id = v.submission_id and p.n = v.n and p.published_at <= instant
      join submission s on s.id = v.submission_id
      join round r on r.id = s.round_id
      union all
      select f.item_id, f.board_id, f.grade, 2, 0, f.decided_at from item_follow_up f where f.grade is not null and f.decided_at <= instant
    ) j
    join item i on i.id = j.item_id and i.kind = 'recommendation'
    where j.board_id = any (boards)
    order by j.item_id, j.board_id, j.found_at desc, j.n desc
  )
  select count(*)
  from unnest(boards) b (id)
  cross join lateral (
    select coalesce(sum(t.submitted), 0) as submitted, coalesce(sum(t.late), 0) as late, coalesce(sum(t.implemented), 0) as implemented
    from published.tally_then t where t.board_id = b.id and t.days @> stockholm_day(instant)
  ) stored
  cross join lateral (
    select count(*) as overdue from published.open_then o
    where o.board_id = b.id and o.days @> stockholm_day(instant) and o.due_on < stockholm_day(instant)
  ) missing
  where row(stored.submitted, stored.late, stored.implemented, missing.overdue) is distinct from row(
    (select count(*) from answers a where a.board_id = b.id),
    (select count(*) from answers a join dues d on d.round_id = a.round_id where a.board_id = b.id and a.received_on > d.due_on),
    (select count(*) from grades g where g.board_id = b.id and g.ordinal > 1 and g.grade = 'implemented'),
    (select count(*) from round r join dues d on d.round_id = r.id
      where r.board_id = b.id and r.opened_at <= instant and d.due_on < stockholm_day(instant)
        and r.id not in (select a.round_id from answers a) and r.id not in (select o.id from over o))
  )
$$;
-- And the counts by the function itself, which folds everything anew.
create function play.counts_then(boards uuid[], instant timestamptz) returns bigint language sql as $$
  select count(*) from (select f as counted from tally_as_of(instant) f where f.board_id = any (boards)) f
  full join (select * from play.tally_then k where k.at = instant) k
    on (k.kept).board_id = (f.counted).board_id and (k.kept).year = (f.counted).year
  where f.counted is distinct from k.kept
$$;
