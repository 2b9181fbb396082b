import type { CSSProperties } from 'preact';
import { type AnsiRun, ansiRuns, hasAnsi, stripAnsi } from '../telemetry/ansi';

interface LogTextProps {
  text: string;
  /** Characters beyond this are not drawn. */
  most: number;
  mark?: string | null;
}

/** Log text as DOM text nodes: terminal colours applied, what was searched for marked. */
export function LogText({ text, most, mark }: LogTextProps) {
  const cut = text.length > most ? text.slice(0, most) : text;
  const rest = text.length - cut.length;
  const more = rest > 0 && <span class="muted">{` … ${rest} more characters`}</span>;
  if (mark) {
    return (
      <>
        <Marked text={stripAnsi(cut)} mark={mark} />
        {more}
      </>
    );
  }
  if (!hasAnsi(cut)) {
    return (
      <>
        {cut}
        {more}
      </>
    );
  }
  return (
    <>
      {ansiRuns(cut).map((run, i) => (
        <span key={i} style={runStyle(run)}>
          {run.text}
        </span>
      ))}
      {more}
    </>
  );
}

function colour(value: number | string | undefined): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'number' ? `var(--ansi-${value})` : value;
}

function runStyle(run: AnsiRun): CSSProperties {
  const style: CSSProperties = {};
  const [front, back] = [colour(run.colour), colour(run.background)];
  if (front) style.color = front;
  if (back) style.backgroundColor = back;
  if (run.bold) style.fontWeight = '700';
  if (run.dim) style.opacity = '0.7';
  if (run.italic) style.fontStyle = 'italic';
  if (run.underline) style.textDecoration = 'underline';
  return style;
}

const MARKS_MAX = 50;

function Marked({ text, mark }: { text: string; mark: string }) {
  const pieces: { text: string; hit: boolean }[] = [];
  const lower = text.toLowerCase();
  const needle = mark.toLowerCase();
  let from = 0;
  while (pieces.length < MARKS_MAX * 2) {
    const at = lower.indexOf(needle, from);
    if (at < 0) break;
    if (at > from) pieces.push({ text: text.slice(from, at), hit: false });
    pieces.push({ text: text.slice(at, at + needle.length), hit: true });
    from = at + needle.length;
  }
  pieces.push({ text: text.slice(from), hit: false });
  return <>{pieces.map((piece, i) => (piece.hit ? <mark key={i}>{piece.text}</mark> : piece.text))}</>;
}
