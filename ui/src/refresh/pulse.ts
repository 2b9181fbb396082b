// The pulse that makes screens read again. It rests while the tab is hidden, while the person
// paused it, and while a room holds it (a filter or a detail is open, and rows must not move).

import { computed, signal } from '@preact/signals';

export const beat = signal(0);
export const pausedByPerson = signal(false);
export const tabHidden = signal(false);
/** Why the room holds the pulse, in words; null while it does not. */
export const hold = signal<string | null>(null);
/** Set when the person asked to go on although the room holds. */
export const holdOverridden = signal(false);
export const intervalMs = signal(5000);
/** False in rooms that read once (or stream). */
export const pulsing = signal(true);

export const running = computed(
  () => pulsing.value && !tabHidden.value && !pausedByPerson.value && (hold.value === null || holdOverridden.value),
);

export function refreshNow(): void {
  beat.value += 1;
}

export function togglePulse(): void {
  if (running.value) {
    pausedByPerson.value = true;
    holdOverridden.value = false;
    return;
  }
  pausedByPerson.value = false;
  if (hold.value !== null) holdOverridden.value = true;
  refreshNow();
}

/** A room takes over the pulse. Called on entry and whenever its reason to hold changes. */
export function governPulse(everyMs: number | null, reason: string | null): void {
  pulsing.value = everyMs !== null;
  if (everyMs !== null) intervalMs.value = everyMs;
  if (hold.value !== reason) {
    hold.value = reason;
    holdOverridden.value = false;
  }
}

export function startPulse(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tick = () => {
    if (running.value) refreshNow();
    timer = setTimeout(tick, intervalMs.value);
  };
  const visibility = () => {
    const wasHidden = tabHidden.value;
    tabHidden.value = document.visibilityState === 'hidden';
    if (wasHidden && running.value) refreshNow();
  };
  timer = setTimeout(tick, intervalMs.value);
  document.addEventListener('visibilitychange', visibility);
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', visibility);
  };
}
