// The values that the examples of apps speak of.
import { emptyManifest, type Manifest } from '../../../../src/domain/app/manifest.js';
import { type AppVersion, parseAppVersion } from '../../../../src/domain/app/version.js';
import type { Issue } from '../../../../src/domain/shared/refusal.js';
import { nameOf } from '../../support/samples.js';
import { shown } from '../../support/texts.js';

export function versionOf(text: string): AppVersion {
  const version = parseAppVersion(text);
  if (version === null) throw new Error(`the sample "${text}" is no version`);
  return version;
}

export const captions: Manifest = emptyManifest(nameOf('Live Captions'));

/** The issues of what was refused, each as its code and its path; empty where nothing was. */
export function faultsOf(
  read:
    | { readonly ok: true }
    | { readonly ok: false; readonly refusal: { readonly issues: readonly Issue[] } },
): readonly string[] {
  return read.ok ? [] : read.refusal.issues.map(shownIssue);
}

export function shownIssue({ code, path }: Issue): string {
  return `${code} ${path.join('.')}`;
}

/** What no text of a manifest may hold, whatever it is for. */
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
].map((text) => [shown(text), text]);
