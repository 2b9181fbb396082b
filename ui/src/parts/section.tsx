import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Icon } from './icon';

interface SectionProps {
  title: string;
  count?: number;
  open?: boolean;
  children: ComponentChildren;
}

/** A titled part of a detail pane that folds. */
export function Section({ title, count, open = true, children }: SectionProps) {
  const [shown, setShown] = useState(open);
  return (
    <section class="section">
      <h3>
        <button type="button" aria-expanded={shown} onClick={() => setShown(!shown)}>
          <Icon name={shown ? 'down' : 'right'} />
          {title}
          {count !== undefined && <span class="muted">{count}</span>}
        </button>
      </h3>
      {shown && <div class="section-body">{children}</div>}
    </section>
  );
}
