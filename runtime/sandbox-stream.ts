import type * as Hub from "../generated/hub.types.ts";
import type { Door } from "./door.ts";
import { encoding } from "./encoding.ts";
import { makeId } from "./pass-through.ts";
import { words } from "./sandbox-model.ts";
import { StreamEncoder } from "./stream-encoder.ts";
import { Machine } from "./stream.ts";
import type { StreamWords } from "./stream.ts";
import type { FinishFacts } from "./stream-ops.ts";

/** The answer is the hub's already, so its words need no reading. */
function hubWords(usage: Hub.Usage | undefined): StreamWords {
  return { decodeUsage: () => usage, decodeFinish: ({ word }: FinishFacts) => word as Hub.Finish };
}

/** The messages of an answer's stream, a word at a time, as a dialect frames them; of an error, the one event. */
export function sandboxEvents(
  door: Door,
  told: Hub.Answer | Hub.Error,
  usage: boolean,
): readonly string[] {
  const events: string[] = [];
  const c = encoding({ now: Math.floor(Date.now() / 1000), makeId });
  const options = { framing: door.framing, usage };
  const encoder = new StreamEncoder(door.dialect, c, options, (text) => events.push(text));
  const machine = new Machine(hubWords("choices" in told ? told.usage : undefined), encoder);
  if ("choices" in told) tellAnswer(machine, told);
  else machine.fail(told);
  return events;
}

function tellAnswer(machine: Machine, answer: Hub.Answer): void {
  machine.begin(answer);
  if (answer.usage) machine.usage(answer.usage);
  for (const { index, parts, finish, stop_sequence } of answer.choices) {
    for (const part of parts) tellPart(machine, index, part);
    machine.finish(index, finish, stop_sequence);
  }
  machine.end();
  machine.settle();
}

function tellPart(machine: Machine, choice: number, part: Hub.Part): void {
  switch (part.kind) {
    case "text":
      for (const word of words(part.text)) machine.text(choice, word);
      return;
    case "reasoning":
      for (const word of words(part.text ?? "")) machine.reasoning(choice, word);
      machine.signature(choice, part.signature);
      return;
    case "tool_call": {
      const { id, name, custom } = part;
      const slot = Number.parseInt(id.slice(-6), 16);
      machine.tool(choice, slot, id, name, undefined, undefined, custom);
      for (const piece of part.arguments.match(/[\s\S]{1,12}/g) ?? []) {
        machine.tool(choice, slot, undefined, undefined, piece);
      }
      return;
    }
    default:
      machine.part(choice, part);
  }
}
