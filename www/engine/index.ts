/**
 * Signalbox: a BPMN and DMN engine without a server.
 *
 *     const signalbox = await load();
 *     const workspace = signalbox.workspace();
 *     workspace.put('order.bpmn', xml);
 *     const run = await workspace.start('order', { data: { amount: 10 } });
 *     run.continue();
 */
export { type ArenaOptions, arenaFunctions } from './arena/index.js';
export type { CallContext, Identifiers } from './call-context.js';
export { callbackHandler } from './connectors/callback.js';
export type { ConnectorSettings } from './connectors/configure.js';
export { ConnectorError } from './connectors/error.js';
export { type Expecting, exampleAnswers } from './connectors/examples.js';
export { type HttpOptions, http } from './connectors/http.js';
export { type Mock, type MockOptions, mock, type ScriptedAnswer } from './connectors/mock.js';
export type { Mail, OutboxEntry, ServiceRecording } from './connectors/outbox.js';
export type { ProxyOptions } from './connectors/proxy.js';
export type { Connectors, SourceInfo } from './connectors/registry.js';
export type { SecretProvider } from './connectors/secrets.js';
export {
  type Connector,
  type ConnectorContext,
  type ConnectorDefinition,
  type ConnectorInfo,
  type ConnectorParameter,
  type ConnectorSource,
  type Failure,
  LATER,
  type ListedConnector,
} from './connectors/types.js';
export type * from './contract/codes.js';
export type * from './contract/types.js';
export { SignalboxError } from './errors.js';
export { checkForm } from './forms/check.js';
export { exampleOf } from './forms/example.js';
export type { Form, FormProblem, JsonSchema } from './forms/types.js';
export type { Handler, HandlerContext } from './handlers.js';
export type { HostFunction } from './host-functions.js';
export { applyEdits } from './library/edits.js';
export type { Whereabouts } from './library/expected.js';
export type { Metadata, MetadataPath, ProcessModelInfo, ProcessModelOptions } from './library/process-model.js';
export type {
  DefinitionKind,
  ExpectedVariable,
  FileEdits,
  KnownVariable,
  Mention,
  References,
  RenameRequest,
  Renaming,
  Use,
  VariableSource,
} from './library/types.js';
export { type LoadOptions, load, type WorkerLoadOptions } from './load.js';
export type { ModuleName, ModuleSource, ModuleSources } from './locate.js';
export {
  type Assignment,
  type Identity,
  type Owners,
  type People,
  type Permission,
  type Permissions,
  type Persona,
  readPermissions,
  writePermissions,
} from './people/index.js';
export type { Run } from './run.js';
export type { ContinueOptions, RunEvents, RunHost, RunOptions, TaskQuery } from './run-options.js';
export type { HostedRun } from './schedule/hosted.js';
export type { Delivery, KeptMessage } from './schedule/post.js';
export type { Schedule, ScheduleEvents, ScheduleOptions, Started } from './schedule/schedule.js';
export type { ScheduledTimer } from './schedule/timetable.js';
export type { SentEvent } from './sent-event.js';
export type { CodeInfo, Signalbox, SwitchInfo } from './signalbox.js';
export type { Startable } from './start-options.js';
export type { DataStoreProvider, DataStoreProviders } from './stores.js';
export { differenceText } from './testing/compare.js';
export type { Coverage, Covered, ProcessCoverage } from './testing/coverage.js';
export type { Recording, RecordOptions } from './testing/recording.js';
export type { SpiffFormat } from './testing/spiff-formats.js';
export type { Difference, Reached, TestInfo, TestKind, TestReport, TestResult } from './testing/types.js';
export type { Follower, FollowOptions, RunClock } from './time/follow.js';
export type { Data, Tagged, Value } from './value.js';
export type { RemoteRun, RemoteSignalbox, RemoteWorkspace } from './worker/remote.js';
export type { EvaluateOptions, Workspace, WorkspaceEvents } from './workspace.js';
