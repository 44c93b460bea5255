// Accounts, organizations and apps that nobody can restore any more.

import { type Deletable, isPastRestoring } from '../../domain/shared/deletion.js';
import type { Versioned } from '../../domain/shared/result.js';
import { archiveFurther } from '../apps/purge.js';
import type { Context } from '../context.js';
import { purgeFurther } from '../organizations/purge.js';
import type { Plan, Unit } from '../use-case/command.js';
import { nothingLeft, type Step, stepOf } from '../use-case/task.js';
import { purgePerson } from '../users/purge.js';
import { type UpkeepTask, upkeepTask } from './upkeep-task.js';

export const purgeDueOrganizations: (context: Context) => UpkeepTask = upkeepTask(
  'organization.purge',
  async (unit) => {
    const { organizations } = unit.storage;
    const [id] = /* ORG-49 */ await organizations.deletedUntil(lastRestorable(unit), 1);
    const found = id === undefined ? null : await organizations.findById(id);
    return purgedFurther(unit, found, purgeFurther);
  },
);

export const purgeDueUsers: (context: Context) => UpkeepTask = upkeepTask(
  'user.purge',
  async (unit) => {
    const { users } = unit.storage;
    const [id] = await users.deletedUntil(lastRestorable(unit), 1);
    const found = id === undefined ? null : await users.findById(id);
    return purgedFurther(unit, found, purgePerson);
  },
);

export const archiveDueApps: (context: Context) => UpkeepTask = upkeepTask(
  'app.purge',
  async (unit) => {
    const { apps } = unit.storage;
    const [id] = /* APP-74 */ await apps.deletedUntil(lastRestorable(unit), 1);
    const found = id === undefined ? null : await apps.findById(id);
    const isLeft = found !== null && found.value.archivedAt === undefined;
    return purgedFurther(unit, isLeft ? found : null, archiveFurther);
  },
);

/** What was deleted by then is past restoring. */
function lastRestorable({ context, now }: Unit): Date {
  return new Date(now.getTime() - context.policy.restoreWindow * 1000);
}

/** Counts what is gone altogether. What somebody has taken back meanwhile, or taken away, is left for the next round. */
async function purgedFurther<T extends Deletable>(
  unit: Unit,
  found: Versioned<T> | null,
  purge: (unit: Unit, found: Versioned<T>) => Promise<Plan<Step>>,
): Promise<Plan<Step>> {
  const { context, now } = unit;
  if (found === null || !isPastRestoring(found.value, context.policy, now)) return nothingLeft;
  const { value, write } = await purge(unit, found);
  if (write === null) return nothingLeft;
  return stepOf({ count: value.isLast ? 1 : 0, isLast: false }, write);
}
