// Reads a schema as what a value may be: objects with fields, and words.

/** The part of JSON Schema that descriptions are read by. */
export type Node = {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, Node>;
  additionalProperties?: Node | boolean;
  items?: Node;
  anyOf?: Node[];
  oneOf?: Node[];
  allOf?: Node[];
};

/** A schema document; older drafts say `definitions`. When it is one file of several, `own` names its part. */
export type Document = {
  $defs?: Record<string, Node>;
  definitions?: Record<string, Node>;
  own?: string[];
};

/** An object: its fields, and the values of further fields. Each may be described several times. */
export type Shape = {
  name: string;
  fields: Map<string, Node[]>;
  rest: Node[];
};
/** What a value may be; `anyWord` when any string, `opaque` when any object. */
export type View = { shapes: Shape[]; words: Set<string>; anyWord: boolean; opaque: boolean };

/** The named definitions of a document. */
export function defsOf(document: Document): Record<string, Node> {
  return document.$defs ?? document.definitions ?? {};
}

/** A definition by name, or one of its fields by `Definition.field`. */
export function at(document: Document, path: string): Node {
  const [name = "", ...fields] = path.split(".");
  const start: Node = { $ref: `#/$defs/${name}` };
  return fields.reduce((node, field) => {
    const found = view(document, [node], name, new Set()).shapes[0]?.fields.get(field)?.[0];
    if (!found) throw new Error(`no ${path} in the schema`);
    return found;
  }, start);
}

/** Objects and words that a value may be; arrays stand for their items. */
export function view(document: Document, nodes: Node[], name: string, reached: Set<string>): View {
  const result: View = { shapes: [], words: new Set(), anyWord: false, opaque: false };
  const visit = (node: Node, from: string, open: string[]): void => {
    if (node.$ref !== undefined) {
      const target = node.$ref.split("/").pop() ?? "";
      reached.add(target);
      const next = defsOf(document)[target];
      if (!next) throw new Error(`no definition ${target}`);
      if (!open.includes(target)) visit(next, target, [...open, target]);
      return;
    }
    const words = [...(node.enum ?? []), ...("const" in node ? [node.const] : [])];
    for (const word of words) if (typeof word === "string") result.words.add(word);
    for (const inner of [...(node.anyOf ?? []), ...(node.oneOf ?? [])]) visit(inner, from, open);
    if (node.items) visit(node.items, from, open);
    const types = [node.type ?? []].flat();
    if (types.includes("string") && words.length === 0) result.anyWord = true;
    if (node.allOf?.length) return merge(node, from, open);
    if (node.properties || typeof node.additionalProperties === "object") {
      result.shapes.push(shapeOf(node, from));
    } else if (types.includes("object") || isAny(node)) {
      result.opaque = true;
    }
  };
  const merge = (node: Node, from: string, open: string[]): void => {
    const before = result.shapes.length;
    for (const part of [{ ...node, allOf: [] }, ...(node.allOf ?? [])]) visit(part, from, open);
    const parts = result.shapes.splice(before);
    if (parts.length === 0) return;
    const whole: Shape = { name: from, fields: new Map(), rest: parts.flatMap((p) => p.rest) };
    for (const part of parts) for (const [key, value] of part.fields) whole.fields.set(key, value);
    result.shapes.push(whole);
  };
  for (const node of nodes) visit(node, name, []);
  return result;
}

function shapeOf(node: Node, name: string): Shape {
  const fields = Object.entries(node.properties ?? {}).map(([key, value]): [string, Node[]] => [
    key,
    [value],
  ]);
  const rest = typeof node.additionalProperties === "object" ? [node.additionalProperties] : [];
  return { name, fields: new Map(fields), rest };
}

function isAny(node: Node): boolean {
  const told = ["type", "enum", "const", "anyOf", "oneOf", "items", "properties"];
  return !told.some((key) => key in node) && !node.allOf?.length;
}
