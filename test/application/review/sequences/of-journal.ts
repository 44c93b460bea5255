// What holds of the journal: it tells of every change, once, and what it tells is what there is.

import { isDeepStrictEqual } from 'node:util';
import type { ApiKey } from '../../../../src/domain/app/api-key.js';
import type { App } from '../../../../src/domain/app/app.js';
import type { Versioned } from '../../../../src/domain/shared/result.js';
import type { AppLife } from './history.js';
import { actionOf, type Deed, deedsOf, type Moment } from './moment.js';
import type { Rows } from './rows.js';
import { those, type Violations } from './violations.js';

export function journalTellsAll(moment: Moment): Violations {
  const unstored = moment.commits.filter(
    ({ entry }) => !isDeepStrictEqual(moment.after.entries.get(entry.id), entry),
  );
  return [
    ...rowFaults(moment),
    ...unstored.map(({ entry }) => `the journal does not have ${entry.id}`),
    ...deedsOf(moment).flatMap(factFaults),
    ...historyFaults(moment),
    ...silenceFaults(moment),
  ];
}

/** The storage has what the commits have made, version by version. */
function rowFaults({ rows, after }: Moment): Violations {
  const kinds = ['organizations', 'memberships', 'apps', 'submissions'] as const;
  return [
    ...kinds.flatMap((kind) => differences(kind, rows[kind], after.rows[kind])),
    ...differences('apikeys', unused(rows.apikeys), unused(after.rows.apikeys)),
  ];
}

/** Their last use is noted beside all commits. */
function unused(keys: Rows['apikeys']): ReadonlyMap<string, unknown> {
  const strip = ({ value: { lastUsedAt: _lastUsedAt, ...value }, version }: Versioned<ApiKey>) => ({
    value,
    version,
  });
  return new Map([...keys].map(([id, key]) => [id, strip(key)]));
}

function differences(
  kind: string,
  made: ReadonlyMap<string, unknown>,
  found: ReadonlyMap<string, unknown>,
): Violations {
  const other = [...found.keys()].filter((id) => !isDeepStrictEqual(found.get(id), made.get(id)));
  return [
    ...other.map((id) => `${kind} ${id} is not as its commits have made it`),
    ...those([made.size !== found.size, `${found.size} ${kind}, and ${made.size} were made`]),
  ];
}

const ofPurges = new Set<string>(['app.purge', 'organization.purge']);

/** Every change of a submission, an app or a key is told by a fact, and in the trail of the organization whose it is. */
function factFaults(deed: Deed): Violations {
  const { entry } = deed;
  const changed = deed.changes.filter(({ kind }) => kind !== 'touch' && kind !== 'remove');
  const idsOf = (kind: string) =>
    changed.filter(({ collection }) => collection === kind).map(({ id }) => id);
  const told = entry.facts.flatMap((fact) => ('submissionId' in fact ? [fact.submissionId] : []));
  const isTold = isDeepStrictEqual(told.toSorted(), idsOf('submissions').sort());
  const untold = [...idsOf('apps'), ...idsOf('apikeys')].filter(
    (id) => !entry.facts.some((fact) => Object.values(fact).includes(id)),
  );
  const isOfOthers = entry.facts.some((fact) => !isInOwnTrail(deed, fact));
  return those(
    [!isTold, `${entry.action} wrote other submissions than it tells of`],
    [untold.length > 0 && !ofPurges.has(entry.action), `${entry.action} hides ${untold.join()}`],
    [isOfOthers, `${entry.action} stands in the trail of another organization`],
  );
}

function isInOwnTrail(
  { entry, before, after }: Deed,
  fact: Deed['entry']['facts'][number],
): boolean {
  if (!('appId' in fact) || fact.appId === undefined) return true;
  const { appId, organizationId } = fact;
  const owners = [before, after].map(({ apps }) => apps.get(appId)?.value.organizationId);
  return owners.includes(organizationId) && entry.organizations.includes(organizationId);
}

/** What the facts come to is what there is. */
function historyFaults({ history, after: { rows } }: Moment): Violations {
  const submissions = [...rows.submissions.values()].flatMap(({ value: { id, state } }) => {
    const told = history.submissions.get(id);
    return those([told !== state, `${id} is ${state}, and ${told} by its facts`]);
  });
  const apps = [...rows.apps.values()].flatMap(({ value: app }) => {
    const [is, told] = [lifeOf(app), history.apps.get(app.id)];
    const words = `${app.id} is ${JSON.stringify(is)}, and ${JSON.stringify(told)} by its facts`;
    return those([!isDeepStrictEqual(is, told), words]);
  });
  return [...submissions, ...apps];
}

function lifeOf(app: App): AppLife {
  const { organizationId, visibility, tier, submissions } = app;
  return {
    ...{ organizationId, visibility, tier, submissions },
    revision: app.draft.revision,
    enforcement: app.enforcement.state,
    isDelisted: app.delistedAt !== undefined,
    isDeleted: app.deletedAt !== undefined,
    isArchived: app.archivedAt !== undefined,
  };
}

/** What was refused has written nothing, what was done once is told once, and nothing is done that nobody asked for. */
function silenceFaults(moment: Moment): Violations {
  const { asked, commits } = moment;
  const verbs = [...new Set(asked.map(({ call }) => call.verb))];
  const repeated = verbs.flatMap((verb) => {
    const done = asked.filter(({ call, outcome }) => call.verb === verb && outcome.ok).length;
    const told = deedsOf(moment).filter(({ entry }) => entry.action === actionOf(verb)).length;
    return those([told > done, `${verb} is told ${told} times, and was done ${done} times`]);
  });
  const isQuiet = asked.length === 0;
  return [...repeated, ...those([isQuiet && commits.length > 0, 'nobody has asked for it'])];
}
