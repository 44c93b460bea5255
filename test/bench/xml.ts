// A check of markup, for what the figures contain: elements, attributes in double quotes, and escaped text.

const token =
  /<(?<close>\/?)(?<name>[a-z]+)(?: [a-zA-Z][a-zA-Z0-9:-]*="[^"<]*")*(?<empty>\/?)>|[^<]+/gy;

/** What is wrong with it; null if it is well-formed. */
export function xmlFault(markup: string): string | null {
  const open: string[] = [];
  let [end, roots] = [0, 0];
  for (const { 0: text, index, groups = {} } of markup.matchAll(token)) {
    end = index + text.length;
    if (/&(?!(amp|lt|gt|quot);)/.test(text)) return `a bare ampersand in ${text}`;
    const { name, close, empty } = groups;
    if (name !== undefined && close === '' && open.length === 0) roots += 1;
    if (close === '/' && open.pop() !== name) return `${text} closes another element`;
    if (name !== undefined && close === '' && empty === '') open.push(name);
  }
  if (end < markup.length) return `not understood: ${markup.slice(end, end + 40)}`;
  if (open.length > 0) return `not closed: ${open.join(', ')}`;
  return roots === 1 ? null : `${roots} roots`;
}

/** The texts of all elements of this name that have no elements inside. */
export function textsOf(markup: string, name: string): readonly string[] {
  const found = markup.matchAll(new RegExp(`<${name}(?: [^>]*)?>([^<]*)</${name}>`, 'g'));
  return [...found].map(([, text = '']) => text);
}
