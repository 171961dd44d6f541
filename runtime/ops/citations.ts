import type * as Hub from "../../generated/hub.types.ts";

type Parts = readonly Hub.Part[];

/** Citations of one kind, from all texts. */
export function citations(
  parts: Parts,
  kind: string,
  encode: (citation: Hub.Citation) => unknown,
): unknown[] | undefined {
  const items = cited(parts)
    .filter((each) => each.kind === kind || each.url !== undefined)
    .map(encode)
    .filter((item) => item !== undefined);
  return items.length > 0 ? items : undefined;
}

/** The citations of all texts; one that does not say which characters it belongs to belongs to the whole of its text. */
function cited(parts: Parts): Hub.Citation[] {
  let start = 0;
  return parts.flatMap((part) => {
    if (part.kind !== "text") return [];
    const span = { start, end: (start += part.text.length) };
    return (part.citations ?? []).map((each) =>
      each.kind === "url" && each.start === undefined ? { ...each, ...span } : each,
    );
  });
}

/** Puts citations that stand beside the text on the last text. */
export function cite(parts: Hub.Part[], found: Hub.Citation[] | undefined): Hub.Part[] {
  if (!found || found.length === 0) return parts;
  const last = parts.findLast((part) => part.kind === "text");
  if (last?.kind === "text") last.citations = [...(last.citations ?? []), ...found];
  return parts;
}

/** The same for a choice. */
export function citeChoice(choice: Hub.Choice, found: Hub.Citation[] | undefined): Hub.Choice {
  cite(choice.parts, found);
  return choice;
}
