-- What a race is about, made in one step: an audit that was sent to one board two months ago, and on the board's desk a summary and
-- an answer that somebody has called done. Everything that happens afterwards goes through pages.
create schema race;
create sequence race.number start 10;

create table race.draft as
  select r.board_id, s.content as summary, a.content as answer
  from round r
  join desk_part s on s.round_id = r.id and s.item_id is null
  join desk_part a on a.round_id = r.id and a.item_id = (select i.id from item i where i.audit_id = r.audit_id and i.code = 'R1')
  where r.ordinal = 1;

create function race.open(due date, at timestamptz) returns table (number bigint, audit uuid, round uuid) language plpgsql as $$
declare
  board uuid := (select d.board_id from race.draft d);
  item uuid := gen_random_uuid();
  sent timestamptz := at - interval '60 days';
  writer uuid := (select p.id from person p where p.name = 'Sara Service');
begin
  number := nextval('race.number');
  audit := gen_random_uuid();
  round := gen_random_uuid();
  insert into audit (id, reference, reference_key, title, recorded_at, recorded_by)
    values (audit, 'K-' || number, 'k-' || number, 'Granskning ' || number, sent, myself());
  insert into addressee values (audit, board, 'respond');
  insert into item (id, audit_id, kind, number, heading, body) values (item, audit, 'recommendation', 1, 'Följ upp', 'Nämnden bör följa upp avtalen.');
  insert into item_board values (item, board);
  insert into dispatch values (audit, sent, myself(), '');
  insert into round (id, audit_id, board_id, ordinal, kind, opened_at, opened_by) values (round, audit, board, 1, 'first', sent, myself());
  insert into deadline_entry (round_id, n, kind, due_on, reason, entered_at, entered_by) values (round, 1, 'original', due, '', sent, myself());
  insert into desk_part (round_id, item_id, board_id, version, content, complete, saved_at, saved_by)
    select round, p.item, board, 1, p.content, true, at, writer
    from race.draft d, lateral (values (null::uuid, d.summary), (item, d.answer)) p (item, content);
  insert into desk_version (round_id, item_id, version, board_id, content, complete, saved_at, saved_by)
    select p.round_id, p.item_id, p.version, p.board_id, p.content, p.complete, p.saved_at, p.saved_by from desk_part p where p.round_id = round;
  insert into event (authority, seq, at, actor, kind, facts) values ('audit', 1000000 + number, sent, myself(), 'raced', '{}');
  return next;
end $$;

