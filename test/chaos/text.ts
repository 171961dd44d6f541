/** The answer of every healthy fake: sixty words, so that one that is cut short can be told by counting. */
export const TEXT =
  "The lamp on the harbour wall turns once a minute and does not ask who is watching. " +
  "Boats that left before the storm look for it, count its beats, and steer. " +
  "When it goes dark the pilot trusts nothing, waits outside the bar, and tries the second light, " +
  "because half of a signal is far worse than none at all.";

/** The words of the answer, each with the blank that stands before it. */
export const TOKENS: readonly string[] = TEXT.split(" ").map((word, i) =>
  i === 0 ? word : ` ${word}`,
);

/** What every client asks. */
export const PROMPT = "Say in sixty words what a light is for.";
