import { useEffect, useRef } from 'preact/hooks';

/** What was just done; the focus goes to it, because what was pressed is gone. */
export function Done({ children }: { children: string }) {
  const box = useRef<HTMLParagraphElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <p class="message" role="status" tabIndex={-1} ref={box}>
      {children}
    </p>
  );
}
