// The PromQL editor: CodeMirror with Prometheus's own grammar and completion, and with the server as the linter.
// It lives in a shadow root, where CodeMirror uses adopted style sheets: the page's policy allows no inline style.

import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionStatus,
  selectedCompletion,
  startCompletion,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, insertNewlineAndIndent } from '@codemirror/commands';
import { bracketMatching, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, linter } from '@codemirror/lint';
import { Compartment, EditorState, type Extension, Prec } from '@codemirror/state';
import { EditorView, hoverTooltip, keymap, placeholder } from '@codemirror/view';
import { LanguageType, newCompleteStrategy, promQLLanguage } from '@prometheus-io/codemirror-promql';
import { metadataOf, typeOf } from '../catalogue';
import { ask, indexOf, QueryError } from '../prometheus';
import { colours, look } from './look';
import { KnownNames } from './names';
import { spanAt } from './place';
import { selectorAround } from './selector';

export interface EditorWishes {
  text: string;
  label: string;
  hint: string;
  since: () => string | null;
  changed: (text: string) => void;
  run: () => void;
  format: () => void;
}

export interface Editor {
  set: (text: string) => void;
  focus: () => void;
  close: () => void;
}

export function openEditor(host: HTMLElement, wishes: EditorWishes): Editor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const names = new KnownNames(wishes.since);
  const hint = new Compartment();
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: wishes.text,
      extensions: [
        history(),
        closeBrackets(),
        bracketMatching(),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': wishes.label, spellcheck: 'false', autocapitalize: 'off' }),
        hint.of(placeholder(wishes.hint)),
        language(names),
        syntaxHighlighting(colours),
        look,
        serverLint(),
        metricHover(names),
        keys(wishes),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) wishes.changed(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    set: (text) => {
      const now = view.state.doc.toString();
      if (now === text) return;
      view.dispatch({ changes: { from: 0, to: now.length, insert: text }, selection: { anchor: text.length } });
    },
    focus: () => {
      view.focus();
      view.dispatch({ selection: { anchor: view.state.doc.length } });
    },
    close: () => view.destroy(),
  };
}

function language(names: KnownNames): Extension {
  const promql = promQLLanguage(LanguageType.PromQL);
  const complete = newCompleteStrategy({ remote: names });
  return [
    promql,
    promql.data.of({
      autocomplete: (context: Parameters<typeof complete.promQL>[0]) => {
        names.selector = selectorAround(context.state, context.pos);
        return complete.promQL(context);
      },
    }),
    autocompletion({ icons: false, maxRenderedOptions: 200 }),
  ];
}

/** Enter runs, unless it chooses a completion that would change the text; Shift+Enter makes a new line. */
function keys({ run, format }: EditorWishes): Extension {
  const runNow = (view: EditorView) => {
    closeCompletion(view);
    run();
    return true;
  };
  const enter = (view: EditorView) => {
    const chosen = completionStatus(view.state) === 'active' ? selectedCompletion(view.state) : null;
    if (!chosen) return runNow(view);
    const before = view.state.sliceDoc(
      Math.max(0, view.state.selection.main.head - chosen.label.length),
      view.state.selection.main.head,
    );
    return before === chosen.label ? runNow(view) : acceptCompletion(view);
  };
  return [
    Prec.highest(
      keymap.of([
        { key: 'Enter', run: enter },
        { key: 'Mod-Enter', run: runNow },
        { key: 'Shift-Enter', run: insertNewlineAndIndent },
        { key: 'Tab', run: acceptCompletion },
        {
          key: 'Alt-Shift-f',
          run: () => {
            format();
            return true;
          },
        },
        { key: 'Mod-.', run: startCompletion },
      ]),
    ),
    keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap]),
  ];
}

/** The server that will run the query says where it is wrong. */
function serverLint(): Extension {
  return linter(
    async (view): Promise<Diagnostic[]> => {
      const text = view.state.doc.toString();
      if (text.trim() === '') return [];
      try {
        await ask('parse_query', { query: text });
        return [];
      } catch (cause) {
        if (!(cause instanceof QueryError) || !cause.place) return [];
        const from = Math.min(indexOf(text, cause.place), text.length);
        return [{ ...spanAt(text, from), severity: 'error', message: cause.message }];
      }
    },
    { delay: 350 },
  );
}

function metricHover(names: KnownNames): Extension {
  return hoverTooltip(async (view, position) => {
    const word = view.state.wordAt(position);
    if (!word) return null;
    const name = view.state.sliceDoc(word.from, word.to);
    const metadata = await names.metricMetadata();
    const about = metadataOf(name, metadata);
    if (!about) return null;
    return {
      pos: word.from,
      end: word.to,
      above: false,
      create: () => {
        const dom = document.createElement('div');
        dom.className = 'about-metric';
        const [title, facts, help] = ['b', 'span', 'span'].map((tag) => dom.appendChild(document.createElement(tag)));
        title!.textContent = name;
        facts!.textContent = [typeOf(name, metadata), about.unit].filter(Boolean).join(' · ');
        help!.textContent = about.help || 'No description was sent.';
        return { dom };
      },
    };
  });
}
