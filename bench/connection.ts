import { connect } from "node:net";
import type { Socket } from "node:net";
import { createChunkedReader } from "./chunked.ts";
import { PIECES } from "./traffic.ts";

/** How one exchange went. */
export interface Exchange {
  /** 0 when the connection broke before an answer, or in the middle of one. */
  status: number;
  /** Milliseconds from sending the request to the first piece of text, and to the last byte of the body. */
  first: number;
  total: number;
  /** Bytes of the body, without what frames it. */
  bytes: number;
  /** Only where the connection keeps bodies. */
  headers?: string;
  body?: string;
}

/** A keep-alive connection that does one exchange after the other. */
export interface Connection {
  /** Must not be called before the last exchange is done. `begun` is told when the text begins. */
  exchange(request: Buffer, done: (exchange: Exchange) => void, begun?: () => void): void;
  close(): void;
}

const END_OF_HEAD = Buffer.from("\r\n\r\n");
/** The word that the text of every answer begins with, and that nothing else in an answer has. */
const FIRST_WORD = Buffer.from(PIECES[0]!.trim());

const READ_BYTES = 32 * 1024;

/**
 * A client of HTTP/1.1 that does the least that is right: heads are read, lengths and chunked coding (with trailers)
 * are followed, bodies are counted and kept only on demand. It reconnects when a server closes.
 */
export function createConnection(port: number, keepBodies = false): Connection {
  const buffer = Buffer.allocUnsafeSlow(READ_BYTES);
  let socket: Socket | undefined;
  let closed = false;
  let current: { done: (exchange: Exchange) => void; begun?: () => void } | undefined;
  let exchange: Exchange = fresh();
  let started = 0;
  let head: Buffer | undefined;
  let inBody = false;
  /** Bytes left of a body with a length; -1 for a chunked one. */
  let left = 0;
  const chunks = createChunkedReader();
  let kept: Buffer[] = [];

  /** All reads go into one buffer that is used again and again: the load shares its core with the upstream. */
  const callback = (length: number): boolean => {
    onData(buffer.subarray(0, length));
    return true;
  };

  function open(): Socket {
    const opened = connect({
      port,
      host: "127.0.0.1",
      noDelay: true,
      onread: { buffer, callback },
    });
    // What is read is told to the callback, and this makes the reading start.
    opened.resume();
    opened.on("error", () => opened.destroy());
    opened.on("close", () => {
      if (socket === opened) socket = undefined;
      if (current) finish(0);
    });
    return opened;
  }

  function onData(chunk: Buffer): void {
    if (!current) return void socket?.destroy();
    // The first events may say who speaks and nothing yet; what a client waits for is the text.
    if (exchange.first === 0 && chunk.includes(FIRST_WORD)) {
      exchange.first = performance.now() - started;
      current.begun?.();
    }
    if (inBody) return readBody(chunk);
    const bytes = head ? Buffer.concat([head, chunk]) : chunk;
    const end = bytes.indexOf(END_OF_HEAD);
    if (end === -1) return void (head = Buffer.from(bytes));
    head = undefined;
    const text = bytes.toString("latin1", 0, end);
    exchange.status = Number(text.slice(9, 12));
    if (keepBodies) exchange.headers = text;
    left = /\r\ntransfer-encoding: *chunked/i.test(text)
      ? -1
      : Number(/\r\ncontent-length: *(\d+)/i.exec(text)?.[1] ?? 0);
    inBody = true;
    chunks.reset();
    if (left === 0) finish(exchange.status);
    else if (bytes.length > end + 4) readBody(bytes.subarray(end + 4));
  }

  function readBody(chunk: Buffer): void {
    if (left >= 0) {
      left -= chunk.length;
      exchange.bytes += chunk.length;
      if (keepBodies) kept.push(Buffer.from(chunk));
      if (left <= 0) finish(exchange.status);
      return;
    }
    exchange.bytes += chunks.read(chunk, keepBodies ? kept : undefined);
    if (chunks.done()) finish(exchange.status);
  }

  function finish(status: number): void {
    const { done } = current!;
    const result = exchange;
    result.status = status;
    result.total = performance.now() - started;
    if (keepBodies) result.body = Buffer.concat(kept).toString("utf8");
    current = undefined;
    done(result);
  }

  return {
    exchange(request, done, begun) {
      if (closed) throw new Error("the connection is closed");
      current = begun ? { done, begun } : { done };
      exchange = fresh();
      head = undefined;
      inBody = false;
      kept = [];
      socket ??= open();
      started = performance.now();
      socket.write(request);
    },
    close() {
      closed = true;
      socket?.destroy();
    },
  };
}

function fresh(): Exchange {
  return { status: 0, first: 0, total: 0, bytes: 0 };
}
