import { describe, expect, it } from 'vitest';
import { clampWindow, place, readWindow, WHOLE, writeWindow } from './window';

describe('window', () => {
  it('reads and writes itself', () => {
    expect(readWindow(writeWindow({ from: 0.25, to: 0.5 }))).toEqual({ from: 0.25, to: 0.5 });
    expect(writeWindow(WHOLE)).toBeNull();
    expect(readWindow('nonsense')).toEqual(WHOLE);
    expect(readWindow('0.5~0.5')).toEqual(WHOLE);
  });
  it('turns a backward drag around and stays inside', () => {
    expect(clampWindow(1.4, 0.9)).toEqual({ from: 0.9, to: 1 });
  });
  it('places bars in percent and cuts them at the edges', () => {
    expect(place(WHOLE, 1000, 250, 500)).toEqual({ left: 25, width: 50 });
    expect(place({ from: 0.5, to: 1 }, 1000, 250, 500)).toEqual({ left: 0, width: 50 });
    expect(place({ from: 0.5, to: 1 }, 1000, 0, 100)).toBeNull();
  });
});
