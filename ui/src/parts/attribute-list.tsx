import type { KeyValue } from '../api/wire';
import { valueJson, valueText, valueType } from '../telemetry/attributes';
import { copyText } from './copy';
import { Icon } from './icon';
import { JsonTree } from './json-tree';

interface AttributeListProps {
  attributes: readonly KeyValue[] | undefined;
  dropped?: number | undefined;
  /** Narrows the room to records with this attribute. */
  onFilter?: (pair: string) => void;
}

/** Attributes with their types. Each value can be copied, and filtered for. */
export function AttributeList({ attributes, dropped, onFilter }: AttributeListProps) {
  const sorted = (attributes ?? []).toSorted((a, b) => (a.key < b.key ? -1 : 1));
  return (
    <>
      {sorted.length === 0 && <p class="muted none">None</p>}
      <dl class="attributes">
        {sorted.map((each) => (
          <div key={each.key}>
            <dt title={each.key}>{each.key}</dt>
            <dd>
              <AttributeValue attribute={each} />
              <span class="attribute-tools">
                <span class="type">{valueType(each.value)}</span>
                {onFilter && (
                  <button
                    type="button"
                    title={`Show only ${each.key}=${valueText(each.value)}`}
                    onClick={() => onFilter(`${each.key}=${valueText(each.value)}`)}
                  >
                    <Icon name="filter" />
                    <span class="sr">Filter by {each.key}</span>
                  </button>
                )}
                <button type="button" title="Copy value" onClick={() => void copyText(valueText(each.value), each.key)}>
                  <Icon name="copy" />
                  <span class="sr">Copy {each.key}</span>
                </button>
              </span>
            </dd>
          </div>
        ))}
      </dl>
      {Boolean(dropped) && <p class="muted none">{dropped} more were dropped before they reached Trine.</p>}
    </>
  );
}

const LONG = 4000;

function AttributeValue({ attribute }: { attribute: KeyValue }) {
  const type = valueType(attribute.value);
  if (type === 'array' || type === 'map') return <JsonTree value={valueJson(attribute.value)} open={1} />;
  const text = valueText(attribute.value);
  if (type === 'empty') return <span class="muted">no value</span>;
  if (text === '') return <span class="muted">empty text</span>;
  return (
    <span class={`value ${type}`}>
      {text.slice(0, LONG)}
      {text.length > LONG && <span class="muted">{` … ${text.length - LONG} more characters; copy for all`}</span>}
    </span>
  );
}
