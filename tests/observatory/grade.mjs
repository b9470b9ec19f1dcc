// Grades a service with the scanner of the MDN HTTP Observatory:
//
//   node grade.mjs SCANNER SERVICE PORT KEY CERTIFICATE [SPOILED]
//
// SCANNER is the folder of the package @mdn/mdn-http-observatory, SERVICE the address of the service, such as 127.0.0.1:8080. On PORT
// this program stands in front of it, as a web server does: it speaks HTTPS with the certificate, which NODE_EXTRA_CA_CERTS must
// trust, and leads whoever comes by HTTP there. It changes nothing of an answer, but takes the header SPOILED away, if there is one.

import { readFileSync } from "node:fs";
import { createServer as http, request } from "node:http";
import { createServer as https } from "node:https";
import { createServer as tcp } from "node:net";
import { pathToFileURL } from "node:url";

const [scanner, service, port, key, certificate, spoiled] = process.argv.slice(2);
const name = `localhost:${port}`;
const [host, at] = service.split(":");

const front = https({ key: readFileSync(key), cert: readFileSync(certificate) }, (asked, answer) => {
  const { method, url: path, headers } = asked;
  const passed = request({ host, port: at, method, path, headers }, (came) => {
    if (spoiled) delete came.headers[spoiled];
    answer.writeHead(came.statusCode, came.headers);
    came.pipe(answer);
  });
  asked.pipe(passed);
});
const elsewhere = http((asked, answer) => answer.writeHead(301, { location: `https://${name}${asked.url}` }).end());
// The scanner asks one port for both: a connection that speaks TLS begins with 22.
const door = tcp((socket) => {
  socket.once("data", (first) => {
    socket.pause();
    socket.unshift(first);
    (first[0] === 22 ? front : elsewhere).emit("connection", socket);
    process.nextTick(() => socket.resume());
  });
  socket.on("error", () => socket.destroy());
});

door.listen(Number(port), "localhost", async () => {
  const { scan } = await import(pathToFileURL(`${scanner}/src/scanner/index.js`).href);
  const { scan: graded, tests } = await scan(name);
  for (const [test, { result, scoreModifier }] of Object.entries(tests)) console.log(`${test}: ${result} (${scoreModifier})`);
  console.log(`grade ${graded.grade}, ${graded.score} points, ${graded.testsPassed} of ${graded.testsQuantity} tests`);
  process.exit(0);
});
