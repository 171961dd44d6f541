import type { Subject } from "./index.ts";
import { isDict, listOf, section, type Finding, type Law } from "./law.ts";

const ENV = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const SECRET_HEADER = /^(authorization|proxy-authorization|cookie|.*(api-?key|secret|token))$/;
/** What keys look like: a short prefix before letters and digits. */
const SECRET_KEY = /^(?=.*\d)[A-Za-z]{2,6}[-_][A-Za-z0-9_-]{12,}$/;
const SECRET_VALUE = /^bearer\s|[A-Za-z0-9_-]{32,}/i;

/** A provider says where it is by a plain URL and names its key's variable; no key stands in a spec. */
export const providerIsAProvider: Law = { name: "provider-is-a-provider", check };

function* check(subject: Subject): Iterable<Finding> {
  if (!ID.test(subject.id)) {
    const message = `\`${subject.id}\` cannot be an id`;
    yield {
      path: ["name"],
      part: "key",
      message,
      help: "name the file in small letters and digits, with dashes between",
    };
  }
  if (!subject.provider) return;
  yield* address(String(subject.value["base_url"]));
  yield* keys(subject);
  yield* headers(subject);
}

function* address(text: string): Iterable<Finding> {
  const wrong = (message: string, help: string): Finding => ({
    path: ["base_url"],
    part: "value",
    message,
    help,
  });
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !["http:", "https:"].includes(url.protocol))
    return yield wrong(`\`${text}\` is no http address`, "begin it with `https://`");
  if (url.username || url.password)
    yield wrong(
      "a user or password stands in the address",
      "say under `auth` which variable holds the key",
    );
  else if (url.search || url.hash)
    yield wrong("the address has a query or a fragment", "leave it out; paths are added behind it");
  else if (text.endsWith("/"))
    yield wrong("the address ends in `/`", "leave it out; paths begin with one");
}

function* keys(subject: Subject): Iterable<Finding> {
  const auth: unknown = subject.value["auth"];
  if (!isDict(auth)) return;
  for (const name of ["bearer", "env"]) {
    for (const [i, env] of listOf(auth[name]).entries()) {
      if (ENV.test(env)) continue;
      const path = Array.isArray(auth[name]) ? ["auth", name, i] : ["auth", name];
      const message = SECRET_KEY.test(env)
        ? "a key stands in the spec"
        : `\`${env}\` is no name of a variable`;
      yield {
        path,
        part: "value",
        message,
        help: "name the environment variable that holds the key: capitals, digits and `_`",
      };
    }
  }
}

function* headers(subject: Subject): Iterable<Finding> {
  for (const [name, value] of Object.entries(section(subject, "headers"))) {
    if (!SECRET_HEADER.test(name) && !SECRET_VALUE.test(String(value))) continue;
    const message = `\`${name}\` looks like a key`;
    yield {
      path: ["headers", name],
      part: "key",
      message,
      help: "say under `auth` which variable holds it",
    };
  }
}
