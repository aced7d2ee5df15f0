/**
 * Documents that are laid out to a width: Wadler, "A prettier printer" (2003), with columns that are fixed where the printer stands
 * (`align`), since TLA+'s lists depend on columns, and with comments that float to the end of their line.
 */

export type Doc = string | Piece | readonly Doc[] | Line | Group | Indented | Choice | Fill | Follower;

/** A token as it was written, with the comments that belong to it. */
export interface Piece {
  readonly kind: 'piece';
  readonly text: string;
  readonly before: readonly Remark[];
  readonly after: Remark | undefined;
  /** Whether an empty line in front of it is kept, where it begins a line. */
  readonly apart: boolean;
}

/** A comment. */
export interface Remark {
  readonly lines: readonly RemarkLine[];
  /** `line`: on lines of its own. `inline`: in front of a token on the token's line. `end`: behind what it belongs to. */
  readonly place: 'line' | 'inline' | 'end';
  /** Whether an empty line stands in front of it. */
  readonly apart: boolean;
}

export interface RemarkLine {
  readonly text: string;
  /** How far it begins to the right of the first line of its comment; negative: to the left. */
  readonly offset: number;
}

/** A place where a line may end: a blank or nothing where it does not. */
interface Line {
  readonly kind: 'line';
  readonly flat: string;
  readonly hard: boolean;
}

/** Laid out on one line if it fits; else every line of it that is in no inner group ends. */
interface Group {
  readonly kind: 'group';
  readonly content: Doc;
}

/** By so many columns more, or, aligned, from the column where it begins. */
interface Indented {
  readonly kind: 'indented';
  readonly by: number | 'here';
  readonly content: Doc;
}

/** One thing in a group that is broken, another in one that is not. */
interface Choice {
  readonly kind: 'choice';
  readonly broken: string;
  readonly flat: string;
}

/** As many parts on a line as fit. */
interface Fill {
  readonly kind: 'fill';
  readonly parts: readonly Doc[];
}

/** What follows on the same line, or whole on the next one where that spares it to be taken apart. */
interface Follower {
  readonly kind: 'follower';
  readonly content: Group;
}

export const line: Doc = { kind: 'line', flat: ' ', hard: false };
export const hardLine: Doc = { kind: 'line', flat: ' ', hard: true };

export const group = (...content: readonly Doc[]): Doc => ({ kind: 'group', content });
export const nest = (by: number, ...content: readonly Doc[]): Doc => ({ kind: 'indented', by, content });
export const align = (...content: readonly Doc[]): Doc => ({ kind: 'indented', by: 'here', content });
export const choice = (broken: string, flat: string): Doc => ({ kind: 'choice', broken, flat });
/** @param parts each with what separates it from the next, a line excepted */
export const fill = (parts: readonly Doc[]): Doc => ({ kind: 'fill', parts });

export const follow = (...content: readonly Doc[]): Doc => ({
  kind: 'follower',
  content: { kind: 'group', content: align(...content) },
});

export function join(separator: Doc, parts: readonly Doc[]): Doc {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part]));
}

/** A line of the result: what stands at its end is aligned with its neighbours' later. */
export interface PrintedLine {
  readonly text: string;
  readonly remark: string | undefined;
  /** Whether the remark goes on in the lines below, and so keeps its column. */
  readonly goesOn?: boolean;
}

/** Lays a document out, from the left margin or, indented, from another column. */
export function print(doc: Doc, width: number, margin: number): PrintedLine[] {
  return new Printer(width, margin, brokenGroups(doc)).print(doc);
}

/** Groups, and the pieces that begin a line wherever they stand. */
type Broken = Set<Group | Fill | Piece>;

/**
 * The groups that cannot stay on one line: those that hold a line end that is no choice, a comment on a line of its own, or the first line
 * that may end behind a comment: in a group around it, or in front of a later one, which is not to be taken apart for it. Where another
 * comment comes before such a line, the line ends right behind the token of the first: a line has room for one at its end, and none
 * overtakes another.
 */
