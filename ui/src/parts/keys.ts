// Keyboard shortcuts. A room registers its keys while it is on screen; the help dialog lists them all.

import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

export interface Shortcut {
  keys: string;
  does: string;
  run: (event: KeyboardEvent) => void;
}

const layers = signal<readonly { current: readonly Shortcut[] }[]>([]);

export function shortcuts(): Shortcut[] {
  return layers.value.flatMap((layer) => layer.current);
}

export function useShortcuts(list: readonly Shortcut[]): void {
  const layer = useRef(list);
  layer.current = list;
  useEffect(() => {
    layers.value = [...layers.peek(), layer];
    return () => {
      layers.value = layers.peek().filter((each) => each !== layer);
    };
  }, []);
}

export function isTyping(event: KeyboardEvent): boolean {
  // Inside a shadow root (the query editor) the event's own target is only the host.
  const target = event.composedPath()[0] ?? event.target;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

const LEAD_MS = 900;

/** Listens for all rooms. The newest layer is asked first; `g t` is two keys in a row. */
export function listenForShortcuts(): () => void {
  let lead: { key: string; at: number } | null = null;
  const listen = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event)) {
      if (event.key === 'Escape') ((event.composedPath()[0] ?? event.target) as HTMLElement).blur();
      return;
    }
    if (document.querySelector('dialog[open]')) return;
    const pair = lead && event.timeStamp - lead.at < LEAD_MS ? `${lead.key} ${event.key}` : null;
    lead = null;
    const all = layers
      .peek()
      .toReversed()
      .flatMap((layer) => layer.current);
    const found =
      all.find((each) => each.keys === pair) ?? all.find((each) => each.keys.split(' or ').includes(event.key));
    if (found) {
      event.preventDefault();
      found.run(event);
    } else if (all.some((each) => each.keys.startsWith(`${event.key} `)))
      lead = { key: event.key, at: event.timeStamp };
  };
  window.addEventListener('keydown', listen);
  return () => window.removeEventListener('keydown', listen);
}

export function focusSearch(): void {
  document.querySelector<HTMLInputElement>('input[type=search]')?.focus();
}
