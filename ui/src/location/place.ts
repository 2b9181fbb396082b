// Where the person is: one room and its state, all of it in the address, so that every
// screen can be linked to, reloaded and left with the browser's back button.

import { computed, signal } from '@preact/signals';
import { readRange } from '../time/range';

export const ROOMS = ['home', 'services', 'map', 'traces', 'spans', 'logs', 'metrics', 'status'] as const;
export type Room = (typeof ROOMS)[number];

export type Changes = Record<string, string | readonly string[] | null | undefined>;

/** Parameters that stay when the person walks to another room. */
const SHARED = ['range', 'start', 'end'];

const address = signal(typeof window === 'undefined' ? '' : window.location.search);

export const query = computed(() => new URLSearchParams(address.value));
export const room = computed<Room>(() => roomOf(query.value));
export const timeRange = computed(() => readRange(param('range'), param('start'), param('end')));

export function roomOf(search: URLSearchParams): Room {
  const tab = search.get('tab');
  if (tab && (ROOMS as readonly string[]).includes(tab)) return tab as Room;
  if (search.get('traceId')) return 'traces';
  return 'home';
}

export function param(name: string): string | null {
  return query.value.get(name) || null;
}

export function params(name: string): string[] {
  return query.value.getAll(name).filter((value) => value !== '');
}

/** The address of this room with some parameters replaced (null removes). */
export function withChanges(search: URLSearchParams, changes: Changes): string {
  const next = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    next.delete(name);
    if (value === null || value === undefined || value === '') continue;
    for (const each of typeof value === 'string' ? [value] : value) next.append(name, each);
  }
  const text = next.toString();
  return text ? `?${text}` : '?';
}

/** The address of another room: keeps the time range and nothing else. */
export function roomAddress(target: Room, state: Changes = {}): string {
  const kept = new URLSearchParams();
  if (target !== 'home') kept.set('tab', target);
  for (const name of SHARED) {
    const value = query.value.get(name);
    if (value) kept.set(name, value);
  }
  return withChanges(kept, state);
}

export function here(changes: Changes): string {
  return withChanges(query.value, changes);
}

export function visit(to: string, replace = false): void {
  const target = to === '' ? '?' : to;
  const current = window.location.search || '?';
  if (target === current) return;
  const path = window.location.pathname + (target === '?' ? '' : target);
  if (replace) window.history.replaceState(null, '', path);
  else window.history.pushState(null, '', path);
  address.value = window.location.search;
}

/** Changes the state of this room. `replace` is for what is typed, so that back leaves the room and not a letter. */
export function change(changes: Changes, replace = false): void {
  visit(here(changes), replace);
}

export function followHistory(): () => void {
  const follow = () => {
    address.value = window.location.search;
  };
  window.addEventListener('popstate', follow);
  return () => window.removeEventListener('popstate', follow);
}

export function timeParams(start: bigint, end: bigint): Changes {
  return { start: String(start), end: String(end), range: null };
}
