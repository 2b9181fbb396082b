import type { AnchorHTMLAttributes, ComponentChildren } from 'preact';
import { visit } from './place';

interface LinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href' | 'role'> {
  to: string;
  children?: ComponentChildren;
}

/** An ordinary link (so that it can be copied and opened in a new tab) that moves without reloading. */
export function Link({ to, onClick, children, ...rest }: LinkProps) {
  return (
    <a
      {...rest}
      href={to}
      onClick={(event) => {
        if (typeof onClick === 'function') onClick.call(event.currentTarget, event);
        if (
          event.defaultPrevented ||
          event.button !== 0 ||
          event.metaKey ||
          event.ctrlKey ||
          event.shiftKey ||
          event.altKey
        )
          return;
        event.preventDefault();
        visit(to);
      }}
    >
      {children}
    </a>
  );
}
