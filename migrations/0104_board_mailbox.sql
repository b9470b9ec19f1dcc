-- A board's own mailbox (ADR 0081): where several read, and which is there when nobody has the role. Each address is a record; the newest
-- counts, and an empty one says that there is none any more.
create table board_mailbox (
  board_id board_id not null references board,
  n smallint not null check (n >= 1),
  address text not null check (length(address) <= 254),
  set_at timestamptz not null,
  set_by person_id not null references person,
  primary key (board_id, n)
);
create index board_mailbox_set_by on board_mailbox (set_by);
select must_be_logged('board_mailbox'), only_added('board_mailbox'), signed_by('board_mailbox', 'set_by'), sealed('board_mailbox');

create view published.board_mailbox as
select m.board_id, m.address, m.set_at
from board_mailbox m
where m.address <> '' and not exists (select 1 from board_mailbox l where l.board_id = m.board_id and l.n > m.n);

alter type mail_kind add value 'board';

-- What a mail to such a mailbox tells: as a notice tells it to a person. Nobody reads it in the service.
create table board_mail (
  mail_id mail_id primary key references mail,
  kind notice_kind not null,
  -- As in `notice`: the last day as it was when it was told, and days from it.
  due_on date not null,
  days smallint not null
);
