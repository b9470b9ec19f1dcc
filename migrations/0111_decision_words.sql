-- What somebody has typed of a decision and not recorded yet (ADR 0087): her own words, kept while she types.
create table desk_decision_words (
  round_id round_id not null,
  board_id board_id not null,
  person_id person_id not null references person,
  -- What had been handed in when she wrote; 0: nothing yet.
  submission smallint not null check (submission >= 0),
  content jsonb not null,
  -- The page that kept them, and how far it was: of two that are on their way at once the newer words stay.
  page uuid,
  step bigint,
  kept_at timestamptz not null,
  primary key (round_id, person_id, submission),
  foreign key (round_id, board_id) references round (id, board_id)
);
create index desk_decision_words_person on desk_decision_words (person_id);
select signed_by('desk_decision_words', 'person_id');
