-- What the auditors do around the rounds (ADR 0060): they remind a late board in their own words, one of them is responsible for an
-- audit, whoever has it for information is told, and it is written down what the council did with it. All of it is added to, never
-- changed.

alter type notice_kind add value 'prompted';
alter type notice_kind add value 'informed';

-- A late board was reminded by the auditors, in their own words.
create table prompt (
  round_id round_id not null references round,
  n smallint not null check (n >= 1),
  words text not null check (has_visible_text(words) and length(words) <= 5000),
  -- The last day that was in force.
  due_on date not null,
  -- It was asked whether to, because the board had been reminded the same day.
  again boolean not null default false,
  prompted_at timestamptz not null,
  prompted_by person_id not null references person,
  primary key (round_id, n)
);
create index prompt_prompted_by on prompt (prompted_by);
select must_be_logged('prompt'), only_added('prompt'), signed_by('prompt', 'prompted_by');

-- Everybody reads that a board was reminded, by whom, and in which words.
create view published.prompt as
select p.round_id, p.n, p.words, p.due_on, p.prompted_at, p.prompted_by, x.name as prompted_by_name
from prompt p
join person x on x.id = p.prompted_by;

-- Whether the last mail to somebody could be sent: nothing of what it said. And since when mail waits.
create index mail_outcome on mail (person_id, settled_at desc) where state in ('sent', 'failed');
create view published.mail_outcome as
select m.person_id, m.state, m.settled_at from mail m where m.person_id is not null and m.state in ('sent', 'failed');
create view published.mail_waits as
select min(m.made_at) as since from mail m where m.state = 'waiting';

-- The auditor who is responsible for an audit: the newest entry counts.
create table audit_responsible (
  audit_id audit_id not null references audit,
  n smallint not null check (n >= 1),
  person_id person_id not null references person,
  named_at timestamptz not null,
  named_by person_id not null references person,
  primary key (audit_id, n)
);
create index audit_responsible_person on audit_responsible (person_id, audit_id);
create index audit_responsible_named_by on audit_responsible (named_by);
select must_be_logged('audit_responsible'), only_added('audit_responsible'), signed_by('audit_responsible', 'named_by');

-- Whose audits they are now: for the auditors, also before an audit is sent; and of those that are sent.
create view own_responsible_now as
select r.audit_id, r.person_id
from audit_responsible r
where not exists (select 1 from audit_responsible l where l.audit_id = r.audit_id and l.n > r.n);
create view published.responsible_now as
select r.audit_id, r.person_id
from own_responsible_now r
where exists (select 1 from dispatch d where d.audit_id = r.audit_id);

-- Who is and who was: everybody reads it once the audit is sent.
create view published.responsible as
select r.audit_id, r.n, r.person_id, p.name, r.named_at
from audit_responsible r
join person p on p.id = r.person_id
where exists (select 1 from dispatch d where d.audit_id = r.audit_id);

-- What the council did with an audit: the newest version of each counts, and each after the first says why.
create type council_handling as enum ('information', 'matter');
create table council_act (
  audit_id audit_id not null references audit,
  n smallint not null check (n >= 1),
  version smallint not null check (version >= 1),
  held_on date not null,
  section text not null check (length(section) <= 20),
  handling council_handling not null,
  -- What it asked of the board; empty: nothing.
  asked text not null default '' check (length(asked) <= 5000),
  -- Where the minutes are; empty: not said.
  minutes text not null default '' check (minutes = '' or (minutes ~ '^https?://[^[:space:]]+$' and length(minutes) <= 1000)),
  -- It was entered by mistake: it did not happen.
  struck boolean not null default false,
  reason text not null default '' check (length(reason) <= 2000),
  entered_at timestamptz not null,
  entered_by person_id not null references person,
  primary key (audit_id, n, version),
  constraint council_act_is_over check (held_on <= stockholm_day(entered_at)),
  constraint corrections_say_why check (version = 1 or has_visible_text(reason)),
  constraint first_is_not_struck check (version > 1 or not struck)
);
create index council_act_entered_by on council_act (entered_by);
create index council_act_held on council_act (held_on desc);
select must_be_logged('council_act'), only_added('council_act'), signed_by('council_act', 'entered_by');
create view published.council_act as
select c.audit_id, c.n, c.version, c.held_on, c.section, c.handling, c.asked, c.minutes, c.struck, c.reason, c.entered_at, p.name as entered_by_name,
  not exists (select 1 from council_act l where l.audit_id = c.audit_id and l.n = c.n and l.version > c.version) as stands
from council_act c
join person p on p.id = c.entered_by;

-- Sealed like all records, where there is a chain of the log.
do $$
begin
  if to_regprocedure('sealed(regclass)') is not null then
    perform sealed(t::regclass) from unnest(array['prompt', 'audit_responsible', 'council_act']) t;
  end if;
end $$;

-- What these say stands in src/platform/functions/auditors.sql.
create function prompt_in_order() returns trigger language plpgsql as $$ begin return new; end $$;
create function name_responsible_in_order() returns trigger language plpgsql as $$ begin return new; end $$;
create function enter_council_act_in_order() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger prompt_in_order before insert on prompt for each row execute function prompt_in_order();
create trigger name_responsible_in_order before insert on audit_responsible for each row execute function name_responsible_in_order();
create trigger enter_council_act_in_order before insert on council_act for each row execute function enter_council_act_in_order();

-- In whose name somebody is told, where it is not the board of the round: she works for a body that has the audit for information,
-- or sits in the council. What she is told hangs on a round of the audit and speaks of the audit only.
alter table notice add column told_board board_id references board;
create index notice_told_board on notice (told_board) where told_board is not null;
create or replace view published.my_notice as
select n.id, n.kind, n.due_on, n.days, n.made_at, n.read_at, n.round_id, n.delivery,
  coalesce(n.told_board, r.board_id)::board_id as board_id,
  case when b.id is null then r.name
    else row(r.reference, r.reference_key, r.title, b.name, b.slug, r.kind, r.ordinal)::round_name end as name, r.due_on as due_now, r.received_at, r.received_on, r.closed_at, r.extension_asked,
  r.last_day, r.supplement_due_on
from notice n
join published.round r on r.id = n.round_id
left join board b on b.id = n.told_board
where n.person_id = myself();
create or replace view published.recipient as
select g.person_id, p.name, g.role, g.board_id, g.valid_from, g.valid_to,
  case when g.role in ('secretary', 'approver') and s.deadlines = 'in_app' then 'at_once' else coalesce(s.deadlines, 'at_once') end as deadlines
from role_held g
join person p on p.id = g.person_id and p.ended_at is null
left join notice_setting s on s.person_id = g.person_id
where g.role in ('secretary', 'contributor', 'approver', 'auditor', 'administrator', 'council');
