import type { ClientMessage, ErrorCode } from "../shared/protocol.ts";
import { type Topic, TOPICS } from "../shared/snapshot.ts";

/** A message of a client that could not be understood; `message` says why and what would be right. */
export interface Misunderstood {
  readonly code: ErrorCode;
  readonly message: string;
}

export type ParsedMessage =
  | { readonly ok: true; readonly message: ClientMessage }
  | { readonly ok: false; readonly error: Misunderstood };

export const UNKNOWN_TOPIC: Misunderstood = {
  code: "unknown_topic",
  message: `Cannot handle a topic that is none of ${TOPICS.join(", ")}`,
};

export const FORBIDDEN_TOPIC: Misunderstood = {
  code: "forbidden",
  message: "Cannot subscribe to a topic that you may not see: ask an administrator for the right",
};

export function isTopic(value: unknown): value is Topic {
  return (TOPICS as readonly unknown[]).includes(value);
}

const KNOWN_TYPES = ["ping", "subscribe", "unsubscribe", "resume", "resync"] as const;

/** Reads one WebSocket message. Unknown members are ignored, so that newer clients work with older servers. */
export function parseClientMessage(data: unknown): ParsedMessage {
  if (typeof data !== "string") return wrong("binary", "Cannot read a binary frame: send JSON as text");
  const json = parseJson(data);
  if (!isRecord(json)) {
    return wrong("malformed", 'Cannot read the message: send a JSON object such as {"type":"ping"}');
  }
  switch (json.type) {
    case "ping":
    case "resync":
      return { ok: true, message: { type: json.type } };
    case "resume":
      return parseResume(json);
    case "subscribe":
      if (json.topics === undefined) return parseOldSubscribe(json);
      return parseTopics(json.topics, (topics) => ({ type: "subscribe", topics }));
    case "unsubscribe":
      return parseTopics(json.topics, (topics) => ({ type: "unsubscribe", topics }));
    default:
      return wrong("unknown_type", `Cannot handle a message whose type is none of ${KNOWN_TYPES.join(", ")}`);
  }
}

function parseResume(json: Record<string, unknown>): ParsedMessage {
  const { epoch, seq } = json;
  if (typeof epoch !== "string" || typeof seq !== "number" || !Number.isSafeInteger(seq) || seq < 0) {
    return wrong("malformed", 'Cannot resume: send "epoch" as text and "seq" as a whole number');
  }
  return { ok: true, message: { type: "resume", epoch, seq } };
}

function parseOldSubscribe(json: Record<string, unknown>): ParsedMessage {
  if (typeof json.topic !== "string") {
    return wrong("malformed", 'Cannot subscribe: send "topics" as a list of names');
  }
  return { ok: true, message: { type: "subscribe", topic: json.topic } };
}

function parseTopics(topics: unknown, make: (topics: Topic[]) => ClientMessage): ParsedMessage {
  if (!Array.isArray(topics)) return wrong("malformed", 'Cannot read "topics": it must be a list of names');
  if (!topics.every(isTopic)) return { ok: false, error: UNKNOWN_TOPIC };
  return { ok: true, message: make(topics) };
}

function wrong(code: ErrorCode, message: string): ParsedMessage {
  return { ok: false, error: { code, message } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
