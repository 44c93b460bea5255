// The queries that show everything about apps, their review, their keys and the store.

import { type ModelCall, type ReferenceModel, reviewerCallerPrefix } from './reference/index.js';

/**
 * A call of each list, for every organization with apps and every app, and the queue for every reviewer. A sequence asks the same questions
 * several times, so that a storage is found that keeps an answer, or looks rows up by what they were before.
 */
export function overviewCalls(model: ReferenceModel): readonly ModelCall[] {
  const apps = [...model.apps.values()];
  const organizations = [...new Set(apps.map(({ organization }) => organization))];
  const reviewers = [...model.reviewers.keys()].map((id) => `${reviewerCallerPrefix}${id}`);
  const calls: readonly ModelCall[] = [
    ...apps.flatMap(({ id }) => appCalls(id)),
    ...organizations.flatMap(organizationCalls),
    ...reviewers.map((caller): ModelCall => ({ method: 'review.queue', caller, input: {} })),
    ...reviewers.slice(0, 1).flatMap(deskCalls),
    { method: 'store.search', caller: 'system', input: {} },
    { method: 'store.search', caller: 'system', input: { text: 'lens', hardware: ['DISPLAY'] } },
  ];
  return apps.length === 0 ? [] : calls;
}

function appCalls(appId: string): readonly ModelCall[] {
  return [
    { method: 'apps.get', caller: 'system', input: { appId } },
    { method: 'submissions.list', caller: 'system', input: { appId } },
    { method: 'keys.list', caller: 'system', input: { appId } },
  ];
}

function organizationCalls(organizationId: string): readonly ModelCall[] {
  return [
    { method: 'apps.list', caller: 'system', input: { organizationId } },
    { method: 'keys.list', caller: 'system', input: { organizationId } },
    { method: 'store.listByOrganization', caller: 'system', input: { organizationId } },
  ];
}

function deskCalls(caller: string): readonly ModelCall[] {
  return [
    { method: 'review.queue', caller, input: { state: 'in_review' } },
    { method: 'review.stats', caller, input: {} },
    { method: 'review.listClaimed', caller, input: {} },
  ];
}
