/** What stands in for a telephone number. */
const MARK = "[phone]";

/**
 * `+` or `00`, a country and 7 to 14 digits more, spaced as people do. A number that goes on after a point or a
 * comma is an amount.
 */
const INTERNATIONAL =
  /(?<![\w+])(?:\+|(?<![\d.,-])00)[1-9](?:[ ().\/-]{0,3}\d){7,14}(?!\d|[.,]\d)/g;

/** National ones of a fixed shape: 3-3-4, 5-5, 3-4-4, and a code in brackets before 4-4 or 5-4. */
const SHAPED = new RegExp(
  "(?<![\\w.,$€£¥+-])(?:" +
    [
      "(?:1[ .-])?(?:\\([2-9]\\d{2}\\) ?|[2-9]\\d{2}[ .-])\\d{3}[ .-]\\d{4}",
      "[6-9]\\d{4}[ -]\\d{5}",
      "1[3-9]\\d[ -]\\d{4}[ -]\\d{4}",
      "\\(\\d{2}\\) ?9?\\d{4}-\\d{4}",
    ].join("|") +
    ")(?![\\w-]|[.,]\\d)",
  "g",
);

/** A trunk 0, an area code, and groups of digits: most of the rest of the world. */
const TRUNK = /(?<![\w.,$€£¥+-])\(?0[1-9]\d{0,4}\)?(?:[ ./-]{1,3}\d{2,8}){1,5}(?!\w|[.,]\d)/g;
const DATE = /^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?!\d)/;
const TRUNK_MIN = 9;
const TRUNK_MAX = 12;

const WORDS =
  "(?:tele?phone|telefono?|teléfono|tel|phone|mobile|mobil|móvil|handy|fax|whatsapp|sms)" +
  "(?:[ _-]?(?:numbers?|nummer|no|nr|num))?";
/** Seven digits or more after a word that says what they are. */
const TOLD = new RegExp(
  `(?<![a-z[])(${WORDS}(?![a-z])(?:[ :=.#"'-]|is|ist|est|es|at|on|me){0,8})(?<!\\w)([+(]?\\d(?:[ ().\\/-]{0,2}\\d){6,14})(?!\\w)`,
  "gi",
);
const LABEL = new RegExp(`(?<![a-z])${WORDS}$`, "i");
const ONLY_DIGITS = /^\s*[+(]?\d(?:[ ().\/-]{0,2}\d){6,14}\s*$/;

/**
 * A text without telephone numbers: international ones, national ones that are written with separators, and bare
 * digits only beside a word that says what they are, or under such a `label` (the name of a JSON member). A run of
 * digits alone may as well be an id, an amount or a time and stays. Own rules instead of a library of numbering
 * plans: those have to be told the country, which a gateway does not know, and weigh 80 kB and more.
 */
export function redactPhones(text: string, label = ""): string {
  if (label && ONLY_DIGITS.test(text) && LABEL.test(label)) return MARK;
  return text
    .replace(INTERNATIONAL, (found) =>
      // Zeros in front of a number alone are padding.
      found.startsWith("+") || /\D/.test(found) ? MARK : found,
    )
    .replace(SHAPED, MARK)
    .replace(TRUNK, trunk)
    .replace(TOLD, (_, words: string) => words + MARK);
}

/** Takes of the groups as many as a number may have; what follows is another number. */
function trunk(found: string): string {
  if (DATE.test(found)) return found;
  let digits = 0;
  let end = 0;
  for (const group of found.matchAll(/\d+/g)) {
    if (digits + group[0].length > TRUNK_MAX) break;
    digits += group[0].length;
    end = group.index + group[0].length;
  }
  return digits < TRUNK_MIN ? found : MARK + found.slice(end);
}
