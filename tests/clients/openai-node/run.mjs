// Starts the model server of the tests and the real server before it, in processes and a folder of their own, runs check.mjs and ends both.
// Takes the folder of the build: Release or Debug.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const root = path.resolve(import.meta.dirname, "../../..");
const configuration = process.argv[2] ?? "Release";
const key = "client-check-0123456789abcdef0123456789";
const children = [];

function start(project, name, args, env) {
    const child = spawn("dotnet", [path.join(root, project, "bin", configuration, "net10.0", `${name}.dll`), ...args], {
        cwd: path.join(root, project), env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"],
    });
    child.output = "";
    child.stdout.on("data", (data) => child.output += data);
    child.stderr.on("data", (data) => child.output += data);
    children.push(child);
    return child;
}

async function freePort() {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address();
    server.close();
    await once(server, "close");
    return port;
}

async function answers(child, url, headers = {}) {
    const limit = AbortSignal.timeout(60_000);
    while (true) {
        if (child.exitCode !== null || limit.aborted) {
            throw new Error(`${child.spawnargs.join(" ")} does not answer:\n${child.output.slice(-4000)}`);
        }

        const response = await fetch(url, { headers, signal: limit }).catch(() => null);
        if (response?.ok) {
            return;
        }

        await pause(50);
    }
}

function catalog(models, upstream) {
    return Object.fromEntries(Object.entries(models).flatMap(([name, model]) => [
        [`Models__Catalog__${name}__Provider`, "openai"],
        [`Models__Catalog__${name}__Endpoint`, upstream],
        [`Models__Catalog__${name}__Model`, model],
    ]));
}

const data = await mkdtemp(path.join(tmpdir(), "inference-client-"));
try {
    const modelPort = await freePort();
    const upstream = `http://127.0.0.1:${modelPort}`;
    const models = start("tests/ModelServer", "Inference.ModelServer", ["--url", upstream], {});
    await answers(models, `${upstream}/health`);

    const port = await freePort();
    const server = start("src/Silo", "Inference.Silo", [], {
        ASPNETCORE_ENVIRONMENT: "Production",
        Logging__LogLevel__Default: "Warning",
        ASPNETCORE_URLS: `http://127.0.0.1:${port}`,
        Inference__AdminKey: key,
        Inference__DataDirectory: data,
        Inference__Cluster__SiloPort: `${await freePort()}`,
        Inference__Cluster__GatewayPort: `${await freePort()}`,
        Models__Default: "plain",
        ...catalog({ plain: "plain", tools: "scenario:tool", reasoning: "scenario:reasoning", broken: "scenario:fail:500" }, `${upstream}/v1`),
    });
    const url = `http://127.0.0.1:${port}/v1`;
    await answers(server, `${url}/models`, { authorization: `Bearer ${key}` });

    const check = spawn(process.execPath, [path.join(import.meta.dirname, "check.mjs")], {
        env: { ...process.env, INFERENCE_URL: url, INFERENCE_KEY: key }, stdio: ["ignore", "inherit", "inherit"],
    });
    [process.exitCode] = await once(check, "exit");
    if (process.exitCode !== 0) {
        console.log(`The server's last words:\n${server.output.slice(-4000)}`);
    }
} finally {
    for (const child of children.filter((child) => child.exitCode === null)) {
        child.kill("SIGKILL");
        await once(child, "exit");
    }

    await rm(data, { recursive: true, force: true });
}
