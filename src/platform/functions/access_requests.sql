-- Asking to work for a board (ADR 0098): a stranger whose address is confirmed, or somebody who is signed in. Whoever answers for the
-- board says yes, which proposes a role that waits for an administrator (access.sql), or no.

-- Who answers for a board on a day.
create or replace function answers_for(in_person uuid, in_board uuid, in_today date) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return exists (
    select 1 from role_held g
    join person p on p.id = g.person_id and p.ended_at is null
    where g.person_id = in_person and g.board_id = in_board and g.role in ('secretary', 'approver')
      and g.valid_from <= in_today and (g.valid_to is null or g.valid_to >= in_today)
  );
end $$;

-- The boards that can be asked: those for which somebody who can sign in answers.
create or replace function boards_to_ask(in_today date) returns table (id board_id, slug text, name text)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return query
  select b.id, b.slug, b.name from board b
  where (b.valid_to is null or b.valid_to >= in_today)
    and exists (select 1 from role_held g join credential c on c.person_id = g.person_id where g.board_id = b.id and answers_for(g.person_id, b.id, in_today))
  order by b.name collate "sv-x-icu";
end $$;

-- Puts down what a stranger asks, and has the link mailed by which the address is confirmed. Whose the address is, is not looked at: the
-- same is done for each. Three mails a day to one address and a thousand in all, so that nobody's mailbox is filled by it; beyond that
-- nothing is done, and nothing said.
create or replace function ask_access(in_id uuid, in_name text, in_address text, in_board uuid, in_why text, in_lang text, in_browser text,
    in_at timestamptz)
  returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if (select count(*) from access_asking) >= 1000
    or (select count(*) from access_asking a where a.address = in_address and a.asked_at > in_at - interval '1 day') >= 3 then
    return;
  end if;
  insert into access_asking (id, name, address, board_id, why, lang, asked_at) values (in_id, in_name, in_address, in_board, in_why, in_lang, in_at);
  insert into mail (id, key, kind, address, made_at, due_at, browser, request_id)
  values (gen_random_uuid(), 'access_confirm:' || in_id, 'access_confirm', in_address, in_at, in_at, left(in_browser, 200), in_id);
end $$;

-- The link of such a mail, made when the mail is about to go. False when it was asked for more than a day ago, or is confirmed.
create or replace function asking_by_mail(in_mail uuid, in_hash bytea, in_at timestamptz) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update access_asking a set token_hash = in_hash
  from mail m
  where m.id = in_mail and m.kind = 'access_confirm' and m.state = 'waiting' and a.id = m.request_id and a.asked_at > in_at - interval '1 day'
    and a.confirmed_at is null;
  return found;
end $$;

-- What stands behind a link.
create or replace function asking_of(in_hash bytea) returns table (name text, address text, board_name text, why text, asked_at timestamptz, confirmed boolean)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return query
  select a.name, a.address, b.name, a.why, a.asked_at, a.confirmed_at is not null from access_asking a
  join board b on b.id = a.board_id
  where a.token_hash = in_hash;
end $$;

-- Enters a request and tells those who answer for the board; or says why it is none. One at a time for a board.
create or replace function enter_access_request(in_id uuid, in_person uuid, in_name text, in_address text, in_board uuid, in_why text, in_lang text,
    in_at timestamptz, in_today date)
  returns text
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from board where id = in_board for no key update;
  if not exists (select 1 from boards_to_ask(in_today) b where b.id = in_board) then
    return 'nobody_answers';
  elsif exists (select 1 from person p where p.id = in_person and p.ended_at is not null) then
    return 'has_ended';
  elsif exists (select 1 from role_held g where g.person_id = in_person and g.board_id = in_board and (g.valid_to is null or g.valid_to >= in_today)) then
    return 'has_role';
  elsif exists (
    select 1 from role_grant g
    where g.person_id = in_person and g.role in ('auditor', 'audit_reader', 'administrator') and (g.valid_to is null or g.valid_to >= in_today)
  ) then
    return 'excluded';
  elsif exists (
    select 1 from access_request r
    where r.board_id = in_board and (r.address = in_address or r.person_id = in_person)
      and not exists (select 1 from access_request_answer a where a.request_id = r.id)
  ) or exists (
    select 1 from access_proposal q
    where q.person_id = in_person and q.board_id = in_board and q.kind = 'role' and not exists (select 1 from access_decision d where d.proposal_id = q.id)
  ) then
    return 'waits';
  elsif (select count(*) from access_request r where r.board_id = in_board and (r.address = in_address or r.person_id = in_person)) >= 3 then
    return 'too_often';
  elsif (
    select count(*) from access_request r
    where r.board_id = in_board and not exists (select 1 from access_request_answer a where a.request_id = r.id)
  ) >= 20 then
    return 'too_many';
  end if;
  insert into access_request (id, person_id, name, address, board_id, why, lang, asked_at)
  values (in_id, in_person, in_name, in_address, in_board, in_why, in_lang, in_at);
  insert into mail (id, key, kind, person_id, made_at, due_at, request_id)
  select gen_random_uuid(), 'access_asked:' || in_id || ':' || p.id, 'access_asked', p.id, in_at, in_at, in_id
  from person p where answers_for(p.id, in_board, in_today);
  return '';
