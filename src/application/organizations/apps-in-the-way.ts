import { isOverdue } from '../../domain/review/lifecycle.js';
import type { AppId, OrganizationId } from '../../domain/shared/ids.js';
import type { Unit } from '../use-case/command.js';

/** How many of a kind one refusal reads, and how many it names. */
const most = 100;

type Asking = Pick<Unit, 'storage' | 'now'>;

/**
 * The apps for whose sake an organization cannot be deleted, sorted. Read after the organization, which whatever makes
 * an app live or submits it touches. One wave, and another one where something is open.
 */
export async function appsInTheWay(
  asking: Asking,
  organizationId: OrganizationId,
): Promise<readonly AppId[]> {
  const { apps, submissions } = asking.storage;
  const [live, open] = await Promise.all([
    apps.liveOf(organizationId, most),
    submissions.openOf(organizationId, most),
  ]);
  // Of more than were read, one may be open all the same.
  const undecided = open.length < most ? await withoutOverdue(asking, open) : open;
  return [...new Set([/* APP-77 */ ...live, /* APP-78 */ ...undecided])]
    .sort()
    .slice(0, /* APP-80 */ most);
}

/** An approval that time has ended is open to nobody, written down or not. */
async function withoutOverdue(
  { storage, now }: Asking,
  open: readonly AppId[],
): Promise<readonly AppId[]> {
  const found = await Promise.all(open.map((appId) => storage.submissions.findOpen(appId)));
  return found.flatMap((submission) =>
    /* APP-79 */ submission === null || isOverdue(submission.value, now)
      ? []
      : [submission.value.appId],
  );
}
