// What a step did, in all that the invariants look at.

import type { CommandEntry } from '../../../../src/domain/journal/entry.js';
import type { Submission } from '../../../../src/domain/review/submission.js';
import type { Cast } from './cast.js';
import type { History } from './history.js';
import type { Commit } from './ledger.js';
import type { Asked } from './perform.js';
import type { Probe } from './probe.js';
import type { Rows } from './rows.js';
import type { Sight } from './sight.js';
import type { Verb } from './steps.js';

export interface Moment {
  readonly cast: Cast;
  readonly now: Date;
  readonly asked: readonly Asked[];
  readonly probe: Probe | null;
  readonly commits: readonly Commit[];
  /** As the commits have made them. */
  readonly rows: Rows;
  readonly history: History;
  readonly before: Sight;
  readonly after: Sight;
}

/** A commit of a command. */
export interface Deed extends Commit {
  readonly entry: CommandEntry;
}

export function deedsOf({ commits }: Pick<Moment, 'commits'>): readonly Deed[] {
  return commits.flatMap((commit) => {
    const { entry } = commit;
    return entry.kind === 'command' ? [{ ...commit, entry }] : [];
  });
}

export interface Moved {
  readonly deed: Deed;
  readonly before: Submission;
  readonly after: Submission;
}

/** Every submission that a step changed, with the commit that did. */
export function movedIn(moment: Pick<Moment, 'commits'>): readonly Moved[] {
  return deedsOf(moment).flatMap((deed) =>
    [...deed.after.submissions].flatMap(([id, { value: after, version }]) => {
      const before = deed.before.submissions.get(id);
      if (before === undefined || before.version === version) return [];
      return [{ deed, before: before.value, after }];
    }),
  );
}

const services = {
  apps: 'app',
  submissions: 'submission',
  review: 'review',
  keys: 'key',
  invitations: 'invitation',
  memberships: 'membership',
  organizations: 'organization',
  maintenance: 'maintenance',
} as const;

const enforcement = new Set(['warn', 'suspend', 'takeDown', 'reinstate', 'setTier']);

/** How a verb stands in the journal. */
export function actionOf(verb: Verb): string {
  const [service = '', name = ''] = verb.split('.');
  const of = Object.entries(services).find(([plural]) => plural === service)?.[1] ?? service;
  const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return `${enforcement.has(name) ? 'app' : of}.${snake}`;
}
