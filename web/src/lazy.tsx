import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Pending } from './components/pending';

/** A page or chart that is fetched when it is first shown. */
export function lazy<P extends object>(
  load: () => Promise<ComponentType<P>>,
  shape: 'page' | 'chart' | 'lines' | 'none' = 'page',
): ComponentType<P> {
  let ready: ComponentType<P> | null = null;
  return function Lazy(props: P) {
    const [, setLoaded] = useState(ready !== null);
    const [failure, setFailure] = useState<Error | null>(null);
    useEffect(() => {
      if (ready) setLoaded(true);
      else
        load().then((component) => {
          ready = component;
          setLoaded(true);
        }, setFailure);
    }, []);
    if (failure) throw failure;
    const Loaded = ready;
    if (Loaded) return <Loaded {...props} />;
    return shape === 'none' ? null : <Pending shape={shape} />;
  };
}
