import './styles/tokens.css';
import './styles/base.css';
import './styles/parts.css';
import './styles/popover.css';
import './styles/charts.css';
import './styles/layout.css';
import './styles/traces.css';
import './styles/waterfall.css';
import './styles/detail.css';
import './styles/graph.css';
import './styles/logs.css';
import './styles/pages.css';
import { render } from 'preact';
import { App } from './app';

render(<App />, document.getElementById('app')!);
