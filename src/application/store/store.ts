// The service `store`: published apps, as everybody sees them. It shows only what was released.

import * as z from 'zod';
import { type HardwareType, hardwareMask, hardwareTypes } from '../../domain/app/hardware.js';
import { parsePackageName } from '../../domain/app/package-name.js';
import { queryTermsOf } from '../../domain/app/search-terms.js';
import { isPublished } from '../../domain/app/store-listing.js';
import { type AppId, parseAppId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Page, type Result, refuse } from '../../domain/shared/result.js';
import type { StorefrontFilter } from '../../ports/storage.js';
import type { Dependencies } from '../dependencies.js';
import {
  maxInputTextLength,
  organizationIdSchema,
  pageFields,
  textSchema,
  type WithParsedIds,
} from '../use-case/input.js';
import {
  idPageKeyCodec,
  type PageInput,
  type PageKeyCodec,
  parsePageRequest,
  toPage,
} from '../use-case/paging.js';
import { definePublicQuery, type PublicQuery } from '../use-case/public-query.js';
import {
  type AppInStore,
  type AppInStoreSummary,
  appInStoreSummary,
  appInStoreView,
} from './views.js';

/** The hardware of the user's device (smart glasses). */
const hardwareSchema: z.ZodType<readonly HardwareType[], readonly HardwareType[]> = z.lazy(() =>
  z.array(z.enum(hardwareTypes)).min(1).max(hardwareTypes.length),
);

const storeAppPageKeyCodec: PageKeyCodec<AppId> = idPageKeyCodec(parseAppId);

/** The text to search for, the hardware of the user's device, and the page. */
export interface SearchStoreInput extends PageInput {
  /** At most 4,096 characters. An app must match every one of the first eight words. If absent, all apps match. */
  readonly text?: string | undefined;
  /** The hardware of the user's device (smart glasses), 1 to 8 types; leaves out apps that require more. If absent, any hardware. */
  readonly hardware?: readonly HardwareType[] | undefined;
}

const searchStoreQuery = definePublicQuery<
  SearchStoreInput,
  SearchStoreInput,
  Page<AppInStoreSummary>,
  never
>(
  z.lazy(() =>
    z.strictObject({
      text: textSchema(maxInputTextLength).optional(),
      hardware: hardwareSchema.optional(),
      ...pageFields,
    }),
  ),
  (deps, { text, hardware, ...page }) => {
    const terms = text === undefined ? [] : queryTermsOf(text);
    const isEmpty = text !== undefined && terms.length === 0;
    return searchPage(deps, /* STORE-12 */ isEmpty ? null : { terms }, hardware, page);
  },
);

/** The organization whose apps to list, and the page. */
export interface ListStoreByOrganizationInput extends PageInput {
  readonly organizationId: string;
}

const listStoreByOrganizationQuery = definePublicQuery<
  ListStoreByOrganizationInput,
  WithParsedIds<ListStoreByOrganizationInput>,
  Page<AppInStoreSummary>,
  never
>(
  z.lazy(() => z.strictObject({ organizationId: organizationIdSchema, ...pageFields })),
  (deps, { organizationId, ...page }) =>
    searchPage(deps, { terms: [], organizationId }, undefined, page),
);

/** A null filter matches no app. */
async function searchPage(
  deps: Dependencies,
  filter: Omit<StorefrontFilter, 'hardwareMask'> | null,
  hardware: readonly HardwareType[] | undefined,
  page: PageInput,
): Promise<Result<Page<AppInStoreSummary>, RefusalOf<'invalid_input'>>> {
  const hardwareFilter =
    /* STORE-13 */ hardware === undefined ? {} : { hardwareMask: hardwareMask(hardware) };
  const name = `store: ${/* STORE-15 */ JSON.stringify([filter, hardwareFilter])}`;
  const pageRequest = parsePageRequest(name, storeAppPageKeyCodec, page);
  if (!pageRequest.ok) return pageRequest;
  if (filter === null) return ok({ items: [], next: null });
  const rowPage = await deps.storage.apps.listPublished(
    { ...filter, ...hardwareFilter },
    pageRequest.value,
  );
  return ok(toPage(name, storeAppPageKeyCodec, rowPage, (app) => appInStoreSummary(app, hardware)));
}

/** The app, and the hardware of the user's device. */
export interface GetAppInStoreInput {
  readonly packageName: string;
  /** The hardware of the user's device (smart glasses), 1 to 8 types. */
  readonly hardware?: readonly HardwareType[] | undefined;
}

const getAppInStoreQuery = definePublicQuery<
  GetAppInStoreInput,
  GetAppInStoreInput,
  AppInStore,
  'app_not_found'
>(
  z.lazy(() =>
    z.strictObject({
      packageName: textSchema(maxInputTextLength),
      hardware: hardwareSchema.optional(),
    }),
  ),
  async ({ storage }, { packageName: text, hardware }) => {
    const packageName = parsePackageName(text, [], ['packageName']);
    const app = packageName.ok ? await storage.apps.findByPackageName(packageName.value) : null;
    if (app !== null && isPublished(app.value))
      return ok(/* STORE-1 */ appInStoreView(app.value, hardware));
    return refuse({ code: 'app_not_found', path: ['packageName'] });
  },
);

/** Published apps, for everybody; `actor` is null for a visitor who has not signed in. Each query sends one statement. */
export interface Store {
  /**
   * Searches published apps. Every word of the text must begin a word of the app, publisher or package name, or be a
   * whole word of the description. A text without words finds nothing. Lists summaries; `get` returns the whole listing.
   */
  readonly search: PublicQuery<SearchStoreInput, Page<AppInStoreSummary>>;
  /** Lists summaries of the published apps that an organization released. An app that was moved since stays with its publisher. */
  readonly listByOrganization: PublicQuery<ListStoreByOrganizationInput, Page<AppInStoreSummary>>;
  /** Returns one published app. Refused: `app_not_found` for an unknown, unreleased, not public, delisted, suspended or deleted app. */
  readonly get: PublicQuery<GetAppInStoreInput, AppInStore, 'app_not_found'>;
}

export function createStoreService(deps: Dependencies): Store {
  return {
    search: searchStoreQuery(deps),
    listByOrganization: listStoreByOrganizationQuery(deps),
    get: getAppInStoreQuery(deps),
  };
}
