/** The module for viewers: problems, states, tokens and transport, without anything that edits. */
import Binding from './binding/index.js';
import Breakpoints from './breakpoints/index.js';
import Coverage from './coverage/index.js';
import Problems from './problems/index.js';
import States from './states/index.js';
import Tokens from './tokens/index.js';
import Transport from './transport/index.js';

export default { __depends__: [Binding, Problems, States, Coverage, Tokens, Transport, Breakpoints] };
