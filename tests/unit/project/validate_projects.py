"""Holds projects, as JSON, against a JSON Schema:  validate_projects.py CASES.json

CASES.json: {"schema": ..., "cases": [{"toml": text, "project": ..., "valid": true or false}, ...]}
Prints every case on which the schema does not say what was expected; the exit code tells whether there was any.
"""
import json
import sys

import jsonschema

with open(sys.argv[1], encoding="utf-8") as file:
    data = json.load(file)
jsonschema.Draft7Validator.check_schema(data["schema"])
validator = jsonschema.Draft7Validator(data["schema"])
wrong = 0
for case in data["cases"]:
    fault = next(validator.iter_errors(case["project"]), None)
    if (fault is None) == case["valid"]:
        continue
    wrong += 1
    print("refused: " + fault.message if fault else "taken:")
    print(case["toml"])
sys.exit(1 if wrong else 0)
