import type { Context } from "./context.ts";
import { facts } from "./facts.ts";
import { moduleText, statements, type Import } from "./module.ts";

type Dict = Record<string, any>;

/** What the modules of dialects and providers import; `up` leads to the root. */
export function imports(up: string): Import[] {
  return [
    { from: `${up}/runtime/ops.ts`, namespace: "op" },
    { from: `${up}/runtime/json.ts`, names: ["Json"], type: true },
    { from: `${up}/runtime/reader.ts`, names: ["Reader"], type: true },
    {
      from: `${up}/generated/hub.types.ts`.replace("../../generated", ".."),
      namespace: "Hub",
      type: true,
    },
  ];
}

/** The upstream side, which a provider shares with its dialect where nothing differs. */
export const SHARED = [
  "encodeRequest",
  "decodeAnswer",
  "decodeEvent",
  "decodeUsage",
  "decodeFinish",
  "isError",
];

/** The module of a dialect. */
export function dialectModule(file: string, ctx: Context, value: Dict): string {
  const list = `encodeRequest, decodeRequest, encodeAnswer, decodeAnswer, events, decodeEvent, decodeUsage, decodeFinish, encodeFinish, encodeErrorBody, isError`;
  const texts = statements(ctx).map((each) => exported(each.text));
  const dialect = `/** The dialect as the registry holds it. */\nexport const dialect: op.Dialect = { facts: ${facts(ctx.id, value)}, ${list} };`;
  return moduleText(file, imports("../.."), [...texts, dialect]);
}

/** Everything is exported, so that providers can take what they share. */
function exported(text: string): string {
  return text.replace(/^((?:\/\*\*[\s\S]*?\*\/\s*)?)(export )?(function|const) /, "$1export $3 ");
}
