import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon';
import { say } from './toast';

/** The asynchronous clipboard needs a secure context; over plain HTTP on another host a selection does it. */
export async function copyText(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say(`Copied ${what}`);
  } catch {
    say(copyBySelection(text) ? `Copied ${what}` : `This browser did not allow copying ${what}.`);
  }
}

function copyBySelection(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.setAttribute('readonly', '');
  area.className = 'sr';
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  return done;
}

interface CopyIdProps {
  value: string;
  what: string;
  children?: ComponentChildren;
}

/** An id that copies itself when clicked. */
export function CopyId({ value, what, children }: CopyIdProps) {
  return (
    <button
      type="button"
      class="copy"
      title={`Copy ${what}: ${value}`}
      onClick={(event) => {
        event.stopPropagation();
        event.preventDefault();
        void copyText(value, what);
      }}
    >
      <span class="cut">{children ?? value}</span>
      <Icon name="copy" />
      <span class="sr">Copy {what}</span>
    </button>
  );
}

interface CopyButtonProps {
  text: () => string;
  what: string;
  label?: string;
  icon?: IconName;
  small?: boolean;
}

export function CopyButton({ text, what, label, icon = 'copy', small = true }: CopyButtonProps) {
  return (
    <button
      type="button"
      class={`button ${small ? 'small' : ''}`}
      title={`Copy ${what}`}
      onClick={() => void copyText(text(), what)}
    >
      <Icon name={icon} />
      {label ? <span>{label}</span> : <span class="sr">Copy {what}</span>}
    </button>
  );
}

export function CopyLink() {
  return <CopyButton text={() => window.location.href} what="link to this view" label="" icon="link" />;
}

export function CodeBlock({ code, what }: { code: string; what: string }) {
  return (
    <div class="codeblock">
      <pre tabIndex={0} role="region" aria-label={what}>
        {code}
      </pre>
      <CopyButton text={() => code} what={what} label="Copy" />
    </div>
  );
}
