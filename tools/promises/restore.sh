promise="What was saved before a backup is there after the database was destroyed and restored, and a backup that is not whole is refused."
short() { judged_by "--test service" what_was_saved_before_a_backup; rules backup::; }
long() { YTTRANDE_ROUNDS=20 judged_by "--test service" what_was_saved_before_a_backup; rules backup:: domain::age; }
red="has been changed since it was written"
# One bit of the file is another when it is to be restored.
control() { YTTRANDE_SPOIL=restore judged_by "--test service" what_was_saved_before_a_backup; }
