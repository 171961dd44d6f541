/** The words that generated code is written in. */
export * from "./ops/catalogue.ts";
export * from "./ops/collect.ts";
export * from "./ops/finish.ts";
export { typeOfName } from "./ops/media.ts";
export * from "./ops/messages.ts";
export * from "./ops/rest.ts";
export * from "./ops/sealed.ts";
export * from "./ops/spelling.ts";
export * from "./ops/tools.ts";
export * from "./ops/usage.ts";
export * from "./ops/values.ts";
export { isObject } from "./json.ts";
export type {
  Dialect,
  Encoding,
  EventTemplates,
  FinishFacts,
  Provider,
  StreamOps,
  Wire,
} from "./translator.ts";
export type { Machine as StreamMachine } from "./stream.ts";
export type { ErrorWords } from "./errors-words.ts";
