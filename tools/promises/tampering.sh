promise="What a superuser of the database changes in the log or in a record is found in each of the ways that we know, with the database's own triggers or past them, and an honest log raises no alarm."
short() { YTTRANDE_ROUNDS=200 YTTRANDE_EVENTS=20000 stories tampered::; }
# An hour or more: a million events are written, and seventeen thousand times everything is read.
long() { YTTRANDE_ROUNDS=1000 YTTRANDE_EVENTS=1000000 stories tampered::; }
red="not found although there are checkpoints"
# What was written down outside of the database is not looked at: two kinds are missed.
control() { YTTRANDE_SPOIL=tampering stories whatever_a_superuser_changes; }
