import { computed, signal } from '@preact/signals';

export type ThemeChoice = 'system' | 'light' | 'dark';

const KEY = 'trine.theme';
const prefersDark =
  typeof window !== 'undefined' && 'matchMedia' in window ? window.matchMedia('(prefers-color-scheme: dark)') : null;

function stored(): ThemeChoice {
  try {
    const text = window.localStorage.getItem(KEY);
    return text === 'light' || text === 'dark' ? text : 'system';
  } catch {
    return 'system';
  }
}

export const themeChoice = signal<ThemeChoice>(typeof window === 'undefined' ? 'system' : stored());
const systemDark = signal(prefersDark?.matches ?? false);
export const isDark = computed(
  () => themeChoice.value === 'dark' || (themeChoice.value === 'system' && systemDark.value),
);

export function chooseTheme(choice: ThemeChoice): void {
  themeChoice.value = choice;
  try {
    if (choice === 'system') window.localStorage.removeItem(KEY);
    else window.localStorage.setItem(KEY, choice);
  } catch {
    // A browser that keeps nothing still switches for this page.
    return;
  }
}

export function nextTheme(): void {
  const order: ThemeChoice[] = ['system', 'light', 'dark'];
  chooseTheme(order[(order.indexOf(themeChoice.value) + 1) % order.length]!);
}

export function followTheme(): () => void {
  const follow = (event: MediaQueryListEvent) => {
    systemDark.value = event.matches;
  };
  prefersDark?.addEventListener('change', follow);
  const stop = isDark.subscribe((dark) => {
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  });
  return () => {
    stop();
    prefersDark?.removeEventListener('change', follow);
  };
}
