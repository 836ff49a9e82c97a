"""One cell of SpiffWorkflow: file, number of units, `park` or `once`, JSON file of the data to begin with. Prints JSON:
seconds of processor time, and bytes by which the process grew at most."""
import json
import resource
import sys
import time

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.util.task import TaskState

sys.setrecursionlimit(1_000_000)
path, count, mode, data_path = sys.argv[1:5]
with open(data_path) as file:
    data = json.load(file)


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def begun(spec, subs):
    workflow = BpmnWorkflow(spec, subs)
    workflow.task_tree.data.update(data)
    workflow.do_engine_steps()
    return workflow


def finish(workflow):
    for task in workflow.get_tasks(state=TaskState.READY, manual=True):
        task.run()
    workflow.do_engine_steps()
    if not workflow.completed:
        raise RuntimeError("stops before the end")


before, since = peak(), time.process_time()
parser = BpmnParser()
parser.add_bpmn_file(path)
spec, subs = parser.get_spec("bench"), parser.get_subprocess_specs("bench")
workflows = [begun(spec, subs) for _ in range(int(count) if mode == "park" else 1)]
for workflow in workflows:
    finish(workflow)
print(json.dumps({"seconds": time.process_time() - since, "bytes": peak() - before}))
