import { connect } from "node:net";
import type { Socket } from "node:net";

/** How one exchange went. */
export interface Exchange {
  /** 0 when the connection broke before an answer, or in the middle of one. */
  status: number;
  /** Milliseconds from sending the request to the first byte of the body, and to the last one. */
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
  /** Must not be called before the last exchange is done. `begun` is told of the first byte of the body. */
  exchange(request: Buffer, done: (exchange: Exchange) => void, begun?: () => void): void;
  close(): void;
}

const END_OF_HEAD = Buffer.from("\r\n\r\n");

/** Where a reader of chunked coding stands. */
type At = "size" | "extension" | "data" | "after_data" | "trailer";

/**
 * A client of HTTP/1.1 that does the least that is right: heads are read, lengths and chunked coding (with trailers)
 * are followed, bodies are counted and kept only on demand. It reconnects when a server closes.
 */
export function createConnection(port: number, keepBodies = false): Connection {
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

  function open(): Socket {
    const opened = connect({ port, host: "127.0.0.1", noDelay: true });
    opened.on("data", (chunk: Buffer) => onData(chunk));
    opened.on("error", () => opened.destroy());
    opened.on("close", () => {
      if (socket === opened) socket = undefined;
      if (current) finish(0);
    });
    return opened;
  }

  function onData(chunk: Buffer): void {
    if (!current) return void socket?.destroy();
    if (inBody) return readBody(chunk);
    const bytes = head ? Buffer.concat([head, chunk]) : chunk;
    const end = bytes.indexOf(END_OF_HEAD);
    if (end === -1) return void (head = bytes);
    head = undefined;
    const text = bytes.latin1Slice(0, end);
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
    if (exchange.bytes === 0) {
      exchange.first = performance.now() - started;
      current?.begun?.();
    }
    if (left >= 0) {
      left -= chunk.length;
      exchange.bytes += chunk.length;
      if (keepBodies) kept.push(chunk);
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

/** Follows chunked coding wherever the network has cut it. */
function createChunkedReader() {
  let at: At = "size";
  let size = 0;
  let line = 0;
  let over = false;
  return {
    reset(): void {
      at = "size";
      size = line = 0;
      over = false;
    },
    done: () => over,
    /** The bytes of the body in a piece of the connection; copies them to `kept` where that is given. */
    read(piece: Buffer, kept: Buffer[] | undefined): number {
      let body = 0;
      for (let i = 0; i < piece.length && !over; ) {
        if (at === "data") {
          const take = Math.min(size, piece.length - i);
          kept?.push(piece.subarray(i, i + take));
          body += take;
          size -= take;
          i += take;
          if (size === 0) at = "after_data";
          continue;
        }
        const byte = piece[i++]!;
        if (at === "after_data") {
          if (byte === 10) at = "size";
        } else if (at === "trailer") {
          if (byte === 10 && line === 0) over = true;
          else if (byte === 10) line = 0;
          else if (byte !== 13) line++;
        } else if (byte === 10) {
          at = size === 0 ? "trailer" : "data";
          line = 0;
        } else if (at === "size") {
          const digit = hex(byte);
          if (digit === -1) at = "extension";
          else size = size * 16 + digit;
        }
      }
      return body;
    },
  };
}

/** The value of a hexadecimal digit; -1 when it is none. */
function hex(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const lower = byte | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
