// What to paste to send telemetry here. Three environment variables are enough for every OpenTelemetry SDK.

export interface Snippet {
  name: string;
  hint: string;
  code: string;
}

/** The OTLP/HTTP address as a client on the machine of this browser reaches it. */
export function otlpHttpUrl(listeners: Record<string, string> | null, pageHost: string): string {
  return `http://${reachable(listeners?.otlp_http ?? '127.0.0.1:4318', pageHost)}`;
}

export function otlpGrpcAddress(listeners: Record<string, string> | null, pageHost: string): string {
  return reachable(listeners?.otlp_grpc ?? '127.0.0.1:4317', pageHost);
}

/** A listener bound to every address is reached by the name that this page was reached by. */
function reachable(listener: string, pageHost: string): string {
  const at = listener.lastIndexOf(':');
  const host = listener.slice(0, at).replace(/^https?:\/\//, '');
  const port = listener.slice(at + 1);
  const anyAddress = host === '0.0.0.0' || host === '[::]' || host === '::' || host === '';
  return `${anyAddress ? pageHost : host}:${port}`;
}

export function snippets(listeners: Record<string, string> | null, pageHost: string): Snippet[] {
  const url = otlpHttpUrl(listeners, pageHost);
  const grpc = otlpGrpcAddress(listeners, pageHost);
  const env = (service: string) =>
    [
      `export OTEL_SERVICE_NAME=${service}`,
      `export OTEL_EXPORTER_OTLP_ENDPOINT=${url}`,
      'export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf',
    ].join('\n');
  return [
    {
      name: 'Java',
      hint: 'The agent instruments HTTP, JDBC, Kafka and logging without a code change.',
      code: `${env('my-service')}\njava -javaagent:opentelemetry-javaagent.jar -jar app.jar`,
    },
    {
      name: 'Node',
      hint: 'npm install @opentelemetry/api @opentelemetry/auto-instrumentations-node',
      code: `${env('my-service')}\nnode --require @opentelemetry/auto-instrumentations-node/register app.js`,
    },
    {
      name: 'Python',
      hint: 'pip install opentelemetry-distro opentelemetry-exporter-otlp && opentelemetry-bootstrap -a install',
      code: `${env('my-service')}\nopentelemetry-instrument python app.py`,
    },
    {
      name: 'Go',
      hint: 'With go.opentelemetry.io/contrib/exporters/autoexport in main, the same variables apply.',
      code: `${env('my-service')}\ngo run .`,
    },
    {
      name: 'Collector',
      hint: 'Add this exporter to an OpenTelemetry Collector that already runs.',
      code: `exporters:\n  otlp/trine:\n    endpoint: ${grpc}\n    tls:\n      insecure: true\nservice:\n  pipelines:\n    traces:\n      exporters: [otlp/trine]\n    logs:\n      exporters: [otlp/trine]\n    metrics:\n      exporters: [otlp/trine]`,
    },
  ];
}
