-- What the owner of an account is told of it by mail, and a forgotten password (ADR 0065).

-- Somebody signed in in a browser that is not known; a new password was chosen; a link by which one can be.
alter type mail_kind add value 'sign_in';
alter type mail_kind add value 'password';
alter type mail_kind add value 'reset';
-- In which browser it was done, in the words of that browser.
alter table mail add column browser text not null default '' check (length(browser) <= 200);

create or replace view published.outgoing as
select m.id, m.kind, m.person_id, coalesce(p.email, m.address) as address, p.name as person_name, p.ended_at, coalesce(s.lang, 'sv') as lang,
  m.notice_id, n.kind as notice_kind, n.due_on as told_due_on, n.days, m.round_id, m.made_at, m.attempts, m.browser
from mail m
left join person p on p.id = m.person_id
left join notice_setting s on s.person_id = m.person_id
left join notice n on n.id = m.notice_id;

-- A link that was sent to its owner's mailbox, and shown to nobody.
alter table invitation add column by_mail boolean not null default false;

-- Addresses whose password somebody says she has forgotten: anybody's, also addresses of nobody. A job looks up whose they are, so
-- that neither an answer nor its time tells.
create table forgotten (
  address text primary key check (length(address) <= 254),
  asked_at timestamptz not null,
  browser text not null check (length(browser) <= 200)
);
