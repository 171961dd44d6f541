/** A clock that is set back goes on from where it was, or windows would stand still. Both give milliseconds. */
export function forward(now: () => number): () => number {
  let offset = 0;
  let last = -Infinity;
  return () => {
    const time = now() + offset;
    if (time < last) offset += last - time;
    else last = time;
    return last;
  };
}
