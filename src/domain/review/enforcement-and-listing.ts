// Enforcement: the platform warns, suspends or takes down an app. Delisting: an organization hides its own app in the store.

import { type App, type EnforcementState, isSuspendedOrTakenDown } from '../app/app.js';
import type { RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';

/** All commands of enforcement. */
export const enforcementCommands = ['warn', 'suspend', 'takeDown', 'reinstate'] as const;
/** A command by which the platform enforces its rules on an app. */
export type EnforcementTransition = (typeof enforcementCommands)[number];

/** All transitions of enforcement. A transition that is not in this table is not possible. */
export const enforcementTransitions: Readonly<
  Record<EnforcementState, Readonly<Partial<Record<EnforcementTransition, EnforcementState>>>>
> = {
  none: { warn: 'warned', suspend: 'suspended', takeDown: 'taken_down' },
  warned: { suspend: 'suspended', /* REV-79 */ takeDown: 'taken_down', reinstate: 'none' },
  suspended: { takeDown: 'taken_down', reinstate: 'none' },
  taken_down: { reinstate: /* REV-82 */ 'none' },
};

/** Enforces a command on an app. `reason` is a text for the organization that `parseReasonText` accepted. */
export function changeEnforcement(
  app: App,
  command: EnforcementTransition,
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

/** All commands that hide an app in the store or show it again. */
export const listingCommands = ['delist', 'relist'] as const;
/** A command that hides an app in the store or shows it again. */
export type ListingTransition = (typeof listingCommands)[number];

/** Hides the app in the store, or shows it again. The live release stays live. Refused: `app_suspended`. */
export function changeListing(
  app: App,
  command: ListingTransition,
  now: Date,
): Result<App, RefusalOf<'app_suspended'>> {
  if (isSuspendedOrTakenDown(app)) return refuse({ code: 'app_suspended', path: ['appId'] }); // REV-84
  const isDelisted = app.delistedAt !== undefined;
  if (isDelisted === (command === 'delist')) return ok(app);
  const { delistedAt: _delistedAt, ...listed } = app;
  const mark = /* REV-83 */ command === 'delist' ? { delistedAt: now } : {};
  return ok({ ...listed, ...mark, updatedAt: now });
}
