// `npm start`: builds what is not built yet, then runs it in this process, so that signals reach it.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const server = join(root, "dist", "server.js");

const { status } = spawnSync(process.execPath, [join(root, "scripts", "build.mjs")], {
  stdio: "inherit",
});
if (status !== 0 || !existsSync(server)) {
  console.error(
    "dist/server.js is not built: run `npm ci` (with development dependencies), then `npm run build`",
  );
  process.exit(status || 1);
}
process.argv[1] = server;
// npm dies of a signal without handing it on, and so does its shell: whoever is left alone then would keep the port.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, "SIGTERM");
  }, 500).unref();
}
await import(pathToFileURL(server).href);
