// The file of apps by the domain's own rules, without the tour: what is to be accepted is, and what is to be refused is,
// each for what stands beside it and nothing else.

import { describe, expect, it } from 'vitest';
import * as names from '../../../src/adapters/node/index.js';
import { type AppRefusal, type AppRow, readAppRows } from '../../../src/cli/tour/apps/rows.js';
import { changeManifest, emptyManifest, type Manifest } from '../../../src/domain/app/manifest.js';
import { toolParameterTypes } from '../../../src/domain/app/tool.js';
import { readiness } from '../../../src/domain/review/readiness.js';
import { parseDigest } from '../../../src/domain/review/submission.js';
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
import { present } from '../../support/guildhall.js';
import { exampleApps } from './support.js';

const rows = await readAppRows(exampleApps);
const accepted = rows.filter(({ refused }) => refused === undefined);
const toBeRefused = rows.flatMap((row) =>
  row.refused === undefined ? [] : [[row.packageName, row, row.refused] as const],
);

interface Read {
  readonly refusals: readonly AppRefusal[];
  readonly manifest: Manifest | null;
}

/** Everything that the rules say against a row, where each speaks after the one before was content. */
function readByTheRules({ packageName: text, name: typed, manifest }: AppRow): Read {
  const packageName = parsePackageName(text, reservedPackagePrefixes, ['packageName']);
  const name = parseDisplayName(typed, names.hasPublicSuffix, ['name']);
  if (!packageName.ok) return { refusals: [plain(packageName.refusal)], manifest: null };
  if (!name.ok) return { refusals: [plain(name.refusal)], manifest: null };
  const changed = changeManifest(emptyManifest(name.value), manifest, names.hasPublicSuffix);
  if (!changed.ok) {
    const refusals = changed.refusal.issues.map((issue) =>
      ofIssue('invalid_input', { ...issue, path: ['changes', ...issue.path] }),
    );
    return { refusals, manifest: null };
  }
  const issues = issuesOf(packageName.value, name.value, changed.value);
  return { refusals: issues.map((issue) => ofIssue('not_ready', issue)), manifest: changed.value };
}

function plain({ code, path = [] }: { code: string; path?: Issue['path'] }): AppRefusal {
  return { code, path: path.join('.') };
}

function ofIssue(code: string, issue: Issue): AppRefusal {
  return { code, issue: issue.code, path: issue.path.join('.') };
}

function issuesOf(packageName: PackageName, name: DisplayName, manifest: Manifest) {
  const organizationId = present(parseOrganizationId('0'.repeat(24)));
  return readiness({
    app: { visibility: 'public' },
    snapshot: { packageName, manifest, publisher: { organizationId, name } },
    digest: present(parseDigest('0'.repeat(64))),
    isContactVerified: true,
    sentBack: null,
  });
}

const manifests = accepted.map((row) => readByTheRules(row).manifest).filter((one) => one !== null);

describe('the apps of the examples', () => {
  it('are twenty to be accepted and eight to be refused, of different names', () => {
    expect([accepted.length, toBeRefused.length]).toEqual([20, 8]);
    expect(new Set(rows.map(({ packageName }) => packageName)).size).toBe(rows.length);
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
  });

  it.each(accepted.map((row) => [row.packageName, row] as const))('accepts %s', (_, row) => {
    expect(readByTheRules(row)).toMatchObject({ refusals: [], manifest: { name: row.name } });
  });

  it.each(toBeRefused)('refuses %s for what stands beside it', (_, row, refused) => {
    expect(readByTheRules(row).refusals).toEqual([refused]);
  });

  it('are refused by a rule each', () => {
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

  it('ask for all permissions but ALL, some required and some not', () => {
    const permissions = manifests.flatMap((manifest) => manifest.permissions);
    const types = appPermissionTypes.filter((type) => type !== 'ALL');
    expect(sorted(permissions.map(({ type }) => type))).toEqual(sorted(types));
    expect(new Set(permissions.map(({ required }) => required)).size).toBe(2);
  });

  it('need all hardware, and make use of most', () => {
    const all = manifests.flatMap(({ hardwareRequirements }) => hardwareRequirements);
    expect(sorted(all.map(({ type }) => type))).toEqual(sorted(hardwareTypes));
    expect(sorted(all.map(({ level }) => level))).toEqual(['OPTIONAL', 'REQUIRED']);
  });

  it('are of all types, with parameters of tools of all types', () => {
    const parameters = manifests.flatMap(({ tools }) =>
      tools.flatMap((tool) => Object.values(tool.parameters)),
    );
    expect(sorted(manifests.map(({ appType }) => appType))).toEqual(sorted(appTypes));
    expect(sorted(parameters.map(({ type }) => type))).toEqual(sorted(toolParameterTypes));
    expect(parameters.some((parameter) => parameter.enum !== undefined)).toBe(true);
  });
});
