# SPDX-License-Identifier: MIT
"""schema.py SCHEMA FILE: whether JSON is as the schema says, of JSON Schema as much as the schemas here use.

Every object is closed: what "properties" does not name is wrong, and all that it names is required."""
import json, re, sys

TYPES = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}


def is_a(value, name):
    return isinstance(value, TYPES[name]) and not (name == "integer" and isinstance(value, bool))


def wrong(value, schema, root, at):
    while "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rsplit("/", 1)[1]]
    unknown = set(schema) - {"$schema", "$defs", "title", "type", "enum", "pattern", "minimum", "maximum", "properties",
                             "items", "minItems", "uniqueItems"}
    if unknown:
        yield f"{at}: the schema says what this checker does not know: {sorted(unknown)}"
    types = schema.get("type", [])
    types = [types] if isinstance(types, str) else types
    if types and not any(is_a(value, t) for t in types):
        yield f"{at}: {value!r} is no {' or '.join(types)}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is none of {schema['enum']}"
    if "pattern" in schema and isinstance(value, str) and not re.search(schema["pattern"], value):
        yield f"{at}: {value!r} does not match {schema['pattern']}"
    if is_a(value, "integer") and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield f"{at}: {value} is out of range"
    if isinstance(value, dict) and "properties" in schema:
        for key in schema["properties"]:
            if key not in value:
                yield f"{at}: lacks {key}"
        for key in value:
            if key not in schema["properties"]:
                yield f"{at}: {key} is not in the schema"
            else:
                yield from wrong(value[key], schema["properties"][key], root, f"{at}.{key}")
    if isinstance(value, list):
        if len(value) < schema.get("minItems", 0):
            yield f"{at}: has only {len(value)}"
        if schema.get("uniqueItems") and len({json.dumps(v) for v in value}) != len(value):
            yield f"{at}: has something twice"
        for i, item in enumerate(value):
            yield from wrong(item, schema.get("items", {}), root, f"{at}[{i}]")


schema = json.load(open(sys.argv[1]))
found = list(wrong(json.load(open(sys.argv[2])), schema, schema, "$"))
print("\n".join(found[:5]))
sys.exit(bool(found))
