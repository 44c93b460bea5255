// Makes a draft of every app, in the order of the rows, and sees those refused that are to be.

import type { AppView } from '../../../application/apps/views.js';
import type { UserActor } from '../../../domain/shared/actor.js';
import type { OrganizationId } from '../../../domain/shared/ids.js';
import { type Result, refuse } from '../../../domain/shared/result.js';
import type { Guildhall } from '../../../index.js';
import { shown } from '../shown.js';
import type { AnyRefusal } from '../stage.js';
import type { AppRefusal, AppRow } from './rows.js';

export interface Entered {
  readonly row: AppRow;
  /** As it was first; null where not even that came about. */
  readonly app: AppView | null;
  readonly refusal: AppRefusal | null;
}

/** Throws an error for people where an app is not accepted or refused as its row says. */
export async function enterApp(
  guildhall: Guildhall,
  founder: UserActor,
  organizationId: OrganizationId,
  row: AppRow,
): Promise<Entered> {
  const { packageName, name } = row;
  const created = await guildhall.apps.create(founder, { organizationId, packageName, name });
  const drafted = created.ok ? await draftOf(guildhall, founder, created.value, row) : created;
  const refusal = drafted.ok ? null : refusalOf(drafted.refusal);
  if (textOf(refusal) !== textOf(row.refused ?? null)) throw new Error(contradiction(row, refusal));
  const app = drafted.ok ? drafted.value : null;
  return { row, app: app ?? (created.ok ? created.value : null), refusal };
}

/** With everything that the row says, for everybody, and ready to be submitted. */
async function draftOf(
  { apps, submissions }: Guildhall,
  founder: UserActor,
  { id: appId, draft }: AppView,
  { manifest, refused }: AppRow,
): Promise<Result<AppView, AnyRefusal>> {
  const changes = { appId, expectedRevision: draft.revision, changes: manifest };
  const edited = await apps.updateDraft(founder, changes);
  if (!edited.ok) return edited;
  const shared = await apps.share(founder, { appId, visibility: 'public' });
  if (!shared.ok) return shared;
  if (refused !== undefined) {
    const { revision: draftRevision } = shared.value.draft;
    const submitted = await submissions.submit(founder, { appId, draftRevision });
    return submitted.ok ? shared : submitted;
  }
  const ready = await apps.readiness(founder, { appId });
  if (!ready.ok) return ready;
  const [first] = ready.value;
  if (first === undefined) return shared;
  return refuse({ code: 'not_ready', path: first.path, issues: ready.value });
}

/** Of several issues all, so that what is expected is that one alone. */
function refusalOf(refusal: AnyRefusal): AppRefusal {
  const { code, path = [] } = refusal;
  if (!('issues' in refusal)) return { code, path: path.join('.') };
  return {
    code,
    issue: refusal.issues.map((issue) => issue.code).join(' and '),
    path: refusal.issues.map((issue) => issue.path.join('.')).join(' and '),
  };
}

function textOf(refusal: AppRefusal | null): string {
  if (refusal === null) return 'accepted';
  const { code, issue, path } = refusal;
  return `refused as ${code}${issue === undefined ? '' : `, ${issue}`} at ${path}`;
}

function contradiction({ line, packageName, refused }: AppRow, got: AppRefusal | null): string {
  const wanted = textOf(refused ?? null);
  return `apps, line ${line}: ${shown(packageName)} was to be ${wanted} and was ${textOf(got)}. Correct the line, with "refused" beside it where it is to be refused; if it is right, report a fault of Guildhall.`;
}