end $$;

-- Whoever opened the link has the mailbox: what was asked becomes a request, once. If the address is that of an account it is that
-- person who asks, by the name that the account has. No row: the link is over.
create or replace function confirm_access_request(in_hash bytea, in_at timestamptz, in_today date)
  returns table (request access_request_id, board board_id, person person_id, hindrance text)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  asked access_asking%rowtype;
  called text;
begin
  select * into asked from access_asking a
  where a.token_hash = in_hash and a.asked_at > in_at - interval '1 day' and a.confirmed_at is null for update;
  if not found then
    return;
  end if;
  select p.id, p.name into person, called from person p where p.email = asked.address;
  request := asked.id;
  board := asked.board_id;
  hindrance := enter_access_request(asked.id, person, coalesce(called, asked.name), asked.address, asked.board_id, asked.why, asked.lang, in_at, in_today);
  if hindrance = '' then
    update access_asking a set confirmed_at = in_at where a.id = asked.id;
  end if;
  return next;
end $$;

-- The same by whoever stands here.
create or replace function request_access(in_id uuid, in_board uuid, in_why text, in_lang text, in_at timestamptz, in_today date) returns text
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return (
    select enter_access_request(in_id, p.id, p.name, p.email, in_board, in_why, in_lang, in_at, in_today) from person p where p.id = myself()
  );
end $$;

-- What whoever stands here has asked for, and what became of it.
create or replace function own_access_requests() returns table (board_name text, asked_at timestamptz, step access_request_step, reason text,
    decided access_step, decided_why text)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return query
  select b.name, r.asked_at, coalesce(a.step, 'asked'), coalesce(a.reason, ''), d.step, coalesce(d.reason, '')
  from access_request r
  join board b on b.id = r.board_id
  left join access_request_answer a on a.request_id = r.id
  left join access_decision d on d.proposal_id = a.proposal_id
  where r.person_id = myself()
  order by r.asked_at desc, r.id;
end $$;

-- Requests with what may be odd about them: a domain that nobody's address has who has come in here, and somebody else of that name. For a board
-- those of its own; for administrators those that a yes has made proposals.
create or replace function access_requests_seen(in_board uuid, in_proposals uuid[])
  returns table (id access_request_id, board_id board_id, name text, address text, why text, asked_at timestamptz, has_account boolean,
    step access_request_step, reason text, answered_at timestamptz, answerer text, proposal_id proposal_id, domain_known boolean, usual_domain text,
    namesake text)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  side text := current_setting('role');
begin
  return query
  select r.id, r.board_id, r.name, r.address, r.why, r.asked_at, r.person_id is not null, coalesce(a.step, 'asked'), coalesce(a.reason, ''), a.answered_at,
    w.name, a.proposal_id,
    exists (
      select 1 from person p join credential c on c.person_id = p.id
      where p.ended_at is null and p.id is distinct from r.person_id and split_part(p.email, '@', 2) = split_part(r.address, '@', 2)
    ),
    (
      select split_part(p.email, '@', 2) from person p join credential c on c.person_id = p.id
      where p.ended_at is null group by 1 order by count(*) desc, 1 limit 1
    ),
    (
      select min(p.email) from person p
      where p.ended_at is null and lower(p.name) = lower(r.name) and p.email <> r.address
    )
  from access_request r
  left join access_request_answer a on a.request_id = r.id
  left join person w on w.id = a.answered_by
  where (side = 'app_board' and r.board_id = in_board and in_board = any (my_boards()))
    or (side = 'app_admin' and a.proposal_id::uuid = any (in_proposals))
  order by a.answered_at desc nulls first, r.asked_at, r.id;
