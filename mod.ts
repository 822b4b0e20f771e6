/**
 * What an app's pages and topics import: names that are legal in the browser and on the server. What belongs to the
 * server alone is in `@rally/rally/server`.
 *
 * @module
 */

// A page's contract
export { action, layout, page } from "./runtime/page/contract.ts";
export type {
  Action,
  ActionInput,
  ActionOptions,
  ActionOutput,
  Actions,
  Contract,
  ContractSpec,
  Data,
  Mode,
  NoContract,
  Params,
  ParamSchemas,
  ParsedInput,
  Query,
  Start,
} from "./runtime/page/contract.ts";

// Its slow parts
export { deferred } from "./runtime/page/deferred.ts";
export type { Deferred } from "./runtime/page/deferred.ts";

// Its view
export { lazy, lazyList } from "./runtime/page/lazy.ts";
export { mapSend } from "./runtime/page/send.ts";
export type {
  Handler,
  Outgoing,
  Pace,
  PageEvent,
  Send,
  SendOptions,
  Submission,
  TypedSubmission,
} from "./runtime/page/send.ts";
export { form } from "./runtime/page/form.ts";
export { choice, option } from "./runtime/page/form_choice.ts";
export type { ChoiceAttributes, OptionAttributes } from "./runtime/page/form_choice.ts";
export type { Form, FormAttributes, FormOptions, FormParts } from "./runtime/page/form.ts";
export type { AlertAttributes, FieldAttributes, FixedAttributes, RefusedAttributes } from "./runtime/page/form.ts";
export type { FieldLeaf, FieldList, FieldName, FieldNameFrom, FieldValue } from "./runtime/page/field_name.ts";
export type { FieldRules, FormRules } from "./runtime/schema/field_rules.ts";
export type { ErrorInfo, Head, View } from "./runtime/page/module.ts";

// Its expectations
export type { Expected, SentInput } from "./runtime/page/expectations.ts";

// Its effects
export { calls } from "./runtime/page/calls.ts";
export type { Call } from "./runtime/page/call.ts";
export type { Calls, ServerCall } from "./runtime/page/calls.ts";
export { mapEffects, none } from "./runtime/page/effect.ts";
export type { Asked, BrowserEffect, Effect, Performed, Stored, StoredName, Timed } from "./runtime/page/effect.ts";
export { cookie, focus, navigate, reload } from "./runtime/page/common_effects.ts";
export type { CookieOptions, NavigateOptions } from "./runtime/page/common_effects.ts";
export { announce, copy, download, scrollTo } from "./runtime/page/rare_effects.ts";
export type { DownloadOptions, ScrollOptions } from "./runtime/page/rare_effects.ts";
export { after, cancel, task } from "./runtime/page/timed.ts";
export type { TimedOptions } from "./runtime/page/timed.ts";
export type { BrowserQuestion, EffectHost, StorageArea, StoredCodec } from "./runtime/page/effect_host.ts";
export { store } from "./runtime/page/store.ts";
export type { Store, StoreOptions } from "./runtime/page/store.ts";
export { stores } from "./runtime/page/stores.ts";
export type { StoredValue, StoreOutput, Stores } from "./runtime/page/stores.ts";
export { browserFunction } from "./runtime/page/browser_function.ts";
export type { BrowserFunction } from "./runtime/page/browser_function.ts";

// Its answers
export { isRefusal, ok, refuse } from "./runtime/page/result.ts";
export type { FieldProblems, FieldValues, Refusal, RefusalKind, Result } from "./runtime/page/result.ts";

// Its subscriptions
export { topic } from "./runtime/topics/topic.ts";
export type { ParamValues, Topic, TopicSpec } from "./runtime/topics/topic.ts";
export {
  every,
  mapSubscriptions,
  on,
  onConnection,
  onDocument,
  onMedia,
  onWindow,
} from "./runtime/page/subscription.ts";
export type {
  BrowserSource,
  Connection,
  Source,
  SourceOptions,
  SourceSubscription,
  Subscription,
  TopicAddress,
  TopicSubscription,
} from "./runtime/page/subscription.ts";

// Its functions on the server (types only)
export type {
  ActionCheck,
  ActionHandler,
  Authorize,
  AuthorizeContext,
  CheckContext,
  Checks,
  DeferredOptions,
  HandlerAnswer,
  HandlerContext,
  Handlers,
  Load,
  LoadContext,
  OpenSession,
  PageContext,
  RequestInfo,
  Session,
} from "./runtime/context.ts";
export type { Changes, Reader, SqlItems, SqlValue, SqlValues, Writer } from "./db/types.ts";
export type { Query as SqlQuery, TableChange } from "./db/types.ts";
