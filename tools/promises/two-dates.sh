promise="A last day that is moved when it is over makes nobody punctual: rows, headlines, figures and files say both days."
short() { stories two_dates:: over_random_histories; }
long() { stories two_dates:: in_ten_thousand_random_histories; }
red="two_dates::a_last_day_that_is_corrected_when_it_is_over_turns_no_headline_green ... FAILED"
# The day is moved in good time: then there is no mark to be seen.
control() { YTTRANDE_SPOIL="two dates" stories two_dates::; }
