// A service keeps one colour everywhere. Its name picks the slot; a slot already taken moves on to the next
// free one, so that the first twelve services of a session never share a colour.

const SLOTS = 12;
const taken = new Map<string, number>();

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
  return slot;
}

export function serviceColour(service: string): string {
  return `var(--service-${serviceSlot(service)})`;
}
