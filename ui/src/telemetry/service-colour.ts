// A service keeps one colour everywhere. Its name picks the slot; a slot already taken moves on to the next
// free one, so that the first twelve services never share a colour. The browser remembers who has which,
// because the order in which services are met differs from screen to screen.

const SLOTS = 12;
const REMEMBERED_MAX = 200;
const KEY = 'trine.service-colours';
const taken = recall();

function recall(): Map<string, number> {
  try {
    const entries: unknown = JSON.parse(window.localStorage.getItem(KEY) ?? '[]');
    return new Map(Array.isArray(entries) ? entries.filter(isEntry) : []);
  } catch {
    return new Map();
  }
}

function isEntry(entry: unknown): entry is [string, number] {
  return (
    Array.isArray(entry) &&
    typeof entry[0] === 'string' &&
    Number.isInteger(entry[1]) &&
    entry[1] >= 0 &&
    entry[1] < SLOTS
  );
}

function remember(): void {
  try {
    window.localStorage.setItem(KEY, JSON.stringify([...taken].slice(-REMEMBERED_MAX)));
  } catch {
    // Without storage the colours hold until the page is left.
    return;
  }
}

function hash(text: string): number {
  let value = 2166136261;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 16777619);
  return value >>> 0;
}

export function serviceSlot(service: string): number {
  const known = taken.get(service);
  if (known !== undefined) return known;
  const used = new Set(taken.values());
  let slot = hash(service) % SLOTS;
  for (let tries = 0; used.size < SLOTS && used.has(slot) && tries < SLOTS; tries++) slot = (slot + 1) % SLOTS;
  taken.set(service, slot);
  remember();
  return slot;
}

export function serviceColour(service: string): string {
  return `var(--service-${serviceSlot(service)})`;
}
