// Properties of changes of manifests.
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedManifestFields, changeManifest } from '../../../src/domain/app/change-manifest.js';
import type { Manifest } from '../../../src/domain/app/manifest.js';
import { manifests } from '../../../src/testing/arbitraries/manifests.js';
import { anyText } from '../support/random-texts.js';
import { captionsManifest } from './support/app-samples.js';

/** The change that makes this manifest from any other: its fields, and null for the fields that it does not have. */
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

/** A field in canonical JSON. */
function said(manifest: Manifest, field: string): string | undefined {
  return canonicalize(Object.entries(manifest).find(([name]) => name === field)?.[1]);
}

describe('a manifest', () => {
  it('can be changed to any other manifest, and the changed fields are those that differ', () => {
    fc.assert(
      fc.property(manifests(), manifests(), (before, after) => {
        expect(changeManifest(before, wholeChange(after))).toStrictEqual({
          ok: true,
          value: after,
        });
        const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
        const differing = [...fields].filter((field) => said(before, field) !== said(after, field));
        expect([...changedManifestFields(before, after)].sort()).toEqual(differing.sort());
      }),
    );
  });

  it('is the same after a round trip through JSON', () => {
    fc.assert(
      fc.property(manifests(), (manifest) => {
        const again = JSON.parse(JSON.stringify(manifest));
        expect(again).toEqual(manifest);
        expect(changedManifestFields(manifest, again)).toEqual([]);
      }),
    );
  });

  it('is parsed from any texts without an exception, and its result parses to itself', () => {
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
        const read = changeManifest(captionsManifest, given);
        if (read.ok) expect(changeManifest(captionsManifest, read.value)).toEqual(read);
        else {
          expect(read.refusal.issues.length).toBeGreaterThan(0);
          expect(read.refusal.path).toEqual(read.refusal.issues[0]?.path);
        }
      }),
      { numRuns: 500 },
    );
  });
});
