/** Where a reader of chunked coding stands. */
type At = "size" | "extension" | "data" | "after_data" | "trailer";

/** Follows chunked coding, with trailers, wherever the network has cut it. */
export function createChunkedReader() {
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
      for (let i = 0; i < piece.length && !over;) {
        if (at === "data") {
          const take = Math.min(size, piece.length - i);
          kept?.push(Buffer.from(piece.subarray(i, i + take)));
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
