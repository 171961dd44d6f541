import type { Subject } from "./index.ts";
import { listOf, section, type Dict, type Finding, type Law } from "./law.ts";

/** The first rule that holds decides, so none stands behind one that takes in all that it would. */
export const errorsAreReached: Law = { name: "errors-are-reached", check };

function* check(subject: Subject): Iterable<Finding> {
  const rules = ["also", "read"].flatMap((list) =>
    listOf<Dict>(section(subject, "errors")[list]).map((rule, i) => ({
      rule,
      path: ["errors", list, i],
    })),
  );
  for (const [i, { rule, path }] of rules.entries()) {
    // A provider's rules come first on purpose: they take cases from the dialect's.
    const earlier = rules
      .slice(0, i)
      .find((other) => other.path[1] === path[1] && takesIn(other.rule, rule));
    if (Object.keys(rule).length === 1)
      yield {
        path,
        part: "key",
        message: "the rule says nothing to hold",
        help: "name a status, type, code or message",
      };
    else if (earlier)
      yield {
        path,
        part: "key",
        message: `the rule is never reached: rule ${Number(earlier.path[2]) + 1} takes in all that it would`,
        help: "put the narrower rule first, or leave it out",
      };
  }
}

/** Does the one rule hold wherever the other does? */
function takesIn(rule: Dict, other: Dict): boolean {
  return ["status", "type", "code", "message"].every((key) => {
    if (rule[key] === undefined) return true;
    if (other[key] === undefined) return false;
    if (key === "message") return String(other[key]).includes(String(rule[key]));
    const words = listOf<unknown>(rule[key]).map(String);
    return listOf<unknown>(other[key]).every((word) => words.includes(String(word)));
  });
}
