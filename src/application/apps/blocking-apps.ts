// Finds the apps that prevent an organization from being deleted.

import { isApprovalExpired } from '../../domain/review/approval-expiry.js';
import type { AppId, OrganizationId } from '../../domain/shared/ids.js';
import type { CommandContext } from '../use-case/command.js';

/** How many live and how many open apps are read, and how many a refusal names. */
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
  // At the limit, apps that were not read may be open too, so expired approvals stay in the list.
  const undecided =
    open.length < maxBlockingApps ? await withoutOverdueApprovals(context, open) : open;
  return [...new Set([/* APP-77 */ ...live, /* APP-78 */ ...undecided])]
    .sort()
    .slice(0, /* APP-80 */ maxBlockingApps);
}

/** An expired approval does not count as open, even if its row still says so. */
async function withoutOverdueApprovals(
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
