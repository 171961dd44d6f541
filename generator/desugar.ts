import type { Shape } from "./shape-nodes.ts";
import { shape } from "./shape.ts";
import { suggest } from "./suggest.ts";
import type { Part, Path } from "./tree.ts";

/** What is wrong with a short word, with the path to blame in the provider's own file. */
export interface Problem {
  path: Path;
  part: Part;
  law: string;
  message: string;
  help?: string;
}

type Dict = Record<string, any>;

/** The hub slots that a shape can write. */
export function writtenSlots(node: Shape): string[] {
  switch (node.kind) {
    case "slot":
      return node.write ? [node.path] : [];
    case "object":
      return node.fields.flatMap(([, item]) => writtenSlots(item));
    case "list":
      return writtenSlots(node.item);
    case "or":
      return node.shapes.flatMap(writtenSlots);
    case "by":
      return node.write
        ? [node.path, ...node.cases.flatMap(([, item]) => (item ? writtenSlots(item) : []))]
        : [];
    case "each":
      return [node.path];
    case "system":
      return ["messages"];
    default:
      return [];
  }
}

/**
 * Spells out the short words of a provider: `unsupported` takes fields out of the body and names what they
 * carried as lost; `rename` gives a field another name. What the provider can write is not lost any more.
 */
export function desugar(value: Dict, base: Dict): { value: Dict; problems: Problem[] } {
  const problems: Problem[] = [];
  const request: Dict = { ...(value["request"] as Dict) };
  const body: Dict = { ...(request["body"] as Dict) };
  const lost: Dict = { ...(request["lost"] as Dict | undefined) };
  const unsupported = (request["unsupported"] as string[] | undefined) ?? [];
  for (const [i, name] of unsupported.entries()) {
    if (!(name in body)) {
      problems.push({
        path: ["request", "unsupported", i],
        part: "value",
        law: "unsupported-exists",
        message: `\`${name}\` is not a field of the request`,
        help: suggest(name, Object.keys(body), "fields"),
      });
      continue;
    }
    for (const slot of writtenSlots(shape(body[name], [])))
      lost[slot] ??= `${value["name"]} does not support it`;
    delete body[name];
  }
  const renamed = (request["rename"] as Dict | undefined) ?? {};
  for (const [from, to] of Object.entries(renamed)) {
    if (from in body) continue;
    problems.push({
      path: ["request", "rename", from],
      part: "key",
      law: "unsupported-exists",
      message: `\`${from}\` is not a field of the request`,
      help: suggest(from, Object.keys(body), "fields"),
    });
    void to;
  }
  request["body"] = Object.fromEntries(
    Object.entries(body).map(([name, item]) => [renamed[name] ?? name, item]),
  );
  const written = new Set(writtenSlots(shape(request["body"], [])));
  request["lost"] = Object.fromEntries(Object.entries(lost).filter(([slot]) => !written.has(slot)));
  for (const slot of unwritten(base, written))
    request["lost"][slot] ??= `${value["name"]} does not take it`;
  delete request["unsupported"];
  delete request["rename"];
  return { value: { ...value, request }, problems };
}

/** What the dialect writes and this provider, having removed a field, does not. */
function unwritten(base: Dict, written: ReadonlySet<string>): string[] {
  return writtenSlots(shape(base["request"].body, [])).filter((slot) => !written.has(slot));
}
