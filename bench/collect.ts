// Loaded into a gateway whose memory is measured (`--expose-gc --import`): a signal collects garbage, so that what
// is left is what open streams hold, and not when the collector last ran.

const { gc } = globalThis as { gc?: () => void };
process.on("SIGUSR2", () => {
  gc?.();
  gc?.();
});
