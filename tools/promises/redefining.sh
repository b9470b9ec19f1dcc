promise="Whatever a superuser of the database exchanges of what pages read records through, in each of the ways that we know, is found against a clean database and against the list in the chain; a database as it should be, new or upgraded, raises no alarm."
short() { stories redefined::; }
red="what was defined anew was not found"
# Nothing is read of what the database is built of: all kinds are missed.
control() { YTTRANDE_SPOIL=definitions stories whatever_a_superuser_defines_anew; }
