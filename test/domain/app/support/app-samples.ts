// Sample values for the tests of apps.

import { type AppVersion, parseAppVersion } from '../../../../src/domain/app/app-version.js';
import { emptyManifest, type Manifest } from '../../../../src/domain/app/manifest.js';
import type { Issue } from '../../../../src/domain/shared/refusal.js';
import { toAsciiText } from '../../support/random-texts.js';
import { toDisplayName } from '../../support/samples.js';

export function toAppVersion(text: string): AppVersion {
  const version = parseAppVersion(text);
  if (version === null) throw new Error(`the sample "${text}" is no version`);
  return version;
}

export const captionsManifest: Manifest = emptyManifest(toDisplayName('Live Captions'));

/** The issues of a refusal, each as its code and its path. Empty if there is no refusal. */
export function issueTextsOf(
  read:
    | { readonly ok: true }
    | { readonly ok: false; readonly refusal: { readonly issues: readonly Issue[] } },
): readonly string[] {
  return read.ok ? [] : read.refusal.issues.map(issueText);
}

export function issueText({ code, path }: Issue): string {
  return `${code} ${path.join('.')}`;
}

/** Texts that are forbidden in every text of a manifest. */
export const hostileTexts: readonly (readonly [shown: string, text: string])[] = [
  'x'.repeat(1_000_000),
  '\ud800'.repeat(1_000_000),
  'a\0b',
  'a\u001bb',
  'a\u0085b',
  '\ud800',
  'x\udc00',
  'gpj\u202egnp',
  '\u2066a\u2069',
  'a\u200bb',
  'a\ufeffb',
  'a\u2800b',
  'a\u00adb',
  'a\u200db',
  'a\ufe0fb',
  'a\u{e0069}\u{e0067}\u{e006e}',
].map((text) => [toAsciiText(text), text]);
