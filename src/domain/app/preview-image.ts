import type { Path } from '../shared/refusal.js';
import { ok } from '../shared/result.js';
import { parseHttpsAddress } from './https-address.js';
import { allOf, countIssues, issue, issuesOf, type Read, refusedFor } from './issues.js';

/** All orientations of pictures. */
export const orientations = ['landscape', 'portrait'] as const;

/** A picture of the app in use. */
export interface PreviewImage {
  readonly url: string;
  readonly orientation: (typeof orientations)[number];
}

/** A picture as it comes in. */
export interface GivenPreviewImage {
  readonly url: string;
  readonly orientation: string;
}

const mostPreviewImages = /* APP-20 */ 10;

/** Refused where there are too many, an address is not https and public, or an orientation is unknown. */
export function readPreviewImages(
  given: readonly GivenPreviewImage[],
  at: Path,
): Read<readonly PreviewImage[]> {
  const tooMany = countIssues(given.length, at, [0, mostPreviewImages]);
  if (tooMany.length > 0) return refusedFor(tooMany);
  return allOf(given.map((image, index) => readImage(image, [...at, index])));
}

function readImage(given: GivenPreviewImage, at: Path): Read<PreviewImage> {
  const url = parseHttpsAddress(given.url, [...at, 'url']);
  const orientation = /* APP-21 */ orientations.find((known) => known === given.orientation);
  if (url.ok && orientation !== undefined) return ok({ url: url.value, orientation });
  const unknown = issue('unknown', [...at, 'orientation'], 'this is landscape or portrait');
  const issues = [...issuesOf(url), ...(orientation === undefined ? [unknown] : [])];
  return refusedFor(issues);
}
