/** A window is kept as so many slots of equal width. */
const SLOTS = 60;

/**
 * Amounts of a sliding span, kept in slots of a sixtieth. A slot counts until all of it has left the span, so
 * that no span of this length ever holds more than the limit, wherever it begins; an amount is held for its
 * span and at most a sixtieth longer. Exact at small limits, and of constant size at large ones.
 */
export interface Window {
  readonly span_ms: number;
  /** Milliseconds a slot. */
  readonly width: number;
  /** A ring: slot `n` is at `n % length`. */
  readonly slots: Float64Array;
  /** The newest slot's number, milliseconds since the epoch by the width. */
  newest: number;
  total: number;
}

/** A window that nothing is counted in yet. */
export function createWindow(span_ms: number, now: number): Window {
  const width = Math.max(1, Math.ceil(span_ms / SLOTS));
  const slots = new Float64Array(Math.ceil(span_ms / width) + 1);
  return { span_ms, width, slots, newest: Math.floor(now / width), total: 0 };
}

/** What counts now; what has left the span is forgotten on the way. */
export function usedOf(window: Window, now: number): number {
  const { slots, width } = window;
  const slot = Math.floor(now / width);
  const last = Math.min(slot, window.newest + slots.length);
  for (let n = window.newest + 1; n <= last; n++) {
    window.total -= slots[n % slots.length]!;
    slots[n % slots.length] = 0;
  }
  if (slot > window.newest) window.newest = slot;
  return window.total;
}

/** Adds to what was counted at an instant, or takes away from it; nothing once that has left the span. */
export function addAt(window: Window, at: number, amount: number, now: number): void {
  usedOf(window, now);
  const { slots, width, newest } = window;
  const slot = Math.min(newest, Math.floor(at / width));
  if (slot <= newest - slots.length) return;
  const held = slots[slot % slots.length]!;
  const change = Math.max(-held, amount);
  slots[slot % slots.length] = held + change;
  window.total += change;
}

/** Milliseconds until so much has left the span, when nothing is added; Infinity when that is more than there is. */
export function waitFor(window: Window, amount: number, now: number): number {
  const { slots, width, newest } = window;
  let left = amount;
  for (let n = newest - slots.length + 1; n <= newest; n++) {
    left -= slots[n % slots.length]!;
    if (left <= 0) return (n + slots.length) * width - now;
  }
  return Infinity;
}