function brokenGroups(doc: Doc): Broken {
  const broken: Broken = new Set();
  const around: (Group | Fill)[] = [];
  /** Since a comment that waits for the end of its line: the groups around it, and the piece that came next with those around that. */
  let waiting: { readonly around: Broken; next?: Broken } | undefined;
  /** Whether the innermost group has no piece yet. */
  let begins = false;
  const mayEnd = () => {
    const inner = around.at(-1);
    return waiting !== undefined && (begins || inner === undefined || waiting.around.has(inner));
  };
  const breakHere = () => {
    for (const each of around) broken.add(each);
    waiting = undefined;
  };
  const walk = (part: Doc): void => {
    if (typeof part === 'string') return;
    if (isList(part)) {
      for (const each of part) walk(each);
      return;
    }
    switch (part.kind) {
      case 'piece':
        begins = false;
        if (waiting !== undefined) {
          waiting.next ??= new Set([...around, part]);
          if (part.before.length > 0 || part.after !== undefined) {
            for (const each of waiting.next) broken.add(each);
            waiting = undefined;
          }
        }
        if (part.before.some(({ place }) => place === 'line')) breakHere();
        if (part.after !== undefined) waiting = { around: new Set(around) };
        return;
      case 'line':
        if (part.hard || mayEnd()) breakHere();
        return;
      case 'group':
      case 'fill':
        around.push(part);
        begins = true;
        if (part.kind === 'group') walk(part.content);
        else
          part.parts.forEach((each, index) => {
            if (index > 0 && mayEnd()) breakHere();
            walk(each);
          });
        around.pop();
        return;
      case 'indented':
      case 'follower':
        walk(part.content);
        return;
      case 'choice':
        return;
    }
  };
  walk(doc);
  return broken;
}

function isList(doc: Doc): doc is readonly Doc[] {
  return Array.isArray(doc);
}

interface Task {
  readonly indent: number;
  readonly flat: boolean;
  readonly doc: Doc;
}

class Printer {
  private readonly lines: PrintedLine[] = [];
  /** The line at hand; empty while only its indentation is known. */
  private text = '';
  private indent: number;
  /** What is to stand at its end. */
  private remark: Remark | undefined;
  private lastPiece = '';

  constructor(
    private readonly width: number,
    margin: number,
    private readonly broken: Broken,
  ) {
    this.indent = margin;
  }

