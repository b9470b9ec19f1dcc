-- Somebody asks to work for a board, and whoever answers for it says yes or no (ADR 0098). A yes is the proposal of a role, which waits
-- for an administrator as every role does (ADR 0057).

create domain access_request_id as uuid;
create type access_request_step as enum ('asked', 'proposed', 'declined', 'lapsed', 'removed');

-- What a stranger has typed, until the address is confirmed by a link that is mailed there. Nobody is bothered with it before, and it
-- goes away within a day. The link is made when the mail goes; here stands its hash.
create table access_asking (
  id access_request_id primary key,
  name text not null check (length(name) between 1 and 200),
  address text not null check (length(address) <= 254),
  board_id board_id not null references board,
  why text not null check (length(why) between 1 and 500),
  lang text not null check (lang in ('sv', 'en')),
  asked_at timestamptz not null,
  token_hash bytea,
  confirmed_at timestamptz
);
create unique index access_asking_token on access_asking (token_hash) where token_hash is not null;
create index access_asking_address on access_asking (address);
create index access_asking_board on access_asking (board_id);

-- A request: by somebody whose address is confirmed, or who is signed in. It goes away some time after it was answered, with what it
-- says of her; the log keeps that it was made.
create table access_request (
  id access_request_id primary key,
  person_id person_id references person,
  name text not null check (length(name) between 1 and 200),
  address text not null check (length(address) <= 254),
  board_id board_id not null references board,
  why text not null check (length(why) between 1 and 500),
  lang text not null check (lang in ('sv', 'en')),
  asked_at timestamptz not null
);
create index access_request_board on access_request (board_id);
create index access_request_person on access_request (person_id);
create index access_request_address on access_request (address);

-- What became of it: once.
create table access_request_answer (
  request_id access_request_id primary key references access_request,
  step access_request_step not null,
  reason text not null default '' check (length(reason) <= 500),
  answered_at timestamptz not null,
  answered_by person_id references person,
  proposal_id proposal_id references access_proposal,
  constraint requests_are_answered_with_a_reason check (
    step in ('proposed', 'declined', 'lapsed') and (answered_by is null) = (step = 'lapsed') and (proposal_id is not null) = (step = 'proposed')
    and (step <> 'declined' or has_visible_text(reason)))
);
create index access_request_answer_proposal on access_request_answer (proposal_id);

select must_be_logged(t::regclass) from unnest(array['access_request', 'access_request_answer']) t;
select sealed(t::regclass) from unnest(array['access_request', 'access_request_answer']) t;

-- A role that was asked for: it never takes effect by itself, since no administrator has proposed it.
alter table access_proposal add column request_id access_request_id;

-- What is mailed of it.
alter type mail_kind add value 'access_confirm';
alter type mail_kind add value 'access_asked';
alter type mail_kind add value 'access_declined';
alter type mail_kind add value 'access_lapsed';
alter table mail add column request_id access_request_id;
create index mail_request on mail (request_id) where request_id is not null;

-- Whoever has no account is written to in the language in which she asked.
create or replace view published.outgoing as
select m.id, m.kind, m.person_id, coalesce(p.email, m.address) as address, p.name as person_name, p.ended_at,
  coalesce(s.lang, (select r.lang from access_request r where r.id = m.request_id), (select a.lang from access_asking a where a.id = m.request_id), 'sv') as lang,
  m.notice_id, n.kind as notice_kind, n.due_on as told_due_on, n.days, m.round_id, m.made_at, m.attempts, m.browser
from mail m
left join person p on p.id = m.person_id
left join notice_setting s on s.person_id = m.person_id
left join notice n on n.id = m.notice_id;
