import type { LevelName } from '../api/wire';
import { serviceColour } from '../telemetry/service-colour';
import { LEVEL_LABELS } from '../telemetry/severity';
import { Icon } from './icon';

export function ServiceName({ name }: { name: string }) {
  return (
    <span class="service" style={{ '--c': serviceColour(name) }}>
      <i aria-hidden="true" />
      <span class="cut">{name || 'unnamed service'}</span>
    </span>
  );
}

export function Level({ level }: { level: LevelName }) {
  return (
    <span class={`level ${level}`}>
      <i aria-hidden="true" />
      {LEVEL_LABELS[level]}
    </span>
  );
}

export function ErrorTag({ text = 'error' }: { text?: string }) {
  return (
    <span class="tag bad">
      <Icon name="error" />
      {text}
    </span>
  );
}
