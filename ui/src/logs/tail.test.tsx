import { act, cleanup, render } from '@testing-library/preact';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { tabHidden } from '../refresh/pulse';
import { useTail } from './tail';

class SilentSource extends EventTarget {
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  static all: SilentSource[] = [];
  readyState = SilentSource.OPEN;

  constructor() {
    super();
    SilentSource.all.push(this);
  }

  close() {
    this.readyState = SilentSource.CLOSED;
  }
}

function Follower() {
  return <output>{useTail(true, 'key', {}, () => '17').state}</output>;
}

/** A request that is never answered, only given up. */
const unanswered = (_url: string, { signal }: RequestInit) =>
  new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(new DOMException('given up', 'AbortError')));
  });

beforeEach(() => {
  SilentSource.all = [];
  vi.stubGlobal('EventSource', SilentSource);
  vi.stubGlobal('fetch', unanswered);
});

afterEach(() => {
  cleanup();
  tabHidden.value = false;
  vi.unstubAllGlobals();
});

it('closes the stream while the tab is hidden, and is not broken by the request it gave up', async () => {
  const { container } = render(<Follower />);
  await act(async () => {
    SilentSource.all[0]!.dispatchEvent(new Event('open'));
  });
  expect(container.textContent).toBe('live');
  await act(async () => {
    tabHidden.value = true;
  });
  expect(SilentSource.all[0]!.readyState).toBe(SilentSource.CLOSED);
  expect(container.textContent).toBe('hidden');
  await act(async () => {
    tabHidden.value = false;
  });
  expect(SilentSource.all).toHaveLength(2);
});
