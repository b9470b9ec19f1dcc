-- What tables, views and rules ask for by name: days, who asks, what is text, where a row stands in lists.

-- The day an instant belongs to, in Stockholm.
create or replace function stockholm_day(at timestamptz) returns date
  language sql immutable as $$ select (at at time zone 'Europe/Stockholm')::date $$;

-- Who stands at the gate, and for which boards: set by it at the beginning of every transaction.
create or replace function myself() returns uuid language sql stable as $$
  select nullif(current_setting('app.person', true), '')::uuid
$$;

create or replace function my_boards() returns uuid[] language sql stable as $$
  select coalesce(nullif(current_setting('app.boards', true), '')::uuid[], '{}')
$$;

-- The rule of `domain::text::has_visible_text`, sign by sign.
create or replace function has_visible_text(in_text text) returns boolean
  language sql immutable strict as $$
  select in_text ~ ('[^\u0001-\u0020\u007f-\u00a0\u00ad\u0300-\u036f\u0483-\u0489\u0600-\u0605\u061c\u06dd\u070f\u0890-\u0891\u08e2\u115f\u1160\u1680'
    '\u17b4\u17b5\u180b-\u180f\u1ab0-\u1aff\u1dc0-\u1dff\u2000-\u200f\u2028-\u202f\u205f-\u206f\u20d0-\u20ff\u2800\u2d7f\u3000\u3164\ue000-\uf8ff\ufdd0-\ufdef'
    '\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\uffa0\ufff0-\ufffc\ufffe-\uffff\U000110bd\U000110cd\U00013430-\U0001345f\U00016fe4\U0001bca0-\U0001bca3\U0001d159'
    '\U0001d173-\U0001d17a\U000e0000-\U0010ffff]')
$$;

-- Whether this connection reads for the auditors, or for a board that the audit was sent to.
create or replace function reads_for_addressee(in_audit uuid) returns boolean
  language plpgsql stable as $$
begin
  -- Not in SQL: a function in SQL that is not set into the query is planned anew by every page.
  return current_user = 'app_audit'
    or current_user = 'app_board' and exists (select 1 from published.addressee x where x.audit_id = in_audit and x.board_id = any (my_boards()));
end $$;

-- Where a row stands in lists: group 0 runs from the nearest day on, later groups follow one after the other, in each the
-- newest day first. A number, so that an index has the order and a page begins where the last one ended.
create or replace function list_place(in_group integer, in_day date) returns integer
  language sql immutable as $$
  select case in_group when 0 then in_day - date '2000-01-01' else in_group * 10000000 - (in_day - date '2000-01-01') end
$$;

create or replace function in_pieces(content bytea) returns table (n integer, bytes bytea)
  language sql immutable as $$
  select n, substring(content from n * 131072 + 1 for 131072) from generate_series(0, (length(content) - 1) / 131072) as n
$$;

-- Versions of one sitting: the same ten minutes of the clock.
create or replace function same_sitting(one timestamptz, other timestamptz) returns boolean
  language sql immutable as $$ select date_bin('10 minutes', one, 'epoch'::timestamptz) = date_bin('10 minutes', other, 'epoch'::timestamptz) $$;
