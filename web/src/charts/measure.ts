import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { RefObject } from 'preact';

/** What an A4 page has between its margins (print.css), in CSS pixels. */
const PAPER_WIDTH = 688;

/**
 * The width a chart has to draw in; it changes with the window, text size does not. On paper it
 * is the paper's.
 */
export function useWidth(start = 640): [RefObject<HTMLDivElement | null>, number] {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(start);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const measure = () => {
      const now = Math.floor(element.clientWidth);
      if (now > 0) setWidth(now);
    };
    const toPaper = () => setWidth(PAPER_WIDTH);
    measure();
    window.addEventListener('beforeprint', toPaper);
    window.addEventListener('afterprint', measure);
    const observer = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(measure);
    observer?.observe(element);
    return () => {
      observer?.disconnect();
      window.removeEventListener('beforeprint', toPaper);
      window.removeEventListener('afterprint', measure);
    };
  }, []);
  return [box, width];
}