-- How a round stands, in the words of tests/it/race/order.rs.
create function race.stands(of_round uuid, today date) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'siv', exists (select 1 from role_held h join person p on p.id = h.person_id where p.name = 'Siv Handläggare' and coalesce(h.valid_to >= today, true)),
    'olle', exists (select 1 from role_held h join person p on p.id = h.person_id where p.name = 'Olle Ordförande' and coalesce(h.valid_to >= today, true)),
    'summary', (select p.version from desk_part p where p.round_id = of_round and p.item_id is null),
    'item', (select p.version from desk_part p where p.round_id = of_round and p.item_id is not null),
    'item_done', (select p.complete from desk_part p where p.round_id = of_round and p.item_id is not null),
    'locks', (select count(*) from desk_lock l where l.round_id = of_round),
    'olle_locked', coalesce((
      select p.name = 'Olle Ordförande' from desk_lock l join person p on p.id = l.locked_by where l.round_id = of_round order by l.n desc limit 1
    ), false),
    'reopened', (select count(*) from desk_reopening o where o.round_id = of_round),
    'decided', (select count(*) from board_decision d where d.round_id = of_round and d.n = (select max(l.n) from desk_lock l where l.round_id = of_round)),
    'handed_in', coalesce((
      select jsonb_agg(jsonb_build_object('kind', s.kind, 'paper', s.channel <> 'service',
        'withdrawn', exists (select 1 from submission_withdrawal w where w.submission_id = s.id),
        'registered', (select count(*) from registration g where g.submission_id = s.id),
        'decisions', (select count(*) from submission_decision d where d.submission_id = s.id),
        'answers', coalesce(s.answers_request, 0)) order by s.number)
      from submission s where s.round_id = of_round
    ), '[]'),
    'asked', (select count(*) from extension_request q where q.round_id = of_round),
    'open', (select q.n from extension_request q where q.round_id = of_round and is_open_request(q.id)),
    'wanted', (select count(*) from supplement_request q where q.round_id = of_round),
    'unwanted', (select count(*) from supplement_request_withdrawal w where w.round_id = of_round),
    'wanting', (select q.n from supplement_request q where q.round_id = of_round and is_open_supplement_request(q.round_id, q.n)),
    'due_in', (select e.due_on - today from deadline_entry e where e.round_id = of_round order by e.n desc limit 1),
    'moved', (select count(*) - 1 from deadline_entry e where e.round_id = of_round),
    'closed', (select is_closed(r.audit_id) from round r where r.id = of_round),
    'recalled', is_round_withdrawn(of_round),
    'taken_back', exists (
      select 1 from extension_withdrawal w join extension_request q on q.id = w.request_id
      where q.round_id = of_round and q.n = (select max(o.n) from extension_request o where o.round_id = of_round)
    ),
    'granted', exists (
      select 1 from extension_decision d join extension_request q on q.id = d.request_id
      where q.round_id = of_round and q.n = 1 and d.outcome = 'granted'
    ),
    'files', (select count(*) from desk_file f where f.round_id = of_round),
    'first_file', exists (select 1 from desk_file f where f.round_id = of_round and f.name = 'f0.txt'),
    'shared', exists (select 1 from desk_assignment g where g.round_id = of_round),
    'judged', exists (
      select 1 from verdict_part p join submission s on s.id = p.submission_id where s.round_id = of_round and s.number = 1
    ),
    'published', exists (
      select 1 from verdict_publication v join submission s on s.id = v.submission_id where s.round_id = of_round and s.number = 1
    ),
    'rounds', (select count(*) from round r join round o on o.audit_id = r.audit_id where r.id = of_round),
    'further', exists (
      select 1 from round r join round o on o.audit_id = r.audit_id and o.ordinal > r.ordinal where r.id = of_round and not is_round_withdrawn(o.id)
    )
  )
$$;

