// The calls about apps, submissions, review, keys and the store that the model answers.

import type { AppIdInput } from '../../../application/app-authorization/app-input.js';
import type { PackageNameInput } from '../../../application/apps/check-package-name.js';
import type { CreateAppInput } from '../../../application/apps/create.js';
import type { MoveAppInput } from '../../../application/apps/move.js';
import type { ShareAppInput } from '../../../application/apps/share.js';
import type { UpdateDraftInput } from '../../../application/apps/update-draft.js';
import type { ListAppsInput } from '../../../application/apps-service.js';
import type { AuthenticateInput } from '../../../application/keys/authenticate.js';
import type { CreateKeyInput } from '../../../application/keys/create.js';
import type { KeyIdInput } from '../../../application/keys/revoke.js';
import type { RotateKeyInput } from '../../../application/keys/rotate.js';
import type { VerifyContactInput } from '../../../application/organizations/verify-contact.js';
import type { AppOrOrganizationInput } from '../../../application/resource-owners/owner-authorization.js';
import type { ApproveInput } from '../../../application/review/approve.js';
import type { HeldClaimInput } from '../../../application/review/claims.js';
import type { ReviewedSnapshotInput } from '../../../application/review/decision-input.js';
import type { EnforceInput } from '../../../application/review/enforce.js';
import type { NegativeDecisionInput } from '../../../application/review/request-changes-reject.js';
import type { QueueInput } from '../../../application/review/review-queries.js';
import type { RevokeReleaseInput } from '../../../application/review/revoke-release.js';
import type { SendBackInput } from '../../../application/review/second-review.js';
import type { SetLaneInput } from '../../../application/review/set-lane.js';
import type { SetTierInput } from '../../../application/review/set-tier.js';
import type {
  GetAppInStoreInput,
  ListStoreByOrganizationInput,
  SearchStoreInput,
} from '../../../application/store/store.js';
import type { ResubmitInput } from '../../../application/submissions/resubmit.js';
import type { SubmissionIdInput } from '../../../application/submissions/submission-input.js';
import type { ListSubmissionsInput } from '../../../application/submissions/submissions.js';
import type { SubmitInput } from '../../../application/submissions/submit.js';
import type { ReviewerCapability } from '../../../ports/reviewer-directory.js';
import type { ModelPermission } from './roles.js';

export interface AppMethodInputs {
  /** The service's directory of reviewers: what the user may do from now on. */
  readonly 'reviewers.appoint': {
    readonly userId: string;
    readonly capabilities: readonly ReviewerCapability[];
  };
  readonly 'organizations.verifyContact': VerifyContactInput;
  readonly 'apps.create': CreateAppInput;
  readonly 'apps.updateDraft': UpdateDraftInput;
  readonly 'apps.share': ShareAppInput;
  readonly 'apps.delist': AppIdInput;
  readonly 'apps.relist': AppIdInput;
  readonly 'apps.move': MoveAppInput;
  readonly 'apps.delete': AppIdInput;
  readonly 'apps.restore': AppIdInput;
  readonly 'apps.get': AppIdInput;
  readonly 'apps.list': ListAppsInput;
  readonly 'apps.readiness': AppIdInput;
  readonly 'apps.checkPackageName': PackageNameInput;
  readonly 'apps.getRunnable': PackageNameInput;
  readonly 'submissions.submit': SubmitInput;
  readonly 'submissions.resubmit': ResubmitInput;
  readonly 'submissions.withdraw': SubmissionIdInput;
  readonly 'submissions.release': SubmissionIdInput;
  readonly 'submissions.get': SubmissionIdInput;
  readonly 'submissions.list': ListSubmissionsInput;
  readonly 'review.queue': QueueInput;
  readonly 'review.stats': object;
  readonly 'review.get': SubmissionIdInput;
  readonly 'review.listClaimed': object;
  readonly 'review.claim': SubmissionIdInput;
  readonly 'review.renewClaim': HeldClaimInput;
  readonly 'review.releaseClaim': HeldClaimInput;
  readonly 'review.setLane': SetLaneInput;
  readonly 'review.approve': ApproveInput;
  readonly 'review.secondApprove': ReviewedSnapshotInput;
  readonly 'review.sendBack': SendBackInput;
  readonly 'review.requestChanges': NegativeDecisionInput;
  readonly 'review.reject': NegativeDecisionInput;
  readonly 'review.revoke': RevokeReleaseInput;
  readonly 'review.warn': EnforceInput;
  readonly 'review.suspend': EnforceInput;
  readonly 'review.takeDown': EnforceInput;
  readonly 'review.reinstate': EnforceInput;
  readonly 'review.setTier': SetTierInput;
  readonly 'keys.create': CreateKeyInput<ModelPermission>;
  readonly 'keys.rotate': RotateKeyInput;
  readonly 'keys.revoke': KeyIdInput;
  readonly 'keys.list': AppOrOrganizationInput;
  readonly 'keys.authenticate': AuthenticateInput;
  readonly 'store.search': SearchStoreInput;
  readonly 'store.listByOrganization': ListStoreByOrganizationInput;
  readonly 'store.get': GetAppInStoreInput;
}
