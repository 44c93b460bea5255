// Replaces the parts of an input that depend on the rows that it names.

import {
  anotherDigest,
  invitationOrganizationPlaceholder,
  submissionDigestPlaceholder,
} from './placeholders.js';
import type { ModelCall, ReferenceModel } from './reference/index.js';

interface InputSubjectIds {
  readonly organizationId?: string | undefined;
  readonly invitationId?: string | undefined;
  readonly userId?: string | undefined;
  readonly inviterId?: string | undefined;
  readonly token?: string | undefined;
  readonly appId?: string | undefined;
  readonly submissionId?: string | undefined;
  readonly keyId?: string | undefined;
}

export function asInputSubjectIds(input: object): InputSubjectIds {
  return input;
}

/** The organization of an invitation, the digest and the lease token of a submission, and the revision of a draft. A number is added to the token or the revision. */
export function fillInFieldsOfRows(call: ModelCall, model: ReferenceModel): ModelCall {
  const { invitationId = '', appId, submissionId = '' } = asInputSubjectIds(call.input);
  const organization = model.invitations.get(invitationId)?.organization ?? 'organization 0';
  const submission = model.submissions.get(submissionId);
  const revision = model.apps.get(appId ?? submission?.app ?? '')?.revision ?? 1;
  const filledPart = (name: string, part: unknown) => {
    if (part === invitationOrganizationPlaceholder) return organization;
    if (part === submissionDigestPlaceholder) return submission?.digest ?? anotherDigest;
    if (typeof part !== 'number') return part;
    if (name === 'leaseToken') return Math.max(1, (submission?.claimCount ?? 1) + part);
    return name === 'draftRevision' || name === 'expectedRevision' ? revision + part : part;
  };
  return JSON.parse(JSON.stringify(call, filledPart));
}
