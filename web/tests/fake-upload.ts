import type { Asked } from './import-fixtures';

type Listener = (event: { loaded: number; total: number }) => void;

/** Uploads that are answered by a test's server, after having told that half has been sent. */
export function uploadsTo(fetch: typeof globalThis.fetch, asked: Asked[]) {
  return class FakeRequest {
    status = 0;
    response: unknown = null;
    responseType = '';
    upload = { addEventListener: (_: string, listener: Listener) => this.#progress.push(listener) };
    #progress: Listener[] = [];
    #listeners = new Map<string, () => void>();
    #method = '';
    #url = '';
    #headers = new Headers();
    #stopped = false;

    open(method: string, url: string) {
      this.#method = method;
      this.#url = url;
    }
    setRequestHeader(name: string, value: string) {
      this.#headers.set(name, value);
    }
    getResponseHeader = () => null;
    addEventListener(name: string, listener: () => void) {
      this.#listeners.set(name, listener);
    }
    abort() {
      this.#stopped = true;
      this.#listeners.get('abort')?.();
    }
    async send(file: File) {
      for (const listener of this.#progress) listener({ loaded: file.size / 2, total: file.size });
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (this.#stopped) return;
      const response = await fetch(this.#url, { method: this.#method, headers: this.#headers });
      const last = asked.at(-1);
      if (last) last.body = await file.text();
      this.status = response.status;
      this.response = await response.json().catch(() => null);
      this.#listeners.get('load')?.();
    }
  };
}
