import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from './icon';
import { shortcuts } from './keys';

export const helpOpen = signal(false);

export function HelpDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const open = helpOpen.value;
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal();
    if (!open && dialog.current?.open) dialog.current.close();
  }, [open]);
  const hide = () => {
    helpOpen.value = false;
  };
  return (
    <dialog ref={dialog} class="help" aria-label="Keyboard shortcuts" onClose={hide}>
      <header class="pane-head">
        <h2 class="grow">Keyboard shortcuts</h2>
        <button type="button" class="button plain" aria-label="Close" onClick={hide}>
          <Icon name="close" />
        </button>
      </header>
      <ul>
        {open &&
          shortcuts().map((each) => (
            <li key={each.keys + each.does}>
              <span>{each.does}</span>
              <span>{each.keys.split(' ').map((key) => (key === 'or' ? ' or ' : <kbd key={key}>{key}</kbd>))}</span>
            </li>
          ))}
      </ul>
    </dialog>
  );
}
