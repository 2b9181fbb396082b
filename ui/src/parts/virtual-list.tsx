import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import type { AriaRole, ComponentChildren, HTMLAttributes, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';

export interface VirtualListHandle {
  scrollTo: (index: number) => void;
  element: () => HTMLElement | null;
}

interface VirtualListProps extends Omit<HTMLAttributes<HTMLDivElement>, 'ref' | 'children' | 'label'> {
  count: number;
  rowHeight: number;
  /** Rows differ in height and are measured as they appear. */
  measured?: boolean;
  keyOf: (index: number) => string | number;
  row: (index: number) => ComponentChildren;
  handle?: RefObject<VirtualListHandle | null>;
  /** Called when the last rows come into sight. */
  onEnd?: () => void;
  slotRole?: AriaRole;
}

/** A list that draws only the rows in sight, however many there are. */
export function VirtualList({
  count,
  rowHeight,
  measured = false,
  keyOf,
  row,
  handle,
  onEnd,
  slotRole,
  ...rest
}: VirtualListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [, setTurn] = useState(0);
  const keys = useRef(keyOf);
  keys.current = keyOf;

  const options = {
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index: number) => keys.current(index),
    overscan: 12,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    onChange: () => setTurn((turn) => turn + 1),
  };
  const virtualizer = useMemo(() => new Virtualizer<HTMLDivElement, HTMLElement>(options), []);
  virtualizer.setOptions(options);
  useEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  useLayoutEffect(() => virtualizer.measure(), [rowHeight, measured, virtualizer]);
  if (handle) {
    handle.current = {
      scrollTo: (index) => virtualizer.scrollToIndex(index, { align: 'auto' }),
      element: () => scroller.current,
    };
  }

  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (last >= count - 15 && count > 0) onEnd?.();
  }, [last, count, onEnd]);

  return (
    <div {...rest} ref={scroller} class={`virtual ${typeof rest.class === 'string' ? rest.class : ''}`}>
      <div style={{ height: `${virtualizer.getTotalSize()}px` }}>
        {items.map((item) => (
          <div
            key={item.key}
            class="slot"
            role={slotRole}
            data-index={item.index}
            ref={measured ? (element) => virtualizer.measureElement(element) : undefined}
            style={
              measured
                ? { transform: `translateY(${item.start}px)` }
                : { transform: `translateY(${item.start}px)`, height: `${item.size}px` }
            }
          >
            {row(item.index)}
          </div>
        ))}
      </div>
    </div>
  );
}