end $$;

-- What waits for those who answer for their boards, for the start page, in its one statement.
create or replace function access_requests_waiting() returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'board', r.board_id, 'board_slug', b.slug, 'board_name', b.name, 'name', r.name,
      'address', r.address, 'asked_at', r.asked_at) order by r.asked_at, r.id), '[]')
    from access_request r
    join board b on b.id = r.board_id
    where r.board_id = any (my_boards()) and not exists (select 1 from access_request_answer a where a.request_id = r.id)
  );
end $$;

-- Whoever answers for the board answers a request, once. Yes: who asks is put among the people, if she is not there, and her role is
-- proposed. Nobody says yes to herself. Says who it is.
create or replace function answer_access_request(in_request uuid, in_board uuid, in_proposal uuid, in_person uuid, in_reason text, in_at timestamptz, in_today date)
  returns uuid
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  asked access_request%rowtype;
  whose uuid;
  ended timestamptz;
begin
  perform 1 from board b where b.id = in_board for no key update;
  select * into asked from access_request r where r.id = in_request and r.board_id = in_board;
  if not found or exists (select 1 from access_request_answer a where a.request_id = in_request) then
    raise exception 'nothing waits here any more' using errcode = 'check_violation', constraint = 'requests_are_answered_once';
  end if;
  select coalesce(asked.person_id::uuid, (select p.id::uuid from person p where p.email = asked.address)) into whose;
  select p.ended_at into ended from person p where p.id = whose for update;
  if not answers_for(myself(), in_board, in_today) or whose = myself() then
    raise exception 'whoever answers for the board decides' using errcode = 'check_violation', constraint = 'requests_are_the_boards';
  end if;
  if in_proposal is null then
    insert into access_request_answer (request_id, step, reason, answered_at, answered_by) values (in_request, 'declined', in_reason, in_at, myself());
    perform mail_asker('access_declined', in_request, in_at);
    return whose;
  end if;
  if ended is not null then
    raise exception 'the account has ended' using errcode = 'check_violation', constraint = 'askers_have_no_ended_account';
  end if;
  if whose is null then
    whose := in_person;
    insert into person (id, name, email, created_at) values (whose, asked.name, asked.address, in_at);
  end if;
  if role_conflicts(in_proposal, whose, 'contributor', in_board, in_today, null) then
    raise exception 'these roles may not be held by one person at one time' using errcode = 'check_violation', constraint = 'role_grant_conflict';
  end if;
  if exists (
    select 1 from access_proposal q
    where q.person_id = whose and q.role = 'contributor' and q.board_id = in_board and not exists (select 1 from access_decision d where d.proposal_id = q.id)
  ) then
    raise exception 'this role waits already' using errcode = 'check_violation', constraint = 'role_waits_already';
  end if;
  insert into access_proposal (id, kind, person_id, role, board_id, proposed_at, proposed_by, request_id)
  values (in_proposal, 'role', whose, 'contributor', in_board, in_at, myself(), in_request);
  insert into access_request_answer (request_id, step, answered_at, answered_by, proposal_id)
  values (in_request, 'proposed', in_at, myself(), in_proposal);
  perform tell_access(in_proposal, in_at, in_today);
  return whose;
end $$;

