import { useState } from 'preact/hooks';
import type { Json } from '../telemetry/attributes';

interface JsonTreeProps {
  value: Json;
  /** How many levels start open. */
  open?: number;
}

/** JSON that folds. Built from text nodes only. */
export function JsonTree({ value, open = 2 }: JsonTreeProps) {
  return (
    <div class="json">
      <Value value={value} open={open} />
    </div>
  );
}

const MANY = 200;

function Value({ value, open }: { value: Json; open: number }) {
  const [expanded, setExpanded] = useState(open > 0);
  if (value === null || typeof value !== 'object') return <Scalar value={value} />;
  const isList = Array.isArray(value);
  const entries: [string, Json][] = isList ? value.map((each, i) => [String(i), each]) : Object.entries(value);
  const [left, right] = isList ? '[]' : '{}';
  if (entries.length === 0) return <span class="fold">{`${left}${right}`}</span>;
  if (!expanded) {
    return (
      <button type="button" class="fold" onClick={() => setExpanded(true)}>
        {`${left} ${entries.length} ${isList ? 'items' : 'keys'} ${right}`}
      </button>
    );
  }
  return (
    <>
      <button type="button" class="fold" aria-label="Fold" onClick={() => setExpanded(false)}>
        {left}
      </button>
      <ul>
        {entries.slice(0, MANY).map(([key, each]) => (
          <li key={key}>
            {!isList && <span class="key">{key}: </span>}
            <Value value={each} open={open - 1} />
          </li>
        ))}
        {entries.length > MANY && <li class="muted">{`… ${entries.length - MANY} more`}</li>}
      </ul>
      <span class="fold">{right}</span>
    </>
  );
}

function Scalar({ value }: { value: string | number | boolean | null }) {
  if (typeof value === 'string') return <span class="string">{JSON.stringify(value)}</span>;
  if (typeof value === 'number') return <span class="num">{String(value)}</span>;
  return <span class="other">{String(value)}</span>;
}
