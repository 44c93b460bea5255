// What the placeholders of apps, submissions and keys can name.

import type { AppPlaceholderKind, PlaceholderKind } from './placeholders.js';
import {
  keyCallerPrefix,
  keyTextPrefix,
  type ModelApp,
  type ReferenceModel,
  reviewerCallerPrefix,
} from './reference/index.js';

export interface PlaceholderSource {
  candidates(model: ReferenceModel): readonly string[];
  /** Used if there is no candidate: another kind, or a fixed value. If null, the step is left out. */
  readonly fallback:
    | PlaceholderKind
    | `${string} 0`
    | 'hall'
    | 'dee@example.com'
    | 'com.acme.lens'
    | null;
}

export const appPlaceholderSources: { readonly [K in AppPlaceholderKind]: PlaceholderSource } = {
  app: {
    candidates: (model) => [
      ...idsOfApps(model, ({ deletedAt }) => deletedAt === null),
      ...idsOfApps(model, ({ deletedAt }) => deletedAt !== null),
    ],
    fallback: 'app 0',
  },
  deletedapp: {
    candidates: (model) => idsOfApps(model, ({ deletedAt }) => deletedAt !== null),
    fallback: null,
  },
  packagename: {
    candidates: ({ apps }) => [...apps.values()].map(({ packageName }) => packageName),
    fallback: 'com.acme.lens',
  },
  submission: {
    candidates: ({ submissions }) => [...submissions.keys()].reverse(),
    fallback: 'submission 0',
  },
  waitingsubmission: inState('waiting_for_review'),
  claimedsubmission: inState('in_review'),
  returnedsubmission: inState('changes_requested'),
  halfapprovedsubmission: inState('pending_second_approval'),
  approvedsubmission: inState('approved'),
  releasedsubmission: inState('released', 'superseded'),
  apikey: { candidates: ({ apiKeys }) => [...apiKeys.keys()].reverse(), fallback: null },
  keytext: {
    candidates: ({ apiKeys }) => [...apiKeys.keys()].reverse().map((id) => keyTextPrefix + id),
    fallback: null,
  },
  reviewercaller: {
    candidates: ({ reviewers }) => [...reviewers.keys()].map((id) => reviewerCallerPrefix + id),
    fallback: null,
  },
  keycaller: {
    candidates: ({ apiKeys }) => [...apiKeys.keys()].reverse().map((id) => keyCallerPrefix + id),
    fallback: null,
  },
};

/** Newest first. */
function idsOfApps({ apps }: ReferenceModel, matches: (app: ModelApp) => boolean): string[] {
  return [...apps.values()]
    .filter(matches)
    .map(({ id }) => id)
    .reverse();
}

/** Submissions in one of these states, newest first. */
function inState(...states: readonly string[]): PlaceholderSource {
  return {
    candidates: ({ submissions }) =>
      [...submissions.values()]
        .filter(({ state }) => states.includes(state))
        .map(({ id }) => id)
        .reverse(),
    fallback: null,
  };
}
