// `npm run check`: is what is committed what is compiled, and is it sound. All checks run, each named.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const checks = [
  [
    "generated code is what the specs compile to",
    ["scripts/run.mjs", "generator/main.ts", "--check"],
  ],
  ["types hold", [bin("typescript", "tsc"), "--noEmit"]],
  ["files are formatted", [bin("prettier", "prettier"), "--check", "--log-level", "warn", "."]],
];

const failed = [];
for (const [name, command] of checks) {
  const start = performance.now();
  // Programs are run by this Node and not by name: no shell, no npx, the same on every system.
  const { status, signal } = spawnSync(process.execPath, command, { cwd: root, stdio: "inherit" });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(
    `${status === 0 ? "ok  " : "FAIL"} ${name} (${seconds} s${signal ? `, ${signal}` : ""})`,
  );
  if (status !== 0) failed.push(name);
}
if (failed.length > 0) {
  console.error(`\n${failed.length} of ${checks.length} checks failed: ${failed.join("; ")}`);
  process.exitCode = 1;
}

/** The script behind a package's command; a package that is not installed is a failing check, not a crash. */
function bin(name, command) {
  const folder = join(root, "node_modules", name);
  try {
    const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return join(folder, typeof bin === "string" ? bin : bin[command]);
  } catch {
    return join(folder, "package.json");
  }
}
