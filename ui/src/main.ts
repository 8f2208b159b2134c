import '@fontsource-variable/inter/wght.css';
import './style.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { call, listen } from './desk';
import { language } from './words';

document.documentElement.lang = language;

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
mount(App, { target, props: { desk: { call, listen } } });