-- A mail to whoever asked: to her account, if she has come in, otherwise to the address that she confirmed.
create or replace function mail_asker(in_kind mail_kind, in_request uuid, in_at timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into mail (id, key, kind, person_id, address, made_at, due_at, request_id)
  select gen_random_uuid(), in_kind || ':' || r.id, in_kind, c.person_id, case when c.person_id is null then r.address end, in_at, in_at, r.id
  from access_request r
  left join credential c on c.person_id = r.person_id
  where r.id = in_request
  on conflict on constraint mail_once do nothing;
end $$;

-- An administrator has agreed to what was asked for: who has not come in yet is invited. Or has refused it: who was put among the people
-- for this, has never come in and has nothing else ends, and is told why.
create or replace function settle_asker(in_proposal uuid, in_step access_step, in_at timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  q access_proposal%rowtype;
begin
  select * into q from access_proposal a where a.id = in_proposal and a.request_id is not null;
  if not found or exists (select 1 from credential c where c.person_id = q.person_id) then
    return;
  end if;
  if in_step = 'agreed' then
    perform invite_by_mail(q.person_id, in_at, in_at + interval '7 days');
    return;
  end if;
  if not exists (select 1 from role_grant g where g.person_id = q.person_id)
    and not exists (
      select 1 from access_proposal o
      where o.person_id = q.person_id and o.id <> q.id and not exists (select 1 from access_decision d where d.proposal_id = o.id)
    ) then
    update person set ended_at = in_at where id = q.person_id and ended_at is null;
    perform mail_asker('access_declined', q.request_id, in_at);
  end if;
end $$;

-- What a mail about a request says, as things stand when it goes; to whoever answers for the board nothing once it is answered.
create or replace function access_request_told(in_mail uuid, in_today date)
  returns table (board_name text, board_slug text, name text, address text, reason text)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return query
  select b.name, b.slug, x.name, x.address, x.reason
  from mail m
  cross join lateral (
    select a.board_id, a.name, a.address, ''::text as reason from access_asking a where m.kind = 'access_confirm' and a.id = m.request_id
    union all
    select r.board_id, r.name, r.address, coalesce(nullif(w.reason, ''), d.reason, '')
    from access_request r
    left join access_request_answer w on w.request_id = r.id
    left join access_decision d on d.proposal_id = w.proposal_id
    where m.kind <> 'access_confirm' and r.id = m.request_id
      and (m.kind <> 'access_asked' or w.request_id is null and answers_for(m.person_id, r.board_id, in_today))
  ) x
  join board b on b.id = x.board_id
  where m.id = in_mail;
end $$;

-- What nobody has answered for thirty days lapses, and is told to whoever asked. One at a time.
create or replace function lapse_access_requests(in_at timestamptz)
  returns table (request access_request_id, board board_id, person person_id)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  asked access_request%rowtype;
begin
  for asked in
    select r.* from access_request r
    where r.asked_at <= in_at - interval '30 days' and not exists (select 1 from access_request_answer a where a.request_id = r.id)
    order by r.asked_at, r.id
    limit 1
  loop
    perform 1 from board b where b.id = asked.board_id for no key update;
    continue when exists (select 1 from access_request_answer a where a.request_id = asked.id);
    insert into access_request_answer (request_id, step, answered_at) values (asked.id, 'lapsed', in_at);
    perform mail_asker('access_lapsed', asked.id, in_at);
    request := asked.id;
    board := asked.board_id;
    person := asked.person_id;
    return next;
  end loop;
end $$;

-- Thirty days after it was answered, and decided about, a request goes away with what it says of whoever asked. One at a time.
create or replace function remove_access_requests(in_at timestamptz)
  returns table (request access_request_id, board board_id, person person_id)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  select r.id, r.board_id, r.person_id into request, board, person
  from access_request r
  join access_request_answer a on a.request_id = r.id
  where a.answered_at <= in_at - interval '30 days'
    and (a.proposal_id is null or exists (select 1 from access_decision d where d.proposal_id = a.proposal_id and d.decided_at <= in_at - interval '30 days'))
  order by a.answered_at, r.id
  limit 1;
  if not found then
    return;
  end if;
  perform 1 from board b where b.id = board for no key update;
  delete from access_request_answer a where a.request_id = request;
  if found then
    delete from access_request r where r.id = request;
    delete from mail m where m.request_id = request;
    return next;
  end if;
end $$;

-- What strangers typed goes away after a day, with the mail by which it was to be confirmed; what was confirmed is a request of its own.
create or replace function let_askings_go(in_before timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  with gone as (delete from access_asking a where a.asked_at < in_before returning a.id)
  delete from mail m using gone g where m.request_id = g.id and m.kind = 'access_confirm';
end $$;
