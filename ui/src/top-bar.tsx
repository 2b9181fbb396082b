import { CopyLink } from './parts/copy';
import { helpOpen } from './parts/help';
import { Icon } from './parts/icon';
import { PulseButton } from './parts/pulse-button';
import { nextTheme, themeChoice } from './parts/theme';
import { TimePicker } from './parts/time-picker';

const THEME_ICONS = { system: 'system', light: 'sun', dark: 'moon' } as const;

export function TopBar({ title }: { title: string }) {
  const theme = themeChoice.value;
  return (
    <header class="topbar">
      <h1 class="grow cut">{title}</h1>
      <PulseButton />
      <TimePicker />
      <CopyLink />
      <button
        type="button"
        class="button plain"
        title={`Theme: ${theme}`}
        aria-label={`Theme: ${theme}. Switch.`}
        onClick={nextTheme}
      >
        <Icon name={THEME_ICONS[theme]} />
      </button>
      <button
        type="button"
        class="button plain wide-only"
        title="Keyboard shortcuts (?)"
        aria-label="Keyboard shortcuts"
        onClick={() => (helpOpen.value = true)}
      >
        <Icon name="help" />
      </button>
    </header>
  );
}
