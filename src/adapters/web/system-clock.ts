import type { Clock } from '../../ports/system.js';

/** The time of the machine that this runs on. */
export const systemClock: Clock = { now: () => new Date() };
