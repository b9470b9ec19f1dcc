promise="Bad input never breaks it: it is said at its place in the reader's language, what was typed is kept, and nothing else changes."
short() {
    # Forms, cookies, methods, bytes, markup, names; days; filters; other sites.
    stories bad_input:: forty:: bad_days_are_refused what_is_often_a_slip what_a_list_does_not_know a_form_from_another_site_is_refused
    # Sign-ins that fail, and go on.
    stories every_failed_sign_in the_eleventh_attempt
    # Twice, late, at once, too early, when the session is over, and at midnight.
    stories two_who_change_the_same_field a_save_that_is_sent_again handing_in_many_times_at_once taking_back_and_registering
    stories what_was_sent_when_the_session_was_over what_is_written_on_a_text_that_was_locked nothing_is_handed_in_before the_whole_last_day_counts
    # Files that are something else, too large, slow or cut; bodies and heads that cannot be read; another name.
    stories files:: server::a_body server::a_head another_name_is_not_answered
    rules attachment
    # What a spreadsheet would evaluate, and what a mail would take for a head.
    stories a_file_holds_the_rows
    rules no_name_and_no_title
    # The database away, full or held; the clock set back.
    stories faults::
}
red="forty::what_cannot_be_seen_counts_as_empty_wherever_something_must_be_written ... FAILED"
# What can be seen is sent in place of what cannot: it is taken, and the test must notice.
control() { YTTRANDE_SPOIL="empty texts" stories what_cannot_be_seen_counts_as_empty; }
