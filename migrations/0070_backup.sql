-- When backups were made, as the command writes it down when one has been read back, so that the service can say how old the last
-- one is. Nobody's record: the files themselves say what stands in them.
create table backup (
  -- Everything that was saved before this instant stands in it.
  taken_at timestamptz primary key,
  bytes bigint not null check (bytes > 0),
  -- Of the file.
  sha256 bytea not null check (length(sha256) = 32)
);
