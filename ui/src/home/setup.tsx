import { useState } from 'preact/hooks';
import { CodeBlock } from '../parts/copy';
import { snippets } from './snippets';

/** Copy-paste setup for each language. */
export function Setup({ listeners }: { listeners: Record<string, string> | null }) {
  const all = snippets(listeners, window.location.hostname || 'localhost');
  const [chosen, setChosen] = useState(0);
  const snippet = all[chosen]!;
  return (
    <section class="setup" aria-label="Send telemetry to Trine">
      <div class="segmented" role="group" aria-label="Language">
        {all.map((each, i) => (
          <button key={each.name} type="button" aria-pressed={i === chosen} onClick={() => setChosen(i)}>
            {each.name}
          </button>
        ))}
      </div>
      <CodeBlock code={snippet.code} what={`${snippet.name} setup`} />
      <p class="muted">{snippet.hint}</p>
    </section>
  );
}
