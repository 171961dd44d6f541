/** What the command line asks for. */
export interface Options {
  /** How long the load lasts in all, with the pauses in which memory is read. */
  seconds: number;
  seed: number;
  /** Requests under way at once. */
  clients: number;
  /** The gateway's entry, as a file for Node. */
  server: string;
  /** Keeps the folder with config, ledger and log. */
  keep: boolean;
}

/** What `--help` says. */
export const USAGE = `usage: npm run soak -- [--seconds=60] [--clients=64] [--seed=<number>] [--server=<file>] [--keep]
  --seconds   of load, 10 to 150
  --clients   requests under way at once, 1 to 256
  --seed      of a run that is to be repeated; timing differs all the same
  --server    another build than dist/server.js
  --keep      leaves the folder with config, ledger and log, and says where it is`;

/** Reads the command line; throws an `Error` whose message names what it does not understand. */
export function readOptions(words: readonly string[], server: string): Options {
  const seed = Math.floor(Math.random() * 2 ** 32);
  const options: Options = { seconds: 60, seed, clients: 64, server, keep: false };
  for (const word of words) {
    const [key, value = ""] = word.split("=", 2);
    if (key === "--keep") options.keep = true;
    else if (key === "--server" && value) options.server = value;
    else if (key === "--seconds") options.seconds = whole(word, value, 10, 150);
    else if (key === "--clients") options.clients = whole(word, value, 1, 256);
    else if (key === "--seed") options.seed = whole(word, value, 0, 2 ** 32 - 1);
    else throw new Error(`unknown option ${word}`);
  }
  return options;
}

function whole(word: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (text !== "" && Number.isInteger(number) && number >= least && number <= most) return number;
  throw new Error(`${word}: a whole number from ${least} to ${most} is needed`);
}
