// Processes of a build, on free ports of the loopback.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const root = path.resolve(import.meta.dirname, "../../..");

export async function freePort() {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address();
    server.close();
    await once(server, "close");
    return port;
}

export class Process {
    #project;
    #name;
    #configuration;
    #args;
    #env;
    #ready;
    #child;
    #output = "";

    // project: a folder of the repository; name: its assembly's; configuration: Release or Debug; ready: { url, headers } that
    // it answers with 2xx once it has started.
    constructor(project, name, configuration, { args = [], env = {}, ready }) {
        this.#project = path.join(root, project);
        this.#name = name;
        this.#configuration = configuration;
        this.#args = args;
        this.#env = env;
        this.#ready = ready;
    }

    get lastOutput() {
        return this.#output.slice(-4000);
    }

    // Starts it, again if it was killed, and waits until it is ready.
    async start() {
        const child = spawn("dotnet", [path.join(this.#project, "bin", this.#configuration, "net10.0", `${this.#name}.dll`), ...this.#args], {
            cwd: this.#project, env: { ...process.env, ...this.#env }, stdio: ["ignore", "pipe", "pipe"],
        });
        this.#child = child;
        child.stdout.on("data", (data) => this.#output += data);
        child.stderr.on("data", (data) => this.#output += data);
        const limit = AbortSignal.timeout(60_000);
        while (!(await fetch(this.#ready.url, { headers: this.#ready.headers, signal: limit }).catch(() => null))?.ok) {
            if (child.exitCode !== null || limit.aborted) {
                throw new Error(`${this.#name} does not answer:\n${this.lastOutput}`);
            }

            await pause(50);
        }
    }

    async kill() {
        if (this.#child?.exitCode === null && this.#child.signalCode === null) {
            this.#child.kill("SIGKILL");
            await once(this.#child, "exit");
        }
    }
}
