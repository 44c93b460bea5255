// The example apps against the domain's rules, without the tour: each is accepted, or refused for exactly the reason in
// its row.

import { describe, expect, it } from 'vitest';
import {
  type AppRow,
  type RefusalSummary,
  readAppRows,
} from '../../../examples/tour/apps/app-rows.js';
import { changeManifest } from '../../../src/domain/app/change-manifest.js';
import { emptyManifest, type Manifest } from '../../../src/domain/app/manifest.js';
import { parseSnapshotDigest } from '../../../src/domain/app/snapshot-digest.js';
import { toolParameterTypes } from '../../../src/domain/app/tool.js';
import { readinessIssues } from '../../../src/domain/review/submission-readiness.js';
import {
  appPermissionTypes,
  appTypes,
  type DisplayName,
  hardwareTypes,
  type Issue,
  type PackageName,
  parseDisplayName,
  parseOrganizationId,
  parsePackageName,
  reservedPackagePrefixes,
  settingTypes,
} from '../../../src/index.js';
import { assertPresent } from '../../support/world.js';
import { exampleApps } from './tour-helpers.js';

const rows = await readAppRows(exampleApps);
const accepted = rows.filter(({ expectedRefusal }) => expectedRefusal === undefined);
const toBeRefused = rows.flatMap((row) =>
  row.expectedRefusal === undefined ? [] : [[row.packageName, row, row.expectedRefusal] as const],
);

interface RowRuleResult {
  readonly refusals: readonly RefusalSummary[];
  readonly manifest: Manifest | null;
}

/** The refusals of a row; a rule is applied only if the rules before it accepted the row. */
function applyRules({ packageName: text, name: typed, manifest }: AppRow): RowRuleResult {
  const packageName = parsePackageName(text, reservedPackagePrefixes, ['packageName']);
  const name = parseDisplayName(typed, ['name']);
  if (!packageName.ok) return { refusals: [plain(packageName.refusal)], manifest: null };
  if (!name.ok) return { refusals: [plain(name.refusal)], manifest: null };
  const changed = changeManifest(emptyManifest(name.value), manifest);
  if (!changed.ok) {
    const refusals = changed.refusal.issues.map((issue) =>
      issueRefusal('invalid_input', { ...issue, path: ['changes', ...issue.path] }),
    );
    return { refusals, manifest: null };
  }
  const issues = issuesOf(packageName.value, name.value, changed.value);
  return {
    refusals: issues.map((issue) => issueRefusal('not_ready', issue)),
    manifest: changed.value,
  };
}

function plain({ code, path = [] }: { code: string; path?: Issue['path'] }): RefusalSummary {
  return { code, path: path.join('.') };
}

function issueRefusal(code: string, issue: Issue): RefusalSummary {
  return { code, issue: issue.code, path: issue.path.join('.') };
}

function issuesOf(packageName: PackageName, name: DisplayName, manifest: Manifest) {
  const organizationId = assertPresent(parseOrganizationId('0'.repeat(24)));
  return readinessIssues({
    app: { visibility: 'public' },
    snapshot: { packageName, manifest, publisher: { organizationId, name } },
    digest: assertPresent(parseSnapshotDigest('0'.repeat(64))),
    isContactVerified: true,
    changesRequestedDigest: null,
  });
}

const manifests = accepted.map((row) => applyRules(row).manifest).filter((one) => one !== null);

describe('the apps of the examples', () => {
  it('are twenty to accept and eight to refuse, all with different names', () => {
    expect([accepted.length, toBeRefused.length]).toEqual([20, 8]);
    expect(new Set(rows.map(({ packageName }) => packageName)).size).toBe(rows.length);
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
  });

  it.each(accepted.map((row) => [row.packageName, row] as const))('accepts %s', (_, row) => {
    expect(applyRules(row)).toMatchObject({ refusals: [], manifest: { name: row.name } });
  });

  it.each(toBeRefused)('refuses %s for the reason in its row', (_, row, refused) => {
    expect(applyRules(row).refusals).toEqual([refused]);
  });

  it('are each refused by a different rule', () => {
    const rules = toBeRefused.map(([, , { code, issue, path }]) => `${code} ${issue} ${path}`);
    expect(new Set(rules).size).toBe(rules.length);
  });
});

function sorted(texts: Iterable<string>): readonly string[] {
  return [...new Set(texts)].sort();
}

describe('the accepted apps of the examples', () => {
  it('have settings of all kinds', () => {
    const types = manifests.flatMap(({ settings }) => settings.map(({ type }) => type));
    expect(sorted(types)).toEqual(sorted(settingTypes));
    expect(settingTypes).toHaveLength(11);
  });

  it('ask for all permissions except ALL, some required and some not', () => {
    const permissions = manifests.flatMap((manifest) => manifest.permissions);
    const types = appPermissionTypes.filter((type) => type !== 'ALL');
    expect(sorted(permissions.map(({ type }) => type))).toEqual(sorted(types));
    expect(new Set(permissions.map(({ required }) => required)).size).toBe(2);
  });

  it('use all kinds of hardware, at both levels', () => {
    const all = manifests.flatMap(({ hardwareRequirements }) => hardwareRequirements);
    expect(sorted(all.map(({ type }) => type))).toEqual(sorted(hardwareTypes));
    expect(sorted(all.map(({ level }) => level))).toEqual(['OPTIONAL', 'REQUIRED']);
  });

  it('are of all app types, with tool parameters of all types', () => {
    const parameters = manifests.flatMap(({ tools }) =>
      tools.flatMap((tool) => Object.values(tool.parameters)),
    );
    expect(sorted(manifests.map(({ appType }) => appType))).toEqual(sorted(appTypes));
    expect(sorted(parameters.map(({ type }) => type))).toEqual(sorted(toolParameterTypes));
    expect(parameters.some((parameter) => parameter.enum !== undefined)).toBe(true);
  });
});
