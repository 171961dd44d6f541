import { key } from "./context.ts";
import type { Reading } from "./reading.ts";

/** The statements and the `return` that build the hub value. */
export function finish(to: Reading, as: string): string {
  return [...to.hoisted, `return ${hubLiteral(to, as)};`].join("\n");
}

/** The hub value as an expression. */
export function hubLiteral(to: Reading, as: string): string {
  const tree = new Map<string, string | Map<string, string>>();
  for (const [path, texts] of to.slots) {
    if (path.startsWith("-")) continue;
    const [head, ...below] = path.split(".");
    const text = combined(to, path, texts);
    if (below.length === 0) tree.set(head!, text);
    else {
      const at = tree.get(head!);
      const inner = at instanceof Map ? at : new Map<string, string>();
      inner.set(below.join("."), text);
      tree.set(head!, inner);
    }
  }
  const fields = [...tree].map(
    ([name, value]) =>
      `${key(name.replace("+", ""))}: ${value instanceof Map ? nested(value) : value},`,
  );
  const object = `{\n${fields.join("\n")}\n}`;
  const cast = as ? ` as ${as}` : "";
  if (to.spreads.length === 0) return `${object}${cast}`;
  return `op.merge${as ? `<${as}>` : ""}(${fields.length > 0 ? object : "{}"}, ${to.spreads.join(", ")})`;
}

function nested(fields: Map<string, string>): string {
  const texts = [...fields.values()];
  const object = `{ ${[...fields].map(([name, text]) => `${key(name)}: ${text}`).join(", ")} }`;
  return texts.some((text) => text.startsWith('"')) ? object : `op.some(${object})`;
}

function combined(to: Reading, path: string, texts: string[]): string {
  if (path.endsWith("+"))
    return texts.length === 1 ? `${texts[0]} ?? []` : `op.concat(${texts.join(", ")})`;
  const added = texts.filter((text) => text.startsWith("+")).map((text) => text.slice(1));
  const base = texts.filter((text) => !text.startsWith("+")).join(" ?? ");
  const includes = to.slots.get(`-${path}`);
  let text = base;
  if (includes) {
    const parts = includes
      .filter((name) => to.slots.has(name))
      .map((name) => combined(to, name, to.slots.get(name)!));
    if (parts.length > 0) text = `op.minus(${base}, ${parts.join(", ")})`;
  }
  return added.length > 0 ? `op.plus(${text}, ${added.join(", ")})` : text;
}
