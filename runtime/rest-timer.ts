import type { ServerResponse } from "node:http";

/** How long a finished answer may still be followed by its usage before it is taken as it is. */
const AFTER_FINISH_MS = 5000;
/** How long an upstream that has said that it is done may take to close its stream, so that the connection is kept. */
const AFTER_END_MS = 250;

/** Bounds what comes behind an answer that is whole already; what keeps coming does not put the end off. */
export class RestTimer {
  readonly #response: ServerResponse;
  readonly #late: () => void;
  #timer: NodeJS.Timeout | undefined;
  #wait_ms = 0;

  constructor(response: ServerResponse, late: () => void) {
    this.#response = response;
    this.#late = late;
  }

  /** To be called whenever something came: begins with the first that completes the answer. */
  expect(isComplete: boolean, isEnded: boolean): void {
    const wait = !isComplete ? 0 : isEnded ? AFTER_END_MS : AFTER_FINISH_MS;
    if (wait === this.#wait_ms) return;
    this.stop();
    this.#wait_ms = wait;
    if (wait > 0) this.#timer = setTimeout(() => this.#ring(), wait);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** A client that reads slowly keeps the rest from coming. */
  #ring(): void {
    if (this.#response.writableNeedDrain) this.#timer?.refresh();
    else this.#late();
  }
}
