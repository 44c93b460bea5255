// Finds callers for whom a call about an app, its review or its keys is likely to succeed.

import { asInputSubjectIds } from './fill-in-input.js';
import {
  hasConflict,
  type ModelCall,
  type ModelSubmission,
  type ReferenceModel,
  reviewerCallerPrefix,
} from './reference/index.js';

/** The organization whose app, submission or key the input names; undefined if it names none. */
export function organizationOfAppCall(input: object, model: ReferenceModel): string | undefined {
  const { appId, submissionId = '', keyId = '' } = asInputSubjectIds(input);
  const owner = model.apiKeys.get(keyId)?.owner;
  const id = appId ?? model.submissions.get(submissionId)?.app ?? owner?.appId ?? '';
  return model.apps.get(id)?.organization ?? owner?.organizationId;
}

const enforcingMethods: readonly string[] = [
  'review.warn',
  'review.suspend',
  'review.takeDown',
  'review.reinstate',
  'review.setTier',
  'review.revoke',
];

/** The holder of the claim, or a reviewer who may decide; after a first approval another one. */
export function findPlausibleReviewer({ method, input }: ModelCall, model: ReferenceModel): string {
  const { appId = '', submissionId = '' } = asInputSubjectIds(input);
  const submission = model.submissions.get(submissionId);
  const app = model.apps.get(appId);
  const capability = enforcingMethods.includes(method) ? 'enforce' : 'review';
  const able = [...model.reviewers.keys()].filter((id) => {
    const isAble = model.reviewers.get(id)?.includes(capability) === true;
    const isMember = app !== undefined && isTied(model, id, app.organization);
    return isAble && !isMember && (submission === undefined || isFit(model, submission, id));
  });
  const holder = able.find((id) => id === submission?.lease?.holder);
  const id = holder ?? able[model.journal.length % able.length];
  return id === undefined ? 'system' : `${reviewerCallerPrefix}${id}`;
}

function isTied(model: ReferenceModel, user: string, organization: string): boolean {
  return hasConflict(model, user, { organization, enteredAt: model.now, authors: [] });
}

function isFit(model: ReferenceModel, submission: ModelSubmission, id: string): boolean {
  const isHalfApproved = submission.state === 'pending_second_approval';
  const isFirst = isHalfApproved && submission.decisions.at(-1)?.by === id;
  return !isFirst && !hasConflict(model, id, submission);
}
