/**
 * A room, its server and one reader, for tests: what is said, what the reader asks for and is told,
 * in any order that networks and people can bring about.
 */

import { ADA, messageOf } from '@/api/examples';
import type { Message, MessagePage } from '@/api/schema';
import {
  type Asked,
  answered,
  awaiting,
  type ChangeFrame,
  caughtUp,
  extendedBy,
  gaveUp,
  heard,
  openedWith,
  outdated,
  replacedBy,
  TAIL,
  type Timeline,
} from './timeline';

const PAGE = 3;
/** More than this isn't replayed; the reader loads the page anew. */
const REPLAY = 6;

type Told = ChangeFrame | { type: 'subscribed'; newest: number | null; resync: boolean };

/** A question on its way: its answer is read at some moment, and comes at some later one. */
interface Question {
  read: () => (reader: Reader) => void;
  failed: (reader: Reader) => void;
  answer?: (reader: Reader) => void;
}

export class Server {
  messages: Message[] = [];
  /** The newest id anywhere when something last happened to a message, as the real one keeps it. */
  #changedAfter = new Map<number, number>();
  #deletedAfter = new Map<number, number>();
  #newestAnywhere = 0;
  #clock = 0;
  #boosts = 0;
  announce: (frame: ChangeFrame) => void = () => {};

