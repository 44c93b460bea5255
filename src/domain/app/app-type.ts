/** All types of apps. */
export const appTypes = ['system_dashboard', 'background', 'standard'] as const;
/** How an app runs beside others. */
export type AppType = (typeof appTypes)[number];

const formerAppTypes: ReadonlyMap<string, AppType> = new Map([
  ['third_party', 'background'],
  ['thirdparty', 'background'],
  ['tpa', 'background'],
  ['app', 'standard'],
  ['widget', 'system_dashboard'],
]);

/** Null where the text is no type of apps; the types that older manifests name are read as today's. */
export function readAppType(text: string): AppType | null {
  return /* APP-23 */ appTypes.find((type) => type === text) ?? formerAppTypes.get(text) ?? null;
}
