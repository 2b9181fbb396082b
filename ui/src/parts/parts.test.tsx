import { cleanup, fireEvent, render } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import { snippets } from '../home/snippets';
import { param, visit } from '../location/place';
import { readSorting, sorted } from '../services/sorting';
import { AttributeList } from './attribute-list';
import { FilterBar } from './filter-bar';
import { JsonTree } from './json-tree';
import { fillGaps } from './share-bars';

afterEach(cleanup);

describe('FilterBar', () => {
  it('shows filters as chips and removes one', () => {
    visit('?tab=traces&service=a&service=b');
    const { getByLabelText, queryByLabelText } = render(
      <FilterBar fields={[{ name: 'service', label: 'service', many: true }]} placeholder="Search" />,
    );
    fireEvent.click(getByLabelText('Remove filter service a'));
    expect(window.location.search).toBe('?tab=traces&service=b');
    expect(queryByLabelText('Remove filter service a')).toBeNull();
  });

  it('refuses a value it cannot use', () => {
    visit('?tab=traces');
    const fields = [
      {
        name: 'minDuration',
        label: 'at least',
        check: (text: string) => (text.endsWith('ms') ? null : 'Write 250ms.'),
      },
    ];
    const { getByText, getByLabelText, container } = render(<FilterBar fields={fields} placeholder="Search" />);
    fireEvent.click(getByText('Filter'));
    fireEvent.click(getByText('at least'));
    const input = getByLabelText('at least');
    fireEvent.input(input, { target: { value: 'quick' } });
    expect(container.textContent).toContain('Write 250ms.');
    fireEvent.submit(container.querySelector('form')!);
    expect(param('minDuration')).toBeNull();
    fireEvent.input(input, { target: { value: '250ms' } });
    fireEvent.submit(container.querySelector('form')!);
    expect(param('minDuration')).toBe('250ms');
  });
});

describe('telemetry in the page', () => {
  it('stays text', () => {
    const evil = '<script>alert(1)</script>';
    const { container } = render(
      <>
        <AttributeList attributes={[{ key: evil, value: { stringValue: evil } }]} />
        <JsonTree value={{ [evil]: evil }} />
      </>,
    );
    expect(container.querySelector('script')).toBeNull();
    expect(container.textContent).toContain(evil);
  });
});

it('fills empty duration buckets so that the axis is even', () => {
  const bars = fillGaps([
    { from: 1, to: 2, count: 5, bad: 0 },
    { from: 8, to: 16, count: 1, bad: 1 },
  ]);
  expect(bars.map((bar) => bar.from)).toEqual([1, 2, 4, 8]);
});

it('sorts by figures and by names', () => {
  const rows = [
    { name: 'b', rate: 1 },
    { name: 'a', rate: 10 },
    { name: 'c', rate: 2 },
  ];
  expect(
    sorted(rows, readSorting('-rate', ['name', 'rate'], { by: 'name', descending: false })).map((row) => row.name),
  ).toEqual(['a', 'c', 'b']);
  expect(
    sorted(rows, readSorting('bogus', ['name', 'rate'], { by: 'name', descending: false })).map((row) => row.name),
  ).toEqual(['a', 'b', 'c']);
});

it('writes setup for the address this page is reached by', () => {
  const [java] = snippets({ otlp_http: '0.0.0.0:4318' }, 'build-box');
  expect(java!.code).toContain('OTEL_EXPORTER_OTLP_ENDPOINT=http://build-box:4318');
  expect(snippets(null, 'x').find((each) => each.name === 'Collector')!.code).toContain('127.0.0.1:4317');
});
