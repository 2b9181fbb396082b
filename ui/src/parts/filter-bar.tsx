import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { change, here, param, params, visit } from '../location/place';
import { Icon } from './icon';
import { Popover } from './popover';

export interface FilterField {
  /** The parameter in the address. */
  name: string;
  label: string;
  many?: boolean;
  placeholder?: string;
  /** Values to choose from. */
  options?: readonly string[];
  /** A sentence when the text cannot be used. */
  check?: (text: string) => string | null;
}

interface FilterBarProps {
  fields: readonly FilterField[];
  placeholder: string;
  /** Before the search. */
  lead?: ComponentChildren;
  children?: ComponentChildren;
}

/** Search, chips of the filters in force, and a menu to add one. All of it lives in the address. */
export function FilterBar({ fields, placeholder, lead, children }: FilterBarProps) {
  const active = fields.flatMap((field) => params(field.name).map((value) => ({ field, value })));
  const remove = (field: FilterField, value: string) =>
    change({ [field.name]: params(field.name).filter((each) => each !== value) });
  return (
    <div class="bar" role="search">
      {lead}
      <SearchField placeholder={placeholder} />
      {active.map(({ field, value }) => (
        <span class="chip" key={`${field.name}=${value}`}>
          <span class="cut" title={`${field.label}: ${value}`}>
            <span class="muted">{field.label}</span> {value}
          </span>
          <button
            type="button"
            aria-label={`Remove filter ${field.label} ${value}`}
            onClick={() => remove(field, value)}
          >
            <Icon name="close" />
          </button>
        </span>
      ))}
      <AddFilter fields={fields} />
      {(active.length > 1 || (active.length > 0 && param('search'))) && (
        <button
          type="button"
          class="button plain small"
          onClick={() =>
            visit(here(Object.fromEntries([...fields.map((field) => [field.name, null]), ['search', null]])))
          }
        >
          Clear
        </button>
      )}
      {children}
    </div>
  );
}

const TYPING_MS = 250;

function SearchField({ placeholder }: { placeholder: string }) {
  const inForce = param('search') ?? '';
  const [text, setText] = useState(inForce);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => setText(inForce), [inForce]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const apply = (next: string) => {
    clearTimeout(timer.current);
    change({ search: next.trim() }, inForce !== '' && next !== '');
  };
  return (
    <label class="field search">
      <Icon name="search" />
      <span class="sr">Search</span>
      <input
        type="search"
        value={text}
        placeholder={placeholder}
        spellcheck={false}
        autocomplete="off"
        onInput={(event) => {
          const next = event.currentTarget.value;
          setText(next);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => apply(next), TYPING_MS);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') apply(event.currentTarget.value);
        }}
      />
      <kbd class="wide-only">/</kbd>
    </label>
  );
}

function AddFilter({ fields }: { fields: readonly FilterField[] }) {
  return (
    <Popover
      title="Add a filter"
      label={
        <>
          <Icon name="filter" />
          Filter
        </>
      }
    >
      {(close) => <FilterMenu fields={fields} close={close} />}
    </Popover>
  );
}

function FilterMenu({ fields, close }: { fields: readonly FilterField[]; close: () => void }) {
  const [field, setField] = useState<FilterField | null>(null);
  if (field) return <FilterValue field={field} close={close} />;
  return (
    <>
      {fields.map((each) => (
        <button key={each.name} type="button" class="menu-item" onClick={() => setField(each)}>
          {each.label}
        </button>
      ))}
    </>
  );
}

const OPTIONS_MAX = 60;

function FilterValue({ field, close }: { field: FilterField; close: () => void }) {
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const refusal = text === '' ? null : (field.check?.(text) ?? null);
  const choose = (value: string) => {
    if (value === '') return;
    const others = field.many ? params(field.name).filter((each) => each !== value) : [];
    change({ [field.name]: [...others, value] });
    close();
  };
  const shown = (field.options ?? [])
    .filter((each) => each.toLowerCase().includes(text.toLowerCase()))
    .slice(0, OPTIONS_MAX);
  return (
    <form
      class="filter-value"
      onSubmit={(event) => {
        event.preventDefault();
        if (!refusal) choose(text.trim());
      }}
    >
      <label class="field">
        <span>{field.label}</span>
        <input
          ref={input}
          value={text}
          placeholder={field.placeholder ?? ''}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      {refusal && <p class="refusal">{refusal}</p>}
      {shown.map((option) => (
        <button key={option} type="button" class="menu-item" onClick={() => choose(option)}>
          <span class="cut">{option}</span>
        </button>
      ))}
      {shown.length === 0 && !refusal && <p class="refusal">Type a value and press Enter.</p>}
    </form>
  );
}
