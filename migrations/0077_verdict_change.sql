-- What was said of an item, each time something else was said: a correction of another item publishes all verdicts of the response
-- again, and leaves this one as it was.
create view published.verdict_change as
select h.submission_id, h.n, h.item_id, h.grade, h.comment, h.published_at, h.reason
from published.verdict_history h
where not exists (
  select 1 from published.verdict_history b
  where b.submission_id = h.submission_id and b.item_id = h.item_id and b.n = h.n - 1 and b.grade = h.grade and b.comment = h.comment
);
