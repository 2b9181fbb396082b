import { change, param } from '../location/place';
import { copyText } from '../parts/copy';
import { Icon, type IconName } from '../parts/icon';
import { Popover } from '../parts/popover';
import { forgetAll, remembered } from './history';
import { OFFSETS, spelledSeconds, type View } from './question';

interface Option {
  value: string | null;
  label: string;
}

interface ChoiceProps {
  title: string;
  icon: IconName;
  value: string | null;
  /** The first one is what holds without a choice. */
  options: readonly Option[];
  onChoose: (value: string | null) => void;
}

function Choice({ title, icon, value, options, onChoose }: ChoiceProps) {
  const chosen = options.find((each) => each.value === value) ?? options[0]!;
  return (
    <Popover
      title={`${title}: ${chosen.label}`}
      buttonClass={`button small ${chosen.value === null ? '' : 'on'}`}
      label={
        <>
          <Icon name={icon} />
          <span class="wide-only">{chosen.value === null ? title : chosen.label}</span>
        </>
      }
    >
      {(close) =>
        options.map((each) => (
          <button
            key={each.label}
            type="button"
            class={`menu-item ${each === chosen ? 'chosen' : ''}`}
            onClick={() => {
              onChoose(each.value);
              close();
            }}
          >
            {each.label}
          </button>
        ))
      }
    </Popover>
  );
}

export function CompareChoice() {
  return (
    <Choice
      title="Compare"
      icon="clock"
      value={param('compare')}
      options={[
        { value: null, label: 'No comparison' },
        { value: 'range', label: 'The range before' },
        ...OFFSETS.map(({ name, label }) => ({ value: name, label })),
      ]}
      onChoose={(compare) => change({ compare })}
    />
  );
}

export function StepChoice({ step }: { step: number | null }) {
  return (
    <Choice
      title={step === null ? 'Step' : `Step ${spelledSeconds(step)}`}
      icon="path"
      value={param('step')}
      options={[
        { value: null, label: 'Step that fits the range' },
        ...['1s', '5s', '15s', '30s', '1m', '5m', '15m', '1h'].map((value) => ({ value, label: `Step ${value}` })),
      ]}
      onChoose={(chosen) => change({ step: chosen })}
    />
  );
}

const SHOWN: readonly { view: Exclude<View, 'auto'>; label: string; icon: IconName }[] = [
  { view: 'lines', label: 'Lines', icon: 'metrics' },
  { view: 'heat', label: 'Heatmap', icon: 'heat' },
  { view: 'table', label: 'Table', icon: 'table' },
];

/** `shown` is what is on screen, also when the explorer chose it by itself. */
export function ViewChoice({ shown }: { shown: Exclude<View, 'auto'> }) {
  return (
    <div class="segmented" role="group" aria-label="Show as">
      {SHOWN.map(({ view, label, icon }) => (
        <button
          key={view}
          type="button"
          aria-pressed={shown === view}
          title={label}
          onClick={() => change({ show: view })}
        >
          <Icon name={icon} />
          <span class="wide-only">{label}</span>
        </button>
      ))}
    </div>
  );
}

export function RowsChoice({ everyStep }: { everyStep: boolean }) {
  return (
    <div class="segmented" role="group" aria-label="Rows">
      <button type="button" aria-pressed={!everyStep} onClick={() => change({ rows: null })}>
        At the end
      </button>
      <button type="button" aria-pressed={everyStep} onClick={() => change({ rows: 'steps' })}>
        Every step
      </button>
    </div>
  );
}

interface ToggleProps {
  name: string;
  value: string;
  label: string;
  title: string;
  icon: IconName;
}

/** A switch that lives in the address. */
export function Toggle({ name, value, label, title, icon }: ToggleProps) {
  const on = param(name) === value;
  return (
    <button
      type="button"
      class={`button small ${on ? 'on' : ''}`}
      aria-pressed={on}
      aria-label={label}
      title={title}
      onClick={() => change({ [name]: on ? null : value })}
    >
      <Icon name={icon} />
      <span class="wide-only">{label}</span>
    </button>
  );
}

export interface Deed {
  label: string;
  run: () => void;
}

export function Deeds({ title, icon, deeds }: { title: string; icon: IconName; deeds: readonly Deed[] }) {
  return (
    <Popover
      align="right"
      title={title}
      buttonClass="button small"
      label={
        <>
          <Icon name={icon} />
          <span class="wide-only">{title}</span>
        </>
      }
    >
      {(close) =>
        deeds.map(({ label, run }) => (
          <button
            key={label}
            type="button"
            class="menu-item"
            onClick={() => {
              run();
              close();
            }}
          >
            {label}
          </button>
        ))
      }
    </Popover>
  );
}

export function copying(label: string, text: () => string): Deed {
  return { label, run: () => void copyText(text(), label) };
}

/** What was run in this browser before. */
export function History({ onChoose }: { onChoose: (query: string) => void }) {
  return (
    <Popover
      title="History of queries"
      buttonClass="button small"
      label={
        <>
          <Icon name="history" />
          <span class="wide-only">History</span>
        </>
      }
    >
      {(close) => {
        const all = remembered();
        return (
          <div class="history">
            {all.length === 0 && <p class="none muted">Queries that you run are kept here, in this browser only.</p>}
            {all.map((query) => (
              <button
                key={query}
                type="button"
                class="menu-item mono"
                title={query}
                onClick={() => {
                  onChoose(query);
                  close();
                }}
              >
                <span class="cut">{query}</span>
              </button>
            ))}
            {all.length > 0 && (
              <button
                type="button"
                class="menu-item muted"
                onClick={() => {
                  forgetAll();
                  close();
                }}
              >
                Forget them all
              </button>
            )}
          </div>
        );
      }}
    </Popover>
  );
}
