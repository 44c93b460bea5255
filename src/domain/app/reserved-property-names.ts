// The names that no tool, parameter or setting may have.

/** Names that every JavaScript object has or that Mongoose reserves. A lookup of such a name would find a value that nobody set. Names with a leading underscore need no entry, because no pattern allows them. */
const reservedPropertyNames: ReadonlySet<string> = new Set(
  'constructor hasOwnProperty isPrototypeOf propertyIsEnumerable prototype toLocaleString toString valueOf'.split(
    ' ',
  ),
);

export function isReservedPropertyName(name: string): boolean {
  return /* APP-47 */ reservedPropertyNames.has(name);
}