  post(skippedIds = 0): Message {
    this.#newestAnywhere += 1 + skippedIds;
    const message = messageOf(this.#newestAnywhere, this.#stamp());
    this.messages = [...this.messages, message];
    this.announce({ type: 'message_created', message });
    return message;
  }

  edit(at: number): Message | undefined {
    const known = this.#pick(at);
    if (!known) return undefined;
    const { updated_at } = this.#stamp();
    const message = { ...known, content: `${known.content}!`, updated_at, edited: true };
    this.#change(message);
    this.announce({ type: 'message_updated', message });
    return message;
  }

  delete(at: number) {
    const known = this.#pick(at);
    if (!known) return;
    this.messages = this.messages.filter(({ id }) => id !== known.id);
    this.#deletedAfter.set(known.id, this.#newestAnywhere);
    this.announce({ type: 'message_deleted', room_id: 1, message_id: known.id });
  }

  boost(at: number) {
    const known = this.#pick(at);
    if (!known) return;
    this.#boosts += 1;
    const boost = {
      id: this.#boosts,
      message_id: known.id,
      booster_id: ADA.id,
      booster: ADA,
      content: '👍',
      created_at: known.created_at,
    };
    this.#change({ ...known, boosts: [...known.boosts, boost] });
    this.announce({ type: 'boost_created', room_id: 1, boost });
  }

  unboost(at: number) {
    const known = this.#pick(at);
    const [taken, ...boosts] = known?.boosts ?? [];
    if (!known || !taken) return;
    this.#change({ ...known, boosts });
    const { id: boost_id } = taken;
    this.announce({ type: 'boost_deleted', room_id: 1, message_id: known.id, boost_id });
  }

  page(asked: Asked): MessagePage {
    const id = asked.kind === 'newest' ? TAIL : asked.id;
    const older = this.messages.filter((message) => message.id < id);
    const newer = this.messages.filter((message) => message.id > id);
    const itself = this.messages.filter((message) => message.id === id);
    const before = { messages: older.slice(-PAGE), has_more_before: older.length > PAGE };
    const after = { messages: newer.slice(0, PAGE), has_more_after: newer.length > PAGE };
    switch (asked.kind) {
      case 'newest':
        return { ...before, has_more_after: false };
      case 'before':
        return { ...before, has_more_after: newer.length + itself.length > 0 };
      case 'after':
        return { ...after, has_more_before: older.length + itself.length > 0 };
      case 'around':
        return {
          messages: [...before.messages, ...itself, ...after.messages],
          has_more_before: before.has_more_before,
          has_more_after: after.has_more_after,
        };
    }
  }

  missedSince(lastSeen: number): Told[] {
    const newest = this.messages.at(-1)?.id ?? null;
    const created = this.messages.filter(({ id }) => id > lastSeen);
    const isSince = (after: number | undefined) => after !== undefined && after >= lastSeen;
    const updated = this.messages.filter(
      ({ id }) => id <= lastSeen && isSince(this.#changedAfter.get(id)),
    );
    const deleted = [...this.#deletedAfter].filter(([, after]) => isSince(after));
    if (Math.max(created.length, updated.length, deleted.length) > REPLAY) {
      return [{ type: 'subscribed', newest, resync: true }];
    }
    return [
      ...created.map((message): Told => ({ type: 'message_created', message })),
      ...updated.map((message): Told => ({ type: 'message_updated', message })),
      ...deleted.map(([id]): Told => ({ type: 'message_deleted', room_id: 1, message_id: id })),
      { type: 'subscribed', newest, resync: false },
    ];
  }

  #pick(at: number): Message | undefined {
    return this.messages[at % this.messages.length];
  }

  #change(message: Message) {
    this.#changedAfter.set(message.id, this.#newestAnywhere);
    this.messages = this.messages.map((known) => (known.id === message.id ? message : known));
  }

  #stamp() {
    this.#clock += 1;
    const moment = new Date(Date.UTC(2026, 1, 1, 0, 0, this.#clock)).toISOString();
    return { created_at: moment, updated_at: moment };
  }
}

/** One reader with one socket: frames come in order, answers in any. */
export class Reader {
  readonly server: Server;
  timeline: Timeline;
  #frames: Told[] = [];
  #questions: Question[] = [];
  #isConnected = false;
  #isReplaying = false;

  constructor(server: Server) {
    this.server = server;
    this.timeline = openedWith(server.page({ kind: 'newest' }));
    server.announce = (frame) => {
      if (this.#isConnected) this.#frames.push(frame);
    };
  }

  connect() {
    if (this.#isConnected) return;
    this.#isConnected = true;
    this.#isReplaying = true;
    this.#frames = this.server.missedSince(this.timeline.heardUpTo);
  }

  disconnect() {
    this.#isConnected = false;
    this.#frames = [];
  }

  hear() {
    const frame = this.#frames.shift();
    if (!frame) return;
    if (frame.type !== 'subscribed') {
      this.timeline = heard(this.timeline, frame, this.#isReplaying);
      return;
    }
    this.#isReplaying = false;
    if (!frame.resync) this.timeline = caughtUp(this.timeline, frame.newest);
    else this.#reload(frame.newest);
  }

  ask(asked: Asked, join = extendedBy, failed = (_: Reader) => {}) {
    this.timeline = awaiting(this.timeline);
    const { generation } = this.timeline;
    const answer = (reader: Reader, change: (timeline: Timeline) => Timeline) => {
      if (reader.timeline.generation === generation) reader.timeline = change(reader.timeline);
    };
    this.#questions.push({
      read: () => {
        const page = this.server.page(asked);
        return (reader) => answer(reader, (timeline) => join(timeline, page, asked));
      },
      failed: (reader) => {
        answer(reader, gaveUp);
        failed(reader);
      },
    });
  }

  #reload(newest: number | null) {
    this.timeline = outdated(this.timeline);
    const whole: typeof extendedBy = (timeline, page, asked) =>
      caughtUp(replacedBy(timeline, page, asked), newest);
    this.ask({ kind: 'newest' }, whole, (reader) => reader.#startAnew());
  }

  #startAnew() {
    this.disconnect();
    this.#questions = [];
    this.timeline = openedWith(this.server.page({ kind: 'newest' }));
  }

  /** Does something that the server answers with the message as it then is. */
  say(deed: () => Message | undefined) {
    const message = deed();
    if (!message) return;
    const answer = (reader: Reader) => {
      reader.timeline = answered(reader.timeline, message);
    };
    this.#questions.push({ read: () => answer, answer, failed: () => {} });
  }

  /** The server reads what one of the questions is about. */
  serve(at: number) {
    const open = this.#questions.filter(({ answer }) => !answer);
    const question = open[at % open.length];
    if (question) question.answer = question.read();
  }

  /** One of the answers arrives. */
  receive(at: number) {
    const ready = this.#questions.filter(({ answer }) => answer);
    this.#settle(ready[at % ready.length], (question) => question.answer?.(this));
  }

  fail(at: number) {
    this.#settle(this.#questions[at % this.#questions.length], ({ failed }) => failed(this));
  }

  #settle(question: Question | undefined, how: (question: Question) => void) {
    if (!question) return;
    this.#questions = this.#questions.filter((other) => other !== question);
    how(question);
  }

  /** Until nothing is on its way. */
  settle() {
    this.connect();
    while (this.#frames.length + this.#questions.length > 0) {
      this.serve(0);
      this.receive(0);
      this.hear();
    }
  }

  /** What the server has where the reader looks. */
  get truth(): readonly Message[] {
    const { from, to } = this.timeline;
    return this.server.messages.filter(({ id }) => from <= id && id <= to);
  }
}
