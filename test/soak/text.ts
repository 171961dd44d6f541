/** The most tokens that a client of the load allows an answer, and that a fake says it has used. */
export const MAX_TOKENS = 1500;

/** How much a fake is to say, and how: as it likes, much, or slowly and without a fault. */
export type Shape = "long" | "paced" | undefined;

/** A prompt of a length; it says how many tokens a fake shall say it has, no more than a gateway would reserve. */
export function promptOf(tokens: number, shape?: Shape): string {
  const filler = "Say where the caravan is. ".repeat(Math.ceil((tokens * 4) / 26));
  return `[in:${tokens}]${shape ? `[${shape}]` : ""} ${filler}`;
}

/** The tokens that a prompt, wherever it is in a body, says it has. */
export function promptTokens(body: string): number {
  return Number(/\[in:(\d+)\]/.exec(body)?.[1] ?? 1);
}

/** The shape that a prompt asks for. */
export function shapeOf(body: string): Shape {
  return /\[(long|paced)\]/.exec(body)?.[1] as Shape;
}

/** The words of an answer: each says whose it is, which it is and of how many, so that nothing can be missing unseen. */
export function words(serial: number, count: number, padding = 0): string[] {
  const pad = "x".repeat(padding);
  return Array.from({ length: count }, (_, i) => `${serial}.${i}/${count}${pad} `);
}

/** Whose answer a text is; a sentence when it is not exactly one whole answer. */
export function serialOf(text: string): number | string {
  const found = text.split(" ");
  if (found.pop() !== "") return "it ends within a word";
  const first = /^(\d+)\.0\/(\d+)x*$/.exec(found[0] ?? "");
  if (!first) return `it begins with "${(found[0] ?? "").slice(0, 40)}"`;
  const [, serial, count] = first;
  if (found.length !== Number(count)) return `it has ${found.length} of ${count} words`;
  const own = (word: string, i: number) => word.replace(/x+$/, "") === `${serial}.${i}/${count}`;
  const wrong = found.findIndex((word, i) => !own(word, i));
  if (wrong !== -1) return `word ${wrong} is "${found[wrong]!.slice(0, 40)}" and not ${serial}'s`;
  return Number(serial);
}
