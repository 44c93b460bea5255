// Package names of apps, as far as sequences need them.

import type { PackageNameFault } from '../../../domain/shared/refusal.js';
import { throwRefusal } from './reference-model.js';

/** The name, unchanged. */
export function requirePackageName(text: string): string {
  const reason = findPackageNameFault(text);
  return reason === null ? text : throwRefusal('package_name_invalid', { reason });
}

export function findPackageNameFault(text: string): PackageNameFault | null {
  if (text.length > 200) return 'too_long';
  if (!isPackageName(text)) return 'form';
  return text.startsWith('com.example.') ? 'reserved' : null;
}

export function isPackageName(text: string): boolean {
  const segments = text.split('.');
  return segments.length > 1 && segments.every((segment) => /^[a-z][a-z0-9_]*$/.test(segment));
}

/** Only the company itself, or the embedding service, gives such a name to an app. */
export function isOfVendor(name: string): boolean {
  return name.startsWith('com.google.');
}
