// The random inputs of the methods of `review`.

import fc from 'fast-check';
import type { ReviewReasonCode } from '../../domain/review/submission.js';
import {
  type CallSpec,
  emptyInputs,
  keyedCallSpec,
  type MethodCallSpec,
  pageFieldArbitraries,
  requiredKeysOption,
  unkeyedCallSpec,
} from './call-spec.js';
import {
  anotherDigest,
  appPlaceholders,
  oneOfWeighted,
  type PlaceholderKind,
  placeholders,
  reviewerPlaceholders,
  submissionDigestPlaceholder,
} from './placeholders.js';
import type { MethodName } from './reference/index.js';

/** Mostly submissions of one kind. */
function submissionFields(kind: PlaceholderKind): { submissionId: fc.Arbitrary<string> } {
  return {
    submissionId: oneOfWeighted([8, placeholders(kind, 1)], [1, placeholders('submission', 3)]),
  };
}

const digestFields = {
  digest: oneOfWeighted(
    [9, fc.constant(submissionDigestPlaceholder)],
    [1, fc.constant(anotherDigest)],
  ),
};
/** Added to the token of the last claim. */
const leaseTokenFields = {
  leaseToken: oneOfWeighted([14, fc.constant(0)], [1, fc.constantFrom(-1, 1)]),
};
const reasonTexts = oneOfWeighted<string | null>(
  [12, fc.constantFrom('please change it', ' the icon is not yours ')],
  [1, fc.constantFrom('', ' -- ')],
);
const reasonFields = {
  reasons: oneOfWeighted<readonly ReviewReasonCode[]>(
    [12, fc.constantFrom<readonly ReviewReasonCode[]>(['other'], ['spam', 'privacy', 'spam'])],
    [1, fc.constant([])],
  ),
  text: reasonTexts,
};
const enforcementInputs = fc.record({
  appId: appPlaceholders,
  reason: reasonTexts.map((text) => text ?? ''),
});
const claimedFields = {
  ...submissionFields('claimedsubmission'),
  ...digestFields,
  ...leaseTokenFields,
};
const halfApprovedFields = { ...submissionFields('halfapprovedsubmission'), ...digestFields };
const heldClaimInputs = fc.record({
  ...submissionFields('claimedsubmission'),
  ...leaseTokenFields,
});

type ReviewMethodName = MethodName & `review.${string}`;

function reviewCommandSpec<I>(weight: number, input: fc.Arbitrary<I>): CallSpec<I> {
  return { ...keyedCallSpec(weight, input), caller: reviewerPlaceholders };
}

/** Sometimes whoever approved first. */
function secondReviewSpec<I>(weight: number, input: fc.Arbitrary<I>): CallSpec<I> {
  const caller = oneOfWeighted([3, reviewerPlaceholders], [1, placeholders('reviewercaller', 1)]);
  return { ...keyedCallSpec(weight, input), caller };
}

function reviewQuerySpec<I>(weight: number, input: fc.Arbitrary<I>): CallSpec<I> {
  return { ...unkeyedCallSpec(weight, input), caller: reviewerPlaceholders };
}

export const reviewCallSpecs: { readonly [V in ReviewMethodName]: MethodCallSpec<V> } = {
  'review.queue': reviewQuerySpec(
    4,
    fc.record(
      {
        state: fc.constantFrom('in_review', 'pending_second_approval', 'approved', 'claimable'),
        ...pageFieldArbitraries,
      },
      requiredKeysOption(),
    ),
  ),
  'review.stats': reviewQuerySpec(2, emptyInputs),
  'review.get': reviewQuerySpec(3, fc.record(submissionFields('submission'))),
  'review.listClaimed': reviewQuerySpec(2, emptyInputs),
  'review.claim': reviewCommandSpec(
    12,
    fc.record({
      submissionId: oneOfWeighted(
        [5, submissionFields('waitingsubmission').submissionId],
        [3, placeholders('claimedsubmission', 1)],
      ),
    }),
  ),
  'review.renewClaim': reviewCommandSpec(8, heldClaimInputs),
  'review.releaseClaim': reviewCommandSpec(6, heldClaimInputs),
  'review.setLane': reviewCommandSpec(
    3,
    fc.record({
      ...submissionFields('submission'),
      lane: fc.constantFrom('security', 'update', 'new'),
      reason: reasonTexts.map((text) => text ?? ''),
    }),
  ),
  'review.approve': reviewCommandSpec(12, fc.record(claimedFields)),
  'review.secondApprove': secondReviewSpec(10, fc.record(halfApprovedFields)),
  'review.sendBack': secondReviewSpec(10, fc.record({ ...halfApprovedFields, ...reasonFields })),
  'review.requestChanges': reviewCommandSpec(6, fc.record({ ...claimedFields, ...reasonFields })),
  'review.reject': reviewCommandSpec(8, fc.record({ ...claimedFields, ...reasonFields })),
  'review.revoke': reviewCommandSpec(
    12,
    fc.record({ ...submissionFields('releasedsubmission'), ...reasonFields }),
  ),
  'review.warn': reviewCommandSpec(2, enforcementInputs),
  'review.suspend': reviewCommandSpec(2, enforcementInputs),
  'review.takeDown': reviewCommandSpec(1, enforcementInputs),
  'review.reinstate': reviewCommandSpec(4, enforcementInputs),
  'review.setTier': reviewCommandSpec(
    2,
    fc.record({ appId: appPlaceholders, tier: fc.constantFrom('none', 'community', 'verified') }),
  ),
};