-- What is wrong with a round, whatever has happened to it.
create function race.wrong(of_audit uuid, of_round uuid) returns setof text language sql stable as $$
  with counted (fact, rows, event) as (
    values
      ('locks', (select count(*) from desk_lock l where l.round_id = of_round), array['response_locked']),
      ('reopenings', (select count(*) from desk_reopening o where o.round_id = of_round), array['response_reopened']),
      ('submissions', (select count(*) from submission s where s.round_id = of_round and s.kind <> 'supplement'), array['response_received', 'response_written_in']),
      ('sent', (select count(*) from submission s where s.round_id = of_round and s.kind <> 'supplement' and s.channel = 'service'), array['response_sent']),
      ('supplements', (select count(*) from submission s where s.round_id = of_round and s.kind = 'supplement'), array['supplement_received']),
      ('supplements asked for', (select count(*) from supplement_request q where q.round_id = of_round), array['supplement_asked']),
      ('of them taken back', (select count(*) from supplement_request_withdrawal w where w.round_id = of_round), array['supplement_request_withdrawn']),
      ('withdrawals', (select count(*) from submission_withdrawal w join submission s on s.id = w.submission_id where s.round_id = of_round), array['arrival_withdrawn']),
      ('requests', (select count(*) from extension_request q where q.round_id = of_round), array['extension_requested']),
      ('requests taken back', (select count(*) from extension_withdrawal w join extension_request q on q.id = w.request_id where q.round_id = of_round), array['extension_request_withdrawn']),
      ('decisions on requests', (select count(*) from extension_decision d join extension_request q on q.id = d.request_id where q.round_id = of_round), array['extension_decided']),
      ('corrected days', (select count(*) from deadline_entry e where e.round_id = of_round and e.kind = 'correction'), array['deadline_corrected'])
  )
  select format('%s %s, %s events', c.rows, c.fact, e.n) from counted c
  cross join lateral (select count(*) as n from event v where v.kind = any (c.event) and v.facts ->> 'round' = of_round::text) e
  where e.n <> c.rows
  union all
  select 'granted days in the ledger are not those that were granted'
  where exists (
    select 1 from deadline_entry e where e.round_id = of_round and e.kind = 'extension' and not exists (
      select 1 from extension_decision d where d.request_id = e.request_id and d.granted_on = e.due_on
    )
  )
  union all
  select format('%s closings, %s events', c.n, e.n)
  from (select count(*) as n from audit_closing k where k.audit_id = of_audit) c,
    (select count(*) as n from event v where v.kind = 'audit_closed' and v.facts ->> 'audit' = of_audit::text) e
  where c.n <> e.n
  union all
  -- What stands is what lies on the desk: nobody can have changed it since it was locked.
  select 'what was handed in is not the text on the desk'
  from submission s
  join desk_part p on p.round_id = of_round and p.item_id is null
  where s.id = deciding_submission(of_round) and s.channel = 'service' and (
    s.summary <> p.content ->> 'text' or position(s.summary in convert_from(s.document, 'UTF8')) = 0 or exists (
      select 1 from desk_part q
      left join submitted_measure m on m.submission_id = s.id and m.item_id = q.item_id
      where q.round_id = of_round and q.item_id is not null and (
        m.action is distinct from q.content #>> '{measures,0,action}' or position(m.action in convert_from(s.document, 'UTF8')) = 0
      )
    )
  )
  union all
  -- A decided response has the files that lay on the desk when it was locked: nobody can have put or taken any since.
  select 'the files that were handed in are not those of the desk'
  from submission s
  where s.id = deciding_submission(of_round) and s.channel = 'service'
    and (select array_agg(f.sha256 order by f.sha256) from submitted_file f where f.submission_id = s.id)
      is distinct from (select array_agg(f.sha256 order by f.sha256) from desk_file f where f.round_id = of_round)
  union all
  select format('%s rounds were opened, %s events', c.n, e.n)
  from (select count(*) - 1 as n from round r where r.audit_id = of_audit) c,
    (select count(*) as n from event v where v.kind = 'round_opened' and v.facts ->> 'audit' = of_audit::text) e
  where c.n <> e.n
  union all
  select format('%s verdicts, %s events', c.n, e.n)
  from (select count(*) as n from verdict_publication v join submission s on s.id = v.submission_id where s.round_id = of_round) c,
    (
      select count(*) as n from event v join submission s on s.id::text = v.facts ->> 'submission'
      where v.kind = 'verdict_published' and s.round_id = of_round
    ) e
  where c.n <> e.n
  union all
  select format('%s submissions have the receipt %s', count(*), s.receipt_number)
  from submission s
  where s.receipt_number in (select o.receipt_number from submission o where o.round_id = of_round)
  group by s.receipt_number having count(*) > 1
  union all
  select format('%s rows of how it stands are not what the facts say', c.rounds + c.items + c.audits)
  from compare_audits(array[of_audit]) c where c.rounds + c.items + c.audits > 0
  union all
  select 'a version is missing or twice'
  from desk_version v where v.round_id = of_round group by v.item_id having count(*) <> max(v.version)
$$;

-- Whoever lost her role in a round holds it in the next.
create function race.give_roles_again(at timestamptz) returns void language sql as $$
  update role_grant g set valid_to = null from person p where p.id = g.person_id and p.name in ('Siv Handläggare', 'Olle Ordförande');
  insert into event (authority, seq, at, actor, kind, facts) values ('system', 1000000 + nextval('race.number'), at, myself(), 'raced', '{}');
$$;

-- Receipt numbers of a year have no gaps.
create function race.gaps() returns bigint language sql stable as $$
  select coalesce(sum(c.last), 0)::bigint - (select count(*) from submission) from receipt_counter c
$$;
