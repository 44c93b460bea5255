// Preview images of an app: their addresses, orientations and number.

import type { Path } from '../shared/refusal.js';
import { ok } from '../shared/result.js';
import { parseHttpsAddress } from './https-address.js';
import {
  collectResults,
  createIssue,
  issuesOf,
  listLengthIssues,
  type ParseResult,
  refuseWithIssues,
} from './manifest-issues.js';

/** All orientations of preview images. */
export const imageOrientations = ['landscape', 'portrait'] as const;

/** An image that shows the app in use. */
export interface PreviewImage {
  readonly url: string;
  readonly orientation: (typeof imageOrientations)[number];
}

/** A preview image as input. */
export interface PreviewImageInput {
  readonly url: string;
  readonly orientation: string;
}

const maxPreviewImages = /* APP-20 */ 10;

/** Refused: `invalid_input` if there are more than 10, an address is not https and public, or an orientation is unknown. */
export function parsePreviewImages(
  given: readonly PreviewImageInput[],
  path: Path,
): ParseResult<readonly PreviewImage[]> {
  const tooMany = listLengthIssues(given.length, path, [0, maxPreviewImages]);
  if (tooMany.length > 0) return refuseWithIssues(tooMany);
  return collectResults(given.map((image, index) => parsePreviewImage(image, [...path, index])));
}

function parsePreviewImage(given: PreviewImageInput, path: Path): ParseResult<PreviewImage> {
  const url = parseHttpsAddress(given.url, [...path, 'url']);
  const orientation = /* APP-21 */ imageOrientations.find((known) => known === given.orientation);
  if (url.ok && orientation !== undefined) return ok({ url: url.value, orientation });
  const unknown = createIssue(
    'unknown',
    [...path, 'orientation'],
    'the orientation must be landscape or portrait',
  );
  const issues = [...issuesOf(url), ...(orientation === undefined ? [unknown] : [])];
  return refuseWithIssues(issues);
}
