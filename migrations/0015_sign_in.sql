-- Signing in: addresses have one spelling, wrong passwords are counted, browsers that have let somebody in are known again,
-- and sessions can be named, so that their owner can end them.

create domain session_id as uuid;

-- ---- addresses -------------------------------------------------------------------------------------------------------

-- Each address has one spelling (domain/email.rs): small letters, one form of each sign, nothing that is not seen, and the
-- domain as people read it. Two spellings of one address cannot both be stored, so nobody is two people.
create function refuse_other_spellings() returns trigger language plpgsql as $$
begin
  if new.email <> lower(normalize(new.email, nfkc) collate "sv-x-icu")
    or new.email !~ '^[^@[:space:][:cntrl:]]+@[^@.[:space:][:cntrl:]]+(\.[^@.[:space:][:cntrl:]]+)+$'
    or new.email ~ '@(.*\.)?xn--'
    or new.email ~ '[\u0085\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3002\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]'
  then
    raise exception 'this is another spelling of an address' using errcode = 'check_violation', constraint = 'person_email_has_one_spelling';
  end if;
  return new;
end $$;
create trigger one_spelling before insert or update of email on person for each row execute function refuse_other_spellings();

create unique index person_address_key on person (email);

-- Those that are stored already. An address that is no other person's in its one spelling gets that spelling; where two people
-- would have the same, the one that has it keeps it, and the other stays as it is, cannot be signed in with, and is to be seen
-- in the list of people.
alter table person disable trigger must_be_logged;
do $$
declare
  stored record;
  wanted text;
  label text;
  labels text[];
begin
  for stored in select id, email from person order by created_at, id loop
    wanted := lower(normalize(regexp_replace(stored.email, '[\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff]', '', 'g'), nfkc) collate "sv-x-icu");
    wanted := rtrim(btrim(wanted), '.');
    labels := '{}';
    foreach label in array string_to_array(substr(wanted, strpos(wanted, '@') + 1), '.') loop
      if label like 'xn--%' then
        -- RFC 3492, written out: this is the only place where the database needs it.
        declare
          code text := substr(label, 5);
          read text := '';
          at int := 1;
          n int := 128;
          i int := 0;
          bias int := 72;
          before int;
          weight int;
          k int;
          t int;
          digit int;
          delta int;
        begin
          if strpos(code, '-') > 0 then
            read := substr(code, 1, length(code) - strpos(reverse(code), '-'));
            code := substr(code, length(read) + 2);
          end if;
          while at <= length(code) loop
            before := i;
            weight := 1;
            k := 36;
            loop
              digit := strpos('abcdefghijklmnopqrstuvwxyz0123456789', substr(code, at, 1)) - 1;
              at := at + 1;
              i := i + digit * weight;
              t := greatest(1, least(26, k - bias));
              exit when digit < t;
              weight := weight * (36 - t);
              k := k + 36;
            end loop;
            delta := (i - before) / case when before = 0 then 700 else 2 end;
            delta := delta + delta / (length(read) + 1);
            k := 0;
            while delta > 455 loop
              delta := delta / 35;
              k := k + 36;
            end loop;
            bias := k + 36 * delta / (delta + 38);
            n := n + i / (length(read) + 1);
            i := i % (length(read) + 1);
            read := substr(read, 1, i) || chr(n) || substr(read, i + 1);
            i := i + 1;
          end loop;
          label := read;
        exception when others then
          -- No domain that anybody could have: it stays as it is.
          null;
        end;
      end if;
      labels := labels || label;
    end loop;
    wanted := substr(wanted, 1, strpos(wanted, '@')) || array_to_string(labels, '.');
    if wanted <> stored.email and not exists (select 1 from person p where lower(p.email) = lower(wanted) and p.id <> stored.id) then
      begin
        update person set email = wanted where id = stored.id;
      exception when check_violation then
        null;
      end;
    end if;
  end loop;
end $$;
alter table person enable trigger must_be_logged;

-- ---- wrong passwords -------------------------------------------------------------------------------------------------

-- Wrong passwords within a quarter of an hour, by what they were tried on: an address, a device, a session, a person's own
-- page. Named by a hash, so that addresses that belong to nobody are counted like all others. Rows go away after some hours,
-- and become one event each at most, written by a job: whoever is turned away must not see in the time it takes whose
-- address it was. Takes the place of sign_in_throttle, which releases before this one write; a later one drops it.
create table attempt (
  key_hash bytea primary key check (length(key_hash) = 32),
  person_id person_id references person,
  -- On a device that has let her in before, or in a session of hers.
  inside boolean not null,
  failures integer not null check (failures > 0),
  first_at timestamptz not null,
  last_at timestamptz not null,
  noted boolean not null default false
);
create index attempt_first_at on attempt (first_at);

delete from sign_in_throttle;

-- ---- devices and sessions --------------------------------------------------------------------------------------------

-- A browser in which somebody has signed in before: what strangers do wrong does not stop her there.
create table known_device (
  token_hash bytea primary key check (length(token_hash) = 32),
  person_id person_id not null references person,
  created_at timestamptz not null,
  seen_at timestamptz not null
);
create index known_device_person on known_device (person_id, seen_at);
create index known_device_seen_at on known_device (seen_at);

-- With this the tokens of devices are signed, so that a made-up one is recognised without asking the database.
create table device_key (
  only_one boolean primary key default true check (only_one),
  key bytea not null check (length(key) = 32)
);
insert into device_key (key) values (sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'utf8')));

alter table session add column id session_id not null default gen_random_uuid();
-- From where, roughly: the network, without what names one machine in it.
alter table session add column network text check (length(network) <= 60);
create unique index session_id_key on session (id);
