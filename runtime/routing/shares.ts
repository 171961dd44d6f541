/** Something that gets a share of the requests. */
export interface Shared {
  /** 0 to 100. */
  percent: number;
}

/**
 * The canary that this request tries first, if it is one of the canaries' share; the rest of the route stands
 * behind it. One draw decides, so several canaries' shares add up and never overlap.
 */
export function canaryOf<S extends Shared>(
  canaries: readonly S[] | undefined,
  random: () => number,
): S | undefined {
  if (!canaries?.length) return undefined;
  let left = random() * 100;
  for (const canary of canaries) {
    left -= canary.percent;
    if (left < 0) return canary;
  }
  return undefined;
}

/** The shadows that get a copy of this request; each is drawn for itself. */
export function shadowsOf<S extends Shared>(
  shadows: readonly S[] | undefined,
  random: () => number,
): S[] {
  return (shadows ?? []).filter(({ percent }) => random() * 100 < percent);
}
