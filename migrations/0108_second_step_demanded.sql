-- For which roles a second step of signing in is demanded, and from which day (ADR 0084). Each line is a record; the newest of a role counts,
-- and one without a day says that it is demanded no more.
create table second_step_demand (
  role grant_role not null,
  n smallint not null check (n >= 1),
  from_day date,
  set_at timestamptz not null,
  set_by person_id not null references person,
  primary key (role, n),
  -- Whoever has none yet has a day at least to get one.
  constraint second_step_is_demanded_from_a_day_to_come check (from_day > (set_at at time zone 'Europe/Stockholm')::date)
);
create index second_step_demand_set_by on second_step_demand (set_by);
select must_be_logged('second_step_demand'), only_added('second_step_demand'), signed_by('second_step_demand', 'set_by'), sealed('second_step_demand');

create view published.second_step_demanded as
select d.role, d.from_day, d.set_at
from second_step_demand d
where d.from_day is not null and not exists (select 1 from second_step_demand l where l.role = d.role and l.n > d.n);

-- Whether whoever has this session has shown more in it than a password: a code, a passkey, or that the municipality's identity provider knows her.
alter table session add column shown_more boolean not null default false;

-- What this gives is more.
drop function if exists stand_at_gate(bytea, timestamptz, date);
