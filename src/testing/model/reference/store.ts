// The methods of `store`: what everybody sees of published apps.

import type { HardwareType } from '../../../domain/app/hardware.js';
import type { ModelApp, ModelManifest, ModelSnapshot } from './app-rows.js';
import { isPublished, liveSubmission, releasedAppView } from './app-views.js';
import type { ServiceHandlers } from './handlers.js';
import {
  type ReferenceModel,
  rowsWhere,
  throwRefusal,
  toIsoOrUndefined,
} from './reference-model.js';
import { foldName } from './text-rules.js';
import { splitIntoPages } from './views.js';

type Hardware = readonly HardwareType[] | undefined;

export const storeHandlers: ServiceHandlers<'store'> = {
  'store.search'(model, _caller, { text, hardware, ...page }) {
    const asked = text === undefined ? [] : wordsOf(text);
    const isEmpty = text !== undefined && asked.length === 0;
    return listedPages(model, page, hardware, (snapshot) => {
      const isRunnable = missingHardware(snapshot.manifest, hardware, 'REQUIRED').length === 0;
      return !isEmpty && isRunnable && asked.every((word) => isFoundBy(snapshot, word));
    });
  },

  'store.listByOrganization': (model, _caller, { organizationId, ...page }) =>
    listedPages(
      model,
      page,
      undefined,
      ({ publisher }) => publisher.organizationId === organizationId,
    ),

  'store.get'(model, _caller, { packageName, hardware }) {
    const [app] = rowsWhere(model.apps, (row) => row.packageName === packageName);
    const live = app && liveSubmission(model, app);
    if (app === undefined || live === undefined || !isPublished(app))
      return throwRefusal('app_not_found');
    return { ...releasedAppView(model, app), ...compatibility(live.snapshot.manifest, hardware) };
  },
};

function listedPages(
  model: ReferenceModel,
  page: { readonly limit?: number | undefined; readonly skip?: number | undefined },
  hardware: Hardware,
  matches: (snapshot: ModelSnapshot) => boolean,
): object {
  const found = rowsWhere(model.apps, (app) => {
    const live = liveSubmission(model, app);
    return live !== undefined && isPublished(app) && matches(live.snapshot);
  });
  return splitIntoPages(
    found.map((app) => summaryView(model, app, hardware)),
    page,
  );
}

function summaryView(model: ReferenceModel, app: ModelApp, hardware: Hardware): object {
  const live = liveSubmission(model, app);
  if (live === undefined) throw new Error(`${app.id} is in the store without a release`);
  const { manifest, publisher } = live.snapshot;
  const { name, description, version, appType, logoUrl, hardwareRequirements } = manifest;
  return {
    packageName: app.packageName,
    tier: app.tier,
    releasedAt: toIsoOrUndefined(live.releasedAt),
    listing: {
      ...{ name, description, version, appType, logoUrl, hardwareRequirements },
      publisher: { organizationId: publisher.organizationId, name: publisher.name },
    },
    ...compatibility(manifest, hardware),
  };
}

/** A word is the beginning, of two letters or more, of a word of a name, or a whole word of the description. */
function isFoundBy({ packageName, manifest, publisher }: ModelSnapshot, asked: string): boolean {
  const names = [manifest.name, publisher.name, ...packageName.split('.')].flatMap(wordsOf);
  const isBeginning = (word: string) =>
    word === asked || (asked.length > 1 && word.startsWith(asked));
  return names.some(isBeginning) || wordsOf(manifest.description ?? '').includes(asked);
}

/** Words of scripts that write spaces between them. */
function wordsOf(text: string): string[] {
  return foldName(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

function compatibility(manifest: ModelManifest, hardware: Hardware): object {
  if (hardware === undefined) return {};
  const missing = missingHardware(manifest, hardware, 'REQUIRED');
  const limits = missingHardware(manifest, hardware, 'OPTIONAL');
  if (missing.length > 0) return { compatibility: { kind: 'incompatible', missing, limits } };
  return limits.length > 0
    ? { compatibility: { kind: 'compatible_with_limits', missing: limits } }
    : { compatibility: { kind: 'compatible' } };
}

/** What the device lacks. Nothing if no device is given. */
function missingHardware(
  { hardwareRequirements }: ModelManifest,
  hardware: Hardware,
  level: string,
): readonly string[] {
  if (hardware === undefined) return [];
  return hardwareRequirements
    .filter((one) => one.level === level && !hardware.some((type) => type === one.type))
    .map(({ type }) => type);
}
