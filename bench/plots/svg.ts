// Writes SVG as text.

type Attributes = Readonly<Record<string, string | number>>;

/** An element with the given content, which must be markup already. */
export function element(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes)
    .map(
      ([key, value]) =>
        ` ${key}="${escapeText(typeof value === 'number' ? shortNumber(value) : value)}"`,
    )
    .join('');
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

export function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** A tenth of a pixel cannot be seen. */
function shortNumber(value: number): string {
  return String(Math.round(value * 10) / 10);
}

interface TextOptions {
  readonly size?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly color?: string;
  readonly weight?: 'bold' | 'normal';
}

export const colors = { text: '#1f2328', faint: '#59636e', grid: '#d8dee4', paper: '#ffffff' };

export function label(x: number, y: number, text: string, options: TextOptions = {}): string {
  const { size = 12, anchor = 'start', color = colors.text, weight = 'normal' } = options;
  const attributes = { x, y, 'font-size': size, 'text-anchor': anchor, fill: color };
  const bold = weight === 'bold' ? { 'font-weight': 'bold' } : {};
  return element('text', { ...attributes, ...bold }, escapeText(text));
}

export function line(
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  color: string = colors.grid,
  width = 1,
): string {
  return element('line', { x1, y1, x2, y2, stroke: color, 'stroke-width': width });
}

export function rectangle(box: Box, fill: string): string {
  return element('rect', { ...box, fill });
}

export function dot(x: number, y: number, color: string, radius = 3.5): string {
  return element('circle', { cx: x, cy: y, r: radius, fill: color });
}

/** A part of the picture, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The whole picture. The title is read by screen readers. */
export function svgDocument(width: number, height: number, title: string, content: string): string {
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: 'img',
    'font-family': 'system-ui, "Segoe UI", "DejaVu Sans", sans-serif',
  };
  const paper = rectangle({ x: 0, y: 0, width, height }, colors.paper);
  return `${element('svg', attributes, `\n${element('title', {}, escapeText(title))}\n${paper}\n${content}\n`)}\n`;
}
