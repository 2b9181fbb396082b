import type { ComponentChildren } from 'preact';
import { refreshNow } from '../refresh/pulse';
import { Icon } from './icon';

export function ErrorNotice({ error }: { error: string }) {
  return (
    <div class="notice bad" role="alert">
      <Icon name="error" />
      <span class="grow">{error}</span>
      <button type="button" class="button small" onClick={refreshNow}>
        Try again
      </button>
    </div>
  );
}

export function Empty({
  title,
  children,
  actions,
}: {
  title: string;
  children?: ComponentChildren;
  actions?: ComponentChildren;
}) {
  return (
    <div class="empty">
      <h2>{title}</h2>
      {children}
      {actions && <div class="actions">{actions}</div>}
    </div>
  );
}

const LINES = Array.from({ length: 9 }, (_, i) => i);

export function Skeleton({ lines = 9 }: { lines?: number }) {
  return (
    <div class="skeleton" role="status">
      {LINES.slice(0, lines).map((line) => (
        <i key={line} />
      ))}
      <span class="sr">Loading</span>
    </div>
  );
}
