// What becomes of an app in the end: nothing is left of it but its name, which stays taken.

import { type App, archiveApp } from '../../domain/app/app.js';
import type { Fact } from '../../domain/journal/fact.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { Change } from '../../ports/storage.js';
import { removed, touched, updated } from '../use-case/changes.js';
import type { Plan, Unit } from '../use-case/command.js';
import { type Step, stepOf } from '../use-case/task.js';

/** How many rows of a kind one commit takes away. */
const batch = 100;

/** The next step, of which the last one archives the app. Each holds only while the app is as it was read: what comes back or moves meanwhile keeps what it has. */
export async function archiveFurther(unit: Unit, app: Versioned<App>): Promise<Plan<Step>> {
  const { id: appId, organizationId } = app.value;
  const rows = await rowsOf(unit, app.value);
  const isLast = rows.length < batch;
  const own = isLast
    ? /* APP-7 */ updated('apps', app, archiveApp(app.value, unit.now))
    : /* APP-76 */ touched('apps', app);
  const facts: readonly Fact[] = isLast ? [{ type: 'app_archived', organizationId, appId }] : [];
  return stepOf(
    { count: rows.length + (isLast ? 1 : 0), isLast },
    {
      changes: [own, ...rows],
      facts,
      subject: { kind: 'app', id: appId },
      organizations: [organizationId],
    },
  );
}

/** Fewer than a batch where no more are left. */
async function rowsOf({ storage }: Unit, { id: appId }: App): Promise<readonly Change[]> {
  const [submissions, keys] = await Promise.all([
    storage.submissions.ofApp(appId, batch),
    storage.keys.ofOwner({ kind: 'app', appId }, batch),
  ]);
  return [
    ...submissions.map((read) => removed('submissions', read)),
    ...keys.map((read) => removed('apikeys', read)), // APP-75
  ];
}
