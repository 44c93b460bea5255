import { parse } from 'tldts';
import type { HasPublicSuffix } from '../../domain/shared/web-address.js';

/**
 * Whether a host stands under a suffix of the Public Suffix List; a suffix by itself (`co.uk`) does not. Its ICANN
 * part is enough: hosts of private suffixes (`evil.github.io`, and `github.io` itself) stand under one of those.
 */
export const hasPublicSuffix: HasPublicSuffix = (host) => {
  const { domain, isIcann } = parse(host, { extractHostname: false });
  return domain !== null && isIcann === true;
};
