// Somebody else's Gmail and Google Calendar for the tests: emulate, started by its programmatic interface.
//
// Argument: a file with its seed (JSON). It prints its address when it listens, and ends with its stdin.
import { readFileSync } from 'node:fs';
import { createEmulator } from 'emulate';

const seed = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const emulator = await createEmulator({ service: 'google', port: 0, hostname: '127.0.0.1', seed });
console.log(JSON.stringify({ url: emulator.url }));
process.stdin.resume();
process.stdin.on('end', () => emulator.close().then(() => process.exit(0)));
