-- What the owner of an account is told of it by mail, and links by mail (ADR 0065).

-- Somebody's address is another: the former one is told, so that she learns of it if it was not she who asked.
create or replace function tell_former_address(in_person uuid, in_address text, in_at timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into mail (id, key, kind, address, made_at, due_at)
  values (gen_random_uuid(), 'address:' || in_person || ':' || in_at, 'address', in_address, in_at, in_at)
  on conflict on constraint mail_once do nothing;
end $$;

-- The addresses that were somebody's until they were corrected not long ago are told what is done with the account: a link, a password,
-- a second step, signing in with the municipality's identity provider, passkeys. Somebody who named another mailbox than hers would else be the only one to know (ADR 0091). Also where the address is
-- somebody else's by now: that could have been done to keep it silent.
create or replace function tell_former_addresses(in_kind mail_kind, in_person uuid, in_at timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into mail (id, key, kind, address, made_at, due_at)
  select gen_random_uuid(), in_kind || ':' || sha256(convert_to(f.email_before, 'UTF8'))::text || ':' || in_at, in_kind, f.email_before, in_at, in_at
  from (
    select distinct c.email_before
    from person_change c
    join person p on p.id = c.person_id
    where c.person_id = in_person and c.kind = 'corrected' and c.email_before <> p.email and c.changed_at > in_at - interval '30 days'
  ) f
  on conflict on constraint mail_once do nothing;
end $$;

-- Whoever stands here has signed in in a browser that is not known, is about to choose another password, or does something about the
-- second step of signing in or about signing in with the municipality's identity provider or with a passkey. Who has no password yet, or chose it in this very visit, is told nothing: she knows. That somebody has her
-- password and no code, or a copy of a passkey, she is told once a day, however often it is tried.
create or replace function tell_owner(in_kind mail_kind, in_browser text, in_at timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if in_kind not in ('sign_in', 'password', 'two_step_on', 'two_step_off', 'recovery_used', 'recovery_made', 'sign_on_bound', 'sign_on_unbound',
    'passkey_added', 'passkey_removed', 'passkey_refused', 'code_wrong') then
    raise exception 'the owner is not told of %', in_kind using errcode = 'check_violation';
  end if;
  if in_kind = 'password' then
    perform tell_former_addresses('former_password', myself(), in_at);
  elsif in_kind in ('two_step_on', 'two_step_off', 'recovery_made') then
    perform tell_former_addresses('former_two_step', myself(), in_at);
  elsif in_kind in ('sign_on_bound', 'sign_on_unbound') then
    perform tell_former_addresses('former_sign_on', myself(), in_at);
  elsif in_kind in ('passkey_added', 'passkey_removed') then
    perform tell_former_addresses('former_passkey', myself(), in_at);
  end if;
  insert into mail (id, key, kind, person_id, made_at, due_at, browser)
  select gen_random_uuid(),
    in_kind || ':' || c.person_id || ':' || case when in_kind in ('code_wrong', 'passkey_refused') then (in_at at time zone 'Europe/Stockholm')::date::text else in_at::text end, in_kind, c.person_id, in_at, in_at, left(in_browser, 200)
  from credential c where c.person_id = myself() and c.changed_at < in_at
  on conflict on constraint mail_once do nothing;
end $$;

-- When whoever stands here signed in the time before the last one.
create or replace function my_sign_in_before() returns timestamptz
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return (select s.created_at from session s where s.person_id = myself() order by s.created_at desc offset 1 limit 1);
end $$;

-- Sessions that were over before then go away, but for the last of each person: when she was here last is asked of all. The jobs
-- themselves see none.
create or replace function let_sessions_go(in_before timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  delete from session s
  where least(s.ended_at, s.expires_at) < in_before
    and exists (select 1 from session n where n.person_id = s.person_id and (n.created_at, n.id) > (s.created_at, s.id));
end $$;

-- Whether a mailbox proves that somebody is who she is: she has a password that she could have forgotten, and no administrator has
-- named another address. One that was corrected proves nothing: that administrator alone could have named a mailbox
-- of his own, and that she signs in with it shows only that she knows how it is written. It is hers again once she has come in by a
-- link that was made for her afterwards, for which a second administrator was asked, or a day went by (ADR 0057). A link that was
-- replaced is marked as used, too, but nobody came in by it.
create or replace function is_proven_by_mail(in_person uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return exists (select 1 from person p join credential c on c.person_id = p.id where p.id = in_person and p.ended_at is null)
    and not exists (
      select 1 from person_change c join person p on p.id = c.person_id
      where c.person_id = in_person and c.kind = 'corrected' and c.email_before <> p.email
        and not exists (
          select 1 from invitation i
          where i.person_id = in_person and not i.by_mail and i.created_at >= c.changed_at and i.came_in
        )
    );
end $$;

-- Looks up whose the addresses are for which somebody has asked, and has each of them mailed a link: at most three an
-- hour, so that a stranger who asks for them fills no mailbox, and whoever really has forgotten hers waits no day. Says how many.
create or replace function answer_forgotten(in_at timestamptz) returns integer
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  asked record;
  whose uuid;
  told integer := 0;
begin
  for asked in delete from forgotten f returning f.address, f.asked_at, f.browser loop
    select p.id into whose from person p where p.email = asked.address;
    if found and is_proven_by_mail(whose)
      and (select count(*) from mail m where m.person_id = whose and m.kind = 'reset' and m.made_at > in_at - interval '1 hour') < 3 then
      insert into mail (id, key, kind, person_id, made_at, due_at, browser)
      values (gen_random_uuid(), 'reset:' || whose || ':' || asked.asked_at, 'reset', whose, in_at, in_at, asked.browser)
      on conflict on constraint mail_once do nothing;
      told := told + 1;
    end if;
  end loop;
  return told;
end $$;

-- Whether the address of somebody who has not come in yet is the one with which she was added, as those who agreed to her roles saw it.
-- Where there is something to protect, one that was corrected proves nothing: one administrator alone could have named a mailbox of his own.
create or replace function is_invited_there(in_person uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return not (access_is_guarded() and exists (
    select 1 from person_change c join person p on p.id = c.person_id
    where c.person_id = in_person and c.kind = 'corrected' and c.email_before <> p.email
  ));
end $$;

-- Whether the link by which somebody comes in for the first time may be mailed: she has no password yet, no link waits for a second
-- administrator, and her address is the one with which she was added.
create or replace function may_be_invited_by_mail(in_person uuid, in_at timestamptz) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return exists (select 1 from person p where p.id = in_person and p.ended_at is null)
    and not exists (select 1 from credential c where c.person_id = in_person)
    and not exists (
      select 1 from access_proposal q join invitation i on i.proposal_id = q.id and i.used_at is null and i.expires_at > in_at
      where q.person_id = in_person and q.kind = 'link' and not exists (select 1 from access_decision d where d.proposal_id = q.id)
    )
    and is_invited_there(in_person);
end $$;

-- Invites somebody by mail, and says whether she may be. Links that she had stop. Until the mail goes her place is kept by a hash that
-- is that of no link.
create or replace function invite_by_mail(in_person uuid, in_at timestamptz, in_expires timestamptz) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform 1 from person where id = in_person for update;
  if not may_be_invited_by_mail(in_person, in_at) then
    return false;
  end if;
  update invitation set used_at = in_at where person_id = in_person and used_at is null;
  insert into invitation (token_hash, person_id, created_at, expires_at)
  values (sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), in_person, in_at, in_expires);
  insert into mail (id, key, kind, person_id, made_at, due_at)
  values (gen_random_uuid(), 'invitation:' || in_person || ':' || in_at, 'invitation', in_person, in_at, in_at);
  return true;
end $$;

-- Everybody who has not come in yet and may be invited by mail, but for those to whom such a mail waits or went within a day: a second
-- click mails nobody twice.
create or replace function not_come_in(in_at timestamptz) returns table (person_id person_id)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return query
  select p.id from person p
  where p.ended_at is null and not exists (select 1 from credential c where c.person_id = p.id)
    and may_be_invited_by_mail(p.id, in_at)
    and not exists (
      select 1 from mail m
      where m.person_id = p.id and m.kind = 'invitation' and (m.state = 'waiting' or (m.state = 'sent' and m.made_at > in_at - interval '1 day'))
    )
  order by p.created_at, p.id;
end $$;

-- The link of an invitation, made when its mail is about to go: nobody but the mailbox has it. None when she has come in since, when she
-- has ended, when another link has taken its place, or when her address has been corrected meanwhile: the mail would go there. It works
-- once, for as long as was said when she was invited.
create or replace function invitation_by_mail(in_mail uuid, in_hash bytea, in_at timestamptz) returns uuid
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  kept record;
begin
  select i.token_hash, i.person_id, i.created_at, i.expires_at into kept
  from mail m
  join person p on p.id = m.person_id and p.ended_at is null
  join invitation i on i.person_id = m.person_id and i.created_at = m.made_at and i.used_at is null and i.expires_at > in_at
  where m.id = in_mail and m.kind = 'invitation' and m.state = 'waiting'
    and not exists (select 1 from credential c where c.person_id = m.person_id)
    and is_invited_there(m.person_id)
  for update of i;
  if not found then
    return null;
  end if;
  update invitation set used_at = in_at where token_hash = kept.token_hash;
  insert into invitation (token_hash, person_id, created_at, expires_at) values (in_hash, kept.person_id, kept.created_at, kept.expires_at);
  return kept.person_id;
end $$;

-- The link of such a mail, made when the mail is about to go: nobody but the mailbox has it. None when it was asked for more than an
-- hour ago, or is not for her any more, or she has chosen another password since. It works once, and for half an hour, and takes the
-- place of those before.
create or replace function link_by_mail(in_mail uuid, in_hash bytea, in_at timestamptz) returns uuid
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  whose uuid;
begin
  if exists (select 1 from mail m where m.id = in_mail and m.kind = 'invitation') then
    return invitation_by_mail(in_mail, in_hash, in_at);
  end if;
  select m.person_id into whose from mail m join credential c on c.person_id = m.person_id and c.changed_at <= m.made_at
  where m.id = in_mail and m.kind = 'reset' and m.state = 'waiting' and m.made_at > in_at - interval '1 hour';
  if whose is null or not is_proven_by_mail(whose) then
    return null;
  end if;
  update invitation set used_at = in_at where person_id = whose and by_mail and used_at is null;
  insert into invitation (token_hash, person_id, created_at, expires_at, by_mail)
  values (in_hash, whose, in_at, in_at + interval '30 minutes', true);
  return whose;
end $$;
