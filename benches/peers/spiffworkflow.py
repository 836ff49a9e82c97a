"""SpiffWorkflow on the same diagrams. Arguments: name=file ... Prints JSON rows: name, instances per second, save, restore."""
import json
import statistics
import sys
import time

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState

sys.setrecursionlimit(100_000)
LONGEST = 10.0


def parked(spec, subs):
    workflow = BpmnWorkflow(spec, subs)
    workflow.do_engine_steps()
    return workflow


def finish(workflow):
    for task in workflow.get_tasks(state=TaskState.READY, manual=True):
        task.data["approved"] = True
        task.run()
    workflow.do_engine_steps()
    return workflow.completed


def rate(work, minimum=0.4, repetitions=3):
    rates = []
    for _ in range(repetitions):
        since, used, count = time.perf_counter(), time.process_time(), 0
        while time.perf_counter() - since < minimum:
            work()
            count += 1
        rates.append(count / (time.process_time() - used))
    return statistics.median(rates)


def measure(name, path):
    parser = BpmnParser()
    parser.add_bpmn_file(path)
    spec, subs = parser.get_spec(name), parser.get_subprocess_specs(name)
    since = time.process_time()
    if not finish(parked(spec, subs)):
        return {"name": name, "error": "does not complete"}
    if time.process_time() - since > LONGEST:
        return {"name": name, "instances": 1 / (time.process_time() - since)}
    serializer = BpmnWorkflowSerializer()
    waiting = parked(spec, subs)
    text = serializer.serialize_json(waiting)
    return {
        "name": name,
        "instances": rate(lambda: finish(parked(spec, subs))),
        "save": 1000 / rate(lambda: serializer.serialize_json(waiting)),
        "restore": 1000 / rate(lambda: serializer.deserialize_json(text)),
    }


rows = []
for argument in sys.argv[1:]:
    diagram, file = argument.split("=", 1)
    try:
        rows.append(measure(diagram, file))
    except Exception as error:  # a diagram that the peer cannot run is a row of its own
        rows.append({"name": diagram, "error": f"{type(error).__name__}: {error}"})
print(json.dumps(rows))
