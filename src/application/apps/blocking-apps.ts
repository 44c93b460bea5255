// Finds the apps that prevent an organization from being deleted.

import { isApprovalExpired } from '../../domain/review/approval-expiry.js';
import type { AppId, OrganizationId } from '../../domain/shared/ids.js';
import type { CommandContext } from '../use-case/command.js';

/** How many live apps, and how many apps with an open submission, are read. A refusal names as many. */
const maxBlockingApps = 100;

type BlockingAppsContext = Pick<CommandContext, 'storage' | 'now'>;

/**
 * The apps that prevent the deletion of an organization, sorted by id. Read them after the organization: every command
 * that submits an app or makes it live guards the organization. One wave of reads, and a second one if submissions are open.
 */
export async function listAppsThatPreventDeletion(
  context: BlockingAppsContext,
  organizationId: OrganizationId,
): Promise<readonly AppId[]> {
  const { apps, submissions } = context.storage;
  const [live, open] = await Promise.all([
    apps.listLiveIdsByOrganization(organizationId, maxBlockingApps),
    submissions.listAppIdsWithOpen(organizationId, maxBlockingApps),
  ]);
  // If the limit is reached, there may be more apps that were not read. The list must not become empty then, so expired approvals stay in it.
  const openApps =
    open.length < maxBlockingApps ? await withoutExpiredApprovals(context, open) : open;
  return [...new Set([/* APP-77 */ ...live, /* APP-78 */ ...openApps])]
    .sort()
    .slice(0, /* APP-80 */ maxBlockingApps);
}

/** An expired approval does not count as open, even if its row still says so. */
async function withoutExpiredApprovals(
  { storage, now }: BlockingAppsContext,
  open: readonly AppId[],
): Promise<readonly AppId[]> {
  const found = await Promise.all(open.map((appId) => storage.submissions.findOpen(appId)));
  return found.flatMap((submission) =>
    /* APP-79 */ submission === null || isApprovalExpired(submission.value, now)
      ? []
      : [submission.value.appId],
  );
}
