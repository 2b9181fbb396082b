import { signal } from '@preact/signals';

const narrow = typeof window !== 'undefined' && 'matchMedia' in window ? window.matchMedia('(max-width: 720px)') : null;

/** True on a phone: rows have two lines. */
export const isPhone = signal(narrow?.matches ?? false);

narrow?.addEventListener('change', (event) => {
  isPhone.value = event.matches;
});
