const STYLES = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'font-size',
  'font-weight',
  'font-family',
  'text-anchor',
  'paint-order',
  'opacity',
];
const NAMESPACE = 'http://www.w3.org/2000/svg';
const HEAD = 46;
const NOTE = 15;

/** What is written into a saved picture around the drawing. */
export interface Caption {
  title: string;
  subtitle: string;
  notes: readonly string[];
}

function line(
  text: string,
  x: number,
  y: number,
  size: number,
  weight: string,
  fill: string,
): SVGTextElement {
  const element = document.createElementNS(NAMESPACE, 'text');
  const attributes = {
    x: String(x),
    y: String(y),
    'font-size': String(size),
    'font-weight': weight,
    fill,
    'font-family': 'system-ui, sans-serif',
  };
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
}

/** A copy that looks the same without our style sheet, with title and source written into it. */
export function standalone(
  svg: SVGSVGElement,
  { title, subtitle, notes }: Caption,
): { text: string; width: number; height: number } {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = [svg, ...svg.querySelectorAll('*')];
  const copies = [copy, ...copy.querySelectorAll('*')];
  originals.forEach((original, index) => {
    const target = copies[index];
    const computed = window.getComputedStyle(original);
    for (const name of STYLES) {
      const value = computed.getPropertyValue(name);
      if (value && target && !value.startsWith('url(')) target.setAttribute(name, value);
    }
    target?.removeAttribute('class');
  });
  const box = svg.viewBox.baseVal;
  const width = box.width;
  const below = box.y + box.height;
  const height = box.height + HEAD + notes.length * NOTE + 12;
  copy.setAttribute('xmlns', NAMESPACE);
  copy.setAttribute('viewBox', `${box.x} ${box.y - HEAD} ${width} ${height}`);
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const paper = document.createElementNS(NAMESPACE, 'rect');
  const area = { x: box.x, y: box.y - HEAD, width, height, fill: '#ffffff' };
  for (const [name, value] of Object.entries(area)) paper.setAttribute(name, String(value));
  copy.prepend(paper);
  for (const passing of copy.querySelectorAll('[data-passing]')) passing.remove();
  copy.append(
    line(title, box.x + 6, box.y - 27, width < 420 ? 13 : 15, '600', '#16202a'),
    line(subtitle, box.x + 6, box.y - 9, 12, '400', '#4a5763'),
    ...notes.map((note, index) =>
      line(note, box.x + 6, below + 16 + index * NOTE, 11, '400', '#4a5763'),
    ),
  );
  return { text: new XMLSerializer().serializeToString(copy), width, height };
}

function download(blob: Blob, name: string): void {
  const anchor = document.createElement('a');
  anchor.href = URL.createObjectURL(blob);
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 10_000);
}

export function saveSvg(svg: SVGSVGElement | null, caption: Caption, file: string): void {
  if (!svg) return;
  download(new Blob([standalone(svg, caption).text], { type: 'image/svg+xml' }), `${file}.svg`);
}

/** Draws the picture at twice its size, sharp enough for a report. */
export function savePng(svg: SVGSVGElement | null, caption: Caption, file: string): void {
  if (!svg) return;
  const { text, width, height } = standalone(svg, caption);
  const image = new Image();
  image.addEventListener('load', () => {
    const canvas = document.createElement('canvas');
    canvas.width = width * 2;
    canvas.height = height * 2;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => blob && download(blob, `${file}.png`), 'image/png');
  });
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
}
