// `guildhall/node`: the public suffix check and the transliteration, whose tables are far larger than the core.

import anyAscii from 'any-ascii';
import { parse } from 'tldts';
import type { HasPublicSuffix } from '../../domain/shared/web-address.js';
import type { Transliterate } from '../../domain/slug/slug-from-name.js';

/**
 * Whether a host ends with a suffix of the Public Suffix List and is more than the suffix itself (`co.uk`). Only ICANN
 * suffixes count. `github.io` is a private suffix, so it counts as an ordinary host under `io`.
 */
export const hasPublicSuffix: HasPublicSuffix = (host) => {
  const { domain, isIcann } = parse(host, { extractHostname: false });
  return domain !== null && isIcann === true;
};

/** Pictographs, which the tables of any-ascii spell out (":rocket:") although nobody speaks them in a name. */
const pictographPattern = /[\p{Extended_Pictographic}\p{Regional_Indicator}]/gu;

/** Writes text of nearly every script in ASCII letters: 日本 → RiBen. Leaves pictographs out. */
export const transliterate: Transliterate = (text) => anyAscii(text.replace(pictographPattern, ''));
