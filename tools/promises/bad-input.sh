promise="Bad input never breaks it: it is said at its place in the reader's language, what was typed is kept, and nothing else changes."
short() { stories bad_input:: forty:: bad_days_are_refused what_a_list_does_not_know a_form_from_another_site_is_refused every_failed_sign_in; }
red="forty::what_cannot_be_seen_counts_as_empty_wherever_something_must_be_written ... FAILED"
# What can be seen is sent in place of what cannot: it is taken, and the test must notice.
control() { YTTRANDE_SPOIL="empty texts" stories what_cannot_be_seen_counts_as_empty; }
