// Checks whether a package name is free.

import * as z from 'zod';
import { parsePackageName, vendorDomainOf } from '../../domain/app/package-name.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import { refuseAuthorization, requireActiveActor } from '../use-case/authorization.js';
import { maxInputTextLength, textSchema } from '../use-case/input.js';
import { defineQuery, type Query } from '../use-case/query.js';
import { vendorNameRefusal } from './vendor-name.js';

/** A package name. */
export interface PackageNameInput {
  readonly packageName: string;
}

/** If the name is not free, `refusal` is what `apps.create` would return. A name with the reason `vendor` is free for the company that it names. */
export type PackageNameCheck =
  | { readonly isFree: true }
  | {
      readonly isFree: false;
      readonly refusal: RefusalOf<'package_name_invalid' | 'package_name_taken'>;
    };

export type CheckPackageNameRefusalCode = 'permission_denied' | 'account_inactive';

export const checkPackageNameQuery: (
  deps: Dependencies,
) => Query<PackageNameInput, PackageNameCheck, CheckPackageNameRefusalCode> = defineQuery<
  PackageNameInput,
  PackageNameInput,
  PackageNameCheck,
  CheckPackageNameRefusalCode
>(
  z.lazy(() => z.strictObject({ packageName: textSchema(maxInputTextLength) })),
  async ({ deps, storage, actor }, { packageName: text }) => {
    const { reservedPackagePrefixes, vendorPackagePrefixes } = deps;
    if (actor.kind !== 'user' && actor.kind !== 'system')
      return refuseAuthorization('permission_denied');
    const name = parsePackageName(text, reservedPackagePrefixes, ['packageName']);
    const [active, known] = await Promise.all([
      requireActiveActor(storage, actor),
      name.ok ? storage.apps.findByPackageName(name.value) : null,
    ]);
    if (!active.ok) return active;
    if (!name.ok) return ok({ isFree: false, refusal: name.refusal });
    if (known !== null)
      return ok({ isFree: false, refusal: { code: 'package_name_taken', path: ['packageName'] } });
    const isOfVendor = vendorDomainOf(name.value, vendorPackagePrefixes) !== null;
    return ok(isOfVendor ? { isFree: false, refusal: vendorNameRefusal } : { isFree: true });
  },
);
