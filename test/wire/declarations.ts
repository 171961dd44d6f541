// Turns TypeScript declarations into JSON Schema, as far as names, unions and literals go.
import { readFileSync } from "node:fs";
import { ts } from "ts-morph";
import type { Document, Node } from "./shape.ts";

type Declaration = ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.EnumDeclaration;

/**
 * Reads declaration files into one document whose `$defs` are their interfaces, aliases and enums.
 * The first file that declares a name wins; a nested name is written `Outer.Inner`. What is not understood
 * (conditional types, methods) becomes the empty schema. Names of the first file are the document's own.
 */
export function readDeclarations(...files: string[]): Document {
  const found = new Map<string, Declaration>();
  let own: string[] = [];
  for (const file of files) {
    const source = ts.createSourceFile(
      file,
      readFileSync(file, "utf8"),
      ts.ScriptTarget.Latest,
      true,
    );
    declare(source.statements, "", found);
    if (own.length === 0) own = [...found.keys()];
  }
  const $defs: Record<string, Node> = {};
  for (const [name, declaration] of found) $defs[name] = definition(name, declaration, found);
  return { $defs, own };
}

function declare(
  statements: readonly ts.Statement[],
  scope: string,
  into: Map<string, Declaration>,
) {
  for (const node of statements) {
    if (ts.isModuleDeclaration(node) && node.body && ts.isModuleBlock(node.body)) {
      declare(node.body.statements, `${scope}${node.name.text}.`, into);
    } else if (
      ts.isInterfaceDeclaration(node) ||
      ts.isTypeAliasDeclaration(node) ||
      ts.isEnumDeclaration(node)
    ) {
      const name = scope + node.name.text;
      if (!into.has(name)) into.set(name, node);
    }
  }
}

function definition(name: string, node: Declaration, known: Map<string, Declaration>): Node {
  const type = (inner: ts.TypeNode | undefined): Node => schemaOf(inner, name, known);
  if (ts.isTypeAliasDeclaration(node)) return type(node.type);
  if (ts.isEnumDeclaration(node)) {
    const words = node.members.map((member) =>
      member.initializer && ts.isStringLiteral(member.initializer) ? member.initializer.text : "",
    );
    return { enum: words };
  }
  const parents = (node.heritageClauses ?? []).flatMap((clause) =>
    clause.types.map((parent) => reference(parent.expression.getText(), name, known)),
  );
  return { ...members(node.members, type), allOf: parents };
}

function members(
  nodes: readonly ts.TypeElement[],
  type: (node: ts.TypeNode | undefined) => Node,
): Node {
  const properties: Record<string, Node> = {};
  for (const node of nodes) {
    if (ts.isPropertySignature(node)) {
      properties[node.name.getText().replace(/^["']|["']$/g, "")] = type(node.type);
    }
  }
  const index = nodes.find((node) => ts.isIndexSignatureDeclaration(node));
  if (!index) return { type: "object", properties };
  return { type: "object", properties, additionalProperties: type(index.type) };
}

function schemaOf(
  node: ts.TypeNode | undefined,
  scope: string,
  known: Map<string, Declaration>,
): Node {
  const type = (inner: ts.TypeNode | undefined): Node => schemaOf(inner, scope, known);
  if (!node) return {};
  if (ts.isParenthesizedTypeNode(node) || ts.isTypeOperatorNode(node)) return type(node.type);
  if (ts.isUnionTypeNode(node)) return { anyOf: node.types.map(type) };
  // `string & {}` keeps editors offering the words beside it; it means any string.
  if (ts.isIntersectionTypeNode(node)) return type(node.types[0]);
  if (ts.isArrayTypeNode(node)) return { type: "array", items: type(node.elementType) };
  if (ts.isTypeLiteralNode(node)) return members(node.members, type);
  if (ts.isLiteralTypeNode(node)) {
    return ts.isStringLiteral(node.literal) ? { const: node.literal.text } : { type: "other" };
  }
  if (ts.isTypeReferenceNode(node)) {
    const name = node.typeName.getText();
    const [first, second] = node.typeArguments ?? [];
    if (name === "Array") return { type: "array", items: type(first) };
    if (name === "Partial") return type(first);
    if (name === "Record") return { type: "object", additionalProperties: type(second) };
    return reference(name, scope, known);
  }
  if (node.kind === ts.SyntaxKind.StringKeyword) return { type: "string" };
  const plain = [ts.SyntaxKind.NumberKeyword, ts.SyntaxKind.BooleanKeyword];
  return plain.includes(node.kind) ? { type: "other" } : {};
}

/** Finds a name from the innermost namespace outwards, then without its module alias. */
function reference(name: string, scope: string, known: Map<string, Declaration>): Node {
  const bare = name.replace(/^(\w+API|Shared|Messages)\./, "");
  const outers = scope.split(".");
  for (let depth = outers.length; depth >= 0; depth--) {
    const candidate = [...outers.slice(0, depth), bare].join(".");
    if (known.has(candidate)) return { $ref: `#/$defs/${candidate}` };
  }
  return {};
}
