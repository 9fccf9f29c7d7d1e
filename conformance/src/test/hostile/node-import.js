// Imports a module of Node.js that opens files; the deployment must be refused.
// @expect refused
import { readFileSync } from 'node:fs';
export default () => new Response(readFileSync('/etc/passwd'));
