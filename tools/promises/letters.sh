promise="Whatever form a letter takes and whatever has become of its file, reading it ends soon, no wrong last day is called found, and no board that must answer is lost without a report."
short() { rules missive::tests:: file_text::; }
# Eleven walks of more than a minute each, and forty thousand letters that were put together.
long() { LETTERS=40000 FUZZ_SECONDS=75 rules missive::tests:: file_text::; }
red="what_is_not_understood_is_seen ... FAILED"
# Each letter asks for another day than the one that stands in it.
control() { LETTERS_SPOILED=yes rules what_is_not_understood_is_seen; }
