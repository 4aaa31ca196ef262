// Checks a running server with OpenAI's client: INFERENCE_URL (with /v1) and INFERENCE_KEY say which one. It needs the models of run.mjs.
import assert from "node:assert/strict";
import { run } from "./checks.mjs";
import { openAIChecks } from "./openai.mjs";

const { INFERENCE_URL: url, INFERENCE_KEY: key } = process.env;
assert.ok(url && key, "INFERENCE_URL and INFERENCE_KEY are not set");
process.exitCode = await run(openAIChecks(url, key)) ? 0 : 1;
