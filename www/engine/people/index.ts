/** People: personas and groups, who may do which task, and SpiffArena's permission files. */
export { Acting, type Assignment } from './acting.js';
export { Directory, type Identity, type People, type Persona } from './directory.js';
export { mayDo, type Owners, ownersOf, refusal, sentence } from './owners.js';
export { type Permission, type Permissions, readPermissions } from './permissions.js';
export { writePermissions } from './write-permissions.js';
