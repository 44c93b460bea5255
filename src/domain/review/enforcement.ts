// What the platform imposes on an app, and the organization's own mark that it is not to be found.

import { type App, type EnforcementState, isKeptOut } from '../app/app.js';
import type { RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';

/** All that the platform may do to an app. */
export const enforcementCommands = ['warn', 'suspend', 'takeDown', 'reinstate'] as const;
/** What the platform may do to an app. */
export type EnforcementCommand = (typeof enforcementCommands)[number];

/** The one table of what the platform may do; what it does not name cannot be done. */
export const enforcementTransitions: Readonly<
  Record<EnforcementState, Readonly<Partial<Record<EnforcementCommand, EnforcementState>>>>
> = {
  none: { warn: 'warned', suspend: 'suspended', takeDown: 'taken_down' },
  warned: { suspend: 'suspended', /* REV-79 */ takeDown: 'taken_down', reinstate: 'none' },
  suspended: { takeDown: 'taken_down', reinstate: 'none' },
  taken_down: { reinstate: /* REV-82 */ 'none' },
};

/** `reason` is for the organization, as `wordsOf` has let it through. */
export function enforce(
  app: App,
  command: EnforcementCommand,
  reason: string,
  now: Date,
): Result<App, RefusalOf<'invalid_transition'>> {
  const from = app.enforcement.state;
  const state = enforcementTransitions[from][command];
  if (state === undefined) {
    return refuse({ code: 'invalid_transition', path: ['appId'], from, command });
  }
  return ok({ ...app, enforcement: { state, at: now, reason }, updatedAt: now });
}

/** All that an organization may do to its app's place in the store. */
export const delistingCommands = ['delist', 'relist'] as const;
/** What an organization may do to its app's place in the store. */
export type DelistingCommand = (typeof delistingCommands)[number];

/** Out of the store, or back into it; what is live stays so. Not while the platform keeps it out. */
export function delist(
  app: App,
  command: DelistingCommand,
  now: Date,
): Result<App, RefusalOf<'app_suspended'>> {
  if (isKeptOut(app)) return refuse({ code: 'app_suspended', path: ['appId'] }); // REV-84
  const isDelisted = app.delistedAt !== undefined;
  if (isDelisted === (command === 'delist')) return ok(app);
  const { delistedAt: _delistedAt, ...listed } = app;
  const mark = /* REV-83 */ command === 'delist' ? { delistedAt: now } : {};
  return ok({ ...listed, ...mark, updatedAt: now });
}
