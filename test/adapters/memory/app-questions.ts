// What is asked of apps, of the store and of keys.
import { type App, isPublished } from '../../../src/domain/app/app.js';
import { hardwareMask } from '../../../src/domain/app/hardware.js';
import { storeEntry } from '../../../src/domain/app/store.js';
import type { AppId } from '../../../src/domain/shared/ids.js';
import type { StoreFilter } from '../../../src/ports/storage.js';
import { organizationId } from '../../../src/testing/contract/specimens.js';
import { apiKeyId, app, appId } from '../../../src/testing/contract/specimens-of-apps.js';
import { numbers } from './random-values.js';
import { rowsOf, type ScanModel } from './scan-model.js';
import { inTwoPages, keyOf, now, type Question, twoPages } from './scan-questions.js';
import { limit, oldestFirst } from './sweep-questions.js';

function appsOf(model: ScanModel, of: number): readonly App[] {
  return rowsOf
    .apps(model)
    .map(({ value }) => value)
    .filter((each) => each.organizationId === organizationId(of));
}

const questionsOfNames = [0, 1, 2, 3, 4, 5].map((n): Question => {
  const { packageName } = app(n);
  return {
    name: `the app of the name ${packageName}`,
    ask: ({ apps }) => apps.findByPackageName(packageName),
    answer: (model) =>
      rowsOf.apps(model).find(({ value }) => value.packageName === packageName) ?? null,
  };
});

const questionsOfOwners = numbers.flatMap((n): Question[] => [
  {
    name: `the apps listed of organization ${n}`,
    ask: ({ apps }) =>
      twoPages((after: AppId | null, most) =>
        apps.listByOrganization(organizationId(n), { after, limit: most, skip: 0 }),
      ),
    answer: (model) => inTwoPages(appsOf(model, n).filter(({ deletedAt }) => !deletedAt)),
  },
  {
    name: `all apps of organization ${n} but archived ones`,
    ask: ({ apps }) => apps.ofOrganization(organizationId(n), limit),
    answer: (model) =>
      rowsOf
        .apps(model)
        .filter(({ value }) => value.organizationId === organizationId(n) && !value.archivedAt)
        .slice(0, limit),
  },
  {
    name: `the live apps of organization ${n}`,
    ask: ({ apps }) => apps.liveOf(organizationId(n), limit),
    answer: (model) =>
      appsOf(model, n)
        .filter(({ live, deletedAt }) => live && !deletedAt)
        .map(({ id }) => id)
        .slice(0, limit),
  },
  {
    name: `the apps shared with address ${n}`,
    ask: ({ apps }) => apps.sharedWith(keyOf(n), limit),
    answer: (model) =>
      rowsOf
        .apps(model)
        .filter(({ value }) => value.testers.some(({ key }) => key === keyOf(n)))
        .slice(0, limit),
  },
]);

const deletedQuestion: Question = {
  name: 'the apps deleted',
  ask: ({ apps }) => apps.deletedUntil(now, limit),
  answer: (model) => {
    const rows = rowsOf.apps(model).filter(({ value }) => !value.archivedAt);
    return oldestFirst(rows, ({ value }) => value.deletedAt).map(({ value }) => value.id);
  },
};

const filters: readonly StoreFilter[] = [
  { terms: [] },
  { terms: ['captions'] },
  { terms: ['live', 'capt'] },
  { terms: [], organizationId: organizationId(1) },
  { terms: ['weather'], organizationId: organizationId(2) },
  { terms: [], hardware: hardwareMask(['CAMERA', 'WIFI']) },
  { terms: ['app', 'capt'], organizationId: organizationId(3), hardware: hardwareMask(['IMU']) },
];

const questionsOfStore = filters.map(
  (filter): Question => ({
    name: `what the store has by ${JSON.stringify(filter)}`,
    ask: ({ apps }) =>
      twoPages((after: AppId | null, most) => apps.search(filter, { after, limit: most, skip: 0 })),
    answer: (model) =>
      inTwoPages(
        rowsOf
          .apps(model)
          .map(({ value }) => value)
          .filter((each) => isPublished(each) && isMeant(each, filter)),
      ),
  }),
);

function isMeant(each: App, { terms, organizationId: of, hardware }: StoreFilter): boolean {
  const entry = storeEntry(each);
  if (entry === null) return false;
  const isOfThem = of === undefined || entry.organizationId === of;
  const runs = hardware === undefined || (entry.required | hardware) === hardware;
  return isOfThem && runs && terms.every((term) => entry.terms.includes(term));
}

const questionsOfKeys = numbers.flatMap((n) => {
  const owners = [
    { kind: 'app', appId: appId(n) },
    { kind: 'organization', organizationId: organizationId(n) },
  ] as const;
  return owners.map(
    (owner): Question => ({
      name: `the keys of ${owner.kind} ${n}`,
      ask: ({ keys }) => keys.ofOwner(owner, limit),
      answer: (model) =>
        rowsOf
          .apikeys(model)
          .filter(({ value }) => JSON.stringify(value.owner) === JSON.stringify(owner))
          .slice(0, limit),
    }),
  );
});

const usedQuestion: Question = {
  name: 'when a key was used',
  ask: async ({ keys }) => (await keys.findById(apiKeyId(1)))?.value.lastUsedAt ?? null,
  answer: (model) => {
    const row = rowsOf.apikeys(model).find(({ value }) => value.id === apiKeyId(1));
    return row?.value.lastUsedAt ?? null;
  },
};

export const appQuestions: readonly Question[] = [
  ...questionsOfNames,
  ...questionsOfOwners,
  deletedQuestion,
  ...questionsOfStore,
  ...questionsOfKeys,
  usedQuestion,
];
