// The queries this browser has run, newest first. Kept in the browser: they may hold what others shall not see.

const KEY = 'trine.promql';
const ENTRIES_MAX = 100;

export function remembered(): string[] {
  try {
    const stored: unknown = JSON.parse(window.localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter((each) => typeof each === 'string').slice(0, ENTRIES_MAX) : [];
  } catch {
    return [];
  }
}

export function remember(query: string): void {
  const text = query.trim();
  if (text === '') return;
  keep([text, ...remembered().filter((each) => each !== text)].slice(0, ENTRIES_MAX));
}

export function forgetAll(): void {
  keep([]);
}

function keep(all: readonly string[]): void {
  try {
    window.localStorage.setItem(KEY, JSON.stringify(all));
  } catch {
    // A browser that keeps nothing has no history.
    return;
  }
}
