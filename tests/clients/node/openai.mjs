// What OpenAI's own client for Node makes of the server. The models `plain`, `tools`, `reasoning` and `broken` are those of run.mjs.
import assert from "node:assert/strict";
import OpenAI from "openai";

const ask = (text) => [{ role: "user", content: text }];
const tools = [{
    type: "function",
    function: { name: "get_weather", description: "Weather of a city", parameters: { type: "object", properties: { city: { type: "string" } } } },
}];

async function failure(promise) {
    try {
        await promise;
    } catch (error) {
        return error;
    }

    assert.fail("nothing was refused");
}

async function collect(stream) {
    const chunks = [];
    for await (const chunk of stream) {
        chunks.push(chunk);
    }

    return chunks;
}

const deltas = (chunks) => chunks.flatMap((chunk) => chunk.choices).map((choice) => choice.delta);

// baseURL: with /v1.
export const openAIChecks = (baseURL, apiKey) => {
    const client = new OpenAI({ baseURL, apiKey, maxRetries: 0, timeout: 30_000 });

    return {
        async "a whole answer"() {
            const answer = await client.chat.completions.create({ model: "plain", messages: ask("Hello there") });
            assert.equal(answer.object, "chat.completion");
            assert.match(answer.id, /^chatcmpl-/);
            assert.equal(answer.choices[0].message.role, "assistant");
            assert.equal(answer.choices[0].message.content, "You said: Hello there");
            assert.equal(answer.choices[0].finish_reason, "stop");
            assert.equal(answer.usage.total_tokens, answer.usage.prompt_tokens + answer.usage.completion_tokens);
            assert.ok(answer.usage.completion_tokens > 0);
            assert.match(answer._request_id, /^req_/);
        },

        async "a streamed answer"() {
            const chunks = await collect(await client.chat.completions.create({ model: "plain", messages: ask("Hello there"), stream: true }));
            assert.ok(chunks.every((chunk) => chunk.object === "chat.completion.chunk" && chunk.id === chunks[0].id));
            assert.equal(deltas(chunks)[0].role, "assistant");
            assert.equal(deltas(chunks).map((delta) => delta.content ?? "").join(""), "You said: Hello there");
            assert.equal(chunks.at(-1).choices[0].finish_reason, "stop");
            assert.ok(chunks.every((chunk) => !chunk.usage), "usage came unasked");
        },

        async "usage at the end of a stream, when asked for"() {
            const chunks = await collect(await client.chat.completions.create({
                model: "plain", messages: ask("Hello there"), stream: true, stream_options: { include_usage: true },
            }));
            assert.deepEqual(chunks.at(-1).choices, []);
            assert.ok(chunks.at(-1).usage.completion_tokens > 0);
            assert.equal(chunks.at(-2).choices[0].finish_reason, "stop");
        },

        async "a stream that is left early"() {
            const stream = await client.chat.completions.create({ model: "plain", messages: ask("one two three four five"), stream: true });
            for await (const chunk of stream) {
                if (chunk.choices[0]?.delta.content) {
                    break;
                }
            }
        },

        async "reasoning, whole and streamed"() {
            const answer = await client.chat.completions.create({ model: "reasoning", messages: ask("Why?") });
            assert.equal(answer.choices[0].message.reasoning_content, "The user asks. I answer.");
            const chunks = await collect(await client.chat.completions.create({ model: "reasoning", messages: ask("Why?"), stream: true }));
            assert.equal(deltas(chunks).map((delta) => delta.reasoning_content ?? "").join(""), "The user asks. I answer.");
        },

        async "a tool's round trip"() {
            const messages = ask("How warm is it in Lisbon?");
            const first = await client.chat.completions.create({ model: "tools", messages, tools });
            assert.equal(first.choices[0].finish_reason, "tool_calls");
            const [call] = first.choices[0].message.tool_calls;
            assert.equal(call.type, "function");
            assert.equal(call.function.name, "get_weather");
            assert.equal(JSON.parse(call.function.arguments).city, "Lisbon");
            messages.push(first.choices[0].message, { role: "tool", tool_call_id: call.id, content: "21 degrees" });
            const second = await client.chat.completions.create({ model: "tools", messages, tools });
            assert.equal(second.choices[0].finish_reason, "stop");
            assert.match(second.choices[0].message.content, /21 degrees/);
        },

        async "a streamed tool call"() {
            const final = await client.chat.completions.stream({ model: "tools", messages: ask("How warm is it in Lisbon?"), tools }).finalChatCompletion();
            assert.equal(final.choices[0].finish_reason, "tool_calls");
            assert.equal(final.choices[0].message.tool_calls.length, 1);
            assert.equal(final.choices[0].message.tool_calls[0].function.name, "get_weather");
            assert.equal(JSON.parse(final.choices[0].message.tool_calls[0].function.arguments).unit, "celsius");
        },

        async "the client's own loop over tools"() {
            const runner = client.chat.completions.runTools({
                model: "tools",
                messages: ask("How warm is it in Lisbon?"),
                tools: [{ type: "function", function: { ...tools[0].function, parse: JSON.parse, function: ({ city }) => `21 degrees in ${city}` } }],
            });
            assert.match(await runner.finalContent(), /21 degrees in Lisbon/);
        },

        async "a wrong key"() {
            const unknown = new OpenAI({ baseURL, apiKey: "inf_prod_unknown", maxRetries: 0 });
            const error = await failure(unknown.chat.completions.create({ model: "plain", messages: ask("Hello") }));
            assert.ok(error instanceof OpenAI.AuthenticationError, `${error}`);
            assert.equal(error.code, "invalid_api_key");
            assert.match(error.requestID, /^req_/);
        },

        async "an unknown model"() {
            const error = await failure(client.chat.completions.create({ model: "no-such-model", messages: ask("Hello") }));
            assert.ok(error instanceof OpenAI.NotFoundError, `${error}`);
            assert.equal(error.code, "model_not_found");
        },

        async "a value out of range"() {
            const error = await failure(client.chat.completions.create({ model: "plain", messages: ask("Hello"), temperature: 9 }));
            assert.ok(error instanceof OpenAI.BadRequestError, `${error}`);
            assert.equal(error.code, "invalid_param_value");
            assert.equal(error.param, "temperature");
            assert.equal(error.type, "invalid_request_error");
        },

        async "an unknown path"() {
            const error = await failure(client.get("/no-such-thing"));
            assert.ok(error instanceof OpenAI.NotFoundError, `${error}`);
        },

        async "a model's server that fails"() {
            const error = await failure(client.chat.completions.create({ model: "broken", messages: ask("Hello") }));
            assert.ok(error instanceof OpenAI.InternalServerError, `${error}`);
            assert.equal(error.status, 502);
            assert.equal(error.code, "model_error");
        },

        async "a stream of a model's server that fails"() {
            const error = await failure(collect(await client.chat.completions.create({ model: "broken", messages: ask("Hello"), stream: true })));
            assert.ok(error instanceof OpenAI.APIError, `${error}`);
            assert.equal(error.code, "model_error");
        },

        async "stored completions: listed in pages, read, deleted"() {
            const metadata = { topic: crypto.randomUUID() };
            const made = [];
            for (const text of ["one", "two", "three"]) {
                made.push((await client.chat.completions.create({ model: "plain", messages: ask(text), store: true, metadata })).id);
            }

            const ids = (await collect(client.chat.completions.list({ metadata, limit: 2 }))).map((completion) => completion.id);
            assert.deepEqual(ids, made);
            const newest = await client.chat.completions.list({ metadata, limit: 1, order: "desc", model: "plain" });
            assert.deepEqual(newest.data.map((completion) => [completion.id, completion.metadata.topic]), [[made[2], metadata.topic]]);
            assert.equal(newest.has_more, true);
            const messages = await collect(client.chat.completions.messages.list(made[0]));
            assert.deepEqual(messages.map(({ id, role, content }) => [id, role, content]), [[`${made[0]}-0`, "user", "one"]]);
            assert.equal((await client.chat.completions.retrieve(made[0])).choices[0].message.content, "You said: one");

            // While it lists: what was deleted is where the next page goes on.
            for await (const completion of client.chat.completions.list({ metadata, limit: 2 })) {
                assert.deepEqual(await client.chat.completions.delete(completion.id), { object: "chat.completion.deleted", id: completion.id, deleted: true });
            }

            assert.deepEqual((await client.chat.completions.list({ metadata })).data, []);
            assert.ok(await failure(client.chat.completions.retrieve(made[0])) instanceof OpenAI.NotFoundError);
            assert.ok(await failure(client.chat.completions.messages.list(made[0])) instanceof OpenAI.NotFoundError);
        },

        async "a form of answer that the built-in model has not"() {
            const error = await failure(client.chat.completions.create({ model: "local", messages: ask("Hello"), response_format: { type: "json_object" } }));
            assert.ok(error instanceof OpenAI.BadRequestError, `${error}`);
            assert.equal(error.param, "response_format");
        },

        async "the models"() {
            const ids = (await collect(client.models.list())).map((model) => model.id);
            assert.ok(["local", "plain", "tools"].every((id) => ids.includes(id)), `${ids}`);
            assert.equal((await client.models.retrieve("plain")).object, "model");
        },
    };
};
