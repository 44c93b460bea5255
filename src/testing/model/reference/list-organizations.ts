// The platform's list of all organizations.

import { requireSystem } from './access.js';
import type { CallHandler } from './handlers.js';
import type { ModelOrganization, ReferenceModel } from './reference-model.js';
import { foldName } from './text-rules.js';
import { organizationSummaryView, sortedWithPrefix, splitIntoPages } from './views.js';

export const listOrganizationsHandler: CallHandler<'organizations.list'> = (
  model,
  caller,
  { namePrefix, slugPrefix, state, createdFrom, createdUntil, limit = 50 },
) => {
  requireSystem(caller);
  const listedView = (row: ModelOrganization) => organizationSummaryView(caller, row);
  const inState = listInOrder(model, namePrefix, slugPrefix).filter(
    ({ deletedAt }) => state === undefined || (deletedAt === null) === (state === 'live'),
  );
  const from = createdFrom === undefined ? -Infinity : new Date(createdFrom).getTime();
  const until = createdUntil === undefined ? Infinity : new Date(createdUntil).getTime();
  const isInTime = ({ createdAt }: ModelOrganization) => createdAt >= from && createdAt < until;
  const hasPrefix = namePrefix !== undefined || slugPrefix !== undefined;
  if (!hasPrefix) return splitIntoPages(inState.filter(isInTime).map(listedView), { limit });
  const pages = splitByTime(inState, isInTime, limit);
  return { pages: pages.map((page) => page.map(listedView)) };
};

/** The rows of the model are in the order of creation, which is also the order of their ids. */
function listInOrder(
  { organizations }: ReferenceModel,
  namePrefix: string | undefined,
  slugPrefix: string | undefined,
): ModelOrganization[] {
  const rows = [...organizations.values()];
  if (namePrefix !== undefined)
    return sortedWithPrefix(rows, foldName(namePrefix), ({ name }) => foldName(name));
  return slugPrefix === undefined ? rows : sortedWithPrefix(rows, slugPrefix, ({ slug }) => slug);
}

/** A page looks at half as many rows again as it may show. It ends after them, or after the last that it may show. */
function splitByTime(
  rows: readonly ModelOrganization[],
  isInTime: (row: ModelOrganization) => boolean,
  limit: number,
): ModelOrganization[][] {
  const looked = rows.slice(0, limit + Math.ceil(limit / 2));
  const shown = looked.filter(isInTime).slice(0, limit);
  const last = shown[limit - 1];
  const end = last === undefined ? looked.length : rows.indexOf(last) + 1;
  const rest = rows.slice(end);
  return rest.length === 0 ? [shown] : [shown, ...splitByTime(rest, isInTime, limit)];
}
