import { Link } from '../location/link';
import { roomAddress } from '../location/place';
import { Icon } from '../parts/icon';

/** From a service to what it sent. */
export function ServiceActions({ name }: { name: string }) {
  return (
    <div class="service-actions">
      <Link class="button small" to={roomAddress('traces', { service: name })}>
        <Icon name="traces" />
        Traces
      </Link>
      <Link class="button small" to={roomAddress('traces', { service: name, status: 'error' })}>
        <Icon name="error" />
        Errors
      </Link>
      <Link class="button small" to={roomAddress('spans', { service: name })}>
        <Icon name="spans" />
        Spans
      </Link>
      <Link class="button small" to={roomAddress('logs', { service: name })}>
        <Icon name="logs" />
        Logs
      </Link>
      <Link class="button small" to={roomAddress('metrics', { service: name })}>
        <Icon name="metrics" />
        Metrics
      </Link>
    </div>
  );
}
