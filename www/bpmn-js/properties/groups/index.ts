/** All groups, in the order in which the panel shows them. */
import type { GroupMaker } from '../context.js';
import { businessRule } from './businessRule.js';
import { calledElement } from './calledElement.js';
import { condition } from './condition.js';
import { correlationKeys, correlationProperties } from './correlation.js';
import { customTask } from './customTask.js';
import { dataObject } from './dataObject.js';
import { dataObjects } from './dataObjects.js';
import { dataStore } from './dataStore.js';
import { errors, escalations, signals } from './definitions.js';
import { eventData } from './eventData.js';
import { extensionList } from './extensionList.js';
import { guest } from './guest.js';
import { inputOutput } from './inputOutput.js';
import { instructions } from './instructions.js';
import { message } from './message.js';
import { messages } from './messages.js';
import { multiInstance } from './multiInstance.js';
import { operatorError } from './operatorError.js';
import { preAndPost } from './preAndPost.js';
import { script, unitTests } from './script.js';
import { serviceTask } from './serviceTask.js';
import { signalButton } from './signalButton.js';
import { standardLoop } from './standardLoop.js';
import { taskMetadata } from './taskMetadata.js';
import { timer } from './timer.js';
import { userTask } from './userTask.js';

export const MAKERS: readonly GroupMaker[] = [
  customTask,
  script,
  unitTests,
  serviceTask,
  businessRule,
  calledElement,
  userTask,
  condition,
  message,
  operatorError,
  eventData,
  timer,
  dataObject,
  dataStore,
  standardLoop,
  multiInstance,
  instructions,
  guest,
  signalButton,
  taskMetadata,
  preAndPost,
  inputOutput,
  dataObjects,
  messages,
  correlationProperties,
  correlationKeys,
  signals,
  errors,
  escalations,
  extensionList,
];
