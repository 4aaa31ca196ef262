// Starts the model server of the tests, a silo and a front end, in processes and a folder of their own, checks them and ends all.
// Takes the folder of the build: Release or Debug. Ends in "N passed, N failed".
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { run } from "./checks.mjs";
import { eventSourceChecks } from "./eventsource.mjs";
import { openAIChecks } from "./openai.mjs";
import { freePort, Process } from "./processes.mjs";

const configuration = process.argv[2] ?? "Release";
const key = "client-check-0123456789abcdef0123456789";

function catalog(models, upstream) {
    return Object.fromEntries(Object.entries(models).flatMap(([name, model]) => [
        [`Models__Catalog__${name}__Provider`, "openai"],
        [`Models__Catalog__${name}__Endpoint`, upstream],
        [`Models__Catalog__${name}__Model`, model],
    ]));
}

const data = await mkdtemp(path.join(tmpdir(), "inference-client-"));
const [upstream, silo, frontEnd] = [await freePort(), await freePort(), await freePort()].map((port) => `http://127.0.0.1:${port}`);
const common = {
    ASPNETCORE_ENVIRONMENT: "Production",
    Logging__LogLevel__Default: "Warning",
    Inference__AdminKey: key,
    Inference__DataDirectory: data,
    Inference__Cluster__SiloPort: `${await freePort()}`,
    Inference__Cluster__GatewayPort: `${await freePort()}`,
    Models__Default: "plain",
    ...catalog({
        plain: "plain", tools: "scenario:tool", reasoning: "scenario:reasoning", broken: "scenario:fail:500", paced: "scenario:rate:20",
    }, `${upstream}/v1`),
};
const processes = {
    models: new Process("testing/ModelServer", "Inference.ModelServer", configuration, {
        args: ["--url", upstream], ready: { url: `${upstream}/health` },
    }),
    silo: new Process("src/Silo", "Inference.Silo", configuration, {
        env: { ...common, ASPNETCORE_URLS: silo }, ready: { url: `${silo}/v1/models`, headers: { authorization: `Bearer ${key}` } },
    }),
    frontEnd: new Process("src/Api", "Inference.Api", configuration, {
        env: { ...common, ASPNETCORE_URLS: frontEnd }, ready: { url: `${frontEnd}/health/live` },
    }),
};

try {
    for (const child of Object.values(processes)) {
        await child.start();
    }

    const passed = await run({
        ...openAIChecks(`${silo}/v1`, key),
        ...eventSourceChecks(`${frontEnd}/v1`, key, processes.frontEnd),
    });
    if (!passed) {
        console.log(`Last output of the silo:\n${processes.silo.lastOutput}\nOf the front end:\n${processes.frontEnd.lastOutput}`);
    }

    process.exitCode = passed ? 0 : 1;
} finally {
    for (const child of Object.values(processes)) {
        await child.kill();
    }

    await rm(data, { recursive: true, force: true });
}
