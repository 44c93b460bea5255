// Which fields of an app each command reaches.

import { isDeepStrictEqual } from 'node:util';
import type { App } from '../../../../src/domain/app/app.js';
import { type Deed, deedsOf, type Moment } from './moment.js';
import { those, type Violations } from './violations.js';

/** By action; whatever is not here changes none. */
const reach: Readonly<Record<string, readonly (keyof App)[]>> = {
  'app.update_draft': ['draft'],
  'app.share': ['visibility', 'testers'],
  'app.delist': ['delistedAt'],
  'app.relist': ['delistedAt'],
  'app.delete': ['deletedAt'],
  'app.restore': ['deletedAt'],
  'app.move': ['organizationId', 'testers', 'tier'],
  'app.set_tier': ['tier'],
  'app.warn': ['enforcement'],
  'app.suspend': ['enforcement'],
  'app.take_down': ['enforcement'],
  'app.reinstate': ['enforcement'],
  'submission.submit': ['submissions'],
  'submission.resubmit': ['submissions'],
  'submission.release': ['live'],
  'review.revoke': ['live'],
};

const ends = new Set<string>(['app.purge', 'organization.purge']);

/** Nothing but these fields changes, a draft's update writes no other row, and what is no field of a draft is refused. */
export function fieldsAreOutOfReach(moment: Moment): Violations {
  const deeds = deedsOf(moment).filter(({ entry }) => !ends.has(entry.action));
  const taken = moment.asked.filter(({ call, outcome }) => call.isHostile && outcome.ok);
  return [
    ...deeds.flatMap(beyondReach),
    ...deeds.flatMap(besideDraft),
    ...taken.map(({ call }) => `${call.verb} took ${JSON.stringify(call.input)}`),
  ];
}

function beyondReach({ entry, before, after }: Deed): Violations {
  const allowed: readonly string[] = ['updatedAt', ...(reach[entry.action] ?? [])];
  return [...after.apps].flatMap(([id, { value }]) => {
    const old = before.apps.get(id)?.value;
    const changed = old === undefined ? [] : fieldsChanged(old, value);
    const beyond = changed.filter((field) => !allowed.includes(field));
    return those([beyond.length > 0, `${entry.action} changed ${beyond.join()} of ${id}`]);
  });
}

function fieldsChanged(before: App, after: App): readonly string[] {
  const old = new Map<string, unknown>(Object.entries(before));
  const fresh = new Map<string, unknown>(Object.entries(after));
  return [...new Set([...old.keys(), ...fresh.keys()])].filter(
    (field) => !isDeepStrictEqual(old.get(field), fresh.get(field)),
  );
}

function besideDraft({ entry, changes }: Deed): Violations {
  const rows = changes.map(({ collection, id }) => `${collection} ${id}`).join();
  const isBeside = entry.action === 'app.update_draft' && rows !== `apps ${entry.subject.id}`;
  return those([isBeside, `a draft's update wrote ${rows}`]);
}
