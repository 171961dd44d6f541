import type { Answer, Question } from "./client.ts";
import { sleep } from "./node.ts";
import type { Node } from "./node.ts";
import type { World } from "./world.ts";

/** Requests that come one after the other from several clients at each of some nodes, until it is ended. */
export interface Load {
  readonly heard: Answer[];
  end(): Promise<Answer[]>;
}

/** Begins a load: so many clients a node, a little pause after each answer, every third a stream. */
export function startLoad(
  { clients }: World,
  nodes: readonly Node[],
  question: Question,
  each = 3,
): Load {
  const heard: Answer[] = [];
  let on = true;
  const client = async (node: Node, n: number) => {
    for (let i = n; on; i++) {
      const answer = await clients.ask(node, { ...question, stream: i % 3 === 0 });
      heard.push(answer);
      // Who got nothing asks again, but not at once.
      await sleep(answer.status === 200 ? 10 : 50);
    }
  };
  const running = nodes.flatMap((node) => Array.from({ length: each }, (_, n) => client(node, n)));
  return {
    heard,
    async end() {
      on = false;
      await Promise.all(running);
      return heard;
    },
  };
}

/** Answers that are not good, in words. */
export function failures(answers: readonly Answer[]): string[] {
  const bad = answers.filter(({ status }) => status !== 200);
  const [first] = bad;
  if (!first) return [];
  const { node, status, message } = first;
  return [`${bad.length} of ${answers.length} failed, the first at ${node}: ${status} ${message}`];
}

/** The longest that any took, milliseconds. */
export function longest(answers: readonly Answer[]): number {
  return Math.max(0, ...answers.map(({ ms }) => ms));
}

/** The answer time that half of them had at the most, milliseconds. */
export function median(answers: readonly Answer[]): number {
  const times = answers.map(({ ms }) => ms).sort((a, b) => a - b);
  return times[times.length >> 1] ?? 0;
}
