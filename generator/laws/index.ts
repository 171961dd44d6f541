import type { Diagnostic } from "../diagnostic.ts";
import type { Source } from "../source.ts";
import type { Part, Path, Place } from "../tree.ts";
import { doorPathsUnique } from "./door-paths-unique.ts";
import { enumIsTotal } from "./enum-is-total.ts";
import { errorsAreReached } from "./errors-are-reached.ts";
import { eventsAreTotal } from "./events-are-total.ts";
import type { Finding, Law } from "./law.ts";
import { mergedIsValid } from "./merged-is-valid.ts";
import { oneRowOneSlot } from "./one-row-one-slot.ts";
import { partsAreTotal } from "./parts-are-total.ts";
import { providerIsAProvider } from "./provider-is-a-provider.ts";
import { requestIsTotal } from "./request-is-total.ts";
import { requiredIsFed } from "./required-is-fed.ts";
import { rolesAreTotal } from "./roles-are-total.ts";
import { shapesExist } from "./shapes-exist.ts";
import { slotsExist } from "./slots-exist.ts";
import { streamFinishes } from "./stream-finishes.ts";
import { tablesExist } from "./tables-exist.ts";
import { usageAddsUp } from "./usage-adds-up.ts";
import { wireFieldsExist } from "./wire-fields-exist.ts";
import { wireIsTotal } from "./wire-is-total.ts";

/** One spec as the laws see it. */
export interface Subject {
  id: string;
  dialect: string;
  document: { locate(path: Path, part: Part): Place };
  /** Resolved, with the short words spelled out. */
  value: Record<string, any>;
  /** The dialect's wire schema. */
  wire?: Record<string, any> | undefined;
  /** The provider's own file. */
  provider?: Source | undefined;
  /** The provider's dialect; what is wrong with it already is not said of the provider again. */
  base?: Subject | undefined;
}

/**
 * The laws in order, by stages: what stands alone, what names something else, what has to be complete. A stage is
 * only asked when those before it found nothing, since a name that does not exist is also missing elsewhere.
 */
export const LAWS: readonly (readonly Law[])[] = Object.freeze([
  [mergedIsValid],
  [providerIsAProvider, slotsExist, tablesExist, shapesExist, wireFieldsExist],
  [
    requestIsTotal,
    partsAreTotal,
    rolesAreTotal,
    wireIsTotal,
    enumIsTotal,
    requiredIsFed,
    eventsAreTotal,
    streamFinishes,
    usageAddsUp,
    oneRowOneSlot,
    errorsAreReached,
    doorPathsUnique,
  ],
]);

/** What is wrong with a spec whose parts are well formed. What a provider inherits is told of its dialect alone. */
export function* obey(subject: Subject): Iterable<Diagnostic> {
  const inherited = new Set(subject.base ? findings(subject.base).map(keyOf) : []);
  for (const found of findings(subject))
    if (!inherited.has(keyOf(found))) yield diagnostic(subject, found);
}

type Found = Finding & { law: string };

const memo = new WeakMap<object, Found[]>();

function findings(subject: Subject): Found[] {
  const known = memo.get(subject.value) ?? judged(subject);
  memo.set(subject.value, known);
  return known;
}

function judged(subject: Subject): Found[] {
  for (const stage of LAWS) {
    const found = stage.flatMap((law) =>
      [...law.check(subject)].map((each) => ({ ...each, law: each.code ?? law.name })),
    );
    if (found.length > 0) return found;
  }
  return [];
}

function keyOf({ law, path, message }: Found): string {
  return JSON.stringify([law, path, message]);
}

function diagnostic(subject: Subject, { law, path, part, message, help }: Found): Diagnostic {
  return { ...placeOf(subject, path, part), law, message, ...(help !== undefined && { help }) };
}

/** What is missing since a provider took it away is blamed on the provider, not on the dialect that has it. */
function placeOf({ document, provider, base }: Subject, path: Path, part: Part): Place {
  const place = document.locate(path, part);
  return provider && base && place.file !== provider.file ? provider.locate(path, part) : place;
}
