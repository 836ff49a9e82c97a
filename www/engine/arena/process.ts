/** Functions about the process, its tasks and its surroundings. */
import type { CallContext } from '../call-context.js';
import type { HostFunction } from '../host-functions.js';
import type { ArenaOptions } from './index.js';

export function processFunctions({ frontendUrl, secrets = {} }: ArenaOptions): Record<string, HostFunction> {
  const base = (frontendUrl ?? 'http://localhost:8001').replace(/\/+$/, '');
  return {
    get_frontend_url: () => base,
    get_env() {
      return this.environment_identifier;
    },
    get_toplevel_process_info() {
      return processInfo(this);
    },
    get_process_info() {
      return processInfo(this);
    },
    get_current_task_info() {
      return taskInfo(this);
    },
    get_current_task_data() {
      return this.task.data;
    },
    get_task_data_value(name: string, otherwise: unknown = null) {
      return Object.hasOwn(this.task.data, name) ? this.task.data[name] : plainDefault(otherwise);
    },
    get_url_for_task_with_bpmn_identifier(element: string, named: { public?: boolean } = {}) {
      const open = named.public === false ? '' : '/public';
      return `${base}${open}/tasks/${this.process_instance_id}/${element}`;
    },
    get_secret: (name: string) => (Object.hasOwn(secrets, name) ? secrets[name] : `SPIFF_SECRET:${name}`),
    get_data_sizes() {
      return { cumulative_task_data_size: JSON.stringify(this.task.data).length, python_env_size: 0 };
    },
    save_process_instance_metadata: () => null,
    delete_process_instances_with_criteria: () => 0,
    markdown_file_download_link: (file: string, named: { label?: string } = {}) =>
      `[${named.label ?? 'Download'}](${file})`,
  };
}

function processInfo({ process_instance_id, process_model_identifier }: CallContext): object {
  return { process_instance_id, process_model_identifier };
}

function taskInfo(context: CallContext): object {
  const { task, ...run } = context;
  return {
    id: String(task.task),
    name: task.element,
    bpmn_identifier: task.element,
    title: task.name ?? task.element,
    typename: task.type,
    lane: task.lane,
    process_identifier: task.process,
    ...processInfo({ task, ...run }),
  };
}

// `default=x` arrives as an object of named arguments.
function plainDefault(given: unknown): unknown {
  return typeof given === 'object' && given !== null && 'default' in given ? given.default : given;
}
