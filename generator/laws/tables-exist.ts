import { suggest } from "../suggest.ts";
import type { Subject } from "./index.ts";
import { section, type Finding, type Law } from "./law.ts";
import { placed, walk } from "./scope.ts";

/** Every `table:` and every `schema:` that a shape asks for is there. */
export const tablesExist: Law = { name: "tables-exist", check };

function* check(subject: Subject): Iterable<Finding> {
  const tables = Object.keys(section(subject, "tables"));
  const rules = Object.keys(section(subject, "tools", "schema"));
  for (const { shape, scope } of placed(subject)) {
    for (const [node] of walk(shape, scope)) {
      if (node.kind !== "slot") continue;
      if (node.table !== undefined && !tables.includes(node.table))
        yield missing(node.at, "table", `there is no table \`${node.table}\``, node.table, tables);
      if (node.schema !== undefined && !rules.includes(node.schema))
        yield missing(
          node.at,
          "schema",
          `there are no rules \`${node.schema}\` under \`tools.schema\``,
          node.schema,
          rules,
        );
    }
  }
}

function missing(
  at: Finding["path"],
  key: string,
  message: string,
  name: string,
  known: string[],
): Finding {
  const help = suggest(name, known, "names") ?? "write it there";
  return { path: [...at, key], part: "value", message, help };
}
