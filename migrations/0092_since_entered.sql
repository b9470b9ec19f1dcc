-- What came since a day is found by when it was entered: a response on paper is written in days after it came.
create index submission_entered on submission (entered_at);
