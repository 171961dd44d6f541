import { createConnection } from "./connection.ts";
import type { Connection, Exchange } from "./connection.ts";
import type { Job, Outcome, Shot } from "./jobs.ts";
import { createTally } from "./tally.ts";
import type { Tally } from "./tally.ts";

// The load, as a process of its own: takes jobs over IPC, answers each with its outcome. No job lasts longer than
// it was told, plus a grace for what is under way.

const GRACE_MS = 5_000;

let held: Connection[] = [];

process.on("message", (job: Job) => {
  void run(job).then((outcome) => process.send?.(outcome));
});
process.on("disconnect", () => process.exit(0));

function run(job: Job): Promise<Outcome> {
  switch (job.do) {
    case "once":
      return once(job.shot);
    case "closed":
      return closed(job.shot, job.connections, job.ms, job.most);
    case "steady":
      return steady(job.shot, job.rate, job.ms);
    case "streams":
      return streams(job.shot, job.count, job.over_ms, job.within_ms);
    case "hold":
      return hold(job.shot, job.count, job.within_ms);
    case "release":
      for (const connection of held) connection.close();
      held = [];
      return Promise.resolve(createTally().outcome());
  }
}

async function once(shot: Shot): Promise<Outcome> {
  const connection = createConnection(shot.port, true);
  const tally = createTally();
  let told: Partial<Exchange> = {};
  const outcome = await within(GRACE_MS, tally, [connection], (done) => {
    connection.exchange(bytesOf(shot), (exchange) => {
      tally.add((told = exchange));
      done();
    });
  });
  const { status = 0, headers = "", body = "" } = told;
  return { ...outcome, status, headers, body };
}

function closed(shot: Shot, count: number, ms: number, most: number): Promise<Outcome> {
  const request = bytesOf(shot);
  const connections = Array.from({ length: count }, () => createConnection(shot.port));
  const tally = createTally();
  return within(ms + GRACE_MS, tally, connections, (done) => {
    const until = performance.now() + ms;
    let sent = 0;
    let busy = count;
    const next = (connection: Connection) => {
      if (sent >= most || performance.now() >= until) return void (--busy === 0 && done());
      sent++;
      connection.exchange(request, (exchange) => {
        tally.add(exchange);
        // A server that refuses at once must not be asked in a tight loop.
        if (exchange.status === 200) next(connection);
        else setTimeout(next, 20, connection);
      });
    };
    for (const connection of connections) next(connection);
  });
}

function steady(shot: Shot, rate: number, ms: number): Promise<Outcome> {
  const request = bytesOf(shot);
  const idle: Connection[] = [];
  const connections: Connection[] = [];
  const tally = createTally();
  const most = Math.floor((ms * rate) / 1000);
  return within(ms + GRACE_MS, tally, connections, (done) => {
    const begin = performance.now();
    let sent = 0;
    let answered = 0;
    const tick = () => {
      const due = Math.min(most, Math.floor(((performance.now() - begin) * rate) / 1000) + 1);
      for (; sent < due; sent++) {
        const connection = idle.pop() ?? createConnection(shot.port);
        if (!connections.includes(connection)) connections.push(connection);
        connection.exchange(request, (exchange) => {
          tally.add(exchange);
          idle.push(connection);
          if (++answered === most) done();
        });
      }
      if (sent < most)
        setTimeout(tick, Math.max(1, begin + (sent * 1000) / rate - performance.now()));
    };
    tick();
  });
}

function streams(shot: Shot, count: number, over: number, ms: number): Promise<Outcome> {
  const request = bytesOf(shot);
  const connections = Array.from({ length: count }, () => createConnection(shot.port));
  const tally = createTally();
  return within(ms, tally, connections, (done) => {
    let open = count;
    connections.forEach((connection, at) => {
      setTimeout(
        () => {
          connection.exchange(request, (exchange) => {
            tally.add(exchange);
            if (--open === 0) done();
          });
        },
        (at * over) / count,
      );
    });
  });
}

/** Opens a few at a time: a thousand connections at once would measure the accept queue. */
async function hold(shot: Shot, count: number, ms: number): Promise<Outcome> {
  const request = bytesOf(shot);
  const tally = createTally();
  const opened = Array.from({ length: count }, () => createConnection(shot.port));
  held.push(...opened);
  return within(ms, tally, [], (done) => {
    let next = 0;
    let begun = 0;
    const start = () => {
      const connection = opened[next++];
      connection?.exchange(
        request,
        (exchange) => tally.add({ ...exchange, status: 0 }),
        () => {
          tally.add({ status: 200, first: 0, total: 0, bytes: 0 });
          if (++begun === count) done();
          else start();
        },
      );
    };
    for (let at = 0; at < 32; at++) start();
  });
}

/** Runs `work` until it is done or the time is up, then closes the connections. */
function within(
  ms: number,
  tally: Tally,
  connections: readonly Connection[],
  work: (done: () => void) => void,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      const outcome = tally.outcome();
      tally.stop();
      for (const connection of connections) connection.close();
      resolve(outcome);
    };
    const timer = setTimeout(finish, ms);
    work(finish);
  });
}

function bytesOf({ path, headers, body }: Shot): Buffer {
  const lines = Object.entries({
    host: "127.0.0.1",
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(body)),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join("")}\r\n${body}`);
}
