import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Editor } from './editor/editor';

export interface EditorHandle {
  focus: () => void;
  /** Replaces the text as if it had been typed. */
  set: (text: string) => void;
}

interface EditorBoxProps {
  /** The text in force. What is typed stays in the box until it is run. */
  text: string;
  label: string;
  hint: string;
  since: () => string | null;
  handle: RefObject<EditorHandle | null>;
  changed: (text: string) => void;
  run: (text: string) => void;
  format: () => void;
}

/** A plain text area until the editor has been fetched, and for good where it cannot be. */
export function EditorBox(props: EditorBoxProps) {
  const host = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const editor = useRef<Editor | null>(null);
  const typed = useRef(props.text);
  const [plain, setPlain] = useState(props.text);
  const [ready, setReady] = useState(false);
  const latest = useRef(props);
  latest.current = props;
  const changed = (text: string) => {
    typed.current = text;
    latest.current.changed(text);
  };
  // The text that was run comes back as the text in force; what was typed since must not be lost.
  const ran = useRef<string | null>(null);
  const run = () => {
    ran.current = typed.current === latest.current.text ? null : typed.current;
    latest.current.run(typed.current);
  };
  const set = (text: string) => {
    if (editor.current) editor.current.set(text);
    else {
      setPlain(text);
      changed(text);
    }
  };

  useEffect(() => {
    let gone = false;
    const open = async () => {
      const { openEditor } = await import('./editor/editor');
      if (gone || !host.current) return;
      const focused = document.activeElement === area.current;
      editor.current = openEditor(host.current, {
        text: typed.current,
        label: props.label,
        hint: props.hint,
        since: () => latest.current.since(),
        changed,
        run,
        format: () => latest.current.format(),
      });
      setReady(true);
      if (focused) editor.current.focus();
    };
    open().catch(() => setReady(false));
    return () => {
      gone = true;
      editor.current?.close();
      editor.current = null;
    };
  }, []);
  useEffect(() => {
    const own = ran.current === props.text;
    ran.current = null;
    if (!own && typed.current !== props.text) set(props.text);
  }, [props.text]);
  props.handle.current = { set, focus: () => (editor.current ? editor.current.focus() : area.current?.focus()) };

  return (
    <div class="editor-box">
      <div ref={host} class={ready ? 'promql' : 'promql waiting'} />
      {!ready && (
        <textarea
          ref={area}
          aria-label={props.label}
          placeholder={props.hint}
          rows={Math.max(1, plain.split('\n').length)}
          spellcheck={false}
          value={plain}
          onInput={(event) => {
            setPlain(event.currentTarget.value);
            changed(event.currentTarget.value);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey) return;
            event.preventDefault();
            run();
          }}
        />
      )}
    </div>
  );
}
