/**
 * Small records that outlive the page, each under a key of its own: two tabs that write at the same
 * time don't lose each other's. A browser that keeps nothing (private, full) is as good as empty.
 */

export interface KeptRecords<Value> {
  all(): Value[];
  get(id: string): Value | undefined;
  set(id: string, value: Value): void;
  delete(id: string): void;
}

export function keptRecords<Value>(name: string): KeptRecords<Value> {
  const prefix = `${name}/`;

  function read(key: string): Value | undefined {
    try {
      const text = localStorage.getItem(key);
      // Written by `set` below, and by nothing else.
      return text === null ? undefined : (JSON.parse(text) as Value);
    } catch {
      return undefined;
    }
  }

  return {
    all() {
      const keys = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at));
      return keys.flatMap((key) => (key?.startsWith(prefix) ? (read(key) ?? []) : []));
    },
    get: (id) => read(prefix + id),
    set(id, value) {
      try {
        localStorage.setItem(prefix + id, JSON.stringify(value));
      } catch {
        // It stays in memory, and is lost only with the page.
      }
    },
    delete: (id) => localStorage.removeItem(prefix + id),
  };
}
