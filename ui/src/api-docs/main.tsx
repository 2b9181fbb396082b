import '../styles/tokens.css';
import '../styles/base.css';
import './api-docs.css';
import { render } from 'preact';
import { followTheme } from '../parts/theme';
import { ApiDocs } from './api-docs';

followTheme();
render(<ApiDocs />, document.getElementById('docs')!);
