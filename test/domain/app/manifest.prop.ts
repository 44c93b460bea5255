import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changedManifestFields,
  changeManifest,
  type Manifest,
} from '../../../src/domain/app/manifest.js';
import { hasCommonSuffix } from '../../../src/domain/shared/web-address.js';
import { manifests } from '../../../src/testing/arbitraries/manifests.js';
import { anyText } from '../support/texts.js';
import { captions } from './support/app-samples.js';

/** What makes one manifest of any other: its fields, and null for those that it has not. */
function wholeChange(manifest: Manifest) {
  const none = {
    description: null,
    version: null,
    publicUrl: null,
    webviewUrl: null,
    logoUrl: null,
    privacyPolicyUrl: null,
    supportUrl: null,
    onboardingInstructions: null,
  };
  return { ...none, ...manifest };
}

/** A field in the one form that RFC 8785 gives it. */
function said(manifest: Manifest, field: string): string | undefined {
  return canonicalize(Object.entries(manifest).find(([name]) => name === field)?.[1]);
}

describe('a manifest', () => {
  it('becomes any other one, and the changed fields are those that differ', () => {
    fc.assert(
      fc.property(manifests(), manifests(), (before, after) => {
        expect(changeManifest(before, wholeChange(after), hasCommonSuffix)).toStrictEqual({
          ok: true,
          value: after,
        });
        const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
        const differing = [...fields].filter((field) => said(before, field) !== said(after, field));
        expect([...changedManifestFields(before, after)].sort()).toEqual(differing.sort());
      }),
    );
  });

  it('survives JSON and says the same afterwards', () => {
    fc.assert(
      fc.property(manifests(), (manifest) => {
        const again = JSON.parse(JSON.stringify(manifest));
        expect(again).toEqual(manifest);
        expect(changedManifestFields(manifest, again)).toEqual([]);
      }),
    );
  });

  it('is read from any texts without a fault, to what is read again as it is', () => {
    const change = fc.record(
      {
        name: anyText(),
        description: anyText(),
        version: anyText(),
        appType: anyText(),
        publicUrl: anyText().map((text) => `https://mentra.glass/${text}`),
        permissions: fc.array(anyText(), { maxLength: 3 }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(change, (given) => {
        const read = changeManifest(captions, given, hasCommonSuffix);
        if (read.ok) expect(changeManifest(captions, read.value, hasCommonSuffix)).toEqual(read);
        else {
          expect(read.refusal.issues.length).toBeGreaterThan(0);
          expect(read.refusal.path).toEqual(read.refusal.issues[0]?.path);
        }
      }),
      { numRuns: 500 },
    );
  });
});
