-- The council's presidium is told of a response that has been late for long (ADR 0094): to which address, and after how many days, are
-- rules of the municipality. Without them nobody is.
alter table deadline_rules
  add column presidium_address text check (length(presidium_address) between 3 and 254),
  add column presidium_after smallint check (presidium_after between 1 and 365),
  add constraint who_is_told_and_when check ((presidium_address is null) = (presidium_after is null));
create or replace view published.deadline_rules as
select remind_before, remind_after, letter_after, extension_limit, move_to_weekday, presidium_address, presidium_after from deadline_rules;

alter type mail_kind add value 'presidium';

-- That it was told of a round, of which this was the last day in force: once for each day. What is told at one instant stands in one mail.
create table presidium_notice (
  round_id round_id not null references round,
  due_on date not null,
  told_at timestamptz not null,
  constraint presidium_notice_once primary key (round_id, due_on)
);
create index presidium_notice_told on presidium_notice (told_at);
select must_be_logged('presidium_notice'), only_added('presidium_notice'), sealed('presidium_notice');
