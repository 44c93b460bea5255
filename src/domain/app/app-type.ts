/** All types of apps. */
export const appTypes = ['system_dashboard', 'background', 'standard'] as const;
/** The type of an app: how it runs together with other apps. */
export type AppType = (typeof appTypes)[number];

const appTypeByLegacyName: ReadonlyMap<string, AppType> = new Map([
  ['third_party', 'background'],
  ['thirdparty', 'background'],
  ['tpa', 'background'],
  ['app', 'standard'],
  ['widget', 'system_dashboard'],
]);

/** Null if the text is not an app type. The types of older manifests are converted to today's types. */
export function parseAppType(text: string): AppType | null {
  return (
    /* APP-23 */ appTypes.find((type) => type === text) ?? appTypeByLegacyName.get(text) ?? null
  );
}
