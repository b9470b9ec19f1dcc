-- Telling people: notices in the service, mails that wait to be sent, and how each person wants to be told.
-- A notice is written in the transaction of its cause. Its key makes that nobody is told the same thing twice.

create type notice_kind as enum (
  -- What happened.
  'response_requested', 'response_received', 'extension_requested', 'extension_request_withdrawn', 'extension_granted',
  'extension_refused', 'deadline_changed', 'closed_without_answer', 'verdict_published',
  -- What the calendar says.
  'reminder', 'overdue', 'response_missing', 'board_without_secretary');
-- Which of a person's choices counts for it. That a last day has become another one is a class of its own.
create type notice_class as enum ('deadline', 'deadline_moved', 'response', 'extension');
create type delivery as enum ('at_once', 'digest', 'in_app');
create type mail_kind as enum ('notice', 'digest', 'receipt', 'test');
create type mail_state as enum ('waiting', 'sent', 'failed', 'dropped');

-- How somebody wants to be told. Without a row: everything at once, in Swedish.
create table notice_setting (
  person_id person_id primary key references person,
  deadlines delivery not null default 'at_once',
  responses delivery not null default 'at_once',
  extensions delivery not null default 'at_once',
  lang text not null default 'sv' check (lang in ('sv', 'en')),
  saved_at timestamptz not null
);

create table notice (
  id notice_id primary key,
  person_id person_id not null references person,
  -- The cause, such as "round:…:2025-03-31:-7": one notice per person and cause.
  key text not null check (length(key) <= 200),
  kind notice_kind not null,
  round_id round_id not null references round,
  -- The last day as it was when it was told, and days from it: -7 a week before, 1 the day after.
  due_on date not null,
  days smallint not null default 0,
  made_at timestamptz not null,
  delivery delivery not null,
  read_at timestamptz,
  constraint notice_once unique (person_id, key)
);
create index notice_person on notice (person_id, made_at desc);
create index notice_unread on notice (person_id) where read_at is null;
create index notice_round on notice (round_id);

-- The outbox. One recipient per mail: a person, whose address is read when it is sent, or the letter's reply address.
create table mail (
  id mail_id primary key,
  key text not null constraint mail_once unique check (length(key) <= 200),
  kind mail_kind not null,
  person_id person_id references person,
  address text check (length(address) <= 254),
  notice_id notice_id references notice,
  round_id round_id references round,
  made_at timestamptz not null,
  -- Not before this instant; pushed on after each failed attempt.
  due_at timestamptz not null,
  attempts smallint not null default 0,
  -- A worker has it until then. When the worker dies, another one takes over, with the same Message-ID.
  leased_until timestamptz,
  state mail_state not null default 'waiting',
  settled_at timestamptz,
  -- The last answer of the mail server, or why it was not sent after all.
  reply text not null default '' check (length(reply) <= 500),
  constraint one_recipient check ((person_id is null) <> (address is null)),
  constraint a_notice_is_told check ((kind = 'notice') = (notice_id is not null)),
  constraint settled_or_waiting check ((state = 'waiting') = (settled_at is null))
);
create index mail_waiting on mail (due_at) where state = 'waiting';
create index mail_made on mail (made_at desc);
create index mail_person on mail (person_id);
create index mail_notice on mail (notice_id) where notice_id is not null;
create index mail_round on mail (round_id);
create index mail_unsettled on mail (state) where state in ('waiting', 'failed');

-- What a digest gathered.
alter table notice add column digest_id mail_id references mail;
create index notice_digest on notice (digest_id) where digest_id is not null;
create index notice_undigested on notice (person_id) where delivery = 'digest' and digest_id is null;

-- What each side may tell: the rows are part of the walls (src/platform/walls.sql).
create table may_tell (
  side text not null,
  kind notice_kind not null,
  primary key (side, kind)
);

-- Tells everybody who holds one of these roles today, for the round's board or for no board. Notice and mail in one. A letter
-- names several dates: with `in_first_only` a board is told of its first answer only.
-- Returns how many were told now; those who had been told before are not counted.
create function tell(in_kind notice_kind, in_class notice_class, in_key text, in_round uuid, in_first_only boolean, in_roles grant_role[],
    in_days smallint, in_at timestamptz, in_today date)
  returns integer
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  told integer;
begin
  if not exists (select 1 from may_tell m where m.side = current_setting('role') and m.kind = in_kind) then
    raise exception '% cannot tell %', current_setting('role'), in_kind using errcode = 'insufficient_privilege';
  end if;
  with recipient as (
    select distinct p.id,
      case in_class
        when 'extension' then coalesce(s.extensions, 'at_once')
        when 'response' then coalesce(s.responses, 'at_once')
        -- Whoever hands in for a board can choose when she is reminded, but not that she is not; and that a last day has
        -- become another one, she is told at once.
        else case when (coalesce(s.deadlines, 'at_once') = 'in_app' or in_class = 'deadline_moved') and exists (
            select 1 from role_grant o where o.person_id = p.id and o.role in ('secretary', 'approver') and o.board_id = r.board_id
              and o.valid_from <= in_today and (o.valid_to is null or o.valid_to >= in_today))
          then 'at_once' else coalesce(s.deadlines, 'at_once') end
      end as delivery,
      (select e.due_on from deadline_entry e where e.round_id = r.id order by e.n desc limit 1) as due_on
    from round r
    join role_grant g on g.role = any (in_roles) and (g.board_id is null or g.board_id = r.board_id)
      and g.valid_from <= in_today and (g.valid_to is null or g.valid_to >= in_today)
    join person p on p.id = g.person_id and p.ended_at is null
    left join notice_setting s on s.person_id = p.id
    where r.id = in_round and (not in_first_only or r.ordinal = 1)
  ), made as (
    insert into notice (id, person_id, key, kind, round_id, due_on, days, made_at, delivery)
    select gen_random_uuid(), q.id, in_key, in_kind, in_round, q.due_on, in_days, in_at, q.delivery
    from recipient q
    on conflict on constraint notice_once do nothing
    returning id, person_id, delivery
  ), posted as (
    insert into mail (id, key, kind, person_id, notice_id, round_id, made_at, due_at)
    select gen_random_uuid(), 'notice:' || m.id, 'notice', m.person_id, m.id, in_round, in_at, in_at
    from made m
    where m.delivery = 'at_once'
    returning 1
  )
  select count(*) into told from made;
  return told;
end $$;

-- The letter names an address for the answers: it gets the receipt of each arrival.
create function post_receipt(in_round uuid, in_submission uuid, in_at timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into mail (id, key, kind, address, round_id, made_at, due_at)
  select gen_random_uuid(), 'receipt:' || s.id, 'receipt', btrim(a.reply_to), r.id, in_at, in_at
  from submission s
  join round r on r.id = s.round_id
  join audit a on a.id = r.audit_id
  where s.id = in_submission and r.id = in_round and a.reply_to like '%_@_%'
  on conflict on constraint mail_once do nothing;
end $$;
