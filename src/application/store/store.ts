// The store as everybody sees it: what is published, as it was released, and not a word of anything else.

import * as z from 'zod';
import { type App, isPublished } from '../../domain/app/app.js';
import {
  type Compatibility,
  compatibility,
  type HardwareType,
  hardwareMask,
  hardwareTypes,
} from '../../domain/app/hardware.js';
import { parsePackageName } from '../../domain/app/package-name.js';
import { queryTerms } from '../../domain/app/search-terms.js';
import { type AppId, type OrganizationId, parseAppId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Page, type Result, refuse } from '../../domain/shared/result.js';
import type { StoreFilter } from '../../ports/storage.js';
import { type StoreView, storeView } from '../apps/views.js';
import type { Context } from '../context.js';
import { longText, organizationIdSchema, pageFields, textSchema } from '../use-case/input.js';
import { idKey, type KeyCodec, keysetOf, type PageInput, pageOf } from '../use-case/paging.js';
import { type PublicQuery, publicQuery } from './public-query.js';

/** A published app. */
export interface AppInStore extends StoreView {
  /** Whether it runs on the glasses that were asked about; absent where none were. */
  readonly compatibility?: Compatibility;
}

function appInStore(app: App, hardware: readonly HardwareType[] | undefined): AppInStore {
  const view = storeView(app);
  if (view === null) throw new Error(`app ${app.id} was found in the store without a release`);
  if (hardware === undefined) return view; // STORE-14
  return { ...view, compatibility: compatibility(view.listing.hardwareRequirements, hardware) };
}

/** What the glasses have. */
const hardwareSchema: z.ZodType<readonly HardwareType[], readonly HardwareType[]> = z
  .array(z.enum(hardwareTypes))
  .min(1)
  .max(hardwareTypes.length);

const appKey: KeyCodec<AppId> = idKey(parseAppId);

/** What somebody looks for, on which glasses, and which page of it. */
export interface SearchInput extends PageInput {
  /** At most 4,096 characters, of which the first eight words count; every word must be found. All apps where absent. */
  readonly text?: string | undefined;
  /** What the glasses have, 1 to 8 kinds: apps that require more are left out. Any glasses where absent. */
  readonly hardware?: readonly HardwareType[] | undefined;
}

const search = publicQuery<SearchInput, SearchInput, Page<AppInStore>, never>(
  z.strictObject({
    text: textSchema(longText).optional(),
    hardware: hardwareSchema.optional(),
    ...pageFields,
  }),
  (context, { text, hardware, ...page }) => {
    const terms = text === undefined ? [] : queryTerms(text);
    const isEmpty = text !== undefined && terms.length === 0;
    return found(context, /* STORE-12 */ isEmpty ? null : { terms }, hardware, page);
  },
);

/** Whose apps, and which page of them. */
export interface ListByOrganizationInput extends PageInput {
  readonly organizationId: string;
}

interface ListByOrganization extends PageInput {
  readonly organizationId: OrganizationId;
}

const listByOrganization = publicQuery<
  ListByOrganizationInput,
  ListByOrganization,
  Page<AppInStore>,
  never
>(
  z.strictObject({ organizationId: organizationIdSchema, ...pageFields }),
  (context, { organizationId, ...page }) =>
    found(context, { terms: [], organizationId }, undefined, page),
);

/** A filter of null lets nothing through. */
async function found(
  context: Context,
  filter: Omit<StoreFilter, 'hardware'> | null,
  hardware: readonly HardwareType[] | undefined,
  page: PageInput,
): Promise<Result<Page<AppInStore>, RefusalOf<'invalid_input'>>> {
  const onGlasses = hardware === undefined ? {} : { hardware: hardwareMask(hardware) };
  const name = `store: ${/* STORE-15 */ JSON.stringify([filter, onGlasses])}`;
  const keyset = await keysetOf(context, name, appKey, page);
  if (!keyset.ok) return keyset;
  if (filter === null) return ok({ items: [], next: null });
  const slice = await context.storage.apps.search({ ...filter, ...onGlasses }, keyset.value);
  return ok(await pageOf(context, name, appKey, slice, (app) => appInStore(app, hardware)));
}

/** Which app, and for which glasses. */
export interface GetInStoreInput {
  readonly packageName: string;
  /** What the glasses have, 1 to 8 kinds. */
  readonly hardware?: readonly HardwareType[] | undefined;
}

const get = publicQuery<GetInStoreInput, GetInStoreInput, AppInStore, 'app_not_found'>(
  z.strictObject({ packageName: textSchema(longText), hardware: hardwareSchema.optional() }),
  async ({ storage }, { packageName: text, hardware }) => {
    const packageName = parsePackageName(text, [], ['packageName']);
    const app = packageName.ok ? await storage.apps.findByPackageName(packageName.value) : null;
    if (app !== null && isPublished(app.value)) return ok(appInStore(app.value, hardware));
    return refuse({ code: 'app_not_found', path: ['packageName'] });
  },
);

/** What everybody finds, signed in or not (`actor` null). One statement each. */
export interface Store {
  /** The published apps that hold every word of a text, by the beginnings of names and by whole words of descriptions; a text without words finds none. */
  readonly search: PublicQuery<SearchInput, Page<AppInStore>>;
  /** The published apps of an organization, by who it was that released them. */
  readonly listByOrganization: PublicQuery<ListByOrganizationInput, Page<AppInStore>>;
  /** One app. Refused: `app_not_found` for whatever is not published, be it unknown, a draft, delisted, suspended or deleted. */
  readonly get: PublicQuery<GetInStoreInput, AppInStore, 'app_not_found'>;
}

export function store(context: Context): Store {
  return {
    search: search(context),
    listByOrganization: listByOrganization(context),
    get: get(context),
  };
}
