// All clauses on reads.

import type { ClauseGroup } from './clause.js';
import { externalIdReadClauses } from './external-ids.js';
import { metadataReadClauses } from './metadata.js';
import { apiKeyReadClauses } from './read-api-keys.js';
import { appStoreReadClauses } from './read-app-store.js';
import { appReadClauses } from './read-apps.js';
import { commandReadClauses } from './read-for-commands.js';
import { deletionReadClauses } from './read-for-deletion.js';
import { maintenanceReadClauses } from './read-for-maintenance.js';
import { invitationByAddressReadClauses, invitationReadClauses } from './read-invitations.js';
import { memberListReadClauses } from './read-member-lists.js';
import { memberOrderClause } from './read-member-order.js';
import { membershipReadClauses } from './read-memberships.js';
import { organizationListReadClauses } from './read-organization-list.js';
import { reviewQueueReadClauses } from './read-review-queue.js';
import { newestSubmissionReadClauses, submissionReadClauses } from './read-submissions.js';
import { userListReadClauses } from './read-user-list.js';
import { userAndOrganizationReadClauses } from './read-users-and-organizations.js';

export const readGroup: ClauseGroup = {
  name: 'READ',
  summary: 'what each read returns',
  clauses: [
    ...userAndOrganizationReadClauses,
    ...membershipReadClauses,
    ...invitationReadClauses,
    ...deletionReadClauses,
    ...maintenanceReadClauses,
    ...appReadClauses,
    ...appStoreReadClauses,
    ...submissionReadClauses,
    ...reviewQueueReadClauses,
    ...apiKeyReadClauses,
    ...commandReadClauses,
    ...newestSubmissionReadClauses,
    ...invitationByAddressReadClauses,
    ...memberListReadClauses,
    ...organizationListReadClauses,
    ...userListReadClauses,
    ...externalIdReadClauses,
    ...metadataReadClauses,
    memberOrderClause,
  ],
};
