-- How far the service itself has read each log and found it whole (ADR 0064). Nobody's record: it can be read again at any time.
create table log_check (
  authority text primary key,
  -- How far the reading that is under way has come, when it began with the first event, and the hash of where it stands; of what
  -- is older than the chain the digest so far.
  read_seq bigint not null check (read_seq >= 0),
  read_hash bytea check (length(read_hash) = 32),
  begun_at timestamptz not null,
  -- How far a reading has come that began with the first event and reached the end, when that began, and when the end was seen.
  whole_seq bigint,
  whole_from timestamptz,
  whole_at timestamptz,
  -- How long it has been: a log does not get shorter.
  longest bigint not null default 0,
  -- The first event that did not fit, and when that was noticed first.
  broken_seq bigint,
  broken_at timestamptz,
  -- The digest of what says where the chain begins, when it was read first: it is begun once.
  beginning bytea check (length(beginning) = 32),
  check ((read_seq = 0) = (read_hash is null)),
  check ((whole_seq is null) = (whole_from is null) and (whole_seq is null) = (whole_at is null)),
  check ((broken_seq is null) = (broken_at is null))
);

-- What says where the chain begins, among all seals.
create index seal_marks on seal (id) where relation in ('event', 'seal');
