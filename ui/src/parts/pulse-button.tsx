import {
  hold,
  holdOverridden,
  intervalMs,
  pausedByPerson,
  pulsing,
  running,
  tabHidden,
  togglePulse,
} from '../refresh/pulse';
import { Icon } from './icon';

function explain(): [string, string] {
  const every = `${intervalMs.value / 1000} s`;
  if (running.value) return [`Every ${every}`, `Refreshes every ${every}. Click to pause.`];
  if (pausedByPerson.value) return ['Paused', 'Paused by you. Click to go on.'];
  if (tabHidden.value) return ['Paused', 'Paused while this tab is hidden.'];
  if (hold.value !== null && !holdOverridden.value)
    return ['Paused', `Paused because ${hold.value}. Click to refresh anyway.`];
  return ['Paused', 'Paused. Click to go on.'];
}

export function PulseButton() {
  if (!pulsing.value) return null;
  const [label, title] = explain();
  return (
    <button
      type="button"
      class={`button plain pulse ${running.value ? 'live' : ''}`}
      title={title}
      aria-label={title}
      onClick={togglePulse}
    >
      {running.value ? <i aria-hidden="true" /> : <Icon name="pause" />}
      <span class="wide-only">{label}</span>
    </button>
  );
}