  print(doc: Doc): PrintedLine[] {
    const tasks: Task[] = [{ indent: this.indent, flat: false, doc }];
    for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) this.step(task, tasks);
    this.newLine(this.indent);
    return this.lines;
  }

  private get column(): number {
    return this.text === '' ? this.indent : this.text.length;
  }

  private step({ indent, flat, doc }: Task, tasks: Task[]): void {
    if (typeof doc === 'string') return this.write(doc);
    if (isList(doc)) {
      for (let i = doc.length - 1; i >= 0; i--) tasks.push({ indent, flat, doc: doc[i] ?? '' });
      return;
    }
    switch (doc.kind) {
      case 'piece':
        return this.piece(doc, indent);
      case 'line':
        if (flat && !doc.hard) this.write(doc.flat);
        else this.newLine(indent);
        return;
      case 'choice':
        return this.write(flat ? doc.flat : doc.broken);
      case 'indented': {
        const inner = doc.by === 'here' ? this.column : indent + doc.by;
        tasks.push({ indent: inner, flat, doc: doc.content });
        return;
      }
      case 'group': {
        const task = { indent, flat: true, doc: doc.content };
        const fits = !this.broken.has(doc) && (flat || this.fits(task, tasks));
        tasks.push({ ...task, flat: fits });
        return;
      }
      case 'follower': {
        const { content } = doc;
        const task = { indent, flat: true, doc: content.content };
        const whole = !this.broken.has(content);
        if (flat || !whole || this.fits({ ...task, doc: [' ', content.content] }, tasks)) this.write(' ');
        else if (this.fits(task, tasks, indent + 2)) this.newLine(indent + 2);
        else this.write(' ');
        tasks.push({ indent, flat, doc: content });
        return;
      }
      case 'fill': {
        const [first, ...rest] = doc.parts;
        if (first === undefined) return;
        if (rest.length > 0) {
          const second = rest[0] ?? '';
          const together =
            flat ||
            (!this.broken.has(doc) && this.fits({ indent, flat: true, doc: [first, ' ', second] }, []));
          const left: Fill = { kind: 'fill', parts: rest };
          if (this.broken.has(doc)) this.broken.add(left);
          tasks.push({ indent, flat, doc: left }, { indent, flat: together, doc: line });
        }
        tasks.push({ indent, flat: true, doc: first });
        return;
      }
    }
  }

  private write(text: string): void {
    if (text === '') return;
    this.text = this.text === '' ? ' '.repeat(this.indent) + text : this.text + text;
    this.lastPiece = '';
  }

  private piece(piece: Piece, indent: number): void {
    const { text, before, after, apart } = piece;
    if (this.remark !== undefined && this.broken.has(piece)) this.newLine(indent);
    for (const remark of before) {
      if (remark.place === 'inline')
        this.write(`${/[^\s([{<]$/.test(this.text) ? ' ' : ''}${remark.lines[0]?.text ?? ''} `);
      else {
        if (this.text !== '') this.newLine(indent);
        this.ownLines(remark);
      }
    }
    if (apart && this.text === '') this.emptyLine();
    const glued =
      this.lastPiece !== '' && this.text.endsWith(this.lastPiece) && runsTogether(this.lastPiece, text);
    this.write(glued ? ` ${text}` : text);
    this.lastPiece = text;
    this.remark ??= after;
  }

  private emptyLine(): void {
    const last = this.lines.at(-1);
    if (last !== undefined && (last.text !== '' || last.remark !== undefined))
      this.lines.push({ text: '', remark: undefined });
  }

  private ownLines({ lines, apart }: Remark): void {
    if (apart) this.emptyLine();
    for (const part of lines) this.lines.push({ text: placed(part, this.indent), remark: undefined });
  }

  private newLine(indent: number): void {
    const text = this.text.trimEnd();
    if (text !== '') this.lines.push(...ended(text, this.remark));
    this.remark = undefined;
    this.text = '';
    this.indent = indent;
    this.lastPiece = '';
  }

  /** Whether everything up to the next place where a line ends has room on this one. */
  private fits(task: Task, rest: readonly Task[], column = this.column): boolean {
    let room = this.width - column;
    const tasks: Task[] = [task];
    let outer = rest.length;
    while (room >= 0) {
      let next = tasks.pop();
      if (next === undefined) {
        if (outer === 0) return true;
        next = rest[--outer];
        if (next === undefined) return true;
      }
      const { indent, flat, doc } = next;
      if (typeof doc === 'string') room -= doc.length;
      else if (isList(doc))
        for (let i = doc.length - 1; i >= 0; i--) tasks.push({ indent, flat, doc: doc[i] ?? '' });
      else
        switch (doc.kind) {
          case 'piece':
            for (const { lines, place } of doc.before) {
              if (place === 'line') return true;
              room -= (lines[0]?.text.length ?? 0) + 1;
            }
            room -= doc.text.length;
            break;
          case 'line':
            if (!flat || doc.hard) return true;
            room -= doc.flat.length;
            break;
          case 'choice':
            room -= (flat ? doc.flat : doc.broken).length;
            break;
          case 'indented':
            tasks.push({ indent, flat, doc: doc.content });
            break;
          case 'group':
            // A group that comes later may be broken when its turn comes.
            tasks.push({ indent, flat: flat && !this.broken.has(doc), doc: doc.content });
            break;
          case 'follower':
            tasks.push({ indent, flat, doc: [' ', doc.content] });
            break;
          case 'fill':
            // What is behind its first part may go to the next line, unless all of it is to stay on this one.
            tasks.push({ indent, flat, doc: join(line, doc.parts) });
            break;
        }
    }
    return false;
  }
}

/** A line with a comment at its end, and the lines that this goes on in. */
export function ended(text: string, remark: Remark | undefined): PrintedLine[] {
  const [head, ...more] = remark?.lines ?? [];
  return [
    { text, remark: head?.text, goesOn: more.length > 0 },
    ...more.map((part) => ({ text: placed(part, text.length + 2), remark: undefined })),
  ];
}

/** A line of a comment that begins in this column. */
export function placed({ text, offset }: RemarkLine, column: number): string {
  return text === '' ? '' : ' '.repeat(Math.max(0, column + offset)) + text;
}

/** Whether two tokens without a blank between them might be read as others: `-` and `-`, `(` and `*`. */
function runsTogether(left: string, right: string): boolean {
  if (left === '(') return right.startsWith('*');
  if (left === '*') return right === ')';
  if (left === '!') return right.startsWith('!');
  return left === '-' && (right === '-' || right === '.' || right === '>');
}
