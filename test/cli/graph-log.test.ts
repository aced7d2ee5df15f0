import { describe, expect, it } from 'vitest';
import { inFolder, run } from './running.js';

const log = [
  '{"action": "Send", "process": "p", "clock": {"p": 1}}',
  '{"action": "Receive", "process": "q", "clock": {"p": 1, "q": 1}}',
].join('\n');

const drawn = (text: string, ...more: string[]) =>
  inFolder({ 'log.jsonl': text }, (folder) => run(['graph', 'log.jsonl', '--log', ...more], folder));

describe('tla-ts graph --log', () => {
  it('draws a line a process and an arrow a message', () => {
    const { status, out } = drawn(log, '--format', 'svg');
    expect(status).toBe(0);
    expect(out.match(/class="process"/g)).toHaveLength(2);
    expect(out.match(/class="message"/g)).toHaveLength(1);
  });

  it('draws what happened before what', () => {
    const { out } = drawn(log, '--format', 'dot');
    expect(out).toContain('"p: Send"');
    expect(out).toMatch(/s0 -> s1/);
  });

  it('puts the diagram on a page', () => {
    expect(drawn(log, '--format', 'html').out).toMatch(/^<!doctype html>[\s\S]*class="space-time"/i);
  });

  it('refuses a log without causes', () => {
    expect(drawn('{"action": "Send"}\n')).toEqual({
      status: 1,
      out: '',
      err: 'error: line 1 does not say whose event it is: `process` is missing.\n',
    });
  });

  it('refuses a log that is not there', () => {
    const { err } = inFolder({}, (folder) => run(['graph', 'none.jsonl', '--log'], folder));
    expect(err).toBe('error: `none.jsonl` is not there, or is no file.\n');
  });
});
