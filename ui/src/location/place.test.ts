import { beforeEach, describe, expect, it } from 'vitest';
import { change, followHistory, here, param, params, room, roomAddress, roomOf, visit, withChanges } from './place';

describe('address', () => {
  beforeEach(() => visit('?'));

  it('knows its room', () => {
    expect(roomOf(new URLSearchParams('tab=logs&traceId=1'))).toBe('logs');
    expect(roomOf(new URLSearchParams('traceId=1'))).toBe('traces');
    expect(roomOf(new URLSearchParams('tab=nonsense'))).toBe('home');
  });

  it('replaces, repeats and removes parameters', () => {
    const search = new URLSearchParams('tab=traces&service=a&status=error');
    expect(withChanges(search, { service: ['b', 'c'], status: null })).toBe('?tab=traces&service=b&service=c');
    expect(withChanges(new URLSearchParams('a=1'), { a: null })).toBe('?');
  });

  it('keeps the time range and nothing else on the way to another room', () => {
    visit('?tab=traces&range=1h&service=a');
    expect(roomAddress('logs', { trace: 'f' })).toBe('?tab=logs&range=1h&trace=f');
    expect(roomAddress('home')).toBe('?range=1h');
  });

  it('keeps text that looks like an address', () => {
    visit(here({ attribute: ['http.url=/a?b=c&d', 'x=1+1 =2'] }));
    expect(params('attribute')).toEqual(['http.url=/a?b=c&d', 'x=1+1 =2']);
  });

  it('follows back and forward', async () => {
    const stop = followHistory();
    visit('?tab=traces');
    change({ status: 'error' });
    expect(param('status')).toBe('error');
    window.history.replaceState(null, '', '/?tab=traces');
    window.dispatchEvent(new PopStateEvent('popstate'));
    expect(param('status')).toBeNull();
    expect(room.value).toBe('traces');
    stop();
  });
});
