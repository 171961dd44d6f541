import type { Diagnostic } from "../diagnostic.ts";
import type { Subject } from "./index.ts";
import { listOf, section, type Dict, type Finding, type Law } from "./law.ts";

/** No route of a door stands behind one that takes all of its requests. */
export const doorPathsUnique: Law = { name: "door-paths-unique", check };

function* check(subject: Subject): Iterable<Finding> {
  if (subject.provider) return;
  const routes = listOf<Dict>(section(subject, "door")["routes"]);
  for (const [i, route] of routes.entries()) {
    if (!routes.slice(0, i).some((earlier) => takesIn(earlier, route))) continue;
    const message = `\`${String(route["path"])}\` is never reached: an earlier route takes it`;
    yield {
      path: ["door", "routes", i, "path"],
      part: "value",
      message,
      help: "put the route with the narrower `when_query` first",
    };
  }
}

function takesIn(earlier: Dict, route: Dict): boolean {
  if (earlier["path"] !== route["path"]) return false;
  const asked = Object.entries((earlier["when_query"] ?? {}) as Dict);
  return asked.every(
    ([name, value]) => (route["when_query"] as Dict | undefined)?.[name] === value,
  );
}

/** The same across dialects: two doors must not open at one path, nor two lists of models that no header tells apart. */
export function* doorsAgree(subjects: readonly Subject[]): Iterable<Diagnostic> {
  const seen = new Map<string, string>();
  for (const subject of subjects.filter((each) => !each.provider)) {
    for (const { path, key, text } of doors(subject)) {
      const other = seen.get(key);
      if (other !== undefined && other !== subject.id) {
        const message = `\`${text}\` is a path of the dialect \`${other}\` already`;
        yield {
          ...subject.document.locate(path, "value"),
          law: doorPathsUnique.name,
          message,
          help: "give it another path, or a header that tells",
        };
      }
      seen.set(key, other ?? subject.id);
    }
  }
}

function* doors(
  subject: Subject,
): Iterable<{ path: (string | number)[]; key: string; text: string }> {
  for (const [i, route] of listOf<Dict>(section(subject, "door")["routes"]).entries())
    yield {
      path: ["door", "routes", i, "path"],
      key: `POST ${String(route["path"])}`,
      text: String(route["path"]),
    };
  const models = section(subject, "door", "models");
  if (models["path"] === undefined) return;
  const header = models["with_header"] === undefined ? "" : ` ${String(models["with_header"])}`;
  yield {
    path: ["door", "models", "path"],
    key: `GET ${String(models["path"])}${header}`,
    text: String(models["path"]),
  };
}
