import { DOORS } from "./client-raw.ts";
import { BEYOND, TABLE } from "./rows.ts";
import type { Row } from "./row.ts";
import { WIRES } from "./run.ts";
import type { Wire } from "./fakes/wire.ts";

/** What a run is asked for. */
export interface Options {
  full: boolean;
  config: boolean;
  /** The dialect that the client speaks. */
  door: string;
  wires: readonly Wire[];
  rows: readonly Row[];
}

const KNOWN = ["full", "door", "wire", "only", "config"];

/** Reads the command line; a text is what is wrong with it, with what there is instead. */
export function readOptions(words: readonly string[]): Options | string {
  const said = new Map<string, string | undefined>();
  for (const word of words) {
    const [name = "", ...value] = word.replace(/^--/, "").split("=");
    if (!word.startsWith("--") || !KNOWN.includes(name)) return `there is no option ${word}`;
    said.set(name, value.length > 0 ? value.join("=") : undefined);
  }
  for (const name of ["door", "wire", "only"])
    if (said.has(name) && !said.get(name)) return `--${name} needs a value: --${name}=...`;
  const rows = [...TABLE, ...BEYOND];
  const wires = WIRES.map(({ dialect }) => dialect);
  const door = said.get("door") ?? "openai-chat";
  const wire = said.get("wire");
  const only = said.get("only")?.toUpperCase().split(",");
  const fault =
    unknown("door", [door], DOORS) ??
    unknown("wire", wire === undefined ? [] : [wire], wires) ??
    unknown("only", only ?? [], [...new Set(rows.map(({ id }) => id.toUpperCase()))]);
  if (fault !== undefined) return fault;
  return {
    full: said.has("full"),
    config: said.has("config"),
    door,
    wires: WIRES.filter(({ dialect }) => dialect === (wire ?? dialect)),
    rows: rows.filter(({ id }) => !only || only.includes(id.toUpperCase())),
  };
}

function unknown(
  option: string,
  asked: readonly string[],
  known: readonly string[],
): string | undefined {
  const wrong = asked.find((each) => !known.includes(each));
  if (wrong === undefined) return undefined;
  return `--${option}: there is no ${JSON.stringify(wrong)}; there are ${known.join(", ")}`;
}
