// Creates the draft of an app from its row, and checks that it is accepted or refused as the row says.

import type { AppView } from '../../../src/application/apps/views.js';
import type { UserActor } from '../../../src/domain/shared/actor.js';
import type { OrganizationId } from '../../../src/domain/shared/ids.js';
import { type Result, refuse } from '../../../src/domain/shared/result.js';
import type { Guildhall } from '../../../src/index.js';
import type { StepRefusal } from '../environment.js';
import { toPrintable } from '../printable-text.js';
import type { AppRow, RefusalSummary } from './app-rows.js';

export interface AppDraftResult {
  readonly row: AppRow;
  /** The app after the last step that succeeded; null if not even the app was created. */
  readonly app: AppView | null;
  readonly refusal: RefusalSummary | null;
}

/** Throws an error for the user if the app is not accepted or refused as its row says. */
export async function createAppDraft(
  guildhall: Guildhall,
  creator: UserActor,
  organizationId: OrganizationId,
  row: AppRow,
): Promise<AppDraftResult> {
  const { packageName, name } = row;
  const created = await guildhall.apps.create(creator, { organizationId, packageName, name });
  const drafted = created.ok
    ? await fillAndCheckDraft(guildhall, creator, created.value, row)
    : created;
  const refusal = drafted.ok ? null : toRefusalSummary(drafted.refusal);
  if (refusalText(refusal) !== refusalText(row.expectedRefusal ?? null))
    throw new Error(unexpectedResultText(row, refusal));
  const app = drafted.ok ? drafted.value : null;
  return { row, app: app ?? (created.ok ? created.value : null), refusal };
}

/** Fills the draft from the row, makes it public and checks that it is ready for submission. */
async function fillAndCheckDraft(
  { apps, submissions }: Guildhall,
  creator: UserActor,
  { id: appId, draft }: AppView,
  { manifest, expectedRefusal }: AppRow,
): Promise<Result<AppView, StepRefusal>> {
  const changes = { appId, expectedRevision: draft.revision, changes: manifest };
  const edited = await apps.updateDraft(creator, changes);
  if (!edited.ok) return edited;
  const shared = await apps.share(creator, { appId, visibility: 'public' });
  if (!shared.ok) return shared;
  if (expectedRefusal !== undefined) {
    const { revision: draftRevision } = shared.value.draft;
    const submitted = await submissions.submit(creator, { appId, draftRevision });
    return submitted.ok ? shared : submitted;
  }
  const ready = await apps.readiness(creator, { appId });
  if (!ready.ok) return ready;
  const [first] = ready.value;
  if (first === undefined) return shared;
  return refuse({ code: 'not_ready', path: first.path, issues: ready.value });
}

/** Names all issues, so that a row that expects one issue does not match a refusal with several. */
function toRefusalSummary(refusal: StepRefusal): RefusalSummary {
  const { code, path = [] } = refusal;
  if (!('issues' in refusal)) return { code, path: path.join('.') };
  return {
    code,
    issue: refusal.issues.map((issue) => issue.code).join(' and '),
    path: refusal.issues.map((issue) => issue.path.join('.')).join(' and '),
  };
}

function refusalText(refusal: RefusalSummary | null): string {
  if (refusal === null) return 'accepted';
  const { code, issue, path } = refusal;
  return `refused as ${code}${issue === undefined ? '' : `, ${issue}`} at ${path}`;
}

function unexpectedResultText(
  { line, packageName, expectedRefusal }: AppRow,
  got: RefusalSummary | null,
): string {
  const wanted = refusalText(expectedRefusal ?? null);
  return `apps, line ${line}: ${toPrintable(packageName)} should have been ${wanted} and was ${refusalText(got)}. Correct the line, and set "refused" if it must be refused. If the line is right, please report a bug in Guildhall.`;
}
