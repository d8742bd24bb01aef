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
    // What the sheet for paper changes is no reason to measure the window again.
    let onPaper = false;
    const measure = () => {
      if (onPaper) return;
      const now = Math.floor(element.clientWidth);
      if (now > 0) setWidth(now);
    };
    const toPaper = () => {
      onPaper = true;
      setWidth(PAPER_WIDTH);
    };
    const toWindow = () => {
      onPaper = false;
      measure();
    };
    measure();
    window.addEventListener('beforeprint', toPaper);
    window.addEventListener('afterprint', toWindow);
    const observer = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(measure);
    observer?.observe(element);
    return () => {
      observer?.disconnect();
      window.removeEventListener('beforeprint', toPaper);
      window.removeEventListener('afterprint', toWindow);
    };
  }, []);
  return [box, width];
}
