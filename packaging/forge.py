#!/usr/bin/env python3
"""Runs the shell steps of a workflow, an action or a job in this folder, as the forge would, and ends as they do.

forge.py workflow FILE           the steps of all jobs
forge.py action FILE NAME=VALUE… the steps of a composite action, with these inputs
forge.py gitlab FILE             before_script and script of all jobs, in one shell
forge.py component FILE          prints the jobs of a component with the defaults of its inputs; runs nothing

Steps that use another action are left out: here the repository is checked out already, and nothing is uploaded.
"""

import os
import re
import subprocess
import sys
import tempfile

import yaml


def expression(text, values):
    """The value of an expression of GitHub, of the few kinds that these files have."""
    text = text.replace("&&", " and ").replace("||", " or ")
    text = re.sub(r"\b(inputs|github|runner)\.([\w-]+)", r"values['\1'].get('\2', '')", text)
    functions = {"values": values, "format": lambda form, *given: form.format(*given), "always": lambda: True}
    return eval(text, {"__builtins__": {}}, functions)  # The files are ours.


def filled(text, values):
    return re.sub(r"\$\{\{(.*?)\}\}", lambda found: str(expression(found[1].strip(), values)), str(text))


def run_steps(steps, values, environment):
    """Each step in a shell of its own. After one that fails, only those run that say so."""
    code = 0
    for step in steps:
        if "run" not in step or (code and "always()" not in str(step.get("if", ""))):
            continue
        with open(environment["GITHUB_PATH"]) as added:
            path = ":".join([*reversed(added.read().split()), os.environ["PATH"]])
        mine = {**environment, "PATH": path, **{name: filled(value, values) for name, value in step.get("env", {}).items()}}
        with tempfile.NamedTemporaryFile("w", suffix=".sh") as script:
            script.write(filled(step["run"], values))
            script.flush()
            shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", script.name]
            ended = subprocess.run(shell, env=mine, cwd=filled(step.get("working-directory", "."), values)).returncode
        code = code or ended
    return code


def github(steps, inputs):
    with tempfile.TemporaryDirectory() as temporary:
        environment = {**os.environ, "CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": "main", "RUNNER_TEMP": temporary}
        for name in ["GITHUB_PATH", "GITHUB_STEP_SUMMARY"]:
            environment[name] = os.path.join(temporary, name.lower())
            open(environment[name], "w").close()
        values = {"inputs": inputs, "github": {"base_ref": "main"}, "runner": {"temp": temporary}}
        code = run_steps(steps, values, environment)
        with open(environment["GITHUB_STEP_SUMMARY"]) as summary:
            if "zebra" not in summary.read():
                sys.exit("the summary of the run does not have the finding")
        return code


def gitlab(jobs):
    code = 0
    for job in jobs.values():
        variables = {name: str(value) for name, value in job.get("variables", {}).items()}
        environment = {**os.environ, "CI": "true", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", **variables}
        lines = "\n".join([*job.get("before_script", []), *job["script"]])
        code = code or subprocess.run(["bash", "-eo", "pipefail", "-c", lines], env=environment).returncode
        for report in job["artifacts"]["reports"].values():
            with open(report) as written:
                if "zebra" not in written.read():
                    sys.exit(f"{report} does not have the finding")
    return code


def component(documents):
    head, jobs = documents
    defaults = {name: given.get("default", "https://example.org/x") for name, given in head["spec"]["inputs"].items()}

    def fill(value):
        if isinstance(value, dict):
            return {name: fill(one) for name, one in value.items()}
        if isinstance(value, list):
            return [fill(one) for one in value]
        return re.sub(r"\$\[\[ inputs\.(\w+) \]\]", lambda found: defaults[found[1]], value) if isinstance(value, str) else value

    return yaml.safe_dump(fill(jobs), width=1000)


def main():
    kind, file, *inputs = sys.argv[1:]
    with open(file) as text:
        documents = list(yaml.safe_load_all(text))
    if kind == "workflow":
        sys.exit(github([step for job in documents[0]["jobs"].values() for step in job["steps"]], {}))
    if kind == "action":
        given = {name: about.get("default", "") for name, about in documents[0]["inputs"].items()}
        given.update(pair.split("=", 1) for pair in inputs)
        sys.exit(github(documents[0]["runs"]["steps"], given))
    if kind == "gitlab":
        sys.exit(gitlab(documents[0]))
    print(component(documents), end="")


main()
