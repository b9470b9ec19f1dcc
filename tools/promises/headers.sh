promise="Every answer carries the headers that a scanner of such things asks for."
short() { stories every_answer_carries_what_a_scanner_asks_for; }
# The scanner itself, MDN HTTP Observatory. It comes from npm into the target folder, without what it would run when it is installed:
# that fetches the list of sites for which browsers know HTTPS beforehand, and this service is none of them.
long() {
    short
    mkdir -p "$TARGET/observatory"
    npm install --prefix "$TARGET/observatory" --ignore-scripts --no-audit --no-fund @mdn/mdn-http-observatory@1.4.8
    scanner=$(cd "$TARGET" && pwd)/observatory/node_modules/@mdn/mdn-http-observatory
    [ -f "$scanner/conf/hsts-preload.json" ] || echo '{}' >"$scanner/conf/hsts-preload.json"
    YTTRANDE_OBSERVATORY=$scanner judged_by "--test service" the_observatory_gives_its_best_grade
}
red="without what a scanner asks for"
# A header is taken away.
control() { YTTRANDE_SPOIL="headers" stories every_answer_carries_what_a_scanner_asks_for; }
