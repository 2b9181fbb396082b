import { getJson } from '../api/client';
import type { Operation, ServiceSummary } from '../api/wire';
import { params } from '../location/place';
import { useFetched } from '../refresh/fetched';

const none: readonly string[] = [];

/** Names of all services ever seen, for filters. Read once per room. */
export function useServiceNames(): readonly string[] {
  const { data } = useFetched(
    'service-names',
    (signal) => getJson<ServiceSummary[]>('/api/service-catalog', {}, signal),
    { pulse: false },
  );
  return data ? data.map((each) => each.name) : none;
}

/** Operations of the one chosen service, to choose from. */
export function useOperationNames(): readonly string[] {
  const services = params('service');
  const service = services.length === 1 ? services[0]! : null;
  const { data } = useFetched(
    service ? `operations ${service}` : null,
    (signal) => getJson<Operation[]>(`/api/services/${encodeURIComponent(service!)}/operations`, {}, signal),
    { pulse: false, keep: false },
  );
  return [...new Set((data ?? []).map((each) => each.name))];
}
