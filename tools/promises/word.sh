promise="A response that goes through another office program comes back as it was, whatever people have written in it."
short() { ensure_office; stories a_response_comes_back_from_another_writer; }
red="the response came back another one"
# The response goes through bare text, which has no marks.
control() { ensure_office; YTTRANDE_SPOIL=office stories a_response_comes_back_from_another_writer; }
