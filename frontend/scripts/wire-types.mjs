/**
 * Write lib/wire.ts from the backend's OpenAPI; with --check, fail when it is stale instead.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const TARGET = new URL("../lib/wire.ts", import.meta.url);
const BACKEND = new URL("../../backend/", import.meta.url);
const HEADER = "// Written by `npm run types` from the backend's OpenAPI: do not edit.\n\n";

const PROGRAM = `
import json, sys
from server import create_app
json.dump(create_app().openapi(), sys.stdout)
`;

function readOpenApi() {
  const environment = { ...process.env, AI_PROVIDER: "offline", API_DOCS: "true", USE_S3: "false" };
  const output = execFileSync("uv", ["run", "--quiet", "--no-sync", "python", "-c", PROGRAM], {
    cwd: BACKEND,
    encoding: "utf8",
    env: environment,
  });
  return JSON.parse(output);
}

const { paths: _, ...description } = readOpenApi();
const wire = HEADER + astToString(await openapiTS({ ...description, paths: {} }, { rootTypes: true, rootTypesNoSchemaPrefix: true }));

if (!process.argv.includes("--check")) {
  writeFileSync(TARGET, wire);
} else if (!existsSync(TARGET) || readFileSync(TARGET, "utf8") !== wire) {
  console.error("error: lib/wire.ts is stale: run `npm run types` in frontend/ and commit it.");
  process.exit(1);
}
