// The invariants of the journal: it has every change once, and its events lead to the state in the storage.

import { isDeepStrictEqual } from 'node:util';
import type { ApiKey } from '../../../../src/domain/app/api-key.js';
import type { App } from '../../../../src/domain/app/app.js';
import type { Versioned } from '../../../../src/domain/shared/result.js';
import type { AppHistoryState } from './event-history.js';
import type { ExpectedRows } from './expected-rows.js';
import {
  type CommandCommit,
  commandCommits,
  journalActionOf,
  type StepObservation,
} from './step-observation.js';
import { type Violations, violationsWhere } from './violations.js';

export function findJournalViolations(observation: StepObservation): Violations {
  const unstored = observation.commits.filter(
    ({ entry }) => !isDeepStrictEqual(observation.after.entries.get(entry.id), entry),
  );
  return [
    ...findRowViolations(observation),
    ...unstored.map(({ entry }) => `the journal does not have ${entry.id}`),
    ...commandCommits(observation).flatMap(findEventViolations),
    ...findHistoryViolations(observation),
    ...findUnrequestedCommits(observation),
  ];
}

/** The rows in the storage are those that the commits wrote, with the same versions. */
function findRowViolations({ rows, after }: StepObservation): Violations {
  const kinds = ['organizations', 'memberships', 'apps', 'submissions'] as const;
  return [
    ...kinds.flatMap((kind) => findRowDifferences(kind, rows[kind], after.rows[kind])),
    ...findRowDifferences(
      'apikeys',
      withoutLastUse(rows.apikeys),
      withoutLastUse(after.rows.apikeys),
    ),
  ];
}

/** Leaves out the last use, which is recorded without a commit. */
function withoutLastUse(keys: ExpectedRows['apikeys']): ReadonlyMap<string, unknown> {
  const strip = ({ value: { lastUsedAt: _lastUsedAt, ...value }, version }: Versioned<ApiKey>) => ({
    value,
    version,
  });
  return new Map([...keys].map(([id, key]) => [id, strip(key)]));
}

function findRowDifferences(
  kind: string,
  made: ReadonlyMap<string, unknown>,
  found: ReadonlyMap<string, unknown>,
): Violations {
  const other = [...found.keys()].filter((id) => !isDeepStrictEqual(found.get(id), made.get(id)));
  return [
    ...other.map((id) => `${kind} ${id} is not as its commits wrote it`),
    ...violationsWhere([
      made.size !== found.size,
      `${found.size} ${kind}, but ${made.size} were written`,
    ]),
  ];
}

const purgeActions = new Set<string>(['app.purge', 'organization.purge']);

/** Every change of a submission, an app or a key has an event, in the audit log of its organization. */
function findEventViolations(commit: CommandCommit): Violations {
  const { entry } = commit;
  const changed = commit.changes.filter(({ kind }) => kind !== 'touch' && kind !== 'remove');
  const idsOf = (kind: string) =>
    changed.filter(({ collection }) => collection === kind).map(({ id }) => id);
  const recorded = entry.events.flatMap((event) =>
    'submissionId' in event ? [event.submissionId] : [],
  );
  const hasEvents = isDeepStrictEqual(recorded.toSorted(), idsOf('submissions').sort());
  const withoutEvent = [...idsOf('apps'), ...idsOf('apikeys')].filter(
    (id) => !entry.events.some((event) => Object.values(event).includes(id)),
  );
  const isOfOthers = entry.events.some((event) => !isInOwnAuditTrail(commit, event));
  return violationsWhere(
    [!hasEvents, `${entry.action} wrote other submissions than its events name`],
    [
      withoutEvent.length > 0 && !purgeActions.has(entry.action),
      `${entry.action} has no event for ${withoutEvent.join()}`,
    ],
    [isOfOthers, `${entry.action} is in the audit log of another organization`],
  );
}

function isInOwnAuditTrail(
  { entry, before, after }: CommandCommit,
  event: CommandCommit['entry']['events'][number],
): boolean {
  if (!('appId' in event) || event.appId === undefined) return true;
  const { appId, organizationId } = event;
  const owners = [before, after].map(({ apps }) => apps.get(appId)?.value.organizationId);
  return owners.includes(organizationId) && entry.auditOrganizationIds.includes(organizationId);
}

/** The events lead to the state of the rows. */
function findHistoryViolations({ history, after: { rows } }: StepObservation): Violations {
  const submissions = [...rows.submissions.values()].flatMap(({ value: { id, state } }) => {
    const recorded = history.submissions.get(id);
    return violationsWhere([
      recorded !== state,
      `${id} is ${state}, but ${recorded} by its events`,
    ]);
  });
  const apps = [...rows.apps.values()].flatMap(({ value: app }) => {
    const [is, recorded] = [toAppHistoryState(app), history.apps.get(app.id)];
    const words = `${app.id} is ${JSON.stringify(is)}, but ${JSON.stringify(recorded)} by its events`;
    return violationsWhere([!isDeepStrictEqual(is, recorded), words]);
  });
  return [...submissions, ...apps];
}

function toAppHistoryState(app: App): AppHistoryState {
  const { organizationId, visibility, tier, submissionCount } = app;
  return {
    ...{ organizationId, visibility, tier, submissionCount },
    revision: app.draft.revision,
    enforcement: app.enforcement.state,
    isDelisted: app.delistedAt !== undefined,
    isDeleted: app.deletedAt !== undefined,
    isArchived: app.archivedAt !== undefined,
  };
}

/** A refused command writes nothing, a completed one has one entry, and there is no entry without a command. */
function findUnrequestedCommits(observation: StepObservation): Violations {
  const { performedCalls, commits } = observation;
  const methods = [...new Set(performedCalls.map(({ call }) => call.method))];
  const repeated = methods.flatMap((method) => {
    const done = performedCalls.filter(
      ({ call, outcome }) => call.method === method && outcome.ok,
    ).length;
    const recorded = commandCommits(observation).filter(
      ({ entry }) => entry.action === journalActionOf(method),
    ).length;
    return violationsWhere([
      recorded > done,
      `${method} has ${recorded} entries, but was done ${done} times`,
    ]);
  });
  const isQuiet = performedCalls.length === 0;
  return [
    ...repeated,
    ...violationsWhere([isQuiet && commits.length > 0, 'a commit without a command']),
  ];
}
