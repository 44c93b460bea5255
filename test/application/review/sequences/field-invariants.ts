// The fields of an app that each command can change.

import { isDeepStrictEqual } from 'node:util';
import type { App } from '../../../../src/domain/app/app.js';
import { type CommandCommit, commandCommits, type StepObservation } from './step-observation.js';
import { type Violations, violationsWhere } from './violations.js';

/** By action; an action that is not listed changes no field. */
const writableFieldsByAction: Readonly<Record<string, readonly (keyof App)[]>> = {
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
  'submission.submit': ['submissionCount'],
  'submission.resubmit': ['submissionCount'],
  'submission.release': ['live'],
  'review.revoke': ['live'],
};

const purgeActions = new Set<string>(['app.purge', 'organization.purge']);

/** Only these fields change, a draft change writes no other row, and unknown fields are refused. */
export function findFieldViolations(observation: StepObservation): Violations {
  const commands = commandCommits(observation).filter(
    ({ entry }) => !purgeActions.has(entry.action),
  );
  const taken = observation.performedCalls.filter(
    ({ call, outcome }) => call.mustBeRefused && outcome.ok,
  );
  return [
    ...commands.flatMap(findUnexpectedFieldChanges),
    ...commands.flatMap(findExtraDraftChanges),
    ...taken.map(({ call }) => `${call.method} accepted ${JSON.stringify(call.input)}`),
  ];
}

function findUnexpectedFieldChanges({ entry, before, after }: CommandCommit): Violations {
  const allowed: readonly string[] = ['updatedAt', ...(writableFieldsByAction[entry.action] ?? [])];
  return [...after.apps].flatMap(([id, { value }]) => {
    const old = before.apps.get(id)?.value;
    const changed = old === undefined ? [] : changedFieldsOf(old, value);
    const beyond = changed.filter((field) => !allowed.includes(field));
    return violationsWhere([
      beyond.length > 0,
      `${entry.action} changed ${beyond.join()} of ${id}`,
    ]);
  });
}

function changedFieldsOf(before: App, after: App): readonly string[] {
  const old = new Map<string, unknown>(Object.entries(before));
  const fresh = new Map<string, unknown>(Object.entries(after));
  return [...new Set([...old.keys(), ...fresh.keys()])].filter(
    (field) => !isDeepStrictEqual(old.get(field), fresh.get(field)),
  );
}

function findExtraDraftChanges({ entry, changes }: CommandCommit): Violations {
  const rows = changes.map(({ collection, id }) => `${collection} ${id}`).join();
  const isBeside = entry.action === 'app.update_draft' && rows !== `apps ${entry.subject.id}`;
  return violationsWhere([isBeside, `a draft change wrote ${rows}`]);
}
