// Small builders of OTLP/JSON.
export const value = (raw) => {
  if (typeof raw === 'string') return { stringValue: raw };
  if (typeof raw === 'boolean') return { boolValue: raw };
  if (typeof raw === 'number') return Number.isInteger(raw) ? { intValue: String(raw) } : { doubleValue: raw };
  if (Array.isArray(raw)) return { arrayValue: { values: raw.map(value) } };
  if (raw instanceof Uint8Array) return { bytesValue: Buffer.from(raw).toString('base64') };
  if (raw === null) return null;
  return { kvlistValue: { values: attributes(raw) } };
};
export const attributes = (object) => Object.entries(object).map(([key, raw]) => ({ key, value: value(raw) }));
export const text = (any) => {
  if (!any) return '';
  if ('stringValue' in any) return any.stringValue;
  if ('intValue' in any) return String(any.intValue);
  if ('doubleValue' in any) return String(any.doubleValue);
  if ('boolValue' in any) return String(any.boolValue);
  return JSON.stringify(any);
};
export const nanos = (ms) => BigInt(Math.round(ms * 1000)) * 1000n;

const LANGUAGES = {
  storefront: 'nodejs',
  checkout: 'java',
  inventory: 'python',
  payments: 'go',
  shipping: 'java',
  'ml-ranker': 'python',
};
const resources = new Map();
export function resourceOf(service) {
  if (!resources.has(service)) {
    resources.set(service, {
      attributes: attributes({
        'service.name': service,
        'service.version': '1.4.2',
        'service.instance.id': `${service}-7c9f4`,
        'deployment.environment.name': 'demo',
        'host.name': 'workstation',
        'process.pid': 4242,
        'telemetry.sdk.language': LANGUAGES[service] ?? 'java',
        'telemetry.sdk.version': '1.49.0',
      }),
      droppedAttributesCount: 0,
    });
  }
  return resources.get(service);
}
export const scopeOf = (service) => ({
  name: `io.opentelemetry.${LANGUAGES[service] === 'python' ? 'asgi' : 'http'}`,
  version: '2.11.0',
  attributes: [],
  droppedAttributesCount: 0,
});
