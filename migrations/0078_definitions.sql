-- What the database was built of when a version of the program first looked at it (ADR 0075): every view, function, trigger, policy,
-- grant, and so on, with a digest of what PostgreSQL says of it. The service writes it with an event, so that the chain holds it, and
-- looks every few minutes whether it is still so. Texts of another version of PostgreSQL are others: its version stands beside them.
create table definition_list (
  n integer primary key check (n > 0),
  listed_at timestamptz not null,
  -- Of which migrations, functions and walls the program is that wrote it.
  program text not null,
  server integer not null,
  objects jsonb not null
);
select must_be_logged('definition_list'), only_added('definition_list'), sealed('definition_list');

-- When that was looked at last, and how many of them were not as they were: for the administrators' start page. The service's own word,
-- as log_check is.
create table definition_check (
  single boolean primary key default true check (single),
  looked_at timestamptz not null,
  differing integer not null check (differing >= 0)
);
