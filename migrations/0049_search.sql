-- Searching by words: an index for each kind of published text, in Swedish. Small letters by ICU, whatever the database's own
-- locale knows of å, ä and ö. The expressions stand word for word in the statement that asks (features/search).

create index audit_now_words on audit_now using gin (to_tsvector('swedish', lower(title collate "sv-x-icu")));
create index audit_words on audit using gin (to_tsvector('swedish', lower(overall_assessment collate "sv-x-icu")));
create index item_words on item using gin (to_tsvector('swedish', lower((heading || ' ' || body) collate "sv-x-icu")));
create index item_version_words on item_version using gin (to_tsvector('swedish', lower((heading || ' ' || body) collate "sv-x-icu")));
create index submission_words on submission using gin (to_tsvector('swedish', lower(summary collate "sv-x-icu")));
create index submitted_answer_words on submitted_answer using gin (to_tsvector('swedish', lower(reason collate "sv-x-icu")));
create index submitted_measure_words on submitted_measure using gin (to_tsvector('swedish', lower((action || ' ' || effect) collate "sv-x-icu")));
create index verdict_words on verdict using gin (to_tsvector('swedish', lower(comment collate "sv-x-icu")));
create index verdict_publication_words on verdict_publication using gin (to_tsvector('swedish', lower(overall collate "sv-x-icu")));
